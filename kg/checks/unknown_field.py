from collections.abc import Iterator

from kg.candidates import Troubled
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG003",
    "unknown-field",
    category="input",
    severity=Severity.WARNING,
    over="troubles",
    bad=[
        """\
=== claims.csv
id,statement,confidance,sources
C1,Acme has 40 staff.,High,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def unknown_field(item: Troubled) -> Iterator[Problem]:
    """A column or key is not part of the format and was not used.

    Why: a misspelt column ("confidance") loses its values without a word.

    What to do: rename the field; the message suggests the nearest known name.

    Blind spots: a known name used for something else is not noticed.
    """
    if item.trouble.kind == "unknown-field":
        yield Problem(item.trouble.message, item.about)
