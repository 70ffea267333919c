"""A long report is checked by several processes, and nothing that is found depends on it."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from kg import build, config, engine
from kg.batch import beside
from kg.candidates import SETS, Context

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "data" / "huggingface"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")


@pytest.fixture(scope="module")
def settings() -> config.Config:
    return config.load(EXAMPLE / "kg.toml")


@pytest.fixture
def context(settings) -> Context:
    return Context(build.build([str(EXAMPLE)], settings), settings)


@pytest.fixture(scope="module")
def checks() -> list[engine.Check]:
    return [c for c in engine.checks().values() if c.over not in engine.LATE]


@pytest.fixture(scope="module")
def alone(settings, checks) -> engine.Outcome:
    return engine.look(checks, Context(build.build([str(EXAMPLE)], settings), settings))


@pytest.fixture
def several(monkeypatch) -> list[int]:
    """The processes that are started, whatever the length of a report and the threads of the test."""
    started, fork = [], os.fork
    monkeypatch.setattr(beside, "_pays", lambda context: True)

    def forked() -> int:
        number = fork()
        started.append(number)
        return number

    monkeypatch.setattr(beside.os, "fork", forked)
    return started


def same(one: engine.Outcome, other: engine.Outcome) -> None:
    assert one.findings == other.findings
    assert [replace(r, seconds=0.0) for r in one.runs] == [replace(r, seconds=0.0) for r in other.runs]


def test_several_processes_find_what_one_finds(context, checks, alone, several):
    same(beside.look(checks, context, 2), alone)
    assert len(several) == 2
    for number in several:
        with pytest.raises(ChildProcessError):
            os.waitpid(number, os.WNOHANG)


def test_one_process_does_what_another_left_undone(context, checks, alone, several, monkeypatch):
    here = os.getpid()

    def killed(which, context, look=engine.look):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return look(which, context)

    monkeypatch.setattr(beside.engine, "look", killed)
    same(beside.look(checks, context, 2), alone)
    assert len(several) == 2


def test_one_process_is_enough_where_one_is_wanted(context, checks, alone, several):
    same(beside.look(checks, context, 1), alone)
    assert several == []


def test_a_short_report_starts_none(tmp_path, checks):
    (tmp_path / "a.md").write_text("# Acme\n\nAcme has 40 staff.\n")
    settings = config.Config()
    assert not beside._pays(Context(build.build([str(tmp_path / "a.md")], settings), settings))


def test_plain_sets_need_no_observations(context, checks, monkeypatch):
    monkeypatch.setattr(Context, "observations", lambda *_: pytest.fail("observations were asked for"))
    assert SETS.keys() >= beside.PLAIN | beside.DERIVED
    outcome = engine.look([c for c in checks if c.over in beside.PLAIN], context)
    assert not [r for r in outcome.runs if r.status is engine.Status.CRASHED]
    assert outcome.findings
