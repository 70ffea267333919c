"""Sums that a word marks behind or before them: "105,000 items altogether", "a combined 8,200", "making 7,300 for the year"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.derivations.closed import HAZY, amount, doubtful, kin, sentence
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import added

CUES = frozenset("total totals totalling totaling totalled altogether together combined making makes make made giving gives all sum sums adding add both told bringing for".split())
_BEFORE = Lazy(
    r"(?:[,(;:–—]\s*(?:(?:or|that\s+is|i\.e\.|thus|so|and\s+so|hence|which\s+is|for|making|giving|with|in|to\s+give|to\s+make)\s+)*(?:an?|the)\s+(?:grand\s+|combined\s+|joint\s+|overall\s+)?(?:total|sum|combined|aggregate|joint|overall)(?:\s+(?:total|figure|number))?(?:\s+[a-z]+){0,2}?(?:\s+(?:of|is|was))?"
    r"|[,(;:–—]\s*(?:which\s+|that\s+|to\s+)?(?:making|make|makes|made|giving|gives?|totall?ing|totals?|adding\s+up\s+to|adds?\s+up\s+to|in\s+all|in\s+total|together|altogether|all\s+told|combined|summing\s+to|amounting\s+to|coming\s+to)(?:\s+(?:up|it|them|us|of|to|about|some|a\s+total\s+of|altogether|together|in\s+all))*"
    r"|\b(?:for|making|giving)\s+a\s+(?:combined\s+|grand\s+)?total\s+of|\btotal\s*:)\s*(?:only\s+|just\s+|some\s+|about\s+)?[€$£~]?$"
)
_AFTER = Lazy(r"\s*(?:[^\W\d_][\w-]*\s+){0,2}?(?:in\s+all|in\s+total|altogether|together|combined|all\s+told|overall)\b")
_WITH = Lazy(r"[^.;,]{0,50}\b(?:with|including|plus|counting|if|when|since)\b")
_APPOSED = Lazy(r"[,(;:–—]\s*(?:(?:or|so|thus|that\s+is|i\.e\.|which\s+is|this\s+is|making|hence)\s+)*(?:only\s+|just\s+|some\s+)?[€$£~]?$")
_WITHIN = Lazy(r"\b(?:of\s+which|of\s+them|of\s+these|of\s+whom|out\s+of|compared|versus|against|than|from|per|each|apiece|every|average|times|twice|multipl\w+|year\s+earlier|year\s+before)\b")
_MOST = 7


def sums(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """The doubted sum that a figure is marked as."""
    q = figure.term.quantity
    if not amount(figure) or CUES.isdisjoint(figure.term.reading.words) or q.per is not None:
        return
    text = figure.term.reading.text
    if not (_BEFORE.search(figure.before[-70:]) or (_AFTER.match(figure.after[:50]) and not _WITH.match(figure.after) and _APPOSED.search(figure.before[-30:]))):
        return
    others = sentence(paragraph, figure)
    if not 2 <= len(others) <= _MOST or HAZY.search(text) or _WITHIN.search(figure.before):
        return
    items = [f for f in others if f.term.quantity.end <= q.start and amount(f)]
    if len(items) > 2 and items[0].value == len(items) - 1:
        items = items[1:]  # "The three sites employ 120, 85 and 64 people"
    if len(items) < 2 or len(items) != len([f for f in others if f.value != len(items)]) or any(not kin(f, figure) or f.term.quantity.per for f in items):
        return
    if not any(f.sort == figure.sort for f in items) or max(f.value for f in items) > figure.value * 2:
        return
    yield from doubtful("total", figure, added(items), others, "a total of")
