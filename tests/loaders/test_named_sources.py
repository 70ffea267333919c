"""Sources that a text names without a mark: fields and links of Obsidian, lines "Source: …"."""

from __future__ import annotations

import pytest
from helpers import at, folder, single

VAULT = """# Acme

Acme has 40 staff [source:: [[Annual report 2024]]]. It grew 12 % (source:: https://wire.example.com/a).
Sales are $5M [[Wire 2024#Sales|the wire]]. The [[machine learning]] team is small.

It doubled in 2024.
source:: [[Annual report 2024]], [[Wire 2024]]

Costs rose. [source:: Interview with Ann Lee, May 2025] Prices fell.

## Sources

- [[Wire 2024]] – https://wire.example.com/2024
- [[Unused note]]
"""


def cited(report):
    return [(c.statement.partition("\n")[0], [x.target for x in c.sources]) for c in report.claims]


def test_fields_and_links_of_obsidian():
    report = single(VAULT)
    page = next(s.id for s in report.sources if s.url == "https://wire.example.com/a")
    assert cited(report) == [
        ("Acme has 40 staff [source:: [[Annual report 2024]]].", ["annual-report-2024"]),
        ("It grew 12 % (source:: https://wire.example.com/a).", [page]),
        ("Sales are $5M [[Wire 2024#Sales|the wire]].", ["wire-2024"]),
        ("It doubled in 2024.", ["annual-report-2024", "wire-2024"]),
        ("Costs rose. [source:: Interview with Ann Lee, May 2025]".partition("\n")[0], ["interview-with-ann-lee-may-2025"]),
    ]
    assert [(s.id, s.title, s.url) for s in report.sources] == [
        ("wire-2024", "Wire 2024", "https://wire.example.com/2024"),
        ("unused-note", "Unused note", ""),
        ("annual-report-2024", "Annual report 2024", ""),
        (page, "", "https://wire.example.com/a"),
        ("interview-with-ann-lee-may-2025", "Interview with Ann Lee, May 2025", ""),
    ]
    assert [at(report, x.place) for x in report.claims[3].sources] == ["[[Annual report 2024]]", "[[Wire 2024]]"]


def test_links_to_notes_alone_are_no_references():
    assert single("# Acme\n\nAcme uses [[machine learning]] and [[Python]]. See [[2024]].\n").sources == ()


LINES = """# Note

Generated: 2025-05-03
Source: Structured payload

The market is worth $3 billion.
Source: Gartner, 2024

| Year | Sales |
| --- | --- |
| 2023 | $1M |

Source: Company filings

Prices rose by 4 % in all of the markets.

*Sources: Reuters, Bloomberg and IEA (2024), own calculations*

Costs fell in every market that was seen.

Source: own calculations
"""


def test_lines_that_name_sources():
    report = single(LINES)
    assert cited(report) == [("The market is worth $3 billion.", ["gartner-2024"])]
    assert [s.title for s in report.sources] == ["Gartner, 2024", "Company filings", "Reuters", "Bloomberg", "IEA (2024)"]
    assert [c.target for c in report.tables[0].citations] == ["company-filings"]
    last = [p for p in report.passages if p.kind == "references"][-1]
    assert [at(report, c.place) for c in last.citations] == ["Reuters", "Bloomberg", "IEA (2024)"]


@pytest.mark.parametrize("listed", ["\n## Sources\n\n[1] A: https://a.example.com\n[2] B: https://b.example.com\n"])
def test_where_sources_are_listed_lines_name_none(listed):
    assert [s.id for s in single(LINES + listed).sources] == ["1", "2"]
    assert [s.id for s in folder(report_md=LINES, sources_csv="id,title\nS1,A\n").sources] == ["S1"]


def test_references_behind_the_full_stop_belong_to_the_sentence_before():
    report = single("It grew.[](https://a.example.com) It fell.[A](https://b.example.com) It is old. ([B](https://c.example.com); [C](https://d.example.com)) It is new.\n\n## Sources\n\n" + "".join(f"- {x}: https://{x}.example.com\n" for x in "abcd"))
    assert [(c.statement[:10], len(c.sources)) for c in report.claims] == [("It grew.[]", 1), ("It fell.[A", 1), ("It is old.", 2)]


def test_raised_numbers():
    text = "It grew.<sup>1</sup> It fell.<sup>[2]</sup> It has 40 km<sup>2</sup>, more or less<sup>1, 2</sup>. Old.<sup>[3](https://c.example.com)</sup> New [^4^].\n"
    report = single(text + "\n## Sources\n\n1. A: https://a.example.com\n2. B: https://b.example.com\n3. C: https://c.example.com\n")
    assert [[x.target for x in c.sources] for c in report.claims] == [["1"], ["2"], ["1", "2"], ["3"], ["4"]]


def test_links_whose_address_stands_below():
    text = "".join(f"The staff of Acme grew to {n} people, [the wire\n{n}][Wire {n}] wrote.\n\n" for n in (1, 2, 3))
    report = single(text + "".join(f"[wire {n}]: <https://wire.example.com/{n}> 'Wire'\n" for n in (1, 2, 3)))
    assert [s.url for s in report.sources] == [f"https://wire.example.com/{n}" for n in (1, 2, 3)]
    assert [len(c.sources) for c in report.claims] == [1, 1, 1]


HOSTILE = ["[source:: " * 5_000, "[[" * 20_000, "Source: a; " * 5_000, "source:: [[a]], " * 5_000, "It grew. (" + "[a](b) " * 8_000, ".^[" * 10_000, "<sup>" + "1, " * 20_000, ("<sup>" + "1" * 60 + "x") * 500, "[a][" * 10_000 + "\n\n[a]: https://a.example.com"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read(text):
    from growth import exponent_below

    assert exponent_below(1.7, lambda size: single("x " + text[:size] + "\n"), len(text) // 4)
