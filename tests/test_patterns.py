"""Patterns that are compiled when first used: what they promise, and that each one of the program can be compiled."""

from __future__ import annotations

import pickle
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import kg
from kg import patterns

ROOT = Path(__file__).resolve().parent.parent
OPTIONAL = ("kg.exporters", "kg.server", "kg.lsp", "kg.mcp", "kg.corpus", "kg.store", "kg.shacl", "kg.query", "kg.convert")
"""Rooms some of whose modules need libraries that are not installed everywhere."""


def names() -> list[str]:
    """The modules of the program."""
    return [m.name for m in pkgutil.walk_packages(kg.__path__, "kg.") if not m.name.startswith(OPTIONAL)]


@pytest.mark.parametrize("name", names())
def test_every_pattern_of_a_module_compiles(name):
    for value in vars(import_module(name)).values():
        if isinstance(value, patterns.Pattern):
            re.compile(value.pattern, value.flags)


def test_a_pattern_answers_as_a_compiled_one():
    lazy, compiled = patterns.compile(r"(\w)(\d)?", re.I), re.compile(r"(\w)(\d)?", re.I)
    for method in ("findall", "split"):
        assert getattr(lazy, method)("a1 b c2") == getattr(compiled, method)("a1 b c2")
    assert lazy.sub("x", "a1 b") == compiled.sub("x", "a1 b")
    assert lazy.search(" a1", 1).span() == compiled.search(" a1", 1).span()
    assert lazy.pattern == compiled.pattern


@pytest.mark.parametrize("used", [False, True])
def test_a_pattern_goes_to_another_process(used):
    lazy = patterns.compile("a+")
    if used:
        assert lazy.match("aa")
    assert pickle.loads(pickle.dumps(lazy)).match("aab").end() == 2


def test_what_a_pattern_has_not_is_an_attribute_error():
    with pytest.raises(AttributeError):
        _ = patterns.compile("a").nothing


def test_a_mistake_in_a_pattern_shows_when_it_is_used():
    broken = patterns.compile("(")
    with pytest.raises(re.error):
        broken.search("a")


def test_importing_a_module_compiles_no_pattern():
    script = "import kg.patterns, kg.prose, kg.scope; print(sum('search' in vars(p) for m in (kg.prose, kg.scope) for p in vars(m).values() if isinstance(p, kg.patterns.Pattern)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.split() == ["0"], done.stderr


def test_no_match_is_asked_whether_it_is_of_a_pattern_of_ours():
    # It is of the compiled one, so the answer would be no.
    asked = re.compile(r"\.re (?:is|==|in) (?!\w+\.compiled\b)")
    files = [p for p in (ROOT / "kg").rglob("*.py") if "patterns as re" in p.read_text(encoding="utf-8")]
    assert not [p.name for p in files if asked.search(p.read_text(encoding="utf-8"))]
