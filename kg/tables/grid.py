"""A table with its figures read: which columns are labels, figures, periods, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from kg import patterns as re
from kg import quantities
from kg.metrics import Metrics
from kg.model import Cell, Period, Place, Precision, Quantity, Report, Table
from kg.prose import without_citations
from kg.readings import Carrier, span_place
from kg.records import record
from kg.tables import headings
from kg.tables.headings import Heading

Role = Literal["label", "figure", "period", "note", "text"]

_ROUNDS = re.compile(r"\b(?:rounds?|financing|funding stages?)\b", re.I)
_LEAD = re.compile(r"^[\s*_`~≈<>≥≤+±–−-]*(?:(?:about|approx\.?|approximately|around|roughly|est\.?|estimated|circa|c\.|ca\.|up to|over|under|nearly|almost|more than|less than|at least|from|us|some)\s+)*[\s~≈<>≥≤+$€£-]*$", re.I)
_BARE = re.compile(r"^[\s*_`]*(?P<about>[~≈]|c\.\s?|ca\.\s?)?\s*(?P<open>\()?(?P<sign>[+–−-])?\s?(?P<digits>\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<close>\))?(?P<plus>\+)?[\s*†‡§a-e¹²³_`]*$")
_LONGEST_BARE = 200
_NOTHING = re.compile(r"^\W*(?:n/?a|n\.\s?a\.?|nil|none|tbd|unknown|undisclosed|not (?:disclosed|available|applicable|reported)|no data|missing|\.{2,3})?\W*$", re.I)


@record
class Figure:
    """The figure a cell states.

    ``row`` counts from 0 in the body, ``column`` in the header.  ``pure`` is true when the cell
    holds little else; ``period`` is a date written beside the figure ("$39 B (2034)").
    """

    cell: Cell
    row: int
    column: int
    quantity: Quantity
    place: Place
    pure: bool
    period: Period | None = None
    period_text: str = ""

    @property
    def certain(self) -> bool:
        return self.cell.certain

    @property
    def value(self) -> Decimal:
        """The middle of what is written."""
        return (self.quantity.low + self.quantity.high) / 2

    @property
    def sort(self) -> tuple:
        """Figures of equal sort may be added: kind, unit and currency."""
        q = self.quantity
        return ("measure" if q.kind == "measure" else q.kind, q.unit, q.currency, q.out_of)


@record
class Line:
    """A row or a column: its heading and its figures, by position across."""

    index: int
    heading: Heading
    figures: tuple[Figure | None, ...]
    cells: tuple[Cell | None, ...]


@record
class Grid:
    """A table, read.  ``label`` is the column of the row labels."""

    table: Table
    report: Report
    heads: tuple[Heading, ...]
    roles: tuple[Role, ...]
    label: int
    labels: tuple[Heading, ...]
    figures: tuple[tuple[Figure | None, ...], ...]
    lexicon: Metrics
    row_periods: tuple[Period | None, ...] = ()
    rounded: bool = False
    """Whether the table says that its figures are rounded."""
    turned: bool = False
    """Whether rows and columns have changed places: its rows are the columns of the table."""

    @property
    def figure_columns(self) -> tuple[int, ...]:
        return tuple(c for c, role in enumerate(self.roles) if role == "figure")

    @property
    def time_column(self) -> int | None:
        """The column that dates the figures of a row; when something began dates nothing else."""
        return next((c for c, role in enumerate(self.roles) if role == "period" and c != self.label and not _BEGUN.search(self.heads[c].plain)), None)

    @property
    def keyed(self) -> bool:
        """Whether rows are metrics and one column holds their values."""
        return self.heads[self.label].key or is_list(self.heads) or (len(self.figure_columns) == 1 and not self.heads[self.label].plain and len(self.heads) == 2)

    @property
    def of_rounds(self) -> bool:
        """Whether each row is a funding round."""
        return bool(_ROUNDS.search(self.heads[self.label].plain))

    def columns(self) -> list[Line]:
        """The columns that hold figures; positions are rows."""
        return [
            Line(c, self.heads[c], tuple(row[c] for row in self.figures), tuple(row[c] if c < len(row) else None for row in self.table.rows))
            for c in self.figure_columns
        ]

    def rows(self) -> list[Line]:
        """The rows; positions are the columns that hold figures."""
        return [
            Line(r, self.labels[r], tuple(self.figures[r][c] for c in self.figure_columns), tuple(row[c] if c < len(row) else None for c in self.figure_columns))
            for r, row in enumerate(self.table.rows)
        ]

    def period(self, row: int, column: int) -> Period | None:
        """The time a figure holds for: written in the cell, the row, the header."""
        figure = self.figures[row][column]
        if figure is not None and figure.period is not None:
            return figure.period
        return self.labels[row].period or self.row_periods[row] or self.heads[column].period


def read(table: Table, report: Report, lexicon: Metrics, style: str | None = None) -> Grid | None:
    """Read a table; ``None`` for one without rows or with a single column."""
    width = table.columns
    if not table.rows or width < 2:
        return None
    heads = tuple(headings.read(_text(table.header[c]) if c < len(table.header) else "", lexicon) for c in range(width))
    label = _label_column(table, heads)
    labels = tuple(headings.read(_text(row[label]) if label < len(row) else "", lexicon) for row in table.rows)
    caption = headings.read(table.caption, lexicon)
    if caption.unit is None and heads[label].unit is not None and not heads[label].core:
        # A unit alone in the corner is that of the whole table.
        caption = heads[label]
    raw = [[_figure(row[c], r, c, report, style) if c < len(row) and c != label else None for c in range(width)] for r, row in enumerate(table.rows)]
    for c, head in enumerate(heads):
        if head.text.startswith("(") and head.text.endswith(")"):
            # A column whose head stands in brackets like its figures tells them by the way; none is negative.
            for row in raw:
                if (f := row[c]) is not None and f.quantity.low < 0:
                    row[c] = replace(f, quantity=replace(f.quantity, low=-f.quantity.low, high=-f.quantity.high))
    roles = [_role(c, label, heads, raw, table, labels) for c in range(width)]
    for c, role in enumerate(roles):
        if role == "figure":
            _settle(raw, c, heads[c], labels, caption)
    figures = tuple(tuple(f if roles[c] == "figure" else None for c, f in enumerate(row)) for row in raw)
    dates = next((c for c, role in enumerate(roles) if role == "period" and c != label and not _BEGUN.search(heads[c].plain)), None)
    row_periods = tuple(_only_period(row[dates]) if dates is not None and dates < len(row) else None for row in table.rows)
    told = " ".join([table.caption, *(p.text for p in report.passages if p.id in table.notes)])
    rounded = bool(re.search(r"\bround(?:ed|ing)\b", told, re.I))
    return Grid(table, report, heads, tuple(roles), label, labels, figures, lexicon, row_periods, rounded)


def _text(cell: Cell) -> str:
    return without_citations(cell.text)


_LIST_KEY = re.compile(r"^\W*(?:key|facts?|propert(?:y|ies)|characteristics?|features?|details?|topic|entry)\W*$", re.I)
_BEGUN = re.compile(r"\b(?:found(?:ed|ing)|launch(?:ed)?|establish(?:ed|ment)|incorporat(?:ed|ion)|since|born|opened)\b", re.I)


def is_list(heads: Sequence[Heading]) -> bool:
    """Whether a table of two columns is a list of keys and values: both headers empty, or called so."""
    if len(heads) != 2:
        return False
    if not heads[0].text and not heads[1].text:
        return True
    return bool(heads[1].plain) and heads[1].value and (heads[0].key or bool(_LIST_KEY.match(heads[0].plain)))


_INDEX = re.compile(r"^\W*(?:#|no\.?|nr\.?|rank|pos\.?|id)\W*$", re.I)


def _label_column(table: Table, heads: tuple[Heading, ...]) -> int:
    """The first column, or the second when the first only counts the rows."""
    first = [row[0].text.strip() for row in table.rows if row]
    if len(heads) > 2 and (_INDEX.match(heads[0].text) or (not heads[0].plain and first == [str(n) for n in range(1, len(first) + 1)])):
        return 1
    return 0


def _figure(cell: Cell, row: int, column: int, report: Report, style: str | None) -> Figure | None:
    text = _text(cell)
    bare = _bare(text, style)
    found = [bare] if bare else quantities.extract(text, style)
    figures = [q for q in found if q.kind not in ("date", "ordinal") and q.low is not None]
    if not figures or (bare is None and not _LEAD.match(text[: figures[0].start])):
        return None
    main = figures[0]
    if main.change:
        return None
    rest = "" if bare else re.sub(r"\([^()]*\)", " ", text[main.end :])
    dates = [q for q in found if q.kind == "date" and q.period and q.start >= main.end]
    for date in dates:
        rest = rest.replace(date.text, " ")
    pure = len(re.findall(r"[^\W\d_]+", rest)) <= 3 and not re.search(r"\d", rest)
    carrier = Carrier(report.id, "cell", cell.id, cell.text, cell.place)
    place = span_place(carrier, main.start, main.end)
    beside = dates[0] if len(dates) == 1 and dates[0].start - main.end < 12 else None
    return Figure(cell, row, column, main, place, pure, beside.period if beside else None, beside.text if beside else "")


def _bare(text: str, style: str | None) -> Quantity | None:
    """A cell that is nothing but a number: also 1950, (12.5) and 12 of a small column."""
    match = _BARE.match(text) if style is None and len(text) <= _LONGEST_BARE else None
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    digits = re.sub(r"[,\s\u202f\u00a0]", "", match["digits"])
    value = Decimal(digits)
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    loose = step
    if "." not in digits and value:
        loose = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    if (match["sign"] or "+") in "–−-" or match["open"]:
        value = -value
    start = match.start("about") if match["about"] else match.start("digits")
    end = match.end("plus") if match["plus"] else match.end("digits")
    return Quantity(start, end, text[start:end], "count", value, value, approximate=bool(match["about"]), bound="ge" if match["plus"] else None,
                    low_step=step, high_step=step, low_loose=loose, high_loose=loose)


def date_of(cell: Cell) -> Quantity | None:
    """The one date a cell holds."""
    dates = [q for q in quantities.extract(_text(cell)) if q.kind == "date" and q.period]
    return dates[0] if len(dates) == 1 else None


def _only_period(cell: Cell) -> Period | None:
    date = date_of(cell)
    return date.period if date is not None else None


_TIME = re.compile(r"^\W*(?:date|year|period|quarter|month|as of|time|fiscal year|fy|season|when|timeline|year founded|founded|founding year|launched|since|vintage)\b", re.I)


def _role(c: int, label: int, heads: tuple[Heading, ...], raw: list[list[Figure | None]], table: Table, labels: tuple[Heading, ...]) -> Role:
    if c == label:
        return "label"
    filled = [row[c] for row in table.rows if c < len(row) and not _NOTHING.match(row[c].text)]
    found = [row[c] for row in raw if row[c] is not None]
    pure = [f for f in found if f.pure]
    if _TIME.match(heads[c].plain):
        return "period"
    if is_list(heads):
        return "figure" if found else "text"
    if heads[c].note and len(pure) * 2 <= len(filled):
        return "note"
    if filled and pure and (len(pure) * 2 >= len(filled) or (heads[c].value and len(pure) * 3 >= len(filled)) or heads[c].period):
        years = sum(bool(re.fullmatch(r"(?:19|20)\d\d", cell.text.strip())) for cell in filled)
        if years == len(filled) and years and heads[c].concept is None and heads[c].unit is None and heads[c].period is None and not _TIME.match(heads[label].plain):
            return "period"
        return "figure"
    dates = sum(_only_period(cell) is not None for cell in filled)
    return "period" if filled and dates * 2 > len(filled) else "text"


def _settle(raw: list[list[Figure | None]], c: int, head: Heading, labels: tuple[Heading, ...], caption: Heading) -> None:
    """Give bare numbers of a column the unit of header, row label or caption."""
    own = Counter(row[c].sort for row in raw if row[c] is not None and row[c].quantity.kind not in ("count", "percent"))
    for r, row in enumerate(raw):
        figure = row[c]
        if figure is None or figure.quantity.kind != "count":
            continue
        # "Ticket revenue, $ thousand" under "Change (%)" is in percent.
        unit = head.unit if head.unit is not None and head.unit.kind == "percent" and labels[r].unit is not None and labels[r].unit.kind == "money" else labels[r].unit or head.unit
        if unit is None and caption.unit is not None and caption.unit.kind != "percent" and not own:
            # 2.40 in the row "Shop" is no number of shops.
            whole = figure.quantity.low == figure.quantity.low.to_integral_value()
            concepts = [h.concept for h in (labels[r], head) if h.concept and (whole or h.concept.units != ("count",))]
            if all(caption.unit.kind in x.units or (caption.unit.kind == "count" and "money" in x.units) for x in concepts) and not head.share and not head.growth:
                unit = caption.unit
        row[c] = replace(figure, quantity=headings.apply(figure.quantity, unit))


def year(period: Period | None) -> int | None:
    """The year a period is, when it is one year or a day, month or quarter in one."""
    if period is None or period.start is None or period.end is None or period.precision in (Precision.DECADE, Precision.SPAN):
        return None
    if period.precision is Precision.YEAR:
        # A financial year is called by the year it ends in.
        return period.end.year
    return period.start.year if period.start.year == period.end.year else None


def blank(cell: Cell | None) -> bool:
    """Whether a cell says nothing or that nothing is known."""
    return cell is None or bool(_NOTHING.match(_text(cell)))


def grids(report: Report, lexicon: Metrics, style: str | None = None) -> Iterator[Grid]:
    """The tables of a report that can be read as figures."""
    for table in report.tables:
        grid = read(table, report, lexicon, style)
        if grid is not None:
            yield grid
