"""Two posts of one person, and two sorts of one part, are no contradiction."""

import pytest

from kg import build, config, engine


def found(text: str, *ids: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(ids))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


POSTS = """\
# Kelda Pumps

Ada Roe was appointed finance director in May 2015.

## Board

In 2019 the board appointed Ada Roe chief executive.

Bo Lind joined the company in 2011 as an engineer. Bo Lind joined the board in 2018.

## People

Cleo Marsh was elected to the council in 2012. Cleo Marsh was elected mayor in 2016. Dina Holt took office as treasurer in 2014.

## More

Dina Holt, elected chair in 2020, was promoted to head of research in 2009.

| Person | Post | Appointed |
|---|---|---|
| Ada Roe | Chief executive | 2019 |
| Erik Moss | Head of works | 2017 |

## Chair

Erik Moss was named head of sales in 2021. Erik Moss was appointed to the supervisory board in 2022.
"""

SPONSORS = """\
# Aldermere Town

The main sponsor, Brightwell Energy, pays £2.4 million a year. Income from sponsors rose.

## Sponsors

- Main sponsor: Brightwell Energy (£2.4 million)
- Stand sponsor: Harlow Bank (£2.4 million)

The north stand is sponsored by Harlow Bank, which pays £2.4 million for ten years. The shirt is sponsored by Brightwell Energy for £2.4 million.

| Sponsor | Deal | £ million |
|---|---|---|
| Harlow Bank | North stand | 2.4 |
| Brightwell Energy | Shirt | 2.4 |
"""

STAND = """\
# Aldermere Town

The main sponsor, Brightwell Energy, pays £2.4 million a season.

## Stand

The Harlow stand opened in 2021. The name of the stand sponsor, Harlow Bank, brings in £2.4 million.
"""

ONE_POST = """\
# Kelda Pumps

Ada Roe was appointed finance director in May 2015.

## Board

In 2016 the board appointed Ada Roe finance director.
"""

ONE_PART = """\
# Aldermere Town

The main sponsor, Brightwell Energy, pays £2.4 million a season.

## Summary

- Main sponsor: Harlow Bank (£2.4 million)
"""


def test_two_appointments_of_one_person_are_two():
    assert found(POSTS, "KG601", "KG611") == []


def test_one_appointment_dated_twice_is_told():
    assert len(found(ONE_POST, "KG601", "KG611")) == 1


@pytest.mark.parametrize("text", [SPONSORS, STAND])
def test_two_sponsors_may_pay_the_same(text):
    assert found(text, "KG514") == []


def test_one_sponsor_by_two_names_is_told():
    assert found(ONE_PART, "KG513", "KG514")
