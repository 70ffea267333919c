"""Bad input through the command line: one clear line with the file, exit status 2, or a finding; never a traceback."""

from __future__ import annotations

import json

import pytest

UNREADABLE = {
    "empty.md": (b"", "empty.md: the file is empty"),
    "blank.md": (b" \n\t\n", "blank.md: "),
    "binary.md": (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary.md:3: this looks like a binary file"),
    "damaged.md": (b"\xff\xfeA\x00\x00\xd8A\x00", "damaged.md: the file starts like utf-16"),
    "long.md": (b"# Acme\n\n" + b"word " * 500_000, "long.md:3: the line has 2,500,000 characters"),
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("command", [["check"], ["stats"], ["show", "C1"]], ids=lambda c: c[0])
def test_unreadable_file(kg, tmp_path, name, command):
    data, message = UNREADABLE[name]
    (tmp_path / name).write_bytes(data)
    ran = kg(*command, name)
    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_unreadable_file_as_a_process(process, tmp_path):
    (tmp_path / "binary.md").write_bytes(b"A\x00B")
    ran = process("check", "binary.md")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: binary.md:1: ")
    assert len(ran.err.splitlines()) == 1


def test_debug_shows_the_traceback(process, tmp_path):
    (tmp_path / "empty.md").write_bytes(b"")
    assert "Traceback" in process("--debug", "check", "empty.md").err


READABLE = {
    "windows.md": "# Acme\r\n\r\nCaf\xe9 Acme has 40 staff.\r\n".encode("cp1252"),
    "utf16.md": "# Acme\n\nAcme has 40 staff.\n".encode("utf-16"),
    "bom.md": "\ufeff# Acme\n\nAcme has 40 staff.\n".encode(),
    "crlf.md": b"# Acme\r\n\r\nAcme has 40 staff.\r\n",
}


@pytest.mark.parametrize("name", READABLE)
def test_other_encodings_are_read(kg, tmp_path, name):
    (tmp_path / name).write_bytes(READABLE[name])
    ran = kg("check", name, "--format", "json", "--fail-on", "never")
    assert ran.code == 0, ran.err
    found = {f["name"] for f in json.loads(ran.out)["findings"]}
    assert ("encoding-trouble" in found) == (name == "windows.md")
    assert "unread-line" not in found


FOLDERS = {
    "missing column": ({"claims.csv": "id,words\nC1,Acme\n"}, "claims.csv:1"),
    "yaml with a tab": ({"claims.yaml": "- id: C1\n\tstatement: Acme\n"}, "claims.yaml:2"),
    "broken json": ({"claims.json": '[{"id": "C1",\n "statement": }]\n'}, "claims.json:2"),
    "broken kg.toml": ({"claims.csv": "id,statement\nC1,Acme\n", "kg.toml": "[report]\nsubject = Acme\n"}, "kg.toml:2"),
    "unknown key": (
        {"claims.csv": "id,statement\nC1,Acme\n", "kg.toml": '[report]\nsubjct = "Acme"\n'},
        "Did you mean 'subject'?",
    ),
    "no report": ({"notes.py": "x = 1\n"}, "the folder holds no report"),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_folder_that_cannot_be_read(kg, tmp_path, case):
    files, message = FOLDERS[case]
    folder = tmp_path / "acme"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    ran = kg("check", "acme")
    assert ran.code == 2, ran.out
    assert ran.out == ""
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1


FINDINGS = {
    "duplicate-id": ("claims.csv", "id,statement\nC1,Acme has 40 staff.\nC1,Acme has 50 staff.\n", 3),
    "unknown-field": ("claims.csv", "id,statement,sourcs\nC1,Acme has 40 staff.,S1\n", 1),
    "empty-statement": ("claims.csv", "id,statement\nC1,\n", 2),
    "unreadable-line": ("claims.jsonl", '{"id": "C1", "statement": "Acme has 40 staff."}\n{"id": "C2",\n', 2),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_what_cannot_be_understood_is_a_finding_with_its_line(kg, tmp_path, name):
    file, text, line = FINDINGS[name]
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / file).write_text(text, encoding="utf-8")
    ran = kg("check", "acme", "--format", "json", "--fail-on", "never")
    assert ran.code == 0, ran.err
    found = [f for f in json.loads(ran.out)["findings"] if f["name"] == name]
    assert found
    assert line in [a["line"] for a in found[0]["about"]]
