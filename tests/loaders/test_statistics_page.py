"""Pages about one statistic."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from kg.config import Config
from kg.loaders import statistics_page
from kg.model import Report
from kg.reading import Bundle, Lines, RawFile

PAGE = Path(__file__).parent / "fixtures" / "tidal_page.txt"


def bundle(text: str, name: str = "page.txt") -> Bundle:
    return Bundle(name, (RawFile(name, text.encode()),))


def load(text: str) -> Report:
    return statistics_page.load(bundle(text), Config())


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text("utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> Report:
    return load(text)


def test_is_recognised_by_its_headings(text: str) -> None:
    assert statistics_page.recognise(bundle(text)) > 0.8
    assert statistics_page.recognise(bundle("Annual report\n\nWhat happens next\n\nNothing.\n")) == 0
    assert statistics_page.recognise(bundle(text, "page.md")) == 0


def test_title_figure_source_and_date(page: Report) -> None:
    assert page.title == page.subject == "Installed Tidal Stream Capacity"
    assert page.as_of == date(2025, 6, 30)
    assert [(f.label, f.value) for f in page.cover[:3]] == [
        ("Installed Tidal Stream Capacity", "41.2 MW"),
        ("Source", "Tidal Register"),
        ("As of", "2025-06-30"),
    ]


def test_headings_are_sections(page: Report) -> None:
    assert [s.title for s in page.sections] == [
        "What it measures", "Why it matters", "The wind parallel", "Pros — Benefits", "Cons — Risks",
        "Most critical tipping point", "Data & methodology", "Related stats",
    ]  # fmt: skip


def test_lists_carry_their_heading_and_risks_are_risks(page: Report) -> None:
    items = [(p.label, p.text) for p in page.passages if p.kind == "item"]
    assert items[0] == ("Pros — Benefits", "Output is known years ahead")
    assert [r.title for r in page.risks] == ["Maintenance", "Cost per megawatt-hour is three times that of wind"]


def test_scenarios_are_a_table(page: Report) -> None:
    (table,) = page.tables
    assert table.caption == "Most critical tipping point"
    assert [[c.text for c in row] for row in table.rows] == [
        ["Conservative", "200 MW", "~2035", "Subsidies stay as they are."],
        ["Aggressive", "1 GW", "~2032", "Turbines are built in series."],
    ]


def test_method_is_label_and_value(page: Report) -> None:
    assert [(f.label, f.value) for f in page.cover[3:]] == [
        ("Source", "Tidal Register (monthly extract)"),
        ("Caveats", "Rated output, not energy delivered"),
    ]


def test_without_blank_lines_and_title_the_same_is_read(text: str, page: Report) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    begin = lines.index("What it measures")
    dense = load("\n".join(line.replace("  • ", "- ") for line in lines[begin:]))
    assert [s.title for s in dense.sections] == [s.title for s in page.sections]
    assert [r.title for r in dense.risks] == [r.title for r in page.risks]
    assert dense.title == "Installed Tidal Stream Capacity"
    assert not dense.unread


def test_every_line_is_read_and_every_place_is_exact(text: str, page: Report) -> None:
    lines = Lines(page.documents[0])
    for passage in page.passages:
        assert lines.text(passage.place) == passage.text
    for fact in page.cover:
        assert lines.text(fact.value_place) == fact.value
    assert not page.unread


SEEDS = os.environ.get("KG_SEEDS")


@pytest.mark.skipif(not SEEDS, reason="KG_SEEDS does not name a folder of real documents")
def test_real_pages() -> None:
    found = [RawFile(str(p), p.read_bytes()) for p in sorted(Path(SEEDS).glob("*.txt"))]
    pages = [b for b in (Bundle(f.path, (f,)) for f in found) if statistics_page.recognise(b) > 0.8]
    reports = [statistics_page.load(b, Config()) for b in pages]
    assert len(reports) == 2
    assert [r.title for r in reports] == ["HuggingFace Model Downloads", "HuggingFace Spaces"]
    assert [len(r.unread) for r in reports] == [0, 0]
    assert (reports[0].cover[0].value, reports[0].as_of) == ("933.0M", date(2026, 3, 11))
