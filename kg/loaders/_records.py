"""Rows of named fields out of CSV, TSV, JSON Lines, JSON and YAML, every field with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg import patterns as re
from kg.model import Document, Place, Trouble
from kg.reading import InputError, Lines
from kg.records import record

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".yaml", ".yml")


@record
class Field:
    """A field as written.

    ``items`` are the parts with their places when the format has lists of its own; ``pairs`` the
    entries of a mapping; ``embedded`` the objects of a list, which ``items`` name.
    """

    text: str
    place: Place
    items: tuple[tuple[str, Place], ...] | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    embedded: tuple[Record, ...] = ()


@record
class Record:
    """One row: its fields by name as written, and the place of the whole row."""

    fields: dict[str, Field]
    place: Place


@dataclass(slots=True)
class Records:
    """All rows of a file, with what could not be read.

    ``header`` holds the column names of a CSV file with their places; it is empty for formats
    that name the fields in every row.  ``furniture`` are places of lines that structure the file
    (the header).
    """

    rows: list[Record] = field(default_factory=list)
    header: dict[str, Place] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    unread: list[Place] = field(default_factory=list)

    def refuse(self, place: Place, message: str) -> None:
        """Report a row that cannot be read."""
        self.troubles.append(Trouble("unreadable-line", message, place))
        self.unread.append(place)


def read(document: Document, suffix: str, kind: str, columns: tuple[str, ...]) -> Records:
    """The rows of a document in the format of its suffix.

    ``kind`` names the rows (``claims``) and ``columns`` the fields that are expected, to tell
    delimiters and wrappers apart.  Raises :class:`kg.reading.InputError` when the file as a whole
    cannot be read.
    """
    lines = Lines(document)
    if suffix in (".csv", ".tsv"):
        return _csv(document, lines, suffix, columns)
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(document, lines)
    if suffix == ".json":
        return _json(document, lines, kind)
    return _yaml(document, lines, kind)


def name_of(column: str) -> str:
    """A column name as it is compared: lower case, words joined by underscores."""
    return re.sub(r"[\s-]+", "_", column.strip().lower())


# --------------------------------------------------------------------------- CSV and TSV


def _csv(document: Document, lines: Lines, suffix: str, columns: tuple[str, ...]) -> Records:
    found = Records()
    delimiter = "\t" if suffix == ".tsv" else _delimiter(lines, columns)
    names: list[str] | None = None
    for values, first, last in _csv_records(lines, delimiter, found):
        start = lines.starts[first - 1]
        stop = lines.starts[last - 1] + len(lines.lines[last - 1])
        place = lines.place(start, stop)
        if not any(v.strip() for v in values):
            continue
        spans = _cell_spans(document.text, start, stop, delimiter)
        places = [lines.place(a, b) for a, b in spans] if len(spans) == len(values) else [place] * len(values)
        if names is None:
            names = [name_of(v) for v in values]
            found.header = {n: p for n, p in zip(names, places, strict=True) if n}
            twice = next((n for i, n in enumerate(names) if n and n in names[:i]), None)
            if twice:
                raise InputError(document.path, f"the column {twice!r} stands twice in the header. Rename or remove one.", first)
            continue
        extra = [v for v in values[len(names) :] if v.strip()]
        if extra:
            found.refuse(
                place, f"the row has {len(values)} cells, the header {len(names)}. Put cells that hold a comma in double quotes."
            )
            continue
        found.rows.append(Record({n: Field(v.strip(), p) for n, v, p in zip(names, values, places, strict=False) if n}, place))
    return found


def _delimiter(lines: Lines, columns: tuple[str, ...]) -> str:
    header = next((line for line in lines.lines if line.strip()), "")
    return max(",;\t|", key=lambda d: (sum(name_of(c.strip('" ')) in columns for c in header.split(d)), header.count(d)))


def _csv_records(lines: Lines, delimiter: str, found: Records) -> Iterator[tuple[list[str], int, int]]:
    """Each record with its first and last line; a broken one is reported and reading goes on behind it."""
    import csv

    text, starts, total = lines.document.text, lines.starts, len(lines.lines)

    def raw(first: int) -> Iterator[str]:
        for i in range(first, total):
            yield text[starts[i] : starts[i + 1] if i + 1 < total else len(text)]

    at = 0
    while at < total:
        begin, reader = at, csv.reader(raw(at), delimiter=delimiter, strict=True)
        try:
            for values in reader:
                yield values, at + 1, begin + reader.line_num
                at = begin + reader.line_num
            return
        except csv.Error as error:
            found.refuse(lines.on_line(at + 1), f"this row is not valid CSV: {_plain(str(error))}")
            at += 1


def _plain(error: str) -> str:
    if "unexpected end of data" in error:
        return 'a double quote is opened and never closed. Close it, or write it twice ("") inside a quoted cell.'
    if "expected after" in error:
        return 'text follows a closing double quote. Write a double quote inside a cell twice ("").'
    if "field limit" in error:
        return "a cell is too long, or a double quote is never closed."
    return error + "."


def _cell_spans(text: str, start: int, stop: int, delimiter: str) -> list[tuple[int, int]]:
    """Offsets of the contents of the cells of one record, quotes and surrounding blanks left out."""
    spans, at = [], start
    while True:
        if text.startswith('"', at):
            close = at + 1
            while True:
                close = text.find('"', close, stop)
                if close < 0:
                    return []
                if text.startswith('""', close) and close + 1 < stop:
                    close += 2
                    continue
                break
            spans.append((at + 1, close))
            at = close + 1
        else:
            end = text.find(delimiter, at, stop)
            end = stop if end < 0 else end
            cell = text[at:end]
            left = at + len(cell) - len(cell.lstrip())
            spans.append((left, max(left, at + len(cell.rstrip()))) if cell.strip() else (at, end))
            at = end
        if at >= stop or not text.startswith(delimiter, at):
            return spans
        at += len(delimiter)


# --------------------------------------------------------------------------- JSON


def _json_lines(document: Document, lines: Lines) -> Records:
    from kg.loaders._json_places import JsonError, parse

    found = Records()
    for number, line in enumerate(lines.lines, 1):
        if not line.strip():
            continue
        start = lines.starts[number - 1]
        try:
            node = parse(document.text, start, start + len(line))
        except JsonError as error:
            found.refuse(lines.on_line(number), f"not valid JSON: {error}. Write one {{…}} object a line.")
            continue
        json_row(node, lines, found)
    return found


def _json(document: Document, lines: Lines, kind: str) -> Records:
    from kg.loaders._json_places import JsonError, parse

    try:
        node = parse(document.text)
    except JsonError as error:
        line = lines.place(min(error.offset, len(document.text) - 1), error.offset + 1).line
        raise InputError(document.path, f"not valid JSON: {error}.", line) from None
    found = Records()
    if node.kind == "object":
        inner = [value for key, value in node.value if name_of(key.value) == kind]
        lists = [value for _, value in node.value if value.kind == "array"]
        node = inner[0] if inner else lists[0] if len(lists) == 1 else node
    if node.kind == "object" and node.value and all(value.kind == "object" for _, value in node.value):
        # {"C1": {…}, "C2": {…}}: the names of the rows are their ids.
        for key, value in node.value:
            json_row(value, lines, found, Field(key.value, lines.place(key.start + 1, key.end - 1)))
        return found
    if node.kind != "array":
        raise InputError(
            document.path,
            f"expected a list of {kind}, [ {{…}}, {{…}} ], or {{{kind!r}: […]}}.",
            lines.place(node.start, node.start + 1).line,
        )
    for row in node.value:
        json_row(row, lines, found)
    return found


def json_row(node, lines: Lines, found: Records, id: Field | None = None) -> None:
    """Add an object as a row; ``id`` is its name where it has no field of that name."""
    place = lines.place(node.start, node.end)
    if node.kind != "object":
        found.refuse(place, "expected an object with named fields, {…}.")
        return
    fields = {} if id is None else {"id": id}
    fields |= {name_of(key.value): _json_field(value, lines) for key, value in node.value}
    found.rows.append(Record(fields, place))


def _json_field(node, lines: Lines) -> Field:
    place = lines.place(node.start, node.end)
    if node.kind == "array":
        inner = Records()
        for one in node.value:
            if one.kind == "object":
                json_row(one, lines, inner)
        if inner.rows:
            from kg.loaders._own_sources import target

            named = tuple((target(r), r.place) for r in inner.rows)
            return Field("; ".join(t for t, _ in named), place, named, embedded=tuple(inner.rows))
        items = tuple((_scalar_text(i), _inside(i, lines)) for i in node.value)
        return Field("; ".join(t for t, _ in items), place, items)
    if node.kind == "object":
        return Field("", place, pairs=tuple((k.value, _scalar_text(v)) for k, v in node.value))
    return Field(_scalar_text(node), _inside(node, lines))


def _scalar_text(node) -> str:
    return node.value.strip() if isinstance(node.value, str) else ""


def _inside(node, lines: Lines) -> Place:
    quote = node.kind == "string" and node.end - node.start > 2
    return lines.place(node.start + quote, node.end - quote)


# --------------------------------------------------------------------------- YAML


def yaml_nodes(document: Document, text: str, first_line: int = 1):
    """The node tree of a YAML text, with marks; ``None`` for an empty one.

    ``first_line`` is the line of the file the text starts on.  Raises
    :class:`kg.reading.InputError` with the line and what to do.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = " ".join((error.problem or "cannot be read").split())
        tabbed = mark is not None and "\t" in (text.splitlines() or [""])[min(mark.line, len(text.splitlines()) - 1)]
        hint = (
            "There is a tab in this line: indent with spaces"
            if tabbed
            else "Check the indentation, and quote values that hold ': ' or ' #'"
        )
        raise InputError(document.path, f"not valid YAML: {problem}. {hint}.", line) from None
    except RecursionError:
        raise InputError(document.path, "the YAML is nested too deeply.", first_line) from None
    except (YAMLError, ValueError) as error:
        raise InputError(document.path, f"not valid YAML: {' '.join(str(error).split())[:120]}.", first_line) from None


def _yaml(document: Document, lines: Lines, kind: str) -> Records:
    node = yaml_nodes(document, document.text)
    found = Records()
    if node is None:
        return found
    if node.id == "mapping":
        node = next((value for key, value in node.value if name_of(str(key.value)) == kind), node)
    if node.id != "sequence":
        raise InputError(document.path, f"expected a list of {kind}: lines that start with '- '.", node.start_mark.line + 1)
    for row in node.value:
        place = _yaml_place(row, lines)
        if row.id != "mapping":
            found.refuse(place, "expected named fields: 'id: …', 'statement: …' and so on.")
            continue
        fields: dict[str, Field] = {}
        for key, value in row.value:
            name = name_of(str(key.value))
            if name in fields:
                found.troubles.append(
                    Trouble(
                        "unreadable-line",
                        f"the field {name!r} stands twice in this row; the first is used.",
                        _yaml_place(key, lines),
                    )
                )
                continue
            fields[name] = _yaml_field(value, lines)
        found.rows.append(Record(fields, place))
    return found


def _yaml_field(node, lines: Lines) -> Field:
    place = _yaml_place(node, lines)
    if node.id == "sequence":
        items = tuple((_yaml_text(n), _yaml_place(n, lines)) for n in node.value)
        return Field("; ".join(t for t, _ in items), place, items)
    if node.id == "mapping":
        return Field("", place, pairs=tuple((str(k.value), _yaml_text(v)) for k, v in node.value if k.id == "scalar"))
    return Field(_yaml_text(node), place)


def _yaml_text(node) -> str:
    if node.id != "scalar" or (not node.style and node.value in ("null", "~", "Null", "NULL")):
        return ""
    return node.value.strip()


def _yaml_place(node, lines: Lines) -> Place:
    text = lines.document.text
    start, end = node.start_mark.index, min(node.end_mark.index, len(text))
    while end > start and text[end - 1].isspace():
        end -= 1
    if node.id == "scalar" and node.style in ("'", '"') and end - start > 2:
        start, end = start + 1, end - 1
    return lines.place(start, max(end, start))
