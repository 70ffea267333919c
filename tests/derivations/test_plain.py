"""Sums, differences, products, shares, multiples and rates of plain sentences, as anybody would write them."""

import pytest
from plain_passages import RIGHT, WRONG
from test_passages import found


def _report(first, second):
    return f"# Annual report\n\n## Summary\n\n{first}\n\n## Details\n\n{second}\n"


@pytest.mark.parametrize(("first", "second"), WRONG)
def test_plain_arithmetic_that_is_wrong_is_found(first, second):
    assert found(_report(first, second)).findings


@pytest.mark.parametrize(("first", "second"), RIGHT)
def test_plain_arithmetic_that_is_right_is_left_alone(first, second):
    outcome = found(_report(first, second))
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)
