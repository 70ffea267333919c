"""Numbers without a noun of their own, which the list or the verb they stand in makes counts: "winning 18, drawing 7 and losing 5", "leaving 23"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.derivations.masked import Term
from kg.derivations.vicinity import Figure, Lazy
from kg.model import Quantity
from kg.readings import Reading

_NUMERAL = Lazy(r"(?<![\w.,$€£¥%/:+−–-])(?P<digits>\d{1,3}(?:,\d{3})*|\d{1,6})(?![\w%/:–-]|[.,]\d)")
_WORD = Lazy(r"\b(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!-)")
_VALUES = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_YEARLIKE = (1800, 2100)
_NAMED = Lazy(r"\b(?:chapter|section|table|figure|phase|page|no|number|version|grade|level|tier|series|step|part|item|article|type|class|stage|route|line)\.?\s*$")


def counts(reading: Reading, line: int, *, words: bool = False) -> list[Figure]:
    """The bare numbers of a sentence that are no quantities yet."""
    taken = [(q.start, q.end) for q in reading.quantities]
    return [f for f in _found(reading, line, words) if not any(a < f.term.quantity.end and f.term.quantity.start < b for a, b in taken)]


def _found(reading: Reading, line: int, words: bool) -> Iterator[Figure]:
    for match in _NUMERAL.finditer(reading.text):
        value = int(match["digits"].replace(",", ""))
        bare = "," not in match["digits"]
        if value and not (bare and _YEARLIKE[0] <= value <= _YEARLIKE[1]) and not _NAMED.search(reading.text[max(0, match.start() - 12) : match.start()]):
            yield _figure(reading, line, match.start(), match.end(), value)
    for match in _WORD.finditer(reading.text) if words else ():
        yield _figure(reading, line, match.start(), match.end(), _VALUES[match["word"].lower()])


def _figure(reading: Reading, line: int, start: int, end: int, value: int) -> Figure:
    number = Decimal(value)
    step = Decimal(1)
    return Figure(Term(reading, Quantity(start, end, reading.text[start:end], "count", number, number, low_step=step, high_step=step, low_loose=step, high_loose=step)), line, frozenset())
