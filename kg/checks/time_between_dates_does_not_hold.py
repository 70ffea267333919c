from collections.abc import Iterator

from kg.candidates.lapses import Between
from kg.engine import check
from kg.findings import Certainty, Problem, Severity
from kg.model import Precision


@check(
    "KG609",
    "time-between-dates-does-not-hold",
    category="temporal",
    severity=Severity.ERROR,
    over="lapses",
    bad=[
        """\
# Bridge

Work on the bridge begins in May 2025 and should be over by August 2027, fifteen months later.
""",
        """\
# Vaccines

The ethics board approved the trial on 4 February 2022. Six weeks later, on 18 April 2022, the first volunteer was dosed.
""",
        """\
# Hiring

| Step | Date |
|---|---|
| Advert | March 2023 |
| First interviews | January 2024 |

The first interviews were held six months after the advert.
""",
        """\
# Loans

The loan has a term of 18 years from financial close, reached on 30 September 2026; it ends in September 2046.
""",
        """\
# Dig

The site was excavated from 14 May to 13 October 2024, seven months in all.
""",
        """\
# Refineries

Korvo began production in May 2022. Its mine is near.

Salmo opened in June 2024, fifteen months after Korvo.
""",
        """\
# Programme

The committee meets on 26 October 2025, four weeks before the council votes on 13 November.
""",
        """\
# Ternwell

Prepared by Sloane, 28 August 2025

- Year of foundation: 2016

Ternwell recovers lithium. It was founded seven years ago by two chemists.
""",
    ],
    good=[
        """\
# Bridge

Work on the bridge begins in May 2025 and should be over by August 2026, fifteen months later. Tests took about two years.
""",
        """\
# Vaccines

The ethics board approved the trial on 7 March 2022. Six weeks later, on 18 April 2022, the first volunteer was dosed.
Results came eleven months later.
""",
        """\
# Life

She led the institute from 2015 to 2021, six years in which it doubled. Two years later, in 2023, she retired.
The museum was open from 1 May to 31 October 2024, for six months.
""",
        """\
# Survey

The survey ran from 2 June to 11 July 2025, for not quite six weeks. A ten-year bond was issued in 2019 and expires in 2031.
Three months before the vote in June 2025, 40% were undecided. Born in 1950, she left home at nineteen. Three years later,
in 1972, she opened a shop.
""",
    ],
)
def time_between_dates_does_not_hold(between: Between) -> Iterator[Problem]:
    """A stated time between two dates is not the time between them.

    Why: one of the three is wrong, and readers count from dates.

    What to do: count again; correct the date or the time.

    Blind spots: a time counted from something whose date stands far away and under other words is
    not followed. Dates written by the month or year leave room, and half a unit is forgiven. Where
    a time may be counted from several dates, it is enough that it fits one. An age ("founded nine years ago",
    "now eight years old") is counted to the date of the text, from beginnings told in like words.
    """
    lapse = between.lapse
    bare = all(mark.period.precision == Precision.YEAR for mark in (lapse.first, lapse.last))
    if lapse.fits or (bare and lapse.span.unit not in ("year", "decade", "century")):
        return  # "blown in 1974, relined 2009, closes six months after": months are not counted between bare years
    first, last = lapse.first, lapse.last
    yield Problem(
        f"{lapse.span.text} are said to lie between {first.text} and {last.text}",
        tuple(dict.fromkeys((between.about, between.first, between.last))),
        {"span": lapse.span.text, "first": first.text, "last": last.text},
        confidence=None if first.id == last.id else Certainty.MEDIUM,
    )
