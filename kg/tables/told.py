"""Figures that a text gives for a named row of a table, and the cell that should say the same.

The row is found by the words of its label, the column by the sort of the figure, its date and the
words of the header.  Evidence is weighed: where the sentence leaves doubt which cell is meant, only a
figure that looks like a slip of that very cell (one digit, two digits turned, a power of ten) counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from kg import nouns, periods, rounding
from kg import patterns as re
from kg.model import Period, Precision, Quantity
from kg.readings import Reading
from kg.records import record
from kg.samefact import stem, stems
from kg.tables import rownames
from kg.tables.grid import Figure, Grid, year
from kg.tables.links import Link, alike
from kg.tables.rownames import Row, Word
from kg.tables.slips import APART, near, slipped

_SCALES = (1, 10**3, 10**6, 10**9)
_PART = re.compile(r"\b(?:of which|of whom|of these|of them|including|among|alone|only|just|half|quarter|third|since|cumulative(?:ly)?|average|per(?! ?cent)|median|target|goals?|limit|quota|capacity for|planned|first|new|additional|up to|as many as|equivalent|would|could|might|may|should|if|unless|will|expected|forecast|by 20\d\d|until|previously|earlier|later|formerly|once|ago|last year|rising|falling|increase[ds]?|decrease[ds]?|up|down|differences?|gap|lead of|rais(?:ed?|es|ing)|acquir\w+|invest\w+|clos(?:ed|ing)|announc\w+|secur(?:ed|es|ing)|bought|purchas\w+|rounds?|valued|deals?|tranche|stake)\b", re.I)
_TAIL_END = re.compile(r"[,.;:!?()\[\]—–]|\d|\b(?:and|but|or|if|when|while|because|as|which|who|where|since|although|so|then|after|before|during|in|on|at|by|from|to|this|last|each|compared|against|versus)\b", re.I)
_REVISED = re.compile(r"\b(?:restat\w*|revis\w*|originally|initially|preliminary|provisional\w*|correct(?:ed|ion)\w*|at first|first reported|pro forma|like[- ]for[- ]like|adjusted|excluding|including|net of|gross of)\b", re.I)
_OF = re.compile(r"(?P<head>[^\W\d_][\w-]*)\s+(?:of|to|from|for|in|by|with|at|on|outside|around|near)\s+(?:the\s+|its\s+|our\s+)?$", re.I)
_CHANGE = re.compile(r"\b(?:grow\w*|grew|growth|ris\w*|rose|increas\w*|decreas\w*|declin\w*|fell|fall\w*|drop\w*|up|down|chang\w*|gain\w*|jump\w*|shr[aiu]nk|climb\w*|slip\w*|more|fewer|less|higher|lower|faster|surg\w*|year[- ]on[- ]year|yoy|cagr)\b", re.I)
VERBS = frozenset(
    stem(w)
    for w in """accounts accounted leads led follows followed took takes gave gives saw sees reached reaches stood stands came comes amounts amounted totalled totaled
    contributes contributed recorded records reported reports posted posts brought brings had has made makes spent earned sold bought produced carried received raised counted
    remains remained ranks ranked scored scores emitted employs employed holds held got gets shows showed put served serves generated generates supplied registered drew draws
    attracted delivered used uses tops topped alone second third fourth fifth next last place close behind also again still now already roughly largest biggest smallest lowest highest
    best worst leader winner most least year annual annually total overall figure figures number amount level result only even far well market markets segment category
    part place position destination customer source group one country region main principal biggest important just about roughly nearly almost around some altogether
    becomes became provides provided adds added comprises comprised reads stands runs ran costs cost pays paid sells lost won wins owns owned""".split()
)


@record
class Told:
    """A figure of a text that differs from the cell it speaks of; ``sure`` is 0 to 1."""

    row: Row
    reading: Reading
    quantity: Quantity
    figure: Figure
    sure: float

    @property
    def name(self) -> str:
        """Row and column, as a reader would call the cell."""
        head = self.row.grid.heads[self.figure.column].plain
        return f"{self.row.label.plain}, {head}" if head else self.row.label.plain


def told(found: Sequence[Link]) -> list[Told]:
    """Figures in the text that contradict the one cell they can speak of."""
    scales = _learnt(found)
    return [one for link in found if (one := _judge(link, scales)) is not None]


# --------------------------------------------------------------------------- which cell it can speak of


def fits(q: Quantity, cell: Quantity) -> bool:
    """Whether a figure of the text may repeat a cell: the same sort, or a bare number under a header without unit."""
    if cell.bound or cell.is_range != q.is_range:
        return False
    if q.kind == cell.kind or {q.kind, cell.kind} == {"count", "measure"}:
        return q.currency == cell.currency and (q.unit == cell.unit or None in (q.unit, cell.unit)) and q.out_of == cell.out_of
    return q.kind in ("money", "percent", "measure") and cell.kind == "count" and cell.unit is None


def _unitless(cell: Quantity) -> bool:
    return cell.kind == "count" and cell.unit is None


def same(q: Quantity, cell: Quantity, scale: int) -> bool:
    """Whether a figure repeats a cell: by its interval, cut off instead of rounded, or without its sign."""
    if (q.currency and cell.currency and q.currency != cell.currency) or _far(q, cell, scale):
        return False
    one, other = _plain(q), _plain(cell)
    if scale != 1:
        other = replace(other, low=other.low * scale, high=other.high * scale, **{n: getattr(other, n) * scale for n in ("low_step", "high_step", "low_loose", "high_loose")})
    if rounding.agree(one, other).verdict != "disagree":
        return True
    step = max(one.low_step, one.low_loose)
    return bool(step) and one.low <= other.low < one.low + step


def _far(q: Quantity, cell: Quantity, scale: int) -> bool:
    """Whether two figures are so far apart that no rounding can bring them together."""
    apart = abs(abs(q.low) - abs(cell.low) * scale)
    slack = q.low_step + q.low_loose + (cell.low_step + cell.low_loose) * scale + (abs(q.low) / 10 if q.approximate or cell.approximate else 0)
    return not (q.is_range or cell.is_range or cell.bound) and apart > slack


def _plain(q: Quantity) -> Quantity:
    low, high = sorted((abs(q.low), abs(q.high)))
    return replace(q, kind="count", unit=None, currency=None, out_of=None, low=low, high=high, per=None)


def _learnt(found: Sequence[Link]) -> dict[tuple[str, int], int]:
    """By table and column: the factor that bare numbers have, where other figures of the text show it."""
    votes: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
    for link in found:
        for row in link.named.rows:
            for figure in _cells(row, link.quantity):
                if _unitless(figure.quantity) and len(figure.quantity.text.strip("0.,")) >= 2:
                    votes[row.grid.table.id, figure.column].update(s for s in _SCALES if same(link.quantity, figure.quantity, s))
    return {key: max(counted, key=lambda s: (counted[s], -s)) for key, counted in votes.items() if counted}


def _cells(row: Row, q: Quantity) -> list[Figure]:
    found = [f for f in row.grid.figures[row.index] if f is not None and f.pure and fits(q, f.quantity)]
    exactly = [f for f in found if alike(f.quantity, q)]
    return exactly or found


def _judge(link: Link, scales: dict[tuple[str, int], int]) -> Told | None:
    """The cell a figure contradicts; nothing when it agrees with any, or when none is surely meant."""
    q, close = link.quantity, []
    for row in link.named.rows:
        cells = _cells(row, q)
        if not cells:
            continue
        every = [f for line in row.grid.figures for f in line if f is not None]
        if any(same(q, f.quantity, s) for f in every if fits(q, f.quantity) for s in (_SCALES if _unitless(f.quantity) else (1,))) or _derived(q, row):
            return None
        close.append((row, cells))
    found = [x for row, cells in close if (x := _apart(link, row, cells, scales)) is not None]
    home = [x for x in found if x.row.grid.table.section == link.reading.carrier.section]
    found = home if len(home) == 1 else found
    return found[0] if len(found) == 1 else None


def _derived(q: Quantity, row: Row) -> bool:
    """Whether the figure is the sum or difference of two figures of the row."""
    values = [f for f in row.grid.figures[row.index] if f is not None and f.quantity.kind == q.kind and f.pure]
    return any(same(q, replace(a.quantity, low=x, high=x), 1) for a, b in combinations(values[:8], 2) for x in (abs(a.value - b.value), a.value + b.value))


def _apart(link: Link, row: Row, cells: list[Figure], scales: dict[tuple[str, int], int]) -> Told | None:
    grid, q, reading = row.grid, link.quantity, link.reading
    about = rownames.context(grid)
    cells, dated = _by_period(link, grid, cells)
    cells, worded = _by_words(link, grid, cells)
    if len(cells) != 1:
        return None
    cell = cells[0]
    head = grid.heads[cell.column]
    if q.kind == "percent" and bool(_CHANGE.search(link.clause)) != (head.growth or head.compound):
        return None
    scale = 1
    if _unitless(cell.quantity):
        known = scales.get((grid.table.id, cell.column))
        if known is None and (q.kind != "count" or Fraction(q.low) > APART * abs(Fraction(cell.value))):
            return None
        scale = known or 1
    value = replace(cell.quantity, low=cell.quantity.low * scale, high=cell.quantity.high * scale)
    if any(alike(o, q) and same(o, cell.quantity, scale) for o in reading.figures):
        return None
    slip = slipped(q, value)
    if not slip and not near(q, value):
        return None
    home = grid.table.section == reading.carrier.section
    doubts = sum(w.stem not in row.words for w in _strange(link, about))
    other = _other_metric(link, grid, cell)
    if (link.after and not any(s in about for s in link.after)) or other:
        return None
    tail = _tail(link, about)
    if (tail and q.kind == "count") or _REVISED.search(link.clause):
        return None
    doubts += _headed(link, about)
    doubts += bool(tail) + bool(_PART.search(link.clause)) + (not home) + (not dated) + (not link.after and not q.unit and q.kind == "count" and not home)
    doubts += other is None
    doubts += not (worded or home or about & {stem(w) for w in re.findall(r"[^\W\d_]+", reading.text)})
    if doubts > (2 if slip else 0):
        return None
    return Told(row, reading, q, cell, 0.85 if not doubts else 0.7)


def _strange(link: Link, about: frozenset[str]) -> list[Word]:
    """Words between label and figure that are neither of the table nor a verb: "Wheat *growers exported* 270,000 tonnes"."""
    text = link.reading.text
    verb = [w.stem in VERBS or text[w.start : w.end].endswith("ed") for w in link.between]
    found = [w for w in link.between if w.stem not in about and w.stem not in VERBS]
    if found and found[0] is link.between[0] and (verb[0] or (text[found[0].start : found[0].end].endswith("s") and not any(verb[1:2]))):
        return found[1:]
    return found


def _headed(link: Link, about: frozenset[str]) -> bool:
    """Whether the label only narrows another noun: "imports of barley"."""
    match = _OF.search(link.reading.text[max(0, link.named.start - 50) : link.named.start])
    return match is not None and bool(stems(match["head"])) and not ({stem(match["head"])} & (about | VERBS | nouns.STOP))


def _tail(link: Link, about: frozenset[str]) -> bool:
    """Whether words behind the figure narrow what it is of: "104 patients completed the trial"."""
    q, text = link.quantity, link.reading.text
    end = _TAIL_END.search(text, q.end)
    behind = [stem(w) for w in re.findall(r"[^\W\d_][\w&'’-]*", text[q.end : end.start() if end else len(text)])[:6]]
    return any(w not in about and w not in VERBS and w not in nouns.STOP and stems(w) for w in behind)


def _by_period(link: Link, grid: Grid, cells: list[Figure]) -> tuple[list[Figure], bool]:
    """The cells of the time the sentence names; of the last one when it names none.  Also whether that is sure."""
    reading, q = link.reading, link.quantity
    own = periods.assign(reading.text, reading.figures, reading.dates).get(q.start)
    if own is None and len({d.period for d in reading.dates}) == 1:
        own = reading.dates[0]
    if own is None and reading.dates:
        return [], False
    when = own.period if own is not None else None
    if own is not None and own.start <= link.named.start < own.end and year(when):
        # "The first quarter of 2024" names the row "First" and the column of the year.
        when = Period(date(year(when), 1, 1), date(year(when), 12, 31), Precision.YEAR)
    known = {f: grid.period(f.row, f.column) for f in cells}
    stated = [p for p in known.values() if p is not None]
    if not stated:
        told = {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", grid.table.caption)}
        return (cells, True) if when is None or not told or year(when) in told else ([], False)
    if when is not None:
        return [f for f in cells if _same_time(known[f], when) or (known[f] is None and len(set(stated)) == 1 and _same_time(stated[0], when))], True
    last = max(p.end or p.start or date.min for p in stated)
    return [f for f in cells if (p := known[f]) is None or (p.end or p.start) == last], len(set(stated)) == 1


def _same_time(cell: Period | None, when: Period) -> bool:
    """Whether two periods are of one year and about equally long: a quarter's figure is not the year's."""
    if cell is None or year(cell) is None or year(cell) != year(when):
        return False
    a, b = periods.length(cell), periods.length(when)
    return a is not None and b is not None and max(a, b) < 2 * min(a, b) and periods.overlap(cell, when)


def _by_words(link: Link, grid: Grid, cells: list[Figure]) -> tuple[list[Figure], bool]:
    """Of several cells the one whose header the clause names best; and whether it names any."""
    said = {stem(w) for w in re.findall(r"[^\W\d_][\w&'’]*", link.clause)} | set(link.after)
    points = {f: len(said & set(stems(grid.heads[f.column].dateless))) for f in cells}
    best = max(points.values(), default=0)
    return ([f for f in cells if points[f] == best] if best else cells), bool(best)


def _other_metric(link: Link, grid: Grid, cell: Figure) -> bool | None:
    """Whether the clause names another metric than the column; ``None`` if the column names none to compare."""
    q = link.quantity
    concept = grid.heads[cell.column].concept
    own = {concept.id} if concept is not None else {m.concept.id for m in grid.lexicon.mentions(f"{grid.table.caption} {grid.heads[cell.column].text}")}
    said = {m.concept.id for m in link.reading.mentions if q.kind in m.concept.units and link.start <= m.start < link.start + len(link.clause)}
    if not said or said & own:
        return False
    return True if own else None
