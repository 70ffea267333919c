"""The rows that people write by hand: claims, sources, metrics and risks of a report folder.

These models are the one description of the format.  ``python -m kg.rows`` writes the JSON Schemas
for editors from them, the loader takes its columns from those schemas, and
``docs/report-folder.md`` explains them.  They also validate rows that a program made, before they
are written to a file:

>>> from kg.rows import ClaimRow
>>> ClaimRow.model_validate({"id": 7, "statement": "Acme has 40 staff.", "sources": "S1; S2"}).sources
('S1', 'S2')
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from kg import schemas


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _as_ids(value: Any) -> Any:
    parts = re.split(r"[;,]", value) if isinstance(value, str) else value if isinstance(value, list | tuple) else [value]
    return tuple(_as_text(p).strip() if isinstance(_as_text(p), str) else p for p in parts if p not in ("", None))


Text = Annotated[str, StringConstraints(strip_whitespace=True)]
"""Words, kept as they are written."""

Filled = Annotated[Text, StringConstraints(min_length=1)]
"""Words that must not be missing."""

Written = Annotated[Text, BeforeValidator(_as_text), WithJsonSchema({"type": ["string", "number"]})]
"""Words that may also be written as a bare number: 2019, 1.4."""

FilledOrNumber = Annotated[
    Filled, BeforeValidator(_as_text), WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]})
]
"""The same, where something must be written."""

Ids = Annotated[
    tuple[Filled, ...],
    BeforeValidator(_as_ids),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": ["string", "integer"]}},
                {"type": ["string", "integer"], "description": "Several ids are separated by semicolons."},
            ]
        }
    ),
]
"""Several ids: a list, or text with semicolons between them."""

Suppress = Annotated[
    tuple[Filled, ...],
    BeforeValidator(lambda v: tuple(v.splitlines()) if isinstance(v, str) else v),
    WithJsonSchema({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}),
]
"""Remarks that set findings aside: a list, or text with one remark a line."""

Stated = Literal["High", "Medium", "Low"]
"""The steps of confidence."""


def _plain(schema: dict) -> None:
    """Leave out titles that repeat the name, and defaults: an empty field is one that was not written."""
    for field in schema["properties"].values():
        field.pop("title", None)
        field.pop("default", None)
        if "anyOf" in field:
            field["anyOf"] = [option for option in field["anyOf"] if option != {"type": "null"}]
            if len(field["anyOf"]) == 1:
                field.update(field.pop("anyOf")[0])


def _known_by_something(schema: dict) -> None:
    _plain(schema)
    schema["anyOf"] = [{"required": [name]} for name in ("publisher", "title", "url")]


class Row(BaseModel):
    """What all rows share: fields that are not in the format are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_plain)


class ClaimRow(Row):
    """A claim: what is stated, and on which sources."""

    id: FilledOrNumber = Field(description="Name under which the claim is cited, unique in the report.")
    statement: Filled = Field(description="The statement, one or a few sentences.")
    confidence: Stated | None = Field(None, description="How sure the authors are.")
    sources: Ids = Field((), description="Ids of the sources that support the statement.")
    disputed_by: Ids = Field((), description="Ids of sources that contradict the statement.")
    derived_from: Ids = Field((), description="Ids of claims it was computed or concluded from.")
    section: Written = Field("", description="Number of the section the claim belongs to, such as 1.4.")
    quotes: dict[str, str] = Field({}, description="Words of a source that carry the statement, by source id (not in CSV).")
    suppress: Suppress = Field((), description="Findings about this row that are set aside, with the reason: 'single-source: nobody else reports it'.")


class SourceRow(Row):
    """A source; it has at least a publisher, a title or an address."""

    model_config = ConfigDict(json_schema_extra=_known_by_something)

    id: FilledOrNumber = Field(description="Name under which the source is cited, unique in the report.")
    publisher: Text = Field("", description="Who published it: the outlet, firm or person.")
    title: Text = Field("", description="Title as published.")
    quote: Text = Field("", description="The words that carry what is cited, copied exactly.")
    url: Text = Field("", description="Address of the page.")
    date: Written = Field("", description="When it was published: 2023-08-24, 2023-08 or 2023.")
    accessed: Written = Field("", description="When it was last looked at.")
    suppress: Suppress = Field((), description="Findings about this row that are set aside, with the reason: 'single-source: nobody else reports it'.")

    @model_validator(mode="after")
    def _says_what_it_is(self) -> SourceRow:
        if not (self.publisher or self.title or self.url):
            raise ValueError("a source needs a publisher, a title or a url")
        return self


class MetricRow(Row):
    """An observation: one figure as one claim states it."""

    id: Written = Field("", description="Optional name of the row, unique in the report.")
    subject: Text = Field("", description="What is measured; the subject of the report if empty.")
    metric: Filled = Field(description="What is measured about it, in the field's standard term.")
    value: FilledOrNumber = Field(description="The value as written: $4.5 billion, ~86%, Lux Capital.")
    period: Written = Field("", description="The time it holds for: 2023, 2023-08, 2023-Q4, 2021 to 2024.")
    scope: Text = Field("", description="What must be equal before two values are compared: round, scenario, segment, estimate.")
    claims: Ids = Field((), description="Ids of the claims that state it.")
    confidence: Stated | None = Field(None, description="How sure the authors are.")
    suppress: Suppress = Field((), description="Findings about this row that are set aside, with the reason: 'single-source: nobody else reports it'.")


class RiskRow(Row):
    """A risk: what may go wrong, and on which claims that rests."""

    id: Written = Field("", description="Optional name of the risk, unique in the report.")
    risk: Filled = Field(description="What may go wrong.")
    category: Text = Field("", description="Kind of risk: regulatory, financial, key person.")
    trigger: Text = Field("", description="What would set it off or show it.")
    likelihood: Written = Field("", description="How likely, in words or figures.")
    impact: Written = Field("", description="How bad, in words or figures.")
    mitigation: Text = Field("", description="What is or can be done about it.")
    exposure: Written = Field("", description="What remains after mitigation.")
    owner: Text = Field("", description="Who looks after it.")
    status: Text = Field("", description="Where it stands: open, closed, watched.")
    section: Written = Field("", description="Number of the section in which it stands.")
    claims: Ids = Field((), description="Ids of the claims it rests on.")
    suppress: Suppress = Field((), description="Findings about this row that are set aside, with the reason: 'single-source: nobody else reports it'.")


KINDS: dict[str, type[Row]] = {"claims": ClaimRow, "sources": SourceRow, "metrics": MetricRow, "risks": RiskRow}
"""The model of the rows of each list."""


def schema(kind: str) -> dict:
    """The JSON Schema (2020-12) of a whole JSON or YAML file: a list of rows, or ``{kind: rows}``.

    A line of a JSON Lines file is one row: ``#/$defs/row``.
    """
    rows = {"type": "array", "items": {"$ref": "#/$defs/row"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind} of a report folder",
        "anyOf": [rows, {"type": "object", "properties": {kind: rows}, "required": [kind], "additionalProperties": False}],
        "$defs": {"row": KINDS[kind].model_json_schema()},
    }


def files() -> dict[Path, str]:
    """The schema files as they should be: path to text."""
    return {
        schemas.FOLDER / f"{kind}.schema.json": json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
        for kind in schemas.ROWS
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.name, file=sys.stderr)
