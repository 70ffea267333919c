"""The block of data of the graph page: what its scripts read.

Long texts are not in it: they stand in the table, once.  Names that would repeat thousands of
times (paths, rules, reasons) are numbers into lists, and what every row has is a column.
"""

from __future__ import annotations

import itertools

from kg.exporters._claim_view import Figure, Link, Row, Side, View
from kg.exporters._html_network import Picture
from kg.graph import EDGE_TYPES
from kg.model import Place

_LISTED = ("reasons", "lifts")
"""Facts that are lists of sentences, most of them said of many claims."""
_READ = ("value", "reading", "metric", "period", "scope", "subject")


class _Numbers(dict):
    """Numbers for names, in the order of their first use."""

    names = property(list)

    def __missing__(self, name: object) -> int:
        return self.setdefault(name, len(self))


def block(shown: View, drawn: Picture, title: str, version: str) -> dict[str, object]:
    """Everything the scripts read, as plain values."""
    paths, rules, figures, words = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    return {
        "title": title,
        "version": version,
        "network": _network(drawn),
        "frames": _frames(shown, drawn),
        "columns": _columns(shown.rows, paths),
        "rows": [_row(r, rules, figures, words) for r in shown.rows],
        "links": [_link(k) for k in shown.links],
        "sides": {str(i): [_side(s, paths) for s in sides] for i, sides in shown.sides.items()},
        "contradictions": shown.contradictions,
        "between": _between(shown) if drawn.aggregated else [],
        "mentions": [[words[m.type], m.text, words[m.where], *_at(m.place, paths)] for m in shown.mentions],
        "figures": [[*_at(f.place, paths), *_read(f, words)] for f in figures],
        "linkTypes": EDGE_TYPES,
        "paths": paths.names,
        "rules": rules.names,
        "words": words.names,
    }


def _network(drawn: Picture) -> dict[str, object]:
    """pyvis's nodes as rows of numbers, its edges as the numbers of their links; what is equal for all is said once."""
    shapes = _Numbers()
    nodes = [[n["id"], n["x"], n["y"], n["size"], shapes[n["shape"]]] for n in drawn.nodes]
    return {"nodes": nodes, "shapes": shapes.names, "edges": [e["id"] for e in drawn.edges], "aggregated": drawn.aggregated}


def _columns(rows: list[Row], paths: _Numbers) -> dict[str, list[int]]:
    """The frame of every row, -1 for none; its path by number and its line, 0 for no place."""
    placed = [(paths[r.place.path], r.place.line) if r.place else (0, 0) for r in rows]
    columns = {"frame": [-1 if r.frame is None else r.frame for r in rows], "line": [line for _, line in placed]}
    if len(paths) > 1:
        columns["path"] = [path for path, _ in placed]
    return columns


def _row(row: Row, rules: _Numbers, figures: _Numbers, words: _Numbers) -> dict[str, object]:
    """A row without what the columns and its line of the table say: id, type, text, detail, severity, place."""
    facts = dict(row.facts)
    plain: dict[str, object] = {}
    if row.ref != row.key.id:
        plain["ref"] = row.ref
    if row.key.type == "finding":
        plain["rule"] = rules[facts.pop("check"), facts.pop("name"), facts.pop("category")]
        del facts["severity"]
        if facts["certainty"] == "high":
            del facts["certainty"]
    elif row.label not in (row.key.id, row.text):
        plain["label"] = row.label
    if "figures" in facts:
        facts["figures"] = [figures[f] for f in facts["figures"]]
    if "read" in facts:
        facts["read"] = [_read(f, words) for f in facts["read"]]
    for name in _LISTED:
        if name in facts:
            facts[name] = [words[w] for w in facts[name]]
    return plain | facts


def _read(figure: Figure, words: _Numbers) -> list[int]:
    """A figure as numbers of words, -1 for none; what is missing at the end is left out."""
    numbers = [words[getattr(figure, name)] if getattr(figure, name) else -1 for name in _READ]
    while numbers and numbers[-1] < 0:
        numbers.pop()
    return numbers


def _at(place: Place, paths: _Numbers) -> list[int]:
    return [paths[place.path], place.line]


def _link(link: Link) -> list[object]:
    more = {"quote": link.quote, "disputes": link.disputes, "finding": link.finding}
    more = {k: v for k, v in more.items() if v not in ("", False, None)}
    return [EDGE_TYPES.index(link.type), link.source, link.target, *([more] if more else [])]


def _side(side: Side, paths: _Numbers) -> object:
    """The number of a row, with its side if it has one; everything said where there is no row."""
    if side.row is not None:
        return [side.row, side.side] if side.side else side.row
    plain = {"side": side.side} if side.side else {}
    return plain | {"kind": side.kind, "id": side.id, "at": _at(side.place, paths), "text": side.text}


def _frames(shown: View, drawn: Picture) -> list[dict[str, object]]:
    number = {r.key: i for i, r in enumerate(shown.rows) if r.key.type == "section"}
    frames = []
    for frame, box, column in zip(shown.chapters.frames, drawn.arrangement.boxes, drawn.arrangement.columns, strict=True):
        plain = {"title": frame.title, "kind": frame.kind, "x": box.x, "y": box.y, "width": box.width, "height": box.height}
        if frame.section in number:
            plain["row"] = number[frame.section]
        frames.append(plain | {"head": drawn.arrangement.title, "column": column})
    return frames


def _between(shown: View) -> list[list[int]]:
    """How many contradictions join two frames, and how many of these are errors."""
    counts: dict[tuple[int, int], list[int]] = {}
    for finding in shown.contradictions:
        frames = sorted({shown.rows[s.row].frame for s in shown.sides[finding] if s.row is not None and s.side} - {None})
        error = shown.rows[finding].facts["severity"] == "error"
        for a, b in itertools.pairwise(frames):
            pair = counts.setdefault((a, b), [0, 0])
            pair[0] += 1
            pair[1] += error
    return [[a, b, *pair] for (a, b), pair in sorted(counts.items())]
