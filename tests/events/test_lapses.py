"""A time between two dates, in texts of many fields: one that does not fit is found, those that fit are left alone."""

import pytest

from kg import build, config, engine


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG609",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


WRONG = {
    "memo, from a row to a row": """\
# Raises

| Round | Date |
|---|---|
| Seed | October 2019 |
| Series A | January 2022 |

Orla Capital led the Series A of 14.5 million twenty months after the seed.
""",
    "letter, counted to the day of the letter": """\
# Letter to members

9 December 2024

The vote on the ground was taken at the meeting of 18 November 2024, eleven days before this letter went out.
The meeting was held on 18 November 2024, eleven days before this letter was written.
""",
    "annual report, years on": """\
# Home Trust
## Review of the year to 31 March 2024

When Ida Moen opened the first house in 1978, she had eleven beds. Thirty-seven years on we have 52.
""",
    "programme, that start": """\
# Wind farm

Work at sea starts in April 2027. Power is planned for September 2028, seventeen months after the start of work at sea, and
all turbines are to run by June 2029, which is thirty-two months after that start.
""",
    "court report, days": "# Case\n\nThe appeal was lodged on 3 May 2022 (ten days after the judgment of 13 April 2022).\n",
    "dashes": "# Stay\n\nShe was on the ward 4 March 2021 – 9 June 2021, five weeks in all.\n",
}

WRONG["report, days of which only the sentence before gives the year"] = (
    "# Harbour\n\nThe winter of 2021 was hard. The harbour was frozen for 31 days, from 20 January to 9 March, and ships waited outside.\n"
)

RIGHT = {
    "days counted with both ends or without": "# Harbour\n\nThe winter of 2021 was hard. The harbour was frozen for 31 days, from 20 January to 19 February, and the canal for 30 days, from 20 January to 19 February.\n",
    "letter": "# Letter to members\n\n9 December 2024\n\nThe meeting was held on 28 November 2024, eleven days before this letter was written.\n",
    "inclusive months": "# Dig\n\nWe dug from June to August 2023, three months, and from 1 May 2024 to 31 July 2024, three months.\n",
    "rates": "# Cost\n\nIn 2019 it was 40 a month after tax; from 2021, 12 months of rent were due. Two years later prices fell.\n",
    "fits an earlier date": "# Life\n\nShe married in 1990 and moved in 1994. Her first book came out in 1996. Six years later, in 2000, she won the prize.\n",
    "hedged": "# Road\n\nWork began in May 2020 and ended in October 2023, more than two years later; some three years after the start, in 2023, it rained.\n",
    "half years": "# Tram\n\nBuilding starts in March 2027. Three and a half years later, in September 2030, trams run.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_time_is_found(name):
    assert found(WRONG[name]), name


@pytest.mark.parametrize("name", RIGHT)
def test_right_time_is_left_alone(name):
    assert found(RIGHT[name]) == [], name
