"""Differences that a noun or a verb marks: "leaving a profit of $6 million", "a cut of 12 days", "a majority of 40", "15 million less"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.derivations.amounts import second_of_range
from kg.derivations.closed import HAZY, amount, bare, doubtful, kin, sentence
from kg.derivations.model import Derivation
from kg.derivations.numerals import counts
from kg.derivations.partly import from_to
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import taken

CUES = frozenset(
    """profit loss surplus deficit gap difference majority margin lead cut fall drop decline decrease reduction saving savings rise increase gain growth shortfall spread change jump improvement
    leaving leaves left leave net balance by less fewer more remaining remain remains remainder advantage excess slide loss loses lost won gained""".split()
)
_MOVE = r"(?:gap|difference|majority|margin|lead|cut|fall|drop|decline|decrease|reduction|savings?|rise|increase|gain|growth|spread|change|jump|improvement|shortfall|advantage|excess|slide|loss|plus|minus)"
_MOVED = Lazy(
    rf"[,(;:–—]\s*(?:(?:and|so|thus|therefore|hence|which\s+(?:is|was|means)|that\s+(?:is|was|means)|this\s+(?:is|was|means)|with|i\.e\.|or|representing|making|meaning)\s+,?\s*)?(?:an?|the)\s+(?:[a-z-]+\s+){{0,2}}?{_MOVE}\s+(?:(?:in|on)\s+(?:\w+\s+){{1,3}}?)?(?:of|by|is|was)\s+(?:only\s+|just\s+|some\s+)?[€$£~]?$"
    r"|[,(–—]\s*(?:that\s+is,?|i\.e\.|or|so|thus|therefore)\s+(?:(?:it\s+is\s+)?(?:up|down)\s+)?by\s+(?:only\s+|just\s+|some\s+)?[€$£~]?$"
)
_BY = Lazy(r"\b(?:rose|risen|grew|grown|increased|fell|fallen|declined|dropped|decreased|went\s+(?:up|down)|gone\s+(?:up|down)|came\s+down|c[ua]t|reduced|raised|lifted|lowered|improved|shortened|shrank|widened|narrowed|slipped|climbed|gained|lost|advanced|extended|lengthened)\s+by\s+[€$£~]?$")
_LESS = Lazy(r"\s*(?:[^\W\d_][\w-]*\s+){0,2}?(?:less|fewer|more|higher|lower|longer|shorter)\b(?!\s+than\b)")
_APPOSED = Lazy(r"[,(;:–—]\s*(?:(?:or|so|thus|that\s+is|i\.e\.|which\s+is|this\s+is|and\s+so)\s+)?(?:only\s+|just\s+)?[€$£~]?$")
_RESULT = Lazy(
    r"\b(?:profit|loss|surplus|deficit|shortfall|balance|margin|remainder|gap|net\s+[a-z]+|equity|[a-z]+\s+surplus|gross\s+profit)\s+(?:(?:of|is|was|are|were|at|came\s+to|comes\s+to|amounts?\s+to|amounted\s+to|stood\s+at|:)\s+)?(?:(?:therefore|thus|hence|then|so|only|just|a|of)\s+)*[€$£~]?$"
)
_THEN = Lazy(r"\b(?:leaving|leaves?|left|so|thus|therefore|hence|giv(?:es?|ing)|gave|means?|meant|meaning|makes?|making|made|results?|resulting|resulted|produc\w+|yield\w*|shows?|showed|showing|ended|closed|booked|for)\b")
_AGAINST = Lazy(r"\b(?:costs?|costing|expenses?|expenditures?|spend(?:s|ing)?|spent|outlays?|outgoings?|liabilit(?:y|ies)|debts?|borrowings?|cash|less|minus|against|paid|payments?|cost|expens\w+|deduct\w*|charges|bought|purchase)\b")
_TAXED = Lazy(r"\b(?:before|after|pre-tax|post-tax|operating|plus|also|additional|further|extra|year\s+earlier|year\s+before|previous|last\s+year|accumulated|per|each)\b")
_LEAVES = Lazy(r"\b(?:leaving|leaves?|left)\s+(?:(?:it|them|us|him|her|the\s+\w+|only|just|some|with|a|an?\s+balance\s+of|a\s+total\s+of|behind|still)\s+)*[€$£~]?$|\b(?:still|has|have|had|are|were)\s+$")
_LEFT = Lazy(r"\s*(?:[^\W\d_][\w-]*\s+){0,2}?(?:left|remain(?:s|ed|ing)?)\b")
_OF_THE = Lazy(r"\bof\s+(?:the|its|their|all|our|these|those)\s+(?:(?:former|original|old|once|total|initial|some|about)\s+)*[€$£~]?$")
_BETWEEN = Lazy(r"\b(?:gap|difference|spread|distance)\s+between\b")
_GAP = Lazy(r"\b(?:gap|difference|spread|distance)\s+between\b[^.;]*\b(?:is|was|of|comes\s+to|came\s+to)\s+(?:only\s+|just\s+)?[€$£]?$")
_AFTER_ALL = Lazy(r"^[^.;,]*\b(?:after|before|net\s+of|excluding|including|with|plus)\b")
_BARELY = Lazy(r"\b(?:leaving|leaves?|left)\s+(?:\w+\s+){0,2}[€$£~]?$")
_MOST = 5


def differences(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """The doubted difference that a figure is marked as."""
    words = figure.term.reading.words
    if not amount(figure) or CUES.isdisjoint(words) or figure.term.quantity.per is not None or HAZY.search(_BETWEEN.compiled.sub("gap", figure.term.reading.text)):
        return
    others = [f for f in sentence(paragraph, figure) if f.term.quantity.kind != "multiple"]
    if not words.isdisjoint(("leaving", "leaves", "left")) and _OF_THE.search(figure.before[-40:]) and len(others) == 1:
        for rest in counts(figure.term.reading, figure.line):
            if _LEAVES.search(rest.before[-40:]) and kin(others[0], figure):
                yield from _of(rest, [figure, others[0]], others)
    if not 2 <= len(others) <= _MOST:
        return
    before, after = figure.before[-90:], figure.after[:40]
    same = [f for f in others if amount(f) and kin(f, figure) and (f.term.quantity.per is None or _one_rate(others))]
    told = [f for f in same if f.term.quantity.end <= figure.term.quantity.start]
    if len(same) != 2 or _AFTER_ALL.search(figure.after[:40]):
        return
    left = _LEAVES.search(before[-40:]) and (_BARELY.search(before) or _LEFT.match(after)) and any(_OF_THE.search(f.before[-40:]) for f in same)
    moved = len(told) == 2 and (_MOVED.search(before) or _GAP.search(figure.before) or (_LESS.match(after) and _APPOSED.search(before[-30:])) or (len(others) == 2 and _reckoned(figure, told)))
    if left or moved or (_BY.search(before[-40:]) and not second_of_range(paragraph, figure) and from_to(*same)):
        yield from _of(figure, same, others)


def _one_rate(figures: list[Figure]) -> bool:
    """Whether all figures are for each of the same: "from 6.0 to 7.5 tonnes per hectare"."""
    return len({f.term.quantity.per for f in figures}) == 1


def _reckoned(figure: Figure, told: list[Figure]) -> bool:
    """Whether a profit, a surplus or what is net is told of two amounts that stand against each other."""
    text = figure.term.reading.text
    lead = text[: figure.term.quantity.start]
    return (
        figure.term.quantity.kind == "money"
        and _RESULT.search(lead[-60:]) is not None
        and _AGAINST.search(lead) is not None
        and (_THEN.search(lead) is not None)
        and _TAXED.search(text) is None
    )


def _of(figure: Figure, pair: list[Figure], near: list[Figure]) -> Iterator[Derivation]:
    large, small = sorted(pair, key=lambda f: -f.value)
    if large.value >= 100 and small.value <= 12 and not any(map(str.isdigit, small.term.text)):
        return  # "Two clubs lost: Kingsferry City 14,364": a number of things, not of what they have
    if large.value == small.value or (bare(large) and bare(small) and figure.term.quantity.kind != "count"):
        return
    yield from doubtful("difference", figure, taken((large, small)), near, "a difference of")
