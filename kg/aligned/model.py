"""A figure of a text or a table with all that says what it is of, in one shape for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.model import Period, Place, Quantity

Node = tuple[str, str]
"""Kind and id of the node that states a figure: ``("sentence", "s12")``, ``("cell", "t1/2/3")``."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One figure of one document.

    ``sort`` must be equal before two are compared: kind, unit without its prefix, what it is per,
    currency. ``value`` is exact and free of prefixes. ``near`` are the roots of the words that
    govern the figure, ``wide`` those of its sentence or row and ``around`` those of the heading and
    the sentence before; ``names`` are the capitalised ones among ``wide``. ``marks`` are the other
    figures and the times of the sentence, written so that equal ones are equal. ``apart`` are words
    of opposed sets ("first", "planned"), ``narrow`` those that cut a part out of a whole ("alone").
    ``meant`` tells a plan or an expectation. ``metric`` is the id of a metric of the lexicon, ``subject`` who the figure is about; both may
    be empty. ``plain`` tells that the figure is one value: no range and no bound.
    """

    node: Node
    place: Place
    quantity: Quantity
    sort: tuple
    value: Decimal
    noun: str
    near: frozenset[str]
    wide: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    marks: frozenset[str]
    apart: frozenset[tuple[int, str]]
    alone: frozenset[str]
    narrow: frozenset[str]
    meant: frozenset[str]
    scope: frozenset[str]
    period: Period | None = None
    metric: str = ""
    subject: str = ""
    cut: frozenset[tuple[str, str]] = frozenset()
    """What narrows a known metric: its segment, modifiers and place."""
    main: bool = False
    """Whether that is the subject of its document."""
    implied: Period | None = None
    """The one time that the sentences before it in its paragraph speak of, where it has none of its own."""
    copied: Period | None = None
    """The one time that its document gives where it states the same value again, where it has none here."""
    portion: bool = False
    """Whether it is of a part of a year that is not named: "in the first six months"."""
    located: frozenset[str] = frozenset()
    """Roots of the names that a sentence opens with to say where it holds: "In South Australia, …"."""
    owner: frozenset[str] = frozenset()
    """Roots of the name that the figure is told of: the label of its row, the last name before it."""
    group: tuple = ()
    """The column or the list that it is one value of; empty for a figure of a sentence."""
    beside: frozenset[str] = frozenset()
    """The marks of the sentences before and behind it in its paragraph."""
    tied: bool = False
    """Whether it is a date that tells when a figure was measured: it counts only beside that figure."""
    lasting: bool = False
    """Whether it is a date since or until which something lasts."""
    told_on: date | None = None
    """The day the document speaks of, if it states one."""
    now: bool = False
    """Whether it is told of as it is today: "now works with 26 schools"."""
    then: bool = False
    """Whether it is told of as it was at a time that is only hinted at: "by the summer", "at first"."""
    label: frozenset[str] = frozenset()
    """Roots of the whole label that it is the one value of: the key of a line, the head of a row of two cells."""
    siblings: tuple[tuple[tuple, Decimal], ...] = ()
    """Sort and value of the other figures of the sentence or row."""

    @property
    def plain(self) -> bool:
        """Whether the figure is one value, not a range and not a bound."""
        return not (self.quantity.is_range or self.quantity.bound or self.quantity.change)

    @property
    def where(self) -> tuple[str, int, int]:
        """Path, line and column of the figure."""
        return self.place.path, self.place.line, self.place.column
