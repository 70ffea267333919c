"""Everything written that can carry a figure, read once: its quantities, metric words and names.

Checks, observations, events and evidence all look at the same readings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from kg import metrics, quantities
from kg import patterns as re
from kg.metrics import Mention, Metrics
from kg.model import Place, Quantity, Report, Section
from kg.prose import LONGEST_GAP, widest_gap, without_citations
from kg.records import record


@record
class Carrier:
    """A piece of text with its place: what an observation can be read from.

    ``kind`` and ``id`` name the node (claim, sentence, cell, cover, figure).  ``label`` is the name of
    a key-value line ("Total raised"), or the heading of the list an item stands in.  ``passage``
    is the id of the passage a sentence belongs to; ``item`` tells that it is an item of a list.
    ``text`` is without the signs that set words in bold or italics; ``cuts`` are the offsets in it
    where such signs stand in the input, with their lengths.
    """

    report: str
    kind: str
    id: str
    text: str
    place: Place
    section: str | None = None
    label: str = ""
    passage: str = ""
    item: bool = False
    cuts: tuple[tuple[int, int], ...] = ()


_STRESS = re.compile(r"(?<![*\\\w])(?P<sign>\*\*\*|\*\*|\*|(?<!_)__)(?=[^\s*_])(?P<what>[^*_\n]{1,160})(?<=[^\s*_])(?P=sign)(?![*\w])")
_LEADS = re.compile(r"[\s>*+•–-]*(?:\d{1,2}[.)]\s+)?")
_FIGURE = re.compile(r"[~≈(+–−-]?\s?(?:[€$£¥]|[A-Z]{2,3}\s?)?\d")


def unstressed(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without the signs of bold and italics, and where they were: offset in the new text, and length.

    What a text begins with keeps them unless it is a figure: a name or a label in bold is one thing with what follows.

    >>> unstressed("a value of **$2.5 billion** in *May*")
    ('a value of $2.5 billion in May', ((11, 2), (23, 2), (27, 1), (30, 1)))
    """
    if "**" not in text and "*" not in text and "__" not in text:
        return text, ()
    begin = _LEADS.match(text).end()
    parts, cuts, at, gone = [], [], 0, 0
    for match in _STRESS.finditer(text):
        leads = match.start() <= begin
        if (leads and not _FIGURE.match(match["what"])) or match["what"].endswith(":") or text.startswith(":", match.end()):
            continue
        size = len(match["sign"])
        for start, end in ((match.start(), match.start() + size), (match.end() - size, match.end())):
            parts.append(text[at:start])
            cuts.append((start - gone, size))
            at, gone = end, gone + size
    return "".join((*parts, text[at:])), tuple(cuts)


def span_place(carrier: Carrier, start: int, end: int) -> Place:
    """The place of ``carrier.text[start:end]``; but for its cuts the carrier's text must be the input's own."""
    where, text = carrier.place, carrier.text
    before = text.count("\n", 0, start)
    inside = text.count("\n", start, end)
    first = text.rfind("\n", 0, start)
    last = text.rfind("\n", 0, end)
    column = start - first if before else where.column + start
    end_column = end - last if before + inside else where.column + end
    for at, size in carrier.cuts:
        column += size * (first < at <= start)
        end_column += size * (last < at < end)
    return Place(where.path, where.line + before, column, where.line + before + inside, end_column)


# "Total raised: $160M", "**Founded Year:** 2016", "- **June 2023**: €105 million raised …"
KEY_VALUE = re.compile(r"^[\s>*+•–-]*(?:\*\*|__)?(?P<key>[^\W\d_][^:*\n]{1,58}?|[^:*\n]{3,40}(?=\*\*))(?:\*\*|__)?\s*:(?:\*\*|__)?\s+(?P<value>\S.*)$", re.S)


_FINITE = re.compile(r"\b(?:has|have|had|is|was|are|were|will|rose|fell|grew|amounted|came|reached|include[sd]?|shows?|says?|said)\b", re.I)
_CHAPTER = re.compile(r"(?:\d{1,2}(?:\.\d{1,3}){0,4}[.):]?|[A-Z][.)])\s+(?=[^\W\da-z])")


WORDS = re.compile(r"[\w-]+")
"""What :attr:`Reading.words` takes for a word."""

LONGEST_STATEMENT = 4_000
"""Characters.  A claim that says more is not read, and told by a check: the time grows with the square of the length."""


def readable(statement: str) -> bool:
    """Whether a statement is short enough, and without a gap as wide as between columns."""
    return len(statement) <= LONGEST_STATEMENT and widest_gap(statement) < LONGEST_GAP


class Reading:
    """A carrier with what was read from it.

    ``text`` is the carrier's text with citations blanked (same length, so offsets hold).
    """

    __slots__ = ("__dict__", "carrier", "currencies", "metrics", "style", "text")

    def __init__(self, carrier: Carrier, lexicon: Metrics, style: str | None = None, currencies: Mapping[str, str] | None = None):
        self.carrier, self.metrics, self.style, self.currencies = carrier, lexicon, style, currencies or {}
        self.text = without_citations(carrier.text)

    def __reduce__(self):
        # What was read is read again where it is asked for.
        return Reading, (self.carrier, self.metrics, self.style, self.currencies)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """All figures and dates, in order."""
        found = quantities.extract(self.text, self.style)
        if self.currencies:
            found = [replace(q, currency=self.currencies.get(q.currency or "", q.currency)) for q in found]
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in small letters, with what hyphens join: a quick look before a pattern is searched for."""
        return frozenset(WORDS.findall(self.text.lower()))

    @cached_property
    def figures(self) -> list[Quantity]:
        """Quantities that are no dates."""
        return [q for q in self.quantities if q.kind != "date" and q.low is not None]

    @cached_property
    def dates(self) -> list[Quantity]:
        """Quantities that are dates or periods."""
        return [q for q in self.quantities if q.kind == "date" and q.period is not None]

    @cached_property
    def mentions(self) -> list[Mention]:
        """Metric words, in order."""
        return self.metrics.mentions(self.text)

    @cached_property
    def key(self) -> tuple[str, int] | None:
        """``(name, offset of the value)`` of a key-value line, or ``None``."""
        match = KEY_VALUE.match(self.text)
        if match is None:
            return None
        key = match["key"].strip(" *_[]")
        # A key ends before a sentence does: "Orsola has raised $264 million: a seed round …" has none.
        if len(key.split()) > 6 or _FINITE.search(key) or any(q.kind != "date" for q in self.quantities if q.end <= match.start("value")):
            return None
        return key, match.start("value")

    def place(self, quantity: Quantity | Mention) -> Place:
        """Where a quantity or metric word stands in the input."""
        return span_place(self.carrier, quantity.start, quantity.end)


def carriers(report: Report) -> Iterator[Carrier]:
    """Sentences, claims, cover facts and figure captions of a report, in the order of the input.

    Cells are not among them: a cell means nothing without its row and header (see
    ``kg.observations``).
    """
    for passage in report.passages:
        if passage.kind in ("references", "code", "label", "caption"):
            continue
        for sentence in passage.sentences:
            text, cuts = unstressed(sentence.text)
            yield Carrier(report.id, "sentence", sentence.id, text, sentence.place, sentence.section, passage.label or "", passage.id, passage.kind == "item", cuts)
    for fact in report.cover:
        yield Carrier(report.id, "cover", fact.id, fact.value, fact.value_place, fact.section, fact.label)
    for claim in report.claims:
        if not claim.in_text and readable(claim.statement):
            text, cuts = unstressed(claim.statement)
            yield Carrier(report.id, "claim", claim.id, text, claim.statement_place, claim.section, cuts=cuts)


def headings(report: Report, lexicon: Metrics | None = None) -> list[Reading]:
    """The title, the headings and the captions that hold a figure.

    They state figures as sentences do, but without a verb; events and derivations have no use for them.
    """
    lexicon, style = lexicon or metrics.default(), number_style(report)
    found = [_title(report)] if report.documents else []
    found += [_heading(report, s) for s in report.sections if s.place.end_column - s.place.column == len(s.title)]
    found += [Carrier(report.id, "passage", p.id, p.text, p.place, p.section, "", p.id) for p in report.passages if p.kind == "caption"]
    return [Reading(c, lexicon, style) for c in found if c is not None and any(map(str.isdigit, c.text))]


def _heading(report: Report, section: Section) -> Carrier:
    """The words of a heading; its own number ("3 Staff") counts chapters, and nothing else."""
    numbered = _CHAPTER.match(section.title)
    start = numbered.end() if numbered else 0
    place = replace(section.place, column=section.place.column + start)
    return Carrier(report.id, "section", section.id, section.title[start:], place, section.id)


def _title(report: Report) -> Carrier | None:
    """The title where it stands in the first lines of the first document."""
    document = report.documents[0]
    for number, line in enumerate(document.text[:2000].splitlines()[:12], 1):
        at = line.find(report.title) if report.title else -1
        if at >= 0:
            return Carrier(report.id, "report", report.id, report.title, Place(document.path, number, at + 1, number, at + 1 + len(report.title)))
    return None


def read(report: Report, lexicon: Metrics | None = None) -> list[Reading]:
    """All readings of a report.  Figures are extracted when first looked at, and once."""
    lexicon = lexicon or metrics.default()
    style, currencies = number_style(report), quantities.own_currencies([d.text for d in report.documents])
    return [Reading(c, lexicon, style, currencies) for c in carriers(report)]


def number_style(report: Report) -> str | None:
    """The number format of the report's documents; ``None`` for the usual one."""
    for document in report.documents:
        style = quantities.detect_style(document.text[:60_000])
        if style != "1,234.5":
            return style
    return None
