"""Where a text names the row of a table: the words of its label, found through an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg import patterns as re
from kg.records import record
from kg.samefact import stem, stems
from kg.tables.grid import Grid, year
from kg.tables.headings import Heading

ROWS = 3
"""Tables with fewer rows than this are not looked up by name."""

_WORD = re.compile(r"[^\W\d_][\w&'’]*")


@record
class Row:
    """A row that a text may name; ``words`` are the stems of its label, in order."""

    grid: Grid
    index: int
    words: tuple[str, ...]

    @property
    def label(self) -> Heading:
        """The row's label."""
        return self.grid.labels[self.index]


class Word(NamedTuple):
    """A word of a text that carries meaning, with its place."""

    start: int
    end: int
    stem: str


@record
class Named:
    """A place in a text where a row label stands, with every row called so."""

    start: int
    end: int
    rows: tuple[Row, ...]


class Names:
    """The row labels of all tables of a report, by their first word."""

    def __init__(self, grids: Sequence[Grid]):
        self._stems = _Stems()
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for grid in (g for one in grids for g in (one, turned(one)) if g is not None):
            for row in rows(grid):
                found[row.words].append(row)
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[Row, ...]]]] = defaultdict(list)
        # The longest label first: "Other metals" is not "Other".
        for words, called in sorted(found.items(), key=lambda x: (-len(x[0]), x[0])):
            self._by_first[words[0]].append((words, tuple(called)))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def words(self, text: str) -> list[Word]:
        """The words of a text that carry meaning; empty when none of them begins a label."""
        found = self._stems
        if self._by_first.keys().isdisjoint([found[w] for w in _WORD.findall(text)]):
            return []
        return [Word(*m.span(), s) for m in _WORD.finditer(text) if (s := found[m.group()])]

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Named]:
        """The labels that stand in a text, from left to right; of overlapping ones the longest."""
        last = 0
        for n, word in enumerate(words):
            if n < last:
                continue
            for label, called in self._by_first.get(word.stem, ()):
                here = words[n : n + len(label)]
                if tuple(w.stem for w in here) == label and here[-1].end - here[0].start < 80 and _whole(text, here[0].start, here[-1].end):
                    last = n + len(label)
                    yield Named(here[0].start, here[-1].end, called)
                    break


class _Stems(dict):
    """The stem of every word asked for; empty for words without meaning of their own."""

    def __missing__(self, word: str) -> str:
        found = self[word] = "".join(stems(word))
        return found


def turned(grid: Grid) -> Grid | None:
    """A table whose rows are times, with rows and columns changed about: its columns then have the names."""
    dated = [year(grid.period(n, 0) if grid.heads else None) is not None and not re.search(r"[^\W\d_]{4}", label.dateless) for n, label in enumerate(grid.labels)]
    columns = grid.figure_columns
    if grid.keyed or len(dated) < ROWS or not all(dated) or any(grid.heads[c].period for c in columns):
        return None
    figures = tuple(
        (None, *(replace(f, row=n, column=r + 1) if (f := row[c]) is not None else None for r, row in enumerate(grid.figures))) for n, c in enumerate(columns)
    )
    return replace(
        grid,
        heads=(grid.heads[grid.label], *grid.labels),
        roles=("label", *("figure" for _ in grid.labels)),
        label=0,
        labels=tuple(grid.heads[c] for c in columns),
        figures=figures,
        row_periods=tuple(None for _ in columns),
        turned=True,
    )


def rows(grid: Grid) -> list[Row]:
    """The rows of a table that have a name of their own; none when two share one."""
    found = []
    for n, label in enumerate(grid.labels):
        if label.aggregate or label.rest or label.part_of or not re.search(r"[^\W\d_]{3}", label.dateless):
            continue
        words = tuple(stems(label.dateless))
        if words and len(words) <= 6:
            found.append(Row(grid, n, words))
    distinct = {r.words for r in found}
    return found if len(found) >= (1 if grid.turned else ROWS) and len(distinct) == len(found) else []


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the words are not part of a longer name: "Korea" in "South Korea", "North" in "North Sea"."""
    if re.match(r"-[^\W\d_]", text[end : end + 2]) or text[max(0, start - 1) : start] == "-":
        return False
    if not text[start].isupper():
        return True
    follows = re.match(r" ([A-Z][^\W\d_]+)", text[end : end + 30])
    leads = re.search(r"(?<![.!?:]) ?\b([A-Z][^\W\d_]+) $", text[max(0, start - 30) : start])
    opens = leads is not None and text[: max(0, start - 30) + leads.start(1)].strip(" *_\"“(>-") == ""
    return follows is None and (leads is None or opens or not stems(leads[1]))


def context(grid: Grid) -> frozenset[str]:
    """The stems of what a table is about: caption, headers, and the title of its section."""
    title = next((s.title for s in grid.report.sections if s.id == grid.table.section), "")
    told = " ".join([grid.table.caption, title, *(h.text for h in grid.heads)])
    return frozenset(stems(told)) | {stem(w) for w in re.findall(r"[A-Za-z]{2,}", " ".join(h.text for h in grid.heads))}
