"""Growth that a sentence tells without its levels, held against the one series of the report that its words mean.

"In the last year the customer base grew by 25 %": the customers of the last two years are rows of a
table.  Growth that any step of any series explains is left alone; so is growth whose words fit
several series, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from kg import rounding
from kg.derivations.apiece import wide
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.register import plain, sort
from kg.derivations.slips import as_share
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Carrier, Reading
from kg.records import record
from kg.samefact import stems
from kg.tables.grid import Figure, Grid, year

CUES = frozenset("grew grown rose risen increased climbed expanded widened fell fallen dropped declined shrank decreased more fewer less higher lower larger smaller growth growing".split())
_HEDGE = r"(?:(?:by|of|about|some|almost|nearly|roughly|around|just|over|under|more\s+than|an?\s+additional)\s+)*"
_UP = Lazy(rf"\b(?:grew|grown|rose|risen|increased|climbed|expanded|widened|growth)\s+{_HEDGE}[~≈]?$")
_DOWN = Lazy(rf"\b(?:fell|fallen|dropped|declined|shrank|decreased)\s+{_HEDGE}[~≈]?$")
_THAN = Lazy(r"\s+(?P<way>more|higher|larger|fewer|less|lower|smaller)\s+than\s+(?:in\s+)?(?P<base>the\s+(?:year\s+before|previous\s+year|preceding\s+year|prior\s+year)|a\s+year\s+(?:earlier|before|ago)|last\s+year|(?:the\s+)?(?:19|20)\d\d)\b")
_SPAN = Lazy(r"\b(?:in|over|during)\s+(?:the\s+)?(?:last|past|latest)\s+(?:year|twelve\s+months|12\s+months)|\b(?:twelve|12)\s+months\s+to\b|\byear[\s-]on[\s-]year\b|\b(?:on|over)\s+(?:the\s+)?(?:previous\s+year|year\s+before|(?:19|20)\d\d)|\bin\s+(?:the\s+)?(?:year\b|FY|(?:19|20)\d\d)|\bin\s+a\s+year\b")
_NOT = Lazy(r"\b(?:would|could|should|may|might|will|target\w*|plan\w*|forecast|expect\w*|assum\w*|if|organic\w*|like-for-like|constant|real\s+terms|excluding|each\s+year|every\s+year|per\s+year|a\s+year\s*$|annual\w*|average|on\s+average|CAGR|compound\w*|quarter|half|month)\b")
_AGAINST = Lazy(r"[^.;\d]{0,40}?(?:\bagainst|\bcompared\s+(?:with|to)|\bup\s+from|\bdown\s+from|\bversus|\bfrom)\s+$")
_EARLIER = Lazy(r"\s*(?:[^\W\d_]+\s+)?(?:a|the|one)\s+year\s+(?:earlier|before|ago)|\s+in\s+the\s+previous\s+year|\s+last\s+year")
_YEAR_OF = Lazy(r"\s*\((?:in\s+)?(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?:\s*$")
_CLAUSE = Lazy(r"[;:]|,\s|\s(?:and|but|while|whereas)\s")
_EMPTY = frozenset(stems("year base last past total number rate average per cent percent up down more less fewer higher lower grew rose fell growth increase month twelve than before earlier previous people came"))
_OFF = Fraction(15, 100)


@record
class Step:
    """One step of a series: the level before, the level after, the words of both and their years if told."""

    before: Term
    after: Term
    words: frozenset[str]
    years: tuple[int, int] | None

    @property
    def growth(self) -> Fraction:
        """In percent."""
        return 100 * (Fraction(self.after.quantity.low) / Fraction(self.before.quantity.low) - 1)


def grown(readings: Sequence[Reading], grids: Sequence[Grid]) -> Iterator[Derivation]:
    """Every growth of the text that its series does not bear out."""
    steps: list[Step] | None = None
    for reading in readings:
        if reading.carrier.kind != "sentence" or CUES.isdisjoint(reading.words):
            continue
        for q in reading.figures:
            said = _said(reading, q)
            if said is None:
                continue
            steps = list(_steps(readings, grids)) if steps is None else steps
            stated, down, base = said
            found = _meant(steps, reading, q, base)
            if found is not None and not any(_fits(stated, s, down) for s in steps if s.before.reading is not reading):
                way = Way(lambda x: rounding.growth(x[0], x[1]), (found.before, found.after), f"{found.before.text} to {found.after.text}", "%")
                yield Derivation("growth", Term(reading, stated), (way,), negative=down, sure=False)


def _said(reading: Reading, q: Quantity) -> tuple[Quantity, bool, int | None] | None:
    """The growth a figure tells, whether it is a fall, and the year it is taken against."""
    share = as_share(q)
    if share.kind != "percent" or q.is_range or q.bound or q.change:
        return None
    before, after = reading.text[: q.start], reading.text[q.end :]
    clause = _CLAUSE.compiled.split(before)[-1] + _CLAUSE.compiled.split(after, maxsplit=1)[0]
    if _NOT.search(clause):
        return None
    than = _THAN.match(after)
    if than is not None:
        base = than["base"][-4:]
        return share, than["way"].lower() in ("fewer", "less", "lower", "smaller"), int(base) if base.isdigit() else None
    up, down = _UP.search(before), _DOWN.search(before)
    if not (up or down):
        return None
    span = _SPAN.search(reading.text)
    if span is None:
        return None
    last = span.group()[-4:]
    against = last.isdigit() and span.group()[:2].lower() in ("on", "ov")
    return share, down is not None, int(last) if against else None


def _meant(steps: Sequence[Step], reading: Reading, q: Quantity, base: int | None) -> Step | None:
    """The one step that the words of the clause mean."""
    clause = reading.text[: q.start]
    start = max(clause.rfind(mark) for mark in (";", ":", " while ", " whereas ", " but "))
    words = frozenset(stems(clause[max(0, start) :])) - _EMPTY
    words |= {f"@{m.concept.id}" for m in reading.mentions if max(0, start) <= m.start < q.start}
    own = [x for x in reading.figures if (x is not q and plain(x)) or x.bound]
    if [x for x in own if not x.bound and x.start > q.start]:
        return None
    level = own[-1] if own else None
    fitting = []
    for s in steps:
        if s.years is not None and (s.years[1] - s.years[0] != 1 if base is None else s.years[0] != base):
            continue
        score = sum(not wide((w,)).isdisjoint(s.words) for w in words)
        near = level is not None and _same(level, s.after.quantity)
        if score or near:
            # "Customers" before "revenue per customer", where the words fit both.
            extra = sum(wide((w,)).isdisjoint(words) for w in s.words if w[0] != "@") if s.years else 0
            fitting.append(((3 * near + score, -min(extra, 3)), s.years[1] if s.years else 9999, s))
    if not fitting or (level is not None and not any(n >= 3 for (n, _), _, _ in fitting)):
        return None
    best = max(n for n, _, _ in fitting)
    top = [(when, s) for n, when, s in fitting if n == best]
    latest = max((when for when, _ in top), default=0)
    top = [s for when, s in top if when in (latest, 9999)]
    return top[0] if top and len({(s.before.quantity.low, s.after.quantity.low) for s in top}) == 1 else None


def _same(level: Quantity, other: Quantity) -> bool:
    """Whether a level told with the growth is one of a series; one with "more than" or in words stands for those near it."""
    loose = level.bound is not None or level.approximate or not any(map(str.isdigit, level.text))
    room = other.low / 20 if loose else max(level.low_step or 0, other.low_step or 0)
    return sort(level) == sort(other) and abs(level.low - other.low) <= room


def _fits(stated: Quantity, step: Step, down: bool) -> bool:
    """Whether a step explains a growth, generously."""
    value = -step.growth if down else step.growth
    room = max(Fraction(stated.low_step or 1), Fraction(stated.low) * (_OFF if stated.unit is None or stated.approximate else Fraction(2, 100)))
    return abs(value - Fraction(stated.low)) <= room


# --------------------------------------------------------------------------- the steps that the report tells


def _steps(readings: Sequence[Reading], grids: Sequence[Grid]) -> Iterator[Step]:
    for grid in grids:
        yield from _of_table(grid)
    for reading in readings:
        if reading.carrier.kind == "sentence" and 2 <= len(reading.figures) <= 12:
            yield from _of_sentence(reading)


def _of_sentence(reading: Reading) -> Iterator[Step]:
    """ "Visitors: 412,500 (2023/24: 375,000)", "310 people, against 248 a year earlier"."""
    for first, second in pairwise(reading.figures):
        if not plain(first) or not plain(second) or sort(first) != sort(second):
            continue
        between, after = reading.text[first.end : second.start], reading.text[second.end : second.end + 40]
        if _YEAR_OF.match(between) or (_AGAINST.match(between) and _EARLIER.match(after)):
            words = frozenset((*stems(reading.text[: second.start]), *stems(reading.carrier.label), *(f"@{m.concept.id}" for m in reading.mentions)))
            yield Step(Term(reading, second), Term(reading, first), words, None)


def _of_table(grid: Grid) -> Iterator[Step]:
    caption = stems(grid.table.caption)
    for lines, across in ((grid.columns(), list(grid.labels)), (grid.rows(), [grid.heads[c] for c in grid.figure_columns])):
        for line in lines:
            heading = line.heading
            if heading.growth or heading.compound or heading.share or (heading.aggregate and not heading.total):
                continue
            dated = [(year(x.period), f) for x, f in zip(across, line.figures, strict=True) if f is not None and f.pure and x.period is not None and not x.version]
            dated = [(when, f) for when, f in dated if when is not None and plain(f.quantity)]
            if len(dated) != len({when for when, _ in dated}):
                continue
            words = frozenset((*stems(heading.plain), *((f"@{heading.concept.id}",) if heading.concept else ()), *(() if len(lines) > 2 else caption)))
            for (x, a), (y, b) in pairwise(sorted(dated, key=lambda one: one[0])):
                if sort(a.quantity) == sort(b.quantity):
                    yield Step(_term(grid, a), _term(grid, b), words, (x, y))


def _term(grid: Grid, figure: Figure) -> Term:
    return Term(Reading(Carrier(grid.report.id, "cell", figure.cell.id, figure.cell.text, figure.cell.place), grid.lexicon), replace(figure.quantity))
