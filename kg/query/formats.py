"""An answer as text: a table to read, and the formats of the SPARQL 1.1 recommendations."""

from __future__ import annotations

import csv as stdlib_csv
import io
import json as stdlib_json
from collections.abc import Callable, Mapping
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from kg import patterns as re
from kg.query.result import QueryError, Result, Term
from kg.rdfterms import PREFIXES

_NUMERIC = tuple(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def table(result: Result, base: str = "", width: int | None = None) -> str:
    """Columns for a reader: known namespaces as prefixes, addresses below ``base`` without it.

    Texts are cut where the table would be wider than ``width`` characters; line breaks inside a
    text are shown as spaces.
    """
    if result.form == "boolean":
        return f"{_boolean(result)}\n"
    cells = [[_shown(term, base) for term in row] for row in result.rows]
    numeric = [
        bool(result.rows) and all(row[i] is None or row[i].datatype in _NUMERIC for row in result.rows)
        for i in range(len(result.variables))
    ]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(result.variables)]
    widths = _fitted(widths, width)
    lines = [_line(result.variables, widths, numeric), "  ".join("─" * w for w in widths)]
    lines += [_line(row, widths, numeric) for row in cells]
    count = len(result.rows)
    return "\n".join(lines) + f"\n\n{count} {'row' if count == 1 else 'rows'}\n"


def _fitted(widths: list[int], width: int | None) -> list[int]:
    spare = (width or 0) - 2 * (len(widths) - 1)
    if width is None or sum(widths) <= spare:
        return widths
    # Narrow columns stay whole; the wide ones share what is left.
    fitted = list(widths)
    waiting = sorted(range(len(widths)), key=lambda i: widths[i])
    while waiting:
        share = max(8, spare // len(waiting))
        index = waiting.pop(0)
        fitted[index] = min(widths[index], share)
        spare -= fitted[index]
    return fitted


def _line(cells, widths: list[int], numeric: list[bool]) -> str:
    out = []
    for cell, width, right in zip(cells, widths, numeric, strict=True):
        shown = cell if len(cell) <= width else cell[: width - 1] + "…"
        out.append(shown.rjust(width) if right else shown.ljust(width))
    return "  ".join(out).rstrip()


def _shown(term: Term | None, base: str) -> str:
    if term is None:
        return ""
    if term.kind == "bnode":
        return f"_:{term.value}"
    if term.kind == "uri":
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return term.value[len(base) :] if base and term.value.startswith(base) else term.value
    return " ".join(term.value.split())


def _boolean(result: Result) -> str:
    return "true" if result.boolean else "false"


def csv(result: Result) -> str:
    """SPARQL 1.1 Query Results CSV: plain values, lines end in CR LF."""
    if result.form == "boolean":
        return f"{_boolean(result)}\r\n"
    out = io.StringIO()
    writer = stdlib_csv.writer(out)
    writer.writerow(result.variables)
    for row in result.rows:
        writer.writerow(["" if t is None else f"_:{t.value}" if t.kind == "bnode" else t.value for t in row])
    return out.getvalue()


def tsv(result: Result) -> str:
    """SPARQL 1.1 Query Results TSV: terms as N-Triples writes them, integers and decimals bare."""
    if result.form == "boolean":
        return f"{_boolean(result)}\n"
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines += ["\t".join(map(_tsv_term, row)) for row in result.rows]
    return "\n".join(lines) + "\n"


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    if term.datatype == _NUMERIC[0] or (term.datatype == _NUMERIC[1] and "." in term.value):
        return term.value
    return term.ntriples()


def json(result: Result) -> str:
    """SPARQL 1.1 Query Results JSON, one row a line."""
    if result.form == "boolean":
        return stdlib_json.dumps({"head": {}, "boolean": result.boolean}) + "\n"
    names = [_json_text(name) for name in result.variables]
    rows = []
    for row in result.rows:
        cells = [f"{name}: {_json_term(term)}" for name, term in zip(names, row, strict=True) if term]
        rows.append(f"{{{', '.join(cells)}}}")
    body = ",\n  ".join(rows)
    return f'{{"head": {{"vars": [{", ".join(names)}]}}, "results": {{"bindings": [\n  {body}\n]}}}}\n'


# What json.dumps calls for every string; without building a dictionary for each term it is twice as fast.
_json_text = stdlib_json.JSONEncoder(ensure_ascii=False).encode


def _json_term(term: Term) -> str:
    more = f', "datatype": {_json_text(term.datatype)}' if term.datatype else ""
    more += f', "xml:lang": {_json_text(term.language)}' if term.language else ""
    return f'{{"type": "{term.kind}", "value": {_json_text(term.value)}{more}}}'


def xml(result: Result) -> str:
    """SPARQL Query Results XML.  Control characters, which XML cannot hold, become U+FFFD."""
    head = "".join(f"\n    <variable name={quoteattr(name)}/>" for name in result.variables)
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n']
    if result.form == "boolean":
        return f"{out[0]}  <head/>\n  <boolean>{_boolean(result)}</boolean>\n</sparql>\n"
    out.append(f"  <head>{head}\n  </head>\n  <results>\n")
    for row in result.rows:
        named = zip(result.variables, row, strict=True)
        cells = "".join(f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in named if term)
        out.append(f"    <result>{cells}</result>\n")
    return "".join(out) + "  </results>\n</sparql>\n"


def _xml_term(term: Term) -> str:
    value = escape(_FORBIDDEN.sub("\ufffd", term.value), {"\r": "&#13;"})
    if term.kind != "literal":
        return f"<{term.kind}>{value}</{term.kind}>"
    attribute = f" datatype={quoteattr(term.datatype)}" if term.datatype else ""
    attribute += f" xml:lang={quoteattr(term.language)}" if term.language else ""
    return f"<literal{attribute}>{value}</literal>"


def ntriples(result: Result) -> str:
    """The triples of CONSTRUCT or DESCRIBE, one a line.  Raises :class:`QueryError` for other answers."""
    return "".join([" ".join([term.ntriples() for term in row]) + " .\n" for row in _triples(result, "ntriples")])


def turtle(result: Result) -> str:
    """The triples of CONSTRUCT or DESCRIBE, grouped by subject.  Raises :class:`QueryError` for other answers."""
    rows = _triples(result, "turtle")
    used = [p for p, ns in sorted(PREFIXES.items()) if any(t.kind == "uri" and t.value.startswith(ns) for r in rows for t in r)]
    used += ["xsd"] if "xsd" not in used and any(t.datatype.startswith(PREFIXES["xsd"]) for r in rows for t in r) else []
    out = [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used)]
    for subject, group in groupby(rows, key=itemgetter(0)):
        said = " ;\n    ".join([f"{_turtle_term(row[1])} {_turtle_term(row[2])}" for row in group])
        out.append(f"\n{_turtle_term(subject)} {said} .\n")
    return "".join(out)


def _turtle_term(term: Term) -> str:
    if term.kind == "uri":
        for prefix, namespace in PREFIXES.items():
            local = term.value[len(namespace) :]
            if term.value.startswith(namespace) and re.fullmatch(r"[A-Za-z_]\w*", local, re.ASCII):
                return f"{prefix}:{local}"
    written, xsd = term.ntriples(), PREFIXES["xsd"]
    if term.datatype.startswith(xsd):
        return written.replace(f"^^<{term.datatype}>", f"^^xsd:{term.datatype[len(xsd) :]}")
    return written


def _triples(result: Result, name: str):
    if result.form != "triples":
        raise QueryError(f"the format {name} needs a CONSTRUCT or DESCRIBE query; use table, csv, tsv, json or xml for this one.")
    return result.rows


FORMATS: Mapping[str, Callable[[Result], str]] = {
    "table": table,
    "csv": csv,
    "tsv": tsv,
    "json": json,
    "xml": xml,
    "turtle": turtle,
    "ntriples": ntriples,
}
"""Every format by name."""


def render(result: Result, format: str = "table") -> str:
    """The answer in a format of :data:`FORMATS`.  Raises :class:`QueryError` for an unknown one."""
    if format not in FORMATS:
        raise QueryError(f"unknown format {format!r}. Known: {', '.join(FORMATS)}.")
    return FORMATS[format](result)
