"""The report folder: every format of every list, with the place of every cell."""

from decimal import Decimal

import pytest
from helpers import assert_places, at, folder, single, troubles

from kg.config import Config
from kg.model import Confidence
from kg.reading import Bundle, InputError, RawFile

CLAIMS = {
    "csv": 'id,statement,confidence,sources\nC1,"Acme has 40 staff, in Berlin.",High,S1; S2\nC2,It grows.,,S2\n',
    "tsv": "id\tstatement\tconfidence\tsources\nC1\tAcme has 40 staff, in Berlin.\tHigh\tS1; S2\nC2\tIt grows.\t\tS2\n",
    "jsonl": '{"id": "C1", "statement": "Acme has 40 staff, in Berlin.", "confidence": "High", "sources": ["S1", "S2"]}\n\n'
    '{"id": "C2", "statement": "It grows.", "sources": "S2"}\n',
    "json": '{"claims": [\n'
    '{"id": "C1", "statement": "Acme has 40 staff, in Berlin.", "confidence": "High", "sources": ["S1", "S2"]},\n'
    '{"id": "C2",\n "statement": "It grows.", "sources": ["S2"]}]}\n',
    "yaml": "- id: C1\n  statement: Acme has 40 staff, in Berlin.\n  confidence: High\n  sources: [S1, S2]\n"
    "- id: C2\n  statement: It grows.\n  sources:\n    - S2\n",
}


@pytest.mark.parametrize("suffix", CLAIMS)
def test_claims_in_every_format(suffix):
    report = folder(**{f"claims_{suffix}": CLAIMS[suffix]})
    first, second = report.claims
    assert (first.id, first.statement, first.confidence) == ("C1", "Acme has 40 staff, in Berlin.", Confidence.HIGH)
    assert [c.target for c in first.sources] == ["S1", "S2"] and [c.target for c in second.sources] == ["S2"]
    assert second.confidence is None
    assert at(report, first.statement_place) == first.statement
    assert [at(report, c.place) for c in (*first.sources, *second.sources)] == ["S1", "S2", "S2"]
    assert report.troubles == () and report.unread == ()


def test_cells_over_several_lines_keep_their_places():
    report = folder(claims_csv='id,statement,sources\r\nC1,"Acme says:\r\n""big"" staff", S1 ;S2\r\nC2,x,S3\r\n')
    first, second = report.claims
    assert first.statement == 'Acme says:\r\n"big" staff'
    assert (first.place.line, first.place.end_line, second.place.line) == (2, 3, 4)
    assert [at(report, c.place) for c in first.sources] == ["S1", "S2"]


def test_semicolon_separated_tables():
    report = folder(claims_csv="id;statement;sources\nC1;Acme has 40 staff, in Berlin.;S1,S2\n")
    assert [c.target for c in report.claims[0].sources] == ["S1", "S2"]


def test_metrics_become_observations():
    report = folder(
        metrics_csv="subject,metric,value,period,scope,claims\n"
        "Acme,round amount,$15 million,2019,Series A,C1; C2\n"
        "Acme,round lead,Flour Capital,,Series A,\n"
        ",annual recurring revenue,~$130 million,2024-Q4,estimate,\n",
        report_md="---\nsubject: Acme\n---\n\nText.\n",
    )
    amount, lead, revenue = report.observations
    assert (amount.subject, amount.metric, amount.value, amount.scope) == (
        "Acme",
        "round amount",
        "$15 million",
        (("scope", "Series A"),),
    )
    assert amount.quantity.low == Decimal(15_000_000) and amount.quantity.currency == "USD"
    assert amount.period.start.year == 2019 and amount.period_text == "2019"
    assert [c.target for c in amount.claims] == ["C1", "C2"] and amount.carrier[0] == "metric"
    assert lead.quantity is None and lead.value == "Flour Capital" and lead.period is None
    assert revenue.subject == "Acme" and revenue.quantity.approximate
    assert (revenue.period.start.month, revenue.period.end.month) == (10, 12)
    assert at(report, amount.place) == "$15 million"


def test_risks_given_as_data_are_the_list_of_risks():
    report = folder(
        risks_csv="id,risk,likelihood,section,claims\nR1,Flour price,High,7.1.,C1\n",
        report_md="# Acme\n\n## 7. Risks\n\n### 7.1 Register\n\n"
        "| Risk | Likelihood |\n|---|---|\n| Flour price | High |\n\n- Supply\n",
    )
    (risk,) = report.risks
    assert (risk.id, risk.title, risk.attributes, risk.section) == ("R1", "Flour price", (("likelihood", "High"),), "7.1")
    assert [at(report, c.place) for c in risk.claims] == ["C1"]


def test_text_and_lists_together():
    report = folder(
        report_md="# Acme\n\nAcme has 40 staff. [C1]\n",
        claims_csv="id,statement,sources\nC1,Acme has 40 staff.,S1\n",
        sources_yaml="- id: S1\n  publisher: Reuters\n  title: Acme hires\n  quote: forty people\n",
    )
    assert (report.format, report.title, len(report.documents)) == ("report-folder", "Acme", 3)
    assert [c.in_text for c in report.claims] == [False]
    assert report.sources[0].quote == "forty people" and report.sources[0].certain
    assert_places(report)


def test_a_single_data_file_is_a_report():
    report = single("id,statement\nC1,x\n", "claims.csv")
    assert report.format == "report-folder" and [c.id for c in report.claims] == ["C1"]


def test_quotes_and_disputes_of_a_claim():
    report = folder(
        claims_jsonl='{"id": "C1", "statement": "x", "disputed_by": ["S2"], "derived_from": ["C0"], "quotes": {"S1": "forty"}}\n'
    )
    (claim,) = report.claims
    assert [c.target for c in claim.disputed_by] == ["S2"] and [c.target for c in claim.derived_from] == ["C0"]
    assert claim.quotes == {"S1": "forty"}


def test_unknown_field_says_what_was_meant():
    report = folder(claims_csv="id,statement,sourcs\nC1,x,S1\n")
    (trouble,) = report.troubles
    assert (trouble.kind, trouble.place.line, trouble.place.column) == ("unknown-field", 1, 14)
    assert "'sources'" in trouble.message
    report = folder(claims_yaml="- id: C1\n  statment: y\n  statement: x\n")
    assert troubles(report) == [("unknown-field", 2, 13)]


def test_duplicate_ids_are_both_kept():
    report = folder(claims_csv="id,statement\nC1,x\nC2,y\nC1,z\n")
    assert [c.statement for c in report.claims] == ["x", "y", "z"]
    (trouble,) = report.troubles
    assert (trouble.kind, trouble.subject, trouble.place.line, trouble.related[0].line) == ("duplicate-id", "C1", 4, 2)


def test_empty_statement_missing_id_and_odd_confidence():
    report = folder(claims_csv="id,statement,confidence\nC1,,High\n,x,Hihg\n")
    assert troubles(report) == [("empty-statement", 2, 1), ("missing-field", 3, 1), ("unreadable-line", 3, 4)]
    assert len(report.claims) == 2 and report.claims[1].confidence_text == "Hihg"


def test_source_without_publisher_and_title():
    assert troubles(folder(sources_csv="id,publisher,title\nS1,,\n")) == [("missing-field", 2, 1)]


def test_misnamed_file():
    report = folder(claims_csv="id,statement\nC1,x\n", source_csv="id,title\nS1,y\n")
    assert "sources.csv" in report.troubles[0].message


def test_missing_column_is_refused_with_a_hint():
    with pytest.raises(InputError, match=r"acme/claims\.csv:1: .*'statement'.*'statment'"):
        folder(claims_csv="id,statment\nC1,x\n")


def test_folder_without_anything_to_read():
    from kg.loaders import report_folder

    with pytest.raises(InputError, match=r"report\.md"):
        report_folder.load(Bundle("acme", (RawFile("acme/x.txt", b"x"),), folder=True), Config())
