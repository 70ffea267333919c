"""One happening dated twice in other words: "adopted on 24 June", "When was it adopted? The council voted on 24 July".

:mod:`kg.events.redated` wants the same rare words beside two dates.  Here the deed is known by its
kind (:mod:`kg.events.kinds`), and what it was done to by its noun, by a figure that both places give,
or by the question that one of them answers; so years alone can be held against each other too.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg import patterns as re
from kg.events import kinds
from kg.events.clauses import HOLE
from kg.events.dating import AHEAD, OTHER_TIME, SKIPPED, Dated, When
from kg.events.redated import ENOUGH, Redated, Weights, end, surest
from kg.events.things import RECURRING
from kg.retold import MONTHS, opposed, root
from kg.retold.words import TOKEN, apart

_RARE = 8
"""A deed and a word told beside more dates than this bring no two together."""
_LIKE = 0.5
"""Without a common figure two accounts must share at least this part of the weight of the shorter one's words."""
_LIKE_NUMBERED = 0.8
"""The same where several of a kind are told apart by number: "the second hall", "the second hall of the annex"."""
_AGAIN = 1.0
"""Bits that two accounts of one paragraph need more than others: its author sees both at once."""
_YEARS = 0.5
"""Bits that years alone need more."""
_DEED, _FIGURE, _ASKED, _AIMED, _SOLE = 2.5, 3.0, 1.5, 1.5, 1.5
_WORDS = 9.0
"""No more bits than this are taken from the words that two accounts share."""
_SMOOTHING = 60

# Kinds that are told of as each other: a council that votes adopts.
_ALSO = {"decision": "adoption"}
_STAGES = frozenset("announcement signing completion filing".split())
_STAGED = frozenset("acquisition sale merger construction listing".split())
_UNTIMED = frozenset("leadership supply design authorship operation ownership sponsorship audit move".split())
# What is agreed until a date ends with it: "on a contract to 2027", "when the contract ends".
_TERM = re.compile(rf"\b(?:contract|lease|licen[cs]e|agreement|mandate|concession|permit|term|deal|tenure|partnership|patent|loan|tenancy)\b[^.;,]{{0,40}}\b(?:to|until|till|through|up to)\s*{HOLE}", re.I)
_UNTIL = frozenset("to until till through".split())
_RUNS_TO = re.compile(rf"\b(?:valid|runs?|running|lasts?)\s(?:\w+\s)?(?:to|until|till|through)\s*{HOLE}", re.I)
_FIRST = re.compile(r"\b(?P<whose>[Ii]ts\s|[Tt]heir\s|[Oo]ur\s)?[Ff]irst\s(?:\d[\d,]*\s)?(?P<what>[a-z][\w-]+)")
_OF_TIME = frozenset("half quarter year years month months week weeks day days time times three six nine place two full few ever step season seasons decade phase stage round part".split())
_SINCE_WHEN = re.compile(r"\b[Ss]ince\s+(?:when|\d{4})\b|\b[Ff]or how long\b|\b[Ii]n which year did\b")
_AIM = re.compile(r"\b(?:targets?|goals?|aims?|aimed|ambition|objective|pledge[sd]?|want(?:s|ed)? to|resolved? to|hopes? to|plans? to|intends? to|committed to|promised? to|undertook to)\b", re.I)
_MAY = re.compile(r"\b(?:could|may|might|can)\b|^\s*to\s(?!the\b)[a-z]+")
_THE_AIM = re.compile(r"\b(?:the|this|that|its|our)\s[^.;,]{0,30}?\b(?:target|goal|aim|objective|pledge|ambition)\b", re.I)
_NOUN_OF = re.compile(rf"(?P<phrase>(?:[\w’'-]+\s){{0,4}}[\w’'-]+)\sof\s+{HOLE}")
_DETERMINER = re.compile(r"(?:^|\s)(?:the|a|an|its|their|our|this|that)\s", re.I)
_ORDINAL = re.compile(r"\b(?P<which>another|next|second|third|fourth)\s(?P<what>[a-z][\w-]+)", re.I)
_AMOUNT = re.compile(r"(?<![\w.,])(?P<number>\d[\d.,]*\d|\d)\s?(?P<scale>%|per\s?cent|percent|thousand|million|billion|trillion|bn|m|k)?(?![\w%])", re.I)
_SCALES = {"percent": "%", "per cent": "%", "bn": "billion", "m": "million", "k": "thousand"}
# "$30M ARR in 2022", "480 employees at the end of 2023"
_VALUED = re.compile(_AMOUNT.pattern + rf"(?:\s[\w-]+){{0,2}}\s(?:in|of|for|by|at the end of)\s+{HOLE}", re.I)
_EVERY_YEAR = RECURRING - frozenset(map(root, "strategy plan programme program fund exhibition policy".split()))


@dataclass(frozen=True, slots=True)
class _Account:
    """A date with the deeds told beside it.

    ``heart`` are the roots that say what they were done to, ``amounts`` the figures of the clause,
    ``ordinals`` which one it was ("second phase"); ``asked`` that a question says it as well.
    """

    date: Dated
    deeds: frozenset[str]
    heart: frozenset[str]
    amounts: frozenset[str]
    ordinals: frozenset[tuple[str, str]]
    asked: bool
    aim: bool
    ahead: bool
    apart: frozenset[tuple[int, str]]
    names: frozenset[str]
    valued: bool


def pairs(found: Sequence[Dated], known: Iterable[Redated] = (), subject: str = "") -> list[Redated]:
    """Dates of one deed that contradict each other, without those of ``known`` pairs; the surest first.

    The words of ``subject``, whom all is about, tell no two things apart.
    """
    own = _roots(subject)
    accounts = [a for d in found if d.clause and (a := _account(d, own)) is not None]
    if len(accounts) < 2:
        return []
    weigh = Weights(found)
    figures = Counter(amount for a in accounts for amount in a.amounts)
    beside: dict[str, list[Dated]] = defaultdict(list)
    for one in found:
        beside[one.passage].append(one)
    result = []
    for a, b, times in _meetings(accounts):
        if _one_deed(a, b) and not _aware(a.date, b.date, beside):
            bits = _evidence(weigh, figures, a, b, times)
            if bits >= ENOUGH and not (a.deeds & b.deeds == {"aim"} and _told_thrice(a, b, accounts)):
                result.append(Redated(a.date, b.date, bits, (a.heart & b.heart) or a.deeds & b.deeds))
    return surest(result, (end(d) for p in known for d in (p.first, p.second)))


def _told_thrice(a: _Account, b: _Account, accounts: Sequence[_Account]) -> bool:
    """Whether a third place gives the figure of an aim with one of its dates: then it is that one, and the other is another aim."""
    figures = a.amounts & b.amounts
    return any(c is not a and c is not b and c.aim and c.amounts & figures and (not c.date.when.differs(a.date.when) or not c.date.when.differs(b.date.when)) for c in accounts)


# --------------------------------------------------------------------------- reading


def _account(date: Dated, own: frozenset[str]) -> _Account | None:
    text, lead = date.clause, date.lead
    until = text[: text.find(HOLE)]
    last = until.rstrip().rpartition(" ")[2].lower()
    named = _NOUN_OF.search(text) if last == "of" else None
    if named and any(_deeds(named["phrase"])):
        # "the cable failure of February": nothing else of the clause is of this date
        text, lead = _DETERMINER.split(named["phrase"])[-1], ""
    deeds = frozenset(d for part in (text, lead, date.asked) for d in _deeds(part))
    if last in _UNTIL and (_TERM.search(text) or _RUNS_TO.search(text)):
        deeds |= {"closing"}
    if _SINCE_WHEN.search(date.asked):
        deeds |= {"opening", "adoption", "founding", "entry-into-force"}
    aim = bool(_AIM.search(until) or (last == "by" and _AIM.search(text)))
    if aim:
        deeds |= {"aim"}
    deeds = frozenset(_ALSO.get(d, d) for d in deeds) - _UNTIMED
    if not deeds or OTHER_TIME.search(text) or SKIPPED.search(until):
        return None
    asked = _roots(date.asked)
    heart = (_roots(text) | _roots(lead) | asked) - _deed_roots() - own
    ordinals = frozenset((m["which"].lower(), root(m["what"])) for m in _ORDINAL.finditer(text) if m["what"].lower() not in _OF_TIME)
    return _Account(date, deeds, heart, frozenset(amounts(text)), ordinals, bool(asked), aim, aim or bool(AHEAD.search(text) or _MAY.search(text)), apart([m.group().lower() for m in TOKEN.finditer(text)]), date.names & heart, date.figured or (date.when.month is None and bool(_VALUED.search(text))))


def _roots(text: str) -> frozenset[str]:
    return frozenset(r for m in TOKEN.finditer(text) if len(m.group()) > 2 and m.group().lower() not in MONTHS and (r := root(m.group()))) - _QUESTION


_QUESTION = frozenset(map(root, "when what which how who where why since has have did does been there one two three four five six seven eight nine ten million billion thousand percent cent spring summer autumn winter on only just once plan plans planned expect expects expected due scheduled will could".split()))


def _deeds(text: str) -> Iterator[str]:
    """The kinds of happenings that a text tells of, and what is the first of its kind in it."""
    lows = [m.group().lower() for m in TOKEN.finditer(text)]
    known = kinds.load()
    for n, low in enumerate(lows):
        for word in known.words.get(low, ()):
            if tuple(lows[n + 1 : n + 1 + len(word.rest)]) == word.rest and (word.kind.id != "event" or word.form == "noun"):
                yield word.kind.id if word.kind.id != "event" else f"event {low}"
    for match in _FIRST.finditer(text):
        if match["what"] not in _OF_TIME:
            yield f"first {root(match['what'])}"
            if match["whose"]:
                yield "opening"


def amounts(text: str) -> Iterator[str]:
    """The figures of a text as one writing; no single digits, and nothing that may be a year."""
    for match in _AMOUNT.finditer(text) if any(map(str.isdigit, text)) else ():
        number, scale = match["number"].replace(",", ""), " ".join((match["scale"] or "").lower().split())
        if scale or (len(number) > 1 and not re.fullmatch(r"(?:19|20)\d\d", number)):
            yield f"{number} {_SCALES.get(scale, scale)}"


@cache
def _deed_roots() -> frozenset[str]:
    """The roots of the words that tell of a deed, and say nothing of what it was done to."""
    return frozenset(root(word) for word, forms in kinds.load().words.items() if any(not f.rest and f.kind.id != "event" for f in forms))


# --------------------------------------------------------------------------- pairing


def _meetings(accounts: Sequence[_Account]) -> Iterator[tuple[_Account, _Account, int]]:
    """Accounts of one deed with a common word or figure and other dates, in order.

    The number is at how many different dates the most frequent of what the two have in common is told.
    """
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(accounts):
        for deed in one.deeds:
            for word in (*one.heart, *one.amounts, *_part(one.date)):
                postings[deed, word].append(n)
    met: dict[tuple[int, int], int] = {}
    for holders in postings.values():
        if 1 < len(holders) <= _RARE:
            times = _times({accounts[n].date.when for n in holders})
            for i, a in enumerate(holders):
                for b in holders[i + 1 :]:
                    met[a, b] = max(met.get((a, b), 0), times)
    for (a, b), times in sorted(met.items()):
        one, other = accounts[a].date, accounts[b].date
        if one.unit != other.unit and 0 < len(one.when.differs(other.when)) < 3:
            yield accounts[a], accounts[b], times


_SEASON = re.compile(rf"\b(spring|summer|autumn|winter)\s(?:of\s)?\s*{HOLE}", re.I)
_SHAPES = {("month", "day"): 5.0, ("month",): 3.0, ("year", "day"): 2.0}
"""How seldom the dates of two deeds agree in these parts and differ in the other."""


def _part(date: Dated) -> tuple[str, ...]:
    """The month or season of a date, which whoever mistakes its year keeps."""
    season = _SEASON.search(date.clause)
    return (season[1].lower(),) if season else (f"month {date.when.month}",) if date.when.month else ()


def _times(whens: set[When]) -> int:
    """How many dates there are, those left out that only say less of another one."""
    return sum(not any(o is not w and not w.differs(o) and o.fine > w.fine for o in whens) for w in whens)


def _one_deed(a: _Account, b: _Account) -> bool:
    """Whether nothing keeps apart what was done and to what."""
    x, y = a.date, b.date
    if opposed(a.apart, b.apart) or a.ordinals != b.ordinals or (x.edge and y.edge and x.edge != y.edge) or a.ahead != b.ahead:
        return False
    if a.deeds & b.deeds & _STAGED and a.deeds & _STAGES != b.deeds & _STAGES and not a.deeds & b.deeds & _STAGES:
        return False  # announced in one place, completed in the other
    if x.marks and y.marks and not x.marks & y.marks:
        return False
    if a.names - _said(y) and b.names - _said(x):
        return False
    if x.kind == y.kind == "cell" and x.passage.split()[0] == y.passage.split()[0]:
        return False
    if x.item and y.item and x.section == y.section:
        return False
    figure = bool(a.amounts & b.amounts)
    if (a.valued or b.valued) and not figure and max(x.when.fine, y.when.fine) < 3:
        return False
    if _other_sort(a, b):
        return False
    if a.deeds & b.deeds == {"aim"} and not figure:
        return False
    return figure or not ("year" in x.when.differs(y.when) and x.near & y.near & _EVERY_YEAR)


def _other_sort(a: _Account, b: _Account) -> bool:
    """Whether a noun of both has another word before it in each ("the traffic plan", "the noise plan"), or is one of another thing."""
    shared = a.heart & b.heart
    sides = []
    for one, other in ((a, b), (b, a)):
        words = [m.group() for m in TOKEN.finditer(f"{one.date.clause} | {one.date.lead}")]
        known = _said(other.date) | other.heart
        before = {root(w): r for v, w in pairwise(words) if root(w) in shared and v.lower() not in _SMALL and (r := root(v)) and r not in known and r not in _deed_roots() and r not in _QUESTION}
        sides.append(before)
        if a.ordinals and any(u.lower() in ("of", "at", "in") and root(t) in shared and v.lower() in ("the", "its") and (r := root(w)) and r not in known for t, u, v, w in zip(words, words[1:], words[2:], words[3:], strict=False)):
            return True
    return any(word in sides[1] for word in sides[0])


_SMALL = frozenset("the a an its their our his her this that these those of in on at by for to from with and or new old large whole".split())


def _said(date: Dated) -> frozenset[str]:
    """The roots of the text of a date itself."""
    return date.wide - date.borrowed


def _aware(a: Dated, b: Dated, beside: dict[str, list[Dated]]) -> bool:
    """Whether the paragraph of one date holds the other's besides: its author knows both."""
    parts = a.when.differs(b.when)
    return any(
        o is not a and o is not b and not o.when.differs(its.when) and set(parts) & set(o.when.shares(its.when))
        for mine, its in ((a, b), (b, a))
        if mine.passage
        for o in beside[mine.passage]
    )


def _evidence(weigh: Weights, often: Counter[str], a: _Account, b: _Account, times: int) -> float:
    """The bits for two dates being of one deed; none where too few words are shared."""
    x, y = a.date, b.date
    shared, figures = a.heart & b.heart, a.amounts & b.amounts
    least = min(weigh.of(a.heart), weigh.of(b.heart))
    like = weigh.of(shared) / least if least else 0.0
    first = any(deed.startswith("first ") for deed in a.deeds & b.deeds)
    shape = 3.0 * (x.when.month is None and bool(_part(x)) and _part(x) == _part(y)) + _SHAPES.get(x.when.shares(y.when), 0.0)
    strange = bool(a.names - _said(y)) + bool(b.names - _said(x))
    like = max(like, _LIKE_NUMBERED) if first and not strange else like
    if not shared and shape and times == 2:
        shared, like = (x.wide & y.wide) - _deed_roots() - _QUESTION, 0.6
    back = bool(figures) and (_THE_AIM.search(x.clause) or _THE_AIM.search(y.clause))
    if (not shared and not back and not (figures and len(a.deeds & b.deeds) > 1)) or (like < (_LIKE_NUMBERED if a.ordinals else _LIKE) and not figures):
        return 0.0
    if shared <= x.capitals & y.capitals and not figures and not (x.steps & y.steps and len(shared) > 1):
        return 0.0  # whoever is named in both may have done two things
    bits = min(_WORDS, weigh.of(shared)) * (0.4 + like / 2) + 0.3 * min(weigh.of((x.wide & y.wide) - shared), 10.0)
    bits += shape + _DEED * len(a.deeds & b.deeds) + _SOLE * (times == 2) + _ASKED * (a.asked or b.asked) + _AIMED * bool(back)
    bits += sum(_FIGURE + min(3.0, math.log2(_SMOOTHING / often[f]) - 3) for f in sorted(figures)[:2])
    bits -= 1.5 * strange
    bits -= _AGAIN * (x.passage == y.passage) + _YEARS * (x.when.month is None or y.when.month is None) + 1.5 * (len(x.when.differs(y.when)) > 1)
    bits -= 0.5 * len(a.apart ^ b.apart)
    return bits
