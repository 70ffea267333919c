"""Says in one line what does not follow, with both sides as written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg.derivations.model import Derivation, Result, judge
from kg.derivations.words import allowed, bounds, computed
from kg.findings import About, Certainty, Problem, Severity
from kg.rounding import Interval


def broken(derivation: Derivation, about: Sequence[About], missing: str = "") -> Iterator[Problem]:
    """The problem of a derivation that no reading allows; nothing if one does.

    ``missing`` is a figure found elsewhere that would explain the difference.
    """
    result = judge(derivation)
    if result.verdict == "agree":
        return
    stated = derivation.stated.text
    value, span = computed(derivation, result), allowed(derivation, result)
    shown = f"is {value}" + (f" (allowed {span})" if span != value else "")
    if any(i.low is None or i.high is None for i in (result.low, result.high)):
        shown = f"allows {span}"
    rest = _explained(derivation, result, missing)
    name = f"{derivation.label} " if derivation.label else ""
    yield Problem(
        f"stated {name}{stated}, but {result.way.words} {shown}{rest}",
        tuple(about),
        {
            "stated": stated,
            "computed": [*bounds(_span(result))],
            "value": [str(round(float(v), 4)) for v in dict.fromkeys(result.nominal)],
            "formula": result.way.words,
            "operands": [o.text for o in result.way.operands],
        },
        severity=Severity.ERROR if result.verdict == "disagree" and derivation.sure else Severity.WARNING,
        confidence=Certainty.HIGH if result.verdict == "disagree" and derivation.sure else Certainty.MEDIUM,
    )


def _span(result: Result) -> Interval:
    lows, highs = ([i.low for i in (result.low, result.high)], [i.high for i in (result.low, result.high)])
    return Interval(None if None in lows else min(lows), None if None in highs else max(highs))


def _explained(derivation: Derivation, result: Result, missing: str) -> str:
    notes = [derivation.note] if derivation.note else []
    notes += [f"it would hold over {words}" for words in result.explained[:1]]
    if missing:
        notes.append(f"the difference is {missing}, which is not in the list")
    slip = _slip(derivation, result)
    notes += [slip] if slip else []
    return "; " + "; ".join(notes) if notes else ""


def _slip(derivation: Derivation, result: Result) -> str:
    """Whether stated and computed differ by a factor of 10, 1,000 and the like."""
    quantity = derivation.stated.quantity
    if derivation.kind in ("magnitude", "hundred", "growth", "compound") or quantity.low is None or quantity.low <= 0 or result.nominal[0] <= 0:
        return ""
    for power in (10, 100, 1000, 10**6, 10**9):
        for name, factor in ((f"{power:,} times too large", Fraction(power)), (f"{power:,} times too small", Fraction(1, power))):
            ratio = Fraction(quantity.low) / result.nominal[0] / factor
            if abs(ratio - 1) < Fraction(1, 50):
                return f"it is {name}, a slip of scale"
    return ""
