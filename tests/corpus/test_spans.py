"""What is held back by its bounds could not have contradicted anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest

from kg import camps, quantities
from kg.candidates import SETS, Span, Stated
from kg.corpus import conditions, spans
from kg.corpus.engines.duckdb import Embedded
from kg.findings import About
from kg.model import Observation, Place

AT = Place("a.md", 1, 1, 1, 2)
FIGURES = [
    ["$130M", "$131M", "$130.1M", "$130 million", "~$130M", "about $125 million", "$120-140M", "$125-135M", "at least $135M", "under $130M", "more than $130 million", "$90M", "$130,000,001", "$0.13 billion"],
    ["12.7%", "12.75%", "13%", "about 12%", "12.7345%", "12.73451%", "over 12%", "10-15%", "12.70%"],
    ["250 people", "251 people", "250.5 people", "about 250 people", "two hundred and fifty people", "200+ people", "300 people"],
    ["2019", "May 2019", "May 4, 2019", "2020", "June 2019", "April 30, 2019"],
]  # fmt: skip


def stated(text: str, period: str = "", as_of: date | None = None) -> Stated:
    quantity = quantities.extract(text)[0]
    when = quantities.extract(period)[0].period if period else None
    return Stated(Observation("o1", "Acme", "revenue", text, AT, quantity, when), About("sentence", None, AT, text, "r"), "stock", as_of)


def may_differ(a: Stated, b: Stated) -> bool:
    """Whether the rows of two items let a check look at them: in a slot of both, or of one that has none."""
    left, right = (list(spans.rows(SETS["figures"].across.span(s))) for s in (a, b))
    together = [(p, q) for p, q in product(left, right) if p[0] == q[0] or spans.ALWAYS in (p[0], q[0])]
    return any(max(p[1], q[1]) > min(p[2], q[2]) for p, q in together)


@pytest.mark.parametrize("figures", FIGURES, ids=["money", "percent", "counts", "dates"])
def test_figures_that_disagree_are_apart(figures):
    apart = 0
    for a, b in product(map(stated, figures), repeat=2):
        if camps.compare(a.observation, b.observation) != "agree":
            assert may_differ(a, b), (a.observation.value, b.observation.value)
        apart += not may_differ(a, b)
    assert apart > len(figures), "the bounds hold nothing back"


PERIODS = ["", "2019", "2020", "December 2019", "February 2020", "May 2019", "Q4 2019", "FY2019", "2015-2020", "since 2018", "June 30, 2020", "first half of 2019"]
DAYS = [None, date(2019, 11, 30), date(2020, 2, 1), date(2022, 1, 1)]


@pytest.mark.parametrize("nature", ["stock", "flow", "event"])
def test_times_that_are_compared_share_a_slot(nature):
    told = [
        replace(stated(text, period, day), nature=nature)
        for (text, period), day in product([(t, p) for t in ("$130M", "$90M") for p in PERIODS], DAYS)
    ]
    held = 0
    for a, b in product(told, repeat=2):
        if a.observation.value == b.observation.value:
            continue
        if camps.comparable_in_time(a.observation, b.observation, nature, a.as_of, b.as_of, a.latest):
            assert may_differ(a, b), (a.observation.period, a.as_of, b.observation.period, b.as_of)
        held += not may_differ(a, b)
    assert held > 100 or nature == "event"


def test_rounding_makes_intervals_narrower():
    third = Fraction(1, 3)
    ((_, low, high),) = spans.rows(Span("v", (), third, third, True))
    assert low > third * spans.SCALE > high
    ((_, low, high),) = spans.rows(Span("v", (), Fraction(5), Fraction(5), True))
    assert low == high == 5 * spans.SCALE


def test_what_is_undecided_is_apart_from_all_but_itself():
    unknown, other = (next(spans.rows(Span(v))) for v in ("v", "w"))
    assert unknown[1] == unknown[2] != other[1]
    for span in (Span("x", (), Fraction(3), Fraction(4), True), Span("x", (), None, None, True), Span("x", (), Fraction(10) ** 30, None, True)):
        _, low, high = next(spans.rows(span))
        assert max(low, unknown[1]) > min(high, unknown[2])


def test_a_block_is_apart_if_two_of_its_rows_are():
    ibis = pytest.importorskip("ibis")
    pytest.importorskip("duckdb")
    dice = Random(5)
    far = spans.FAR + 3
    ends = [(low, low + dice.randint(0, 3)) for low in range(6)] + [(1 - spans.FAR, 4), (2, spans.FAR - 1), (far, far)]
    rows = [(block, dice.randint(1, 2), dice.choice((spans.ALWAYS, 2019, 2020)), *dice.choice(ends)) for block in range(400) for _ in range(dice.randint(1, 4))]
    names = ("block", "report", "slot", "low", "high")
    table = ibis.memtable([dict(zip(names, row, strict=True)) for row in rows], schema=dict.fromkeys(names, "int64"))
    found = Embedded()
    told = {row["block"]: (row["shared"], row["apart"]) for row in found.rows(found.computed("groups", conditions.groups(found.database.create_table("spans", table, temp=True))))}
    expected = {}
    for block in range(400):
        mine = [row for row in rows if row[0] == block]
        together = [(p, q) for p, q in combinations(mine, 2) if p[2] == q[2] or spans.ALWAYS in (p[2], q[2])]
        expected[block] = len({row[1] for row in mine}) > 1, any(max(p[3], q[3]) > min(p[4], q[4]) for p, q in together)
    assert told == expected
    assert 50 < sum(apart for _, apart in told.values()) < 350
