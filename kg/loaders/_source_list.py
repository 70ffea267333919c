"""Finds the lists of sources of a document and reads their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg import patterns as re
from kg.loaders import _reference_list as entries
from kg.loaders import _section_lists
from kg.loaders._bibliography import identifier, of_identifier
from kg.loaders._blocks import Block
from kg.loaders._inline import Mark, key_value, marks, mask, nothing_but_marks
from kg.loaders._links import FEWEST, Link, defined, id_of, links, of_its_own, referred
from kg.loaders._named_sources import in_lines, named
from kg.loaders._reference_list import host
from kg.loaders._section_lists import Listed
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

    def __init__(self, lines: Lines, library: tuple[Source, ...] = (), given: bool = False, ids: Mapping[str, str] | None = None):
        """``given`` tells that files beside the text list its claims or sources, ``ids`` are theirs with their addresses."""
        self.lines = lines
        self.library = {s.id: s for s in reversed(library)}
        self.given = given
        self.definitions: dict[str, str] = {}
        """Addresses of links by their label."""
        self.at: dict[int, Source] = {}
        self.listed_for: dict[int, str] = {}
        """Section by the block of an entry, for lists that whole sections rest on."""
        self.scopes = _section_lists.Scopes()
        self._entries: list[Listed] = []
        self._named: dict[int, str] = {}
        self.more: list[Source] = []
        self.pages = {id_of(url): id for id, url in reversed((ids or {}).items()) if url.startswith("http")}
        self.notes: set[str] = set()
        self.repeated: set[int] = set()
        self.troubles: list[Trouble] = []
        self._first: dict[str, Place] = {}

    def all(self) -> tuple[Source, ...]:
        """Every source in the order of the document; linked numbers without a list of their own come last."""
        return (*(self.at[i] for i in sorted(self.at)), *self.more)

    def id_at(self, i: int) -> str:
        """The id of the source that the entry in a block names."""
        return self._named[i]

    def find(self, blocks: list[Block], sections: list[Section | None]) -> None:
        """Read every entry among the blocks; ``sections`` are the sections the blocks stand in."""
        runs = _runs(blocks)
        for i, block in enumerate(blocks):
            if block.kind == "footnote":
                if entries.looks_like_source(block.text):
                    self._add(i, block.marker, block, 0)
                else:
                    self.notes.add(block.marker)
            elif block.kind in ("paragraph", "item"):
                self._block(i, block, i in runs, sections[i])
        self._settle(blocks, {s.id: s for s in sections if s is not None})
        self.definitions = dict(found for b in reversed(blocks) if "]:" in b.text and (found := defined(b.text)))
        self._keys(blocks)
        self._names(blocks)
        self._links(blocks)

    def _block(self, i: int, block: Block, in_run: bool, section: Section | None) -> None:
        """Note a block that is an entry of a list of sources."""
        mark = entries.ENTRY.match(block.text)
        listed = section is not None and entries.HEADING.match(section.title.strip(" :")) is not None
        if mark and not nothing_but_marks(block.text):
            id = (mark.group(1) or mark.group(2)).lstrip("^")
            alone = entries.located(block.text) and DEFINITION.match(block.text)
            if listed or ((in_run or alone) and id.isdigit()):
                self._entries.append(Listed(i, block, id, mark.end(), section))
            return
        address = "://" in block.text
        if not listed or block.level > 1 or DEFINITION.match(block.text) or (nothing_but_marks(block.text) and not address):
            return
        if block.kind == "item" and block.marker[:-1].isdigit():
            self._entries.append(Listed(i, block, str(int(block.marker[:-1])), 0, section))
        elif block.kind == "item" or (address and not nothing_but_marks(block.text)):
            self._entries.append(Listed(i, block, "", 0, section))

    def _settle(self, blocks: list[Block], sections: Mapping[str, Section]) -> None:
        """Give the entries their ids: the numbers of several lists are told apart, and a page listed twice is one."""
        self.scopes = _section_lists.scopes(self._entries, sections)
        for entry in self._entries:
            id = entry.id or _own_id(entry.block.text)
            id = self.scopes.id(id, entry.block.start) if id.isdigit() else id
            self._named[entry.index] = id
            if not entry.id and id in self._first:
                self.repeated.add(entry.index)
            else:
                self._add(entry.index, id, entry.block, entry.skip)
        taken = {e.index for e in self._entries}
        texts = (b.text for i, b in enumerate(blocks) if i not in taken and b.kind in ("paragraph", "item", "table") and "[" in b.text)
        referred = (m.target for text in texts for m in marks(text) if not (m.note or m.link or m.key or m.named))
        self.listed_for = _section_lists.homes(self._entries, referred)

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

    def _names(self, blocks: list[Block]) -> None:
        """Sources named where they are used: in fields, and, where there is no list of sources, in lines "Source: …"."""
        for i, block in enumerate(blocks):
            if block.kind not in ("paragraph", "item") or i in self.at:
                continue
            lines = not (self.given or self.at or self.library) and in_lines(block.text) and _follows_prose(blocks, i)
            for one in named(block.text):
                if one.wiki or one.id in self._first or ("::" not in block.text and not lines):
                    continue
                place = self.lines.place(block.start + one.start, block.start + one.end)
                self._first[one.id] = place
                by, title = (host(one.url), one.name) if one.url else ("", one.name)
                self.more.append(Source(one.id, by, title, place, url=one.url, raw=block.text[one.start : one.end], certain=False))
                if one.url:
                    self.pages[one.id] = one.id

    def _links(self, blocks: list[Block]) -> None:
        """Links in the text name their source themselves: ``[3](https://…)``, ``([Title](https://…))``."""
        listed = bool(self.at)
        for source in self.at.values():
            if source.url.startswith("http"):
                self.pages.setdefault(id_of(source.url), source.id)
        found: list[tuple[Link, Block]] = []
        for i, block in enumerate(blocks):
            if block.kind not in ("paragraph", "item", "table") or i in self.at or ("http" not in block.text and not self.definitions):
                continue
            masked = mask(block.text)
            for mark in marks(block.text, masked) if "](" in block.text else ():
                if (
                    not (mark.link or mark.key or mark.named)
                    and mark.url.startswith(("http://", "https://"))
                    and mark.target not in self._first
                ):
                    self._add_link(mark, block)
            here = [*links(block.text, masked), *referred(block.text, masked, self.definitions)]
            found += [(one, block) for one in here if of_its_own(block.text, one)]
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


def _own_id(text: str) -> str:
    """The id of an entry that no mark names: that of the note it links to, else one made of its address or words."""
    note = next((one for one in named(text) if one.wiki and not text[: one.start].strip(" *_\"")), None)
    return note.id if note else "src-" + short_hash(entries.read(text).url or text)


def _follows_prose(blocks: list[Block], i: int) -> bool:
    """Whether what stands before a line, in its block or above it, is prose, a table or a picture, and no field itself."""
    rows = [row for row in blocks[i].text.splitlines() if row.strip()]
    above = rows[-2] if len(rows) > 1 else blocks[i - 1].text.splitlines()[-1] if i and blocks[i - 1].text else ""
    if len(rows) < 2 and i and blocks[i - 1].kind == "table":
        return True
    return len(above.split()) > 3 and key_value(above) is None and (len(rows) > 1 or blocks[i - 1].kind in ("paragraph", "item"))


def _runs(blocks: list[Block]) -> set[int]:
    """The blocks of lists without a heading: two or more that begin with a mark, at least half of them with an address."""
    found: set[int] = set()
    run: list[int] = []
    for i, block in enumerate([*blocks, None]):
        begins = block is not None and block.kind in ("paragraph", "item") and entries.ENTRY.match(block.text) is not None
        if begins and not nothing_but_marks(block.text) and (not run or blocks[run[-1]].kind == block.kind):
            run.append(i)
            continue
        if len(run) > 1 and 2 * sum(entries.located(blocks[j].text) for j in run) >= len(run):
            found.update(run)
        run = [i] if begins and not nothing_but_marks(block.text) else []
    return found
