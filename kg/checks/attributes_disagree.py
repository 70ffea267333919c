from collections.abc import Iterator

from kg.candidates.attributed import Attributed
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG515",
    "attributes-disagree",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="attributes",
    bad=[
        """\
# Ferry study

The ferries are operated by Nordline.

## Traffic

Operator of the ferries is Sundlinjen.
""",
        """\
# Orbitex

From its headquarters in Oslo, Orbitex runs three farms. Orbitex is set up as a limited company.

## Questions

**Where is Orbitex based?** In Bergen.
""",
        """\
# Bulletin

Ada Roe, 52, is the new head.

## Portrait

Ada Roe (aged 57) comes from Hull.
""",
    ],
    good=[
        """\
# Ferry study

The ferries are operated by Nordline. Until 2019 the ferries were run by Sundlinjen.

## Traffic

The buses are operated by Sundlinjen, and so are the ferries in the north.
""",
    ],
)
def attributes_disagree(one: Attributed) -> Iterator[Problem]:
    """What a thing has one of (founding, seat, head, owner, maker, the date of a deed) is told with two values.

    Why: readers meet one of the two places, and one of the two is wrong.

    What to do: look the fact up and give it alike everywhere; where it changed, say when.

    Blind spots: things are known by the words they are called by, so that "the line" and "the railway"
    are two; a state that is told of another time, of a plan or of a part ("in the north") is left out;
    so is what has three values.
    """
    first, found = one.found.few[0], one.found
    values = [found.few[0].value, found.many[0].value]
    about = tuple(About(a.kind, a.id, a.place, a.text, a.report, v) for v, side in zip(values, (one.few, one.many), strict=True) for a in side)
    counted = " versus ".join(f"{v} ({len(side)} {'place' if len(side) == 1 else 'places'})" for v, side in zip(values, (one.few, one.many), strict=True))
    thing = f"{first.thing}, " if first.thing else ""
    yield Problem(f"{thing}{first.attribute.id}: {counted}", about, {"attribute": first.attribute.id, "values": values})
