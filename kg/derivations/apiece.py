"""Figures for each of many, whose total and number are told under their names in lists and tables.

"Each employee stands for $150,000 of revenue": the revenue and the staff are lines of a list or of
a table.  Any total of the report over that number, or that total over any number, excuses the
figure; it is only doubted when it is a slip of what the named two give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from kg import nouns, rounding
from kg.derivations.each import COUNTS_MORE
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Formula, Way
from kg.derivations.register import Amount, Register, basic, sort
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading
from kg.samefact import stem, stems

CUES = frozenset("per each every average".split())
_BEFORE = Lazy(r"\b(?:each|every|per|(?:the|an)\s+average)\s+(?:of\s+(?:our|the|its|their)\s+)?(?P<unit>[^\W\d_][\w-]*)\b(?P<rest>[^.;]{0,70})$")
_AFTER = Lazy(r"(?P<lead>(?:\s+(?!(?:and|or|in|from|by|at)\b)[^\W\d_][\w’'-]*){0,3}?)\s*,?\s+(?:per|(?:for|to)\s+(?:each|every))\s+(?:(?:of\s+)?(?:the|our|its|their)\s+)?(?P<unit>[^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*)?)")
_EACH = Lazy(r"\s+[^\W\d_][\w-]*\s+each\b")
_NOT = Lazy(r"\b(?:up\s+to|at\s+least|at\s+most|maximum|minimum|limit|fee|fine|wage|salar\w+|price|tariff|would|could|should|target\w*|plan\w*|budgeted|forecast|between|from|rose|fell|increase\w*|cheapest|dearest|by)\b[^.;]*$")
_FOLLOWS = Lazy(r"\s*(?:to|of)\s+(?P<what>[^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*)?)")
_DERIVED = Lazy(r"\b(?:thus|therefore|hence|comes?\s+to|came\s+to|works?\s+out|average|on\s+average|that\s+is|stands?\s+for)\b|^[^:]{1,60}:")
_TIMES = frozenset("year month week day hour quarter annum minute second night shift cent season time unit case head share round".split())
_ALIKE = tuple(
    frozenset(map(stem, group.split()))
    for group in (
        "cost costs spend spent spending expenditure expenses bill budget",
        "income revenue revenues turnover earn earned takings brought",
        "employee employees staff headcount workforce post posts job jobs worker workers",
        "inhabitant inhabitants resident residents population person people",
        "visit visits visitor visitors attendance",
        "customer customers client clients account accounts subscriber subscribers",
        "pupil pupils student students child children",
        "output production generation produced generated",
    )
)
_MOST, _PAIRS, _TELLING = 40, 8, 3
_EMPTY = frozenset(stems("total average number overall annual year thus new about now then also whole share count every each"))


def apiece(register: Register, home: Sequence[Reading], n: int, index: int) -> Iterator[Derivation]:
    """The doubted figure for each at a position: figure ``index`` of sentence ``n`` of a passage."""
    reading, q = home[n], home[n].figures[index]
    if q.kind not in ("money", "measure") or q.low is None or q.low <= 0 or q.is_range or q.bound or q.change or _NOT.search(reading.text[max(0, q.start - 50) : q.start]):
        return
    said = _said(reading, q)
    if said is None or (reading.figures[index + 1 :] and COUNTS_MORE.search(reading.text[q.end :])):
        return
    name, topic_own, derived = said
    unit_own = frozenset(stems(name))
    unit, topic = wide(unit_own), wide(topic_own)
    amount = Amount(Term(reading, basic(q)))
    totals = [a for a in register.every(sort(q)) if a.value > amount.value and a.term.reading is not reading]
    counts = [c for c in register.every(("count", None, False, None)) if c.value > 1 and c.quantity.low_step in (0, 1) and not (c.term.reading is reading and c.quantity.start == q.start)]
    own = [a for a in register.of(reading) if a.sort == amount.sort and a.value > amount.value and a.quantity.start < q.start]
    named = _of_its_year(reading, _best(counts, unit, unit_own))
    whole = own[-1:] or _of_its_year(reading, _best(totals, topic, topic_own))
    if whole and not own:
        # "Each parcel cost £4": the line "Expenditure" tells the cost, though others are called so word for word.
        whole += [a for a in totals if a not in whole and a.grid is None and _labelled(a) > 0 and topic & a.beside]
    if not named or not whole or len({c.value for c in named}) * len({t.value for t in whole}) > _PAIRS:
        return
    step = Fraction(amount.quantity.low_step) or Fraction(1)
    if any(_gives(amount, t, c, step) for c in named for t in (*totals, *own)) or any(_gives(amount, t, c, step) for t in whole for c in counts if unit & c.beside or c.term.reading in home):
        return
    pairs = [(t, c) for t in whole for c in named if t is not c]
    for t, c in pairs:
        if _slip(amount, t.value / c.value, step) or (derived and len(pairs) == 1 and amount.value / _TELLING < t.value / c.value < amount.value * _TELLING and _telling(amount, step)):
            yield Derivation("per-head", Term(reading, q), (Way(_ratio(Fraction(q.low) / amount.value), (t.term, c.term), f"{t.term.text} ÷ {c.term.text}"),), label=f"per {name},", sure=False)
            return


def _ratio(scale: Fraction) -> Formula:
    """Total over number, in the unit of the result: amounts are told in their smallest unit."""
    return lambda x: rounding.product([rounding.ratio(x[0], x[1]), scale])


def _said(reading: Reading, q: Quantity) -> tuple[str, frozenset[str], bool] | None:
    """What a figure is for each of, the words of what it is a part of, and whether words call it a result."""
    before, after = reading.text[: q.start], reading.text[q.end :]
    match = _BEFORE.search(before)
    if match is not None and not any(match.start() <= f.start < q.start for f in reading.figures):
        follows = _FOLLOWS.match(after)
        topic = f"{before[: match.start()][-60:]} {match['rest']} {follows['what'] if follows else ''}"
        return _result(reading, match["unit"], topic, before, 0)
    match = _AFTER.match(after[:90])
    if match is not None and match["unit"].split()[0].lower() not in _TIMES:
        return _result(reading, match["unit"], f"{before[-60:]} {match['lead']}", before, max(0, q.start - 60))
    return None


def _result(reading: Reading, unit: str, topic: str, before: str, start: int) -> tuple[str, frozenset[str], bool] | None:
    words = [nouns.singular(w.lower()) for w in unit.split()]
    if not words or words[0] in _TIMES:
        return None
    about = frozenset(stems(topic)) - _EMPTY
    metrics = {f"@{m.concept.id}" for m in reading.mentions if m.start >= start and reading.text[m.start : m.end] in topic}
    return " ".join(words), about | metrics, bool(_DERIVED.search(before))


def wide(words: Iterable[str]) -> frozenset[str]:
    """The words with those that mean the same."""
    found = frozenset(words)
    return found.union(*(group for group in _ALIKE if group & found)) if found else found


def _best(amounts: Sequence[Amount], words: frozenset[str], own: frozenset[str]) -> list[Amount]:
    """The amounts told with the most of some words, ``own`` those that are written; lines of lists and tables first. None if too many."""
    groups = {wide((word,)) for word in own}
    scored = [(sum(not g.isdisjoint(a.beside) for g in groups) + (not own.isdisjoint(a.beside)) + _labelled(a), a) for a in amounts if words & a.beside]
    most = max((s for s, _ in scored), default=0)
    found = {a.value: a for s, a in reversed(scored) if s == most} if most else {}
    return list(found.values()) if len(found) <= _PAIRS else []


def _of_its_year(reading: Reading, amounts: list[Amount]) -> list[Amount]:
    """Those of the one year that a sentence names, if there are any."""
    years = {d.period.end.year for d in reading.dates if d.period is not None and d.period.end is not None}
    return [a for a in amounts if a.years == years] or amounts if len(years) == 1 else amounts


def _labelled(amount: Amount) -> int:
    """Whether it is the value of a line of a list or a table of them, or a total."""
    if amount.grid is not None:
        return int(amount.grid.keyed) + int(amount.total)
    key = amount.term.reading.key
    if amount.term.reading.carrier.kind == "cover":
        return int(amount.total) + 1
    return int(amount.total) + (2 * (amount.quantity.start - key[1] <= 2) - 1 if key else 0)


def _gives(result: Amount, total: Amount, count: Amount, step: Fraction) -> bool:
    value = total.value / count.value
    room = max(step / 2, result.value / 100 if not result.quantity.approximate else result.value / 33)
    return abs(value - result.value) <= room


def _telling(result: Amount, step: Fraction) -> bool:
    return len(str(int(result.value / step)).rstrip("0")) >= 2


def _slip(result: Amount, value: Fraction, step: Fraction) -> bool:
    """Whether a figure is the value but for a digit, digits turned, or a power of ten."""
    written = int(result.value / step)
    while written and not written % 10 and result.quantity.approximate:
        written, step = written // 10, step * 10
    meant = round(value / step)
    if written > 99 and (meant in set(typed(written)) or (written > 999 and sorted(str(written)) == sorted(str(meant)))):
        return True
    return any(abs(result.value / value * f - 1) < Fraction(1, 100) for p in (10, 100, 1000, 10**6) for f in (p, Fraction(1, p)))
