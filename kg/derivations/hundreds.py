"""Shares that a sentence, or a run of sentences, tells as all there are: they make 100 %.

That they are all is said by "the rest" or "the other", by an item of those who did not ("and 18 %
had not travelled at all"), or shown by parts of one whole that are more than the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.quantities import extract
from kg.readings import Reading

_REST = Lazy(r"\b(?:the|its|their)\s+(?:rest|remainder|balance|others?|remaining|last)\b(?!\s+of\s+(?:those|these|them|whom|the|it)\b)\s*[,(:–—]?\s*(?:(?:about|some|nearly|almost|of|is|was|being|just|only|or)\s+)*$")
_REST_AFTER = Lazy(r"\s*(?:(?:is|are|was|were|being|for|as|to|go(?:es)?|went|make|makes|made\s+up)\s+)?the\s+(?:rest|remainder|balance)\b")
_NOT = Lazy(r"[^.;\d]*\b(?:not|none|no|never|without|neither|nobody|nothing|n['’]t|unknown|undecided|unsure|otherwise|elsewhere)\b")
_ON = Lazy(r"[\W_]*(?:and\s+|but\s+)?(?:a\s+further|another|the\s+(?:rest|remainder|remaining|others?|balance)|only|just|some|about|nearly|fewer|$)\b")
_SEVERAL = Lazy(
    r"\b(?:multiple|more\s+than\s+one|several\s+(?:answers|reasons|replies)|overlap\w*|both|also|respectively|of\s+(?:those|these|them|whom|which)|thereof|including|among|alone|first|second|latter|former|half|thirds?|quarters?|fifths?|margin\w*|interest|discount|tax(?!\s+revenue)"
    r"|confidence|target|goal|response|efficiency|accuracy|retention|conversion|probability|chance|likel\w+)\b"
)
_MOVED = Lazy(r"\b(?:up|down|rose|risen|grew|grown|growth|increas\w*|fell|fallen|declin\w*|drop\w*|against\s+(?:the\s+|only\s+|about\s+)?$|compared|than|versus|earlier|before\s+that|previous\w*|years?\s+(?:ago|before|later)|reduc\w*|cut\s+by|by\s*$|from\s*$|to\s*$)")
_PART = Lazy(r"\b(?:account(?:s|ed|ing)?\s+for|ma[kd]es?\s+up|comprise[sd]?|constitute[sd]?|represent(?:s|ed)?|hold(?:s)?|held|t[ao]kes?|took|suppl(?:y|ies|ied)|provide[sd]?|c[ao]mes?\s+from|goes\s+to|went\s+to|go\s+to)\b[^.;]{0,12}$")
_OF_ONE = Lazy(r"\s+of\s+(?:the\s+|all\s+|its\s+|our\s+|their\s+|total\s+)*[^\W\d_]+")
_OF_OTHERS = Lazy(r"\s+(?:of|in)\s+")
_IN_STEPS = Lazy(r"\b(?:bought|buys?|acquir\w+|purchas\w+|sold|sells?|stakes?|instal\w+|due|phase|tranche|vest\w*|deposit)\b")
_MADE_UP = re.compile(r"\bma[kd]es?\s+up\b", re.I)
_WHOLE_FIRST = re.compile(r"\bof\s+(?:those|these|them|whom|which)\b", re.I)
"""Before the first share it names the whole; before a later one it would be another."""
_MOST = 9


@dataclass(frozen=True, slots=True)
class _Item:
    """A share of a list, with what stands before and behind it up to the next figure."""

    reading: Reading
    quantity: Quantity
    before: str
    after: str

    @property
    def value(self) -> Fraction:
        return Fraction(self.quantity.low)


def hundreds(home: Sequence[Reading], n: int) -> Iterator[Derivation]:
    """The shares of a list that ends in sentence ``n`` of a passage and does not make 100 %."""
    reading = home[n]
    items = _items(reading)
    if not items or any(i.quantity.bound or i.quantity.is_range for i in items):
        return
    run = [*_earlier(home, n), *items]
    found = _with_rest(items, run) or _with_those_who_do_not(items, run) or _beyond(items)
    if found and not _completed(home, found):
        yield _hundred(found)


def _completed(home: Sequence[Reading], found: Sequence[_Item]) -> bool:
    """Whether what is lacking stands elsewhere in the passage, in percent or as a fraction in words ("exactly half")."""
    lacking = 100 - sum((i.value for i in found), Fraction(0))
    own = {(id(i.reading), i.quantity.start) for i in found}
    for reading in home:
        for q in reading.figures:
            if (id(reading), q.start) not in own and q.low is not None:
                value = Fraction(q.low) if q.kind == "percent" else Fraction(q.low) * 100 if q.kind == "count" and 0 < q.low < 1 else None
                if value is not None and abs(value - lacking) <= 1:
                    return True
    return False


def _items(reading: Reading) -> list[_Item]:
    """The shares of a sentence; none where other amounts or changes stand among them."""
    text, figures = reading.text, reading.figures
    found = []
    for n, quantity in enumerate(figures):
        start, end = figures[n - 1].end if n else 0, figures[n + 1].start if n + 1 < len(figures) else len(text)
        if quantity.kind == "percent" and 0 < quantity.low < 100 and not quantity.change:
            found.append(_Item(reading, quantity, text[start : quantity.start], text[quantity.end : end]))
    return found


def _earlier(home: Sequence[Reading], n: int) -> list[_Item]:
    """The shares of sentences before that this one goes on with: "A further 14 % …"."""
    found: list[_Item] = []
    if n and (items := _items(home[n])) and _REST.search(items[0].before) and not _ON.match(items[0].before):
        # "Gas supplied the remaining 18 %", of those the sentence before tells.
        return _items(home[n - 1])
    while n and len(found) <= _MOST and (items := _items(home[n])) and _ON.match(items[0].before[-40:] or "") and home[n].text.find(items[0].before.strip()[:20]) < 4:
        n -= 1
        found = [*_items(home[n]), *found]
    return found


def _plain(items: Sequence[_Item]) -> bool:
    """Whether nothing says that the shares overlap, are of different wholes or of different times."""
    texts = [_MADE_UP.sub(" ", t) for t in (*(i.before for i in items), items[-1].after)]
    if _SEVERAL.search(_WHOLE_FIRST.sub(" ", texts[0])) or any(_SEVERAL.search(t) for t in texts[1:]) or any(_MOVED.search(t) for t in texts):
        return False
    years = {d.period for r in {id(i.reading): i.reading for i in items}.values() for d in r.dates if items[0].reading is not r or d.start > items[0].quantity.start}
    return len(years) < 2


def _makes_all(items: Sequence[_Item]) -> bool:
    half = sum((Fraction(i.quantity.low_step) / 2 for i in items), Fraction(0))
    return abs(sum((i.value for i in items), Fraction(0)) - 100) <= half


def _one_slip(items: Sequence[_Item]) -> bool:
    """Whether one of the shares, with another digit, would make them all 100 %."""
    lacking = 100 - sum((i.value for i in items), Fraction(0))
    for one in items:
        step = Fraction(one.quantity.low_step)
        written, meant = int(one.value / step), (one.value + lacking) / step
        if meant > 0 and (meant in set(typed(written)) or _one_more(str(written), str(meant)) or _one_more(str(meant), str(written))):
            return True
    return False


def _one_more(long: str, short: str) -> bool:
    """Whether one number is the other with a digit more."""
    return len(long) == len(short) + 1 and any(long[:k] + long[k + 1 :] == short for k in range(len(long)))


def _with_rest(items: Sequence[_Item], run: Sequence[_Item]) -> Sequence[_Item]:
    """A list whose last share is called the rest."""
    at = next((n for n, i in enumerate(items) if _REST.search(i.before) or (n and _REST_AFTER.match(i.after))), None)
    if at is None:
        return ()
    last = len(run) - len(items) + at
    chosen = run[: last + 1]
    if not 2 <= len(chosen) <= _MOST or not _plain(chosen) or _IN_STEPS.search(items[0].reading.text):
        return ()
    if any(_makes_all(chosen[k:]) for k in range(len(chosen) - 1)):
        return ()
    return chosen if _one_slip(chosen) else ()


def _with_those_who_do_not(items: Sequence[_Item], run: Sequence[_Item]) -> Sequence[_Item]:
    """A list whose last share is of those of whom nothing before holds."""
    if len(run) < 3 or len(run) > _MOST or not _NOT.match(items[-1].after) or not _plain(run) or any(_NOT.match(i.after) for i in run[:-1]):
        return ()
    if any(_OF_OTHERS.match(i.after) for i in run[1:]) or len(items[0].reading.figures) != len(items):
        return ()
    return run if not _makes_all(run) and _one_slip(run) else ()


def _beyond(items: Sequence[_Item]) -> Sequence[_Item]:
    """Three parts or more of one whole that are together more than the whole."""
    if len(items) < 3 or not _PART.search(items[0].before) or not _OF_ONE.match(items[0].after) or not _plain(items):
        return ()
    if any(_OF_OTHERS.match(i.after) for i in items[1:]) or len(items[0].reading.figures) != len(items):
        return ()
    half = sum((Fraction(i.quantity.low_step) / 2 for i in items), Fraction(0))
    return items if sum((i.value for i in items), Fraction(0)) > 100 + half and _one_slip(items) else ()


def _hundred(items: Sequence[_Item]) -> Derivation:
    terms = tuple(Term(i.reading, i.quantity) for i in items)
    way = Way(rounding.total, terms, " + ".join(t.text.lstrip("~") for t in terms), "%", widen=False, loose=False)
    return Derivation("hundred", Term(items[0].reading, extract("100%")[0]), (way,), label="shares", sure=len({id(i.reading) for i in items}) == 1)
