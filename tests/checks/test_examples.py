"""Every check finds its bad examples and nothing in its good ones."""

import pytest

from kg import engine, examples
from kg.findings import Status

CHECKS = list(engine.checks().values())


@pytest.mark.parametrize(("one", "text"), [(c, t) for c in CHECKS for t in c.bad], ids=lambda v: getattr(v, "name", ""))
def test_bad_example_is_found(one, text):
    _, outcome = examples.run(one, text)
    assert [r.status for r in outcome.runs] == [Status.RAN], outcome.runs
    assert outcome.findings
    assert {f.check for f in outcome.findings} == {one.code}


@pytest.mark.parametrize(("one", "text"), [(c, t) for c in CHECKS for t in c.good], ids=lambda v: getattr(v, "name", ""))
def test_good_example_is_clean(one, text):
    _, outcome = examples.run(one, text)
    assert all(r.status is not Status.CRASHED for r in outcome.runs), outcome.runs
    assert outcome.findings == ()


@pytest.mark.parametrize("one", CHECKS, ids=lambda c: c.name)
def test_documentation_is_complete(one):
    for heading in ("Why:", "What to do:", "Blind spots:"):
        assert heading in one.doc, f"{one.name} does not say {heading}"
    assert one.good, f"{one.name} has no good example"
    assert one.title.endswith(".")


@pytest.mark.parametrize("one", CHECKS, ids=lambda c: c.name)
def test_findings_show_their_place(one):
    for text in one.bad:
        for finding in examples.run(one, text)[1].findings:
            assert finding.about
            assert finding.about[0].place.line >= 1
            assert "\n" not in finding.message
