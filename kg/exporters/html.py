"""The graph as one interactive page that opens offline in any browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from kg import html
from kg.config import Config
from kg.exporters._claim_view import Figure, Link, Row, Side, View, view
from kg.exporters._html_network import Picture, picture
from kg.graph import EDGE_TYPES, ClaimGraph
from kg.model import Place
from kg.reading import InputError

NAME = "html"
SUFFIX = ".html"

_SCRIPTS = ("base", "model", "relations", "filter", "picture", "panel", "focus", "table", "search", "save", "graph")
_PUBLISHERS_MOST = 300


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """Yield the page.  It asks for nothing from anywhere and runs no script but its own.

    Raises :class:`kg.reading.InputError` when the packages of the ``html`` extra are missing.
    """
    import kg

    if find_spec("pyvis") is None:
        raise InputError("html", "this format needs pyvis. Install the html extra: pip install 'claimgraph[html]'.")
    shown = view(graph, config)
    drawn = picture(shown)
    titles = [r.title or r.id for r in graph.reports]
    data = _data(graph, shown, drawn, titles[0] if len(titles) == 1 else f"{len(titles)} reports", kg.__version__)
    yield html.render(
        "graph.html",
        styles=("base.css", "graph.css"),
        scripts=(html.asset("scripts/early.js"), html.vis_network(), html.bundle(f"scripts/{name}.js" for name in _SCRIPTS)),
        data=data,
        title=data["title"],
        version=kg.__version__,
        graph=graph,
        rows=shown.rows,
        types=Counter(r.key.type for r in shown.rows),
        contradictions=[(i, shown.rows[i], _two_sides(shown.sides[i])) for i in shown.contradictions],
        matrix=_matrix(shown),
        linked=_linked(shown),
        section_of=lambda row: shown.chapters.frames[row.frame].title if row.frame is not None else "",
        standing=_standing,
        documents=[(d.path, d.sha256) for r in graph.reports for d in r.documents],
        short=_short_names(d.path for r in graph.reports for d in r.documents),
        as_of=sorted({r.as_of.isoformat() for r in graph.reports if r.as_of}),
    )


def _data(graph: ClaimGraph, shown: View, drawn: Picture, title: str, version: str) -> dict[str, object]:
    """What the scripts read.  Long texts are not in it: they are in the table, once.

    Names that would repeat thousands of times (paths, rules, link types) are numbers into lists.
    """
    paths, rules, figures = _Numbers(), _Numbers(), _Numbers()
    return {
        "title": title,
        "version": version,
        "network": {"nodes": drawn.nodes, "edges": drawn.edges},
        "frames": _frames(shown, drawn),
        "rows": [_row(r, paths, rules, figures) for r in shown.rows],
        "links": [_link(k) for k in shown.links],
        "sides": {str(i): [_side(s, shown.rows, paths) for s in sides] for i, sides in shown.sides.items()},
        "contradictions": shown.contradictions,
        "mentions": [{"type": m.type, "text": m.text, "where": m.where, "at": _at(m.place, paths)} for m in shown.mentions],
        "figures": [_figure(f, paths) for f in figures],
        "linkTypes": EDGE_TYPES,
        "paths": paths.names,
        "rules": rules.names,
    }


class _Numbers(dict):
    """Numbers for names, in the order of their first use."""

    names = property(list)

    def __missing__(self, name: object) -> int:
        return self.setdefault(name, len(self))


def _row(row: Row, paths: _Numbers, rules: _Numbers, figures: _Numbers) -> dict[str, object]:
    """A row without what its line of the table says: id, type, text, detail."""
    facts = dict(row.facts)
    plain: dict[str, object] = {}
    if row.ref != row.key.id:
        plain["ref"] = row.ref
    if row.key.type == "finding":
        plain["rule"] = rules[facts.pop("check"), facts.pop("name"), facts.pop("category")]
        if facts["certainty"] == "high":
            del facts["certainty"]
    elif row.label not in (row.key.id, row.text):
        plain["label"] = row.label
    if row.frame is not None:
        plain["frame"] = row.frame
    if row.place is not None:
        plain["at"] = _at(row.place, paths)
    if "figures" in facts:
        facts["figures"] = [figures[f] for f in facts["figures"]]
    return plain | facts


def _figure(figure: Figure, paths: _Numbers) -> dict[str, object]:
    plain = {name: getattr(figure, name) for name in ("subject", "metric", "scope", "period", "value", "reading")}
    return {k: v for k, v in plain.items() if v} | {"at": _at(figure.place, paths)}


def _short_names(paths: Iterable[str]) -> dict[str, str]:
    """The last part of each path, the whole path where two end alike; empty when there is one file only."""
    paths = list(dict.fromkeys(paths))
    last = Counter(re.split(r"[\\/]", p)[-1] for p in paths)
    names = {p: re.split(r"[\\/]", p)[-1] for p in paths}
    return {p: "" if len(paths) == 1 else names[p] if last[names[p]] == 1 else p for p in paths}


def _at(place: Place, paths: _Numbers) -> list[int]:
    return [paths[place.path], place.line]


def _link(link: Link) -> list[object]:
    more = {"quote": link.quote, "disputes": link.disputes, "finding": link.finding}
    more = {k: v for k, v in more.items() if v not in ("", False, None)}
    return [EDGE_TYPES.index(link.type), link.source, link.target, *([more] if more else [])]


def _side(side: Side, rows: list[Row], paths: _Numbers) -> dict[str, object]:
    plain = {"side": side.side} if side.side else {}
    if side.row is not None:
        return plain | {"row": side.row}
    return plain | {"kind": side.kind, "id": side.id, "at": _at(side.place, paths), "text": side.text}


def _standing(row) -> str:
    facts = row.facts
    if row.key.type == "claim":
        n = facts["independent"]
        return f"{facts['confidence']}, {n} publisher{'' if n == 1 else 's'}"
    return str(facts.get("publisher") or (facts.get("severity") if row.key.type == "finding" else "") or "")


def _frames(shown, drawn) -> list[dict[str, object]]:
    number = {r.key: i for i, r in enumerate(shown.rows) if r.key.type == "section"}
    frames = []
    for frame, box, column in zip(shown.chapters.frames, drawn.arrangement.boxes, drawn.arrangement.columns, strict=True):
        plain = {"title": frame.title, "kind": frame.kind, "x": box.x, "y": box.y, "width": box.width, "height": box.height}
        if frame.section in number:
            plain["row"] = number[frame.section]
        frames.append(plain | {"head": drawn.arrangement.title, "column": column})
    return frames


def _two_sides(sides) -> list[list]:
    """The places of a contradiction, grouped by side, in the order given."""
    groups: dict[str, list] = {}
    for side in sides:
        if side.side:
            groups.setdefault(side.side, []).append(side)
    return list(groups.values())


def _linked(shown) -> dict[int, list[int]]:
    """For the table: the rows each row leads to, by index."""
    linked = {i: list(dict.fromkeys(s.row for s in sides if s.row is not None)) for i, sides in shown.sides.items()}
    for link in shown.links:
        if link.type in ("cites", "published-by", "derived-from", "contradicts", "about"):
            linked.setdefault(link.source, []).append(link.target)
        if link.type == "contradicts":
            linked.setdefault(link.target, []).append(link.source)
    return linked


def _matrix(shown) -> dict[str, object] | None:
    """Citations by publisher and frame: how much of each chapter one voice carries."""
    publisher = {k.source: k.target for k in shown.links if k.type == "published-by"}
    counts: dict[int, Counter] = {}
    only: Counter = Counter()
    voices: dict[int, set[int]] = {}
    for link in shown.links:
        claim, source = shown.rows[link.source], publisher.get(link.target)
        if link.type == "cites" and claim.key.type == "claim" and source is not None:
            counts.setdefault(source, Counter())[claim.frame] += 1
            voices.setdefault(link.source, set()).add(source)
    for claim, names in voices.items():
        if len(names) == 1 and shown.rows[claim].facts.get("independent") == 1:
            only[next(iter(names))] += 1
    if not counts:
        return None
    columns = [f for f in range(len(shown.chapters.frames)) if any(c[f] for c in counts.values())]
    order = sorted(counts, key=lambda p: (-counts[p].total(), shown.rows[p].label, p))
    top = max(max(c.values()) for c in counts.values())
    everything = sum(c.total() for c in counts.values())
    rows = [
        {
            "row": p,
            "label": shown.rows[p].label,
            "total": counts[p].total(),
            "share": round(100 * counts[p].total() / everything),
            "only": only[p],
            "cells": [(f, counts[p][f], -(-9 * counts[p][f] // top)) for f in columns],
        }
        for p in order[:_PUBLISHERS_MOST]
    ]
    sums = Counter()
    for c in counts.values():
        sums.update(c)
    return {
        "columns": [(shown.chapters.frames[f].title, sums[f]) for f in columns],
        "rows": rows,
        "rest": len(order) - len(rows),
        "total": everything,
    }
