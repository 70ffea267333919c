"""The published JSON Schemas, and the columns of a report folder as they state them.

The schemas of rows are written from the models of :mod:`kg.rows` by ``python -m kg.rows``; reading
them back here lets the loaders know the columns without the library those models are made of.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
"""Where the schemas are, in a checkout and in a wheel."""

ROWS = ("claims", "sources", "metrics", "risks")
"""The lists of a report folder."""


def columns(kind: str) -> tuple[str, ...]:
    """Names of the columns of a list."""
    return tuple(_row(kind)["properties"])


def required(kind: str) -> tuple[str, ...]:
    """Names of the columns that every row of a list must fill."""
    return tuple(_row(kind)["required"])


@cache
def _row(kind: str) -> dict:
    if kind not in ROWS:
        raise KeyError(kind)
    return json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))["$defs"]["row"]
