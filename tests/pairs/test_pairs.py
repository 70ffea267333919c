"""Two documents on one subject: what contradicts between them is found, and nothing else is said.

Each folder holds two documents, ``a.md`` and ``b.md``, and ``labels.toml``: the words on both sides
of each contradiction, and those of pairs that look alike and agree, or mean two things.
"""

import tomllib
from functools import cache
from pathlib import Path

import pytest

import kg

HERE = Path(__file__).parent
CATEGORIES = {"figures-disagree", "facts-disagree", "temporal", "arithmetic", "cross-document"}
RECALL = 0.7
"""The least share of contradictions that must be found."""

PAIRS = sorted(p.parent for p in HERE.glob("*/labels.toml"))


@cache
def findings(folder: Path) -> tuple:
    found = kg.check(kg.load(folder / "a.md", folder / "b.md")).findings
    return tuple(f for f in found if f.category in CATEGORIES)


@cache
def labels(folder: Path) -> dict:
    return tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8"))


def lines(path: Path, words: str) -> set[int]:
    text = path.read_text(encoding="utf-8")
    assert words in text, f"{path} does not contain {words!r}"
    start = text.find(words)
    return set(range(text.count("\n", 0, start) + 1, text.count("\n", 0, start + len(words)) + 2))


def touches(finding, path: Path, words: str) -> bool:
    """Whether a place of a finding is on a line of the words."""
    wanted = lines(path, words)
    return any(
        Path(a.place.path) == path and wanted & set(range(a.place.line, a.place.end_line + 1)) and _inside(a, path, words)
        for a in finding.about
    )


def _inside(about, path: Path, words: str) -> bool:
    """Whether the place, or the text it stands for, overlaps the words; a line may hold a whole paragraph."""
    text = path.read_text(encoding="utf-8")
    rows = text.split("\n")
    offset = lambda line, column: sum(len(r) + 1 for r in rows[: line - 1]) + column - 1  # noqa: E731
    first, last = offset(about.place.line, about.place.column), offset(about.place.end_line, about.place.end_column)
    start = text.find(words)
    return first < start + len(words) and start < max(last, first + 1)


def hit(folder: Path, label: dict) -> bool:
    """Whether one finding has a place on either side."""
    return any(touches(f, folder / "a.md", label["a"]) and touches(f, folder / "b.md", label["b"]) for f in findings(folder))


def missed() -> list[str]:
    return [
        f"{folder.name}: {label['what']}"
        for folder in PAIRS
        for label in labels(folder)["contradiction"]
        if not hit(folder, label)
    ]


def test_contradictions_are_found():
    everything = sum(len(labels(folder)["contradiction"]) for folder in PAIRS)
    gone = missed()
    assert len(gone) <= (1 - RECALL) * everything, "\n".join(gone)


@pytest.mark.parametrize("folder", PAIRS, ids=lambda p: p.name)
def test_nothing_else_is_said(folder):
    """A finding has a place on one side at least of a contradiction on each side it speaks of."""
    known = labels(folder)["contradiction"]
    sides = [((folder / "a.md", label["a"]), (folder / "b.md", label["b"])) for label in known]
    for label in labels(folder).get("within", ()):
        document = folder / label["document"]
        sides.append(((document, label["one"]), (document, label["other"])))
    alarms = [f.message for f in findings(folder) if not any(touches(f, *one) and touches(f, *other) for one, other in sides)]
    assert not alarms


@pytest.mark.parametrize("folder", PAIRS, ids=lambda p: p.name)
def test_labels_quote_the_documents(folder):
    for kind in ("contradiction", "same"):
        for label in labels(folder)[kind]:
            assert lines(folder / "a.md", label["a"]) and lines(folder / "b.md", label["b"])
