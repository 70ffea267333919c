"""Tables on the pages of a PDF: cells between lines that are drawn, as pdfplumber finds them.

A table needs lines around its cells, or lines above and below its rows and columns that stand apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.loaders import _extras
from kg.records import record

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, counted from the upper left corner of the page, in points."""

FEWEST_LINES = 3
"""Lines and edges of boxes that a page must hold before tables are looked for on it."""
MOST_LINES = 4000
"""More of them are a drawing or a map."""
_RULED = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}


@record
class Found:
    """A table of a page: where it stands, and the texts of its cells, the header first."""

    box: Box
    rows: list[list[str]]


def drawn(page, layout) -> int:
    """How many lines and boxes a page of the layout analysis holds."""
    return sum(isinstance(one, layout.LTLine | layout.LTRect | layout.LTCurve) for one in page)


def worth(page, layout) -> bool:
    """Whether a page holds so many lines that there may be a table, and not so many that it is a drawing."""
    return FEWEST_LINES <= drawn(page, layout) <= MOST_LINES


def find(stream, numbers: list[int], path: str) -> dict[int, list[Found]]:
    """The tables on the pages of these numbers, from 1.  Raises :class:`kg.reading.InputError` without the library."""
    if not numbers:
        return {}
    pdfplumber = _extras.library("pdfplumber", "pdf", path)
    found: dict[int, list[Found]] = {}
    with pdfplumber.open(stream, pages=numbers) as book:
        for page in book.pages:
            found[page.page_number] = _on(page)
            page.close()
    return found


def holds(table: Found, lines: list[str]) -> bool:
    """Whether the cells of a table hold every letter of the lines that stand where it stands: nothing may be lost."""
    inside = Counter(char for line in lines for char in line if not char.isspace())
    return not inside - Counter(char for row in table.rows for cell in row for char in cell)


def _on(page) -> list[Found]:
    tables = [one for table in page.find_tables(_RULED) if (one := _read(table)) is not None]
    rules = _rules(page, tables)
    return sorted([*tables, *(one for box in rules if (one := _between(page, box)) is not None)], key=lambda t: (t.box[1], t.box[0]))


def _read(table) -> Found | None:
    """A table with at least two rows and two columns of which some hold words; empty rows and columns are left out."""
    rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
    columns = [n for n in range(max(map(len, rows), default=0)) if any(n < len(row) and row[n] for row in rows)]
    rows = [[row[n] if n < len(row) else "" for n in columns] for row in rows if any(row)]
    words = sum(bool(cell) for row in rows for cell in row)
    sound = len(rows) > 1 and len(columns) > 1 and sum(map(bool, rows[0])) > 1 and 2 * words >= len(rows) * len(columns)
    return Found(table.bbox, rows) if sound else None


def _rules(page, tables: list[Found]) -> list[Box]:
    """Where three or more lines of one width stand above each other: the rules of a table without upright lines."""
    lines: dict[tuple[int, int], list[float]] = {}
    for edge in page.horizontal_edges:
        if edge["x1"] - edge["x0"] > 100 and not any(t.box[1] - 2 <= edge["top"] <= t.box[3] + 2 for t in tables):
            lines.setdefault((round(edge["x0"] / 3), round(edge["x1"] / 3)), []).append(edge["top"])
    boxes = []
    for (left, right), tops in lines.items():
        if len({round(top) for top in tops}) >= FEWEST_LINES:
            boxes.append((max(0, 3 * left - 3), max(0, min(tops) - 1), min(page.width, 3 * right + 3), min(page.height, max(tops) + 1)))
    return boxes


def _between(page, box: Box) -> Found | None:
    """The table between rules: rows are lines of words, columns are parted by gaps that run through all rows."""
    lines: list[list[dict]] = []
    for word in sorted(page.crop(box).extract_words(), key=lambda w: (w["top"], w["x0"])):
        if lines and word["top"] - lines[-1][0]["top"] < (word["bottom"] - word["top"]) / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    cells = [list(_cells(sorted(line, key=lambda w: w["x0"]))) for line in lines]
    columns: list[list[float]] = []
    for left, right, _ in sorted(cell for row in cells for cell in row):
        if columns and left <= columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], right)
        else:
            columns.append([left, right])
    rows = [["".join(t for x, _, t in row if a <= x <= b) for a, b in columns] for row in cells]
    filled = [sum(bool(row[n]) for row in rows) for n in range(len(columns))]
    sound = len(rows) > 1 and len(columns) > 1 and all(2 * n > len(rows) for n in filled)
    return Found(box, rows) if sound else None


def _cells(line: list[dict]) -> Iterator[tuple[float, float, str]]:
    """Left, right and text of the cells of a line: words with more than a blank between them stand in two."""
    held: list[dict] = []
    for word in line:
        if held and word["x0"] - held[-1]["x1"] > 0.8 * (word["bottom"] - word["top"]):
            yield held[0]["x0"], held[-1]["x1"], " ".join(w["text"] for w in held)
            held = []
        held.append(word)
    if held:
        yield held[0]["x0"], held[-1]["x1"], " ".join(w["text"] for w in held)
