from collections.abc import Iterator

from kg.candidates.times import YEAR, Current
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity
from kg.samefact import value


@check(
    "KG605",
    "old-figure-called-current",
    category="temporal",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="called-current",
    bad=[
        """\
# Acme

Acme's annual recurring revenue grew to $130 million in 2024.

## Valuation

At current $130 million annual recurring revenue, Acme is worth $7 billion.

=== kg.toml
[report]
subject = "Acme"
as_of = 2026-05-09
""",
    ],
    good=[
        """\
# Acme

Acme's annual recurring revenue grew from $70 million in 2023 to $130 million in 2025.

## Valuation

At current $130 million annual recurring revenue, Acme is worth $7 billion.
The Series D valued Acme at 64x its then-current $70 million annual recurring revenue.

=== kg.toml
[report]
subject = "Acme"
as_of = 2026-05-09
""",
    ],
)
def old_figure_called_current(group: tuple[Current, ...]) -> Iterator[Problem]:
    """A figure that another place dates to more than a year ago is called current.

    Why: valuations and ratios "at current revenue" are then those of another year.

    What to do: give the date instead of "current", or bring the figure up to date.

    Blind spots: the date has to be given elsewhere in the report for the same value of the same metric.
    """
    for called in (c for c in group if not c.dated):
        same = [c for c in group if c.dated and value(c.observation.quantity)[2:] == value(called.observation.quantity)[2:] and c.observation.period.end is not None]
        if not same:
            continue
        last = max(same, key=lambda c: c.observation.period.end)
        if last.observation.period.end >= called.as_of - YEAR:
            continue
        observation = called.observation
        when = last.observation.period_text or str(last.observation.period.end)
        about = [called.about, *(c.about for c in same if c.about.id != called.about.id)]
        yield Problem(
            f"{observation.subject}, {observation.metric}: {observation.value} is called current, but is of {when} (the report speaks of {called.as_of})",
            tuple(About(a.kind, a.id, a.place, a.text, a.report, "current" if n == 0 else when) for n, a in enumerate(about)),
            {"metric": observation.metric, "value": observation.value, "period": when, "as_of": str(called.as_of)},
        )
