"""Changes bound to the levels that words lead to: found where they do not hold, left alone where another reading gives them."""

import pytest
from change_passages import CHANGED, RIGHT
from growth import exponent_below
from test_passages import derivations_of, found


@pytest.mark.parametrize("text", [t for _, t, _ in CHANGED] + RIGHT)
def test_what_holds_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)


@pytest.mark.parametrize(("name", "text", "old", "new"), [(n, t, *c) for n, t, changes in CHANGED for c in changes])
def test_a_slip_is_found(name, text, old, new):
    assert text.count(old) >= 1, name
    assert found(new.join(text.rsplit(old, 1))).findings


@pytest.mark.parametrize(
    "words",
    ["up 5 % from 6, ", "rose by 5 to 6 after 7 ", "5 more than the 6 when it was ", "an increase of 5 or 6 ", "extend it by 5 bringing it to 6 ", "than than the the ", "5 times its 2020 ", "a third less, ", "the difference to the base, 5 "],
)
def test_time_grows_with_the_length_of_a_sentence_and_no_faster(words):
    assert exponent_below(1.6, lambda length: derivations_of(words, length), 1500)
