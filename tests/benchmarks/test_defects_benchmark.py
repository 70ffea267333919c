"""The benchmark of planted defects runs, plants the same for the same seed, and spoils one mention at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import _clean  # noqa: E402

DRAFTS = _clean.drafts()
KINDS = {"cagr", "cell", "count", "date", "digit", "growth", "headline", "lead", "multiple", "name", "number", "operand",
         "party", "per-head", "place", "scale", "share", "total", "unit", "year"}  # fmt: skip


def test_reports_of_many_fields_and_forms():
    assert len(DRAFTS) >= 12
    assert sum(len(d.files) > 1 for d in DRAFTS) >= 3
    assert any(path.endswith(".txt") and len(d.files) == 1 for d in DRAFTS for path in d.files)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda d: d.name)
def test_a_seed_gives_one_clean_text_and_one_plan(draft):
    for seed in (1, 2):
        clean = _clean.render(draft, seed)
        assert clean == _clean.render(draft, seed)
        assert not any(mark in text for text in clean.files.values() for mark in ("{{", "}}", "%%", "=>", " // "))
        plan = list(_clean.planted(clean, seed, set()))
        assert plan == list(_clean.planted(clean, seed, set()))
        assert len(plan) >= 30
        for change in plan:
            mention = change.mention
            assert change.kind in KINDS
            assert change.wrong != mention.right
            right, wrong = (files[mention.path].split("\n") for files in (clean.files, change.files))
            assert [n for n, (a, b) in enumerate(zip(right, wrong, strict=True), 1) if a != b] == [mention.line]
            assert {p: t for p, t in change.files.items() if p != mention.path} == {p: t for p, t in clean.files.items() if p != mention.path}


def test_seeds_vary_the_wording():
    assert sum(_clean.render(d, 1).files != _clean.render(d, 2).files for d in DRAFTS) >= 10


@pytest.mark.parametrize(
    ("right", "kind", "wrong"),
    [
        ("$4.5 billion", "scale", {"$4.5 million", "$45 billion"}),
        ("£150m", "scale", {"£150bn", "£1500m"}),
        ("three", "count", {"two", "four"}),
        ("€2.5m", "unit", {"$2.5m"}),
    ],
)
def test_wrong_values(right, kind, wrong):
    assert set(_clean.spoil(_clean.Mention("a.md", 1, 0, right, (kind,), ()), kind)) == wrong


def test_a_hedged_figure_is_moved_out_of_its_hedge():
    mention = _clean.Mention("a.md", 1, 0, "84", ("digit",), ())
    assert "93" not in _clean.spoil(mention, "digit", "about ")
    assert "94" in _clean.spoil(mention, "digit", "")


def test_the_benchmark_runs_and_says_its_seeds():
    command = [sys.executable, str(BENCHMARKS / "defects.py"), "--seeds", "7", "8", "--texts", "brightwater", "biotech", "--kinds", "cell", "total"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=1200, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("seeds 7 8; 2 reports, ")
    assert "recall" in done.stdout
    assert "false alarms on clean text: " in done.stdout
    found = next(line.split() for line in done.stdout.splitlines() if line.startswith("cell "))
    assert int(found[2]) > 0
