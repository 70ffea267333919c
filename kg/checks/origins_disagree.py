from collections.abc import Iterator

from kg.candidates.facts import Origin
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG505",
    "origins-disagree",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="origins",
    bad=[
        """\
# Tidal Power

Tidal Power reported revenue of $70 million in 2023.

## Data

Revenue of $70 million in 2023 is a third-party estimate; the company has not disclosed it.
""",
    ],
    good=[
        """\
# Tidal Power

Tidal Power reported revenue of $70 million in 2023.

## Data

Revenue of $130 million in 2024 is a third-party estimate. Sacra estimates revenue of $31 million in 2021.
""",
    ],
)
def origins_disagree(group: tuple[Origin, ...]) -> Iterator[Problem]:
    """The same figure is called the company's own in one place and a third-party estimate in another.

    Why: who says so decides how far a figure can be relied on.

    What to do: find out who first gave the figure and say so in every place.

    Blind spots: only wordings such as "company disclosed", "reported by" and "third-party estimate" are
    known; a place that says both is left out.
    """
    sides = {origin: [o for o in group if o.origin == origin] for origin in ("company", "third party")}
    if not all(sides.values()):
        return
    one = group[0].observation
    about = tuple(About(o.about.kind, o.about.id, o.about.place, o.about.text, o.about.report, origin) for origin, side in sides.items() for o in side)
    said = " versus ".join(f"{origin} (“{side[0].words}”, {len(side)} {'place' if len(side) == 1 else 'places'})" for origin, side in sides.items())
    yield Problem(f"{one.subject}, {one.metric} {one.value}: {said}", about, {"metric": one.metric, "value": one.value, "origins": {k: [o.words for o in v] for k, v in sides.items()}})
