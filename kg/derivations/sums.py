"""Parts and wholes: totals of listed items, shares that make up a whole, remainders, weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg import nouns, rounding
from kg import patterns as re
from kg.derivations.masked import QUALIFIER, TOKEN, Masked, Term, pattern
from kg.derivations.model import Derivation, Way
from kg.quantities import extract

_NOUN = r"(?:\s*+[^\W\d_][\w'’&/-]*+){0,10}?\s*"
_LISTED = r"(?::|[–—]\s*|,?\s*(?:comprising|comprised of|consisting of|consists of|composed of|made up of|broken down (?:into|as)|split (?:into|between|among|as)|divided (?:into|between|among)|namely|that is|the sum of|(?:(?:is|are|was|were|being)\s+)?(?:jointly\s+)?(?:funded|financed) by|of which)\b\s*:?)"
_TOTAL = re.compile(
    r"\b(?:total(?:s|ed|led|ling|ing)?|sum|altogether|combined|overall|aggregate|in all|raised|across|over|spent|invested|allocated|budget|portfolio|grand total)\b", re.I
)
_HEADED = pattern(rf"<A:t>(?P<noun>{_NOUN}(?:\s*\(?<D>\)?{_NOUN})?(?:<C:n>\s+(?P<things>(?:[^\W\d_][\w'’-]*+\s*){{1,4}}))?)(?P<cue>{_LISTED}|\(\s*(?=[^()]{{0,60}}{QUALIFIER}{TOKEN.pattern}[^()]*{TOKEN.pattern}))(?P<list>[^;]*)")
_TOGETHER = pattern(
    rf"(?P<list>{TOKEN.pattern}[^;:.]{{0,160}}?{TOKEN.pattern}{_NOUN}),?\s*(?:for a (?:combined |grand )?total of|(?:together|in total|in all|altogether|combined|which (?:add|sum)s?(?: up)? to|adding up to|add up to|adds up to|sum to|summing to|totalling|totaling|for a total of|making a total of|a total of|which totals?|together (?:making|totalling|totaling))(?:\s+(?:of|to|is|was|are|were|make|makes))?)\s+{{w1}}<A:t>"
)
_JOINTLY = pattern(
    r"[.;]\s+(?:together|combined|altogether|in total|in all|taken together),?\s+(?:the\s+|these\s+|all\s+)*(?:<C:n>|both\b|they\b)\s+(?P<says>{w5})<A:t>"
)
_TO_DATE = re.compile(r"\b(?:to date|so far|since|cumulative(?:ly)?|already|by now|brings?|bringing)\b", re.I)
_SUB = re.compile(r"\b(?:of it|of that|including|of which|plus|excluding|up from|compared|versus|than|per|each|from|worth|at a|valuation|valued|valuing|post-money|pre-money|cap|average|rate)\b", re.I)


def totals(masked: Masked) -> Iterator[Derivation]:
    """A total with the items it is said to be made of."""
    for match in _HEADED.finditer(masked.text):
        total = masked.term(match["t"])
        lead = masked.text[max(0, match.start() - 60) : match.start("list")]
        yield from _total(masked, total, match.start("list"), match.end("list"), match.groupdict(), bool(_TOTAL.search(lead)), match["cue"])
    to_date = bool(_TO_DATE.search(masked.text))
    for match in _TOGETHER.finditer(masked.text):
        total = masked.term(match["t"])
        items = [t for at, t in masked.tokens(match.start("list"), match.end("list"), "A")]
        if _addable(total, items) and not _SUB.search(match["list"]) and not to_date:
            earlier = [t for at, t in masked.tokens(0, match.end("list"), "A") if _kin(total, t)]
            yield _sum(total, items, earlier if len(earlier) > len(items) else ())
    for match in _JOINTLY.finditer(masked.text):
        total = masked.term(match["t"])
        items, before = [t for _, t in masked.tokens(0, match.start(), "A")], masked.text[: match.start()]
        if _addable(total, items) and len(items) == (masked.term(match["n"]).quantity.low if match["n"] else 2) and _same_said(match["says"], before) and not _SUB.search(before) and not to_date:
            yield _sum(total, items)


_PLAIN_SAYING = frozenset("are is were was have has had make makes made hold come comes to came add up amount amounts amounted total totalled totaled about some nearly roughly just over".split())


def _same_said(words: str, before: str) -> bool:
    """Whether the total is of what the items are: "can treat 5 and 4 … together the two can treat 9"."""
    said = [w.lower() for w in words.split()]
    stems = {w[:4].lower() for w in re.findall(r"[^\W\d_]{4,}", before)}
    return all(w in _PLAIN_SAYING for w in said) or any(w[:4] in stems for w in said if len(w) >= 4)


def _total(masked: Masked, total: Term, start: int, end: int, groups: dict, called: bool, cue: str) -> Iterator[Derivation]:
    count = masked.term(groups["n"]) if groups.get("n") else None
    stop = _closing(masked.text, start, end) if cue.strip() == "(" else end
    inside = masked.tokens(start, stop, "A")
    items = [t for at, t in inside if _kin(total, t) and not _aside(masked.text, start, at)]
    left = _REST_GIVEN.sub("", masked.text[start:stop])
    named = count is not None and len(items) == int(count.quantity.low or 0)
    of_which = "of which" in cue and len(left) == stop - start
    if not _addable(total, items) or of_which or not (called or named or cue.strip() in (":", "(") or re.search(r"[a-z]{4}", cue)) or _OPEN.search(left):
        return
    if cue.strip() == "(" and not named and total.quantity.kind != "count":
        return
    if (count is not None and not named) or any(_SUB.search(masked.text[a:b]) for a, b in _between(masked, start, stop)):
        return
    if not named and len(masked.tokens(start, stop, "D")) > 1:
        return
    if not named and not _complete(masked, start, stop, items):
        return
    if total.quantity.kind == "count" and not _same_things(total, items) and not (called and cue.strip() == "(" and _BARE_LIST.fullmatch(masked.text[start:stop].strip(" ()."))):
        return
    yield _sum(total, items)


_REST_GIVEN = re.compile(rf"\b(?:others?|(?:the\s+)?(?:rest|remainder|remaining))\s+(?:(?!(?:of|in|which|to|from|by|with|and)\b)[^\W\d_][\w'-]*\s+){{0,3}}?(?={QUALIFIER}{TOKEN.pattern})", re.I)
"""The last item of a complete list, "and other sources £63.4m"."""
_OPEN = re.compile(r"\b(?:others?|etc|among|such as|e\.g|for example|respectively|largest|biggest|top|mainly|mostly|notably|including|rest|remain\w*|elsewhere|more)\b", re.I)


_BARE_LIST = re.compile(rf"{TOKEN.pattern}\s+[\w-]+(?:(?:,|\s+and|,\s+and|\s+or)\s+{TOKEN.pattern}\s+[\w-]+)+")
_SEPARATOR = re.compile(r",\s*(?:and\s+|or\s+)?|\s+(?:and|plus|&)\s+(?=[^,;]*[\uE000-\uF8FF])|\s+(?:and|plus|&)\s+(?=(?:an?\s+|the\s+|some\s+)?(?:[\w-]+\s*){1,3}[.;)]?\s*$)")
"""Commas, and each "and" before a member with a figure or before the last member; "streets and drains, $13M for …" is one."""
_TRAILING = re.compile(r"\s*(?:which|who|all|with|while|but|according|as|after|before|making|in \w+|\w+ing)\b", re.I)


def _complete(masked: Masked, start: int, stop: int, items: Sequence[Term]) -> bool:
    """Whether every member of the list brings its figure: "a grant of $10M, a loan of $5M and equity" does not."""
    text = re.sub(r"\((?![^()]*[\uE000-\uF8FF])[^()]*\)", lambda m: " " * len(m.group()), masked.text[start:stop])
    edges = [0, *(m.end() for m in _SEPARATOR.finditer(text)), len(text)]
    last = max(at for at, t in masked.tokens(start, stop, "A") if t in items) - start
    for a, b in pairwise(edges):
        member = text[a:b]
        if not TOKEN.search(member) and member.strip(" .)") and ((a < last and len(member.split()) < 4) or (a > last and not _TRAILING.match(member) and len(member.split()) < 4)):
            return False
    return True


def _closing(text: str, start: int, end: int) -> int:
    depth = 1
    for at in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return end


def _kin(total: Term, item: Term) -> bool:
    return rounding.comparable(total.quantity, item.quantity) and item.quantity.per == total.quantity.per


def _aside(text: str, start: int, at: int) -> bool:
    """Whether the figure stands in a remark on an item ("A ($5M, of which $2M …)") or at a price."""
    before = text[max(start, at - 80) : at]
    return bool(re.search(r"\b(?:of which|including|up from|valuation of|at an?|valued at|versus|than)\s+(?:[\w-]+\s+){0,3}$", before, re.I))


def _between(masked: Masked, start: int, stop: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in TOKEN.finditer(masked.text, start, stop):
        yield at, found.start()
        at = found.end()


def _addable(total: Term, items: Sequence[Term]) -> bool:
    if not 2 <= len(items) <= 20 or any(not _kin(total, i) or i is total for i in items):
        return False
    if total.quantity.low is None or total.quantity.low <= 0 or any(i.quantity.low < 0 for i in items):
        return False
    return all(i.quantity.low <= total.quantity.high for i in items)


def _same_things(total: Term, items: Sequence[Term]) -> bool:
    """Whether counted items are of the same things as the total: the same noun, or none of their own."""
    whole = nouns.after(total.reading.text, total.quantity.end)
    heads = {nouns.singular(w) for w in re.findall(r"[^\W\d_]+", whole[0])} if whole else set()
    for item in items:
        if item.reading.text[item.quantity.end : item.quantity.end + 1] == "-":
            return False
        phrase = nouns.after(item.reading.text, item.quantity.end)
        text = item.reading.text[item.quantity.end :]
        if re.match(r"\s*(?:in|from|for|at|on|to|among|by|were|are|\)|,|;|\.|$|and\b)", text):
            continue
        if phrase is None or heads & {nouns.singular(w) for w in re.findall(r"[^\W\d_]+", phrase[0])} or (len(items) > 2 and not nouns.is_plural(phrase[0].split()[-1])):
            continue
        return False
    return bool(heads)


def _sum(total: Term, items: Sequence[Term], others: Sequence[Term] = ()) -> Derivation:
    ways = [Way(rounding.total, tuple(chosen), " + ".join(i.text.lstrip("~") for i in chosen), widen=False, loose=False) for chosen in (items, others) if chosen]
    return Derivation("total", total, tuple(ways), exact_total=True, label="a total of")


# --------------------------------------------------------------------------- shares of one whole

_PARTITION = re.compile(
    r"\b(?:split|breakdown|broken down|mix|composition|compris\w+|consist\w+|composed|made up|distribution|distributed|divided|allocat\w+|apportion\w+|respectively|remainder|remaining|the rest|balance|weight\w*|proportions?)\b",
    re.I,
)
_SEVERAL = re.compile(
    r"\b(?:multiple|respondents could|more than one|overlap\w*|each|both|also|grew|growth|increas\w*|rose|fell|declin\w*|rate|margin\w*|up|down|from|than|versus|compared|conversion|retention|accuracy|respectively"
    r"|confidence|discount|interest|yield|of those|of these|of them|of whom|CI)\b",
    re.I,
)
_WEIGHTS = pattern(r"\bweight(?:ed|ings?|s)\b[^.;]*?(?P<list><P>[^.;]*?<P>[^.;]*)")
_ITEM = pattern(r"<P:p>")


def weights(masked: Masked) -> Iterator[Derivation]:
    """Weights of a mean, or shares of a split, which must make 100 %."""
    for match in _WEIGHTS.finditer(masked.text):
        items = [t for _, t in masked.tokens(match.start("list"), match.end("list"), "P")]
        if 2 <= len(items) <= 8 and all(not i.quantity.is_range and i.quantity.bound is None for i in items):
            yield _hundred(items, "weights")


_SAID_REST = re.compile(rf"{TOKEN.pattern}(?P<gap>[^\uE000-\uF8FF]*)\bthe\s+(?:other|remaining|rest,|remainder,|balance,)\s*(?:being\s+|of\s+)?{QUALIFIER}{TOKEN.pattern}(?!\s+of\s+(?:those|these|them|whom|the)\b)", re.I)
"""Two shares of which the second is said to be all the rest: "58 % were women; men were the other 42 %"."""
_OPPOSITE = re.compile(rf"{TOKEN.pattern}(?P<gap>[^\uE000-\uF8FF]{{0,60}})[;,]\s*(?:and\s+|but\s+|the\s+)?{QUALIFIER}{TOKEN.pattern}\s+(?:do|does|did|have|has|had|are|is|were|was|could|can|will|would)\s*(?:not|n't)\s*(?:[.;,]|$)", re.I)
"""Those who do and those who do not: "91 % still give water; 9 % do not"."""


_IN_STEPS = re.compile(r"\b(?:bought|buy|buys|acquir\w+|purchas\w+|sold|sells?|stakes?|holds?|owns?|instal\w+|paid\s+(?:out|back)|due|deadline|phase|tranche|vest\w*)\b", re.I)
"""What is bought or paid in steps may have had a first step that is not told."""


_REST_UNTOLD = re.compile(r"\bthe\s+(?:rest|remainder|others?|remaining)\b", re.I)
"""Behind the last share: that there are more, whose share is not told: "the rest are not sure"."""


_FRACTION_WORD = re.compile(r"\b(?:half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b", re.I)
"""A share told in words stands beside those in figures."""


def _two_make_all(text: str, items: Sequence[Term]) -> bool:
    """Whether two shares are said to be all there is."""
    if len(items) != 2 or _IN_STEPS.search(text) or _FRACTION_WORD.search(text):
        return False
    said = _SAID_REST.search(text) or _OPPOSITE.search(text)
    return said is not None and not _SEVERAL.search(re.sub(r"\bma[kd]es?\s+up\b", "", said["gap"]))


def split_shares(masked: Masked) -> Iterator[Derivation]:
    """Shares of one whole, all of them: "split 40 %, 35 % and 25 %", "… and the remaining 25 %"."""
    found = masked.tokens(kinds="P")
    items = [t for _, t in found]
    text = masked.text
    if len(items) < 2 or any(i.quantity.is_range or i.quantity.bound for i in items):
        return
    rest = re.search(rf"\b(?:remaining|remainder|the rest|balance)\b[^.,;]{{0,50}}?({QUALIFIER}{TOKEN.pattern})|{TOKEN.pattern}\s+(?:[\w'’-]+\s+){{0,5}}(?:as|being|is|for)?\s*the (?:remainder|rest|balance)\b", text, re.I)
    if rest:
        at = rest.end()
        before = [t for p, t in found if p < at]
        total = sum(t.quantity.low for t in before)
        if 2 <= len(before) <= 8 and not _SEVERAL.search(text[found[0][0] : rest.start()]) and (total > 100 or (len(before) > 2 and total >= 80)):
            yield _hundred(before, "shares", tails=True)
        elif _two_make_all(text, items):
            yield _hundred(items, "shares")
        return
    if _REST_UNTOLD.search(text, found[-1][0]):
        return
    if _two_make_all(text, items):
        yield _hundred(items, "shares")
    if len(items) >= 3 and _PARTITION.search(text) and not _SEVERAL.search(text) and not masked.tokens(kinds="A") and sum(i.quantity.low for i in items) > 100:
        yield _hundred(items, "shares")


def _hundred(items: Sequence[Term], label: str, tails: bool = False) -> Derivation:
    """Shares that must make 100 %; with ``tails`` the last two or more of them may be the whole split."""
    chosen = [items[n:] for n in range(len(items) - 1)] if tails else [items]
    ways = [Way(rounding.total, tuple(c), " + ".join(i.text.lstrip("~") for i in c), "%", widen=False, loose=False) for c in chosen]
    hundred = extract("100%")[0]
    stated = Term(items[0].reading, hundred)
    return Derivation("hundred", stated, tuple(ways), label=label)


_VALUE_PAIR = pattern(r"<P:w>[^;.\uE000-\uF8FF]{0,40}?<A:v>|<A:u>[^;.\uE000-\uF8FF]{0,40}?<P:x>")


def weighted_means(masked: Masked) -> Iterator[Derivation]:
    """"A probability-weighted value of $7B (25 % × $15B, 50 % × $8B, 25 % × $3B)"."""
    cue = re.search(r"\b(?:probability|weighted)[- ](?:weighted|average|mean|value)\w*\b", masked.text, re.I)
    amounts = [(at, t) for at, t in masked.tokens(kinds="A") if t.quantity.kind != "count"]
    shares = [(at, t) for at, t in masked.tokens(kinds="P")]
    if not cue or len(shares) < 2 or len(amounts) != len(shares) + 1 or abs(sum(t.quantity.low for _, t in shares) - 100) > 1:
        return
    for stated in (amounts[0], amounts[-1]):
        rest = [a for a in amounts if a is not stated]
        order = sorted([*rest, *shares])
        if all(order[n][1].quantity.kind != order[n + 1][1].quantity.kind for n in range(len(order) - 1)) and all(rounding.comparable(stated[1].quantity, r[1].quantity) for r in rest):
            count = len(shares)
            way = Way(
                lambda x, count=count: rounding.weighted_mean(x[count:], x[:count]),
                tuple(t for _, t in (*shares, *rest)),
                " + ".join(f"{w.text} × {v.text}" for (_, w), (_, v) in zip(shares, rest, strict=True)),
            )
            yield Derivation("weighted-mean", stated[1], (way,), label="a weighted mean of")
            return


# --------------------------------------------------------------------------- part above the whole


_OF_MONEY = pattern(r"\bof\s+(?:the|its|their)\s+<M:whole>(?:\s*+[^\W\d_][\w'’-]*+){0,3}?\s*,\s*(?:only\s+|just\s+)?<M:part>\s+(?:has|have|had|was|were|is|are)\b")
_OF_THE = pattern(r"\bof\s+(?:the|its|their|these|those|all)\s+<C:whole>(?P<noun>(?:\s*+[^\W\d_][\w'’-]*+){1,4}?)\s*,\s*(?:a\s+(?:subset|total|majority|minority|number|group)\s+of\s+)?(?:only\s+|just\s+)?<C:part>(?P<tail>.{0,40})")
_OUT_OF = pattern(r"<C:part>\s+(?:out of|of)\s+(?:the|its|all|these|those|a total of)\s+<C:whole>(?P<noun>(?:\s*+[^\W\d_][\w'’-]*+){1,4})")
_INCLUDING = pattern(r"<M:whole>(?:\s*+[^\W\d_][\w'’-]*+){0,8}?\s*(?:,\s*(?:of which|including|which includes)|\bof which)\s+(?:an?\s+|the\s+)?{w3}<M:part>")


def parts(masked: Masked) -> Iterator[tuple[Term, Term]]:
    """A part and the whole it is said to be of."""
    for match in _OF_THE.finditer(masked.text):
        part, whole = masked.term(match["part"]), masked.term(match["whole"])
        heads = {nouns.singular(w) for w in match["noun"].split()}
        own = re.match(r"\s*((?:(?!(?:were|was|are|is|had|have|has|hold|held|did|do|can|could|will|would|received|reported|used?|said|responded)\b)[^\W\d_][\w'’-]*+\s*){0,3})", match["tail"])
        words = own[1].split() if own else []
        if not words or heads & {nouns.singular(w) for w in words}:
            yield part, whole
    for form in (_OUT_OF, _INCLUDING, _OF_MONEY):
        for match in form.finditer(masked.text):
            yield masked.term(match["part"]), masked.term(match["whole"])


_HUNDRED_AT_MOST = pattern(
    r"<P:p>\s+of\s+(?:all\s+|the\s+|its\s+|surveyed\s+|our\s+|these\s+|those\s+|adult\s+|global\s+|large\s+)*(?P<of>respondents|patients|participants|users|customers|people|adults|households|companies|firms|organi[sz]ations|enterprises|students|employees|workers"
    r"|voters|countries|schools|hospitals|teachers|women|men|children|subjects|residents|clients|members|developers|businesses|banks|municipalities|cases|deaths|samples|votes)\b"
)


def impossible_shares(masked: Masked) -> Iterator[Term]:
    """A share of people or things above 100 %."""
    for match in _HUNDRED_AT_MOST.finditer(masked.text):
        term = masked.term(match["p"])
        if term.quantity.high > 100 and not re.search(r"\b(?:grew|growth|increase\w*|rose|up|more than|compared|target|equivalent)\b", masked.text[max(0, match.start() - 40) : match.start()], re.I):
            yield term
