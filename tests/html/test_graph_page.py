from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("pyvis")

from sample_pages import HOSTILE, contradiction, graph, hostile, listed_twice, place, report, sample, statements

from kg import html
from kg.config import Config
from kg.exporters import _html_data, _html_network
from kg.exporters import html as exporter
from kg.exporters._claim_view import view
from kg.exporters._html_network import picture
from kg.model import Report

CONFIG = Config(subject="Acme")
ROOT = Path(__file__).resolve().parents[2]


def page(made, config=CONFIG) -> str:
    return "".join(exporter.export(made, config))


def data(text: str) -> dict:
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])


class Elements(HTMLParser):
    """Collects every start tag with its attributes, as a browser without scripts would see them."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_library_is_the_published_one_and_its_licences_stand_beside_it():
    assert hashlib.sha256(html.asset(html.VIS_NETWORK).encode()).hexdigest() == html.VIS_NETWORK_SHA256
    assert html.VIS_NETWORK_SHA256 in html.asset("vendor/README.md")
    assert "Almende" in html.asset("vendor/vis-network-LICENSE-MIT.txt")
    assert "</script" not in html.vis_network().lower()
    assert "sourceMappingURL" not in html.vis_network()
    assert "@license" in html.vis_network()


@pytest.mark.parametrize(("name", "hash"), [(html.YASQE, html.YASQE_SHA256), (html.YASQE_STYLE, html.YASQE_STYLE_SHA256)])
def test_the_editor_is_the_published_one(name, hash):
    assert hashlib.sha256(html.asset(name).encode()).hexdigest() == hash
    assert hash in html.asset("vendor/README.md")
    assert "sourceMappingURL" not in html.without_source_map(html.asset(name))


def test_nothing_is_loaded_from_anywhere():
    for tag, attributes in Elements(page(sample())).tags:
        assert "src" not in attributes and "srcset" not in attributes, tag
        assert tag not in ("link", "iframe", "object", "embed", "base", "img")
        assert attributes.get("href", "#").startswith("#")


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page():
    text = page(sample())
    tags = Elements(text).tags
    policy = next(a["content"] for t, a in tags if a.get("http-equiv") == "Content-Security-Policy")
    scripts = [html.content_hash(s) for s in re.findall(r"<script>(.*?)</script>", text, re.S)]
    styles = [html.content_hash(s) for s in re.findall(r"<style>(.*?)</style>", text, re.S)]
    assert f"script-src {' '.join(scripts)};" in policy
    assert f"style-src {' '.join(styles)};" in policy
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert not any(name.startswith("on") or name == "style" for _, attributes in tags for name in attributes)


@pytest.mark.parametrize("made", [sample, hostile], ids=["sample", "hostile"])
def test_only_known_elements_whatever_the_text_says(made):
    text = page(made())
    scripts = [a for t, a in Elements(text).tags if t == "script"]
    assert [a.get("type") for a in scripts] == [None, "application/json", None, None]
    assert {t for t, _ in Elements(text).tags} <= {t for t, _ in Elements(page(sample())).tags}


def test_hostile_text_is_kept_as_text():
    text = page(hostile())
    found = data(text)
    assert found["title"] == HOSTILE[0]
    block = re.search(r'id="data">(.*?)</script>', text, re.S)[1]
    assert not set(block) & set("<>&\u2028\u2029")
    assert {HOSTILE[0], HOSTILE[1], HOSTILE[3]} <= {
        unescape(id) for id in re.findall(r"<tr id=r\d+><th scope=row>(.*?)<td>", text)
    }


def test_marks_that_turn_the_text_around_are_written_out():
    text = page(hostile())
    assert not set(text) & set("\u202e\u2066\u2069\x00\x07\ufeff")
    assert "1,000⟨U+202E⟩000,1" in text
    text.encode("utf-8")


def test_long_text_is_there_once_in_the_table_and_not_in_the_data():
    long = "x" * 100_000
    made = report()
    claim = replace(made.claims[0], statement=long)
    text = page(graph([replace(made, claims=(claim,))]))
    assert text.count(long) == 1


def test_rows_links_and_frames():
    shown = view(sample(), CONFIG)
    types = [r.key.type for r in shown.rows]
    assert {t: types.count(t) for t in ("claim", "source", "publisher", "risk", "metric", "section", "finding")} == {
        "claim": 6,
        "source": 5,
        "publisher": 3,
        "risk": 1,
        "metric": 1,
        "section": 3,
        "finding": 3,
    }
    assert [f.title for f in shown.chapters.frames] == ["1 Market", "2 Team", "Not tied to a section", "Publishers", "Metrics"]
    by_id = {r.key.id: r for r in shown.rows}
    titles = {id: shown.chapters.frames[by_id[id].frame].title for id in ("C1", "C2", "C4", "S1", "S4", "r1")}
    assert titles == {"C1": "1 Market", "C2": "1 Market", "C4": "2 Team", "S1": "1 Market", "S4": "2 Team", "r1": "2 Team"}
    assert by_id["C1"].facts["independent"] == 1
    assert by_id["S3"].facts["interested"].startswith("Acme")
    assert by_id["C1"].facts["figures"][0].reading == "11.5 to 12.5"
    disputed = {(shown.rows[k.source].key.id, shown.rows[k.target].key.id) for k in shown.links if k.disputes}
    assert disputed == {("C4", "S5")}


def test_contradictions_show_both_sides_the_worst_first():
    shown = view(sample(), CONFIG)
    assert [shown.rows[i].text for i in shown.contradictions] == ["12 boats or 13 boats", "founders differ"]
    sides = shown.sides[shown.contradictions[0]]
    assert [(s.side, shown.rows[s.row].key.id) for s in sides] == [("1", "C1"), ("2", "C2")]
    assert {shown.rows[k.source].key.id for k in shown.links if k.type == "contradicts"} == {"C1", "C4"}


def test_the_picture_is_a_pyvis_network_without_physics_with_a_place_for_each_node():
    found = data(page(sample()))
    drawn = picture(view(sample(), CONFIG))
    assert all({"id", "shape", "x", "y", "size"} <= set(n) for n in drawn.nodes)
    assert all(e["arrows"] == "to" for e in drawn.edges)
    shapes, nodes = found["network"]["shapes"], found["network"]["nodes"]
    plain = [(n["id"], n["x"], n["y"], n["size"], n["shape"]) for n in drawn.nodes]
    assert [(*n[:4], shapes[n[4]]) for n in nodes] == plain
    assert found["network"]["edges"] == [e["id"] for e in drawn.edges]
    for edge in drawn.edges:
        assert found["links"][edge["id"]][1:3] == [edge["from"], edge["to"]]


def test_grades_are_explained_and_figures_shown_as_read():
    found = data(page(sample()))
    rows = {r.ref: plain for r, plain in zip(view(sample(), CONFIG).rows, found["rows"], strict=True)}
    words = found["words"]
    assert rows["C1"]["grade"] == "Medium" and rows["C1"]["verdict"] == "overstated"
    assert words[rows["C1"]["reasons"][0]] == "starts at Medium: one independent publisher (Boat News)"
    assert "a second source that does not depend on Boat News" in words[rows["C1"]["lifts"][0]]
    assert "grade" not in rows["C6"]
    assert [words[n] for n in rows["C3"]["read"][0][:2]] == ["$4.5B", "4,450,000,000 to 4,550,000,000 USD"]
    assert "read" not in rows["C1"] and [words[n] for n in found["figures"][0][2:4]] == ["12", "11.5 to 12.5"]


def test_a_work_listed_twice_is_one_work():
    made = report()
    twin = replace(made.sources[0], id="S9", place=place(26))
    shown = view(graph([replace(made, sources=(*made.sources, twin))]), CONFIG)
    by_id = {r.key.id: r for r in shown.rows}
    assert shown.rows[by_id["S9"].facts["work"]].key.id == "S1"
    assert "work" not in by_id["S1"].facts


def test_a_work_listed_twice_is_drawn_once_with_all_that_cites_it():
    shown = view(listed_twice(), CONFIG)
    drawn = picture(shown)
    ids = {n["id"]: shown.rows[n["id"]].key.id for n in drawn.nodes}
    assert "S1" in ids.values() and "S9" not in ids.values()
    ends = [(ids[e["from"]], ids[e["to"]]) for e in drawn.edges]
    assert ends.count(("C4", "S1")) == 1 and ("C1", "S1") in ends


def test_a_large_graph_is_drawn_as_its_sections(monkeypatch):
    monkeypatch.setattr(_html_network, "_DRAWN_MOST", 5)
    found = data(page(sample()))
    assert found["network"]["aggregated"] and not found["network"]["edges"]
    types = {view(sample(), CONFIG).rows[n[0]].key.type for n in found["network"]["nodes"]}
    assert types == {"publisher", "metric"}
    assert [f["title"] for f in found["frames"]][:2] == ["1 Market", "2 Team"]
    assert len(found["rows"]) == 22 and found["between"] == []


def test_contradictions_between_sections_are_counted():
    made = graph([report()], [contradiction("acme", n, "C1", "C4", f"number {n}") for n in range(3)])
    shown = view(made, CONFIG)
    assert _html_data._between(shown) == [[0, 1, 3, 3]]


def test_the_lines_of_a_large_graph_wait_where_a_page_without_scripts_shows_them(monkeypatch):
    monkeypatch.setattr(exporter, "_LINES_MOST", 3)
    text = page(hostile())
    waiting = re.search(r'<noscript id="lines">(.*?)</noscript>', text, re.S)[1]
    assert len(re.findall(r"\n<tr id=r\d+>", waiting)) == len(data(text)["rows"])
    assert not re.search(r"<tr id=r\d", text.replace(waiting, ""))
    assert {HOSTILE[0], HOSTILE[1]} <= {unescape(id) for id in re.findall(r"<tr id=r\d+><th scope=row>(.*?)<td>", waiting)}


def test_the_page_of_the_example_is_one_small_file():
    from kg import build, config, engine

    settings = config.load(ROOT / "data" / "huggingface" / "kg.toml")
    made = build.build([str(ROOT / "data" / "huggingface")], settings)
    made.add_findings(f for f in engine.run(made, settings).findings if f.suppressed is None)
    assert len(page(made, settings).encode()) < 1_500_000


def test_a_finding_leads_to_the_page_of_findings_where_there_is_one():
    text = "".join(exporter.export(sample(), CONFIG, "acme-findings.html"))
    assert 'href="acme-findings.html"' in text and data(text)["findingsPage"] == "acme-findings.html"
    assert data(page(sample()))["findingsPage"] == ""


def test_sentences_with_figures_stand_for_claims_where_none_are_listed():
    shown = view(statements(), CONFIG)
    sentences = [r for r in shown.rows if r.key.type == "sentence"]
    assert [r.text for r in sentences] == ["We sold 12 boats.", "We sold 14 boats."]
    assert [f.value for f in sentences[0].facts["read"]] == ["12"]
    assert [shown.chapters.frames[r.frame].title for r in sentences] == ["1 Boats", "1 Boats"]
    drawn = [(shown.rows[k.source].text, shown.rows[k.target].text) for k in shown.links if k.type == "contradicts"]
    assert drawn == [("We sold 12 boats.", "We sold 14 boats.")]
    assert [s.row for s in shown.sides[shown.contradictions[0]]] == [shown.rows.index(r) for r in sentences]
    assert "2 sentences with figures" in page(statements())
    # They are lines of text, in the order of the report, in a frame that is a list.
    picked = picture(shown)
    at = {shown.rows[n["id"]].text: (n["x"], n["y"]) for n in picked.nodes if shown.rows[n["id"]].key.type == "sentence"}
    assert at["We sold 12 boats."][0] == at["We sold 14 boats."][0]
    assert at["We sold 12 boats."][1] < at["We sold 14 boats."][1]
    assert picked.arrangement.columns[0] > 400


def test_equal_ids_of_two_reports_have_names_of_their_own():
    refs = [r.ref for r in view(graph([report("one"), report("two")]), CONFIG).rows]
    assert len(refs) == len(set(refs))
    assert "one/claim/C1" in refs and "two/claim/C1" in refs


def test_readable_without_scripts():
    text = re.sub(r"<script.*?</script>", "", page(sample()), flags=re.S)
    for words in (
        "Acme sold 12 boats in 2023.",
        "12 boats or 13 boats",
        "Boat News",
        "sha256:abababababab",
        "as of 2024-05-01",
        "founded 2001",
    ):
        assert words in text


def test_an_empty_report_makes_a_page():
    text = page(graph([Report("empty", "empty.md", "markdown")]))
    assert "No contradiction was found" in text


def test_same_bytes_under_any_hash_seed():
    code = """
import sys
sys.path[:0] = %r
from sample_pages import sample
from kg.config import Config
from kg.exporters import html
sys.stdout.buffer.write("".join(html.export(sample(), Config(subject="Acme"))).encode())
"""
    command = [sys.executable, "-c", code % [p for p in sys.path if p]]
    runs = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in "12"
    ]
    assert runs[0] == runs[1] and len(runs[0]) > 400_000
