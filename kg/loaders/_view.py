"""The text of a file that is not text: what a reader of it sees, a line for each paragraph and row.

Links are written as Markdown writes them, ``[words](address)``, and footnotes as ``[^1]``, so
that one reader understands the citations of all formats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.config import Config
from kg.loaders._blocks import Block
from kg.loaders._front_matter import FrontMatter
from kg.model import Document, Report, Trouble
from kg.reading import InputError, Lines, RawFile


class View:
    """Lines and blocks, gathered in the order of the document."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0

    def blank(self) -> None:
        """A paragraph without words: it has a line, so that lines count as paragraphs do."""
        self._line("")

    def add(self, kind: str, text: str, *, level: int = 0, marker: str = "", quoted: bool = False) -> Block | None:
        """A block of one line, or of several where the text has line breaks of its own."""
        text = clean(text)
        if not text:
            self.blank()
            return None
        start = self.length
        self._line(text)
        block = Block(kind, start, start + len(text), text, level, marker, quoted)
        self.blocks.append(block)
        return block

    def table(self, rows: Iterable[Iterable[str]]) -> None:
        """A table, its header first; each row is a line, its cells parted by bars."""
        spans: list[list[tuple[int, int]]] = []
        begin, lines = self.length, []
        for row in rows:
            at, cells, line = self.length, [], "|"
            for cell in row:
                text = " ".join(clean(cell).split("\n"))
                line += " "
                cells.append((at + len(line), at + len(line) + len(text)))
                line += text + " |"
            self._line(line)
            lines.append(line)
            spans.append(cells)
        if spans and spans[0]:
            self.blocks.append(Block("table", begin, self.length - 1, "\n".join(lines), rows=spans))

    def _line(self, text: str) -> None:
        self.parts.append(text + "\n")
        self.length += len(text) + 1

    def text(self) -> str:
        """The whole text."""
        return "".join(self.parts)


def clean(text: str) -> str:
    """A paragraph without blanks at the ends of its lines and without empty lines."""
    lines = (line.strip(" \t") for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line.strip())


def document(file: RawFile, text: str, encoding: str = "utf-8") -> Document:
    """The document that stands for a file; its places count in ``text``."""
    return Document(file.path, text, hashlib.sha256(file.data).hexdigest(), encoding)


def report(
    file: RawFile,
    view: View,
    config: Config,
    format: str,
    *,
    given: frozenset[str] = frozenset(),
    ids: Mapping[str, str] | None = None,
    lines: Lines | None = None,
    front: FrontMatter | None = None,
    documents: tuple[Document, ...] = (),
    troubles: tuple[Trouble, ...] = (),
) -> Report:
    """The report that a view holds.

    ``lines`` tell places where these are not those of the view, and ``documents`` are then the
    texts they are places in; ``front`` is what the document says of itself.

    Raises :class:`kg.reading.InputError` when there is no text at all.
    """
    from kg.loaders import _prose_report

    if not view.blocks:
        raise InputError(file.path, "no text was found in this file. Scanned pages hold pictures only; give a file with text.")
    shown = document(file, view.text())
    found = _prose_report.report(
        shown,
        lines or Lines(shown),
        view.blocks,
        set(),
        config,
        format=format,
        front=front,
        given=given,
        ids=ids,
        troubles=troubles,
    )
    return replace(found, documents=documents, unread=()) if documents else found
