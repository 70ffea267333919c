"""Each surface takes its seeds and damaged ones: a short run of what ``make fuzz`` and ``mutate.py`` do at length."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import seeds
import surfaces
from test_damaged_input import damage

FOUND = sorted((Path(__file__).parent / "found").glob("*"))
"""Inputs that once failed, named after their surface."""


@pytest.mark.parametrize("name", surfaces.SURFACES)
def test_seeds_pass(name):
    for seed in list(seeds.SEEDS[name]())[:60]:
        surfaces.SURFACES[name](seed)


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("name", surfaces.SURFACES)
def test_damaged_seeds_pass(name, part):
    _damaged(name, range(part * 15, part * 15 + 15))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(1, 6))
@pytest.mark.parametrize("name", surfaces.SURFACES)
def test_many_damaged_seeds_pass(name, part):
    _damaged(name, range(part * 1000, part * 1000 + 200))


@pytest.mark.parametrize("path", FOUND, ids=lambda p: p.name)
def test_what_once_failed_passes(path):
    surfaces.SURFACES[path.name.split("-")[0]](path.read_bytes())


def _damaged(name: str, numbers: range) -> None:
    known = list(seeds.SEEDS[name]())
    for number in numbers:
        chance = random.Random(number)
        seed = chance.choice(known)
        surfaces.SURFACES[name](seed[:1] + damage(seed[1:], chance))
