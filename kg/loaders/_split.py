"""Paragraphs that hold several things, one a line, cut into their lines."""

from __future__ import annotations

from itertools import pairwise

from kg import patterns as re
from kg.loaders._blocks import Block
from kg.loaders._inline import key_value, nothing_but_marks
from kg.loaders._reference_list import ENTRY

DEFINITION = re.compile(r"\[[^\]\n]{1,200}\]:[ \t]*\S")
CAPTION = re.compile(
    r"(?:\*\*|__|\*|_)?(?P<kind>Table|Figure|Fig\.|Chart|Exhibit|Diagram)"
    r"(?:[ \t]+(?P<id>[A-Z]{0,4}\d[\w.-]{0,9}?|[IVX]{1,5}))?"
    r"(?:\*\*|__)?[ \t]*(?:[:—–]|\.[ \t])(?:\*\*|__)?[ \t]*(?P<title>\S.*?)(?:\*\*|__|\*|_)?$"
)
"""A line that names a table or figure: ``Table: …``, ``Table 3. …``, ``Figure FO002: …``."""
_BULLET = re.compile(r"[•‣▪●·–]\s+(?=\S)")


def split(blocks: list[Block]) -> list[Block]:
    """The blocks, with lists of definitions, references, captions and key-value lines taken apart."""
    return [piece for block in blocks for piece in (_pieces(block) if block.kind in ("paragraph", "item") else (block,))]


def _pieces(block: Block) -> list[Block]:
    if "\n" not in block.text:
        return [_bullet(block)]
    spans = block.lines()
    rows = [block.text[a:b].strip() for a, b in spans]
    full = [row for row in rows if row]
    if (block.kind == "paragraph" and all(key_value(row) for row in full)) or (
        block.kind == "paragraph" and all(_BULLET.match(row) for row in full)
    ):
        cuts = [i for i, row in enumerate(rows) if row]
    else:
        entries = [i for i, row in enumerate(rows) if DEFINITION.match(row) or (ENTRY.match(row) and not nothing_but_marks(row))]
        cuts = entries if len(entries) > 1 or any(DEFINITION.match(rows[i]) for i in entries) else []
        cuts = sorted({*cuts, *(i for i in (0, len(rows) - 1) if CAPTION.match(rows[i]) and len(rows[i]) < 200)})
        # What follows a caption in the same paragraph is text of its own.
        cuts = sorted({*cuts, *(i + 1 for i in cuts if i + 1 < len(rows) and CAPTION.match(rows[i]))})
    if not cuts:
        return [block]
    edges = sorted({0, *cuts, len(rows)})
    pieces = [_bullet(block.part(spans[a][0], spans[b - 1][1])) for a, b in pairwise(edges)]
    return [p for p in pieces if p.text]


def _bullet(block: Block) -> Block:
    """A paragraph that starts with a typographic bullet is a list item."""
    match = _BULLET.match(block.text) if block.kind == "paragraph" else None
    if match is None:
        return block
    item = block.part(match.end(), len(block.text))
    item.kind, item.level, item.marker = "item", 1, match.group().strip()
    return item
