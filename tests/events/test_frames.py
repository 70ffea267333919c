"""Frames are data: the shipped ones are read, users add words, kinds and names of their own."""

import pytest

from kg import build, config, engine, resources, skos
from kg.events import frames, parties
from kg.reading import InputError

OWN = """\
# Harbour Report

The port authority dredged Kestrel Channel in March 2019.

## History

The port authority dredged Kestrel Channel in June 2021.

=== kg.toml
[events]
dredging = { did = ["dredged"], once = true }
"""


def names_found(text, tmp_path):
    settings = config.Config()
    body = build.example_config(text)
    if body is not None:
        (tmp_path / "kg.toml").write_text(body, encoding="utf-8")
        settings = config.load(tmp_path / "kg.toml")
    reports = build.load_bundles([build.example_bundle(text)], settings)
    return [f.name for f in engine.run(build.graph_of(reports, settings), settings, engine.selected(["KG5", "KG6"])).findings]


def test_every_shipped_frame_is_complete():
    shipped = frames.load()
    assert len({f.id for f in shipped.frames}) == len(shipped.frames) > 10
    roles = {s.partition(":")[2] for s, has in skos.read(resources.find("ontology/events.ttl")).items() if "kg:Role" in has.get("rdf:type", ())}
    for frame in shipped.frames:
        assert frame.agent in {"", *roles}
    assert {"lead", "acquirer", "place"} <= shipped.single


def test_the_lexicon_is_turtle():
    rdflib = pytest.importorskip("rdflib")
    path = resources.find("ontology/events.ttl")
    graph = rdflib.Graph().parse(path)
    assert {str(s).rsplit("/", 1)[-1] for s in graph.subjects()} == {s.partition(":")[2] for s in skos.read(path)}


def test_a_kind_of_ones_own(tmp_path):
    assert names_found(OWN, tmp_path) == ["event-dates-disagree"]
    assert names_found(OWN.partition("=== kg.toml")[0], tmp_path) == []


def test_words_are_added_to_a_shipped_kind():
    found = frames.load({"acquisition": {"did": ("swallowed",)}})
    acquisition = next(f for f in found.frames if f.id == "acquisition")
    assert "swallowed" in acquisition.did and "acquired" in acquisition.did


def test_names_of_one_organisation():
    assert frames.load().key("Lux Capital") == frames.load().key("Lux")
    assert frames.load().key("AWS") == frames.load().key("Amazon")
    own = frames.load(names={"Kestrel Port": ("KP", "Port of Kestrel")})
    assert own.key("KP") == own.key("Kestrel Port") == own.key("Port of Kestrel")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('[events]\ndredging = { dids = ["dredged"] }', "Did you mean 'did'"),
        ("[events]\ndredging = 3", "must be a table"),
        ('[events]\ndredging = { did = "dredged" }', "must be a list of strings"),
        ("[events]\ndredging = { once = 1 }", "must be true or false"),
        ('[names]\n"Kestrel Port" = "KP"', "must be a list of strings"),
    ],
)
def test_wrong_settings_are_explained(tmp_path, body, said):
    (tmp_path / "kg.toml").write_text(body, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        config.load(tmp_path / "kg.toml")


@pytest.mark.parametrize(
    ("text", "names", "complete"),
    [
        ("from Oakridge Capital, Nordlight, and Siemens.", ("Oakridge Capital", "Nordlight", "Siemens"), True),
        ("from Oakridge Capital, Nordlight, and others.", ("Oakridge Capital", "Nordlight"), False),
        ("from investors including Oakridge and Bosch", ("Oakridge", "Bosch"), False),
        ("from Oakridge (lead), Bosch and 21 other investors", ("Oakridge", "Bosch"), False),
        ("from Oakridge in March 2021", ("Oakridge",), True),
    ],
)
def test_lists_of_names(text, names, complete):
    found = parties.listed(text, len("from"))
    assert (found.names, found.complete) == (names, complete)


def test_no_names_no_list():
    assert parties.listed("from strategic investors", 4) is None
    assert parties.listed("from March 2021", 4) is None
