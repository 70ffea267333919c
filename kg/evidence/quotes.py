"""Do the quotes of its sources carry a claim's figures?

Figures are held against each other by value ("395.2m" is "$395.2 million"). A figure that follows
from quoted ones is carried with its derivation ("86 %" from a quoted $70M and $130M).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, permutations
from typing import Literal

from kg import camps, observations, rounding
from kg import patterns as re
from kg.derivations.model import end
from kg.model import Observation, Quantity
from kg.readings import Reading
from kg.records import record

Status = Literal["quoted", "derived", "contradicted", "absent"]

_KINDS = frozenset(("money", "count", "percent", "points", "multiple", "measure", "rating", "duration"))
_Operands = Sequence[tuple[str, Quantity]]
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d,.]*")


@record
class Quote:
    """A quoted text with what was read from it.  ``source`` is the id of the source quoted."""

    source: str
    reading: Reading
    observations: tuple[Observation, ...] = ()


@record
class Borne:
    """What the quotes say of one figure.

    ``status``: ``quoted`` (a quote holds it), ``derived`` (it follows from quoted figures),
    ``contradicted`` (a quote gives another value for the same thing), ``absent``.  ``source`` is
    the id of the source that decides, ``words`` what it says.
    """

    quantity: Quantity
    status: Status
    source: str = ""
    words: str = ""


def figures(reading: Reading) -> list[Quantity]:
    """The figures of a claim that a quote should hold: written in digits; no dates or ordinals."""
    return [q for q in reading.figures if q.kind in _KINDS and _DIGIT.search(q.text)]


def weigh(
    claim: Reading, stated: Iterable[Observation], quotes: Sequence[Quote], nature: Callable[[str], str] = lambda metric: "stock"
) -> tuple[Borne, ...]:
    """One verdict for each figure of a claim, in the order of the text.

    ``stated`` are the observations read from the claim.  ``nature`` tells a metric's nature
    (stock, flow, ratio, rate, event), which decides whether two dates may be compared.
    """
    by_start: dict[int, list[Observation]] = {}
    for observation in stated:
        if observation.quantity is not None:
            by_start.setdefault(observation.quantity.start, []).append(observation)
    own = figures(claim)
    operands = [(q.source, f) for q in quotes for f in figures(q.reading)]
    return tuple(_verdict(f, claim, own, quotes, operands, by_start.get(f.start, ()), nature) for f in own)


def _verdict(
    figure: Quantity,
    claim: Reading,
    own: Sequence[Quantity],
    quotes: Sequence[Quote],
    operands: _Operands,
    stated: Iterable[Observation],
    nature: Callable[[str], str],
) -> Borne:
    holding = {q.source: words for q in quotes if (words := held(figure, q.reading))}
    # A quote that gives another value counts against the claim, whatever the other quotes say.
    for observation in stated:
        for quote in quotes:
            if quote.source not in holding:
                for other in quote.observations:
                    if _contradicts(observation, other, nature):
                        return Borne(figure, "contradicted", quote.source, other.value)
    for quote in quotes:
        if quote.source not in holding and (other := _in_its_place(figure, claim, quote.reading)):
            return Borne(figure, "contradicted", quote.source, other)
    if holding:
        return Borne(figure, "quoted", *next(iter(holding.items())))
    derived = derivation(figure, own, operands)
    return Borne(figure, "derived", *derived) if derived else Borne(figure, "absent")


def held(figure: Quantity, reading: Reading) -> str:
    """The words in which a text holds a figure, by value; empty when it does not."""
    for other in reading.figures:
        if same_value(figure, other):
            return other.text
    ends = {(o.low, o.currency): o.text for o in reading.figures if not o.is_range}
    if figure.is_range and {(figure.low, figure.currency), (figure.high, figure.currency)} <= ends.keys():
        return f"{ends[figure.low, figure.currency]} and {ends[figure.high, figure.currency]}"
    # What the reader took for something else (a version, a year) may still be the figure as written.
    written = _NUMBER.search(figure.text)
    if written and len(written[0]) > 1 and figure.currency is None:
        number = written[0].rstrip(".,")
        at = _alone(number, reading.text)
        if at >= 0 and not any(o.start <= at < o.end for o in reading.figures):
            return number
    return ""


def _alone(number: str, text: str) -> int:
    """Where a number first stands in a text without being a piece of a longer one; -1 if it does not."""
    at = text.find(number)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(number) : at + len(number) + 2]
        inside = before.isalnum() or before in ("_", ".", ",")
        goes_on = after[:1].isdecimal() or (after[:1] in (".", ",") and after[1:].isdecimal())
        if not inside and not goes_on:
            return at
        at = text.find(number, at + 1)
    return -1


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether two figures can be one, units aside where one of them gives none."""
    if a.low is None or b.low is None or (a.currency and b.currency and a.currency != b.currency):
        return False
    if (a.low, a.high) == (b.low, b.high):
        return True
    alike = {a.kind, b.kind} <= {"count", "measure"} or a.kind == b.kind
    if not alike or _apart(a, b):
        return False
    if not rounding.comparable(a, b):
        if a.unit and b.unit and a.kind != "count":
            return False
        b = replace(b, kind=a.kind, unit=a.unit, currency=a.currency, out_of=a.out_of)
        if not rounding.comparable(a, b):
            return False
    if a.is_range != b.is_range:
        # "$70M to $130M" holds both its ends; a figure somewhere inside a wide range is another figure.
        point, span = (b, a) if a.is_range else (a, b)
        if abs(span.high) > abs(span.low) * 5 / 4:
            return any(
                rounding.agree(point, end(span, which)).agrees and not _far(point, end(span, which)) for which in ("low", "high")
            )
    elif _far(a, b):
        return False
    return rounding.agree(a, b).agrees


def _apart(a: Quantity, b: Quantity) -> bool:
    """Whether two figures of one unit are so far from each other that no rounding brings them together."""
    if a.unit != b.unit or min(a.low, b.low) <= 0:
        return False
    return a.low > 2 * b.high or b.low > 2 * a.high


def _far(a: Quantity, b: Quantity) -> bool:
    """An open bound reaches everything beyond it; only what lies near it is the same figure."""
    small, large = sorted((abs(a.low), abs(b.low)))
    return bool(a.bound or b.bound) and large > small * 3 / 2


# --------------------------------------------------------------------------- what follows from quoted figures


def derivation(figure: Quantity, own: Sequence[Quantity], operands: _Operands) -> tuple[str, str] | None:
    """``(source, words)`` of a simple formula over quoted figures that gives the figure; ``None`` if there is none.

    Tried are growth and share for percent, ratio for multiples, the sum for the rest (of three or more,
    unless no more than two are given);
    at least one operand must be a figure of the claim as well (``own``), or the result may be
    chance.
    """
    amounts = [(s, q) for s, q in operands if q.kind in ("money", "count", "measure") and not q.bound]
    amounts = [pair for s, q in amounts for pair in ([(s, end(q, "low")), (s, end(q, "high"))] if q.change else [(s, q)])][:8]
    shared = {id(q) for _, q in amounts if any(same_value(o, q) for o in own if o is not figure)}
    if not shared:
        return None
    for computed, words, used in _formulas(figure, amounts):
        if not any(id(q) in shared for _, q in used):
            continue
        if computed.low is None or computed.high is None or not rounding.holds(figure, computed).agrees:
            continue
        if figure.bound and abs(computed.high) > abs(figure.low) * 3 / 2:
            continue
        return " and ".join(dict.fromkeys(s for s, _ in used)), words
    return None


def _formulas(figure: Quantity, amounts: _Operands) -> Iterator[tuple[rounding.Interval, str, _Operands]]:
    if figure.kind in ("percent", "multiple"):
        for (s, a), (t, b) in permutations(amounts, 2):
            if (a.kind, a.currency, a.per) != (b.kind, b.currency, b.per) or a.is_range or b.is_range or not a.low or not b.low:
                continue
            if not _near(
                figure,
                b.low / a.low * (1 if figure.kind == "multiple" else 100)
                - (100 if figure.kind == "percent" and b.low > a.low else 0),
            ):
                continue
            if figure.kind == "multiple":
                yield rounding.ratio(b, a), f"{b.text} over {a.text}", [(s, a), (t, b)]
            else:
                if b.low > a.low:
                    yield rounding.growth(a, b), f"growth from {a.text} to {b.text}", [(s, a), (t, b)]
                else:
                    yield rounding.share(b, a), f"{b.text} of {a.text}", [(s, a), (t, b)]
        return
    same = [(s, q) for s, q in amounts if (q.kind, q.currency, q.per) == (figure.kind, figure.currency, figure.per) and not q.is_range]
    for n in range(2 if len(same) == 2 else 3, min(len(same), 6) + 1):
        for chosen in combinations(same, n):
            if not _near(figure, sum(q.low for _, q in chosen)):
                continue
            words = " + ".join(q.text for _, q in chosen)
            yield rounding.total([q for _, q in chosen]), words, list(chosen)


def _near(figure: Quantity, value: Decimal) -> bool:
    """Whether a result computed without regard to rounding is worth computing with it."""
    return min(abs(figure.low), abs(figure.high)) / 2 <= abs(value) <= 2 * max(abs(figure.low), abs(figure.high))


# --------------------------------------------------------------------------- another value for the same thing


def _contradicts(stated: Observation, quoted: Observation, nature: Callable[[str], str]) -> bool:
    key = observations.key(stated)
    if key is None or key != observations.key(quoted) or stated.quantity.kind == "date":
        return False
    # A quote that gives no date speaks of the same time as the claim that rests on it.
    dated = stated.period is not None and quoted.period is not None
    if dated and not camps.comparable_in_time(stated, quoted, nature(stated.metric)):
        return False
    return camps.compare(stated, quoted) == "disagree"


def _in_its_place(figure: Quantity, claim: Reading, quote: Reading) -> str:
    """The figure of a quote that says word for word what the claim says, but for one figure; empty otherwise."""
    around = _words_around(claim.text, figure)
    for other in quote.figures:
        if other.kind == figure.kind and len(around[0] + around[1]) > 2 and _words_around(quote.text, other) == around:
            return other.text
    return ""


def _words_around(text: str, figure: Quantity) -> tuple[list[str], list[str]]:
    return tuple(re.findall(r"\w+", part.lower()) for part in (text[: figure.start], text[figure.end :]))
