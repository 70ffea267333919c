"""Input that is broken: one clear message with file and line, or a trouble with a place; never a crash."""

import tracemalloc

import pytest
from growth import exponent_below
from helpers import folder, single, troubles

from kg.build import bundles
from kg.config import Config
from kg.loaders import choose
from kg.reading import InputError


@pytest.mark.parametrize("name", ["acme.md", "acme.txt", "claims.csv", "claims.jsonl", "claims.yaml"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (bytes(range(256)), "binary"),
        ("id,statement\n".encode("utf-16-le") + b"\xff", "binary"),
        (b"\xff\xfe\x00", "damaged|empty"),
    ],
)
def test_no_text(name, data, says):
    with pytest.raises(InputError, match=rf"{name}(:\d+)?: .*({says})"):
        single(data, name)


def test_windows_1252_is_read_and_reported():
    report = single("# Café\n\nPrice 5 €.\n".encode("cp1252"))
    assert report.title == "Café" and report.passages[0].text == "Price 5 €."
    assert [(t.kind, t.place.line) for t in report.troubles] == [("encoding-trouble", 1)]
    report = folder(claims_csv="id,statement\nC1,ok\nC2,Café\n".encode("cp1252"))
    assert [c.statement for c in report.claims] == ["ok", "Café"]
    assert troubles(report) == [("encoding-trouble", 3, 1)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(encoding):
    assert single("# Café\n\ntext\n".encode(encoding)).title == "Café"
    report = folder(claims_csv="id,statement\r\nC1,Café\r\n".encode(encoding))
    assert [(c.id, c.statement, c.place.line, c.place.column) for c in report.claims] == [("C1", "Café", 2, 1)]


def test_a_line_of_a_hundred_megabytes(tmp_path):
    path = tmp_path / "long.md"
    with path.open("wb") as file:
        file.write(b"# Acme\n")
        for _ in range(100):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    bundle = bundles([str(path)])[0]
    with pytest.raises(InputError, match=r"long\.md:2: .*100,000,000 characters"):
        choose(bundle).load(bundle, Config())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 450_000_000


def test_unknown_field_and_duplicate_ids_and_missing_column():
    assert troubles(folder(claims_csv="id,statement,colour\nC1,x,red\n")) == [("unknown-field", 1, 14)]
    assert troubles(folder(sources_jsonl='{"id": "S1", "title": "x"}\n{"id": "S1", "title": "y"}\n')) == [("duplicate-id", 2, 9)]
    with pytest.raises(InputError, match=r"claims\.csv:1: .*'id'"):
        folder(claims_csv="statement\nx\n")


def test_yaml_with_a_tab():
    with pytest.raises(InputError, match=r"claims\.yaml:2: .*tab"):
        folder(claims_yaml="- id: C1\n\tstatement: x\n")


def test_broken_rows_are_unread_and_the_rest_is_read():
    report = folder(claims_jsonl='{"id": "C1", "statement": "x"}\n{"id": "C2"\nnonsense\n[1]\n{"id": "C3", "statement": "y"}\n')
    assert [c.id for c in report.claims] == ["C1", "C3"]
    assert troubles(report) == [("unreadable-line", 2, 1), ("unreadable-line", 3, 1), ("unreadable-line", 4, 1)]
    assert [u.line for u in report.unread] == [2, 3, 4]
    report = folder(claims_csv='id,statement\nC1,"open\nC2,x\nC3,a,b,c\nC4,y\n')
    assert [c.id for c in report.claims] == ["C2", "C4"]
    assert [(t.kind, t.place.line) for t in report.troubles] == [("unreadable-line", 2), ("unreadable-line", 4)]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"claims_json": '[{"id": "C1",}]'}, r"claims\.json:1: not valid JSON"),
        ({"claims_json": '{"a": 1}'}, r"claims\.json:1: expected a list"),
        ({"claims_json": "[" * 10_000}, r"claims\.json:1: .*brackets"),
        ({"claims_yaml": "[" * 10_000}, r"claims\.yaml:1: "),
        ({"claims_yaml": "just text"}, r"claims\.yaml:1: expected a list"),
        ({"claims_csv": "id,id,statement\n"}, r"claims\.csv:1: .*twice"),
    ],
)
def test_files_that_cannot_be_read_at_all(files, says):
    with pytest.raises(InputError, match=says):
        folder(**files)


def test_front_matter_that_is_no_yaml():
    report = single("---\ntitle: [open\nsubject: Acme\n---\n\n# Beta\n\nText.\n")
    assert report.title == "Beta" and report.passages[0].text == "Text."
    assert [t.kind for t in report.troubles] == ["unreadable-line"] and report.troubles[0].place.line in (2, 3)
    assert [u.line for u in report.unread] == [2, 3]


def test_rule_at_the_top_is_no_front_matter():
    report = single("---\n\nText: of it.\n\nMore.\n\n---\n")
    assert [p.text for p in report.passages] == ["Text: of it.", "More."] and report.troubles == ()


def test_every_row_with_missing_cells_is_said():
    report = single("| a | b | c |\n| - | - | - |\n| 1 | 2 |\n| 4 | 5 | 6 | 7 |\n| 8 | 9 | |\n| 8 |\n")
    assert troubles(report) == [("missing-field", 3, 3), ("missing-field", 4, 3), ("missing-field", 6, 3)]
    assert len({(t.kind, t.subject) for t in report.troubles}) == 3


HOSTILE = {
    "quotes": ">" * 10_000 + " x",
    "quotes with blanks": "> " * 10_000 + "x",
    "brackets": "[" * 10_000 + "]" * 10_000,
    "links": "[a](" * 10_000,
    "wiki links": "[[" * 10_000,
    "images": "![a](" * 10_000,
    "references": "[1, " * 10_000,
    "ranges": "[1–" * 10_000,
    "stars": "*" * 50_000 + "a",
    "ticks": "`" * 50_000,
    "dots": "." * 50_000 + "x",
    "double quotes": '"' * 50_000 + "a",
    "bars": "|" * 50_000,
    "lists": "\n".join("  " * i + "- x" for i in range(300)),
    "keys": "**a: " * 10_000,
    "blanks": "a" + " " * 50_000 + "b",
    "tags": "<a " * 20_000,
    "addresses": "http://" * 10_000,
    "captions": "Table: " * 10_000,
    "footnotes": "[^1]: " * 5_000,
    "accessed": "## Sources\n\n1. " + 'accessed ("*_[' * 5_000,
    "invisible characters": "a\u200bb" * 10_000,
}


@pytest.mark.parametrize("name", ["acme.md", "acme.txt"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_cost_no_more_than_their_length(kind, name):
    text = HOSTILE[kind]
    assert exponent_below(1.7, lambda size: single(text[:size] + "\n", name), len(text) // 4)
    report = single(text + "\n", name)
    lines = {n for p in (*report.passages, *report.sources, *report.tables) for n in range(p.place.line, p.place.end_line + 1)}
    lines |= {u.line for u in report.unread} | {s.place.line for s in report.sections}
    assert lines or kind in ("bars", "stars")
