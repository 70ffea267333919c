"""The words of the field as frozen types.

Every object that was read from a file carries a :class:`Place`; texts are kept as they were
written and never repaired. Figures are exact (:class:`decimal.Decimal`). Nothing in this file
reads files or computes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from kg.records import record

# --------------------------------------------------------------------------- places and input


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in an input file.

    Lines and columns are 1-based and count characters of the original file; ``end_column`` is
    the column after the last character (as in SARIF and the Language Server Protocol, there
    0-based).
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@record
class Document:
    """One input file: its path as the user gave it and its decoded text, line ends included.

    ``text`` is what the columns of every :class:`Place` count in: a leading byte-order mark is
    dropped, ``\\r\\n`` stays.
    """

    path: str
    text: str
    sha256: str = ""
    encoding: str = "utf-8"


@record
class Trouble:
    """Something in the input that could not be understood as written.

    ``kind`` is the name of the input check that reports it: ``unreadable-line``,
    ``duplicate-id``, ``unknown-field``, ``empty-statement``, ``missing-field``,
    ``encoding-trouble``.  ``subject`` is the id concerned, where there is one; ``related`` are
    further places (the first use of a duplicate id).
    """

    kind: str
    message: str
    place: Place
    subject: str | None = None
    related: tuple[Place, ...] = ()


# --------------------------------------------------------------------------- figures


class Precision(StrEnum):
    """How finely a date was written."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"


@record
class Period:
    """A closed interval of days, both ends included; ``None`` is an end that was not written.

    "Since 2022" and "by 2030" are the years named, told apart by :attr:`Quantity.bound`.
    """

    start: date | None
    end: date | None
    precision: Precision


Bound = Literal["ge", "gt", "le", "lt"]
QuantityKind = Literal["money", "count", "percent", "points", "multiple", "duration", "date", "measure", "rating", "ordinal"]


@record
class Quantity:
    """A written figure: ``text[start:end]`` of the string it was read from.

    ``low`` and ``high`` are the written value, scale applied ("$38-136 B" is 38e9 and 136e9;
    equal for a single figure).  Percent are stored as written (86 for "86 %").  For
    ``kind == "date"`` both are ``None`` and ``period`` holds the days.

    ``low_step`` / ``high_step`` are the value of the last written digit of each end (10**5 for
    "$130.1M"), ``low_loose`` / ``high_loose`` of the last digit that is not a trailing zero of
    an integer mantissa (10**7 for "$130M"); zero means exact (counted, spelled out).
    """

    start: int
    end: int
    text: str
    kind: QuantityKind
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    approximate: bool = False
    bound: Bound | None = None
    per: str | None = None
    period: Period | None = None
    low_step: Decimal = Decimal(0)
    high_step: Decimal = Decimal(0)
    low_loose: Decimal = Decimal(0)
    high_loose: Decimal = Decimal(0)
    out_of: Decimal | None = None
    change: bool = False
    """True when the two ends are a before and an after ("from $70M to $130M", "2023→2024")."""

    @property
    def is_range(self) -> bool:
        return self.low is not self.high and self.low != self.high


# --------------------------------------------------------------------------- the report as written


@record
class Citation:
    """One written reference to a claim or source id, e.g. ``CO017`` inside ``[CO017, CO018]``."""

    target: str
    place: Place


@record
class Section:
    """A heading with what stands under it.

    ``number`` is as written without leading zeros ("1", "1.4"), ``None`` for unnumbered
    headings.  ``level`` 1 is a chapter.  ``parent`` is the id of the enclosing section.
    """

    id: str
    title: str
    level: int
    place: Place
    number: str | None = None
    parent: str | None = None


PassageKind = Literal["paragraph", "item", "note", "caption", "label", "references", "quotation", "code"]


@record
class Sentence:
    """A sentence of a passage; ``place`` spans exactly its characters."""

    id: str
    text: str
    place: Place
    passage: str
    section: str | None = None
    citations: tuple[Citation, ...] = ()


@record
class Passage:
    """A run of prose: a paragraph, a list item, a note under a table, a caption.

    ``references`` is a line that holds nothing but citations; ``belongs_to`` is then the id of
    the table, figure or passage it stands under.  ``label`` is the name of a key-value line or
    of a list ("Top risks").
    """

    id: str
    kind: PassageKind
    text: str
    place: Place
    section: str | None = None
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    belongs_to: str | None = None
    label: str | None = None


@record
class Cell:
    """One cell of a table; ``row`` 0 is the header."""

    id: str
    table: str
    row: int
    column: int
    text: str
    place: Place
    certain: bool = True
    """False when the split of a run-together row into cells is a guess."""
    citations: tuple[Citation, ...] = ()


@record
class Table:
    """A table with its caption, header, body rows and the notes under it.

    ``uncertain`` counts body rows whose split into cells is a guess.
    """

    id: str
    caption: str
    place: Place
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    section: str | None = None
    notes: tuple[str, ...] = ()
    """Ids of the passages that are notes of this table."""
    citations: tuple[Citation, ...] = ()

    @property
    def columns(self) -> int:
        return max([len(self.header), *map(len, self.rows)], default=0)

    @property
    def uncertain(self) -> int:
        return sum(any(not c.certain for c in row) for row in self.rows)


@record
class Figure:
    """A figure or chart of which only the caption is text."""

    id: str
    caption: str
    place: Place
    section: str | None = None
    citations: tuple[Citation, ...] = ()


@record
class CoverFact:
    """A labelled fact of the cover or profile box ("Valuation: 4500 USD M [CV001]")."""

    id: str
    label: str
    value: str
    place: Place
    value_place: Place
    section: str | None = None
    citations: tuple[Citation, ...] = ()


# --------------------------------------------------------------------------- claims and evidence


class Confidence(StrEnum):
    """Stated confidence of a claim, on the three steps that reports use."""

    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"


class Stance(StrEnum):
    """What a source does for a claim."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"


@record
class Claim:
    """A statement of the report with the sources given for it.

    ``confidence`` is ``None`` when none was stated; ``confidence_text`` keeps the wording.
    ``derived_from`` are ids of claims it was computed or concluded from.
    """

    id: str
    statement: str
    place: Place
    statement_place: Place
    confidence: Confidence | None = None
    confidence_text: str = ""
    sources: tuple[Citation, ...] = ()
    section: str | None = None
    derived_from: tuple[Citation, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    """Quotes given with the claim itself, by source id."""
    disputed_by: tuple[Citation, ...] = ()
    in_text: bool = False
    """True for a sentence that carries its own references, False for a row of a list of claims."""


@record
class Source:
    """A row of the list of sources.  ``raw`` is the line as written, in case the split is wrong."""

    id: str
    publisher: str
    title: str
    place: Place
    quote: str = ""
    url: str = ""
    date: str = ""
    accessed: str = ""
    raw: str = ""
    certain: bool = True
    """False when publisher, title and quote were not separated in the input and the split is a guess."""


@record
class Evidence:
    """The link of one claim to one source, with its stance and the quote that carries it."""

    id: str
    claim: str
    source: str
    stance: Stance
    quote: str
    place: Place


@record
class Publisher:
    """A publisher under its canonical name, with the names it appears under."""

    id: str
    name: str
    names: tuple[str, ...]


# --------------------------------------------------------------------------- what is measured


@record
class Metric:
    """A concept that is measured ("annual recurring revenue"); a SKOS concept in ``ontology/``."""

    id: str
    label: str
    unit_kind: str = ""


ObservationRole = Literal["observation", "operand", "threshold", "target", "peer"]


@record
class Observation:
    """A metric's value for a subject in a period, as written at a place.

    ``value`` is the text as written; ``quantity`` what was read from it (``None`` for values
    that are names: a lead investor).  ``scope`` is what must be equal before two observations
    may be compared (round, scenario, segment, actual or forecast), as sorted ``(key, value)``
    pairs.  ``carrier`` is ``(kind, id)`` of the claim, cell, sentence or cover fact that states
    it.  ``confidence`` is how sure the reading is, 0 to 1, not the report's own label.
    """

    id: str
    subject: str
    metric: str
    value: str
    place: Place
    quantity: Quantity | None = None
    period: Period | None = None
    period_text: str = ""
    scope: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
    role: ObservationRole = "observation"
    carrier: tuple[str, str] = ("metric", "")
    claims: tuple[Citation, ...] = ()
    stated_confidence: Confidence | None = None


@record
class Risk:
    """A row of a risk table or register, or an item of a list headed as risks.

    ``attributes`` are the other columns of the row, header text to cell text (likelihood,
    impact, mitigation …).
    """

    id: str
    title: str
    place: Place
    attributes: tuple[tuple[str, str], ...] = ()
    section: str | None = None
    claims: tuple[Citation, ...] = ()


# --------------------------------------------------------------------------- the whole


@record
class Report:
    """One report, as loaded: everything that was read, in the order of the input.

    ``id`` is the slug used in identifiers, ``path`` the file or folder it came from.
    ``claims`` and ``sources`` are lists, not mappings: a duplicate id loses nothing.
    ``unread`` are places of non-empty lines that became no typed node.
    """

    id: str
    path: str
    format: str
    title: str = ""
    subject: str = ""
    subject_certain: bool = False
    as_of: date | None = None
    language: str = "en"
    documents: tuple[Document, ...] = ()
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    cover: tuple[CoverFact, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    observations: tuple[Observation, ...] = ()
    risks: tuple[Risk, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    unread: tuple[Place, ...] = ()
    remarks: tuple[tuple[str, Place, Place], ...] = ()
    """Remarks of rows that set findings aside: the words, their place, the place of the row."""
    understood: tuple[str, ...] = ()
    """What was read as what, where the input has names of its own: ``claims.csv: claim_text as statement``."""


@record
class Corpus:
    """Several reports that are checked together."""

    reports: tuple[Report, ...]
