"""Any input as a report folder: the text as ``report.md``, claims, sources, metrics and risks as rows.

What the text says itself is not written a second time: claims that are sentences with references,
and lists of sources that stand in the text, are read from it again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from kg import loaders, schemas
from kg.config import Config
from kg.loaders import markdown, plain_text
from kg.model import Claim, Observation, Report, Risk, Source
from kg.reading import Bundle, RawFile

_TEXTS = ("report.md", "report.markdown", "report.txt", "report.docx", "report.html", "report.pdf")
_REREAD = ("markdown", "plain-text", "research-folder")
_ROWS_ONLY = ("evidence-index", "statistics-page")
"""Formats whose text holds the rows themselves; it is not written again beside them."""

Row = dict[str, str | list[str] | dict[str, str]]


def folder(bundle: Bundle, config: Config, format: str | None = None) -> dict[str, str]:
    """File names and texts of the report folder for an input.  Raises :class:`kg.reading.InputError`."""
    loader = loaders.choose(bundle, format)
    report = loader.load(bundle, config)
    name, text = _text(bundle, loader.NAME)
    again = _again(name, text, config, report) if text else None
    numbers = {s.id: s.number or "" for s in report.sections}
    sections = numbers if again else {}
    rows = {
        "claims": [_claim(c, sections) for c in _missing(report.claims, again.claims if again else ())],
        "sources": [_source(s) for s in _missing(report.sources, again.sources if again else ())],
        "metrics": [_metric(o) for o in _missing(report.observations, again.observations if again else ())],
        "risks": [_risk(r, sections) for r in _missing(report.risks, again.risks if again else ())],
    }
    files = {name: text} if text else {}
    for kind in schemas.ROWS:
        if rows[kind]:
            suffix, written = _file(kind, rows[kind])
            files[kind + suffix] = written
    return files


def _text(bundle: Bundle, format: str) -> tuple[str, str]:
    """Name and text of the prose; an empty text where there is none to take over."""
    file = next((f for name in _TEXTS for f in bundle.files if f.name == name), None)
    if format not in ("report-folder", "register", *_ROWS_ONLY):
        file = file or next((f for f in bundle.files if f.suffix in (".md", ".txt", ".docx", ".html", ".pdf")), bundle.files[0])
    if format in _ROWS_ONLY or file is None:
        return "", ""
    reader = loaders.choose(Bundle(file.path, (file,)), format if not bundle.folder else None)
    if hasattr(reader, "as_markdown"):
        return "report.md", reader.as_markdown(file)
    plain = file.suffix in (".txt", ".text") and (format == plain_text.NAME or bundle.folder) and format != "research-folder"
    return "report.txt" if plain else "report.md", file.data.decode("utf-8-sig", "replace") if _is_utf8(
        file
    ) else file.data.decode("cp1252", "replace")


def _is_utf8(file: RawFile) -> bool:
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _again(name: str, text: str, config: Config, report: Report) -> Report:
    """What is read from the text of the new folder alone."""
    ids = frozenset({*(c.id for c in report.claims if not c.in_text), *(s.id for s in report.sources)})
    given = frozenset(["claims"]) if any(not c.in_text for c in report.claims) else frozenset()
    reader = plain_text if name.endswith(".txt") else markdown
    return reader.read(RawFile(name, text.encode()), config, given=given, ids=ids)


def _missing(items: Iterable, there: Iterable) -> list:
    """The items that are not read from the text again."""
    ids = {i.id for i in there}
    return [i for i in items if i.id not in ids and not getattr(i, "in_text", False)]


def _claim(claim: Claim, numbers: dict[str, str]) -> Row:
    stated = claim.confidence.value if claim.confidence else claim.confidence_text
    row: Row = {"id": claim.id, "statement": claim.statement, "confidence": stated}
    row |= {name: [c.target for c in getattr(claim, name)] for name in ("sources", "disputed_by", "derived_from")}
    return {
        **row,
        "section": numbers.get(claim.section or "", "") if numbers else claim.section or "",
        "quotes": dict(claim.quotes),
    }


def _source(source: Source) -> Row:
    row: Row = {name: getattr(source, name) for name in ("id", "publisher", "title", "quote", "url", "date", "accessed")}
    return row if source.publisher or source.title or source.url else {**row, "title": source.raw}


def _metric(one: Observation) -> Row:
    scope = "; ".join(v for _, v in one.scope)
    row: Row = {
        "id": one.id,
        "subject": one.subject,
        "metric": one.metric,
        "value": one.value,
        "period": one.period_text,
        "scope": scope,
    }
    return {
        **row,
        "claims": [c.target for c in one.claims],
        "confidence": one.stated_confidence.value if one.stated_confidence else "",
    }


def _risk(risk: Risk, numbers: dict[str, str]) -> Row:
    known = schemas.columns("risks")
    row: Row = {"id": risk.id, "risk": risk.title, **{n: v for n, v in risk.attributes if n in known}}
    return {**row, "section": numbers.get(risk.section or "", ""), "claims": [c.target for c in risk.claims]}


def _file(kind: str, rows: list[Row]) -> tuple[str, str]:
    """CSV where its cells can hold everything, else JSON Lines."""
    names = [n for n in schemas.columns(kind) if any(row.get(n) for row in rows)]
    if any(_needs_structure(value) for row in rows for value in row.values()):
        return ".jsonl", "".join(json.dumps({n: row[n] for n in names if row.get(n)}, ensure_ascii=False) + "\n" for row in rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(["; ".join(v) if isinstance(v := row.get(n, ""), list) else v for n in names] for row in rows)
    return ".csv", out.getvalue()


def _needs_structure(value: str | list[str] | dict[str, str]) -> bool:
    if isinstance(value, dict):
        return bool(value)
    if isinstance(value, list):
        return any(set(one) & set(";,[]|") or one.startswith("http") for one in value)
    return "\n" in value or "\r" in value
