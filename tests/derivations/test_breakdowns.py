"""Totals with parts of other names, figures for each with operands told elsewhere, products said in words, and counts."""

import pytest
from breakdown_passages import CHANGED, RIGHT
from test_passages import found


@pytest.mark.parametrize("text", [t for _, t, _ in CHANGED] + RIGHT)
def test_what_follows_or_stands_alone_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)


@pytest.mark.parametrize(("name", "text", "old", "new"), [(n, t, *c) for n, t, changes in CHANGED for c in changes])
def test_a_slip_is_found(name, text, old, new):
    assert text.count(old) >= 1, name
    assert found(new.join(text.rsplit(old, 1))).findings
