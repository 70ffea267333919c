"""What a share is said to be of, and the amounts of a report that those words can mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import patterns as re
from kg.derivations.register import Amount, Register
from kg.derivations.vicinity import Lazy
from kg.readings import Reading
from kg.samefact import stem, stems

_OF = Lazy(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:share\s+)?of\s+")
_POINTING = Lazy(r"(?:it|them|which|whom)\b|(?:that|this|these|those)\b(?!\s+[a-z])|(?:that|this|these|those)\s*(?=[,.;:()]|$|(?:in|by|is|are|was|were|and|comes?|came|goes|went|live[sd]?|work)\b)|(?:that|this)\s+(?:sum|amount|total|money|figure|number)\b")
_ALL = Lazy(r"(?:(?:the|its|their|our)\s+)?(?:(?:grand|overall)\s+)?(?:total|whole|sum|everything|all)\s*(?=[,.;:()]|$|(?:and|in|for|but)\b)")
_ARTICLE = Lazy(r"(?:(?:the|its|their|our|all|his|her|this|that|these|those|total|overall|whole|entire|combined|a|an|every|each)\s+)*")
_STOP = re.compile(
    r"[.,;:()–—\d]|\b(?:and|but|or|while|whereas|which|that|who|whose|whom|when|where|are|is|was|were|be|been|had|has|have|in|on|at|by|from|after|before|against|than|as|for|with|to|of|over|under|during|across|between|per|up|down|now|already|this|last|alone|went|goes|came|comes|did|do|does|said|used|use|live|lives|lived|work|works|worked|remain|remains|remained)\b",
    re.I,
)
_QUALIFIES = frozenset("in on at by from for of to with across over under between".split())
_POSSESSIVE = re.compile(r"\b(?!(?:world|globe|planet|continent|country|nation|state|region|industry|sector|market|rival|competitor)['’])[a-z]+['’]s\b")
"""Of a common noun, most often of whom the report is about: "the group's revenue"; not of what holds it, or stands beside it."""
_OWNER = re.compile(r"\W*([A-Z][\w’'&-]*[a-z][\w’'&-]*)(?:,|\s+(?!of\b)[a-z])")
_OFTEN = 3
"""Who is named in so many sentences is whom the report is about."""
_MOST_WORDS = 5
_TAIL = 5
_PLAIN = frozenset(stems("total overall whole annual yearly year entire combined number numbers amount"))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole as it is named: the stems of its words and metrics, and what narrows it.

    ``pointing`` is that it is a pronoun, ``total`` that it is "the total" or all of something, and
    ``owner`` the first name of a sentence that says "its".
    """

    words: frozenset[str]
    metrics: frozenset[str]
    narrowed: frozenset[str]
    pointing: bool = False
    total: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An amount that may be the whole; ``rank`` 3 where all words stand beside it, 2 where they stand in its sentence."""

    amount: Amount
    rank: int


def of_phrase(reading: Reading, at: int) -> Whole | None:
    """The whole named from an offset on ("of all emissions"), ``None`` without one or with one told as a figure."""
    text = reading.text
    of = _OF.compiled.match(text, at)
    if of is None:
        return None
    start = of.end()
    if _POINTING.compiled.match(text, start):
        return Whole(frozenset(), frozenset(), frozenset(), pointing=True)
    if _ALL.compiled.match(text, start):
        return Whole(frozenset(), frozenset(), frozenset(), total=True)
    article = _ARTICLE.compiled.match(text, start)
    start = article.end()
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    if stop is not None and stop.group().isdigit() and not re.match(r"(?:19|20)\d\d\b", text[stop.start() :]):
        return None
    if not 0 < len(text[start:end].split()) <= _MOST_WORDS:
        return None
    words = frozenset(stems(_POSSESSIVE.sub(" ", text[start:end]))) - _PLAIN
    mentions = [m for m in reading.mentions if start <= m.start and m.end <= end]
    metrics = frozenset(f"@{m.concept.id}" for m in mentions)
    # "Net revenue" is more than the metric: what the metric leaves of the words narrows it.
    beyond = words.difference(*(stems(text[m.start : m.end]) for m in mentions)) if mentions else frozenset()
    if not (words or metrics):
        return None
    said = article.group().lower()
    owner = _OWNER.match(text) if re.search(r"\b(?:its|their|his|her)\b", said) else None
    return Whole(words, metrics, frozenset(_narrowing(text, stop)) | beyond, total=bool(re.search(r"\b(?:total|all|whole|entire)\b", said)), owner=owner[1] if owner else "")


def _narrowing(text: str, stop: re.Match[str] | None) -> Iterator[str]:
    """The words behind a preposition that make the whole a smaller one: "of sales in the north"."""
    if stop is None or stop.group().lower() not in _QUALIFIES:
        return
    tail = re.split(r"[.,;:()–—]|\b(?:and|but|while|which|that|who|is|are|was|were)\b", text[stop.end() : stop.end() + 60])[0]
    yield from stems(" ".join(tail.split()[:_TAIL]))


_GENERAL = frozenset(stems("income revenue revenues sales cost costs spending spend receipts budget bill volume base expenditure output"))
"""Words that say of what sort a whole is, and need not stand beside it where another word names it: "fee income"."""
_NET = (stem("gross"), stem("net"))
_TIMES = frozenset(stems("year years season seasons quarter half first second january february march april may june july august september october november december end spring summer autumn winter period"))


def antecedents(register: Register, home: Sequence[Reading], n: int, part: Amount) -> list[Found]:
    """What "of that" points back to: the nearest larger amount before the part, in its sentence or the one before."""
    reading = part.term.reading
    own = [a for a in register.of(reading) if a.sort == part.sort and a.term.quantity.start < part.term.quantity.start]
    at = next((i for i, r in enumerate(home) if r is reading), n)
    earlier = [a for a in register.of(home[at - 1]) if a.sort == part.sort] if at else []
    for some in (own, earlier):
        if some:
            return [Found(some[-1], 3)]
    return []


def found_by_words(register: Register, home: Sequence[Reading], whole: Whole, part: Amount, reading: Reading) -> list[Found]:
    """The amounts that the words can mean, the surest first; only those of the year the sentence names, if it names one."""
    years = {d.period.end.year for d in reading.dates if d.period and d.period.end}
    near = register.told_with(part.sort, whole.words - _GENERAL or whole.words, whole.metrics)
    if whole.owner and not register.often(whole.owner, _OFTEN):
        near = [a for a in near if whole.owner in a.term.reading.text]
    found = _ranked(whole, part, near, reading)
    if whole.total and not found:
        found = _ranked(whole, part, [*register.totals(part.sort), *(a for r in home for a in register.of(r) if a.sort == part.sort)], reading)
    called = {id(f.amount.term.reading) for f in found if f.rank == 3 and f.amount.grid is None}
    # "Emissions fell from 5.52 million tonnes to 3.42 million tonnes": the words are of both.
    found = [Found(f.amount, 3) if id(f.amount.term.reading) in called else f for f in found]
    best = max((f.rank for f in found), default=0)
    found = [f for f in found if f.rank == best and best > 1]
    dated = [f for f in found if f.amount.years & years] if years else []
    if dated:
        found = dated
    elif years and len({f.amount.value for f in found}) > 1:
        return []
    return found


def _ranked(whole: Whole, part: Amount, near: Sequence[Amount], reading: Reading) -> list[Found]:
    ranked = [Found(a, _rank(whole, part, a)) for a in near if a is not part and a.value > part.value]
    # Words of the sentence of the share are its own: there they must stand beside the amount.
    return [f for f in ranked if f.rank == 3 or (f.rank and (whole.total or f.amount.term.reading is not reading))]


def _opposed(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(one in a and other in b for one, other in (_NET, _NET[::-1]))


def _rank(whole: Whole, part: Amount, amount: Amount) -> int:
    if _opposed(whole.words, amount.beside):
        return 0
    if whole.total and (whole.metrics | whole.words).isdisjoint(amount.words):
        kin = amount.sort[0] != "count" or bool((amount.beside & part.beside) - _PLAIN)
        return 3 if amount.total and kin else 2 if kin and amount.term.reading.carrier.passage and amount.term.reading.carrier.passage == part.term.reading.carrier.passage else 0
    if whole.narrowed - _TIMES - amount.words:
        return 0
    telling = whole.words - _GENERAL or whole.words
    if (whole.metrics and whole.metrics & amount.beside) or (telling and telling <= amount.beside):
        return 3
    if (whole.metrics and whole.metrics & amount.words) or (whole.words and whole.words <= amount.words):
        return 2
    return 0
