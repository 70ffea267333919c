"""Figures for each of many whose total and number stand elsewhere in the report, found by what the words call them.

"The cost was $41 for each person screened": what was screened is told as "17,640 were screened", the
cost as "the programme cost $723,000".  Any total of the report and any number of those things
excuse the figure; only without one is it held against the total and the number that are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kg import nouns, rounding
from kg import patterns as re
from kg.derivations.amounts import family
from kg.derivations.breakdowns import one_off, unit
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, closes, mistyped
from kg.retold import roots

_CUES = frozenset("per each every average averages".split())
_KINDS = frozenset(("money", "count", "measure"))
_AFTER = Lazy(
    r"(?P<lead>\s*(?:of\s+)?(?:(?!(?:per|for|to|each|every|and|or|in|on|at|by|was|is)\b)[^\W\d_][\w’'-]*\s+){0,3}?)(?:per|(?:for|to|in)\s+(?:each|every)(?:\s+of)?(?:\s+(?:the|our|its|their))?|each|every)\s+(?P<unit>(?:[^\W\d_][\w’'-]*\s*){1,5})"
)
_HEAD = Lazy(r"\s*(?:an?)\s+(?P<unit>head|person|pupil|student|employee|customer|household)\b")
_BEFORE = Lazy(
    r"(?P<topic>(?:[^\W\d_][\w’'-]*\s+){0,3}?)\bper\s+(?P<unit>[^\W\d_][\w’'-]*(?:\s+[^\W\d_]\w*ed\b)?)(?:,[^.;]{0,60},|\s*\([^()]{0,60}\))?\s+(?:(?:this|that|it|which)\s+)?"
    r"(?:is|was|are|were|of|at|comes?\s+to|came\s+to|works?\s+out\s+(?:at|to)|worked\s+out\s+at|amounts?\s+to|amounted\s+to|stands?\s+at|stood\s+at|makes?|means|averaged|reached)\s+(?:[^\W\d_]\w*\s+){0,2}$"
)
_SUBJECT = Lazy(
    r"\b(?P<one>each|every|an?|the\s+average)\s+(?P<unit>(?:[^\W\d_][\w’'-]*\s+){1,3}?)(?:(?:now|then|thus|therefore)\s+)?(?:spends?|pays?|costs?|brings?\s+in|serves?|uses?|earns?|receives?|gets?|produces?|carries|handles?|employs?|generates?|takes?|makes?|sees?|sells?|emits?|holds?"
    r"|spent|paid|used|earned|received|served|produced|carried|handled|generated|brought\s+in)\s+(?:us\s+)?(?:(?:about|some|roughly|around|almost|nearly|on\s+average|an\s+average\s+of|just\s+under|just\s+over)\s+)*$"
)
_NOT_THIS = Lazy(r"\b(?:rise|fall|increase|reduction|price|grant|would|could|should|planned|target|up\s+to|at\s+least|at\s+most|from|between|than|compared|other|cheapest|dearest|largest|smallest|if|fee|salary|wages?|fine|limit|maximum|minimum|against)\b[^.;]*$")
_DERIVED = Lazy(
    r"(?:(?<=[\d.%\w)])[,(–—]\s*(?:or\s+)?|\bor\s+|\b(?:which|that|this|it)\s+(?:is|was|makes?|means?|gives?|comes?\s+to|came\s+to)\s+|\b(?:comes?|came|works?\s+out|amounts?|amounted)\s+(?:at|to)\s+|\bon\s+average\b[^.;]{0,30}|\baverage\s+of\s+|\b(?:thus|therefore|hence|so)\b[^.;]{0,30}"
    r"|\bthere\s+(?:is|are|was|were)\s+|=\s*)(?:(?:about|some|roughly|around|nearly|almost|just|only|an\s+average\s+of)\s+)*[~$€£]?$"
)
_TIMES = frozenset("year month week day hour quarter annum minute second night shift cent season time".split())
_VAGUE = frozenset("member head unit piece case one".split())
_LIKE = {
    "employee": "employee staff workforce headcount worker employ",
    "person": "people person population inhabitant resident",
    "head": "people person population inhabitant resident",
    "capita": "people person population inhabitant resident",
    "inhabitant": "people inhabitant resident population",
    "resident": "people inhabitant resident population",
    "pupil": "pupil student",
    "student": "student pupil",
}
"""What those are also called that figures are told for each of."""
_WINDOW = 90
_MOST = 40
_BESIDE = 40
_NEAR, _SIZE, _PROMINENT = 3, 5, 6


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure for each, with the words of what it is for each of, and those of what it is a part of."""

    figure: Figure
    main: str
    narrower: frozenset[str]
    topic: frozenset[str]
    bare: bool
    """Whether nothing says what it counts: "1,254 mechanics, three for each well"."""
    derived: bool
    """Whether the sentence says that it is a mean or follows from something, and no price or rate of its own."""


COUNTS_MORE = Lazy(r"\b(?:counting|including|excluding|without|plus|taking)\s+(?:in\s+)?(?:the\s+|these\s+|all\s+)?[\d$€£]")
"""Behind a result: that the number it was divided by is made up of more, or of less, than is told elsewhere."""


def for_each(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A figure for each of many that no total and no number of the report give, and that the named ones do not."""
    q = figure.term.quantity
    if q.kind not in _KINDS or not (q.per or _CUES & figure.term.reading.words or _HEAD.match(figure.after)):
        return
    said = _said(figure)
    if said is None or not (said.derived or said.narrower) or COUNTS_MORE.search(figure.after[:60]):
        return
    counts = _counts(document.numbers, said, figure) or _counts(document.cells, said, figure)
    numbers = {c.value for c in counts}
    totals = _totals(document, paragraph, said, numbers) if counts else []
    named = bool(totals)
    if counts and not named:
        totals = _just_told(document, paragraph, said, numbers)
    found = _doubtful(document, paragraph, said, counts, totals, named) if totals else None
    if found is not None and not _explained(document, paragraph, said, counts):
        yield Derivation("per-head", figure.term, (found.way(),), label=f"per {said.main},", sure=False)


def _doubtful(document: Document, paragraph: Paragraph, said: _Said, counts: Sequence[Figure], totals: Sequence[Figure], named: bool) -> Working | None:
    """The working that the figure is a slip of, or the only one there is, when it does not give the figure."""
    figure = said.figure
    single = named and len({t.value for t in totals}) == 1 and len({c.value for c in counts}) == 1
    if not said.derived and not (single and said.narrower):
        return None
    bound = [_quotient(t, c, figure) for t in totals[:4] for c in _nearest(paragraph, counts)[:3]]
    if any(_closes(figure, w) for w in bound):
        return None
    bound = [w for w in bound if not any(_other_year(figure, f) for f in w.figures)]
    found = next((w for w in bound if _slip(figure, w)), None)
    if found is None and said.derived and len(str(int(figure.value / unit(figure)))) > 2:
        known = [t for t in document.prominent(figure) if _may_total(t, figure)][:_PROMINENT]
        others = [_quotient(t, c, figure) for t in known for c in counts[:2]]
        found = next((w for w in others if one_off(figure, _rounded(w, figure)) and not any(_other_year(figure, f) for f in w.figures)), None)
    if found is None and single and bound:
        value = bound[0].nominal
        found = bound[0] if value and value / _NEAR <= figure.value <= value * _NEAR else None
    return found


def _explained(document: Document, paragraph: Paragraph, said: _Said, counts: Sequence[Figure]) -> bool:
    """Whether any total of the report gives the figure, by any number that may be meant: of the text, of its tables, of the paragraph."""
    figure = said.figure
    own = [f for f in paragraph.figures if f is not figure and f.term.quantity.kind in ("count", "measure") and f.term.quantity.per is None and f.value > 1]
    called = [f for f in document.numbers if roots(said.main) & _near(f)][:_MOST]
    numbers = {f.value: f for f in (*called, *own, *_counts(document.cells, said, figure), *counts)}
    totals = [t for t in (*document.every, *document.cells) if _may_total(t, figure) and not (figure.noun and t.noun and figure.noun.isdisjoint(t.noun))]
    return any(_closes(figure, _quotient(t, c, figure)) for c in numbers.values() for t in _likely(totals, figure, c))


def _said(figure: Figure) -> _Said | None:
    """What a figure is for each of, if its sentence says so."""
    q, before, after = figure.term.quantity, figure.before, figure.after
    if _NOT_THIS.search(before[-40:]):
        return None
    match = _BEFORE.search(before[-120:]) or _SUBJECT.search(before[-90:])
    lead, bare, derived = "", False, match is not None or bool(_DERIVED.search(before[-60:]))
    if match is not None:
        phrase = match["unit"]
        if match.groupdict().get("one") in ("a", "an") and "average" not in figure.term.reading.words:
            return None
        lead = f"{match.groupdict().get('topic') or ''} {after[:30]}"
    elif q.per is not None:
        follows = re.match(r"\s+([^\W\d_]\w*ed)\b", after)
        phrase, lead = f"{q.per} {follows[1] if follows else ''}", before[-_WINDOW:]
    else:
        match = _AFTER.match(after) or _HEAD.match(after)
        if match is None:
            return None
        phrase, lead = match["unit"], f"{before[-_WINDOW:]} {match.groupdict().get('lead') or ''}"
        bare = not (match.groupdict().get("lead") or "").strip()
    words = [q.per] if q.per and " " in q.per else _phrase(phrase)
    if not words or words[0] in _TIMES:
        return None
    main = words[0] if words[0] not in _VAGUE or len(words) == 1 else words[-1]
    return _Said(figure, main, frozenset(r for w in words if w != main and w not in _VAGUE for r in roots(w)), roots(lead), bare, derived)


_PHRASE_END = frozenset("in at by was were is are and or but on who which that this it as with to from than we they compared".split())


def _phrase(text: str) -> list[str]:
    """The words of a noun phrase in the singular: "fully vaccinated child", "member of the academic staff"; the noun first where a participle follows."""
    found = []
    for word in re.findall(r"[^\W\d_][\w-]*", text.lower()):
        if word in _PHRASE_END:
            break
        if word not in ("of", "the", "our", "its", "a", "an"):
            found.append(nouns.singular(word))
    if len(found) > 1 and not found[-1].endswith(("ed", "ing")) and "of" not in text.split():
        return [found[-1], *found[:-1]]  # "fully vaccinated child"
    return found


# --------------------------------------------------------------------------- the number of them


def _counts(known: Sequence[Figure], said: _Said, figure: Figure) -> list[Figure]:
    """The numbers of those things, each value once: those that most of the words fit."""
    wanted = frozenset(_LIKE.get(said.main, said.main).split())
    scored: list[tuple[int, Figure]] = []
    for f in known:
        q = f.term.quantity
        if q is figure.term.quantity or q.per is not None or q.kind not in ("count", "measure") or (q.kind == "measure" and not _in_unit(f, said.main)):
            continue
        near = _counted(f)
        main = bool(wanted & f.noun) or _in_unit(f, said.main) or bool(wanted & _labels(f))
        others = len(said.narrower & near)
        if main or (others and others * 2 >= len(said.narrower)):
            scored.append((2 * others + main, f))
    best = max((s for s, _ in scored), default=0)
    return list({f.value: f for s, f in scored if s == best}.values())[:8]


_PHRASE_STOP = Lazy(r"[.;:,()\d]|\b(?:in|at|of|for|by|on|from|to|with|and|or|than)\b")


def _counted(figure: Figure) -> frozenset[str]:
    """The roots of what a number counts: the words right behind it and the two before it."""
    after = _PHRASE_STOP.compiled.split(figure.after[:_WINDOW].removeprefix(" of them"), maxsplit=1)[0]
    before = _PHRASE_STOP.compiled.split(figure.before[-30:])[-1].split()[-2:]
    return roots(f"{' '.join(before)} {after} {figure.term.reading.carrier.label}")


def _near(figure: Figure) -> frozenset[str]:
    """The roots of the words around a figure, up to the next figures."""
    return roots(f"{_clause(figure.before[-_WINDOW:], -1)} {_clause(figure.after[:_WINDOW], 0)} {figure.term.reading.carrier.label}")


def _clause(text: str, which: int) -> str:
    return re.split(r"[.;:()\d]", text)[which]


def _in_unit(figure: Figure, name: str) -> bool:
    return figure.term.quantity.unit is not None and family(figure.term.quantity.unit)[0] == family(name)[0]


def _labels(figure: Figure) -> set[str]:
    """The words that name a number before it: "a workforce of 480", "Employees: 480", "a population of 68,200", "employed 310"."""
    before = f"{figure.term.reading.carrier.label if figure.term.quantity.start < 3 else ''} {figure.before[-30:]}"
    match = _NAMED.search(before)
    return {nouns.singular(match[1].lower()), *roots(match[1])} if match else set()


_NAMED = Lazy(r"([^\W\d_]{4,})[*_]*\s*(?:(?:of|was|were|is|are|:|numbered|with)\s*|\s)(?:(?:about|some|nearly|over|a|the)\s+)*$")


# --------------------------------------------------------------------------- the total


def _may_total(f: Figure, said: Figure) -> bool:
    q, r = f.term.quantity, said.term.quantity
    return q.kind == r.kind and q.currency == r.currency and q.per is None and f.value * _power(f, said) > said.value and (q.kind != "measure" or family(q.unit)[0] == family(r.unit)[0])


def _power(total: Figure, result: Figure) -> Fraction:
    if result.term.quantity.kind != "measure":
        return Fraction(1)
    return Fraction(10) ** (family(total.term.quantity.unit)[1] - family(result.term.quantity.unit)[1])


def _totals(document: Document, paragraph: Paragraph, said: _Said, numbers: set[Fraction]) -> list[Figure]:
    """The totals that the words call the same: of the noun that is counted, or with a word of the figure's own clause beside them."""
    figure = said.figure
    fitting = [f for f in document.every if _may_total(f, figure) and f.value not in numbers]
    if figure.term.quantity.kind == "count":
        if said.bare:
            found = [f for f in paragraph.figures if f.line == figure.line and _may_total(f, figure) and 0 <= figure.term.quantity.start - f.term.quantity.end < 40][-1:]
        else:
            found = [f for f in fitting if f.noun & figure.noun]
    else:
        topic = said.topic | roots(" ".join(figure.before.split()[-6:]))
        found = [f for f in fitting if topic & _near(f)]
    found = [f for f in found if any(figure.value / _SIZE <= f.value * _power(f, figure) / n <= figure.value * _SIZE for n in numbers)] or found
    often = [f for f in found if document.repeated(f)]
    return list({f.value: f for f in often or found}.values())[:6]


_THIS = Lazy(r"\b(?:this|that|it|which)\s+(?:is|was|makes?|means?|comes?\s+to|came\s+to|gives?)\b[^.;]*$")


def _just_told(document: Document, paragraph: Paragraph, said: _Said, numbers: set[Fraction]) -> list[Figure]:
    """The totals that "this is" points back to; else the one amount of the report of the right size."""
    figure = said.figure
    if not said.derived or figure.term.quantity.kind != "money":
        return []
    if _THIS.search(figure.before[-60:]):
        return [f for f in paragraph.figures if f.line in (figure.line - 1, figure.line) and _may_total(f, figure)]
    return _of_its_size([f for f in document.every if _may_total(f, figure) and f.value not in numbers], said, numbers)


def _of_its_size(fitting: Sequence[Figure], said: _Said, numbers: set[Fraction]) -> list[Figure]:
    """The one amount of the report that can be the total, where no words tell: none other makes as much for each within five times."""
    figure = said.figure
    found = [f for f in fitting if any(figure.value / _SIZE <= f.value / n <= figure.value * _SIZE for n in numbers)]
    return found if len({f.value for f in found}) == 1 else []


def _likely(totals: Sequence[Figure], figure: Figure, count: Figure) -> list[Figure]:
    """The totals that would give the figure, or nearly."""
    about = figure.term.quantity.low * count.term.quantity.low
    return [t for t in totals if about < 2 * t.term.quantity.low * _power(t, figure).numerator / _power(t, figure).denominator < 4 * about][:_MOST]


def _other_year(a: Figure, b: Figure) -> bool:
    """Whether two figures are each told with a year beside them, and not the same."""
    first, second = _years(a), _years(b)
    return bool(first and second and not first & second)


def _years(figure: Figure) -> set[int]:
    """The years of the date right beside a figure, with no other figure between."""
    reading, q = figure.term.reading, figure.term.quantity
    others = [x for x in reading.figures if x.start != q.start]
    for date in reading.dates:
        low, high = (q.end, date.start) if date.start >= q.end else (date.end, q.start)
        if high - low <= _BESIDE and not any(low <= x.start < high for x in others) and date.period.start and date.period.end:
            return {date.period.start.year, date.period.end.year}
    return set()


def _nearest(paragraph: Paragraph, counts: Sequence[Figure]) -> list[Figure]:
    own = {id(r) for r in paragraph.readings}
    return sorted(counts, key=lambda c: id(c.term.reading) not in own)


def _quotient(total: Figure, count: Figure, result: Figure) -> Working:
    per = result.term.quantity.per
    power = _power(total, result)
    if per and _in_unit(count, per):
        power *= Fraction(10) ** (family(per)[1] - family(count.term.quantity.unit)[1])
    return Working(lambda x: rounding.product([rounding.ratio(x[0], x[1]), power]), (total, count), f"{total.term.text} ÷ {count.term.text}")


_ABOUT = Fraction(1, 50)


def _closes(result: Figure, working: Working) -> bool:
    """Whether a working gives the figure; one in words ("three for each") is rounded to the whole.

    "Some" and "about" are taken narrowly: of many workings one would come near.
    """
    value = working.nominal
    if value is None:
        return False
    plain = [replace(f, term=replace(f.term, quantity=replace(f.term.quantity, approximate=False))) for f in (result, *working.figures)]
    rough = Fraction(1, 2) if not re.search(r"\d", result.term.quantity.text) else value * _ABOUT * result.term.quantity.approximate
    return closes(plain[0], replace(working, figures=tuple(plain[1:]))) or abs(value - result.value) <= max(unit(result) / 2, rough)


def _rounded(working: Working, like: Figure) -> Fraction:
    return Fraction(round((working.nominal or 0) / unit(like))) * unit(like)


def _slip(result: Figure, working: Working) -> bool:
    """Whether the figure is what a working gives but for a digit, or an operand is."""
    value = working.nominal
    if value is None or value <= 0:
        return False
    total, count = working.figures
    if mistyped(result, working, 2) or one_off(result, _rounded(working, result)):
        return True
    step = unit(count)
    meant = total.value * _power(total, result) / result.value
    return len(str(int(count.value / step))) > 2 and one_off(count, Fraction(round(meant / step)) * step)
