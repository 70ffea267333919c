"""A report looked at by two processes shows what it shows to one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import build, engine
from kg.batch import halves
from kg.candidates import SETS, Context
from kg.config import Config
from kg.engine import LATE
from kg.reporters import json

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not halves.possible(), reason="needs a second processor and a system that can split processes")

TEXT = """# Acme

Acme was founded in 2011. Acme has raised a total of $310 million. In 2024, Acme had 40 employees, up 10 % from 30 in 2023.

| Year | Revenue | Share |
| --- | --- | --- |
| 2023 | $10M | 40 % |
| 2024 | $12M | 50 % |
| Total | $25M | 100 % |

Revenue grew 50 % from $10M in 2023 to $12M in 2024. Acme was founded in 2012 by Ann Lee. In 2024, Acme had 45 employees.
"""


def context(text: str, path: Path) -> Context:
    (path / "report.md").write_text(text, encoding="utf-8")
    config = Config()
    return Context(build.build([str(path / "report.md")], config), config)


def shown(outcome):
    return [json.finding(f) for f in outcome.findings], [json.run(r, False) for r in outcome.runs]


def first():
    return [c for c in engine.checks().values() if c.over not in LATE]


def test_two_processes_find_what_one_does(tmp_path):
    expected = shown(engine.look(first(), context(TEXT, tmp_path)))
    assert expected[0]
    assert shown(halves.look(first(), context(TEXT, tmp_path))) == expected


def test_what_a_lost_process_owes_is_looked_at_here(tmp_path, monkeypatch):
    expected = shown(engine.look(first(), context(TEXT, tmp_path)))
    monkeypatch.setattr(halves, "_send", lambda *_: os._exit(1))
    assert shown(halves.look(first(), context(TEXT, tmp_path))) == expected

    def lost(there, which, context, sets, left):
        os.read(left, 40)
        os._exit(1)

    monkeypatch.setattr(halves, "_send", lost)
    assert shown(halves.look(first(), context(TEXT, tmp_path))) == expected


def test_few_checks_are_not_worth_a_process(tmp_path, monkeypatch):
    monkeypatch.setattr(halves, "_share", None)
    few = first()[:3]
    assert shown(halves.look(few, context(TEXT, tmp_path))) == shown(engine.look(few, context(TEXT, tmp_path)))


def test_families_that_are_put_in_order_exist():
    assert {*halves.FIRST, *halves.LAST} <= {one.emit.__module__.rpartition(".")[2] for one in SETS.values()}
