from collections.abc import Iterator

from kg.candidates.coverage import TableText
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG105",
    "table-without-citation",
    category="citation",
    severity=Severity.WARNING,
    over="tables-with-figures",
    bad=[
        """\
## 1. Company

| Year | Staff |
| --- | --- |
| 2023 | 30 |
| 2024 | 40 |

[C1]

## 2. Market

| Year | Sales |
| --- | --- |
| 2023 | $5M |
| 2024 | $7M |

=== claims.csv
id,statement,sources
C1,Acme grew from 30 to 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
## 1. Company

| Year | Staff |
| --- | --- |
| 2023 | 30 |
| 2024 | 40 |

[C1]

| Step | Owner |
| --- | --- |
| Ask for the accounts | Legal |

=== claims.csv
id,statement,sources
C1,Acme grew from 30 to 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def table_without_citation(table: TableText) -> Iterator[Problem]:
    """A table states figures and cites nothing, while other tables of the report do.

    Why: tables are copied and quoted without the text around them; a figure there needs its own
    source.

    What to do: put the claims or sources the table was made from under it.

    Blind spots: a citation in the paragraph that introduces the table does not count. In a
    report where no table cites anything the check does not run.
    """
    if not table.citations:
        yield Problem(
            f"the table “{table.table.caption or table.table.id}” states {table.figures} figures and cites nothing; cite under it what it was made from",
            (table.about,),
            {"figures": table.figures},
        )
