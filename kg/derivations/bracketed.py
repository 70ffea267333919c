"""Shares and fractions set beside their parts, held against the whole that the others beside them are of.

"9,600 pupils, of whom 4,800 (50%) … , 2,880 (30%) … and 1,920 (20%)": each bracket is of one whole,
and the other brackets tell which.  A share that a report gives in other places too is held as well,
since here its own part stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, mistyped, share

_OPENED = Lazy(r"\(\s*$")
_INSIDE = Lazy(r"(?:\s*\(\s*|\s*(?:[^\W\d_][\w'’-]*)?,\s*)(?:or\s+|i\.e\.,?\s+|about\s+|some\s+)?")
_CLOSED = Lazy(r"\s*\)")
_OF_WHOM = Lazy(r"\bof\s+(?:whom|which|these|those|them)\b|(?:^|[.;:]\s+)of\s+(?:the|its|our|these|those|all)\b")
_NO_SHARE = Lazy(r"[-+−±]\s*$|\b(?:up|down|plus|minus|growth|rise|fall|by)\s*$")
_COUNTED = frozenset(("money", "count", "measure"))


def shares(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A bracketed share that is not of the whole of which all other brackets of its sentence are."""
    part = _part(paragraph, figure)
    if part is None:
        return
    rows = [(p, f) for f in paragraph.figures if f.line == figure.line and f is not figure and (p := _part(paragraph, f)) is not None and p.sort == part.sort]
    largest = max((p.value for p, _ in rows), default=Fraction(0))
    near = [f for f in paragraph.figures if f.sort == part.sort and figure.line - 2 <= f.line <= figure.line and (f.line, f.term.quantity.start) < (part.line, part.term.quantity.start)]
    wholes = list({f.value: f for f in near if f.value > max(largest, part.value) and f is not part and not any(f is p for p, _ in rows)}.values())
    agreed = [w for w in wholes if rows and all(_gives(p, w, f) for p, f in rows)]
    # "… 300 (25%) and of these 90 (30%)": a part may be the whole of the next.
    larger = [f for f in paragraph.figures if f.sort == part.sort and f.value > part.value]
    if len(agreed) != 1 or any(_gives(part, w, figure) for w in (*larger, *document.totals(part))):
        return
    whole = agreed[0]
    complete = part.value + sum(p.value for p, _ in rows) == whole.value
    if len(rows) > 1 or complete or _OF_WHOM.search(figure.before):
        yield Derivation("share", figure.term, (share(part, whole).way(),), label="a share of", sure=len(rows) > 1 or complete)


def _part(paragraph: Paragraph, figure: Figure) -> Figure | None:
    """The amount before a share that stands alone in brackets, or with it in one: "2,730 (30%)", "(68, 28%)"."""
    if figure.term.quantity.kind != "percent" or figure.value >= 100 or not _CLOSED.match(figure.after) or _NO_SHARE.search(figure.before[-10:]):
        return None
    own = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.end <= figure.term.quantity.start]
    if not own or own[-1].term.quantity.kind not in _COUNTED or own[-1].term.quantity.per is not None:
        return None
    part = own[-1]
    gap = figure.before[part.term.quantity.end :]
    opened = "(" in gap or bool(_OPENED.search(part.before))
    return part if opened and _INSIDE.fullmatch(gap) else None


def _gives(part: Figure, whole: Figure, figure: Figure) -> bool:
    computed = share(part, whole).formula([rounding.interval(f.term.quantity) for f in (part, whole)])
    if rounding.interval(figure.term.quantity).overlaps(computed):
        return True
    # Shares are nudged by one of their last place so that they add up to 100.
    return abs(part.value * 100 / whole.value - figure.value) <= Fraction(figure.term.quantity.low_step)


# --------------------------------------------------------------------------- fractions in words beside amounts

_WORDS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5), "sixth": Fraction(1, 6), "tenth": Fraction(1, 10)}
_FRACTION = Lazy(
    r"\b(?P<verb>pays?|paid|bears?|gives?|gave|brings?|brought|provides?|provided|contributes?|contributed|puts?\s+in|carry|carries|carried|covers?|covered|gets?|got|takes?|took|receives?|received|lends?|lent|is|was|are|were|and|for|another|meets?|met)\s+"
    r"(?:(?:a|one|another|the\s+other)\s+)?(?:(?P<two>two|three)[\s-]+)?(?P<word>half|third|quarter|fifth|sixth|tenth)s?(?:\s+each)?\s*(?:,\s*(?:or\s+|that\s+is\s+)?|\(\s*)$"
)
_OF_ITS_OWN = Lazy(r"\s*(?:[^\W\d_][\w'’-]*\s+)?(?:of|for|towards|on|more|less|an?|per)\b")
_SAME = Fraction(5, 100)


def fractions(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "The town pays half, £14 million; two villages bring a quarter each, £7 million": amounts beside fractions of one whole."""
    mine = _fraction(figure)
    if mine is None:
        return
    others = [(f, part) for f in paragraph.figures if f is not figure and f.sort == figure.sort and f.line == figure.line and (part := _fraction(f)) is not None]
    if not others or any(_agree(figure, mine, f, part) for f, part in others):
        return
    known = [f for f, part in others if _stands(document, f, part)]
    if len(others) == 1 and (not known or _stands(document, figure, mine)):
        return
    base, part = next(((f, p) for f, p in others if f in known), others[0])
    times = mine / part
    working = Working(lambda x: rounding.product([x[0], times]), (base,), f"{base.term.text} × {times}")
    if mistyped(figure, working, 2):
        yield Derivation("formula", figure.term, (working.way(),), label="", sure=False)


def _fraction(figure: Figure) -> Fraction | None:
    """The fraction in words that an amount is said to be."""
    if figure.term.quantity.kind not in _COUNTED or figure.term.quantity.per is not None:
        return None
    match = _FRACTION.search(figure.before[-60:])
    if match is None or _OF_ITS_OWN.match(figure.after):
        return None
    return _WORDS[match["word"].lower()] * {"two": 2, "three": 3, None: 1}[match["two"] and match["two"].lower()]


def _agree(a: Figure, part: Fraction, b: Figure, other: Fraction) -> bool:
    return abs((a.value / part) / (b.value / other) - 1) <= _SAME


def _stands(document: Document, figure: Figure, part: Fraction) -> bool:
    """Whether the report holds the whole that an amount is the fraction of."""
    whole = figure.value / part
    return bool(document.between(figure, whole * (1 - _SAME / 5), whole * (1 + _SAME / 5)))


# --------------------------------------------------------------------------- a named part of a sum just told

_NAMED = re.compile(
    r"(?P<name>[A-Z][\w’'&.-]*(?:\s+[A-Z][\w’'&.-]*){0,3})\s+(?:alone\s+)?(?:contributed|contributes|provided|provides|brought(?:\s+in)?|brings(?:\s+in)?|accounts?\s+for|accounted\s+for|makes?\s+up|made\s+up|represents?|represented|supplied|supplies|took|takes)\s+(?:about\s+|some\s+|nearly\s+|almost\s+)?$"
)
_OF_THAT = Lazy(r"\s+of\s+(?:that|this|the|these|it|them)(?:\s+(?:sum|total|amount|money|figure|whole))?\s*[.,;]")
_BETWEEN = Lazy(r"[\s*_:–—(-]*(?:(?:in|of|from|by|for|the|a|an|its|was|is|raised|brought|gave|paid|contributed)\s+){0,3}[*_]*")


def named(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "The appeal raised £480,000. The Harbour Fund alone contributed 45% of that sum", where another place tells what the fund gave."""
    match = _NAMED.search(figure.before[-100:]) if figure.term.quantity.kind == "percent" and figure.value < 100 and _OF_THAT.match(figure.after) else None
    if match is None:
        return
    before = [f for f in paragraph.figures if f.line == figure.line - 1 and f.term.quantity.kind in _COUNTED and f.term.quantity.per is None]
    if len(before) != 1 or any(f.line == figure.line and f is not figure for f in paragraph.figures):
        return
    name = re.sub(r"^(?:The|A|An|Our)\s+", "", match["name"])
    whole = before[0]
    told = [f for f in _told(document, name, whole) if f.value < whole.value]
    found = list({f.value: f for f in told}.values())
    if not found or any(_gives(f, whole, figure) for f in found):
        return
    slips = [f for f in found if mistyped(figure, share(f, whole), 2)]
    if len(slips) == 1 and len(found) <= 2:
        yield Derivation("share", figure.term, (share(slips[0], whole).way(),), label="a share of", sure=False)


def _told(document: Document, name: str, whole: Figure) -> Sequence[Figure]:
    """The amounts of a sort that stand right beside a name, alone of their sort in their sentence."""
    found = []
    for reading in document.readings:
        if name in reading.text and reading is not whole.term.reading:
            own = [f for f in Paragraph([reading]).figures if f.sort == whole.sort and f.term.quantity.per is None]
            if len(own) == 1 and _beside(own[0], name):
                found.append(own[0])
    return found


def _beside(figure: Figure, name: str) -> bool:
    _, found, tail = figure.before.rpartition(name)
    if found and _BETWEEN.fullmatch(tail):
        return True
    ahead = _BETWEEN.match(figure.after)
    return ahead is not None and figure.after.startswith(name, ahead.end())
