from collections.abc import Iterator

from kg.candidates import Troubled
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG005",
    "encoding-trouble",
    category="input",
    severity=Severity.WARNING,
    over="troubles",
    bad=[],
    good=[
        """\
# Étude

Acme emploie 40 personnes.
""",
    ],
)
def encoding_trouble(item: Troubled) -> Iterator[Problem]:
    """A file is not UTF-8 and was read as Windows-1252.

    Why: a wrong guess turns "€" and accented names into other characters, and quotes no longer
    match.

    What to do: save the file as UTF-8.

    Blind spots: text that was damaged before it was saved as UTF-8 is not noticed.
    """
    if item.trouble.kind == "encoding-trouble":
        yield Problem(item.trouble.message, item.about)
