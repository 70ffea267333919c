"""The sheets of an XLSX workbook as records; a row of a sheet is a line of its text."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, time
from decimal import Decimal

from kg import patterns as re
from kg.loaders import _archive, _extras
from kg.loaders._records import Field, Record, Records, name_of
from kg.model import Document, Place
from kg.reading import InputError, Lines, RawFile

MAX_ROWS = 200_000
MAX_COLUMNS = 400
TEXTS = ("report.md", "report.txt")
"""Sheets that hold the text of a report, a line in every row."""
_BREAKS = re.compile(r"[\r\n\t\f\v]+")


def sheets(file: RawFile) -> list[tuple[str, Document, Records]]:
    """Name, text and rows of every sheet that holds a table, its first full row taken as header.

    The path of a sheet is that of the file and its name, ``book.xlsx#Claims``.  Raises
    :class:`kg.reading.InputError`.
    """
    stream = _archive.opened(file, "XLSX")
    openpyxl = _extras.library("openpyxl", "xlsx", file.path)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        cells = {sheet.title: _cells(sheet, file.path) for sheet in book.worksheets if sheet.sheet_state == "visible"}
    except InputError:
        raise
    except Exception as error:
        # The library lets errors of XML, of archives and of missing parts through as they come.
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(
            file.path, f"this workbook is damaged ({reason}). Open it in a spreadsheet program and save it anew."
        ) from None
    found = []
    for name, rows in cells.items():
        if any(any(row) for row in rows):
            found.append((name, *_records(file, name, rows)))
    if not found:
        raise InputError(file.path, "no sheet of this workbook holds anything. Give one with a table of claims or sources.")
    return found


def text(file: RawFile) -> RawFile | None:
    """The text that a workbook holds besides its lists, as a file called ``book.xlsx#report.md``; ``None`` without one.

    The workbook is one that :func:`sheets` has read.
    """
    import openpyxl

    book = openpyxl.load_workbook(_archive.opened(file, "XLSX"), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.title in TEXTS and sheet.sheet_state == "visible":
            rows = ["" if row[0] is None else str(row[0]) for row in sheet.iter_rows(max_col=1, max_row=MAX_ROWS, values_only=True)]
            return RawFile(f"{file.path}#{sheet.title}", "\n".join(rows).encode())
    return None


def _cells(sheet, path: str) -> list[list[str]]:
    rows = []
    for row in sheet.iter_rows(max_col=MAX_COLUMNS):
        if len(rows) >= MAX_ROWS:
            raise InputError(path, f"the sheet {sheet.title!r} has more than {MAX_ROWS:,} rows. Split it.")
        rows.append([shown(cell.value, cell.number_format if cell.value is not None else "") for cell in row])
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def shown(value: object, format: str = "") -> str:
    """A value as the sheet shows it, in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        exact = Decimal(repr(value))
        exact = exact * 100 if format.split(";")[0].rstrip().endswith("%") else exact
        text = format_plain(exact)
        return text + "%" if format.split(";")[0].rstrip().endswith("%") else text
    return _BREAKS.sub(" ", str(value)).strip()


def format_plain(number: Decimal) -> str:
    """A number without exponent and without zeros at its end: 5, 0.8, 1200000."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _records(file: RawFile, name: str, rows: list[list[str]]) -> tuple[Document, Records]:
    """The text of a sheet, its cells parted by tabs, and its records."""
    text = "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)
    document = Document(f"{file.path}#{name}", text, hashlib.sha256(file.data).hexdigest())
    lines, found = Lines(document), Records()
    head = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    names = [name_of(cell) for cell in rows[head]]
    for n, row in enumerate(rows):
        at, fields = 0, {}
        places = []
        for cell in row:
            places.append(lines.on_line(n + 1, at, at + len(cell)))
            at += len(cell) + 1
        if n == head:
            found.header = {c: p for c, p in zip(names, places, strict=False) if c}
        elif n > head and any(row):
            fields = {c: _field(cell, p) for c, cell, p in zip(names, row, places, strict=False) if c}
            found.rows.append(Record(fields, lines.on_line(n + 1)))
        elif any(row):
            found.unread.append(lines.on_line(n + 1))
    return document, found


def _field(cell: str, place: Place) -> Field:
    """A cell; JSON lists and objects of texts, as ``kg convert`` writes them, are taken apart."""
    if cell.startswith(('["', '{"')) and cell.endswith(('"]', '"}')):
        try:
            value = json.loads(cell)
        except ValueError:
            return Field(cell, place)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return Field(cell, place, items=tuple((one, place) for one in value))
        if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
            return Field(cell, place, pairs=tuple(value.items()))
    return Field(cell, place)
