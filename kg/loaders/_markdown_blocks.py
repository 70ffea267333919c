"""Blocks of a Markdown document: CommonMark with tables and footnotes, each with its exact span.

Only block structure is taken from the parser; inline text is found again in the original lines.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from kg import patterns as re
from kg.loaders._blocks import Block
from kg.reading import Lines


@cache
def _parser():
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table").use(footnote_plugin, inline=False, move_to_end=False)
    # Link definitions are read from the text like any other line, so that none is lost.
    parser.block.ruler.disable("reference")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def read(lines: Lines, skip: int = 0) -> tuple[list[Block], set[int]]:
    """Blocks in order, and the numbers of lines that are structure only (rules, fences, delimiter rows).

    The first ``skip`` lines (front matter) are passed over.
    """
    source = "\n" * skip + "\n".join(lines.lines[skip:])
    return _Reader(lines, _parser().parse(source)).read()


class _Reader:
    def __init__(self, lines: Lines, tokens):
        self.lines, self.tokens = lines, tokens
        self.blocks: list[Block] = []
        self.structure: set[int] = set()
        self.quotes = 0
        self.lists = 0
        self.marker: str | None = None
        self.footnote: str | None = None

    def read(self) -> tuple[list[Block], set[int]]:
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            handler = getattr(self, f"_{token.type}", None)
            i = (handler(token, i) if handler else None) or i + 1
        return self.blocks, self.structure

    def _blockquote_open(self, token, i) -> None:
        self.quotes += 1

    def _blockquote_close(self, token, i) -> None:
        self.quotes -= 1

    def _bullet_list_open(self, token, i) -> None:
        self.lists += 1

    _ordered_list_open = _bullet_list_open

    def _bullet_list_close(self, token, i) -> None:
        self.lists -= 1

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token, i) -> None:
        self.marker = f"{token.info}{token.markup}"

    def _list_item_close(self, token, i) -> None:
        self.marker = None

    def _hr(self, token, i) -> None:
        self.structure.update(range(token.map[0] + 1, token.map[1] + 1))

    def _footnote_reference_open(self, token, i) -> int:
        """One block for the whole footnote, from its first text to its last."""
        spans, depth, j = [], 1, i + 1
        while depth:
            inner = self.tokens[j]
            depth += (inner.type == "footnote_reference_open") - (inner.type == "footnote_reference_close")
            if inner.map and inner.type in ("inline", "fence", "code_block", "html_block"):
                spans.append(self._content(inner) if inner.type == "inline" else self._whole(inner))
            j += 1
        if spans:
            self.structure.add(token.map[0] + 1)
            self._add("footnote", min(a for a, _ in spans), max(b for _, b in spans), marker=token.meta["label"])
        return j

    def _heading_open(self, token, i) -> None:
        inline = self.tokens[i + 1]
        if token.markup in ("=", "-"):
            self.structure.add(token.map[1])
            start, end = self._content(inline)
        else:
            line = self.lines.lines[token.map[0]]
            at = line.index("#")
            at += len(line[at:]) - len(line[at:].lstrip("#"))
            at = line.find(inline.content, at)
            start = self.lines.starts[token.map[0]] + max(at, 0)
            end = start + len(inline.content)
            self.structure.add(token.map[0] + 1)
        if inline.content and self.lists:
            # A heading inside a list item is an item somebody wanted big, not a part of the outline.
            self._add("item", start, end, level=self.lists, marker=self.marker or "-")
            self.marker = None
        elif inline.content:
            self._add("heading", start, end, level=int(token.tag[1]))

    def _paragraph_open(self, token, i) -> None:
        inline = self.tokens[i + 1]
        start, end = self._content(inline)
        if self.marker is not None:
            self._add("item", start, end, level=self.lists, marker=self.marker)
            self.marker = None
        else:
            self._add("paragraph", start, end)

    def _fence(self, token, i) -> None:
        self._add("code", *self._whole(token))

    _code_block = _fence
    _html_block = _fence

    def _table_open(self, token, i) -> int:
        first, stop = token.map[0], token.map[1]
        rows = [self._cells(first)]
        self.structure.add(first + 2)
        last = first
        rest = None
        for number in range(first + 2, stop):
            if "|" not in self.lines.lines[number]:
                # A line without any bar directly under a table is meant as text, not as a row.
                rest = number
                break
            rows.append(self._cells(number))
            last = number
        start = rows[0][0][0] if rows[0] else self.lines.starts[first]
        end = self.lines.starts[last] + len(self.lines.lines[last].rstrip())
        self._add("table", min(start, self._left(first)), end)
        self.blocks[-1].rows = rows
        if rest is not None:
            self._add("paragraph", self._left(rest), self.lines.starts[stop - 1] + len(self.lines.lines[stop - 1].rstrip()))
        return next(j for j in range(i, len(self.tokens)) if self.tokens[j].type == "table_close") + 1

    # ------------------------------------------------------------------ spans

    def _add(self, kind, start: int, end: int, **more) -> None:
        text = self.lines.document.text[start:end]
        if self.quotes and "\n" in text:
            text = _QUOTE_MARKS.sub(lambda m: " " * len(m.group()), text)
        self.blocks.append(Block(kind, start, end, text, quoted=self.quotes > 0, **more))

    def _content(self, inline) -> tuple[int, int]:
        """The span of an inline token: each line of its content ends a line of the file."""
        parts = inline.content.split("\n")
        first = inline.map[0]
        # A footnote whose text begins on the line after its label maps to the line of the label.
        while first + 1 < len(self.lines.lines) and not self.lines.lines[first].rstrip().endswith(parts[0].strip()):
            first += 1
        line = self.lines.lines[first].rstrip()
        start = self.lines.starts[first] + max(0, len(line) - len(parts[0].strip()))
        final = min(first + len(parts) - 1, len(self.lines.lines) - 1)
        return start, max(start, self.lines.starts[final] + len(self.lines.lines[final].rstrip()))

    def _whole(self, token) -> tuple[int, int]:
        first, last = token.map[0], max(token.map[0], token.map[1] - 1)
        while last > first and not self.lines.lines[last].strip():
            last -= 1
        start = self._left(first)
        return start, max(start, self.lines.starts[last] + len(self.lines.lines[last].rstrip()))

    def _left(self, number: int) -> int:
        line = self.lines.lines[number]
        return self.lines.starts[number] + len(line) - len(line.lstrip())

    def _cells(self, number: int) -> list[tuple[int, int]]:
        """Spans of the cells of a row, blanks left out; ``\\|`` does not part cells."""
        line = self.lines.lines[number]
        at = 0
        if self.quotes or self.lists:
            at = _PREFIX.match(line).end()
        bars = [m.start() for m in _BAR.finditer(line, at)]
        if bars and not line[at : bars[0]].strip():
            at, bars = bars[0] + 1, bars[1:]
        edges = [at - 1, *bars]
        if not bars or line[bars[-1] + 1 :].strip():
            edges.append(len(line))
        spans = []
        for left, right in pairwise(edges):
            cell = line[left + 1 : right]
            start = left + 1 + len(cell) - len(cell.lstrip())
            spans.append(
                (start, max(start, left + 1 + len(cell.rstrip())))
                if cell.strip()
                else (min(left + 1, right), min(left + 1, right))
            )
        base = self.lines.starts[number]
        return [(base + a, base + b) for a, b in spans]


_QUOTE_MARKS = re.compile(r"(?<=\n)[ \t]*>[> \t]*")
_PREFIX = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?")
_BAR = re.compile(r"(?<!\\)\|")
