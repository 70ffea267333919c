"""What a number counts or measures: the noun beside it, the subject of its clause."""

from __future__ import annotations

from dataclasses import replace

from kg import nouns
from kg import patterns as re
from kg.measured.base import NEUTRAL, Measured, adjectives, fits, make
from kg.measured.rated import says_no_size
from kg.measured.rounds import by_verb
from kg.model import Quantity
from kg.readings import Reading

_COPULA = re.compile(
    r"(?:\s+of\s+[A-Z][\w'’&.-]*(?:\s+[A-Z][\w'’&.-]*){0,3})?\s+(?:are|were|is|was|number|numbered|total|totalled|totaled|amount to|come to)\s+(?:\w+ly\s+)?(?:(?:estimated|put|reported)\s+(?:at|to be)\s+)?(?:about|approximately|roughly|around|nearly|over|some|~|more than|\s)*",
    re.I,
)

_PREDICATE = re.compile(
    r"^\s+(?:\w+\s+)?(?:are|were|is|was)\s+(?:\w+\s+){0,3}?(?:to\s+be\s+)?(paying|active|enterprise|free|paid|registered|based|located|employed|enrolled|insured|vaccinated|female|male)\b",
    re.I,
)


def _narrowed(reading: Reading, quantity: Quantity, end: int, measured: Measured) -> Measured:
    """Takes in what narrows a counted noun from a distance: "10,000 organizations are paying", "subscriptions (10,000 orgs)"."""
    text = reading.text
    predicate = _PREDICATE.match(text[end : end + 90])
    if predicate and predicate[1].lower() not in NEUTRAL:
        measured = replace(measured, modifiers=measured.modifiers | {predicate[1].lower()})
    does = _DOES.match(text[end : end + 40])
    if does and not re.search(
        r"\b(?:has|have|had|employs?|with|are|is|were|was|serves?|operates?|runs?)\b",
        text[max(0, quantity.start - 30) : quantity.start],
    ):
        # "212 centers closed" counts closures
        measured = replace(measured, modifiers=measured.modifiers | {does[1].lower()})
    return replace(measured, sure=min(measured.sure, 0.55)) if aside(text, quantity) else measured


_DOES = re.compile(
    r"\s+(?:and\s+[\w\s]{1,24}?)?(?:were\s+|was\s+|(?:has|have|had)\s+(?:been\s+)?)?([a-z]{3,}ed|came|went|left|died|took|met|sold|lost|won|fell|rose|began|ran|hired|built|paid|held)\b"
)


def aside(text: str, quantity: Quantity) -> bool:
    """Whether a figure opens a bracket behind a common noun, whose scope it shares in a way nobody can tell."""
    opening = text.rfind("(", 0, quantity.start)
    if opening < 0 or ")" in text[opening : quantity.start]:
        return False
    lead = text[opening + 1 : quantity.start].strip(" ~≈$€£")
    last = re.search(r"(\S+)\s*$", text[:opening])
    return (
        lead.lower() in ("", "about", "approximately", "over", "around", "estimated", "est.")
        and bool(last)
        and last[1][:1].islower()
    )


_OF_WHAT = frozenset(("case", "episode", "event", "incident", "instance", "occurrence"))
"""Nouns that count nothing until it is said of what."""
_OF = re.compile(r"\s+(?:of|with)\s+(?:(?:the|an?|severe|acute|confirmed|suspected|reported)\s+)*(?P<what>[^\W\d_][\w'’-]*)", re.I)


def noun(reading: Reading, quantity: Quantity, limit: int) -> Measured | None:
    """The counted noun right of a number: "10,000 paying organizations"."""
    text = reading.text
    if quantity.unit and quantity.unit not in ("count",):
        return None
    phrase = nouns.after(text, quantity.end)
    if phrase is None or phrase[1] >= limit:
        return None
    words, _, end = phrase
    if says_no_size(reading, quantity, end):
        return None
    for mention in reading.mentions:
        # "the paying customers are approximately 10,000 organizations" counts customers
        if (
            mention.end <= quantity.start
            and fits(mention.concept, quantity)
            and nouns.is_plural(text[mention.start : mention.end].split()[-1])
            and _COPULA.fullmatch(text[mention.end : quantity.start])
        ):
            return make(reading, quantity, mention.concept.label, mention.concept, adjectives(text, mention), 0.8, "left")
    counted = nouns.singular(words.split()[-1])
    what = _OF.match(text, end) if counted in _OF_WHAT else None
    if what is not None:
        return make(reading, quantity, f"{counted} of {what['what'].lower()}", None, " ".join(words.split()[:-1]), 0.7, "right")
    mentions = [m for m in reading.metrics.mentions(words) if fits(m.concept, quantity)]
    if mentions:
        if quantity.low is not None and quantity.low >= 10**9 and any(m.concept.id == "models-hosted" for m in mentions):
            return None  # "24B models" says how large they are, not how many
        last = max(mentions, key=lambda m: (m.end, m.start - m.end))
        tail = words[last.end :].split()
        if not any(nouns.is_plural(w) for w in tail) and (
            nouns.is_plural(words[last.start : last.end].split()[-1]) or quantity.high == 1 or not tail
        ):
            measured = make(
                reading, quantity, last.concept.label, last.concept, words[: last.start] + " " + words[last.end :], 0.85, "right"
            )
            return _narrowed(reading, quantity, end, measured)
    last_word = words.split()[-1]
    if not nouns.is_plural(last_word):
        return None
    head = nouns.singular(last_word)
    if head in _VAGUE or head in _OF_WHAT:
        return None
    if head in _PERSONS:
        # "employs 250 people" counts employees, "60 people died" does not.
        served = re.search(
            r"\b(serv|suppl|cover|reach|insur|hous|feed|employ)\w*\s+(?:about\s+|some\s+|over\s+|more than\s+|nearly\s+|approximately\s+|around\s+)?$",
            text[max(0, quantity.start - 40) : quantity.start],
            re.I,
        )
        if served and served[1].lower() != "employ":
            return make(reading, quantity, "people served", None, "", 0.75, "verb")
        measured = by_verb(reading, quantity, max([q.end for q in reading.figures if q.end <= quantity.start], default=0))
        return replace(measured, sure=0.8) if measured is not None else None
    return _narrowed(reading, quantity, end, make(reading, quantity, head, None, " ".join(words.split()[:-1]), 0.7, "right"))


def measure(reading: Reading, quantity: Quantity) -> Measured | None:
    """What a measure is of: "21.46 million tonnes of grain", "131 km of track", "113 km long"."""
    text = reading.text
    dimension = re.match(r"\s+(long|high|wide|deep|tall|thick|heavy)\b", text[quantity.end : quantity.end + 12])
    if dimension:
        return make(reading, quantity, _DIMENSIONS[dimension[1]], None, "", 0.7, "right")
    if not re.match(r"\s+(?:of|in)\s+", text[quantity.end : quantity.end + 5]) or any(q.start - quantity.end in (4, 5) for q in reading.figures):
        return None  # "1,420 MW in two blocks" counts no blocks
    phrase = nouns.after(text, quantity.end + text[quantity.end :].find(text[quantity.end :].split()[0]) + 2)
    if phrase is None:
        return None
    mentions = [m for m in reading.metrics.mentions(phrase[0]) if fits(m.concept, quantity)]
    if mentions:
        last = mentions[-1]
        return make(
            reading, quantity, last.concept.label, last.concept, phrase[0][: last.start] + phrase[0][last.end :], 0.85, "right"
        )
    words = phrase[0].split()
    return make(reading, quantity, nouns.singular(words[-1]), None, " ".join(words[:-1]), 0.7, "right")


_DIMENSIONS = {
    "long": "length",
    "high": "height",
    "wide": "width",
    "deep": "depth",
    "tall": "height",
    "thick": "thickness",
    "heavy": "weight",
}

# "The grain harvest of 2024 amounted to 21 million tonnes": the subject of the clause is the metric.
_CLAUSE_SUBJECT = re.compile(
    r"(?:^|[.;:]\s+|,\s+(?:and|while|but)\s+)\W*(?:(?:in|during|by|at the end of)\s+[\w\s]{3,20},\s*)?(?:the|its|their|our)?\s*(?P<np>(?:[A-Za-z][\w'’-]*\s+){0,3}?[a-z][\w-]+)"
    r"(?:\s+of\s+(?P<of>(?:the\s+)?[a-z][\w-]*(?:\s+[a-z][\w-]+)?))?(?:\s+(?:in|of|for|at the end of)\s+(?:19|20)\d\d)?\s+"
    r"(?:is|was|are|were|stood at|stands at|came to|comes to|amounted to|amounts to|numbered|totall?ed|reached|rose to|fell to|grew to|dropped to|increased to)\s+"
    r"(?:about|approximately|roughly|around|nearly|almost|over|some|just|only|more than|~|\s)*[$€£¥]?$",
    re.I,
)

_AMOUNTS = frozenset("number total amount volume level size value sum count quantity rate figure".split())


def clause_subject(reading: Reading, quantity: Quantity) -> Measured | None:
    """The noun phrase that a figure is said of, where no known metric is in reach."""
    start = max(0, quantity.start - 130)
    match = _CLAUSE_SUBJECT.search(reading.text[start : quantity.start])
    if match is None or quantity.kind not in ("count", "measure", "money", "percent"):
        return None
    words = match["np"].split()
    if match["of"] and words[-1].lower() in _AMOUNTS:
        words = [w for w in match["of"].split() if w.lower() != "the"]
    elif match["of"]:
        words = [*[w for w in match["of"].split() if w.lower() != "the"], *words]
    if not words or any(w.lower() in nouns.STOP for w in words) or reading.metrics.concept(" ".join(words)):
        return None
    return make(reading, quantity, nouns.singular(words[-1]), None, " ".join(words[:-1]), 0.65, "left")


# Counted in every report, of something else each time.
_VAGUE = frozenset(
    "point time way part item step piece example reason kind type hour minute day week month year page line row column word side level area factor element aspect category option position role thing other".split()
)

_PERSONS = frozenset("people person individual professional human soul".split())
