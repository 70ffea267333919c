from collections.abc import Iterator

from kg.candidates.events import Denied
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG504",
    "absence-contradicted",
    category="facts-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="absences",
    bad=[
        """\
# Acme

Acme has not disclosed any funding rounds, which limits visibility.

## History

In March 2021, Acme raised $40 million in a Series B.
""",
        """\
# Baltic Wind

To date, Baltic Wind has made no acquisitions.

## Subsidiaries

Baltic Wind acquired Nordsee Kabel in March 2021.
""",
    ],
    good=[
        """\
# Acme

Acme has not disclosed any funding rounds since the Series B. No debt financing has been disclosed.

## History

In March 2021, Acme raised $40 million in a Series B.
""",
        """\
# Baltic Wind

Baltic Wind has made no acquisitions in 2023. It has not disclosed details of its funding rounds.

## Subsidiaries

Baltic Wind acquired Nordsee Kabel in March 2021.
""",
    ],
)
def absence_contradicted(group: tuple[Denied, ...]) -> Iterator[Problem]:
    """It is said that something never happened, and elsewhere that it did.

    Why: "nothing disclosed" is often what a search did not find; the reader takes it for a fact.

    What to do: delete the denial, or say what it is limited to (a time, a kind).

    Blind spots: only general denials count; one with a limit ("since 2023", "no major …") is left
    alone, and so is an event dated after the report that denies it.
    """
    denials: dict[str, Denied] = {}
    for item in group:
        if item.absence is not None:
            denials.setdefault(item.about.report, item)
    for denial in denials.values():
        told = [d for d in group if d.told is not None and not _later(d, denial)]
        if not told:
            continue
        event = told[0].told.event
        what = " ".join(w for w in (event.round, event.amount_text, event.thing_name, event.date_text) if w)
        about = [About(d.about.kind, d.about.id, d.about.place, d.about.text, d.about.report, side) for side, d in (("denied", denial), *(("told", t) for t in told))]
        data = {"subject": denial.absence.subject_name, "event": denial.absence.frame, "denied": denial.absence.words, "told": what}
        if len({a.report for a in about}) > 1:
            data["cross_document"] = True
        yield Problem(f"“{denial.absence.words}”, yet {event.subject_name}'s {denial.absence.frame.replace('-', ' ')} is told of: {what} ({len(told)} {'place' if len(told) == 1 else 'places'})", tuple(about), data)


def _later(told: Denied, denial: Denied) -> bool:
    period = told.told.event.period
    return denial.as_of is not None and period is not None and period.start is not None and period.start > denial.as_of
