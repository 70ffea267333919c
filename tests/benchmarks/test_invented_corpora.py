"""The corpora that speed is measured on: the same for a seed, and what is planted in them is found."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import _corpus

from kg import build, engine
from kg.config import Config


def test_a_seed_gives_one_corpus():
    first, second = (list(_corpus.corpus(5, seed=3, claims=90)) for _ in range(2))
    assert first == second
    assert first != list(_corpus.corpus(5, seed=4, claims=90))
    assert len({name for name, _, _ in first}) == 5


def test_what_is_planted_is_found_and_little_else(tmp_path):
    planted = _corpus.write(tmp_path, 4, claims=60, defects=6)
    config = Config()
    graph = build.build([str(tmp_path)], config)
    found = engine.run(graph, config).findings
    lines = {(str(Path(a.place.path).relative_to(tmp_path)), a.place.line) for f in found for a in f.about}
    assert len(planted) >= 24
    assert {(p.path, p.line) for p in planted} <= lines
    contradictions = [f for f in found if f.category in ("figures-disagree", "arithmetic", "facts-disagree")]
    assert len(contradictions) <= 3 * len(planted)
