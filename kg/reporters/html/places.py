"""Where things stand on the page: the address of a line, of a node and of a finding, and the part of the report each belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg import impact
from kg import patterns as re
from kg.findings import About, Finding
from kg.graph import ClaimGraph, Key
from kg.model import Place, Report, Section
from kg.records import record
from kg.terminal import shorten

_SERIES = re.compile(r"\d+$")
_CITABLE = ("claim", "source", "risk")


@record
class Spot:
    """A place on the page: the address of its line ("" where the document is not shown), its columns, and how people name it."""

    href: str
    columns: str
    label: str


class Lines:
    """Addresses of the lines of the documents: ``d0l18`` is line 18 of the first."""

    def __init__(self, reports: Iterable[Report]):
        paths = [d.path for r in reports for d in r.documents]
        self.number = {path: n for n, path in enumerate(dict.fromkeys(paths))}
        self.short = _short_names(self.number)

    def anchor(self, path: str, line: int) -> str:
        """The id of a line's element, "" for a file that was not read."""
        return f"d{self.number[path]}l{line}" if path in self.number else ""

    def spot(self, place: Place) -> Spot:
        """A place as a link to its line; columns are ``first-after`` where it is part of one line."""
        anchor = self.anchor(place.path, place.line)
        one_line = place.line == place.end_line and place.end_column > place.column
        name = self.short.get(place.path, place.path)
        return Spot(
            f"#{anchor}" if anchor else "",
            f"{place.column}-{place.end_column}" if one_line else "",
            f"{name} line {place.line}".strip(),
        )


def _short_names(paths: Iterable[str]) -> dict[str, str]:
    """The last part of each path, the whole path where two end alike; empty when there is one file only."""
    paths = list(paths)
    last = {p: re.split(r"[\\/]", p)[-1] for p in paths}
    alike = Counter(last.values())
    return {p: "" if len(paths) == 1 else last[p] if alike[last[p]] == 1 else p for p in paths}


class Names:
    """What a node is called in addresses (``#n=CO017``), the same here and on the page of the graph."""

    def __init__(self, graph: ClaimGraph):
        self.several = len(graph.reports) > 1
        keys = [k for type in _CITABLE for k, _ in graph.of_type(type)]
        self.alike = Counter(k.id for k in keys)

    def of(self, key: Key) -> str:
        """The id where it is enough, else ``report/type/id``."""
        return "/".join(key) if self.several or self.alike[key.id] > 1 else key.id


class Chapters:
    """Which chapter a finding belongs to; chapters are the highest sections of a report of which there is more than one.

    A place in the text belongs to the chapter it stands in, a claim to the one that cites it most,
    an uncited one to that of its series of ids (CO001, CO002 …), a source to that of its claims.
    """

    def __init__(self, graph: ClaimGraph):
        self.graph = graph
        self.sections: list[Key] = []
        self._chapter_of: dict[Key, Key] = {}
        self._starts: dict[str, list[tuple[int, Key]]] = defaultdict(list)
        for report in graph.reports:
            self._read(report)
        for starts in self._starts.values():
            starts.sort()
        self._home: dict[Key, Key] = {}
        self._settle()
        self.number = {key: n for n, key in enumerate(self.sections)}

    def of(self, finding: Finding) -> int | None:
        """Index into ``sections`` of the chapter of a finding, by its first place that has one."""
        for about in finding.about:
            home = self._of_place(about)
            if home is not None:
                return self.number[home]
        return None

    def title(self, key: Key) -> str:
        """Number and title, with the report's where there are several."""
        section = self.graph.nodes[key]
        words = f"{section.number} {section.title}" if section.number else section.title
        return shorten(f"{key.report}: {words}" if len(self.graph.reports) > 1 else words, 120)

    def _of_place(self, about: About) -> Key | None:
        key = Key(about.report, about.kind, about.id or "")
        if about.kind in ("claim", "source"):
            return self._home.get(key)
        if key in self._chapter_of:
            return self._chapter_of[key]
        starts = self._starts.get(about.place.path, [])
        at = bisect_right(starts, about.place.line, key=lambda start: start[0]) - 1
        return self._chapter_of.get(starts[at][1]) if at >= 0 else None

    def _read(self, report: Report) -> None:
        known = {s.id for s in report.sections}
        children: dict[str | None, list[tuple[Key, Section]]] = defaultdict(list)
        for key, section in self.graph.of_type("section", report.id):
            children[section.parent if section.parent in known else None].append((key, section))
            self._starts[section.place.path].append((section.place.line, key))
        level = children[None]
        while len(level) == 1 and children[level[0][1].id]:
            level = children[level[0][1].id]
        self.sections += [key for key, _ in level]
        waiting = [(key, section, key) for key, section in level]
        for key, section, chapter in waiting:
            if key not in self._chapter_of:
                self._chapter_of[key] = chapter
                waiting += [(k, s, chapter) for k, s in children[section.id]]

    def _settle(self) -> None:
        graph = self.graph
        claims = [k for k, _ in graph.of_type("claim")]
        series: dict[tuple[str, str], Counter] = defaultdict(Counter)
        for key in claims:
            citing = (
                impact.section_of(graph, e.source) for e in graph.into(key, "cites") if e.source.type not in ("claim", "evidence")
            )
            votes = Counter(self._chapter_of[s] for s in citing if s in self._chapter_of)
            if votes:
                self._home[key] = max(votes, key=votes.__getitem__)
                series[key.report, _SERIES.sub("", key.id)].update(votes)
        for key in claims:
            votes = series[key.report, _SERIES.sub("", key.id)]
            own = impact.section_of(graph, key)
            if key not in self._home and votes:
                self._home[key] = max(votes, key=votes.__getitem__)
            elif key not in self._home and own in self._chapter_of:
                self._home[key] = self._chapter_of[own]
        for key, _ in graph.of_type("source"):
            votes = Counter(self._home[e.source] for e in graph.into(key, "cites") if e.source in self._home)
            if votes:
                self._home[key] = max(votes, key=votes.__getitem__)
