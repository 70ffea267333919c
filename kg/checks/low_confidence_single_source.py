from collections.abc import Iterator

from kg.candidates import Support
from kg.engine import check
from kg.findings import Problem, Severity
from kg.model import Confidence


@check(
    "KG202",
    "low-confidence-single-source",
    category="evidence",
    severity=Severity.WARNING,
    over="support",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Low,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Low,S1; S2
C2,Acme moved to Lyon.,Medium,S2
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,AP,Acme moves
""",
    ],
)
def low_confidence_single_source(support: Support) -> Iterator[Problem]:
    """A claim that its own author rates Low rests on one source.

    Why: it is the weakest kind of statement a report can make, and readers rarely see the label.

    What to do: support it, say in the text that it is uncertain, or leave it out.

    Blind spots: only stated labels are read; an unlabelled guess is not noticed.
    """
    if len(support.sources) == 1 and support.claim.confidence is Confidence.LOW:
        yield Problem(f"confidence Low and one source only ({support.sources[0].id})", (support.about, *support.source_places))
