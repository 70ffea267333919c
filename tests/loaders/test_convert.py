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


# --------------------------------------------------------------------------- workbooks and graphs


def as_workbook(files: dict[str, str], name: str = "acme.xlsx") -> bytes:
    bundle = Bundle("acme", tuple(RawFile(f"acme/{n}", text.encode()) for n, text in files.items()), folder=True)
    return convert.workbook(bundle, Config(), name)


def model(report: Report) -> dict[str, object]:
    """All that a report says; places, files and what is wrong with them are those of the file it is read from."""
    return content(report) | {
        "title": (report.title, report.subject, report.subject_certain, report.as_of),
        "claims more": [(c.id, c.confidence, c.section, [x.target for x in c.derived_from], c.in_text) for c in report.claims],
        "accessed": [s.accessed for s in report.sources],
        "metrics": [(o.subject, o.metric, o.value, o.period_text, o.quantity, o.stated_confidence, [x.target for x in o.claims]) for o in report.observations],
        "cover": [(f.label, f.value) for f in report.cover],
        "risks more": [(r.attributes, r.section) for r in report.risks],
        "figures": [(f.id, f.caption) for f in report.figures],
    }


FILES = {
    "report.md": "---\nsubject: Acme\n---\n\n# Acme\n\n## 1 Staff\n\n  Acme has =40 staff [C1].\n\n| a | b |\n| - | - |\n| 1 | 2 [S1] |\n",
    "claims.jsonl": '{"id": "C1", "statement": "=1+1 is not  what Acme has.", "confidence": "High", "sources": ["S1", "a b", "https://x.example.com/a,b"], "section": "1", "quotes": {"S1": "forty; people"}}\n{"id": "2", "statement": "-5 %", "derived_from": ["C1"], "disputed_by": ["S1"]}\n',
    "sources.csv": "id,title,url,date\nS1,007,https://wire.example.com/a,2024-05-06\n",
    "metrics.csv": "subject,metric,value,period,claims\nAcme,staff,40,2024,C1\n",
    "risks.csv": "risk,likelihood,claims\nIt falls,50 %,C1\n",
}


def test_a_folder_becomes_a_workbook_that_reads_the_same():
    pytest.importorskip("openpyxl")
    written = as_workbook(FILES)
    assert written == as_workbook(FILES)
    (before,) = build.load_bundles([Bundle("acme", tuple(RawFile(f"acme/{n}", t.encode()) for n, t in FILES.items()), folder=True)], Config())
    (after,) = build.load_bundles([Bundle("acme.xlsx", (RawFile("acme.xlsx", written),))], Config())
    assert model(after) == model(before)
    assert {d.path for d in after.documents} == {f"acme.xlsx#{n}" for n in ("report.md", "claims", "sources", "metrics", "risks")}
    claim = after.claims[0]
    assert (claim.place.path, claim.place.line) == ("acme.xlsx#claims", 2)
    assert after.passages[0].sentences[0].place.line == 9
    again = convert.folder(Bundle("acme.xlsx", (RawFile("acme.xlsx", written),)), Config())
    assert again["report.md"].rstrip("\n") == FILES["report.md"].rstrip("\n")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"claims.csv": "id,statement\n1,a\x07b\n"}, "claims 2 holds a control character"),
        ({"report.md": "x" * 32_768}, r"report\.md 1 has 32,768 characters"),
    ],
)
def test_what_a_workbook_cannot_hold_is_said(files, says):
    from kg.reading import InputError

    pytest.importorskip("openpyxl")
    with pytest.raises(InputError, match=rf"acme\.xlsx: {says}"):
        as_workbook(files)


@pytest.mark.parametrize("format", ["turtle", "trig", "jsonld"])
def test_a_graph_becomes_the_folder_it_was_made_of(format):
    from kg.exporters import choose

    bundle = Bundle("acme", tuple(RawFile(f"acme/{n}", t.encode()) for n, t in FILES.items()), folder=True)
    graph = build.graph_of(build.load_bundles([bundle], Config()), Config())
    written = "".join(choose(format).export(graph, Config())).encode()
    name = f"acme{choose(format).SUFFIX}"
    assert convert.folder(Bundle(name, (RawFile(name, written),)), Config()) == FILES
    pytest.importorskip("openpyxl")
    again = convert.workbook(Bundle(name, (RawFile(name, written),)), Config(), "acme.xlsx")
    assert again == as_workbook(FILES)


@pytest.mark.parametrize("name", ["acme.md", "acme.docx"])
def test_a_graph_of_a_document_becomes_a_folder(name):
    from kg.exporters import choose

    if name.endswith("docx"):
        pytest.importorskip("docx")
    text = "# Acme\n\n## Staff\n\nAcme has 40 staff [1].\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n## Sources\n\n[1] Wire: https://wire.example.com\n"
    made = word(p("Acme", "Title") + p("Staff", "H1") + p("Acme has 40 staff [1].") + table(["a", "b"], ["1", "2"]) + p("Sources", "H1") + p("[1] Wire: https://wire.example.com"))
    bundle = Bundle(name, (RawFile(name, made if name.endswith("docx") else text.encode()),))
    (before,) = build.load_bundles([bundle], Config())
    graph = build.graph_of([before], Config())
    written = "".join(choose("turtle").export(graph, Config())).encode()
    files = convert.folder(Bundle("acme.ttl", (RawFile("acme.ttl", written),)), Config())
    (after,) = build.load_bundles([Bundle("new", tuple(RawFile(f"new/{n}", t.encode()) for n, t in files.items()), folder=True)], Config())
    assert [c.statement for c in after.claims] == [c.statement for c in before.claims]
    assert [(s.id, s.url) for s in after.sources] == [(s.id, s.url) for s in before.sources]
    assert [s.title for s in after.sections if s.title != "Sources"] == ["Staff"]
    assert len(after.tables) == 1


def test_argdown_becomes_text_and_rows():
    text = b"# A\n\nSome prose.\n\n[Grow]: It grows.\n  + <Demand>: Orders rose, see [a](https://a.example.com/x).\n  - [Cost]: It costs.\n"
    bundle = Bundle("acme.argdown", (RawFile("acme.argdown", text),))
    files = convert.folder(bundle, Config())
    (after,) = build.load_bundles([Bundle("new", tuple(RawFile(f"new/{n}", t.encode()) for n, t in files.items()), folder=True)], Config())
    assert [(c.id, c.statement) for c in after.claims] == [("grow", "It grows."), ("demand", "Orders rose, see [a](https://a.example.com/x)."), ("cost", "It costs.")]
    assert [[x.target for x in c.derived_from] for c in after.claims] == [["demand"], [], []]


def test_the_command_writes_a_workbook(tmp_path):
    pytest.importorskip("openpyxl")
    (tmp_path / "facts.csv").write_text("id,claim,source\n1,It grew.,Wire\n", encoding="utf-8")
    out = tmp_path / "out.xlsx"
    done = CliRunner().invoke(cli, ["convert", str(tmp_path / "facts.csv"), str(out)])
    assert done.exit_code == 0, done.output
    (report,) = build.load([str(out)], Config())
    assert [c.statement for c in report.claims] == ["It grew."]
    assert "is there already" in CliRunner().invoke(cli, ["convert", str(tmp_path / "facts.csv"), str(out)]).output
