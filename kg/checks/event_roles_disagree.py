from collections.abc import Iterator
from functools import cache

from kg import camps, periods
from kg.candidates.events import Told
from kg.engine import check
from kg.findings import About, Problem, Severity


@check(
    "KG501",
    "event-roles-disagree",
    category="facts-disagree",
    severity=Severity.ERROR,
    over="events",
    bad=[
        """\
# Acme

Acme raised $15 million in a Series A in 2019, led by Lux Capital.

## Funding

| Round | Date | Amount | Lead Investor |
|---|---|---|---|
| Series A | 2019 | $15M | Accel |
| Series B | 2021 | $40M | Addition |
""",
        """\
# Acme

Acme raised $15 million in a Series A in 2019, led by Lux Capital.

## Funding

Acme raised $15M Series A in 2019 from Accel and Betaworks.
""",
        """\
# Acme

Acme closed its Series C, an $85 million round, in spring. That round was led by Tolland Growth, an old backer.

## Capital

- Series B (April 2021): $32M, lead Copper Hill
- Series C (March 2024): $85M, lead Birchmount
""",
        """\
# Offshore Grid

Nordsee Kabel was acquired by Baltic Wind in 2021.

## Market

In 2021, Ostwind acquired Nordsee Kabel for an undisclosed sum.
""",
        """\
# Halden Ferries

Marit Solberg is chief executive of Halden Ferries.

## Management

The CEO of Halden Ferries is Jonas Krag.
""",
    ],
    good=[
        """\
# Acme

Acme raised $15 million in a Series A in 2019, led by Lux Capital with participation from Accel and Betaworks.

## Funding

| Round | Date | Amount | Lead Investor |
|---|---|---|---|
| Series A | 2019 | $15M | Lux Capital |
| Series B | 2021 | $40M | Addition |

The Series A of 2019 was led by investors including Accel.
""",
        """\
# Offshore Grid

Nordsee Kabel was acquired by Baltic Wind in 2021. Skagen Kabel was acquired by Ostwind in 2021.

## Market

In 2021, Baltic Wind acquired Nordsee Kabel for an undisclosed sum.
""",
        """\
# Halden Ferries

Marit Solberg is chief executive of Halden Ferries. The CFO of Halden Ferries is Jonas Krag.

## Management

Halden Ferries' CEO, Marit Solberg, joined from Norrona Lines, whose chief executive is Ola Brekke. Erik Dahl was chief
executive until 2019.
""",
    ],
)
def event_roles_disagree(accounts: tuple[Told, ...]) -> Iterator[Problem]:
    """A role that only one can have is given to different names: who led, who acquired, who holds an office.

    Why: who stands behind a deal is what readers remember; two answers make both worthless.

    What to do: look it up in the announcement and correct the wrong place.

    Blind spots: names are compared without legal form and words such as "Ventures"; two names of one
    organisation that are not in [names] of kg.toml count as two. Shared leads are understood where
    both are named together.
    """
    roles = sorted({m.role for t in accounts for m in t.event.members if m.role in t.single})
    for role in roles:
        stated = [t for t in accounts if t.event.named(role) and t.event.complete(role) and t.event.status == "done"]
        keys = [frozenset(m.key for m in t.event.named(role)) for t in stated]

        @cache
        def verdicts(i: int, j: int, keys: tuple = tuple(keys), stated: list[Told] = stated, role: str = role) -> camps.Verdict:
            when = stated[i].event.period, stated[j].event.period
            if role != "lead" and all(when) and not periods.overlap(*when):
                return "agree"  # sold on, or followed by another
            return "agree" if keys[i] & keys[j] else "disagree"

        found = camps.partition(stated, verdicts)
        if found is not None:
            yield _problem(role, [[stated[n] for n in side] for side in found.sides])
        elif role == "lead" and stated:
            lists = [t for t in accounts if t.event.complete("investors") and t not in stated and len(t.event.named("investors")) > 1]
            leads = frozenset().union(*keys)
            without = [t for t in lists if not leads & {m.key for m in t.event.named("investors")}]
            if without:
                yield _problem(role, [stated, without])


def _problem(role: str, sides: list[list[Told]]) -> Problem:
    one = next((t.event for side in sides for t in side if t.event.series), sides[0][0].event)
    about, labels = [], []
    for side in sides:
        event = side[0].event
        names = event.named(role) or event.named("investors")
        label = ", ".join(dict.fromkeys(m.name for m in names))
        labels.append(label if event.named(role) else f"investors without that lead: {label}")
        about += [About(t.about.kind, t.about.id, t.about.place, t.about.text, t.about.report, label) for t in side]
    what = f"{one.subject_name}, {one.round} round" if one.series else one.thing_name or f"{one.subject_name}, {one.frame.replace('-', ' ')}"
    data = {"event": one.frame, "what": what, "role": role, "values": labels}
    if len({a.report for a in about}) > 1:
        data["cross_document"] = True
    return Problem(f"{what}, {role}: " + " versus ".join(f"{label} ({len(side)} {'place' if len(side) == 1 else 'places'})" for label, side in zip(labels, sides, strict=True)), tuple(about), data)
