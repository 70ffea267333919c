"""Reports of many fields: nothing to say of the consistent ones, and the planted contradictions are found.

``clean`` holds reports in which every figure is consistent, although they are full of figures that
look alike; ``planted`` holds reports with contradictions, listed beside each in a file of the same
name: what kind it is, and the words on both sides.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kg

HERE = Path(__file__).parent
CATEGORIES = {"figures-disagree", "arithmetic", "facts-disagree", "temporal", "confidence-disagrees"}
RECALL = 0.45
"""The least share of planted contradictions that must be found."""


def reports(folder: str) -> list[Path]:
    """The reports of a folder: Markdown files, and folders with a ``report.md``."""
    return sorted(p for p in (HERE / folder).iterdir() if p.suffix == ".md" or p.is_dir())


def texts(path: Path) -> dict[str, str]:
    """The files of a report by name."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {str(f): f.read_text(encoding="utf-8") for f in files}


def spans(path: Path, words: str) -> Iterator[tuple[str, int, int]]:
    """Where words stand in a report: file, start, end."""
    found = False
    for name, text in texts(path).items():
        start = text.find(words)
        while start >= 0:
            found = True
            yield name, start, start + len(words)
            start = text.find(words, start + 1)
    assert found, f"{path.name} does not contain {words!r}"


def covers(finding, path: Path, words: str) -> bool:
    """Whether a place of a finding overlaps the words."""
    for name, start, end in spans(path, words):
        text = texts(path)[name]
        for about in finding.about:
            if about.place.path.endswith(Path(name).name):
                first, last = (
                    offset(text, about.place.line, about.place.column),
                    offset(text, about.place.end_line, about.place.end_column),
                )
                if first < end and start < max(last, first + 1):
                    return True
    return False


def offset(text: str, line: int, column: int) -> int:
    """The position in a text of a line and a column, both counted from 1."""
    lines = text.splitlines(keepends=True)
    return sum(len(part) for part in lines[: line - 1]) + column - 1


@cache
def findings(path: Path) -> tuple:
    """What is found in a report, in the categories that speak of contradictions."""
    outcome = kg.check(kg.load(path, config=kg.config.Config()), config=kg.config.Config())
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return tuple(f for f in outcome.findings if f.category in CATEGORIES)


def planted(path: Path) -> list[dict[str, str]]:
    """The contradictions planted in a report."""
    return tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))["planted"]


def hits(path: Path, plant: dict[str, str]) -> list:
    """The findings that show a planted contradiction: places on both of its sides.

    That two claims carry different labels does not show that their figures differ.
    """
    labels = plant["kind"].startswith("confidence")
    return [
        f
        for f in findings(path)
        if (f.category == "confidence-disagrees") == labels and covers(f, path, plant["a"]) and covers(f, path, plant["b"])
    ]


def each(folder: str) -> list:
    """The reports of a folder as parameters of a test."""
    return [pytest.param(p, id=p.stem) for p in reports(folder)]


@pytest.mark.parametrize("path", each("clean"))
def test_consistent_reports_are_clean(path):
    assert [f"{f.check} {f.message}" for f in findings(path)] == []


@pytest.mark.parametrize("path", each("planted"))
def test_nothing_else_is_found(path):
    strange = [f for f in findings(path) if not any(covers(f, path, p["a"]) or covers(f, path, p["b"]) for p in planted(path))]
    assert [f"{f.check} {f.message}" for f in strange] == []


def test_planted_contradictions_are_found():
    every = [(path, plant) for path in reports("planted") for plant in planted(path)]
    missed = [f"{path.stem}: {plant['kind']}: {plant['a']!r} / {plant['b']!r}" for path, plant in every if not hits(path, plant)]
    assert 1 - len(missed) / len(every) >= RECALL, "\n".join(missed)
