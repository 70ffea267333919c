from collections.abc import Iterator

from kg.candidates.events import Told
from kg.engine import check
from kg.findings import About, Problem, Severity


@check(
    "KG503",
    "latest-is-not-last",
    category="facts-disagree",
    severity=Severity.ERROR,
    over="rounds-raised",
    bad=[
        """\
# Acme

Acme's most recent round, a Series A, closed on January 1, 2023.

## Rounds

- Series A: $25 million on January 1, 2023
- Series B: $40 million on January 1, 2023
""",
    ],
    good=[
        """\
# Acme

Acme's most recent round, a Series B, closed on March 1, 2024.

## Rounds

- Series A: $25 million on January 1, 2023
- Series B: $40 million on March 1, 2024
- Seed Round: $2 million on May 1, 2021
""",
    ],
)
def latest_is_not_last(rounds: tuple[Told, ...]) -> Iterator[Problem]:
    """A round is called the latest although another that is told of came after it.

    Why: valuation, runway and stage are read off the latest round.

    What to do: name the latest round, or correct the list.

    Blind spots: rounds are ordered by the letter of their series, and by date where both are dated;
    a report that is older than the later round is not blamed for it when the dates are known.
    """
    called = [t for t in rounds if t.event.latest and t.event.series]
    for told in called:
        after = [t for t in rounds if t.event.series and _rank(t.event.series) > _rank(told.event.series) and t.event.amount is not None and _not_later(t, told)]
        if not after:
            continue
        last = max(after, key=lambda t: (_rank(t.event.series), t.about.report == told.about.report))
        names = told.event.series.replace("-", " "), last.event.series.replace("-", " ")
        about = [About(a.kind, a.id, a.place, a.text, a.report, name) for a, name in ((told.about, names[0]), *((t.about, t.event.series) for t in after))]
        data = {"subject": told.event.subject_name, "latest": names[0], "later": names[1]}
        if len({a.report for a in about}) > 1:
            data["cross_document"] = True
        yield Problem(f"{told.event.subject_name}: the latest round is called {told.event.round}, but {last.event.round} ({last.event.date_text or last.event.amount_text}) is told of", tuple(about), data)


def _rank(series: str) -> int:
    return 0 if not series.startswith("series-") else ord(series[7]) - ord("a") + 1


def _not_later(other: Told, called: Told) -> bool:
    """Whether the other round was known when the place was written: same report, or no later than the round it calls latest."""
    if other.about.report == called.about.report:
        a, b = other.event.period, called.event.period
        return a is None or b is None or a.end is None or b.start is None or a.end >= b.start
    a, b = other.event.period, called.event.period
    return a is not None and b is not None and a.start is not None and b.end is not None and a.start <= b.end
