"""From the elements of an Argdown text to a report: statements and arguments as claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from kg.config import Config
from kg.loaders import _title
from kg.loaders._argdown_lines import Element, Text
from kg.loaders._inline import mask, plain
from kg.loaders._links import links
from kg.loaders._reference_list import host
from kg.model import Citation, Claim, Document, Passage, Place, Report, Section, Sentence, Source, Trouble
from kg.prose import Ids, sentence_spans, short_hash, slug
from kg.reading import Lines

_Node = tuple[str, str]
"""Kind (``statement`` or ``argument``) and title, or text, of what is stated."""


@dataclass(slots=True)
class _Stated:
    """A statement or an argument, gathered over all its places.

    ``below`` are what it rests on, ``against`` what attacks it, each with the place where that is said;
    ``concludes`` are the conclusions of an argument.
    """

    first: Element
    section: str | None
    said: Element | None = None
    below: dict[_Node, Element] = field(default_factory=dict)
    against: dict[_Node, Element] = field(default_factory=dict)
    concludes: list[_Node] = field(default_factory=list)


def report(
    document: Document, lines: Lines, text: Text, config: Config, format: str, troubles: tuple[Trouble, ...] = ()
) -> Report:
    """The report that an Argdown text holds."""
    return _Reader(document, lines, text).report(config, format, troubles)


class _Reader:
    """Walks over the elements once, then makes claims of what was gathered."""

    def __init__(self, document: Document, lines: Lines, text: Text):
        self.document, self.lines, self.text = document, lines, text
        self.stated: dict[_Node, _Stated] = {}
        self.node_of: dict[int, _Node] = {}
        self.by_words: dict[str, _Node] = {}
        self.sections: list[Section] = []
        self.passages: list[Passage] = []
        self.sources: dict[str, Source] = {}
        self.ids = {kind: Ids() for kind in ("section", "passage", "sentence", "claim")}
        self.open: list[Section] = []

    def report(self, config: Config, format: str, troubles: tuple[Trouble, ...]) -> Report:
        self._gather()
        names = self._names()
        claims = sorted((self._claim(node, self.stated[node], names) for node in names), key=lambda c: c.place)
        fields = {name: self.document.text[a:b] for name, (a, b) in self.text.fields.items()}
        stem = PurePath(self.document.path.replace("\\", "/")).stem
        subject = fields.get("subject") or config.subject
        return Report(
            id=slug(stem, "report") if stem not in ("", "-") else "stdin",
            path=self.document.path,
            format=format,
            title=plain(fields.get("title", "")) or stem,
            subject=subject,
            subject_certain=bool(subject),
            as_of=_title.day_of(fields.get("date", "")) or config.as_of,
            documents=(self.document,),
            sections=tuple(self.sections),
            passages=tuple(self.passages),
            claims=tuple(claims),
            sources=tuple(self.sources.values()),
            troubles=troubles,
        )

    # ------------------------------------------------------------------ gathering

    def _gather(self) -> None:
        elements = self.text.elements
        argument: _Node | None = None
        premises: list[_Node] = []
        ruled = False
        under = {e.parent for e in elements if e.parent is not None}
        for number, element in enumerate(elements):
            if element.kind == "heading":
                self._heading(element)
                argument, premises = None, []
                continue
            if element.kind == "rule":
                ruled = True
                continue
            if element.end > element.start:
                self._passage(element)
            if element.kind in ("text", "bullet") and number not in under:
                argument, premises = None, []
                continue
            node = self._node(element)
            self.node_of[number] = node
            stated = self.stated.setdefault(node, _Stated(element, self._section()))
            if stated.said is None and element.end > element.start:
                stated.said = element
            if element.parent is not None:
                self._relate(node, element)
            elif element.premise:
                if ruled and premises:
                    self._conclude(node, element, premises, argument)
                    premises = []
                premises, ruled = [*premises, node], False
            else:
                argument = node if node[0] == "argument" else None
                premises, ruled = [], False

    def _node(self, element: Element) -> _Node:
        """What an element states: by its title, else by its words."""
        words = " ".join(self.document.text[element.start : element.end].split())
        if element.title:
            node = ("argument" if element.kind == "argument" else "statement", element.title)
            if words and element.kind == "statement":
                self.by_words.setdefault(words, node)
            return node
        return self.by_words.setdefault(words, ("words", words))

    def _relate(self, node: _Node, element: Element) -> None:
        other = self.node_of.get(element.parent)
        if other is None or other == node:
            return
        upper, lower = (node, other) if element.relation.startswith("is-") else (other, node)
        stated = self.stated[upper]
        into = stated.below if element.relation in ("supports", "is-support-of") else stated.against
        into.setdefault(lower, element)

    def _conclude(self, node: _Node, element: Element, premises: list[_Node], argument: _Node | None) -> None:
        for premise in premises:
            if premise != node:
                self.stated[node].below.setdefault(premise, element)
                if argument is not None:
                    self.stated[argument].below.setdefault(premise, self.stated[premise].first)
        if argument is not None:
            self.stated[argument].concludes.append(node)

    # ------------------------------------------------------------------ text

    def _section(self) -> str | None:
        return self.open[-1].id if self.open else None

    def _heading(self, element: Element) -> None:
        self.open = [s for s in self.open if s.level < element.level]
        title = plain(self.document.text[element.start : element.end])
        section = Section(
            self.ids["section"].new(slug(title, "section")), title, element.level, self._place(element), parent=self._section()
        )
        self.open.append(section)
        self.sections.append(section)

    def _passage(self, element: Element) -> None:
        text, section = self.document.text[element.start : element.end], self._section()
        id = self.ids["passage"].new(f"p{short_hash(text)}")
        sentences = tuple(
            Sentence(
                self.ids["sentence"].new(f"s{short_hash(text[a:b])}"),
                text[a:b],
                self.lines.place(element.start + a, element.start + b),
                id,
                section,
            )
            for a, b in sentence_spans(mask(text))
        )
        kind = "item" if element.premise or element.relation or element.kind == "bullet" else "paragraph"
        label = element.title or None
        self.passages.append(Passage(id, kind, text, self._place(element), section, sentences, label=label))

    def _place(self, element: Element) -> Place:
        return self.lines.place(element.start, max(element.end, element.start + 1))

    # ------------------------------------------------------------------ claims

    def _names(self) -> dict[_Node, str]:
        """The ids of everything that says something, in the order of the text; arguments without words have none."""
        names = {}
        for node, stated in self.stated.items():
            if stated.said is not None:
                wanted = slug(node[1]) if node[0] != "words" else f"c{short_hash(node[1])}"
                names[node] = self.ids["claim"].new(wanted)
        return names

    def _claim(self, node: _Node, stated: _Stated, names: dict[_Node, str]) -> Claim:
        element = stated.said
        statement = self.document.text[element.start : element.end]
        whole = self.lines.place(min(element.begin, element.start), element.end)
        derived = {t: c for lower, at in stated.below.items() for t, c in self._targets(node, lower, at, names)}
        against = {t: c for lower, at in stated.against.items() for t, c in self._targets(node, lower, at, names)}
        return Claim(
            names[node],
            statement,
            whole,
            self._place(element),
            sources=tuple(self._links(element)),
            section=stated.section,
            derived_from=tuple(derived.values()),
            disputed_by=tuple(c for t, c in against.items() if t not in derived),
            in_text=True,
        )

    def _targets(self, node: _Node, lower: _Node, at: Element, names: dict[_Node, str]) -> list[tuple[str, Citation]]:
        """What stands for the lower end of a relation: itself, or the statements of an argument that has no words."""
        place = self.lines.place(at.begin, max(at.end, at.begin + 1))
        if lower in names:
            return [(names[lower], Citation(names[lower], place))]
        argument = self.stated[lower]
        told = [n for n in argument.concludes if n != node and n in names] or [n for n in argument.below if n != node and n in names]
        # What is referred to and never said is a reference that leads nowhere.
        ids = [names[n] for n in told] if told else [] if argument.concludes else [lower[1]]
        return [(id, Citation(id, place)) for id in dict.fromkeys(ids)]

    def _links(self, element: Element) -> list[Citation]:
        text = self.document.text[element.start : element.end]
        cited = []
        for link in links(text, mask(text)):
            place = self.lines.place(element.start + link.start, element.start + link.end)
            if link.target not in self.sources:
                words = plain(link.words)
                self.sources[link.target] = Source(
                    link.target, host(link.address), words, place, link.quote, link.address, raw=link.url, certain=False
                )
            cited.append(Citation(link.target, place))
        return cited
