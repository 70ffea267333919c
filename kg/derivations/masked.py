"""Text in which every figure is one typed token, so that patterns speak of figures, not of digits.

A pattern such as ``from <V:before> to <V:after>`` is compiled by :func:`pattern`; ``<V:name>`` is a
figure of the kinds that the letter stands for, words such as "about" before it included.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from kg import compiled as compiling
from kg import patterns as re
from kg.derivations import cues
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record


@record
class Term:
    """A figure where it was read: what formulas work on and findings point at."""

    reading: Reading
    quantity: Quantity

    @property
    def text(self) -> str:
        """The figure as written, with its qualifying word ("about", "more than")."""
        quantity = self.quantity
        written = " ".join(quantity.text.split())
        if quantity.approximate and not re.match(r"[~≈∼]|(?:about|approx|around|roughly|nearly|almost|circa|c\.)", written, re.I):
            return f"~{written}"
        sign = {"gt": ">", "lt": "<", "ge": "≥", "le": "≤"}.get(quantity.bound or "")
        return f"{sign}{written}" if sign and quantity.kind != "date" and not re.search(r"[<>≤≥+]|magnitude", written) else written


# Kinds that a letter stands for are beside each other: a class that is one range is compiled ten times as fast as one with gaps.
_KINDS = ("rating", "points", "multiple", "percent", "money", "count", "measure", "duration", "date", "ordinal")
_KIND_CHAR = {kind: chr(0xE000 + n) for n, kind in enumerate(_KINDS)}
_FIRST, _LAST = 0xE100, 0xF8FF
_SETS = {
    "M": "money", "C": "count", "P": "percent", "N": "points", "X": "multiple", "U": "duration", "D": "date", "E": "measure",
    "R": "rating", "V": "money count percent measure", "A": "money count measure", "T": "money count measure duration",
    "G": "percent points multiple",
    "Q": "money count percent measure multiple duration points rating",
}  # fmt: skip
TOKEN = re.compile(f"(?-i:[{''.join(_KIND_CHAR.values())}].)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NO_FIGURE = re.compile(r"\[\^?[^\[\]\\a-z]*\\uE000-\\uF8FF\]", re.I)
"""A class of signs with all figures in it.  Where case is ignored, compiling it looks for the small letter of each of 6,400 signs."""
_MARK = "\u2005"
_SPACE = re.compile(r"\s")
_QUALIFIERS = re.compile(
    r"(?:(?:\b(?:about|approximately|approx\.?|roughly|around|nearly|almost|some|well over|just over|just under|over|under|more than|less than|fewer than|at least|at most|up to"
    r"|just|only|an estimated|estimated|close to|circa|as much as|as many as|an average of|a total of|above|below|an?|the|its)\s|=|≈)\s*)+"
    rf"(?P<figure>{TOKEN.pattern})?",
    re.I,
)
# Masking turns the spaces of qualifying words before a figure into marks.  Every pattern can then
# pass over such words without listing them, which would make compiling it many times as slow.
QUALIFIER = rf"(?:\b[\w.]++{_MARK}++|[=≈]{_MARK}*+)*"
WORD = r"[^\W\d_][\w'’&./-]*"


class Pattern:
    """A pattern over masked text, compiled when it is first used."""

    __slots__ = ("_compiled", "_figures", "_kept", "_source", "_words")

    def __init__(self, source: str, kept: bool = False):
        self._source, self._compiled, self._kept = source, None, kept
        self._figures: tuple[tuple[str, int], ...] | None = None
        self._words: tuple[frozenset[str], ...] | None = None

    def _may(self, text: str) -> bool:
        """Whether the text has the figures and words that every match holds: most texts have not."""
        counts, low = _held(text)
        if self._figures is None:
            self._figures = self._worked_out("figures", lambda: cues.figures(self._source))
        if not all(counts[kind] >= n for kind, n in self._figures):
            return False
        if self._words is None:
            self._words = self._worked_out("words", lambda: cues.words(self._source))
        return all(any(w in low for w in one) for one in self._words)

    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = compiling.expression(self._worked_out("plain", self._plain), re.I, self._kept)
        return self._compiled

    def _worked_out(self, what: str, make: Callable[[], Any]) -> Any:
        return compiling.KEPT.value((what, self._source, _stamp()), make) if self._kept else make()

    def _plain(self) -> str:
        """The expression without what is written short in it."""
        source = re.sub(r"\{w(\d)\}", lambda m: rf"(?:{WORD}\s+){{0,{m[1]}}}", self._source)
        # In a class that ignores case, a sign beyond Latin-1 makes compiling five times as slow.
        source = source.replace(" ", r"\s").replace("'’", "'")
        source = _NO_FIGURE.sub(r"(?-i:\g<0>)", source)
        return cues.MACRO.sub(_macro, source)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        return self._pattern().finditer(text, start, end) if self._may(text) else iter(())

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        return self._pattern().search(text, start, end) if self._may(text) else None

    def sub(self, by: str, text: str) -> str:
        """As :meth:`re.Pattern.sub`."""
        return self._pattern().sub(by, text) if self._may(text) else text

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        return self._pattern().match(text, start, end) if self._may(text) else None


@cache
def _stamp() -> tuple[tuple[int, int], ...]:
    """The state of the code that works things out of a pattern."""
    return compiling.stamp(__file__, cues.__file__)


@lru_cache(maxsize=512)
def _held(text: str) -> tuple[dict[str, int], str]:
    """How many figures of each kind a masked text has, by the letter of the kind, and the text in small letters."""
    each = {kind: text.count(char) for kind, char in _KIND_CHAR.items()}
    counts = {letter: sum(each[k] for k in kinds.split()) for letter, kinds in _SETS.items()}
    # Where case is ignored, these two letters match others than their small ones.
    return counts, text.lower().replace("ſ", "s").replace("ı", "i")


def pattern(source: str) -> Pattern:
    """A pattern over masked text, case ignored.

    ``<V:name>`` is a figure (M money, C count, P percent, N points, X multiple, U duration, D date,
    E measure, R rating; V value, A amount, T amount or time, G change or rate, Q any but a date);
    ``<V>`` the same without a name; ``{w3}`` up to three words, each with the space after it.
    """
    return Pattern(source, compiling.of_program())


def _macro(match: re.Match[str]) -> str:
    kinds = "".join(_KIND_CHAR[k] for k in _SETS[match[1]].split())
    token = f"(?-i:[{kinds}].)"
    return f"{'' if match[1] == 'D' else QUALIFIER}(?P<{match[2]}>{token})" if match[2] else f"{'' if match[1] == 'D' else QUALIFIER}{token}"


class Masked:
    """The masked text of one sentence or of several that follow each other."""

    __slots__ = ("_kinds", "owner", "terms", "text")

    def __init__(self, readings: Sequence[Reading]):
        self.terms: list[Term] = []
        self._kinds: dict[str, list[tuple[int, Term]]] = {}
        self.owner = readings[-1]
        self.text = _QUALIFIERS.sub(_marked, "  ".join(self._mask(r) for r in readings).replace("’", "'"))

    def _mask(self, reading: Reading) -> str:
        parts, at = [], 0
        for quantity in reading.quantities:
            parts.append(_PRIVATE.sub("\ufffd", reading.text[at : quantity.start]))
            at = quantity.end
            quantity = unbounded(reading.text, quantity)
            if quantity.per and (comma := re.search(r",\s+[^\W\d_]", quantity.text)):
                # a unit does not reach beyond a comma
                at = quantity.start + comma.start()
                quantity = replace(quantity, end=at, text=quantity.text[: comma.start()], per=None)
            parts.append(self._tokens(reading, quantity))
        parts.append(_PRIVATE.sub("\ufffd", reading.text[at:]))
        return "".join(parts)

    def _tokens(self, reading: Reading, quantity: Quantity) -> str:
        sides = both_sides(reading.text, quantity)
        if sides:
            return "→".join(self._token(reading, side) for side in sides)
        if quantity.kind == "multiple" and (sign := re.search(r"\s*[×x]$", quantity.text)) and re.match(r"\s*[$€£¥]?\d|\s*[A-Z]{3}\s?\d", reading.text[quantity.end :]):
            # "200 × $5": the sign is the operator, not part of a multiple
            number = replace(quantity, kind="count", unit=None, text=quantity.text[: sign.start()], end=quantity.start + sign.start())
            return self._token(reading, number) + " × "
        return self._token(reading, quantity)

    def _token(self, reading: Reading, quantity: Quantity) -> str:
        self.terms.append(Term(reading, quantity))
        index = _FIRST + len(self.terms) - 1
        return _KIND_CHAR[quantity.kind] + chr(index) if index <= _LAST else quantity.text

    def term(self, token: str) -> Term:
        """The figure behind a token."""
        return self.terms[ord(token[1]) - _FIRST]

    def tokens(self, start: int = 0, end: int | None = None, kinds: str = "Q") -> list[tuple[int, Term]]:
        """Offsets and figures of the kinds between two offsets of the masked text."""
        found = self._kinds.get(kinds)
        if found is None:
            wanted = _SETS[kinds].split()
            every = ((m.start(), self.term(m.group())) for m in TOKEN.finditer(self.text))
            found = self._kinds[kinds] = [(at, t) for at, t in every if t.quantity.kind in wanted]
        return found[bisect_left(found, start, key=_offset) : None if end is None else bisect_left(found, end - 1, key=_offset)]

    def count(self, kinds: str) -> int:
        """How many figures are of the kinds."""
        wanted = _SETS[kinds].split()
        return sum(t.quantity.kind in wanted for t in self.terms)


_NO_BOUND = re.compile(r"\b(?:add(?:s|ed|ing)?|sum(?:s|med|ming)?)\s+up\s+to\s+(?:[\w$€£¥]{1,4}\s*)?$|\b(?:spread|divided|shared|distributed|split)\s+(?:out\s+|evenly\s+|equally\s+)?over\s+(?:the\s+)?(?:[$€£¥]\s*)?$", re.I)


def unbounded(text: str, quantity: Quantity) -> Quantity:
    """The figure without a bound that the verb before it takes back: "these add up to 98", "spread over 74 sites"."""
    if quantity.bound not in ("le", "gt"):
        return quantity
    digit = re.search(r"\d|[^\W\d_]+\s*$", quantity.text)
    before = text[max(0, quantity.start - 30) : quantity.start + (digit.start() if digit else 0)]
    return replace(quantity, bound=None) if _NO_BOUND.search(before) else quantity


def _marked(qualifiers: re.Match[str]) -> str:
    words = qualifiers.group()
    return _SPACE.sub(_MARK, words) if qualifiers["figure"] else words


def _offset(found: tuple[int, Term]) -> int:
    return found[0]


_BY = re.compile(r"\b(?:rose|risen|grew|grown|increased|fell|fallen|declined|dropped|decreased|up|down)\s+by\s+$", re.I)


def both_sides(text: str, quantity: Quantity) -> tuple[Quantity, Quantity] | None:
    """Before and after of "from $70M to $130M", or step and level of "rose by 30 to 250", each as a figure of its own."""
    before = text[max(0, quantity.start - 16) : quantity.start]
    changing = quantity.change or (quantity.is_range and " to " in quantity.text and _BY.search(before)) or (quantity.is_range and re.search(r"\bfrom\s+\S*$", before, re.I) and " to " in quantity.text)
    if not changing or quantity.kind == "date" or quantity.low is None or not quantity.is_range:
        return None
    low = replace(quantity, high=quantity.low, high_step=quantity.low_step, high_loose=quantity.low_loose, change=False, text=_end_text(quantity, 0))
    high = replace(quantity, low=quantity.high, low_step=quantity.high_step, low_loose=quantity.high_loose, change=False, text=_end_text(quantity, 1))
    return (high, low) if _falls(quantity) else (low, high)


def _parts(quantity: Quantity) -> list[str]:
    return re.split(r"\s*(?:→|->|–|—|\bto\b|\band\b)\s*", quantity.text)


def _falls(quantity: Quantity) -> bool:
    """Whether the first written end is the higher one."""
    first = re.search(r"\d[\d,]*(?:\.\d+)?", quantity.text)
    if not first:
        return False
    value = Decimal(first.group().replace(",", ""))
    scales = [Decimal(10) ** n for n in (-2, 0, 3, 6, 9, 12)]
    return all(value * s != quantity.low for s in scales) and any(value * s == quantity.high for s in scales)


def _end_text(quantity: Quantity, which: int) -> str:
    parts = _parts(quantity)
    if len(parts) != 2:
        return quantity.text
    if _falls(quantity):
        parts.reverse()
    return parts[which]


COMPARING = re.compile(
    r"\b(?:than|versus|vs\.?|compared|outpac\w+|exceed\w*|below|above|beat\w*|against|while|whereas|although|though|but|unlike|relative|ahead|behind|despite|peers?|average|benchmark\w*|respectively|market)\b|;",
    re.I,
)
"""Words after which a figure may be about something else."""


def windows(readings: Sequence[Reading]) -> Iterator[Masked]:
    """Each sentence, and each one that refers back ("This represents …") together with the one before it."""
    previous: Reading | None = None
    for reading in readings:
        if not reading.figures:
            previous = reading
            continue
        if len(reading.quantities) > 1 or _ALONE.search(reading.text):
            yield Masked([reading])
        if previous is not None and previous.figures and previous.carrier.passage and previous.carrier.passage == reading.carrier.passage and _REFERS_BACK.match(reading.text):
            yield Masked([previous, reading])
        previous = reading


_ALONE = re.compile(r"of magnitude|\d\s?/\s?\d+\s*(?:[^\W\d_][\w'’-]*\s+){0,3}\(", re.I)
"""One figure is enough where the other one is words or a fraction."""
_REFERS_BACK = re.compile(
    r"\W*(?:this|that|these|it|which|the\s+(?:increase|rise|growth|decline|decrease|drop|change|result|total|implied|difference|gap|sum|surplus|deficit|shortfall|balance|two|three|four)"
    r"|together|combined|altogether|in total|in all|taken together|at\s+(?:this|that|its|the|a|an)\s+(?:[^\W\d_][\w-]*\s+){0,2}(?:burn|rate|pace))\b",
    re.I,
)
