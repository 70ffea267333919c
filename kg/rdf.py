"""The claim graph as RDF: subjects with their properties, written as N-Triples terms.

Needs no RDF library. The terms are those of ``ontology/kg.ttl``; a node is named base / report
slug / type / percent-encoded id, so equal ids of two reports never meet. There are no blank nodes,
and everything comes sorted by code point, which makes the output the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg import model, quality, rdfwhole
from kg import patterns as re
from kg.candidates import Context
from kg.candidates.evidence import weigh
from kg.config import Config
from kg.findings import Finding
from kg.graph import ClaimGraph, Edge, Key
from kg.rdfterms import LABEL, PREFIXES, TYPE, base, boolean, day, decimal, encode, integer, kg, moment, parts, text, typed

if TYPE_CHECKING:
    import rdflib

Pair = tuple[str, str]


class Subject(NamedTuple):
    """Everything said of one node: its IRI, the report it belongs to, sorted (predicate, object) pairs.

    IRI, predicates and objects are N-Triples terms.
    """

    iri: str
    report: str
    pairs: list[Pair]


# --------------------------------------------------------------------------- what is said

CLASSES = {t: t.capitalize() for t in ("report", "section", "passage", "sentence", "table", "cell", "figure", "claim")}
CLASSES |= {t: t.capitalize() for t in ("source", "evidence", "publisher", "metric", "observation", "risk", "finding")}
CLASSES |= {"cover": "CoverFact"}
"""Class of ``ontology/kg.ttl`` for each node type of the graph."""

_EDGES = {
    "cites": "cites",
    "supports": "supports",
    "disputes": "disputes",
    "contradicts": "contradicts",
    "published-by": "publishedBy",
    "part-of": "partOf",
    "states": "states",
    "about": "about",
    "derived-from": "derivedFrom",
}


_EDGE_IRIS = {name: kg(local) for name, local in _EDGES.items()}
_CLASS_IRIS = {name: kg(local) for name, local in CLASSES.items()}


class _P:
    """Predicates that are used often, written once."""

    id, in_report, in_section, metric = kg("id"), kg("inReport"), kg("inSection"), kg("metric")
    text, certain, table_row, table_column = kg("text"), kg("certain"), kg("tableRow"), kg("tableColumn")


def _texts(**values: str | None) -> list[Pair]:
    return [(kg(name), text(value)) for name, value in values.items() if value]


def _report(report: model.Report) -> list[Pair]:
    pairs = _texts(title=report.title, subject=report.subject, format=report.format, language=report.language, path=report.path)
    pairs += [(LABEL, text(report.title or report.id)), (kg("unreadLines"), integer(len(report.unread)))]
    if report.subject:
        pairs.append((kg("subjectCertain"), boolean(report.subject_certain)))
    if report.as_of:
        pairs.append((kg("asOf"), day(report.as_of)))
    return pairs


def _section(section: model.Section) -> list[Pair]:
    label = f"{section.number} {section.title}" if section.number else section.title
    return [(LABEL, text(label)), (kg("level"), integer(section.level)), *_texts(title=section.title, number=section.number)]


def _passage(passage: model.Passage) -> list[Pair]:
    return [(_P.text, text(passage.text)), *_texts(kind=passage.kind, heading=passage.label)]


def _sentence(sentence: model.Sentence) -> list[Pair]:
    return [(_P.text, text(sentence.text))]


def _table(table: model.Table) -> list[Pair]:
    return [
        (LABEL, text(table.caption or table.id)),
        *_texts(caption=table.caption),
        (kg("rows"), integer(len(table.rows))),
        (kg("columns"), integer(table.columns)),
    ]


def _cell(cell: model.Cell) -> list[Pair]:
    return [
        (_P.text, text(cell.text)),
        (_P.table_row, integer(cell.row)),
        (_P.table_column, integer(cell.column)),
        (_P.certain, boolean(cell.certain)),
    ]


def _figure(figure: model.Figure) -> list[Pair]:
    return [(LABEL, text(figure.caption or figure.id)), *_texts(caption=figure.caption)]


def _cover(fact: model.CoverFact) -> list[Pair]:
    return [(LABEL, text(fact.label)), (kg("value"), text(fact.value))]


def _claim(claim: model.Claim) -> list[Pair]:
    return [
        (LABEL, text(claim.id)),
        (kg("statement"), text(claim.statement)),
        (kg("inText"), boolean(claim.in_text)),
        *_texts(confidence=claim.confidence and claim.confidence.value, confidenceText=claim.confidence_text),
    ]


def _source(source: model.Source) -> list[Pair]:
    pairs = _texts(
        title=source.title,
        publisherName=source.publisher,
        quote=source.quote,
        url=source.url,
        raw=source.raw,
    )
    pairs += [(kg(name), moment(value)) for name, value in (("sourceDate", source.date), ("accessed", source.accessed)) if value]
    return [(LABEL, text(source.title or source.id)), (_P.certain, boolean(source.certain)), *pairs]


def _evidence(evidence: model.Evidence) -> list[Pair]:
    return _texts(stance=evidence.stance.value, quote=evidence.quote)


def _publisher(publisher: model.Publisher) -> list[Pair]:
    names = [(kg("alsoNamed"), text(name)) for name in publisher.names if name != publisher.name]
    return [(LABEL, text(publisher.name)), (kg("name"), text(publisher.name)), *names]


def _metric(metric: model.Metric) -> list[Pair]:
    return [(LABEL, text(metric.label)), (kg("name"), text(metric.label)), *_texts(unitKind=metric.unit_kind)]


def _observation(observation: model.Observation) -> list[Pair]:
    pairs = _texts(
        subject=observation.subject,
        value=observation.value,
        periodText=observation.period_text,
        role=observation.role,
        confidence=observation.stated_confidence and observation.stated_confidence.value,
        scopeText="; ".join(f"{name}: {value}" for name, value in observation.scope),
    )
    pairs.append((LABEL, text(f"{observation.subject} · {observation.metric} · {observation.value}")))
    pairs.append((kg("readingConfidence"), decimal(observation.confidence)))
    quantity = observation.quantity
    period = observation.period or (quantity.period if quantity else None)
    return pairs + (_quantity(quantity) if quantity else []) + (_period(period) if period else [])


def _quantity(quantity: model.Quantity) -> list[Pair]:
    pairs = _texts(
        quantityKind=quantity.kind, unit=quantity.unit, currency=quantity.currency, bound=quantity.bound, per=quantity.per
    )
    ends = {"low": quantity.low, "high": quantity.high, "outOf": quantity.out_of}
    pairs += [(kg(name), decimal(value)) for name, value in ends.items() if value is not None]
    pairs.append((kg("approximate"), boolean(quantity.approximate)))
    if quantity.currency and re.fullmatch("[A-Z]{3}", quantity.currency):
        pairs.append((kg("hasUnit"), f"<{PREFIXES['unit']}CCY_{quantity.currency}>"))
    elif quantity.kind == "percent":
        pairs.append((kg("hasUnit"), f"<{PREFIXES['unit']}PERCENT>"))
    return pairs


def _period(period: model.Period) -> list[Pair]:
    ends = {"periodStart": period.start, "periodEnd": period.end}
    pairs = [(kg(name), day(value)) for name, value in ends.items() if value]
    return [*pairs, (kg("periodPrecision"), text(period.precision.value))]


# Headers of risk registers that name the three things nearly all of them hold.
_RISK_COLUMNS = (
    ("likelihood", re.compile(r"likelihood|probability|\bchance\b", re.I)),
    ("impact", re.compile(r"impact|severity|consequence", re.I)),
    ("mitigation", re.compile(r"mitigat|countermeasure|response", re.I)),
)


def _risk(risk: model.Risk) -> list[Pair]:
    named = {}
    for header, value in risk.attributes:
        for name, pattern in _RISK_COLUMNS:
            if pattern.search(header):
                named.setdefault(name, value)
    return [(LABEL, text(risk.title)), (kg("title"), text(risk.title)), *_texts(**named)]


def _finding(finding: Finding) -> list[Pair]:
    data = json.dumps(finding.data, ensure_ascii=False, sort_keys=True, default=str) if finding.data else ""
    pairs = _texts(
        check=finding.check,
        checkName=finding.name,
        category=finding.category,
        severity=finding.severity.value,
        certainty=finding.confidence.value,
        message=finding.message,
        fingerprint=finding.fingerprint,
        data=data,
        suppressed=finding.suppressed,
    )
    return [(LABEL, text(f"{finding.check} {finding.name}")), *pairs]


_SAY: dict[str, Callable[..., list[Pair]]] = {
    "report": _report,
    "section": _section,
    "passage": _passage,
    "sentence": _sentence,
    "table": _table,
    "cell": _cell,
    "figure": _figure,
    "cover": _cover,
    "claim": _claim,
    "source": _source,
    "evidence": _evidence,
    "publisher": _publisher,
    "metric": _metric,
    "observation": _observation,
    "risk": _risk,
    "finding": _finding,
}


# --------------------------------------------------------------------------- the graph


class Subjects:
    """Collects the subjects of a graph."""

    def __init__(self, graph: ClaimGraph, config: Config, extracted_at: datetime | None, reify: bool = False):
        self.graph, self.config, self.base, self.extracted_at = graph, config, base(config), extracted_at
        self.reify = reify
        self.found: dict[str, tuple[str, list[Pair]]] = {}
        self.iris: dict[Key, str] = {}

    def iri(self, report: str, type: str, id: str) -> str:
        return f"<{self.base}{encode(report)}/{type}/{encode(id)}>"

    def said(self, key: Key) -> list[Pair]:
        """What is said of a node so far, to be added to."""
        return self.found[self.iris[key]][1]

    def write(self) -> list[Subject]:
        for key in self.graph.nodes:
            self.iris[key] = self.iri(*key)
        for key, node in self.graph.nodes.items():
            self.node(key, node)
        for edge in self.graph.edges:
            self.edge(edge)
        self.measurements()
        rdfwhole.complete(self)
        if self.reify:
            self.reifiers()
        missing = kg("citesMissing")
        for key, citation in self.graph.dangling:
            self.found[self.iris[key]][1].append((missing, text(citation.target)))
        return [Subject(iri, report, sorted(set(pairs))) for iri, (report, pairs) in sorted(self.found.items())]

    def node(self, key: Key, node: object) -> None:
        iris = self.iris
        pairs = _SAY[key.type](node)
        pairs.append((TYPE, _CLASS_IRIS[key.type]))
        pairs.append((_P.id, text(node.fingerprint if key.type == "finding" else node.id)))
        self.found[iris[key]] = (key.report, pairs)
        root = iris.get(Key(key.report, "report", key.report))
        if root and key.type != "report":
            pairs.append((_P.in_report, root))
        place = getattr(node, "place", None)
        if place is not None:
            pairs += rdfwhole.place(place)
        section = getattr(node, "section", None)
        if key.type == "cell":
            section = getattr(self.graph.nodes.get(Key(key.report, "table", node.table)), "section", None)
        inside = section and iris.get(Key(key.report, "section", section))
        if inside:
            pairs.append((_P.in_section, inside))
        extra = getattr(self, f"extra_{key.type}", None)
        if extra:
            extra(key, node, pairs)

    def edge(self, edge: Edge) -> None:
        predicate = _EDGE_IRIS[edge.type]
        if edge.type == "part-of" and edge.target.type == "metric":
            predicate = _P.metric
        pairs = self.found[self.iris[edge.source]][1]
        pairs.append((predicate, self.iris[edge.target]))
        if edge.type in ("supports", "disputes"):
            pairs.append((kg("bearsOn"), self.iris[edge.target]))

    # ------------------------------------------------------------------ nodes that exist in RDF only

    def extra_report(self, key: Key, report: model.Report, pairs: list[Pair]) -> None:
        if self.extracted_at:
            pairs.append((kg("extractedAt"), typed(self.extracted_at.isoformat(), "dateTime")))
        for document in report.documents:
            iri = self.iri(key.report, "document", document.path)
            about = [(TYPE, kg("Document")), (_P.in_report, self.iris[key]), (LABEL, text(document.path))]
            about += _texts(path=document.path, sha256=document.sha256, encoding=document.encoding)
            self.found[iri] = (key.report, about)
            pairs.append((kg("readFrom"), iri))

    def measurements(self) -> None:
        """The score of each report, and of each claim how many independent sources it has and what they bear."""
        context = Context.of(self.graph, self.config)
        for report in self.graph.reports:
            root = self.iri(report.id, "report", report.id)
            for measure in quality.score(context, report):
                iri = self.iri(report.id, "measurement", measure.name)
                about = [(TYPE, kg("Measurement")), (LABEL, text(measure.label)), (_P.id, text(measure.name))]
                about += [(kg("measure"), text(measure.name)), (kg("count"), integer(measure.count)), (kg("computedOn"), root)]
                about += [(kg("countedOf"), integer(measure.of))] if measure.of else []
                self.found[iri] = (report.id, [*about, (_P.in_report, root)])
            for key, _ in self.graph.of_type("claim", report.id):
                weighed = weigh(context, key)
                pairs = self.found[self.iris[key]][1]
                pairs.append((kg("independentSources"), integer(weighed.case.independence.count)))
                if weighed.grade.level:
                    pairs.append((kg("grade"), text(weighed.grade.level.value)))

    def reifiers(self) -> None:
        """``rdf:reifies`` for evidence and for findings of contradictions."""
        reifies, cites, contradicts = f"<{PREFIXES['rdf']}reifies>", kg("cites"), kg("contradicts")
        findings = {key.id: key for key, _ in self.graph.of_type("finding")}
        for edge in self.graph.edges:
            if edge.type in ("supports", "disputes"):
                for origin in self.graph.out(edge.source, "derived-from"):
                    triple = f"<<( {self.iris[edge.target]} {cites} {self.iris[origin.target]} )>>"
                    self.said(edge.source).append((reifies, triple))
            elif edge.type == "contradicts" and edge.attributes.get("finding") in findings:
                triple = f"<<( {self.iris[edge.source]} {contradicts} {self.iris[edge.target]} )>>"
                self.said(findings[edge.attributes["finding"]]).append((reifies, triple))

    def extra_passage(self, key: Key, passage: model.Passage, pairs: list[Pair]) -> None:
        for kind in ("table", "figure", "passage"):
            target = self.iris.get(Key(key.report, kind, passage.belongs_to or ""))
            if target:
                pairs.append((kg("belongsTo"), target))
                return

    def extra_observation(self, key: Key, observation: model.Observation, pairs: list[Pair]) -> None:
        for name, value in observation.scope:
            iri = self.iri(key.report, "scope", f"{name}={value}")
            about = [(TYPE, kg("Scope")), (kg("dimension"), text(name)), (kg("value"), text(value))]
            about += [(LABEL, text(f"{name}: {value}")), (_P.in_report, self.iri(key.report, "report", key.report))]
            self.found[iri] = (key.report, about)
            pairs.append((kg("scope"), iri))

    def extra_risk(self, key: Key, risk: model.Risk, pairs: list[Pair]) -> None:
        for order, (header, value) in enumerate(risk.attributes, 1):
            iri = self.iri(key.report, "attribute", f"{key.id}--{order}")
            about = [
                (TYPE, kg("RiskAttribute")),
                (LABEL, text(header)),
                (kg("value"), text(value)),
                (kg("order"), integer(order)),
            ]
            about.append((_P.in_report, self.iri(key.report, "report", key.report)))
            self.found[iri] = (key.report, about)
            pairs.append((kg("attribute"), iri))

    def extra_finding(self, key: Key, finding: Finding, pairs: list[Pair]) -> None:
        sides: set[str] = set()
        for order, about in enumerate(finding.about, 1):
            iri = self.iri(key.report, "place", f"{key.id}--{order}")
            said = [(TYPE, kg("FindingPlace")), (kg("order"), integer(order)), (_P.text, text(about.text)), *rdfwhole.place(about.place)]
            said += _texts(side=about.side, kind=about.kind, id=about.id)
            if about.side and about.side not in sides:
                sides.add(about.side)
                said.append((kg("firstOfSide"), boolean(True)))
            target = self.iris.get(Key(about.report, "report" if about.kind == "document" else about.kind, about.id or ""))
            if target:
                said.append((kg("selects"), target))
            self.found[iri] = (key.report, said)
            pairs.append((kg("place"), iri))


def subjects(
    graph: ClaimGraph, config: Config | None = None, extracted_at: datetime | None = None, reify: bool = False
) -> list[Subject]:
    """Everything the graph says, by subject, sorted by code point.

    ``reify`` adds triple terms of RDF 1.2: evidence reifies that its claim cites its source, a
    finding that one side contradicts the other.

    ``extracted_at`` is written to the reports when given; it is left out by default so that the
    same input gives the same bytes.  Raises :class:`kg.reading.InputError` for a base that is no
    absolute IRI.
    """
    return Subjects(graph, config or Config(), extracted_at, reify).write()


def triples(graph: ClaimGraph, config: Config | None = None) -> Iterator[tuple[str, str, str]]:
    """All triples as N-Triples terms, sorted and without repetition."""
    for iri, _, pairs in subjects(graph, config):
        for predicate, value in pairs:
            yield iri, predicate, value


def lines(graph: ClaimGraph, config: Config | None = None) -> Iterator[str]:
    """All triples as lines of N-Triples with their line ends, sorted."""
    return (f"{s} {p} {o} .\n" for s, p, o in triples(graph, config))


# --------------------------------------------------------------------------- rdflib


def to_rdflib(graph: ClaimGraph, config: Config | None = None) -> rdflib.Graph:
    """The graph as an :class:`rdflib.Graph`, with the prefixes of :data:`PREFIXES` bound."""
    from rdflib import Graph, Literal, URIRef

    result = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        result.bind(prefix, namespace)

    @lru_cache(maxsize=100_000)
    def term(written: str) -> URIRef | Literal:
        if written[0] == "<":
            return URIRef(written[1:-1])
        value, datatype = parts(written)
        return Literal(value, datatype=URIRef(datatype) if datatype else None)

    for subject, predicate, value in triples(graph, config):
        result.add((term(subject), term(predicate), term(value)))
    return result
