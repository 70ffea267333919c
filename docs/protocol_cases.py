"""Makes ``docs/sparql-protocol.md``: the cases of the W3C for the SPARQL 1.1 Protocol, run, with their results."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "sparql-protocol.md"
TESTS = ROOT / "tests" / "server" / "test_protocol.py"

HEAD = """\
# The cases of the W3C for the SPARQL 1.1 Protocol

The SPARQL 1.1 test suite of the W3C has 34 cases for the protocol. Each was made anew from the recommendation, under its
name there, in `tests/server/test_protocol.py`; updates run on an endpoint that was started with `--scratch`. This page is
written by `make docs`, which runs them: {passed} of {all} pass.

| case | request | wanted | result |
| --- | --- | --- | --- |
"""

_CASE = re.compile(r"test_(?:query|what_is_no_operation_is_refused|update)\[(\w+)\]")


def page() -> str:
    """The page as it should be.  Runs the cases, which takes seconds.  Raises :class:`RuntimeError` if they cannot run."""
    cases, found = _cases(_module()), _results()
    rows = [f"| {name} | {request} | {wanted} | {found.get(name, 'not run')} |\n" for name, request, wanted in cases]
    return HEAD.format(passed=sum(found.get(name) == "pass" for name, *_ in cases), all=len(cases)) + "".join(rows)


def _module() -> ModuleType:
    """The module of the tests, for the requests that stand in it."""
    sys.path.insert(0, str(TESTS.parent))
    spec = importlib.util.spec_from_file_location("protocol_of_the_endpoint", TESTS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cases(tests: ModuleType) -> list[tuple[str, str, str]]:
    """Name, request and what is wanted of each case, in the order of the tests."""
    cases = []
    for name, (request, expected) in tests.QUERIES.items():
        kind = {id(tests.TABLE): "a table", id(tests.BOOLEAN): "a truth value", id(tests.RDF): "RDF"}.get(id(expected))
        cases.append((name, _request(*request), f"200, {kind} in a standard format" if kind else "200, the answer is true"))
    for name, request in tests.REFUSED.items():
        cases.append((name, _request(*request), "4xx, with the reason in one line"))
    for name, ((_, parameters, media_type), _) in tests.UPDATES.items():
        cases.append((name, _request("POST", parameters, "", media_type), "2xx, and a query finds what was written"))
    return cases


def _request(method: str, parameters: dict, body: object, media_type: str | None) -> str:
    said = [method]
    if media_type:
        said.append(f"`{media_type}`")
    elif body:
        said.append("a body without a media type")
    names = [f"{len(v)} × {name}" if isinstance(v, list) else name for name, v in parameters.items()]
    return ", ".join([*said, *(f"`{name}`" for name in names)])


def _results() -> dict[str, str]:
    """What became of each case."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--junitxml={report}", str(TESTS)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if not report.exists():
            raise RuntimeError(f"the cases could not be run: {done.stdout[-500:]}{done.stderr[-500:]}")
        tree = ElementTree.parse(report)
    found = {}
    for case in tree.iter("testcase"):
        named = _CASE.fullmatch(case.get("name", ""))
        if named:
            bad = next((child.tag for child in case if child.tag in ("failure", "error", "skipped")), None)
            found[named.group(1)] = {"failure": "fail", "error": "fail", "skipped": "skipped"}.get(bad, "pass")
    return found
