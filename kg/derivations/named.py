"""Results known by their name: a surplus, net debt, a post-money valuation, one for every so many."""

from __future__ import annotations

from collections.abc import Iterator

from kg import nouns, rounding
from kg import patterns as re
from kg.derivations.masked import Masked, Term, pattern
from kg.derivations.model import Derivation, Way
from kg.derivations.ratios import is_count_of

_DIFFERENCES = tuple(
    (re.compile(rf"\b(?:{first})\b", re.I), re.compile(rf"\b(?:{second})\b", re.I), pattern(rf"\b(?P<name>{name})\s+(?:(?:of|was|is|came to|amounted to|stood at|reached|to)\s+)?<A:r>|<A:s>\s+(?P<also>{name})\b"))
    for first, second, name in (
        (r"income|revenues?|receipts|turnover|takings|exports|inflows?", r"expenditures?|expenses|spending|outgoings|costs|imports|outflows?", r"surplus|deficit|shortfall|trade balance|net exports"),
        (r"(?:gross )?debt|borrowings", r"cash(?: and cash equivalents)?", r"net debt"),
        (r"cash(?: and cash equivalents)?", r"(?:gross )?debt|borrowings", r"net cash"),
        (r"(?:total )?assets", r"(?:total )?liabilities", r"net assets|net worth"),
        (r"revenues?|sales|turnover", r"costs? of (?:goods )?(?:sold|sales|revenue)", r"gross profit"),
        (r"needs?|demand|requirements?", r"supply|supplies|capacity|available funding", r"gap|shortfall|deficit"),
    )
)  # fmt: skip
_OWN_KIND = re.compile(r"\b(?:underlying|adjusted|structural|primary|operating|budgeted|planned|expected|forecast|cumulative|current|previous|earlier|average)\s*$", re.I)
_OTHER_ITEMS = re.compile(r"\s*(?:[\w-]+\s+){0,3}(?:after|before|excluding|including|net of|adjusted|plus|once|against|compared|than|up|down|from)\b|\s+of\s+[\uE000-\uF8FF]", re.I)
_MORE_ITEMS = re.compile(r"\b(?:plus|tax(?:es)?|transfers?|interest|depreciation|exceptional|one-off|other|reserves|excluding|including|from|average)\b", re.I)


def differences(masked: Masked) -> Iterator[Derivation]:
    """"Income of £431.9m and expenditure of £428.3m left a surplus of £3.6m": three amounts, each with its name."""
    amounts = masked.tokens(kinds="A")
    if len(amounts) != 3 or len({t.quantity.period for _, t in masked.tokens(kinds="D")}) > 1 or _MORE_ITEMS.search(masked.text):
        return
    for first, second, form in _DIFFERENCES:
        for match in form.finditer(masked.text) if first.search(masked.text) and second.search(masked.text) else ():
            result = masked.term(match["r"] or match["s"])
            named = match.start("name") if match["r"] else match.start("s")
            rest = [(at, t) for at, t in amounts if t is not result]
            if len(rest) != 2 or any(not _kin(t, result) for _, t in rest) or _OWN_KIND.search(masked.text, 0, named) or _OTHER_ITEMS.match(masked.text, match.end()):
                continue
            a, b = ([t for at, t in rest if _called(masked, at, word)] for word in (first, second))
            if len(a) == len(b) == 1 and a[0] is not b[0]:
                name = (match["name"] or match["also"]).lower()
                larger, smaller = sorted((a[0], b[0]), key=lambda t: t.quantity.high, reverse=True)
                way = Way(lambda x: rounding.difference(x[0], x[1]), (larger, smaller), f"{larger.text} − {smaller.text}", widen=False)
                yield Derivation("formula", result, (way,), label=f"{'' if name.startswith('net') else 'a '}{name} of")
                return


def _kin(a: Term, b: Term) -> bool:
    return rounding.comparable(a.quantity, b.quantity) and a.quantity.per == b.quantity.per and not a.quantity.is_range


def _called(masked: Masked, at: int, word: re.Pattern[str]) -> bool:
    """Whether the name stands before the figure with no other figure between, or after it."""
    before = re.split(r"[\uE000-\uF8FF].|[;.]", masked.text[max(0, at - 60) : at])[-1]
    if found := list(word.finditer(before)):
        return not re.search(r"\bnet\s+$", before[: found[-1].start()], re.I)
    after = re.match(r"..\s+(?:in|of)\s+(?:[\w-]+\s+){0,2}", masked.text[at : at + 40])
    return bool(after and word.match(masked.text, at + after.end()))


_PRE = pattern(r"<M:m>\s+pre-money|\bpre-money(?:\s+valuation)?\s+{w2}<M:n>")
_POST = pattern(r"<M:m>\s+post-money|\bpost-money(?:\s+valuation)?\s+{w2}<M:n>")

_COMPARED = re.compile(r"\b(?:up|down|compared|earlier|previous(?:ly)?|last|against|ago|versus|before|than|while|whereas)\b", re.I)


def post_money(masked: Masked) -> Iterator[Derivation]:
    """A pre-money valuation, the round, and the post-money valuation, which is their sum."""
    amounts = [t for _, t in masked.tokens(kinds="M")]
    ends = [{id(t): t for m in form.finditer(masked.text) for t in [masked.term(m["m"] or m["n"])]} for form in (_PRE, _POST)]
    if len(amounts) != 3 or _COMPARED.search(masked.text) or any(len(e) != 1 for e in ends):
        return
    before, after = (next(iter(e.values())) for e in ends)
    rounds = [t for t in amounts if t is not before and t is not after]
    if len(rounds) == 1 and _kin(before, after) and _kin(rounds[0], after):
        way = Way(rounding.total, (before, rounds[0]), f"{before.text} + {rounds[0].text}", widen=False)
        yield Derivation("total", after, (way,), label="a post-money valuation of")


_ONE_FOR = pattern(r"(?:\b(?:one|a|an|1)|<C:one>)\s+(?P<each>(?:[^\W\d_][\w'’-]*\s+){1,2}?)(?:(?:for|per|to)\s+(?:every|each)|per|for)\s+<C:r>\s+(?P<of>[^\W\d_][\w'’-]*)")

_RESULT_BEFORE = re.compile(r"(?:\b(?:or|that is|i\.e\.|meaning|equals?|gives?|giving|makes?|making)|[,(—–:])\s*(?:about|roughly|nearly|almost|just)?\s*$", re.I)
_RESULT_AFTER = re.compile(r"(?:\s+[^\W\d_][\w'-]*){0,2}\s*[:(]")


def one_for_every(masked: Masked) -> Iterator[Derivation]:
    """"One officer for every 465 residents", with the number of officers and of residents."""
    for match in _ONE_FOR.finditer(masked.text):
        term = masked.term(match["r"])
        if ";" in masked.text or not (_RESULT_BEFORE.search(masked.text, max(0, match.start() - 30), match.start()) or _RESULT_AFTER.match(masked.text, match.end())):
            continue
        if match["one"] and masked.term(match["one"]).quantity.low != 1:
            continue
        words = [[nouns.singular(w.lower()) for w in match[g].split()[-1:]] for g in ("of", "each")]
        own = (match["r"], match["one"])
        others = [t for at, t in masked.tokens(kinds="C") if masked.text[at : at + 2] not in own]
        many, few = ([t for t in others if is_count_of(t, w)] for w in words)
        if len(many) == len(few) == 1 and many[0] is not few[0]:
            way = Way(lambda x: rounding.ratio(x[0], x[1]), (many[0], few[0]), f"{many[0].text} ÷ {few[0].text}")
            yield Derivation("per-head", term, (way,), label=f"one {words[1][0]} for every")
