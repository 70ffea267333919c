from collections.abc import Iterator

from kg.candidates.aligned import Named
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

_SURE = 16.0
"""Bits of evidence from which on a pair is told with medium certainty; below, with low."""


@check(
    "KG903",
    "documents-name-others",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="names-aligned",
    bad=[
        """\
=== council/report.md
# Brannick School

The new science wing, designed by Lindholm Arkitekter, will be opened in August 2026.
The library fund received 350,000 crowns from the Rotary Club.
=== letter/report.md
# Brannick School: letter to parents

The science wing, a design by Tengberg Studio, is to open in August 2026. Sports day is in May.
""",
        """\
=== sheet/report.md
# Harbour of Lunde

- Cold store: run by Polarfrys, opened on 3 June 2024
- Crew: 84 deckhands
=== note/report.md
# Harbour of Lunde

The cold store has been operated by Norlager since it was opened on 3 June 2024.
""",
    ],
    good=[
        """\
=== council/report.md
# Brannick School

The new science wing, designed by Lindholm Arkitekter, will be opened in August 2026. The sports hall was designed by
Vik & Moe in 1998. The choir was led by Ada Bell until 2019.
=== letter/report.md
# Brannick School: letter to parents

The science wing, a design by Lindholm, is to open in August 2026. Tengberg Studio has been asked to design a new sports hall.
The choir has been led by Ida Moen since 2020.
""",
    ],
)
def documents_name_others(named: Named) -> Iterator[Problem]:
    """Two documents on one subject tell one thing in like words and name somebody, or some place, else.

    Why: who built, led, gave or ran something is a fact that readers pass on; one of the two is wrong.

    What to do: look it up and correct one side; where both are right, say what sets them apart (the
    time, the part).

    Blind spots: nothing is known of what the words mean. Two sentences meet when they share words,
    times or figures that are rare in both documents; a name that the other sentence, the one before
    it or another sentence of the kind holds as well is left alone, and so are names in lists, and
    sentences of different times, figures, negation or order ("first", "former").
    """
    first, second = named.pair.first.name, named.pair.second.name
    yield Problem(
        f"“{first}” in one document, “{second}” in another, told in like words",
        named.places,
        {"left": first, "right": second, "cross_document": True},
        confidence=None if named.pair.bits >= _SURE else Certainty.LOW,
    )
