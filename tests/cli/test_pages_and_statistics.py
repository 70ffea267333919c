"""The page of every kind of node and the counts, on a graph made of model objects."""

from __future__ import annotations

import pytest

from kg import evidence, pages, statistics
from kg.config import Config
from kg.findings import About, Certainty, Finding, Severity
from kg.graph import NODE_TYPES, ClaimGraph, Key
from kg.model import (
    Cell,
    Citation,
    Claim,
    Confidence,
    CoverFact,
    Document,
    Figure,
    Observation,
    Passage,
    Place,
    Report,
    Risk,
    Section,
    Sentence,
    Source,
    Table,
)


def at(line: int, column: int = 1) -> Place:
    return Place("r.md", line, column, line, column + 5)


def cites(*ids: str, line: int = 1) -> tuple[Citation, ...]:
    return tuple(Citation(i, at(line, 10 * n)) for n, i in enumerate(ids, 1))


def cell(row: int, column: int, text: str, certain: bool = True) -> Cell:
    return Cell(
        f"t/r{row}c{column}", "t", row, column, text, at(8 + row), certain, cites("C1", line=8 + row) if text == "40" else ()
    )


REPORT = Report(
    id="r",
    path="r.md",
    format="test",
    title="Acme",
    subject="Acme",
    documents=(Document("r.md", "\n" * 40),),
    sections=(
        Section("1", "Staff", 1, at(1), "1"),
        Section("1.1", "Offices", 2, at(2), "1.1", "1"),
        Section("annex", "Annex", 1, at(30)),
    ),
    passages=(
        Passage(
            "p1",
            "paragraph",
            "Acme has 40 staff.",
            at(3),
            "1",
            (Sentence("s1", "Acme has 40 staff.", at(3), "p1", "1", cites("C1")),),
        ),
        Passage("p2", "note", "As of May.", at(12), "1", (), cites("S1", line=12)),
    ),
    tables=(
        Table(
            "t",
            "Staff by year",
            at(7),
            (cell(0, 1, "Year"), cell(0, 2, "Staff")),
            ((cell(1, 1, "2024"), cell(1, 2, "40")), (cell(2, 1, "2025 x" * 40, False),)),
            "1",
            ("p2",),
        ),
    ),
    figures=(Figure("f", "Staff", at(14), "1", cites("C2", line=14)),),
    cover=(CoverFact("staff", "Staff", "40", at(15), at(15), None, cites("C1", line=15)),),
    claims=(
        Claim(
            "C1",
            "Acme has 40 staff.",
            at(20),
            at(20),
            Confidence.HIGH,
            "High",
            cites("S1", "S2", "S3", "S4", line=20),
            "1",
            quotes={"S2": "We are 40."},
        ),
        Claim("C2", "Acme is small.", at(21), at(21), None, "", (), None, cites("C1", line=21)),
        Claim(
            "C3",
            "Acme cannot serve Europe.",
            at(22),
            at(22),
            Confidence.LOW,
            "Low",
            cites("S9", line=22),
            None,
            cites("C2", line=22),
        ),
        Claim(
            "C4", "Acme moved.", at(23), at(23), Confidence.LOW, "Low", cites("S1", line=23), None, (), {}, cites("S1", line=23)
        ),
    ),
    sources=(
        Source("S1", "The Wire", "Acme hires", at(24), "40 people work there", "https://wire.example/a", "2026-01-01"),
        Source("S2", "Acme", "About us", at(25)),
        Source("S3", "Wire", "Acme again", at(26)),
        Source("S4", "", "Unsigned", at(27), raw="S4 Unsigned", certain=False),
    ),
    observations=(
        Observation(
            "o1",
            "Acme",
            "staff",
            "40",
            at(28),
            period_text="2024",
            scope=(("segment", "all"),),
            carrier=("claim", "C1"),
            claims=cites("C1", line=28),
        ),
    ),
    risks=(Risk("R1", "Staff leave", at(29), (("likelihood", "High"),), "1", cites("C2", line=29)),),
)
CONFIG = Config(subject="Acme", publishers={"The Wire": ("Wire",)})
FINDING = Finding(
    "KG301",
    "figures-disagree",
    "figures-disagree",
    Severity.ERROR,
    Certainty.MEDIUM,
    "40 and 50 staff",
    (
        About("claim", "C1", at(20), "Acme has 40 staff.", "r", "left"),
        About("claim", "C2", at(21), "Acme is \x1b[31msmall.", "r", "right"),
    ),
    {},
    "0123456789abcdef",
)


@pytest.fixture(scope="module")
def graph() -> ClaimGraph:
    made = ClaimGraph([REPORT], {"r": evidence.publishers(REPORT, CONFIG)})
    made.add_findings([FINDING])
    return made


@pytest.fixture
def show(graph):
    def page(type: str, id: str, width: int = 100, color: bool = False) -> str:
        return "".join(pages.page(graph, CONFIG, Key("r", type, id), color=color, width=width))

    return page


def test_every_node_has_a_page(graph):
    shown = set()
    for key in graph.nodes:
        lines = "".join(pages.page(graph, CONFIG, key, color=False, width=80)).splitlines()
        assert lines[0].startswith(key.type)
        assert len(lines) > 1
        shown.add(key.type)
    assert shown == set(NODE_TYPES)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_fit_the_terminal(graph, width):
    for key in graph.nodes:
        for line in "".join(pages.page(graph, CONFIG, key, color=False, width=width)).splitlines():
            assert len(line) <= width, line


def test_unknown_node(graph):
    with pytest.raises(KeyError):
        list(pages.page(graph, CONFIG, Key("r", "claim", "C99"), color=False, width=80))


def test_no_control_character_reaches_the_terminal(show):
    assert "\x1b" not in show("finding", FINDING.fingerprint)
    assert "\ufffd[31msmall" in show("finding", FINDING.fingerprint)


def test_colours_only_when_asked(show):
    assert "\x1b[" in show("claim", "C1", color=True)
    assert "\x1b" not in show("claim", "C1")


def test_claim_evidence_and_independence(show):
    out = show("claim", "C1")
    assert out.startswith("claim C1  confidence High\n")
    assert "  S1 The Wire\n    Acme hires · 2026-01-01\n    https://wire.example/a\n    │ “40 people work there”\n" in out
    assert "“We are 40.”" in out, "a quote given with the claim counts as well"
    assert (
        "independent sources  1\n"
        "  The Wire (written 'Wire'): S1, S3; several sources of one publisher count once\n"
        "  not independent: S2 is Acme's own (published by Acme)\n"
        "  not counted: S4 names no publisher\n"
    ) in out


def test_claim_findings_show_both_sides(show):
    out = show("claim", "C1")
    assert "error figures-disagree KG301 (medium confidence)" in out
    assert "left: “Acme has 40 staff.”" in out
    assert "right: “Acme is" in out
    assert "KG301" in show("claim", "C2")


def test_what_falls_if_a_claim_is_wrong(show):
    out = show("claim", "C1").split("what falls if it is wrong")[1]
    assert out.splitlines()[1].strip() == "1 sentence, 1 cell, 1 figure, 1 cover fact, 2 claims, 1 observation, 1 risk"
    direct, indirect = (
        next(line for line in out.splitlines() if text in line) for text in ("Acme is small.", "cannot serve Europe")
    )
    assert "through" not in direct
    assert indirect.endswith("through C2")
    assert next(line for line in out.splitlines() if "Staff leave" in line).endswith("through C2")
    assert "sections\n  1 Staff" in out


def test_what_a_claim_rests_on(show):
    out = show("claim", "C2")
    assert "confidence not stated" in out
    assert "No source is given." in out
    assert "rests on\n  C1 (High) Acme has 40 staff." in out
    assert "Nothing in the report rests on it." in show("claim", "C3")
    assert "cites what is not there\n  S9" in show("claim", "C3")
    assert "disputes the claim" in show("claim", "C4")


def test_circular_derivation_ends():
    claims = (Claim("A", "a", at(1), at(1), derived_from=cites("B")), Claim("B", "b", at(2), at(2), derived_from=cites("A")))
    graph = ClaimGraph([Report("r", "r.md", "test", claims=claims)])
    assert "  B b" in "".join(pages.page(graph, Config(), Key("r", "claim", "A"), color=False, width=80))


def test_source_and_publisher(show):
    assert "claims that cite it  2" in show("source", "S1")
    assert "its only source" in show("source", "S1")
    assert "Acme's own: published by Acme" in show("source", "S2")
    assert "is a guess: S4 Unsigned" in show("source", "S4")
    assert "publisher also written: Wire" in show("source", "S1")
    out = show("publisher", "the-wire")
    assert "written: The Wire, Wire" in out
    assert "sources  2" in out
    assert "claims that rest on it  2" in out


def test_section_table_risk_metric_report(show):
    section = show("section", "1")
    for words in (
        "sections under it",
        "claims listed under it",
        "claims it cites  2",
        "sources it cites",
        "tables",
        "figures",
        "risks",
    ):
        assert words in section
    table = show("table", "t")
    assert "    Year" in table
    assert "  ? 2025 x" in table
    assert "is a guess in 1 row (marked ?)" in table
    assert "likelihood: High" in show("risk", "R1")
    assert "claims it rests on\n  C2 Acme is small." in show("risk", "R1")
    metric = show("metric", "staff")
    assert "Acme     40     2024    all    C1         r.md:28" in metric
    assert "subject: Acme (taken from the title)" in show("report", "r")


# --------------------------------------------------------------------------- statistics


def test_count(graph):
    counted = statistics.count(graph)
    assert {"reports", "nodes", "edges", "quantities", "observations", "unread"} <= set(counted)
    (report,) = counted["reports"]
    assert report["chapters"] == 1
    assert report["sections"][0] == {"number": "1", "title": "Staff", "line": 1}
    assert report["sections"][2] == {"number": None, "title": "Annex", "line": 30}
    assert report["tables"] == [{"caption": "Staff by year", "line": 7, "rows": 2, "columns": 2, "uncertain": 1}]
    assert counted["nodes"]["claim"] == 4
    assert counted["edges"]["contradicts"] == 1
    assert counted["observations"] == 1
    assert counted["unread"] == 0
    assert counted["confidence"] == {"High": 1, "Medium": 0, "Low": 2, "unstated": 1}
    assert counted["coverage"] == {
        "claims_with_source": 2,
        "claims_with_quote": 2,
        "claims_with_two_publishers": 1,
        "claims_cited": 2,
        "sources_cited": 4,
    }


def test_quantities_come_from_statements_sentences_cells_and_cover():
    def counted(**parts) -> int:
        return statistics.count(ClaimGraph([Report("r", "r.md", "test", **parts)]))["quantities"]

    text = "Acme has 40 staff."
    passage = Passage("p", "paragraph", text, at(1), None, (Sentence("s", text, at(1), "p"),))
    assert counted() == 0
    assert counted(claims=(Claim("C1", text, at(1), at(1)),)) == 1
    assert counted(passages=(passage,)) == 1
    assert counted(passages=(passage,), claims=(Claim("s1", text, at(1), at(1), in_text=True),)) == 1
    assert counted(cover=(CoverFact("v", "Valuation", "$4.5 billion", at(1), at(1)),)) == 1
    assert counted(tables=(Table("t", "T", at(1), (), ((Cell("t/1", "t", 1, 1, "$5M", at(2)),),)),)) == 1


def test_unread_counts_lines():
    report = Report("r", "r.md", "test", unread=(Place("r.md", 3, 1, 5, 9), Place("r.md", 5, 10, 5, 12)))
    assert statistics.count(ClaimGraph([report]))["unread"] == 3


def test_text_for_people(graph):
    out = statistics.text(statistics.count(graph))
    assert "1 chapter, 3 sections, 1 table" in out
    assert "4 claims, 4 sources, 2 publishers" in out
    assert "1 High, 2 Low, 1 unstated" in out
    assert "1 divided into cells by guess" in out


def test_text_of_nothing():
    assert "lines unread  0" in statistics.text(statistics.count(ClaimGraph([])))
