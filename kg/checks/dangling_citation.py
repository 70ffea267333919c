from collections.abc import Iterator
from difflib import get_close_matches

from kg.candidates import Dangling
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG101",
    "dangling-citation",
    category="citation",
    severity=Severity.ERROR,
    over="citations",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1; S7
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
# Acme

Acme has 40 staff. [C1, C12]

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
# Acme

Acme has 40 staff. [C1] Its rounds (see [note]) are private.

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def dangling_citation(citation: Dangling | None) -> Iterator[Problem]:
    """A citation leads to no claim and no source.

    Why: the reader who follows it finds nothing; often the id was mistyped and the evidence
    exists under another one.

    What to do: correct the id, or add the missing row.

    Blind spots: a citation of an existing but wrong id is not noticed here.
    """
    if citation is None:
        return
    near = get_close_matches(citation.target, citation.known, 1, 0.75)
    hint = f" Did you mean {near[0]}?" if near else ""
    yield Problem(f"cites {citation.target}, which is neither a claim nor a source.{hint}", (citation.about,), {"target": citation.target})
