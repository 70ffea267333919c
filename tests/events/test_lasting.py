"""Spans counted between dates of the sentences before: wrong ones are told of, others are not."""

import pytest

from kg import build, config, engine

WRONG = (
    "The list stood at 6,400 in 2014 and at 9,200 in 2023. It has grown by 2,800 in seven years, or 44 per cent.",
    "Sales were 86 million in 2024. In 2017 they were 64 million. Over five years we have thus grown by 6% a year.",
    "She signed the loan on 11 January 2024; it runs for fifteen years, until January 2036.",
    "The mill restarted in July 2024 after a standstill of five months, which had begun in February 2023.",
    "We polled firms between 13 January and 28 March 2025. Fieldwork therefore lasted just under seven weeks.",
    "The line was cut on 11 August 2022. The station was dark for nine days, until 24 August.",
    "He led the station over twenty-two years, from 1996 to 2016.",
    "The board met on 1 March 2025. Lowering it took fourteen days, from 3 March to 27 March.",
    "We propose 90 million over the five years from 2025 to 2031.",
    "The radar was ordered in March 2025 and comes in September 2026, fifteen months after the order.",
)

RIGHT = (
    "The list stood at 6,400 in 2016 and at 9,200 in 2023. It has grown by 2,800 in seven years, or 44 per cent.",
    "Sales were 86 million in 2024. In 2019 they were 64 million. Over five years we have thus grown by 6% a year.",
    "She signed the loan on 11 January 2024; it runs for fifteen years, until January 2039.",
    "The mill restarted in July 2024 after a standstill of five months, which had begun in February 2024.",
    "We polled firms between 13 January and 28 February 2025. Fieldwork therefore lasted just under seven weeks.",
    "The line was cut on 11 August 2022. The station was dark for nine days, until 20 August.",
    "The trial ran between 2020 and 2022. Responses lasted 9.7 months in the median.",
    "It was inspected in October 2019, five years and four months before the leak of 21 February 2025.",
    "Prices were 40 in 2014 and 60 in 2023. In ten years they will be higher.",
    "Five years ago, in 2018/19, income was 2.4 million. It grew in the last three years.",
    "The town had 410 people in 2014 and 520 in 2024. Every five years a new road is built up there.",
)


def found(text: str) -> list[str]:
    settings = config.Config()
    text = f"# Note\n\n{text}\n"
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG609",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


@pytest.mark.parametrize("text", WRONG)
def test_wrong_spans(text):
    assert found(text)


@pytest.mark.parametrize("text", RIGHT)
def test_right_spans(text):
    assert found(text) == []
