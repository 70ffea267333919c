"""Rows that stand for all the others although they are not called a total: "Europe" below "Rest of Europe", "Year" below its quarters."""

from __future__ import annotations

from kg import patterns as re
from kg.records import record
from kg.samefact import stems
from kg.tables.grid import Grid
from kg.tables.headings import Heading

PARTS = 3
"""A row stands for others only when there are so many."""

_COLUMNS = 2
"""A row of any name is the sum of the others when it is in so many columns."""

_WHOLE = re.compile(
    r"^\W*(?:the\s+)?(?:world(?:wide)?|global(?:ly)?|group|company|firm|organi[sz]ation|nation(?:al|wide)?|whole\s+\w+|entire\s+\w+|consolidated|network|portfolio|everyone|everything|both|together|in\s+all)(?:\s+(?:as\s+a\s+whole|level))?\W*$",
    re.I,
)
_SEASONS = ((re.compile(r"\bquarters?\b", re.I), 4), (re.compile(r"\bhal(?:f|ves)\b", re.I), 2), (re.compile(r"\bmonths?\b", re.I), 12))
_YEAR = re.compile(r"^\W*(?:(?:the\s+)?(?:full|whole|entire|calendar|fiscal|financial)[\s-]year|year|annual|fy)\W*$", re.I)
_SPAN = re.compile(r"^\W*((?:19|20)\d\d)\s?(?:[-–—]|to)\s?((?:19|20)\d\d)\W*$", re.I)
_ONE_YEAR = re.compile(r"^(?:19|20)\d\d$")
_REST_OF = re.compile(r"\b(?:rest of|other|elsewhere in|remaining)\s+(?P<name>.+)$", re.I)


@record
class Covering:
    """Why a row stands for the others, and whether the others are known to be all there are.

    ``rows`` are the only ones it stands for; empty when it stands for all.
    """

    why: str
    complete: bool
    rows: tuple[int, ...] = ()


def covering(grid: Grid, row: int) -> Covering | None:
    """Whether the first or last row stands for all the others."""
    labels = grid.labels
    others = [x for n, x in enumerate(labels) if n != row and not x.part_of]
    heading = labels[row]
    if row not in (0, len(labels) - 1) or len(others) < PARTS or grid.keyed or heading.average or any(x.total for x in labels):
        return None
    name = heading.plain
    if _hundred(grid, row):
        return Covering(f"“{name}” is the 100% of the table", True)
    rest = next((x for x in others if (m := _REST_OF.search(x.plain)) and stems(m["name"]) and stems(m["name"]) == stems(name)), None)
    if rest is not None:
        return Covering(f"“{rest.plain}” makes the rows up to “{name}” complete", True)
    if _YEAR.match(name) and row and _season(grid, others):
        return Covering(f"“{name}” stands below its parts", True)
    if years := _spanned(name, [x.plain for x in labels[:row]]):
        return Covering(f"“{name}” stands below its years", True, tuple(range(row - years, row)))
    if row and _WHOLE.match(name):
        return Covering(f"“{name}” stands for the rows above it", False)
    if row and (added := _added(grid, row)) >= _COLUMNS:
        return Covering(f"“{name}” is the sum of the rows above it in {added} columns", False)
    return None


def _added(grid: Grid, row: int) -> int:
    """In how many columns a row is the sum of all others, to the last digit."""
    found = 0
    for line in grid.columns():
        figures = [f for f in line.figures if f is not None]
        heading = line.heading
        if len(figures) < len(line.figures) or heading.growth or heading.share or not heading.additive or any(f.sort != figures[0].sort or not f.pure or f.value <= 0 for f in figures):
            continue
        found += sum(f.value for n, f in enumerate(figures) if n != row) == figures[row].value
    return found


def _hundred(grid: Grid, row: int) -> bool:
    """Whether a column of percentages gives 100 in the row, and parts of it in all the others."""
    for line in grid.columns():
        stated = line.figures[row]
        rest = [f for n, f in enumerate(line.figures) if n != row]
        if stated is None or stated.quantity.kind != "percent" or stated.value != 100 or None in rest or line.heading.growth:
            continue
        if all(f.quantity.kind == "percent" and 0 <= f.value < 100 for f in rest) and 85 <= sum(f.value for f in rest) <= 115:
            return True
    return False


def _spanned(name: str, above: list[str]) -> int:
    """How many rows of single years stand right above the row of the span they make; 0 unless they are all of it."""
    match = _SPAN.match(name)
    years = [str(y) for y in range(int(match[1]), int(match[2]) + 1)] if match else []
    complete = len(years) >= PARTS and above[-len(years) :] == years and not any(_ONE_YEAR.match(x) for x in above[: -len(years)])
    return len(years) if complete else 0


def _season(grid: Grid, others: list[Heading]) -> bool:
    corner = grid.heads[grid.label].plain
    return any(pattern.search(corner) and len(others) == count for pattern, count in _SEASONS)
