from collections.abc import Iterator

from kg.candidates.samefact import LabelledFact
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity
from kg.model import Confidence

_ORDER = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


@check(
    "KG701",
    "confidence-disagrees",
    category="confidence-disagrees",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="labelled-facts",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,"The Sahel programme vaccinated 215,300 children against measles by the end of the campaign.",High,S1
C2,"With 215,300 children vaccinated, the Sahel programme met its target but spent all of its reserve.",Medium,S1
=== sources.csv
id,publisher,title
S1,Health Board,Campaign report
""",
        """\
# Tidal Power

| Metric | Value | Confidence |
|---|---|---|
| Connected households | 12,400 | High |
| Turbines | 31 | High |

=== claims.csv
id,statement,confidence,sources
C1,"The plant supplies 12,400 connected households on the island.",Low,S1
=== sources.csv
id,publisher,title
S1,Utility,Annual report
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,"The Sahel programme vaccinated 215,300 children against measles.",High,S1
C2,"With 215,300 children vaccinated, the Sahel programme met its target.",High,S1
C3,The coast programme drilled 40 wells.,Low,S1
=== sources.csv
id,publisher,title
S1,Health Board,Campaign report
""",
        """\
# Tidal Power

| Metric | Value | Confidence |
|---|---|---|
| Connected households | 12,400 | High |
| Fishing boats | 12,400 | Low |

=== claims.csv
id,statement,confidence,sources
C1,"The plant supplies 12,400 connected households on the island.",High,S1
=== sources.csv
id,publisher,title
S1,Utility,Annual report
""",
    ],
)
def confidence_disagrees(fact: LabelledFact) -> Iterator[Problem]:
    """The same fact is labelled with different confidence in different places.

    Why: a reader who meets the High label relies on what another page of the same report calls
    uncertain.

    What to do: weigh the evidence once and give every statement of the fact the same label.

    Blind spots: claims that share a fact may differ in another part that the label is meant for;
    read both before changing one.
    """
    sides = {label: [s for s in fact.stated if s.label is label] for label in _ORDER}
    sides = {label: stated for label, stated in sides.items() if stated}
    if len(sides) < 2:
        return
    about = tuple(About(s.about.kind, s.about.id, s.about.place, s.about.text, s.about.report, label.value) for label, stated in sides.items() for s in stated)
    said = " but ".join(f"{label.value} in {', '.join(s.name for s in stated)}" for label, stated in sides.items())
    yield Problem(
        f"“{fact.what}” is {said}",
        about,
        {"fact": fact.what, "labels": {label.value: [s.name for s in stated] for label, stated in sides.items()}},
    )
