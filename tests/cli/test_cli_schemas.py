"""The published JSON Schemas are valid, and real files and real output validate."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import kg as package
from kg import engine
from kg.cli.init import STARTER
from kg.findings import CATEGORIES, Status

jsonschema = pytest.importorskip("jsonschema")

SCHEMAS = Path(package.__file__).parent / "schemas"
OUTPUT = json.loads((SCHEMAS / "check-output.schema.json").read_text(encoding="utf-8"))
SETTINGS = json.loads((SCHEMAS / "kg-toml.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda p: p.name)
def test_schema_is_valid(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema).check_schema(schema)


@pytest.mark.parametrize("options", [[], ["--statistics"]], ids=["plain", "statistics"])
def test_output_of_check_validates(kg, acme, options):
    ran = kg("check", "acme", "--format", "json", *options)
    body = json.loads(ran.out)
    assert body["findings"]
    jsonschema.Draft202012Validator(OUTPUT).validate(body)


@pytest.mark.parametrize(
    ("one", "text"), [(c, t) for c in engine.checks().values() for t in c.bad[:1]], ids=lambda v: getattr(v, "name", "")
)
def test_output_of_every_check_validates(one, text):
    from kg import examples
    from kg.reporters import ReportContext
    from kg.reporters import json as reporter

    _, outcome = examples.run(one, text)
    body = json.loads("".join(reporter.render(outcome, ReportContext("0", ("example",)))))
    jsonschema.Draft202012Validator(OUTPUT).validate(body)


def test_the_schema_knows_the_words_of_the_code():
    definitions = OUTPUT["$defs"]
    assert definitions["finding"]["properties"]["category"]["enum"] == list(CATEGORIES)
    assert definitions["run"]["properties"]["status"]["enum"] == [s.value for s in Status]


def test_output_with_an_unknown_key_does_not_validate(kg, acme):
    body = json.loads(kg("check", "acme", "--format", "json").out)
    body["findings"][0]["severty"] = "error"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(OUTPUT).validate(body)


def settings(text: str) -> dict:
    # A JSON Schema knows no dates; editors for TOML hand them over as text.
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_configuration_validates():
    validator = jsonschema.Draft202012Validator(SETTINGS)
    validator.validate(settings((STARTER / "kg.toml").read_text(encoding="utf-8")))
    validator.validate(settings('[check]\nfail_on = "never"\nmin_severity = "warning"\nmin_confidence = "medium"\nbaseline = "b.json"\n'))
    validator.validate(settings('[[suppress]]\ncheck = ["KG3"]\npath = "a.md"\nreason = "x"\nuntil = 2027-01-31\n'))
    validator.validate(settings('[interests]\n"A" = ["A News"]\n[severity]\nKG101 = "info"\n'))


@pytest.mark.parametrize(
    "text",
    [
        '[report]\nsubjct = "A"\n',
        '[severity]\nKG101 = "fatal"\n',
        '[check]\npaths = "."\n',
        "[reports]\n",
        '[check]\nfail_on = "fatal"\n',
        '[check]\nmin_severity = "never"\n',
        '[check]\nmin_confidence = "sure"\n',
        "[check]\nbaseline = 3\n",
        '[suppress]\ncheck = "KG1"\n',
        '[[suppress]]\nreason = "x"\n',
        '[[suppress]]\ncheck = "KG1"\nline = 3\n',
        "[[suppress]]\ncheck = 3\n",
    ],
)
def test_what_the_program_refuses_the_schema_refuses(tmp_path, text):
    from kg import config

    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    with pytest.raises(config.InputError):
        config.load(tmp_path / "kg.toml")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SETTINGS).validate(settings(text))


def test_reader_and_schema_know_the_same_tables_and_keys(tmp_path):
    from dataclasses import fields

    from kg import config

    tables = SETTINGS["properties"]
    for name in (*tables, "unheard_of"):
        text = f"[[{name}]]\ncheck = 'KG1'\n" if name == "suppress" else f"[{name}]\n"
        (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
        if name in tables:
            config.load(tmp_path / "kg.toml")
        else:
            with pytest.raises(config.InputError, match="unknown key"):
                config.load(tmp_path / "kg.toml")
    keys = {k for name in ("report", "check", "export") for k in tables[name]["properties"]}
    assert keys <= {f.name for f in fields(config.Config)}


@pytest.mark.parametrize("arguments", [["--write-baseline", "b.json"], ["--baseline", "b.json"]])
def test_output_held_against_a_baseline_validates(kg, acme, arguments):
    kg("check", "acme", "--select", "KG1", "--write-baseline", "b.json")
    (acme / "report.md").write_text("# Acme\n\nAcme has 40 staff. [C8]\n", encoding="utf-8")
    body = json.loads(kg("check", "acme", "--format", "json", *arguments).out)
    jsonschema.Draft202012Validator(OUTPUT).validate(body)
    assert ("fixed" in body) is (arguments[0] == "--baseline")
