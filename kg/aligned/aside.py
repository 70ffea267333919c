"""The words that set a figure apart, without those of what it is compared with, explained by or told with."""

from __future__ import annotations

from kg import patterns as re
from kg import retold
from kg.aligned.words import without_persons
from kg.retold import Told

_WORD = re.compile(r"[^\W\d_][\w&'’-]*")
_COMPARED = re.compile(r",?\s(?:and\s+(?:an?|another)|compared\s+(?:with|to)|as\s+against|against|versus|vs\.?|unlike|(?:(?:more|less|higher|lower)\s+)?(?:than|on|over)\s+(?:in\s+)?the\s+(?:previous|prior|preceding|year))\s", re.I)


def apart_of(told: Told) -> frozenset[tuple[int, str]]:
    """The words that set a figure apart, but for those of what it is compared with, or told with: "54.8%, compared with 19% on placebo"."""
    if not told.apart:
        return told.apart
    other, found = _compared(told) or _aside(told), told.apart - retold.apart(_of_persons(told))
    return found if other is None else found & retold.apart(words(told.reading.text[told.clause[0] : other]))


def alone_of(told: Told) -> frozenset[str]:
    """The words that the other figure must have too, likewise without those of what it is compared with."""
    found = retold.alone(told.order) if told.order else frozenset()
    if not found:
        return found
    other, found = _compared(told) or _aside(told), found.difference(_of_persons(told))
    return found if other is None else found & frozenset(words(told.reading.text[told.clause[0] : other]))


def _of_persons(told: Told) -> list[str]:
    """The words that only say who somebody was before."""
    text = told.reading.text
    plain = without_persons(text)
    return list(set(words(text)).difference(words(plain))) if plain is not text else []


def _compared(told: Told) -> int | None:
    """Where the clause of a figure goes on to what it is compared with."""
    found = _COMPARED.search(told.reading.text, max(told.quantity.end, told.clause[0]), told.clause[1])
    return found.start() if found else None


def _aside(told: Told) -> int | None:
    """Where what only explains a figure begins behind it: "38 %, held back by the first deliveries"."""
    found = _EXPLAINED.search(told.reading.text, max(told.quantity.end, told.clause[0]), told.clause[1])
    return found.start() if found else None


_EXPLAINED = re.compile(r",\s+(?:[a-z]+ly\s+)?(?!(?:born|aged|based|located|registered|approved|planned|expected|adjusted)\b)[a-z]{3,}(?:ed|en|ing)\s|,\s+(?:because|since|after|thanks\s+to|due\s+to|owing\s+to|helped|held|while|until)\b", re.I)


def words(text: str) -> list[str]:
    """The words of a text, small."""
    return [w.lower() for w in _WORD.findall(text)]
