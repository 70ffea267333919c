"""Paragraphs that quote rows without their labels, sums without "together", and one of so many things."""

import pytest
from test_other_fields import CODES

from kg import build, config, engine

TABLE = """
| Valley | Ballots sent | Ballots returned |
| --- | --- | --- |
| Aller | 12,340 | 9,870 |
| Brenn | 8,215 | 6,904 |
| Corve | 15,462 | 11,237 |
| Dunne | 6,118 | 5,025 |
| Whole canton | 42,135 | 33,036 |
"""


def findings(text):
    graph = build.graph_of(build.load_bundles([build.example_bundle(f"# Vote\n\n## Returns\n\n{text}\n{TABLE}")], config.Config()), config.Config())
    return engine.run(graph, config.Config(), engine.selected((*CODES, "KG421"))).findings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("In all 42,135 ballots were sent out. Of these, 33,306 came back.", "KG421"),
        ("The office sent 15,462 and got 12,137 back from the south.", "KG421"),
        ("The four valleys returned 33,306 ballots.", "KG421"),
        ("The keenest of the five valleys returned more than eight of ten.", "KG304"),
        ("Two of the six valleys stayed below three quarters.", "KG304"),
    ],
)
def test_what_the_table_does_not_say_is_found(text, code):
    assert [f.check for f in findings(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "In all 42,135 ballots were sent out. Of these, 33,036 came back.",
        # Nothing shows which row is meant; or the cell is given as well.
        "Some 33,306 ballots came back in the vote before.",
        "Of 42,135 ballots 33,036 came back, and 33,306 envelopes.",
        # Another figure than the cell, of other digits.
        "Of 42,135 ballots 31,870 came back by post.",
        "The four valleys have 51,200 voters.",
        "The keenest of the four valleys returned more than eight of ten.",
        "Two of the four valleys stayed below three quarters.",
        "Two of the six villages in Corve had no post office.",
        "The latest of the six counts was in March.",
    ],
)
def test_near_misses_are_left_alone(text):
    assert [f.message for f in findings(text)] == []
