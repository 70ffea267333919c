"""Writes what was read of a Word document, page or PDF as Markdown that reads the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kg import patterns as re
from kg.loaders._blocks import Block

# What would be markup at the beginning of a line; a backslash before it makes it text again.
_STARTS = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|\||={3,}\s*$|-{3,}\s*$|```|~~~)|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
)


def write(blocks: list[Block], text: str, fields: Mapping[str, str] | None = None) -> str:
    """The blocks of a text as a Markdown document; ``fields`` become its front matter."""
    front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in (fields or {}).items())
    return (f"---\n{front}---\n\n" if front else "") + "".join(_all(blocks, text))


def _all(blocks: list[Block], text: str) -> Iterator[str]:
    depth = 0
    for n, block in enumerate(blocks):
        item = block.kind == "item"
        depth = min(block.level, depth + 1) if item else 0
        yield _one(block, text, depth)
        follows = blocks[n + 1] if n + 1 < len(blocks) else None
        yield "\n" if item and follows is not None and follows.kind == "item" else "\n\n" if follows is not None else "\n"


def _one(block: Block, text: str, depth: int) -> str:
    if block.kind == "heading":
        return f"{'#' * min(6, block.level)} {' '.join(block.text.split())}"
    if block.kind == "table":
        return _table(block, text)
    if block.kind == "code":
        fence = "`" * max(3, 1 + max((len(m) for m in re.findall(r"`+", block.text)), default=0))
        return f"{fence}\n{block.text}\n{fence}"
    if block.kind == "footnote":
        return f"[^{re.sub(r'[^0-9A-Za-z_-]+', '-', block.marker)}]: " + _plain(block.text).replace("\n", "\n    ")
    if block.kind == "comment":
        return f"> **{block.marker}:** " + block.text.replace("\n", "\n> ")
    if block.kind == "item":
        margin = "    " * (depth - 1)
        marker = block.marker if block.marker[:-1].isdigit() else "-"
        return f"{margin}{marker} " + _plain(block.text).replace("\n", f"\n{margin}{' ' * (len(marker) + 1)}")
    body = _plain(block.text)
    return "> " + body.replace("\n", "\n> ") if block.quoted else body


def _plain(text: str) -> str:
    return "\n".join(_STARTS.sub(_escaped, line, count=1) if _STARTS.match(line) else line for line in text.split("\n"))


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match["mark"] if match["mark"] else match["number"] + "\\" + match["dot"]


def _table(block: Block, text: str) -> str:
    rows = [[text[a:b].replace("|", "\\|") for a, b in row] for row in block.rows]
    wide = len(rows[0])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * wide, *lines[1:]])
