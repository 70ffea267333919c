from collections.abc import Iterator

from kg.candidates import Lengthy
from kg.engine import check
from kg.findings import Problem, Severity

_RUN_ON = "Acme has 40 staff and an office in Leeds and sells ovens to bakers in town. " * 60


@check(
    "KG008",
    "statement-too-long",
    category="input",
    severity=Severity.WARNING,
    over="long-statements",
    bad=[f"=== claims.csv\nid,statement\nC1,{_RUN_ON}\n", f"=== claims.csv\nid,statement\nC1,Acme has 40 staff{' ' * 80}and 3 offices.\n"],
    good=["=== claims.csv\nid,statement\nC1,Acme has 40 staff and an office in Leeds.\n"],
)
def statement_too_long(item: Lengthy) -> Iterator[Problem]:
    """The statement of a claim is a text of its own, and its figures and names were not read.

    Why: a claim is one statement that evidence can bear. One that goes on for pages holds many, and no
    reader can say which of them its sources support.

    What to do: split it into claims, or leave the text to the report and cite it.

    Blind spots: the limit is a length, 4,000 characters, or a gap of 60 blanks as between columns; a
    shorter statement can hold several claims too.
    """
    if item.gap:
        yield Problem(f"the statement has a gap of {item.gap} blanks, as between columns, and was not read. Close it.", (item.about,))
        return
    yield Problem(f"the statement has {item.characters:,} characters; up to 4,000 are read. Split it into claims.", (item.about,))
