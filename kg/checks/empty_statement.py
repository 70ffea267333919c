from collections.abc import Iterator

from kg.candidates import Troubled
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG004",
    "empty-statement",
    category="input",
    severity=Severity.ERROR,
    over="troubles",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,,S1
C2,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C2,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def empty_statement(item: Troubled) -> Iterator[Problem]:
    """A claim says nothing.

    Why: it can be cited and counted, and supports whatever the reader imagines.

    What to do: write the statement or delete the row.

    Blind spots: a statement that is words without content passes.
    """
    if item.trouble.kind == "empty-statement":
        yield Problem(item.trouble.message, item.about)
