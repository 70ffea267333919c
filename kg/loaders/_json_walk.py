"""Finds the claims of a JSON file wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg import schemas
from kg.loaders import _columns
from kg.loaders._json_places import JsonError, Node, parse
from kg.loaders._records import Field, Record, Records, json_row, name_of
from kg.model import Document
from kg.reading import InputError, Lines

_KEY = re.compile(r'"([^"\\]{1,60})"\s*:')
_PROVEN = "provenance"
_NAMES = ("event_id", "product_id", "person_id", "snapshot_id", "record_id", "company_id", "id", "name")
_PLAIN = frozenset("provenance schema_version chunk_id embedding raw_html".split())


def linked(start: str) -> bool:
    """Whether the file is linked data, which has readers of its own."""
    return '"@context"' in start or '"@graph"' in start or '"prefix"' in start


def seems(start: str) -> bool:
    """Whether the beginning of a file names fields of claims or sources."""
    names = [name_of(m) for m in _KEY.findall(start)]
    return _PROVEN in names or any(_columns.holds(k, names, {}, schemas.columns(k)) for k in ("claims", "sources"))


def tables(document: Document) -> list[tuple[str, Records]]:
    """Lists of objects, by the name they stand under, and objects with a ``provenance`` as claims.

    Ids that come back in several lists are told apart by the names these stand under.  Raises
    :class:`kg.reading.InputError`.
    """
    lines = Lines(document)
    try:
        root = parse(document.text)
    except JsonError as error:
        line = lines.place(min(error.offset, len(document.text) - 1), error.offset + 1).line
        raise InputError(document.path, f"not valid JSON: {error}.", line) from None
    found: dict[tuple[str, tuple[str, ...]], Records] = {}
    proven = Records()
    for path, node in _lists(root):
        if node.kind == "object":
            _proven(path, node, lines, proven)
            continue
        rows = Records()
        for one in node.value:
            json_row(one, lines, rows)
        names = tuple(sorted({n for row in rows.rows for n in row.fields}))
        name = path[-1] if path else ""
        group = found.setdefault((name, names if len(path) < 2 else ()), Records())
        above = next((p for p in reversed(path[:-1]) if not p.isdigit()), "") if len(path) < 3 else path[0]
        group.rows += [Record({**row.fields, "_under": Field(above, row.place)}, row.place) for row in rows.rows]
        group.troubles += rows.troubles
    result = [(name, _told_apart(records)) for (name, _), records in found.items()]
    return ([("claims", proven)] if proven.rows else []) + result


def _lists(root: Node) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Lists of objects with their paths, and objects that say where they come from; neither is searched further."""
    waiting: list[tuple[tuple[str, ...], Node]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        if node.kind == "object":
            if any(key.value == _PROVEN and value.kind == "array" for key, value in node.value):
                yield path, node
                continue
            waiting += [((*path, key.value), value) for key, value in reversed(node.value)]
        elif node.kind == "array":
            objects = [one for one in node.value if one.kind == "object"]
            if objects and any(key.value == _PROVEN for one in objects for key, _ in one.value):
                waiting += [((*path, str(n)), one) for n, one in reversed(list(enumerate(node.value)))]
            elif objects:
                yield path, node


def _told_apart(records: Records) -> Records:
    """Rows with ids of their own: where one comes back, the name it stands under is put before it."""
    fields = _columns.names_of(records)
    ids = next((n for n in ("id", *_columns.NAMES["claims"]["id"]) if n in fields), None)
    seen: dict[tuple[str, str], int] = {}
    below = {}
    for row in records.rows:
        if ids and ids in row.fields:
            key = row.fields[ids].text
            below.setdefault(key, set()).add(row.fields["_under"].text)
    for row in records.rows:
        under = row.fields.pop("_under")
        if ids and ids in row.fields and len(below[row.fields[ids].text]) > 1 and under.text:
            own = row.fields[ids]
            row.fields[ids] = Field(f"{under.text}/{own.text}", own.place)
            seen[(under.text, own.text)] = 1
    return records


def _proven(path: tuple[str, ...], node: Node, lines: Lines, proven: Records) -> None:
    """An object that says where it comes from, as a claim: its title and description, or its fields."""
    rows = Records()
    json_row(node, lines, rows)
    if not rows.rows:
        return
    record = rows.rows[0]
    sources = record.fields.get(_PROVEN)
    said = next(
        (
            record.fields[n]
            for n in ("statement", "claim", "description", "title")
            if n in record.fields and record.fields[n].text
        ),
        None,
    )
    statement = said or _of_fields(record)
    if statement is None or sources is None:
        return
    given = next((record.fields[n].text for n in _NAMES if n in record.fields and record.fields[n].text), "")
    kind = next((p for p in reversed(path) if not p.isdigit()), "")
    taken = {row.fields["id"].text for row in proven.rows[-400:]}
    id = given if given and given not in taken else f"{kind}-{given or len(proven.rows) + 1}"
    id = id if id not in taken else f"{id}-{len(proven.rows) + 1}"
    fields = {"id": Field(id, record.place), "statement": statement, "sources": sources}
    proven.rows.append(
        Record({**fields, **({"confidence": record.fields["confidence"]} if "confidence" in record.fields else {})}, record.place)
    )


def _of_fields(record: Record) -> Field | None:
    """The fields of an object in one line: ``legal name: Acme Inc; founded year: 2020``."""
    plain = [
        (n, f)
        for n, f in record.fields.items()
        if f.text and not f.embedded and n not in _PLAIN and not n.endswith("_id") and not n.startswith("_")
    ]
    if not plain:
        return None
    return Field("; ".join(f"{n.replace('_', ' ')}: {f.text}" for n, f in plain), record.place)
