"""The words of a statement that tell two documents' figures for one thing: without small words, compounds split."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg import nouns
from kg import patterns as re
from kg.model import Period, Precision, Quantity
from kg.retold import MONTHS, digits, root, roots

_WEAK = frozenset(
    """come make hold one two see give giv say tak take put get show call becom remain keep mean well how many most much still
    already even just only year month day week quarter half end begin start sinc when what which who they them ther her his
    about around almost nearly slightly account accord current number total report document answer source rough""".split()
)
_TELLING = frozenset(
    "combined living working works worked work joined joins joining use uses used using raise raised raises serve serves served funding grow grew grown grows show shows showed reach reached".split()
)
_LIKE = {"emplo": "employ", "spend": "buy", "pay": "buy", "big": "large", "huge": "large", "tiny": "small", "faith": "trust"}
"""Roots that stand for one another: "paid $5M for it", "bought it for $5M"; big and large firms."""
_PASSING = frozenset(
    """before after winter summer spring autumn central purchased bought sold public private new old existing used long short inside within outside
    beyond last latest current interim preliminary average mean typical opened closed increase decrease rise fall decline gain record after lower""".split()
)
"""Words of opposed sets that, beside one of two figures only, hardly set it apart."""
_STOP = frozenset(r for w in (nouns.STOP - _TELLING) | _WEAK if (r := root(w))) | _WEAK
_NARROW = frozenset(
    """alone only solely exclusively excluding except wider broader pooled subset subgroup
    adjusted underlying organic pro-forma like-for-like""".split()
)
_JUST = re.compile(r"\b(?:our|its|their|his|her|my|whose)\s+only\b|\bonly\s+(?=(?:about\s+|some\s+|around\s+|an?\s+)?(?:[$€£~]?\d|one\b|two\b|three\b|half\b|third\b|quarter\b))")
"""Before a number, "only" says that it is small, behind "our" that there is one of a kind; it narrows nothing."""
_SOURCE_NOTE = re.compile(
    r"\[[^\[\]()\n]{1,40}\](?!\()"
    r"|\((?=[^()\n]*\b(?:et\s+al|pp?\.\s?\d|p\.|press|article|register|registry|interview|retrieved|accessed|ibid|source|annual\s+report|report\s+[A-Z0-9]\b"
    r"|[a-z]+\s+report\)|information|release|filing|letter|transcript|newspaper|website|database|§|table\s+\d|figure\s+\d|doc(?:ument)?\s+\d))[^()\n]{3,90}\)",
    re.I,
)


def without_sources(text: str) -> str:
    """The text with its notes of sources blanked: "[Doc 3]", "(Marchetti et al., 2023)", "(report B, p. 11)"."""
    return _SOURCE_NOTE.sub(lambda m: " " * len(m.group()), text) if "(" in text or "[" in text else text


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[str, ...]:
    """A root with those of the parts of a compound, and what is left of both without their endings; none for a weak word."""
    word = _LIKE.get(word, word)
    parts = [word, *(root(p) for p in word.split("-"))] if "-" in word else [word]
    return tuple(dict.fromkeys(_stem(p) for p in parts if p and p not in _STOP))


def _stem(word: str) -> str:
    """ "europ" for "europe" and "european", "progress" for "progression": a rough common beginning."""
    for ending in ("ian", "ean", "ese", "es", "an", "ion", "ive", "or", "er", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeious":
        word = word[:-1]  # "committed", "commitment"
    return word


def content(found: Iterable[str]) -> frozenset[str]:
    """Roots that carry meaning, as they are compared between documents."""
    return frozenset(s for w in found for s in split(w))


_WAS = re.compile(
    r"\b(?:former(?:ly)?|previously|one-time|sometime)\s+(?:(?!(?:ha[sd]|have|was|were|is|are|of|in|at|and|or|with|held|made)\b)[\[\]A-Za-zÀ-ÿ-]+\s+){0,2}?"
    r"(?:head|chief|executive|president|chair|colleague|student|partner|minister|chancellor|secretary|C[EFTO]O"
    r"|(?!(?:number|order|pow|pap|wat|riv|tow|cent|quart|cust|theat|lett|tend|fact|sect|mot|react|doubl|rat|lead)[a-z]*\b)[a-z]{3,}(?:er|or|ist|ian|ee|yst)s?)\b",
)
"""Who somebody was before, "a former school librarian", "formerly head of services": the word ends as those for people do."""


def without_persons(text: str) -> str:
    """The text with what its people were before blanked: it tells who they are, and sets no figure apart."""
    return _WAS.sub(lambda m: " " * len(m.group()), text) if "former" in text or "previously" in text or "etime " in text else text


_NET_NEW = re.compile(r"\bnet[\s-]new\b", re.I)
_WITHOUT = re.compile(r"\bwithout\s+(?:these|this|those|it|them|that)\b", re.I)
"""That what was named before is taken out of a whole: "without these the market is €3.9 billion"."""


def narrowing(text: str) -> frozenset[str]:
    """Words of a clause that cut a part out of a whole."""
    if _WITHOUT.search(text):
        return frozenset(("without",))
    if _NET_NEW.search(text):
        return _narrowing(text) | {"net new"}
    if _COUNTED.search(text):
        return _narrowing(text) | {"counted"}
    if _PART_OF.search(text):
        return _narrowing(text) | {"part"}
    if _SEGMENT.search(text):
        return _narrowing(text) | {"segment"}
    if _EVERYWHERE.search(text):
        return _narrowing(text) | {"everywhere"}
    return _narrowing(text) | {f"{(m['noun'] or 'size').lower()} {(m['which'] or m['size']).lower()}" for m in _VARIANT.finditer(text)}


_EVERYWHERE = re.compile(r"\b(?:nationwide|nationally|across\s+(?:the\s+)?(?:whole|entire)\b|in\s+the\s+(?:whole|entire)\s+(?:country|programme|program|group|region))", re.I)
_VARIANT = re.compile(r"\b(?P<which>[A-Z][a-z]+)\s+(?P<noun>mode)\b|\bsize\s+(?P<size>XXL|XL|L|M|S|XS|\d{2})\b")
"""A setting or a size of what is measured: "in Turbo mode", "size XL"."""

_PART_OF = re.compile(r"\b[\w-]+\s+(?:part|portion|element|component)\s+of\s+(?:the|its|our|their|an?)\b", re.I)
_SEGMENT = re.compile(r"\b(?!market\b|largest\b|this\b|the\b|each\b|every\b|one\b|its\b|our\b)[\w-]+\s+(?:segment|division)\b", re.I)
"""What says that a figure is of a part: "the sewerage part of the bill", "ferry segment gross margin"."""

_COUNTED = re.compile(r"\bnot\s+(?:counted|counting|included|including)\b|\bwithout\s+counting\b|\band\s+[\w-]+\s+(?:taken\s+)?together\b(?!\s+with)", re.I)
"""What says that a count leaves something out, or adds two things up: "contractors not counted", "fixed and mobile together"."""


def _narrowing(text: str) -> frozenset[str]:
    return _NARROW.intersection(_JUST.sub(" ", text.lower()).replace(",", " ").split())


_MEANT = (
    ("plan", re.compile(r"\b(?:plan(?:s|ned|ning)?|budget(?:s|ed)?|target(?:s|ed)?|aim(?:s|ed)?|goals?|intend(?:s|ed)?|approv(?:ed|al)|authori[sz]ed|permitted|licen[sc]ed\s+for)\b", re.I)),
    ("forecast", re.compile(r"\b(?:expect(?:s|ed|ations?)?|forecast(?:s|ed)?|predict(?:s|ed|ions?)?|project(?:ed|ions?)|foresees?|anticipated?|guidance|outlook|scenario|could|might|would|should|will)\b", re.I)),
)  # fmt: skip


def meant(text: str) -> frozenset[str]:
    """Whether a clause speaks of what is planned or expected: ``plan``, ``forecast``, both or nothing."""
    return frozenset(name for name, pattern in _MEANT if (found := pattern.search(text)) and not (name == "plan" and _a_tariff(text, found.start(), found.end())))


_TARIFF = re.compile(r"\b(?!(?:The|This|That|Its|Our|Their|A|An|In|By|For|Under|National)\b)[A-ZÀ-ÖØ-Þ][\w-]*\s+$")


def _a_tariff(text: str, start: int, end: int) -> bool:
    """Whether "plan" is what customers buy: "the Firm plan costs $98"."""
    return text[start:end].lower() in ("plan", "plans") and _TARIFF.search(text, max(0, start - 30), start) is not None


def weighty(apart: Iterable[tuple[int, str]]) -> list[str]:
    """Those of some words of opposed sets that set a figure apart even from one beside which none of their set stands."""
    return [w for _, w in apart if w not in _PASSING]


def times(period: Period | None) -> frozenset[str]:
    """A time as marks that equal times share: its year, and its month where that is written."""
    if period is None or period.end is None or period.start is None:
        return frozenset()
    marks = {f"@{period.end.year}"}
    if period.precision in (Precision.DAY, Precision.MONTH):
        marks.add(f"@{period.end.year}-{period.end.month}")
    elif period.precision in (Precision.QUARTER, Precision.HALF):
        marks.add(f"@{period.start}/{period.end}")
    return frozenset(marks)


PEOPLE = frozenset(
    root(w) for w in "people person patient participant subject adult volunteer respondent individual woman man child".split()
)
"""What people are counted as: one text's patients are another's participants."""

_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w&'’-]+")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:…])[\s\"“(*>•|-]*\Z")


def capitalised(text: str) -> list[str]:
    """The capitalised words of a text, the first of a sentence among them."""
    return _CAPITAL.findall(text)


def names_of(text: str) -> frozenset[str]:
    """Roots of the capitalised words inside a sentence: names, mostly."""
    found = (
        m.group()
        for m in _CAPITAL.finditer(text)
        if m.group().lower() not in MONTHS and not _SENTENCE_OPENS.search(text, max(0, m.start() - 6), m.start())
    )
    return content(r for w in found if (r := root(w)))


def digit_marks(figures: Iterable[Quantity]) -> frozenset[str]:
    """The digits of figures, as marks of a sentence that another text can share: two at least, one with its unit ("5 nm")."""
    return frozenset(
        f"#{d}" if len(d) >= 2 else f"#{d}{q.unit}"
        for q in figures
        if q.low is not None and (len(d := digits(q.low)) >= 2 or (q.kind == "measure" and q.unit not in (None, "count")))
    )


_LOCATED = re.compile(
    r"[\W_]*(?:In|At|For|Within|Across|Among|Outside)\s+(?:the\s+)?(?P<name>[A-ZÀ-ÖØ-Þ][\w&'’-]*(?:\s+(?:of\s+)?[A-ZÀ-ÖØ-Þ][\w&'’-]*)*)"
)


def located(text: str, position: int) -> frozenset[str]:
    """Roots of the name that a sentence opens with to say where or of whom it holds; empty for a month."""
    found = _LOCATED.match(text)
    if found is None or found.end() > position:
        return frozenset()
    words = [w for w in found["name"].split() if w.lower() not in MONTHS]
    return content(r for w in words if (r := root(w)))


_OWNER = re.compile(
    rf"(?P<name>{_CAPITAL.pattern}(?:\s+(?:(?:of|de|and|&)\s+)?{_CAPITAL.pattern})*)(?P<between>[^;:.()A-ZÀ-ÖØ-Þ\d]{{0,60}})$"
)
_NEAR_OWNER = 9
"""Words that may stand between a name and its figure: "Norrmove leads the field with a share of 19%"."""


def owner(text: str, position: int) -> frozenset[str]:
    """Roots of the last name before a figure, where no other figure and no end of a clause stands between."""
    found = _OWNER.search(text, max(0, position - 120), position)
    if found is None or len(found["between"].split()) > _NEAR_OWNER:
        return frozenset()
    return content(r for w in found["name"].split() if w.lower() not in MONTHS and (r := root(w)))


WEAK_ALONE = frozenset(("=cost", "=growth", "=investment", "=price", "=share", "buy", "own"))
"""What anything can have or be done with: beside two figures alone it hardly makes them one."""


_HEADED = re.compile(r"[\W_]*(?P<name>[A-ZÀ-ÖØ-Þ][\w&’'. -]{2,40}?)\s*\([^()]{2,40}\)[\s*_]*:\s")


def headed(text: str) -> frozenset[str]:
    """The name that a line begins with, and what stands in brackets behind it, before a colon: "Pathlumen (Boston): founded in 2015"."""
    found = _HEADED.match(text)
    return roots(found["name"]) if found else frozenset()
