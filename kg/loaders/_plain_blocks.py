"""Blocks of a text without markup: what stands alone, what is underlined, numbered or bulleted."""

from __future__ import annotations

from kg import patterns as re
from kg.loaders._blocks import Block
from kg.loaders._inline import key_value
from kg.loaders._reference_list import HEADING
from kg.reading import Lines

_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+•‣▪●◦–]|\(?\d{1,3}[.)]|[a-z][.)])\s+(?=\S)")
_NUMBERED = re.compile(r"(?:(?i:chapter|section|part)\s+)?(\d{1,2}(?:\.\d{1,3})*)[.):]?\s+(?=[^\W\da-z])")
# The head of a table whose columns are aligned with spaces, not a heading.
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "for",
        "in",
        "on",
        "to",
        "with",
        "by",
        "at",
        "from",
        "as",
        "vs",
        "via",
        "per",
        "into",
        "is",
        "are",
    ]
)
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")


def read(lines: Lines) -> tuple[list[Block], set[int]]:
    """Blocks in order, and the numbers of lines that are rules or underlines."""
    return _Reader(lines).read()


class _Reader:
    def __init__(self, lines: Lines):
        self.lines, self.rows = lines, lines.lines
        self.blocks: list[Block] = []
        self.structure: set[int] = set()

    def read(self) -> tuple[list[Block], set[int]]:
        i = 0
        while i < len(self.rows):
            row = self.rows[i]
            if not row.strip():
                i += 1
            elif _UNDERLINE.fullmatch(row):
                self.structure.add(i + 1)
                i += 1
            elif i + 1 < len(self.rows) and _is_underline(row, self.rows[i + 1]):
                self._add("heading", i, i, level=1 if not self.blocks else 2 if "=" in self.rows[i + 1] else 3)
                self.structure.add(i + 2)
                i += 2
            elif self._alone(i) and (level := _heading_level(row, first=not self.blocks)):
                self._add("heading", i, i, level=level)
                i += 1
            elif match := _ITEM.match(row):
                last = self._end(i, item=True)
                depth = 1 + len(match["indent"].expandtabs(4)) // 2
                self._add("item", i, last, skip=match.end(), level=min(depth, 6), marker=match["marker"].strip("("))
                i = last + 1
            else:
                last = self._end(i, item=False)
                self._add("paragraph", i, last)
                i = last + 1
        return self.blocks, self.structure

    def _alone(self, i: int) -> bool:
        before = i == 0 or not self.rows[i - 1].strip() or i in self.structure
        return before and (i + 1 >= len(self.rows) or not self.rows[i + 1].strip() or bool(_ITEM.match(self.rows[i + 1])))

    def _end(self, i: int, item: bool) -> int:
        """The last line of the paragraph or item that begins in row ``i``."""
        if not item and (key_value(self.rows[i].strip()) and len(self.rows[i]) < 120):
            return i
        last = i
        while last + 1 < len(self.rows):
            row = self.rows[last + 1]
            if (
                not row.strip()
                or (_UNDERLINE.fullmatch(row) and not (_COLUMNS.search(self.rows[last]) and self._columns(last + 2)))
                or _ITEM.match(row)
                or (last + 2 < len(self.rows) and _is_underline(row, self.rows[last + 2]))
            ):
                break
            if item and not row[:1].isspace() and key_value(row):
                break
            last += 1
        return last

    def _columns(self, i: int) -> bool:
        """Whether row ``i`` is set in columns."""
        return i < len(self.rows) and _COLUMNS.search(self.rows[i]) is not None

    def _add(self, kind, first: int, last: int, skip: int = 0, **more) -> None:
        start = self.lines.starts[first] + skip
        start += len(self.rows[first][skip:]) - len(self.rows[first][skip:].lstrip())
        end = self.lines.starts[last] + len(self.rows[last].rstrip())
        self.blocks.append(Block(kind, start, end, self.lines.document.text[start:end], **more))


def _is_underline(row: str, below: str) -> bool:
    return (
        bool(row.strip())
        and _UNDERLINE.fullmatch(below) is not None
        and len(row.strip()) <= 120
        and not _UNDERLINE.fullmatch(row)
        and not _COLUMNS.search(row)
        and len(below.strip()) >= min(3, len(row.strip()))
    )


def _heading_level(row: str, first: bool) -> int:
    """The level of a line that stands alone if it reads like a heading, else 0."""
    text = row.strip()
    if len(text) > 90 or text[-1] in ".,;?!" or "[" in text or "://" in text:
        return 0
    numbered = _NUMBERED.match(text)
    if numbered:
        return 2 + numbered.group(1).count(".")
    if HEADING.match(text.rstrip(":")):
        return 2
    if text.endswith(":") or (": " in text and not first):
        return 0
    words = _WORDS.findall(text)
    if not words or len(words) > 12 or not text[0].isupper():
        return 0
    if first:
        return 1
    titled = all(w[0].isupper() or w.lower() in _SMALL for w in words)
    short = len(words) <= 4 and not any(c.isdigit() for c in text)
    return 2 if (titled and not re.search(r"[$€£%]|\d{3}", text)) or short else 0
