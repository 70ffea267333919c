"""Any input as a report folder or workbook: the text as ``report.md``, claims, sources, metrics and risks as rows.

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
from kg.convert import _workbook
from kg.loaders import _markdown_out, _view, markdown, plain_text
from kg.model import Claim, Document, Observation, Passage, Report, Risk, Section, Source, Table
from kg.reading import Bundle, InputError, Lines, RawFile

_TEXTS = ("report.md", "report.markdown", "report.txt", "report.docx", "report.html", "report.pdf")
_ROWS_ONLY = ("evidence-index", "statistics-page", "schema-org", "prov", "nanopublication")
"""Formats that are rows, or whose text holds the rows themselves; it is not written again beside them."""
_STATED = ("argdown", "rdf")
"""Formats whose text, once it is Markdown, no longer tells which of its sentences are claims."""
_AS_THEY_ARE = (".md", ".markdown", ".txt", ".csv", ".tsv", ".json", ".jsonl", ".yaml", ".yml")

Row = dict[str, str | list[str] | dict[str, str]]


def folder(bundle: Bundle, config: Config, format: str | None = None) -> dict[str, str]:
    """File names and texts of the report folder for an input.  Raises :class:`kg.reading.InputError`."""
    report, format = _loaded(bundle, config, format)
    if format == "rdf" and (files := _documents(report)):
        return files
    name, text, rows = _parts(bundle, report, format, config)
    files = {name: text} if text else {}
    for kind in schemas.ROWS:
        if rows[kind]:
            suffix, written = _file(kind, rows[kind])
            files[kind + suffix] = written
    return files


def workbook(bundle: Bundle, config: Config, target: str, format: str | None = None) -> bytes:
    """The same as an XLSX workbook, called ``target`` in messages.

    The text is a sheet with a line in every row.  Raises :class:`kg.reading.InputError`.
    """
    report, format = _loaded(bundle, config, format)
    if format == "rdf" and (files := _documents(report)):
        bundle = Bundle(bundle.path, tuple(RawFile(f"{bundle.path}/{n}", text.encode()) for n, text in files.items()), folder=True)
        report, format = _loaded(bundle, config, None)
    name, text, rows = _parts(bundle, report, format, config)
    sheets: dict[str, tuple[list[str], list]] = {}
    if text:
        sheets[name] = ([], [[line] for line in Lines(Document(name, text)).lines])
    for kind in schemas.ROWS:
        names = _columns(kind, rows[kind])
        if rows[kind]:
            sheets[kind] = (names, [[row.get(n, "") for n in names] for row in rows[kind]])
    if not sheets:
        raise InputError(bundle.path, "there is neither text nor a row to write.")
    return _workbook.write(target, sheets)


def _loaded(bundle: Bundle, config: Config, format: str | None) -> tuple[Report, str]:
    loader = loaders.choose(bundle, format)
    return loader.load(bundle, config), loader.NAME


def _documents(report: Report) -> dict[str, str]:
    """The files that an export of a report folder was made of, if they are such; else empty."""
    names = {d.path.replace("\\", "/").rpartition("/")[2]: d.text for d in report.documents}
    known = {f"{kind}{end}" for kind in schemas.ROWS for end in _AS_THEY_ARE}
    if len(names) == len(report.documents) and all(n.lower() in known or n.lower() in _TEXTS for n in names) and report.format == "report-folder":
        return names
    only = next(iter(names), "")
    if len(names) == 1 and report.format in ("markdown", "plain-text"):
        return {"report.md" if report.format == "markdown" else "report.txt": names[only]}
    return {}


def _parts(bundle: Bundle, report: Report, format: str, config: Config) -> tuple[str, str, dict[str, list[Row]]]:
    """Name and text of the prose, and the rows that are not read from it again."""
    name, text = ("report.md", _of_model(report)) if format in _STATED else _text(bundle, format)
    again = _again(name, text, config, report) if text else None
    numbers = {s.id: s.number or "" for s in report.sections}
    sections = numbers if again else {}
    stated = format in _STATED
    rows = {
        "claims": [_claim(c, sections) for c in _missing(report.claims, again.claims if again else (), stated)],
        "sources": [_source(s) for s in _missing(report.sources, again.sources if again else ())],
        "metrics": [_metric(o) for o in _missing(report.observations, again.observations if again else ())],
        "risks": [_risk(r, sections) for r in _missing(report.risks, again.risks if again else ())],
    }
    _add_remarks(rows, report)
    return name, text, rows


def _add_remarks(rows: dict[str, list[Row]], report: Report) -> None:
    """Put the remarks that set findings aside into the rows that they stand in."""
    made = {"claims": report.claims, "sources": report.sources, "metrics": report.observations, "risks": report.risks}
    by_line: dict[tuple[str, int], list[str]] = {}
    for text, _, row in report.remarks:
        by_line.setdefault((row.path, row.line), []).append(text)
    for kind, items in made.items() if by_line else ():
        said = {item.id: by_line.get((item.place.path, item.place.line)) for item in items}
        for row in rows[kind]:
            if remarks := said.get(row["id"]):
                row["suppress"] = remarks


def _of_model(report: Report) -> str:
    """The text of a report as Markdown, put together from its sections, passages and tables."""
    parts: list[Section | Passage | Table] = [*report.sections, *report.passages, *report.tables]
    order = {document.path: n for n, document in enumerate(report.documents)}
    view = _view.View()
    for part in sorted(parts, key=lambda p: (order.get(p.place.path, len(order)), p.place)):
        if isinstance(part, Table):
            view.table([[c.text for c in row] for row in (part.header, *part.rows)])
        elif isinstance(part, Section):
            view.add("heading", f"{part.number} {part.title}" if part.number else part.title, level=part.level + bool(report.title))
        else:
            kind = part.kind if part.kind in ("item", "code") else "paragraph"
            view.add(kind, part.text, level=1, marker="-", quoted=part.kind == "quotation")
    if not view.blocks:
        return ""
    title = f"# {' '.join(report.title.split())}\n\n" if report.title else ""
    return title + _markdown_out.write(view.blocks, view.text())


def _text(bundle: Bundle, format: str) -> tuple[str, str]:
    """Name and text of the prose; an empty text where there is none to take over."""
    file = next((f for name in _TEXTS for f in bundle.files if f.name == name), None)
    if format not in ("report-folder", "register", *_ROWS_ONLY):
        file = file or next((f for f in bundle.files if f.suffix in (".md", ".txt", ".docx", ".html", ".pdf")), bundle.files[0])
    if format == "register" and file is None and (sheet := _sheet(bundle.files[0])) is not None:
        return sheet.path.rpartition("#")[2], sheet.data.decode()
    if format in _ROWS_ONLY or file is None:
        return "", ""
    reader = loaders.choose(Bundle(file.path, (file,)), format if not bundle.folder else None)
    if hasattr(reader, "as_markdown"):
        return "report.md", reader.as_markdown(file)
    plain = file.suffix in (".txt", ".text") and (format == plain_text.NAME or bundle.folder) and format != "research-folder"
    return "report.txt" if plain else "report.md", file.data.decode("utf-8-sig", "replace") if _is_utf8(
        file
    ) else file.data.decode("cp1252", "replace")


def _sheet(file: RawFile) -> RawFile | None:
    """The sheet of a workbook that holds the text of its report."""
    from kg.loaders import _archive, _workbook

    return _workbook.text(file) if _archive.kind(file.data) == "xlsx" else None


def _is_utf8(file: RawFile) -> bool:
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _again(name: str, text: str, config: Config, report: Report) -> Report:
    """What is read from the text of the new folder alone."""
    ids = {**dict.fromkeys((c.id for c in report.claims if not c.in_text), ""), **{s.id: s.url for s in report.sources}}
    given = frozenset(["claims"]) if any(not c.in_text for c in report.claims) else frozenset()
    reader = plain_text if name.endswith(".txt") else markdown
    return reader.read(RawFile(name, text.encode()), config, given=given, ids=ids)


def _missing(items: Iterable, there: Iterable, stated: bool = False) -> list:
    """The items that are not read from the text again; ``stated`` for claims of which the text does not tell that they are."""
    ids = {i.id for i in there}
    return [i for i in items if i.id not in ids and (stated or not getattr(i, "in_text", False))]


def _claim(claim: Claim, numbers: dict[str, str]) -> Row:
    stated = claim.confidence.value if claim.confidence else claim.confidence_text
    row: Row = {"id": claim.id, "statement": claim.statement, "confidence": stated}
    row |= {name: [c.target for c in getattr(claim, name)] for name in ("sources", "disputed_by", "derived_from")}
    return {
        **row,
        "section": numbers.get(claim.section or "", claim.section or ""),
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
    return {**row, "section": numbers.get(risk.section or "", risk.section or ""), "claims": [c.target for c in risk.claims]}


def _columns(kind: str, rows: list[Row]) -> list[str]:
    """The columns that rows need: those that must be there, and those that any of them fills."""
    return [n for n in schemas.columns(kind) if n in schemas.required(kind) or any(row.get(n) for row in rows)]


def _file(kind: str, rows: list[Row]) -> tuple[str, str]:
    """CSV where its cells can hold everything, else JSON Lines."""
    names = _columns(kind, rows)
    if any(_needs_structure(value) or len(row.get("suppress", ())) > 1 for row in rows for value in row.values()):
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
