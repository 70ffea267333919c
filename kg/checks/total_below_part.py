from collections.abc import Iterator

from kg import patterns as re
from kg import rounding
from kg.candidates import Stated
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG305",
    "total-below-part",
    category="figures-disagree",
    severity=Severity.ERROR,
    over="funding-totals",
    bad=[
        """\
# Acme

Total raised: $450M. On 2 September 2025, Acme raised $13B in Series F funding.
""",
    ],
    good=[
        """\
# Acme

As of May 2023, Acme has raised a total of $450M. On 2 September 2025, Acme raised $13B in Series F funding.
""",
        """\
# Acme

Acme has raised a total of $450M, most of it in the $300M Series C of 2023. Its rival Bolt raised a $900M Series D.
""",
    ],
)
def total_below_part(group: tuple[Stated, ...]) -> Iterator[Problem]:
    """The total of money raised is smaller than a single round.

    Why: one of the two figures is wrong, out of date or about somebody else.

    What to do: bring the total up to date, or say as of when it holds.

    Blind spots: only totals of funding and rounds of the same subject in the same currency are
    held against each other; a total with a date of its own is compared with earlier rounds only.
    """
    totals = [s for s in group if s.observation.metric == "total funding raised"]
    parts = [s for s in group if s.observation.metric == "round amount"]
    for total in {(_figure(t), t.about.report): t for t in totals}.values():
        larger = {_figure(p): p for p in parts if _exceeds(p, total) and not _of_another(p, total)}
        if not larger:
            continue
        part = max(larger.values(), key=lambda s: s.observation.quantity.low)
        places = [_side(total, total), *(_side(s, total) for s in totals if s is not total and _figure(s) == _figure(total))]
        places += [_side(part, part), *(_side(s, s) for s in larger.values() if s is not part)]
        across = len({p.report for p in places}) > 1
        data = {"subject": total.observation.subject, "total": total.observation.value, "part": part.observation.value}
        if across:
            data["cross_document"] = True
        when = f" ({part.observation.period_text})" if part.observation.period_text else ""
        yield Problem(
            f"{total.observation.subject}: a total of {total.observation.value} raised is less than one round of {part.observation.value}{when}",
            tuple(places),
            data,
            confidence=Certainty.MEDIUM if across or total.observation.confidence < 0.75 else None,
        )


def _figure(stated: Stated) -> tuple:
    q = stated.observation.quantity
    return (q.low, q.high, q.currency)


_AHEAD = re.compile(r"\b(?:recommend|propos|consider|plan|intend|seek|would|will|shall|raising|to raise|prospective|upcoming|forthcoming|aim|hope|talks)", re.I)
"""In the sentence of a round: that it is yet to come."""


def _of_another(part: Stated, total: Stated) -> bool:
    """Whether a total is told of somebody whom its line names, a rival in a list, or the round is yet to come."""
    if part.observation.period is None and part.about.kind == "sentence" and _AHEAD.search(part.about.text):
        return True
    return "segment" in dict(total.observation.scope) and dict(total.observation.scope)["segment"] != dict(part.observation.scope).get("segment")


def _exceeds(part: Stated, total: Stated) -> bool:
    a, b = part.observation, total.observation
    if a.quantity.currency != b.quantity.currency and b.quantity.high != 0:
        return False
    when, day = (a.period.start if a.period else None), (b.period.end if b.period else total.as_of)
    if b.period is not None and (when is None or when > b.period.end if b.period.end else False):
        return False
    if when is not None and day is not None and when > day:
        return False
    least, most = rounding.interval(a.quantity).low, rounding.interval(b.quantity).high
    return least is not None and most is not None and least > most


def _side(stated: Stated, of: Stated) -> About:
    a = stated.about
    return About(a.kind, a.id, a.place, a.text, a.report, of.observation.value)
