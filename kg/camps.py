"""Values of one figure, partitioned into camps that agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from kg import periods, rounding
from kg.model import Observation, Period, Precision
from kg.records import record

Verdict = Literal["agree", "loose-only", "disagree"]


@record
class Camps:
    """Observations of one figure that do not all agree.

    ``sides`` are indexes into the observations, one tuple per camp, the largest camp first;
    ``verdict`` is ``loose-only`` when only the tight intervals of the camps are apart.
    """

    sides: tuple[tuple[int, ...], ...]
    verdict: Verdict


def compare(a: Observation, b: Observation) -> Verdict:
    """Whether two observations of the same thing can both be right.

    Dates agree when one lies within the other (precision respected: "August 2023" and "August 24,
    2023"); figures as :func:`kg.rounding.agree` says.
    """
    left, right = a.quantity, b.quantity
    rates = dict(a.scope).get("rate"), dict(b.scope).get("rate")
    if rates[0] != rates[1]:
        return _across_rates(a, b, *rates)
    if left is None or right is None:
        return "agree" if _names(a.value) & _names(b.value) else "disagree"
    if left.kind == "date" or right.kind == "date":
        if left.period is None or right.period is None or left.bound or right.bound or left.approximate or right.approximate:
            return "agree"
        return "agree" if periods.overlap(left.period, right.period) else "disagree"
    if not rounding.comparable(left, right):
        return "agree"
    verdict = rounding.agree(left, right).verdict
    return "agree" if verdict == "equal" else verdict


def _across_rates(a: Observation, b: Observation, rate_a: str | None, rate_b: str | None) -> Verdict:
    """A total cannot be smaller than what is added in one period: "tens of millions" and "250M a month"."""
    whole, part, rate = (b, a, rate_a) if rate_b in (None, "cumulative") else (a, b, rate_b)
    if dict(whole.scope).get("rate") not in (None, "cumulative") or rate in (None, "cumulative") or whole.quantity is None or part.quantity is None:
        return "agree"
    if whole.quantity.kind != part.quantity.kind or whole.quantity.kind != "count":
        return "agree"
    most, least = rounding.interval(whole.quantity).high, rounding.interval(part.quantity).low
    return "disagree" if most is not None and least is not None and most < least else "agree"


def _names(value: str) -> frozenset[str]:
    return frozenset(w for part in value.replace(" and ", ",").split(",") if (w := " ".join(part.lower().split())))


def comparable_in_time(a: Observation, b: Observation, nature: str, as_of_a: date | None = None, as_of_b: date | None = None, latest: date | None = None) -> bool:
    """Whether the periods of two observations allow a comparison.

    A missing period is that of the report's date (``as_of_a``, ``as_of_b``); an undated figure of a
    report without a date is held against the current one of another (of the day ``latest``).
    What happened once (nature ``event``) needs no period.
    """
    rounds = dict(a.scope).get("round"), dict(b.scope).get("round")
    if a.metric == "valuation" and a.period is not None and b.period is not None and not periods.overlap(a.period, b.period):
        return False  # each round has a price of its own, three months later as well
    if a.metric == "valuation" and any(rounds):
        # A valuation belongs to its round; beside one without a round, to its time.
        if all(rounds):
            return rounds[0] == rounds[1]
        nature = "stock"
        if not ((a.period or as_of_a) and (b.period or as_of_b)):
            return False
    if nature == "event" and not any(rounds) and a.period is not None and b.period is not None and not periods.overlap(a.period, b.period):
        return False
    if nature == "event" or (a.quantity is not None and a.quantity.kind == "date"):
        return True
    left, right = a.period or _as_of(as_of_a), b.period or _as_of(as_of_b)
    if left is None and right is None:
        return True
    if a.period is None and b.period is None and (left is None or right is None):
        return True
    if left is None or right is None:
        # Undated in a report without a date, beside the current figure of another report.
        dated = a if right is None else b
        return latest is not None and nature != "flow" and dated.period is not None and periods.same_time(dated.period, _as_of(latest), "stock")
    if a.period is None and b.period is None:
        return as_of_a == as_of_b or periods.same_time(left, right, "stock")
    if a.period is not None and b.period is not None and a.place.path != b.place.path and _weeks_apart(a.period, b.period):
        return False  # "412 on 31 December", "455 at the end of April"
    return periods.same_time(left, right, "stock" if a.period is None or b.period is None else nature)


_WEEKS = timedelta(days=45)


def _weeks_apart(a: Period, b: Period) -> bool:
    """Whether two documents each say the day or the month of a figure, and more than a few weeks lie between."""
    fine = all(p.precision in (Precision.DAY, Precision.MONTH) and p.start and p.end for p in (a, b))
    return fine and max(a.start, b.start) - min(a.end, b.end) > _WEEKS


def _as_of(day: date | None) -> Period | None:
    return Period(day, day, Precision.DAY) if day is not None else None


def twins(a: Observation, b: Observation) -> bool:
    """Whether two figures look like one that was mistyped.

    Two digits in each other's place, one of at least three digits changed, or a power of ten apart.
    """
    left, right = a.quantity, b.quantity
    if left is None or right is None or left.low is None or right.low is None or left.is_range or right.is_range:
        return False
    x, y = (str(q.low.normalize().as_tuple().digits).strip("(),").replace(", ", "") for q in (left, right))
    if x == y:
        return left.low != right.low and len(x) > 1
    if len(x) != len(y) or len(x) < 3 or left.low.adjusted() != right.low.adjusted():
        return False
    changed = sum(p != q for p, q in zip(x, y, strict=True))
    return changed == 1 or (changed == 2 and sorted(x) == sorted(y))


def partition(items: Sequence[Observation], verdicts) -> Camps | None:
    """The camps of observations that may be compared, or ``None`` when all agree.

    ``verdicts(i, j)`` gives the verdict of two items, ``None`` when they must not be compared.
    Greedy: each item joins the first camp with all of whose members it agrees and with one of
    which it may be compared; a camp that conflicts with no other is left out.
    """
    camps: list[list[int]] = []
    for i in range(len(items)):
        for camp in camps:
            found = [verdicts(i, j) for j in camp]
            if all(v in (None, "agree") for v in found) and any(v == "agree" for v in found):
                camp.append(i)
                break
        else:
            camps.append([i])
    worst: Verdict | None = None
    kept: set[int] = set()
    for x in range(len(camps)):
        for y in range(x + 1, len(camps)):
            found = [verdicts(i, j) for i in camps[x] for j in camps[y]]
            bad = [v for v in found if v in ("disagree", "loose-only")]
            if bad:
                kept |= {x, y}
                if "disagree" in bad or worst is None:
                    worst = "disagree" if "disagree" in bad else "loose-only"
    if worst is None:
        return None
    sides = sorted((tuple(camps[n]) for n in kept), key=lambda c: (-len(c), c))
    return Camps(tuple(sides), worst)
