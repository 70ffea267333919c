"""Who took part in a round, where the names stand before the verb: "A, B and C participated as well"."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg.events import parties

# "In May 2024 Halden Capital led": the date is no part of the name
_DATE_FIRST = re.compile(r"(?:(?:In|On|By|With|Since|Later|Then|January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|H[12]|(?:19|20)\d\d|\d{1,2}),?\s+)+")
_TOGETHER = re.compile(r"\b(?:participated|took\s+part|invested|joined)\b(?!\s+(?:only|alone|by)\b)")
_AMONG = re.compile(r"\b(?:is|are|was|were)\s+(?:also\s+)?among\s+(?:the|its)\s+(?:[\w-]+\s+){0,3}?(?:investors|backers|participants)\b", re.I)
_STARTS = re.compile(r"[;:]\s+|,\s+(?:while|where|with)\s+")
_TO_VERB = re.compile(r",?\s+(?:(?:also|all|both|each|then)\s+)*")
_BRACKET = re.compile(r"\([^()]*\)\s*$")
_FEWEST = 3
"""A shorter list before the verb may be the end of another one."""


def undated(name: str) -> str:
    """A name without the date that opens its sentence."""
    date = _DATE_FIRST.match(name)
    return name[date.end() :] if date is not None else name


def listed_before(text: str, led_by: re.Pattern[str], joined: re.Pattern[str]) -> Iterator[tuple[int, str, parties.Listed]]:
    """``(position, role, names)`` of lists that end right before their verb.

    ``led_by`` and ``joined`` are the words before the names of who led and of who else took part.
    The list is everybody only behind the name of who led ("led by A; B, C and D participated as
    well"), and where the sentence names nobody else: existing investors may be told of by themselves.
    """
    for match in _TOGETHER.finditer(text):
        found = _before(text, match.start())
        if found is None or len(found.names) < _FEWEST:
            continue
        ahead = next((led for m in led_by.finditer(text, 0, found.start) if (led := parties.listed(text, m.end()))), None)
        whole = ahead is not None and found.complete and ahead.complete and not joined.search(text)
        names = (*(ahead.names if ahead else ()), *found.names)
        yield match.start(), "investors" if ahead else "participants", parties.Listed(names, found.start, found.end, whole)
    for match in _AMONG.finditer(text):
        bracket = _BRACKET.search(text[: match.start()])
        found = parties.listed(text, bracket.start() + 1) if bracket else _before(text, match.start())
        if found is not None:
            yield match.start(), "investors", parties.Listed(found.names, found.start, found.end, False)


def _before(text: str, end: int) -> parties.Listed | None:
    """The list of names that fills the clause before a verb."""
    starts = [m.end() for m in _STARTS.finditer(text, 0, end)]
    found = parties.listed(text, starts[-1] if starts else 0)
    if found is None or not _TO_VERB.fullmatch(text, found.end, end):
        return None
    return parties.Listed((undated(found.names[0]), *found.names[1:]), found.start, found.end, found.complete)
