"""Remarks that set findings aside: where they may stand, what they hold for, and what becomes of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg import build, config, engine, suppressions
from kg.model import Document, Place

HERE = Place("r.md", 1, 1, 1, 9)


def check(folder: Path, today: date | None = None, **files: str):
    """Findings of a folder made of files; the name ``claims_csv`` is ``claims.csv``."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    found = folder / "kg.toml"
    settings = config.load(found) if found.exists() else config.Config()
    return engine.run(build.build([str(folder)], settings), settings, today=today)


def aside(outcome) -> dict[str, str]:
    return {f"{f.check} {f.about[0].id}": f.suppressed for f in outcome.findings if f.suppressed}


def said(outcome) -> list[str]:
    return sorted(f.check for f in outcome.findings if f.check in ("KG010", "KG011", "KG012", "KG013"))


CLAIMS = "id,statement,confidence,sources,suppress\nC1,The reef holds 412 colonies.,Low,S1,{}\nC2,The reef was surveyed in 2023.,Low,S1,\n"
SOURCES = "id,publisher,title\nS1,Marine Institute,Reef survey\n"


# --------------------------------------------------------------------------- the words of a remark


@pytest.mark.parametrize(
    ("text", "checks", "reason", "until"),
    [
        ("KG301: restated in June", ("KG301",), "restated in June", None),
        ("KG301 -- restated in June", ("KG301",), "restated in June", None),
        ("KG301 — restated in June", ("KG301",), "restated in June", None),
        ("single-source, KG205: nobody else measures it", ("single-source", "KG205"), "nobody else measures it", None),
        ("KG2: audit is due, until 2027-01-31", ("KG2",), "audit is due", date(2027, 1, 31)),
        ("KG2: audit is due (until 2027-01-31).", ("KG2",), "audit is due", date(2027, 1, 31)),
        ("KG2: kept until the audit", ("KG2",), "kept until the audit", None),
        ("KG2: see 10:30 -- minutes", ("KG2",), "see 10:30 -- minutes", None),
        ("KG2:", ("KG2",), "", None),
        ("KG2: until 2027-01-31", ("KG2",), "", date(2027, 1, 31)),
        ("KG2", ("KG2",), "", None),
    ],
)
def test_words(text, checks, reason, until):
    read = suppressions.parse(text, HERE)
    assert (read.checks, read.reason, read.until, read.fault) == (checks, reason, until, "")


@pytest.mark.parametrize("text", ["", ": noisy", "KG2: late, until 2027-13-01", "KG2: late, until 31.1.2027", "*: all", "KG3*: all"])
def test_words_that_cannot_be_read(text):
    assert suppressions.parse(text, HERE).fault


def held(text: str) -> list[tuple[int, int]]:
    return [(s.first, s.last) for s in suppressions.in_texts([Document("r.md", text)])]


REMARK = "<!-- kg: ignore KG301: restated -->"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{REMARK}\nOne line\nand another\n\nNot this\n", (2, 3)),
        (f"{REMARK}\n\nOne line\n", (3, 3)),
        (f"{REMARK}\n| a | b |\n| - | - |\n| 1 | 2 |\n\nNot this\n", (2, 4)),
        (f"- a\n{REMARK}\n- b\n  goes on\n- c\n", (3, 4)),
        (f"{REMARK}\n1. b\n2. c\n", (2, 2)),
        (f"{REMARK}\n## Heading\nNot this\n", (2, 2)),
        (f"{REMARK}\n{REMARK}\nBoth mean this\n", (3, 3)),
        ("<!-- kg: ignore KG301:\nrestated in June -->\nThis\n", (3, 3)),
        (f"{REMARK}\r\nThis\r\n\r\nNot this\r\n", (2, 2)),
        (f"The end\n\n{REMARK}\n", (3, 3)),
    ],
)
def test_what_a_comment_holds_for(text, lines):
    assert set(held(text)) == {lines}


def test_comments_in_code_are_examples():
    assert held(f"```html\n{REMARK}\n```\n") == []
    assert len(held(f"````\n```\n{REMARK}\n````\n{REMARK}\nx\n")) == 1


def test_many_open_comments_are_read_in_linear_time():
    assert held("<!-- kg: ignore " * 50_000) == []


# --------------------------------------------------------------------------- what they do


def test_a_row_sets_aside_what_is_about_it(tmp_path):
    outcome = check(tmp_path, claims_csv=CLAIMS.format("KG202: no other survey is planned"), sources_csv=SOURCES)
    assert aside(outcome) == {"KG202 C1": "no other survey is planned"}
    assert [f.about[0].id for f in outcome.findings if f.check == "KG202" and f.counts] == ["C2"]
    assert not said(outcome)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("claims_jsonl", '{"id": "C1", "statement": "The reef holds 412 colonies.", "confidence": "Low", "sources": "S1", "suppress": ["KG202: no other survey", "KG205: not quoted"]}\n'),
        ("claims_json", '[{"id": "C1", "statement": "The reef holds 412 colonies.", "confidence": "Low",\n "sources": "S1",\n "suppress": "KG202: no other survey\\nKG205: not quoted"}]\n'),
        ("claims_yaml", "- id: C1\n  statement: The reef holds 412 colonies.\n  confidence: Low\n  sources: S1\n  suppress:\n    - 'KG202: no other survey'\n    - 'KG205: not quoted'\n"),
        ("claims_csv", 'id,statement,confidence,sources,suppress\nC1,The reef holds 412 colonies.,Low,S1,"KG202: no other survey\nKG205: not quoted"\n'),
    ],
)
def test_rows_of_every_format(tmp_path, name, text):
    sources = "id,publisher,title,quote\nS1,Marine Institute,Reef survey,\nS2,The Times,Reefs,many reefs\n"
    outcome = check(tmp_path, **{name: text, "sources_csv": sources})
    assert aside(outcome) == {"KG202 C1": "no other survey", "KG205 C1": "not quoted"}
    assert not said(outcome)


def test_rows_of_sources_and_a_contradiction_seen_from_one_side(tmp_path):
    claims = "id,statement,sources,suppress\nC1,Acme raised $5 million in its Series A in 2021.,S1,\nC2,Acme raised $9 million in its Series A in 2021.,S1,KG306: the second closing is counted\n"
    outcome = check(tmp_path, claims_csv=claims, sources_csv="id,publisher,title,suppress\nS1,Reuters,Acme,\nS2,The Times,Mills,KG103: background reading\n", kg_toml='[report]\nsubject = "Acme"\n')
    found = [f for f in outcome.findings if f.category == "figures-disagree"]
    assert found and {f.check for f in found if f.suppressed} <= {"KG306"}
    assert aside(outcome)["KG103 S2"] == "background reading"


TEXT = "---\nas_of: 2026-05-09\n---\n\n# Reef\n\n{}\nThe reef holds 412 colonies. [C9]\n\nThe north has 12. [C8]\n"


def test_a_comment_sets_aside_the_block_below_it_and_a_file(tmp_path):
    data = {"claims_csv": "id,statement\nC1,The reef is old.\n"}
    outcome = check(tmp_path, report_md=TEXT.format("<!-- kg: ignore dangling-citation: C9 is being written -->"), **data)
    assert {f.message[:8]: f.suppressed for f in outcome.findings if f.check == "KG101"} == {"cites C9": "C9 is being written", "cites C8": None}
    outcome = check(tmp_path, report_md=TEXT.format("<!-- kg: ignore-file KG101: claims follow next week -->"), **data)
    assert {f.suppressed for f in outcome.findings if f.check == "KG101"} == {"claims follow next week"}


def test_a_remark_changes_no_other_finding(tmp_path):
    data = {"claims_csv": "id,statement\nC1,The reef is old.\n"}
    plain = check(tmp_path, report_md=TEXT.format(""), **data)
    with_it = check(tmp_path, report_md=TEXT.format("<!-- kg: ignore KG101: 5,000 colonies in 1999, until 2030-01-01 -->"), **data)
    assert [f.fingerprint for f in plain.findings] == [f.fingerprint for f in with_it.findings]


@pytest.mark.parametrize(
    ("entry", "ids"),
    [
        ('check = "KG202"\nid = "C1"', {"C1"}),
        ('check = "low-confidence-single-source"\npath = "claims.csv"', {"C1", "C2"}),
        ('check = ["KG202"]\npath = "*.csv"', {"C1", "C2"}),
        ('check = "KG2"\nid = "C2"\npath = "./claims.csv"', {"C2"}),
        ('check = "KG202"\npath = "sources.csv"', set()),
    ],
)
def test_entries_of_the_configuration(tmp_path, entry, ids):
    outcome = check(tmp_path, claims_csv=CLAIMS.format(""), sources_csv=SOURCES, kg_toml=f'[[suppress]]\n{entry}\nreason = "one survey only"\n')
    assert {f.about[0].id for f in outcome.findings if f.check == "KG202" and f.suppressed == "one survey only"} == ids
    assert said(outcome) == ([] if ids else ["KG012"])


def test_an_entry_for_one_finding(tmp_path):
    files = {"claims_csv": CLAIMS.format(""), "sources_csv": SOURCES}
    first = next(f for f in check(tmp_path, **files).findings if f.check == "KG202")
    outcome = check(tmp_path, **files, kg_toml=f'[[suppress]]\nfingerprint = "{first.fingerprint}"\nreason = "known"\n')
    assert list(aside(outcome)) == [f"KG202 {first.about[0].id}"]


# --------------------------------------------------------------------------- what becomes of them


def test_the_remark_without_a_reason_sets_nothing_aside(tmp_path):
    outcome = check(tmp_path, claims_csv=CLAIMS.format("KG202"), sources_csv=SOURCES)
    assert not aside(outcome) and said(outcome) == ["KG010"]
    outcome = check(tmp_path, claims_csv=CLAIMS.format(""), kg_toml='[[suppress]]\ncheck = "KG202"\nid = "C1"\n')
    found = next(f for f in outcome.findings if f.check == "KG010")
    assert (Path(found.about[0].place.path).name, found.about[0].place.line) == ("kg.toml", 1)


@pytest.mark.parametrize(
    ("today", "expected"), [(None, ["KG011"]), (date(2026, 3, 31), []), (date(2026, 4, 1), ["KG011"]), (date(2020, 1, 1), [])]
)
def test_expiry_is_held_against_the_day_of_the_report_or_the_one_given(tmp_path, today, expected):
    files = {"claims_csv": CLAIMS.format("KG202: late until 2026-03-31"), "sources_csv": SOURCES, "kg_toml": "[report]\nas_of = 2026-05-09\n"}
    outcome = check(tmp_path, today, **files)
    assert said(outcome) == expected
    assert bool(aside(outcome)) is not bool(expected)


def test_expiry_without_a_day_cannot_be_checked(tmp_path):
    outcome = check(tmp_path, claims_csv=CLAIMS.format("KG202: late until 2026-03-31"), sources_csv=SOURCES)
    run = next(r for r in outcome.runs if r.check == "KG011")
    assert run.status.value == "cannot-check" and "--today" in run.reason
    assert aside(outcome)


def test_only_checks_that_looked_can_make_a_remark_idle(tmp_path):
    files = {"claims_csv": CLAIMS.format("KG101: no citation"), "sources_csv": SOURCES}
    assert said(check(tmp_path, **files)) == ["KG012"]
    settings = config.Config()
    outcome = engine.run(build.build([str(tmp_path)], settings), settings, engine.selected(["KG0", "KG2"]))
    assert not said(outcome)


def test_each_idle_check_of_a_remark_is_named(tmp_path):
    outcome = check(tmp_path, claims_csv=CLAIMS.format('"KG202, KG101: one survey"'), sources_csv=SOURCES)
    (idle,) = (f for f in outcome.findings if f.check == "KG012")
    assert idle.data == {"check": "KG101"}


def test_an_entry_for_files_that_were_not_read_is_not_idle(tmp_path):
    (tmp_path / "kg.toml").write_text('[[suppress]]\ncheck = "KG301"\npath = "b.md"\nreason = "two years"\n[[suppress]]\ncheck = "KG202"\nid = "C77"\nreason = "one survey"\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("# Mill\n\nThe mill has 3 stones.\n", encoding="utf-8")
    settings = config.load(tmp_path / "kg.toml")
    outcome = engine.run(build.build([str(tmp_path / "a.md")], settings), settings)
    assert not said(outcome)


def test_remarks_on_remarks_do_nothing(tmp_path):
    outcome = check(tmp_path, report_md="# Mill\n\n<!-- kg: ignore-file KG012: enough -->\n\nThe mill has 3 stones.\n")
    assert not aside(outcome)


@pytest.mark.parametrize("entry", ["suppress = 3\n", '[[suppress]]\nreason = "x"\n', '[[suppress]]\ncheck = "KG1"\nuntil = "soon"\n', '[[suppress]]\ncheck = "KG1"\nline = 3\n', "[[suppress]]\ncheck = 3\n"])
def test_entries_that_are_refused_by_reader_and_schema(tmp_path, entry):
    (tmp_path / "kg.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(config.InputError, match=r"kg\.toml"):
        config.load(tmp_path / "kg.toml")


def test_suppressed_findings_do_not_fail_and_are_counted(tmp_path, monkeypatch, capsys):
    from kg import cli

    (tmp_path / "claims.csv").write_text(CLAIMS.format('"KG1, KG2: one survey"').split("C2,")[0], encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for arguments, expected in ((["--select", "KG1,KG2"], "; 2 suppressed"), (["--select", "KG1,KG2", "--format", "json"], None)):
        monkeypatch.setattr("sys.argv", ["kg", "check", ".", "--fail-on", "info", *arguments])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out = capsys.readouterr().out
        assert stop.value.code in (0, None), out
        if expected:
            assert out.rstrip().endswith("suppressed")
        else:
            body = json.loads(out)
            assert {f["suppressed"] for f in body["findings"]} == {"one survey"}
            assert body["summary"]["suppressed"] == len(body["findings"])
