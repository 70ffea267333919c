"""Shares and multiples told in words, with operands beside them: "nearly two thirds: 268,000 of 412,000", "one in five", "doubled between 2016 and 2024".

What a sentence says in words is held against a part and a whole in figures (of its own or of the
sentence next to it), or against two cells of a table that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.register import plain, sort
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record
from kg.samefact import stems

_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)} | {"a": 1, "an": 1, "twenty": 20}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_PART_CUES = frozenset(_PARTS) | frozenset(f"{p}s" for p in _PARTS)
_IN_CUES = frozenset("one two three four five six seven eight nine 1 2 3 4 5 6 7 8 9".split())
HEDGE = (
    r"(?:(?P<down>nearly|almost|just\s+under|close\s+to|not\s+quite|less\s+than|fewer\s+than|under)"
    r"|(?P<up>(?:slightly\s+|a\s+little\s+|well\s+|just\s+)?(?:more\s+than|over|above))|(?P<about>about|around|roughly|some|approximately|about))\s+"
)
_COUNT = r"one|two|three|four|five|six|seven|eight|nine"
_PART = Lazy(rf"\b(?:{HEDGE})?(?P<word>(?:(?P<n>a|an|{_COUNT})[\s-]+)?(?P<part>half|(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?))\s+(?=of\b|the\b|its\b|their\b|our\b|all\b)")
_IN = Lazy(rf"\b(?:{HEDGE})?(?P<word>(?P<n>{_COUNT}|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<of>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d{{1,2}}))\b(?!\s+(?:years?|months?|weeks?|days?|hours?|cities|countries|places|thousand|million|hundred)\b|[.,:-]?\d|%)")
_WIDTHS = {"down": (Fraction(85, 100), Fraction(101, 100)), "up": (Fraction(99, 100), Fraction(145, 100)), "about": (Fraction(85, 100), Fraction(115, 100)), None: (Fraction(88, 100), Fraction(112, 100))}
"""Within which part of it lies what is called a fraction or a multiple, by its hedge."""
_SMALL = r"(?:(?:the|its|all|a|total|our|their|some|about|around|roughly|nearly|of|these|those)\s+)*[€$£~≈]?\s*"
_OF = Lazy(rf"(?:\s+[^\W\d_][\w’'-]*){{0,4}}?\s+(?:out\s+)?of\s+{_SMALL}")
_OF_FIRST = Lazy(rf"(?:^|[.;:,(–—]\s*|\b(?:and|but|out)\s+)(?:of|among)\s+{_SMALL}$")
_OF_ALL = Lazy(r"\s+of\s+(?:the\s+)?(?:total|whole|sum|cost|budget)\b")
_OF_WHICH = Lazy(r"[^.;:()]{0,80}\bof\s+(?:which|whom|them|these|those)\b[^.;:()]{0,30}")
_OF_THEM = Lazy(r"\s+of\s+(?:them|these|those|whom|which)\b")
_ASIDE = Lazy(r"[^.;]*[:(–—]\s*[^.;)]*")
_OR = Lazy(r"[^.;:()]{0,50}(?:,|\(|–|—)\s*(?:(?:or|that\s+is|i\.e\.|which\s+is|thus|meaning|which\s+means|this\s+is)\s*,?\s*)?")
_POINTS = Lazy(r"\W*(?:that|this|which|it|they|in\s+other\s+words|thus|so)\b")
_BRACKET = Lazy(r"\s*\(\s*[€$£~]?\s*")
_NOT = Lazy(r"\b(?:not|by\s+another|up\s+to|at\s+least|at\s+most|only\s+if|would|could|should|target\w*|plan\w*|forecast|expect\w*)\b")
_TIME = Lazy(r"\b(?:half\s+a\s+(?:year|century|dozen|million)|first\s+half|second\s+half|half\s+of\s+(?:the\s+)?(?:year|decade|century|(?:19|20)\d\d))\b")


@record
class Said:
    """A fraction or a multiple in words: its place, its value, and within which part of it the true one lies."""

    quantity: Quantity
    start: int
    end: int
    value: Fraction
    low: Fraction
    high: Fraction

    def allows(self, value: Fraction) -> bool:
        """Whether a value may be called so."""
        return self.value * self.low <= value <= self.value * self.high


def said(match, value: Fraction, kind: str) -> Said:
    """What a match tells: a share of percent, or a multiple."""
    start, end = match.span("word")
    told = value * 100 if kind == "percent" else value
    number = Decimal(told.numerator) / Decimal(told.denominator)
    width = number / 10
    hedge = next((h for h in ("down", "up", "about") if match[h]), None)
    quantity = Quantity(start, end, match["word"], kind, number, number, low_step=width, high_step=width, low_loose=width, high_loose=width)
    return Said(quantity, start, end, value, *_WIDTHS[hedge])


def _fractions(reading: Reading) -> Iterator[Said]:
    words = reading.words
    for match in _PART.finditer(reading.text) if not _PART_CUES.isdisjoint(words) else ():
        if match["part"] != "half" and not match["n"]:
            continue
        value = Fraction(_NUMBERS[(match["n"] or "a").lower()], _PARTS[match["part"].lower().removesuffix("s")])
        if value < 1:
            yield said(match, value, "percent")
    for match in _IN.finditer(reading.text) if ("in" in words or "out" in words) and not _IN_CUES.isdisjoint(words) else ():
        few, many = (int(match[g]) if match[g].isdigit() else _NUMBERS[match[g].lower()] for g in ("n", "of"))
        if 0 < few < many:
            yield said(match, Fraction(few, many), "percent")


def wordfractions(home: Sequence[Reading]) -> Iterator[Derivation]:
    """The fractions in words of a passage that the part and the whole beside them do not bear out."""
    if sum(len(r.figures) for r in home) < 2:
        return
    for n, reading in enumerate(home):
        for one in _fractions(reading):
            if _NOT.search(reading.text[max(0, one.start - 40) : one.start]) or _TIME.search(reading.text[max(0, one.start - 12) : one.end + 24]):
                continue
            pair = _bound(home, n, one)
            if pair is not None:
                yield from _doubted(reading, one, *pair, [Term(r, q) for r in home[max(0, n - 1) : n + 2] for q in r.figures if plain(q) and (r is not reading or q.end <= one.start or q.start >= one.end)])


def _doubted(reading: Reading, one: Said, part: Term, whole: Term, others: Sequence[Term]) -> Iterator[Derivation]:
    share = Fraction(part.quantity.low) / Fraction(whole.quantity.low)
    if one.allows(share):
        return
    if any(sort(a.quantity) == sort(b.quantity) and a.quantity.low < b.quantity.low and one.allows(Fraction(a.quantity.low) / Fraction(b.quantity.low)) for a in others for b in others):
        return
    way = Way(lambda x: rounding.share(x[0], x[1]), (part, whole), f"{part.text} of {whole.text}", "%")
    found = Derivation("share", Term(reading, one.quantity), (way,), label="a share of", sure=False)
    if judge(found).verdict == "disagree":
        yield found


# --------------------------------------------------------------------------- the part and the whole


def _pairs(reading: Reading) -> list[tuple[Term, Term]]:
    """The parts of a sentence with their wholes: "2,310 of 7,140", "of 52 million tonnes 31 million"."""
    figures = [q for q in reading.figures if q.kind != "percent" and (q.low or 0) >= 1]
    found = []
    for a, b in pairwise(figures):
        if not plain(a) or not plain(b) or sort(a) != sort(b) or a.low == b.low:
            continue
        gap = reading.text[a.end : b.start]
        if a.low < b.low and _OF.fullmatch(gap):
            found.append((Term(reading, a), Term(reading, b)))
        elif b.low < a.low and len(gap) <= 120 and ((_OF_FIRST.search(reading.text[max(0, a.start - 40) : a.start]) and not set(gap) & set(".;:()")) or _OF_WHICH.fullmatch(gap) or _OF_THEM.match(reading.text[b.end :])):
            found.append((Term(reading, b), Term(reading, a)))
    return found


def _bound(home: Sequence[Reading], n: int, one: Said) -> tuple[Term, Term] | None:
    reading = home[n]
    own = _pairs(reading)
    if len(own) == 1:
        start, end = min(t.quantity.start for t in own[0]), max(t.quantity.end for t in own[0])
        if start >= one.end and _ASIDE.fullmatch(reading.text[one.end : start]):
            return own[0]
        if end <= one.start and not _OF_ALL.match(reading.text[one.end :]) and _OR.fullmatch(_without_hedge(reading.text[end : one.start])):
            return own[0]
        return None
    figures = [q for q in reading.figures if not (q.start < one.end and one.start < q.end)]
    if own or len(figures) > 1:
        return None
    if figures:
        return _bracketed(home, n, one, figures[0])
    if n and _POINTS.match(reading.text[: one.start]):
        before = _pairs(home[n - 1])
        return before[0] if len(before) == 1 else None
    return _told_next(home, n)


_HEDGED = Lazy(rf"(?:{HEDGE}|some\s+|only\s+|just\s+)?$")


def _without_hedge(gap: str) -> str:
    found = _HEDGED.search(gap)
    return gap[: found.start()] if found is not None else gap


def _bracketed(home: Sequence[Reading], n: int, one: Said, part: Quantity) -> tuple[Term, Term] | None:
    """ "We asked 1,250 firms. Four in ten (502) plan to hire"."""
    text = home[n].text
    if not n or not plain(part) or not _BRACKET.fullmatch(text[one.end : part.start]) or text[part.end : part.end + 1] != ")":
        return None
    wholes = [q for q in home[n - 1].figures if plain(q) and sort(q) == sort(part) and q.low > part.low]
    return (Term(home[n], part), Term(home[n - 1], wholes[0])) if len(wholes) == 1 else None


_WORDS = 4
_TIMES = frozenset(stems("day days week weeks month months quarter quarters year years season seasons"))


def _told_next(home: Sequence[Reading], n: int) -> tuple[Term, Term] | None:
    """The pair of the sentence after or before, whose part is told in words of the fraction's sentence that its whole is not told in."""
    about = frozenset(stems(home[n].text))
    for k in (n + 1, n - 1):
        pairs = _pairs(home[k]) if 0 <= k < len(home) else []
        if len(pairs) == 1 and (_words(pairs[0][0]) - _words(pairs[0][1]) - _TIMES) & about:
            return pairs[0]
    return None


def _words(term: Term) -> frozenset[str]:
    text, q = term.reading.text, term.quantity
    after = text[q.end :].split(",")[0].split()[:_WORDS]
    return frozenset(stems(" ".join(after).rstrip(".;:)")))
