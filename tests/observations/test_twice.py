"""Figures of few digits, told twice: what differs is found, what is of another thing, time or part is not."""

import pytest
from twice_passages import RIGHT, WRONG

import kg
from kg.config import Config


def findings(text, tmp_path):
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    config = Config()
    return kg.check(kg.load(path, config=config), config, select=["KG3"]).findings


@pytest.mark.parametrize(("field", "text", "pair"), WRONG)
def test_what_differs_is_found(field, text, pair, tmp_path):
    found = findings(text, tmp_path)
    assert any(all(value in repr((f.message, f.data)) for value in pair) for f in found), [f.message for f in found]


@pytest.mark.parametrize(("field", "text"), RIGHT)
def test_look_alikes_are_not(field, text, tmp_path):
    assert not [f.message for f in findings(text, tmp_path)]
