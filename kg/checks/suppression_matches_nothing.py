from collections.abc import Iterator

from kg.candidates.suppressions import Remark
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG012",
    "suppression-matches-nothing",
    category="input",
    severity=Severity.WARNING,
    over="suppressions",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources,suppress
C1,Acme has 40 staff.,High,S1; S2,single-source: the only register there is
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,The Times,Acme grows
""",
        """\
# Budget

<!-- kg: ignore-file KG301: two fiscal years -->

The city spent $12 million in 2024.
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources,suppress
C1,Acme has 40 staff.,Low,S1,KG202: the only register there is
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
# Budget

<!-- kg: ignore-file KG301 -->

The city spent $12 million in 2024.
""",
    ],
)
def suppression_matches_nothing(item: Remark) -> Iterator[Problem]:
    """A remark sets findings of a check aside, and there are none.

    Why: the defect was mended or the text has moved; the remark would hide the next one unseen.

    What to do: remove the remark, or the check that its message names.

    Blind spots: a check that was not run, crashed or could not check is not counted against a remark; one in
    `kg.toml` is judged only when the files it names were read.
    """
    for word in item.fate.idle:
        yield Problem(f"nothing that {word} finds is set aside here", (item.about,), {"check": word})
