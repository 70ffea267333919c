"""Relations that the figures of a table show themselves."""

import pytest
from tables_by_arithmetic import ALIKE, TABLES
from test_other_fields import findings


@pytest.mark.parametrize("text", [t for _, t, _ in TABLES] + ALIKE, ids=lambda t: t.splitlines()[0].strip("# "))
def test_right_tables_are_clean(text):
    assert [f.message for f in findings(text)] == []


CHANGES = [(n, t, *change) for n, t, changes in TABLES for change in changes]


@pytest.mark.parametrize(("name", "text", "old", "new", "code"), CHANGES, ids=[f"{n}: {o.strip()} -> {w.strip()}" for n, _, o, w, _ in CHANGES])
def test_changed_figure_is_found(name, text, old, new, code):
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    found = findings(text.replace(old, new))
    assert any(a.place.line == line for f in found for a in f.about), [f.message for f in found]
    assert code in {f.check for f in found}
