"""One report out of an RDF graph: the reverse of what :mod:`kg.rdf` and :mod:`kg.rdfwhole` write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from urllib.parse import unquote

from kg import model, rdfplaces
from kg.config import Config
from kg.loaders import _rdf_faults
from kg.loaders._rdf_figures import observation_figures
from kg.loaders._rdf_nodes import Graph
from kg.model import Citation, Document, Place, Report, Trouble
from kg.prose import slug
from kg.reading import RawFile

_LAST = 1 << 62
"""The order of what has none."""
_LAST_ROW, _MOST_EMPTY = 1_000_000, 10_000
"""The last row of a table that is read, and how many rows without a cell are believed."""


class ReportReader:
    """Reads the report ``root`` of a graph ("" for a graph without one).

    ``own`` is the RDF file as a document.  Nodes of several reports are told apart by
    ``kg:inReport``; one that names no report belongs to the only one there is.
    """

    def __init__(self, graph: Graph, root: str, own: Document, config: Config):
        self.graph, self.root, self.own, self.config = graph, root, own, config
        self.alone = len(graph.of("Report")) <= 1
        self.whole = False
        """Whether the graph is an export, which says everything, rather than written by hand."""

    def read(self) -> Report:
        graph, root = self.graph, self.root
        documents = tuple(self.document(n) for n in self.ordered("Document"))
        whole = self.whole = bool(documents)
        path = graph.text(root, "path") if whole else ""
        report = Report(
            id=self.id(root) if root else slug(self.own.path.rpartition("/")[2].partition(".")[0], "report"),
            path=path or self.own.path,
            format=graph.text(root, "format", "rdf"),
            title=graph.text(root, "title"),
            subject=graph.text(root, "subject") or self.config.subject,
            subject_certain=graph.truth(root, "subjectCertain", bool(self.config.subject)),
            as_of=graph.day(root, "asOf") or self.config.as_of,
            language=graph.text(root, "language", "en"),
            documents=documents or (self.own,),
            sections=_rdf_faults.without_circles([self.section(n) for n in self.ordered("Section")]),
            passages=tuple(self.passage(n) for n in self.ordered("Passage")),
            tables=tuple(self.table(n) for n in self.ordered("Table")),
            figures=tuple(self.figure(n) for n in self.ordered("Figure")),
            cover=tuple(self.cover(n) for n in self.ordered("CoverFact")),
            sources=tuple(self.source(n) for n in self.ordered("Source")),
            claims=tuple(self.claim(n) for n in self.ordered("Claim")),
            observations=tuple(self.observation(n) for n in self.ordered("Observation")),
            risks=tuple(self.risk(n) for n in self.ordered("Risk")),
            unread=tuple(sorted((self.place(n) for n in graph.links(root, "unreadAt")), key=_by_document(documents))),
            remarks=tuple(
                (graph.text(n, "text"), self.place(n), self.place(graph.link(n, "rowAt") or n)) for n in self.ordered("Remark")
            ),
            troubles=tuple(self.trouble(n) for n in self.ordered("Trouble")),
            understood=tuple(graph.text(n, "text") for n in self.by_order(graph.of("Reading")) if self.mine(n)),
        )
        return self.with_own_troubles(report, whole)

    # ------------------------------------------------------------------ nodes in general

    def ordered(self, kind: str, within: list[str] | None = None) -> list[str]:
        """The nodes of a class that belong to the report, by ``kg:order``, then by place, then by address."""
        nodes = self.graph.of(kind) if within is None else within
        return sorted((n for n in nodes if self.mine(n)), key=lambda n: (self.graph.number(n, "order", _LAST), self.place(n), n))

    def mine(self, node: str) -> bool:
        home = self.graph.link(node, "inReport")
        return home == self.root or (home is None and self.alone)

    def id(self, node: str) -> str:
        """The identifier of a node: the one it has, else the last part of its address."""
        written = self.graph.texts(node, "id")
        return written[0] if written else unquote(node.rstrip("/#").replace("#", "/").rpartition("/")[2])

    def linked(self, node: str, name: str) -> str | None:
        """The identifier of the node that a property leads to."""
        target = self.graph.link(node, name)
        return None if target is None else self.id(target)

    def place(self, node: str) -> Place:
        """Where a node stands: as it says, else the line of the RDF file that names it."""
        graph = self.graph
        line = graph.number(node, "line")
        if line < 1:
            at = self.lines.get(node)
            return Place(self.own.path, at, 1, at, 1) if at else Place(self.own.path, 1, 1, 1, 1)
        column = max(1, graph.number(node, "column", 1))
        end_line = max(line, graph.number(node, "endLine", line))
        return Place(graph.text(node, "path", self.own.path), line, column, end_line, graph.number(node, "endColumn", column))

    @cached_property
    def lines(self) -> dict[str, int]:
        """Lines of the RDF file, for nodes that have none of their own."""
        graph = self.graph
        members = {n for nodes in graph.classes.values() for n in nodes}
        wanted = {n for n in members | graph.nodes.keys() if not graph.text(n, "line").isdigit()}
        found = rdfplaces.find([RawFile(self.own.path, self.own.text.encode())], wanted)
        return {node: where.line for node, where in found.items()}

    def references(self, node: str) -> tuple[Citation, ...]:
        """What a node cites: its written references, or else what the properties for citing lead to."""
        written = self.graph.links(node, "reference")
        if written:
            return tuple(self.citation(r) for r in self.by_order(written))
        return tuple(self.cited(node, self.graph.links(node, "cites") + self.graph.links(node, "about")))

    def by_order(self, nodes: list[str]) -> list[str]:
        return sorted(nodes, key=lambda n: (self.graph.number(n, "order", _LAST), n))

    def citation(self, reference: str) -> Citation:
        return Citation(
            self.graph.text(reference, "refersTo") or self.linked(reference, "derivedFrom") or "", self.place(reference)
        )

    def cited(self, node: str, targets: list[str]) -> Iterator[Citation]:
        at = self.place(node)
        yield from (Citation(self.id(target), at) for target in targets)
        yield from (Citation(missing, at) for missing in self.graph.texts(node, "citesMissing"))

    # ------------------------------------------------------------------ the text

    def document(self, node: str) -> Document:
        graph = self.graph
        return Document(
            graph.text(node, "path"), graph.text(node, "text"), graph.text(node, "sha256"), graph.text(node, "encoding", "utf-8")
        )

    def section(self, node: str) -> model.Section:
        graph = self.graph
        above = graph.link(node, "partOf")
        parent = self.id(above) if above is not None and above in self.kinds("Section") else None
        level = max(1, graph.number(node, "level", 1))
        return model.Section(
            self.id(node), graph.text(node, "title"), level, self.place(node), graph.text(node, "number") or None, parent
        )

    def kinds(self, kind: str) -> frozenset[str]:
        if kind not in self._kinds:
            self._kinds[kind] = frozenset(self.graph.of(kind))
        return self._kinds[kind]

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        return {}

    def parts(self, node: str, kind: str) -> list[str]:
        """The nodes of a class that are part of a node."""
        return [n for n in self.graph.back(node, "partOf") if n in self.kinds(kind)]

    def passage(self, node: str) -> model.Passage:
        graph, id = self.graph, self.id(node)
        return model.Passage(
            id,
            graph.text(node, "kind", "paragraph"),
            graph.text(node, "text"),
            self.place(node),
            self.linked(node, "inSection"),
            tuple(self.sentence(n, id) for n in self.ordered("Sentence", self.parts(node, "Sentence"))),
            self.references(node),
            self.linked(node, "belongsTo"),
            graph.text(node, "heading") or None,
        )

    def sentence(self, node: str, passage: str) -> model.Sentence:
        section = self.linked(node, "inSection")
        return model.Sentence(
            self.id(node), self.graph.text(node, "text"), self.place(node), passage, section, self.references(node)
        )

    def table(self, node: str) -> model.Table:
        graph, id = self.graph, self.id(node)
        rows: dict[int, list[model.Cell]] = {}
        for cell in self.ordered("Cell", self.parts(node, "Cell")):
            one = self.cell(cell, id)
            if one.row > _LAST_ROW:
                graph.faults.append((cell, f"kg:tableRow is {one.row}, beyond the last row that is read; the cell is left out."))
                continue
            rows.setdefault(one.row, []).append(one)
        for row in rows.values():
            row.sort(key=lambda c: c.column)
        # Rows without cells are those that the table counts besides; a count out of all reason is none.
        count = max([*rows, min(graph.number(node, "rows"), len(rows) + _MOST_EMPTY)])
        return model.Table(
            id,
            graph.text(node, "caption"),
            self.place(node),
            tuple(rows.get(0, ())),
            tuple(tuple(rows.get(n, ())) for n in range(1, count + 1)),
            self.linked(node, "inSection"),
            tuple(self.id(n) for n in self.ordered("Passage", graph.links(node, "note"))),
            self.references(node),
        )

    def cell(self, node: str, table: str) -> model.Cell:
        graph = self.graph
        row, column = graph.number(node, "tableRow"), graph.number(node, "tableColumn", 1)
        certain = graph.truth(node, "certain", True)
        return model.Cell(
            self.id(node), table, row, column, graph.text(node, "text"), self.place(node), certain, self.references(node)
        )

    def figure(self, node: str) -> model.Figure:
        return model.Figure(
            self.id(node),
            self.graph.text(node, "caption"),
            self.place(node),
            self.linked(node, "inSection"),
            self.references(node),
        )

    def cover(self, node: str) -> model.CoverFact:
        graph, at = self.graph, self.place(node)
        value_at = graph.link(node, "valueAt")
        return model.CoverFact(
            self.id(node),
            graph.text(node, "label"),
            graph.text(node, "value"),
            at,
            self.place(value_at) if value_at else at,
            self.linked(node, "inSection"),
            self.references(node),
        )

    # ------------------------------------------------------------------ claims and evidence

    def claim(self, node: str) -> model.Claim:
        graph, at = self.graph, self.place(node)
        statement_at = graph.link(node, "statementAt")
        cited = self.written(node) if graph.links(node, "reference") else self.drawn(node)
        uses: dict[str, list[Citation]] = {"": [], "derived-from": [], "disputed-by": []}
        quotes: dict[str, str] = {}
        for use, citation, quote in cited:
            uses.get(use, uses[""]).append(citation)
            if quote:
                quotes.setdefault(citation.target, quote)
        return model.Claim(
            self.id(node),
            graph.text(node, "statement"),
            at,
            self.place(statement_at) if statement_at else at,
            graph.choice(node, "confidence", model.Confidence, None),
            graph.text(node, "confidenceText"),
            tuple(uses[""]),
            self.linked(node, "inSection"),
            tuple(uses["derived-from"]),
            quotes,
            tuple(uses["disputed-by"]),
            graph.truth(node, "inText", False),
        )

    def written(self, claim: str) -> Iterator[tuple[str, Citation, str]]:
        """Use, citation and own quote of each written reference of a claim."""
        graph = self.graph
        for reference in self.by_order(graph.links(claim, "reference")):
            disputes = graph.text(reference, "stance") == model.Stance.DISPUTES.value
            use = graph.text(reference, "use") or ("disputed-by" if disputes else "")
            yield use, self.citation(reference), graph.text(reference, "ownQuote")

    def drawn(self, claim: str) -> Iterator[tuple[str, Citation, str]]:
        """The same from the properties that a graph written by hand has: evidence for it, and what it cites."""
        graph = self.graph
        said: set[str] = set()
        bearing = {e for name in ("bearsOn", "supports", "disputes") for e in graph.back(claim, name)}
        for evidence in self.ordered("Evidence", sorted(bearing)):
            source = graph.link(evidence, "derivedFrom")
            if source is None:
                continue
            said.add(source)
            disputes = claim in graph.links(evidence, "disputes") or graph.text(evidence, "stance") == model.Stance.DISPUTES.value
            quote = graph.text(evidence, "quote")
            yield "disputed-by" if disputes else "", Citation(self.id(source), self.place(evidence)), quote
        at = self.place(claim)
        for citation in self.cited(claim, [t for t in graph.links(claim, "cites") if t not in said]):
            yield "", citation, ""
        for target in graph.links(claim, "derivedFrom"):
            yield "derived-from", Citation(self.id(target), at), ""

    def source(self, node: str) -> model.Source:
        graph, id = self.graph, self.id(node)
        label = graph.text(node, "label")
        publisher = "" if self.whole else graph.link(node, "publishedBy") or ""
        return model.Source(
            id,
            graph.text(node, "publisherName") or graph.text(publisher, "name") or graph.text(publisher, "label"),
            graph.text(node, "title") or (label if label != id else ""),
            self.place(node),
            graph.text(node, "quote"),
            graph.text(node, "url"),
            graph.text(node, "sourceDate"),
            graph.text(node, "accessed"),
            graph.text(node, "raw"),
            graph.truth(node, "certain", True),
        )

    # ------------------------------------------------------------------ figures and risks

    def observation(self, node: str) -> model.Observation:
        graph, id = self.graph, self.id(node)
        metric = graph.link(node, "metric") or ""
        quantity, period = observation_figures(graph, node)
        scopes = ((graph.text(s, "dimension"), graph.text(s, "value")) for s in graph.links(node, "scope"))
        confidence = graph.decimal(node, "readingConfidence")
        return model.Observation(
            id,
            graph.text(node, "subject"),
            graph.text(node, "metricName") or graph.text(metric, "name") or graph.text(metric, "label"),
            graph.text(node, "value"),
            self.place(node),
            quantity,
            period,
            graph.text(node, "periodText"),
            tuple(sorted(scopes)),
            1.0 if confidence is None else float(confidence),
            graph.text(node, "role", "observation"),
            (
                graph.text(node, "carrierKind", "metric"),
                graph.text(node, "carrierId", "" if graph.text(node, "carrierKind") else id),
            ),
            self.references(node),
            graph.choice(node, "confidence", model.Confidence, None),
        )

    def risk(self, node: str) -> model.Risk:
        graph = self.graph
        attributes = tuple(
            (graph.text(a, "label"), graph.text(a, "value")) for a in self.by_order(graph.links(node, "attribute"))
        )
        if not attributes:
            attributes = tuple(
                (name, graph.text(node, name)) for name in ("likelihood", "impact", "mitigation") if graph.text(node, name)
            )
        title = graph.text(node, "title") or graph.text(node, "label")
        return model.Risk(
            self.id(node), title, self.place(node), attributes, self.linked(node, "inSection"), self.references(node)
        )

    # ------------------------------------------------------------------ troubles

    def trouble(self, node: str) -> Trouble:
        graph = self.graph
        related = tuple(sorted(self.place(n) for n in graph.links(node, "relatedAt")))
        subject = graph.text(node, "concerns") if graph.texts(node, "concerns") else None
        return Trouble(graph.text(node, "kind"), graph.text(node, "message"), self.place(node), subject, related)

    def with_own_troubles(self, report: Report, whole: bool) -> Report:
        """The report with what is wrong with the graph itself; an export says its troubles already."""
        found = [
            Trouble("unknown-field", message, self.place(node), self.id(node))
            for node, message in dict.fromkeys(self.graph.faults)
            if self.mine(node)
        ]
        if not whole:
            found += _rdf_faults.unknown_terms(self.graph, self.place)
            for items, what in ((report.claims, "claim"), (report.sources, "source")):
                found += _rdf_faults.twice(items, what)
            for claim in report.claims:
                if not claim.statement.strip():
                    message = "the claim has no statement. Give it a kg:statement."
                    found.append(Trouble("empty-statement", message, claim.place, claim.id))
        return replace(report, troubles=(*report.troubles, *found)) if found else report


def _by_document(documents: tuple[Document, ...]):
    position = {document.path: n for n, document in enumerate(documents)}
    return lambda at: (position.get(at.path, len(position)), at)
