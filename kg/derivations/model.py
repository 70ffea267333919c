"""A derivation: a result that the text states together with the figures it follows from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from fractions import Fraction
from itertools import product

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Term
from kg.model import Quantity
from kg.records import record
from kg.rounding import Interval

Formula = Callable[[Sequence[Interval]], Interval]


@record
class Way:
    """One reading of a derivation: a formula over operands.

    ``words`` is the formula in words, with the operands as written.  ``widen`` is whether "about"
    before an operand gives it the width of an approximate figure.  ``unit`` is how the result is
    written: "%", "x", or "" for the unit of ``like``.
    """

    formula: Formula
    operands: tuple[Term, ...]
    words: str
    unit: str = ""
    widen: bool = True
    loose: bool = True
    """Whether trailing zeros may be read as not meant; not for the items of a sum."""


@record
class Derivation:
    """A stated result and every way it may have been meant.

    ``kind`` says which check looks at it; ``negative`` that the stated result is a fall given
    without a sign ("a decline of 20 %"); ``extra`` are further formulas that are not what the text
    says, but would explain the figure (another span of years).
    """

    kind: str
    stated: Term
    ways: tuple[Way, ...]
    negative: bool = False
    exact_total: bool = False
    extra: tuple[Way, ...] = ()
    label: str = ""
    """What the stated figure is called in a message ("a share of"), if it needs a name."""
    note: str = ""
    sure: bool = True
    """False when an operand was not found in the same sentence."""
    copies: tuple[Term, ...] = ()
    """The same result stated elsewhere, without its operands."""

    @property
    def key(self) -> tuple:
        """Equal for copies of the same statement: the figures and the formula."""
        q = self.stated.quantity
        operands = tuple((o.quantity.low, o.quantity.high, o.quantity.bound) for o in self.ways[0].operands)
        return (self.kind, q.low, q.high, q.kind, tuple(sorted(operands, key=repr)))


@record
class Result:
    """What comes out: ``agree``, ``loose-only`` or ``disagree``, with the interval of the nearest way."""

    verdict: str
    way: Way
    low: Interval
    high: Interval
    nominal: tuple[Fraction, Fraction]
    explained: tuple[str, ...] = field(default=())


_SPELLED = re.compile(r"[A-Za-z][A-Za-z\s-]*")
_RANK = ("agree", "loose-only", "disagree")


def judge(derivation: Derivation) -> Result:
    """Compare the stated result with what its operands allow, by the way that fits best."""
    results = [_judge(derivation, way) for way in derivation.ways]
    best = min(results, key=lambda r: (_RANK.index(r.verdict), derivation.ways.index(r.way)))
    if best.verdict == "agree":
        return best
    explained = tuple(way.words for way in derivation.extra if _judge(derivation, way).verdict == "agree")
    return Result(best.verdict, best.way, best.low, best.high, best.nominal, explained)


def _judge(derivation: Derivation, way: Way) -> Result:
    stated = _stated(derivation)
    results = [_paired(stated, way, low, high) for low, high in _pairings(way)]
    return min(results, key=lambda r: _RANK.index(r.verdict))


def _stated(derivation: Derivation) -> Quantity:
    quantity = derivation.stated.quantity
    if quantity.kind == "multiple" and _SPELLED.fullmatch(quantity.text):
        quantity = _with(quantity, low_step=Fraction(quantity.low) / 4, low_loose=Fraction(quantity.low) / 2)
    if derivation.negative and quantity.low is not None and quantity.low >= 0:
        flip = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt", None: None}
        quantity = _with(quantity, low=-quantity.high, high=-quantity.low, low_step=quantity.high_step, low_loose=quantity.high_loose,
                         high_step=quantity.low_step, high_loose=quantity.low_loose, bound=flip[quantity.bound])  # fmt: skip
    if derivation.exact_total:
        quantity = _with(quantity, approximate=False)
    return quantity


def _with(quantity: Quantity, **changes: object) -> Quantity:
    if "low_step" in changes and "high_step" not in changes:
        changes |= {"high_step": changes["low_step"], "high_loose": changes["low_loose"]}
    return replace(quantity, **changes)


def end(quantity: Quantity, which: str) -> Quantity:
    """One end of a range as a figure of its own."""
    if not quantity.is_range:
        return quantity
    value, step, loose = (getattr(quantity, n) for n in (which, f"{which}_step", f"{which}_loose"))
    if which == "low" and not step and quantity.high_step:
        # "2-3x": the first number is as coarse as the second
        step = loose = quantity.high_step
    return _with(quantity, low=value, high=value, low_step=step, high_step=step, low_loose=loose, high_loose=loose)


def _pairings(way: Way) -> list[tuple[tuple[Quantity, ...], tuple[Quantity, ...]]]:
    """Operands for the low and for the high end of the result: by extremes, and ranges in parallel."""
    operands = [t.quantity for t in way.operands]
    if not any(q.is_range for q in operands):
        return [(tuple(operands), tuple(operands))]
    choices = list(product(*[("low", "high") if q.is_range else ("low",) for q in operands]))
    sides = [tuple(end(q, c) for q, c in zip(operands, choice, strict=True)) for choice in choices]
    nominal = [_nominal(way, side) for side in sides]
    extremes = (sides[nominal.index(min(nominal))], sides[nominal.index(max(nominal))])
    lows, highs = tuple(end(q, "low") for q in operands), tuple(end(q, "high") for q in operands)
    parallel = (lows, highs) if _nominal(way, lows) <= _nominal(way, highs) else (highs, lows)
    return [extremes, parallel] if parallel != extremes else [extremes]


def _nominal(way: Way, operands: Sequence[Quantity]) -> Fraction:
    result = way.formula([Interval.point(Fraction(q.low)) for q in operands])
    return result.low if result.low is not None else Fraction(0)


def _computed(way: Way, operands: Sequence[Quantity], loose: bool) -> Interval:
    """Tight: as printed.  Loose: trailing zeros and, unless ``way.widen`` is off, "about" are given their width."""
    return way.formula([_wide(q, way.widen) if loose and way.loose else rounding.interval(q, widen=False) for q in operands])


def _wide(quantity: Quantity, widen: bool) -> Interval:
    plain = rounding.interval(quantity, loose=True, widen=False)
    return _hull(plain, rounding.interval(quantity, widen=True)) if widen else plain


def _paired(stated: Quantity, way: Way, lows: tuple[Quantity, ...], highs: tuple[Quantity, ...]) -> Result:
    nominal = (_nominal(way, lows), _nominal(way, highs))
    ends = [[_computed(way, side, loose) for side in (lows, highs)] for loose in (False, True)]
    if lows != highs and stated.is_range:
        verdicts = [_fits(end(stated, which), ends[0][n], ends[1][n], way.loose) for n, which in enumerate(("low", "high"))]
    else:
        verdicts = [_fits(stated, _hull(*ends[0]), _hull(*ends[1]), way.loose)]
    return Result(max(verdicts, key=_RANK.index), way, ends[0][0], ends[0][1], nominal)


def _hull(a: Interval, b: Interval) -> Interval:
    if a is b:
        return a
    low = None if a.low is None or b.low is None else min(a.low, b.low)
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    return Interval(low, high, True, True)


def _fits(stated: Quantity, tight: Interval, wide: Interval, loose: bool) -> str:
    """Whether the stated figure fits; without ``loose`` its trailing zeros count as written."""
    verdict = rounding.holds(stated, tight, wide).verdict
    if verdict in ("agree", "equal") or _tie(stated, tight):
        return "agree"
    return verdict if loose else "disagree"


def _tie(stated: Quantity, computed: Interval) -> bool:
    """Whether exact operands give just the middle between two roundings: 6.25 may be written 6.2 or 6.3."""
    if stated.bound or computed.low is None or computed.low != computed.high:
        return False
    written = rounding.interval(stated)
    return computed.low in (written.low, written.high)
