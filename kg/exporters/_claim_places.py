"""Which frame of the picture a node stands in: the chapter that speaks of it most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg import patterns as re
from kg.graph import ClaimGraph, Key
from kg.records import record

_FEW = 0.03
_SERIES = re.compile(r"\d+$")


@record
class Frame:
    """A frame: the section it stands for, if any, and its title."""

    title: str
    section: Key | None
    report: str
    kind: str = "section"
    """``section``, ``rest`` (what no section speaks of), ``publishers`` or ``metrics``."""


class Chapters:
    """Assigns nodes to frames.

    A claim stands in the chapter that cites it most; one that is cited nowhere with the other
    ids of its series (CO001, CO002 …) if these agree, then with the claims that share its
    sources, then in the section it was written in.  A source stands with the claims that cite
    it.  Publishers and metrics serve all chapters and have frames of their own.
    """

    def __init__(self, graph: ClaimGraph, others: Iterable[Key] = ()):
        self.graph, self._others = graph, set(others)
        self._section_of: dict[Key, Key | None] = {}
        self._chapters = self._chosen()
        self._home: dict[Key, Key | None] = {}
        self._assign()
        self.frames: list[Frame] = []
        self._frame_of: dict[object, int] = {}
        self._make_frames()

    def of(self, key: Key) -> int | None:
        """Index of the node's frame; ``None`` for nodes that are not drawn inside one."""
        if key.type in ("publisher", "metric"):
            return self._frame_of.get((key.report, key.type + "s"))
        home = self._chapter(key) if key.type == "section" else self._home.get(key)
        return self._frame_of.get(home if home is not None else (key.report, "rest"))

    def section_label(self, key: Key) -> str:
        """Number and title of the innermost section around a node."""
        section = self._enclosing(key)
        if section is None:
            return ""
        node = self.graph.nodes[section]
        return f"{node.number} {node.title}" if node.number else node.title

    # ------------------------------------------------------------------ sections

    def _enclosing(self, key: Key) -> Key | None:
        """The innermost section that holds a node, found along ``part-of``."""
        if key not in self._section_of:
            up = [e.target for e in self.graph.out(key, "part-of") if e.target.type != "metric"]
            parent = up[0] if up else None
            self._section_of[key] = parent if parent is None or parent.type == "section" else self._enclosing(parent)
        return self._section_of[key]

    def _chosen(self) -> set[Key]:
        """The sections that get frames: the highest level of each report that has more than one."""
        chosen: set[Key] = set()
        for report in self.graph.reports:
            children: dict[str | None, list[Key]] = defaultdict(list)
            known = {s.id for s in report.sections}
            for key, section in self.graph.of_type("section", report.id):
                children[section.parent if section.parent in known else None].append(key)
            level = children[None]
            while len(level) == 1 and children[level[0].id]:
                level = children[level[0].id]
            chosen.update(level)
        return chosen

    def _chapter(self, key: Key) -> Key | None:
        section = key if key.type == "section" else self._enclosing(key)
        seen = set()
        while section is not None and section not in self._chapters and section not in seen:
            seen.add(section)
            parent = self.graph.nodes[section].parent
            section = Key(section.report, "section", parent) if parent else None
        return section if section in self._chapters else None

    # ------------------------------------------------------------------ homes

    def _assign(self) -> None:
        graph, home = self.graph, self._home
        claims = [key for key, _ in graph.of_type("claim")]
        for key in claims:
            citing = (self._chapter(e.source) for e in graph.into(key, "cites") if e.source.type not in ("claim", "evidence"))
            home[key] = _most(citing)
            if home[key] is None and getattr(graph.nodes[key], "in_text", False):
                home[key] = self._chapter(key)
        # A cover page or a summary that is alone in citing a few claims is not where these belong.
        size = Counter(home.values())
        passing = {key: home[key] for key in claims if home[key] is not None and size[home[key]] < _FEW * len(claims)}
        home |= dict.fromkeys(passing)
        self._by_series(claims)
        home |= {key: there for key, there in passing.items() if home[key] is None}
        for key in claims:
            if home[key] is None:
                sources = [e.target for e in graph.out(key, "cites") if e.target.type == "source"]
                home[key] = _most(home.get(e.source) for s in sources for e in graph.into(s, "cites")) or self._chapter(key)
        sources = [key for key, _ in graph.of_type("source")]
        for key in sources:
            citing = [e.source for e in graph.into(key, "cites")]
            home[key] = _most(home.get(k) if k.type == "claim" else self._chapter(k) for k in citing)
        self._by_series(sources)
        for key, _ in graph.of_type("risk"):
            home[key] = self._chapter(key) or _most(home.get(e.target) for e in graph.out(key, "about"))
        for key, _ in graph.of_type("finding"):
            home[key] = _most(home.get(e.target) or self._chapter(e.target) for e in graph.out(key, "about"))
        for edge in graph.edges:
            if edge.type == "contradicts":
                for key in (edge.source, edge.target):
                    if key not in home and key.type != "section":
                        near = [e.target for e in graph.out(key, "cites", "derived-from")]
                        home[key] = self._chapter(key) or _most(home.get(k) or self._chapter(k) for k in near)
        for key in sorted(self._others - home.keys()):
            home[key] = self._chapter(key)

    def _by_series(self, keys: list[Key]) -> None:
        """Put what is still homeless with its series of ids, when four in five of that agree."""
        series: dict[tuple[str, str], Counter] = defaultdict(Counter)
        for key in keys:
            if self._home[key] is not None:
                series[key.report, _SERIES.sub("", key.id)][self._home[key]] += 1
        for key in keys:
            if self._home[key] is None:
                votes = series[key.report, _SERIES.sub("", key.id)]
                if votes and votes.most_common(1)[0][1] >= 0.8 * votes.total():
                    self._home[key] = votes.most_common(1)[0][0]

    def _make_frames(self) -> None:
        several = len(self.graph.reports) > 1
        used = {h for k, h in self._home.items() if h is not None and k.type not in ("finding", "section")}
        for report in self.graph.reports:
            suffix = f" · {report.title or report.id}" if several else ""
            for key, section in self.graph.of_type("section", report.id):
                if key in self._chapters and key in used:
                    title = f"{section.number} {section.title}" if section.number else section.title
                    self._add(key, Frame(title + suffix, key, report.id))
            drawn = ("claim", "source", "risk")
            homeless = [k for k, h in self._home.items() if h is None and k.report == report.id]
            if any(k.type in drawn or k in self._others for k in homeless):
                title = "Not tied to a section" if self._chapters else "All"
                self._add((report.id, "rest"), Frame(title + suffix, None, report.id, "rest"))
            for type, title in (("publisher", "Publishers"), ("metric", "Metrics")):
                if any(True for _ in self.graph.of_type(type, report.id)):
                    self._add((report.id, type + "s"), Frame(title + suffix, None, report.id, type + "s"))

    def _add(self, name: object, frame: Frame) -> None:
        self._frame_of[name] = len(self.frames)
        self.frames.append(frame)


def _most(keys) -> Key | None:
    """The commonest, the first of equals; ``None`` when there is none."""
    votes = Counter(k for k in keys if k is not None)
    return max(votes, key=votes.__getitem__) if votes else None
