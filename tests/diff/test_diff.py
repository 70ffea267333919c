"""Two versions held against each other: exactly what was edited is listed, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg import config, diff
from kg.diff import formats
from kg.reporters import ReportContext

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "data" / "huggingface"


def told(found: diff.Difference) -> list[tuple]:
    """Changes as short tuples: topic, kind, id, figures or the two texts."""
    return [(c.topic, c.kind, c.id, c.figures or (c.old and c.old.text, c.new and c.new.text)) for c in found.changes]


def compare(tmp_path: Path, old: str, new: str, name: str = "report.md") -> list[tuple]:
    """The changes between two texts."""
    paths = []
    for folder, text in (("old", old), ("new", new)):
        path = tmp_path / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return told(diff.compare(*paths, config.Config()))


# --------------------------------------------------------------------------- the worked example


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old, text.count(old))
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


EDITS = [
    # a figure in a claim
    ("claims.csv", "CO027,", ""),
    # the confidence of a claim
    (
        "claims.csv",
        "Julien Chaumond, a co-founder of Hugging Face, serves as its CTO.\",High",
        "Julien Chaumond, a co-founder of Hugging Face, serves as its CTO.\",Medium",
    ),
    # a claim added
    ("claims.csv", "CO003,", 'CO900,"Hugging Face opened an office in Tokyo with 12 staff.",Low,SO005\nCO003,'),
    # a claim gains a source
    (
        "claims.csv",
        "Clément Delangue, a co-founder of Hugging Face, serves as its CEO.\",High,SO002; SO015",
        "Clément Delangue, a co-founder of Hugging Face, serves as its CEO.\",High,SO002; SO015; SO018",
    ),
    # a value in the list of metrics
    ("metrics.csv", "round amount,$40 million", "round amount,$45 million"),
    # a fact of the cover
    ("report.md", "Employees: ~635", "Employees: ~640"),
    # a figure in the text
    ("report.md", "penetration of 30%+ of the Fortune 500", "penetration of 35%+ of the Fortune 500"),
    # a cell of a table
    (
        "report.md",
        "| Head of Product & Growth | Once Director at Dataiku; holds an MBA |",
        "| Head of Product | Once Director at Dataiku; holds an MBA |",
    ),
    # a quote
    ("sources.csv", "raised $235 million […] values the startup at $4.5 billion", "raised $235 million"),
    # a reference in the text
    (
        "report.md",
        "[CO001, CO003, CO005, CO008, CO020, CO026, CO027, CO028]",
        "[CO001, CO003, CO005, CO008, CO026, CO027, CO028]",
    ),
]


@pytest.fixture(scope="module")
def edited(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("versions") / "huggingface"
    shutil.copytree(EXAMPLE, folder)
    statement = next(
        line for line in (folder / "claims.csv").read_text(encoding="utf-8").splitlines() if line.startswith("CO027,")
    )
    for name, old, new in EDITS:
        if old == "CO027,":
            old, new = statement, statement.replace("500,000", "600,000")
        if old == "CO003,":
            old, new = "\nCO003,", "\n" + new
        edit(folder, name, old, new)
    # What is no change: a paragraph that moves, a row that moves.
    text = (folder / "report.md").read_text(encoding="utf-8").split("\n\n")
    at = next(n for n, p in enumerate(text) if p.startswith("In open-source AI infrastructure"))
    text.append(text.pop(at).rstrip("\n") + "\n")
    (folder / "report.md").write_text("\n\n".join(text), encoding="utf-8")
    rows = (folder / "sources.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    rows[3], rows[9] = rows[9], rows[3]
    (folder / "sources.csv").write_text("".join(rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(edited) -> diff.Difference:
    return diff.compare(str(EXAMPLE), str(edited), config.load(EXAMPLE / "kg.toml"))


def test_ten_edits_of_the_worked_example_are_ten_changes(found):
    seen = sorted((c.topic, c.kind, c.id) for c in found.changes)
    assert seen == sorted(
        [
            ("claim", "changed", "CO027"),
            ("confidence", "changed", "CO010"),
            ("claim", "added", "CO900"),
            ("evidence", "added", "CO009"),
            ("figure", "changed", "Hugging Face round amount (Series B, 2021)"),
            ("figure", "changed", "Employees"),
            ("figure", "changed", ""),
            ("table", "changed", "Leadership and Founder Table · Jeff Boudier · role"),
            ("quote", "changed", "SO010"),
            ("citation", "removed", "Company profile"),
        ]
    )


def test_old_and_new_figures_stand_side_by_side(found):
    assert [c.figures for c in found.changes if c.kind == "changed" and c.figures] == [
        (("over 500,000", "over 600,000"),),
        (("$40 million", "$45 million"),),
        (("~635", "~640"),),
        (("30%+", "35%+"),),
    ]


def test_findings_are_new_fixed_and_unchanged(found):
    new = {(f.name, f.about[0].id) for f in found.new_findings}
    assert ("low-confidence-single-source", "CO900") in new
    assert any("$45 million" in f.message for f in found.new_findings)
    assert len(found.unchanged_findings) > 800
    assert len(found.new_findings) < 20 and len(found.fixed_findings) < 12


def test_the_same_the_other_way_round(found, edited):
    back = diff.compare(str(edited), str(EXAMPLE), config.load(EXAMPLE / "kg.toml"))
    turn = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((c.topic, turn[c.kind], c.id) for c in back.changes) == sorted((c.topic, c.kind, c.id) for c in found.changes)
    assert len(back.new_findings) == len(found.fixed_findings)
    assert len(back.unchanged_findings) == len(found.unchanged_findings)


def test_a_version_does_not_differ_from_itself():
    assert diff.compare(str(EXAMPLE), str(EXAMPLE), config.load(EXAMPLE / "kg.toml")).empty


# --------------------------------------------------------------------------- other fields

TRIAL = """\
# Trial of lumaxil in heart failure

## Results

We enrolled 412 patients at 31 sites between March 2021 and June 2022. [1]
The primary endpoint was reached by 38.2% of the treated and 29.1% of the controls. [1, 2]

Adverse events were mild. Two patients withdrew consent.

## References

[1] Journal of Cardiology, "Lumaxil in heart failure", 2023
[2] Registry of Trials, "NCT000001", 2022
"""


def test_a_figure_in_a_sentence(tmp_path):
    assert compare(tmp_path, TRIAL, TRIAL.replace("38.2%", "36.9%")) == [("claim", "changed", "", (("38.2%", "36.9%"),))]


def test_a_moved_paragraph_is_no_change(tmp_path):
    moved = "Adverse events were mild. Two patients withdrew consent.\n\n"
    new = TRIAL.replace(moved, "").replace("We enrolled", moved + "We enrolled")
    assert compare(tmp_path, TRIAL, new) == []


def test_line_breaks_and_spaces_are_no_change(tmp_path):
    assert compare(tmp_path, TRIAL, TRIAL.replace("31 sites between", "31 sites\nbetween").replace("\n", "\r\n")) == []


def test_references_numbered_anew_are_the_same_sources(tmp_path):
    new = TRIAL.replace("[2] Registry", "[3] Registry").replace("[1, 2]", "[1, 3]")
    new = new.replace("\n[3] Registry", '\n[2] The Lancet, "A comment", 2023\n[3] Registry')
    seen = compare(tmp_path, TRIAL, new)
    assert ("citation", "added", "", (None, "3")) not in seen
    assert [(t, k, i) for t, k, i, _ in seen] == [("source", "added", "2"), ("source", "changed", "2 → 3")]


def test_a_figure_written_otherwise_is_a_change_of_words(tmp_path):
    old = "# Harbour budget\n\nThe quay cost $12 million in 2023, of which the state paid half.\n"
    assert [c[:2] for c in compare(tmp_path, old, old.replace("$12 million", "$12M"))] == [("text", "changed")]


def test_a_hedge_changes_a_figure(tmp_path):
    old = "# Harbour budget\n\nThe quay cost $12 million in 2023, of which the state paid half.\n"
    assert compare(tmp_path, old, old.replace("$12 million", "about $12 million")) == [
        ("figure", "changed", "", (("$12 million", "about $12 million"),))
    ]


def test_a_sentence_with_a_figure_comes_and_goes(tmp_path):
    old = "# Heat pumps\n\nSales grew. Norway leads with 610 units per 1,000 homes.\n"
    new = "# Heat pumps\n\nSales grew. Installers are short of hands: 4,000 posts stood open in May 2024.\n"
    seen = compare(tmp_path, old, new)
    assert [(t, k, [w for pair in f for w in pair if w]) for t, k, _, f in seen] == [
        ("figure", "added", ["4,000", "May 2024"]),
        ("figure", "removed", ["610", "1,000"]),
    ]


def test_what_was_rewritten_keeps_its_figure(tmp_path):
    old = "# Orsola\n\nOrsola AG makes sails.\n\nOrsola has raised a total of $40 million.\n"
    new = "# Orsola\n\nOrsola AG makes sails.\n\nTotal raised to date by Orsola: $45 million.\n"
    seen = compare(tmp_path, old, new)
    assert ("figure", "changed", "", (("$40 million", "$45 million"),)) in seen
    assert not [c for c in seen if c[0] == "figure" and c[1] != "changed"]


TABLE = """\
# Ports

Table 1: Berths

| Port | Berths | Depth |
| --- | --- | --- |
| Tolland | 12 | 9 m |
| Hewson | 7 | 11 m |
| Skarv | 3 | 6 m |
"""


def test_cells_rows_and_columns_of_a_table(tmp_path):
    seen = compare(tmp_path, TABLE, TABLE.replace("| 7 |", "| 8 |"))
    assert [(t, k, f) for t, k, _, f in seen] == [("figure", "changed", (("7", "8"),))]
    assert seen[0][2].endswith("Hewson · berths")
    seen = compare(tmp_path, TABLE, TABLE.replace("| Hewson |", "| Marlow | 4 | 5 m |\n| Hewson |"))
    assert [(t, k) for t, k, *_ in seen] == [("figure", "added")]
    seen = compare(
        tmp_path,
        TABLE,
        "\n".join(line.replace(" 9 m |", " 9 m | 2 |").replace(" m |\n", " m | 1 |\n") for line in TABLE.splitlines()),
    )
    assert compare(tmp_path, TABLE, TABLE.replace("| Tolland | 12 | 9 m |\n", "") + "| Tolland | 12 | 9 m |\n") == []


CLAIMS = {
    "report.md": "# Skarv ferries\n\nThe line carries 900 thousand passengers a year. [C1] It has six ferries. [C2]\n",
    "claims.csv": "id,statement,confidence,sources\nC1,The line carries 900 thousand passengers a year.,High,S1\nC2,Skarv runs six ferries.,Low,S1; S2\n",
    "sources.csv": "id,publisher,title,quote\nS1,Coast Guard,Register of ferries,six ferries\nS2,Skarv,Annual report,\n",
}


def folder(path: Path, files: dict[str, str]) -> str:
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return str(path)


def test_claims_numbered_anew_keep_their_citations(tmp_path):
    new = {k: v.replace("C2", "C3") for k, v in CLAIMS.items()}
    new["claims.csv"] = new["claims.csv"].replace("C3,", "C2,The quay was rebuilt in 2019.,High,S2\nC3,")
    seen = told(diff.compare(folder(tmp_path / "a", CLAIMS), folder(tmp_path / "b", new), config.Config()))
    assert [(t, k, i) for t, k, i, _ in seen] == [("claim", "added", "C2"), ("claim", "changed", "C2 → C3")]


def test_evidence_gained_and_lost(tmp_path):
    new = dict(CLAIMS)
    new["claims.csv"] = CLAIMS["claims.csv"].replace("S1; S2", "S1").replace("High,S1", "High,S1; S3")
    new["sources.csv"] = CLAIMS["sources.csv"].replace(
        "S2,Skarv,Annual report,\n", "S3,Reuters,Ferries full,900 thousand passengers\n"
    )
    seen = told(diff.compare(folder(tmp_path / "a", CLAIMS), folder(tmp_path / "b", new), config.Config()))
    assert [(t, k, i) for t, k, i, _ in seen] == [
        ("source", "added", "S3"),
        ("source", "removed", "S2"),
        ("evidence", "added", "C1"),
        ("evidence", "removed", "C2"),
    ]


def test_folders_of_reports(tmp_path):
    a = folder(tmp_path / "a", {"ports.md": TABLE, "trial.md": TRIAL})
    b = folder(tmp_path / "b", {"ports.md": TABLE.replace("12", "13"), "pumps.md": "# Heat pumps\n\nSales grew by 4% in 2023.\n"})
    seen = told(diff.compare(a, b, config.Config()))
    assert [(t, k) for t, k, *_ in seen] == [("report", "added"), ("report", "removed"), ("figure", "changed")]


# --------------------------------------------------------------------------- outputs

CONTEXT = ReportContext(version="0", inputs=())


def test_json_says_everything(found):
    data = json.loads("".join(formats.as_json(found, CONTEXT)))
    assert set(data) == {"version", "tool", "old", "new", "changes", "findings", "summary"}
    assert len(data["changes"]) == 10
    row = next(r for r in data["changes"] if r["id"] == "CO027")
    assert row["figures"] == [{"old": "over 500,000", "new": "over 600,000"}]
    assert row["old"]["line"] != row["new"]["line"] and row["new"]["path"].endswith("claims.csv")
    assert {k: len(v) for k, v in data["findings"].items()} == data["summary"]["findings"]


def test_text_shows_both_values_and_one_line_of_numbers(found):
    page = "".join(formats.text(found, CONTEXT))
    assert "~ Employees  ~635 → ~640" in page
    assert "~ CO010  High → Medium" in page
    assert page.splitlines()[-1].endswith("unchanged")


def test_markdown_has_a_row_for_every_change(found):
    page = "".join(formats.markdown(found, CONTEXT))
    rows = [line for line in page.splitlines() if line.startswith(("| added", "| removed", "| changed"))]
    assert len(rows) == 10
    assert all(line.replace("\\|", "").count("|") == 6 for line in rows)


HOSTILE = "# A\n\nThe <b>quay</b> | cost `$1` in *2020*, said <script>alert(1)</script> the mayor of the town.\n"


def test_markdown_escapes_what_it_quotes(tmp_path):
    (tmp_path / "a.md").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "b.md").write_text(HOSTILE.replace("$1", "$2"), encoding="utf-8")
    page = "".join(formats.markdown(diff.compare(str(tmp_path / "a.md"), str(tmp_path / "b.md"), config.Config()), CONTEXT))
    assert "<script>" not in page and "&lt;script>" in page
