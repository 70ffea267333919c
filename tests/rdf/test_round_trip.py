"""Report, RDF, report: nothing is lost on the way, whatever the report and the format."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sample_graph import CONFIG, pair

from kg import build, engine
from kg import config as configuration
from kg.config import Config
from kg.exporters import choose
from kg.graph import ClaimGraph
from kg.model import Confidence, Report
from kg.reading import Bundle, InputError, RawFile

generated = pytest.importorskip("generated_reports")

ROOT = Path(__file__).resolve().parent.parent.parent
FORMATS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def back(graph: ClaimGraph, format: str, config: Config) -> tuple[Report, ...]:
    """The reports of a graph, written in a format and read again."""
    written = "".join(choose(format).export(graph, config))
    return read(written, choose(format).SUFFIX, config)


def read(written: str, suffix: str = ".ttl", config: Config = CONFIG) -> tuple[Report, ...]:
    name = f"graph{suffix}"
    return build.load_bundles([Bundle(name, (RawFile(name, written.encode()),))], config)


@pytest.mark.parametrize("format", FORMATS)
def test_the_example_comes_back_with_its_findings(format):
    config = configuration.load(ROOT / "docs" / "example" / "kg.toml")
    graph = build.build([str(ROOT / "docs" / "example")], config)
    reports = back(graph, format, config)
    assert reports == graph.reports
    found, again = (engine.run(g, config) for g in (graph, build.graph_of(reports, config)))
    assert found.findings
    assert again.findings == found.findings


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "rdfxml"])
def test_several_reports_with_awkward_characters_come_back(format):
    graph = pair()
    assert back(graph, format, CONFIG) == tuple(sorted(graph.reports, key=lambda r: r.id))


DOCUMENTS = sorted(p for p in (ROOT / "tests" / "documents").glob("*/*") if p.parent.name != "__pycache__")


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if p.suffix != ".toml"], ids=lambda p: p.name)
def test_documents_of_every_kind_come_back(path):
    graph = build.build([str(path)], CONFIG)
    assert back(graph, "nquads", CONFIG) == graph.reports


@SETTINGS
@given(generated.folders())
def test_any_folder_comes_back(files):
    bundle = Bundle("folder", tuple(RawFile(f"folder/{name}", body.encode()) for name, body in files.items()), folder=True)
    try:
        reports = build.load_bundles([bundle], CONFIG)
    except InputError:
        return
    graph = build.graph_of(reports, CONFIG)
    for format in ("turtle", "jsonld", "rdfxml"):
        assert back(graph, format, CONFIG) == reports


@SETTINGS
@given(generated.folders())
def test_any_folder_comes_back_out_of_every_notation(files):
    reports = of_folder(files)
    for format in ("ntriples", "nquads", "trig") if reports else ():
        assert back(build.graph_of(reports, CONFIG), format, CONFIG) == reports


def of_folder(files: dict[str, str], name: str = "folder") -> tuple[Report, ...]:
    """The report of a folder; empty where it cannot be read."""
    bundle = Bundle(name, tuple(RawFile(f"{name}/{n}", body.encode()) for n, body in files.items()), folder=True)
    try:
        return build.load_bundles([bundle], CONFIG)
    except InputError:
        return ()


@SETTINGS
@given(generated.folders())
def test_any_folder_comes_back_out_of_a_workbook(files):
    pytest.importorskip("openpyxl")
    from kg import convert

    # A list without a row is not written, and what it would tell of the text is lost with it.
    files = {name: body for name, body in files.items() if name == "report.md" or body.count("\n") > 1}
    (before,) = (of_folder(files) if files else ()) or (None,)
    if before is None:
        return
    raw = tuple(RawFile(f"folder/{name}", body.encode()) for name, body in files.items())
    try:
        written = convert.workbook(Bundle("folder", raw, folder=True), CONFIG, "folder.xlsx")
    except InputError as refusal:
        assert "neither text nor a row" in str(refusal)
        return
    (after,) = build.load_bundles([Bundle("folder.xlsx", (RawFile("folder.xlsx", written),))], CONFIG)
    assert generated.without_places(after) == generated.without_places(before)


@SETTINGS
@given(generated.folders())
def test_any_folder_comes_back_out_of_a_graph_as_files(files):
    from kg import convert

    (before,) = of_folder(files) or (None,)
    if before is None:
        return
    written = "".join(choose("turtle").export(build.graph_of([before], CONFIG), CONFIG))
    again = convert.folder(Bundle("graph.ttl", (RawFile("graph.ttl", written.encode()),)), CONFIG)
    assert of_folder(again) == (before,)


@SETTINGS
@given(generated.models())
def test_any_model_comes_back(report):
    graph = ClaimGraph([report])
    for format in ("trig", "nquads", "jsonld", "rdfxml"):
        assert choose_load(graph, format) == [report]


def choose_load(graph: ClaimGraph, format: str) -> list[Report]:
    from kg.loaders import rdf_graph

    name = f"graph{choose(format).SUFFIX}"
    text = "".join(choose(format).export(graph, CONFIG))
    return rdf_graph.load_all(Bundle(name, (RawFile(name, text.encode()),)), CONFIG)


BY_HAND = """@prefix kg: <https://example.org/kg/ontology#> .
@prefix e: <https://e.org/> .
e:C1 a kg:Claim ; kg:statement "Acme raised $235M." ; kg:confidence "High" ; kg:cites e:S1, e:S2 ; kg:citesMissing "S9" .

e:C2 a kg:Claim ; kg:statement "Revenue doubled." ; kg:derivedFrom e:C1 .
e:S1 a kg:Source ; kg:title "Series D" ; kg:publishedBy e:sacra .
e:S2 a kg:Source ; kg:title "Denial" ; kg:publisherName "The Paper" .
e:sacra a kg:Publisher ; kg:name "Sacra" .
e:E1 a kg:Evidence ; kg:bearsOn e:C1 ; kg:derivedFrom e:S2 ; kg:stance "disputes" ; kg:quote "It raised nothing." .
e:o a kg:Observation ; kg:metric e:arr ; kg:value "$70M" ; kg:quantityKind "money" ; kg:low 70000000.0 ; kg:currency "USD" .
e:arr a kg:Metric ; kg:name "annual recurring revenue" .
"""


def test_a_graph_written_by_hand_needs_little():
    (report,) = read(BY_HAND)
    first, second = report.claims
    assert (first.id, first.statement, first.confidence) == ("C1", "Acme raised $235M.", Confidence.HIGH)
    assert [c.target for c in first.sources] == ["S1", "S9"]
    assert [c.target for c in first.disputed_by] == ["S2"]
    assert first.quotes == {"S2": "It raised nothing."}
    assert (first.place.path, first.place.line) == ("graph.ttl", 3)
    assert second.place.line == 5
    assert [c.target for c in second.derived_from] == ["C1"]
    assert [s.publisher for s in report.sources] == ["Sacra", "The Paper"]
    (observation,) = report.observations
    assert (observation.metric, observation.quantity.low, observation.quantity.high) == (
        "annual recurring revenue",
        70000000,
        70000000,
    )
    assert not report.troubles
    names = {f.name for f in engine.run(build.graph_of([report], CONFIG), CONFIG).findings}
    assert "dangling-citation" in names


def test_what_is_wrong_with_a_graph_is_said_with_its_line():
    wrong = (
        BY_HAND
        + """
e:C3 a kg:Claim ; kg:statment "Typo." ; kg:confidence "Sure" ; kg:line "seven" .
e:x a kg:Cliam .
<https://e.org/y/C1> a kg:Claim ; kg:statement "The same id." ."""
    )
    (report,) = read(wrong)
    said = [(t.kind, t.message, t.place.line) for t in report.troubles]
    assert ("unknown-field", "kg:Cliam is no term of kg. Did you mean kg:Claim?", 14) in said
    assert ("unknown-field", "kg:statment is no term of kg. Did you mean kg:statement?", 13) in said
    assert ("unknown-field", "kg:confidence is “Sure”, which is not a word that is known here; it is left out.", 13) in said
    assert ("unknown-field", "kg:line is “seven”, which is not a whole number that can be; it is left out.", 13) in said
    assert ("empty-statement", "the claim has no statement. Give it a kg:statement.", 13) in said
    assert ("duplicate-id", "the claim 'C1' is there twice.", 15) in said


def test_numbers_and_circles_that_cannot_be_do_no_harm():
    wrong = (
        BY_HAND
        + """
e:s1 a kg:Section ; kg:title "One" ; kg:partOf e:s2 . e:s2 a kg:Section ; kg:title "Two" ; kg:partOf e:s1 .
e:s3 a kg:Section ; kg:title "Three" ; kg:partOf e:s3 . e:s4 a kg:Section ; kg:partOf e:s1 .
e:t a kg:Table ; kg:rows 999999999 . e:x a kg:Cell ; kg:partOf e:t ; kg:tableRow 999999999 .
e:y a kg:Cell ; kg:partOf e:t ; kg:tableRow 1 ; kg:text "y" ; kg:line 99999999999999999999 ; kg:column -4 .
e:p a kg:Observation ; kg:quantityKind "money" ; kg:low 1E999999999 ; kg:high "-.5" ; kg:periodStart "soon" .
"""
    )
    (report,) = read(wrong)
    assert [(s.id, s.parent) for s in report.sections].count(("s3", None)) == 1
    parents = {s.id: s.parent for s in report.sections}
    assert {parents["s1"], parents["s2"]} in ({"s1", None}, {"s2", None})
    assert parents["s4"] == "s1"
    (table,) = report.tables
    assert [c.text for row in table.rows for c in row] == ["y"]
    assert {o.id: o.quantity.low for o in report.observations}["p"] == Decimal("-0.5")
    said = " ".join(t.message for t in report.troubles)
    for name in ("tableRow", "line", "low", "periodStart"):
        assert f"kg:{name} is " in said
    assert engine.run(build.graph_of([report], CONFIG), CONFIG).findings


def test_a_graph_of_something_else_is_refused():
    with pytest.raises(InputError, match=r"graph.ttl: the graph holds neither a report nor a claim"):
        read("<https://e.org/a> <https://e.org/b> <https://e.org/c> .")


RDF_XML = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [%s]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:kg="https://example.org/kg/ontology#">
<rdf:Description rdf:about="https://e.org/C1"><rdf:type rdf:resource="&kg;Claim"/><kg:statement>It grew.</kg:statement></rdf:Description>
</rdf:RDF>"""


def test_entities_of_rdf_xml_stand_for_namespaces_and_nothing_more():
    (report,) = read(RDF_XML % '<!ENTITY kg "https://example.org/kg/ontology#">', ".rdf")
    assert [c.statement for c in report.claims] == ["It grew."]
    nested = '<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY b{n} "{"&a;" * 10}">' for n in range(9))
    for declared in (nested, '<!ENTITY kg SYSTEM "file:///etc/hostname">', f'<!ENTITY kg "{"x" * 50_000_001}">'):
        with pytest.raises(InputError, match=r"graph\.rdf(:2)?: .*entit"):
            read(RDF_XML % declared, ".rdf")


def test_an_export_is_checked_like_its_report(tmp_path):
    from click.testing import CliRunner

    from kg.cli import cli

    for format, suffix in (("turtle", "ttl"), ("jsonld", "jsonld")):
        target = tmp_path / f"example.{suffix}"
        config = ["--config", "docs/example/kg.toml"]
        assert CliRunner().invoke(cli, ["export", format, "docs/example", "-o", str(target)]).exit_code == 0
        plain, again = (CliRunner().invoke(cli, ["check", path, *config]) for path in ("docs/example", str(target)))
        assert again.stdout == plain.stdout
        assert again.exit_code == plain.exit_code
