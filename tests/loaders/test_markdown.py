"""Markdown: what becomes of headings, prose, tables, lists, references and front matter."""

from datetime import date

import pytest
from growth import exponent_below
from helpers import assert_places, at, single, troubles

from kg.config import Config

REPORT = """\
---
title: "Acme: robots for bakeries"
subject: Acme
as_of: 2026-05-09
revenue: $4M
---

# Acme: robots for bakeries

Acme sells robots. It has **40 staff**. [CO001, CO002]

## Cover facts

- Last raised: $5M Series A [CO003]
- **Valuation:** 20 USD M

## 1. Company

### 1.1 People and money

Acme was founded in 2016 [CO001] in Berlin.
It raised $5M. [CO003]

Table: Rounds

| Round | Amount | Lead |
| --- | ---: | --- |
| Seed | $1M | Baker \\| Sons |
| Series A | $5M | Flour Capital [CO003] |

Amounts as announced.

[CO003, CO004]

Figure FO001: How money flows

[CO005]

### 1.2 Exhibits
"""


def test_sections_have_numbers_titles_and_parents():
    report = single(REPORT)
    assert [(s.number, s.title, s.level, s.parent) for s in report.sections] == [
        (None, "Cover facts", 1, None),
        ("1", "Company", 1, None),
        ("1.1", "People and money", 2, "1"),
        ("1.2", "Exhibits", 2, "1"),
    ]


def test_front_matter_names_title_subject_and_day():
    report = single(REPORT)
    assert (report.title, report.subject, report.subject_certain) == ("Acme: robots for bakeries", "Acme", True)
    assert report.as_of == date(2026, 5, 9)
    assert [(c.label, c.value) for c in report.cover] == [
        ("revenue", "$4M"),
        ("Last raised", "$5M Series A"),
        ("Valuation", "20 USD M"),
    ]


def test_all_places_are_exact_and_nothing_is_unread():
    report = single(REPORT)
    assert_places(report)
    assert report.unread == () and report.troubles == ()


def test_trailing_references_belong_to_the_last_sentence_and_the_passage():
    lead = single(REPORT).passages[0]
    assert [c.target for c in lead.citations] == ["CO001", "CO002"]
    assert [[c.target for c in s.citations] for s in lead.sentences] == [[], ["CO001", "CO002"]]


def test_table_takes_its_caption_note_and_references():
    report = single(REPORT)
    (table,) = report.tables
    assert (table.id, table.caption, table.section, len(table.rows)) == ("rounds", "Rounds", "1.1", 2)
    assert [c.text for c in table.rows[0]] == ["Seed", "$1M", "Baker \\| Sons"]
    assert [c.target for c in table.citations] == ["CO003", "CO004"]
    assert [c.target for c in table.rows[1][2].citations] == ["CO003"]
    note = next(p for p in report.passages if p.id == table.notes[0])
    assert note.text == "Amounts as announced." and note.belongs_to == table.id
    assert table.rows[1][1].id == "rounds/r2c2" and at(report, table.rows[1][1].place) == "$5M"


def test_figure_line():
    (figure,) = single(REPORT).figures
    assert (figure.id, figure.caption) == ("FO001", "How money flows")
    assert [c.target for c in figure.citations] == ["CO005"]


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("## Money\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: Rounds\n", "Rounds"),
        ("## Money\n\n**Rounds**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "Rounds"),
        ("## Money\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "Money"),
        ("**Table 3. Rounds**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "Rounds"),
        ("Table 2: Rounds\n| a | b |\n|---|---|\n| 1 | 2 |\n", "Rounds"),
    ],
)
def test_captions(text, caption):
    assert single(text).tables[0].caption == caption


def test_references_directly_under_a_table_are_no_row():
    report = single("| a | b |\n|---|---|\n| 1 | 2 |\n[CO1, CO2, CO3]\n")
    assert len(report.tables[0].rows) == 1
    assert [c.target for c in report.tables[0].citations] == ["CO1", "CO2", "CO3"]


def test_missing_and_surplus_cells_are_reported_and_kept():
    report = single("| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 | 4 |\n")
    assert [len(r) for r in report.tables[0].rows] == [2, 4]
    assert troubles(report) == [("missing-field", 3, 3), ("missing-field", 4, 3)]


def test_numbered_references_with_a_list_make_claims_and_sources():
    text = """\
# Japan

Seniors are 29% of Japan. They save [1][2]. Growth slows [3-5].

## Sources

[1] Ageing report: https://www.example.org/a
[2] [Savings](https://b.example/x#:~:text=they%20save)

3. nothing
"""
    report = single(text)
    assert [(s.id, s.title, s.publisher, s.url, s.quote) for s in report.sources] == [
        ("1", "Ageing report", "example.org", "https://www.example.org/a", ""),
        ("2", "Savings", "b.example", "https://b.example/x", "they save"),
        ("3", "nothing", "", "", ""),
    ]
    assert [(c.statement, [s.target for s in c.sources]) for c in report.claims] == [
        ("They save [1][2].", ["1", "2"]),
        ("Growth slows [3-5].", ["3", "4", "5"]),
    ]
    assert all(c.in_text for c in report.claims)
    assert_places(report)


@pytest.mark.parametrize(
    ("entry", "title", "publisher", "date"),
    [
        ('1. Doe, Jane. "Acme Raises $5M." *The Times*, March 4, 2024.', "Acme Raises $5M", "The Times", "March 4, 2024"),
        ('1. "Acme hires." Reuters, February 2025.', "Acme hires", "Reuters", "February 2025"),
        ("1. Acme website. https://acme.example. Accessed May 2026.", "Acme website", "acme.example", ""),
        ("1. Acme grows, accessed April 27, 2025, [https://x.example/a](https://x.example/a)", "Acme grows", "x.example", ""),
        ("- [1] [Acme grows](https://x.example/a)", "Acme grows", "x.example", ""),
        ("1. ## **Acme grows**, accessed April 27, 2025, [https://x.example](https://x.example)", "Acme grows", "x.example", ""),
    ],
)
def test_shapes_of_source_entries(entry, title, publisher, date):
    (source,) = single(f"# A\n\n## **Works cited**\n\n{entry}\n").sources
    assert (source.id, source.title, source.publisher, source.date) == ("1", title, publisher, date)


def test_footnotes_are_sources_or_notes():
    text = (
        "Acme has 40 staff.[^1] It is big.[^2] Gone.[^3]\n\n"
        "[^1]: Reuters, [Acme](https://r.example/a)\n[^2]: In the\n    sense of the law.\n"
    )
    report = single(text)
    assert [s.id for s in report.sources] == ["1"]
    assert [c.target for p in report.passages for c in p.citations] == ["1", "3"]
    assert [p.label for p in report.passages if p.kind == "note"] == ["2"]


@pytest.mark.parametrize(
    "text",
    [
        "See [[GPT-4]] and [x](https://a.example/1).",
        "`a[1]` and \\[1\\]",
        "The [text][ref2] of 2024 [2024].",
        "Model [A100] and [sic].",
    ],
)
def test_brackets_that_are_no_references(text):
    assert single(text + "\n").passages[0].citations == ()


def test_risks_from_lists_and_registers():
    text = """\
# Acme

## Risks

- **Key person:** founder may leave [CO1]
- Not disclosed.

**Mitigants:**

- Insurance

## Register

| Risk | Likelihood | Mitigation |
|---|---|---|
| Flour price | High | Hedging |

## Scores

- **Risk score:** 42
"""
    report = single(text)
    assert [r.title for r in report.risks] == ["Key person: founder may leave", "Flour price"]
    assert report.risks[1].attributes == (("Likelihood", "High"), ("Mitigation", "Hedging"))


@pytest.mark.parametrize(
    ("title", "body", "subject"),
    [
        ("Databricks - PE Due Diligence Dashboard", "", "Databricks"),
        ("Structured Dashboard: HUGGING_FACE", "Hugging Face, Inc. is private.", "Hugging Face"),
        ("together-ai - Dashboard", "Together AI rents chips.", "Together AI"),
        ("Due Diligence Report", "Acme is a bakery.", "Acme"),
    ],
)
def test_subject_is_guessed_from_the_title(title, body, subject):
    report = single(f"# {title}\n\n{body}\n")
    assert (report.subject, report.subject_certain) == (subject, False)


def test_configured_subject_wins_over_the_title():
    report = single("# Beta - Dashboard\n", config=Config(subject="Acme"))
    assert (report.subject, report.subject_certain) == ("Acme", True)


def test_bare_numbers_before_titles_need_a_sequence():
    assert [s.number for s in single("# T\n\n## 2025 Developments\n\n## 3 Market\n\n## 4 Risks\n").sections] == [None, "3", "4"]
    assert [s.number for s in single("# T\n\n## 5 Things to know\n").sections] == [None]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends(ending):
    report = single(REPORT.replace("\n", ending))
    assert [s.number for s in report.sections] == [None, "1", "1.1", "1.2"]
    assert_places(report)
    assert report.tables[0].place.line == 26


def test_time_grows_with_the_length_and_no_faster():
    def read(n):
        text = REPORT + "\n\n".join(f"Paragraph {i} says that Acme has {i} staff [CO{i:03}]. It grows." for i in range(n))
        single(text + "\n\n" + "| a | b |\n|---|---|\n" + "| one | 2 |\n" * n)

    assert exponent_below(1.5, read, 300)


def test_references_glued_to_a_full_stop_end_the_sentence():
    report = single("It grew.[1] Acme has 40 staff.[^2] More? [^2] Yes.[1][2] V1.[1]beta.\n\n[^2]: https://a.example.com\n\n## Sources\n\n[1] News: https://b.example.com\n")
    assert [s.text for s in report.passages[0].sentences] == ["It grew.[1]", "Acme has 40 staff.[^2]", "More? [^2]", "Yes.[1][2]", "V1.[1]beta."]
