"""What the pages of all nodes have in common: lists of nodes, findings, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import impact
from kg.candidates import Context, words
from kg.config import Config
from kg.findings import Finding
from kg.graph import ClaimGraph, Key
from kg.model import Claim, Place
from kg.terminal import COLORS, Printer, one_line, shorten

MANY = 12
"""Entries of a list that are shown before the rest is counted."""

_MADE_ID = ("sentence", "passage", "cell", "cover", "figure", "table", "observation")
"""Types whose ids nobody wrote: a list shows their words instead."""


class Sheet(Printer):
    """Prints parts of pages about the nodes of one graph."""

    def __init__(self, graph: ClaimGraph, config: Config, color: bool, width: int):
        super().__init__(color, width)
        self.graph, self.context = graph, Context(graph, config)

    def top(self, key: Key) -> Iterator[str]:
        """Type and id of a node, what it says, where it stands."""
        node = self.graph.nodes[key]
        name = getattr(node, "number", None) or key.id
        yield f"{self.style(key.type, bold=True)} {self.style(one_line(name), 'green', bold=True)}{self.tail(key)}\n"
        yield from self.wrap(self.title(key), "  ")
        place = getattr(node, "place", None)
        if place is not None:
            yield f"  {self.style(self.spot(place, column=True), 'blue')}\n"

    def tail(self, key: Key) -> str:
        """What stands behind the heading: the stated confidence, the report when there are several."""
        node, parts = self.graph.nodes[key], []
        if isinstance(node, Claim):
            parts.append(f"confidence {node.confidence_text or (node.confidence.value if node.confidence else 'not stated')}")
        if len(self.graph.reports) > 1 and key.type != "report":
            parts.append(f"in {key.report}")
        return self.style("  " + " · ".join(map(one_line, parts)), dim=True) if parts else ""

    def title(self, key: Key) -> str:
        node = self.graph.nodes[key]
        if key.type == "report":
            return node.title or node.path
        if key.type in ("metric", "publisher"):
            return getattr(node, "label", "") or node.name
        if key.type == "source":
            return " · ".join(filter(None, (node.publisher, node.title))) or node.raw
        if key.type == "evidence":
            return f"{node.source} {node.stance.value} {node.claim}"
        if key.type == "finding":
            return node.message
        if key.type == "cover":
            return f"{node.label}: {node.value}"
        if key.type == "observation":
            return f"{node.subject}: {node.metric} {node.value}"
        return words(node)

    def spot(self, place: Place, column: bool = False) -> str:
        return f"{place.path}:{place.line}" + (f":{place.column}" if column else "")

    def head(self, title: str, note: str = "") -> str:
        return f"\n{self.style(title, bold=True)}{self.style('  ' + note, dim=True) if note else ''}\n"

    def fields(self, rows: Iterable[tuple[str, object]]) -> Iterator[str]:
        for name, value in rows:
            if value:
                yield from self.wrap(f"{name}: {value}", "  ", "    ")

    def entry(self, key: Key, note: str = "") -> str:
        """One line about a node: where it stands, its id where people know it, how it begins."""
        node = self.graph.nodes[key]
        place = getattr(node, "place", None)
        number = getattr(node, "number", None) or ""
        name = one_line(number if key.type == "section" else "" if key.type in _MADE_ID else key.id)
        label = f" ({node.confidence.value})" if isinstance(node, Claim) and node.confidence else ""
        spot = self.spot(place) if place is not None else ""
        note = f"  {note}" if note else ""
        lead = f"  {name}{label} " if name else "  "
        room = max(20, self.width - len(lead) - len(spot) - len(note) - 2)
        text = shorten(self.title(key), room)
        return f"{self.style(lead, bold=bool(name))}{self.style(text)}  {self.style(spot, 'blue')}{self.style(note, dim=True)}\n"

    def in_order(self, keys: Iterable[Key]) -> list[Key]:
        """Nodes that have a place, each once, in the order of the input."""
        return sorted(set(keys), key=lambda k: (self.graph.nodes[k].place, k))

    def listed(self, title: str, keys: Iterable[Key], notes: dict[Key, str] | None = None, many: int = MANY) -> Iterator[str]:
        """A headed list of nodes; nothing when it is empty."""
        keys = list(dict.fromkeys(keys))
        if not keys:
            return
        yield self.head(title, str(len(keys)) if len(keys) > 1 else "")
        for key in keys[:many]:
            yield self.entry(key, (notes or {}).get(key, ""))
        if len(keys) > many:
            yield self.style(f"  and {len(keys) - many} more", dim=True) + "\n"

    def findings(self, key: Key) -> Iterator[str]:
        found = [self.graph.nodes[e.source] for e in self.graph.into(key, "about") if e.source.type == "finding"]
        if not found:
            return
        yield self.head("findings", str(len(found)) if len(found) > 1 else "")
        for finding in sorted(found, key=lambda f: (-f.severity.rank, f.order)):
            yield from self.finding_lines(finding, key)

    def finding_lines(self, finding: Finding, seen_from: Key) -> Iterator[str]:
        severity = self.style(finding.severity.value, COLORS[finding.severity.value], bold=True)
        sure = "" if finding.confidence.value == "high" else f" ({finding.confidence.value} confidence)"
        set_aside = f" suppressed: {finding.suppressed}" if finding.suppressed else ""
        yield f"  {severity} {self.style(finding.name, bold=True)} {self.style(finding.check + sure + set_aside, dim=True)}\n"
        first = finding.about[0] if finding.about else None
        if first and (first.kind, first.id) != (seen_from.type, seen_from.id):
            yield f"    {self.style(one_line(first.id or ''), bold=True)} {self.style(self.spot(first.place), 'blue')}\n"
        yield from self.wrap(finding.message, "    ")
        for about in [a for a in finding.about if a.side]:
            yield from self.quote(
                f"{about.side}: “{shorten(about.text, 2 * self.width)}”  {about.id or ''} {self.spot(about.place)}"
            )

    def where_cited(self, keys: Iterable[Key], notes: dict[Key, str]) -> Iterator[str]:
        """The places among these nodes, grouped by what they are, and the sections they stand in."""
        keys, sections = list(dict.fromkeys(keys)), {}
        for kind, title in (
            ("cover", "cover facts"),
            ("sentence", "sentences"),
            ("passage", "passages"),
            ("table", "tables"),
            ("cell", "table cells"),
            ("figure", "figures"),
            ("risk", "risks"),
            ("observation", "observations"),
        ):
            of_kind = self.in_order(k for k in keys if k.type == kind)
            yield from self.listed(title, of_kind, notes)
            for key in of_kind:
                home = self.section_of(key)
                if home is not None:
                    sections.setdefault(home, None)
        yield from self.listed("sections", sections)

    def cited_under(self, key: Key) -> Key:
        """The table, figure or passage that a line of nothing but references stands under; otherwise the node itself."""
        return impact.cited_under(self.graph, key)

    def section_of(self, key: Key) -> Key | None:
        """The section a node stands in, through its passage or table."""
        return impact.section_of(self.graph, key)

    def section_name(self, key: Key) -> str:
        """Number and title of a section."""
        node = self.graph.nodes[key]
        return " ".join(filter(None, (node.number, node.title)))


def count(n: int, word: str) -> str:
    """The number with the word, in the plural where it has to be."""
    return f"{n} {word}" if n == 1 else f"{n} {word}s"
