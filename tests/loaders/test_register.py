"""Registers with the column names, ids and confidences that people write."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from helpers import at, folder, single
from office import archive

from kg import config as configuration
from kg.config import Config
from kg.loaders import _confidence
from kg.reading import InputError

A, B = "https://a.example.com/x,y?q=1", "https://b.example.com/"


def supports(report):
    return {c.id: [x.target for x in c.sources] for c in report.claims}


def urls(report):
    pages = {s.id: s.url for s in report.sources}
    return {c.id: [pages.get(x.target, x.target) for x in c.sources] for c in report.claims}


def test_columns_go_by_many_names():
    report = single(f"claim_id;claim_text;Source URLs;Confidence Level;owner\n7;Acme has 40 staff.;{B};HIGH;Ann\n", "facts.csv")
    assert report.format == "register"
    assert [(c.id, c.statement, c.confidence, c.confidence_text) for c in report.claims] == [
        ("7", "Acme has 40 staff.", "High", "HIGH")
    ]
    assert urls(report) == {"7": [B]}
    assert report.troubles == ()
    assert report.understood == (
        "facts.csv: claim_id as id; claim_text as statement; confidence_level as confidence; source_urls as sources; not read: owner",
    )


def test_addresses_keep_their_commas_and_places():
    report = single(f'id,claim,sources\n1,It grew.,"{A}, {B}"\n', "facts.csv")
    assert urls(report) == {"1": [A, B]}
    assert [at(report, c.place) for c in report.claims[0].sources] == [A, B]


def test_names_of_sources_are_sources_where_there_is_no_list():
    report = single("id,claim,source\n1,It grew.,Daily News; The Wire\n2,It fell.,Daily News\n3,It stood.,S7\n", "facts.csv")
    assert [s.publisher for s in report.sources] == ["Daily News", "The Wire"]
    assert supports(report) == {"1": ["daily-news", "the-wire"], "2": ["daily-news"], "3": ["S7"]}


def test_what_a_row_says_of_its_source_is_kept():
    report = single(
        f"id,claim,source_url,source_title,publisher,quote\n1,It grew.,{B},A title,The Wire,it grew fast\n", "facts.csv"
    )
    assert [(s.url, s.title, s.publisher) for s in report.sources] == [(B, "A title", "The Wire")]
    assert list(report.claims[0].quotes.values()) == ["it grew fast"]


def test_objects_as_sources():
    rows = [
        {"id": 1, "claim": "It grew.", "sources": [{"url": B, "title": "T", "quote": "grew"}, {"url": "https://c.example.com"}]}
    ]
    report = single(json.dumps(rows), "facts.json")
    assert urls(report) == {"1": [B, "https://c.example.com"]}
    assert report.sources[0].title == "T"
    assert list(report.claims[0].quotes.values()) == ["grew"]


def test_a_folder_with_names_of_its_own_and_ids_as_addresses():
    sources = json.dumps([{"source_id": 1, "link": B, "headline": "T", "outlet": "Wire"}])
    claims = json.dumps(
        {
            "claims": [
                {"claim_id": "a", "text": "It grew.", "source_urls": [B]},
                {"claim_id": "b", "text": "It fell.", "source_ids": [1, 9]},
            ]
        }
    )
    report = folder(claims_json=claims, sources_json=sources, report_md="# Acme\n\nIt grew [a]. It fell [1].\n")
    assert [(s.id, s.title, s.publisher, s.url) for s in report.sources] == [("1", "T", "Wire", B)]
    assert supports(report) == {"a": ["1"], "b": ["1", "9"]}


def test_rows_by_their_ids():
    report = single('{"C1": {"claim": "It grew.", "sources": ["S1"]}}', "claims.json")
    assert supports(report) == {"C1": ["S1"]}


def test_objects_with_provenance_are_claims():
    payload = {
        "company_record": {"legal_name": "Acme", "founded": 2019, "provenance": [{"source_url": B, "snippet": "since 2019"}]},
        "events": [
            {"event_id": "e1", "title": "Acme raises $5 million", "provenance": [{"source_url": "blog", "snippet": None}]}
        ],
    }
    report = single(json.dumps(payload, indent=1), "acme.json")
    assert [(c.id, c.statement) for c in report.claims] == [
        ("company_record-1", "legal name: Acme; founded: 2019"),
        ("e1", "Acme raises $5 million"),
    ]
    assert [s.url or s.publisher for s in report.sources] == [B, "blog"]
    assert list(report.claims[0].quotes.values()) == ["since 2019"]


def test_lists_deep_inside_and_ids_that_come_back():
    data = {one: {"facts": [{"id": "f1", "claim": f"{one} grew.", "source_urls": [B]}]} for one in ("acme", "bolt")}
    report = single(json.dumps(data), "truth.json")
    assert [c.id for c in report.claims] == ["acme/f1", "bolt/f1"]
    assert report.troubles == ()


def test_the_configuration_says_what_columns_are(tmp_path):
    (tmp_path / "kg.toml").write_text('[columns.claims]\nstatement = "What we say"\nsources = "Woher"\n', encoding="utf-8")
    config = configuration.load(tmp_path / "kg.toml")
    report = single("id,What we say,Woher\n1,It grew.,S1\n", "claims.csv", config=config)
    assert [(c.statement, c.sources[0].target) for c in report.claims] == [("It grew.", "S1")]
    (tmp_path / "kg.toml").write_text('[columns.claims]\nstatment = "x"\n', encoding="utf-8")
    with pytest.raises(InputError, match="statement"):
        configuration.load(tmp_path / "kg.toml")


def test_a_register_that_is_not_understood_says_what_was_found():
    with pytest.raises(InputError, match=r"foo.*\[columns.claims\]"):
        single("foo,bar\n1,2\n", "x.csv", "register")
    with pytest.raises(InputError, match=r"columns.claims"):
        single("id,foo\n1,2\n", "claims.csv")


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("HIGH", "High"),
        ("MEDIUM-HIGH", "Medium"),
        ("Medium/Low", "Low"),
        ("DISPUTED", "Low"),
        ("0.8", "High"),
        ("80 %", "High"),
        ("80%", "High"),
        ("55", "Medium"),
        ("0,3", "Low"),
        ("4/5", "High"),
        ("1", "High"),
        ("high confidence", "High"),
        ("3", None),
        ("maybe", None),
        ("7/0", None),
        ("high to low", "Low"),
    ],
)
def test_confidences(written, step):
    assert _confidence.read(written) == step


# --------------------------------------------------------------------------- workbooks


def book(**sheets):
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_sheets_of_claims_and_sources():
    data = book(
        Claims=[
            ["Register of Acme"],
            [],
            ["ID", "Claim", "Confidence", "Sources"],
            ["C1", "Acme has 40 staff.", 0.9, "1; 2"],
            ["C2", "It grew.", "Low", 3],
        ],
        Sources=[
            ["No.", "Title", "Publisher", "URL", "Date"],
            [1, "T", "Wire", B, date(2024, 5, 1)],
            [2, "U", "News", None, 2023],
        ],
        Notes=[["a", "b"], [1, 2]],
    )
    report = single(data, "acme.xlsx")
    assert supports(report) == {"C1": ["1", "2"], "C2": ["3"]}
    assert [(s.id, s.date) for s in report.sources] == [("1", "2024-05-01"), ("2", "2023")]
    assert [c.confidence for c in report.claims] == ["High", "Low"]
    place = report.claims[0].statement_place
    assert (place.path, place.line) == ("acme.xlsx#Claims", 4)
    assert at(report, place) == "Acme has 40 staff."
    assert {p.path for p in report.unread} == {"acme.xlsx#Claims", "acme.xlsx#Notes"}


def test_cells_are_read_as_they_are_shown():
    from kg.loaders._workbook import format_plain, shown

    assert [shown(v) for v in (1200000, 0.1, True, "a\nb", 1e21)] == ["1200000", "0.1", "TRUE", "a b", "1" + "0" * 21]
    assert shown(0.86, "0%") == "86%"
    assert format_plain(Decimal("86.50")) == "86.5"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04", "cut off"),
        (archive({"xl/workbook.xml": "<a/>"}), "damaged"),
        (archive({"xl/a.xml": b"0" * 30_000_000}), "far larger"),
    ],
)
def test_workbooks_that_cannot_be_read(data, says):
    pytest.importorskip("openpyxl")
    with pytest.raises(InputError, match=says):
        single(data, "acme.xlsx")


def test_a_missing_library_is_named(monkeypatch):
    import sys

    data = book(Claims=[["id", "claim"], [1, "x"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"claimgraph\[xlsx\]"):
        single(data, "acme.xlsx")


def test_configuration_columns_default_to_none():
    assert Config().columns == {}
