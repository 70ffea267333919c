"""What rests on a claim or a source: derived claims, tables, risks, sections, the cover."""

from __future__ import annotations

from kg.graph import ClaimGraph, Key
from kg.records import record


@record
class Impact:
    """How much would fall with a claim; plain counts.

    ``claims`` are other claims derived from it, however indirectly; ``places`` the sentences,
    passages, charts and rows of data that cite it or one of those, ``sections`` where all this stands.
    """

    claims: int = 0
    places: int = 0
    tables: int = 0
    risks: int = 0
    sections: int = 0
    cover: int = 0

    @property
    def weight(self) -> int:
        """A number to order by: the cover counts most, then tables and derived claims."""
        return 8 * self.cover + 3 * self.tables + 3 * self.claims + 3 * self.risks + self.places

    def data(self) -> dict[str, int]:
        """The counts by name, zeros left out."""
        return {name: n for name in self.__dataclass_fields__ if (n := getattr(self, name))}

    def in_words(self) -> str:
        """What rests on it, the weightiest first: "the cover, 2 tables, 3 derived claims"; empty for nothing."""
        rows = (
            (self.tables, "table"),
            (self.claims, "derived claim"),
            (self.risks, "risk"),
            (self.places, "passage"),
            (self.sections, "section"),
        )
        counted = [f"{n} {word}" if n == 1 else f"{n} {word}s" for n, word in rows if n]
        return ", ".join((["the cover"] if self.cover else []) + counted)


def falls(graph: ClaimGraph, claim: Key) -> dict[Key, Key | None]:
    """The claim and every claim that rests on it, each with the claim it rests on directly."""
    found: dict[Key, Key | None] = {claim: None}
    waiting = [claim]
    for current in waiting:
        for edge in graph.into(current, "derived-from", "cites"):
            if edge.source.type == "claim" and edge.source not in found:
                found[edge.source] = current
                waiting.append(edge.source)
    return found


def cited_under(graph: ClaimGraph, key: Key) -> Key:
    """The table, figure or passage that a line of nothing but references stands under; otherwise the node itself."""
    above = getattr(graph.nodes[key], "belongs_to", None) if key.type == "passage" else None
    homes = (Key(key.report, kind, above) for kind in ("table", "figure", "passage") if above)
    return next((home for home in homes if home in graph.nodes), key)


def section_of(graph: ClaimGraph, key: Key) -> Key | None:
    """The section a node stands in, through its passage or table."""
    while True:
        outer = next((e.target for e in graph.out(key, "part-of")), None)
        if outer is None or outer.type == "report":
            return None
        if outer.type == "section":
            return outer
        key = outer


def of(graph: ClaimGraph, key: Key) -> Impact:
    """The impact of a claim, or of a source through the claims that cite it; nothing for other nodes."""
    if key.type == "claim":
        roots = [key]
    elif key.type == "source":
        roots = list(dict.fromkeys(e.source for e in graph.into(key, "cites") if e.source.type == "claim"))
    else:
        return Impact()
    claims: dict[Key, None] = {}
    for root in roots:
        claims.update(dict.fromkeys(falls(graph, root)))
    users: dict[Key, None] = {}
    for claim in claims:
        for edge in graph.into(claim, "cites", "about", "derived-from"):
            if edge.source.type not in ("claim", "evidence", "finding"):
                users.setdefault(cited_under(graph, edge.source))
    tables = {_table(graph, k) for k in users if k.type in ("table", "cell")}
    sections = {section_of(graph, k) for k in users} - {None}
    return Impact(
        claims=len(claims) - (key.type == "claim"),
        places=sum(k.type not in ("table", "cell", "risk", "cover") for k in users),
        tables=len(tables),
        risks=sum(k.type == "risk" for k in users),
        sections=len(sections),
        cover=sum(k.type == "cover" for k in users),
    )


def _table(graph: ClaimGraph, key: Key) -> Key:
    return key if key.type == "table" else next((e.target for e in graph.out(key, "part-of")), key)
