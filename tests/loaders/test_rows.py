"""The models of rows: what they accept and refuse, and that schemas, loader and guide follow them."""

import json
from pathlib import Path

import pytest

from kg import rows, schemas

GUIDE = Path(__file__).resolve().parent.parent.parent / "docs" / "report-folder.md"


def test_schemas_are_current():
    for path, text in rows.files().items():
        assert path.read_text(encoding="utf-8") == text, "run: python -m kg.rows"


@pytest.mark.parametrize("kind", schemas.ROWS)
def test_schema_describes_every_column(kind):
    row = json.loads((schemas.FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))["$defs"]["row"]
    assert tuple(row["properties"]) == tuple(rows.KINDS[kind].model_fields) == schemas.columns(kind)
    assert all(p["description"] for p in row["properties"].values())
    assert row["additionalProperties"] is False


def test_what_must_be_filled():
    assert {kind: schemas.required(kind) for kind in schemas.ROWS} == {
        "claims": ("id", "statement"),
        "sources": ("id",),
        "metrics": ("metric", "value"),
        "risks": ("risk",),
    }


def test_the_guide_explains_every_column():
    guide = GUIDE.read_text(encoding="utf-8")
    for kind in schemas.ROWS:
        part = guide.split(f"\n## {kind}", 1)[1].split("\n## ", 1)[0]
        assert all(f"`{name}`" in part for name in schemas.columns(kind)), kind


GOOD = [
    ("claims", {"id": "C1", "statement": "Acme has 40 staff.", "confidence": "High", "sources": ["S1", 2]}),
    ("claims", {"id": 1, "statement": "x", "sources": "S1; S2", "section": 1.4, "quotes": {"S1": "forty"}}),
    ("sources", {"id": "S1", "publisher": "Reuters", "date": 2019}),
    ("metrics", {"metric": "staff", "value": 40, "claims": "C1"}),
    ("risks", {"risk": "Flour price", "likelihood": 0.2}),
]
BAD = [
    ("claims", {"id": "C1"}, "statement"),
    ("claims", {"id": "C1", "statement": ""}, "statement"),
    ("claims", {"id": "C1", "statement": "x", "confidence": "Hihg"}, "confidence"),
    ("claims", {"id": "C1", "statement": "x", "source": "S1"}, "source"),
    ("claims", {"id": "C1", "statement": "x", "quotes": ["forty"]}, "quotes"),
    ("sources", {"id": "S1"}, "publisher"),
    ("metrics", {"metric": "staff"}, "value"),
    ("risks", {"risk": ["Flour price"]}, "risk"),
]


@pytest.mark.parametrize(("kind", "row"), GOOD)
def test_good_rows(kind, row):
    rows.KINDS[kind].model_validate(row)


@pytest.mark.parametrize(("kind", "row", "field"), BAD)
def test_bad_rows_are_refused_by_name(kind, row, field):
    with pytest.raises(ValueError, match=field):
        rows.KINDS[kind].model_validate(row)


def test_schema_and_model_judge_alike():
    jsonschema = pytest.importorskip("jsonschema")
    for kind, row in GOOD:
        jsonschema.validate([row], rows.schema(kind))
    for kind, row, _ in BAD:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([row], rows.schema(kind))


def test_ids_and_numbers_become_text():
    row = rows.ClaimRow.model_validate({"id": 7, "statement": "x", "sources": "S1; S2,", "section": 2})
    assert (row.id, row.sources, row.section) == ("7", ("S1", "S2"), "2")


@pytest.mark.parametrize("folder", ["data/huggingface", "docs/example", "kg/starter"])
def test_rows_of_the_examples_validate(folder):
    import csv

    for kind, model in rows.KINDS.items():
        with (GUIDE.parent.parent / folder / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                model.model_validate({name: value for name, value in row.items() if value})
