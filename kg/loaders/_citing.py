"""Which bracketed marks are references, and to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg import patterns as re
from kg.loaders import _bare_numbers as bare_numbers
from kg.loaders._inline import Mark, for_sentences, marks, mask, nothing_but_marks
from kg.loaders._links import all_in_lines, links, referred
from kg.loaders._named_sources import named, nothing_but_names
from kg.loaders._section_lists import Scopes
from kg.model import Citation
from kg.prose import LONGEST_SENTENCE, sentence_spans
from kg.reading import Lines

_PREFIX = re.compile(r"[A-Za-z]+")
_OF_THE_TEXT = re.compile(r"(?:fig|tbl|tab|sec|eq|lst|thm|app)[:-]")
"""Keys that name a figure, table or section of the text itself."""


class Citing:
    """Decides for one document which marks cite something.

    A mark whose id is known always cites. An unknown one cites when it looks like the known ones:
    a number where sources are numbered, an id with a prefix that known ids have. Where no ids are
    known at all, small numbers and prefixes that come back at least three times are taken as
    references. Years are never unknown references.

    ``pages`` are the sources that links stand for, by the target of the link; ``keyed``
    whether there is a bibliography, in which keys that it lacks are missed; ``scopes`` tell which list a
    number means where there are several; ``definitions`` are addresses of links by their label.
    """

    def __init__(
        self,
        lines: Lines,
        known: Iterable[str],
        notes: frozenset[str],
        texts: Iterable[str],
        listed: bool,
        pages: Mapping[str, str] | None = None,
        keyed: bool = False,
        scopes: Scopes | None = None,
        definitions: Mapping[str, str] | None = None,
    ):
        self.lines, self.known, self.notes, self.pages, self.keyed = lines, frozenset(known), notes, pages or {}, keyed
        self.scopes, self.definitions = scopes or Scopes(), definitions or {}
        self.prefixes = {m.group() for id in self.known if (m := _PREFIX.match(id))}
        self.numbered = bool(self.scopes) or any(id.isdigit() for id in self.known)
        self.listed = listed
        texts = list(texts)
        self.bare = bare_numbers.usual(self.known, texts)
        if not self.prefixes:
            seen = defaultdict(set)
            for text in texts:
                for mark in marks(text) if "[" in text else ():
                    if not (mark.note or mark.link or mark.key or mark.named) and (m := _PREFIX.match(mark.target)):
                        seen[m.group()].add(mark.target)
            self.prefixes = {prefix for prefix, ids in seen.items() if len(ids) >= 3}

    def citations(self, text: str, start: int, masked: str | None = None) -> tuple[Citation, ...]:
        """The citations in a text that stands at an offset of the document."""
        if self.bare:
            return tuple(Citation(m.target, self.lines.place(start + m.start, start + m.end)) for m in bare_numbers.bare(text, self.known))
        if "[" not in text and "http" not in text and "ource" not in text and "uelle" not in text and "<sup>" not in text:
            return ()
        masked = mask(text) if masked is None else masked
        found = [m for m in marks(text, masked) if self._cites(m)]
        more = [Mark(one.target, one.start, one.end, one.url, link=True) for one in referred(text, masked, self.definitions)]
        if more:
            found = sorted([*found, *filter(self._cites, more)], key=lambda m: (m.start, m.end))
        return tuple(
            Citation(self._target(m, start + m.start), self.lines.place(start + m.start, start + m.end))
            for m in found
        )

    def _target(self, mark: Mark, offset: int) -> str:
        """The id that a mark at an offset of the document means."""
        if mark.link:
            return self.pages.get(mark.target, mark.target)
        plain = mark.target.isdigit() and not (mark.note or mark.key or mark.named)
        return self.scopes.id(mark.target, offset) if plain else mark.target

    def masked(self, text: str) -> str:
        """The text with markup, and bare digits that are references, made unreadable."""
        return bare_numbers.hidden(mask(text), text, self.known) if self.bare else mask(text)

    def only(self, text: str) -> bool:
        """Whether a text is nothing but references, or lines that name sources of this document."""
        return nothing_but_marks(text) or self._only_names(text)

    def sentences(self, text: str, masked: str) -> Iterator[tuple[int, int]]:
        """The spans of the sentences of a paragraph, each with the references behind its full stop.

        Lines that hold nothing but addresses or names of sources belong to the sentence before them.
        """
        spans = sentence_spans(for_sentences(masked, text))
        if "http" not in text and "ource" not in text and "uelle" not in text:
            yield from spans
            return
        held: tuple[int, int] | None = None
        for start, end in spans:
            part = text[start:end]
            if held is not None and end - held[0] <= LONGEST_SENTENCE and (all_in_lines(part) or self._only_names(part)):
                held = (held[0], end)
                continue
            if held is not None:
                yield held
            held = (start, end)
        if held is not None:
            yield held

    def _only_names(self, text: str) -> bool:
        return any(one.id in self.known for one in named(text)) and nothing_but_names(text)

    def quotes(self, text: str) -> dict[str, str]:
        """The words that links of a text quote from their pages, by the id of the source."""
        found: dict[str, list[str]] = {}
        for link in links(text, text) if ":~:text=" in text else ():
            if link.quote and link.target in self.pages:
                found.setdefault(self.pages[link.target], []).append(link.quote)
        return {id: " […] ".join(dict.fromkeys(quotes)) for id, quotes in found.items()}

    def _cites(self, mark: Mark) -> bool:
        if mark.link:
            return mark.target in self.pages
        if mark.named:
            return mark.target in self.known
        if mark.key:
            return mark.target in self.known or (self.keyed and not _OF_THE_TEXT.match(mark.target))
        if mark.note:
            return mark.target not in self.notes
        if mark.target in self.known:
            return True
        if mark.target.isdigit():
            return len(mark.target) <= 3 or (self.numbered and not 1900 <= int(mark.target) <= 2100)
        match = _PREFIX.match(mark.target)
        return match is not None and (match.group() in self.prefixes or (self.listed and not self.known))
