"""Figures held against quotes; the grade step by step; what rests on a claim."""

from __future__ import annotations

import pytest

from kg import build, impact, metrics, quality
from kg.candidates import Context
from kg.candidates.evidence import weigh
from kg.config import Config
from kg.evidence.quotes import Quote
from kg.evidence.quotes import weigh as hold
from kg.graph import Key
from kg.model import Place
from kg.readings import Carrier, Reading

AT = Place("r", 1, 1, 1, 2)


def read(text: str) -> Reading:
    return Reading(Carrier("r", "claim", "c", text, AT), metrics.default())


@pytest.mark.parametrize(
    ("claim", "quote", "verdicts"),
    [
        ("Raised $395.2 million.", "It raised 395.2m dollars, or $395.2M.", ["quoted"]),
        ("Hosts 2M+ models.", "Over 2 million models.", ["quoted"]),
        ("Has 10,000 customers.", "More than 100 customers.", ["absent"]),
        ("Has 635 staff.", "Has grown a lot.", ["absent"]),
        ("Grew 86% to $130M from $70M.", "It grew from ~$70M to $130M.", ["derived", "quoted", "quoted"]),
        ("A multiple of 64x on $70M.", "Valued at $4.5 billion on $70M of ARR.", ["derived", "quoted"]),
        ("Raised $390M in all, $235M of it last.", "$15M, $40M, $100M and $235M.", ["derived", "quoted"]),
        ("Sold $1 million of toys.", "ARR of $130M after $70M.", ["absent"]),
        ("Margin of 60-80%.", "Margin of 70%.", ["absent"]),
        ("Founded in 2016.", "A company.", []),
        ("Rated 4.5/5 by 30 users.", "30 users rated it.", ["absent", "quoted"]),
        ("The fleet had 40 trams in May.", "The fleet had 52 trams in May.", ["contradicted"]),
    ],
)
def test_figures_against_a_quote(claim, quote, verdicts):
    assert [b.status for b in hold(read(claim), (), [Quote("S1", read(quote))])] == verdicts


REPORT = """\
# Acme

## Key facts

- Staff: 40 [C1]

## 1. Company

Acme has 40 staff and 12 shops. [C1]

=== claims.csv
id,statement,confidence,sources,derived_from
C1,Acme has 40 staff.,High,S1; S2,
C2,Acme is expected to have 400 staff by 2040.,High,S3,C1
C3,Acme makes good bread.,High,S4; S5,
C4,Acme has 12 shops.,Low,S1; S2,
C5,Acme has 9 ovens.,High,S6,
=== sources.csv
id,publisher,title,quote
S1,Reuters,Acme hires,Acme has 40 staff in 12 shops.
S2,Forbes,Acme at forty,The 12 shops of Acme employ 40 people.
S3,Latka,Acme in figures,
S4,Acme,About us,
S5,Acme Blog,Our bread,
S6,,Ovens of the region,
"""


@pytest.fixture(scope="module")
def context() -> Context:
    config = Config(subject="Acme")
    return Context(build.graph_of(build.load_bundles([build.example_bundle(REPORT)], config), config), config)


def key(context: Context, id: str) -> Key:
    return Key(context.graph.reports[0].id, "claim", id)


@pytest.mark.parametrize(
    ("id", "level", "verdict", "reasons", "lift"),
    [
        ("C1", "High", "in line", [], ""),
        ("C2", "Low", "overstated", ["unchecked", "imprecision"], "a second source that does not depend on Latka"),
        ("C3", "Low", "overstated", ["interest", "unchecked"], "a source that does not depend on Acme"),
        ("C4", "High", "understated", [], ""),
        ("C5", None, "cannot be graded", ["unchecked"], "the publisher of S6"),
    ],
)
def test_grade(context, id, level, verdict, reasons, lift):
    grade = weigh(context, key(context, id)).grade
    assert (grade.level.value if grade.level else None, grade.verdict, [s.reason for s in grade.steps]) == (
        level,
        verdict,
        reasons,
    )
    assert (grade.lifts[0] if grade.lifts else "") == lift


def test_what_rests_on_a_claim(context):
    found = impact.of(context.graph, key(context, "C1"))
    assert (found.claims, found.cover, found.places) == (1, 1, 1)
    assert found.in_words() == "the cover, 1 derived claim, 1 passage, 2 sections"
    source = Key(context.graph.reports[0].id, "source", "S1")
    assert impact.of(context.graph, source).claims == 3
    assert impact.Impact().in_words() == ""


def test_score_and_what_to_find(context):
    report = context.graph.reports[0]
    measured = {m.name: (m.count, m.of) for m in quality.score(context, report)}
    assert measured["claims-with-independent-evidence"] == (2, 5)
    assert measured["claims-on-own-word"] == (1, 5)
    assert measured["claims-without-countable-source"] == (1, 5)
    assert measured["figures-in-quotes"] == (2, 2)
    assert {w.claims for w in quality.wanted(context, report)} == {("C2",), ("C3",)}
