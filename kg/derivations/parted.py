"""Shares in percent whose part is told beside them, and whose whole the report tells in another place.

"Dairy brought in £5.2 million, or 39 % of turnover": the part is bound by its place, the whole by
the words behind "of" (:mod:`kg.derivations.wholesaid`).  A share is only doubted when no amount of
its sort in the whole report explains it, and when it, or one operand, is one slip of the pen away
from holding for the whole that the words name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg import rounding
from kg.derivations.counted import counted
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.partof import by_subject, results
from kg.derivations.register import Amount, Register
from kg.derivations.restof import of_both, remaining, told_before
from kg.derivations.slips import away
from kg.derivations.vicinity import Lazy
from kg.derivations.wholesaid import Found, Whole, antecedents, found_by_words, of_phrase
from kg.model import Quantity
from kg.readings import Reading

_HEDGE = r"(?:(?:about|some|nearly|almost|only|just|roughly|around|exactly|over|under|fully|already|now|still|thus|therefore|hence|a|an|the|share\s+of|total\s+of|well|as\s+much\s+as)\s+)*"
_SAID = (
    r"(?:(?:or|i\.e\.,?|that\s+is(?:\s+to\s+say)?,?|that\s+was|this\s+is|this\s+was|that\s+makes|this\s+makes|it\s+is|it\s+was|which\s+is|which\s+was|which\s+makes|which\s+made|namely|being|thus|hence|in\s+other\s+words|"
    r"(?:(?:which|that|this|it|they)\s+)?(?:equals|equal\s+to|equalling|equivalent\s+to|corresponds\s+to|corresponding\s+to|amounts\s+to|amounting\s+to|represents|represented|representing|makes?\s+up|made\s+up|making\s+up|making|comprises|comprised|accounts\s+for|accounted\s+for|accounting\s+for))\s+)"
)
_VERB = r"(?:(?:(?:has|have|had|therefore|thus|alone)\s+)*(?:is|are|was|were|makes?|made|supplies|supplied|provides|provided|covers|covered|contributes|contributed|brings|brought|generates|generated|takes|took|forms?|formed|fills|filled|uses|used|meets|met|holds?|held|grown\s+to)\s+)"
_THINGS = r"(?P<things>(?:\s*+[^\W\d_][\w'’&/-]*+){0,9}?)"
_LINK = Lazy(rf"{_THINGS}\s*(?:\(\s*|[,;:–—]\s*{_SAID}?|\s+{_SAID}|,?\s+{_VERB}){_HEDGE}$")
_BARE = Lazy(rf"{_THINGS}\s*(?:\(\s*|[,;:–—]\s*){_HEDGE}$")
_TURNED = Lazy(rf"(?:\s+of\s+(?P<phrase>[^\d.;:()]+?)|(?:\s+(?!of\b)[^\W\d_]+){{1,4}})?(?:\s+(?:in|for|during|by|at\s+the\s+end\s+of)\s+(?:FY\s?)?(?:19|20)\d\d(?:[–/-]\d\d)?)?\s*(?:[,;–—]\s*(?:or|that\s+is|that\s+was|i\.e\.,?|namely|equal\s+to|equivalent\s+to|which\s+is|worth|totalling|for)\s+|,\s*|\(\s*){_HEDGE}$")
_POINTS = Lazy(r"[\W_]*(?:(?:and|so|thus|hence|therefore|overall|together)\b,?\s+)?(?:that|this|these|those|they|it|or|which|in\s+other\s+words|the\s+(?:share|proportion))\b[^.;:()\d]{0,40}$")
_NOT_OF_IT = Lazy(
    r"\s*(?:[\w-]+\s+)?(?:more|less|fewer|higher|lower|longer|shorter|above|below|up|down|increase|rise|growth|decline|fall|drop|interest|a\s+year|per\s+year|annual\w*|stake|discount|premium|yield|coupon|tax|VAT|points?|CAGR|confidence)\b"
)
_OF_IT = Lazy(r"(?:^|[.;:,]\s+)of\s+(?:(?:the|our|its|all|these|those|some|about)\s+)*[~$€£]?\s*$")
"""Before an amount: it is the whole."""
_ELSE = Lazy(r"\b(?:up|down|by|from|than|growth|rise|increase|fall|grew|rose|fell|margin|target|goal|plan(?:s|ned)?|forecast|expect\w*|would|should|could|might|will|if|unless|until|not|average|median|between|respectively|each|at\s+least|at\s+most)\b[^.;]{0,30}$")
_BEFORE_NOW = Lazy(r"\b(?:year\s+before|year\s+earlier|previous\w*|earlier|had\s+been|ago|used\s+to|formerly|last\s+year|then|compared|against|after\s+\d)\b")
_ROOM = Fraction(9, 10)
"""How far below the bounds to look for a whole that rounding brings within them."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with what binds it: its part, and the phrase its whole is named with (``None`` for a bare bracket)."""

    reading: Reading
    quantity: Quantity
    part: Amount
    whole: Whole | None
    beside: bool
    """Whether the part stands in the same sentence."""


def parted(register: Register, home: Sequence[Reading], n: int, index: int) -> Iterator[Derivation]:
    """The doubted share at a position: figure ``index`` of sentence ``n`` of a passage."""
    share = _share(register, home, n, index)
    if share is None:
        yield from _unbound(register, home, n, index)
        return
    part, quantity = share.part, share.quantity
    if explained(register, quantity, _parts(register, share)):
        return
    left = next(remaining(register, home, n, part), None) if share.beside else None
    if left is not None:
        together = part.value + left.value
        if not _holds(quantity, part.value, together) and away(quantity, part, together):
            yield _derivation(share, Way(of_both, (part.term, left.term), f"{part.term.text} of {part.term.text} + {left.term.text}", "%"))
        return
    found = _wholes(register, home, n, share)
    slips = [w for w in found if away(quantity, part, w.amount, w.rank > 2)]
    if slips and len({w.amount.value for w in found if w.rank == slips[0].rank}) <= 3:
        yield _derivation(share, _of(part, slips[0].amount))


def _unbound(register: Register, home: Sequence[Reading], n: int, index: int) -> Iterator[Derivation]:
    """A share whose part only its subject names, or that "so that" makes a result of figures before it."""
    reading, quantity = home[n], home[n].figures[index]
    if quantity.bound or quantity.is_range or quantity.change or not 0 < quantity.low < 100 or _NOT_OF_IT.match(reading.text[quantity.end :]):
        return
    for part, some in counted(register, home, n, index):
        yield _derivation(Share(reading, quantity, part, None, False), _of(part, some))
        return
    whole = of_phrase(reading, quantity.end)
    if whole is None:
        return
    pairs = results(register, home, n, quantity.start)
    if pairs:
        if not any(_holds(quantity, a.value, b.value) for a, b in pairs) and not _of_last(register, quantity, pairs):
            bound = [p for p in pairs if away(quantity, *p)]
            yield from (_derivation(Share(reading, quantity, part, whole, False), _of(part, some)) for part, some in bound[-1:])
        return
    for part in by_subject(register, home, n, quantity.start, quantity.end):
        share = Share(reading, quantity, part, whole, False)
        found = [] if explained(register, quantity, [part]) else _wholes(register, home, n, share)
        slips = [w for w in found if w.rank > 2 and away(quantity, part, w.amount, True)]
        if slips and len({w.amount.value for w in found}) <= 3:
            yield _derivation(share, _of(part, slips[0].amount))
            return


def _of_last(register: Register, quantity: Quantity, pairs: Sequence[tuple[Amount, Amount]]) -> bool:
    """Whether the amount that all pairs hold is the share of something, or something is the share of it."""
    last = next(a for a in pairs[0] if all(a in pair for pair in pairs))
    half = Fraction(quantity.low_step) / 2
    low, high = last.value * (Fraction(quantity.low) - half) / 100, last.value * (Fraction(quantity.high) + half) / 100
    return explained(register, quantity, [last]) or next(register.between(last.sort, low, high), None) is not None


def _of(part: Amount, whole: Amount) -> Way:
    return Way(lambda x: rounding.share(x[0], x[1]), (part.term, whole.term), f"{part.term.text} of {whole.term.text}", "%")


def _wholes(register: Register, home: Sequence[Reading], n: int, share: Share) -> list[Found]:
    """What the share may be of, by its words."""
    if share.whole is None:
        return [Found(a, 3) for a in told_before(register, home, n, share.part)]
    if share.whole.pointing:
        return antecedents(register, home, n, share.part)
    return found_by_words(register, home, share.whole, share.part, share.reading)


def _derivation(share: Share, way: Way) -> Derivation:
    return Derivation("share", Term(share.reading, share.quantity), (way,), label="a share of", sure=False)


def _holds(quantity: Quantity, part: Fraction, whole: Fraction) -> bool:
    half = Fraction(quantity.low_step) / 2
    return Fraction(quantity.low) - half <= 100 * part / whole <= Fraction(quantity.high) + half


def explained(register: Register, quantity: Quantity, parts: Sequence[Amount]) -> bool:
    """Whether some part is the share of any amount of the report, as they are written."""
    half = Fraction(quantity.low_step) / 2
    low, high = Fraction(quantity.low) - half, Fraction(quantity.high) + half
    if quantity.approximate:
        low, high = low * Fraction(95, 100), high * Fraction(105, 100)
    for part in parts:
        least, most = _ends(part)
        least, most = least * 100 / high, (most * 100 / low if low > 0 else most * 1000)
        for whole in register.between(part.sort, least * _ROOM, most / _ROOM):
            small, large = _ends(whole)
            if least <= large and small <= most:
                return True
    return False


def _ends(amount: Amount) -> tuple[Fraction, Fraction]:
    q = amount.quantity
    interval = rounding.interval(q)
    return (amount.value if interval.low is None else interval.low), (amount.value if interval.high is None else interval.high)


def _parts(register: Register, share: Share) -> list[Amount]:
    """The part, and what else of its sort stands in the sentence."""
    return [share.part, *(a for a in register.of(share.reading) if a.sort == share.part.sort and a is not share.part)]


def _share(register: Register, home: Sequence[Reading], n: int, index: int) -> Share | None:
    reading = home[n]
    quantity = reading.figures[index]
    text = reading.text
    before, after = text[: quantity.start], text[quantity.end :]
    if quantity.bound or quantity.is_range or quantity.change or not 0 < quantity.low < 100 or _NOT_OF_IT.match(after):
        return None
    own = {a.term.quantity.start: a for a in register.of(reading)}
    left = reading.figures[index - 1] if index else None
    right = reading.figures[index + 1] if index + 1 < len(reading.figures) else None
    whole = of_phrase(reading, quantity.end)
    if left is not None and left.start in own:
        gap = before[left.end :]
        link = _LINK.fullmatch(gap)
        if link is not None and not _OF_IT.search(before[: left.start]) and not _ELSE.search(gap) and not _ELSE.search(before[max(0, left.start - 20) : left.start]):
            things = of_phrase(reading, left.end + _of_at(link["things"])) if " of " in f"{link['things']} " else None
            if things is None and whole is None:
                things = _opened(reading, left)
            if whole is None and _BARE.fullmatch(gap) is None:
                return None
            return Share(reading, quantity, own[left.start], whole or things, True)
    if right is not None and right.start in own:
        turned = _TURNED.fullmatch(after[: right.start - quantity.end])
        if turned is not None and not _ELSE.search(before[-40:]) and not _BEFORE_NOW.search(before[-40:]):
            return Share(reading, quantity, own[right.start], whole if turned["phrase"] else None, True)
    if whole is not None and not own and n and _POINTS.fullmatch(before) and not _BEFORE_NOW.search(before):
        last = register.of(home[n - 1])
        if last:
            return Share(reading, quantity, last[-1], whole, False)
    return None


def _of_at(things: str) -> int:
    return things.index("of ") if things.startswith("of ") else things.index(" of ")


_OF_FIRST = Lazy(r"(?:^|[.;:,]\s+|\s)(?P<of>of)\s+(?:the|our|its|their|all|these|those|this|that)\b[^.;:()\d]{2,60}$")


def _opened(reading: Reading, part: Quantity) -> Whole | None:
    """The whole named before its part: "Of the members, 1,134 (36 %) …"."""
    match = _OF_FIRST.search(reading.text[: part.start])
    return of_phrase(reading, match.start("of")) if match else None
