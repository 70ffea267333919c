from collections.abc import Iterator

from kg.candidates.facts import Rating
from kg.engine import check
from kg.findings import About, Problem, Severity


@check(
    "KG506",
    "ratings-disagree",
    category="facts-disagree",
    severity=Severity.WARNING,
    over="ratings",
    bad=[
        """\
# Harbour Project

## Risk register

| Risk | Likelihood | Impact | Mitigation |
|---|---|---|---|
| Dredging permit delay | High | Medium-High | Early filing |

A dredging permit delay is a high-likelihood, medium-impact risk.
""",
    ],
    good=[
        """\
# Harbour Project

## Risk register

| Risk | Likelihood | Impact | Mitigation |
|---|---|---|---|
| Dredging permit delay | High | Medium-High | Early filing |
| Crane supplier default | Low | High | Second supplier |

A dredging permit delay is a high-likelihood, medium-to-high-impact risk. A permit delay has low impact on cranes.
""",
    ],
)
def ratings_disagree(group: tuple[Rating, ...]) -> Iterator[Problem]:
    """A risk is rated differently in two places.

    Why: the rating decides what is done about it.

    What to do: rate the risk once, and take the rating over.

    Blind spots: a statement speaks of a risk of the register when it holds all words of its name, of
    which there must be three; a rating before and one after mitigation look alike.
    """
    sides: dict[str, list[Rating]] = {}
    for rating in group:
        sides.setdefault(rating.normal, []).append(rating)
    if len(sides) < 2:
        return
    about = tuple(About(r.about.kind, r.about.id, r.about.place, r.about.text, r.about.report, side[0].level) for side in sides.values() for r in side)
    yield Problem(
        f"{group[0].risk}, {group[0].kind}: " + " versus ".join(side[0].level for side in sides.values()),
        about,
        {"risk": group[0].risk, "rating": group[0].kind, "values": [side[0].level for side in sides.values()]},
    )
