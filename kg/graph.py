"""The claim graph: typed nodes and edges over one or several reports, and its networkx view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from kg.findings import Finding
from kg.model import Evidence, Metric, Publisher, Report, Stance
from kg.prose import slug
from kg.records import record

if TYPE_CHECKING:
    import networkx

NODE_TYPES = (
    "report",
    "section",
    "passage",
    "sentence",
    "table",
    "cell",
    "figure",
    "cover",
    "claim",
    "source",
    "evidence",
    "publisher",
    "metric",
    "observation",
    "risk",
    "finding",
)
EDGE_TYPES = (
    "cites",
    "supports",
    "disputes",
    "contradicts",
    "published-by",
    "part-of",
    "states",
    "about",
    "derived-from",
)


class Key(NamedTuple):
    """Identity of a node: report id, node type, id within the report."""

    report: str
    type: str
    id: str


@record
class Edge:
    """A typed edge.  Direction reads as a sentence: claim ``cites`` source, cell ``states`` metric."""

    type: str
    source: Key
    target: Key
    attributes: Mapping[str, object] = field(default_factory=dict)


class ClaimGraph:
    """Nodes and edges of reports, with indexes both ways.

    Edges: report parts ``part-of`` what encloses them · anything written ``cites`` a claim or
    source · claim ``cites`` source · evidence ``supports`` or ``disputes`` a claim and is
    ``derived-from`` a source · source ``published-by`` publisher · claim, cell, sentence or
    cover fact ``states`` a metric · observation ``part-of`` metric and ``derived-from`` what
    states it · risk ``about`` claim · claim ``derived-from`` claim · claim ``contradicts`` claim
    (from findings, and where one is said to dispute the other) · finding ``about`` what it is about.

    ``nodes`` maps a :class:`Key` to its object of ``kg.model`` (a finding for type ``finding``).
    A second node with a key already taken gets ``#2`` behind its id, so that duplicate ids stay
    visible; edges lead to the first.  Citations of ids that do not exist make no edge; they are
    in ``dangling`` as ``(citing key, citation)``.
    """

    def __init__(self, reports: Iterable[Report], publishers: Mapping[str, Mapping[str, Publisher]] | None = None):
        self.reports = tuple(reports)
        self.nodes: dict[Key, object] = {}
        self.edges: list[Edge] = []
        self.dangling: list[tuple[Key, object]] = []
        self.worked_out: object | None = None
        """What the checks worked out on their way (a ``kg.candidates.Context``), for who asks the same again."""
        self._out: dict[Key, list[Edge]] = defaultdict(list)
        self._in: dict[Key, list[Edge]] = defaultdict(list)
        self._by_type: dict[str, list[Key]] = defaultdict(list)
        self._by_report: dict[tuple[str, str], list[Key]] = defaultdict(list)
        self._edges: dict[str, list[Edge]] = defaultdict(list)
        for report in self.reports:
            _Builder(self, report, (publishers or {}).get(report.id, {})).build()

    # ------------------------------------------------------------------ reading

    def of_type(self, type: str, report: str | None = None) -> Iterator[tuple[Key, object]]:
        """Nodes of a type in the order of the input."""
        for key in self._by_type.get(type, ()) if report is None else self._by_report.get((type, report), ()):
            yield key, self.nodes[key]

    def edges_of(self, report: str) -> list[Edge]:
        """The edges that start at a node of a report, in the order of the input."""
        return self._edges.get(report, [])

    def out(self, key: Key, *types: str) -> list[Edge]:
        """Edges that start at a node, of the given types (all, if none given)."""
        found = self._out.get(key, ())
        return [e for e in found if e.type in types] if types else list(found)

    def into(self, key: Key, *types: str) -> list[Edge]:
        """Edges that end at a node, of the given types (all, if none given)."""
        found = self._in.get(key, ())
        return [e for e in found if e.type in types] if types else list(found)

    def find(self, id: str) -> list[Key]:
        """Keys of all nodes with that id, claims and sources first."""
        found = [k for k in self.nodes if k.id == id]
        return sorted(found, key=lambda k: (k.type not in ("claim", "source"), NODE_TYPES.index(k.type)))

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Number of nodes by type and of edges by type, in a fixed order, zeros included."""
        nodes = {t: len(self._by_type.get(t, ())) for t in NODE_TYPES}
        edges = dict.fromkeys(EDGE_TYPES, 0)
        for edge in self.edges:
            edges[edge.type] += 1
        return nodes, edges

    # ------------------------------------------------------------------ building

    def add_node(self, key: Key, node: object) -> Key:
        """Add a node; returns its key, with ``#2`` … behind the id if it was taken."""
        n, free = 1, key
        while free in self.nodes:
            n += 1
            free = key._replace(id=f"{key.id}#{n}")
        self.nodes[free] = node
        self._by_type[key.type].append(free)
        self._by_report[key.type, key.report].append(free)
        return free

    def add_edge(self, type: str, source: Key, target: Key, **attributes: object) -> None:
        """Add an edge between two existing nodes."""
        edge = Edge(type, source, target, attributes)
        self.edges.append(edge)
        self._edges[source.report].append(edge)
        self._out[source].append(edge)
        self._in[target].append(edge)

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Add findings as nodes about their places, and ``contradicts`` edges between the sides."""
        seen: set[tuple[Key, Key]] = set()
        for finding in findings:
            places = [(a, self._place_key(a)) for a in finding.about]
            known = [(a, k) for a, k in places if k is not None]
            home = known[0][1].report if known else (self.reports[0].id if self.reports else "")
            me = self.add_node(Key(home, "finding", finding.fingerprint), finding)
            for _, key in dict.fromkeys((None, k) for _, k in known):
                self.add_edge("about", me, key)
            first_of_side: dict[str, Key] = {}
            for about, key in known:
                if about.side:
                    first_of_side.setdefault(about.side, key)
            sides = list(first_of_side.values())
            for i, left in enumerate(sides):
                for right in sides[i + 1 :]:
                    if left != right and (left, right) not in seen:
                        seen.add((left, right))
                        self.add_edge("contradicts", left, right, finding=finding.fingerprint)

    def _place_key(self, about) -> Key | None:
        if about.id is None:
            return None
        kind = "report" if about.kind == "document" else about.kind
        key = Key(about.report, kind, about.id)
        return key if key in self.nodes else None

    # ------------------------------------------------------------------ view

    def networkx(self) -> networkx.MultiDiGraph:
        """A directed multigraph: node attribute ``type`` and the plain fields of the node, edge attribute ``type``.

        Node names are ``report/type/id``.
        """
        import networkx as nx

        view = nx.MultiDiGraph()
        for key, node in self.nodes.items():
            view.add_node("/".join(key), **attributes(key, node))
        for edge in self.edges:
            view.add_edge("/".join(edge.source), "/".join(edge.target), type=edge.type, **edge.attributes)
        return view


def attributes(key: Key, node: object) -> dict[str, object]:
    """The plain fields of a node (text, numbers, dates as ISO text) with its type, id and report."""
    plain: dict[str, object] = {"type": key.type, "id": key.id, "report": key.report}
    for name in getattr(node, "__dataclass_fields__", ()):
        value = getattr(node, name)
        if name in ("id", "type") or value is None or value == "":
            continue
        if hasattr(value, "value") and isinstance(value, str):
            plain[name] = value.value
        elif isinstance(value, (str, int, float, bool)):
            plain[name] = value
        elif hasattr(value, "isoformat"):
            plain[name] = value.isoformat()
        elif name == "place":
            plain["path"], plain["line"], plain["column"] = value.path, value.line, value.column
    return plain


class _Builder:
    """Adds the nodes and edges of one report."""

    def __init__(self, graph: ClaimGraph, report: Report, publishers: Mapping[str, Publisher]):
        self.graph, self.report, self.publishers = graph, report, publishers

    def key(self, type: str, id: str) -> Key:
        return Key(self.report.id, type, id)

    def build(self) -> None:
        graph, report = self.graph, self.report
        self.root = graph.add_node(self.key("report", report.id), report)
        for section in report.sections:
            self._part("section", section, section.parent)
        for passage in report.passages:
            me = self._part("passage", passage, passage.section)
            for sentence in passage.sentences:
                child = graph.add_node(self.key("sentence", sentence.id), sentence)
                graph.add_edge("part-of", child, me)
        for table in report.tables:
            me = self._part("table", table, table.section)
            for row in (table.header, *table.rows):
                for cell in row:
                    child = graph.add_node(self.key("cell", cell.id), cell)
                    graph.add_edge("part-of", child, me)
        for kind, items in (("figure", report.figures), ("cover", report.cover)):
            for item in items:
                self._part(kind, item, item.section)
        for publisher in dict.fromkeys(self.publishers.values()):
            graph.add_node(self.key("publisher", publisher.id), publisher)
        source_keys = [(self._part("source", source, None), source) for source in report.sources]
        for me, source in source_keys:
            publisher = self.publishers.get(source.id)
            if publisher is not None:
                graph.add_edge("published-by", me, self.key("publisher", publisher.id))
        claim_keys = [(self._part("claim", claim, claim.section), claim) for claim in report.claims]
        risk_keys = [(self._part("risk", risk, risk.section), risk) for risk in report.risks]
        self._citations()
        for me, claim in claim_keys:
            self._claim(me, claim)
        for me, risk in risk_keys:
            for citation in risk.claims:
                self._cite(me, citation, "about")
        self._observations()

    def _part(self, kind: str, node, section: str | None) -> Key:
        me = self.graph.add_node(self.key(kind, node.id), node)
        parent = self.key("section", section) if section else self.root
        self.graph.add_edge("part-of", me, parent if parent in self.graph.nodes else self.root)
        return me

    def _cite(self, me: Key, citation, type: str = "cites") -> Key | None:
        for kind in ("claim", "source"):
            target = self.key(kind, citation.target)
            if target in self.graph.nodes:
                self.graph.add_edge(type, me, target)
                return target
        self.graph.dangling.append((me, citation))
        return None

    def _citations(self) -> None:
        report = self.report
        for passage in report.passages:
            inside = set()
            for sentence in passage.sentences:
                me = self.key("sentence", sentence.id)
                for citation in sentence.citations:
                    inside.add(citation.place)
                    self._cite(me, citation)
            me = self.key("passage", passage.id)
            for citation in passage.citations:
                if citation.place not in inside:
                    self._cite(me, citation)
        for table in report.tables:
            for citation in table.citations:
                self._cite(self.key("table", table.id), citation)
            for row in (table.header, *table.rows):
                for cell in row:
                    for citation in cell.citations:
                        self._cite(self.key("cell", cell.id), citation)
        for kind, items in (("figure", report.figures), ("cover", report.cover)):
            for item in items:
                for citation in item.citations:
                    self._cite(self.key(kind, item.id), citation)

    def _claim(self, me: Key, claim) -> None:
        graph, disputed = self.graph, {c.target for c in claim.disputed_by}
        for citation in dict.fromkeys((*claim.sources, *claim.disputed_by)):
            # A claim that disputes another is no evidence, and the other does not rest on it.
            against = citation.target in disputed and self.key("claim", citation.target) in graph.nodes
            target = self._cite(me, citation, "contradicts" if against else "cites")
            if target is None or target.type != "source":
                continue
            source = graph.nodes[target]
            stance = Stance.DISPUTES if citation.target in disputed else Stance.SUPPORTS
            quote = claim.quotes.get(citation.target) or source.quote
            evidence = Evidence(f"{me.id}--{citation.target}", claim.id, citation.target, stance, quote, citation.place)
            node = graph.add_node(self.key("evidence", evidence.id), evidence)
            graph.add_edge(stance.value, node, me)
            graph.add_edge("derived-from", node, target)
        for citation in claim.derived_from:
            self._cite(me, citation, "derived-from")

    def _observations(self) -> None:
        graph = self.graph
        for observation in self.report.observations:
            metric = self.key("metric", slug(observation.metric))
            if metric not in graph.nodes:
                graph.add_node(
                    metric, Metric(metric.id, observation.metric, observation.quantity.kind if observation.quantity else "name")
                )
            me = graph.add_node(self.key("observation", observation.id), observation)
            graph.add_edge("part-of", me, metric)
            carrier = self.key(*observation.carrier)
            if carrier in graph.nodes and carrier != me:
                graph.add_edge("derived-from", me, carrier)
                graph.add_edge("states", carrier, metric)
            for citation in observation.claims:
                target = self._cite(me, citation)
                if target is not None and target.type == "claim":
                    graph.add_edge("states", target, metric)
