"""Workings over clauses and sentences: what does not follow is found, and nothing else."""

import pytest
from closing_passages import RIGHT, WRONG
from test_passages import found


@pytest.mark.parametrize("text", WRONG)
def test_a_working_that_does_not_close_is_found(text):
    assert [f.name for f in found(text).findings] == [WRONG[text]]


@pytest.mark.parametrize("text", RIGHT)
def test_a_working_that_closes_and_what_looks_like_one_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)


def test_every_split_of_a_report_is_looked_at():
    text = "Some 58% were women; men were the other 42%.\n\nOf the wells, 91% still give water; 19% do not."
    assert [f.name for f in found(text).findings] == ["shares-do-not-make-100"]
