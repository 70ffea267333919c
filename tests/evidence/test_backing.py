"""Which side of a contradiction is better backed: said when one clearly is, and only as a hint."""

from kg import build, engine
from kg.config import Config

ROWS = """\
=== claims.csv
id,statement,sources
C1,Orsted Kraft raised $15 million in its Series A.,{first}
C2,Orsted Kraft raised $25 million in its Series A.,{second}
=== sources.csv
id,publisher,title,date,quote
S1,Reuters,Orsted Kraft raises money,{old},{quote}
S2,Handelsblatt,Kraft holt Geld,{old},
S3,Orkney Times,A round for Kraft,{new},
S4,Reuters,A second look at Kraft,{new},
"""


def backing(first, second, quote="", old="2024-01-10", new="2024-02-10"):
    config = Config(subject="Orsted Kraft")
    text = ROWS.format(first=first, second=second, quote=quote, old=old, new=new)
    graph = build.graph_of(build.load_bundles([build.example_bundle(text)], config), config)
    found = [f for f in engine.run(graph, config).findings if f.check == "KG301" and len({a.side for a in f.about}) > 1]
    assert found
    return found[0].data.get("backing")


def test_more_independent_publishers_are_better():
    found = backing("S1; S2", "S3")
    assert found["better"] == "$15 million"
    assert found["why"] == "2 independent publishers against 1"
    assert [s["independent_publishers"] for s in found["sides"]] == [2, 1]


def test_two_sources_of_one_publisher_are_one_voice():
    assert backing("S1; S4", "S3")["better"] is None


def test_a_quote_with_the_value_counts():
    found = backing("S3", "S1", quote="a Series A worth $25 million")
    assert found["better"] == "$25 million" and "quote" in found["why"]


def test_a_quote_without_the_value_does_not():
    assert backing("S3", "S1", quote="a Series A worth a lot")["better"] is None


def test_a_quote_against_more_voices_is_left_to_the_reader():
    assert backing("S2; S3", "S1", quote="a Series A worth $25 million")["better"] is None


def test_much_newer_sources_break_a_tie():
    found = backing("S1", "S3", old="2021-01-10")
    assert found["better"] == "$25 million" and "2024-02-10" in found["why"]


def test_nothing_is_said_without_sources():
    assert backing("", "") is None
