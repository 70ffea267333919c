"""References that lost their raising: ``… of trust.4 The next``, ``institutions 1 and``.

Exports of some research assistants turn raised numbers into digits behind the word or full stop.
They are read as references only in a document that has a numbered list of sources, no references
in brackets, and several digits glued to full stops.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg import patterns as re
from kg.loaders._inline import Mark, marks

FEWEST = 3
"""How many numbered sources, and how many digits glued to full stops, a document must have."""

_GLUED = re.compile(
    r"(?:(?<=[^\W\d_][.,;:!?])|(?<=[\"”’)\]%*_][.,;:!?])|(?<=[.,;:!?][\"”’)])|(?<=(?:19|20)\d\d\.))"
    r"(\d{1,3}(?:, ?\d{1,3}){0,9})(?=[\s*_]|$)"
)
_NUMBER = re.compile(r"\d+")
_SPACED = re.compile(
    r"(?<![\w.])([^\W\d_]{2,}[\"”’)]?|etc\.|[\"”’)]) (\d{1,3})(?=[,;:.)]{1,2}(?:\s|$)|—|\s+(?:and|or|which|that|as|are|is|was|were|while|whereas|but|for|with|by|has|have|had|can|may|in|on|of|to|also|despite|rather|although)\s+(?!\d)|$)"
)
_COUNTS = frozenset(
    "in of about than the a at with by to from and or over under approximately nearly almost only some least most until since per for all every these those its their"
    " chapter section table figure part phase level type tier top day week month year step stage page volume version class grade age ages aged article act title no number"
    " january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec goal covid series round".split()
)


def usual(ids: Collection[str], texts: Iterable[str]) -> bool:
    """Whether bare digits are the references of a document with these sources and texts."""
    if sum(id.isdigit() for id in ids) < FEWEST:
        return False
    glued = 0
    for text in texts:
        if "[" in text and any(m.target.isdigit() and not m.note for m in marks(text)):
            return False
        glued += sum(m.group() in ids for found in _GLUED.finditer(text) for m in _NUMBER.finditer(found.group(1)))
    return glued >= FEWEST


def bare(text: str, ids: Collection[str]) -> Iterator[Mark]:
    """The digits of a text that stand for sources, in order."""
    found = {m.start(1) + one.start(): one.group() for m in _GLUED.finditer(text) for one in _NUMBER.finditer(m.group(1))}
    for match in _SPACED.finditer(text):
        if match.group(1).lower() not in _COUNTS:
            found.setdefault(match.start(2), match.group(2))
    for start, number in sorted(found.items()):
        if number in ids:
            yield Mark(number, start, start + len(number))


def hidden(masked: str, text: str, ids: Collection[str]) -> str:
    """The masked text with such digits as quotation marks, which may follow a full stop."""
    glued = [m.span(1) for m in _GLUED.finditer(text) if any(n in ids for n in _NUMBER.findall(m.group(1)))]
    for start, end in glued:
        masked = masked[:start] + '"' * (end - start) + masked[end:]
    for mark in bare(text, ids):
        masked = masked[: mark.start] + '"' * (mark.end - mark.start) + masked[mark.end :]
    return masked
