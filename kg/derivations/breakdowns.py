"""Totals with their parts where the words between say that the parts are all there are: behind a colon, "of which", in the next sentence.

The parts need not be called what the total is called ("2,940 people: 1,760 academics and 1,180 in
administration").  A total is doubted only where one digit of it or of a part makes it right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import added, closes

_KINDS = frozenset(("money", "count", "measure"))
BOUND, _FREE = 15, 300
"""The least a total must be in units of the last digit that its parts tell: where words bind the parts to it, and where nothing does.

In a list that is not complete one digit makes the sum right by chance, the more often the fewer digits are told.
"""
_MOST = 9
_SCALED = Lazy(r"\b(?:thousand|million|billion|trillion|mn|bn)\b")


@dataclass(frozen=True, slots=True)
class _Parts:
    figures: tuple[Figure, ...]
    least: int


def breakdowns(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A total that its parts do not make, and would if one digit were another."""
    q = figure.term.quantity
    if q.kind not in _KINDS or q.per is not None or q.approximate or figure.value < 2:
        return
    for find in (_behind_sign, _of_which, _of_these, _and_the_others, _told_next):
        parts = find(paragraph, figure)
        if parts is not None:
            if broken(figure, parts.figures, parts.least):
                yield Derivation("total", figure.term, (added(parts.figures).way(),), label="a total of", sure=False)
            return


# --------------------------------------------------------------------------- where parts stand

_WORDS = r"(?:[^\W\d_][\w’'&/-]*)"
_COLON = Lazy(rf"(?:\s+(?!(?:each|per|including|with|between)\b){_WORDS}){{0,8}}?(?:\s*\([^()]*\))?\s*(?P<sign>:|\(|\s[–—]\s|—)\s*")
_OPEN = Lazy(
    r"\b(?:others?|etc|among|such\s+as|e\.g|for\s+(?:example|instance)|respectively|largest|biggest|top|main|mainly|mostly|notably|including|includes?|at\s+least|up\s+to|several|various|alone|only"
    r"|average|each|per|every|than|compared|against|previous\w*|earlier|last\s+year|previously|had\s+been|up\s+from|down\s+from|excluding|plus|besides|also|another|elsewhere|both|overlap\w*|between)\b"
)
_REST_GIVEN = Lazy(r"\b(?:the\s+)?(?:others?|rest|remainder|remaining)\s+(?:of\s+)?(?:[^\W\d_][\w’'-]*\s+){0,3}?[~$€£]?(?=\d)")
_REMARK = Lazy(r"\([^()]*\)")
_FINITE = Lazy(r"\b(?:is|was|were|are|has|had|have|been|which|who|that|while|but|because|when|as|so|then|will|would|could|should|rose|fell|grew|grown|from\s+[~$€£]?\d)\b")
_LAST = Lazy(r"[^.;:]*?(?:,?\s+(?:and|plus|&)\s+|;\s+(?:and\s+)?)[^.;:]*")
_COMMA = Lazy(r"[^.;:]*?(?:,|\band\b|;)[^.;:]*")


def _behind_sign(paragraph: Paragraph, figure: Figure) -> _Parts | None:
    """Parts behind a colon, a dash or in brackets: "46 matches: 23 wins, 12 draws and 11 defeats"."""
    match = _COLON.match(figure.after)
    if match is None:
        return None
    if match["sign"] == "(" and figure.term.quantity.kind == "count" and len(figure.term.reading.dates) > 1:
        return None  # "1,200 people (900 in 2022 and 700 in 2021)": of other years
    text, start = figure.term.reading.text, figure.term.quantity.end + match.end()
    stop = text.find(")", start) if match["sign"] == "(" else len(text)
    items = _items(paragraph, figure, figure.line, start, stop if stop >= 0 else len(text))
    if items is None or not _enumerated(text, items, start, stop, closed=len(items) == 2) or (match["sign"] != ":" and not _common(figure, items)):
        return None
    return _Parts(items, BOUND)


def _common(figure: Figure, items: Sequence[Figure]) -> bool:
    return figure.term.quantity.kind != "count" or len(items) > 2 or all(i.value >= 10 for i in items)


_WHICH = Lazy(r"(?:\s+(?!(?:and|but)\b)[^\W\d_][\w’'&/-]*){0,6}?\s*,?\s+of\s+(?:which|whom|these|them)\s+(?:[^\W\d_][\w’'-]*\s+){0,4}?$")


def _of_which(paragraph: Paragraph, figure: Figure) -> _Parts | None:
    """ "168.9 million, of which 143.6 million came from … and 25.3 million from …"."""
    text = figure.term.reading.text
    if _THEM.isdisjoint(figure.term.reading.words):
        return None
    rest = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.start > figure.term.quantity.start]
    if not rest or not _WHICH.fullmatch(text[figure.term.quantity.end : rest[0].term.quantity.start].rstrip("~$€£ ") + " "):
        return None
    items = _items(paragraph, figure, figure.line, figure.term.quantity.end, len(text))
    if items is None or not _enumerated(text, items, items[0].term.quantity.start, len(text), closed=True):
        return None
    return _Parts(items, _FREE)


_THEM = frozenset("which whom these them".split())
_THESE = Lazy(r"\W*(?:out\s+)?of\s+(?:these|those|them|this|that|it|the\s+total|the\s+sum|whom|which)\b")


def _of_these(paragraph: Paragraph, figure: Figure) -> _Parts | None:
    """ "It employs 4,310 people. Of these, 2,180 are nurses, 640 are doctors and 1,490 work in support"."""
    following = _sentence_after(paragraph, figure)
    if following is None or not _THESE.match(paragraph.readings[following].text) or not _main(paragraph, figure):
        return None
    text = paragraph.readings[following].text
    items = _items(paragraph, figure, following, 0, len(text))
    if items is None or len(items) < 3 or not _enumerated(text, items, items[0].term.quantity.start, len(text), closed=True, verbs=True):
        return None
    return _Parts(items, 100)


_OTHER = Lazy(r"[^.;:]*\b(?:and|,|while)\s+the\s+(?:other|remaining)\s+$")


def _and_the_others(paragraph: Paragraph, figure: Figure) -> _Parts | None:
    """ "The pier needs 74 piles. Forty-four piles are to be driven this year and the other 30 next year"."""
    following = _sentence_after(paragraph, figure)
    if following is None or figure.term.quantity.kind == "money" or not _main(paragraph, figure):
        return None
    text = paragraph.readings[following].text
    items = _items(paragraph, figure, following, 0, len(text))
    if items is None or len(items) != 2 or not (figure.noun & items[0].noun) or not _OTHER.fullmatch(text[items[0].term.quantity.end : items[1].term.quantity.start]):
        return None
    return _Parts(items, BOUND)


def _told_next(paragraph: Paragraph, figure: Figure) -> _Parts | None:
    """ "The trial cost €645,000. Sensors took €312,000, installation €168,000, and analysis €165,000": a list that only its verb tells once."""
    following = _sentence_after(paragraph, figure)
    if following is None or not _main(paragraph, figure) or (figure.term.quantity.kind == "count" and not _SCALED.search(figure.term.text)):
        return None
    reading = paragraph.readings[following]
    items = _items(paragraph, figure, following, 0, len(reading.text))
    if items is None or len(items) < 3 or reading.dates or sorted(i.value for i in items)[-2] >= figure.value:
        return None
    if _OPEN.search(reading.text[: items[0].term.quantity.start]) or not _enumerated(reading.text, items, items[0].term.quantity.start, len(reading.text), closed=True):
        return None
    return _Parts(items, _FREE)


def _sentence_after(paragraph: Paragraph, figure: Figure) -> int | None:
    following = figure.line + 1
    return following if following < len(paragraph.readings) and paragraph.readings[following].figures else None


_COMPARED = Lazy(r"\b(?:from|after|against|than|before|compared\s+(?:with|to)|versus|by|of\s+which|up\s+to|over|budget(?:ed)?|planned|forecast|target|on)\s+(?:the\s+|its\s+|last\s+year['’]s\s+)?(?:[^\W\d_][\w’'-]*\s+){0,2}?[~$€£]?$")


def _main(paragraph: Paragraph, figure: Figure) -> bool:
    """Whether the figure is the first of its sort in its sentence, and not what another is compared with."""
    before = [f for f in paragraph.figures if f.line == figure.line and _kin(figure, f) and f.term.quantity.start < figure.term.quantity.start]
    return not before and not _COMPARED.search(figure.before[-50:])


# --------------------------------------------------------------------------- what may be a part


def _kin(total: Figure, item: Figure) -> bool:
    """Whether a figure may be a part of another; "238 million" may be of "912 million kroner"."""
    p, q = total.term.quantity, item.term.quantity
    if q.per is not None or q.approximate:
        return False
    return total.sort == item.sort or (p.kind == "money" and q.kind == "count" and bool(_SCALED.search(q.text)) and bool(_SCALED.search(p.text)))


def _items(paragraph: Paragraph, total: Figure, line: int, start: int, stop: int) -> tuple[Figure, ...] | None:
    """The figures between two places of a sentence, when all but percentages are of the total's sort."""
    found = [f for f in paragraph.figures if f.line == line and start <= f.term.quantity.start < stop and f.term.quantity.kind != "percent"]
    written = [q for q in paragraph.readings[line].figures if start <= q.start < stop and q.kind != "percent"]
    if not 2 <= len(found) <= _MOST or len(written) != len(found) or not all(_kin(total, f) for f in found):
        return None
    return tuple(found)


def _enumerated(text: str, items: Sequence[Figure], start: int, stop: int, *, closed: bool, verbs: bool = False) -> bool:
    """Whether items follow each other as those of one list: with commas, "and" before the last, and no word that leaves it open."""
    if _OPEN.search(_REST_GIVEN.compiled.sub(" ", text[start:stop])):
        return False
    gaps = [_REMARK.compiled.sub(" ", text[a.term.quantity.end : b.term.quantity.start]) for a, b in pairwise(items)]
    if any(len(g.split()) > 14 or not _COMMA.fullmatch(g) or (not verbs and _FINITE.search(g)) for g in gaps):
        return False
    return not closed or bool(_LAST.fullmatch(gaps[-1]))


# --------------------------------------------------------------------------- whether they make it


def broken(total: Figure, figures: Sequence[Figure], least: int) -> bool:
    """Whether parts do not make a total, no run of them does, and one other digit in one place would mend it.

    Parts of one kind ("in cash and in stock") that come to more than the total need no such slip.
    ``least`` is how many units of the last digit that is told a total must have at least.
    """
    some = [figures, *(figures[n:] for n in range(1, len(figures) - 1)), *(figures[:n] for n in range(2, len(figures)))]
    if any(closes(total, added(s)) for s in some):
        return False
    lacking = total.value - sum(f.value for f in figures)
    if lacking < 0 and _alike(figures) and all(f.value < total.value for f in figures):
        return True
    if total.value / min(map(unit, (total, *figures))) < least:
        return False
    return one_off(total, total.value - lacking) or any(one_off(f, f.value + lacking) for f in figures)


_INTO = Lazy(r"(?:\s+(?!(?:in|from|for|to|by|at|on|as)\b)[a-z]+){0,3}?\s+(in|from|for|to|by|at|on|as)\s(?!\d|Q[1-4]\b|FY|the\s+(?:first|second|third|fourth|last|previous|prior)\b|(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter)\b)")


def _alike(figures: Sequence[Figure]) -> bool:
    """Whether every part is told with one preposition, so that none is counted under two heads."""
    found = [_INTO.match(f.after) for f in figures]
    return all(found) and len({m[1] for m in found}) == 1


def unit(figure: Figure) -> Fraction:
    """What one of the last digit that is not a nought is worth."""
    digits = figure.term.quantity.low.normalize()
    return Fraction(10) ** int(digits.as_tuple().exponent)


def one_off(wrong: Figure, right: Fraction) -> bool:
    """Whether a figure would be another once one digit is another, two neighbours are turned, or it is in another scale."""
    step = Fraction(wrong.term.quantity.low_step) or Fraction(1)
    if right <= 0:
        return False
    if any(right in (wrong.value * p, wrong.value / p) for p in (10, 1000, 10**6)):
        return True
    a, b = str(round(wrong.value / step)), str(round(right / step))
    apart = [n for n, (p, q) in enumerate(zip(a, b, strict=False)) if p != q]
    turned = len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
    return len(a) == len(b) and (len(apart) == 1 or turned)
