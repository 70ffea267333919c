"""Which metric a figure in a sentence is of: the words right of it, left of it, the verb, the key of its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import nouns, scope
from kg.metrics import Concept, Mention
from kg.model import Quantity
from kg.readings import Reading
from kg.scope import Scope


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its metric.

    ``label`` is the concept's label or a noun phrase; ``modifiers`` are the words that narrow it
    ("paying", "enterprise"); ``sure`` 0 to 1; ``via`` says which signal decided (key, right, left,
    verb, near); ``operand`` that the figure is part of a written formula; ``context_free`` that
    its subject is the metric's own (a market).
    """

    quantity: Quantity
    label: str
    concept: Concept | None
    modifiers: frozenset[str]
    sure: float
    via: str
    scope: Scope = ()
    operand: bool = False
    context_free: bool = False
    words: tuple[str, ...] = ()
    """The modifiers in the order they are written."""


_NEUTRAL = frozenset(
    """total overall current currently latest last recent estimated est approximate approximately reported disclosed known own
    registered active annual yearly global worldwide company's its their new-year more over about full full-time
    individual unique different various combined aggregate cumulative single whole public publicly official now
    pre-trained pretrained hosted monthly daily weekly quarterly yearly interactive available implied blended of in the a an and people""".split()
)
_FORMULA = re.compile(r"^\s*(?:[÷×=/]|\*(?!\*))\s*[~$€£\d]|^\s*(?:divided by|multiplied by|times)\b")
_FORMULA_BEFORE = re.compile(r"(?:[÷×]|(?<!\*)\*|\s/)\s*~?$|\b(?:divided by|multiplied by|times)\s*~?$|\b(?:assuming|applied to|based on|given)\s+(?:a|an|the)?\s*~?$", re.I)

# Words that may stand between a metric and its figure: "valuation of", "ARR grew from", "headcount stands at".
_LINK = re.compile(
    r"^[\s*_\"”’)]*(?:(?:of|at|to|from|is|was|were|are|be|being|been|as|by|:|=|-|–|—|~|≈|\(|,\s+(?:at|reaching|now|currently|about|approximately)|in|for|total(?:l?ing|s|ed|led)?|reach(?:ed|es|ing)?|hit(?:s|ting)?|stand(?:s|ing)?|stood|around|about|approximately|roughly|nearly|almost|over|above|under|below"
    r"|more|less|than|up|grew|grow(?:s|ing|n)?|rose|rise[sn]?|rising|increas(?:ed|es|ing)|climb(?:ed|s|ing)|jump(?:ed|s|ing)|fell|fall(?:s|en|ing)?|declin(?:ed|es|ing)|dropp(?:ed|ing)|exceed(?:s|ed|ing)?|surpass(?:ed|es|ing)?"
    r"|estimated|reported|now|currently|already|just|some|is\s+now|remains?|remained|stays?|amount(?:s|ed|ing)?|comes?|came|only|the|a|an|its|an\s+estimated|has|have|had|would|will|can|could|may|it|which|that|annually|year-over-year|yoy)[\s:(~≈*_]*)*$",
    re.I,
)
# Words that may stand between a figure and the metric right of it: "$4.5B post-money valuation", "$130M in ARR".
_RIGHT = re.compile(r"^[\s-]*(?:(?:in|of|worth of|as|total|estimated|est\.?|annual|annualized|annualised|current|implied|post-money|new|additional|yoy|year-over-year|average|approximate|combined|reported|the|its|a|an|projected)[\s-]+)*$", re.I)

_VERBS: tuple[tuple[re.Pattern, str, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.I), label, kinds)
    for pattern, label, kinds in (
        (r"\b(?:raised|raising|raises|has raised|secured|securing|closed|closes|bagged|landed|pulled in|netted|completed|announced|received|attracted)\b", "round amount", ("money",)),
        (r"\b(?:valued|valuing|values|valuation)\b[^.;]{0,40}\bat\b", "valuation", ("money",)),
        (r"\b(?:employs|employed|employing|has a (?:team|staff|workforce) of|staff of|team of|workforce of)\b", "employees", ("count",)),
        (r"\b(?:acquired|acquires|bought|purchased|takeover|taken over|sold)\b[^.;]{0,60}\bfor\b", "acquisition price", ("money",)),
        (r"\b(?:priced|costs?|costing|sells|retails|starting|starts|charges?)\b(?:\s+(?:at|for|from))?", "price", ("money",)),
        (r"\b(?:invested|invests|invest|investing|committed|pledged)\b", "investment", ("money",)),
        (r"\b(?:fined)\b", "fine", ("money",)),
        (r"\b(?:generated|generates|generating|earned|earning|booked|recorded)\b", "revenue", ("money",)),
    )
)
_TOTAL = re.compile(
    r"\b(?:a total of|in total|total(?:l?ing| of| capital| funding)?|to date|so far|altogether|cumulative(?:ly)?|since (?:its )?(?:inception|founding)|across (?:\w+\s+){0,3}(?:rounds?|fundings?|financings?)|over (?:\w+\s+){0,3}rounds|all (?:disclosed )?rounds)\b",
    re.I,
)
_ROUND_NOUN = re.compile(r"^\s*(?:\w+\s+){0,3}?(?:funding\s+round|financing\s+round|round|raise|fundraise|fundraising|financing|in (?:\w+\s+){0,2}(?:funding|financing))\b", re.I)


def figures(reading: Reading, label: str = "", value_start: int = 0) -> Iterator[Measured]:
    """Each figure of a reading whose metric can be told, in order.

    ``label`` and ``value_start`` are the key of a key-value line and the offset of its value.
    """
    found = reading.figures
    first_value = next((q for q in found if q.start >= value_start), None) if label else None
    previous: Measured | None = None
    used: set[int] = set()
    for n, quantity in enumerate(found):
        left_limit = max([q.end for q in found[:n] if _alike(q, quantity)], default=0)
        right_limit = found[n + 1].start if n + 1 < len(found) else len(reading.text)
        measured = _round(reading, quantity, label if quantity is first_value else "", left_limit)
        if measured is None and quantity is first_value:
            measured = _key(reading, quantity, label, value_start)
            if measured is not None and measured.concept is None:
                # A key that is no known metric names the figure only when nothing beside it does.
                measured = _right(reading, quantity, right_limit) or measured
        measured = measured or _right(reading, quantity, right_limit) or _left(reading, quantity, left_limit, used) or _verb(reading, quantity, left_limit) or _clause_subject(reading, quantity) or _near(reading, quantity, left_limit, right_limit)
        if measured is not None and measured.concept is not None:
            # "5 open roles (2 in sales)": a metric word that has its figure takes no second one.
            used |= {m.start for m in reading.mentions if m.concept is measured.concept and quantity.start - 90 < m.start < quantity.end + 60 and (m.end <= quantity.start or measured.via == "right")}
        if previous is not None and _alike(previous.quantity, quantity) and (measured is None or measured.sure < previous.sure):
            between = _without_dates(reading, previous.quantity.end, quantity.start)
            if _AND_TO.fullmatch(between):
                measured = replace(previous, quantity=quantity, via="series")
        previous = measured
        if measured is not None:
            following = found[n + 1] if n + 1 < len(found) else None
            if following is not None and _alike(quantity, following) and _CHANGES.fullmatch(reading.text[quantity.end : following.start]):
                # "the $70M ARR to $130M ARR jump": a before without its date
                measured = replace(measured, sure=min(measured.sure, 0.55))
            yield measured


_CHANGES = re.compile(r"\s*(?:[\w-]+\s+){0,3}(?:to|→|->)\s*(?:about|approximately|over|nearly|~)?\s*", re.I)
_AND_TO = re.compile(r"\s*(?:\(\s*\)|in|for|as of|during|at|,)?\s*,?\s*(?:to|→|->|and then to|and|versus|vs\.?|compared (?:to|with)|up from|down from|from|against|rising to|growing to)\s*(?:an estimated|about|approximately|around|roughly|over|more than|nearly|in|,)?\s*~?\s*", re.I)


def _alike(a: Quantity, b: Quantity) -> bool:
    return a.kind == b.kind and a.currency == b.currency and a.per == b.per


_IMPLIED = re.compile(r"\b(?:impl(?:y|ies|ied|ying)|fair|would|could|hypothetical|estimated|justif\w+|support\w*)\b[^.;]{0,25}$", re.I)
_EACH = re.compile(r"\s*(?:[\w-]+\s+){0,3}?(?:for\s+(?:each|every)|per|a)\s+(employee|customer|user|head|person|organi[sz]ation|client|worker|patient|pupil|student|household|unit|share|subscriber|account|capita)\b", re.I)


def _make(reading: Reading, quantity: Quantity, label: str, concept: Concept | None, words: str, sure: float, via: str, more: Scope = ()) -> Measured:
    text = reading.text
    if concept is not None and concept.id == "valuation" and _IMPLIED.search(text[max(0, quantity.start - 60) : quantity.start]):
        concept = reading.metrics.concepts.get("fair-value", concept)
        label = concept.label
    if quantity.per is None and quantity.kind == "money":
        each = _EACH.match(text[quantity.end : quantity.end + 60])
        if each:
            more = tuple(sorted((*more, ("per", each[1].lower()))))
    operand = bool(_FORMULA.match(text[quantity.end :]) or _FORMULA_BEFORE.search(text[: quantity.start]) or _partial(text, quantity))
    ordered = tuple(dict.fromkeys(w for w in re.findall(r"[^\W\d_][\w&'’-]*", words.lower()) if w not in _NEUTRAL and len(w) > 1))
    modifiers = frozenset(ordered)
    free = concept is not None and concept.id in ("market-size", "serviceable-addressable-market", "serviceable-obtainable-market", "gross-domestic-product", "compound-annual-growth-rate")
    if free and not ordered:
        sure = min(sure, 0.5)  # a market or a growth rate without a name is nobody's
    return Measured(quantity, label, concept, modifiers, sure, via, more, operand, free, ordered)


# "grew by 210 people", "another 38 beds", "one officer for every 465 residents", "298 of 312 patients":
# a difference or a part is no figure of the whole.
_PART_BEFORE = re.compile(
    r"(?:\b(?:another|further|additional|extra|every|each|per|in\s+every|among|gain(?:s|ed)?|los(?:es|t)|add(?:s|ed|ing)?|lead\s+by|out\s+of|one\s+in|new)\s+(?:the\s+|about\s+|some\s+|over\s+|around\s+)?"
    r"|\b(?:gr[eo]w\w*|r[io]se\w*|rising|f[ae]ll\w*|increas\w+|decreas\w+|declin\w+|expand\w*|dropp?\w*|cut|shrank|shrunk|climb\w*|reduc\w+|up|down|w[io]n\w*|lost|lead\w*|led)\s+(?:\w+\s+){0,2}by\s+(?:about\s+|some\s+|over\s+)?"
    r"|\b(?:gap|difference|lead|margin|rise|fall|increase|decrease|drop)\s+of\s+(?:about\s+|some\s+)?|\d\s+of\s+(?:the\s+|these\s+|its\s+)?)[~$€£]?$",
    re.I,
)
_PART_AFTER = re.compile(r"^\s*(?:[\w-]+\s+){0,3}?(?:more|fewer|less|higher|lower|ahead|behind|apart|short)\b(?!\s*(?:than\s+)?[$€£\d])|^\s+(?:new|additional|extra|further)\s+\w+|^\s+(?:out\s+)?of\s+(?:the\s+|these\s+|its\s+)?\d", re.I)


def _partial(text: str, quantity: Quantity) -> bool:
    """Whether a figure is a difference, an addition or a part, not a figure of the whole."""
    return bool(_PART_BEFORE.search(text[max(0, quantity.start - 46) : quantity.start]) or _PART_AFTER.match(text[quantity.end : quantity.end + 50]))


def _fits(concept: Concept, quantity: Quantity) -> bool:
    kinds = concept.units
    return quantity.kind in kinds or (quantity.kind == "count" and "rating" in kinds and quantity.out_of is not None) or (quantity.kind == "measure" and "count" in kinds)


def _round(reading: Reading, quantity: Quantity, label: str, left_limit: int) -> Measured | None:
    """Amounts of funding rounds: the round stands right after the figure, or names the line."""
    if quantity.kind != "money":
        return None
    text = reading.text
    after = text[quantity.end : quantity.end + 60]
    named = [r for r in scope.rounds(after) if not text[quantity.end : quantity.end + r[0]].strip(" -–(") or re.fullmatch(r"[\s-]*(?:in\s+)?(?:a|an|the|its)?\s*(?:new\s+|landmark\s+|initial\s+|\w+\s+)?", after[: r[0]])]
    if named:
        more = (("round", named[0][2]),)
        behind = quantity.end + named[0][1]
        for mention in reading.mentions:
            # "the $4.5B Series D valuation" is a valuation, not the amount of the round
            if behind <= mention.start <= behind + 25 and _fits(mention.concept, quantity) and re.fullmatch(r"[\s\w-]*", text[behind : mention.start]) and mention.concept.id != "round-amount":
                return _make(reading, quantity, mention.concept.label, mention.concept, "", 0.85, "right", more)
        return _make(reading, quantity, "round amount", reading.metrics.concepts.get("round-amount"), "", 0.9, "right", more)
    if label:
        rounds = scope.rounds(label)
        if rounds and len(label) <= rounds[0][1] + 12 and not _followed_by_metric(reading, quantity):
            return _make(reading, quantity, "round amount", reading.metrics.concepts.get("round-amount"), "", 0.95, "key", (("round", rounds[0][2]),))
    if _followed_by_metric(reading, quantity):
        return None
    for named_round in scope.rounds(text[left_limit : quantity.start])[-1:]:
        for mention in reading.mentions:
            between = text[mention.end : left_limit + named_round[0]] if mention.end <= left_limit + named_round[0] else ""
            if mention.concept.id != "round-amount" and _fits(mention.concept, quantity) and re.fullmatch(r"\s+(?:of|at|in|for|after|following)\s+(?:the\s+|its\s+)?", between):
                return _make(reading, quantity, mention.concept.label, mention.concept, "", 0.85, "left", (("round", named_round[2]),))
    concept = reading.metrics.concepts.get("round-amount")
    before = [r for r in scope.rounds(text[left_limit : quantity.start]) if r[2] != "ipo" and _ROUND_LINK.fullmatch(_without_figures(reading, left_limit + r[1], quantity.start))]
    if before:
        return _make(reading, quantity, "round amount", concept, "", 0.9, "left", (("round", before[-1][2]),))
    if re.match(r"\s*(?:(?:funding|financing|investment|equity|fundraising|venture|growth)\s+)?(?:round|raise|fundraise)\b", text[quantity.end : quantity.end + 40], re.I):
        return _make(reading, quantity, "round amount", concept, "", 0.85, "right")
    return None


_ROUND_LINK = re.compile(
    r"[\s(:*_–—-]*(?:(?:round|funding|financing|extension|of|for|at|in|on|raised|raising|totall?ing|worth|was|which|that|secured|brought|closed|netted|an?|the|approximately|about|around|over|more|than|with|and|to|company|early|late|mid|announced)[\s,(:~*_–—-]*)*",
    re.I,
)


def _followed_by_metric(reading: Reading, quantity: Quantity) -> bool:
    return any(_fits(m.concept, quantity) and m.start >= quantity.end and _RIGHT.match(reading.text[quantity.end : m.start]) for m in reading.mentions)


def _key(reading: Reading, quantity: Quantity, label: str, value_start: int) -> Measured | None:
    """The key of a key-value line names the metric of the first figure of its value."""
    lead = reading.text[value_start : quantity.start].strip(" ~≈*_$€£(<>+-–").lower()
    if re.sub(r"\b(?:approximately|about|over|more than|under|less than|up to|around|nearly|roughly|at least|some|an? estimated|the|an?|only)\b", "", lead).strip():
        return None
    plain = re.sub(r"\(.*?\)", " ", label)
    plain = re.sub(r"\s+(?:in|for|as of|at the end of|during)\s+(?:\w+\s+)?(?:FY\s?)?(?:19|20)\d\d.*$", "", plain).strip(" .*_")
    concept = reading.metrics.concept(plain)
    if concept is None:
        mentions = [m for m in reading.metrics.mentions(plain) if _fits(m.concept, quantity)]
        if mentions:
            last = mentions[-1]
            rest = plain[: last.start] + " " + plain[last.end :]
            return _make(reading, quantity, last.concept.label, last.concept, rest, 0.85, "key")
    if concept is not None:
        return _make(reading, quantity, concept.label, concept, "", 0.95, "key") if _fits(concept, quantity) else None
    after = nouns.after(reading.text, quantity.end)
    if after is not None and quantity.kind == "count":
        return None
    words = plain.split()
    if not 1 <= len(words) <= 5 or quantity.kind in ("duration",) or scope.rounds(plain) or re.search(r"\d", plain):
        return None
    return _make(reading, quantity, plain.lower(), None, "", 0.7, "key")


def _right(reading: Reading, quantity: Quantity, limit: int) -> Measured | None:
    text = reading.text
    if quantity.kind in ("count", "measure") or (quantity.kind == "rating"):
        return _noun(reading, quantity, limit) if quantity.kind == "count" else _measure(reading, quantity)
    start = quantity.end
    converted = re.match(r"\s*\((?:about|approximately|or|~)?\s*[^()]{1,24}\)", text[start:])
    if converted and any(start < q.start < start + converted.end() and q.kind == quantity.kind for q in reading.figures):
        start += converted.end()  # "€12 billion ($14 billion) valuation"
        limit = next((q.start for q in reading.figures if q.start >= start), len(text))
    for mention in reading.mentions:
        if start <= mention.start < limit and _fits(mention.concept, quantity):
            gap = _without_dates(reading, start, mention.start)
            if _RIGHT.match(gap):
                sure = 0.55 if _aside(text, quantity) else 0.85
                return _make(reading, quantity, mention.concept.label, mention.concept, gap, sure, "right")
            phrase = nouns.after(text, quantity.end)
            if phrase and phrase[1] <= mention.start and mention.end <= phrase[2] + 1 and mention.end >= phrase[2]:
                return _make(reading, quantity, mention.concept.label, mention.concept, text[phrase[1] : mention.start], 0.8, "right")
    return None


_COPULA = re.compile(r"(?:\s+of\s+[A-Z][\w'’&.-]*(?:\s+[A-Z][\w'’&.-]*){0,3})?\s+(?:are|were|is|was|number|numbered|total|totalled|totaled|amount to|come to)\s+(?:\w+ly\s+)?(?:(?:estimated|put|reported)\s+(?:at|to be)\s+)?(?:about|approximately|roughly|around|nearly|over|some|~|more than|\s)*", re.I)
_PREDICATE = re.compile(r"^\s+(?:\w+\s+)?(?:are|were|is|was)\s+(?:\w+\s+){0,3}?(?:to\s+be\s+)?(paying|active|enterprise|free|paid|registered|based|located|employed|enrolled|insured|vaccinated|female|male)\b", re.I)


def _narrowed(reading: Reading, quantity: Quantity, end: int, measured: Measured) -> Measured:
    """Takes in what narrows a counted noun from a distance: "10,000 organizations are paying", "subscriptions (10,000 orgs)"."""
    text = reading.text
    predicate = _PREDICATE.match(text[end : end + 90])
    if predicate and predicate[1].lower() not in _NEUTRAL:
        measured = replace(measured, modifiers=measured.modifiers | {predicate[1].lower()})
    does = _DOES.match(text[end : end + 40])
    if does and not re.search(r"\b(?:has|have|had|employs?|with|are|is|were|was|serves?|operates?|runs?)\b", text[max(0, quantity.start - 30) : quantity.start]):
        # "212 centers closed" counts closures
        measured = replace(measured, modifiers=measured.modifiers | {does[1].lower()})
    return replace(measured, sure=min(measured.sure, 0.55)) if _aside(text, quantity) else measured


_DOES = re.compile(r"\s+(?:and\s+[\w\s]{1,24}?)?(?:were\s+|was\s+|have\s+|had\s+)?([a-z]{3,}ed|came|went|left|died|took|met|sold|lost|won|fell|rose|began|ran|hired|built|paid|held)\b")


def _aside(text: str, quantity: Quantity) -> bool:
    """Whether a figure opens a bracket behind a common noun, whose scope it shares in a way nobody can tell."""
    opening = text.rfind("(", 0, quantity.start)
    if opening < 0 or ")" in text[opening : quantity.start]:
        return False
    lead = text[opening + 1 : quantity.start].strip(" ~≈$€£")
    last = re.search(r"(\S+)\s*$", text[:opening])
    return lead.lower() in ("", "about", "approximately", "over", "around", "estimated", "est.") and bool(last) and last[1][:1].islower()


def _noun(reading: Reading, quantity: Quantity, limit: int) -> Measured | None:
    """The counted noun right of a number: "10,000 paying organizations"."""
    text = reading.text
    if quantity.unit and quantity.unit not in ("count",):
        return None
    phrase = nouns.after(text, quantity.end)
    if phrase is None or phrase[1] >= limit:
        return None
    words, start, end = phrase
    for mention in reading.mentions:
        # "the paying customers are approximately 10,000 organizations" counts customers
        if mention.end <= quantity.start and _fits(mention.concept, quantity) and nouns.is_plural(text[mention.start : mention.end].split()[-1]) and _COPULA.fullmatch(text[mention.end : quantity.start]):
            return _make(reading, quantity, mention.concept.label, mention.concept, _adjectives(text, mention), 0.8, "left")
    mentions = [m for m in reading.metrics.mentions(words) if _fits(m.concept, quantity)]
    if mentions:
        if quantity.low is not None and quantity.low >= 10**9 and any(m.concept.id == "models-hosted" for m in mentions):
            return None  # "24B models" says how large they are, not how many
        last = max(mentions, key=lambda m: (m.end, m.start - m.end))
        tail = words[last.end :].split()
        if not any(nouns.is_plural(w) for w in tail) and (nouns.is_plural(words[last.start : last.end].split()[-1]) or quantity.high == 1 or not tail):
            measured = _make(reading, quantity, last.concept.label, last.concept, words[: last.start] + " " + words[last.end :], 0.85, "right")
            return _narrowed(reading, quantity, end, measured)
    last_word = words.split()[-1]
    if not nouns.is_plural(last_word):
        return None
    head = nouns.singular(last_word)
    if head in _PERSONS:
        # "employs 250 people" counts employees, "60 people died" does not.
        served = re.search(r"\b(serv|suppl|cover|reach|insur|hous|feed|employ)\w*\s+(?:about\s+|some\s+|over\s+|more than\s+|nearly\s+|approximately\s+|around\s+)?$", text[max(0, quantity.start - 40) : quantity.start], re.I)
        if served and served[1].lower() != "employ":
            return _make(reading, quantity, "people served", None, "", 0.75, "verb")
        measured = _verb(reading, quantity, max([q.end for q in reading.figures if q.end <= quantity.start], default=0))
        return replace(measured, sure=0.8) if measured is not None else None
    return _narrowed(reading, quantity, end, _make(reading, quantity, head, None, " ".join(words.split()[:-1]), 0.7, "right"))


def _measure(reading: Reading, quantity: Quantity) -> Measured | None:
    """What a measure is of: "21.46 million tonnes of grain", "131 km of track", "113 km long"."""
    text = reading.text
    dimension = re.match(r"\s+(long|high|wide|deep|tall|thick|heavy)\b", text[quantity.end : quantity.end + 12])
    if dimension:
        return _make(reading, quantity, _DIMENSIONS[dimension[1]], None, "", 0.7, "right")
    if not re.match(r"\s+(?:of|in)\s+", text[quantity.end : quantity.end + 5]):
        return None
    phrase = nouns.after(text, quantity.end + text[quantity.end :].find(text[quantity.end :].split()[0]) + 2)
    if phrase is None:
        return None
    mentions = [m for m in reading.metrics.mentions(phrase[0]) if _fits(m.concept, quantity)]
    if mentions:
        last = mentions[-1]
        return _make(reading, quantity, last.concept.label, last.concept, phrase[0][: last.start] + phrase[0][last.end :], 0.85, "right")
    words = phrase[0].split()
    return _make(reading, quantity, nouns.singular(words[-1]), None, " ".join(words[:-1]), 0.7, "right")


_DIMENSIONS = {"long": "length", "high": "height", "wide": "width", "deep": "depth", "tall": "height", "thick": "thickness", "heavy": "weight"}

# "The grain harvest of 2024 amounted to 21 million tonnes": the subject of the clause is the metric.
_CLAUSE_SUBJECT = re.compile(
    r"(?:^|[.;:]\s+|,\s+(?:and|while|but)\s+)\W*(?:(?:in|during|by|at the end of)\s+[\w\s]{3,20},\s*)?(?:the|its|their|our)?\s*(?P<np>(?:[A-Za-z][\w'’-]*\s+){0,3}?[a-z][\w-]+)"
    r"(?:\s+of\s+(?P<of>(?:the\s+)?[a-z][\w-]*(?:\s+[a-z][\w-]+)?))?(?:\s+(?:in|of|for|at the end of)\s+(?:19|20)\d\d)?\s+"
    r"(?:is|was|are|were|stood at|stands at|came to|comes to|amounted to|amounts to|numbered|totall?ed|reached|rose to|fell to|grew to|dropped to|increased to)\s+"
    r"(?:about|approximately|roughly|around|nearly|almost|over|some|just|only|more than|~|\s)*[$€£¥]?$",
    re.I,
)
_AMOUNTS = frozenset("number total amount volume level size value sum count quantity rate figure".split())


def _clause_subject(reading: Reading, quantity: Quantity) -> Measured | None:
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
    return _make(reading, quantity, nouns.singular(words[-1]), None, " ".join(words[:-1]), 0.65, "left")


_PERSONS = frozenset("people person individual professional human soul".split())


def _left(reading: Reading, quantity: Quantity, left_limit: int, used: set[int]) -> Measured | None:
    text = reading.text
    for mention in reversed(reading.mentions):
        if mention.start in used or mention.end > quantity.start or mention.start < left_limit or not _fits(mention.concept, quantity):
            continue
        gap = text[mention.end : quantity.start]
        plain = _without_figures(reading, mention.end, quantity.start) if len(gap) < 120 else gap
        if len(plain) < 90 and (_LINK.match(plain) or _LINK.match(re.sub(r"^\s+(?:of|for|at|in)\s+(?:the\s+)?[A-Z][\w'’&.-]*(?:\s+[A-Z][\w'’&.-]*){0,3}", "", plain))):
            words = _adjectives(text, mention)
            concept = mention.concept
            label = "total funding raised" if concept.id == "round-amount" and _TOTAL.search(text) else concept.label
            return _make(reading, quantity, label, reading.metrics.concept(label), words, 0.85, "left")
    return None


def _without_figures(reading: Reading, start: int, end: int) -> str:
    """The words between a metric and its figure: dates and figures of other kinds left out, adverbs too."""
    text = reading.text[start:end]
    for other in reversed(reading.quantities):
        if start <= other.start and other.end <= end:
            text = text[: other.start - start] + text[other.end - start :]
    return re.sub(r"\b(?:\w{3,}ly|year-over-year|yoy|y/y|year-on-year|annualized|again|more than|percent)\b", "", text)


def _without_dates(reading: Reading, start: int, end: int) -> str:
    text = reading.text[start:end]
    for date in reversed(reading.dates):
        if start <= date.start and date.end <= end:
            text = text[: date.start - start] + text[date.end - start :]
    return text


def _adjectives(text: str, mention: Mention) -> str:
    """The words directly left of a metric word that belong to its noun phrase.

    Capitalised words end it (they are names, and names are subjects), except for markets, which
    are called after what they sell ("AI infrastructure market").
    """
    market = mention.concept.units == ("money",) and mention.concept.nature == "flow" and "market" in mention.concept.words[0]
    window = max(0, mention.start - 70)
    words: list[str] = []
    edge = mention.start
    for match in reversed(list(re.finditer(r"[^\W\d_][\w&'’/-]*", text[window : mention.start]))[-6:]):
        word, between = match.group(), text[window + match.end() : edge]
        if between.strip(" ") or word.lower() in nouns.STOP - {"and"} or word.lower().endswith("ly"):
            break
        if not market and (word[:1].isupper() or word.lower().endswith("ed")):
            break
        words.insert(0, word)
        edge = window + match.start()
    while words and words[0] == "and":
        words.pop(0)
    return " ".join(words)


def _verb(reading: Reading, quantity: Quantity, left_limit: int) -> Measured | None:
    text = reading.text
    before = text[left_limit : quantity.start]
    if quantity.kind == "money" and re.match(r"\s+(?:raised|in (?:total )?funding raised)\b(?!\s+(?:in|at|from|by|through)\b)", text[quantity.end : quantity.end + 40]):
        return _make(reading, quantity, "total funding raised", reading.metrics.concept("total funding raised"), "", 0.7, "verb")
    for pattern, label, kinds in _VERBS:
        if quantity.kind not in kinds:
            continue
        match = None
        for match in pattern.finditer(before):
            pass
        if match is None or len(before) - match.end() > 60 or re.search(r"[;—]|\.\s", before[match.end() :]):
            continue
        if label == "round amount":
            around = text[max(0, quantity.start - 60) : quantity.end + 70]
            if _TOTAL.search(around) and not re.search(r"\bin (?:a|its|the)\b.{0,20}\bround\b", text[quantity.end : quantity.end + 40]):
                label = "total funding raised"
            elif not re.match(r"rais", match.group(), re.I) and not match.group().lower().endswith("raised") and not _ROUND_NOUN.match(text[quantity.end : quantity.end + 60]) and not (re.search(r"\b(?:funding|financing) round\b", text, re.I) and match.group().lower().startswith(("secur", "receiv", "clos", "complet", "nett"))):
                continue
            elif re.search(r"\b(?:has|have) (?:\w+ly )?raised\b", before) and "round" not in around:
                label = "total funding raised"
        return _make(reading, quantity, label, reading.metrics.concept(label), "", 0.75, "verb")
    return None


def _near(reading: Reading, quantity: Quantity, left_limit: int, right_limit: int) -> Measured | None:
    """The nearest fitting metric word that is not cut off by another figure; too unsure to compare."""
    near = [m for m in reading.mentions if left_limit <= m.start and m.end <= right_limit and _fits(m.concept, quantity)]
    if not near:
        return None
    best = min(near, key=lambda m: (quantity.start - m.end if m.end <= quantity.start else m.start - quantity.end, m.start))
    return _make(reading, quantity, best.concept.label, best.concept, "", 0.45, "near")


_FOUNDED = re.compile(r"\b(?:founded|established|incorporated|co-founded|cofounded|formed)\b(?:\s+(?:as|by|in|out)\s+(?:(?!\band\s+\w+ed\b|\d)[^.,;]){0,60}?)?\s*(?:in|on|:|=|back in|,)?\s*(?:early|late|mid)?[\s-]*$", re.I)


def founding(reading: Reading, label: str = "") -> Iterator[Measured]:
    """Founding dates: "founded in 2016", "Founded: 2016-01-01"."""
    concept = reading.metrics.concepts.get("founding-date")
    if concept is None:
        return
    by_key = label and reading.metrics.concept(label) is concept
    for n, date in enumerate(reading.dates):
        if by_key and n == 0:
            yield _make(reading, date, concept.label, concept, "", 0.95, "key")
        elif not by_key and _FOUNDED.search(reading.text[max(0, date.start - 100) : date.start]) and re.search(r"(?i)\b(?:founded|established|incorporated|formed)\b", reading.text[max(0, date.start - 100) : date.start]):
            yield _make(reading, date, concept.label, concept, "", 0.85, "left")
