from collections.abc import Iterator

from kg.candidates import Troubled
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG006",
    "missing-field",
    category="input",
    severity=Severity.ERROR,
    over="troubles",
    bad=[
        """\
=== claims.csv
id,statement,sources
,Acme has 40 staff.,S1
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
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def missing_field(item: Troubled) -> Iterator[Problem]:
    """A row or a table lacks something it must have.

    Why: a row without an id cannot be cited, a source without publisher or title cannot be judged.

    What to do: fill the field in.

    Blind spots: none known.
    """
    if item.trouble.kind == "missing-field":
        yield Problem(item.trouble.message, item.about)
