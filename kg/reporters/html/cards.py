"""A finding as the page shows it: what, where, both sides, the figures computed, what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.engine import Check
from kg.findings import About, Finding, Severity
from kg.graph import Key
from kg.html import visible
from kg.impact import Impact
from kg.records import record
from kg.reporters.html import intervals, plots
from kg.reporters.html.places import Chapters, Lines, Names
from kg.terminal import shorten

if TYPE_CHECKING:
    from markupsafe import Markup

TEXT, BRIEF, MESSAGE = 420, 160, 1_200
"""Characters of a quoted place (of a finding for information), and of a message, that are shown; the document holds the rest."""

VALUE, ID = 200, 80
"""Characters of a side's value and of an id that are shown."""

_MOST_PLACES = 6


@record
class Where:
    """A place of a finding: its node, its line on the page, its text."""

    kind: str
    id: str
    name: str
    """What the graph calls the node, as a part of an address; empty for what has no address there."""
    href: str
    columns: str
    label: str
    text: str


@record
class SideView:
    """One side of a contradiction: the value, its places, what stands behind it."""

    value: str
    places: list[Where]
    more: int
    backing: str = ""
    better: bool = False


@dataclass(slots=True)
class Card:
    """A finding with everything said about it."""

    number: int
    finding: Finding
    anchor: str
    message: str
    impact: str
    weight: int
    chapter: int | None
    places: list[Where]
    more: int = 0
    sides: list[SideView] = field(default_factory=list)
    hint: str = ""
    plot: Markup | None = None
    ids: list[str] = field(default_factory=list)
    lines: list[list[int]] = field(default_factory=list)
    """The lines of its places, a list for each document up to the last that has one."""


class Maker:
    """Makes cards; ``checks`` are those of the run by code."""

    def __init__(self, lines: Lines, names: Names | None, chapters: Chapters | None, known: set[Key]):
        self.lines, self.names, self.chapters, self.known = lines, names, chapters, known

    def cards(self, findings: Iterable[Finding], first: int = 1) -> list[Card]:
        """Cards in the order of weight: severity, then what rests on it, then certainty, then place."""
        made = [self._card(f) for f in findings]
        made.sort(key=lambda c: (-c.finding.severity.rank, -c.weight, -c.finding.confidence.rank, c.finding.order))
        for number, card in enumerate(made, first):
            card.number = number
        return made

    def _card(self, finding: Finding) -> Card:
        rests = Impact(**{k: v for k, v in _mapping(finding.data.get("impact")).items() if k in Impact.__dataclass_fields__})
        card = Card(
            number=0,
            finding=finding,
            anchor=f"n={finding.fingerprint}",
            message=shorten(finding.message, MESSAGE),
            impact=rests.in_words(),
            weight=rests.weight,
            chapter=self.chapters.of(finding) if self.chapters else None,
            places=[],
        )
        self._places(card, finding)
        axis, spans = intervals.spans([s.value for s in card.sides], finding.data)
        if spans:
            card.plot = plots.intervals(axis, spans)
        if "computed" in finding.data:
            _say_computed(card, axis, spans)
        card.ids = list(
            dict.fromkeys(
                a.id for a in finding.about if a.id and len(a.id) <= VALUE and a.kind in ("claim", "source", "risk", "section")
            )
        )
        card.lines = self._lines(finding)
        return card

    def _lines(self, finding: Finding) -> list[list[int]]:
        found: dict[int, dict[int, None]] = {}
        for about in finding.about:
            if about.place.path in self.lines.number:
                found.setdefault(self.lines.number[about.place.path], {})[about.place.line] = None
        return [list(found.get(n, ())) for n in range(max(found, default=-1) + 1)]

    def _places(self, card: Card, finding: Finding) -> None:
        groups: dict[str, list[About]] = {}
        for about in finding.about:
            if about.side:
                groups.setdefault(about.side, []).append(about)
        loose = [a for a in finding.about if not a.side]
        if len(groups) < 2:
            loose, groups = list(finding.about), {}
        brief = finding.severity is Severity.INFO
        card.places, card.more = self._distinct(loose, 3 if brief else _MOST_PLACES, BRIEF if brief else TEXT)
        backing = _mapping(finding.data.get("backing"))
        behind = {str(s.get("value")): s for s in map(_mapping, backing.get("sides") or ())}
        for value, abouts in groups.items():
            places, more = self._distinct(abouts, _MOST_PLACES)
            card.sides.append(
                SideView(shorten(value, VALUE), places, more, _behind(behind.get(value)), backing.get("better") == value)
            )
        if backing.get("better"):
            card.hint = f"{backing['better']}: {backing.get('why') or ''}".strip(": ")

    def _distinct(self, abouts: list[About], most: int, long: int = TEXT) -> tuple[list[Where], int]:
        """The places, those on one line of one node once, and the number of those left out."""
        seen: dict[tuple, About] = {}
        for about in abouts:
            seen.setdefault((about.place.path, about.place.line, about.text), about)
        found = list(seen.values())
        return [self._where(a, long) for a in found[:most]], max(0, len(found) - most)

    def _where(self, about: About, long: int) -> Where:
        spot = self.lines.spot(about.place)
        key = Key(about.report, about.kind, about.id or "")
        # Of what a finding can be about the graph draws these always.
        drawn = about.kind in ("claim", "source", "risk")
        linked = self.names and drawn and key in self.known and len(key.id) <= VALUE
        name = quote(visible(self.names.of(key))) if linked else ""
        named = about.kind != "section" or (about.id or "")[:1].isdigit()
        shown = about.id if named and about.id and about.kind in ("claim", "source", "risk", "section") else ""
        return Where(
            about.kind,
            shorten(shown, ID) if shown else "",
            name,
            spot.href,
            spot.columns,
            spot.label,
            shorten(" ".join(about.text.split()), long),
        )


def _mapping(value: object) -> Mapping:
    return value if isinstance(value, Mapping) else {}


def _behind(side: Mapping | None) -> str:
    """What stands behind a side, in words."""
    if not side or not side.get("sources"):
        return ""
    voices, quotes = side.get("independent_publishers") or 0, side.get("quotes_with_value") or 0
    words = [f"{voices or 'no'} independent publisher{'' if voices == 1 else 's'}"]
    words.append(f"{quotes or 'no'} quote{'' if quotes == 1 else 's'} with the value")
    if side.get("newest_source"):
        words.append(f"newest source {side['newest_source']}")
    return ", ".join(words)


def _say_computed(card: Card, axis: intervals.Axis, spans: list[intervals.Span]) -> None:
    """Put the figures to a stated and a computed side, and quote what both rest on once."""
    data, quoted = card.finding.data, set()
    for n, side in enumerate(card.sides):
        places = [replace(w, text="") if w.text in quoted else w for w in side.places]
        quoted.update(w.text for w in side.places)
        value, backing = side.value, side.backing
        if side.value == "stated":
            value = shorten(f"stated: {data.get('stated')}", VALUE)
        elif side.value == "computed" and spans:
            value = f"computed: {intervals.words(spans[-1], axis)}"
            formula = shorten(str(data.get("formula") or ""), 300)
            backing = f"from {formula}{_plain_result(data, axis)}" if formula else backing
        card.sides[n] = replace(side, value=value, places=places, backing=backing)


def _plain_result(data: Mapping[str, object], axis: intervals.Axis) -> str:
    """The result without any room for rounding, where the check tells it."""
    value = data.get("value")
    exact = [intervals.number(v) for v in value] if isinstance(value, (list, tuple)) else []
    if not exact or None in exact:
        return ""
    return f"; {intervals.words(intervals.Span('', exact[0], exact[-1]), axis)} before rounding"


def rule_parts(one: Check) -> dict[str, str]:
    """The text of a check's page by its headings, each beginning with a capital."""
    return {name: text[:1].upper() + text[1:] for name, text in one.parts.items()}
