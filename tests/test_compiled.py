"""Compiled expressions that are kept: they match as those that Python compiles, and a file that is no good counts as none."""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import compiled

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    (r"(?P<a>\w+)(?:\s+(?P<b>\d{1,3}))?+|x{2,}", re.I),
    (r"^[^\W\d_]++(?=,)", re.M),
    (r"(?i:straße)|ſ|(?<![a-zé])É", 0),
    (r"", 0),
    (r"(a)(?:b(c)?)*+(?(2)d|e)", re.S | re.X),
]
TEXTS = ["abc 12, XX", "Straße, ÉCOLE\nabbcd", "abe", "x xx 999"]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return compiled.Kept(tmp_path / "made" / "kept")


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_matches_as_what_python_compiles(source, flags, kept, monkeypatch):
    monkeypatch.setattr(compiled, "KEPT", kept)
    compiled.expression(source, flags)
    kept.write()
    again = compiled.Kept(kept.path)
    monkeypatch.setattr(compiled, "KEPT", again)
    monkeypatch.setattr(compiled, "_code", lambda *_: pytest.fail("compiled again"))
    found, expected = compiled.expression(source, flags), re.compile(source, flags)
    assert found == expected
    assert (found.pattern, found.flags, found.groups, found.groupindex) == (expected.pattern, expected.flags, expected.groups, expected.groupindex)
    for text in TEXTS:
        assert [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in found.finditer(text)] == [
            (m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in expected.finditer(text)
        ]


def test_a_mistake_is_told_as_ever():
    with pytest.raises(re.error):
        compiled.expression("(", 0)


def test_what_two_runs_found_is_kept(kept):
    first, second = compiled.Kept(kept.path), compiled.Kept(kept.path)
    assert (first.value(("a",), lambda: 1), second.value(("b",), lambda: 2)) == (1, 2)
    first.write()
    second.write()
    assert kept.value(("a",), lambda: 0) == 1
    assert kept.value(("b",), lambda: 0) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-7],
        lambda data: data[:40] + bytes([data[40] ^ 255]) + data[41:],
        lambda data: hashlib.sha256(b"no marshal").digest() + b"no marshal",
        lambda data: hashlib.sha256(marshal.dumps(7)).digest() + marshal.dumps(7),
        lambda data: hashlib.sha256(marshal.dumps((("another Python", 1, 4), {("a",): 7}))).digest() + marshal.dumps((("another Python", 1, 4), {("a",): 7})),
        lambda data: hashlib.sha256(marshal.dumps((compiled._MAGIC, 7))).digest() + marshal.dumps((compiled._MAGIC, 7)),
    ],
    ids=range(7),
)
def test_a_damaged_file_counts_as_none(kept, damage):
    kept.value(("a",), lambda: 1)
    kept.write()
    kept.path.write_bytes(damage(kept.path.read_bytes()))
    again = compiled.Kept(kept.path)
    assert again.value(("a",), lambda: 2) == 2
    again.write()
    assert compiled.Kept(kept.path).value(("a",), lambda: 3) == 2


def test_entries_of_another_shape_are_compiled(kept, monkeypatch):
    monkeypatch.setattr(compiled, "KEPT", kept)
    kept.value(("expression", "a+", 0), lambda: (0, b"12", "many"))
    assert compiled.expression("a+", 0).match("aaa").end() == 3


def test_where_nothing_can_be_written_nothing_is_kept(kept, monkeypatch):
    kept.value(("a",), lambda: 1)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.write()
    assert not kept.path.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept.path.parent.write_bytes(b"a file where the folder should be")
    kept.write()


def test_too_many_entries_begin_anew(kept, monkeypatch):
    monkeypatch.setattr(compiled, "MOST", 2)
    for n in range(3):
        one = compiled.Kept(kept.path)
        one.value((n,), lambda: True)
        one.write()
    assert [compiled.Kept(kept.path).value((n,), lambda: False) for n in range(3)] == [False, False, True]


def test_nothing_of_a_report_is_kept(tmp_path):
    report = tmp_path / "report.md"
    report.write_text("# Quizzaciously Ltd\n\nQuizzaciously Ltd (the Zyzzyva) sold 12 oxyphenbutazones in 2023 and 14 in 2024, 17 % more. Zyzzyva's sales rose.\n", encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(tmp_path / "made"), "KG_CACHE_DIR": ""}
    for _ in range(2):
        subprocess.run([sys.executable, str(ROOT / "cli.py"), "check", str(report)], env=environment, capture_output=True, timeout=120)
    (found,) = (tmp_path / "made").rglob("*.expressions")
    data = found.read_bytes().lower()
    assert len(data) > 10_000
    assert not any(word in data for word in (b"quizz", b"zyzz", b"oxyphen"))
