"""A before and an after in a sentence, with their years: "from $70M in 2023 to $130M in 2024"."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Masked, Term, pattern
from kg.model import Precision
from kg.records import record


@record
class Pair:
    """Two figures of one thing, ``start`` and ``end`` being their span in the masked text."""

    before: Term
    after: Term
    start: int
    end: int
    first: Term | None = None
    last: Term | None = None
    spanned: Term | None = None
    """A period that covers both ("between 2019 and 2024"), when they have no dates of their own."""

    @property
    def years(self) -> int | None:
        """Whole years from before to after, if both are dated."""
        if self.first is not None and self.last is not None:
            a, b = self.first.quantity.period, self.last.quantity.period
            return b.end.year - a.end.year if a and b and a.end and b.end else None
        if self.spanned is not None:
            period = self.spanned.quantity.period
            return period.end.year - period.start.year if period and period.start and period.end else None
        return None


_NOUN = r"(?:\s*+[^\W\d_][\w'’&/-]*+){0,8}?\s*"
_IN = r"[(,]?\s*(?:(?:in|by|during|for|as of|at|since|through|until|the|end|of|start|beginning|late|early|mid|fiscal|financial|calendar|year|over|as|estimated|est\.?)[\s-]+)*\(?"
_DATE = rf"\s*{_IN}<D:{{}}>\s*(?:est\.?|estimate)?\)?"
_A_DATE = f"(?:{_DATE.format('da')})?"
_B_DATE = f"(?:{_NOUN}{_DATE.format('db')})?"
_AGO = r"(?:[\s,(]+(?:in\s+)?(?:the\s+(?:prior|previous|preceding|same)\s+\w+(?:\s+(?:last year|before))?|(?:a|one)\s+(?:year|decade|month|quarter)\s+(?:earlier|ago|before|prior|previously)|the\s+year\s+before|last\s+\w+)\)?)?"
_MOVES = (
    r"(?:grow\w*|grew|ris(?:e|es|ing|en)|rose|reach\w*|project\w*|forecast\w*|expand\w*|climb\w*|increas\w*|expect\w*|fall\w*|fell|declin\w*|drop\w*|scal\w*"
    r"|decreas\w*|shr[iau]nk\w*|soar\w*|surg\w*|jump\w*|doubl\w*|tripl\w*|accelerat\w*|swell\w*|balloon\w*|predict\w*|anticipat\w*|estimat\w*|hit|up|down|improv\w*)"
)

_FORMS = tuple(
    pattern(source)
    for source in (
        # from A (2023) to B (2024)
        rf"\bfrom {_NOUN}<V:a>{_A_DATE},?\s*{_NOUN}(?:{_DATE.format('dc')})?\s*(?:to|→|->)\s*(?:reach\s+)?{_NOUN}<V:b>{_B_DATE}",
        r"<V:a>→<V:b>" + _B_DATE,
        # to B from A
        rf"\bto {_NOUN}<V:b>{_B_DATE},?\s*{_NOUN}(?:up |down )?from {_NOUN}<V:a>{_A_DATE}(?!\s*{_NOUN}(?:to|→))",
        # B, up from A
        rf"<V:b>{_DATE.format('db')}[\s,(]*(?:against|compared (?:with|to)|versus|vs\.?)\s+{_NOUN}<V:a>{_DATE.format('da')}",
        rf"<V:b>{_B_DATE}[\s,(]*(?:against|compared (?:with|to)|versus|vs\.?)\s+{_NOUN}<V:a>{_AGO.removesuffix('?')}",
        rf"<V:b>{_B_DATE}[\s,(–—-]*{_NOUN}(?:in\s+<D:dc>\s*)?[,(–—-]*\s*(?:is |was |were |are )?(?:up|down|increased|decreased|rising|risen|falling|fallen)\s+from\s+{_NOUN}<V:a>{_A_DATE}{_AGO}",
    )
)
_DATED_FORMS = tuple(
    pattern(source)
    for source in (
        # A in 2024, growing to B by 2030
        rf"<V:a>{_DATE.format('da')}(?P<gap>[^.;]{{0,90}}?)\s*<V:b>{_DATE.format('db')}",
        # the market of 2024 at A and projects B by 2030
        rf"\b(?:of|in|for)\s+<D:da>,?\s+(?:at|is|was|stood at|came to|amounted to)\s+<V:a>(?P<gap>[^.;]{{0,90}}?)\s*<V:b>{_DATE.format('db')}",
        # A in 2024, growing at 20 % through 2030 to reach B
        rf"<V:a>{_DATE.format('da')}(?P<gap>[^.;]{{0,90}}?)<D:db>(?P<gap2>[^.;]{{0,30}}?(?:to|reaching|hitting|at|or)\s+(?:reach\s+)?)<V:b>(?!\s*{_IN}<D>)",
    )
)
_MOVING = re.compile(rf"\b{_MOVES}\b|\bto\b|→", re.I)
_JOINED = re.compile(r"\s*,?\s*(?:and|versus|vs\.?|against)\s*(?:\w+\s+){0,2}$", re.I)
_OPERANDS = pattern(r"<A>")


_RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|starting|anywhere|var(?:y|ies|ied|ying)|span\w*|between|anywhere|cost(?:s|ing)?|priced|aged)\s+(?:\w+\s+){0,2}$", re.I)
"""Before "from A to B" these words make it a range, not a change."""


def pairs(masked: Masked) -> Iterator[Pair]:
    """Every before and after of the text, each pair once, surest form first."""
    seen: set[tuple[int, int]] = set()
    for form in (*_FORMS, *_DATED_FORMS):
        for match in form.finditer(masked.text):
            found = _pair(masked, match, form in _DATED_FORMS)
            if found is None:
                continue
            key = (id(found.before.quantity), id(found.after.quantity))
            if key not in seen and key[::-1] not in seen:
                seen.add(key)
                yield found


def _pair(masked: Masked, match: re.Match[str], dated: bool) -> Pair | None:
    before, after = masked.term(match["a"]), masked.term(match["b"])
    if not alike(before, after) or _RANGING.search(masked.text, max(0, match.start() - 40), match.start()):
        return None
    groups = match.groupdict()
    first = _date(masked, groups.get("da")) or _date(masked, groups.get("dc"))
    last = _date(masked, groups.get("db"))
    if dated:
        gap = groups.get("gap", "") + groups.get("gap2", "")
        if first is None or last is None or not (_MOVING.search(gap) or _JOINED.match(gap)) or _OPERANDS.search(gap) or not _later(last, first):
            return None
        if before.quantity.kind == "percent" and re.search(r"CAGR|compound", gap, re.I):
            return None
    spanned = None
    if first is None or last is None:
        spanned = _span(masked, first or last)
    return Pair(before, after, match.start(), match.end(), first, last, spanned)


def alike(a: Term, b: Term) -> bool:
    """Whether two figures may be before and after: same kind, unit and currency."""
    return rounding.comparable(a.quantity, b.quantity) and a.quantity.per == b.quantity.per and not (_fraction(a) or _fraction(b))


def _fraction(term: Term) -> bool:
    """Whether a figure is a part told in words: "the first half"."""
    return term.quantity.kind == "count" and 0 < term.quantity.low < 1 and term.quantity.text[:1].isalpha()


def _date(masked: Masked, token: str | None) -> Term | None:
    return masked.term(token[-2:]) if token else None


def _later(last: Term, first: Term) -> bool:
    a, b = first.quantity.period, last.quantity.period
    return bool(a and b and a.end and b.end and b.end > a.end)


def _span(masked: Masked, given: Term | None) -> Term | None:
    """The only period of the sentence that has two ends, when the figures have no dates of their own."""
    dates = [t for _, t in masked.tokens(kinds="D")]
    spans = [t for t in dates if t.quantity.period and t.quantity.period.precision is Precision.SPAN and t.quantity.period.start and t.quantity.period.end]
    if len(spans) == 1 and (given is None or given is spans[0]) and all(t is spans[0] for t in dates):
        return spans[0]
    return None
