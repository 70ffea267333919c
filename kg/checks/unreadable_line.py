from collections.abc import Iterator

from kg.candidates import Troubled
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG001",
    "unreadable-line",
    category="input",
    severity=Severity.ERROR,
    over="troubles",
    bad=[
        """\
=== claims.jsonl
{"id": "C1", "statement": "Acme has 40 staff.", "sources": ["S1"]}
{"id": "C2", "statement": "Acme was founded in 2016."
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
=== claims.jsonl
{"id": "C1", "statement": "Acme has 40 staff.", "sources": ["S1"]}
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def unreadable_line(item: Troubled) -> Iterator[Problem]:
    """A line of the input could not be understood.

    Why: what cannot be read cannot be checked, and a report that is half read looks clean.

    What to do: mend the line as the message says; for text that no loader knows, tell kg the
    format with --from.

    Blind spots: a line that is understood wrongly is not seen here.
    """
    if item.trouble.kind == "unreadable-line":
        yield Problem(item.trouble.message, item.about)
