from collections.abc import Iterator

from kg.candidates.times import Ahead
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG604",
    "forecast-for-past-period",
    category="temporal",
    severity=Severity.WARNING,
    over="forecasts",
    bad=[
        """\
# Tidal Power

As of May 9, 2026. The agency projects that revenue will reach $180 million by the end of 2025.

=== kg.toml
[report]
subject = "Tidal Power"
as_of = 2026-05-09
""",
    ],
    good=[
        """\
# Tidal Power

The agency projects that revenue will reach $180 million by the end of 2027. Revenue reached $120 million in 2025.
In 2022 analysts had forecast revenue of $150 million for 2025.

=== kg.toml
[report]
subject = "Tidal Power"
as_of = 2026-05-09
""",
    ],
)
def forecast_for_past_period(figures: tuple[Ahead, ...]) -> Iterator[Problem]:
    """A period that was over at the report's date is still given as a forecast.

    Why: an actual figure exists or should be asked for; a valuation that rests on a forecast of last
    year is stale before it is read.

    What to do: replace the forecast by what happened, or say that no actual figure is known and when
    the forecast was made.

    Blind spots: an estimate of a past year ("2024 (est.)") is no forecast; forecasts are recognised
    by their words, by named scenarios and by table headers.
    """
    one = figures[0]
    if one.period.end >= one.as_of:
        return
    what = ", ".join(dict.fromkeys(f.what for f in figures))
    yield Problem(
        f"still a forecast for a period that ended on {one.period.end} (the report speaks of {one.as_of}): {what}",
        tuple(f.about for f in figures),
        {"period_end": str(one.period.end), "as_of": str(one.as_of), "figures": [f.what for f in figures]},
        confidence=Certainty.MEDIUM if len(figures) == 1 else None,
    )
