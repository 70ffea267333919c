"""One figure told twice in plain sentences, key lines and small tables, and figures of two things that look alike."""

from pathlib import Path

import pytest

import kg
from kg.findings import Severity

HERE = Path(__file__).parent


def _texts(name):
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def _found(line, path):
    title, _, rest = line.rpartition(" :: ")
    first, second = (part.replace("\\n", "\n") for part in rest.rsplit(" | ", 1))
    path.write_text(f"# {title or 'Annual report'}\n\n## Summary\n\n{first}\n\n## Details\n\n{second}\n", encoding="utf-8")
    return [f for f in kg.check(kg.load(path)).findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("line", _texts("elementary_figures_differing.txt"))
def test_one_figure_told_with_two_values_is_found(line, tmp_path):
    assert _found(line, tmp_path / "report.md")


@pytest.mark.parametrize("line", _texts("elementary_figures_of_two_things.txt"))
def test_figures_of_two_things_are_left_alone(line, tmp_path):
    assert not _found(line, tmp_path / "report.md")
