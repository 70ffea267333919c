"""Pages about one statistic, flattened to text.

A title with a headline figure, its source and date, sections of prose, lists of pros, cons and
things to watch, scenarios as groups of lines, and the method as label and value on alternating
lines. Any of these may be missing.
"""

from __future__ import annotations

from datetime import date

from kg import patterns as re
from kg.config import Config
from kg.loaders._evidence_draft import Draft, Line, text_lines
from kg.loaders._evidence_shapes import BULLET, PROFILE, dates_in, is_plain_heading, plain_bytes
from kg.loaders._evidence_tables import item_risk, list_names_risks
from kg.model import Report
from kg.prose import slug
from kg.reading import Bundle, Lines, decode

NAME = "statistics-page"

_MARKS = re.compile(
    r"what (?:it|this) measures|why (?:\w+ ){0,3}(?:matters?|care)|what happens next|what to watch(?: for)?|pros\b.{0,20}"
    r"|cons\b.{0,20}|(?:\w+ ){0,3}tipping points?|what you can do|data (?:&|and) methodology|methodology"
    r"|related (?:stats|statistics)|key (?:facts|figures)",
    re.I,
)
_LINE = re.compile(rb"^[^\r\n]{3,60}", re.M)
_ORIGIN = re.compile(r"Source:\s*(?P<source>\S.*?)(?:\s+As of:\s*(?P<date>\S.*))?$", re.I)
_AS_OF = re.compile(r"(?:As of|Updated|Last updated):\s*(?P<date>\S.*)$", re.I)
_FIGURE = re.compile(r"[~≈<>$€£]*\s?\d[\d.,]*\s?(?:%|[kKMBT]n?\b|thousand|million|billion|trillion)?\+?(?:\s\S+){0,2}$")
_SCENARIO = re.compile(
    r"(?:conservative|base(?:line)?|aggressive|optimistic|pessimistic|moderate|bull|bear|low|mid|high|best|worst)"
    r"(?: case| scenario)?$",
    re.I,
)


def recognise(bundle: Bundle) -> float:
    """Sure when at least three of the usual headings stand on lines of their own."""
    if len(bundle.files) != 1 or bundle.files[0].suffix not in (".txt", ".text", ""):
        return 0.0
    found = set()
    for match in _LINE.finditer(plain_bytes(bundle.files[0].data[:200_000])):
        text = match.group().decode("utf-8", "replace").strip().lower()
        if _MARKS.fullmatch(text) or ("as of:" in text and text.startswith("source:")):
            found.add(text)
    return 0.9 if len(found) >= 3 else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a page of this kind; see :mod:`kg.loaders` for what is kept and raised."""
    document, troubles = decode(bundle.files[0])
    reader = _Reader(Lines(document))
    reader.draft.troubles += troubles
    reader.read()
    draft = reader.draft
    return Report(
        id=slug(reader.title or bundle.files[0].name, "page"),
        path=bundle.path,
        format=NAME,
        title=reader.title,
        subject=config.subject or reader.subject(),
        subject_certain=bool(config.subject),
        as_of=config.as_of or reader.as_of,
        documents=(document,),
        sections=tuple(draft.sections),
        passages=tuple(draft.passages),
        tables=tuple(e.table() for e in draft.exhibits),
        cover=tuple(draft.cover),
        risks=tuple(draft.risks),
        troubles=tuple(draft.troubles),
        unread=tuple(draft.unread),
    )


class _Reader:
    """Walks through the lines once."""

    def __init__(self, lines: Lines):
        self.draft = Draft(lines)
        self.all = text_lines(lines)
        self.title = ""
        self.as_of: date | None = None

    def read(self) -> None:
        """Read everything."""
        at = self._head()
        while at < len(self.all):
            at += self._scenarios(at) or self._heading(at) or self._pair(at) or self._text(at)
        if not self.title and self.all:
            defined = next(
                (m for n in self.all if (m := re.match(r"((?:[A-Z][\w'’&.-]*\s)+)(?:is|are|counts?|measures?)\b", n.text))), None
            )
            self.title = defined.group(1).strip() if defined else ""

    def subject(self) -> str:
        """The longest beginning of the title that the page names again."""
        words = self.title.split()
        return next(
            (" ".join(words[:n]) for n in range(len(words), 0, -1) if self.draft.text.count(" ".join(words[:n])) >= 2), ""
        )

    # ------------------------------------------------------------- the head

    def _head(self) -> int:
        """Title, headline figure, source and date, before the first heading; the number of lines read."""
        end = next((i for i, n in enumerate(self.all) if _MARKS.fullmatch(n.text)), 0)
        head = self.all[:end]
        figure = next((i for i, n in enumerate(head) if i and _FIGURE.match(n.text) and len(n.text) <= 40), None)
        for i, line in enumerate(head):
            if figure is not None and i == figure - 1:
                self.title = line.text
                self.draft.fact(line.text, line.start, head[figure].start, head[figure].end)
            elif i == figure or self._origin(line):
                continue
            elif is_plain_heading(line.text):
                self.title = self.title or ("" if figure is not None and i < figure else line.text)
                self.draft.passage("label", line.start, line.end)
            else:
                self.draft.passage("paragraph", line.start, line.end)
        return len(head)

    def _origin(self, line: Line) -> bool:
        found = _ORIGIN.match(line.text) or _AS_OF.match(line.text)
        if not found:
            return False
        if "source" in found.groupdict():
            self.draft.fact("Source", line.start, line.start + found.start("source"), line.start + found.end("source"))
        if found["date"]:
            start = (
                found.end("source") + re.match(r"\s*", line.text[found.end("source") :]).end()
                if "source" in found.groupdict()
                else 0
            )
            self.draft.fact("As of", line.start + start, line.start + found.start("date"), line.start + found.end("date"))
            self.as_of = self.as_of or next(iter(dates_in(found["date"])), None)
        return True

    # ------------------------------------------------------------- the body

    def _heading(self, at: int) -> int:
        line = self.all[at]
        if BULLET.match(line.text) or not is_plain_heading(line.text) or len(line.text.split()) > 9:
            return 0
        known = bool(_MARKS.fullmatch(line.text))
        if not known and (at + 1 == len(self.all) or PROFILE.search(self._section_title())):
            return 0
        if not known:
            below = self.all[at + 1]
            if not BULLET.match(below.text) and len(below.text) < 80 and not re.search(r"[.!?]$", below.text):
                return 0
        self.draft.heading(line.start, line.end, line.text, 1)
        return 1

    def _section_title(self) -> str:
        return self.draft.sections[-1].title if self.draft.sections else ""

    def _pair(self, at: int) -> int:
        """Label and value on two lines, as the method is described."""
        if not PROFILE.search(self._section_title()) or at + 1 >= len(self.all):
            return 0
        label, value = self.all[at], self.all[at + 1]
        if re.match(r"[A-Z][^:]{1,40}:\s+\S", label.text):
            return self._key_value(label)
        first, second = BULLET.match(label.text), BULLET.match(value.text)
        if _MARKS.fullmatch(value.text) or bool(first) != bool(second) or len(label.text) > 60:
            return 0
        name = label.text[first.end() :] if first else label.text
        self.draft.fact(
            name, label.start + (first.end() if first else 0), value.start + (second.end() if second else 0), value.end
        )
        return 2

    def _key_value(self, line: Line) -> int:
        label = re.match(r"(?:[•*-]\s+)?([^:]+):\s+", line.text)
        self.draft.fact(label.group(1), line.start + label.start(1), line.start + label.end(), line.end)
        return 1

    def _scenarios(self, at: int) -> int:
        """Groups of lines, each under the name of a scenario: a table with a line for each cell."""
        if not _SCENARIO.match(self.all[at].text):
            return 0
        starts = [at]
        end = at + 1
        while end < len(self.all) and not _MARKS.fullmatch(self.all[end].text) and not BULLET.match(self.all[end].text):
            if _SCENARIO.match(self.all[end].text):
                starts.append(end)
            end += 1
        if len(starts) < 2:
            return 0
        width = starts[1] - starts[0]
        end = min(end, starts[-1] + width)
        caption = self._section_title()
        over = self.draft.sections[-1].place if self.draft.sections else None
        table = self.draft.exhibit("table", self.all[at].start, self.all[at].end, caption, slug(caption, "scenarios"))
        table.place = over or table.place
        table.rows = tuple(
            tuple(
                self.draft.cell(table.id, row, column, line.start, line.end, True)
                for column, line in enumerate(self.all[start : [*starts, end][row]], 1)
            )
            for row, start in enumerate(starts, 1)
        )
        return end - at

    def _text(self, at: int) -> int:
        line = self.all[at]
        bullet = BULLET.match(line.text)
        if not re.search(r"[^\W_]", line.text) and "\ufffd" in line.text:
            self.draft.refuse(line.start, line.end, "no readable text in this line. Delete it or restore its text.")
        elif bullet:
            label = self._section_title() or None
            made = self.draft.passage("item", line.start + bullet.end(), line.end, label=label)
            if label and list_names_risks(label):
                item_risk(self.draft, line.start + bullet.end(), line.end, made.citations)
        elif not self._origin(line):
            self.draft.passage("label" if is_plain_heading(line.text) else "paragraph", line.start, line.end)
        return 1
