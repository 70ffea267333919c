"""The walk through a flattened report, line by line, from the cover to the index."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from kg import patterns as re
from kg.config import Config
from kg.loaders import _evidence_register as register
from kg.loaders import _evidence_tables as tables
from kg.loaders._evidence_cover import read_front
from kg.loaders._evidence_draft import Draft, Exhibit, Line, text_lines
from kg.loaders._evidence_shapes import (
    BACK_MATTER,
    BULLET,
    CHAPTER,
    FIGURE,
    FRONT_MATTER,
    NUMBERED,
    ORDINAL,
    PROFILE,
    dates_in,
    is_label,
    is_plain_heading,
    prose_words,
    without_ordinals,
)
from kg.prose import only_citations, slug
from kg.reading import Lines


class Reader:
    """Walks through the lines once, from the cover to the index."""

    def __init__(self, lines: Lines, config: Config):
        self.draft = Draft(lines)
        self.config = config
        self.words = prose_words(lines.lines)
        self.all = text_lines(lines)
        # Without blank lines, or with one after every line, only the lines themselves tell.
        gaps = sum(b.number > a.number + 1 for a, b in pairwise(self.all))
        self.uniform = not len(self.all) // 20 <= gaps <= len(self.all) * 19 // 20
        self.again = Counter(_bare(n.text) for n in self.all)
        self.at = 0
        self.title = self.subject = ""
        self.as_of: date | None = None
        self.target: Exhibit | None = None
        self.label: str | None = None
        self.chapter = 0
        self.in_back_matter = self.in_contents = False
        self.pending: list = []

    # ------------------------------------------------------------- looking around

    def line(self, ahead: int = 0) -> Line | None:
        at = self.at + ahead
        return self.all[at] if 0 <= at < len(self.all) else None

    def touches(self, at: int) -> bool:
        """Whether the line at this index directly follows the line before it."""
        return 0 < at < len(self.all) and (self.uniform or self.all[at].number == self.all[at - 1].number + 1)

    def alone(self) -> bool:
        """Whether blank lines stand on both sides; without blank lines, whether the text around allows a heading."""
        if not self.uniform:
            return not self.touches(self.at) and not self.touches(self.at + 1)
        below = self.line(1)
        text = self.all[self.at].text
        known = FRONT_MATTER.match(text) or BACK_MATTER.match(text)
        return below is not None and bool(known or len(below.text) > 110 or BULLET.match(below.text))

    def group(self, at: int) -> list[Line]:
        """The adjacent lines from an index on that may be one table or one box."""
        end = at + 1
        while self.touches(end) and not self._breaks(self.all[end].text) and not (self.uniform and self._ends_rows(end, at)):
            end += 1
        return self.all[at:end]

    def _ends_rows(self, at: int, begin: int) -> bool:
        """Without blank lines: whether a line is no row of the table that began before it."""
        text = self.all[at].text
        if NUMBERED.match(text) or CHAPTER.match(text) or (is_plain_heading(text) and BACK_MATTER.match(text)):
            return True
        ended = len(text) > 20 and re.search(r"[\w)%][.!?]$", text)
        return at > begin + 1 and bool(ended) and not tables.joined(text, self.words)

    @staticmethod
    def _breaks(text: str) -> bool:
        return only_citations(text) or bool(FIGURE.match(text) or BULLET.match(text) or register.header_fields(text))

    # ------------------------------------------------------------- the walk

    def read(self) -> None:
        """Read everything."""
        self._cover()
        while (line := self.line()) is not None:
            step = (
                self._index()
                or self._references(line)
                or self._heading(line)
                or self._figure(line)
                or self._item(line)
                or self._table()
                or self._box()
                or self._text(line)
            )
            for passed in self.all[self.at : self.at + step]:
                self.again[_bare(passed.text)] -= 1
            self.at += step
        self._finish()

    def _cover(self) -> None:
        front = read_front(self.draft, self.all, self._breaks)
        self.title, self.subject, self.as_of, self.at = front.title, front.subject, front.as_of, front.lines

    # ------------------------------------------------------------- headings

    def _heading(self, line: Line) -> int:
        text = line.text
        if self.in_contents and is_plain_heading(text) and self._comes_again(text):
            self.draft.passage("label", line.start, line.end)
            return 1
        if match := CHAPTER.match(text):
            number = match.group("number").lstrip("0") or "0"
            following = self.line(1)
            if match.group("title"):
                self._open(line, match.group("title"), 1, number)
                return 1
            if following and (title := re.match(rf"0*{number}(?!\d)\s*[.:–-]?\s*(?=\S)", following.text)):
                self.draft.section, self.target = None, None
                self.draft.passage("label", line.start, line.end)
                self._open(following, following.text[title.end() :], 1, number)
                return 2
            self.draft.passage("label", line.start, line.end)
            return 1
        if (match := NUMBERED.match(text)) and is_plain_heading(match.group("title")) and not self._is_table_here():
            self._open(line, match.group("title"), match.group("number").count(".") + 1, match.group("number"))
            return 1
        if not is_plain_heading(text) or FIGURE.match(text) or self._is_box() or self._is_table_here():
            return 0
        return self._unnumbered(line)

    def _unnumbered(self, line: Line) -> int:
        following = self.line(1)
        if following is None or (not self.alone() and not self._stands_over(following)):
            return 0
        section = self.draft.sections[-1].title if self.draft.sections and self.draft.section else ""
        if self.uniform and PROFILE.search(section) and not (FRONT_MATTER.match(line.text) or BACK_MATTER.match(line.text)):
            return 0
        if re.fullmatch(r"(?:table of )?contents", line.text, re.I):
            self.in_contents = True
            self.target = None
            self.draft.section = None
            self.draft.passage("label", line.start, line.end)
            return 1
        if BULLET.match(following.text):
            self.draft.passage("label", line.start, line.end)
            self.label, self.target = line.text, None
            return 1
        if BACK_MATTER.match(line.text):
            self.in_back_matter = True
        if register.header_fields(following.text):
            last = next((s for s in reversed(self.draft.sections) if s.level == 1), None)
            if last and not last.number and re.search(r"\b(?:index|evidence|appendix|annex)\b", last.title, re.I):
                self._open(line, line.text, 2, None)
                return 1
        inside = self.draft.section if self.chapter and not self.in_back_matter else None
        level = 1
        if inside:
            above = self.draft.sections[-1]
            level = above.level + 1 if above.number else above.level
        self._open(line, line.text, level, None)
        return 1

    def _stands_over(self, following: Line) -> bool:
        """A label directly over a list or an index."""
        return bool(BULLET.match(following.text) or register.header_fields(following.text))

    def _open(self, line: Line, title: str, level: int, number: str | None) -> None:
        self.draft.heading(line.start, line.end, title.strip(), level, number)
        self.label, self.target, self.in_contents = title.strip(), None, False
        if number and level == 1:
            self.chapter = int(number) if number.isdigit() else self.chapter

    def _comes_again(self, text: str) -> bool:
        return self.again[_bare(text)] > 1

    # ------------------------------------------------------------- references, figures, items

    def _references(self, line: Line) -> int:
        if not only_citations(line.text):
            return 0
        owner = self.target.id if self.target else self._last_owner()
        made = self.draft.passage("references", line.start, line.end, belongs_to=owner)
        if self.target:
            self.target.citations += made.citations
        self.target = None
        return 1

    def _last_owner(self) -> str | None:
        for passage in reversed(self.draft.passages):
            if passage.section != self.draft.section:
                break
            if passage.kind in ("paragraph", "item"):
                return passage.id
            if passage.kind == "references" and passage.belongs_to is None:
                break  # nothing before it had an owner to give
        last = self.draft.cover[-1] if self.draft.cover else None
        return last.id if last and last.section == self.draft.section else None

    def _figure(self, line: Line) -> int:
        match = FIGURE.match(line.text)
        if not match or self._is_table_here():
            return 0
        caption = match.group("caption").strip()
        self.target = self.draft.exhibit("figure", line.start, line.end, caption, match.group("id"))
        self.label = None
        return 1

    def _item(self, line: Line) -> int:
        bullet = BULLET.match(line.text)
        if not bullet:
            return 0
        last = self.at
        while self.touches(last + 1) and _goes_on(self.all[last].text, self.all[last + 1].text):
            last += 1
        start, end = line.start + bullet.end(), self.all[last].end
        made = self.draft.passage("item", start, end, label=self.label)
        if self.label and tables.list_names_risks(self.label):
            tables.item_risk(self.draft, start, end, made.citations)
        self.target = None
        return last - self.at + 1

    # ------------------------------------------------------------- tables and boxes

    def _is_table_here(self) -> bool:
        return self._header_of(self.at) == 1

    def _header_of(self, at: int) -> int | None:
        """Where in the group that begins here the header of a table stands; see :func:`tables.table_starts`."""
        near = self.all[at : at + 2]
        if not any(tables.looks_like_header(n.text, self.words) for n in near):
            return None
        return tables.table_starts([n.text for n in self.group(at)], self.words)

    def _table(self) -> int:
        header = self._header_of(self.at)
        lines = self.group(self.at) if header is not None else [self.all[self.at]]
        caption = lines[0] if header == 1 else None
        skipped = 0
        apart = not self.touches(self.at + 1) and self.at + 1 < len(self.all)
        if header is None and apart and is_plain_heading(lines[0].text) and self._header_of(self.at + 1) == 0:
            caption, lines, header, skipped = lines[0], self.group(self.at + 1), 0, 1
        if header is None:
            return 0
        over = caption or lines[header]
        table = self.draft.exhibit(
            "table",
            over.start,
            over.end,
            caption.text if caption else "",
            slug(caption.text, "table") if caption else f"table-{len(self.draft.exhibits) + 1}",
        )
        rows = lines[header + 1 :]
        tables.fill(self.draft, table, (lines[header].start, lines[header].end), [(n.start, n.end) for n in rows], self.words)
        self.target, self.label = table, None
        return len(lines) + skipped

    def _is_box(self) -> bool:
        return len(self._box_lines()) >= 4

    def _box_lines(self) -> list[Line]:
        """The lines of a box of labels and values that begins here: all of a group, or as far as the labels are numbered."""
        if not is_label(self.all[self.at].text) and not ORDINAL.search(self.all[self.at].text):
            return []
        numbered = 0
        while (
            (label := self.line(2 * numbered)) and (found := ORDINAL.search(label.text)) and int(found.group(1)) == numbered + 1
        ):
            numbered += 1
        if numbered >= 2:
            return self.all[self.at : self.at + 2 * numbered]
        if self.uniform or (self.touches(self.at) and not only_citations(self.all[self.at - 1].text)):
            return []
        lines = self.group(self.at)
        labels = [n.text for n in lines[::2]]
        return lines if len(lines) % 2 == 0 and len(set(labels)) == len(labels) and all(map(is_label, labels)) else []

    def _box(self) -> int:
        """Labels and values on alternating lines, or "Label: value" lines in a box of the cover."""
        lines = self._box_lines()
        if len(lines) >= 4:
            names = without_ordinals([n.text for n in lines[::2]])
            for label, value, name in zip(lines[::2], lines[1::2], names, strict=True):
                self.draft.fact(name, label.start, value.start, value.end)
            return len(lines)
        line, value = self.all[self.at], self.line(1)
        section = self.draft.sections[-1].title if self.draft.sections and self.draft.section else ""
        if not PROFILE.search(section):
            return 0
        if pair := re.match(r"([A-Z][^:.!?]{1,40}):\s+(?=\S)", line.text):
            self.draft.fact(pair.group(1), line.start, line.start + pair.end(), line.end)
            return 1
        last = self.uniform or not self.touches(self.at + 2)
        if is_label(line.text) and self.touches(self.at + 1) and last and value and not only_citations(value.text):
            self.draft.fact(line.text, line.start, value.start, value.end)
            return 2
        return 0

    # ------------------------------------------------------------- text

    def _text(self, line: Line) -> int:
        if (not re.search(r"[^\W_]", line.text) and not re.fullmatch(r"[-=_*~#.•·\s]+", line.text)) or (
            "\ufffd" in line.text and line.text.count("\ufffd") * 3 > len(line.text)
        ):
            self.draft.refuse(line.start, line.end, "no readable text in this line. Delete it or restore its text.")
            return 1
        last = self.at
        while (
            self.touches(last + 1)
            and _goes_on(self.all[last].text, self.all[last + 1].text)
            and not self._breaks(self.all[last + 1].text)
        ):
            last += 1
        end = self.all[last].end
        if not re.search(r"[^\W_]", line.text):
            self.draft.passage("label", line.start, end)
        elif self.target and self._is_note(line):
            made = self.draft.passage("note", line.start, end, belongs_to=self.target.id)
            self.target.notes.append(made.id)
        else:
            self.target = None
            label = is_plain_heading(line.text) and last == self.at
            self.draft.passage("label" if label else "paragraph", line.start, end)
            if label:
                self.label = line.text
        return last - self.at + 1

    def _is_note(self, line: Line) -> bool:
        if re.match(r"(?:notes?|sources?|legend|key)\b\s*[:.–-]|[*†‡]", line.text, re.I):
            return True
        if len(line.text) > 600:
            return False
        for ahead in range(1, 5):
            following = self.line(ahead)
            if following is None:
                return False
            if only_citations(following.text):
                return True
            if (
                self._breaks(following.text)
                or NUMBERED.match(following.text)
                or CHAPTER.match(following.text)
                or len(following.text) < 40
            ):
                return False
        return False

    # ------------------------------------------------------------- the index

    def _index(self) -> int:
        """The rows under a header line of the index, or under its heading when the header is missing."""
        line = self.line()
        fields = register.header_fields(line.text)
        if fields:
            self.draft.passage("label", line.start, line.end)
            kind, begin = register.kind_of(fields), self.at + 1
        elif (
            self.at
            and self.all[self.at - 1].text.casefold() in ("claims", "sources", "claims index", "source index")
            and register.ROW_ID.match(line.text)
        ):
            kind, begin = self.all[self.at - 1].text.split()[0].casefold().rstrip("s") + "s", self.at
            fields = ("id", "statement", "confidence", "sources") if kind == "claims" else ("id", "publisher", "title", "quote")
        else:
            return 0
        rows, at = [], begin
        while at < len(self.all):
            text = self.all[at].text
            match = register.ROW_ID.match(text)
            if match:
                rows.append(register.Row(match.group(1), self.all[at].start, self.all[at].start + match.end(), self.all[at].end))
            elif register.header_fields(text) or not self.touches(at) or (is_plain_heading(text) and self._starts_rows(at + 1)):
                break
            elif rows:
                rows[-1] = register.Row(rows[-1].id, rows[-1].start, rows[-1].body, self.all[at].end)
            else:
                break
            at += 1
        self.target = None
        self.pending.append((kind, rows, fields, self.draft.section))
        return at - self.at

    def _starts_rows(self, at: int) -> bool:
        return at < len(self.all) and bool(register.header_fields(self.all[at].text) or register.ROW_ID.match(self.all[at].text))

    # ------------------------------------------------------------- at the end

    def _finish(self) -> None:
        if self.as_of is None:
            said = re.search(r"\bas of ([^.;]{4,30})", self.draft.text, re.I)
            self.as_of = next(iter(dates_in(said.group(1))), None) if said else None
        for kind, rows, fields, section in self.pending:
            self.draft.section = section
            if kind == "claims":
                register.read_claims(self.draft, rows, fields)
            else:
                subject = self.config.subject or self.subject
                register.read_sources(self.draft, rows, fields, self.config, subject)
        for table in self.draft.exhibits:
            if table.header is not None:
                tables.table_risks(self.draft, table)


_PAGE_NUMBER = re.compile(r"(?<=[^\d.…\s])[\s.…]+\d*$")
_LEADERS = (".", "…")


def _bare(text: str) -> str:
    """A line of a table of contents, or the heading it names, without a page number."""
    if CHAPTER.match(text):
        return text
    start = text[:200]
    # Only what ends in a digit, a leader or white space can lose anything.
    return _PAGE_NUMBER.sub("", start) if start[-1:].isdigit() or start[-1:] in _LEADERS or start[-1:].isspace() else start


def _goes_on(text: str, following: str) -> bool:
    """Whether a wrapped line goes on in the next one."""
    return len(text) >= 40 and not re.search(r"[.!?:\]][\"'”’)]*$", text) and following[0].islower()
