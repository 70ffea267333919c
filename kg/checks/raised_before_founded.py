from collections.abc import Iterator

from kg.candidates.times import Life
from kg.engine import check
from kg.findings import About, Problem, Severity


@check(
    "KG603",
    "raised-before-founded",
    category="temporal",
    severity=Severity.ERROR,
    over="lives",
    bad=[
        """\
# Acme

Acme was founded in 2021.

## Funding

Acme raised $15 million in a Series A in May 2019.
""",
    ],
    good=[
        """\
# Acme

Acme was founded in 2019.

## Funding

Acme raised $15 million in a Series A in May 2019. Its rival Bolt was founded in 2022.
""",
    ],
)
def raised_before_founded(life: tuple[Life, ...]) -> Iterator[Problem]:
    """A company raised money in a round before the year it was founded in.

    Why: one of the two dates is wrong.

    What to do: look both up.

    Blind spots: where several founding dates are given, all of them have to be too late; a company
    that was founded anew is not understood.
    """
    founded = [item for item in life if item.founded is not None and item.founded.quantity.period.start is not None]
    if not founded:
        return
    first = min(founded, key=lambda item: item.founded.quantity.period.start)
    start = first.founded.quantity.period.start
    early = [item for item in life if item.told is not None and item.told.event.period.end is not None and item.told.event.period.end < start]
    if early:
        event = early[0].told.event
        about = (About(first.about.kind, first.about.id, first.about.place, first.about.text, first.about.report, "founded"), *(About(e.about.kind, e.about.id, e.about.place, e.about.text, e.about.report, "raised") for e in early))
        yield Problem(
            f"{event.subject_name}: {event.round} round in {event.date_text}, but founded in {first.founded.value}",
            about,
            {"founded": first.founded.value, "event": event.series, "date": event.date_text},
        )
