"""The documents as the page shows them: every line as written, with marks of the findings about it."""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.findings import Finding, Severity
from kg.graph import ClaimGraph, Key
from kg.model import Citation, Document, Report, Table
from kg.reading import Lines as Split
from kg.records import record
from kg.reporters.html.places import Lines, Names

MOST = 2_000_000
"""Characters of text that are shown whole; of more, only the lines around findings."""

AROUND = 3
"""Lines shown before and after one with a mark, where the text is not shown whole."""

LONG = 20_000
"""Characters of one line that are shown; the rest is counted."""

_GLYPHS = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.INFO: "i"}
_UNDERLINED = 90
_TONES = ("error", "", "warning", "info")
_NAME = 200
_NAMED = ("claim", "source", "risk")


@record
class Piece:
    """A stretch of a line: plain, a link to what it cites (``href``), or spoken of by a finding (``tone``)."""

    text: str
    href: str = ""
    tone: str = ""


@dataclass(slots=True)
class Mark:
    """The findings about a line: how many, how bad, and the first of them."""

    tone: str
    sign: str
    href: str
    says: str


@dataclass(slots=True)
class Line:
    """A line of the document, or a row of a table when it has ``cells`` (each with its columns)."""

    number: int
    anchor: str
    pieces: list[Piece] = field(default_factory=list)
    cells: list[tuple[str, list[Piece]]] = field(default_factory=list)
    mark: Mark | None = None
    names: list[str] = field(default_factory=list)
    """Addresses of the nodes written here."""


@dataclass(slots=True)
class Block:
    """Lines of one kind: ``text``, ``heading`` (of a ``level``), ``table`` (the first ``heads`` rows are its header) or ``gap``."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    heads: int = 0
    left_out: int = 0


@dataclass(slots=True)
class File:
    """One document: the path as given, and its blocks."""

    path: str
    name: str
    blocks: list[Block]
    marks: int


class Reader:
    """Cuts documents into blocks and knows which findings speak of which line.

    ``findings`` are pairs of a finding and its address on the page, the worst first.
    """

    def __init__(self, graph: ClaimGraph, lines: Lines, names: Names, findings: Iterable[tuple[Finding, str]]):
        self.graph, self.lines = graph, lines
        self.marked: dict[tuple[str, int], list[tuple[Finding, str]]] = defaultdict(list)
        self.spans: dict[tuple[str, int], list[tuple[int, int, str, str]]] = defaultdict(list)
        self.named: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._cited = {key: self._target(key) for type in _NAMED for key, _ in graph.of_type(type)}
        self._read_findings(findings)
        for type in _NAMED:
            for key, node in graph.of_type(type):
                if not getattr(node, "in_text", False) and len(key.id) <= _NAME:
                    self.named[node.place.path, node.place.line].append(names.of(key))
        for report in graph.reports:
            self._read_citations(report)

    def files(self) -> list[File]:
        """The documents, in the order they were read."""
        whole = sum(len(d.text) for r in self.graph.reports for d in r.documents) <= MOST
        return [self._file(report, document, whole) for report in self.graph.reports for document in report.documents]

    # ------------------------------------------------------------------ what stands on a line

    def _target(self, key: Key) -> str:
        place = self.graph.nodes[key].place
        return f"#{self.lines.anchor(place.path, place.line)}"

    def _read_findings(self, findings: Iterable[tuple[Finding, str]]) -> None:
        for finding, href in findings:
            seen = set()
            for about in finding.about:
                place = about.place
                if (place.path, place.line) not in seen:
                    seen.add((place.path, place.line))
                    self.marked[place.path, place.line].append((finding, href))
                narrow = place.line == place.end_line and 0 < place.end_column - place.column <= _UNDERLINED
                if narrow and finding.severity is not Severity.INFO:
                    span = (place.column, place.end_column, href, finding.severity.value)
                    self.spans[place.path, place.line].append(span)

    def _read_citations(self, report: Report) -> None:
        for citation in _citations(report):
            found = next((h for t in _NAMED if (h := self._cited.get(Key(report.id, t, citation.target)))), None)
            place = citation.place
            if found and place.line == place.end_line:
                self.spans[place.path, place.line].append((place.column, place.end_column, found, ""))

    def _mark(self, path: str, number: int) -> Mark | None:
        found = self.marked.get((path, number))
        if not found:
            return None
        worst = max((f.severity for f, _ in found), key=lambda s: s.rank)
        says = f"{len(found)} findings, {worst.value}" if len(found) > 1 else worst.value
        href = next(h for f, h in found if f.severity is worst)
        return Mark(worst.value, f"{_GLYPHS[worst]}{len(found) if len(found) > 1 else ''}", href, says)

    # ------------------------------------------------------------------ blocks

    def _file(self, report: Report, document: Document, whole: bool) -> File:
        texts = Split(document).lines
        blocks = list(_trimmed(self._blocks(report, document.path, texts), whole))
        marks = sum(line.mark is not None for block in blocks for line in block.lines)
        return File(document.path, re.split(r"[\\/]", document.path)[-1], blocks, marks)

    def _blocks(self, report: Report, path: str, texts: list[str]) -> Iterator[Block]:
        if path.lower().endswith((".csv", ".tsv")):
            rows, heads = _rows_of_csv(texts, "\t" if path.lower().endswith(".tsv") else ","), {1}
        else:
            rows, heads = _rows_of_tables(report, path)
        levels = {s.place.line: s.level for s in report.sections if s.place.path == path}
        block: Block | None = None
        for number, text in enumerate(texts, 1):
            kind = "table" if number in rows else "heading" if number in levels else "text"
            # The rule under the header of a Markdown table is layout; the table shows it.
            if block is not None and block.kind == "table" and re.fullmatch(r"[\s|:\-–]*-[\s|:\-–]*", text):
                continue
            if block is None or kind != block.kind or kind == "heading" or number in heads:
                if block is not None:
                    yield block
                block = Block(kind, level=levels.get(number, 0))
            if not text.strip() and kind == "text":
                continue
            block.lines.append(self._line(path, number, text, rows.get(number)))
            block.heads += number in heads
        if block is not None:
            yield block

    def _line(self, path: str, number: int, text: str, cells: list[tuple[int, int, str]] | None) -> Line:
        line = Line(
            number, self.lines.anchor(path, number), mark=self._mark(path, number), names=self.named.get((path, number), [])
        )
        # What is nearly the whole line is told by its mark; underlined it would hide the citations in it.
        spans = [s for s in self.spans.get((path, number), []) if not s[3] or 5 * (s[1] - s[0]) < 4 * len(text)]
        if cells is None:
            line.pieces = list(_pieces(text, 1, spans))
        else:
            line.cells = [
                (f"{start}-{end}" if start else "", list(_pieces(said, start or 1, spans if start else [])))
                for start, end, said in cells
            ]
        return line


def _trimmed(blocks: Iterable[Block], whole: bool) -> Iterator[Block]:
    """The blocks with lines, and of a text too long to show only those near a mark."""
    for block in blocks:
        if not block.lines:
            continue
        if whole:
            yield block
            continue
        marked = [n for n, line in enumerate(block.lines) if line.mark or n < block.heads]
        kept = sorted({n for m in marked for n in range(max(0, m - AROUND), min(len(block.lines), m + AROUND + 1))})
        left_out = len(block.lines) - len(kept)
        if kept or block.kind == "heading":
            block.lines = [block.lines[n] for n in kept] if kept else block.lines
            yield block
        if left_out and block.kind != "heading":
            yield Block("gap", left_out=left_out)


def _pieces(text: str, start: int, spans: list[tuple[int, int, str, str]]) -> Iterator[Piece]:
    """The text cut at what is cited and spoken of."""
    at, end = start, start + len(text)
    shown = min(end, start + LONG)
    for first, after, href, tone in _apart([s for s in spans if start <= s[0] and s[1] <= shown]):
        if first > at:
            yield Piece(text[at - start : first - start])
        yield Piece(text[first - start : after - start], href, tone)
        at = after
    if at < shown:
        yield Piece(text[at - start : shown - start])
    if shown < end:
        yield Piece(f"… {end - shown:,} more characters")


def _apart(spans: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Spans in the order of the text; of those that overlap what is wrong before what is cited, then the shorter one."""
    kept: list[tuple[int, int, str, str]] = []
    for span in sorted(spans, key=lambda s: (_TONES.index(s[3]), s[1] - s[0], s)):
        n = bisect_right(kept, span[0], key=lambda s: s[0])
        if (n == 0 or kept[n - 1][1] <= span[0]) and (n == len(kept) or span[1] <= kept[n][0]):
            kept.insert(n, span)
    return kept


# ---------------------------------------------------------------------- rows


def _rows_of_tables(report: Report, path: str) -> tuple[dict[int, list[tuple[int, int, str]]], set[int]]:
    """Cells of each line that is a row of a table, as ``(column, column after, text)``, and the lines of headers."""
    rows: dict[int, list[tuple[int, int, str]]] = {}
    heads: set[int] = set()
    for table in report.tables:
        for row in _whole_rows(table, path):
            rows[row[0].place.line] = [(c.place.column, c.place.end_column, c.text) for c in row]
        if table.header and table.header[0].place.line in rows:
            heads.add(table.header[0].place.line)
    return rows, heads


def _whole_rows(table: Table, path: str) -> Iterator[tuple]:
    for row in (table.header, *table.rows):
        lines = {(c.place.path, c.place.line, c.place.end_line) for c in row}
        if row and len(lines) == 1 and row[0].place.path == path and row[0].place.line == row[0].place.end_line:
            yield row


def _rows_of_csv(texts: list[str], delimiter: str) -> dict[int, list[tuple[int, int, str]]]:
    """Fields of each line that is a whole row, with their columns where the text of the field stands as it is meant."""
    rows: dict[int, list[tuple[int, int, str]]] = {}
    inside = False
    for number, text in enumerate(texts, 1):
        odd = text.count('"') % 2 == 1
        if not inside and not odd and text.strip() and len(text) < LONG:
            rows[number] = list(_fields(text, delimiter))
        inside ^= odd
    return rows


def _fields(text: str, delimiter: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for said in next(csv.reader([text], delimiter=delimiter), []):
        quoted = text[at : at + 1] == '"'
        start = at + quoted
        if text.startswith(said, start):
            end = start + len(said)
            yield start + 1, end + 1, said
            at = end + quoted + 1
        else:
            # A field with doubled quotes is shown as it is meant; its columns are those of the line.
            end = start + len(said) + said.count('"')
            yield 0, 0, said
            at = end + quoted + 1


def _citations(report: Report) -> Iterator[Citation]:
    """Every written reference of a report."""
    for passage in report.passages:
        yield from passage.citations
    for table in report.tables:
        yield from table.citations
        yield from (c for row in (table.header, *table.rows) for cell in row for c in cell.citations)
    for part in (*report.figures, *report.cover):
        yield from part.citations
    for claim in report.claims:
        yield from (*claim.sources, *claim.derived_from, *claim.disputed_by)
    for risk in report.risks:
        yield from risk.claims
    for observation in report.observations:
        yield from observation.claims
