"""The posts that a text names: who is appointed twice holds two of them."""

from __future__ import annotations

from kg import patterns as re

_OFFICE = re.compile(
    r"(?:\b(?P<sort>[a-z][\w-]+)\s+)?\b(?P<head>directors?|executive|officer|ceo|cfo|cto|coo|secretary|chair(?:man|woman|person)?|president|treasurer|mayor|rector|dean|council(?:lor)?|board|committee|head|manager|minister|partner|professor|judge|editor|coach|captain|commissioner|governor|engineer|scientist|counsel|trustee|member|auditor|ambassador|deputy|principal|chancellor|curator|conductor)\b"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?(?P<of>[a-z][\w-]+))?",
    re.I,
)
_NO_SORT = frozenset("the its our their his her a an as by to was is be appointed elected named new first of and became".split())


def offices_named(text: str) -> frozenset[str]:
    """The words by which a text calls posts."""
    return frozenset(w.lower() for m in _OFFICE.finditer(text) for w in m.groups() if w and w.lower() not in _NO_SORT)


_APPOINTED = re.compile(r"\b(?:appoint\w*|elect(?:ed|ion)|join(?:ed|s)|promot(?:ed|ion)|hired|named|took (?:office|over)|sworn|became|since)\b", re.I)


def two_posts(a: str, b: str) -> bool:
    """Whether two texts tell how somebody came into posts of which neither can be the other."""
    x, y = offices_named(a), offices_named(b)
    return bool(x and y) and not (x <= y or y <= x) and _APPOINTED.search(f"{a} | {b}") is not None
