"""Products told in one breath: so many, so much for each, and what it makes.

"At 25 users per server, the 40 servers carry 1,000 users"; "12 equal instalments of €50,000" of a loan; "€9 million over three
years, or €3 million per year".  Of three figures one is marked as the figure for each; whichever is
wrong, the product is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import nouns, rounding
from kg.derivations.closed import HAZY, amount, bare, doubtful, in_words
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, divided

CUES = frozenset("each every per average apiece equal a an for of at cost costs costing seats holds seat hold carries".split())
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "annum": 365, "hour": Fraction(1, 24), "minute": Fraction(1, 1440), "second": Fraction(1, 86400)}
_EACH_AFTER = Lazy(r"\s*(?:[^\W\d_][\w-]*\s+){0,3}?(?:apiece\b|on\s+average\b|each\b(?=\s*(?:[^\w\s]|$|(?:and|in|for|over|gives?|gave|makes?|made|brings?|brought|yields?|costs?|holds?|carr(?:y|ies)|produces?|is|are|was|were|comes?|came|amounts?|totals?|takes?)\b)))|\s*(?:[^\W\d_][\w-]*\s+){0,3}?(?:per|an?|for\s+(?:each|every)|to\s+(?:each|every|the)|(?:in|at|on|from|by|with)\s+(?:each|every)|each|every)\s+(?P<per>[^\W\d_]{3,})")
_EACH_BEFORE = Lazy(
    r"\b(?:each|every|average|an\s+average|apiece|equal\s+(?:[a-z]+\s+){1,2}of|instal?lments\s+of|payments\s+of|(?:costs?|costing|sells?\s+for|sold\s+for|priced\s+at|charges?|holds?|seats?|carries|takes|contains?|averages?|averaged))\s+(?:[^\W\d_][\w-]*\s+){0,3}?(?:(?:of|is|was|at|has|have|had|holds?|with|earns?|costs?)\s+)?[€$£~]?$|\bat\s+[€$£~]?$"
)
_ONE_COSTS = Lazy(r"(?:^|[.;,:]\s+|\b(?:and|but|that|where|as|since)\s+)(?:an?|one|each|every|the)\s+(?P<per>[^\W\d_][\w-]+)(?:\s+[^\W\d_][\w-]+)?\s+(?:costs?|sells?\s+(?:for|at)|is\s+sold\s+(?:for|at)|holds?|seats?|carries|takes|contains?|earns?|brings?|needs?|uses?|burns?|treats?|serves?|has|employs?|makes?|produces?|weighs|sleeps)\s+(?:in\s+)?[€$£~]?$")
_PER_LEAD = Lazy(r"\bper\s+(?P<per>[^\W\d_]{3,})\s+(?:of|is|was|at|comes\s+to|came\s+to|amounts\s+to)\s+(?:now\s+|about\s+)?[€$£~]?$")
_EACH_OF = Lazy(r"\b(?:each|every\s+one)\s+of\s+(?:(?:the|its|their|our|these|those|all)\s+)?[\w.,]+\s+(?:[^\W\d_][\w-]*\s+){1,5}[€$£~]?$")
_OF_WHAT = Lazy(r"\b(?:each|every\s+one)\s+of\s+(?:(?:the|its|their|our|these|those|all)\s+)?$")
_GROUPS = Lazy(r"\s+[^\W\d_]\w*(?:s|en|people|staff)\s+of\s+[€$£~]?$")
_RESULT = Lazy(
    r"(?:\b(?:giv(?:es?|ing)|gave|mak(?:es?|ing)|made|so|thus|therefore|hence|bring(?:s|ing)?(?:\s+in)?|brought(?:\s+in)?|totals?|totall?ing|total|or|that\s+is|i\.e\.|which\s+is|comes?\s+to|came\s+to|coming\s+to|amounts?\s+to|amounted\s+to|carr(?:y|ies|ied)|employ(?:s|ed)?|holds?|seats?|takes?|took|costs?|costing|sold\s+for|fetched|raised|earn(?:s|ed)?|needs?|uses?|burns?|for|loan\s+of|worth|produces?|produced|serves?|served|treats?|treated|house|have|has|yield(?:s|ed)?|received|paid|pays?)\b|[,(;:–—=])\s*(?:[^\W\d_][\w’'-]*\s+){0,5}?[€$£~]?$"
)
_RESULT_AFTER = Lazy(r"\s*(?:[^\W\d_][\w-]*\s+){0,2}?(?:in\s+all|in\s+total|altogether|together|combined|all\s+told|were\s+sold|was\s+paid|is\s+repaid|are\s+repaid|over|for\s+the)\b")
_MORE = Lazy(r"\b(?:from|plus|with\s+(?:fittings|tax|interest|fees?)|including|since|because|although|but|only|half|some\s+of|most\s+of|grew|rose|fell|increased|declined|more|less|free|discount\w*|rebate|compound\w*|interest|yearly\s+payments|last\s+year|previous\w*|versus|against|compared|than|cheaper|dearer|prices?\s+from|in\s+advance|after|before|while|whereas|first|minimum|maximum|planned|needed|required|norm|goal|aim|limit|times|twice)\b")
_PEOPLE = frozenset("staff people employee person worker member resident student pupil patient guest passenger visitor user customer".split())


def products(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """The doubted product around a figure that is told for each."""
    reading = figure.term.reading
    if not amount(figure) or CUES.isdisjoint(reading.words):
        return
    near = [f for f in paragraph.figures if f.line == figure.line and not in_words(f)]
    texts = [reading.text]
    if len(near) < 3 and figure.line + 1 < len(paragraph.readings):
        follows = [f for f in paragraph.figures if f.line == figure.line + 1]
        if follows and _GOES_ON.search(follows[-1].before):
            near, texts = near + follows, [reading.text, follows[0].term.reading.text]
    if len({d.text for r in paragraph.readings[figure.line : figure.line + 2] for d in r.dates}) > 1:
        return
    if len(near) != 3 or any(not amount(f) for f in near) or any(HAZY.search(t) or _MORE.search(t) for t in texts):
        return
    per = _per(figure)
    if per is None:
        return
    number, result = _roles(figure, per, [f for f in near if f is not figure])
    if number is None or result is None:
        return
    yield from _doubted(figure, number, result, per)


_GOES_ON = Lazy(r"\b(?:so|thus|therefore|hence|together|in\s+all|in\s+total|altogether|that\s+(?:is|makes|comes)|this\s+(?:is|makes|gives|comes))\b[^.;]*$")


def _per(figure: Figure) -> str | None:
    """What a figure is told for each of ("" where it is not named); ``None`` if it is not."""
    if figure.term.quantity.per:
        return figure.term.quantity.per
    after = _EACH_AFTER.match(figure.after[:60])
    if after is not None:
        return nouns.singular((after["per"] or "").lower())
    for lead in (_ONE_COSTS, _PER_LEAD):
        match = lead.search(figure.before[-80:])
        if match is not None:
            return nouns.singular(match["per"].lower())
    if _OF_WHAT.search(figure.before[-30:]):
        return None
    if _EACH_OF.search(figure.before[-90:]) or _EACH_BEFORE.search(figure.before[-60:]) or _of_groups(figure):
        return ""
    return None


def _of_groups(figure: Figure) -> bool:
    """ "24 classes of 25 pupils"."""
    return figure.term.quantity.kind != "duration" and figure.noun != frozenset() and _GROUPS.search(figure.before[-30:]) is not None


def _roles(rate: Figure, per: str, others: Sequence[Figure]) -> tuple[Figure | None, Figure | None]:
    """Which of two figures is the number and which the product."""
    fitting = []
    for number, result in (others, others[::-1]):
        if _is_result(result, rate) and _is_number(number, per):
            fitting.append((number, result))
    if len(fitting) == 2:
        fitting = [(n, r) for n, r in fitting if (r.noun & rate.noun or r.term.quantity.kind == "money") and r.value > n.value and r.value > rate.value]
    return fitting[0] if len(fitting) == 1 else (None, None)


def _is_number(figure: Figure, per: str) -> bool:
    q = figure.term.quantity
    if q.kind == "money" or q.per is not None or figure.value <= 1:
        return False
    if per in _DAYS:
        return q.kind == "duration"
    if q.kind == "duration":
        return False
    if not per:
        return q.kind == "count"
    return per in figure.noun or (q.kind == "measure" and q.unit == per) or (q.kind == "measure" and q.unit in ("kilogram",) and per in ("kilo", "kg")) or (per in _PEOPLE and bool(figure.noun & _PEOPLE))


def _is_result(figure: Figure, rate: Figure) -> bool:
    a, b = figure.term.quantity, rate.term.quantity
    if (a.kind, a.currency) != (b.kind, b.currency) or (a.kind == "measure" and a.unit != b.unit) or figure.value <= rate.value or (a.per and a.per == b.per):
        return False
    if a.kind == "count":
        return bool(figure.noun & rate.noun) or bool(_SO.search(figure.before)) or (bool(figure.noun & _PEOPLE) and bool(rate.noun & _PEOPLE | _own_word(rate))) or bare(figure) or bare(rate)
    return a.kind != "duration"


def _own_word(figure: Figure) -> frozenset[str]:
    return frozenset(figure.after.split()[:1]) & _PEOPLE


def _doubted(rate: Figure, number: Figure, result: Figure, per: str) -> Iterator[Derivation]:
    if _others_give(rate, number, result) or (stated_last(rate, result) and _PRICE.search(rate.term.reading.text) and _OR.search(rate.before[-10:])):
        return
    factor = _factor(number, per)
    stated = rate if stated_last(rate, result) else result
    if not any(_RESULT.search(f.before[-60:]) or _RESULT_AFTER.match(f.after[:40]) for f in {stated, result}):
        return
    if stated is result:
        working = Working(lambda x: rounding.product([*x, factor]), (number, rate), f"{number.term.text} × {rate.term.text}")
        yield from doubtful("formula", result, working, (rate, number))
    elif factor == 1:
        yield from doubtful("per-head", rate, divided(result, number), (result, number), f"per {per}," if per else "for each,")


def _others_give(rate: Figure, number: Figure, result: Figure) -> bool:
    """Whether something else gives its part of the result, or the figure for each is of another clause."""
    last = max((f for f in (rate, number) if f.line == result.line), key=lambda f: f.term.quantity.end, default=None)
    between = result.before if last is None else result.term.reading.text[last.term.quantity.end : result.term.quantity.start]
    apart = stated_last(rate, result) and rate.line == result.line and ";" in rate.term.reading.text[result.term.quantity.end : rate.term.quantity.start]
    return apart or ";" in between or bool(_WITH_OTHERS.search(between))


def stated_last(rate: Figure, result: Figure) -> bool:
    """Whether the figure for each comes behind what it makes."""
    return (rate.line, rate.term.quantity.start) > (result.line, result.term.quantity.start)


_PRICE = Lazy(r"\b(?:costs?|pric\w+|fees?|charg\w+|plan|licen[cs]es?|tickets?|subscri\w+)\b")
_OR = Lazy(r"\bor\s+[€$£~]?$")
_WITH_OTHERS = Lazy(r"\b(?:and(?!\s+(?:so|thus|therefore|hence|gave|gives?|ma[kd]es?|brought|brings?|earn(?:ed|s)?|raised|sold|costs?|took|takes?)\b)|with|plus)\b")
_SO = Lazy(r"\b(?:so|thus|therefore|hence|giving|making)\b[^.;\d]*$")


def _factor(number: Figure, per: str) -> Fraction:
    """How many of the units that a rate is per one of the unit of a duration is."""
    q = number.term.quantity
    if q.kind != "duration" or per not in _DAYS or q.unit not in _DAYS:
        return Fraction(1)
    return Fraction(_DAYS[q.unit]) / Fraction(_DAYS[per]) if q.unit != per else Fraction(1)
