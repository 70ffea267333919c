"""Folders that STORM writes."""

from __future__ import annotations

import json

import pytest

from kg import build
from kg.config import Config
from kg.reading import InputError

PAGES = {
    "url_to_unified_index": {"https://a.example.com/x": 2, "https://b.example.com/y": 1},
    "url_to_info": {
        "https://a.example.com/x": {"title": "A", "snippets": ["It grew\nfast.", "To 40 staff."]},
        "https://b.example.com/y": {"title": "B", "snippets": []},
    },
}


def test_an_article_with_its_pages(tmp_path):
    (tmp_path / "storm_gen_article.txt").write_text("# Draft\n\nOld. [1]\n", encoding="utf-8")
    (tmp_path / "storm_gen_article_polished.txt").write_text(
        "# Acme\n\nAcme has 40 staff.[2] It grew.[1][2] It fell.[3]\n", encoding="utf-8"
    )
    (tmp_path / "url_to_info.json").write_text(json.dumps(PAGES), encoding="utf-8")
    (report,) = build.load([str(tmp_path)], Config())
    assert report.format == "research-folder"
    assert [(s.id, s.title, s.publisher, s.quote) for s in report.sources] == [
        ("2", "A", "a.example.com", "It grew fast. […] To 40 staff."),
        ("1", "B", "b.example.com", ""),
    ]
    assert [[c.target for c in claim.sources] for claim in report.claims] == [["2"], ["1", "2"], ["3"]]


@pytest.mark.parametrize(("text", "says"), [("{", "not valid JSON"), ("{}", "no pages"), ("[1]", "no pages")])
def test_pages_that_cannot_be_read(tmp_path, text, says):
    (tmp_path / "storm_gen_article.txt").write_text("# Acme\n\nText.\n", encoding="utf-8")
    (tmp_path / "url_to_info.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        build.load([str(tmp_path)], Config())


def test_pages_without_an_article(tmp_path):
    (tmp_path / "url_to_info.json").write_text(json.dumps(PAGES), encoding="utf-8")
    with pytest.raises(InputError, match=r"needs url_to_info\.json and"):
        build.load([str(tmp_path)], Config())
