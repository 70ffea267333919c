"""What does not follow is found, and nothing else, in passages of many fields."""

import pytest
from derivation_passages import RIGHT, WRONG
from growth import exponent_below

from kg import build, config, engine
from kg.candidates import Context
from kg.derivations.find import find

CODES = ("KG304", "KG307", "KG308", *(f"KG40{n}" for n in range(1, 10)), "KG410", "KG417")


def found(text):
    settings = config.Config()
    reports = build.load_bundles([build.example_bundle(f"# Notes\n\n{text}\n")], settings)
    return engine.run(build.graph_of(reports, settings), settings, engine.selected(CODES))


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_follow_is_found(text):
    assert [f.name for f in found(text).findings] == [WRONG[text]]


@pytest.mark.parametrize("text", RIGHT)
def test_what_follows_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)


def derivations_of(words, length):
    text = f"The {words * (length // len(words))}."
    reports = build.load_bundles([build.example_bundle(f"# Notes\n\n{text}\n")], config.Config())
    find(Context(build.graph_of(reports, config.Config()), config.Config()).readings(reports[0]))


@pytest.mark.parametrize("words", ["from a in the 5 to 6 ", "total of 5: 6 and 7, ", "by 5 from 6 to 7 or 10% ", "5 of the 60 (10%), ", "a the about up to 5 ", "divided by 5 or 6 each, the rest 7 in all, 8% more than that, ", "5 of them, which is 6% of the 7 "])
def test_time_grows_with_the_length_of_a_sentence_and_no_faster(words):
    assert exponent_below(1.6, lambda length: derivations_of(words, length), 1500)
