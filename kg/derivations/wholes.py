"""Wholes and their parts over clauses and sentences: what is left, what it makes in all, shares in percent or as a fraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import QUALIFIER, TOKEN, Term, pattern
from kg.derivations.model import Derivation, Way
from kg.derivations.scene import WITH_MORE, Figure, Scene, kin, minus, near_enough, part, sure, way

# ------------------------------------------------------------------ what is left

_RESTS = (
    pattern(r"\bthe\s+(?:rest|remainder|balance)(?:\s*[,(:–—]\s*|\s+(?:of\s+|is\s+|was\s+|being\s+|came\s+to\s+|comes\s+to\s+|amounts\s+to\s+|some\s+|about\s+)?)<A:r>"),
    pattern(r"\bthe\s+(?:other|remaining)\s+<A:r>"),
)
_LEFT = (
    pattern(r"<A:r>(?:\s+(?!(?:and|but|while|of)\b)[^\W\d_][\w'’-]*){0,3}?\s+(?:remains?\b|remained\b|is\s+left\b|are\s+left\b|was\s+left\b|were\s+left\b|left\s+over\b)"),
    pattern(r"\b(?:leaves?|leaving|left)\s+(?:[^\W\d_][\w'’-]*\s+){0,4}?<A:r>"),
)
_TAKEN = re.compile(r"\b(?:less|minus|net\s+of|deduct\w*|subtract\w*|of\s+(?:the|its|their|this|that|these|those|our|an?)|out\s+of|from\s+(?:the|its|a))\b", re.I)
_MORE_ITEMS = re.compile(r"\b(?:plus|before|tax(?:es)?|transfers?|interest|depreciation|exceptional|one-off|reserves|excluding|including|adjusted|each|average[ds]?|per)\b", re.I)
_WHOLE_OF = pattern(r"\b(?:of|from|out\s+of)\s+(?:the|its|their|this|that|these|those|our|all|an?)?\s*(?:[^\W\d_][\w'’-]*\s+){0,3}?<A:w>")


def rests(scene: Scene) -> Iterator[Derivation]:
    """What is left of a whole after its parts."""
    for form in _RESTS:
        for match, result in scene.results(form):
            yield from _rest(scene, match, result)
    for form in _LEFT:
        for match, result in scene.results(form):
            if _TAKEN.search(scene.text, 0, match.start()):
                yield from _rest(scene, match, result)


def _rest(scene: Scene, match: re.Match[str], result: Figure) -> Iterator[Derivation]:
    found = scene.alike(result, 0, match.start(), repeated=True)
    own = [f for f in found if f.own]
    chosen = own if len(own) > 1 else found
    values = sorted({f.value: f for f in chosen}.values(), key=lambda f: -f.value)
    if not 2 <= len(values) <= 5 or (len(own) < 2 and len(values) != 2) or _MORE_ITEMS.search(scene.text, min(f.at for f in values), match.start()):
        return
    whole, parts = values[0], values[1:]
    counted = result.term.quantity.kind == "count"
    if counted and not any(m.end("w") - 2 == whole.at for m in _WHOLE_OF.finditer(scene.text)) and not (whole.noun & result.noun):
        return
    if counted and result.noun and not whole.noun and not own and not any(n in scene.text[: match.start()].lower() for n in result.noun):
        return  # "four of 38. The remaining 31 clubs": of what there are 38 is told before
    first = way(minus, (whole, *parts), "−", plain=True)
    others = [way(minus, (w, *p), "−", plain=True) for n, w in enumerate(values) for p in (*((f,) for f in values[n + 1 :]), tuple(values[n + 1 :])) if p]
    if _unfelt(whole, parts) or _left_elsewhere(found, result):
        return
    derivation = Derivation("formula", result.term, (first, *others), label="", sure=sure((whole, *parts)))
    if near_enough(derivation):
        yield derivation


def _unfelt(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a part is too small to change the whole as it is written: €33 million less €200."""
    written = rounding.interval(whole.term.quantity)
    return any(written.overlaps(rounding.difference(written, rounding.interval(p.term.quantity))) for p in parts)


_MOST_TRIED = 8


def _left_elsewhere(found: Sequence[Figure], result: Figure) -> bool:
    """Whether the result is what some of all figures of its sort leave of another, those of sentences before included."""
    values = sorted({f.value: f for f in found}.values(), key=lambda f: -f.value)[:_MOST_TRIED]
    written = rounding.interval(result.term.quantity)
    for n, whole in enumerate(values):
        for count in (1, 2, 3):
            for parts in combinations(values[n + 1 :], count):
                taken = rounding.interval(whole.term.quantity)
                for one in parts:
                    taken = rounding.difference(taken, rounding.interval(one.term.quantity))
                if written.overlaps(taken):
                    return True
    return False


# ------------------------------------------------------------------ in all

_IN_ALL = pattern(r"(?:[,;:(–—]|\bor\b|\bthat\s+is\b|\bmaking\b|\bmakes\b)\s*(?:or\s+|that\s+is\s+|thus\s+|making\s+|a\s+total\s+of\s+)?<A:r>(?:\s+(?!(?:and|but|while)\b)[^\W\d_][\w'’-]*){0,3}?\s+(?:in\s+all|in\s+total|altogether|all\s+told|together|combined)\b")
_OTHERS = re.compile(r"\b(?:others?|rest)\s*[,(–—]?$", re.I)
_SUM_OF = pattern(r"(?:\bmaking|\bmakes|\bgiving|\bgives|\bfor|\bor|,)\s+(?:a\s+|an\s+|the\s+)?(?:combined\s+|grand\s+|overall\s+)?(?:total|sum)\s+of\s+<A:r>")
_OF_THIS = pattern(r"(?:^|[.!?]\s+|\s\s)(?:of|from)\s+(?:this|that|these|those|it|them|which|the\s+total|this\s+(?:sum|amount|total|money|number))\b,?(?P<list>[^;]*)")
_PERIODS = re.compile(r"\b(?:each|apiece|per|a\s+(?:year|month|week|day|quarter)|annually|yearly|monthly|every|by\s+then|to\s+date|so\s+far|since|of\s+which|including|include[sd]?|up\s+from|compared|than|worth|average[ds]?|already)\b", re.I)


_ONE = re.compile(r"\b(?:one|both|another|a\s+(?:second|third))\b", re.I)
"""Between counts in words, what may be one more of them: "two (one in the first round), one before the final and then two, three in all"."""
_BEYOND = 1000
"""A total so many times its items is none of them, but of as many shares or pieces as it takes."""


def in_all(scene: Scene) -> Iterator[Derivation]:
    """"A here and B there, R altogether": a total said after its items."""
    for form in (_IN_ALL, _SUM_OF):
        for match, result in scene.results(form):
            items = [f for f in scene.alike(result, 0, match.start(), repeated=True) if f.own]
            if WITH_MORE.match(scene.text, match.end()) or _OTHERS.search(scene.text, max(0, match.start() - 10), match.start() + 1):
                continue
            yield from _total(scene, result, items, match.start())


def _total(scene: Scene, result: Figure, items: Sequence[Figure], end: int) -> Iterator[Derivation]:
    if not 2 <= len(items) <= 12 or _PERIODS.search(scene.text, max(0, items[0].at - 30), end) or result.value <= 0:
        return
    if result.term.quantity.kind == "money" and result.value > _BEYOND * sum(i.value for i in items):
        return  # 4.2 pence a share, in all £17 million
    # A count of other things between the items makes it unclear what is added.
    between = [f for f in scene.figures if items[0].at < f.at < end and f not in items and f.term.quantity.kind == result.term.quantity.kind]
    if between or (all(f.term.text.isalpha() for f in (result, *items)) and _ONE.search(scene.text, items[0].at, end)):
        return
    yield sum_of(result.term, items, scene.alike(result, 0, end, repeated=True))


def sum_of(total: Term, items: Sequence[Figure], window: Sequence[Figure] = ()) -> Derivation:
    """A total of items; "up to" before an item counts as its figure when the total is a plain figure."""
    chosen = [items, *([window] if len(window) > len(items) else []), *(items[n:] for n in range(1, len(items) - 1))]
    ways = []
    for some in chosen:
        terms = tuple(_unbounded(f.term, total) for f in some)
        ways.append(Way(rounding.total, terms, " + ".join(f.term.text.lstrip("~") for f in some), widen=False, loose=False))
    return Derivation("total", total, tuple(ways), exact_total=True, label="a total of", sure=sure(items))


def _unbounded(term: Term, total: Term) -> Term:
    return Term(term.reading, replace(term.quantity, bound=None)) if term.quantity.bound and not total.quantity.bound else term


def of_this(scene: Scene) -> Iterator[Derivation]:
    """"Income was R. Of this, A came from …, B from … and C from …": every item of a complete list."""
    for match in _OF_THIS.finditer(scene.text):
        start, end = match.span("list")
        wholes = [f for f in scene.figures if not f.own]
        items = [f for f in scene.figures if f.own and start <= f.at < end]
        if not wholes or len(items) < 3 or any(not kin(f, items[0]) for f in items) or not _closed_list(scene.text[start:end]):
            continue
        fitting = [f for f in wholes if kin(f, items[0]) and f.value >= max(i.value for i in items)]
        if fitting and all(f.term.quantity.kind != "count" or f.noun for f in fitting):
            added = sum(i.value for i in items)
            derivation = sum_of(max(fitting, key=lambda f: f.value).term, items)
            if all(f.value != added for f in fitting) and near_enough(derivation):
                yield replace(derivation, sure=False)


_LAST_ITEM = re.compile(rf",?\s+and\s+(?:[^\W\d_][\w'’-]*\s+){{0,5}}?{QUALIFIER}{TOKEN.pattern}[^\uE000-\uF8FF]*$", re.I)
_NOT_ALL = re.compile(r"\b(?:others?|etc|among|such\s+as|e\.g|mainly|mostly|notably|including|rest|remain\w*|elsewhere|more|respectively|per|each|largest|at\s+least|alone|only)\b", re.I)


def _closed_list(text: str) -> bool:
    """Whether a list ends with "and" and its last item, and says nowhere that it is open."""
    return bool(_LAST_ITEM.search(text)) and not _NOT_ALL.search(text)


# ------------------------------------------------------------------ shares

_N = r"(?:\s*+(?!(?:and|but|while)\b)[^\W\d_][\w'’&/-]*+){0,8}?\s*"
_ADJ = r"(?:(?!(?:and|but|or)\b)[^\W\d_][\w'’-]*\s+){0,5}?"
_OR = r"(?:or|i\.e\.,?|namely|that\s+is|which\s+is|being|exactly|equal\s+to|equivalent\s+to)\s+"
_OF_THEM = r"(?:of|among)\s+(?:them|these|those|whom|which|that|this)\b"
_SHARES = tuple(
    pattern(source)
    for source in (
        # A, P of a fleet of W; A (P of W); A, which is P of the W
        rf"<A:part>{_N}(?:[,(–—]\s*|\s)(?:{_OR})?(?:or\s+)?<P:r>\s+of\s+(?:an?|the|its|their|our|all|that|this)?\s*{_ADJ}<A:whole>",
        rf"<A:part>[^.;\uE000-\uF8FF]{{0,50}}?\b(?:which|this|that|it)\s+(?:is|was|makes|equals|represents|corresponds\s+to|amounts\s+to)\s+<P:r>\s+of\s+{_ADJ}<A:whole>",
        # P of the W, or A
        rf"<P:r>\s+of\s+(?:the|its|their|our|all|these|those|a)?\s*{_ADJ}<A:whole>{_N},\s*(?:{_OR})<A:part>",
        # W, of whom P (A); W …, of these A (P); W … A of them (P)
        rf"<A:whole>[^.;\uE000-\uF8FF]{{0,60}}?,?\s*{_OF_THEM}{_N}<P:r>{_N}\(\s*<A:part>\s*{_ADJ}\)",
        rf"<A:whole>[^;\uE000-\uF8FF]{{0,80}}?<A:part>\s+(?:[^\W\d_][\w'’-]*\s+)?{_OF_THEM}{_N}[(,]\s*(?:or\s+)?<P:r>\s*[,).;]",
        rf"<A:whole>[^;\uE000-\uF8FF]{{0,80}}?\bof\s+(?:them|these|those|whom)\b,?{_N}<A:part>{_N}\(\s*<P:r>\s*[,;)]",
    )
)
_MARGIN = pattern(r"(?:[,(–—]|\b(?:giving|gives|for|or|that\s+is|i\.e\.|with|means|making|makes))\s*(?:an?|the)\s+(?:[^\W\d_][\w'’-]*\s+){0,2}?(?:margin|share|rate|proportion|ratio|uptake|yield|quota)\s+of\s+<P:r>")
_ON = pattern(rf"<A:part>\s+(?:on|from|out\s+of|of)\s+{_N}<A:whole>")
_OF_WHOLE = pattern(rf"\b(?:of|from|out\s+of)\s+(?:the\s+|its\s+|all\s+|some\s+)?<A:whole>{_N},?\s*{_ADJ}<A:part>")
_RATE_OF_ELSE = re.compile(r"\s*(?:[^\W\d_][\w'’-]*\s+){0,2}?(?:tax|interest|discount|response\s+to|growth|gross|dividend|compared|above|below|after|before|in\s+\w+\s+year)", re.I)


def shares(scene: Scene) -> Iterator[Derivation]:
    """A share in percent with its part and its whole."""
    for form in _SHARES:
        for match, result in scene.results(form):
            yield from _share(scene, result, scene.figure(match, "part"), scene.figure(match, "whole"))
    for match, result in scene.results(_MARGIN):
        if _RATE_OF_ELSE.search(scene.text[match.start() : result.at]) or _RATE_OF_ELSE.match(scene.text, result.at + 2):
            continue
        found = [m for form in (_ON, _OF_WHOLE) for m in form.finditer(scene.text, 0, match.start()) if m.start() >= match.start() - 160]
        amounts = [f for f in scene.figures if f.at < match.start() and f.own and f.term.quantity.kind != "percent"]
        if len(found) == 1 and len(amounts) == 2:
            yield from _share(scene, result, scene.figure(found[0], "part"), scene.figure(found[0], "whole"))


_WHOLE_ITSELF = re.compile(r"[\uE000-\uF8FF].\s+(?:[^\W\d_][\w'’-]*\s+)?(?:of|out\s+of|from|on)\s+(?:[^\W\d_][\w'’-]*\s+){0,3}$", re.I)
"""Before a figure: it is the whole of another part ("240 of 400 firms, 80 % of the target of 300")."""


def _share(scene: Scene, result: Figure, some: Figure | None, whole: Figure | None) -> Iterator[Derivation]:
    if some is None or whole is None or some is whole:
        return
    a, b = some.term.quantity, whole.term.quantity
    if not rounding.comparable(a, b) or a.per != b.per or whole.value <= 0 or some.value > whole.value * 3:
        return
    if some.at < whole.at and _WHOLE_ITSELF.search(scene.text, max(0, some.at - 60), some.at):
        return
    others = [f for f in scene.figures if f.own and f not in (some, whole) and kin(f, some)]
    # "148 people: 27 in Utrecht and 121 abroad. Eighty of them": of all, or of the last.
    wholes = [f for f in scene.figures if f.at < some.at and not f.own and f not in (some, whole) and kin(f, whole)]
    ways = [way(part, (one, whole), "of", "%") for one in (some, *others)] + [way(part, (some, one), "of", "%") for one in wholes]
    derivation = Derivation("share", result.term, tuple(ways), label="a share of", sure=sure((some, whole)))
    if near_enough(derivation):
        yield derivation


# ------------------------------------------------------------------ fractions in words

_FRACTION = r"(?:<C:f>|<C:n>\s+(?:in|out\s+of)\s+(?:every\s+)?<C:m>)"
_FRACTIONS = (
    pattern(rf"<A:part>{_N}(?:,\s*|\(\s*|\s)(?:{_OR})?(?P<hedge>(?:about|roughly|nearly|almost|around|some|just\s+(?:over|under)|over|more\s+than|less\s+than|close\s+to)\s+)?{_FRACTION}\s+of\s+(?:an?|the|its|their|our|all|that|this|these)\s+{_ADJ}<A:whole>"),
    pattern(rf"{_FRACTION}\s+of\s+(?:the|its|their|our|all|these|those)\s+{_ADJ}<A:whole>{_N}[,(]\s*(?:{_OR})<A:part>"),
    pattern(rf"<A:whole>[^;\uE000-\uF8FF]{{0,80}}?<A:part>\s+{_OF_THEM}\s*[(,]\s*(?:{_OR})?{_FRACTION}\s*[,).;]"),
    pattern(rf"\bof\s+(?:the|its|their|our|all)?\s*{_ADJ}<A:whole>{_N},?\s*<A:part>{_N}[,(]\s*(?:{_OR})?{_FRACTION}\s*[,).;]"),
)
_ROOM = Fraction(12, 100)
"""How far off a part may be from a fraction said in words: "a third" of 300 is anything from 88 to 112."""


def fractions(scene: Scene) -> Iterator[Derivation]:
    """"84, a third of the 250": a fraction in words with its part and its whole, both in figures."""
    for form in _FRACTIONS:
        for match in form.finditer(scene.text):
            some, whole = scene.figure(match, "part"), scene.figure(match, "whole")
            named = scene.figure(match, "f" if match["f"] else "m")
            value = _fraction(scene, match)
            if some is None or whole is None or named is None or not named.own or value is None or not kin(some, whole) or whole.value <= some.value or some.value < 1:
                continue
            term = named.term
            if match["n"]:
                many = scene.figure(match, "n")
                text = named.term.reading.text[many.term.quantity.start : named.term.quantity.end] if many else term.text
                term = Term(term.reading, replace(term.quantity, start=many.term.quantity.start if many else term.quantity.start, text=text))
            stated = replace(term.quantity, low=_decimal(value), high=_decimal(value), low_step=_decimal(value * 2 * _ROOM), high_step=_decimal(value * 2 * _ROOM), low_loose=_decimal(value * 2 * _ROOM), high_loose=_decimal(value * 2 * _ROOM), bound=None, approximate=False)  # fmt: skip
            yield Derivation("share", Term(term.reading, stated), (way(lambda x: rounding.ratio(x[0], x[1]), (some, whole), "of"),), label="", sure=sure((some, whole)))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _fraction(scene: Scene, match: re.Match[str]) -> Fraction | None:
    if match["f"]:
        figure = scene.figure(match, "f")
        value = figure.value if figure is not None else Fraction(0)
        return value if 0 < value < 1 and re.fullmatch(r"[A-Za-z][A-Za-z\s-]*", figure.term.quantity.text) else None  # type: ignore[union-attr]
    few, many = scene.figure(match, "n"), scene.figure(match, "m")
    if few is None or many is None or not 0 < few.value < many.value <= 20:
        return None
    return few.value / many.value


FAMILIES = (
    (frozenset("rest remainder balance other remaining remain remains remained left leave leaves leaving".split()), "money count measure", rests),
    (frozenset("all total altogether told together combined making giving sum".split()), "money count measure", in_all),
    (frozenset("of from".split()), "money count measure", of_this),
    (frozenset("of among margin".split()), "percent", shares),
    (frozenset("half third thirds quarter quarters fifth fifths sixth eighth tenth in out".split()), "count", fractions),
)
"""Each way with the words of which one must stand in the sentence of the result, and the kinds its result may be of."""
