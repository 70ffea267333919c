"""Tables that are not written as Markdown: columns aligned with spaces or tabs, and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import patterns as re
from kg.loaders._blocks import Block

ROWS = 3
"""So many lines, the header among them, make a table of aligned columns."""
APART = 4
"""A field stands in a column when it is no further than this from where the header stands."""

Span = tuple[int, int]

_FIELD = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[\s\-=_+|:]+")


def find(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with those tables taken out of paragraphs and code that are written in another way."""
    found: list[Block] = []
    for block in blocks:
        if block.kind == "code" and re.match(r"\s*<table\b", block.text, re.I):
            found += _html(block)
        elif block.kind in ("paragraph", "code") and re.search(r"\S(?: {3,}|\t)\S", block.text):
            found += _aligned(block)
        else:
            found.append(block)
    return found


# --------------------------------------------------------------------------- aligned columns


def _aligned(block: Block) -> Iterator[Block]:
    """The block cut before and behind the run of lines that is a table; the block itself when there is none."""
    lines = [(a, b) for a, b in block.lines() if not _fence(block, a, b)]
    fields = [[(a + m.start(), a + m.end()) for m in _FIELD.finditer(block.text[a:b].replace("\t", "   "))] if "\t" not in block.text[a:b] else _tabbed(block.text, a, b) for a, b in lines]
    first = next((n for n in range(len(lines)) if len(fields[n]) > 1 and n + 1 < len(lines)), None)
    if first is None:
        yield block
        return
    last = first
    while last + 1 < len(lines) and (len(fields[last + 1]) > 1 or _ruled(block, lines[last + 1])):
        last += 1
    rows = [fields[n] for n in range(first, last + 1) if not _ruled(block, lines[n])]
    rows = _headed(rows, [lines[n][0] for n in range(first, last + 1) if not _ruled(block, lines[n])])
    if rows is None or not _figures(block.text, rows):
        yield block
        return
    if block.kind != "code" and block.text[: lines[first][0]].strip():
        yield block.part(0, lines[first][0])
    table = block.part(lines[first][0], lines[last][1])
    table.kind = "table"
    table.rows = [[(block.start + a, block.start + b) for a, b in row] for row in rows]
    yield table
    if block.kind != "code" and block.text[lines[last][1] :].strip():
        yield block.part(lines[last][1], len(block.text))


def _fence(block: Block, start: int, end: int) -> bool:
    return block.kind == "code" and block.text[start:end].lstrip().startswith(("```", "~~~"))


def _ruled(block: Block, line: Span) -> bool:
    text = block.text[slice(*line)]
    return bool(text.strip()) and _RULE.fullmatch(text) is not None


def _tabbed(text: str, start: int, end: int) -> list[Span]:
    found, at = [], start
    for part in text[start:end].split("\t"):
        left = at + len(part) - len(part.lstrip())
        found.append((left, max(left, at + len(part.rstrip()))))
        at += len(part) + 1
    return found


def _headed(rows: list[list[Span]], starts: list[int]) -> list[list[Span]] | None:
    """The rows with as many cells as the table has columns; ``None`` when the fields do not stand in columns."""
    if len(rows) < ROWS:
        return None
    width = max(len(row) for row in rows[1:])
    head = rows[0]
    if len(head) == width - 1:
        # The corner above the labels may be empty.
        head = [(head[0][0], head[0][0]), *head]
    if width < 2 or len(head) != width or any(len(row) != width for row in rows[1:]):
        return None
    for column in range(1, width):
        left, right = head[column][0] - starts[0] - APART, head[column][1] - starts[0] + APART
        if any(row[column][1] - at < left or row[column][0] - at > right for row, at in zip(rows[1:], starts[1:], strict=True)):
            return None
    return [head, *rows[1:]]


def _figures(text: str, rows: list[list[Span]]) -> bool:
    """Whether most fields behind the labels hold figures: running text with wide gaps does not."""
    fields = [text[a:b] for row in rows[1:] for a, b in row[1:]]
    figures = sum(bool(re.match(r"\W*\d", f)) or f in ("-", "–", "—", "n/a") for f in fields)
    return figures * 2 > len(fields) and not any(len(f) > 40 for f in fields)


# --------------------------------------------------------------------------- HTML

_CELL = re.compile(r"<t(?:d|h)\b(?P<more>[^<>]*)>", re.I)
_END = re.compile(r"</?(?:td|th|tr|table|thead|tbody|tfoot)\b", re.I)
_ROW = re.compile(r"<tr\b", re.I)
_TAG = re.compile(r"\s*<[^<>]{1,200}>\s*")
_SPANS = re.compile(r"\b(?:col|row)span\s*=\s*[\"']?(?!1\b)", re.I)
_CAPTION = re.compile(r"<caption\b[^<>]*>(?P<text>[^<>]*)", re.I)


def _html(block: Block) -> Iterator[Block]:
    """An HTML table as a table; a table with joined cells stays what it was."""
    text = block.text
    starts = [m.start() for m in _ROW.finditer(text)]
    rows = []
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        cells = []
        for match in _CELL.finditer(text, begin, end):
            if _SPANS.search(match["more"]):
                yield block
                return
            stop = _END.search(text, match.end(), end)
            cells.append(_inside(text, match.end(), stop.start() if stop else end))
        if cells:
            rows.append([(block.start + a, block.start + b) for a, b in cells])
    if len(rows) < 2:
        yield block
        return
    caption = _CAPTION.search(text)
    if caption and caption["text"].strip():
        above = block.part(caption.start("text"), caption.end("text"))
        above.kind = "paragraph"
        yield above
    table = block.part(0, len(text))
    table.kind, table.rows = "table", rows
    yield table


def _inside(text: str, start: int, end: int) -> Span:
    """The words of a cell, without the marks and white space around them."""
    while (tag := _TAG.match(text, start, end)) is not None:
        start = tag.end()
    content = text[start:end]
    if "<" in content:
        content = content[: content.index("<")]
    left = start + len(content) - len(content.lstrip())
    return left, max(left, start + len(content.rstrip()))
