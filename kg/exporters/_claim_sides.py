"""Which node each place of a finding is, sentences too: they have no id that a reader would know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.findings import About, Finding
from kg.graph import ClaimGraph, Key


class Places:
    """Nodes by what findings say of them: the id, or where the sentence stands."""

    def __init__(self, graph: ClaimGraph):
        self._graph = graph
        self._lines: dict[tuple[str, str, int], list[tuple[tuple[int, int], tuple[int, int], Key]]] = defaultdict(list)
        for key, sentence in graph.of_type("sentence"):
            p = sentence.place
            for line in range(p.line, p.end_line + 1):
                self._lines[key.report, p.path, line].append(((p.line, p.column), (p.end_line, p.end_column), key))

    def key(self, about: About) -> Key | None:
        """The node of a place; ``None`` where there is none."""
        if about.id:
            key = Key(about.report, about.kind, about.id)
            return key if key in self._graph.nodes else None
        if about.kind != "sentence":
            return None
        at = (about.place.line, about.place.column)
        here = self._lines.get((about.report, about.place.path, about.place.line), ())
        return next((key for start, end, key in here if start <= at < end), None)

    def opposed(self, finding: Finding) -> Iterator[tuple[Key, Key]]:
        """Pairs of nodes that a finding opposes where the graph, which knows ids only, does not: one is a sentence."""
        named: dict[str, Key] = {}
        found: dict[str, Key] = {}
        for about in finding.about:
            key = self.key(about) if about.side else None
            if key is not None:
                (named if about.id else found).setdefault(about.side, key)
        first = {
            side: named.get(side) or found[side]
            for side in dict.fromkeys(a.side for a in finding.about)
            if side in named or side in found
        }
        for a, b in combinations(first.values(), 2):
            if a != b and "sentence" in (a.type, b.type):
                yield a, b
