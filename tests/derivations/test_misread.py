"""Results that are right although the nearest figures do not give them, and the same with a slip."""

import pytest

from kg import build, config, engine

RIGHT = [
    "Before the works it had 34,200 square feet in a building of 61,500 square feet, so we added 27,300, or 79.8%.",
    "The price of wheat was €20 lower than in 2023, when it stood at €220; that is a decline of 9.1%.",
    "The price was $2.40 in December 2024, compared with $1.60 in December 2023. We think that it will fall to $2.16, a drop of 10%.",
    "We gathered 1,870 tonnes. In 2023 it was 1,700 tonnes. Spread over 34 kitchens, that is 55 tonnes each.",
    "Births were fewer than in any of the four preceding years, 2,987: down 12.2% on 2019.",
    "Of them 384 of 2,400 (16%) were victims; in early 2023 it was 432 of 2,400 (18%). That is a fall of 2 percentage points, or 11.1% of the earlier level.",
    "The shortest match took 52 minutes, the longest 3 hours 22 minutes, 150 minutes more.",
    "Working from home rose from 4.2% to 5.3%, and we put the effect at 4.2 points, 44 percent of the rise.",
    "The prizes came to 1,160 + 185 = 1,345 thousand.",
    "The largest ten bring in $19.0 million, or 29.0% of the total of $65.5 million, down from 37.0% ($14.0 million) the year before.",
    "A cohort paying $100 a year ago lost $6 and bought $34 more.",
    "We had an operating profit of $23.0 million, compared with an operating loss of $27.5 million in the year before.",
    "We passed ten thousand five hundred homes last year and finished this one with 10,800, up 1.9%.",
    "The underspend of £23.0m is the net of the heat network (£17.3m), retrofit (£8.7m) and the two small lines (£0.3m) together, less an overspend of £3.3m.",
    "92 are counted in more than one of those places (80 in two, 12 in all three).",
]  # fmt: skip

WRONG = [
    "Its space rose from 34,200 to 61,500 square feet, an increase of 49.8%.",
    "The price of wheat fell from €220 to €200, a decline of 19.1%.",
    "We gathered 1,870 tonnes for 34 kitchens, that is 65 tonnes each.",
    "Sales rose from 520 to 600, up 13.3%.",
    "The prizes came to 1,160 + 185 = 1,435.",
]


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(f"# Acme\n\n{text}\n")], settings), settings)
    return [f.message for f in engine.run(graph, settings, engine.selected(("KG4",))).findings]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_found(text):
    assert found(text)
