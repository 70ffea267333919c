"""Shares in percent whose part is told beside them, and whose whole the report tells in another place.

"Dairy brought in £5.2 million, or 39 % of turnover": the part is bound by its place, the whole by
the words behind "of" (:mod:`kg.derivations.wholesaid`).  A share is only doubted when no amount of
its sort in the whole report explains it, and when it, or one operand, is one slip of the pen away
from holding for the whole that the words name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import rounding
from kg.derivations.binding import Share, bound, excluded
from kg.derivations.counted import counted
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.partof import by_subject, results
from kg.derivations.register import Amount, Register
from kg.derivations.restof import of_both, remaining, told_before
from kg.derivations.slips import as_share, away
from kg.derivations.vicinity import Lazy
from kg.derivations.wholesaid import Found, antecedents, found_by_words, of_phrase
from kg.model import Quantity
from kg.readings import Reading

_ROOM = Fraction(9, 10)
"""How far below the bounds to look for a whole that rounding brings within them."""


_OTHER_ITEM = Lazy(r";(?![^;]*\b(?:this|that|which|it|thus|or|so|these|corresponds|equals)\b)[^;]*$")
"""Between a part and a share: that another item of the line begins, which does not point back."""


def parted(register: Register, home: Sequence[Reading], n: int, index: int) -> Iterator[Derivation]:
    """The doubted share at a position: figure ``index`` of sentence ``n`` of a passage."""
    quantity = as_share(home[n].figures[index])
    share = bound(register, home, n, index, quantity)
    if share is None:
        if quantity is home[n].figures[index]:
            yield from _unbound(register, home, n, index)
        return
    part = share.part
    if share.whole is not None and not share.whole.pointing and part.term.reading is share.reading and _OTHER_ITEM.search(share.reading.text[part.term.quantity.end : quantity.start]):
        return  # "9,800 points of return; 11 % of drinks": another item of the line
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
    if excluded(reading, quantity):
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
            slips = [p for p in pairs if away(quantity, *p)]
            yield from (_derivation(Share(reading, quantity, part, whole, False), _of(part, some)) for part, some in slips[-1:])
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
    if share.figure is not None:
        return [Found(share.figure, 3)]
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
