"""From blocks to a report: sections, passages, tables, figures, cover facts, risks, claims in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg import patterns as re
from kg.loaders import _risks
from kg.loaders._blocks import Block
from kg.loaders._citing import Citing
from kg.loaders._inline import key_value, mask, plain
from kg.loaders._outline import Outline
from kg.loaders._source_list import SourceList
from kg.loaders._split import CAPTION, DEFINITION
from kg.model import (
    Cell,
    Citation,
    Claim,
    CoverFact,
    Figure,
    Passage,
    PassageKind,
    Risk,
    Section,
    Sentence,
    Table,
    Trouble,
)
from kg.prose import Ids, sentence_spans, short_hash, slug
from kg.reading import Lines

_COVER = re.compile(
    r"\b(?:cover|fact ?sheet|(?:key|cover|quick|company|basic) facts|facts at a glance|at a glance|snapshot|infobox"
    r"|key (?:figures|data|metrics|numbers)|(?:company|corporate) (?:profile|information|data))\b|^(?:profile|facts)$",
    re.I,
)
_OVERVIEW = re.compile(r"\b(?:company|business|firm|startup|organi[sz]ation) overview$|^overview$", re.I)
# A line above a table that does not end as a sentence does: "Emissions by sector, kilotonnes".
_UNMARKED_CAPTION = re.compile(r"[^\n\[\]]{8,140}(?<![.!?:;,…])")
_BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<label>[^*\n]{1,100}?)(?::?(?:\*\*|__):?)")
_IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]*)\]\([^()\n]*\)")
_NOTE = re.compile(r"[*_(]{0,3}(?:Notes?|Sources?|N\.?B\.?)\b[*_]{0,2}\s*[:.]", re.I)


@dataclass(slots=True)
class Parts:
    """What was assembled, in the order of the document."""

    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    cover: list[CoverFact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(slots=True)
class _Exhibit:
    """A table or figure, and the block index up to which text under it belongs to it."""

    kind: str
    index: int
    id: str
    notes_until: int
    cited_at: int | None


class Assembler:
    """Walks over the blocks once.  ``given`` are the kinds of rows that files beside the text hold."""

    def __init__(
        self, lines: Lines, blocks: list[Block], outline: Outline, sources: SourceList, citing: Citing, given: frozenset[str]
    ):
        self.lines, self.blocks, self.outline, self.sources, self.citing, self.given = (
            lines,
            blocks,
            outline,
            sources,
            citing,
            given,
        )
        self.parts = Parts()
        self.section: Section | None = None
        self.exhibit: _Exhibit | None = None
        self.label: str | None = None
        self.item_labels: dict[int, str] = {}
        self.caption: tuple[int, str] | None = None
        self.ids = {kind: Ids() for kind in ("passage", "sentence", "table", "figure", "cover", "claim", "risk")}

    def run(self) -> Parts:
        """Assemble everything."""
        for i, block in enumerate(self.blocks):
            if i in self.sources.listed_for:
                self._listed(i, block)
            if i == self.outline.title_block or i in self.sources.at or i in self.sources.listed_for:
                continue
            getattr(self, f"_{block.kind}")(i, block)
        return self.parts

    # ------------------------------------------------------------------ blocks

    def _heading(self, i: int, block: Block) -> None:
        self.section = self.outline.sections[i]
        self.exhibit = self.label = self.caption = None
        self.item_labels.clear()

    def _code(self, i: int, block: Block) -> None:
        self._passage(block, "code", prose=False)

    def _comment(self, i: int, block: Block) -> None:
        self._passage(block, "note", label=block.marker)

    def _footnote(self, i: int, block: Block) -> None:
        self._passage(block, "note", label=block.marker)

    def _paragraph(self, i: int, block: Block) -> None:
        text = block.text
        self.item_labels.clear()
        if self.citing.only(text):
            self._references(i, block)
        elif DEFINITION.match(text):
            self._passage(block, "references", prose=False, cites=False)
        elif (match := CAPTION.match(text)) and self._caption(i, block, match):
            pass
        elif (image := _IMAGE.fullmatch(text.strip())) is not None:
            self._figure(i, block, None, image["alt"] or plain(text))
        elif self.exhibit and i <= self.exhibit.notes_until:
            passage = self._passage(block, "note", belongs_to=self.exhibit.id)
            self._note(passage)
        elif (bold := _BOLD_LINE.fullmatch(text)) is not None:
            self.label = plain(bold["label"]).rstrip(": ")
            self._passage(block, "label", label=self.label)
        else:
            self._prose(i, block)

    def _prose(self, i: int, block: Block) -> None:
        pair = key_value(block.text) if "\n" not in block.text and len(block.text) < 300 else None
        if pair and self._cover_fact(block, pair):
            return
        label = plain(block.text[slice(*pair[0])]) if pair else None
        kind: PassageKind = "quotation" if block.quoted else "item" if pair and len(block.text) < 120 else "paragraph"
        self._passage(block, kind, label=label)
        follows = self.blocks[i + 1].kind if i + 1 < len(self.blocks) else ""
        leads = follows in ("item", "table") and block.text.rstrip("*_ ").endswith(":") and len(block.text) < 200
        self.label = _last_words(block.text) if leads else None
        if follows == "table" and not pair and _UNMARKED_CAPTION.fullmatch(block.text.strip()):
            self.caption = (len(self.parts.passages) - 1, plain(block.text).strip())

    def _item(self, i: int, block: Block) -> None:
        for level in [n for n in self.item_labels if n >= block.level]:
            del self.item_labels[level]
        if i in self.sources.repeated or self.citing.only(block.text):
            self._passage(block, "references")
            return
        pair = key_value(block.text)
        own = plain(block.text[slice(*pair[0])]) if pair else None
        above = self.item_labels[max(self.item_labels)] if self.item_labels else self.label
        only_label = bool(own) and (pair[1][0] == pair[1][1])
        if block.text.rstrip("*_ ").endswith(":") and not only_label and len(block.text) < 100:
            own, only_label = plain(block.text).rstrip(": "), True
        if only_label:
            self.item_labels[block.level] = own
            self._passage(block, "label", label=own)
            return
        if pair and block.level == 1 and self._cover_fact(block, pair):
            return
        passage = self._passage(block, "item", label=own or above or (self.section.title if self.section else None))
        if "risks" not in self.given and _risks.is_item(self.section.title if self.section else "", above, own, block.text):
            title = _risks.item_title(block.text)
            self.parts.risks.append(
                Risk(self._new("risk", f"r{short_hash(title)}"), title, passage.place, (), self._section_id(), passage.citations)
            )

    def _table(self, i: int, block: Block) -> None:
        caption = self._caption_of(i)
        table_id = self._new("table", slug(caption, "table") if caption else f"table-{len(self.parts.tables) + 1}")
        rows = []
        for r, spans in enumerate(block.rows):
            cells = []
            for c, (start, end) in enumerate(spans, 1):
                text = self.lines.document.text[start:end]
                cells.append(
                    Cell(
                        f"{table_id}/r{r}c{c}",
                        table_id,
                        r,
                        c,
                        text,
                        self.lines.place(start, end),
                        citations=self.citing.citations(text, start),
                    )
                )
            rows.append(tuple(cells))
            if r and len(cells) != len(rows[0]):
                place = self.lines.place(spans[0][0] if spans else block.start, spans[-1][1] if spans else block.end)
                self.parts.troubles.append(Trouble("missing-field", _uneven(len(cells), len(rows[0])), place, f"{table_id}/r{r}"))
        table = Table(table_id, caption, self.lines.place(block.start, block.end), rows[0], tuple(rows[1:]), self._section_id())
        self.parts.tables.append(table)
        self._open_exhibit("table", len(self.parts.tables) - 1, table_id, i)
        if self.caption:
            index, self.caption = self.caption[0], None
            self.parts.passages[index] = replace(self.parts.passages[index], belongs_to=table_id)
        if "risks" not in self.given:
            for title, attributes, place, cited in _risks.rows(table):
                self.parts.risks.append(
                    Risk(self._new("risk", f"r{short_hash(title)}"), title, place, attributes, self._section_id(), cited)
                )

    # ------------------------------------------------------------------ captions and exhibits

    def _caption(self, i: int, block: Block, match: re.Match[str]) -> bool:
        """Take the block as caption of a table or as a figure; False when it is neither."""
        title = match["title"].strip()
        if match["kind"].lower() in ("table", "exhibit") and "\n" not in block.text:
            follows = self.blocks[i + 1].kind if i + 1 < len(self.blocks) else ""
            before = self.blocks[i - 1].kind if i else ""
            if follows == "table":
                self.caption = (len(self.parts.passages), title)
                self._passage(block, "caption", prose=False)
                return True
            if before == "table" and self.parts.tables:
                table = self.parts.tables[-1]
                self._passage(block, "caption", prose=False, belongs_to=table.id)
                return True
        if match["kind"].lower() == "table" or "\n" in block.text or not (match["id"] or match["kind"] == "Figure"):
            return False
        self._figure(i, block, match["id"], title)
        return True

    def _figure(self, i: int, block: Block, written: str | None, caption: str) -> None:
        figure_id = (
            written if written and not written[0].isdigit() else f"figure-{written}" if written else slug(caption, "figure")
        )
        figure_id = self._new("figure", figure_id)
        figure = Figure(
            figure_id,
            caption,
            self.lines.place(block.start, block.end),
            self._section_id(),
            self.citing.citations(block.text, block.start),
        )
        self.parts.figures.append(figure)
        self._open_exhibit("figure", len(self.parts.figures) - 1, figure_id, i)

    def _caption_of(self, i: int) -> str:
        """The caption line before or after a table, else the bold line or heading it stands under."""
        if self.caption:
            return self.caption[1]
        if i + 1 < len(self.blocks) and self.blocks[i + 1].kind == "paragraph":
            after = CAPTION.match(self.blocks[i + 1].text)
            two = i + 2 < len(self.blocks) and self.blocks[i + 2].kind == "table"
            if after and after["kind"] == "Table" and not two and "\n" not in self.blocks[i + 1].text:
                return after["title"].strip()
        return self.label or (self.section.title if self.section else "")

    def _open_exhibit(self, kind: str, index: int, id: str, i: int) -> None:
        """Look ahead: at most two uncited paragraphs and a line of references belong to the exhibit."""
        cited_at, notes_until = None, i
        j = i + 1
        if j < len(self.blocks) and kind == "table" and self.blocks[j].kind == "paragraph" and CAPTION.match(self.blocks[j].text):
            j += 1
        for k in range(j, min(j + 3, len(self.blocks))):
            block = self.blocks[k]
            if block.kind != "paragraph" or k in self.sources.at or CAPTION.match(block.text) or _BOLD_LINE.fullmatch(block.text):
                break
            if self.citing.only(block.text):
                cited_at, notes_until = k, k
                break
            if self.citing.citations(block.text, block.start):
                break
        if cited_at is None and j < len(self.blocks) and self.blocks[j].kind == "paragraph" and _NOTE.match(self.blocks[j].text):
            notes_until = j
        self.exhibit = _Exhibit(kind, index, id, notes_until, cited_at)

    def _note(self, passage: Passage) -> None:
        if self.exhibit and self.exhibit.kind == "table":
            table = self.parts.tables[self.exhibit.index]
            self.parts.tables[self.exhibit.index] = replace(table, notes=(*table.notes, passage.id))

    def _listed(self, i: int, block: Block) -> None:
        """An entry of the list of sources that a section has for all of its text."""
        place, section = self.lines.place(block.start, block.end), self.sources.listed_for[i]
        cited = (Citation(self.sources.id_at(i), place),)
        id = self._new("passage", f"p{short_hash(block.text)}")
        self.parts.passages.append(Passage(id, "references", block.text, place, section, citations=cited, belongs_to=None))

    def _references(self, i: int, block: Block) -> None:
        """A line of references alone: it belongs to the exhibit or passage above it."""
        exhibit = self.exhibit if self.exhibit and self.exhibit.cited_at == i else None
        above = self.parts.passages[-1] if self.parts.passages and self.parts.passages[-1].section == self._section_id() else None
        passage = self._passage(
            block, "references", prose=False, belongs_to=exhibit.id if exhibit else above.id if above else None
        )
        if exhibit:
            items = self.parts.tables if exhibit.kind == "table" else self.parts.figures
            items[exhibit.index] = replace(items[exhibit.index], citations=passage.citations)

    # ------------------------------------------------------------------ pieces

    def _section_id(self) -> str | None:
        return self.section.id if self.section else None

    def _new(self, kind: str, wanted: str) -> str:
        return self.ids[kind].new(wanted)

    def _cover_fact(self, block: Block, pair: tuple[tuple[int, int], tuple[int, int]]) -> bool:
        """Take a key-value line as a cover fact where its section holds such; False elsewhere."""
        title = self.section.title if self.section else ""
        (label_start, label_end), (start, end) = pair
        value = block.text[start:end]
        if not value or not (_COVER.search(title) or (_OVERVIEW.search(title) and _short(value))):
            return False
        citations = self.citing.citations(block.text, block.start)
        shown = _TRAILING_MARKS.sub("", value)
        label = plain(block.text[label_start:label_end])
        self.parts.cover.append(
            CoverFact(
                self._new("cover", slug(label, "cover")),
                label,
                shown,
                self.lines.place(block.start, block.end),
                self.lines.place(block.start + start, block.start + start + len(shown)),
                self._section_id(),
                citations,
            )
        )
        return True

    def _passage(
        self,
        block: Block,
        kind: PassageKind,
        *,
        label: str | None = None,
        belongs_to: str | None = None,
        prose: bool = True,
        cites: bool = True,
    ) -> Passage:
        masked = self.citing.masked(block.text)
        citations = self.citing.citations(block.text, block.start, masked) if cites and kind != "code" else ()
        id = self._new("passage", f"p{short_hash(block.text)}")
        sentences = tuple(self._sentences(block, masked, citations, id)) if prose else ()
        if "claims" not in self.given and self.citing.known and kind in ("paragraph", "item", "quotation"):
            self.parts.claims += [self._claim(s) for s in sentences if s.citations]
        passage = Passage(
            id,
            kind,
            block.text,
            self.lines.place(block.start, block.end),
            self._section_id(),
            sentences,
            citations,
            belongs_to,
            label,
        )
        self.parts.passages.append(passage)
        return passage

    def _sentences(self, block: Block, masked: str, citations: tuple[Citation, ...], passage: str) -> Iterator[Sentence]:
        spans = list(self.citing.sentences(block.text, masked))
        taken = 0
        for n, (start, end) in enumerate(spans):
            text = block.text[start:end]
            place = self.lines.place(block.start + start, block.start + end)
            until = (place.end_line, place.end_column)
            first, last = taken, n + 1 == len(spans)
            while taken < len(citations) and (last or (citations[taken].place.line, citations[taken].place.column) < until):
                taken += 1
            sentence = Sentence(
                self._new("sentence", f"s{short_hash(text)}"), text, place, passage, self._section_id(), citations[first:taken]
            )
            yield sentence

    def _claim(self, sentence: Sentence) -> Claim:
        id = self._new("claim", f"c{short_hash(sentence.text)}")
        return Claim(
            id,
            sentence.text,
            sentence.place,
            sentence.place,
            sources=sentence.citations,
            section=sentence.section,
            quotes=self.citing.quotes(sentence.text),
            in_text=True,
        )


def _uneven(cells: int, header: int) -> str:
    """What is wrong with a row that has more or fewer cells than the header of its table."""
    remedy = "Write empty cells as | |." if cells < header else "Write a bar inside a cell as \\|."
    return f"this row of the table has {cells} {'cell' if cells == 1 else 'cells'}, its header {header}. {remedy}"


def _last_words(text: str) -> str | None:
    """The last sentence of a lead-in ("Key components:"), if it is short enough for a name."""
    start = list(sentence_spans(mask(text)))[-1][0]
    words = plain(text[start:]).rstrip(": ")
    return words if len(words.split()) <= 12 else None


_TRAILING_MARKS = re.compile(r"(?:\s*\[\^?[\w\s,;.–-]{1,200}\])+\s*$")


def _short(value: str) -> bool:
    """Whether a value is a fact and not a sentence."""
    return len(value.split()) <= 14 and not re.search(r"[a-z]{3}\.(?:\s|$)", value)
