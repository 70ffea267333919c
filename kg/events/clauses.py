"""The clause of a date: the words that say what is of this date, and not of the one beside it."""

from __future__ import annotations

from collections.abc import Sequence

from kg import patterns as re

BREAK = re.compile(r"[;—]|\b(?:[Bb]efore|[Aa]fter|prior to|[Ff]ollowing|ahead of)\b|\s–\s|:\s|\.\s|,\s+(?:and|but|while|which|so|because|where|whereas|who)\s")
HEADS_LINE = re.compile(r"\s?[*_]{0,3}(?::[*_]{0,3}|\s[–—-])\s(?!\s)")
MARKS_BEFORE = " *_•–—-\t"
RELATIVE = re.compile(r",\s+(?:which|who)\s")
_LIST = re.compile(r",\s|\s(?:and|or)\s")
_LIST_OR_TO = re.compile(_LIST.pattern + r"|\sto\s(?=(?:[a-z]+\s){0,2}[~$€£]?\d)")
_SINCE = re.compile(r"\s(?:since|when|once|until|because|as)\s(?!\d)")
_WHEN = re.compile(r"(?:\son)?,\s(?:when|in which|during which)\s")
_AND_THE = re.compile(r"\sand\s(?:the|a|an|its|their|our)\s")
HOLE = "‖"
"""Stands for a date among the words about it."""


def around(text: str, dates: Sequence[tuple], k: int) -> str:
    """The clause of a date with :data:`HOLE` in its place: up to the dates, marks and conjunctions beside it."""
    s, e = dates[k][:2]
    if (heads := HEADS_LINE.match(text, e)) and not text[:s].strip(MARKS_BEFORE):
        e = heads.end()
    first = max((m.end() for m in BREAK.finditer(text, 0, s) if not RELATIVE.fullmatch(m.group())), default=0)
    if k and dates[k - 1][1] > first:
        cut = _LIST_OR_TO.search(text, dates[k - 1][1], s)
        first = cut.end() if cut else dates[k - 1][1]
    first = max((m.start() for m in _SINCE.finditer(text, first, s)), default=first)
    following = [m.start() for m in (BREAK.search(text, e), _AND_THE.search(text, e)) if m]
    if k + 1 < len(dates):
        cut = _LIST.search(text, e, dates[k + 1][0]) or _SINCE.search(text, e, dates[k + 1][0])
        following.append(cut.start() if cut else dates[k + 1][0])
    last = min(following, default=len(text))
    if when := _WHEN.match(text, e):
        stop = BREAK.search(text, when.end())
        return f"{HOLE} {text[when.end() : stop.start() if stop else len(text)]}"
    return f"{text[first:s]} {HOLE} {text[e:last]}"
