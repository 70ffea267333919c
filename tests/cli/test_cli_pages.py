"""kg show, kg stats, kg init, kg config."""

from __future__ import annotations

import json
import os

import pytest

from kg.cli.init import STARTER

# --------------------------------------------------------------------------- show


def test_show_a_claim(kg, acme):
    ran = kg("show", "C1", "acme")
    assert ran.code == 0
    out = ran.out.replace(os.sep, "/")
    assert out.startswith("claim C1  confidence High\n  Acme has 40 staff.\n  acme/claims.csv:2:")
    assert "“Acme has 40 staff and raised $5 million in 2021.”" in out
    assert "independent sources  1\n  Reuters: S1\n  not independent: S2 is Acme's own (published by Acme)\n" in out
    assert "what falls if it is wrong" in out
    assert "acme/report.md:5" in out


def test_show_findings_of_a_claim(kg, acme):
    assert "low-confidence-single-source" in kg("show", "C2", "acme").out


def test_show_ignores_case(kg, acme):
    assert kg("show", "c1", "acme").out == kg("show", "C1", "acme").out


@pytest.mark.parametrize(
    ("id", "words"), [("S1", "claims that cite it  3"), ("reuters", "claims that rest on it  3"), ("1", "section 1")]
)
def test_show_other_nodes(kg, acme, id, words):
    assert words in kg("show", id, "acme").out


# --------------------------------------------------------------------------- stats


def test_stats_as_json(kg, acme):
    counted = json.loads(kg("stats", "acme", "--format", "json").out)
    assert counted["nodes"]["claim"] == 3
    assert counted["nodes"]["source"] == 3
    assert counted["edges"]["supports"] == 5
    assert counted["unread"] == 0
    assert counted["observations"] == 0
    assert counted["quantities"] >= 6
    (report,) = counted["reports"]
    assert report["title"] == "Acme"
    assert {"number": "1", "title": "Staff", "line": 3} in report["sections"]
    assert report["chapters"] == 2


def test_stats_for_people(kg, acme):
    out = kg("stats", "acme").out
    assert "2 chapters" in out
    assert "3 claims, 3 sources, 3 publishers" in out
    assert "1 High, 1 Medium, 1 Low" in out


# --------------------------------------------------------------------------- init


def test_the_starter_project_checks_clean(kg, tmp_path):
    made = kg("init", "draft")
    assert made.code == 0
    assert sorted(os.listdir(tmp_path / "draft")) == sorted(f.name for f in STARTER.iterdir())
    assert "kg check draft" in made.out
    body = json.loads(kg("check", "draft", "--format", "json", "--fail-on", "info").out)
    assert body["findings"] == []
    ran = {r["name"] for r in body["runs"] if r["status"] == "ran"}
    assert {
        "dangling-citation",
        "uncited-claim",
        "uncited-source",
        "one-publisher",
        "interested-sources-only",
        "no-quoted-source",
    } <= ran


def test_the_starter_project_checks_without_a_path(kg, tmp_path, monkeypatch):
    kg("init", "draft")
    monkeypatch.chdir(tmp_path / "draft")
    assert kg("check").code == 0


def test_init_in_the_current_folder(kg, tmp_path):
    assert kg("init").code == 0
    assert (tmp_path / "report.md").is_file()


def test_init_overwrites_nothing(kg, tmp_path):
    (tmp_path / "report.md").write_text("mine", encoding="utf-8")
    ran = kg("init")
    assert ran.code == 2
    assert "report.md already there" in ran.err
    assert os.listdir(tmp_path) == ["report.md"]
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == "mine"


def test_init_where_a_file_is(kg, tmp_path):
    (tmp_path / "draft").write_text("mine", encoding="utf-8")
    ran = kg("init", "draft")
    assert ran.code == 2
    assert "cannot make the folder" in ran.err


def test_the_starter_claims_are_shown_as_the_next_steps_say(kg):
    kg("init", "draft")
    out = kg("show", "C2", "draft").out
    assert "claims derived from it" in out
    assert "C4" in out


# --------------------------------------------------------------------------- config


def test_config_names_the_origin_of_each_value(kg, acme):
    (acme / "kg.toml").write_text(
        '# settings\n[report]\nsubject = "Acme"\naliases = [\n  "ACME",\n]\nas_of = 2026-01-31\n'
        '\n[interests."Acme"]\npublishers = ["Acme"]\n'
        '[severity]\n"uncited-claim" = "error"\n',
        encoding="utf-8",
    )
    lines = kg("config", "acme").out.replace(os.sep, "/").splitlines()
    assert 'subject = "Acme"  # acme/kg.toml:3' in lines
    assert 'aliases = ["ACME"]  # acme/kg.toml:4' in lines
    assert "as_of = 2026-01-31  # acme/kg.toml:7" in lines
    assert 'Acme = { publishers = ["Acme"] }  # acme/kg.toml:9' in lines
    assert 'uncited-claim = "error"  # acme/kg.toml:12' in lines
    assert 'base = "https://example.org/kg/"  # default' in lines


def test_config_without_a_file(kg):
    ran = kg("config")
    assert ran.code == 0
    assert 'subject = ""  # default: taken from the title of each report' in ran.out


def test_config_as_json(kg, acme):
    body = json.loads(kg("config", "acme", "--format", "json").out)
    subject = next(s for s in body["settings"] if s["key"] == "subject")
    assert (subject["value"], subject["origin"].replace(os.sep, "/")) == ("Acme", "acme/kg.toml:2")


def test_what_config_prints_is_toml_again(kg, acme):
    import tomllib

    (acme / "kg.toml").write_text('[publishers]\n"A & B" = ["A\\"B"]\n', encoding="utf-8")
    assert tomllib.loads(kg("config", "acme").out.replace('as_of = ""', ""))["publishers"] == {"A & B": ['A"B']}
