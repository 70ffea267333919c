"""kg check --format html: where the page goes, and that it finds the page of the graph beside it."""

from __future__ import annotations

import pytest

pytest.importorskip("jinja2")


def test_the_page_goes_to_exports_and_the_exit_status_stays(kg, acme, tmp_path):
    ran = kg("check", "acme", "--format", "html")
    assert ran.code == 1 and ran.out == ""
    assert ran.err.strip() == "wrote exports/acme-findings.html"
    page = (tmp_path / "exports" / "acme-findings.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "Not yet: 1 finding must be settled first." in page
    assert kg("check", "acme", "--format", "html", "--fail-on", "never").code == 0


def test_a_file_or_stdout_where_asked_for(kg, acme, tmp_path):
    assert kg("check", "acme", "--format", "html", "-o", "out/page.html").err.strip() == "wrote out/page.html"
    ran = kg("check", "acme", "--format", "html", "-o", "-")
    assert ran.out == (tmp_path / "out" / "page.html").read_text(encoding="utf-8")


def test_it_leads_to_the_page_of_the_graph_that_stands_beside_it_and_to_no_other(kg, acme, tmp_path):
    kg("check", "acme", "--format", "html")
    page = tmp_path / "exports" / "acme-findings.html"
    assert 'href="acme.html' not in page.read_text(encoding="utf-8")
    (tmp_path / "exports" / "acme.html").write_text("the graph", encoding="utf-8")
    kg("check", "acme", "--format", "html")
    assert 'href="acme.html#n=C2"' in page.read_text(encoding="utf-8")


def test_several_reports_make_one_page(kg, acme, tmp_path):
    (tmp_path / "other.md").write_text("# Other\n\nOther has 12 staff. [C1]\n", encoding="utf-8")
    assert kg("check", "acme", "other.md", "--format", "html").err.strip() == "wrote exports/corpus-findings.html"


def test_filters_hold_for_the_page(kg, acme, tmp_path):
    kg("check", "acme", "--format", "html", "--select", "KG1", "--min-severity", "error")
    page = (tmp_path / "exports" / "acme-findings.html").read_text(encoding="utf-8")
    assert page.count("<article") == 1 and 'id="rule-KG101"' in page and 'id="rule-KG201"' not in page
