"""The cells of an HTML table, spans of rows and columns resolved."""

from __future__ import annotations

from kg.loaders._mapped import Written

WIDEST = 400
"""Columns that a span may reach over."""


class Grid:
    """Rows of cells; a cell is a list of texts, empty where a span of another cell covers it."""

    def __init__(self) -> None:
        self.depth = 1
        self.inside = False
        self._rows: list[list[list[Written]]] = []
        self._below: dict[int, int] = {}
        """For how many further rows a column is covered by a cell above."""

    def row(self) -> None:
        """Begin a row."""
        self.inside = False
        self._rows.append([])

    def cell(self, given: dict[str, str]) -> None:
        """Begin a cell; ``given`` are its attributes."""
        if not self._rows:
            self.row()
        row = self._rows[-1]
        self._covered(row)
        wide, high = _span(given.get("colspan")), _span(given.get("rowspan"))
        for column in range(len(row), len(row) + wide):
            if high > 1:
                self._below[column] = high - 1
        row.append([])
        row.extend([] for _ in range(wide - 1))
        self._at = len(row) - wide
        self.inside = True

    def take(self, piece: Written) -> None:
        """Add a text to the cell that is open."""
        self._rows[-1][self._at].append(piece)

    def _covered(self, row: list[list[Written]]) -> None:
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append([])

    def rows(self) -> list[list[list[Written]]]:
        """All rows that hold a text."""
        return [row for row in self._rows if any(row)]


def _span(written: str | None) -> int:
    return min(int(written), WIDEST) if written and written.isdigit() and len(written) < 5 and int(written) else 1
