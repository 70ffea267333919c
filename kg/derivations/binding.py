"""What binds a share to its part and to its whole: place, and the words between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.derivations.register import Amount, Register
from kg.derivations.vicinity import Lazy
from kg.derivations.wholesaid import Whole, of_phrase
from kg.model import Quantity
from kg.readings import Reading

_HEDGE = r"(?:(?:about|some|nearly|almost|only|just|roughly|around|exactly|over|under|fully|already|now|still|thus|therefore|hence|a|an|the|share\s+of|total\s+of|well|as\s+much\s+as)\s+)*"
_SAID = (
    r"(?:(?:or|i\.e\.,?|that\s+is(?:\s+to\s+say)?,?|that\s+was|this\s+is|this\s+was|that\s+makes|this\s+makes|it\s+is|it\s+was|which\s+is|which\s+was|which\s+makes|which\s+made|namely|being|thus|hence|in\s+other\s+words|"
    r"(?:(?:which|that|this|it|they)\s+)?(?:equals|equal\s+to|equalling|equivalent\s+to|corresponds\s+to|corresponding\s+to|amounts\s+to|amounting\s+to|represents|represented|representing|makes?\s+up|made\s+up|making\s+up|making|comprises|comprised|accounts\s+for|accounted\s+for|accounting\s+for))\s+)"
)
_VERB = r"(?:(?:(?:has|have|had|therefore|thus|alone|already|now|still|also)\s+)*(?:is|are|was|were|makes?|made|supplies|supplied|provides|provided|covers|covered|contributes|contributed|brings|brought|generates|generated|takes|took|forms?|formed|fills|filled|uses|used|meets|met|holds?|held|grown\s+to)\s+)"
_THINGS = r"(?P<things>(?:\s*+[^\W\d_][\w'’&/-]*+){0,9}?)"
_LINK = Lazy(rf"{_THINGS}\s*(?:\(\s*|[,;:–—]\s*{_SAID}?|\s+{_SAID}|,?\s+{_VERB}){_HEDGE}$")
_AT = Lazy(r"\b(?:at|with)\s+(?:(?:about|some|nearly|almost|only|just)\s+)*[~$€£]?\s*$")
_AT_LINK = Lazy(rf"(?:\s*+[^\W\d_][\w'’&/-]*+){{0,3}}?\s*,\s+(?P<things>(?:[^\W\d_][\w’'&-]*\s+){{1,6}}?){_VERB}{_HEDGE}$")
"""Behind an amount that stands first: "At 41,200 tonnes, the Rhine plant provided 38 % of it"."""
_BARE = Lazy(rf"{_THINGS}\s*(?:\(\s*|[,;:–—]\s*){_HEDGE}$")
_TURNED = Lazy(rf"(?:\s+of\s+(?P<phrase>[^\d.;:()]+?)|(?:\s+(?!of\b)[^\W\d_]+){{1,4}})?(?:\s+(?:in|for|during|by|at\s+the\s+end\s+of)\s+(?:FY\s?)?(?:19|20)\d\d(?:[–/-]\d\d)?)?\s*(?:[,;–—]\s*(?:or|that\s+is|that\s+was|i\.e\.,?|namely|equal\s+to|equivalent\s+to|which\s+is|worth|totalling|for)\s+|,\s*|\(\s*){_HEDGE}$")
_POINTS = Lazy(r"[\W_]*(?:(?:and|so|thus|hence|therefore|overall|together)\b,?\s+)?(?:that|this|these|those|they|it|or|which|in\s+other\s+words|the\s+(?:share|proportion))\b[^.;:()\d]{0,40}$")
NOT_OF_IT = Lazy(
    r"\s*(?:[\w-]+\s+)?(?:more|less|fewer|higher|lower|longer|shorter|above|below|up|down|increase|rise|growth|decline|fall|drop|interest|a\s+year|per\s+year|annual\w*|stake|discount|premium|yield|coupon|tax|VAT|points?|CAGR|confidence)\b"
)
_OF_IT = Lazy(r"(?:^|[.;:,]\s+)of\s+(?:(?:the|our|its|all|these|those|some|about)\s+)*[~$€£]?\s*$")
"""Before an amount: it is the whole."""
_ELSE = Lazy(r"\b(?:up|down|by|from|than|growth|rise|increase|fall|grew|rose|fell|margin|target|goal|plan(?:s|ned)?|forecast|expect\w*|would|should|could|might|will|if|unless|until|not|average|median|between|respectively|each|at\s+least|at\s+most)\b[^.;]{0,30}$")
BEFORE_NOW = Lazy(r"\b(?:year\s+before|year\s+earlier|previous\w*|earlier|had\s+been|ago|used\s+to|formerly|last\s+year|then|compared|against|after\s+\d)\b")
_SHARE_OF = Lazy(r"\b(?:share|proportion|percentage|part)\s+(?P<of>of)\s+[^.;:,()\d]{3,50}?\s+(?:is|was|are|were|stands?\s+at|stood\s+at|comes?\s+to|came\s+to|reached|reaches)\s+(?:(?:about|some|nearly|almost|only|just|around|now|thus|therefore|still)\s+)*$")
_TO_PART = Lazy(rf"\s*[:;,(–—]\s*(?:(?:or|that\s+is|i\.e\.,?|namely)\s+)?{_HEDGE}$")
_TO_WHOLE = Lazy(r"\s+(?:[^\W\d_][\w’'-]*\s+){0,2}?(?:of|out\s+of)\s+(?:(?:the|its|our|their|all|a|total|these|those)\s+)*$")
_WHOLE_NEXT = Lazy(r"\s+of\s+(?:(?:the|its|our|their|all|these|those|a|some|about)\s+)+(?:[^\W\d_][\w’'-]*\s+){0,2}?$")
_PART_LAST = Lazy(r"(?:\s*+[^\W\d_][\w'’&/-]*+){0,4}?\s*(?:,|\()\s*(?:(?:or|that\s+is|i\.e\.,?|namely)\s+)?$")
_CLOSE = Lazy(rf"(?:\s*+[^\W\d_][\w'’-]*+){{0,2}}?(?:,\s*{_SAID}?|\s*\(\s*){_HEDGE}$")
_NEXT_ITEM = Lazy(r"[^.;:()\d]{1,60}")
_OF_FIGURE = Lazy(r"\s+of\s+[^.;:()\d]{3,60}?(?:\s+of|\s*\(|,)\s*[~$€£]?\s*$")
_CLOSED = Lazy(r"\s*(?:[,.;)]|$|people\b)")
_WIDEST = 160
"""Characters between a part and its share: more bind nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with what binds it: its part, and the whole as a phrase or as a figure (neither for a bare bracket)."""

    reading: Reading
    quantity: Quantity
    part: Amount
    whole: Whole | None
    beside: bool
    """Whether the part stands in the same sentence."""
    figure: Amount | None = None


def excluded(reading: Reading, quantity: Quantity) -> bool:
    """Whether it is a bound, a range, a change or a rate rather than a share."""
    return bool(quantity.bound or quantity.is_range or quantity.change or not 0 < quantity.low < 100 or NOT_OF_IT.match(reading.text[quantity.end :]))


def bound(register: Register, home: Sequence[Reading], n: int, index: int, quantity: Quantity) -> Share | None:
    """The share at figure ``index`` of sentence ``n`` of a passage with its part; ``quantity`` is what it counts as."""
    reading = home[n]
    if excluded(reading, quantity):
        return None
    before = reading.text[: quantity.start]
    own = {a.term.quantity.start: a for a in register.of(reading)}
    whole = of_phrase(reading, quantity.end)
    if whole is None and (told := _SHARE_OF.search(before[-90:])):
        whole = of_phrase(reading, max(0, len(before) - 90) + told.start("of"))
    ways = (_explicit, _behind, _ahead) if whole is not None and whole.pointing else (_explicit, _ahead, _behind)
    for way in ways:
        share = way(reading, index, quantity, own, whole)
        if share is not None:
            return share
    if whole is not None and n and _POINTS.fullmatch(before) and not BEFORE_NOW.search(before):
        last = register.of(home[n - 1])
        if last and not own:
            return Share(reading, quantity, last[-1], whole, False)
        some = next(iter(own.values()), None)
        if last and some is not None and some.sort == last[-1].sort and _OF_FIGURE.fullmatch(reading.text[quantity.end : some.term.quantity.start]):
            return Share(reading, quantity, last[-1], whole, False, some)
    return None


def _explicit(reading: Reading, index: int, quantity: Quantity, own: dict[int, Amount], whole: Whole | None) -> Share | None:
    """ "61 %: 14,640 of the 24,000 voters", "three fifths of the 1,450 staff, 870"."""
    following = [own.get(q.start) for q in reading.figures[index + 1 : index + 3]]
    if len(following) < 2 or None in following:
        return None
    one, other = following
    gaps = reading.text[quantity.end : one.term.quantity.start], reading.text[one.term.quantity.end : other.term.quantity.start]
    if one.sort != other.sort:
        return None
    if _TO_PART.fullmatch(gaps[0]) and _TO_WHOLE.fullmatch(gaps[1]):
        return Share(reading, quantity, one, None, True, other)
    if _WHOLE_NEXT.fullmatch(gaps[0]) and _PART_LAST.fullmatch(gaps[1]) and _CLOSED.match(reading.text[other.term.quantity.end :]):
        return Share(reading, quantity, other, None, True, one)
    return None


def _ahead(reading: Reading, index: int, quantity: Quantity, own: dict[int, Amount], whole: Whole | None) -> Share | None:
    """A part before its share: "£5.2 million, or 39 % of turnover"."""
    left = reading.figures[index - 1] if index else None
    if left is None or left.start not in own:
        return None
    before = reading.text[: quantity.start]
    gap = before[left.end :]
    if len(gap) > _WIDEST:
        return None
    link = _LINK.fullmatch(gap) or (_AT_LINK.fullmatch(gap) if _AT.search(before[max(0, left.start - 40) : left.start]) else None)
    if link is None or _OF_IT.search(before[max(0, left.start - 60) : left.start]) or _ELSE.search(gap) or _ELSE.search(before[max(0, left.start - 20) : left.start]):
        return None
    if whole is not None and whole.pointing and _BARE.fullmatch(gap):
        return None  # "200 work in sales (45 % of them part-time)"
    things = of_phrase(reading, left.end + _of_at(link["things"])) if " of " in f"{link['things']} " else None
    figure = _first_of(reading, index, own) if whole is None and things is None and _CLOSE.fullmatch(gap) else None
    if things is None and whole is None and figure is None:
        things = _opened(reading, left)
    if whole is None and figure is None and _BARE.fullmatch(gap) is None:
        return None
    return Share(reading, quantity, own[left.start], whole or things, True, figure)


def _first_of(reading: Reading, index: int, own: dict[int, Amount]) -> Amount | None:
    """The whole told before the part: "Of the 1,150 trees felled, 736, that is 64 %"."""
    if index < 2:
        return None
    some, part = (own.get(q.start) for q in reading.figures[index - 2 : index])
    if some is None or part is None or some.sort != part.sort or some.value <= part.value:
        return None
    start = some.term.quantity.start
    opened = _OF_IT.search(reading.text[max(0, start - 60) : start])
    return some if opened and _NEXT_ITEM.fullmatch(reading.text[some.term.quantity.end : part.term.quantity.start]) else None


def _behind(reading: Reading, index: int, quantity: Quantity, own: dict[int, Amount], whole: Whole | None) -> Share | None:
    """A part after its share: "39 % of turnover, or £5.2 million"."""
    right = reading.figures[index + 1] if index + 1 < len(reading.figures) else None
    if right is None or right.start not in own or right.start - quantity.end > _WIDEST:
        return None
    before = reading.text[max(0, quantity.start - 40) : quantity.start]
    turned = _TURNED.fullmatch(reading.text[quantity.end : right.start])
    if turned is None or _ELSE.search(before) or BEFORE_NOW.search(before):
        return None
    return Share(reading, quantity, own[right.start], whole if turned["phrase"] or whole is None or _SHARE_OF.search(reading.text[: quantity.start][-90:]) else None, True)


def _of_at(things: str) -> int:
    return things.index("of ") if things.startswith("of ") else things.index(" of ")


_OF_FIRST = Lazy(r"(?:^|[.;:,]\s+|\s)(?P<of>of)\s+(?:the|our|its|their|all|these|those|this|that)\b[^.;:()\d]{2,60}$")


def _opened(reading: Reading, part: Quantity) -> Whole | None:
    """The whole named before its part: "Of the members, 1,134 (36 %) …"."""
    match = _OF_FIRST.search(reading.text[max(0, part.start - _WIDEST) : part.start])
    return of_phrase(reading, max(0, part.start - _WIDEST) + match.start("of")) if match else None
