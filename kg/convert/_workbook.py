"""A report folder as a workbook: a sheet for each list, and one with the text, a line in every row."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from kg import patterns as re
from kg.reading import InputError

LONGEST = 32_767
"""Characters that a cell can hold."""
MOST_ROWS = 1_048_576
_EPOCH = datetime(2000, 1, 1)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")

Cell = str | list[str] | dict[str, str]


def write(path: str, sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """The bytes of a workbook, always the same for the same sheets: name to header (may be empty) and rows.

    All cells are text, so that no program takes one for a formula, a number or a date.  Raises
    :class:`kg.reading.InputError` for what a cell cannot hold; ``path`` is named in it.
    """
    from kg.loaders import _extras

    openpyxl = _extras.library("openpyxl", "xlsx", path)
    illegal = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE
    texts: dict[str, list[list[str]]] = {}
    for name, (header, rows) in sheets.items():
        if len(rows) >= MOST_ROWS:
            raise InputError(path, f"{name} has {len(rows):,} rows; a sheet can hold {MOST_ROWS - 1:,}. Convert it to a folder.")
        texts[name] = [[v if isinstance(v, str) else _listed(v) for v in row] for row in ([header, *rows] if header else rows)]
        for number, row in enumerate(texts[name], 1):
            for text in row:
                _refuse(path, f"{name} {number}", text, illegal)
    book = openpyxl.Workbook(write_only=True)
    for name, rows in texts.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(openpyxl, sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return _without_dates(out.getvalue())


def _refuse(path: str, where: str, text: str, illegal: re.Pattern[str]) -> None:
    if len(text) > LONGEST:
        raise InputError(path, f"{where} has {len(text):,} characters; a cell can hold {LONGEST:,}. Convert it to a folder.")
    if illegal.search(text):
        raise InputError(path, f"{where} holds a control character, which a workbook cannot. Remove it.")


def _cell(openpyxl, sheet, text: str):
    cell = openpyxl.cell.WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"
    return cell


def _listed(value: list[str] | dict[str, str]) -> str:
    """Several ids as people write them, ``S1; S2``, or as JSON where that could be misread."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    plain = all(re.fullmatch(r"[^\s;,|\[\]{}\"]+", one) and not one.startswith("http") for one in value)
    return "; ".join(value) if plain else json.dumps(value, ensure_ascii=False)


def _without_dates(data: bytes) -> bytes:
    """The archive with no trace of when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename == "docProps/core.xml":
                body = _MOMENT.sub(rb"\g<1>" + f"{_EPOCH:%Y-%m-%dT%H:%M:%SZ}".encode(), body)
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
