"""Total rows and columns, averages, and shares of one whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.model import Precision
from kg.records import record
from kg.scope import scenario
from kg.tables.covering import Covering, covering
from kg.tables.derivations import Derivation, Operand, Way, evaluate, sharp, sharpened, whole_count
from kg.tables.grid import Figure, Grid, Line, blank, year
from kg.tables.headings import Heading

ADDED = frozenset(("money", "count", "measure"))
_WITH_TIMES = ADDED | {"duration"}
NEAR = Fraction(3, 10)
"""A stated total that is further from the sum than this may speak of more than the listed parts."""
_SOME = re.compile(r"\b(?:selected|top|largest|biggest|leading|main|major|key|principal|notable|examples?|sample|excerpt|illustrative|among|highlights?)\b", re.I)


@record
class _Tried:
    """A block of parts tried at one position: the way, and whether it held (``None``: a part is unknown)."""

    way: Way
    holds: bool | None
    exact: bool


def totals(grid: Grid) -> Iterator[Derivation]:
    """Stated totals with the parts they should be the sum of.

    A line is believed to be a total because it is called so, and because it adds up elsewhere in
    the table, or nearly does here.
    """
    heads = [grid.heads[c] for c in grid.figure_columns]
    yield from _direction(grid, grid.rows(), heads, "row")
    yield from _direction(grid, grid.columns(), list(grid.labels), "column")
    yield from _years(grid, heads)


def _direction(grid: Grid, lines: Sequence[Line], across: Sequence[Heading], kind: str) -> Iterator[Derivation]:
    if kind == "column" and _no_labels(grid):
        return
    for n, line in enumerate(lines):
        covers = covering(grid, n) if kind == "row" and not line.heading.total else None
        if covers is None and (not line.heading.total or not _believable(grid, lines, n, kind)):
            continue
        tried: dict[int, list[_Tried | None]] = {}
        blocks = [covers.rows] if covers is not None and covers.rows else _blocks(lines, n, kind)
        for p, head in enumerate(across):
            stated = line.figures[p]
            fit = (kind == "row" and (head.growth or head.compound or not head.additive)) or (kind == "column" and (head.average or head.median))
            if stated is None or fit or stated.quantity.kind not in (ADDED if covers is None else _WITH_TIMES) or stated.quantity.bound in ("le", "lt") or stated.quantity.is_range:
                continue
            tried[p] = [None if _a_mean(one, stated) else one for one in (_try(lines, block, p, stated) for block in blocks)]
        yield from _report(grid, line, tried, blocks, kind, across, covers)


def _no_labels(grid: Grid) -> bool:
    """Whether what stands in the place of labels are figures of a dated column: one more of the parts."""
    return grid.heads[grid.label].period is not None and all(x.value or not re.search(r"[^\W\d_]", x.text) for x in grid.labels)


_SEASON = re.compile(
    r"^\W*(?:(?:FY\s?)?(?:19|20)\d\d[\s/-]*)?(?:(?P<quarter>Q[1-4]|[1-4]Q|(?:first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter)|(?P<half>H[12]|[12]H|(?:first|second)\s+half)"
    r"|(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\b\.?[\s/'’-]*(?:of\s+)?(?:FY\s?)?(?:\d\d|\d{4})?\W*$",
    re.I,
)
_SEASONS = {"quarter": 4, "half": 2, "month": 12}
_WHOLE_YEAR = re.compile(r"^\W*(?:(?:the\s+)?(?:full|whole|entire|calendar|fiscal|financial)[\s-]year|year|fy|annual)\W*$", re.I)


def of_year(lines: Sequence[Line], n: int) -> list[int]:
    """The quarters, halves or months of a year right above its row; empty for other rows."""
    heading = lines[n].heading
    dated = heading.period is not None and heading.period.precision is Precision.YEAR and not heading.version and not heading.words - {"full", "year", "whole"}
    if not (dated or _WHOLE_YEAR.match(heading.plain)) or n == 0:
        return []
    match = _SEASON.match(lines[n - 1].heading.plain)
    kind = match.lastgroup if match else ""
    count = _SEASONS.get(kind, 0)
    block = list(range(n - count, n))
    if not count or block[0] < 0:
        return []
    labels = [_SEASON.match(lines[k].heading.plain) for k in block]
    years = {year(lines[k].heading.period) for k in block} | ({year(heading.period)} if dated else set())
    if len({m[kind].lower() for m in labels if m and m[kind]}) != count or len(years - {None}) > 1:
        return []
    return block


def _years(grid: Grid, across: Sequence[Heading]) -> Iterator[Derivation]:
    """The row of a year below its quarters or months, where it is neither their sum nor one of their kind."""
    lines = grid.rows()
    for n, line in enumerate(lines):
        block = of_year(lines, n)
        for p, head in enumerate(across if block else ()):
            stated = line.figures[p]
            if stated is None or stated.quantity.kind not in ADDED or stated.quantity.bound or head.growth or head.compound or not head.additive:
                continue
            tried = _try(lines, tuple(block), p, stated)
            if tried is None or tried.holds is not False:
                continue
            values = [o.figure.value for o in tried.way.operands]
            # A stock at the end of the year, or an average, lies among its parts.
            if min(values) <= stated.value <= max(values) or not _near(line, {p: [tried]}, [p], 0):
                continue
            yield _derivation(grid, line, p, tried.way, "the row of the year stands below its parts", 0.8, across)


def _believable(grid: Grid, lines: Sequence[Line], n: int, kind: str) -> bool:
    heading = lines[n].heading
    if kind == "column":
        return heading.total and heading.additive
    if heading.plain_total or heading.subtotal:
        return True
    others = [x for x in lines if x is not lines[n]]
    last = all(x.heading.aggregate or x.heading.rest for x in lines[n + 1 :])
    alike = {f.sort for x in lines for f in x.figures[:1] if f is not None}
    if grid.keyed:
        return last and len(others) >= 3 and len(alike) == 1
    return last or n == 0


def _blocks(lines: Sequence[Line], n: int, kind: str) -> list[tuple[int, ...]]:
    """Which lines may be the parts of line ``n``, the likeliest first."""
    usual = lambda k: not lines[k].heading.aggregate and not lines[k].heading.part_of  # noqa: E731
    if kind == "column":
        usual = lambda k: lines[k].heading.additive and not (lines[k].heading.aggregate or lines[k].heading.growth or lines[k].heading.share)  # noqa: E731
    totals_before = [k for k in range(n) if lines[k].heading.total]
    since = range(totals_before[-1] + 1 if totals_before else 0, n)
    until = next((k for k in range(n + 1, len(lines)) if lines[k].heading.total), len(lines))
    after = [k for k in range(n + 1, until) if usual(k)]
    all_after = [k for k in range(n + 1, len(lines)) if usual(k)]
    found = [
        [k for k in since if usual(k)],
        [k for k in range(n) if usual(k)],
        totals_before,
        totals_before + [k for k in since if usual(k)],
        [k for k in since if not lines[k].heading.aggregate],
        after,
        all_after,
        [k for k in range(len(lines)) if k != n and usual(k)],
    ]
    found += [[k for k in range(start, n) if usual(k)] for start in range(1, n)]
    found += [[k for k in range(n + 1, end) if usual(k)] for end in range(n + 3, len(lines))]
    return list(dict.fromkeys(tuple(block) for block in found if len(block) >= 2))


def _try(lines: Sequence[Line], block: tuple[int, ...], p: int, stated: Figure) -> _Tried | None:
    parts, missing = [], 0
    for k in block:
        figure = lines[k].figures[p]
        if figure is None:
            missing += 1
            if not blank(lines[k].cells[p]):
                return None
        elif figure.sort != stated.sort:
            return None
        else:
            parts.append(Operand(lines[k].heading.plain or "?", figure.quantity, figure))
    if len(parts) < 2:
        return None
    way = Way("sum", tuple(parts), "the sum of " + _listed([p.name for p in parts]))
    result = evaluate(way, stated.quantity, False)
    holds: bool | None = result.holds
    if not holds and missing:
        # What is not known cannot be negative, so the parts may fall short but not go beyond.
        low, top = result.allowed.low, rounding.interval(stated.quantity, loose=True).high
        holds = None if low is None or top is None or low <= top else False
    return _Tried(way, holds, result.low == Fraction(stated.quantity.low) == result.high)


def _a_mean(tried: _Tried | None, stated: Figure) -> bool:
    """Whether a figure that is no sum lies among its parts, as a mean of rates does, and is no slip of the sum."""
    if tried is None or tried.holds is not False:
        return False
    values = [Fraction(o.figure.value) for o in tried.way.operands]
    value = Fraction(stated.value)
    return min(values) <= value <= max(values) and min(values) >= 0 and not slipped(value, sum(values))


def _listed(names: Sequence[str]) -> str:
    return " + ".join(names) if len(names) <= 6 else f"{names[0]} to {names[-1]} ({len(names)} parts)"


def _report(grid: Grid, line: Line, tried: dict[int, list[_Tried | None]], blocks: list[tuple[int, ...]], kind: str, across: Sequence[Heading], covers: Covering | None) -> Iterator[Derivation]:
    if not tried or not blocks:
        return
    held = [sum(bool(t[b] and t[b].holds) for t in tried.values()) for b in range(len(blocks))]
    best = max(range(len(blocks)), key=lambda b: (held[b], -b))
    exact = sum(bool(t[best] and t[best].exact) for t in tried.values())
    fails = [p for p, t in tried.items() if t[best] is not None and t[best].holds is False and not any(x and x.holds for x in t)]
    doubtful = [p for p, t in tried.items() if t[best] is not None and t[best].holds and not t[best].exact]
    noun = {"row": "columns", "column": "rows"}[kind]
    if kind == "row" and held[best] == 1 and fails and not _near(line, tried, fails, best):
        return  # "84 visitors in all" of whom each stopped at several places: what one column adds up to tells nothing of another
    if covers is not None and fails and not _near(line, tried, fails, best):
        return
    if held[best] and len(fails) <= (held[best] if kind == "row" else max(1, held[best] // 2)):
        why = f"{held[best]} other {noun if held[best] > 1 else noun[:-1]} of the table add{'' if held[best] > 1 else 's'} up so"
        sure = 0.95
    elif not held[best] and len(fails) <= 2 and len(tried) <= 3 and _near(line, tried, fails, best) and not _SOME.search(grid.table.caption):
        if kind == "column" and not line.heading.plain_total:
            return
        if covers is not None and not covers.complete and not all(_slips(line, tried, p, best) for p in fails):
            return
        why, sure = covers.why if covers is not None else f"the {kind} is called “{line.heading.plain}”", 0.8
    else:
        return
    for p in fails:
        yield _derivation(grid, line, p, tried[p][best].way, why, sure, across)
    # Counts that add up to the unit everywhere else are no rounded figures.
    if exact >= 3 and len(doubtful) == 1 and not grid.rounded:
        p = doubtful[0]
        figure, way = line.figures[p], tried[p][best].way
        if whole_count(figure.quantity) and all(whole_count(o.quantity) for o in way.operands):
            exactly = replace(line, figures=tuple(replace(f, quantity=sharp(f.quantity)) if f else None for f in line.figures))
            yield _derivation(grid, exactly, p, sharpened(way), why, 0.8, across)


def _derivation(grid: Grid, line: Line, p: int, way: Way, why: str, sure: float, across: Sequence[Heading]) -> Derivation:
    name = line.heading.plain + (f" ({across[p].plain})" if across[p].plain and not across[p].value else "")
    return Derivation("total", grid.report.id, grid.table, line.figures[p], name, (way,), why, sure, truncation=False)


def _slips(line: Line, tried: dict[int, list[_Tried | None]], p: int, best: int) -> bool:
    """Whether a total differs from its sum by a digit or a power of ten."""
    return slipped(Fraction(line.figures[p].value), sum(Fraction(o.figure.value) for o in tried[p][best].way.operands))


def _near(line: Line, tried: dict[int, list[_Tried | None]], fails: list[int], best: int) -> bool:
    for p in fails:
        stated = Fraction(line.figures[p].value)
        total = sum(Fraction(o.figure.value) for o in tried[p][best].way.operands)
        if not stated or not total:
            return False
        parts = [Fraction(o.figure.value) for o in tried[p][best].way.operands]
        # One part may be mistyped, and with it the sum be far off.
        if not (abs(total - stated) <= NEAR * abs(stated) or slipped(stated, total) or any(slipped(x, x + stated - total) for x in parts)):
            return False
    return bool(fails)


def slipped(a: Fraction, b: Fraction) -> bool:
    """Whether two figures differ by a power of ten, by one written digit or by two that changed places."""
    larger, smaller = max(abs(a), abs(b)), min(abs(a), abs(b))
    if smaller and larger / smaller in (10, 100, 1000, 10**6):
        return True
    one, two = (format(Decimal(x.numerator) / Decimal(x.denominator), "f") for x in (a, b))
    if len(one) != len(two) or len(one) < 2:
        return False
    apart = [(x, y) for x, y in zip(one, two, strict=True) if x != y]
    return len(apart) == 1 or (len(apart) == 2 and apart[0] == apart[1][::-1])


# --------------------------------------------------------------------------- averages


def averages(grid: Grid) -> Iterator[tuple[Figure, Line, list[Figure]]]:
    """Average rows with the figures they are an average of, where the average lies outside them all."""
    yield from _year_averages(grid)
    rows = grid.rows()
    for n, line in enumerate(rows):
        if not line.heading.average or grid.keyed or line.heading.concept is not None:
            continue
        block = [x for x in rows[:n] if not x.heading.aggregate] or [x for x in rows[n + 1 :] if not x.heading.aggregate]
        for p, stated in enumerate(line.figures):
            parts = [x.figures[p] for x in block if x.figures[p] is not None]
            if stated is None or len(parts) < 3 or len(parts) < len(block) or any(f.sort != stated.sort for f in parts):
                continue
            if _SOME.search(grid.table.caption) or any(f.quantity.bound for f in (*parts, stated)):
                continue
            yield stated, line, parts


_EXTREME = re.compile(r"\b(?:max(?:imum)?|min(?:imum)?|peak|record|high(?:est)?|low(?:est)?|cumulative|running|to date|ytd|best|worst|return|interest|inflation)\b", re.I)


def _year_averages(grid: Grid) -> Iterator[tuple[Figure, Line, list[Figure]]]:
    """Rates of a year with those of its quarters or months, which must lie on both sides of it."""
    rows = grid.rows()
    for n, line in enumerate(rows):
        block = of_year(rows, n)
        for p, c in enumerate(grid.figure_columns if block else ()):
            head, stated, parts = grid.heads[c], line.figures[p], [rows[k].figures[p] for k in block]
            if stated is None or None in parts or head.growth or head.compound or _EXTREME.search(head.text) or _EXTREME.search(grid.table.caption):
                continue
            if (stated.quantity.kind in ADDED and head.additive) or any(f.sort != stated.sort or f.quantity.bound or f.value < 0 for f in (*parts, stated)):
                continue
            # Rates that add up over the year ("churn a quarter") are no averages.
            if stated.value < sum(f.value for f in parts) * Decimal("0.6"):
                yield stated, line, parts


# --------------------------------------------------------------------------- shares of one whole

# Rivals share one market; regions and products are markets of their own.
_RIVALS = re.compile(r"\b(?:compan(?:y|ies)|competitors?|vendors?|providers?|brands?|suppliers?|operators?|manufacturers?|firms?|players?|names?|part(?:y|ies)|carriers?|banks?|insurers?)\b", re.I)
_PARTITION = frozenset(("revenue-mix", "weight"))


@record
class Shares:
    """Percentages that are parts of one whole; ``why`` they are, ``whole`` whether nothing is missing."""

    report: str
    grid: Grid
    name: str
    parts: tuple[tuple[str, Figure], ...]
    whole: bool
    why: str
    certain: bool


def shares(grid: Grid) -> Iterator[Shares]:
    """Columns and rows of percentages that should not go beyond 100, or should reach it."""
    for line in grid.columns():
        yield from _share_column(grid, line)
    yield from _share_rows(grid)


def _share_column(grid: Grid, line: Line) -> Iterator[Shares]:
    heading, labels = line.heading, grid.labels
    concept = heading.concept.id if heading.concept else ""
    scenarios = sum(scenario(x.plain) is not None or scenario(f"{x.plain} case") is not None for x in labels)
    weighed = concept == "probability" and scenarios >= 2 and scenarios * 2 >= len(labels)
    if not (heading.share or concept in _PARTITION or weighed) or heading.growth or heading.value:
        return
    inside = [k for k, x in enumerate(labels) if not x.aggregate and not x.part_of]
    known = [(labels[k].plain, line.figures[k]) for k in inside if line.figures[k] is not None]
    # "World 100%": the whole may stand first or last under a name of its own.
    whole = [n for n in {0, len(known) - 1} if len(known) > 2 and known[n][1].quantity.low == 100]
    known = [x for n, x in enumerate(known) if n not in whole]
    if len(known) < 2 or any(f.quantity.kind != "percent" for _, f in known):
        return
    if any(x.part_of for x in labels):
        return
    # Cost and gross profit make up the revenue; what stands below them are further lines of a statement, not further parts.
    if any(reaches(known[:n]) for n in range(2, len(known) - 1)):
        return
    missing = len(inside) - len(known) - len(whole)
    hundred = bool(whole) or any(f is not None and f.quantity.low == 100 for k, f in enumerate(line.figures) if labels[k].total)
    rest = any(labels[k].rest for k in inside)
    low, high = _sum(known)
    reasons = [hundred and "a total of 100% is stated", rest and f"“{next((labels[k].plain for k in inside if labels[k].rest), '')}” makes the list complete", weighed and "they are the probabilities of the scenarios"]
    why = next((r for r in reasons if r), f"they are called “{heading.plain}”")
    strong = hundred or weighed or rest
    loose = heading.loose_share or concept == "market-share"
    if not strong and loose and not (100 < low <= 115 and (concept != "market-share" or _RIVALS.search(grid.heads[grid.label].plain))):
        return
    # Several named wholes, or shares of respondents who may give several answers, go beyond 100 rightly.
    if not strong and low > 150:
        return
    yield Shares(grid.report.id, grid, heading.plain, tuple(known), bool(strong and not missing and not (rest and not hundred and high < 80)), why, all(f.certain for _, f in known))


def _sum(parts: Sequence[tuple[str, Figure]]) -> tuple[Fraction, Fraction]:
    return sum((Fraction(f.quantity.low) for _, f in parts), Fraction(0)), sum((Fraction(f.quantity.high) for _, f in parts), Fraction(0))


def _share_rows(grid: Grid) -> Iterator[Shares]:
    """Rows of percentages of which nearly all add up to 100."""
    columns = [c for c in grid.figure_columns if not (grid.heads[c].total or grid.heads[c].growth)]
    rows = {}
    for r, label in enumerate(grid.labels):
        figures = [(grid.heads[c].plain, grid.figures[r][c]) for c in columns]
        if len(figures) >= 2 and all(f is not None and f.quantity.kind == "percent" and not f.quantity.bound for _, f in figures):
            rows[r] = (label, figures)
    good = [r for r, (_, figures) in rows.items() if reaches(figures)]
    if len(good) >= 3 and len(rows) - len(good) <= max(1, len(good) // 4):
        for label, figures in rows.values():
            yield Shares(grid.report.id, grid, label.plain, tuple(figures), True, f"in the {len(good)} other rows they add up to 100%", all(f.certain for _, f in figures))


def reaches(parts: Sequence[tuple[str, Figure]]) -> bool:
    """Whether the percentages can add up to 100 as written."""
    return rounding.total([f.quantity for _, f in parts]).overlaps(rounding.Interval.point(100))
