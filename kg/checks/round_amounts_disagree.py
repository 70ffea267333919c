from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kg import camps, rounding
from kg.candidates.events import Told
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity
from kg.model import Quantity


@check(
    "KG309",
    "round-amounts-disagree",
    category="figures-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="events",
    bad=[
        """\
# Acme

## History

- **September 2025**: €2 billion round at a €12 billion valuation

## Funding

In September 2025, Acme raised €1.7 billion in a Series C.
""",
    ],
    good=[
        """\
# Acme

## History

- **September 2025**: €1.7 billion round at a €12 billion valuation
- **September 2023**: €2 billion round

## Funding

In September 2025, Acme raised about €1.7 billion in a Series C.
""",
    ],
)
def round_amounts_disagree(accounts: tuple[Told, ...]) -> Iterator[Problem]:
    """Two amounts are given for what is, by its month, the same funding round.

    Why: the size of a round is the first figure that readers check.

    What to do: look the amount up; where two rounds of one month are meant, name them.

    Blind spots: rounds whose names are given on all sides are compared by figures-disagree; amounts in
    different currencies are not compared here. "$2 billion" for $1.7 billion is correct rounding, yet
    more than ten percent off: that is a warning.
    """
    stated = [t for t in accounts if t.event.amount is not None and t.event.status == "done"]

    @cache
    def verdicts(i: int, j: int) -> camps.Verdict | None:
        a, b = stated[i].event, stated[j].event
        if not rounding.comparable(a.amount, b.amount) or a.amount.currency != b.amount.currency:
            return None
        verdict = rounding.agree(a.amount, b.amount).verdict
        if (a.series and b.series) or (a.report == b.report and a.section == b.section):
            return "agree" if verdict in ("equal", "agree") else None
        if verdict in ("equal", "agree"):
            return "loose-only" if _far(a.amount, b.amount) else "agree"
        return verdict

    found = camps.partition(stated, verdicts)
    if found is None:
        return
    about: list[About] = []
    labels = []
    for side in found.sides:
        label = stated[side[0]].event.amount_text
        labels.append(label)
        about += [About(a.kind, a.id, a.place, a.text, a.report, label) for a in (stated[n].about for n in side)]
    one = next((t.event for t in accounts if t.event.series), stated[0].event)
    when = next((t.event.date_text for t in stated if t.event.date_text), "")
    what = f"{one.subject_name}, " + (f"{one.round} round" if one.series else "round") + (f" of {when}" if when else "")
    data = {"what": what, "values": labels}
    if len({a.report for a in about}) > 1:
        data["cross_document"] = True
    yield Problem(f"{what}: " + " versus ".join(labels), tuple(about), data, severity=Severity.WARNING if found.verdict == "loose-only" else None)


_FAR = Decimal("0.1")


def _far(a: Quantity, b: Quantity) -> bool:
    """Whether two plain amounts differ by more than rounding a round's size is used for."""
    if a.bound or b.bound or a.approximate or b.approximate or a.is_range or b.is_range:
        return False
    return abs(a.low - b.low) > _FAR * max(a.low, b.low)
