"""Wholes split by number words and lists: all items of a list, fractions in words, so many a week."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kg import rounding
from kg.derivations.breakdowns import BOUND, broken
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph, beside
from kg.derivations.workings import Working, added, pairs

# --------------------------------------------------------------------------- all items of a list

_OF = Lazy(r"(?:^|[.;:]\s+|\b)of\s+(?:the|our|its|their|these|those|all|all\s+the)\s+$")
_LAST = Lazy(r"[^.;:]*,?\s+and\s+(?:[^\W\d_][\w'’-]*\s+){0,5}?$")
_NOT_ALL = Lazy(r"\b(?:others?|rest|remain\w*|including|among|such\s+as|mainly|mostly|at\s+least|only|alone|more|fewer|less|than|from|previous\w*|earlier|each|per|both|also|up|down)\b")


_OF_THEM = Lazy(r"\s+of\s+(?:them|these|those|whom|which)\b")


def itemised(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "The 74 sites were visited: 41 of them are held up by owners, 19 by soil and 14 by missing roads": items that make the whole but for a slip."""
    if figure.term.quantity.kind != "count" or figure.value < 10 or _NOT_ALL.search(figure.before[-12:]):
        return
    rest = [f for f in paragraph.figures if f.line in (figure.line, figure.line + 1) and f.sort == figure.sort and (f.line, f.term.quantity.start) > (figure.line, figure.term.quantity.start)]
    first = next((n for n, f in enumerate(rest) if _OF_THEM.match(f.after)), None)
    if first != 0 or not 3 <= len(items := [f for f in rest if f.line == rest[0].line]) <= 9 or max(f.value for f in items) >= figure.value:
        return
    text = rest[0].term.reading.text
    if not _LAST.fullmatch(text[items[-2].term.quantity.end : items[-1].term.quantity.start]) or _NOT_ALL.search(text[items[0].term.quantity.end :]):
        return
    total = added(items)
    lacking = figure.value - (total.nominal or 0)
    if lacking and any(_one_digit(f.value, f.value + lacking) for f in items):
        yield Derivation("total", figure.term, (total.way(),), label="a total of", sure=False)


def _one_digit(wrong: Fraction, right: Fraction) -> bool:
    """Whether two whole numbers of two digits at least differ in one digit, or by two neighbours turned."""
    a, b = str(int(wrong)), str(int(right)) if right > 0 else ""
    apart = [n for n, (p, q) in enumerate(zip(a, b, strict=False)) if p != q]
    return len(a) == len(b) > 1 and (len(apart) == 1 or (len(apart) == 2 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]))


def lists(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "Of the 142 employees, 71 work in engineering, 32 in sales, 24 in claims and 15 in administration"."""
    q = figure.term.quantity
    if q.kind not in ("count", "money") or not _OF.search(figure.before[-14:]) or _NOT_ALL.search(figure.after):
        return
    items = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.start > q.start and f.sort == figure.sort]
    text = figure.term.reading.text
    if not 3 <= len(items) <= 9 or any(f.value >= figure.value for f in items):
        return
    if not _LAST.fullmatch(text[items[-2].term.quantity.end : items[-1].term.quantity.start]):
        return
    if broken(figure, items, BOUND):
        yield Derivation("total", figure.term, (added(items).way(),), label="a total of", sure=False)


# --------------------------------------------------------------------------- fractions in words

_WORDS = Lazy(r"[a-z][a-z\s-]*")
_BY = Lazy(r"\b(?:(?P<up>rise|rises|rose|risen|increased?|grew|grown|growth|up)|(?P<down>fall|fell|fallen|decreased?|declined?|drop|dropped|down|cut|reduction))\s+(?:of|by)\s+$")
_FROM_TO = Lazy(r".*\bfrom\b.*\bto\b.*")
_OF_ALL = Lazy(r"\s+of\s+(?:the\s+(?:whole|total|cost|sum|money|budget|amount)|it|them|this|that|these|those|all)\b(?!\s+\d)")
_EVER = Lazy(r"\b(?:so\s+far|to\s+date|ever|until\s+now|up\s+to\s+now|since)\b")
"""A whole that grew over time is told in more than one paragraph."""
_ROOM = Fraction(1, 10)
"""How far from a fraction in words a part may lie: "a third" is also 31 %."""
_NICE = (Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(1, 4), Fraction(3, 4), Fraction(1, 5), Fraction(2, 5), Fraction(3, 5), Fraction(4, 5))


def fractions(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "It goes up from €90 to €150, an increase of two thirds"; "£3.6 million, a quarter of the whole"."""
    q = figure.term.quantity
    if q.kind != "count" or not 0 < q.low < 1 or not _WORDS.fullmatch(q.text):
        return
    change = _BY.search(figure.before[-30:])
    own = [f for f in paragraph.figures if f.line == figure.line and f is not figure]
    if change and _FROM_TO.match(figure.before):
        levels = pairs([f for f in own if f.term.quantity.end <= q.start and f.term.quantity.kind in ("money", "count", "measure")])
        if len(levels) == 1:
            yield from _fraction("growth", figure, [_moved(levels[0], change["down"] is not None)])
    part = beside(paragraph, figure)
    if part is not None and _OF_ALL.match(figure.after) and not _EVER.search(figure.after[:60]):
        wholes = [f for f in paragraph.figures if f.sort == part.sort and f.value > part.value and f.line <= figure.line]
        found = [Working(lambda x: rounding.ratio(x[0], x[1]), (part, w), f"{part.term.text} of {w.term.text}") for w in wholes]
        kin = list({f.value: f for f in paragraph.figures if f.sort == part.sort and f.line == figure.line}.values())
        if len(kin) > 2:
            # Parts without their total: the whole is what they add up to.
            found.append(Working(lambda x: rounding.ratio(x[0], rounding.total(x[1:])), (part, *kin), f"{part.term.text} of all"))
        yield from _fraction("share", figure, found)


def _moved(pair: tuple[Figure, Figure], down: bool) -> Working:
    first, last = pair[::-1] if down else pair
    return Working(lambda x: rounding.ratio(rounding.difference(x[1], x[0]), x[0]), (first, last), f"from {first.term.text} to {last.term.text}")


def _fraction(kind: str, figure: Figure, workings: list[Working]) -> Iterator[Derivation]:
    """A fraction that no working comes near, where one is another plain fraction."""
    values = [(abs(w.nominal or 0), w) for w in workings]
    if any(abs(v - figure.value) <= _ROOM * figure.value for v, _ in values):
        return
    other = next((w for v, w in values if any(abs(v - n) <= n / 100 for n in _NICE)), None)
    if other is not None:
        yield Derivation(kind, figure.term, (other.way(),), _falls(other), sure=False)


def _falls(working: Working) -> bool:
    return (working.nominal or Fraction(0)) < 0


# --------------------------------------------------------------------------- so many a week

_EACH = Lazy(r"\s*(?:[a-z]+\s+){0,2}?(?:in\s+)?(?:a|per|every|each)\s+(?P<unit>day|week|month|quarter)\b")
_WHICH = Lazy(r"[^.;]*(?:,\s*(?:or|which\s+is|that\s+is|i\.e\.)|\()\s*(?:about\s+|some\s+|nearly\s+|almost\s+)?$")
_PARTS = {"day": Fraction(365), "week": Fraction(52), "month": Fraction(12), "quarter": Fraction(4)}


def rates(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "312,000 meals, which is 6,000 in every week of the year": a yearly figure and what it makes in a part of the year."""
    match = _EACH.match(figure.after)
    if match is None or figure.term.quantity.kind not in ("money", "count", "measure"):
        return
    own = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.end <= figure.term.quantity.start and f.term.quantity.kind != "percent"]
    if not own or own[-1].sort != figure.sort or not _WHICH.fullmatch(figure.before[own[-1].term.quantity.end :]):
        return
    year, unit = own[-1], match["unit"]
    times = year.value / figure.value
    meant = next((u for u, n in _PARTS.items() if u != unit and abs(times / n - 1) <= Fraction(1, 100)), None)
    if meant is not None and not (unit == "day" and 150 <= times <= 370):
        parts = _PARTS[unit]
        way = Working(lambda x: rounding.ratio(x[0], parts), (year,), f"{year.term.text} ÷ {int(parts)} {unit}s")
        yield Derivation("per-head", figure.term, (way.way(),), sure=False, note=f"it would be so a {meant}")
