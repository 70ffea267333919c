"""Bibliographies beside a text: BibTeX and CSL-JSON, and addresses of identifiers such as ``doi:10.1000/1``."""

from __future__ import annotations

from kg import patterns as re
from kg.loaders import _extras
from kg.loaders._json_places import JsonError, Node, parse
from kg.loaders._reference_list import host
from kg.model import Document, Place, Source, Trouble
from kg.reading import InputError, Lines, RawFile, decode

SUFFIXES = (".bib", ".bibtex")
_PAGES = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
    "arxiv": "https://arxiv.org/abs/{}",
    "url": "{}",
    "isbn": "",
    "wikidata": "https://www.wikidata.org/wiki/{}",
}


def identifier(key: str) -> str | None:
    """The page of a key that is an identifier (``doi:…``, ``url:…``); empty where it has none, ``None`` for other keys."""
    kind, colon, value = key.partition(":")
    if not colon or not value or kind.lower() not in _PAGES:
        return None
    if kind.lower() == "url" and not value.startswith("http"):
        return None
    return _PAGES[kind.lower()].format(value)


def of_identifier(key: str, place: Place) -> Source:
    """The source that an identifier stands for."""
    page = identifier(key) or ""
    return Source(key, host(page) or key.partition(":")[0], "" if page else key, place, url=page, raw=key, certain=False)


def is_bibliography(file: RawFile) -> bool:
    """Whether a file beside a text is a bibliography: BibTeX by its extension, CSL-JSON by its fields."""
    return file.suffix in SUFFIXES or (
        file.suffix == ".json" and b'"id"' in file.data and b'"type"' in file.data[:4000] and b'"title"' in file.data
    )


def read(file: RawFile) -> tuple[list[Source], Document, list[Trouble]]:
    """The entries of a bibliography as sources, under their keys.  Raises :class:`kg.reading.InputError`."""
    document, troubles = decode(file)
    lines = Lines(document)
    found, more = _bibtex(document, lines) if file.suffix in SUFFIXES else (_csl(document, lines), [])
    return found, document, [*troubles, *more]


def _bibtex(document: Document, lines: Lines) -> tuple[list[Source], list[Trouble]]:
    import logging

    bibtexparser = _extras.library("bibtexparser", "bibtex", document.path)
    decoding = _extras.library("bibtexparser.middlewares", "bibtex", document.path).LatexDecodingMiddleware
    log = logging.getLogger("bibtexparser")
    before = log.disabled
    # What cannot be read becomes a trouble with its place; the library would write it to stderr too.
    log.disabled = True
    try:
        logging.disable(logging.WARNING)
        library = bibtexparser.parse_string(document.text, append_middleware=[decoding()])
    finally:
        logging.disable(logging.NOTSET)
        log.disabled = before
    troubles = [
        Trouble(
            "unreadable-line", "this BibTeX entry cannot be read. Check its braces and commas.", _line(lines, block.start_line)
        )
        for block in library.failed_blocks
    ]
    sources = []
    for entry in library.entries:
        said = {name.lower(): " ".join(str(f.value).split()) for name, f in entry.fields_dict.items()}
        page = said.get("url") or (f"https://doi.org/{said['doi']}" if said.get("doi") else "")
        by = next(
            (
                said[n]
                for n in ("publisher", "journaltitle", "journal", "organization", "institution", "booktitle", "author", "editor")
                if said.get(n)
            ),
            "",
        )
        sources.append(
            Source(
                entry.key,
                by or host(page),
                said.get("title", ""),
                _line(lines, entry.start_line),
                url=page,
                date=said.get("date") or said.get("year", ""),
                accessed=said.get("urldate", ""),
                raw=entry.key,
            )
        )
    return sources, troubles


def _line(lines: Lines, number: int | None) -> Place:
    return lines.on_line(min(max(1, (number or 0) + 1), len(lines.lines)))


def _csl(document: Document, lines: Lines) -> list[Source]:
    try:
        root = parse(document.text)
    except JsonError as error:
        line = lines.place(min(error.offset, len(document.text) - 1), error.offset + 1).line
        raise InputError(document.path, f"not valid JSON: {error}.", line) from None
    sources = []
    for one in root.value if root.kind == "array" else ():
        said = {key.value: value for key, value in one.value} if one.kind == "object" else {}
        text = {name: " ".join(node.value.split()) for name, node in said.items() if isinstance(node.value, str)}
        if not text.get("id"):
            continue
        page = text.get("URL") or (f"https://doi.org/{text['DOI']}" if text.get("DOI") else "")
        by = text.get("publisher") or text.get("container-title") or host(page)
        sources.append(
            Source(
                text["id"],
                by,
                text.get("title", ""),
                lines.place(one.start, one.end),
                url=page,
                date=_issued(said.get("issued")),
                raw=text["id"],
            )
        )
    return sources


def _issued(node: Node | None) -> str:
    """``{"date-parts": [[2019, 2, 8]]}`` as 2019-02-08."""
    parts = [v for k, v in node.value if k.value == "date-parts"] if node is not None and node.kind == "object" else []
    numbers = re.findall(r"\d+", _flat(parts[0])) if parts else []
    return "-".join(n.zfill(2) for n in numbers[:3])


def _flat(node: Node) -> str:
    return " ".join(map(_flat, node.value)) if node.kind == "array" else str(node.value)
