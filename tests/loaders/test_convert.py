"""Any input becomes a report folder that reads the same."""

from __future__ import annotations

import html
import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from office import p, table, word

from kg import build, convert
from kg.cli import cli
from kg.config import Config
from kg.model import Report
from kg.reading import Bundle, RawFile


def loaded(data: bytes, name: str) -> tuple[Report, Report, dict[str, str]]:
    """A report, the same report out of the folder it was converted to, and the files of that folder."""
    bundle = Bundle(name, (RawFile(name, data),))
    files = convert.folder(bundle, Config())
    new = Bundle("new", tuple(RawFile(f"new/{n}", text.encode()) for n, text in files.items()), folder=True)
    (before,), (after,) = build.load_bundles([bundle], Config()), build.load_bundles([new], Config())
    return before, after, files


def content(report: Report) -> dict[str, object]:
    """What a report says, without places and without ids made from them."""
    return {
        "sections": [(s.title, s.level, s.number) for s in report.sections],
        "passages": [(x.kind, x.text, x.label, [c.target for c in x.citations]) for x in report.passages],
        "sentences": [(s.text, [c.target for c in s.citations]) for x in report.passages for s in x.sentences],
        "tables": [[[c.text for c in row] for row in (t.header, *t.rows)] for t in report.tables],
        "claims": [
            (c.statement, c.confidence, [x.target for x in c.sources], [x.target for x in c.disputed_by], dict(c.quotes))
            for c in report.claims
        ],
        "sources": [(s.id, s.title, s.publisher, s.url, s.quote, s.date) for s in report.sources],
        "risks": [(r.title, [c.target for c in r.claims]) for r in report.risks],
    }


WORDS = st.lists(
    st.sampled_from("Acme raised $5 million in 2024 and has 40 staff which grew by 12 % over a year".split()),
    min_size=2,
    max_size=9,
).map(" ".join)
MARKS = st.sampled_from(["", " [1]", " [2]", " [1, 2]", ".[1]", " [7]"])
SENTENCE = st.tuples(WORDS, MARKS).map(lambda one: f"It says {one[0]}{one[1]}.")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    st.tuples(st.just("h"), WORDS),
    st.tuples(st.just("p"), PARAGRAPH),
    st.tuples(st.just("p"), st.sampled_from(["# no heading", "- no item", "> no quote", "| no row |"])),
    st.tuples(st.just("t"), st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=2, max_size=4)),
)
BLOCKS = st.lists(BLOCK, min_size=1, max_size=10)
LIST = ["[1] News: https://news.example.com/1", "[2] Wire: https://wire.example.com/2"]


def as_word(blocks) -> bytes:
    made = {"h": lambda x: p(x, "H1"), "p": p, "t": lambda rows: table(*rows)}
    return word(p("Acme", "Title") + "".join(made[k](x) + p("") for k, x in blocks) + p("Sources", "H1") + "".join(map(p, LIST)))


def as_html(blocks) -> bytes:
    def rows(x):
        return "<table>" + "".join("<tr>" + "".join(f"<td>{html.escape(c)}" for c in row) for row in x) + "</table>"

    made = {"h": lambda x: f"<h2>{html.escape(x)}</h2>", "p": lambda x: f"<p>{html.escape(x)}</p>", "t": rows}
    return (
        "<html><h1>Acme</h1>" + "".join(made[k](x) for k, x in blocks) + "<h2>Sources</h2>" + "".join(f"<p>{x}</p>" for x in LIST)
    ).encode()


def without_escapes(found: dict[str, object]) -> str:
    return repr(found).replace("\\\\", "")


@settings(max_examples=40, deadline=None)
@given(BLOCKS, st.booleans())
def test_documents_read_the_same_as_their_folder(blocks, paged):
    if not paged:
        pytest.importorskip("docx")
    before, after, _ = loaded(as_html(blocks) if paged else as_word(blocks), "acme.html" if paged else "acme.docx")
    assert without_escapes(content(before)) == without_escapes(content(after))


IDS = st.lists(
    st.sampled_from(["S1", "S2", "a b", "https://a.example.com/x,y", "https://b.example.com"]), max_size=3, unique=True
)
CLAIM = st.fixed_dictionaries(
    {
        "claim": PARAGRAPH,
        "confidence": st.sampled_from(["", "High", "MEDIUM-HIGH", "0.3"]),
        "source_urls": IDS,
        "disputed_by": IDS,
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CLAIM, min_size=1, max_size=6))
def test_registers_read_the_same_as_their_folder(rows):
    rows = [{"id": f"C{n}", **row} for n, row in enumerate(rows)]
    before, after, _ = loaded(json.dumps(rows).encode(), "facts.json")
    assert content(before) == content(after)


def test_rows_are_csv_unless_they_hold_more():
    _, _, files = loaded(b'[{"id": 1, "claim": "It grew.", "sources": ["Daily News"]}]', "facts.json")
    assert files == {
        "claims.csv": "id,statement,sources\n1,It grew.,daily-news\n",
        "sources.csv": "id,publisher\ndaily-news,Daily News\n",
    }
    _, _, files = loaded(
        b'[{"id": 1, "claim": "It grew.", "sources": [{"url": "https://a.example.com", "quote": "grew"}]}]', "facts.json"
    )
    assert sorted(files) == ["claims.jsonl", "sources.csv"]


def test_markdown_stays_as_it_is():
    text = "# Acme\n\nIt grew. [1]\n\n## Sources\n\n[1] News: https://a.example.com\n"
    assert loaded(text.encode(), "acme.md")[2] == {"report.md": text}


def test_the_command_writes_a_new_folder_only(tmp_path):
    (tmp_path / "facts.csv").write_text("id,claim,source\n1,It grew.,Wire\n", encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(cli, ["convert", str(tmp_path / "facts.csv"), str(out)])
    assert done.exit_code == 0, done.output
    assert sorted(f.name for f in out.iterdir()) == ["claims.csv", "sources.csv"]
    again = CliRunner().invoke(cli, ["convert", str(tmp_path / "facts.csv"), str(out)])
    assert again.exit_code != 0
    assert "not empty" in again.output
