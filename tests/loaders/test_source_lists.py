"""Lists of sources in the shapes that people and programs write them."""

from __future__ import annotations

from helpers import single

from kg import build, engine
from kg.config import Config
from kg.model import Report


def cited(report: Report) -> list[list[str]]:
    """What each claim cites."""
    return [[c.target for c in claim.sources] for claim in report.claims]


def listed(report: Report) -> list[tuple[str, str]]:
    """Id and address of each source."""
    return [(s.id, s.url) for s in report.sources]


def findings(report: Report) -> set[tuple[str, str | None]]:
    """Names of the findings with the id at their first place."""
    graph = build.graph_of([report], Config())
    return {(f.name, f.about[0].id) for f in engine.run(graph, Config()).findings}


def test_an_entry_may_be_nothing_but_an_address():
    report = single("It grew [1]. It fell [2]. It is old [9].\n\n## References\n\n1. https://a.example.com\n2. [B](https://b.example.com) (accessed 2 May 2025)\n")
    assert listed(report) == [("1", "https://a.example.com"), ("2", "https://b.example.com")]
    assert cited(report) == [["1"], ["2"], ["9"]]


def test_a_list_without_a_heading_may_hold_entries_without_an_address():
    report = single('It grew [1]. It fell [2].\n\n---\n\n[1] A. Author, "Growth," Journal of Firms, 2023. doi:10.1000/182\n[2] Annual report 2024\n[3] https://c.example.com\n[4] News: https://d.example.com\n')
    assert [i for i, _ in listed(report)] == ["1", "2", "3", "4"]
    assert (report.sources[0].title, report.sources[0].url) == ("Growth", "https://doi.org/10.1000/182")
    assert cited(report) == [["1"], ["2"]]


def test_paragraphs_that_begin_with_references_are_no_list():
    report = single("[1] says that it grew.\n\n[2] says that it fell.\n\n## Sources\n\n[1] A: https://a.example.com\n[2] B: https://b.example.com\n")
    assert cited(report) == [["1"], ["2"]]


TWO = """# Acme

## Market

Sales rose [1]. Staff fell [2].

### Sources

[1] Wire: https://wire.example.com
[2] Post: https://post.example.com

## Team

Ann leads [1-2]. Bob left [3].

| Name | Since |
| --- | --- |
| Ann | 2020 [2] |

### Sources

1. Team page: https://acme.example.com
2. News: https://news.example.com
"""


def test_numbers_that_begin_anew_in_every_section():
    report = single(TWO)
    assert [i for i, _ in listed(report)] == ["1-market", "2-market", "1-team", "2-team"]
    assert cited(report) == [["1-market"], ["2-market"], ["1-team", "2-team"], ["3-team"]]
    assert [c.target for row in report.tables[0].rows for cell in row for c in cell.citations] == ["2-team"]
    assert report.troubles == ()
    assert ("dangling-citation", "3-team") in findings(report)


UNMARKED = """# Acme

## Market

Sales rose to $10 million in 2024.

### Sources
- Wire : https://wire.example.com
- Post : https://post.example.com

## Team

Ann leads 40 people.

### Sources
- Wire again: https://wire.example.com

## Outlook

Much will change.
"""


def test_a_list_in_every_section_is_what_the_section_rests_on():
    report = single(UNMARKED)
    assert [s.title for s in report.sources] == ["Wire", "Post"]
    assert [(p.section, [c.target for c in p.citations]) for p in report.passages if p.citations] == [
        ("market", [report.sources[0].id]),
        ("market", [report.sources[1].id]),
        ("team", [report.sources[0].id]),
    ]
    assert report.claims == ()
    assert {name for name, _ in findings(report)} == {"section-without-citation"}
    assert [c.target for p in single(UNMARKED.replace("2024.", "2024 [7].")).passages for c in p.citations] == ["7"]


def test_a_note_that_names_a_page_of_a_report_is_a_source():
    report = single("It grew.[^1] It has 40 staff.[^2]\n\n[^1]: Annual report 2024, p. 7.\n[^2]: Contractors count.\n")
    assert [s.id for s in report.sources] == ["1"]
    assert cited(report) == [["1"]]
