"""Metrics that a turn of phrase tells, where no metric word stands beside the figure."""

from __future__ import annotations

from kg import patterns as re
from kg.measured.base import Measured, make
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record

_HEDGE = r"(?:about|around|roughly|approximately|nearly|almost|some|over|more\s+than|just\s+over|just\s+under|an?|estimated|~)?\s*"
_COMPANY = r"(?:the\s+(?:company|firm|start-?up|business)|[A-Z][\w&.’'-]*(?:\s+[A-Z][\w&.’'-]*){0,3})"
_GIVERS = r"(?:investors?|backers?|shareholders?|venture\s+(?:capitalists?|funds?))"
_TAKES = r"(?:raised|attracted|accumulated|collected|received|secured|amassed|gathered|(?:brought|taken|pulled)\s+in)"
_SO_FAR = r"\b(?:to\s+date|so\s+far|in\s+total|overall|altogether|since\s+(?:its\s+)?(?:founding|inception|foundation|launch)|over\s+its\s+lifetime|all\s+rounds)\b"
_ROUND = re.compile(r"\b(?:round|series\s+[a-k]\b|seed|tranche|debt|loan|grant)", re.I)
_PART_ALONE = re.compile(r"(?:^|[.;:]\s+)(?:in|at|for)\s+[^.;:,]{2,40}\s+alone\b[^.;:]{0,40}$", re.I)
_AT_WORK = r"(?:currently\s+|now\s+)?(?:work(?:s|ed|ing)?\s+(?:at|for)|(?:are|were)\s+employed\s+(?:at|by))\s+"


@record
class _Wording:
    """What stands before and after a figure; ``anywhere`` must stand in the sentence as well."""

    metric: str
    kind: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    anywhere: re.Pattern[str] | None = None


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s+(?i:{_HEDGE})$", kept=True)


_FUNDING = re.compile(
    r"\s+(?:(?:in|of|worth\s+of)\s+)(?:(?:total|outside|external|equity|venture|private|growth)\s+){0,2}(?:funding|capital|financing|investments?|equity|funds)\b(?!\s+from\s+(?-i:[A-Z]))|\s+from\s+(?:\w+\s+){0,2}(?:investors|backers)\b",
    re.I,
)
_WORDINGS = (
    _Wording("total funding raised", "money", _before(rf"(?i:\b(?:has|have|having)\s+(?:\w+ly\s+|now\s+|so\s+far\s+)?{_TAKES})"), _FUNDING),
    _Wording("total funding raised", "money", _before(r"(?i:\bbacked\s+by)"), _FUNDING),
    _Wording("total funding raised", "money", _before(rf"(?i:\b{_TAKES})"), _FUNDING, re.compile(_SO_FAR, re.I)),
    _Wording("total funding raised", "money", _before(r"(?i:\bbrought\s+(?:in|it))"), None, re.compile(r"\ball\s+(?:\w+\s+)?rounds\b", re.I)),
    _Wording("total funding raised", "money", _before(rf"(?i:\b{_GIVERS}\s+(?:have\s+)?(?:put|invested|poured|committed))"), re.compile(rf"\s+in(?:to)?\s+(?i:it\b|(?={_COMPANY}))|\s+in(?:to)?\s+{_COMPANY}"), re.compile(_SO_FAR, re.I)),
    _Wording("total funding raised", "money", None, re.compile(rf"\s+(?:has|have)\s+been\s+(?:invested|put)\s+in(?:to)?\s+{_COMPANY}"), re.compile(_SO_FAR, re.I)),
    _Wording("total funding raised", "money", _before(r"(?i:\b(?:its|their|the\s+company['’]s|the\s+start-?up['’]s|[\w-]+['’]s)\s+(?:total\s+)?(?:funding|capital\s+raised)(?:\s+total|\s+to\s+date|\s+so\s+far)?\s+(?:totals?|totalled|totaled|amounts?\s+to|amounted\s+to|comes\s+to|came\s+to|stands\s+at|reached|adds\s+up\s+to))")),
    _Wording("total funding raised", "money", _before(r"(?i:\btotal\s+funding\s+(?:to\s+date\s+)?(?:totals?|amounts?\s+to|amounted\s+to|comes\s+to|came\s+to|stands\s+at|stood\s+at|reached|is|was))")),
    _Wording("employees", "count", _before(r"(?i:\b(?:workforce|payroll|staff|headcount)\s+(?:now\s+|currently\s+)?(?:numbers?|numbered|counts?|counted|lists?|listed|totals?|totalled|totaled|amounts?\s+to|comes\s+to|(?:has\s+)?gr(?:own|ew)\s+to|(?:has\s+)?(?:rise|rose|risen|fell|fallen|shrank|shrunk)\s+to|comprises))")),
    _Wording("employees", "count", _before(r"(?i:\bteam\s+(?:has\s+)?(?:grown|grew|expanded|shrunk)\s+to)")),
    _Wording("employees", "count", _before(r"(?i:\b(?:grown|grew|expanded|increased|cut|reduced)\s+(?:its|the|their)\s+(?:team|workforce|headcount|staff)\s+to)")),
    _Wording("employees", "count", None, re.compile(rf"\s+(?i:(?:full-time\s+)?(?:people|individuals|persons|staff|men\s+and\s+women))\s+(?i:{_AT_WORK})(?:it\b|{_COMPANY})(?!\s+(?i:office|site|plant|factory|team|lab|unit|division|branch|headquarters))")),
    _Wording("employees", "count", None, re.compile(r"\s+people\s+on\s+(?:staff|(?:its|the)\s+payroll)\b", re.I)),
    _Wording("employees", "count", _before(r"(?i:\b(?:a|its|the)\s+(?:staff|team|workforce)\s+of)"), re.compile(r"\s+(?:runs?|keeps?|works?|builds?|operates?|makes?)\b")),
    _Wording("employees", "count", _before(r"(?i:\bteam\s+(?:now\s+)?(?:numbers?|numbered|counts?|counted|comprises))"), re.compile(r"\s*(?:people|heads|members|[.,;]|$)")),
    _Wording("customers", "count", _before(r"(?i:\b(?:customer\s+base|client\s+(?:list|base)|customer\s+list)\s+(?:now\s+)?(?:numbers?|numbered|counts?|comprises|stands\s+at|(?:has\s+)?gr(?:own|ew)\s+to))")),
    _Wording("customers", "count", None, re.compile(r"\s+(?:companies|firms|businesses|organi[sz]ations|enterprises|clients)\s+(?:now\s+|already\s+)?pay\s+for\s+(?:it\b|its\s|the\s+(?:service|product|software|platform))", re.I)),
    _Wording("valuation", "money", _before(rf"(?i:\b(?:round|series\s+[a-k]|investment|deal))\s+(?i:priced|valued)\s+(?i:{_COMPANY}|it)\s+at")),
    _Wording("valuation", "money", _before(r"(?i:\bput\s+a\s+(?:price|value)(?:\s+tag)?\s+of)"), re.compile(r"\s+on\s+(?:it\b|the\s+(?:company|firm|start-?up|business)|[A-Z])")),
    _Wording("revenue", "money", _before(r"(?i:\b(?:it|the\s+(?:company|firm|start-?up|business|group))\s+turned\s+over)")),
    _Wording("valuation", "money", _before(rf"(?:(?<!\w)(?i:it|the\s+company|the\s+firm|the\s+start-?up|the\s+business)|{_COMPANY})\s+(?:is|was|became)\s+(?:now\s+|then\s+)?worth")),
    _Wording("valuation", "money", _before(rf"(?i:\bvalues?)\s+(?:it|them|{_COMPANY})\s+at")),
    _Wording("valuation", "money", _before(rf"(?i:\bputs?)\s+(?:{_COMPANY}['’]s|its|the\s+company['’]s)\s+(?:worth|value)\s+at")),
    _Wording("valuation", "money", _before(r"(?i:['’]s|\bits)\s+(?:worth|value)\s+(?:was|is|has\s+been)\s+put\s+at")),
)  # fmt: skip


def by_wording(reading: Reading, quantity: Quantity, left_limit: int) -> Measured | None:
    """The metric of a figure whose sentence says it in a known turn of phrase."""
    if quantity.kind not in ("money", "count"):
        return None
    text = reading.text
    before = text[max(left_limit, quantity.start - 90) : quantity.start]
    if _PART_ALONE.search(text[: quantity.start]):
        return None  # "In Germany alone, 300 people work for it"
    for wording in _WORDINGS:
        if wording.kind != quantity.kind or (wording.kind == "count" and quantity.unit):
            continue
        if wording.before and not wording.before.search(before):
            continue
        if wording.after and not wording.after.match(text[quantity.end : quantity.end + 90]):
            continue
        if wording.anywhere and not wording.anywhere.search(text):
            continue
        if wording.metric == "total funding raised" and _ROUND.search(text) and not (wording.anywhere and wording.anywhere.search(text)):
            continue
        concept = reading.metrics.concept(wording.metric)
        return make(reading, quantity, wording.metric, concept, "", 0.75, "verb")
    return None
