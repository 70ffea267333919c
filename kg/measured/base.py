"""What every way of telling a figure's metric shares: the result, its modifiers, the words between."""

from __future__ import annotations

from kg import nouns
from kg import patterns as re
from kg.metrics import Concept, Mention
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record
from kg.scope import Scope


@record
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
    whose: str = ""
    """The name of what the figure is of, where the words around it say so."""


NAME = r"[A-ZÀ-ÖØ-Þ][\w&.’-]*(?:\s+(?:&\s+|of\s+)?[A-ZÀ-ÖØ-Þ0-9][\w&’-]*){0,3}"
"""A proper name, as it stands behind a verb."""

NEUTRAL = frozenset(
    """total overall current currently latest last recent estimated est approximate approximately reported disclosed known own
    registered active annual yearly group consolidated global worldwide company's its their new-year more over about full full-time
    individual unique different various combined aggregate cumulative single whole public publicly official now
    pre-trained pretrained hosted monthly daily weekly quarterly yearly interactive available implied blended of in the a an and people""".split()
)

_FORMULA = re.compile(r"^\s*(?:[÷×=/]|\*(?!\*))\s*[~$€£\d]|^\s*(?:divided by|multiplied by|times)\b")

_FORMULA_BEFORE = re.compile(
    r"(?:[÷×]|(?<!\*)\*|\s/)\s*~?$|\b(?:divided by|multiplied by|times)\s*~?$|\b(?:assuming|applied to|based on|given)\s+(?:a|an|the)?\s*~?$"
    r"|\b(?:dividing|multiplying)\s+(?:[~$€£]?\d[^,.;]{0,40}\s(?:by|with)\s+)?(?:about\s+|approximately\s+)?[~$€£]?$",
    re.I,
)

# Words that may stand between a figure and the metric right of it: "$4.5B post-money valuation", "$130M in ARR".
RIGHT = re.compile(
    r"^[\s-]*(?:(?:in|of|worth of|as|total|estimated|est\.?|annual|annualized|annualised|current|implied|post-money|new|additional|yoy|year-over-year|average|approximate|combined|reported|the|its|a|an|projected)[\s-]+)*$",
    re.I,
)


def alike(a: Quantity, b: Quantity) -> bool:
    return a.kind == b.kind and a.currency == b.currency and a.per == b.per


_IMPLIED = re.compile(
    r"\b(?:impl(?:y|ies|ied|ying)|fair|would|could|hypothetical|estimated|justif\w+|support\w*)\b[^.;]{0,25}$", re.I
)

_APIECE = re.compile(r"\s*(?:of\s+)?(?:(?!and\b|but\b)[\w-]+\s+){0,3}?(?:apiece|each)\b(?!\s+(?:month|week|day|year|quarter))", re.I)
_EACH = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:for\s+(?:each|every)|per|a)\s+(employee|customer|user|head|person|organi[sz]ation|client|worker|patient|pupil|student|household|unit|share|subscriber|account|capita)\b",
    re.I,
)


def make(
    reading: Reading, quantity: Quantity, label: str, concept: Concept | None, words: str, sure: float, via: str, more: Scope = ()
) -> Measured:
    text = reading.text
    if concept is not None and concept.id == "valuation" and _IMPLIED.search(text[max(0, quantity.start - 60) : quantity.start]):
        concept = reading.metrics.concepts.get("fair-value", concept)
        label = concept.label
    if quantity.per is None and quantity.kind == "money":
        each = _EACH.match(text[quantity.end : quantity.end + 60])
        if each:
            more = tuple(sorted((*more, ("per", each[1].lower()))))
        elif _APIECE.match(text, quantity.end):
            more = tuple(sorted((*more, ("per", "each"))))
    operand = bool(
        _FORMULA.match(text[quantity.end :]) or _FORMULA_BEFORE.search(text[: quantity.start]) or partial(text, quantity)
    )
    numbered = _NUMBERED.sub(r"\1-\2", words.lower())
    ordered = tuple(dict.fromkeys(w for w in re.findall(r"[^\W\d_][\w&'’-]*", numbered) if w not in NEUTRAL and len(w) > 1))
    modifiers = frozenset(ordered)
    free = concept is not None and concept.id in (
        "market-size",
        "serviceable-addressable-market",
        "serviceable-obtainable-market",
        "gross-domestic-product",
        "compound-annual-growth-rate",
    )
    if free and not ordered:
        sure = min(sure, 0.5)  # a market or a growth rate without a name is nobody's
    return Measured(quantity, label, concept, modifiers, sure, via, more, operand, free, ordered)


_NUMBERED = re.compile(r"\b(phase|stage|tier|unit|block|lot|zone|wave|cohort|arm|group|level|step|line|building|site|terminal|tranche|reactor)\s+(\d{1,2}[a-d]?|i{1,3}|iv|v)\b")
"""A thing of several that is told by its number: "Phase 2 enrolment" is another figure than "Phase 1 enrolment"."""


# "grew by 210 people", "another 38 beds", "one officer for every 465 residents", "298 of 312 patients":
# a difference or a part is no figure of the whole.
_PART_BEFORE = re.compile(
    r"(?:\b(?:another|further|additional|extra|every|each|per|in\s+every|among|gain(?:s|ed)?|los(?:es|t)|add(?:s|ed|ing)?|lead\s+by|out\s+of|one\s+in|new)\s+(?:the\s+|about\s+|some\s+|over\s+|around\s+)?"
    r"|\b(?:gr[eo]w\w*|r[io]se\w*|rising|f[ae]ll\w*|increas\w+|decreas\w+|declin\w+|expand\w*|dropp?\w*|cut|shrank|shrunk|climb\w*|reduc\w+|up|down|w[io]n\w*|lost|lead\w*|led)\s+(?:\w+\s+){0,2}by\s+(?:about\s+|some\s+|over\s+)?"
    r"|\b(?:occurr\w+|seen|observed|reported|found|detected|recorded|diagnosed|present|achieved|confirmed)\s+(?:in|among|by)\s+(?:about\s+|some\s+)?"
    r"|\b(?:each|every)\s+[a-z]+\s+(?:now\s+|then\s+)?[a-z]+\s+(?:in\s+|for\s+)?(?:about\s+|some\s+|around\s+|over\s+)?"
    r"|\b(?:room|space|capacity|seats?|places?|beds?)\s+for\s+(?:about\s+|some\s+)?"
    r"|\b(?:gap|difference|lead|(?<!gross\s)(?<!net\s)(?<!operating\s)(?<!profit\s)(?<!ebitda\s)(?<!interest\s)(?<!contribution\s)margin|rise|fall|increase|decrease|drop)\s+of\s+(?:about\s+|some\s+)?|\d\s+of\s+(?:the\s+|these\s+|its\s+)?)[~$€£]?$",
    re.I,
)

_PART_AFTER = re.compile(
    r"^\s*(?:[\w-]+\s+){0,3}?(?:more|fewer|less|higher|lower|ahead|behind|apart|short)\b(?!\s*(?:than\s+)?[$€£\d])|^\s+(?:new|additional|extra|further)\s+\w+|^\s+(?:out\s+)?of\s+(?:the\s+|these\s+|its\s+)?\d|^\s+(?:[\w-]+\s+){1,3}?(?:for|to)\s+(?:every|each)\b",
    re.I,
)

_ALONE = re.compile(r"\b(?:in|at|from|on)\s+(?:[\w'’.-]+\s+){1,4}alone\b", re.I)
"""One place of several: "In Germany alone, 300 people work for it"."""


_LOST = re.compile(r"(?:lost|loses)\s+(?:the\s+|about\s+|some\s+|over\s+|around\s+)?[~$€£]?$", re.I)
"""An amount that somebody lost is the whole loss, not a part of something."""


def partial(text: str, quantity: Quantity) -> bool:
    """Whether a figure is a difference, an addition or a part, not a figure of the whole."""
    before = _PART_BEFORE.search(text[max(0, quantity.start - 46) : quantity.start])
    return bool(
        (before and not (quantity.kind == "money" and _LOST.match(before.group())))
        or _PART_AFTER.match(text[quantity.end : quantity.end + 50])
        or ("alone" in text and _ALONE.search(text[max(0, quantity.start - 60) : quantity.end + 60]))
    )


def fits(concept: Concept, quantity: Quantity) -> bool:
    kinds = concept.units
    return (
        quantity.kind in kinds
        or (quantity.kind == "count" and "rating" in kinds and quantity.out_of is not None)
        or (quantity.kind == "measure" and "count" in kinds)
    )


def followed_by_metric(reading: Reading, quantity: Quantity) -> bool:
    return any(
        fits(m.concept, quantity) and m.start >= quantity.end and RIGHT.match(reading.text[quantity.end : m.start])
        for m in reading.mentions
    )


def without_figures(reading: Reading, start: int, end: int) -> str:
    """The words between a metric and its figure: dates and figures of other kinds left out, adverbs too."""
    text = reading.text[start:end]
    for other in reversed(reading.quantities):
        if start <= other.start and other.end <= end:
            text = text[: other.start - start] + text[other.end - start :]
    return re.sub(r"\b(?:\w{3,}ly|year-over-year|yoy|y/y|year-on-year|annualized|again|more than|percent)\b", "", text)


def without_dates(reading: Reading, start: int, end: int) -> str:
    text = reading.text[start:end]
    for date in reversed(reading.dates):
        if start <= date.start and date.end <= end:
            text = text[: date.start - start] + text[date.end - start :]
    return text


_ADJECTIVE = re.compile(r"[a-z](?:al|ic|ive|ary|ory|ing|ous|ible|able|ent|ant|ern|ign|ar|id|[ts]ion|ity|ance|ence|ness|ship)$")


_POSSESSED = re.compile(r"\b(?:its|their)\s+$", re.I)


def adjectives(text: str, mention: Mention) -> str:
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
        if word[:1].isupper() and _POSSESSED.search(text, max(0, window + match.start() - 7), window + match.start()):
            words.insert(0, word)  # "its PyPI downloads" are somebody's, not PyPI's
            break
        opens = not text[: window + match.start()].strip(" *_-•>") and _ADJECTIVE.search(word)
        if not market and ((word[:1].isupper() and not opens) or word.lower().endswith("ed")):
            break
        words.insert(0, word)
        edge = window + match.start()
    while words and words[0] == "and":
        words.pop(0)
    return " ".join(words)
