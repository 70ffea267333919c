"""Text for a terminal: control characters replaced, colours added, lines broken."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from kg import patterns as re

# C0 and C1 controls could move the cursor or recolour the terminal, bidirectional ones could
# show a text in another order than it is written in.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")

COLORS = {"error": "red", "warning": "yellow", "info": "cyan"}
"""Colour of each severity, by its value."""


def clean(text: str) -> str:
    """The text with every control character shown as U+FFFD; tabs and line feeds stay."""
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text on one line, runs of white space as one space, without control characters."""
    return clean(" ".join(text.split()))


def shorten(text: str, length: int) -> str:
    """At most ``length`` characters on one line, cut between words with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def around(text: str, needle: str, length: int) -> str:
    """At most ``length`` characters on one line, with ``needle`` (a figure) in view if it occurs."""
    text = " ".join(text.split())
    at = text.find(needle.split(" (")[0]) if needle else -1
    if len(text) <= length or at < 0 or at < length * 2 // 3:
        return shorten(text, length)
    start = text.find(" ", max(0, at - length // 2)) + 1
    return "…" + shorten(text[start:], length - 1)


class Printer:
    """Makes lines for a terminal of ``width`` columns (60 to 120 are used), coloured or not."""

    def __init__(self, color: bool, width: int):
        self.color, self.width = color, max(60, min(width, 120))

    def style(self, text: str, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
        """The cleaned text in a colour (none, when colours are off)."""
        text = clean(text)
        if not self.color:
            return text
        from click import style

        return style(text, fg=fg, bold=bold or None, dim=dim or None)

    def wrap(self, text: str, indent: str = "", hanging: str | None = None, dim: bool = False) -> Iterator[str]:
        """Lines of a paragraph; ``hanging`` indents all but the first, where it differs.

        Words longer than a line (addresses) are not cut, so that they can be copied.
        """
        hanging = indent if hanging is None else hanging
        lines = textwrap.wrap(
            clean(text),
            self.width,
            initial_indent=indent,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines:
            margin = line[: len(line) - len(line.lstrip())]
            yield f"{margin}{self.style(line[len(margin) :], dim=dim)}\n"

    def quote(self, text: str, indent: str = "    ") -> Iterator[str]:
        """A quotation with a bar at its left."""
        for line in textwrap.wrap(clean(text), self.width - len(indent) - 2):
            yield f"{indent}{self.style('│', dim=True)} {line}\n"

    def grid(self, rows: list[list[str]], marks: list[str] | None = None) -> Iterator[str]:
        """Rows in columns, the first as header; cells that are too long are wrapped.

        ``marks`` holds one character to stand before each row, or nothing.
        """
        rows = [[one_line(cell) for cell in row] for row in rows]
        widths = self._column_widths(rows)
        for number, row in enumerate(rows):
            cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=False)]
            mark = marks[number] if marks else ""
            for parts in zip_longest(*cells, fillvalue=""):
                line = "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=False)).rstrip()
                yield f"  {mark:1} {self.style(line, bold=number == 0)}\n"
                mark = ""

    def _column_widths(self, rows: list[list[str]]) -> list[int]:
        """Narrow columns as wide as they need, wide ones an equal share of what is left."""
        columns = max(map(len, rows), default=0)
        wanted = [max([len(row[n]) for row in rows if n < len(row)] + [1]) for n in range(columns)]
        room, widths = self.width - 4 - 2 * (columns - 1), [0] * columns
        for done, n in enumerate(sorted(range(columns), key=lambda n: wanted[n])):
            widths[n] = max(1, min(wanted[n], (room - sum(widths)) // (columns - done)))
        return widths
