"""What reading a graph back needs besides what queries look for: the order, every written reference, places within rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kg import model
from kg.graph import ClaimGraph, Key
from kg.prose import slug
from kg.rdfterms import TYPE, boolean, day, decimal, integer, kg, text

Pair = tuple[str, str]


class Subjects(Protocol):
    """What is being said of a graph: by IRI, the report and the (predicate, object) pairs; see :mod:`kg.rdf`."""

    graph: ClaimGraph
    found: dict[str, tuple[str, list[Pair]]]
    iris: dict[Key, str]

    def iri(self, report: str, type: str, id: str) -> str:
        """The IRI of a node, in angle brackets."""

    def said(self, key: Key) -> list[Pair]:
        """What is said of a node so far, to be added to."""


_PLACE = tuple(kg(name) for name in ("path", "line", "column", "endLine", "endColumn"))
_ORDER, _REFERENCE, _REFERS, _USE = kg("order"), kg("reference"), kg("refersTo"), kg("use")
_IN_REPORT, _OWN_QUOTE, _IS_REFERENCE, _IS_SPAN = kg("inReport"), kg("ownQuote"), kg("Reference"), kg("Span")
_ORDERED = ("section", "passage", "table", "figure", "cover", "claim", "source", "observation", "risk")


def place(at: model.Place) -> list[Pair]:
    """The five properties of a place."""
    return [
        (_PLACE[0], text(at.path)),
        (_PLACE[1], integer(at.line)),
        (_PLACE[2], integer(at.column)),
        (_PLACE[3], integer(at.end_line)),
        (_PLACE[4], integer(at.end_column)),
    ]


def complete(subjects: Subjects) -> None:
    """Add to the subjects of a graph what its reports hold and the nodes and edges alone do not say."""
    for report in subjects.graph.reports:
        _Completer(subjects, report).complete()


class _Completer:
    """Says the rest of one report."""

    def __init__(self, subjects: Subjects, report: model.Report):
        self.subjects, self.report = subjects, report
        self.root = subjects.iri(report.id, "report", report.id)

    def complete(self) -> None:
        subjects, report, graph = self.subjects, self.report, self.subjects.graph
        for type in _ORDERED:
            for order, (key, node) in enumerate(graph.of_type(type, report.id), 1):
                said = subjects.said(key)
                said.append((_ORDER, integer(order)))
                more = getattr(self, f"_{type}", None)
                if more:
                    more(key, node, said)
        for order, document in enumerate(report.documents, 1):
            subjects.found[self.iri("document", document.path)][1].extend(
                [(_ORDER, integer(order)), (kg("text"), text(document.text))]
            )
        for at in report.unread:
            subjects.said(Key(report.id, "report", report.id)).append((kg("unreadAt"), self.span(at)))
        for order, trouble in enumerate(report.troubles, 1):
            self.trouble(order, trouble)
        for order, (words, at, row) in enumerate(report.remarks, 1):
            self.node(
                "remark",
                str(order),
                "Remark",
                [(kg("text"), text(words)), (kg("rowAt"), self.span(row)), (_ORDER, integer(order)), *place(at)],
            )
        for order, words in enumerate(report.understood, 1):
            self.node("reading", str(order), "Reading", [(kg("text"), text(words)), (_ORDER, integer(order))])

    def iri(self, type: str, id: str) -> str:
        return self.subjects.iri(self.report.id, type, id)

    def node(self, type: str, id: str, kind: str, said: list[Pair]) -> str:
        """Add a node that is in no graph; returns its IRI."""
        iri = self.iri(type, id)
        self.subjects.found[iri] = (self.report.id, [(TYPE, kg(kind)), (_IN_REPORT, self.root), *said])
        return iri

    def span(self, at: model.Place) -> str:
        id = f"{at.path}:{at.line}:{at.column}-{at.end_line}:{at.end_column}"
        iri = self.iri("span", id)
        if iri not in self.subjects.found:
            self.subjects.found[iri] = (self.report.id, [(TYPE, _IS_SPAN), (_IN_REPORT, self.root), *place(at)])
        return iri

    def trouble(self, order: int, trouble: model.Trouble) -> None:
        said = [
            (kg("kind"), text(trouble.kind)),
            (kg("message"), text(trouble.message)),
            (_ORDER, integer(order)),
            *place(trouble.place),
        ]
        if trouble.subject is not None:
            said.append((kg("concerns"), text(trouble.subject)))
        said += [(kg("relatedAt"), self.span(at)) for at in trouble.related]
        self.node("trouble", str(order), "Trouble", said)

    # ------------------------------------------------------------------ written references

    def references(self, key: Key, said: list[Pair], citations: Iterable[model.Citation]) -> dict[model.Citation, str]:
        """A node for each citation of a node, in their order; returns the IRIs."""
        known: dict[model.Citation, str] = {}
        for order, citation in enumerate(citations, 1):
            iri = known[citation] = self.iri("reference", f"{key.type}/{key.id}--{order}")
            about = [(TYPE, _IS_REFERENCE), (_IN_REPORT, self.root), (_REFERS, text(citation.target)), (_ORDER, integer(order))]
            self.subjects.found[iri] = (self.report.id, about + place(citation.place))
            said.append((_REFERENCE, iri))
        return known

    def _passage(self, key: Key, passage: model.Passage, said: list[Pair]) -> None:
        known = self.references(key, said, passage.citations)
        of = {id(n): k for k, n in self.sentences(key)}
        for order, sentence in enumerate(passage.sentences, 1):
            inner = of.get(id(sentence))
            if inner is None:
                continue
            about = self.subjects.said(inner)
            about.append((_ORDER, integer(order)))
            if all(citation in known for citation in sentence.citations):
                about += [(_REFERENCE, known[citation]) for citation in sentence.citations]
            else:
                self.references(inner, about, sentence.citations)

    def sentences(self, passage: Key) -> list[tuple[Key, object]]:
        graph = self.subjects.graph
        edges = graph.into(passage, "part-of")
        return [(e.source, graph.nodes[e.source]) for e in edges if e.source.type == "sentence"]

    def _table(self, key: Key, table: model.Table, said: list[Pair]) -> None:
        self.references(key, said, table.citations)
        for id in table.notes:
            note = self.subjects.iris.get(Key(key.report, "passage", id))
            if note:
                said.append((kg("note"), note))
        for edge in self.subjects.graph.into(key, "part-of"):
            if edge.source.type == "cell":
                cell = self.subjects.graph.nodes[edge.source]
                if cell.citations:
                    self.references(edge.source, self.subjects.said(edge.source), cell.citations)

    def _figure(self, key: Key, figure: model.Figure, said: list[Pair]) -> None:
        self.references(key, said, figure.citations)

    def _cover(self, key: Key, fact: model.CoverFact, said: list[Pair]) -> None:
        self.references(key, said, fact.citations)
        if fact.value_place != fact.place:
            said.append((kg("valueAt"), self.span(fact.value_place)))

    def _risk(self, key: Key, risk: model.Risk, said: list[Pair]) -> None:
        self.references(key, said, risk.claims)

    def _observation(self, key: Key, observation: model.Observation, said: list[Pair]) -> None:
        self.references(key, said, observation.claims)
        said += _figures(observation)
        metric = self.subjects.graph.nodes.get(Key(key.report, "metric", slug(observation.metric)))
        if metric is not None and metric.label != observation.metric:
            said.append((kg("metricName"), text(observation.metric)))

    def _claim(self, key: Key, claim: model.Claim, said: list[Pair]) -> None:
        """Evidence is the reference to its source; what makes no evidence is a reference of its own."""
        if claim.statement_place != claim.place:
            said.append((kg("statementAt"), self.span(claim.statement_place)))
        order = 0
        uses = (("", claim.sources), ("derived-from", claim.derived_from), ("disputed-by", claim.disputed_by))
        twice = {c.target for c in claim.sources} & {c.target for c in claim.disputed_by}
        for use, citations in uses:
            seen: set[str] = set()
            for citation in citations:
                order += 1
                iri = self.iri("evidence", f"{key.id}--{citation.target}")
                alone = use != "derived-from" and citation.target not in seen and citation.target not in twice
                seen.add(citation.target)
                if alone and self.is_evidence(key, citation):
                    about = self.subjects.found[iri][1]
                    about.append((_ORDER, integer(order)))
                else:
                    iri = self.iri("reference", f"claim/{key.id}--{order}")
                    about = [
                        (TYPE, _IS_REFERENCE),
                        (_IN_REPORT, self.root),
                        (_REFERS, text(citation.target)),
                        (_ORDER, integer(order)),
                    ]
                    about += place(citation.place) + ([(_USE, text(use))] if use else [])
                    self.subjects.found[iri] = (self.report.id, about)
                if citation.target in claim.quotes:
                    about.append((_OWN_QUOTE, text(claim.quotes[citation.target])))
                said.append((_REFERENCE, iri))

    def is_evidence(self, claim: Key, citation: model.Citation) -> bool:
        """Whether the evidence that is named after a claim and a source is that of this citation."""
        me, graph = Key(claim.report, "evidence", f"{claim.id}--{citation.target}"), self.subjects.graph
        node = graph.nodes.get(me)
        if node is None or node.place != citation.place or node.source != citation.target:
            return False
        return any(edge.target == claim for edge in graph.out(me, "supports", "disputes"))


# --------------------------------------------------------------------------- figures


def _figures(observation: model.Observation) -> list[Pair]:
    pairs: list[Pair] = []
    if observation.carrier != ("metric", observation.id):
        kind, id = observation.carrier
        pairs += [(kg("carrierKind"), text(kind)), (kg("carrierId"), text(id))]
    quantity = observation.quantity
    if quantity is None:
        return pairs
    pairs += [
        (kg("writtenFigure"), text(quantity.text)),
        (kg("figureStart"), integer(quantity.start)),
        (kg("figureEnd"), integer(quantity.end)),
    ]
    steps = {
        "lowStep": quantity.low_step,
        "highStep": quantity.high_step,
        "lowLoose": quantity.low_loose,
        "highLoose": quantity.high_loose,
    }
    pairs += [(kg(name), decimal(step)) for name, step in steps.items() if step]
    if quantity.change:
        pairs.append((kg("isChange"), boolean(True)))
    return pairs + _figure_period(quantity.period, observation.period)


def _figure_period(of_figure: model.Period | None, own: model.Period | None) -> list[Pair]:
    if of_figure is None:
        return []
    if own is None:
        return [(kg("periodOfFigure"), boolean(True))]
    ends = {"figurePeriodStart": of_figure.start, "figurePeriodEnd": of_figure.end}
    pairs = [(kg(name), day(value)) for name, value in ends.items() if value]
    return [*pairs, (kg("figurePeriodPrecision"), text(of_figure.precision.value))]
