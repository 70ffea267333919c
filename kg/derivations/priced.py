"""Worths at a price that the sentence only names: "the 40,000 tonnes lost are worth €3.2 million at the present price", the price told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg import rounding
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, closes, mistyped

_AT = Lazy(r"\bat\s+(?:the\s+|this\s+|that\s+|our\s+|its\s+|today['’]s\s+)?(?:present|current|average|mean|same|existing|prevailing|today['’]s)\s+(?P<price>tariff|price|rate|fare|fee|rent|charge)s?\b")
_UNIT = re.compile(r"\s*([^\W\d_][^\s,.;:()]*)")
_PER = re.compile(r"\b(?:per|an?|each|for\s+each|for\s+every)\s+([^\W\d_][^\s,.;:()]*)")
_ELSE = Lazy(r"\b(?:would|if|new|future|after\s+tax|net|less|more|per)\b")


def worths(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A worth that no price of the report for that unit gives, and that is a slip of the one that the named price gives."""
    q = figure.term.quantity
    if q.kind != "money" or q.per not in (None, "year"):
        return
    text = figure.term.reading.text
    said = _AT.search(text)
    own = [f for f in paragraph.figures if f.line == figure.line and f is not figure]
    if said is None or len(own) != 1 or own[0].term.quantity.kind not in ("measure", "count") or own[0].term.quantity.start > q.start or _ELSE.search(text):
        return
    unit = _written(own[0])
    prices = list(_prices(document, figure, unit))
    named = {f.value: f for before, f in prices if said["price"].lower() in before.lower()}
    every = [_worth(own[0], f) for _, f in prices]
    if unit and len(named) == 1 and not any(closes(figure, w) for w in every):
        working = _worth(own[0], next(iter(named.values())))
        if mistyped(figure, working, 2):
            yield Derivation("formula", figure.term, (working.way(),), label="", sure=False)


def _written(figure: Figure) -> str:
    """The unit or the thing as the text writes it behind a figure."""
    q = figure.term.quantity
    last = q.text.split()[-1]
    if q.kind == "measure" and q.unit and last[0].isalpha():
        return last
    match = _UNIT.match(figure.after)
    return match[1] if match else ""


def _prices(document: Document, like: Figure, unit: str) -> Iterator[tuple[str, Figure]]:
    """The amounts of money that the report tells for one such unit, with the words before them."""
    for reading in document.readings:
        if unit and unit.removesuffix("s") in reading.text and reading is not like.term.reading:
            for f in Paragraph([reading]).figures:
                if f.sort == like.sort and f.term.quantity.per not in (None, "year"):
                    start = f.term.quantity.start
                    match = _PER.search(reading.text, start, start + len(f.term.quantity.text) + 30)
                    if match is not None and match[1] in (unit, unit.removesuffix("s")):
                        yield reading.text[max(0, start - 50) : start], f


def _worth(amount: Figure, price: Figure) -> Working:
    return Working(rounding.product, (amount, price), f"{amount.term.text} × {price.term.text}")
