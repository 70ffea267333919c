"""The page of limits says what the code does."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from kg import reporters
from kg.findings import About, Certainty, Finding, Outcome, Severity
from kg.model import Place
from kg.query import engines
from kg.reporters import ReportContext
from kg.reporters.text import MOST

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(r"^\| (.+?) \| ([\d,]+) \| (.+?) \| `(kg[\w.]+)` \|$", (ROOT / "docs" / "limits.md").read_text(encoding="utf-8"), re.M)


def test_the_page_has_rows():
    assert len(ROWS) >= 20


@pytest.mark.parametrize(("number", "where"), [(row[1], row[3]) for row in ROWS], ids=[row[3] for row in ROWS])
def test_each_number_is_that_of_the_code(number, where):
    owner, _, name = where.rpartition(".")
    if owner.endswith(".Limits"):
        value = import_module(owner.removesuffix(".Limits")).Limits.__dataclass_fields__[name].default
    else:
        value = getattr(import_module(owner), name)
    assert int(number.replace(",", "")) == value


def test_many_findings_of_one_check_are_counted():
    many = tuple(
        Finding("KG101", "dangling-citation", "evidence", Severity.ERROR, Certainty.HIGH, f"cites {n}", (About("citation", str(n), Place("a.md", n, 1, n, 2), "x", "r"),), {}, f"{n:016}")
        for n in range(1, MOST + 31)
    )
    short, full = ("".join(reporters.reporter("text").render(Outcome(many, ()), ReportContext("1", ("a.md",), verbose=v))) for v in (False, True))
    assert "… and 30 more of this check" in short
    assert f"cites {MOST + 1}" not in short
    assert f"cites {MOST + 30}" in full
    assert f"{MOST + 30} errors" in short


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
def test_an_answer_of_too_many_rows_is_refused(monkeypatch, engine):
    monkeypatch.setattr(engines, "MAX_ROWS", 8)
    lines = [f"<x:s{n}> <x:p> <x:o> .\n" for n in range(3)]
    database = engines.choose(engine)(lines)
    assert len(database.query(engines.Query("SELECT * { ?a ?b ?c }")).rows) == 3
    with pytest.raises(engines.QueryError, match="more than 8 rows"):
        database.query(engines.Query("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
