"""Says in one line what does not hold in a table, with both sides as written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kg.findings import About, Certainty, Problem, Severity
from kg.model import Quantity
from kg.tables.derivations import Derivation, Result, Way, decimal, evaluate, judge, shown, span


def broken(derivation: Derivation, about: tuple[About, ...]) -> Iterator[Problem]:
    """The problem of a derivation that no way allows; nothing if one does."""
    result = judge(derivation)
    if result is None:
        return
    stated = derivation.stated.quantity
    value = span(result.low, result.high, stated) if result.low is not None else ""
    allowed = span(result.allowed.low, result.allowed.high, stated)
    computed = f"is {value}" + (f" (allowed {allowed})" if allowed != value else "") if value else f"allows {allowed}"
    rate = " a year" if result.way.formula == "cagr" else ""
    why = f"; {derivation.why}" if derivation.why else ""
    message = f"{derivation.name}: stated {stated.text}{rate}, but {spelled(result.way)} {computed}{why}{_other_span(derivation, result)}"
    yield Problem(
        message,
        about,
        {
            "stated": stated.text,
            "computed": [decimal(result.allowed.low), decimal(result.allowed.high)],
            "formula": result.way.words,
            "operands": [o.quantity.text for o in result.way.operands],
        },
        severity=Severity.ERROR if result.verdict == "disagree" else Severity.WARNING,
        confidence=certainty(derivation.sure, derivation.certain),
    )


def certainty(sure: float, certain: bool) -> Certainty:
    """How sure a reading is: never high when a row was cut into cells by guessing."""
    if not certain:
        return Certainty.LOW
    return Certainty.HIGH if sure >= 0.85 else Certainty.MEDIUM


def spelled(way: Way) -> str:
    """A formula over the figures as written."""
    texts = [o.quantity.text for o in way.operands]
    if way.formula == "sum":
        return " + ".join(texts) if len(texts) <= 8 else f"the sum of {texts[0]}, {texts[1]} … {texts[-1]} ({len(texts)} figures)"
    named = [f"{o.quantity.text} ({o.name})" if o.quantity.text not in o.name else o.name for o in way.operands]
    if way.formula in ("growth", "cagr"):
        return f"{named[0]} to {named[1]}"
    sign = {"ratio": "÷", "share": "÷", "product": "×", "difference": "−"}[way.formula]
    scale = way.factor if way.formula == "ratio" else Fraction(1)
    return f" {sign} ".join(named) + (f" × {scale.numerator:,}" if scale > 1 and scale.denominator == 1 else "")


def _other_span(derivation: Derivation, result: Result) -> str:
    """The number of years with which a compound rate would have been right."""
    if result.way.formula != "cagr" or result.way.years is None:
        return ""
    for years in (1, -1, 2, -2):
        other = Way("cagr", result.way.operands, result.way.words, result.way.years + years)
        if other.years >= 1 and evaluate(other, derivation.stated.quantity).holds:
            return f"; it would hold over {other.years} years instead of {result.way.years}"
    return ""


def outside(name: str, stated: Quantity, parts: tuple[Quantity, ...], about: tuple[About, ...], certain: bool) -> Iterator[Problem]:
    """The problem of an average that lies below or above everything it is an average of."""
    low, high = min(p.low - p.low_step / 2 for p in parts), max(p.high + p.high_step / 2 for p in parts)
    half = stated.low_step / 2
    if low <= stated.high + half and stated.low - half <= high:
        return
    yield Problem(
        f"{name}: stated {stated.text}, but the {len(parts)} figures it is an average of lie between {shown(Fraction(min(p.low for p in parts)), stated)} and {shown(Fraction(max(p.high for p in parts)), stated)}",
        about,
        {"stated": stated.text, "computed": [decimal(Fraction(low)), decimal(Fraction(high))], "formula": "an average lies between the smallest and the largest part", "operands": [p.text for p in parts]},
        confidence=certainty(0.8, certain),
    )
