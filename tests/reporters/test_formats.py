"""Outputs for other programs: each is accepted by a standard reader, and shows both places of a contradiction."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg import build, config, engine, reporters
from kg.findings import About, Certainty, Finding, Outcome, Run, Severity, Status
from kg.model import Place
from kg.reporters import ReportContext, _common

ROOT = Path(__file__).resolve().parent.parent.parent
SARIF = json.loads((Path(__file__).parent / "vendor" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def render(name: str, outcome: Outcome, **options) -> str:
    return "".join(reporters.reporter(name).render(outcome, ReportContext("1.2.3", ("report.md",), **options)))


def finding(message: str, *about: About, severity: Severity = Severity.ERROR, **more) -> Finding:
    return Finding("KG301", "figures-disagree", "figures-disagree", severity, Certainty.MEDIUM, message, about, {"values": ["1", "2"]}, "0123456789abcdef", **more)


def at(path: str, line: int, text: str, side: str = "", id: str | None = None) -> About:
    return About("claim", id, Place(path, line, 3, line, 9), text, "r", side)


RUNS = (
    Run("KG101", "dangling-citation", 4, Status.RAN, 0.5),
    Run("KG104", "section-without-citation", 0, Status.CANNOT, 0.0, "the text carries no citations at all"),
    Run("KG301", "figures-disagree", 9, Status.RAN, 0.25),
)
HOSTILE = 'a, b: 50% <b>&"\'\x00\x1b[31m\u2028::error::x\n]]> `code` @someone | #1 \ud800'
BOTH = finding("40 staff versus 45 staff", at("a.md", 3, "Acme has 40 staff.", "40"), at("dir with space/ü.md", 8, "45 people", "45", "C7"))


@pytest.fixture(scope="module")
def example() -> Outcome:
    path = ROOT / "data" / "huggingface"
    settings = config.load(path / "kg.toml")
    return engine.run(build.build([str(path)], settings), settings)


def outcomes(example) -> list[Outcome]:
    return [
        example,
        Outcome((), RUNS),
        Outcome((BOTH, finding("nowhere")), RUNS),
        Outcome((replace(BOTH, suppressed="as restated"), replace(BOTH, baseline="new")), RUNS, (finding("gone", at("b.md", 1, "x")),)),
        Outcome((finding(HOSTILE, at("C:\\reports\\a.md", 1, HOSTILE, HOSTILE), at("\\\\host\\share\\b.md", 2, "b", "other")),), RUNS),
    ]


@pytest.mark.parametrize("statistics", [False, True])
def test_sarif_validates(example, statistics):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft7Validator(SARIF)
    for outcome in outcomes(example):
        body = json.loads(render("sarif", outcome, statistics=statistics))
        assert not [e.message for e in validator.iter_errors(body)]
        rules = body["runs"][0]["tool"]["driver"]["rules"]
        assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in body["runs"][0]["results"])


def test_sarif_keeps_sides_severity_reasons_and_states():
    outcome = Outcome((replace(BOTH, baseline="unchanged"), replace(BOTH, suppressed="as restated", baseline="new")), RUNS, (BOTH,))
    known, aside, gone = json.loads(render("sarif", outcome))["runs"][0]["results"]
    assert [r["baselineState"] for r in (known, aside, gone)] == ["unchanged", "new", "absent"]
    assert known["level"] == "error" and known["rank"] == 60.0
    assert known["partialFingerprints"] == {"kg/v1": BOTH.fingerprint}
    other = known["relatedLocations"][0]
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "dir%20with%20space/%C3%BC.md"
    assert other["physicalLocation"]["region"]["startLine"] == 8
    assert other["message"]["text"] == "45: “45 people”"
    assert aside["suppressions"] == [{"kind": "inSource", "justification": "as restated"}]
    assert "suppressions" not in known


def test_sarif_explains_its_rules(example):
    rules = json.loads(render("sarif", example))["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) == len(engine.checks())
    assert all("What to do:" in r["help"]["markdown"] and r["shortDescription"]["text"] for r in rules)


@pytest.mark.parametrize("limit", [None, Severity.ERROR, Severity.INFO])
def test_junit_is_read_by_a_parser(example, limit, tmp_path):
    junitparser = pytest.importorskip("junitparser")
    for outcome in outcomes(example):
        (tmp_path / "out.xml").write_text(render("junit", outcome, fail_on=limit, statistics=True), encoding="utf-8")
        read = junitparser.JUnitXml.fromfile(str(tmp_path / "out.xml"))
        cases = [case for suite in read for case in suite]
        assert len(cases) == read.tests == len(outcome.runs) * len(list(read))
        failing = [c for c in cases if any(isinstance(r, junitparser.Failure) for r in c.result)]
        assert len(failing) == read.failures == sum(s.failures for s in read)
        expected = {(f.check, f.about[0].place.path if f.about else "") for f in outcome.findings if limit and f.counts and f.severity.rank >= limit.rank}
        assert len(failing) == len(expected)
        assert sum(c.is_skipped for c in cases) == read.skipped


def test_junit_shows_both_places():
    out = render("junit", Outcome((BOTH,), RUNS))
    assert "40: a.md:3 “Acme has 40 staff.”" in out
    assert "45: C7 dir with space/ü.md:8 “45 people”" in out


def test_github_annotates_both_places():
    first, second, verdict = render("github", Outcome((BOTH,), RUNS)).splitlines()
    assert first.startswith("::error file=a.md,line=3,endLine=3,col=3,endColumn=8,title=figures-disagree KG301 (medium confidence)::40 staff")
    assert second.startswith("::notice file=dir with space/ü.md,line=8,")
    assert verdict == "1 error, 0 warnings, 0 for information"


def test_github_commands_cannot_be_forged():
    lines = render("github", outcomes(Outcome((), ()))[-1], statistics=True).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert [re.match(r"::(\w+)", c).group(1) for c in commands] == ["error", "notice", "group", "endgroup"]
    assert "50%25 <b>" in commands[0] and "\x1b" not in commands[0] and "%0A" in commands[0]
    assert "file=C%3A/reports/a.md" in commands[0]
    fixed = render("github", Outcome((), RUNS, (finding("gone\n::error::forged"),)))
    assert not [line for line in fixed.splitlines() if line.startswith("::")]


def test_gitlab_has_what_code_quality_asks_for(example):
    for outcome in outcomes(example):
        issues = json.loads(render("gitlab", outcome))
        assert len(issues) == sum(f.counts for f in outcome.findings)
        for issue in issues:
            assert {"description", "check_name", "fingerprint", "severity", "location"} <= issue.keys()
            assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
            assert issue["location"]["lines"]["begin"] >= 1 and "\\" not in issue["location"]["path"]
    assert len({i["fingerprint"] for i in json.loads(render("gitlab", example))}) == sum(f.counts for f in example.findings)
    (both,) = json.loads(render("gitlab", Outcome((BOTH,), RUNS)))
    assert both["other_locations"] == [{"path": "dir with space/ü.md", "lines": {"begin": 8, "end": 8}}]


def test_json_lines_are_the_findings_of_the_document(example):
    rows = [json.loads(line) for line in render("jsonl", example).splitlines()]
    assert rows == json.loads(render("json", example))["findings"]
    rows = [json.loads(line) for line in render("jsonl", Outcome((BOTH,), RUNS, (BOTH,)), statistics=True).splitlines()]
    assert [r.get("baseline") for r in rows] == [None, "absent", None, None, None]
    assert rows[-1]["status"] == "ran"


def test_markdown_has_both_sides_and_no_markup_of_the_input():
    out = render("markdown", Outcome((BOTH,), RUNS))
    assert "- **40** `a.md:3` `Acme has 40 staff.`" in out
    assert "- **45** `C7 dir with space/ü.md:8` `45 people`" in out
    hostile = render("markdown", outcomes(Outcome((), ()))[-1])
    assert "\\<b\\>" in hostile and "&#64;someone" in hostile and "\x1b" not in hostile
    pytest.importorskip("markdown_it")
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark", {"html": True}).render(hostile)
    assert "<b>" not in html


def test_markdown_of_a_long_list_stays_short(example):
    assert len(render("markdown", example)) < 60_000


@pytest.mark.parametrize("name", [n for n in reporters.names() if n not in ("text",)])
def test_what_is_set_aside_or_known_does_not_count(name):
    outcome = Outcome((replace(BOTH, suppressed="as restated"), replace(BOTH, baseline="unchanged")), RUNS, ())
    out = render(name, outcome)
    if name in ("json", "jsonl", "sarif", "html"):
        assert out.count(BOTH.message) == 2 and "as restated" in out
    else:
        assert BOTH.message not in out


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("./a/b.md", "a/b.md"),
        ("..\\a b.md", "../a%20b.md"),
        ("C:\\r\\ü.md", "file:///C:/r/%C3%BC.md"),
        ("/r/a#b.md", "file:///r/a%23b.md"),
        ("-", "stdin"),
    ],
)
def test_paths_as_uris(path, expected):
    assert _common.uri(path) == expected
