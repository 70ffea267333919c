"""HTML: saved pages and reports with headings, lists, tables, links and footnotes.

Places are lines and columns of the file as it is.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import replace

from kg import patterns as re
from kg.config import Config
from kg.loaders import _view
from kg.loaders._front_matter import FrontMatter
from kg.loaders._mapped import MappedLines
from kg.model import Document, Report, Trouble
from kg.reading import Bundle, InputError, RawFile, decode

NAME = "html"

SUFFIXES = (".html", ".htm", ".xhtml")
MAX_CHARACTERS = 50_000_000
_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*)?<(?:!doctype\s+html|html[\s>])", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)


def recognise(bundle: Bundle) -> float:
    """Sure by the file extension, nearly so by the first tag."""
    if len(bundle.files) != 1:
        return 0.0
    file = bundle.files[0]
    if file.suffix in SUFFIXES:
        return 0.9
    return 0.6 if _START.match(file.data[:4096].removeprefix(b"\xef\xbb\xbf")) else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single page.  Raises :class:`kg.reading.InputError`."""
    return read(bundle.files[0], config)


def read(file: RawFile, config: Config, given: frozenset[str] = frozenset(), ids: Mapping[str, str] | None = None) -> Report:
    """The report a page holds; ``given`` and ``ids`` as for :func:`kg.loaders.markdown.read`."""
    original, troubles = _decoded(file)
    view, lines, front = view_of(original)
    return _view.report(
        file, view, config, NAME, given=given, ids=ids, lines=lines, front=front, documents=(original,), troubles=troubles
    )


def as_markdown(file: RawFile) -> str:
    """The page as Markdown that reads the same.  Raises :class:`kg.reading.InputError`."""
    from kg.loaders import _markdown_out

    shown, _, front = view_of(_decoded(file)[0])
    return _markdown_out.write(shown.blocks, shown.text(), {name: value for name, (value, _) in front.fields.items()})


def view_of(original: Document) -> tuple[_view.View, MappedLines, FrontMatter]:
    """The text of a page, where each part of it stands in the file, and what the page says of itself."""
    from kg.loaders._html_text import Page

    if len(original.text) > MAX_CHARACTERS:
        raise InputError(
            original.path, f"the page has {len(original.text):,} characters; the limit is {MAX_CHARACTERS:,}. Split it."
        )
    page = Page(original.text)
    lines = MappedLines(replace(original, text=page.view.text()), original)
    for offset, written, skip in page.noted:
        lines.note(offset, written, skip)
    headed = any(b.kind == "heading" and b.level == 1 for b in page.view.blocks)
    fields = {k: (v, lines.original.place(a, b)) for k, (v, a, b) in page.meta.items() if k != "title" or not headed}
    return page.view, lines, FrontMatter(fields)


def _decoded(file: RawFile) -> tuple[Document, tuple[Trouble, ...]]:
    """Text of a page in the encoding that it names, where it is not UTF-8."""
    named = _CHARSET.search(file.data[:4096])
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError:
        name = named.group(1).decode("ascii") if named else ""
        if name and name.lower() not in ("utf-8", "utf8"):
            try:
                codec = codecs.lookup("cp1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii") else name)
                text = file.data.decode(codec.name)
            except (LookupError, UnicodeError):
                return decode(file)
            return decode(replace(file, data=text.encode()))[0], ()
    return decode(file)
