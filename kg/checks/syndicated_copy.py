from collections.abc import Iterator

from kg.candidates.sources import SourceGroup
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG210",
    "syndicated-copy",
    category="evidence",
    severity=Severity.INFO,
    confidence=Certainty.MEDIUM,
    over="source-copies",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme raised $5M.,High,S1; S2
=== sources.csv
id,publisher,title
S1,VentureBeat,Acme raises $5M to bake bread
S2,Business Wire,Acme Raises $5M to Bake Bread
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme raised $5M.,High,S1; S2
=== sources.csv
id,publisher,title
S1,VentureBeat,Acme raises $5M to bake bread
S2,Business Wire,A bakery finds new money
S3,Forbes,Company profile
S4,PitchBook,Company profile
""",
    ],
)
def syndicated_copy(copy: SourceGroup | None) -> Iterator[Problem]:
    """Sources of several publishers carry the same text: one origin, printed twice.

    Why: a press release and its reprints are one voice, not several.

    What to do: count them once; find a source with reporting of its own.

    Blind spots: told by an equal headline of five words or an equal quote of eight. A copy under
    a new headline is not seen; two papers may choose the same headline by chance.
    """
    if copy is None:
        return
    ids = list(dict.fromkeys(s.id for s in copy.group.sources))
    used = (
        f"; {', '.join(copy.counted_twice)} {'counts' if len(copy.counted_twice) == 1 else 'count'} them more than once"
        if copy.counted_twice
        else ""
    )
    yield Problem(
        f"{', '.join(ids)} of {' and '.join(copy.publishers)} look like copies of one text: {copy.group.why}{used}; count them as one origin",
        copy.about,
        {"sources": ids, "publishers": list(copy.publishers), "claims": list(copy.counted_twice)},
        confidence=Certainty.HIGH if copy.group.sure else None,
    )
