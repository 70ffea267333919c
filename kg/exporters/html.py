"""The graph as one interactive page that opens offline in any browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from kg import html
from kg.config import Config
from kg.exporters import _html_data
from kg.exporters._claim_view import Row, Side, View, view
from kg.exporters._html_network import picture
from kg.graph import ClaimGraph
from kg.reading import InputError

NAME = "html"
SUFFIX = ".html"

_SCRIPTS = "base model relations filter picture paint labels unfold panel focus table search save graph".split()
_PUBLISHERS_MOST = 300
_CONTRADICTIONS_MOST = 200
"""So many are listed beside the picture; the others are reached by stepping, and stand in the table."""
_LINES_MOST = 1000
"""Up to so many lines the table is a table from the start; above, scripts make what is looked at, when it is."""


def export(graph: ClaimGraph, config: Config, findings_page: str = "") -> Iterator[str]:
    """Yield the page.  It asks for nothing from anywhere and runs no script but its own.

    ``findings_page`` is the address of the page of the findings, where there is one.

    Raises :class:`kg.reading.InputError` when the packages of the ``html`` extra are missing.
    """
    import kg

    if find_spec("pyvis") is None:
        raise InputError("html", "this format needs pyvis. Install the html extra: pip install 'claimgraph[html]'.")
    shown = view(graph, config)
    drawn = picture(shown)
    titles = [r.title or r.id for r in graph.reports]
    data = _html_data.block(shown, drawn, titles[0] if len(titles) == 1 else f"{len(titles)} reports", kg.__version__)
    yield html.render(
        "graph.html",
        styles=("base.css", "graph.css"),
        scripts=(html.asset("scripts/early.js"), html.vis_network(), html.bundle(f"scripts/{name}.js" for name in _SCRIPTS)),
        data=data | {"findingsPage": findings_page},
        title=data["title"],
        version=kg.__version__,
        graph=graph,
        findings_page=findings_page,
        aggregated=drawn.aggregated,
        frames=shown.chapters.frames,
        rows=shown.rows,
        types=Counter(r.key.type for r in shown.rows),
        contradictions=[(i, shown.rows[i], _two_sides(shown.sides[i])) for i in shown.contradictions[:_CONTRADICTIONS_MOST]],
        contradicted=len(shown.contradictions),
        lazy=len(shown.rows) > _LINES_MOST,
        matrix=_matrix(shown),
        linked=_linked(shown),
        section_of=lambda row: shown.chapters.frames[row.frame].title if row.frame is not None else "",
        standing=_standing,
        documents=[(d.path, d.sha256) for r in graph.reports for d in r.documents],
        short=_short_names(d.path for r in graph.reports for d in r.documents),
        as_of=sorted({r.as_of.isoformat() for r in graph.reports if r.as_of}),
    )


def _short_names(paths: Iterable[str]) -> dict[str, str]:
    """The last part of each path, the whole path where two end alike; empty when there is one file only."""
    paths = list(dict.fromkeys(paths))
    last = Counter(re.split(r"[\\/]", p)[-1] for p in paths)
    names = {p: re.split(r"[\\/]", p)[-1] for p in paths}
    return {p: "" if len(paths) == 1 else names[p] if last[names[p]] == 1 else p for p in paths}


def _standing(row: Row) -> str:
    facts = row.facts
    if row.key.type == "claim":
        n = facts["publishers"]
        return f"{facts['confidence']}, {n} publisher{'' if n == 1 else 's'}"
    return str(facts.get("publisher") or (facts.get("severity") if row.key.type == "finding" else "") or "")


def _two_sides(sides: Iterable[Side]) -> list[list[Side]]:
    """The places of a contradiction, grouped by side, in the order given; a node twice on a side is there once."""
    groups: dict[str, dict[object, Side]] = {}
    for side in sides:
        if side.side:
            groups.setdefault(side.side, {}).setdefault((side.row, side.place if side.row is None else None), side)
    if len({key for places in groups.values() for key in places}) == 1:
        return [list(places.values()) for places in groups.values()][:1]  # a statement at odds with itself
    return [list(places.values()) for places in groups.values()]


def _linked(shown: View) -> dict[int, list[int]]:
    """For the table: the rows each row leads to, by index."""
    linked = {i: list(dict.fromkeys(s.row for s in sides if s.row is not None)) for i, sides in shown.sides.items()}
    for link in shown.links:
        if link.type in ("cites", "published-by", "derived-from", "contradicts", "about"):
            linked.setdefault(link.source, []).append(link.target)
        if link.type == "contradicts":
            linked.setdefault(link.target, []).append(link.source)
    return linked


def _matrix(shown: View) -> dict[str, object] | None:
    """Citations by publisher and frame: how much of each chapter one voice carries."""
    publisher = {k.source: k.target for k in shown.links if k.type == "published-by"}
    citing = {"claim"} if any(r.key.type == "claim" for r in shown.rows) else {"sentence", "cover"}
    counts: dict[int, Counter] = {}
    only: Counter = Counter()
    voices: dict[int, set[int]] = {}
    for link in shown.links:
        claim, source = shown.rows[link.source], publisher.get(link.target)
        if link.type == "cites" and claim.key.type in citing and source is not None:
            counts.setdefault(source, Counter())[claim.frame] += 1
            voices.setdefault(link.source, set()).add(source)
    for claim, names in voices.items():
        if len(names) == 1 and shown.rows[claim].facts.get("publishers") == 1:
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
        "citing": "claims" if "claim" in citing else "sentences with figures",
    }
