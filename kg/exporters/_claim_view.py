"""What the graph page shows of a claim graph: rows, links, frames, mentions.

Not every sentence and cell is a node there.  Claims, sources, publishers, sections, risks,
metrics and findings are, and whatever stands on a side of a contradiction; the other parts of a
report appear as mentions ("cited in …") of the node they speak of.  In a report that lists no
claims, the sentences with a figure stand for them, and whatever a finding speaks of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from kg.candidates import Context
from kg.config import Config
from kg.exporters import _claim_evidence
from kg.exporters._claim_places import Chapters
from kg.exporters._claim_sides import Places
from kg.findings import Finding
from kg.graph import ClaimGraph, Key
from kg.model import Observation, Place, Quantity
from kg.records import record

ALWAYS = ("claim", "source", "risk", "metric", "publisher", "section", "finding")
_LINKS = ("cites", "published-by", "derived-from", "about", "states", "contradicts")
_MENTIONING = ("sentence", "passage", "table", "cell", "figure", "cover", "observation")


@dataclass(slots=True)
class Row:
    """One shown node.  ``text`` and ``detail`` are as written; ``frame`` is the index of its frame."""

    key: Key
    ref: str
    label: str
    text: str
    detail: str = ""
    frame: int | None = None
    place: Place | None = None
    facts: dict[str, object] = field(default_factory=dict)
    """Further fields for the page, plain values only."""


@record
class Figure:
    """A figure that a node states, as written and as read."""

    subject: str
    metric: str
    scope: str
    period: str
    value: str
    reading: str
    place: Place | None
    """``None`` where it is the place of the node that states it."""


@record
class Link:
    """A drawn or listed edge between two rows, by index; what a finding is about is in its sides."""

    type: str
    source: int
    target: int
    quote: str = ""
    disputes: bool = False
    finding: int | None = None


@record
class Side:
    """One place of a finding, with its row where it has one."""

    side: str
    kind: str
    id: str
    text: str
    place: Place
    row: int | None


@record
class Mention:
    """A part of the report that cites a node: its text, the section it stands in, its place."""

    type: str
    text: str
    where: str
    place: Place


@dataclass(slots=True)
class View:
    """Everything the page shows, in a fixed order."""

    rows: list[Row]
    links: list[Link]
    chapters: Chapters
    mentions: list[Mention]
    sides: dict[int, list[Side]]
    """Places of each finding, by its row."""
    contradictions: list[int]
    """Rows of the findings that have two sides, the worst first."""


def view(graph: ClaimGraph, config: Config) -> View:
    """Choose and describe what the page shows of ``graph``."""
    return _Builder(graph, config).build()


class _Builder:
    def __init__(self, graph: ClaimGraph, config: Config):
        self.graph = graph
        self.context = Context.of(graph, config)
        self.places = Places(graph)
        self.opposed = [(pair, key) for key, f in graph.of_type("finding") if not f.suppressed for pair in self.places.opposed(f)]
        self.plain = [*_claim_evidence.statements(self.context), *(k for pair, _ in self.opposed for k in pair)]
        self.chapters = Chapters(graph, self.plain)
        self.number: dict[Key, int] = {}
        self.mention_number: dict[Key, int] = {}
        self.mentions: list[Mention] = []

    def build(self) -> View:
        graph = self.graph
        keys = [key for type in ALWAYS for key, node in graph.of_type(type) if not getattr(node, "suppressed", None)]
        sides = (k for e in graph.edges if e.type == "contradicts" for k in (e.source, e.target))
        keys += [k for k in dict.fromkeys((*sides, *self.plain)) if k.type not in ALWAYS]
        self.number = {key: i for i, key in enumerate(keys)}
        refs = _refs(keys, len(graph.reports) > 1)
        rows = [self._row(key, ref) for key, ref in zip(keys, refs, strict=True)]
        for key, name, value in _claim_evidence.facts(self.context, _figure):
            if key in self.number:
                rows[self.number[key]].facts[name] = self.number[value] if isinstance(value, Key) else value
        links = list(self._links())
        findings = {i: graph.nodes[k] for k, i in self.number.items() if k.type == "finding"}
        about = {i: [self._side(a) for a in f.about] for i, f in findings.items()}
        two = [i for i, f in findings.items() if len({s.side for s in about[i] if s.side}) > 1]
        two.sort(key=lambda i: (-findings[i].severity.rank, -findings[i].confidence.rank, findings[i].order))
        return View(rows, links, self.chapters, self.mentions, about, two)

    # ------------------------------------------------------------------ rows

    def _row(self, key: Key, ref: str) -> Row:
        node = self.graph.nodes[key]
        row = Row(key, ref, key.id, "", place=getattr(node, "place", None), frame=self.chapters.of(key))
        getattr(self, f"_{key.type}", self._other)(key, node, row)
        figures = [_figure(o.quantity, o, o.place) for o in self._observations(key)]
        if figures:
            row.facts["figures"] = figures
        mentions = self._mentions(key)
        if mentions:
            row.facts["mentions"] = mentions
        return row

    def _section(self, key: Key, section, row: Row) -> None:
        row.label = f"{section.number} {section.title}" if section.number else section.title
        row.text, row.facts["level"] = row.label, section.level

    def _claim(self, key: Key, claim, row: Row) -> None:
        row.text = claim.statement
        row.facts["confidence"] = claim.confidence.value if claim.confidence else (claim.confidence_text or "not stated")
        sources = dict.fromkeys(e.target for e in self.graph.out(key, "cites") if e.target.type == "source")
        publishers = {e.target for s in sources for e in self.graph.out(s, "published-by")}
        alone = sum(not self.graph.out(s, "published-by") for s in sources)
        row.facts["publishers"] = len(publishers) + alone
        row.facts["independent"] = 0

    def _source(self, key: Key, source, row: Row) -> None:
        published = self.graph.out(key, "published-by")
        row.text, row.detail = source.title or source.raw, source.quote
        row.facts["publisher"] = self.graph.nodes[published[0].target].name if published else source.publisher
        for name in ("url", "date", "accessed"):
            if getattr(source, name):
                row.facts[name] = getattr(source, name)
        if not source.certain:
            row.facts["raw"] = source.raw

    def _publisher(self, key: Key, publisher, row: Row) -> None:
        row.label = row.text = publisher.name
        others = [n for n in publisher.names if n != publisher.name]
        row.detail = f"also written: {', '.join(others)}" if others else ""

    def _risk(self, key: Key, risk, row: Row) -> None:
        row.text = risk.title
        row.detail = " · ".join(f"{name}: {value}" for name, value in risk.attributes if value and value != risk.title)

    def _metric(self, key: Key, metric, row: Row) -> None:
        row.label = row.text = metric.label

    def _finding(self, key: Key, finding: Finding, row: Row) -> None:
        row.label, row.text = finding.name, finding.message
        row.place = finding.about[0].place if finding.about else None
        row.facts |= {
            "check": finding.check,
            "name": finding.name,
            "severity": finding.severity.value,
            "certainty": finding.confidence.value,
            "category": finding.category,
        }
        data = [[str(k), _plain(v)] for k, v in finding.data.items() if isinstance(v, (str, int, float, list, tuple)) and v != ""]
        if data:
            row.facts["data"] = data

    def _observation(self, key: Key, observation, row: Row) -> None:
        parts = (observation.subject, observation.metric, observation.period_text, observation.value)
        row.label = row.text = " · ".join(filter(None, parts))

    def _other(self, key: Key, node, row: Row) -> None:
        row.text = _text_of(node)
        row.label = f"{key.type} · line {row.place.line}" if row.place else key.type

    def _observations(self, key: Key) -> Iterable:
        into = [e for e in self.graph.into(key) if e.source.type == "observation"]
        types = ("part-of",) if key.type == "metric" else ("derived-from", "cites")
        for source in dict.fromkeys(e.source for e in into if e.type in types):
            yield self.graph.nodes[source]

    # ------------------------------------------------------------------ links and mentions

    def _links(self) -> Iterable[Link]:
        graph, seen = self.graph, set()
        quotes = {(Key(k.report, "claim", e.claim), Key(k.report, "source", e.source)): e for k, e in graph.of_type("evidence")}
        by_fingerprint = {k.id: i for k, i in self.number.items() if k.type == "finding"}
        for edge in graph.edges:
            a, b = self.number.get(edge.source), self.number.get(edge.target)
            if a is None or b is None or edge.type not in _LINKS or edge.source.type == "finding" or (edge.type, a, b) in seen:
                continue
            seen.add((edge.type, a, b))
            evidence = quotes.get((edge.source, edge.target)) if edge.type == "cites" else None
            quote = evidence.quote if evidence and evidence.quote != graph.nodes[edge.target].quote else ""
            disputes = evidence is not None and evidence.stance.value == "disputes"
            yield Link(edge.type, a, b, quote, disputes, by_fingerprint.get(edge.attributes.get("finding")))
        for (left, right), finding in self.opposed:
            a, b = self.number[left], self.number[right]
            if ("contradicts", a, b) not in seen:
                seen.add(("contradicts", a, b))
                yield Link("contradicts", a, b, finding=self.number[finding])

    def _mentions(self, key: Key) -> list[int]:
        """Where the report cites this node, in reading order."""
        if key.type not in ("claim", "source"):
            return []
        return [self._mention(k) for k in dict.fromkeys(e.source for e in self.graph.into(key, "cites")) if k.type in _MENTIONING]

    def _mention(self, key: Key) -> int:
        if key not in self.mention_number:
            self.mention_number[key] = len(self.mentions)
            node = self.graph.nodes[key]
            self.mentions.append(Mention(key.type, self._mention_text(key, node), self.chapters.section_label(key), node.place))
        return self.mention_number[key]

    def _mention_text(self, key: Key, node) -> str:
        """The text of a part; for a line of bare citations, the text of what it stands under."""
        if getattr(node, "kind", "") == "references" and node.belongs_to:
            for type in ("table", "figure", "passage"):
                owner = self.graph.nodes.get(Key(key.report, type, node.belongs_to))
                if owner is not None:
                    return _text_of(owner)
        return _text_of(node)

    def _side(self, about) -> Side:
        row = self.number.get(self.places.key(about))
        return Side(about.side, about.kind, about.id or "", about.text, about.place, row)


def _figure(quantity: Quantity | None, measured: Observation | None, place: Place | None = None) -> Figure:
    """A figure with what it was understood to measure, where that is known."""
    read = reading(quantity) if quantity else ""
    if measured is None:
        return Figure("", "", "", "", quantity.text if quantity else "", read, place)
    scope = ", ".join(v for _, v in measured.scope)
    # A figure of a sentence is shown alone; the value of a table may be more than its figure.
    value = measured.value if place else quantity.text
    return Figure(measured.subject, measured.metric, scope, measured.period_text, value, read, place)


def _text_of(node: object) -> str:
    for name in ("statement", "text", "caption", "title"):
        if getattr(node, name, ""):
            return getattr(node, name)
    parts = (getattr(node, n, "") for n in ("label", "subject", "metric", "period_text", "value"))
    return " · ".join(p for p in parts if p)


def _refs(keys: list[Key], several: bool) -> list[str]:
    """The shortest name of each node that is unambiguous in an address: id, type/id, report/type/id."""
    short = Counter(k.id for k in keys)
    first: dict[str, Key] = {}
    for key in keys:
        # A claim or source keeps its bare id beside a section or a publisher of the same name.
        if key.id not in first or (key.type in ("claim", "source") and first[key.id].type not in ("claim", "source")):
            first[key.id] = key
    middle = Counter((k.type, k.id) for k in keys)
    names = []
    for key in keys:
        if short[key.id] == 1 or (first[key.id] == key and not several):
            names.append(key.id)
        else:
            names.append(f"{key.type}/{key.id}" if middle[key.type, key.id] == 1 else "/".join(key))
    return names


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def reading(quantity: Quantity) -> str:
    """How a figure was read: the interval its writing allows with its unit, or its days."""
    if quantity.period is not None and quantity.low is None:
        start, end = quantity.period.start, quantity.period.end
        return f"{start or '…'} to {end or '…'}" if start != end else str(start)
    if quantity.low is None or quantity.high is None:
        return ""
    from kg.rounding import interval

    span = interval(quantity)
    if span.low is None or span.high is None:
        words = f"{'more than' if not span.low_closed else 'at least'} {_number(span.low)}" if span.low is not None else ""
        words = words or f"{'less than' if not span.high_closed else 'at most'} {_number(span.high)}"
    elif span.low == span.high:
        words = _number(span.low)
    else:
        words = f"{_number(span.low)} to {_number(span.high)}"
    unit = quantity.currency or {"percent": "%", "multiple": "×"}.get(quantity.kind) or quantity.unit or ""
    return " ".join(filter(None, (words, unit, f"per {quantity.per}" if quantity.per else "")))


def _number(value: Fraction) -> str:
    """Exact where it ends within six digits, else rounded to six."""
    digits = next((n for n in range(7) if value * 10**n == round(value * 10**n)), 6)
    scaled = round(value * 10**digits)
    sign, scaled = ("-", -scaled) if scaled < 0 else ("", scaled)
    whole, rest = divmod(scaled, 10**digits)
    return f"{sign}{whole:,}" + (f".{rest:0{digits}d}" if digits else "")
