"""A report as flattened text and as a folder: the same is found, by check, ids and figures."""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path

import pytest

from kg import config

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(HERE.parent)]

import equal  # noqa: E402
import flatten  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example without its quotes, which a flattened text cannot tell from titles."""
    copy = tmp_path_factory.mktemp("forms") / "report"
    shutil.copytree(ROOT / "data" / "huggingface", copy)
    with (copy / "sources.csv").open(encoding="utf-8", newline="") as source:
        rows = [{**row, "quote": ""} for row in csv.DictReader(source)]
    with (copy / "sources.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return copy


def test_the_worked_example_finds_the_same_as_a_flattened_text(folder: Path):
    text = folder.parent / "report.txt"
    text.write_text(flatten.text(folder), "utf-8")
    settings = config.load(folder / "kg.toml")
    left, right = equal.signs([text], settings), equal.signs([folder], settings)
    assert len(right) > 400
    assert [(mark, s.check, sorted(s.ids), s.message) for mark, s in equal.differences(left, right)] == []


def test_figures_and_ids_decide():
    one = equal.Sign("KG301", ("10", "12"), frozenset({"C1"}), frozenset({"C1"}), "10 versus 12")
    row = equal.Sign("KG301", ("10", "12"), frozenset(), frozenset({"C1"}), "12 versus 10")
    other = equal.Sign("KG301", ("10", "13"), frozenset({"C1"}), frozenset({"C1"}), "10 versus 13")
    assert equal.differences([one], [row]) == []
    assert [mark for mark, _ in equal.differences([one], [other])] == ["<", ">"]
    assert len(equal.differences([one, one], [row])) == 1
