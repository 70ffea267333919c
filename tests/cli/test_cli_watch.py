"""``kg check --watch`` as a process: a change is checked, a broken file is said, an interrupt ends it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


# What a shell starts in the background ignores interrupts, and so would everything that it starts.
STARTED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from kg.cli import main; main()"


@pytest.fixture
def watching(acme):
    """The lines a watching process prints, output and messages together."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED, "check", "acme", "--watch", "--min-severity", "error"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=acme.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: [lines.put(line) for line in process.stdout], daemon=True).start()

    def until(word: str) -> str:
        seen, stop = "", time.monotonic() + 30
        while word not in seen:
            seen += lines.get(timeout=max(0.1, stop - time.monotonic()))
        return seen

    yield process, until
    if process.poll() is None:
        process.kill()
    process.wait()


@pytest.mark.skipif(os.name == "nt", reason="no interrupt can be sent to one process")
def test_a_change_is_checked_and_an_interrupt_ends_it(acme, watching):
    process, until = watching
    assert "dangling-citation" in until("waiting for changes")
    report = acme / "report.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace(" [C9]", ""), encoding="utf-8")
    assert "0 errors" in until("waiting for changes")
    report.write_text("", encoding="utf-8")
    assert "the file is empty" in until("waiting for changes")
    report.write_text(text, encoding="utf-8")
    assert "dangling-citation" in until("waiting for changes")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


def test_standard_input_cannot_be_watched(kg):
    ran = kg("check", "-", "--watch")
    assert ran.code == 2
    assert "standard input" in ran.err
