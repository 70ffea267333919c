"""The blocks of a text, found in place: what the readers of Markdown and plain text agree on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table", "code", "footnote", "comment"]


@dataclass(slots=True)
class Block:
    """A block of a document: ``text`` stands at ``document.text[start:end]``.

    ``text`` is as long as that span and equal to it, but for the marks of a block quote at the
    beginning of lines, which are blanked.  ``level`` is the level of a heading or the depth of a
    list item (from 1), ``marker`` the mark of an item (``-``, ``3.``) or the label of a footnote.
    ``rows`` are the cells of a table as spans of the document, the header first.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    level: int = 0
    marker: str = ""
    quoted: bool = False
    rows: list[list[tuple[int, int]]] = field(default_factory=list)

    def part(self, start: int, end: int) -> Block:
        """The block cut down to ``text[start:end]``, white space at its ends left out."""
        text = self.text[start:end]
        left = start + len(text) - len(text.lstrip())
        right = start + len(text.rstrip())
        return Block(
            self.kind,
            self.start + left,
            self.start + max(left, right),
            self.text[left : max(left, right)],
            self.level,
            self.marker,
            self.quoted,
        )

    def lines(self) -> list[tuple[int, int]]:
        """Spans of the lines of ``text``, their ends left out."""
        spans, at = [], 0
        for line in self.text.splitlines(keepends=True):
            spans.append((at, at + len(line.rstrip("\r\n"))))
            at += len(line)
        return spans
