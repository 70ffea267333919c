"""The metric words beside a figure: the key of its line, right of it, left of it, nearest."""

from __future__ import annotations

from kg import nouns, scope
from kg import patterns as re
from kg.measured.base import RIGHT, Measured, adjectives, fits, make, without_dates, without_figures
from kg.measured.counted import aside, measure, noun
from kg.measured.rounds import TOTAL
from kg.metrics import Mention
from kg.model import Quantity
from kg.readings import Reading

# Words that may stand between a metric and its figure: "valuation of", "ARR grew from", "headcount stands at".
_LINK = re.compile(
    r"^[\s*_\"”’)]*(?:(?:of|at|to|from|is|was|were|are|be|being|been|as|by|:|=|-|–|—|~|≈|\(|,\s+(?:at|reaching|now|currently|about|approximately)|in|for|total(?:l?ing|s|ed|led)?|reach(?:ed|es|ing)?|hit(?:s|ting)?|worth|valued|put|number(?:s|ed|ing)?|size|sized|stand(?:s|ing)?|stood|around|about|approximately|roughly|nearly|almost|over|above|under|below"
    r"|more|less|than|up|grew|grow(?:s|ing|n)?|rose|rise[sn]?|rising|increas(?:ed|es|ing)|climb(?:ed|s|ing)|jump(?:ed|s|ing)|fell|fall(?:s|en|ing)?|declin(?:ed|es|ing)|dropp(?:ed|ing)|exceed(?:s|ed|ing)?|surpass(?:ed|es|ing)?"
    r"|estimated|reported|now|currently|already|just|some|remains?|remained|stays?|amount(?:s|ed|ing)?|comes?|came|only|the|a|an|its|has|have|had|would|will|can|could|may|it|which|that|annually|year-over-year|yoy)[\s:(~≈*_]*+)*$",
    re.I,
)


_SOME = re.compile(r"\b(?:in|among|amongst|for|from|per|within)\s+an?\s+(?:\w+\s+)?$", re.I)
"""Before a metric of something else than what the text is about: "210 per 100,000 in a population of 300,000"."""
_SHARE_OF = re.compile(r"(?:%|\bper\s*cent|\bhalf|\bthird|\bquarter)\s+of\s+(?:(?:the|its|their|our|total|all|annual)\s+)*$", re.I)
_ASIDE = re.compile(r"\s*[(,–—:]")
"""Behind a share of a metric a figure set aside is the part's: "41% of ARR (about $89 million)"."""


def by_key(reading: Reading, quantity: Quantity, label: str, value_start: int) -> Measured | None:
    """The key of a key-value line names the metric of the first figure of its value."""
    lead = reading.text[value_start : quantity.start].strip(" ~≈*_$€£(<>+-–").lower()
    if re.sub(
        r"\b(?:approximately|about|over|more than|under|less than|up to|around|nearly|roughly|at least|some|an? estimated|the|an?|only|circa|ca?(?=\.))\b\.?",
        "",
        lead,
    ).strip():
        return None
    plain = re.sub(r"\(.*?\)", " ", label)
    plain = re.sub(r"\s+(?:in|for|as of|at the end of|during)\s+(?:\w+\s+)?(?:FY\s?)?(?:19|20)\d\d.*$", "", plain).strip(" .*_")
    concept = reading.metrics.concept(plain)
    if concept is None:
        mentions = [m for m in reading.metrics.mentions(plain) if fits(m.concept, quantity)]
        if mentions:
            last = mentions[-1]
            rest = plain[: last.start] + " " + plain[last.end :]
            return make(reading, quantity, last.concept.label, last.concept, rest, 0.85, "key")
    if concept is not None:
        return make(reading, quantity, concept.label, concept, "", 0.95, "key") if fits(concept, quantity) else None
    after = nouns.after(reading.text, quantity.end)
    if after is not None and quantity.kind == "count":
        return None
    words = plain.split()
    if not 1 <= len(words) <= 5 or quantity.kind in ("duration",) or scope.rounds(plain) or re.search(r"\d", plain):
        return None
    plain = " ".join([*words[:-1], nouns.singular(words[-1])]) if nouns.is_plural(words[-1]) and quantity.kind == "count" else plain
    return make(reading, quantity, plain.lower(), None, "", 0.7, "key")


def right_of(reading: Reading, quantity: Quantity, limit: int) -> Measured | None:
    text = reading.text
    if quantity.kind in ("count", "measure") or (quantity.kind == "rating"):
        return noun(reading, quantity, limit) if quantity.kind == "count" else measure(reading, quantity)
    start = quantity.end
    converted = re.match(r"\s*\((?:about|approximately|or|~)?\s*[^()]{1,24}\)", text[start:])
    if converted and any(start < q.start < start + converted.end() and q.kind == quantity.kind for q in reading.figures):
        start += converted.end()  # "€12 billion ($14 billion) valuation"
        limit = next((q.start for q in reading.figures if q.start >= start), len(text))
    for mention in reading.mentions:
        if start <= mention.start < limit and fits(mention.concept, quantity):
            gap = without_dates(reading, start, mention.start)
            if RIGHT.match(gap):
                sure = 0.55 if aside(text, quantity) else 0.85
                return make(reading, quantity, mention.concept.label, mention.concept, gap, sure, "right")
            phrase = nouns.after(text, quantity.end)
            if phrase and phrase[1] <= mention.start and mention.end <= phrase[2] + 1 and mention.end >= phrase[2]:
                return make(
                    reading, quantity, mention.concept.label, mention.concept, text[phrase[1] : mention.start], 0.8, "right"
                )
    return None


def left_of(reading: Reading, quantity: Quantity, left_limit: int, used: set[int]) -> Measured | None:
    text = reading.text
    for mention in reversed(reading.mentions):
        if (
            mention.start in used
            or mention.end > quantity.start
            or mention.start < left_limit
            or not fits(mention.concept, quantity)
        ):
            continue
        gap = text[mention.end : quantity.start]
        lead = text[max(0, mention.start - 24) : mention.start]
        if _SOME.search(lead) or (_SHARE_OF.search(lead) and _ASIDE.match(gap)):
            continue
        if gap.lstrip().startswith(":") and any(q.kind == "count" and q.end <= mention.start and not text[q.end : mention.start].strip() for q in reading.figures):
            continue  # "we asked 14 customers: 11 would buy again" has told how many they are
        plain = without_figures(reading, mention.end, quantity.start) if len(gap) < 120 else gap
        if len(plain) < 90 and (
            _LINK.match(plain)
            or _LINK.match(re.sub(r"^\s+(?:of|for|at|in)\s+(?:the\s+)?[A-Z][\w'’&.-]*(?:\s+[A-Z][\w'’&.-]*){0,3}", "", plain))
        ):
            market = _market_before(reading, mention) if mention.concept.id == "valuation" else None
            mention = market or mention
            words = adjectives(text, mention)
            concept = mention.concept
            label = "total funding raised" if concept.id == "round-amount" and TOTAL.search(text) else concept.label
            return make(reading, quantity, label, reading.metrics.concept(label), words, 0.85, "left")
    return None


_IS = re.compile(r"(?:\s+(?:for|of)\s+[\w\s&-]{2,40}?)?\s+(?:is|was|has been|had been|being)\s+(?:\w+ly\s+)?$")


def _market_before(reading: Reading, valued: Mention) -> Mention | None:
    """The market that is valued: "The heat pump market was valued at $5B" speaks of no company."""
    return next((m for m in reading.mentions if m.concept.id == "market-size" and _IS.match(reading.text[m.end : valued.start])), None)


def nearest(reading: Reading, quantity: Quantity, left_limit: int, right_limit: int) -> Measured | None:
    """The nearest fitting metric word that is not cut off by another figure; too unsure to compare."""
    near = [m for m in reading.mentions if left_limit <= m.start and m.end <= right_limit and fits(m.concept, quantity)]
    if not near:
        return None
    best = min(near, key=lambda m: (quantity.start - m.end if m.end <= quantity.start else m.start - quantity.end, m.start))
    return make(reading, quantity, best.concept.label, best.concept, "", 0.45, "near")
