"""The rows that people write by hand: claims, sources, metrics and risks of a report folder.

These columns are the one description of the format: the loader reads by them, the JSON Schemas for
editors are generated from them (``python -m kg.rows``), and ``docs/report-folder.md`` explains them.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Column:
    """A named field of a row.

    ``required`` fields must be filled in every row.  ``kind``: ``text``; ``number`` is text that
    may also be written as a bare number (2019, 1.4); ``ids`` several ids; ``confidence`` one of
    the stated steps; ``quotes`` a mapping of source id to words.
    """

    name: str
    meaning: str
    required: bool = False
    kind: Literal["text", "number", "ids", "confidence", "quotes"] = "text"


_CONFIDENCE = Column("confidence", "How sure the authors are.", kind="confidence")

CLAIMS = (
    Column("id", "Name under which the claim is cited, unique in the report.", required=True, kind="number"),
    Column("statement", "The statement, one or a few sentences.", required=True),
    _CONFIDENCE,
    Column("sources", "Ids of the sources that support the statement.", kind="ids"),
    Column("disputed_by", "Ids of sources that contradict the statement.", kind="ids"),
    Column("derived_from", "Ids of claims it was computed or concluded from.", kind="ids"),
    Column("section", "Number of the section the claim belongs to, such as 1.4.", kind="number"),
    Column("quotes", "Words of a source that carry the statement, by source id (not in CSV).", kind="quotes"),
)

SOURCES = (
    Column("id", "Name under which the source is cited, unique in the report.", required=True, kind="number"),
    Column("publisher", "Who published it: the outlet, firm or person."),
    Column("title", "Title as published."),
    Column("quote", "The words that carry what is cited, copied exactly."),
    Column("url", "Address of the page."),
    Column("date", "When it was published: 2023-08-24, 2023-08 or 2023.", kind="number"),
    Column("accessed", "When it was last looked at.", kind="number"),
)

METRICS = (
    Column("id", "Optional name of the row, unique in the report.", kind="number"),
    Column("subject", "What is measured; the subject of the report if empty."),
    Column("metric", "What is measured about it, in the field's standard term.", required=True),
    Column("value", "The value as written: $4.5 billion, ~86%, Lux Capital.", required=True, kind="number"),
    Column("period", "The time it holds for: 2023, 2023-08, 2023-Q4, 2021 to 2024.", kind="number"),
    Column("scope", "What must be equal before two values are compared: round, scenario, segment, estimate."),
    Column("claims", "Ids of the claims that state it.", kind="ids"),
    _CONFIDENCE,
)

RISKS = (
    Column("id", "Optional name of the risk, unique in the report.", kind="number"),
    Column("risk", "What may go wrong.", required=True),
    Column("category", "Kind of risk: regulatory, financial, key person."),
    Column("trigger", "What would set it off or show it."),
    Column("likelihood", "How likely, in words or figures.", kind="number"),
    Column("impact", "How bad, in words or figures.", kind="number"),
    Column("mitigation", "What is or can be done about it."),
    Column("exposure", "What remains after mitigation.", kind="number"),
    Column("owner", "Who looks after it."),
    Column("status", "Where it stands: open, closed, watched."),
    Column("section", "Number of the section in which it stands.", kind="number"),
    Column("claims", "Ids of the claims it rests on.", kind="ids"),
)

KINDS: dict[str, tuple[Column, ...]] = {"claims": CLAIMS, "sources": SOURCES, "metrics": METRICS, "risks": RISKS}
"""The files of a report folder and the columns of each."""


def names(kind: str) -> tuple[str, ...]:
    """Names of the columns of a kind of rows."""
    return tuple(column.name for column in KINDS[kind])


def required(kind: str) -> tuple[str, ...]:
    """Names of the columns that every row must fill."""
    return tuple(column.name for column in KINDS[kind] if column.required)


# --------------------------------------------------------------------------- JSON Schemas

FOLDER = Path(__file__).parent / "schemas"
"""Where the generated schemas are, in a checkout and in a wheel."""

_TYPES: dict[str, dict] = {
    "text": {"type": "string"},
    "number": {"type": ["string", "number"]},
    "ids": {
        "anyOf": [
            {"type": "array", "items": {"type": ["string", "integer"]}},
            {"type": ["string", "integer"], "description": "Several ids are separated by semicolons."},
        ]
    },
    "confidence": {"enum": ["High", "Medium", "Low"]},
    "quotes": {"type": "object", "additionalProperties": {"type": "string"}},
}


def schema(kind: str) -> dict:
    """The JSON Schema (2020-12) of a whole JSON or YAML file: a list of rows, or ``{kind: rows}``.

    A line of a JSON Lines file is one row: ``#/$defs/row``.
    """
    properties = {c.name: {"description": c.meaning, **_TYPES[c.kind]} for c in KINDS[kind]}
    for name in required(kind):
        if properties[name]["type"] == "string":
            properties[name]["minLength"] = 1
    row = {"type": "object", "properties": properties, "required": list(required(kind)), "additionalProperties": False}
    rows = {"type": "array", "items": {"$ref": "#/$defs/row"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind} of a report folder",
        "anyOf": [rows, {"type": "object", "properties": {kind: rows}, "required": [kind], "additionalProperties": False}],
        "$defs": {"row": row},
    }


def files() -> dict[Path, str]:
    """The schema files as they should be: path to text."""
    return {FOLDER / f"{kind}.schema.json": json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n" for kind in KINDS}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in files().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.name, file=sys.stderr)
