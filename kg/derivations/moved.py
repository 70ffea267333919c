"""Where a text states a change: "up 13 % from", "nine more than", "an overrun of 8 per cent or €36m", "three times the".

Only the cue is read here: which figure is the result, of what operation, in which direction, and
where its words end.  What it leads from and to is found by :mod:`kg.derivations.changed`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from kg.derivations.levels import Level
from kg.derivations.masked import Term
from kg.derivations.vicinity import Lazy

Operation = Literal["growth", "difference", "points", "times"]

_MORE = r"more|higher|larger|bigger|greater|longer|heavier|dearer|costlier|faster|taller|better|up|above|over|ahead"
_LESS = r"less|fewer|lower|smaller|shorter|lighter|cheaper|slower|worse|down|below|under|short|behind|quicker"
_THAN = r"more|higher|larger|bigger|greater|longer|heavier|dearer|costlier|faster|taller|better|above|less|fewer|lower|smaller|shorter|lighter|cheaper|slower|worse|below|quicker"
_ROSE = r"rose|risen|rises|rising|grew|grown|grows|growing|increas(?:ed|es|ing)|climb(?:ed|s|ing)|jump(?:ed|s|ing)|gain(?:ed|s|ing)|improv(?:ed|es|ing)|widen(?:ed|s|ing)|up|added|advanced|exceed(?:ed|s|ing)|expand(?:ed|s|ing)"
_FELL = r"fell|fallen|falls|falling|dropp(?:ed|ing)|drops|declin(?:ed|es|ing)|decreas(?:ed|es|ing)|shr[aiu]nk|shrunk|reduc(?:ed|es|ing)|cut|lost|down|slipp?ed|narrowed|slid|eased|lowered|saved?"
_RISE = r"increase|rise|gain|growth|jump|uplift|overrun|overspend|surge|climb|improvement|expansion|step[- ]up|premium"
_FALL = r"decrease|fall|decline|drop|reduction|cut|saving|underspend|underrun|shrinkage|shortfall|loss|discount"
_APART = r"difference|gap|distance|lead"
_ABOUT = r"(?:(?:about|some|nearly|almost|roughly|around|only|just|exactly|another|a|an|the|by|over|fully|no\s+less\s+than)\s+|[~≈(+−–-]\s*)*[$€£]?"
_WORDS = r"(?:[^\W\d_][\w'’-]*\s+)"

_AFTER = Lazy(rf"\s+(?:of\s+)?{_WORDS}{{0,2}}?(?:(?P<up>{_MORE})|(?P<down>{_LESS}))\b")
_AFTER_NOUN = Lazy(rf"\s+{_WORDS}{{0,2}}?(?:(?P<up>{_RISE})|(?P<down>{_FALL})|(?P<apart>difference|gap|apart|lead))\b")
_AFTER_THAN = Lazy(rf"\s+{_WORDS}{{0,3}}?(?:(?P<up>more|higher|larger|bigger|greater|longer|heavier|dearer|faster|taller|better|above|over(?=\s+(?:the\s+)?(?:budget|plan|forecast|target|estimate)))|(?P<down>less|fewer|lower|smaller|shorter|lighter|cheaper|slower|worse|below|under(?=\s+(?:the\s+)?(?:budget|plan|forecast|target|estimate))))\b\s*(?=budget|plan\b|forecast|target|estimate|than\b|the\b|that\b|its?\b|last\b|this\b|a\s+year\b|in\s+(?:19|20)\d\d|(?:[a-z-]+\s*)?(?:[.,;)(]|$))")
_AHEAD = Lazy(rf"\s+{_WORDS}{{0,2}}?(?:(?P<up>ahead\s+of|clear\s+of|in\s+front\s+of)|(?P<down>behind|short\s+of))(?=\s)")
_VERB = Lazy(rf"\b(?:(?P<up>{_ROSE})|(?P<down>{_FELL}))\b(?:\s+(?!and\b|but\b|to\b|from\b|by\b|than\b)[\w-]+){{0,3}}?\s+{_ABOUT}$")
_VERB_BY = Lazy(rf"\b(?:(?P<up>{_ROSE})|(?P<down>{_FELL}))\b(?:\s+(?!and\b|but\b|to\b|from\b|than\b|for\b|of\b)[\w-]+){{0,4}}?\s+by\s+{_ABOUT}$")
_NOUN = Lazy(rf"\b(?:(?P<up>{_RISE})|(?P<down>{_FALL})|(?P<apart>{_APART}))\b(?:\s+(?:on|over|to|from|against|between|in|with)(?:\s+[^\W\d_][\w'’-]*){{1,5}}?)?\s*(?:\s(?:of|is|was|being|equals|comes\s+to|came\s+to|makes|amounts\s+to)|[:,])\s*{_ABOUT}$")
_TIMES = Lazy(
    r"\s+(?:(?:as|so)\s+(?:much|many|high|large|big|long|great|heavy|fast|dear|expensive|strong)\s+as\b|(?:larger|bigger|higher|more|greater)\b)"
    r"|(?=\s+(?:the|its|their|his|her|our|(?:that|those|what)\s+(?:of|in|it)|annual|last|current|present|(?-i:[A-Z]{2,5})\b|(?:19|20)\d\d|revenues?|sales|earnings|turnover|EBITDA)\b)"
)
_MULTIPLE = Lazy(rf"\b(?:multiple|factor|ratio)\s+(?:of|is|was|at)\s+{_ABOUT}$")
_ROSE_TIMES = Lazy(rf"\b(?:rose|risen|grew|grown|increased|went\s+up|gone\s+up|climbed|multiplied|multiplies)\b(?:\s+by)?\s+{_ABOUT}$")
_FROM_TO = Lazy(r"[\s,(:–—]*(?:to\s+|from\s+|between\s+)(?=\S*\d)")
_SPELT_TIMES = Lazy(r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)\w+|\w+fold")
_REAL = Lazy(
    r"\b(?:inflation|real\s+terms|weighted|seasonally|like[- ]for[- ]like|organic(?:ally)?|adjusted|constant|respectively|on\s+average|per\s+(?:head|capita)|interest|confidence|CI|compound\w*|CAGR|annuali[sz]ed|"
    r"annual\s+(?:rate|growth)|in\s+each|underlying|comparable|target\w*|would|could|might|if|unless|not|at\s+least|at\s+most|up\s+to|more\s+than\s+(?=\d))\b"
)
_RATED = Lazy(r"\b(?:(?:a|per|each|every)\s+(?:year|month|annum)|yearly|annually)\s+(?:of\s+|by\s+|at\s+)?$")
_REAL_AFTER = Lazy(r"\s*(?:[\w-]+\s+){0,3}?(?:in\s+real|real\b|in\s+constant|like[- ]for[- ]like|organic|after\s+inflation|adjusted|net\s+of|before\s+tax|after\s+tax|(?:a|per|each|every)\s+(?:year|month|annum|week|day)|annual\w*|on\s+average|of\s+which|each\b|compound|year[- ]on[- ]year\s+in)")
_OF_THOSE = Lazy(r"\s+of\s+(?:those|these|them|all|people|whom|which|everyone)\b")
"""Behind a percentage: that it is a share."""
_POINTS = Lazy(r"\s+(?:percentage\s+)?points\b")
_SIGNED = Lazy(r"[(,;:]\s*(?:(?P<up>\+)|(?P<down>[−–-]))\s?$")
_BEHIND_A_LEVEL = Lazy(r"[(,;:]\s*$")
_ASIDE = Lazy(r"\s*\([^()]{1,24}\)")
_ROOM = Decimal(4)


@dataclass(frozen=True, slots=True)
class Moved:
    """A stated change: its figure, the operation, its direction (``None``: either), and where the words of its cue end behind it.

    ``leads`` is whether the cue stands before the figure ("rose by", "an increase of").
    """

    level: Level
    operation: Operation
    down: bool | None
    end: int
    leads: bool
    cue: int
    """Where the words of the change begin in the sentence."""


def moved(level: Level) -> Moved | None:
    """The change that a figure states, by the words beside it; ``None`` for a level."""
    q = level.term.quantity
    before, after = level.before[-90:], level.after[:90]
    if _REAL.search(before[-45:]) or _RATED.search(before[-25:]) or _REAL_AFTER.match(after):
        return None
    if q.kind == "percent" and _OF_THOSE.match(after):
        return None
    if q.kind == "percent" and q.low < 0:
        return Moved(level, "growth", False, level.end, True, level.start) if _BEHIND_A_LEVEL.search(before) else None
    if q.kind == "percent":
        return _read(level, "growth", before, after, _AFTER, _VERB)
    if q.kind == "points":
        return _read(level, "points", before, after, _AFTER, _VERB)
    if q.kind == "multiple":
        return _times(level, before, after)
    if q.kind == "count" and level.spelt and q.low < 1:
        return _read(_in_percent(level), "growth", before, after, _AFTER, _VERB_BY)
    if q.kind == "count" and _POINTS.match(after):
        return _read(level, "points", before, after, _AFTER_THAN, _VERB_BY)
    if q.kind in ("money", "count", "measure", "duration"):
        return _read(level, "difference", before, after, _AFTER_THAN, _VERB_BY)
    return None


def _in_percent(level: Level) -> Level:
    """A part in words ("two thirds") as a percentage that is good to two points."""
    q = level.term.quantity
    value = {name: getattr(q, name) * 100 for name in ("low", "high")}
    steps = dict.fromkeys(("low_step", "high_step", "low_loose", "high_loose"), _ROOM)
    return replace(level, term=Term(level.term.reading, replace(q, kind="percent", unit="percent", **value, **steps)), value=level.value * 100)


def _read(level: Level, operation: Operation, before: str, after: str, behind: Lazy, ahead: Lazy) -> Moved | None:
    aside = _ASIDE.match(after)
    after = after[aside.end() :] if aside else after
    skipped = aside.end() if aside else 0
    match = behind.match(after) or (_AFTER_NOUN if operation != "difference" else _AHEAD).match(after)
    if match is not None and aside and not after[match.end() :].lstrip().startswith("than"):
        return None
    if match is not None:
        return Moved(level, operation, _down(match), level.end + skipped + match.end(), False, level.start)
    match = ahead.search(before) or _NOUN.search(before) or (_SIGNED.search(before) if operation == "growth" else None)
    if match is None or (operation == "difference" and level.term.quantity.kind == "duration"):
        return None
    points = _POINTS.match(after) if level.term.quantity.kind == "count" else None
    return Moved(level, operation, _down(match), level.end + (points.end() if points else 0), True, level.start - (len(before) - match.start()))


def _down(match) -> bool | None:
    groups = match.groupdict()
    return True if groups.get("down") else None if groups.get("apart") else False


def _times(level: Level, before: str, after: str) -> Moved | None:
    match = _TIMES.match(after)
    if match is not None:
        return Moved(level, "times", None, level.end + match.end(), False, level.start)
    found = _MULTIPLE.search(before)
    if found is not None:
        return Moved(level, "times", None, level.end, True, level.start - (len(before) - found.start()))
    rose = _ROSE_TIMES.search(before) if _FROM_TO.match(after) else None
    if rose is not None:
        return Moved(level, "times", None, level.end, True, level.start - (len(before) - rose.start()))
    if _SPELT_TIMES.fullmatch(level.term.quantity.text):
        return Moved(level, "times", level.value < 1, level.end, True, level.start)
    return None
