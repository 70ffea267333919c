"""The folder that STORM writes: an article with ``[n]`` references, and ``url_to_info.json`` with its pages."""

from __future__ import annotations

from dataclasses import replace

from kg.config import Config
from kg.loaders import markdown
from kg.loaders._json_places import JsonError, Node, parse
from kg.loaders._reference_list import host
from kg.model import Document, Report, Source, Trouble
from kg.reading import Bundle, InputError, Lines, decode

NAME = "research-folder"

_PAGES = "url_to_info.json"
_TEXTS = ("storm_gen_article_polished.txt", "storm_gen_article.txt", "report.md", "article.md")


def recognise(bundle: Bundle) -> float:
    """Sure of a folder with the list of pages."""
    return 0.95 if bundle.folder and any(f.name == _PAGES for f in bundle.files) else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read the article and its pages.  Raises :class:`kg.reading.InputError`."""
    listed = next((f for f in bundle.files if f.name == _PAGES), None)
    text = next((f for name in _TEXTS for f in bundle.files if f.name == name), None)
    if listed is None or text is None:
        raise InputError(bundle.path, f"this folder needs {_PAGES} and one of {', '.join(_TEXTS)}.")
    document, troubles = decode(listed)
    sources, more = _sources(document)
    report = markdown.read(text, config, given=frozenset(["sources"]), ids={s.id: s.url for s in sources})
    return replace(
        report,
        path=bundle.path,
        format=NAME,
        documents=(*report.documents, document),
        sources=(*sources, *report.sources),
        troubles=(*report.troubles, *troubles, *more),
    )


def _sources(document: Document) -> tuple[list[Source], list[Trouble]]:
    """The pages under the numbers by which the article cites them."""
    lines = Lines(document)
    try:
        root = parse(document.text)
    except JsonError as error:
        line = lines.place(min(error.offset, len(document.text) - 1), error.offset + 1).line
        raise InputError(document.path, f"not valid JSON: {error}.", line) from None
    top = _fields(root)
    numbers = {key.value: value for key, value in _entries(top.get("url_to_unified_index"))}
    sources, troubles = [], []
    for n, (key, value) in enumerate(_entries(top.get("url_to_info")), 1):
        about, number = _fields(value), numbers.get(key.value)
        place = lines.place(key.start + 1, key.end - 1)
        if numbers and number is None:
            troubles.append(
                Trouble("missing-field", "this page has no number in url_to_unified_index and cannot be cited.", place)
            )
        snippets = about.get("snippets")
        quotes = (
            [s.value for s in snippets.value if s.kind == "string"] if snippets is not None and snippets.kind == "array" else []
        )
        title = about["title"].value if "title" in about and isinstance(about["title"].value, str) else ""
        sources.append(
            Source(
                str(number.value) if number is not None else str(n),
                host(key.value),
                title,
                place,
                " […] ".join(" ".join(q.split()) for q in quotes),
                key.value,
                raw=key.value,
                certain=False,
            )
        )
    if not sources:
        raise InputError(document.path, 'no pages were found. Expected {"url_to_info": {"https://…": {"title": …}}}.')
    return sources, troubles


def _entries(node: Node | None) -> list[tuple[Node, Node]]:
    return node.value if node is not None and node.kind == "object" else []


def _fields(node: Node | None) -> dict[str, Node]:
    return {key.value: value for key, value in _entries(node)}
