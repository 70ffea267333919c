"""Ratios: valuation multiples, shares of a whole, figures per head, premiums, how long a stock lasts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kg import nouns, rounding
from kg import patterns as re
from kg.derivations.masked import COMPARING, Masked, Term, pattern
from kg.derivations.model import Derivation, Way
from kg.model import Quantity

_BASE = r"(?:ARR|MRR|revenues?|sales|EBITDA|EBIT|earnings|profits?|net income|income|GMV|bookings|NTM|LTM|run[- ]rate|free cash flow|cash flow|FCF|book value|premiums|recurring)"
_PRICE = re.compile(
    r"\b(?:valuation|valued|values|worth|market cap\w*|enterprise value|equity value|EV|acquired|acquisition|acquire|bought|buyout|takeover|purchase price|sold|deal|price tag|capitali[sz]ation|price|offer|pre-money|post-money)\b",
    re.I,
)
_MULTIPLES = (
    pattern(rf"<X:r>[\s-]+(?:(?:its|their|the|trailing|forward|current|annual|estimated|next-twelve-month|implied|projected|\d{{4}})[\s-]+){{0,4}}(?P<base>{_BASE}|multiple)\b"),
    pattern(r"\bmultiples? (?:of|at|is|was|equal to) {w2}<X:r>"),
    pattern(r"\b(?:EV/(?:EBITDA|sales|revenue)|P/E|price[- ]to[- ](?:sales|earnings|book)|price/(?:sales|earnings))(?: ratio| multiple)?(?: of| at| is| was|:)? <X:r>"),
)
_MONEY = pattern(r"<M:m>")


def clauses(masked: Masked) -> Iterator[tuple[int, int]]:
    """Spans within which figures belong together: brackets by themselves, and the text cut at comparisons."""
    text, at = masked.text, 0
    for bracket in re.finditer(r"\([^()]*\)", text):
        yield bracket.span()
    for cut in re.finditer(r"[;]|,?\s(?:far (?:below|above|under|over)|well (?:below|above|under|over)|compared (?:with|to)|versus|vs\.?|whereas|while|than)\s|,\s(?:below|above)\s", text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


def multiples(masked: Masked) -> Iterator[Derivation]:
    """A valuation, what it is a multiple of, and the multiple, all three stated."""
    done: set[int] = set()
    for start, end in clauses(masked):
        for form in _MULTIPLES:
            for match in form.finditer(masked.text, start, end):
                term = masked.term(match["r"])
                amounts = [(at, t) for at, t in masked.tokens(start, end, "M") if t.quantity.per is None]
                if id(term.quantity) in done or len(amounts) < 2:
                    continue
                found = _price_and_base(masked, amounts, match.start(), start, end)
                if found is None:
                    continue
                done.add(id(term.quantity))
                price, base = found
                way = Way(lambda x: rounding.ratio(x[0], x[1]), (price, base), f"{price.text} ÷ {base.text}", "x")
                yield Derivation("multiple", term, (way,), label="a multiple of")


def _price_and_base(masked: Masked, amounts: list[tuple[int, Term]], at: int, start: int, end: int) -> tuple[Term, Term] | None:
    text = masked.text
    if not _PRICE.search(text, start, end) or not re.search(rf"\b{_BASE}\b", text[start:end], re.I):
        return None
    bases = [(p, t) for p, t in amounts if _beside(text, p, _BASE_WORD, start, end)]
    prices = [(p, t) for p, t in amounts if _beside(text, p, _PRICE, start, end) and (p, t) not in bases]
    if len(amounts) == 2:
        one, two = sorted((t for _, t in amounts), key=lambda t: t.quantity.high)
        if two.quantity.low > one.quantity.high and any(t is one for _, t in bases):
            return two, one
        return None
    if len(bases) == 1 and len(prices) == 1:
        return prices[0][1], bases[0][1]
    return None


_BASE_WORD = re.compile(rf"\b{_BASE}\b", re.I)


def _beside(text: str, at: int, word: re.Pattern[str], start: int, end: int) -> bool:
    """Whether such a word stands directly after the figure, or before it within a few words."""
    after = re.match(r"..\+?[\s-]*(?:[\w'-]+\s+){0,3}?", text[at:end], re.S)
    if after and word.match(text, at + after.end()):
        return True
    for skip in range(4):
        ahead = re.match(rf"..\+?\s+(?:[\w'/-]+\s+){{{skip}}}", text[at:end], re.S)
        if ahead and word.match(text, at + ahead.end()):
            return True
    before = text[max(start, at - 40) : at]
    found = list(word.finditer(before))
    return bool(found) and not re.search(r"[,;()\uE000-\uF8FF]", re.sub(r"^\s*\(", "", before[found[-1].end() :]))


# --------------------------------------------------------------------------- shares

_NOUNS = r"(?:\s*+[^\W\d_][\w'’&-]*+){0,6}?\s*"
_ADJECTIVES = r"(?:\s*+(?!(?:in|across|for|at|from|per|with|on|to|by|among|and|or|that|which|who|of)\b)[^\W\d_][\w'’&-]*+){0,5}?\s*"
_SHARES = tuple(
    pattern(source)
    for source in (
        # 23 of 150 patients (15.3 %); 23 out of 150, or 15.3 %
        rf"<A:part>\s+{_NOUNS}(?:of|out of|/|among)\s+(?:the\s+|its\s+|all\s+|a total of\s+)*<A:whole>{_NOUNS}(?:\(|,?\s*(?:or|i\.e\.,?|representing|equal to|equivalent to|a share of|which is)\s+|[–—]\s*)\(?<P:r>(?=\s*[),;.]|\s*$)",
        # 15.3 % (23 of 150 patients)
        rf"<P:r>{_NOUNS}[\s,]*\(\s*(?:n\s*=\s*)?<A:part>{_NOUNS}(?:of|out of|/|÷)\s*(?:the\s+|a total of\s+)?<A:whole>{_NOUNS}\)",
        # $5M represents 10 % of the $50M budget
        rf"<A:part>{_NOUNS}\s*,?\s*(?:which )?(?:represent(?:s|ed|ing)?|account(?:s|ed|ing)? for|mak(?:es|ing) up|made up|constitut(?:es|ed|ing)|equal(?:s|ling)?|(?:is )?equivalent to|compris(?:es|ed|ing)|or|is|was|were)\s+{{w2}}<P:r>\s+(?:share\s+)?of\s+{_ADJECTIVES}<A:whole>",
        # 20 % of the 500 beds, or 100
        rf"<P:r>\s+of\s+{_ADJECTIVES}<A:whole>{_NOUNS}\s*(?:,\s*(?:or|that is|i\.e\.,?|equal to|equivalent to|amounting to)\s+|\(\s*)<A:part>(?=\s*{_ADJECTIVES}(?:[),.;]|$))",
        # an ARR of $130M implies 1-3 % penetration of the market estimate ($5-15B)
        rf"<A:part>{_NOUNS}\s*,?\s*(?:represent(?:s|ed|ing)?|account(?:s|ed|ing)? for|impl(?:y|ies|ying)|equal(?:s|ling)?|(?:is )?equivalent to|constitut(?:es|ing))\s+{{w2}}<P:r>\s+{_NOUNS}\bof\s+(?:the\s+|its\s+)?{_NOUNS}(?:\(|of\s+|at\s+)<A:whole>",
        # 18 % of exports, or $31B of the $142B total
        rf"<P:r>\s+of\s+{_ADJECTIVES},?\s+or\s+<A:part>\s+(?:out )?of\s+(?:the\s+|a\s+)?{_ADJECTIVES}<A:whole>",
        # of the 300 buses, 112 are electric (37 %); 300 buses, of which 112 (37 %) are electric
        rf"\bof\s+(?:all\s+|these\s+|those\s+)?<A:whole>\s+{_NOUNS},?\s+<A:part>{_NOUNS}\(<P:r>(?=\s*[),;])",
        rf"<A:whole>{_NOUNS},?\s+of\s+(?:whom|which|these|them)\s+<A:part>{_NOUNS}\(<P:r>(?=\s*[),;])",
        # 168 of 240 patients, 70 % of the target
        rf"<A:part>\s+{_NOUNS}(?:of|out of)\s+(?:the\s+|its\s+|all\s+)*<A:whole>\s+{{w1}}[^\W\d_]+,\s+(?:or\s+)?<P:r>\s+of\s+(?:the|its|their)\s+(?P<named>target|total|goal|plan|whole|sample)\b(?!\s+of\b)",
        # debt of $472M on assets of $1.18B means a ratio of 40 %
        rf"<M:part>\s+on\s+{_NOUNS}<M:whole>{_NOUNS}(?:[,(]|\b(?:means?|impl(?:y|ies)|gives?|yields?|makes?|or)\b)\s*(?:an?\s+|the\s+)?(?!gross|tax){{w2}}(?:ratio|margin|loan-to-value|LTV)\s+of\s+<P:r>",
        # 10,000 out of 50,000 total represent a 20 % rate
        rf"<A:part>{_NOUNS}(?:of|out of)\s+{_NOUNS}<A:whole>{_NOUNS}\s*,?\s*(?:represent(?:s|ed|ing)?|impl(?:y|ies|ying)|giv(?:es|ing)|yield(?:s|ing)?|translat(?:es|ing) (?:in)?to|for|mean(?:s|ing)|indicat(?:es|ing))\s+{{w2}}<P:r>",
    )
)
_FRACTION = re.compile(r"(?<![\d./,-])(?P<part>\d{1,7})\s?/\s?(?P<whole>\d{1,7})(?![\d./,-])\s*(?:[^\W\d_][\w'’-]*\s+){0,3}\(\s*$")


def shares(masked: Masked) -> Iterator[Derivation]:
    """A part, its whole and the share in percent, all three stated."""
    done: set[int] = set()
    for form in _SHARES:
        for match in form.finditer(masked.text):
            term, part, whole = (masked.term(match[g]) for g in ("r", "part", "whole"))
            if id(term.quantity) in done or not rounding.comparable(part.quantity, whole.quantity):
                continue
            if part.quantity.per != whole.quantity.per or (whole.quantity.high or 0) <= 0 or part.quantity.low > whole.quantity.high * 3:
                continue
            done.add(id(term.quantity))
            way = Way(lambda x: rounding.share(x[0], x[1]), (part, whole), f"{part.text} of {whole.text}", "%")
            yield Derivation("share", term, (way,), label="a share of", sure=not match.groupdict().get("named"))
    for at, term in masked.tokens(kinds="P"):
        fraction = _FRACTION.search(masked.text, max(0, at - 80), at)
        if fraction and id(term.quantity) not in done and masked.text[at + 2 : at + 3] in (")", ",", ";"):
            part, whole = (_count(term, fraction[g]) for g in ("part", "whole"))
            if whole.quantity.low > 0 and part.quantity.low <= whole.quantity.low:
                way = Way(lambda x: rounding.share(x[0], x[1]), (part, whole), f"{part.text} of {whole.text}", "%")
                yield Derivation("share", term, (way,), label="a share of")


def _count(beside: Term, digits: str) -> Term:
    """One side of "61/180", which is read as a fraction and not as two figures."""
    start = beside.reading.text.rfind(digits, 0, beside.quantity.start)
    value = Decimal(digits)
    return Term(beside.reading, Quantity(max(start, 0), max(start, 0) + len(digits), digits, "count", value, value))


# --------------------------------------------------------------------------- per head

_HEADS = (
    pattern(r"<A:r>\s+(?:in\s+|of\s+)?{w4}(?:per|for each|for every)\s+(?P<unit>(?:[^\W\d_][\w'’-]*+\s*){1,3})"),
    pattern(r"\b(?:per|average \w+(?: \w+)?(?: from| by| for)?)\s+(?P<unit>(?:[^\W\d_][\w'’-]*\s+){1,3}?)(?:is|was|of|at|to|stands at|comes to|averages?|equals|estimated at|,|:)+\s*(?:estimated at |approximately )?<A:r>"),
)
_PER_NUMBER = pattern(r"<C:r>\s+{w3}per\s+<C:n>(?:\s+(?P<unit>(?:[^\W\d_][\w'’-]*+\s*){1,3}))?")
_DERIVED = re.compile(
    r"(?:\b(?:impl(?:y|ies|ied|ying)|averag(?:e of|es|ed|ing)|derived|equat\w+|equal\w*|equivalent|works? out|mean(?:s|ing)|translat\w+|correspond\w*|that is|i\.e\.?|or|giv(?:es|ing)|yield\w*|amount(?:s|ing))\b|=)(?:[,:]?\s+[^\W\d_][\w'’-]*){0,4}[\s,]*$",
    re.I,
)
"""Before a figure per head: words that make it a result of the figures beside it."""
_WORKING = re.compile(r"\b(?:divided by|derived from|spread over|across)\b", re.I)
_TIMES = re.compile(r"\b(?:per (?:month|day|week|quarter|hour)|monthly|daily|weekly|quarterly|a (?:month|day|week))\b", re.I)
_CAPITA = {"capita": ("people", "inhabitants", "population", "residents", "citizens"), "person": ("people", "inhabitants", "population", "residents", "employees"), "head": ("people", "employees", "staff", "inhabitants", "population")}
_TIME_UNITS = re.compile(r"(?:year|month|day|week|hour|quarter|annum|minute|second|se|cent|night)s?$", re.I)


def per_head(masked: Masked) -> Iterator[Derivation]:
    """A total, a count and the figure per one of them, all three stated."""
    done: set[int] = set()
    for term, unit, own in _per(masked):
        if id(term.quantity) in done:
            continue
        words = [nouns.singular(w.strip("'’-")) for w in unit.split() if w[:1].isalpha()]
        counts = [t for _, t in masked.tokens(kinds="A") if t not in (term, own) and is_count_of(t, words)]
        totals = [t for _, t in masked.tokens(kinds="A") if t not in (term, own, *counts) and _may_total(t, term)]
        at = next(p for p, t in masked.tokens(kinds="A") if t is term)
        derived = _DERIVED.search(masked.text[max(0, at - 60) : at]) or _WORKING.search(masked.text)
        if len({t.quantity.period for _, t in masked.tokens(kinds="D")}) > 1:
            continue
        if len(counts) != 1 or len(totals) != 1 or not derived or _TIMES.search(masked.text) or ";" in masked.text:
            continue
        total, count = totals[0], counts[0]
        base = _base(unit)
        if total.quantity.low * base < term.quantity.low:
            continue
        done.add(id(term.quantity))
        shown = f"{total.text} ÷ {count.text}" + (f" × {base:,}" if base > 1 else "")
        way = Way(lambda x, base=base: rounding.product([rounding.ratio(x[0], x[1]), base]), (total, count), shown)
        yield Derivation("per-head", term, (way,), label="" if base > 1 else f"per {words[-1] if words else 'head'},")


def _base(unit: str) -> int:
    """The number in "per 1,000 residents"; 1 without one."""
    number = re.match(r"(\d{1,3}(?:[,.\s]\d{3})+|\d+)(?=\s)", unit)
    return int(re.sub(r"\D", "", number[1])) if number else {"hundred": 100, "thousand": 1000, "million": 10**6}.get(unit.split()[0].lower(), 1)


def _per(masked: Masked) -> Iterator[tuple[Term, str, Term | None]]:
    """A figure, what it is per, and the number in "per 100,000" if it was read as a figure."""
    for form in _HEADS:
        for match in form.finditer(masked.text):
            unit = match["unit"].strip()
            if not _TIME_UNITS.search(unit.split()[0]):
                yield masked.term(match["r"]), unit, None
    for match in _PER_NUMBER.finditer(masked.text):
        number = masked.term(match["n"])
        if number.quantity.low in (100, 1000, 10**4, 10**5, 10**6) and not number.quantity.is_range:
            yield masked.term(match["r"]), f"{int(number.quantity.low)} {match['unit'] or 'capita'}".strip(), number
    for _, term in masked.tokens(kinds="A"):
        if term.quantity.per and not _TIME_UNITS.search(term.quantity.per):
            yield term, term.quantity.per, None


def is_count_of(term: Term, words: list[str]) -> bool:
    """Whether the count is a count of what the figure is "per"."""
    if term.quantity.unit or not words:
        return bool(words) and term.quantity.unit == words[0] and term.quantity.per is None
    if term.quantity.kind != "count":
        return False
    phrase = nouns.after(term.reading.text, term.quantity.end)
    counted = {nouns.singular(w) for w in re.findall(r"[^\W\d_]+", phrase[0])} if phrase else set()
    before = term.reading.text[max(0, term.quantity.start - 25) : term.quantity.start].lower()
    wanted = {nouns.singular(w) for word in words[:2] for w in (word, *_CAPITA.get(word, ()))}
    return bool(wanted & counted) or ("population" in before and words[0] in _CAPITA)


def _may_total(total: Term, head: Term) -> bool:
    a, b = total.quantity, head.quantity
    return a.kind == b.kind and a.currency == b.currency and a.unit == b.unit and a.per is None and a.low > 0


# --------------------------------------------------------------------------- premiums and returns

_PREMIUMS = (
    pattern(r"<P:r>\s+(?:\w+\s+)?(?P<word>premium|discount)\s+(?:to|over|on|from|above|against)\s+(?:[^\W\d_][\w'’-]*\s+){0,6}?(?:of\s+|at\s+)?<M:base>"),
    pattern(r"\b(?P<word>premium|discount)\s+of\s+<P:r>\s+(?:to|over|on|from|above|against)\s+(?:[^\W\d_][\w'’-]*\s+){0,6}?(?:of\s+|at\s+)?<M:base>"),
)


def premiums(masked: Masked) -> Iterator[Derivation]:
    """A price, the price it is compared with, and the premium or discount in percent."""
    for form in _PREMIUMS:
        for match in form.finditer(masked.text):
            before = [t for _, t in masked.tokens(0, match.start(), "M")]
            base, term = masked.term(match["base"]), masked.term(match["r"])
            if not before or not rounding.comparable(before[-1].quantity, base.quantity):
                continue
            price = before[-1]
            if not 1 < 5 * price.quantity.low / max(base.quantity.high, 1) < 25:
                continue
            if COMPARING.search(masked.text[: match.start()].rpartition(",")[2]) or price.quantity.per != base.quantity.per:
                continue
            way = Way(lambda x: rounding.growth(x[1], x[0]), (price, base), f"{price.text} against {base.text}", "%")
            yield Derivation("premium", term, (way,), match["word"].lower() == "discount", label=f"a {match['word'].lower()} of")


# --------------------------------------------------------------------------- how long a stock lasts

_LASTS = (
    pattern(r"<U:r>\s+(?:of\s+)?(?:(?:cash|financial|remaining|estimated|additional)\s+)*(?P<cue>runway|supply|cover|coverage|production|consumption|imports|reserves)\b"),
    pattern(r"\b(?P<cue>runway|last(?:s|ing)?|sustain\w*|lifetime|payback(?: period)?)\s+(?:of|for|is|was|at|:|around|about|approximately)*\s*<U:r>"),
)
_RATE = re.compile(r"\b(?:per|a|each)\s+(?P<unit>year|month|quarter|week|day)|/\s?(?P<short>yr|year|month|mo|day)\b|\b(?P<adverb>annual(?:ly)?|yearly|monthly|quarterly|weekly|daily)\b", re.I)
_STOCK = re.compile(r"\b(?:reserves?|stocks?|stockpiles?|suppl(?:y|ies)|cash|funds?|savings|inventor(?:y|ies)|deposits?|resources?|runway)\b", re.I)
_BURN = re.compile(r"\b(?:burn\w*|consum\w+|spend\w*|produc\w+|extract\w*|uses?|using|demand|outflow|saving\w*|saves?|imports?)\b", re.I)
_MONTHS = {"day": Fraction(12, 365), "week": Fraction(12, 52), "month": Fraction(1), "quarter": Fraction(3), "year": Fraction(12)}
_ADVERBS = {"annual": "year", "annually": "year", "yearly": "year", "monthly": "month", "quarterly": "quarter", "weekly": "week", "daily": "day", "yr": "year", "mo": "month"}


def runways(masked: Masked) -> Iterator[Derivation]:
    """A stock, a rate of use and the time it lasts, all three stated."""
    for form in _LASTS:
        for match in form.finditer(masked.text):
            term = masked.term(match["r"])
            unit = (term.quantity.unit or "").rstrip("s")
            if match["cue"].lower().startswith(("last", "sustain", "lifetime")) and not _STOCK.search(masked.text):
                continue
            found = _stock_and_rate(masked, term)
            if found is None or unit not in _MONTHS:
                continue
            stock, rate, per = found
            scale = _MONTHS[per] / _MONTHS[unit]
            way = Way(lambda x, scale=scale: rounding.product([rounding.ratio(x[0], x[1]), scale]), (stock, rate), f"{stock.text} ÷ {rate.text}" + ("" if rate.quantity.per else f" a {per}"))
            yield Derivation("runway", term, (way,), label="")
            break


_CLAUSE_END = re.compile(r"[,;.\uE000-\uF8FF]|\b(?:and|with)\b")


def _stock_and_rate(masked: Masked, term: Term) -> tuple[Term, Term, str] | None:
    amounts = [(at, t) for at, t in masked.tokens(kinds="A") if t is not term and t.quantity.kind != "count"]
    if len(amounts) != 2 or amounts[0][1].quantity.kind != amounts[1][1].quantity.kind or amounts[0][1].quantity.currency != amounts[1][1].quantity.currency or amounts[0][1].quantity.unit != amounts[1][1].quantity.unit:
        return None
    rated = []
    for at, candidate in amounts:
        around = masked.text[max(0, at - 40) : at + 25]
        tail = _CLAUSE_END.split(masked.text[at + 2 : at + 25])[0]
        head = _CLAUSE_END.split(masked.text[max(0, at - 40) : at])[-1]
        near = _RATE.search(tail) or (_RATE.search(head) if _BURN.search(head) else None)
        cue = near or (_RATE.search(around) if _BURN.search(around) else None)
        per = candidate.quantity.per or (_unit(cue) if cue else None)
        if per and _BURN.search(masked.text):
            rated.append((candidate, per, bool(near or candidate.quantity.per)))
    strong = [r for r in rated if r[2]]
    chosen = rated if len(rated) == 1 else strong
    if len(chosen) != 1 or chosen[0][1] not in _MONTHS:
        return None
    rate, per, _ = chosen[0]
    stock = next(t for _, t in amounts if t is not rate)
    return stock, rate, per


def _unit(match: re.Match[str]) -> str:
    found = (match["unit"] or match["short"] or match["adverb"]).lower()
    return _ADVERBS.get(found, found)
