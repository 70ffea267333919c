"""Registers of claims or sources that were made for other programs: XLSX, CSV, TSV, JSON, JSON Lines, YAML.

Columns are understood by the names people give them, or as ``kg.toml`` says; sources that rows of
claims name themselves, by address or name, become sources.  In JSON, claims are found wherever
they stand: lists of objects with a statement, and objects with a ``provenance`` list.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from kg import schemas
from kg.config import Config
from kg.loaders import _archive, _columns, _json_walk, _records
from kg.model import Document, Report
from kg.prose import slug
from kg.reading import Bundle, InputError, RawFile, decode

if TYPE_CHECKING:
    from kg.loaders._register import Register

NAME = "register"

_KINDS = ("sources", "claims")
"""Sources first: claims may name them by address."""


def recognise(bundle: Bundle) -> float:
    """Sure of workbooks, nearly so of data files in which claims or sources can be seen from their first lines."""
    if len(bundle.files) != 1:
        return 0.0
    file = bundle.files[0]
    if file.suffix in (".xlsx", ".xlsm") or _archive.kind(file.data) == "xlsx":
        return 0.9
    if file.suffix not in _records.SUFFIXES or PurePath(file.name).stem in schemas.ROWS:
        return 0.0
    return 0.5 if _seems(file) else 0.0


def _seems(file: RawFile) -> bool:
    """Whether the beginning of a file names fields of claims or sources."""
    start = file.data[:20_000].decode("utf-8", "replace").lstrip("\ufeff")
    if file.suffix in (".csv", ".tsv"):
        header = next((line for line in start.splitlines() if line.strip()), "")
        names = [
            _records.name_of(c.strip('" ')) for c in header.replace(";", ",").replace("\t", ",").replace("|", ",").split(",")
        ]
        return any(_columns.holds(k, names, {}, schemas.columns(k)) for k in _KINDS)
    if file.suffix in (".yaml", ".yml"):
        names = [_records.name_of(line.lstrip("- ").partition(":")[0]) for line in start.splitlines() if ":" in line]
        return any(_columns.holds(k, names, {}, schemas.columns(k)) for k in _KINDS) and _holds_rows(file)
    return not _json_walk.linked(start) and _json_walk.seems(start) and _holds_rows(file)


def _holds_rows(file: RawFile) -> bool:
    """Whether rows of claims or sources are found in a file; settings of programs have similar names."""
    try:
        return any(_kind(name, found, Config()) for name, found in _rows(file, decode(file)[0]))
    except InputError:
        return False


def load(bundle: Bundle, config: Config) -> Report:
    """Read a register.  Raises :class:`kg.reading.InputError`, also where no claim or source can be found in it."""
    from kg.loaders._register import Register

    file = bundle.files[0]
    register = Register(columns=config.columns, foreign=True, subject=config.subject)
    documents, tables, text = _tables(file, register)
    chosen = [(kind, path, found) for name, path, found in tables if (kind := _kind(name, found, config))]
    prose = _prose(text, chosen, config) if text is not None else None
    if not chosen and prose is None:
        seen = "; ".join(
            f"{name or PurePath(path).name}: {', '.join(_columns.names_of(found)[:12])}" for name, path, found in tables[:6]
        )
        raise InputError(
            file.path,
            f"no claims or sources were found. Fields found: {seen or 'none'}."
            ' Say in kg.toml which of them is the statement: [columns.claims] statement = "…".',
        )
    if prose is not None:
        register.subject = prose.subject
        register.section_ids = {s.number: s.id for s in prose.sections if s.number}
    for kind, path, found in sorted(chosen, key=lambda one: schemas.ROWS.index(one[0]) if one[0] != "sources" else -1):
        register.add(kind, path, found)
    for name, path, found in tables:
        if not any(found is c for _, _, c in chosen):
            register.unread += [row.place for row in found.rows]
            register.understood.append(f"{PurePath(path).name}{f' {name}' if name else ''}: not read, it holds no claims")
    stem = PurePath(file.path.replace("\\", "/")).stem
    report = Report(
        id=slug(stem, "report"),
        path=file.path,
        format=NAME,
        title=stem,
        subject=register.subject,
        subject_certain=bool(config.subject),
        as_of=config.as_of,
        documents=tuple(documents),
        claims=tuple(register.claims),
        sources=tuple(register.sources),
        observations=tuple(register.observations),
        risks=tuple(register.risks),
        troubles=tuple(register.troubles),
        unread=tuple(register.unread),
        remarks=tuple(register.remarks),
        understood=tuple(register.understood),
    )
    return report if prose is None else with_prose(report, prose)


def _tables(file: RawFile, register: Register) -> tuple[list[Document], list[tuple[str, str, _records.Records]], RawFile | None]:
    """The texts of a file, its tables (name, path, rows), and the sheet that holds the text of the report, if there is one."""
    if file.suffix not in (".xlsx", ".xlsm") and _archive.kind(file.data) != "xlsx":
        document, troubles = decode(file)
        register.troubles += troubles
        return [document], [(name, file.path, found) for name, found in _rows(file, document)], None
    from kg.loaders import _workbook

    found = _workbook.sheets(file)
    lists = [one for one in found if one[0] not in _workbook.TEXTS]
    text = _workbook.text(file) if len(lists) < len(found) else None
    return [document for _, document, _ in lists], [(name, document.path, rows) for name, document, rows in lists], text


def _prose(text: RawFile, chosen: list[tuple[str, str, _records.Records]], config: Config) -> Report:
    """The report that the text of a workbook is, knowing what its lists give."""
    from kg.loaders import markdown, plain_text

    ids = {id: url for kind, _, found in chosen for id, url in _columns.ids(kind, found, config.columns)}
    reader = plain_text if text.name.endswith(".txt") else markdown
    return reader.read(text, config, given=frozenset(kind for kind, _, _ in chosen), ids=ids)


def with_prose(rows: Report, text: Report) -> Report:
    """A report of rows with the text they belong to."""
    named_after_file = text.title == PurePath(text.path).stem
    return replace(
        rows,
        title=PurePath(text.path.rpartition("#")[2]).stem if named_after_file else text.title,
        subject=text.subject,
        subject_certain=text.subject_certain,
        as_of=text.as_of,
        language=text.language,
        documents=(*text.documents, *rows.documents),
        sections=text.sections,
        passages=text.passages,
        tables=text.tables,
        figures=text.figures,
        cover=text.cover,
        claims=(*rows.claims, *text.claims),
        sources=(*rows.sources, *text.sources),
        risks=(*rows.risks, *text.risks),
        troubles=(*text.troubles, *rows.troubles),
        unread=(*text.unread, *rows.unread),
    )


def _rows(file: RawFile, document: Document) -> list[tuple[str, _records.Records]]:
    """The rows of a data file, by the name they stand under."""
    if file.suffix == ".json":
        return _json_walk.tables(document)
    columns = (*schemas.columns("claims"), *_columns.NAMES["claims"]["statement"], *_columns.NAMES["claims"]["sources"])
    return [("", _records.read(document, file.suffix, "claims", columns))]


def _kind(name: str, found: _records.Records, config: Config) -> str | None:
    """What the rows of a table are: by the name of their sheet or list, else by their fields."""
    fields = _columns.names_of(found)
    named = _records.name_of(name)
    for kind in schemas.ROWS:
        if named in (kind, kind.removesuffix("s")) and all(
            f in {*fields, *_columns.understand(kind, fields, config.columns.get(kind, {}), schemas.columns(kind)).values()}
            for f in schemas.required(kind)
            if f != "id"
        ):
            return kind
    order = (
        ("sources", "claims")
        if named in ("sources", "references", "citations", "bibliography", "urls")
        else ("claims", "sources")
    )
    return next((k for k in order if _columns.holds(k, fields, config.columns.get(k, {}), schemas.columns(k))), None)
