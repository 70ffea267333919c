from collections.abc import Iterator

from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG007",
    "unread-line",
    category="input",
    severity=Severity.INFO,
    confidence=Certainty.HIGH,
    over="unread-lines",
    bad=[],
    good=["# Acme\n\nAcme has 40 staff.\n"],
)
def unread_line(about: About) -> Iterator[Problem]:
    """A line was read but belongs to nothing kg knows.

    Why: figures in it take part in no check.

    What to do: nothing, if the line is furniture; otherwise bring it into a paragraph, a list or
    a table, or tell kg the format with --from.

    Blind spots: none; every non-empty line is part of a node or listed here.
    """
    yield Problem(f"this line was not understood: {about.text[:80]!r}", (about,))
