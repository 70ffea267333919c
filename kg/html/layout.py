"""Where things stand in a picture of groups: one frame per group, a force layout inside each.

The page never computes positions: a picture that is still moving cannot be read, and one that
moves differently on each machine cannot be compared.  Only Python's own arithmetic in a fixed
order is used, so that the same input gives the same whole numbers on every processor.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, pi, sin, sqrt

from kg.records import record

SPACING = 28.0
"""Distance that neighbouring nodes keep, in units of the picture."""
_REACH = 1.75 * SPACING
_GAP = 14.0
_ASPECT = 1.1
Point = tuple[float, float]
_LINE = (150.0, 19.0)
"""Width and height of a line of a list, in thousandths of the picture's width."""
_LOWEST = 0.9
"""Long lists are set in lower lines, down to this share of the height, before they take more than a third."""


@record
class Group:
    """Nodes that share a frame.

    ``grid`` puts them in a list, in their order, instead of by force; lists stand below all other
    frames, and a line of one is ``span`` times as wide as a name needs.  ``room`` is the least width and height of what is inside, for frames that are not
    filled by their members alone.
    """

    members: tuple[int, ...]
    grid: bool = False
    room: tuple[float, float] = (0.0, 0.0)
    span: int = 1


@record
class Box:
    """A frame: its upper left corner and its size, in units of the picture, y downwards."""

    x: int
    y: int
    width: int
    height: int


@record
class Arrangement:
    """Positions by node, one frame per group, the height of a frame's title and of a list's line,
    and the width of the columns in each frame that holds a list.
    """

    positions: dict[int, tuple[int, int]]
    boxes: tuple[Box, ...]
    title: int
    line: int
    columns: tuple[int, ...]


def arrange(groups: Sequence[Group], edges: Sequence[tuple[int, int]]) -> Arrangement:
    """Place every member of every group; a node belongs to one group at most."""
    home = {n: g for g, group in enumerate(groups) for n in group.members}
    inside: list[list[tuple[int, int]]] = [[] for _ in groups]
    for a, b in edges:
        if a != b and a in home and home[a] == home.get(b):
            inside[home[a]].append((a, b))
    contents = [({}, 0.0, 0.0) if g.grid else _by_force(g.members, links) for g, links in zip(groups, inside, strict=True)]
    contents = [(p, max(w, g.room[0]), max(h, g.room[1])) for g, (p, w, h) in zip(groups, contents, strict=True)]
    drawn = [g for g, group in enumerate(groups) if not group.grid]
    lists = [g for g, group in enumerate(groups) if group.grid]
    area = sum((contents[g][1] + 4 * _GAP) * (contents[g][2] + 6 * _GAP) for g in drawn)
    wide, high = _line_size(area, sum(len(groups[g].members) * groups[g].span for g in lists))
    title = max(20.0, wide / _LINE[0] * (54 if drawn else 34))
    sizes = [(max(contents[g][1] + 2 * _GAP, 4 * title), contents[g][2] + 2 * _GAP + title) for g in drawn]
    below = [_list_size(len(groups[g].members), wide * groups[g].span, high, title, wide / _LINE[0] * 1000) for g in lists]
    boxes = dict(zip([*drawn, *lists], _rows(sizes, below, gap=title * 0.3), strict=True))
    positions, columns = {}, []
    for g, (group, (points, width, height)) in enumerate(zip(groups, contents, strict=True)):
        box, column = boxes[g], 0.0
        if group.grid:
            width, height = box.width - 2 * _GAP, box.height - title - 2 * _GAP
            points, column = _list(group.members, width, height, high)
        left = box.x + (box.width - width) / 2
        top = box.y + title + (box.height - title - height) / 2
        columns.append(round(column))
        for node, (x, y) in points.items():
            positions[node] = (round(left + x), round(top + y))
    return Arrangement(positions, tuple(boxes[g] for g in range(len(groups))), round(title), round(high), tuple(columns))


def _line_size(area: float, listed: int) -> tuple[float, float]:
    """Width and height of a line of a list, when the other frames take ``area``.

    Names are read at the size of the whole picture, so lines grow with it; lists alone have room.
    """
    if not area:
        return _LINE[0], _LINE[1] * 1.3
    share = listed * _LINE[0] * _LINE[1] * _ASPECT / 1e6
    low = max(_LOWEST, min(1.0, 0.33 / share)) if share else 1.0
    share = min(share * low, 0.6)
    thousandth = sqrt(area / (1 - share) * _ASPECT) / 1000
    return _LINE[0] * thousandth, _LINE[1] * thousandth * low


def _list_size(members: int, wide: float, high: float, title: float, most: float) -> tuple[float, float]:
    """Room for a list and its title, in columns of eight lines or, where they would be wider than ``most``, of more."""
    columns = max(1, min(int(most / wide), ceil(members / 8)))
    return max(columns * wide + 2 * _GAP, 4 * title), ceil(members / columns) * high + 2 * _GAP + title


def _list(members: Sequence[int], width: float, height: float, line: float) -> tuple[dict[int, Point], float]:
    """Columns that fill the room they got, read downwards, and their width."""
    rows = max(1, int(height / line + 0.1))
    columns = max(1, ceil(len(members) / rows))
    rows = max(1, ceil(len(members) / columns))
    column, step = width / columns, min(height / rows, line * 1.3)
    points = {n: (column * (i // rows) + line / 2, step * (i % rows + 0.5)) for i, n in enumerate(members)}
    return points, column


def _by_force(members: Sequence[int], links: list[tuple[int, int]]) -> tuple[dict[int, Point], float, float]:
    """Lay out each connected part on its own, then pack the parts, largest first."""
    near: dict[int, list[int]] = {n: [] for n in members}
    for a, b in dict.fromkeys(links):
        near[a].append(b)
        near[b].append(a)
    parts = []
    for part in _parts(members, near):
        points = _relax(_radial(part, near), near)
        left, top = min(x for x, _ in points.values()), min(y for _, y in points.values())
        points = {n: (x - left + SPACING / 2, y - top + SPACING / 2) for n, (x, y) in points.items()}
        width = max(x for x, _ in points.values()) + SPACING / 2
        height = max(y for _, y in points.values()) + SPACING / 2
        parts.append((points, width, height))
    return _pack(parts)


def _parts(members: Sequence[int], near: dict[int, list[int]]) -> list[list[int]]:
    """Connected parts, the largest first, each beginning with its node of most links."""
    seen: set[int] = set()
    parts = []
    for start in members:
        if start in seen:
            continue
        part, stack = [], [start]
        seen.add(start)
        while stack:
            node = stack.pop()
            part.append(node)
            for other in near[node]:
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        part.sort(key=lambda n: (-len(near[n]), n))
        parts.append(part)
    return sorted(parts, key=lambda p: (-len(p), p[0]))


def _radial(part: list[int], near: dict[int, list[int]]) -> dict[int, Point]:
    """A start without tangles: rings around the best connected node, a sector for each branch."""
    root = part[0]
    children: dict[int, list[int]] = {n: [] for n in part}
    order, seen = [root], {root}
    for node in order:
        for other in sorted(near[node], key=lambda n: (-len(near[n]), n)):
            if other not in seen:
                seen.add(other)
                children[node].append(other)
                order.append(other)
    leaves = {}
    for node in reversed(order):
        leaves[node] = sum(leaves[c] for c in children[node]) or 1
    sector = {root: (0.0, 2 * pi, 0)}
    points = {root: (0.0, 0.0)}
    for node in order:
        start, end, depth = sector[node]
        step = (end - start) / leaves[node]
        for child in children[node]:
            stop = start + step * leaves[child]
            sector[child] = (start, stop, depth + 1)
            middle = (start + stop) / 2
            radius = SPACING * (depth + 1) * 1.3
            # Rounded, because sine and cosine are the only steps here that processors and
            # their libraries may answer differently in the last digit.
            points[child] = (round(radius * cos(middle) * 1.25, 3), round(radius * sin(middle) * 0.9, 3))
            start = stop
    return points


def _relax(points: dict[int, Point], near: dict[int, list[int]]) -> dict[int, Point]:
    """Springs along links and a push between whatever comes closer than the reach."""
    nodes = list(points)
    if len(nodes) < 3:
        return points
    number = {n: i for i, n in enumerate(nodes)}
    x, y = [points[n][0] for n in nodes], [points[n][1] for n in nodes]
    links = [(number[a], number[b]) for a in nodes for b in near[a] if number[a] < number[b]]
    weight = [1 / sqrt(max(1, len(near[n]))) for n in nodes]
    steps = 70 if len(nodes) < 300 else 45
    for step in range(steps):
        heat = 1 - step / steps
        fx, fy = _pushes(x, y, _REACH, 0.9)
        if step < steps * 0.85:
            for a, b in links:
                dx, dy = x[b] - x[a], y[b] - y[a]
                distance = sqrt(dx * dx + dy * dy) or 1.0
                pull = 0.32 * (distance - SPACING * 1.15) / distance
                fx[a] += pull * dx * weight[a]
                fy[a] += pull * dy * weight[a]
                fx[b] -= pull * dx * weight[b]
                fy[b] -= pull * dy * weight[b]
        limit = SPACING * (0.15 + 0.85 * heat)
        for i in range(len(nodes)):
            dx, dy = fx[i] - 0.004 * x[i], fy[i] - 0.010 * y[i]
            length = sqrt(dx * dx + dy * dy)
            if length > limit:
                dx, dy = dx * limit / length, dy * limit / length
            x[i] += dx
            y[i] += dy
    return {n: (x[i], y[i]) for i, n in enumerate(nodes)}


def _pushes(x: list[float], y: list[float], reach: float, strength: float) -> tuple[list[float], list[float]]:
    """The push on every point from the points within reach, found through a grid of cells."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i in range(len(x)):
        cells.setdefault((int(x[i] // reach), int(y[i] // reach)), []).append(i)
    fx, fy = [0.0] * len(x), [0.0] * len(x)
    square = reach * reach
    for (column, row), here in cells.items():
        for k, i in enumerate(here):
            xi, yi = x[i], y[i]
            # Half of the neighbouring cells: every pair is met once.
            others = here[k + 1 :]
            for side in ((column + 1, row), (column - 1, row + 1), (column, row + 1), (column + 1, row + 1)):
                others += cells.get(side, ())
            for j in others:
                dx, dy = x[j] - xi, y[j] - yi
                distance = dx * dx + dy * dy
                if distance >= square:
                    continue
                if distance < 1e-6:
                    dx, dy, distance = 0.1 + 0.01 * (j % 7), 0.1 + 0.01 * (i % 5), 0.02
                distance = sqrt(distance)
                push = strength * 0.5 * (reach - distance) / distance * 0.35
                fx[i] -= push * dx
                fy[i] -= push * dy
                fx[j] += push * dx
                fy[j] += push * dy
    return fx, fy


def _pack(parts: list[tuple[dict[int, Point], float, float]]) -> tuple[dict[int, Point], float, float]:
    """Shelves: the largest part first, the small ones in rows below or beside it."""
    if not parts:
        return {}, 0.0, 0.0
    area = sum(w * h for _, w, h in parts)
    limit = max(parts[0][1], sqrt(area * _ASPECT))
    placed: dict[int, Point] = {}
    x = y = shelf = width = 0.0
    for points, w, h in parts:
        if x and x + w > limit + 1:
            x, y, shelf = 0.0, y + shelf, 0.0
        for node, (px, py) in points.items():
            placed[node] = (x + px, y + py)
        x, shelf = x + w, max(shelf, h)
        width = max(width, x)
    return placed, width, y + shelf


def _rows(sizes: Sequence[tuple[float, float]], below: Sequence[tuple[float, float]], gap: float) -> tuple[Box, ...]:
    """Frames in reading order, in rows of equal width, and lists in rows of that width below them.

    The width is the one with which all fits the smallest page of the wanted shape.
    """
    total = sqrt(sum(w * h for w, h in (*sizes, *below)) * _ASPECT)
    best: tuple[float, float, list[list[int]], list[list[int]]] | None = None
    for tenth in range(7, 19):
        rows = _break(sizes, total * tenth / 10, gap)
        width = _width(sizes, rows, gap) or total
        lists = [[k + len(sizes) for k in row] for row in _break(below, width, gap)]
        page = max(width, (_height(sizes, rows, gap) + _height((*sizes, *below), lists, gap)) * _ASPECT)
        if best is None or page < best[0] - 1:
            best = (page, width, rows, lists)
    _, width, rows, lists = best
    sizes = [*sizes, *below]
    width = max(width, _width(sizes, lists, gap))
    boxes: dict[int, Box] = {}
    y = 0.0
    for row in rows + lists:
        height = max(sizes[i][1] for i in row)
        free = width - sum(sizes[i][0] for i in row) - gap * (len(row) - 1)
        # A lone short last row of frames is not blown up to the full width; lists use what they get.
        grow = free / len(row) if row in lists else min(free / len(row), sizes[row[0]][0]) if len(rows) > 1 else 0.0
        x = 0.0
        for i in row:
            boxes[i] = Box(round(x), round(y), round(sizes[i][0] + grow), round(height))
            x += sizes[i][0] + grow + gap
        y += height + gap
    return tuple(boxes[i] for i in range(len(sizes)))


def _width(sizes: Sequence[tuple[float, float]], rows: list[list[int]], gap: float) -> float:
    return max((sum(sizes[i][0] for i in row) + gap * (len(row) - 1) for row in rows if row), default=0.0)


def _height(sizes: Sequence[tuple[float, float]], rows: list[list[int]], gap: float) -> float:
    return sum(max(sizes[i][1] for i in row) + gap for row in rows if row)


def _break(sizes: Sequence[tuple[float, float]], limit: float, gap: float) -> list[list[int]]:
    rows: list[list[int]] = []
    used = 0.0
    for i, (width, _) in enumerate(sizes):
        if not rows or used + width > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(i)
        used += width + gap
    return rows
