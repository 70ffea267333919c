"""Five surfaces that strangers' bytes reach, each a function that may refuse its input but must never fail on it.

The first byte chooses the variant (the suffix of a file, the kind of a text), the rest is the
input.  What counts as a refusal is what the command line turns into one line for the user:
:class:`kg.reading.InputError` and :class:`kg.query.QueryError`.  Everything else that is raised,
a check that crashes, and an answer that breaks a promise of the documentation is a defect.
"""

from __future__ import annotations

import functools
import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "loaders")]

import office  # noqa: E402

from kg import baseline, build, engine, quantities, query, rdf  # noqa: E402
from kg import config as configuration  # noqa: E402
from kg.config import Config  # noqa: E402
from kg.findings import Status  # noqa: E402
from kg.quantities import detect_style  # noqa: E402
from kg.query import engines  # noqa: E402
from kg.reading import Bundle, InputError, RawFile  # noqa: E402

PARTED = b"\n=== "
"""Before the name of each file, where one input is a folder of files."""

CONFIG = Config()


def checked(files: tuple[RawFile, ...], config: Config = CONFIG, folder: bool = False) -> None:
    """Read files as one report and run all checks; their graph must be writable as RDF."""
    try:
        reports = build.load_bundles([Bundle("fuzzed", files, folder=folder)], config)
    except InputError as refusal:
        assert "\n" not in str(refusal), str(refusal)
        return
    graph = build.graph_of(reports, config)
    outcome = engine.run(graph, config)
    crashed = [run.reason for run in outcome.runs if run.status is Status.CRASHED]
    assert not crashed, crashed[0]
    graph.add_findings(outcome.findings)
    for _ in rdf.lines(graph, config):
        pass


TEXTS = (".md", ".txt", ".html", ".markdown")


def texts(data: bytes) -> None:
    """Reports as one text: Markdown, flattened text, saved pages."""
    suffix = TEXTS[data[0] % len(TEXTS)] if data else ".md"
    checked((RawFile(f"fuzzed{suffix}", data[1:]),))


REGISTERS = (".csv", ".tsv", ".json", ".jsonl", ".yaml", "folder")


def registers(data: bytes) -> None:
    """Rows of claims and sources: CSV, TSV, JSON, JSONL, YAML, and whole report folders."""
    suffix = REGISTERS[data[0] % len(REGISTERS)] if data else ".csv"
    if suffix != "folder":
        checked((RawFile(f"claims{suffix}", data[1:]),))
        return
    files = []
    for part in (b"\n" + data[1:]).split(PARTED)[1:]:
        name, _, body = part.partition(b"\n")
        plain = "".join(c for c in name.decode("ascii", "ignore") if c.isalnum() or c in "._-")[:40]
        files.append(RawFile(f"fuzzed/{plain or 'report.md'}", body))
    if files:
        checked(tuple({f.name: f for f in files}.values()), folder=True)


FEW_ROWS = 20_000
"""A product of patterns has a million rows soon; that they are refused shows as well with fewer."""

LINKED = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", "query")


@functools.cache
def example() -> query.Database:
    """One claim with one source, to be asked: so little that no product of patterns takes long."""
    row = RawFile("claims.csv", b"id,statement,confidence,sources\nC1,Acme has 40 staff.,High,Reuters\n")
    graph = build.graph_of(build.load_bundles([Bundle("claims.csv", (row,))], CONFIG), CONFIG)
    return query.open_graph(graph, CONFIG)


def linked(data: bytes) -> None:
    """RDF in every notation, and SPARQL queries."""
    suffix = LINKED[data[0] % len(LINKED)] if data else ".ttl"
    if suffix != "query":
        checked((RawFile(f"fuzzed{suffix}", data[1:]),))
        return
    most, engines.MAX_ROWS = engines.MAX_ROWS, FEW_ROWS
    try:
        answer = example().run(data[1:].decode("utf-8", "replace"))
    except query.QueryError as refusal:
        assert "\n" not in str(refusal), str(refusal)
        return
    finally:
        engines.MAX_ROWS = most
    for name in query.FORMATS:
        try:
            query.render(answer, name)
        except query.QueryError:
            continue


def figures(data: bytes) -> None:
    """Quantities in running text: what :func:`kg.quantities.extract` promises of each."""
    text = data.decode("utf-8", "replace")
    found = quantities.extract(text)
    assert found == quantities.extract(text)
    quantities.extract(text, detect_style(text))
    end = 0
    for one in found:
        assert text[one.start : one.end] == one.text, one
        assert one.start >= end, one
        assert one.low is None or one.high is None or one.low <= one.high, one
        end = one.end


SETTINGS = ("config", "baseline", "remark", "docx", "xlsx", "pdf", "front matter")


def settings(data: bytes) -> None:
    """What steers a run (``kg.toml``, baselines, remarks in the text), and office files by their insides."""
    kind, body = SETTINGS[data[0] % len(SETTINGS)] if data else "config", data[1:]
    match kind:
        case "config":
            _config(body)
        case "baseline":
            try:
                baseline.load("fuzzed.json", body)
            except InputError as refusal:
                assert "\n" not in str(refusal), str(refusal)
        case "remark":
            checked((RawFile("fuzzed.md", b"# R\n\nAcme has 40 staff.\n\n<!-- kg-ignore " + body + b" -->\n\nAcme has 50 staff.\n"),))
        case "front matter":
            checked((RawFile("fuzzed.md", b"---\n" + body + b"\n---\n\n# R\n\nAcme has 40 staff [1].\n"),))
        case "docx":
            checked((RawFile("fuzzed.docx", office.word(body.decode("utf-8", "replace"))),))
        case "xlsx" if find_spec("openpyxl"):
            checked((RawFile("claims.xlsx", _workbook(body)),))
        case "pdf":
            checked((RawFile("fuzzed.pdf", b"%PDF-1.4\n" + body),))


def _config(body: bytes) -> None:
    handle, name = tempfile.mkstemp(suffix=".toml")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        try:
            config = configuration.load(name)
        except InputError as refusal:
            assert "\n" not in str(refusal), str(refusal)
            return
        checked((RawFile("fuzzed.md", b"# Acme\n\nAcme raised $5 million in 2020 [1].\n\nAcme has 40 staff.\n"),), config)
    finally:
        os.unlink(name)


@functools.cache
def _empty_workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["id", "statement", "sources"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _workbook(sheet: bytes) -> bytes:
    """A workbook whose only sheet has this XML between its tags."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    with zipfile.ZipFile(io.BytesIO(_empty_workbook())) as packed:
        files: dict[str, str | bytes] = {n: packed.read(n) for n in packed.namelist()}
    return office.archive(files | {"xl/worksheets/sheet1.xml": head + sheet + b"</sheetData></worksheet>"})


SURFACES: dict[str, Callable[[bytes], None]] = {f.__name__: f for f in (texts, registers, linked, figures, settings)}
