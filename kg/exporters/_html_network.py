"""The picture of a view as a pyvis network: nodes with positions, edges, options."""

from __future__ import annotations

from math import sqrt

from kg.exporters._claim_view import Link, Row, View
from kg.html.layout import Arrangement, Group, arrange
from kg.records import record

_SHAPES = {
    "claim": "dot",
    "source": "square",
    "publisher": "hexagon",
    "risk": "triangle",
    "metric": "diamond",
    "finding": "triangleDown",
}
_FRAMED_BY_FORCE = ("section", "rest")
_RING = ((14, -9), (14, 9), (0, 17), (-14, 9), (-14, -9), (0, -17))
_DRAWN_MOST = 10_000
"""Above, a picture of every node neither opens soon nor says anything; frames then stand for what is in them."""
_LISTED_MOST = 48
"""So many publishers or metrics are listed, those of most links; a longer list would be most of the picture."""
_LISTED_BESIDE_FRAMES = 48
"""The same in a picture of frames."""
_WIDE, _WIDE_MOST = 3, 120
"""Statements that stand for claims are lines of text, so many names wide; of more than so many, two names."""
_SUMMARY = (300.0, 120.0)
"""Room of a frame that says what it holds instead of showing it."""
_ALWAYS_DRAWN = {("claim", "source"), ("risk", "claim"), ("claim", "claim")}


@record
class Picture:
    """What the browser draws: pyvis's own nodes and edges, and the frames behind them."""

    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]
    arrangement: Arrangement
    aggregated: bool = False
    """Whether frames stand for what is in them; only publishers and metrics of most links are nodes then."""


def picture(view: View) -> Picture:
    """Lay the view out and hand it to pyvis, as its network model and nothing of its page."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    work = _works(view)
    inside = [
        i
        for i, row in enumerate(view.rows)
        if row.frame is not None and row.key.type not in ("section", "finding") and work[i] == i
    ]
    listed = [i for i in inside if view.rows[i].key.type in ("publisher", "metric")]
    aggregated = len(inside) - len(listed) > _DRAWN_MOST
    drawn = listed if aggregated else inside
    degree = [0] * len(view.rows)
    for link in view.links:
        if _structural(view, link) or link.type == "published-by" or link.type == "states":
            degree[work[link.source]] += 1
            degree[work[link.target]] += 1
    shaping = [] if aggregated else [(work[k.source], work[k.target]) for k in view.links if _structural(view, k)]
    arrangement = arrange(_groups(view, drawn, degree, aggregated), shaping)
    positions = arrangement.positions | _beside(view, arrangement, work)

    network = Network(directed=True)
    # Straight into the lists: add_node and add_edge look through all that is there already.
    for i, (x, y) in sorted(positions.items()):
        row = view.rows[i]
        shape = _SHAPES.get(row.key.type, "square")
        listed = arrangement.columns[row.frame] > 0 if row.frame is not None and row.key.type != "finding" else False
        network.nodes.append(Node(i, shape, "", x=x, y=y, size=_size(row.key.type, degree[i], arrangement, listed)).options)
    seen: set[tuple[str, int, int]] = set()
    for number, link in enumerate(view.links):
        ends = work[link.source], work[link.target]
        if not (_structural(view, link) or link.type == "contradicts") or (link.type, *ends) in seen:
            continue
        if ends[0] in positions and ends[1] in positions:
            seen.add((link.type, *ends))
            network.edges.append(Edge(*ends, directed=True, id=number).options)
    network.toggle_physics(False)
    nodes, edges, *_ = network.get_network_data()
    return Picture(nodes, edges, arrangement, aggregated)


def _works(view: View) -> list[int]:
    """For each row the row that is drawn for it: of the sources that are one work the first, of all others themselves."""
    return [row.facts.get("work", i) for i, row in enumerate(view.rows)]


def _beside(view: View, arrangement: Arrangement, work: list[int]) -> dict[int, tuple[int, int]]:
    """Findings stand around what they are about; one that is about no drawn node is not drawn."""
    around: dict[int, int] = {}
    positions = {}
    for finding, sides in view.sides.items():
        drawn = (work[s.row] for s in sides if s.row is not None)
        anchor = next((row for row in drawn if row in arrangement.positions), None)
        if anchor is not None:
            turn = around[anchor] = around.get(anchor, 0) + 1
            (x, y), (dx, dy) = arrangement.positions[anchor], _RING[turn % len(_RING)]
            ring = 1 + turn // len(_RING)
            if arrangement.columns[view.rows[anchor].frame]:
                # The words of a line stand right of it.
                dx, dy = -arrangement.line, 0
            positions[finding] = (x + dx * ring, y + dy * ring)
    return positions


def _structural(view: View, link: Link) -> bool:
    """Whether an edge shapes the picture: evidence, derivation, what a risk is about."""
    ends = (view.rows[link.source].key.type, view.rows[link.target].key.type)
    return link.type in ("cites", "derived-from", "about") and ends in _ALWAYS_DRAWN


def _groups(view: View, drawn: list[int], degree: list[int], aggregated: bool) -> list[Group]:
    members: list[list[int]] = [[] for _ in view.chapters.frames]
    for i in drawn:
        members[view.rows[i].frame].append(i)
    groups = []
    with_claims = {row.key.report for row in view.rows if row.key.type == "claim"}
    statements = sum(row.key.type in ("sentence", "cover") for row in view.rows)
    for frame, inside in zip(view.chapters.frames, members, strict=True):
        grid = frame.kind not in _FRAMED_BY_FORCE
        if not grid and not aggregated and frame.report not in with_claims:
            # Sentences have no name: what is drawn of them is what they say, in the order of the report.
            inside.sort(key=lambda i: (view.rows[i].key.type == "source", _line(view.rows[i]), i))
            groups.append(Group(tuple(inside), True, span=_WIDE if statements <= _WIDE_MOST else 2))
            continue
        if grid:
            inside.sort(key=lambda i: (-degree[i], view.rows[i].label, i))
            inside = inside[: _LISTED_BESIDE_FRAMES if aggregated else _LISTED_MOST]
        groups.append(Group(tuple(inside), grid, _SUMMARY if aggregated else (0.0, 0.0)))
    return groups


def _line(row: Row) -> tuple[str, int, int]:
    """Where a row stands in the report; what has no place comes first."""
    return (row.place.path, row.place.line, row.place.column) if row.place else ("", 0, 0)


def _size(type: str, degree: int, arrangement: Arrangement, listed: bool) -> float:
    if listed or type in ("publisher", "metric"):
        return round(arrangement.line * min(0.42, 0.2 + 0.03 * sqrt(degree)), 1)
    base = {"claim": 8, "source": 7, "risk": 8}.get(type, 6)
    return round(base + 2.2 * sqrt(max(0, degree - 2)), 1)
