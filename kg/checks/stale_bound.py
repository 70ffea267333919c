from collections.abc import Iterator
from decimal import Decimal

from kg import periods
from kg.candidates.across import Counted
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG901",
    "stale-bound",
    category="cross-document",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="counts-across",
    bad=[
        """\
=== 2024/report.md
# Acme

Acme has 500,000+ users.
=== 2026/report.md
# Acme

Acme has over 2 million users.
""",
    ],
    good=[
        """\
# Acme

Acme has 500,000+ users. By 2026 Acme had over 1 million users.
""",
    ],
)
def stale_bound(group: tuple[Counted, ...]) -> Iterator[Problem]:
    """A count in one document is far below the same count in another, although "more than" excuses it.

    Why: "500K+" and "1M+" do not contradict each other, but one of the pages is out of date.

    What to do: date both figures, or bring the older page up to date.

    Blind spots: only large counts of metrics of the lexicon; documents whose figures are dated apart
    are left alone.  A count is far below another at half of it or less.  A
    document that gives several such counts for one metric means several things by it.
    """
    by_report: dict[str, list[Counted]] = {}
    for counted in group:
        by_report.setdefault(counted.about.report, []).append(counted)
    reports = sorted(by_report, key=lambda r: max(_high(c) for c in by_report[r]))
    if len(reports) < 2:
        return
    low, high = by_report[reports[0]], by_report[reports[-1]]
    low = [c for c in low if _high(c) * 2 <= min(_low(h) for h in high)]
    if not low or len(low) < len(by_report[reports[0]]) or _apart(low, high):
        return
    if not any(c.quantity.bound in ("ge", "gt") or c.quantity.approximate for c in low) or any(_high(c) * 2 < max(map(_high, side)) for side in (low, high) for c in side):
        return
    about = tuple(About(c.about.kind, c.about.id, c.about.place, c.about.text, c.about.report, side[0].quantity.text) for side in (low, high) for c in side)
    yield Problem(
        f"{high[0].subject}, {high[0].metric}: {low[0].quantity.text} in one document, {high[0].quantity.text} in another",
        about,
        {"metric": high[0].metric, "values": [low[0].quantity.text, high[0].quantity.text], "cross_document": True},
    )


def _high(counted: Counted) -> Decimal:
    return counted.quantity.high if counted.quantity.high is not None else counted.quantity.low


def _low(counted: Counted) -> Decimal:
    return counted.quantity.low


def _apart(low: list[Counted], high: list[Counted]) -> bool:
    """Whether every figure is dated, and the documents speak of different times."""
    dated = [c.period for c in (*low, *high)]
    return all(p is not None for p in dated) and not any(periods.same_time(a.period, b.period, "stock") for a in low for b in high)
