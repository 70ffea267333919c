"""Keys of bibliographies in Markdown: Pandoc, Manubot, BibTeX and CSL-JSON."""

from __future__ import annotations

import json

import pytest
from helpers import folder, single

from kg import build
from kg.config import Config
from kg.loaders import _bibliography
from kg.reading import InputError, RawFile

BIB = """@article{smith2020,
  title = {The {Growth} of Acme \\& Co},
  author = {Smith, Ann},
  journal = {Daily News},
  year = 2020, doi = {10.1000/1}
}
@misc{unused, title={Nobody cites this}, url={https://u.example.com}}
"""


def cited(report):
    return [[c.target for c in claim.sources] for claim in report.claims]


def test_keys_cite_the_bibliography_beside_the_text(tmp_path):
    pytest.importorskip("bibtexparser")
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "acme.md").write_text(
        "# Acme\n\nIt grew [see @smith2020, p. 3; -@lost]. As in [@fig:one]. Write to [a@b.example].\n", encoding="utf-8"
    )
    for path in (tmp_path, tmp_path / "acme.md"):
        (report,) = build.load([str(path)], Config())
        assert [(s.id, s.title, s.publisher, s.url, s.date) for s in report.sources] == [
            ("smith2020", "The Growth of Acme & Co", "Daily News", "https://doi.org/10.1000/1", "2020")
        ]
        assert cited(report) == [["smith2020", "lost"]]
        assert (report.sources[0].place.path.endswith("refs.bib"), report.sources[0].place.line) == (True, 1)


def test_csl_json_in_a_report_folder():
    entries = [
        {
            "id": "a1",
            "type": "report",
            "title": "T",
            "publisher": "P",
            "issued": {"date-parts": [[2019, 2, 8]]},
            "URL": "https://a.example.com",
        }
    ]
    report = folder(report_md="# Acme\n\nIt grew [@a1].\n", references_json=json.dumps(entries))
    assert [(s.id, s.title, s.publisher, s.url, s.date) for s in report.sources] == [
        ("a1", "T", "P", "https://a.example.com", "2019-02-08")
    ]


def test_identifiers_need_no_bibliography():
    text = "It grew [@doi:10.1000/1(2); @pmid:25851694]. It fell [@url:https://a.example.com/x-y/]. It stood [@tag:one].\n\n[@tag:one]: arxiv:1502.04015v1\n"
    report = single(text)
    assert cited(report) == [["doi:10.1000/1(2)", "pmid:25851694"], ["url:https://a.example.com/x-y/"], ["tag:one"]]
    assert [s.url for s in report.sources] == [
        "https://doi.org/10.1000/1(2)",
        "https://pubmed.ncbi.nlm.nih.gov/25851694/",
        "https://a.example.com/x-y/",
        "https://arxiv.org/abs/1502.04015v1",
    ]


def test_keys_without_any_bibliography_are_text():
    assert single("It grew [@smith2020]. `[@code]`\n").claims == ()


def test_entries_that_cannot_be_read_are_told_and_the_others_read(capfd):
    pytest.importorskip("bibtexparser")
    sources, _, troubles = _bibliography.read(RawFile("refs.bib", b"@article{a, title={x\n\n@book{b, title={Y}}\n"))
    assert [s.id for s in sources] == ["b"]
    assert [(t.kind, t.place.line) for t in troubles] == [("unreadable-line", 1)]
    assert capfd.readouterr().err == ""


def test_a_missing_library_is_named(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    with pytest.raises(InputError, match=r"claimgraph\[bibtex\]"):
        _bibliography.read(RawFile("refs.bib", b"@misc{a, title={x}}"))
