"""Finds the lists of sources of a document and reads their entries."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.loaders import _reference_list as entries
from kg.loaders._bibliography import identifier, of_identifier
from kg.loaders._blocks import Block
from kg.loaders._inline import Mark, marks, mask, nothing_but_marks
from kg.loaders._links import FEWEST, Link, id_of, links, of_its_own
from kg.loaders._split import DEFINITION
from kg.model import Place, Section, Source, Trouble
from kg.prose import short_hash
from kg.reading import Lines

_TAG = re.compile(r"\[@(tag:[\w-]{1,100})\]:\s*@?(\S{3,2000})")
"""Manubot: ``[@tag:name]: doi:10.1000/1`` gives an identifier a name."""


class SourceList:
    """Sources by block index; ``notes`` are labels of footnotes that explain and name no source.

    ``pages`` are ids of sources by the target of links that stand for them.
    """

    def __init__(self, lines: Lines, library: tuple[Source, ...] = ()):
        self.lines = lines
        self.library = {s.id: s for s in reversed(library)}
        self.at: dict[int, Source] = {}
        self.more: list[Source] = []
        self.pages: dict[str, str] = {}
        self.notes: set[str] = set()
        self.repeated: set[int] = set()
        self.troubles: list[Trouble] = []
        self._first: dict[str, Place] = {}

    def all(self) -> tuple[Source, ...]:
        """Every source in the order of the document; linked numbers without a list of their own come last."""
        return (*(self.at[i] for i in sorted(self.at)), *self.more)

    def find(self, blocks: list[Block], sections: list[Section | None]) -> None:
        """Read every entry among the blocks; ``sections`` are the sections the blocks stand in."""
        for i, block in enumerate(blocks):
            if block.kind == "footnote":
                if entries.looks_like_source(block.text):
                    self._add(i, block.marker, block, 0)
                else:
                    self.notes.add(block.marker)
            elif block.kind in ("paragraph", "item"):
                self._block(i, block, blocks, sections[i])
        self._keys(blocks)
        self._links(blocks)

    def _block(self, i: int, block: Block, blocks: list[Block], section: Section | None) -> None:
        mark = entries.ENTRY.match(block.text)
        listed = section is not None and entries.HEADING.match(section.title.strip(" :")) is not None
        if mark and not nothing_but_marks(block.text):
            near = any(
                0 <= j < len(blocks) and blocks[j].kind == block.kind and entries.ENTRY.match(blocks[j].text)
                for j in (i - 1, i + 1)
            )
            linked = "://" in block.text or "www." in block.text
            id = (mark.group(1) or mark.group(2)).lstrip("^")
            if listed or (linked and (near or DEFINITION.match(block.text)) and id.isdigit()):
                self._add(i, id, block, mark.end())
            return
        if not listed or block.level > 1 or DEFINITION.match(block.text) or nothing_but_marks(block.text):
            return
        if block.kind == "item" and block.marker[:-1].isdigit():
            self._add(i, str(int(block.marker[:-1])), block, 0)
        elif block.kind == "item" or "://" in block.text:
            entry = entries.read(block.text)
            id = "src-" + short_hash(entry.url or block.text)
            if id in self._first:
                self.repeated.add(i)
            else:
                self._add(i, id, block, 0)

    def _add(self, i: int, id: str, block: Block, skip: int) -> None:
        place = self.lines.place(block.start, block.end)
        entry = entries.read(block.text[skip:])
        source = Source(
            id, entry.publisher, entry.title, place, entry.quote, entry.url, entry.date, entry.accessed, block.text, certain=False
        )
        first = self._first.setdefault(id, place)
        if first is not place:
            message = f"the id {id} is already used in line {first.line}. Give one of the two sources another id."
            self.troubles.append(Trouble("duplicate-id", message, place, id, (first,)))
        self.at[i] = source

    def _keys(self, blocks: list[Block]) -> None:
        """Cited entries of the bibliography, and identifiers that need none: ``[@doi:10.1000/1]``."""
        named = {m[1]: m[2] for b in blocks if b.kind == "paragraph" and "]:" in b.text and (m := _TAG.match(b.text))}
        for block in blocks:
            if "@" not in block.text or block.kind in ("code", "heading"):
                continue
            for mark in marks(block.text):
                if not mark.key or mark.target in self._first:
                    continue
                entry = self.library.get(mark.target)
                meant = named.get(mark.target, mark.target)
                if entry is None and identifier(meant) is None:
                    continue
                place = self.lines.place(block.start + mark.start, block.start + mark.end)
                self._first[mark.target] = place
                self.more.append(entry or replace(of_identifier(meant, place), id=mark.target))

    def _links(self, blocks: list[Block]) -> None:
        """Links in the text name their source themselves: ``[3](https://…)``, ``([Title](https://…))``."""
        listed = bool(self.at)
        for source in self.at.values():
            if source.url.startswith("http"):
                self.pages.setdefault(id_of(source.url), source.id)
        found: list[tuple[Link, Block]] = []
        for i, block in enumerate(blocks):
            if block.kind not in ("paragraph", "item", "table") or i in self.at or "http" not in block.text:
                continue
            masked = mask(block.text)
            for mark in marks(block.text, masked) if "](" in block.text else ():
                if (
                    not (mark.link or mark.key)
                    and mark.url.startswith(("http://", "https://"))
                    and mark.target not in self._first
                ):
                    self._add_link(mark, block)
            found += [(one, block) for one in links(block.text, masked) if of_its_own(block.text, one)]
        usual = not listed and not self.more and not self.library and len({id(block) for _, block in found}) >= FEWEST
        for link, block in found:
            if link.target not in self.pages and (link.sure or usual) and block.kind != "table":
                self._add_page(link, block)

    def _add_page(self, link: Link, block: Block) -> None:
        place = self.lines.place(block.start + link.start, block.start + link.end)
        entry = entries.read(block.text[link.start : link.end])
        self._first[link.target] = place
        self.pages[link.target] = link.target
        title = "" if entry.title.startswith("http") else entry.title
        self.more.append(
            Source(link.target, entry.publisher, title, place, entry.quote, link.address, raw=link.url, certain=False)
        )

    def _add_link(self, mark: Mark, block: Block) -> None:
        place = self.lines.place(block.start + mark.start, block.start + mark.end)
        entry = entries.read(f"[{mark.target}]({mark.url})")
        self._first[mark.target] = place
        self.more.append(Source(mark.target, entry.publisher, "", place, entry.quote, entry.url, raw=mark.url, certain=False))
