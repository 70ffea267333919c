"""Counts with their things named in brackets, counts of a table's rows told far from it, and the next one of a series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import nouns, quantities
from kg import patterns as re
from kg.model import Claim, Quantity, Report, Sentence
from kg.prose import without_citations
from kg.tables.counts import Count, counted, named_heads, plain_count, rows, split
from kg.tables.grid import Grid
from kg.tables.headings import stem

_FEW = 12
"""A list in brackets names no more things than this."""
_APART = 2
"""A list that is further from its count names some, or is a list of something else."""


def enumerated(report: Report, grids: Sequence[Grid]) -> Iterator[Count]:
    """Counts that the text tells with their things, or of things that one table lists with a total."""
    stated: list[tuple[Sentence | Claim, str]] = [(s, s.text) for p in report.passages if p.kind in ("paragraph", "item", "note") for s in p.sentences]
    stated += [(c, c.statement) for c in report.claims if not c.in_text]
    yield from _in_brackets(stated)
    yield from _of_far_rows(report, grids, stated)


# --------------------------------------------------------------------------- names in brackets

_LIST = re.compile(r"\((?P<list>[^()\d:;/=]{4,200})\)")
_NO_LIST = re.compile(r"\b(?:e\.g|such\s+as|for\s+example|for\s+instance|including|includes?|among|others?|etc|mainly|mostly|notably|see|table|figure|appendix|chapter|which|who|that|is|are|was|were|formerly|now|also|or|not|with|by|from|of|in|per)\b|…|\.\.\.", re.I)
_BETWEEN = re.compile(r"\s+(?P<phrase>(?:[^\W\d_][\w’'&-]*\s+){0,8})")
_CLAUSE = re.compile(r"\b(?:and|or|but|which|who|that|while)\b", re.I)
_PARTLY = re.compile(r"\b(?:of\s+(?:the|its|our|their)|out\s+of|at\s+least|up\s+to|more\s+than|fewer\s+than|over|about|another|other|further|additional|more)\s+(?:[\w-]+\s+)?$", re.I)
_NAME = re.compile(r"(?:the\s+)?[^\W\d_a-z][^,]*")


def _in_brackets(stated: Sequence[tuple[Sentence | Claim, str]]) -> Iterator[Count]:
    for one, words in stated:
        if "(" not in words:
            continue
        text = without_citations(words)
        for match in _LIST.finditer(text):
            names = _names(match["list"])
            if len(names) < 2 or len(names) > _FEW:
                continue
            found = _count_before(text, match.start())
            if found is not None and abs(int(found[0].low or 0) - len(names)) <= _APART:
                yield Count(found[1], found[0], one, None, (), names)


def _count_before(text: str, end: int) -> tuple[Quantity, str] | None:
    """The count that a bracket names the things of: the last one before it, with only its noun and a remark between."""
    start = max(0, end - 90)
    counts = [q for q in quantities.extract(text[start:end]) if plain_count(q) and (q.low or 0) <= _FEW]
    if not counts:
        return None
    q = counts[-1]
    between = _BETWEEN.fullmatch(text[start + q.end : end])
    if between is None or _CLAUSE.search(between["phrase"]) or _PARTLY.search(text[max(0, start + q.start - 30) : start + q.start]):
        return None
    words = between["phrase"].split()
    noun = next((w for w in words if nouns.is_plural(w)), "")
    if not noun and words:
        return None
    return q, stem(noun) if noun else "one"


def _names(listing: str) -> tuple[str, ...]:
    """The things a bracket names; nothing when it says something else."""
    said = " ".join(listing.split())
    if _NO_LIST.search(said):
        return ()
    pair = re.fullmatch(r"([^,]+?)\s+(?:and|&)\s+([^,]+)", said)
    found = (pair[1], pair[2]) if pair and not re.search(r"\b(?:and|&)\b", pair[2]) else split(said, 0)
    proper = all(_NAME.fullmatch(n) and len(n.split()) <= 5 for n in found)
    plain = len(found) > 2 and all(len(n.split()) <= 3 and n.islower() for n in found)
    return tuple(found) if proper or plain else ()


# --------------------------------------------------------------------------- rows of a table elsewhere

_ELSE = re.compile(r"\b(?:partners?|rivals?|competitors?|peers?|compared|others?|elsewhere|until|formerly|originally|once|first|founded|began|started|next|will|would|planned?|by\s+20\d\d|increase[ds]?|rose|fell|most|worldwide|remaining)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _of_far_rows(report: Report, grids: Sequence[Grid], stated: Sequence[tuple[Sentence | Claim, str]]) -> Iterator[Count]:
    """ "They studied in five faculties", and the report's one table of faculties, which has a line for all of them."""
    for noun, tables in named_heads(grids).items():
        if len(tables) != 1 or not any(x.aggregate for x in tables[0].labels):
            continue
        grid = tables[0]
        known = set(_YEAR.findall(" ".join((report.title, grid.table.caption, *(c.text for c in grid.table.header)))))
        for one, words in stated:
            if noun.removesuffix("y") not in words.lower() or one.section == grid.table.section or _ELSE.search(words) or not known.issuperset(_YEAR.findall(words)):
                continue
            for q in counted(without_citations(words), noun):
                count = rows(grid, noun, q, one)
                if count.found > 2 and abs(int(q.low or 0) - count.found) <= _APART:
                    yield count
