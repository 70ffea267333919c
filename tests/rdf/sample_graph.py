"""Small graphs made by hand, with at least one node of every type and every awkward character."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal

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
    Period,
    Place,
    Precision,
    Publisher,
    Quantity,
    Report,
    Risk,
    Section,
    Sentence,
    Source,
    Table,
    Trouble,
)

CONFIG = Config(base="https://data.example.org/reports/")
AWKWARD = 'He said "no" \\ tab\tline\nfeed\rreturn \x07 bell — naïve 東京 \U0001f600 \x85 </x> & ]]>'


def at(line: int, column: int = 1, width: int = 10) -> Place:
    return Place("report.md", line, column, line, column + width)


def cite(*ids: str, line: int = 1) -> tuple[Citation, ...]:
    return tuple(Citation(id, at(line, 5 + 7 * n, 5)) for n, id in enumerate(ids))


def money(text: str, low: str, high: str | None = None) -> Quantity:
    return Quantity(0, len(text), text, "money", Decimal(low), Decimal(high or low), currency="USD")


def year(n: int) -> Period:
    return Period(date(n, 1, 1), date(n, 12, 31), Precision.YEAR)


def revenue(id: str, value: str, low: str, when: int, **more) -> Observation:
    return Observation(id, "Acme", "annual revenue", value, at(40 + when % 10), money(value, low), year(when), str(when), **more)


def report(name: str = "acme") -> Report:
    header = tuple(Cell(f"rounds/r0c{n}", "rounds", 0, n, text, at(20, n)) for n, text in enumerate(("Round", "Amount"), 1))
    row = (
        Cell("rounds/r1c1", "rounds", 1, 1, "Series D", at(21)),
        Cell("rounds/r1c2", "rounds", 1, 2, "$235M", at(21, 12), certain=False, citations=cite("C1", line=21)),
    )
    sentences = (
        Sentence("s1", "Acme raised $235M [C1].", at(11), "p1", "1.1", cite("C1", line=11)),
        Sentence("s2", "It cites what is not there [C9].", at(12), "p1", "1.1", cite("C9", line=12)),
    )
    return Report(
        name,
        "report.md",
        "report-folder",
        title="Acme under examination",
        subject="Acme",
        subject_certain=True,
        as_of=date(2026, 5, 9),
        documents=(Document("report.md", "…", "ab" * 32), Document("claims #1.csv", "…", "cd" * 32)),
        sections=(Section("1", "History", 1, at(9), "1"), Section("1.1", "Funding", 2, at(10), "1.1", "1")),
        passages=(
            Passage("p1", "paragraph", AWKWARD, at(11), "1.1", sentences, cite("C1", line=11) + cite("C9", line=12)),
            Passage("p2", "references", "[C2]", at(24), "1.1", citations=cite("C2", line=24), belongs_to="rounds"),
        ),
        tables=(Table("rounds", "Funding rounds", at(19), header, (row,), "1.1", citations=cite("C2", line=19)),),
        figures=(Figure("revenue", "Revenue by year", at(30), "1", cite("C3", line=30)),),
        cover=(CoverFact("valuation", "Valuation", "4500 USD M", at(3), at(3, 12), citations=cite("C2", line=3)),),
        claims=(
            Claim("C1", "Acme raised $235M in 2023.", at(101), at(101, 8), Confidence.HIGH, "high", cite("S1", line=101)),
            Claim("C2", "Acme is worth $4.5B.", at(102), at(102, 8), Confidence.MEDIUM, sources=cite("S1", "S2", line=102)),
            Claim(
                "C3", "Revenue doubled.", at(103), at(103, 8), Confidence.LOW, sources=cite("S2", "S3"), derived_from=cite("C1")
            ),
            Claim("C4", AWKWARD, at(104), at(104, 8), sources=cite("S3"), disputed_by=cite("S2"), quotes={"S3": 'so "they" say'}),
            Claim("C1", "The same id again.", at(105), at(105, 8)),
            Claim(
                "C 5/ä?#",
                "An id that is no good address.",
                at(106),
                at(106, 8),
                Confidence.HIGH,
                sources=cite("S1"),
                in_text=True,
            ),
        ),
        sources=(
            Source("S1", "Sacra", "Acme funding", at(201), "Acme has raised $235 million", "https://e.org/a?b=c d", "2023-08-24"),
            Source(
                "S2", "Sacra Research", "Acme valuation", at(202), date="Spring 2024", accessed="2026-05-01", raw="S2 Sacra …"
            ),
            Source("S3", "The Paper", "Acme doubles", at(203), date="2024", certain=False),
        ),
        observations=(
            revenue("o1", "$70M", "70000000", 2023, carrier=("cell", "rounds/r1c2"), claims=cite("C3"), confidence=0.9),
            revenue("o2", "$130.10M", "130100000.00", 2024, scope=(("status", "actual"),), stated_confidence=Confidence.LOW),
            revenue("o3", "$1E+11", "1E+11", 2030, role="target", scope=(("case", "bull"), ("status", "forecast"))),
            Observation("o4", "Acme", "lead investor", "Salesforce", at(50), carrier=("claim", "C1")),
            Observation("o5", "Acme", "share", "86 %", at(51), Quantity(0, 4, "86 %", "percent", Decimal(86), Decimal(86))),
        ),
        risks=(
            Risk(
                "cloud", "One cloud", at(60), (("Likelihood", "Medium"), ("Mitigation plan", "A second one")), "1.1", cite("C3")
            ),
            Risk("staff", "Key people leave", at(61)),
        ),
        unread=(at(99),),
        troubles=(
            Trouble("duplicate-id", "C1 is used twice.", at(105), "C1", (at(101),)),
            Trouble("encoding-trouble", "not UTF-8.", at(1)),
        ),
        remarks=(("single-source: known", at(106, 30), at(106)),),
        understood=("claims.csv: “claim” as statement", "claims.csv: 'note' not read"),
    )


def publishers() -> dict[str, Publisher]:
    sacra, paper = Publisher("sacra", "Sacra", ("Sacra", "Sacra Research")), Publisher("the-paper", "The Paper", ("The Paper",))
    return {"S1": sacra, "S2": sacra, "S3": paper}


def findings(name: str = "acme") -> list[Finding]:
    left = About("claim", "C1", at(101), "raised $235M", name, "left")
    right = About("cell", "rounds/r1c2", at(21, 12), "$230M", name, "right")
    third = About("document", None, at(70), "raised $230M", name, "right")
    return [
        Finding(
            "KG301", "figures-disagree", "figures-disagree", Severity.ERROR, Certainty.HIGH,
            "$235M and $230M", (left, right, third), {"right": Decimal(230), "left": Decimal(235)}, "aaaa000011112222",
        ),
        Finding(
            "KG201", "single-source", "evidence", Severity.WARNING, Certainty.HIGH,
            "C1 rests on S1 alone", (About("claim", "C1", at(101), "Acme raised", name),), {}, "bbbb000011112222",
        ),
        Finding(
            "KG201", "single-source", "evidence", Severity.WARNING, Certainty.HIGH,
            "C 5 rests on S1 alone", (About("claim", "C 5/ä?#", at(106), "An id", name),), {}, "cccc000011112222", "known",
        ),
    ]  # fmt: skip


def sample() -> ClaimGraph:
    """One report with everything."""
    graph = ClaimGraph([report()], {"acme": publishers()})
    graph.add_findings(findings())
    return graph


def pair() -> ClaimGraph:
    """Two reports that use the same ids, and a contradiction between them."""
    graph = ClaimGraph([report(), report("bolt")], {"acme": publishers(), "bolt": publishers()})
    across = tuple(About("claim", "C2", at(102), "worth", name, name) for name in ("acme", "bolt"))
    problem = Finding(
        "KG901",
        "figures-disagree",
        "figures-disagree",
        Severity.WARNING,
        Certainty.LOW,
        "two values",
        across,
        {},
        "dddd000011112222",
    )
    graph.add_findings([*findings(), problem])
    return graph


def large(claims: int, cells: int) -> ClaimGraph:
    """A report with many claims and cells, for measurements."""
    listed = tuple(
        Claim(
            f"C{n:05}",
            f"Statement {n} with ${n}M in it.",
            at(n),
            at(n),
            Confidence.HIGH,
            sources=cite(f"S{n % 200}", f"S{n % 7}"),
        )
        for n in range(claims)
    )
    rows = tuple(
        tuple(Cell(f"t/r{row}c{column}", "t", row, column, f"value {row} {column}", at(row, column)) for column in range(1, 7))
        for row in range(1, cells // 6 + 1)
    )
    sources = tuple(Source(f"S{n}", f"House {n % 40}", f"Title {n}", at(n), "quoted words") for n in range(200))
    houses = {f"S{n}": Publisher(f"house-{n % 40}", f"House {n % 40}", (f"House {n % 40}",)) for n in range(200)}
    one = Report(
        "large", "large.txt", "evidence-index", claims=listed, sources=sources, tables=(Table("t", "T", at(1), (), rows),)
    )
    return ClaimGraph([one], {"large": houses})


def types_present() -> set[str]:
    return {key.type for key in sample().nodes} & set(NODE_TYPES)


def key(type: str, id: str, name: str = "acme") -> Key:
    return Key(name, type, id)


if __name__ == "__main__":
    from kg.exporters import choose

    sys.stdout.reconfigure(encoding="utf-8", newline="")
    for piece in choose(sys.argv[1]).export(pair(), CONFIG):
        sys.stdout.write(piece)
