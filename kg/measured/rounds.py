"""Amounts of funding rounds, and metrics told by a verb."""

from __future__ import annotations

from kg import patterns as re
from kg import scope
from kg.measured.base import Measured, fits, followed_by_metric, make, without_figures
from kg.model import Quantity
from kg.readings import Reading

_VERBS: tuple[tuple[re.Pattern, str, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.I, kept=True), label, kinds)
    for pattern, label, kinds in (
        (
            r"\b(?:raised|raising|raises|has raised|secured|securing|closed|closes|bagged|landed|pulled in|netted|completed|announced|received|attracted)\b",
            "round amount",
            ("money",),
        ),
        (r"\b(?:valued|valuing|values|valuation)\b[^.;]{0,40}\bat\b", "valuation", ("money",)),
        (
            r"\b(?:employs|employed|employing|has a (?:team|staff|workforce) of|staff of|team of|workforce of|payroll of)\b",
            "employees",
            ("count",),
        ),
        (
            r"\b(?:acquired|acquires|bought|purchased|takeover|taken over|sold)\b[^.;]{0,60}\bfor\b",
            "acquisition price",
            ("money",),
        ),
        (r"\b(?:priced|costs?|costing|sells|retails|starting|starts|charges?)\b(?:\s+(?:at|for|from))?", "price", ("money",)),
        (r"\b(?:invested|invests|invest|investing|committed|pledged)\b", "investment", ("money",)),
        (r"\b(?:fined)\b", "fine", ("money",)),
        (r"\b(?:generated|generates|generating|earned|earning|booked|recorded)\b", "revenue", ("money",)),
    )
)

TOTAL = re.compile(
    r"\b(?:a total of|in total|total(?:l?ing| of| capital| funding)?|to date|so far|altogether|cumulative(?:ly)?|since (?:its )?(?:inception|founding)|across (?:\w+\s+){0,3}(?:rounds?|fundings?|financings?)|over (?:\w+\s+){0,3}rounds|all (?:disclosed )?rounds)\b",
    re.I,
)

_ROUND_NOUN = re.compile(
    r"^\s*(?:\w+\s+){0,3}?(?:funding\s+round|financing\s+round|round|raise|fundraise|fundraising|financing|in (?:\w+\s+){0,2}(?:funding|financing))\b",
    re.I,
)


def round_amount(reading: Reading, quantity: Quantity, label: str, left_limit: int) -> Measured | None:
    """Amounts of funding rounds: the round stands right after the figure, or names the line."""
    if quantity.kind != "money":
        return None
    text = reading.text
    after = text[quantity.end : quantity.end + 60]
    named = [
        r
        for r in scope.rounds(after)
        if not text[quantity.end : quantity.end + r[0]].strip(" -–(")
        or re.fullmatch(r"[\s-]*(?:in\s+)?(?:a|an|the|its)?\s*(?:new\s+|landmark\s+|initial\s+|\w+\s+)?", after[: r[0]])
    ]
    if named:
        more = (("round", named[0][2]),)
        behind = quantity.end + named[0][1]
        for mention in reading.mentions:
            # "the $4.5B Series D valuation" is a valuation, not the amount of the round
            if (
                behind <= mention.start <= behind + 25
                and fits(mention.concept, quantity)
                and re.fullmatch(r"(?:(?!\b(?:at|with|on|for|and|of|that|which)\b)[\s\w-])*", text[behind : mention.start])
                and mention.concept.id != "round-amount"
            ):
                return make(reading, quantity, mention.concept.label, mention.concept, "", 0.85, "right", more)
        return make(reading, quantity, "round amount", reading.metrics.concepts.get("round-amount"), "", 0.9, "right", more)
    if label:
        rounds = scope.rounds(label)
        if rounds and len(label) <= rounds[0][1] + 12 and not followed_by_metric(reading, quantity):
            return make(
                reading,
                quantity,
                "round amount",
                reading.metrics.concepts.get("round-amount"),
                "",
                0.95,
                "key",
                (("round", rounds[0][2]),),
            )
    if followed_by_metric(reading, quantity):
        return None
    for named_round in scope.rounds(text[left_limit : quantity.start])[-1:]:
        for mention in reading.mentions:
            between = text[mention.end : left_limit + named_round[0]] if mention.end <= left_limit + named_round[0] else ""
            if (
                mention.concept.id != "round-amount"
                and fits(mention.concept, quantity)
                and re.fullmatch(r"\s+(?:of|at|in|for|after|following)\s+(?:the\s+|its\s+)?", between)
            ):
                return make(
                    reading, quantity, mention.concept.label, mention.concept, "", 0.85, "left", (("round", named_round[2]),)
                )
    concept = reading.metrics.concepts.get("round-amount")
    before = [
        r
        for r in scope.rounds(text[left_limit : quantity.start])
        if r[2] != "ipo"
        and not _other_between(reading, quantity, left_limit + r[1])
        and _linked(reading, left_limit + r[0], left_limit + r[1], quantity.start)
    ]
    if before and _TOOK_PART.search(text, max(0, quantity.start - 90), quantity.start):
        return None  # what one of several put in
    if before and _AT_A_PRICE.search(text, max(left_limit, quantity.start - 24), quantity.start) and any(
        q.kind == "money" and q.end <= quantity.start and ";" not in text[q.end : quantity.start] for q in reading.figures
    ):
        # "led the $300 million Series D at $3 billion": what is paid stands before it
        return make(reading, quantity, "valuation", reading.metrics.concepts.get("valuation"), "", 0.8, "left", (("round", before[-1][2]),))
    if before:
        return make(reading, quantity, "round amount", concept, "", 0.9, "left", (("round", before[-1][2]),))
    if re.match(
        r"\s*(?:(?:funding|financing|investment|equity|fundraising|venture|growth)\s+)?(?:round|raise|fundraise)\b",
        text[quantity.end : quantity.end + 40],
        re.I,
    ):
        return make(reading, quantity, "round amount", concept, "", 0.85, "right")
    return None


def _other_between(reading: Reading, quantity: Quantity, end: int) -> bool:
    """Whether another metric is named between a round and a figure: "a Series C led by Acme at a valuation of $1.2B"."""
    return any(
        m.concept.id != "round-amount" and end <= m.start and m.end <= quantity.start and fits(m.concept, quantity)
        for m in reading.mentions
    )


def _linked(reading: Reading, start: int, end: int, figure: int) -> bool:
    """Whether a round and the figure behind it belong together: only names, participles and small words between."""
    between = without_figures(reading, end, figure)
    if between.split()[:1] == ["and"] and _OTHER_TIME.search(reading.text[max(0, start - 24) : start]):
        return False  # "valued at 190 before the Series B and 238 after it"
    if _ROUND_LINK.fullmatch(between) and not between.lstrip().startswith(","):
        return True
    if _OTHER_TIME.search(reading.text[max(0, start - 24) : start]):
        return False
    return bool(_ROUND_LINK.fullmatch(_LED.sub(" ", _NAME.sub(" ", _LED_BY.sub(" ", between)))))


_AT_A_PRICE = re.compile(r"\bat\s+(?:an?\s+)?(?:about\s+|around\s+|some\s+|nearly\s+|roughly\s+|just\s+over\s+|over\s+)?[~$€£]?$")
_TOOK_PART = re.compile(r"\b(?:took\s+part|takes?\s+part|taking\s+part|participat\w+|join(?:ed|s|ing)?|contribut\w+|follow(?:ed|s|ing)?\s+on|invest(?:ed|s|ing)?)\b[^.;]{0,70}\b(?:with|for)\s+(?:about\s+|some\s+|around\s+)?[~$€£]?$", re.I)
_OTHER_TIME = re.compile(r"\b(?:after|since|following|before|until|beyond|at|from|than|between)\s+(?:\w+['’]s\s+|the\s+|its\s+|their\s+|an?\s+)?(?:\w+\s+)?$", re.I)
_NAME = re.compile(r"\b[A-Z][\w&.’'-]*(?:\s+(?:&|of|and)?\s*[A-Z][\w&.’'-]*){0,4}")
_LED_BY = re.compile(r"\b(?:led|co-led|backed|joined|headed) by\s+[A-Z][^,;.]{0,60}(?=,|$)")
_LED = re.compile(r"\b(?:which|that)\s+(?:closed|was announced)\b")

_ROUND_LINK = re.compile(
    r"[\s,(:*_–—-]*(?:(?:round|funding|financing|extension|of|for|at|in|on|raised|raising|totall?ing|totall?ed|amounted|came|comes|come|stood|added|small|large|grew|closing|bringing|size|worth|was|which|that|secured|brought|closed|netted|an?|the|approximately|about|around|over|more|than|with|and|to|company|early|late|mid|announced)[\s,(:~*_–—-]*)*",
    re.I,
)


_IS_LEFT = re.compile(r"\s+(?:is|are|was|were|had\s+been|has\s+been|have\s+been|remains?|remained)\s+(?:still\s+)?(?:left|unspent|spent|used|available|in\s+hand|drawn|invested|over|to\s+be|on)\b|\s+(?:remains?|remained)\b", re.I)
_PAID = re.compile(r"\b(?:paid|pays)\s+(?:about\s+|approximately\s+|around\s+|nearly\s+|over\s+|some\s+|roughly\s+|up\s+to\s+)?$")
_FOR_NAME = re.compile(r"\s+(?:in\s+(?:cash|stock|shares)\s+)?(?:for|to\s+(?:acquire|buy|take\s+over))\s+(?:all\s+of\s+)?(?:the\s+)?[A-ZÀ-ÖØ-Þ]\w")


def by_verb(reading: Reading, quantity: Quantity, left_limit: int) -> Measured | None:
    text = reading.text
    before = text[left_limit : quantity.start]
    if quantity.kind == "money" and re.match(
        r"\s+(?:raised|in (?:total )?funding raised)\b(?!\s+(?:in|at|from|by|through)\b)", text[quantity.end : quantity.end + 40]
    ):
        return make(reading, quantity, "total funding raised", reading.metrics.concept("total funding raised"), "", 0.7, "verb")
    if quantity.kind == "money" and _PAID.search(before) and _FOR_NAME.match(text, quantity.end):
        return make(reading, quantity, "acquisition price", reading.metrics.concept("acquisition price"), "", 0.75, "verb")
    if _IS_LEFT.match(text, quantity.end):
        return None  # "of the €15.3 million raised so far, €2.6 million was left"
    for pattern, label, kinds in _VERBS:
        if quantity.kind not in kinds:
            continue
        match = max(pattern.finditer(before), key=lambda m: m.start(), default=None)
        if match is None or len(before) - match.end() > 60 or re.search(r"[;—]|\.\s", before[match.end() :]):
            continue
        if label == "round amount":
            around = text[max(0, quantity.start - 60) : quantity.end + 70]
            if TOTAL.search(around) and not re.search(
                r"\bin (?:a|its|the)\b.{0,20}\bround\b", text[quantity.end : quantity.end + 40]
            ):
                label = "total funding raised"
            elif (
                not re.match(r"rais", match.group(), re.I)
                and not match.group().lower().endswith("raised")
                and not _ROUND_NOUN.match(text[quantity.end : quantity.end + 60])
                and not (
                    re.search(r"\b(?:funding|financing) round\b", text, re.I)
                    and match.group().lower().startswith(("secur", "receiv", "clos", "complet", "nett"))
                )
            ):
                continue
            elif re.search(r"\b(?:has|have) (?:\w+ly )?raised\b", before) and "round" not in around:
                label = "total funding raised"
        return make(reading, quantity, label, reading.metrics.concept(label), "", 0.75, "verb")
    return None
