from collections.abc import Iterator
from functools import cache

from kg import camps
from kg.candidates.events import Told
from kg.engine import check
from kg.events import places
from kg.events.model import Member
from kg.findings import About, Problem, Severity


@check(
    "KG508",
    "founding-facts-disagree",
    category="facts-disagree",
    severity=Severity.ERROR,
    over="founding-facts",
    bad=[
        """\
# Baltic Wind

Baltic Wind is headquartered in Hamburg, Germany.

## Profile

Baltic Wind is headquartered in Gdansk, Poland.
""",
        """\
# Baltic Wind

Baltic Wind was founded in 2009 by Anna Berg, Ole Lund, and Mia Kask.

## Profile

The company was founded by Anna Berg, Ole Lund and Jan Novak.
""",
        """\
# Kestrel Optics

Kestrel Optics makes lenses for microscopes. The company, based in Jena, employs 90 people.

- **Headquarters:** Wetzlar
""",
        """\
# Kestrel Optics

| Field | Value |
|---|---|
| Headquarters | Jena, Germany |
| Staff | 90 |

## History

Kestrel Optics was started in 2009 by two lens grinders and has its head office in Wetzlar.
""",
    ],
    good=[
        """\
# Baltic Wind

Baltic Wind is headquartered in Hamburg, Germany. It was founded in 2009 in Kiel by Anna Berg, Ole Lund, and Mia Kask.

## Profile

Baltic Wind is headquartered in Hamburg. The company was founded by Berg and Lund.
""",
        """\
# Kestrel Optics

The company, based in Jena, employs 90 people. Its largest customer, based in Wetzlar, buys half of all lenses.

- **Headquarters:** Germany
""",
    ],
)
def founding_facts_disagree(accounts: tuple[Told, ...]) -> Iterator[Problem]:
    """Where something has its seat, or who founded it where, is told in ways that exclude each other.

    Why: such facts are on every page about the subject; readers notice at once.

    What to do: look it up in the register or the imprint.

    Blind spots: places are compared by their names; a town and a country or state never disagree,
    because the one may lie in the other; a quarter and its town count as two places. Lists of founders
    disagree only when each names somebody whom the other lacks; in two documents, two lists of two full
    names and more must be the same.
    """
    for role in ("seat", "founding place", "founders", "birthplace"):
        stated = [(t, t.event.named(role)) for t in accounts if t.event.named(role)]

        @cache
        def verdicts(i: int, j: int, stated: tuple = tuple(stated), role: str = role) -> camps.Verdict:
            short = stated[i][0].about.report != stated[j][0].about.report and _lacks_one(role, stated[i][1], stated[j][1])
            return "disagree" if short or _apart(role, stated[i][1], stated[j][1]) else "agree"

        found = camps.partition(stated, verdicts)
        if found is None:
            continue
        labels = [", ".join(m.name for m in stated[side[0]][1]) for side in found.sides]
        about = [About(a.kind, a.id, a.place, a.text, a.report, label) for label, side in zip(labels, found.sides, strict=True) for a in (stated[n][0].about for n in side)]
        data = {"subject": accounts[0].event.subject_name, "fact": role, "values": labels}
        if len({a.report for a in about}) > 1:
            data["cross_document"] = True
        yield Problem(f"{accounts[0].event.subject_name}, {role}: " + " versus ".join(labels), tuple(about), data)


def _lacks_one(role: str, a: tuple[Member, ...], b: tuple[Member, ...]) -> bool:
    """Whether of two whole lists of founders, all with full names, in two documents, one lacks somebody."""
    if role != "founders" or min(len(a), len(b)) < 2 or not all(m.complete and " " in m.name for m in (*a, *b)):
        return False
    return {m.key for m in a} != {m.key for m in b}


def _apart(role: str, a: tuple[Member, ...], b: tuple[Member, ...]) -> bool:
    if role != "founders":
        return places.disagree(a[0].name, b[0].name)
    left, right = {m.key for m in a}, {m.key for m in b}
    return bool(left - right) and bool(right - left)
