"""The values of attributes in text: names, places, and the words that say it is of another time."""

from __future__ import annotations

from kg import patterns as re
from kg.events import parties

OTHER = re.compile(
    r"\b(?:former(?:ly)?|until|previous(?:ly)?|once|originally|then|later|would|plan(?:s|ned)?|propos\w+|expect\w*|not|never|no longer|initially|interim|acting|again|partly|jointly|deputy|vice|if|could|might|may|can|used to|nearly|almost|another|other|earlier|predecessor|succe\w+|replac\w+|moved?|moving|relocat\w+|first(?= (?:led|run|owned|operated))|most|some|many|half|part of|one of|co-\w+|won|both|each|respectively|wants? to|agreed to|temporar\w+|to be|instead|rather)\b"
)
PLACE = re.compile(r"\s*(?:the\s+)?(?P<place>[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s+(?:de\s+|of\s+)?[A-ZÀ-ÖØ-Þ][\w.’'-]*)*(?:,\s+[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w.’'-]*)*)?)(?!\s+(?:and|or)\s+[A-Z])")
_DESCRIBED = re.compile(r"\s*(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur)\s+)?(?:(?!by\b|in\b|and\b)[a-z][\w-]*,?\s+){0,5}?(?=(?:Dr\.?\s|Prof\w*\.?\s|Sir\s|Dame\s)?[A-ZÀ-ÖØ-Þ])")
_TITLE = re.compile(r"(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\.?\s+)+")

_BEHIND_NAMES = frozenset("by in on at for of from as with to under since after between near and or but who which that while when where because so is are was were has have had will would through during over until before plus alongside together jointly it he she they we the a an its their says said told then now also via".split())


def named(text: str, at: int, end: int) -> parties.Listed | None:
    """The names behind a place, a description before them skipped: "by architect Ada Lind"."""
    lead = _DESCRIBED.match(text, at)
    start = lead.end() if lead else at
    title = _TITLE.match(text, start)
    found = parties.listed(text, title.end() if title else start)
    if found is None or found.start > end + 1 or re.match(r"['’]s\b|-", text[found.end :]) or re.match(r"['’]s\b", text[found.end - 2 :]):
        return None
    following = re.match(r"\s+([a-z][\w-]*)", text[found.end :])
    return None if following and following[1] not in _BEHIND_NAMES else found  # "the Liège electronics group Mosane"


def clean(name: str) -> str:
    """A name without what stands before it as a title."""
    return _TITLE.sub("", name).strip(" .,")
