"""Cutting text without changing it: slugs, sentences, citations."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator

from kg import patterns as re

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str, fallback: str = "x") -> str:
    """Lower-case ASCII words joined by hyphens, at most 60 characters; ``fallback`` if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")[:60].rstrip("-") or (fallback + short_hash(text) if text else fallback)


def short_hash(text: str) -> str:
    """Eight hex digits that depend on the text alone."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Ids:
    """Hands out ids that are unique within a report: a repeated one gets ``-2``, ``-3`` …"""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        n = self._seen.get(wanted, 0) + 1
        self._seen[wanted] = n
        return wanted if n == 1 else self.new(f"{wanted}-{n}")


# A full stop ends a sentence unless a known abbreviation, an initial or a number stands before
# it, or a lower-case letter follows.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|\[)")
_NEXT = re.compile(r"\s*+(.)", re.S)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:[A-Z]|(?:[a-z]\.)+[a-z]|vs|cf|ca|approx|est|incl|excl|resp|al|Inc|Corp|Ltd|Co|LLC|Mr|Mrs|Ms|Dr|Prof|St|No|Nos"
    r"|Fig|Figs|Tab|Eq|Sec|Ch|Vol|pp|p|ed|eds|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|U\.S|U\.K|U\.N|E\.U)$"
)


LONGEST_SENTENCE = 2_000
"""Characters.  What runs on for longer is a list or a table without its breaks; reading a sentence takes
time that grows with the square of its length, so it is cut between words."""

LONGEST_GAP = 60
"""Blanks in a row.  So wide a gap is layout, columns side by side, and what stands on its two sides is no one sentence."""

_GAP = re.compile(rf"\s{{{LONGEST_GAP},}}+")


def widest_gap(text: str) -> int:
    """Blanks of the widest gap of :data:`LONGEST_GAP` or more; 0 if there is none."""
    return max((len(m.group()) for m in _GAP.finditer(text)), default=0)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Character spans of the sentences of a paragraph, without white space around them.

    Bracketed citations after a full stop ("… in 2019. [CO017, SO2]") stay with the sentence
    before them.  None is longer than :data:`LONGEST_SENTENCE`, and none has a gap of :data:`LONGEST_GAP`.
    """
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if end <= start:
            continue
        if text[end] == "[":
            # "… in 2019.[3] The next": references glued to the full stop end the sentence with it.
            glued = _TRAILING_CITATIONS.match(text, end)
            if glued is None or not text[glued.end() : glued.end() + 1].isspace():
                continue
            follow = _NEXT.match(text, glued.end())
        else:
            follow = _NEXT.match(text, end)
        if follow and (follow[1].islower() or follow[1] in ",;"):
            continue
        if (
            match.group().startswith(".")
            and len(match.group()) == 1
            and _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()])
        ):
            continue
        trailing = _TRAILING_CITATIONS.match(text, end)
        if trailing:
            end = trailing.end()
        yield from _trim(text, start, end)
        start = end
    yield from _trim(text, start, len(text))


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > LONGEST_GAP:
        for gap in _GAP.finditer(text, start, end):
            yield from _cut(text, start, gap.start())
            start = gap.end()
    yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        cut = max(text.rfind(mark, start + 1, start + LONGEST_SENTENCE) for mark in ("; ", " "))
        cut = cut + 1 if cut > start else start + LONGEST_SENTENCE
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end


ID = r"[A-Za-z][A-Za-z0-9]{0,15}[-_]?\d{1,6}|\d{1,4}"
"""What an id inside citation brackets looks like: letters with a number, or a bare number."""

# A bracket group is no citation where it is the text of a link, [1](…) or [1][label], or defines
# one, [1]: https://…; but [1][2] are two citations.
_NO_LINK = rf"(?!\(|:\s*(?:\w+://|www\.|<)|\[(?!\s*(?:{ID})\s*[\],;]))"
_GROUP = re.compile(rf"\[\s*(?:{ID})(?:\s*[,;]\s*(?:{ID}))*\s*\]{_NO_LINK}")
_TRAILING_CITATIONS = re.compile(rf"(?:\s*\[\s*(?:{ID})(?:\s*[,;]\s*(?:{ID}))*\s*\]{_NO_LINK}|\s*\[\^[^\[\]\s^]{{1,60}}\](?!:))+")
_ONE = re.compile(ID)


def citation_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """``(id, start, end)`` of every id in bracket groups such as ``[CO017, CO018]`` or ``[3]``."""
    for group in _GROUP.finditer(text):
        for one in _ONE.finditer(text, group.start() + 1, group.end() - 1):
            yield one.group(), one.start(), one.end()


def only_citations(text: str) -> bool:
    """Whether the text is nothing but bracket groups of ids."""
    return bool(text.strip()) and not _GROUP.sub("", text).strip(" \t.,;")


def without_citations(text: str) -> str:
    """The text with its bracket groups of ids blanked out, every other character in its place."""
    return _GROUP.sub(lambda m: " " * len(m.group()), text)
