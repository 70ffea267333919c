"""Which side of a contradiction is better backed: independent voices, quotes that hold the value, dates.

A hint for whoever decides, never a verdict: a value may be widely repeated and wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from kg import evidence as worth
from kg import quantities
from kg.candidates import Context
from kg.evidence import dates, quotes
from kg.findings import About, Finding
from kg.graph import ClaimGraph, Key
from kg.model import Place
from kg.records import record

_CITING = ("sentence", "passage", "cell", "table", "cover", "figure")
_COMPUTED = frozenset(("stated", "computed"))
_AGE = 180
"""Days by which the newest source of one side must be newer than the other's to be worth a word."""


@record
class Side:
    """What stands behind one value: ``voices`` independent publishers, ``quoted`` sources whose quote
    holds the value, ``newest`` the day of the newest source, as far as known."""

    value: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    voices: int
    quoted: int
    newest: date | None

    def data(self) -> dict[str, object]:
        """The same, machine-readable."""
        return {
            "value": self.value,
            "claims": list(self.claims),
            "sources": list(self.sources),
            "independent_publishers": self.voices,
            "quotes_with_value": self.quoted,
            "newest_source": self.newest.isoformat() if self.newest else None,
        }


@record
class Backing:
    """The sides of a contradiction, and which is better backed; ``better`` is empty where none clearly is."""

    sides: tuple[Side, ...]
    better: str = ""
    why: str = ""

    def data(self) -> dict[str, object]:
        """Machine-readable: the sides, and the better one with its reason (``null`` where none clearly is)."""
        return {"sides": [s.data() for s in self.sides], "better": self.better or None, "why": self.why or None}


def of(context: Context, finding: Finding) -> Backing | None:
    """How well each side of a finding is backed; ``None`` for findings without sides, or without sources on any."""
    places: dict[str, list[About]] = {}
    for about in finding.about:
        if about.side:
            places.setdefault(about.side, []).append(about)
    if len(places) < 2 or _COMPUTED & places.keys():
        return None
    own = {value: list(dict.fromkeys(_claims(context, found, value))) for value, found in places.items()}
    named = {value: {k for a in found if (k := _claim(context.graph, a))} for value, found in places.items()}
    sides = []
    for value, found in places.items():
        # A sentence may cite the very claim it contradicts; that claim speaks for the other side.
        others = {k for v, keys in named.items() if v != value for k in keys}
        sides.append(_side(context, value, [k for k in own[value] if k not in others], _cited_sources(context, found)))
    if not any(s.sources for s in sides):
        return None
    better, why = _better(sides)
    return Backing(tuple(sides), better, why)


def _claim(graph: ClaimGraph, about: About) -> Key | None:
    key = Key(about.report, "claim", about.id or "")
    return key if about.kind == "claim" and key in graph.nodes else None


def _claims(context: Context, places: Iterable[About], value: str) -> Iterator[Key]:
    """The claims at the places, and those of the claims cited there that say the value themselves."""
    graph = context.graph
    for about in places:
        claim = _claim(graph, about)
        if claim:
            yield claim
        for key in _citing(context, about):
            for edge in graph.out(key, "cites"):
                if edge.target.type == "claim" and _says(graph.nodes[edge.target].statement, value):
                    yield edge.target


def _cited_sources(context: Context, places: Iterable[About]) -> list[Key]:
    found = (e.target for a in places for key in _citing(context, a) for e in context.graph.out(key, "cites"))
    return [k for k in dict.fromkeys(found) if k.type == "source"]


def _citing(context: Context, about: About) -> Iterator[Key]:
    """The nodes of the text at the place of a finding that cite something."""
    if about.kind == "claim":
        return
    lines = context.once(("citing lines", about.report), lambda: _lines(context.graph, about.report))
    for key, place in lines.get((about.place.path, about.place.line), ()):
        if place.line != place.end_line or place.column <= about.place.column <= place.end_column:
            yield key


def _lines(graph: ClaimGraph, report: str) -> dict[tuple[str, int], list[tuple[Key, Place]]]:
    """The nodes of a report's text that cite something, under each line they stand on."""
    found: dict[tuple[str, int], list[tuple[Key, Place]]] = defaultdict(list)
    for kind in _CITING:
        for key, node in graph.of_type(kind, report):
            place = getattr(node, "place", None)
            if place is not None and graph.out(key, "cites"):
                for line in range(place.line, place.end_line + 1):
                    found[place.path, line].append((key, place))
    return found


def _side(context: Context, value: str, claims: list[Key], cited: list[Key]) -> Side:
    graph = context.graph
    sources = list(dict.fromkeys([e.target for c in claims for e in graph.out(c, "cites") if e.target.type == "source"] + cited))
    voices = 0
    for report in dict.fromkeys(s.report for s in sources):
        mine = [s for s in sources if s.report == report]
        by_source = {graph.nodes[s].id: graph.nodes[e.target] for s in mine for e in graph.out(s, "published-by")}
        voices += worth.independence((graph.nodes[s] for s in mine), by_source, context.controlled[report]).count
    days = [d.day for s in sources if (d := dates.of_source(graph.nodes[s])) is not None and d.stated]
    return Side(
        value,
        tuple(dict.fromkeys(c.id for c in claims)),
        tuple(graph.nodes[s].id for s in sources),
        voices,
        sum(_holds(graph, s, claims, value) for s in sources),
        max(days, default=None),
    )


def _holds(graph: ClaimGraph, source: Key, claims: list[Key], value: str) -> bool:
    """Whether a quote of a source holds the value: by figure, or word for word."""
    said = [graph.nodes[source].quote] + [
        graph.nodes[e.source].quote
        for c in claims
        for e in graph.into(c, "supports")
        if graph.nodes[e.source].source == source.id
    ]
    return any(_says(quote, value) for quote in said if quote)


def _says(text: str, value: str) -> bool:
    if value.casefold() in text.casefold():
        return True
    figure = next((q for q in quantities.extract(value) if q.low is not None), None)
    return figure is not None and any(quotes.same_value(figure, q) for q in quantities.extract(text))


def _better(sides: list[Side]) -> tuple[str, str]:
    """The side that no other outdoes in voices or quotes and that outdoes all in one of them; dates break ties."""
    best = max(sides, key=lambda s: (s.voices, s.quoted))
    others = [s for s in sides if s is not best]
    most, quoted = max(s.voices for s in others), max(s.quoted for s in others)
    if best.voices >= most and best.quoted >= quoted and (best.voices > most or best.quoted > quoted):
        reasons = []
        if best.voices > most:
            reasons.append(f"{_count(best.voices, 'independent publisher')} against {most or 'none'}")
        if best.quoted > quoted:
            reasons.append(f"{_count(best.quoted, 'quote')} with the value against {quoted or 'none'}")
        return best.value, ", ".join(reasons)
    if len({(s.voices, s.quoted) for s in sides}) == 1 and all(s.newest for s in sides):
        first, second = sorted(sides, key=lambda s: s.newest, reverse=True)[:2]
        if (first.newest - second.newest).days >= _AGE:
            return first.value, f"its newest source is of {first.newest.isoformat()}, the other's of {second.newest.isoformat()}"
    return "", ""


def _count(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"
