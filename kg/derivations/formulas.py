"""Sums written out: "$130M ÷ 10,000 = $13,000", "$13,000 ($130M / 10,000 organisations)", "at 40x on $180M"."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Masked, Term, pattern
from kg.derivations.model import Derivation, Formula, Way

_N = r"(?:\s*+[^\W\d_][\w'’&.-]*+){0,6}?\s*"
_OPERATORS = {
    "÷": r"÷|/|divided by|spread (?:over|across)",
    "×": r"×|\*|\bx\b|·|times|multiplied by",
    "+": r"\+|plus",
    "−": r"−|–|\bminus\b",
}
_OF: dict[str, Formula] = {
    "÷": lambda x: rounding.ratio(x[0], x[1]),
    "×": rounding.product,
    "+": rounding.total,
    "−": lambda x: rounding.difference(x[0], x[1]),
}
_EQUALS = r"(?:=|≈|equals?|is equal to|gives|giving|yields?|yielding|makes|making|comes to|totals?|totalling|totaling|amounts to|works out (?:at|to)|→|which is|implies|implying)"
_BEFORE = r"(?:\(|[,:]?\s*(?:derived (?:from|as)|calculated (?:as|from)|computed (?:as|from)|based on|from|i\.e\.,?|that is|=|bottom-up:|estimated as)\s*)(?:[\w-]+:\s*)?"


def _chain(sign: str) -> str:
    return rf"<Q:a>{_N}(?:{_OPERATORS[sign]}){_N}<Q:b>(?:{_N}(?:{_OPERATORS[sign]}){_N}<Q:c>)?(?:{_N}(?:{_OPERATORS[sign]}){_N}<Q:d>)?"


_WRITTEN = tuple((sign, pattern(rf"{_chain(sign)}{_N}{_EQUALS}\s*{{w3}}<Q:r>")) for sign in _OPERATORS)
_EXPLAINED = tuple((sign, pattern(rf"<Q:r>{_N}(?:\s*in\s*<D>)?\s*{_BEFORE}{_chain(sign)}{_N}(?:[).,;]|$)")) for sign in "÷×+")


_GOES_ON = re.compile(r"[×÷/*·+−]\s*$")
"""Before a formula: that it is the end of a longer one with other signs, "550 × 18 / 20"."""


def formulas(masked: Masked) -> Iterator[Derivation]:
    """Every formula that is written with a sign or a word for it, with its result."""
    done: set[int] = set()
    for sign, form in (*_WRITTEN, *_EXPLAINED):
        for match in form.finditer(masked.text):
            term = masked.term(match["r"])
            groups = match.groupdict()
            operands = tuple(masked.term(groups[g]) for g in "abcd" if groups.get(g))
            if id(term.quantity) in done or _GOES_ON.search(masked.text, 0, match.start()):
                continue
            ways = tuple(_ways(sign, term, operands))
            if ways:
                done.add(id(term.quantity))
                yield Derivation("share" if ways[0].unit == "%" else "formula", term, ways, label="")


def _ways(sign: str, result: Term, operands: tuple[Term, ...]) -> Iterator[Way]:
    words = f" {sign} ".join(o.text for o in operands)
    kinds = [o.quantity.kind for o in operands]
    kind = result.quantity.kind
    if sign in "+−":
        if all(rounding.comparable(o.quantity, result.quantity) for o in operands):
            yield Way(_OF[sign], operands, words, widen=False)
        return
    if sign == "÷":
        if len(operands) != 2:
            return
        same = rounding.comparable(operands[0].quantity, operands[1].quantity)
        if kind == "percent" and same:
            yield Way(lambda x: rounding.share(x[0], x[1]), operands, words, "%")
        elif kind in ("multiple", "count") and same:
            yield Way(_OF["÷"], operands, words, "x" if kind == "multiple" else "")
        elif (kind == kinds[0] and kinds[1] in ("count", "multiple") and result.quantity.currency == operands[0].quantity.currency and result.quantity.unit == operands[0].quantity.unit) or (kind == "count" and kinds[0] == kinds[1] == "count"):
            yield Way(_OF["÷"], operands, words)
            if (scale := _SCALE_WORD.search(operands[1].text)) is not None:
                # "$5.76 ÷ 51.84 million = 11.1 cents": for each million
                many = 10 ** {"t": 3, "m": 6, "b": 9}[scale[0][0].lower()]
                yield Way(lambda x: rounding.product([rounding.ratio(x[0], x[1]), many]), operands, words)
        return
    plain = [k for k in kinds if k not in ("count", "multiple")]
    if (not plain and kind == "count") or (plain == [kind] and kind in ("money", "measure") and _same_unit(result, operands)):
        yield Way(_OF["×"], operands, words)
    elif (sorted(plain) == sorted(["percent", kind]) and kind in ("money", "measure") and _same_unit(result, operands)) or (plain == ["percent"] and kind == "count"):
        yield Way(lambda x: rounding.ratio(rounding.product(x), 100), operands, words)


_SCALE_WORD = re.compile(r"\b(?:thousand|million|billion)\b", re.I)


def _same_unit(result: Term, operands: tuple[Term, ...]) -> bool:
    return all(
        (o.quantity.currency == result.quantity.currency and o.quantity.unit == result.quantity.unit and o.quantity.per in (None, "year"))
        or o.quantity.per is not None
        for o in operands
        if o.quantity.kind == result.quantity.kind
    )


_EACH = pattern(r"<C:n>{n}(?:\bat|,|costing|priced at|paying|worth|for)\s+{w2}<M:p>\s*(?:each|apiece|per\s+[^\W\d_]+|a\s+piece)?\s*[,(]?\s*(?:for )?(?:a total|totall?ing|in total|amounting to|total cost|a combined|or)\s*(?:of\s*)?\(?<M:r>".replace("{n}", _N))


def products(masked: Masked) -> Iterator[Derivation]:
    """"2,000 units at €45 each, a total of €90,000"."""
    for match in _EACH.finditer(masked.text):
        count, price, result = (masked.term(match[g]) for g in ("n", "p", "r"))
        if price.quantity.currency == result.quantity.currency and ("each" in match.group() or "apiece" in match.group() or (price.quantity.per and not re.search(r"month|year|day|hour", price.quantity.per))):
            yield Derivation("formula", result, (Way(_OF["×"], (count, price), f"{count.text} × {price.text}"),), label="")


_MIDPOINT = pattern(r"<Q:r>\s+(?:as\s+|at\s+)?(?:the\s+)?(?:midpoint|mid-point)|\b(?:midpoint|mid-point)\s+(?:value\s+|estimate\s+)?(?:(?:of|at|is|was|being|around|,|:|about)\s+)*<Q:s>")


def midpoints(masked: Masked) -> Iterator[Derivation]:
    """A range and its midpoint."""
    ranges = [t for _, t in masked.tokens() if t.quantity.is_range and not t.quantity.change]
    for match in _MIDPOINT.finditer(masked.text):
        term = masked.term(match["r"] or match["s"])
        fits = [t for t in ranges if t is not term and rounding.comparable(t.quantity, term.quantity)]
        if len(fits) == 1 and not term.quantity.is_range:
            low, high = _ends(fits[0])
            way = Way(lambda x: rounding.ratio(rounding.total(x), 2), (low, high), f"the middle of {fits[0].text}")
            yield Derivation("formula", term, (way,), label="a midpoint of")


def _ends(term: Term) -> tuple[Term, Term]:
    from kg.derivations.model import end

    return Term(term.reading, end(term.quantity, "low")), Term(term.reading, end(term.quantity, "high"))
