from __future__ import annotations

import io

import networkx
import pytest
from sample_pages import HOSTILE, hostile, sample

from kg.config import Config
from kg.exporters import gexf, graphml

READ = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


@pytest.mark.parametrize("exporter", [graphml, gexf], ids=lambda m: m.NAME)
@pytest.mark.parametrize("made", [sample, hostile], ids=["sample", "hostile"])
def test_every_node_and_edge_comes_back(exporter, made):
    graph = made()
    text = "".join(exporter.export(graph, Config()))
    back = READ[exporter.NAME](io.BytesIO(text.encode()))
    assert (back.number_of_nodes(), back.number_of_edges()) == (len(graph.nodes), len(graph.edges))
    assert text == "".join(exporter.export(made(), Config()))


def test_types_texts_and_places_are_kept():
    back = networkx.read_graphml(io.BytesIO("".join(graphml.export(sample(), Config())).encode()), force_multigraph=True)
    claim = back.nodes["acme/claim/C1"]
    assert (claim["type"], claim["statement"], claim["path"], claim["line"]) == (
        "claim",
        "Acme sold 12 boats in 2023.",
        "report.md",
        11,
    )
    assert "cites" in {d["type"] for d in back.get_edge_data("acme/claim/C1", "acme/source/S1").values()}


def test_gexf_says_nothing_of_the_day_it_was_written():
    text = "".join(gexf.export(sample(), Config()))
    assert "lastmodified" not in text
    assert 'label="contradicts"' in text


def test_what_xml_cannot_hold_is_replaced_and_the_rest_kept():
    back = networkx.read_graphml(io.BytesIO("".join(graphml.export(hostile(), Config())).encode()))
    statements = {d.get("statement") for _, d in back.nodes(data=True)}
    assert HOSTILE[0] in statements and HOSTILE[7] in statements
    assert "nul\ufffd bell\ufffd \ufffd \u2028 \u2029 \ufeff" in statements
