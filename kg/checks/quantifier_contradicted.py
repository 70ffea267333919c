from collections.abc import Iterator

from kg.candidates.quantified import Quantified
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG511",
    "quantifier-contradicted",
    category="facts-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="quantified-members",
    bad=[
        """\
# Site Audit

| Site | Employees | Status |
|---|---|---|
| Elmwood | 120 | certified |
| Ashgrove | 85 | certified |
| Birkdale | 60 | certified |
| Fernhill | 40 | in review |

Only two of the sites are certified.
""",
        """\
# Trial Registry

All trials are completed.

| Trial | Patients | Completed |
|---|---|---|
| BRV-1 | 40 | yes |
| BRV-2 | 64 | no |
| BRV-3 | 51 | yes |
""",
        """\
# Reactor Fleet

None of the reactors is idle.

| Reactor | Output | State |
|---|---|---|
| North 1 | 900 | running |
| North 2 | 910 | idle |
| South 1 | 870 | running |
""",
    ],
    good=[
        """\
# Site Audit

| Site | Employees | Status |
|---|---|---|
| Elmwood | 120 | certified |
| Ashgrove | 85 | certified |
| Birkdale | 60 | certified |
| Fernhill | 40 | in review |

Three of the four sites are certified. Nearly all sites are certified. In 2021 none of the sites was certified. Not all sites are
certified. All large sites are certified. All sites are inspected.
""",
        """\
# Reactor Fleet

All reactors are running. None of the reactors is idle.

| Reactor | Output | State |
|---|---|---|
| North 1 | 900 | running |
| North 2 | 910 | running |
""",
    ],
)
def quantifier_contradicted(said: Quantified) -> Iterator[Problem]:
    """ "All", "none" or "only two" is said of things that a table lists otherwise.

    Why: such words are what readers take away from a table; one row is enough to make them wrong.

    What to do: count the rows and correct the sentence, or the row.

    Blind spots: only sentences without a date are read whose noun stands over the first column of
    one table, and whose predicate is a value of one column, or the heading of a column of yes and no.
    """
    least, most = said.stated
    if least <= len(said.fits) <= most:
        return
    rows = said.fits if len(said.fits) > most else said.rest
    count, whole = len(said.fits), len(said.fits) + len(said.rest)
    yield Problem(f"“{said.words}”, but the table has {count} of {whole}", (said.about, *rows), {"stated": least, "counted": count, "members": whole})
