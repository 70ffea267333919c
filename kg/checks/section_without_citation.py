from collections.abc import Iterator

from kg.candidates import SectionText
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG104",
    "section-without-citation",
    category="citation",
    severity=Severity.WARNING,
    over="sections",
    bad=[
        """\
## 1. Company

Acme has 40 staff. [C1]

## 2. Market

The market grows by 8% a year.

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
## 1. Company

Acme has 40 staff.

| Fact | Value |
| --- | --- |
| Staff | 40 |

[C1]

## 2. Exhibits

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def section_without_citation(section: SectionText) -> Iterator[Problem]:
    """A section has text but no citation, neither in it nor under its tables and figures.

    Why: nothing in it can be followed to a source.

    What to do: cite the claims the section rests on; if it only draws conclusions, cite what
    they are drawn from.

    Blind spots: one citation is enough to pass, however long the section. In a report that
    numbers its sections, unnumbered ones (summary, appendix) are not looked at.
    """
    if not section.citations:
        number = f"section {section.section.number} " if section.section.number else "section "
        yield Problem(f"{number}\u201c{section.section.title}\u201d cites nothing ({section.passages} paragraphs or list items)", (section.about,))
