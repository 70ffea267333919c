"""Changes: growth in percent or points, a rate per year, a multiple of the earlier figure, a difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import COMPARING, Masked, Term, pattern
from kg.derivations.model import Derivation, Formula, Way
from kg.derivations.pairs import Pair, alike, pairs
from kg.model import Precision
from kg.quantities import extract
from kg.records import record
from kg.rounding import Interval

_UP = r"growth|increases?|rises?|gains?|jumps?|surges?|uplift|upswing|expansion|climb|hike|appreciation|advance|rebound|improvement|change|swing|higher|more|larger|greater|up"
_DOWN = r"declines?|decreases?|drops?|falls?|reductions?|cuts?|contraction|loss|slump|dip|savings?|shrinkage|narrowing|depletion|erosion|deterioration|retreat|lower|less|fewer|smaller|down"
_UP_VERB = r"grew|grown|grows?|growing|rose|rises?|risen|rising|increas(?:ed|es?|ing)|up|jump(?:ed|ing)|surg(?:ed|ing)|climb(?:ed|ing)|expand(?:ed|ing)|gain(?:ed|ing)|soar(?:ed|ing)|widen(?:ed|s|ing)|improv(?:ed|es|ing)|chang(?:ed|es|ing)|advanc(?:ed|es|ing)|rebound(?:ed|ing)|swell(?:ed|ing)|balloon(?:ed|ing)|accelerat(?:ed|ing)|rocket(?:ed|ing)"
_DOWN_VERB = r"declin(?:ed|es?|ing)|fell|falls?|fallen|falling|dropp(?:ed|ing)|drops?|decreas(?:ed|es?|ing)|shrank|shrunk|contract(?:ed|ing)|down|slid|slumped|cut|reduc(?:ed|es?|ing)|narrow(?:ed|s|ing)|lost|slip(?:ped|s|ping)|eas(?:ed|es|ing)|retreat(?:ed|ing)|tumbl(?:ed|es|ing)|plung(?:ed|es|ing)|sank|sunk|dipp(?:ed|ing)|dwindl(?:ed|ing)|diminish(?:ed|ing)|weaken(?:ed|ing)|slow(?:ed|ing)"
_BETWEEN = r"(?:(?!(?:of|in|on|to|for|by|from|than|and|or|per|with|as|the)\b)[^\W\d_][\w'’/.-]*[\s-]+){0,4}"
_THAT_IS = r"\b(?P<free>or|that is|i\.e\.|which is|namely|thus)[,:]?\s+"
_LIKE = r"(?:by\s+|roughly\s+|an?\s+|some\s+|as much as\s+)*"
_YEARLY = re.compile(r"\b(?:per year|per annum|annual(?:ly|i[sz]ed)?|a year|each year|yearly|p\.?a\.?|year[- ](?:over|on)[- ]year|yoy|y/y)\b", re.I)

_RESULTS = tuple(
    (kind, pattern(source))
    for kind, source in (
        *((kind, rf"{_THAT_IS}by\s+<{letter}:r>") for kind, letter in (("growth", "P"), ("points", "N"), ("difference", "A"))),
        ("growth", rf"<P:r>[\s-]+{_BETWEEN}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?!\s+(?:rate\s+)?(?:target|goal))"),
        ("growth", rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:\s+rate)?(?:\s+of|\s*:)\s+<P:r>"),
        ("growth", rf"\b(?:(?P<up>{_UP_VERB})|(?P<down>{_DOWN_VERB}))\s+{_LIKE}<P:r>(?!\s*(?:to|→)\s*<P>)"),
        ("points", rf"<N:r>[\s-]*{_BETWEEN}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b"),
        ("points", rf"\b(?:(?P<up>{_UP}|{_UP_VERB})|(?P<down>{_DOWN}|{_DOWN_VERB}))\s+(?:of\s+)?{_LIKE}<N:r>"),
        ("times", rf"<X:r>[\s-]+{_BETWEEN}(?:(?P<up>{_UP}|as (?:many|much|large|high|big))|(?P<down>{_DOWN}))\b"),
        ("times", rf"\b(?P<up>{_UP_VERB}|multiplied)\s+{_LIKE}<X:r>(?!\s*(?:to|→)\s*<X>)"),
        ("times", rf"\b(?P<down>{_DOWN_VERB})\s+{_LIKE}<X:r>"),
        ("difference", r"\b(?:(?P<up>increase|rise|gain|jump|addition)|(?P<down>decline|decrease|drop|fall|reduction|cut|savings?|loss)) of\s+<A:r>"),
        ("difference", rf"\b(?:(?P<up>{_UP_VERB})|(?P<down>{_DOWN_VERB}))\s+(?:by\s+<A:r>|<A:s>(?=\s+to\s+))"),
        ("difference", rf"<A:r>\s+{_BETWEEN}(?:(?P<up>increase|rise|gain|jump)|(?P<down>decline|decrease|drop|fall|reduction|cut|saving))\b"),
    )
)
_AMOUNT_CUE = re.compile(r"\b(?:by|of|increase|rise|gain|jump|decline|decrease|drop|fall|reduction|cut|saving)\b", re.I)
_SPELLED = pattern(r"<X:r>")
_RATES = tuple(
    pattern(source)
    for source in (
        r"<P:r>\s*\)?[\s-]+(?:(?:nominal|real|implied|expected|projected|estimated|five-year|ten-year|\w+-year)\s+)*(?P<compound>CAGRs?\b|compound(?:ed)?\s+annual|compounded)",
        r"(?P<compound>\bCAGRs?|compound(?:ed)? annual (?:growth )?(?:growth )?rates?)(?:\s*\((?:CAGR|AAGR)\))?(?:\s+(?:of|at|is|was|:|=))*[\s:=]+<P:r>",
        r"\b(?:grow\w*|grew|expand\w*|ris\w+|rose|increas\w*|climb\w*|advanc\w*|scal\w*|rate)\s+{w2}(?:of|by|at|some)?\s*<P:r>\s+(?:per year|a year|annually|per annum|p\.a\.|each year|every year)",
        r"\bannual(?:i[sz]ed)? (?:average )?(?:growth|increase|rise|gain)(?: rate)? of <P:r>",
        r"<P:r> (?:average )?annual(?:i[sz]ed)? growth\b",
        r"<P:r>\s+(?:per year|a year|annually|per annum|p\.a\.|each year|every year)",
    )
)


_BASED = pattern(
    r"\s*(?:than\b|(?:on|over|from|compared (?:with|to)|versus|vs\.?|relative to|above|below|against)\b(?!\s+(?:the\s+|that\s+|this\s+|just\s+|a\s+)?(?:same\s+|next\s+|last\s+|past\s+)?(?:<U>|<C>\s+years|<D>\s*(?:to|[–-])|period|decade|year\b|course|interval|span|time|two|three|four|five)))"
)


@record
class _Stated:
    """A result in the text: where it stands, what kind of change, and its direction."""

    kind: str
    term: Term
    start: int
    end: int
    down: bool
    compound: bool = False
    based: bool = False
    """Whether the text names what it is a change from ("20 % more than planned", "up 5 % on 2019")."""
    free: bool = False
    """Whether the direction is that of the figures before it ("…, or by 20 %")."""


def _change(kind: str) -> Formula:
    return {
        "growth": lambda x: rounding.growth(x[0], x[1]),
        "points": lambda x: rounding.difference(x[1], x[0]),
        "basis points": lambda x: rounding.product([rounding.difference(x[1], x[0]), 100]),
        "difference": lambda x: rounding.difference(x[1], x[0]),
        "times": lambda x: rounding.ratio(x[1], x[0]),
        "more": lambda x: rounding.difference(rounding.ratio(x[1], x[0]), 1),
        "less": lambda x: rounding.ratio(x[0], x[1]),
    }[kind]


def _compound(years: int) -> Formula:
    return lambda x: rounding.cagr(x[0], x[1], years)


def _simple(years: int) -> Formula:
    return lambda x: rounding.product([rounding.growth(x[0], x[1]), Fraction(1, years)])


def changes(masked: Masked, as_of: int | None = None) -> Iterator[Derivation]:
    """Every stated change that stands beside the two figures it follows from."""
    if (not masked.count("G") and not _AMOUNT_CUE.search(masked.text)) or masked.count("V") < 2:
        return
    found = list(pairs(masked))
    rates = list(_rates(masked))
    taken = {id(r.term.quantity) for r in rates}
    stated = [s for s in _stated(masked) if id(s.term.quantity) not in taken]
    for result in rates:
        pair = _nearest(masked, result, found)
        if pair is not None:
            yield from _rate(masked, result, pair, as_of)
    for result in stated:
        pair = _nearest(masked, result, found) or _around(masked, result)
        if pair is not None:
            yield from _growth(masked, result, pair)


def _stated(masked: Masked) -> Iterator[_Stated]:
    seen: set[int] = set()
    for kind, form in _RESULTS:
        for match in form.finditer(masked.text):
            term = masked.term(match["r"] or match.groupdict().get("s"))
            if id(term.quantity) not in seen:
                seen.add(id(term.quantity))
                groups = match.groupdict()
                down = groups.get("down") is not None
                yield _Stated(kind, term, match.start(), match.end(), down, False, bool(_BASED.match(masked.text, match.end())), groups.get("free") is not None)
    for match in _SPELLED.finditer(masked.text):
        term = masked.term(match["r"])
        if id(term.quantity) not in seen and re.fullmatch(r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)\w+", term.quantity.text, re.I):
            yield _Stated("times", term, match.start(), match.end(), False)


def _rates(masked: Masked) -> Iterator[_Stated]:
    seen: set[int] = set()
    for form in _RATES:
        for match in form.finditer(masked.text):
            term = masked.term(match["r"])
            if id(term.quantity) not in seen:
                seen.add(id(term.quantity))
                groups = match.groupdict()
                yield _Stated("rate", term, match.start(), match.end(), False, groups.get("compound") is not None)


_LINKS = re.compile(
    r"[\s,;:()=≈~–—.+-]*(?:(?:a|an|the|up|down|or|i\.e\.|that is|representing|represents?|reflect(?:s|ing)|impl(?:y|ying|ies)|which|is|was|marks?|marking|equivalent|equal(?:s|ling)?|equat(?:es|ing)|to|of|by|with|at|for|this|that|it"
    r"|corresponding|corresponds|translat(?:es|ing)|into|amount(?:s|ing)|making|indicat(?:es|ing)|demonstrat(?:es|ing)|total|cumulative|overall|nearly|about|approximately|roughly|annual|implied|showing|shows|yielding"
    r"|giving|gives|posting|meaning|means|relative|absolute|growing|growth|increase|rise|decline|rising|expanding|grew|rose|increased|fell|declined|declining|falling|only|just|almost|some|more|than|constitut(?:es|ing)|compounding|registering|recording"
    r"|near|strong|robust|in|years?|two|three|four|five|single|one|over|decade|six|ten|period|forecasting|projecting|forecast|both)\b[\s,:()=≈~–—+-]*)*$",
    re.I,
)
_TURNS = re.compile(r"\b(?:and|but|with)\s+(?!(?:is|was|to|at|an?|the|exhibit\w*|register\w*|grow\w*|record\w*|reach\w*|represent\w*|expected|projected|forecast)\b)", re.I)
_WHEN = pattern(r"\s*\(?\b(?:since|in|between|over|during|by|from)\s+<D>\)?")
_PLAIN = re.compile(r"[\w\s'’()/\uE000-\uF8FF-]{0,70}$")
_OTHER = re.compile(rf"\b(?:as|while|and|when|with|but|after|because|where|which|than|since|until|driven|due|thanks|helped|despite|among|{_UP_VERB}|{_DOWN_VERB})\b", re.I)


def _nearest(masked: Masked, result: _Stated, found: list[Pair]) -> Pair | None:
    """The pair that the result speaks of: linked to it by nothing but linking words."""
    best, distance = None, 10**6
    for pair in found:
        if result.term is pair.before or result.term is pair.after or not _fits_kind(result, pair):
            continue
        if result.end <= pair.start:
            gap, linked = masked.text[result.end : pair.start], _leads(masked, result, pair)
        elif result.start >= pair.end:
            gap, linked = masked.text[pair.end : result.start], _follows(masked, result, pair)
        else:
            gap, linked = "", True
        if linked and len(gap) < distance:
            best, distance = pair, len(gap)
    return best


def _fits_kind(result: _Stated, pair: Pair) -> bool:
    kind = pair.before.quantity.kind
    if result.kind == "points":
        return kind == "percent"
    if result.kind == "difference":
        return alike(result.term, pair.before)
    return kind != "percent" or result.kind in ("growth", "times")


_AND = re.compile(r"\b(?:and|or)\s+$", re.I)


def _leads(masked: Masked, result: _Stated, pair: Pair) -> bool:
    gap = re.sub(r"\band\s+(?:hit|reach\w*|total\w*)\b", "", _WHEN.sub("", masked.text[result.end : pair.start]), flags=re.I)
    if _AND.search(masked.text, max(0, result.start - 12), result.start) and masked.tokens(max(0, result.start - 60), result.start, "G"):
        return False
    return bool(_PLAIN.match(gap.rstrip(" ,"))) and not _OTHER.search(gap) and not masked.tokens(result.end, pair.start)


_AHEAD = re.compile(r"\s*(?:is|are|was|were|has\s+been|had\s+been)\s+(?:expected|forecast|projected|planned|predicted|likely|possible|assumed)\b", re.I)
"""Behind a result: it is that of another time than the figures before it."""
_COUNTED = re.compile(r"^(?:\s+(?!(?:and|or|but|while|as|when|with|which|that|in|on|at|by|for|to|of|than|a|an|the)\b)[^\W\d_][\w'-]*){1,2}(?=,\s)", re.I)
"""What the later figure counts: "from 318 to 262 offences, …"."""


def _follows(masked: Masked, result: _Stated, pair: Pair) -> bool:
    gap = _COUNTED.sub("", _WHEN.sub("", masked.text[pair.end : result.start]))
    if masked.tokens(pair.end, result.start) or result.based or _AHEAD.match(masked.text, result.end):
        return False
    if result.kind == "rate" and result.compound:
        return len(gap) <= 60 and not COMPARING.search(gap) and not _TURNS.search(gap)
    return len(gap) <= 60 and bool(_LINKS.match(gap))


_FROM = pattern(r"\s*{w3}(?:from|over|on|compared (?:with|to)|versus|vs\.?|than|above|below|relative to)\s+(?:the |its )?{w4}<V:a>(?!\s*{w4}(?:to|→)\s)")
_LEFT = pattern(r"<V:b>(?P<gap>[^;]{0,70})$")
_STATES = re.compile(r"\b(?:represent\w*|is|was|were|are|mark\w*|reflect\w*|constitut\w*|impl\w+|equal\w*|amount\w*|show\w*|up|down)\b|[,(–—]\s*(?:a|an)?\s*$", re.I)


_REAL = re.compile(r"\b(?:in\s+real|real\s+terms|constant|like[- ]for[- ]like|adjusted|organic\w*)\b", re.I)


def _around(masked: Masked, result: _Stated) -> Pair | None:
    """"B represents 29x growth from A": the later figure before the result, the earlier after it."""
    right = _FROM.match(masked.text, result.end)
    left = _LEFT.search(masked.text, max(0, result.start - 100), result.start)
    if not right or not left or masked.tokens(left.start("gap"), result.start) or _REAL.search(right.group()):
        return None
    gap = left["gap"]
    before, after = masked.term(right["a"]), masked.term(left["b"])
    if result.term in (before, after) or not alike(before, after) or not _STATES.search(gap) or re.search(r"\b(?:while|whereas|and|but)\b|;", gap):
        return None
    pair = Pair(before, after, left.start(), right.end())
    return pair if _fits_kind(result, pair) else None


# --------------------------------------------------------------------------- what may have been meant


def _growth(masked: Masked, result: _Stated, pair: Pair) -> Iterator[Derivation]:
    if result.kind in ("points", "difference"):
        unit = "" if result.kind == "difference" else " basis points" if result.term.quantity.unit == "basis point" else " points"
        kind = "basis points" if result.term.quantity.unit == "basis point" else result.kind
        ways = [Way(_change(kind), (pair.before, pair.after), f"{pair.after.text} − {pair.before.text}", unit)]
        yield Derivation("difference", result.term, tuple(ways), _falls(masked, result, pair), label="a change of")
        return
    names = (pair.before, pair.after)
    words = f"from {_dated(pair.before, pair.first)} to {_dated(pair.after, pair.last)}"
    if result.kind == "times":
        first, second = ("less", "less") if result.down else ("times", "more")
        ways = [Way(_change(first), names, words, "x"), *([Way(_change(second), names, words + ", growth alone", "x")] if second != first else [])]
        spelled = re.fullmatch(r"[A-Za-z]+", result.term.quantity.text)
        yield Derivation("multiple-change", result.term, tuple(ways[:1] if spelled else ways), label="a multiple of")
        return
    ways = [Way(_change("growth"), names, words, "%")]
    if pair.before.quantity.kind == "percent":
        ways.append(Way(_change("points"), names, words + ", in points", "%"))
    around = masked.text[max(0, result.start - 40) : result.end + 40]
    if (years := pair.years) and years > 1 and _YEARLY.search(around):
        ways += [Way(_compound(years), names, f"{words}, per year", "%"), Way(_simple(years), names, f"{words}, a {years}th each year", "%")]
    yield Derivation("growth", result.term, tuple(ways), _falls(masked, result, pair), label="growth of")


def _falls(masked: Masked, result: _Stated, pair: Pair) -> bool:
    """Whether the words speak of a fall; an "improvement" or a "change" may go either way."""
    if result.free or re.search(r"\b(?:improv\w+|chang\w+|swing)\b", masked.text[result.start : result.end], re.I):
        return pair.after.quantity.high < pair.before.quantity.low
    return result.down


def _rate(masked: Masked, result: _Stated, pair: Pair, as_of: int | None) -> Iterator[Derivation]:
    names = (pair.before, pair.after)
    if pair.before.quantity.kind == "percent":
        return
    words = f"{_dated(pair.before, pair.first)} to {_dated(pair.after, pair.last)}"
    spans = _spans(pair, as_of)
    if not spans:
        return
    closed = len(spans) == 1
    own = _own_span(masked, result)
    if own and pair.years and own != pair.years:
        # "$12B in 2023 to $31B by 2030, at a CAGR of 15 % from 2024": the figure of 2024 is not given
        way = Way(_later_start(pair.years), names, f"{words}, from the first or the second year", "% a year")
        yield Derivation("compound", result.term, (way,), sure=False, label="growth per year of")
        return
    ways = [Way(_compound(n), names, words + ("" if closed else f" over {n} years"), "% a year") for n in spans]
    if not result.compound:
        ways += [Way(_simple(n), names, f"{words}, simple", "% a year") for n in spans]
    near = [n for n in range(max(1, spans[0] - 3), spans[0] + 4) if n not in spans] if closed else []
    extra = tuple(Way(_compound(n), names, f"{n} years instead of {spans[0]}", "% a year") for n in near)
    yield Derivation("compound", result.term, tuple(ways), extra=extra, sure=closed, note="" if closed else "whatever the base year", label="growth per year of")


_OWN_SPAN = pattern(r"[^.;]{0,30}?\b(?:from|over|between|during|for|in|through)?\s*(?:the\s+)?(?:forecast\s+|projection\s+)?(?:period\s+)?(?:of\s+)?\(?<D:d>")


def _own_span(masked: Masked, result: _Stated) -> int | None:
    """The years of the period that is given for the rate itself."""
    own = _OWN_SPAN.match(masked.text, result.end)
    period = masked.term(own["d"]).quantity.period if own else None
    spans = period and period.precision is Precision.SPAN and period.start and period.end
    return period.end.year - period.start.year if spans else None


def _later_start(years: int) -> Formula:
    """Any rate between those over all years and over one year less, with two points of room for the first year."""

    def formula(x: Sequence[Interval]) -> Interval:
        long, short = (rounding.cagr(x[0], x[1], n) for n in (years, max(years - 1, 1)))
        return Interval(None if long.low is None else long.low - 2, short.high, True, True)

    return formula


def _spans(pair: Pair, as_of: int | None) -> list[int]:
    """The years the rate may run over: one, if both ends are dated and the rate has no period of its own."""
    if pair.years is not None:
        return [pair.years] if pair.years > 0 else []
    last = pair.last.quantity.period if pair.last else None
    if last and last.end and as_of:
        return [n for year in range(as_of - 4, as_of + 3) if (n := last.end.year - year) > 0]
    return []


def _dated(term: Term, date: Term | None) -> str:
    period = date.quantity.period if date else None
    if not period or not period.end or str(period.end.year) in term.text:
        return term.text
    return f"{term.text} ({period.end.year})"


MAGNITUDE = r"(?:<C:n>|\b(?P<an>an|several|multiple))?\s*\borders?[\s-]of[\s-]magnitude\b"
_MAGNITUDE = pattern(MAGNITUDE)


def magnitudes(masked: Masked) -> Iterator[Derivation]:
    """"Orders of magnitude" between the only two comparable figures of a sentence."""
    for match in _MAGNITUDE.finditer(masked.text):
        amounts = [t for at, t in masked.tokens(kinds="V") if not match.start() <= at < match.end()]
        if len(amounts) != 2 or not alike(*amounts) or min(t.quantity.low for t in amounts) <= 0:
            continue
        small, large = sorted(amounts, key=lambda t: t.quantity.low)
        yield magnitude(masked, match, small, large)


def magnitude(masked: Masked, match: re.Match[str], small: Term, large: Term, sure: bool = True) -> Derivation:
    """The words "orders of magnitude" as a stated multiple.

    Half of ten to that power is enough: the words are never meant to the digit.
    """
    written = masked.term(match["n"][-2:]) if match["n"] else None
    plural = "orders" in match.group().lower()
    orders = int(written.quantity.low) if written else 2 if plural else 1
    words = " ".join(filter(None, [written.text if written else match["an"], "orders of magnitude" if plural else "order of magnitude"]))
    start = masked.owner.text.lower().find("order")
    least = extract(f"at least {5 * 10 ** max(orders - 1, 0)}x")[0]
    stated = Term(masked.owner, replace(least, bound="ge", text=words, start=max(start, 0), end=max(start, 0) + len(words)))
    way = Way(lambda x: rounding.ratio(x[0], x[1]), (large, small), f"{large.text} ÷ {small.text}", "x", loose=False)
    return Derivation("magnitude", stated, (way,), sure=sure)
