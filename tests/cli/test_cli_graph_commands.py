"""kg query and kg export: options, output, misuse. What the formats hold is tested beside them."""

from __future__ import annotations

import json

import pytest

from kg import exporters

CLAIMS = "PREFIX kg: <{}> SELECT ?c WHERE {{ ?c a kg:Claim }}"


@pytest.fixture
def claims_query() -> str:
    from kg.rdf import PREFIXES

    return CLAIMS.format(PREFIXES["kg"])


@pytest.mark.parametrize("name", sorted(exporters.exporters()))
def test_export_to_a_file(kg, acme, tmp_path, name):
    ran = kg("export", name, "acme", "-o", "out")
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert (tmp_path / "out").stat().st_size > 100


def test_export_goes_to_stdout(kg, acme):
    ran = kg("export", "turtle", "acme")
    assert ran.code == 0
    assert "Acme has 40 staff." in ran.out


def test_html_goes_to_the_exports_folder(kg, acme, tmp_path):
    ran = kg("export", "html", "acme")
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert ran.err == "wrote exports/acme.html\n"
    assert (tmp_path / "exports" / "acme.html").is_file()


def test_the_graph_page_links_to_the_findings_beside_it(kg, acme, tmp_path):
    assert kg("export", "html", "acme").code == 0
    page = tmp_path / "exports" / "acme.html"
    assert "findings.html" not in page.read_text(encoding="utf-8")
    (tmp_path / "exports" / "acme-findings.html").write_text("x", encoding="utf-8")
    assert kg("export", "html", "acme").code == 0
    assert '<a class="button" href="acme-findings.html">' in page.read_text(encoding="utf-8")


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """Addresses that the browser was asked to open."""
    import webbrowser

    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: asked.append(address) or True)
    return asked


def test_view_writes_the_page_and_opens_it(kg, acme, tmp_path, opened):
    ran = kg("view", "acme")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote exports/acme.html\n")
    page = tmp_path / "exports" / "acme.html"
    assert opened == [page.resolve().as_uri()]


def test_view_opens_a_page_as_it_is_but_reads_a_report_in_html(kg, acme, tmp_path, opened):
    assert kg("view", "acme", "-o", "page.html").code == 0
    before = (tmp_path / "page.html").stat().st_mtime_ns
    assert kg("view", "page.html").code == 0
    assert len(opened) == 2 and opened[0] == opened[1]
    assert (tmp_path / "page.html").stat().st_mtime_ns == before
    missing = kg("view", "nothing.html")
    assert missing.code == 2 and "nothing.html: cannot read" in missing.err


def test_view_without_a_browser_says_where_the_page_is(kg, acme, monkeypatch):
    import webbrowser

    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    ran = kg("view", "acme")
    assert ran.code == 0 and "open exports/acme.html in one" in ran.err


def test_view_on_stdout_is_misuse(kg, acme):
    ran = kg("view", "acme", "-o", "-")
    assert ran.code == 2 and "kg export html -o -" in ran.err


def test_query_in_the_arguments(kg, acme, claims_query):
    ran = kg("query", "acme", claims_query, "--format", "json")
    assert ran.code == 0, ran.err
    assert len(json.loads(ran.out)["results"]["bindings"]) == 3


def test_query_from_a_file_is_the_same(kg, acme, tmp_path, claims_query):
    (tmp_path / "claims.rq").write_text(claims_query, encoding="utf-8")
    assert (
        kg("query", "-f", "claims.rq", "acme", "--format", "csv").out == kg("query", "acme", claims_query, "--format", "csv").out
    )


def test_saved_queries_are_listed_and_run(kg, acme):
    listed = kg("query", "--list").out.splitlines()
    names = [line.split()[0] for line in listed]
    assert "single-source-claims" in names
    ran = kg("query", "--name", "single-source-claims", "acme", "--format", "csv")
    assert ran.code == 0, ran.err
    assert "C2" in ran.out
    assert "C1" not in ran.out


def test_a_query_that_is_wrong(kg, acme):
    ran = kg("query", "acme", "SELECT ?c WHERE { ?c a }")
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err


def test_a_query_file_that_is_missing(kg, acme):
    ran = kg("query", "-f", "none.rq", "acme")
    assert ran.code == 2
    assert "none.rq: No such file" in ran.err


def test_an_update_changes_nothing(kg, acme):
    assert kg("query", "acme", "DELETE WHERE { ?s ?p ?o }").code == 2


def test_a_parameter_fixes_a_variable(kg, acme):
    ran = kg("query", "acme", "SELECT ?id { ?c a kg:Claim ; kg:id ?id }", "--param", "id=C2", "--format", "csv")
    assert ran.code == 0, ran.err
    assert ran.out.split() == ["id", "C2"]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (["nothing=1"], "the query has no variable ?nothing"),
        (["id"], "write it as NAME=VALUE"),
        (["=C1"], "write it as NAME=VALUE"),
        (["id=C1", "?id=C2"], "given twice"),
    ],
)
def test_wrong_parameters(kg, acme, parameters, message):
    options = [word for p in parameters for word in ("--param", p)]
    ran = kg("query", "acme", "SELECT ?id { ?c a kg:Claim ; kg:id ?id }", *options)
    assert ran.code == 2
    assert message in ran.err


def test_an_exporter_without_its_library(kg, acme, monkeypatch):
    def missing(*_):
        raise ModuleNotFoundError("No module named 'pyvis'", name="pyvis")

    monkeypatch.setattr(exporters.exporters()["html"], "export", missing)
    ran = kg("export", "html", "acme")
    assert ran.code == 2
    assert "html needs pyvis, which is not installed: pip install 'claimgraph[html]'" in ran.err
