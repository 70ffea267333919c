"""Operands that a sentence only names: the price of a round, last year's figure of the same metric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from kg import nouns, rounding, scope
from kg import patterns as re
from kg.derivations.growth import MAGNITUDE, magnitude
from kg.derivations.masked import Masked, Term, pattern
from kg.derivations.model import Derivation, Way
from kg.model import Observation
from kg.readings import Reading

_SURE = 0.6
_REFERENCE = r"(?:on|to|of|over|above|below|versus)\s+(?:the\s+|its\s+)?(?:[^\W\d_][\w'’-]*\s+|<D>\s+){0,3}?(?P<round>(?:Series|series)\s+[A-K]\b|seed\b|IPO\b)\s*(?:entry\s+|round\s+|post-money\s+|offer\s+)*(?:price|valuation)"
_RETURNS = pattern(rf"<X:r>\s+(?:(?:returns?|return on investment|gain|multiple|uplift|step-up)\s+)?{_REFERENCE}")
_PREMIUM = pattern(rf"<P:r>\s+(?:\w+\s+)?(?P<word>premium|discount)\s+{_REFERENCE}")
_REACHED = (
    pattern(r"\b(?:reach\w*|to|hit\w*|attain\w*)\s+{w2}<M:b>\s+{w3}(?:by|in|at)\s+(?:the\s+)?(?:end\s+of\s+|year-end\s+)?<D:d>\s*,?\s*(?:growing|growth|rising|up|expanding)\s+(?:at\s+|of\s+|by\s+)?{w2}<P:r>\s*(?:annually|a year|per year|year|YoY)"),
    pattern(r"<P:r>\s+(?:[^\W\d_][\w'’-]*\s+){0,2}growth\s+(?:through|in|by|during)\s+<D:d>\s*[(,]?\s*(?:reaching|to reach|to)\s+{w2}<M:b>"),
)
_IMPLIED = (
    pattern(r"\bimplied\s+(?:[^\W\d_][\w'’-]*\s+){0,2}multiples?\s*(?:of\s+|\()\s*<X:r>\s+on\s+{w2}<M:b>"),
    pattern(r"\bmultiples?\s+(?:[^\W\d_][\w'’-]*\s+)?implied\s+(?:for\s+{w3})?(?:of\s+|is\s+|\()\s*<X:r>\s+on\s+{w2}<M:b>"),
    pattern(r"<X:r>\s+implied\s+(?:[^\W\d_][\w'’-]*\s+){0,2}multiple\s+on\s+{w2}<M:b>"),
)
_IMPLIED_VALUE = re.compile(r"\b(?:impl(?:ied|ies|ying)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:valuation|value|price)|fair[- ]value)\b", re.I)
_MAGNITUDE = pattern(rf"{MAGNITUDE}\s+(?:larger|more|greater|bigger|higher|above)\s+than\s+(?P<phrase>(?:[^\W\d_][\w'’-]*+\s*){{1,6}})")
_PLAIN_WORDS = frozenset(["the", "a", "an", "its", "their", "our", "current", "existing", "total", "today", "number", "of", "base", "cohort", "market", "size", "population", "group", "level", "levels", "that", "those", "in", "on", "at", "for", "and", "organization", "organisation", "company", "customer", "user", "people"])


class Facts:
    """Figures of a report that are stated clearly and alike everywhere."""

    def __init__(self, known: Iterable[Observation], readings: Sequence[Reading]):
        self.readings = {(r.carrier.kind, r.carrier.id): r for r in readings}
        self.all = [o for o in known if o.quantity is not None and o.quantity.low is not None and o.carrier in self.readings]
        self.known = [o for o in self.all if o.role == "observation" and o.confidence >= _SURE]

    def term(self, observation: Observation) -> Term:
        """An observation as an operand."""
        return Term(self.readings[observation.carrier], observation.quantity)

    def agreed(self, found: Sequence[Observation]) -> Term | None:
        """The one figure that all of these state, or ``None`` when they differ or there is none."""
        if not found:
            return None
        first = found[0]
        same = all(rounding.comparable(first.quantity, o.quantity) and rounding.agree(first.quantity, o.quantity).verdict != "disagree" for o in found)
        return self.term(first) if same else None

    def price(self, name: str) -> Term | None:
        """The valuation at which a round was priced."""
        words = re.sub(r"\s+", "-", name.strip().lower())
        found = [o for o in self.known if o.metric in ("valuation", "post-money valuation") and dict(o.scope).get("round") == words and o.quantity.kind == "money"]
        return self.agreed([o for o in found if "scenario" not in dict(o.scope) and "modality" not in dict(o.scope)])

    def earlier(self, at: Observation, year: int) -> Term | None:
        """The figure of the same metric and subject for a year."""
        found = [
            o
            for o in self.known
            if (o.metric, o.subject) == (at.metric, at.subject)
            and o.period is not None
            and o.period.end is not None
            and o.period.start is not None
            and o.period.start.year == o.period.end.year == year
            and rounding.comparable(o.quantity, at.quantity)
            and not {k for k, _ in o.scope} - {"analyst", "per"}
        ]
        return self.agreed(found)

    # ----------------------------------------------------------------------- derivations

    def derivations(self, masked: Masked) -> Iterator[Derivation]:
        """Returns on and premiums to the price of a named round; growth from last year's figure."""
        if not self.all:
            return
        for form, unit in ((_RETURNS, "x"), (_PREMIUM, "%")):
            for match in form.finditer(masked.text):
                yield from self._on_price(masked, match, unit)
        for form in _IMPLIED:
            for match in form.finditer(masked.text):
                yield from self._implied(masked, match)
        for match in _MAGNITUDE.finditer(masked.text):
            yield from self._magnitude(masked, match)
        for form in _REACHED:
            for match in form.finditer(masked.text):
                yield from self._reached(masked, match)

    def _on_price(self, masked: Masked, match: re.Match[str], unit: str) -> Iterator[Derivation]:
        base = self.price(match["round"])
        amounts = [t for _, t in masked.tokens(0, match.start(), "M") if t.quantity.per is None]
        if base is None or not amounts or not rounding.comparable(amounts[-1].quantity, base.quantity):
            return
        price = self._valued(amounts)
        if price is None or price.quantity.low == base.quantity.low:
            return
        named = f"{base.text} ({' '.join(match['round'].split())})"
        if unit == "x":
            way = Way(lambda x: rounding.ratio(x[0], x[1]), (price, base), f"{price.text} ÷ {named}", "x")
            yield Derivation("multiple", masked.term(match["r"]), (way,), label="a multiple of", sure=False)
        else:
            way = Way(lambda x: rounding.growth(x[1], x[0]), (price, base), f"{price.text} against {named}", "%")
            yield Derivation("premium", masked.term(match["r"]), (way,), match["word"].lower() == "discount", label=f"a {match['word'].lower()} of", sure=False)

    def _valued(self, amounts: Sequence[Term]) -> Term | None:
        """The valuation among the amounts before a return: the last one, if nothing else is as large."""
        largest = max(amounts, key=lambda t: t.quantity.high)
        return largest if largest is amounts[-1] or sum(t.quantity.high * 5 > largest.quantity.high for t in amounts) == 1 else None

    def _reached(self, masked: Masked, match: re.Match[str]) -> Iterator[Derivation]:
        after, date = masked.term(match["b"]), masked.term(match["d"])
        stated = next((o for o in self.all if o.carrier == (after.reading.carrier.kind, after.reading.carrier.id) and o.quantity.start == after.quantity.start), None)
        period = date.quantity.period
        if stated is None or period is None or period.end is None:
            return
        year = period.end.year
        before = self.earlier(stated, year - 1)
        if before is None:
            return
        words = f"from {before.text} ({year - 1}) to {after.text} ({year})"
        way = Way(lambda x: rounding.growth(x[0], x[1]), (before, after), words, "%")
        yield Derivation("growth", masked.term(match["r"]), (way,), label="growth of", sure=False)

    @cached_property
    def _implying(self) -> list[Reading]:
        """The readings that tell of an implied value."""
        return [r for r in self.readings.values() if _IMPLIED_VALUE.search(r.text)]

    def _implied(self, masked: Masked, match: re.Match[str]) -> Iterator[Derivation]:
        """A multiple implied on a figure, against the value that the report implies on the same figure."""
        base = masked.term(match["b"])
        values: dict[tuple, Term] = {}
        for reading in self._implying:
            amounts = [q for q in reading.figures if q.kind == "money"]
            bases = [q for q in amounts if (q.low, q.high, q.currency) == (base.quantity.low, base.quantity.high, base.quantity.currency)]
            ranges = [q for q in amounts if q.is_range and q.low > base.quantity.high and q.currency == base.quantity.currency]
            if len(bases) == 1 and len(ranges) == 1:
                values.setdefault((ranges[0].low, ranges[0].high), Term(reading, ranges[0]))
        if len(values) == 1:
            value = next(iter(values.values()))
            way = Way(lambda x: rounding.ratio(x[0], x[1]), (value, base), f"{value.text} ÷ {base.text}", "x")
            yield Derivation("multiple", masked.term(match["r"]), (way,), label="an implied multiple of", sure=False)

    def _magnitude(self, masked: Masked, match: re.Match[str]) -> Iterator[Derivation]:
        """"215,000 accounts are orders of magnitude more than the paying cohort"."""
        amounts = [t for _, t in masked.tokens(kinds="C")]
        words = {nouns.singular(w.lower()) for w in match["phrase"].split()} - _PLAIN_WORDS
        if len(amounts) != 1 or not words:
            return
        large = amounts[0]
        here = next((o for o in self.all if o.carrier == (large.reading.carrier.kind, large.reading.carrier.id) and o.quantity.start == large.quantity.start), None)
        found = [
            o
            for o in self.known
            if o.quantity.kind == "count" and here is not None and o.subject == here.subject and o.carrier != here.carrier
            and words & {nouns.singular(w.lower()) for w in f"{o.metric} {dict(o.scope).get('modifier', '')}".split()} and not dict(o.scope).keys() & {"modality", "scenario"}
        ]  # fmt: skip
        small = self.agreed(found)
        if small is not None and small.quantity.low > 0:
            yield magnitude(masked, match, small, large, sure=False)

    # ----------------------------------------------------------------------- copies

    def with_copies(self, derivation: Derivation) -> Derivation:
        """The derivation with the other places that state its result in the same words, and an item that would explain it."""
        if derivation.kind != "total":
            return derivation
        total = derivation.stated
        count = len(derivation.ways[0].operands)
        alike = []
        for reading in self.readings.values():
            for quantity in reading.figures if reading is not total.reading else ():
                if quantity.kind == total.quantity.kind == "money" and (quantity.low, quantity.high, quantity.currency) == (total.quantity.low, total.quantity.high, total.quantity.currency):
                    tail = reading.text[quantity.end : quantity.end + 60]
                    after = [q for q in reading.figures if quantity.end <= q.start < quantity.end + 60]
                    if after and after[0].kind == "count" and after[0].low == count and re.search(r"\b(?:across|in|over|from)\b", tail[: after[0].start - quantity.end]):
                        alike.append(Term(reading, quantity))
        return replace(derivation, copies=tuple(alike))

    def missing(self, derivation: Derivation) -> Term | None:
        """A figure elsewhere that is exactly what the listed items lack of their total."""
        if derivation.kind != "total" or derivation.stated.quantity.kind != "money":
            return None
        lacking = derivation.stated.quantity.low - sum(o.quantity.low for o in derivation.ways[0].operands)
        by_metric: dict[str, list[Observation]] = defaultdict(list)
        for o in self.all:
            if o.quantity.low == o.quantity.high == lacking > 0 and o.quantity.kind == "money" and o.quantity.currency == derivation.stated.quantity.currency and scope.rounds(self.readings[o.carrier].text):
                by_metric[o.metric].append(o)
        found = by_metric.get("round amount") or []
        return self.term(found[0]) if found else None
