"""Headings to sections: numbers, levels, parents, and which heading is the title of the document."""

from __future__ import annotations

from dataclasses import dataclass

from kg import patterns as re
from kg.loaders._blocks import Block
from kg.loaders._inline import plain
from kg.model import Section
from kg.prose import Ids, slug
from kg.reading import Lines

_DOTTED = re.compile(r"(?:(?i:chapter|section|part|kapitel)\s+)?0*((?:[1-9]\d{0,2}|[A-Z])(?:\.\d{1,3})+)[.):]?\s+(?=\S)")
_CLOSED = re.compile(r"(?:(?i:chapter|section|part|kapitel)\s+)?0*([1-9]\d?)\s?[.):]\s+(?=\S)")
_BARE = re.compile(r"0*([1-9]\d?)\s+(?=[^\W\da-z])")


@dataclass(slots=True)
class Outline:
    """The title heading, if there is one, and the section of every other heading, by block index."""

    title: str
    title_block: int | None
    sections: dict[int, Section]


def outline(blocks: list[Block], lines: Lines) -> Outline:
    """Sections of the headings among the blocks.

    The first heading is the title when no other stands on its level and deeper ones follow.
    A bare number before a title ("3 Market") counts only in a sequence of such.
    """
    headings = [(i, b) for i, b in enumerate(blocks) if b.kind == "heading"]
    if not headings:
        return Outline("", None, {})
    first, top = headings[0]
    deeper = [b for _, b in headings[1:]]
    titled = top.level == 1 and all(b.level > top.level for b in deeper) and _number(plain(top.text), frozenset())[0] is None
    bare = frozenset(
        int(m.group(1)) for _, b in headings if (m := _BARE.match(plain(b.text))) and not _CLOSED.match(plain(b.text))
    )
    dotted = frozenset(
        int(m.group(1).split(".")[0]) for _, b in headings if (m := _DOTTED.match(plain(b.text))) and m.group(1)[0].isdigit()
    )
    trusted = frozenset(n for n in bare if n - 1 in bare or n + 1 in bare or n in dotted)
    sections: dict[int, Section] = {}
    ids, open_sections, by_number = Ids(), [], {}
    for i, block in headings[1:] if titled else headings:
        number, title = _number(plain(block.text), trusted)
        while open_sections and open_sections[-1][0] >= block.level:
            open_sections.pop()
        parent = open_sections[-1][1] if open_sections else None
        if number and "." in number and number.rpartition(".")[0] in by_number:
            parent = by_number[number.rpartition(".")[0]]
        section = Section(
            ids.new(number or slug(title, "section")),
            title,
            parent.level + 1 if parent else 1,
            lines.place(block.start, block.end),
            number,
            parent.id if parent else None,
        )
        sections[i] = section
        open_sections.append((block.level, section))
        if number:
            by_number[number] = section
    return Outline(plain(top.text) if top.level == 1 or titled else "", first if titled else None, sections)


def _number(title: str, trusted: frozenset[int]) -> tuple[str | None, str]:
    match = _DOTTED.match(title) or _CLOSED.match(title)
    if match is None:
        match = _BARE.match(title)
        if match is None or int(match.group(1)) not in trusted:
            return None, title
    return match.group(1), title[match.end() :].strip() or title
