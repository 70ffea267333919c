"""Flattened reports with an evidence index."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from growth import exponent_below

from kg.config import Config
from kg.loaders import evidence_index
from kg.loaders._evidence_publishers import cut_publishers
from kg.loaders._evidence_quotes import cut_quote
from kg.loaders._evidence_register import confidence_of, header_fields
from kg.model import Confidence, Report
from kg.reading import Bundle, InputError, Lines, RawFile

FIXTURES = Path(__file__).parent / "fixtures"


def bundle(text: str, name: str = "report.txt", encoding: str = "utf-8") -> Bundle:
    return Bundle(name, (RawFile(name, text.encode(encoding)),))


def load(text: str, encoding: str = "utf-8") -> Report:
    return evidence_index.load(bundle(text, encoding=encoding), Config())


@pytest.fixture(scope="module")
def text() -> str:
    return (FIXTURES / "norvane.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def report(text: str) -> Report:
    return load(text)


# --------------------------------------------------------------------------- the whole


def test_is_recognised_by_its_index(text: str) -> None:
    assert evidence_index.recognise(bundle(text)) > 0.9
    assert evidence_index.recognise(bundle(text, encoding="utf-16")) > 0.9
    assert evidence_index.recognise(bundle("# Claims\n\n| ID | Statement |\n|---|---|\n| C1 | It rains. |\n", "report.md")) == 0
    assert evidence_index.recognise(bundle("Dear all,\n\nthe report is late.\n")) == 0


def test_title_subject_and_date(report: Report) -> None:
    assert (report.title, report.subject, report.as_of) == ("Norvane: Supplier Assessment Report", "Norvane", date(2025, 10, 14))
    assert not report.subject_certain


def test_sections_form_a_tree(report: Report) -> None:
    assert [(s.number, s.title, s.parent) for s in report.sections if s.number] == [
        ("1", "Company", None),
        ("1.1", "Identity", "1"),
        ("1.2", "Funding", "1"),
        ("2", "Operations", None),
        ("2.1", "Production", "2"),
        ("2.2", "Customers", "2"),
        ("2.3", "Risks", "2"),
    ]
    unnumbered = [s.title for s in report.sections if not s.number]
    assert unnumbered == [
        "Cover facts",
        "Company profile",
        "Executive summary",
        "Appendix A: Method",
        "Evidence index",
        "Claims",
        "Sources",
    ]


def test_a_table_of_contents_opens_no_sections(text: str, report: Report) -> None:
    contents = "Contents\n\nChapter 1\n\n1 Company\n\n1.1 Identity ... 3\n\n1.2 Funding ... 4\n\n2.1 Production ... 6\n"
    made = load(text.replace("Contents\n", contents, 1))
    assert [(s.number, s.title) for s in made.sections] == [(s.number, s.title) for s in report.sections]
    assert not made.unread


def test_cover_facts_lose_their_ordinals_and_keep_their_citations(report: Report) -> None:
    facts = {f.label: (f.value, [c.target for c in f.citations]) for f in report.cover}
    assert facts["Last Raised"] == ("€90M Series C", ["C4"])
    assert facts["2024 Revenue"] == ("€41.2M", [])
    assert facts["Headquarters"] == ("Skellefteå, Sweden", [])


def test_references_belong_to_what_stands_above(report: Report) -> None:
    owners = {p.belongs_to: [c.target for c in p.citations] for p in report.passages if p.kind == "references"}
    assert owners["funding-rounds"] == ["C4", "C5"]
    assert owners["F01"] == ["C4"]
    profile = next(p for p in report.passages if p.text.startswith("Norvane develops"))
    assert owners[profile.id] == ["C1", "C2"]
    assert [c.target for c in report.figures[0].citations] == ["C4"]


def test_sentences_keep_the_citations_behind_them(report: Report) -> None:
    passage = next(p for p in report.passages if p.section == "1.1")
    assert [len(s.citations) for s in passage.sentences] == [0, 3]
    assert [c.target for c in passage.citations] == ["C1", "C2", "C3"]


# --------------------------------------------------------------------------- tables, lists, risks


def test_tables_have_all_their_rows(report: Report) -> None:
    assert [(t.caption, len(t.rows), [c.target for c in t.citations]) for t in report.tables] == [
        ("Funding Rounds", 5, ["C4", "C5"]),
        ("Operating Metrics 2023-2024", 3, ["C6"]),
        ("Supply Risk Register", 3, ["C8"]),
    ]
    notes = {p.id: p.text for p in report.passages if p.kind == "note"}
    assert [notes[n] for n in report.tables[0].notes] == ["Amounts as announced; the date of the seed round is approximate."]


def test_run_together_cells_are_cut(report: Report) -> None:
    rounds, metrics, risks = report.tables
    assert [c.text for c in rounds.header] == ["Round", "Date", "Amount", "Lead Investor"]
    assert [c.text for c in rounds.rows[1]] == ["Series A", "2019", "€15M", "EQT Ventures"]
    assert [c.text for c in metrics.header] == ["Metric", "Unit", "2023", "2024"]
    assert [c.text for c in risks.rows[2]] == ["Scania order cancelled", "Low", "High", "Take-or-pay clause"]


def test_separated_cells_are_exact() -> None:
    made = load(
        "1.1 Prices\n\nPrice list\nItem\tPrice\nBolt\t€1\nNut\t€2 [C1]\n\nEvidence index\n\n"
        "Claims\nIDStatementConfidenceSources\nC1 Nuts cost €2. High S1\n"
    )
    (table,) = made.tables
    assert [[c.text for c in row] for row in table.rows] == [["Bolt", "€1"], ["Nut", "€2"]]
    assert [c.target for c in table.rows[1][1].citations] == ["C1"]
    assert table.uncertain == 0


def test_risks_come_from_registers_and_from_lists_headed_as_risks(report: Report) -> None:
    titles = [r.title for r in report.risks]
    assert titles[:2] == ["Cash", "Scale-up"]
    assert titles[2:] == ["Sulfide electrolyte from one supplier", "Line two delayed", "Scania order cancelled"]
    register = report.risks[3]
    assert dict(register.attributes) == {"Likelihood": "Medium", "Impact": "High", "Mitigation": "Contract penalties"}
    assert [c.target for c in register.claims] == ["C8"]


# --------------------------------------------------------------------------- claims


def test_claims_with_other_words_of_confidence(report: Report) -> None:
    claims = {c.id: c for c in report.claims}
    assert len(claims) == 8
    assert (claims["C4"].confidence, claims["C4"].confidence_text) == (Confidence.HIGH, "Confirmed")
    assert [c.target for c in claims["C4"].sources] == ["S29", "S31", "S39"]
    assert claims["C5"].confidence is Confidence.LOW
    assert (claims["C8"].statement, claims["C8"].sources) == ("The sulfide electrolyte comes from a single supplier.", ())


@pytest.mark.parametrize(
    ("row", "statement", "confidence", "sources"),
    [
        ("CO017 The firm raised $15 million. Medium SO002, SO006", "The firm raised $15 million.", "Medium", ["SO002", "SO006"]),
        ("CO017The firm raised $15 million.MediumSO002, SO006", "The firm raised $15 million.", "Medium", ["SO002", "SO006"]),
        ("CO017 Demand is High in summer. Low-Medium SO002", "Demand is High in summer.", "Low-Medium", ["SO002"]),
        (
            "CO017 The firm raised $15 million. SO002; SO006 Very high",
            "The firm raised $15 million.",
            "Very high",
            ["SO002", "SO006"],
        ),
        ("CO017 The firm raised $15 million. SO002", "The firm raised $15 million.", "", ["SO002"]),
        ("CO017 Nobody knows. Low —", "Nobody knows.", "Low", []),
        ("CO017 Nobody knows.", "Nobody knows.", "", []),
    ],
)
def test_what_stands_behind_a_statement(row: str, statement: str, confidence: str, sources: list[str]) -> None:
    (claim,) = load(f"Evidence index\n\nClaims\nIDStatementConfidenceSources\n{row}\n").claims
    assert (claim.id, claim.statement, claim.confidence_text) == ("CO017", statement, confidence)
    assert [c.target for c in claim.sources] == sources


def test_unknown_words_of_confidence_are_learned_from_the_rows() -> None:
    rows = [f"C{n} Statement number {n} is long enough. {'Gold' if n % 3 else 'Silver'} S{n}" for n in range(1, 12)]
    claims = load("Claims\nIDClaimGradeSources\n" + "\n".join(rows) + "\n").claims
    assert Counter(c.confidence_text for c in claims) == {"Gold": 8, "Silver": 3}
    assert {c.confidence for c in claims} == {None}
    assert claims[0].statement == "Statement number 1 is long enough."


def test_a_duplicate_id_and_an_empty_statement_are_reported() -> None:
    made = load("Claims\nIDStatementConfidenceSources\nC1 It rains. High S1\nC1 It snows. High S1\nC2 High S1\n")
    assert [c.id for c in made.claims] == ["C1", "C1", "C2"]
    assert [(t.kind, t.subject, t.place.line) for t in made.troubles] == [("duplicate-id", "C1", 4), ("empty-statement", "C2", 5)]
    assert made.troubles[0].related[0].line == 3


def test_steps_of_confidence() -> None:
    assert [confidence_of(w) for w in ("HIGH", "Moderate", "Low-Medium", "Gold")] == [
        Confidence.HIGH,
        Confidence.MEDIUM,
        Confidence.LOW,
        None,
    ]


def test_header_lines_of_an_index() -> None:
    assert header_fields("IDStatementConfidenceSources") == ("id", "statement", "confidence", "sources")
    assert header_fields("IDPublisherTitleURLAccessed") == ("id", "publisher", "title", "url", "accessed")
    assert header_fields("ID | Claim | Confidence level | Sources") == ("id", "statement", "confidence", "sources")
    assert header_fields("Identity and Sources") == ()


# --------------------------------------------------------------------------- sources


def truth() -> list[list[str]]:
    return [line.split("\t") for line in (FIXTURES / "sources_cells.tsv").read_text("utf-8").splitlines()]


def test_publishers_are_learned_from_the_list_alone() -> None:
    rows = [" ".join(r[1:]).split() for r in truth()]
    cuts = cut_publishers(rows, subject=("norvane",))
    wrong = [r[1] for r, words, cut in zip(truth(), rows, cuts, strict=True) if " ".join(words[: cut.words]) != r[1]]
    assert len(wrong) <= 5, wrong
    # Whoever cuts wrong must not be sure of it, by more than one row in fifty.
    sure_and_wrong = [
        r[1]
        for r, words, cut in zip(truth(), rows, cuts, strict=True)
        if cut.margin >= 3 and " ".join(words[: cut.words]) != r[1]
    ]
    assert len(sure_and_wrong) <= 1, sure_and_wrong


def test_publishers_do_not_depend_on_the_order_of_the_rows() -> None:
    rows = [" ".join(r[1:]).split() for r in truth()]
    order = list(range(len(rows)))
    random.Random(7).shuffle(order)
    straight = cut_publishers(rows, subject=("norvane",))
    shuffled = cut_publishers([rows[i] for i in order], subject=("norvane",))
    assert [straight[i] for i in order] == shuffled


def test_quotes_are_found_and_none_is_invented() -> None:
    for id, publisher, title, quote in truth():
        words = f"{title} {quote}".split()
        cut = cut_quote(words, publisher.split(), ("norvane",))
        assert (id, " ".join(words[: cut.words])) == (id, title)


@pytest.mark.parametrize(
    ("row", "publisher", "title", "quote"),
    [
        ("Ofgem Ofgem – Annual Report", "Ofgem", "Ofgem – Annual Report", ""),
        ("Ofgem Grid Tariffs 2024 – Ofgem", "Ofgem", "Grid Tariffs 2024 – Ofgem", ""),
        (
            "Dow & Sons Dow & Sons Price List Prices fell by a tenth in March.",
            "Dow & Sons",
            "Dow & Sons Price List",
            "Prices fell by a tenth in March.",
        ),
        ('Ofgem Grid Tariffs – Ofgem "tariffs will not rise"', "Ofgem", "Grid Tariffs – Ofgem", "tariffs will not rise"),
    ],
)
def test_one_row_alone(row: str, publisher: str, title: str, quote: str) -> None:
    (source,) = load(f"Sources\nIDPublisherTitleQuote\nS1 {row}\n").sources
    assert (source.publisher, source.title, source.quote) == (publisher, title, quote)
    assert source.raw == f"S1 {row}"


def test_addresses_and_dates_of_sources() -> None:
    (source,) = load(
        "Sources\nIDPublisherTitleURLAccessed\nS1 Ofgem Ofgem – Tariffs https://ofgem.example/t 2025-03-01\n"
    ).sources
    assert (source.publisher, source.title, source.url, source.accessed) == (
        "Ofgem",
        "Ofgem – Tariffs",
        "https://ofgem.example/t",
        "2025-03-01",
    )


def test_separated_sources_are_certain() -> None:
    (source,) = load("Sources\nID\tPublisher\tTitle\tQuote\nS1\tOfgem\tTariffs\tThey rose.\n").sources
    assert (source.publisher, source.title, source.quote, source.certain) == ("Ofgem", "Tariffs", "They rose.", True)


# --------------------------------------------------------------------------- nothing lost, nothing moved


def outline(report: Report) -> tuple:
    return (
        [(s.number, s.title, s.parent) for s in report.sections],
        [(t.caption, t.section, len(t.rows), len(t.notes), len(t.citations)) for t in report.tables],
        [(p.kind, p.section, p.label, p.text) for p in report.passages],
        [(c.label, c.value) for c in report.cover],
        [(c.id, c.statement, c.confidence, len(c.sources)) for c in report.claims],
        [(s.id, s.publisher, s.title, s.quote) for s in report.sources],
        [r.title for r in report.risks],
    )


def test_blank_lines_and_line_ends_change_nothing(text: str, report: Report) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    for variant in ("\n".join(lines), "\n\n".join(lines), text.replace("\n", "\r\n"), "\ufeff" + text):
        assert outline(load(variant)) == outline(report)


def assert_places(report: Report) -> None:
    lines = Lines(report.documents[0])
    for passage in report.passages:
        assert lines.text(passage.place) == passage.text
        for sentence in passage.sentences:
            assert lines.text(sentence.place) == sentence.text
        for citation in passage.citations:
            assert lines.text(citation.place) == citation.target
    for table in report.tables:
        for row in (table.header, *table.rows):
            for cell in row:
                assert lines.text(cell.place) == cell.text
    for claim in report.claims:
        assert lines.text(claim.statement_place) == claim.statement
        for citation in claim.sources:
            assert lines.text(citation.place) == citation.target
    for fact in report.cover:
        assert lines.text(fact.value_place) == fact.value
    for source in report.sources:
        assert lines.text(source.place) == source.raw


def lines_read(report: Report) -> set[int]:
    parts = [*report.sections, *report.passages, *report.tables, *report.figures, *report.cover, *report.claims, *report.sources]
    places = [p.place for p in parts] + [c.place for t in report.tables for row in (t.header, *t.rows) for c in row]
    return {n for p in (*places, *report.unread) for n in range(p.line, p.end_line + 1)}


def test_places_are_exact_and_every_line_is_read(text: str, report: Report) -> None:
    assert_places(report)
    assert_places(load(text.replace("\n", "\r\n")))
    assert {n for n, line in enumerate(text.splitlines(), 1) if line.strip()} <= lines_read(report)
    assert not report.unread


def test_any_loss_of_lines_still_loads(text: str) -> None:
    lines = text.splitlines()
    chance = random.Random(3)
    for _ in range(25):
        some = [line for line in lines if chance.random() > 0.3]
        made = load("\n".join(some))
        assert_places(made)
        assert {n for n, line in enumerate(some, 1) if line.strip()} <= lines_read(made)


def test_a_line_without_readable_text_is_unread_and_reported() -> None:
    made = load("1.1 Prices\n\n\ufffd\ufffd\ufffd\ufffd\n\nPrices rose by a tenth in the year. [C1]\n")
    assert [p.line for p in made.unread] == [3]
    assert [t.kind for t in made.troubles] == ["unreadable-line"]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(InputError):
        load("")


def test_parts_may_be_missing() -> None:
    made = load("Chapter 01\n\n01Market\n\n1.1 Size\n\nThe market is worth $2 billion. [C1]\n")
    assert [s.number for s in made.sections] == ["1", "1.1"]
    assert not made.claims and not made.sources and not made.unread


@pytest.mark.parametrize(
    "line", ["Contents", "Name Role", "[C1]", "- item", "C1 x", "F01: x", "IDStatementConfidenceSources", "OpenAI MLOps"]
)
def test_a_long_file_of_one_kind_of_line_is_read_in_good_time(line: str) -> None:
    assert exponent_below(1.6, lambda lines: load((line + "\n") * lines), 1200)


# --------------------------------------------------------------------------- a real report

SEEDS = os.environ.get("KG_SEEDS")


@pytest.mark.skipif(not SEEDS, reason="KG_SEEDS does not name a folder of real documents")
def test_real_report() -> None:
    path = next(
        p
        for p in sorted(Path(SEEDS).glob("*.txt"))
        if evidence_index.recognise(Bundle(str(p), (RawFile(str(p), p.read_bytes()),))) > 0.9
    )
    made = load(path.read_text("utf-8"))
    assert (len(made.claims), len(made.sources), len(made.unread), len(made.troubles)) == (313, 246, 0, 0)
    assert [s.number for s in made.sections if s.level == 1 and s.number] == list("12345678")
    assert (len(made.tables), sum(len(t.rows) for t in made.tables), len(made.figures), len(made.cover)) == (38, 307, 29, 16)
    assert Counter(c.confidence_text for c in made.claims) == {"High": 171, "Medium": 130, "Low": 12}
    assert sum(bool(s.quote) for s in made.sources) == 32
    assert_places(made)
    lines = path.read_text("utf-8").splitlines()
    assert {n for n, line in enumerate(lines, 1) if line.strip()} <= lines_read(made)
