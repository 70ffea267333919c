"""A clean document cut in two contradicts itself no more than whole: its halves share all their words and differ in nothing."""

import re
from pathlib import Path

from kg import build, engine
from kg.config import Config
from kg.reading import Bundle, RawFile

CLEAN = sorted((Path(__file__).parent.parent / "documents" / "clean").glob("*.md"))
CHECKS = ("KG902", "KG903")
MOST = 0.24
"""The most findings a cut document may give on average; each of them is a false alarm.  Most of the documents are full of look-alikes and of tables."""


def halves(text: str, border: str) -> list[Bundle]:
    """Every other part of a text under its title, and the rest under the same title."""
    title, _, body = text.partition("\n")
    parts = re.split(border, body)
    return [
        Bundle(name, (RawFile(f"{name}/report.md", "\n\n".join([title, *parts[n::2]]).encode()),), folder=True)
        for n, name in enumerate(("odd", "even"))
    ]


def alarms(text: str, border: str) -> list[str]:
    config = Config()
    graph = build.graph_of(build.load_bundles(halves(text, border), config), config)
    return [f.message for f in engine.run(graph, config, [c for c in engine.checks().values() if c.code in CHECKS]).findings]


def test_halves_of_clean_documents_agree():
    pairs = [(path, border) for n, path in enumerate(CLEAN) for border in (r"\n(?=## )", r"\n\n")[n % 2 :]]
    found = {(path.name, border): said for path, border in pairs if (said := alarms(path.read_text(encoding="utf-8"), border))}
    assert CLEAN
    assert sum(map(len, found.values())) <= MOST * len(pairs), found
