"""Markdown: CommonMark with tables, footnotes and front matter, numbered references and source lists.

Claims are the sentences that carry references to a list of sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg import patterns as re
from kg.config import Config
from kg.loaders import _bibliography
from kg.model import Document, Report, Source
from kg.reading import Bundle, Lines, RawFile, decode

NAME = "markdown"

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_SIGNS = re.compile(rb"^(?:#{1,6} \S|\|.*\|\s*\n\|[ :|-]+\||[-*] \*\*|---\r?\n\w+:|```)", re.M)


def recognise(bundle: Bundle) -> float:
    """Sure by the file extension; a guess by headings, tables and bold list items in other texts."""
    if len([f for f in bundle.files if not _bibliography.is_bibliography(f)]) != 1 or bundle.folder:
        return 0.0
    file = bundle.files[0]
    if file.suffix in _SUFFIXES:
        return 0.8
    if file.suffix in ("", ".txt", ".text") and b"\0" not in file.data[:4096] and _SIGNS.search(file.data[:65536]):
        return 0.3
    return 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single Markdown file.  Raises :class:`kg.reading.InputError`."""
    return read(bundle.files[0], config, beside=bundle.files[1:])


def read(
    file: RawFile,
    config: Config,
    given: frozenset[str] = frozenset(),
    ids: Mapping[str, str] | None = None,
    beside: Iterable[RawFile] = (),
) -> Report:
    """The report a Markdown file holds.

    ``given`` names the kinds of rows that files beside it hold (a list of risks that is given is
    not taken from the text again); ``ids`` are the ids of their claims and sources, with their addresses.
    ``beside`` are files next to it, of which bibliographies are read.
    """
    from kg.loaders import _front_matter, _markdown_blocks, _prose_report

    document, troubles = decode(file)
    lines = Lines(document)
    front = _front_matter.read(lines)
    blocks, structure = _markdown_blocks.read(lines, front.lines)
    library: list[Source] = []
    documents: list[Document] = []
    for one in beside:
        if _bibliography.is_bibliography(one):
            entries, text, more = _bibliography.read(one)
            library += entries
            documents.append(text)
            troubles += tuple(more)
    found = _prose_report.report(
        document, lines, blocks, structure, config, format=NAME, front=front, given=given, ids=ids, troubles=troubles, library=tuple(library)
    )
    return replace(found, documents=(*found.documents, *documents)) if documents else found
