"""Whatever is repeated in a text, reading and checking it takes time in proportion to its length, or nearly so."""

from __future__ import annotations

import pytest
from growth import exponent_below

from kg import build, engine
from kg.config import Config

REPEATED = [
    "a ", "a", "1", "1,", "1.", "$1 ", "$1", "(", ")", "((1", "[1]", "[a](b) ", "|", "| 1 ", "\n| 1 | 2 |", "\n- 1 a", "- ", "**", "**a** ",
    "of the ", "from $1 to ", "2020 ", "1-", "1–2 ", " ", "\t", "Series A ", "“", "”", "'s ", "...", "%", "1% ", "1x ", "and ", "A. ", "A",
    "Aa ", "http://a.b ", "about ", "$1 million, ", "a: ", "a, ", "a; ", "of 1 ", "in 2020, ", "1 of 2 ", "led by A ", "A B ", "AB",
    "the A of ", "not ", "per ", "per a ", "up 1% to 2 ", "<a>", "&amp;", "`", "```\n", "\n\n", "\n", "# ", "\n# a", "> ", "\n> a", "1\n",
    "no. ", "12:30 ", "March 2020 ", "1 March ", "=1+", "÷", "1 ÷ 2 = ", "\u0301", "ARR ", "revenue of ", "[^1]", "[^1]: a\n", "@a ", "{",
    "\\", "/", "a/b/", "a-b-", "_", "~1 ", "<!--", "€1bn ", "\u200b", "•", "1) a\n", "(a) ", "A & B ", "A, B and ", "Dr. ", "U.S. ", "..", ", ",
    "Smith et al. (2020) ", "https://a.b/c?d=e&f ", "<sup>1</sup> ", "a.[](http://a.b) ", "(source:: [[a]]) ", "[[a]] ", "Source: a\n", "[a][b] ",
]  # fmt: skip

CUES = [
    "ARR rose 5%", "ARR was", "ARR of $5M (derived", "was founded", "was formed as", "chief executive", "led by", "from $1M", "valuation",
    "acquired", "a total of", "between 5", "in March", "since", "40 staff in", "the share of", "a third of", "per",
]  # fmt: skip
"""Words after which rules look ahead; many blanks, brackets or marks follow them."""


def check(text: str) -> None:
    config = Config(subject="Acme")
    engine.run(build.graph_of(build.load_bundles([build.example_bundle(text)], config), config), config)


@pytest.mark.slow
@pytest.mark.parametrize("unit", REPEATED)
def test_in_a_paragraph_and_in_a_claim(unit):
    def text(size):
        run = unit * (size // len(unit))
        quoted = run.replace("\n", " ").replace('"', '""')
        check(f'# Acme\n\nAcme {run} end.\n\nAcme has 40 staff. [C1]\n\n=== claims.csv\nid,statement\nC1,"Acme {quoted} end."\n')

    assert exponent_below(1.6, text, 2000, least=0.015)


@pytest.mark.slow
@pytest.mark.parametrize("unit", [u for u in REPEATED if not set(u) & set("|\n")])
def test_in_a_cell(unit):
    row = "| Acme | {} | $5M |\n"
    head = "# Acme\n\n| Company | Note | Revenue |\n|---|---|---|\n"
    assert exponent_below(1.6, lambda size: check(head + row.format(unit * (size // len(unit)))), 2000, least=0.015)


@pytest.mark.slow
@pytest.mark.parametrize("unit", [" ", "(", "-", ",", "* ", "a "])
@pytest.mark.parametrize("cue", CUES)
def test_after_a_cue(cue, unit):
    def places(size):
        run = cue + unit * (size // len(unit)) + "x 7"
        cell = run.replace("|", "")
        check(f"# Acme\n\nAcme {run} end.\n\n## Acme {run}\n\n- Acme: {run}\n\n| Acme | ARR |\n|---|---|\n| {cell} | $5M |\n| Bolt | {cell} |\n")

    assert exponent_below(1.6, places, 2000, least=0.015)


@pytest.mark.slow
@pytest.mark.parametrize("sentence", ["Acme has {n} staff.", "Acme raised ${n} million in 20{m}.", "In 20{m} sales were {n} units.", "- **2{m}**: {n} a", "| A{n} | {n} | ${m} |"])
def test_in_many_lines(sentence):
    def lines(count):
        check("# Acme\n\n" + "\n\n".join(sentence.format(n=i * 7 % 5003, m=10 + i % 89) for i in range(count)) + "\n")

    assert exponent_below(1.6, lines, 150, least=0.02)
