"""A report while it is being read line by line."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import (
    Cell,
    Citation,
    Claim,
    CoverFact,
    Figure,
    Passage,
    PassageKind,
    Place,
    Risk,
    Section,
    Sentence,
    Source,
    Table,
    Trouble,
)
from kg.prose import Ids, citation_spans, sentence_spans, short_hash, slug, without_citations
from kg.reading import Lines
from kg.records import record


@record
class Line:
    """A non-empty line: its number (from 0), its span without white space around it, and its text."""

    number: int
    start: int
    end: int
    text: str


def text_lines(lines: Lines) -> list[Line]:
    """The non-empty lines of a document."""
    found = []
    for number, raw in enumerate(lines.lines):
        text = raw.strip()
        if text:
            start = lines.starts[number] + raw.index(text[0])
            found.append(Line(number, start, start + len(text), text))
    return found


@dataclass(slots=True)
class Exhibit:
    """A table or figure that may still receive notes and citations."""

    id: str
    caption: str
    place: Place
    section: str | None
    header: tuple[Cell, ...] | None = None
    """``None`` for a figure."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def table(self) -> Table:
        """The finished table."""
        return Table(
            self.id,
            self.caption,
            self.place,
            self.header or (),
            self.rows,
            self.section,
            tuple(self.notes),
            tuple(self.citations),
        )

    def figure(self) -> Figure:
        """The finished figure."""
        return Figure(self.id, self.caption, self.place, self.section, tuple(self.citations))


class Draft:
    """Gathers the parts of a report in the order of the input.

    Spans are offsets in the document's text.  ``section`` is the id of the section that is being
    read.
    """

    def __init__(self, lines: Lines):
        self.lines = lines
        self.text = lines.document.text
        self.sections: list[Section] = []
        self.passages: list[Passage] = []
        self.exhibits: list[Exhibit] = []
        self.cover: list[CoverFact] = []
        self.claims: list[Claim] = []
        self.sources: list[Source] = []
        self.risks: list[Risk] = []
        self.troubles: list[Trouble] = []
        self.unread: list[Place] = []
        self.section: str | None = None
        self._ids: dict[str, Ids] = {}
        self._open: list[Section] = []

    def new_id(self, kind: str, wanted: str) -> str:
        """An id that no other object of that kind has."""
        return self._ids.setdefault(kind, Ids()).new(wanted)

    def citations(self, start: int, end: int) -> tuple[Citation, ...]:
        """The citations inside a span."""
        text = self.text[start:end]
        if "[" not in text:
            return ()
        return tuple(Citation(t, self.lines.place(start + a, start + b)) for t, a, b in citation_spans(text))

    def heading(self, start: int, end: int, title: str, level: int, number: str | None = None) -> Section:
        """Begin a section; its parent is the nearest open section of a lower level."""
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        parent = self._open[-1].id if self._open else None
        made = Section(
            self.new_id("section", number or slug(title, "section")), title, level, self.lines.place(start, end), number, parent
        )
        self._open.append(made)
        self.sections.append(made)
        self.section = made.id
        return made

    def passage(
        self, kind: PassageKind, start: int, end: int, *, label: str | None = None, belongs_to: str | None = None
    ) -> Passage:
        """Add a passage; only running text is cut into sentences."""
        text = self.text[start:end]
        id = self.new_id("passage", f"p{short_hash(text)}")
        sentences = ()
        if kind in ("paragraph", "item", "note", "quotation"):
            sentences = tuple(
                Sentence(
                    self.new_id("sentence", f"s{short_hash(text[a:b])}"),
                    text[a:b],
                    self.lines.place(start + a, start + b),
                    id,
                    self.section,
                    self.citations(start + a, start + b),
                )
                for a, b in sentence_spans(text)
            )
        made = Passage(
            id, kind, text, self.lines.place(start, end), self.section, sentences, self.citations(start, end), belongs_to, label
        )
        self.passages.append(made)
        return made

    def exhibit(self, kind: str, start: int, end: int, caption: str, wanted: str) -> Exhibit:
        """Begin a table or figure; ``start:end`` is its caption."""
        made = Exhibit(self.new_id(kind, wanted), caption, self.lines.place(start, end), self.section)
        if kind == "table":
            made.header = ()
        self.exhibits.append(made)
        return made

    def cell(self, table: str, row: int, column: int, start: int, end: int, certain: bool) -> Cell:
        """One cell of a table; ``row`` 0 is the header."""
        return Cell(
            f"{table}/r{row}c{column}",
            table,
            row,
            column,
            self.text[start:end],
            self.lines.place(start, end),
            certain,
            self.citations(start, end),
        )

    def fact(self, label: str, start: int, value_start: int, value_end: int) -> CoverFact:
        """Add a labelled fact that begins at ``start``; citations after the value are no part of it."""
        value = self.text[value_start:value_end]
        value = value[: len(without_citations(value).rstrip())]
        made = CoverFact(
            self.new_id("cover", slug(label, "fact")),
            label,
            value,
            self.lines.place(start, value_end),
            self.lines.place(value_start, value_start + len(value)),
            self.section,
            self.citations(value_start, value_end),
        )
        self.cover.append(made)
        return made

    def refuse(self, start: int, end: int, message: str) -> None:
        """Keep a line that could not be understood, and say so."""
        place = self.lines.place(start, end)
        self.unread.append(place)
        self.troubles.append(Trouble("unreadable-line", message, place))
