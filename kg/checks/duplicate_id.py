from collections.abc import Iterator

from kg.candidates import Troubled
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG002",
    "duplicate-id",
    category="input",
    severity=Severity.ERROR,
    over="troubles",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
C1,Acme has 50 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
C2,Acme has 50 staff in Europe.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def duplicate_id(item: Troubled) -> Iterator[Problem]:
    """Two rows carry the same id.

    Why: a citation of that id leads to two statements; most tools silently keep the last one.

    What to do: give one of the rows an id of its own and mend the citations of it.

    Blind spots: the same claim under two ids is another matter (near-identical-claims).
    """
    if item.trouble.kind == "duplicate-id":
        yield Problem(item.trouble.message, item.about)
