"""Ratios that have a name, with both of their operands told under theirs: "orders of €312 million against sales of €260 million, a book-to-bill of 1.2".

What is divided by what says ``ontology/lexicons/ratios.toml``.  Operands are amounts beside their name in
the sentence of the ratio or next to it, or lines of the same list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kg import patterns as re
from kg import periods, rounding
from kg.derivations.ledger import LONGEST, labelled
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.register import basic, plain
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Carrier, Reading
from kg.samefact import stems
from kg.tables.called import Named, by_cue, expression, may_tell
from kg.tables.grid import Grid, year

_HEDGES = r"about|around|roughly|nearly|almost|some|just|exactly|only|over|under|approximately"
_TO_FIGURE = Lazy(
    r"(?:\s+(?:ratio|rate))?\s*(?:\([^()\d]{1,40}\)\s*)?(?:(?:in|for)\s+(?:FY\s?)?(?:19|20)\d\d\s*)?"
    r"(?:(?:[:,=(–—-]|(?:is|was|of|at|came|comes|to|stood|stands|reached|reaches|has|had|been|thus|therefore|hence|now|then|a|an|the|equals|makes|works|out|amounted|amounts|gives|that\s+is|(?:rose|fell|increased|improved|climbed|dropped|declined|slipped|grew)\s+to|" + _HEDGES + r")\b)\s*)*[~≈$€£]?\s*"
)
_TO_NAME = Lazy(r"[\s-]+(?:(?:net|seat|average|annual|overall|implied|resulting|for\s+the|of)\s+)?")
_BEFORE = Lazy(r"\s*(?:(?:[:,=(–—]|(?:is|was|were|are|of|at|came|comes|to|stood|stands|reached|has|had|have|been|a|an|the|its|their|total|totalled|totaling|totalling|numbered|numbering|amounted|amounts|year|in|for|with|worth|equal|fetched|brought|" + _HEDGES + r"|(?:19|20)\d\d)\b)\s*)*[~≈$€£]?\s*")
_AFTER = Lazy(r"\s*(?:(?:in|of|for|as|were|was|had|have|people|persons|residents|them|have\s+been)\s+){0,3}(?:(?!and\b|or\b|but\b|with\b|from\b|to\b|on\b|at\b|against\b|while\b|which\b|that\b|who\b|is\b|by\b)[^\W\d_][\w’'-]*\s+){0,2}?")
_ELSE = Lazy(r"\b(?:target\w*|industry|sector|limit|covenant|allows?|maximum|minimum|peers?|rivals?|competitors?|forecast\w*|expect\w*|plan\w*|budget(?:ed)?|would|could|should|might|previous\w*|earlier|had\s+been|last\s+year|compared|national|elsewhere|guidance|if|until|break-?even|required?|by\s+then|average)\b")
_ELSE_AFTER = Lazy(r"\s*(?:\w+\s+){0,2}?(?:(?:a\s+|the\s+|one\s+)?(?:year|quarter|month|decade)s?\s+(?:ago|before|earlier)|before|earlier|higher|lower|more|less|points?|in\s+(?:the\s+)?(?:previous|first|second|third|fourth|same|last)|target\w*|covenant|limit)\b")
_NARROWED = Lazy(r"\s*(?:on|among|amongst|in|for|of|at|across|within|during|excluding|including|before|after|net\s+of)\s+(?P<what>[^.,;:()]{2,60})")
_OPENED = Lazy(r"\W*(?:(?:the|its|our|their|this|that|thus|hence|so|a|an|and|gives|makes|means|giving|making|corresponds|to|therefore|overall|at|is|was|which|it|average|in|for|FY|(?:19|20)\d\d|resulting|implied)\b\W*)*")
_EMPTY = frozenset(stems("year period total all whole overall"))
_WINDOW = 3


def defined(home: Sequence[Reading], readings: Sequence[Reading] = (), tables: Callable[[], Sequence[Grid]] = list) -> Iterator[Derivation]:
    """The named ratios of a passage that their named operands do not give."""
    if sum(len(r.figures) for r in home) < 2:
        return
    cues = by_cue()
    for n, reading in enumerate(home):
        if not reading.figures or cues.keys().isdisjoint(reading.words):
            continue
        lower = reading.text.lower()
        for ratio in dict.fromkeys(r for word in sorted(cues.keys() & reading.words) for r in cues[word]):
            for match in expression(ratio.names).finditer(reading.text) if may_tell(ratio.names, lower) and any(_fits(q, ratio) for q in reading.figures) else ():
                found = _stated(reading, match.start(), match.end(), ratio)
                if found is not None:
                    yield from _in_prose(home, n, ratio, found, match.start()) or _half_told(home, n, ratio, found, match.start(), readings, tables)


def defined_in_lists(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """The named ratios of lists whose operands are lines of the same list."""
    lists: dict[str | None, list[tuple[str, Term]]] = defaultdict(list)
    for reading in readings:
        if reading.carrier.kind == "sentence" and reading.figures and reading.key is not None and reading.key[1] <= LONGEST:
            lists[reading.carrier.section].extend(labelled(reading))
    for lines in lists.values():
        for name, term in lines if len(lines) > 1 else ():
            for ratio in dict.fromkeys(r for word in re.split(r"[\s/:]+", name) for r in by_cue().get(word, ())):
                if _fits(term.quantity, ratio) and expression(ratio.names).fullmatch(name):
                    yield from _in_list(ratio, term, [(label, t) for label, t in lines if t is not term])


# --------------------------------------------------------------------------- the result


def _fits(q: Quantity, ratio: Named) -> bool:
    if q.low is None or q.low <= 0 or q.is_range or q.change or q.bound or not any(map(str.isdigit, q.text)):
        return False
    if ratio.sort == "share":
        return q.kind == "percent"
    if ratio.sort == "times":
        return q.kind in ("multiple", "count")
    return q.kind in ("money", "measure", "count")


def _stated(reading: Reading, start: int, end: int, ratio: Named) -> Quantity | None:
    """The figure that a name of a ratio is given, behind or right before it."""
    text = reading.text
    if text[end : end + 1].isalnum() or text[start - 1 : start].isalnum() or text[start - 1 : start] in ("-", "/"):
        return None
    ahead = next((q for q in reading.figures if q.start >= end), None)
    if ahead is not None and _fits(ahead, ratio) and _TO_FIGURE.compiled.fullmatch(text, end, ahead.start):
        return None if _ELSE_AFTER.compiled.match(text, ahead.end) else ahead
    behind = next((q for q in reversed(reading.figures) if q.end <= start), None)
    if behind is not None and _fits(behind, ratio) and _TO_NAME.compiled.fullmatch(text, behind.end, start):
        return None if _ELSE_AFTER.compiled.match(text, end) else behind
    return None


def _alone(home: Sequence[Reading], n: int, stated: Quantity, at: int, own: bool) -> bool:
    """Whether nothing says that the ratio is of another time, of a part only, or a wish."""
    text = home[n].text
    clause = re.split(r"[.;]\s", text[:at])[-1]
    if _ELSE.search(clause[-60:]) or (not own and not _OPENED.fullmatch(text[: min(at, stated.start)])):
        return False
    narrowed = _NARROWED.compiled.match(text, max(stated.end, at))
    if narrowed is None:
        return True
    told = frozenset(stems(narrowed["what"])) - _EMPTY
    return told <= frozenset(w for r in home[max(0, n - _WINDOW) : n + 2] for w in stems(r.text if r is not home[n] else text[:at] + text[narrowed.end() :]))


# --------------------------------------------------------------------------- the operands


def _in_prose(home: Sequence[Reading], n: int, ratio: Named, stated: Quantity, at: int) -> list[Derivation]:
    term = Term(home[n], stated)
    lower = " ".join(r.text for r in home[max(0, n - _WINDOW) : n + 2]).lower()
    if not all(may_tell(part, lower) for part in ratio.parts):
        return []
    own = _operands(home[n : n + 1], ratio, term)
    near = own if all(own) else _operands(home[max(0, n - _WINDOW) : n + 2], ratio, term)
    if not all(near) or any(len({t.quantity.low for t in found}) != 1 for found in near):
        return []
    everything = [Term(r, q) for r in home[max(0, n - _WINDOW) : n + 2] for q in r.figures if plain(q) and not (r is home[n] and q.start == stated.start)]
    whole = all(own)
    return list(_doubted(ratio, term, [found[0] for found in near], everything, whole)) if _alone(home, n, stated, at, any(own)) else []


def _half_told(home: Sequence[Reading], n: int, ratio: Named, stated: Quantity, at: int, readings: Sequence[Reading], tables: Callable[[], Sequence[Grid]]) -> Iterator[Derivation]:
    """A ratio with one operand in its sentence and the other in a table or a list: "orders of €312 million, a book-to-bill of 1.2"."""
    term = Term(home[n], stated)
    own = _operands(home[n : n + 1], ratio, term)
    near = _operands(home[max(0, n - _WINDOW) : n + 2], ratio, term)
    here = [k for k, found in enumerate(own) if len({t.quantity.low for t in found}) == 1]
    if len(own) != 2 or len(here) != 1 or near[1 - here[0]] or not _alone(home, n, stated, at, True):
        return
    kept = own[here[0]][0]
    years = {d.period.end.year for d in home[n].dates if d.period is not None and d.period.end is not None}
    found = [(t, when) for t, when in _labelled(expression(ratio.parts[1 - here[0]]), readings, tables()) if plain(t.quantity) and t.quantity.kind == kept.quantity.kind]
    pairs = [((kept, t) if here[0] == 0 else (t, kept), when) for t, when in found]
    pairs = [(pair, when) for pair, when in pairs if _meet(ratio, stated, [x.quantity for x in pair])]
    if any(judge(_derivation(ratio, term, pair)).verdict != "disagree" for pair, _ in pairs):
        return
    meant = [pair for pair, when in pairs if when in years] or [pair for pair, when in pairs if when is None or not years]
    if len({(a.quantity.low, b.quantity.low) for a, b in meant}) == 1:
        yield from _doubted(ratio, term, meant[0], (), False)


_DRESS = Lazy(r"(?:total|overall|annual|number\s+of|our|the|group)\s+|\s*(?:\([^()]*\)|,.*)$")


def _labelled(name: re.Pattern, readings: Sequence[Reading], tables: Sequence[Grid]) -> Iterator[tuple[Term, int | None]]:
    """The amounts of tables and lists that a name stands over, each with its year."""
    fits = lambda label: name.fullmatch(_DRESS.compiled.sub("", label).strip()) is not None  # noqa: E731
    for grid in tables:
        rows = [r for r, label in enumerate(grid.labels) if fits(label.core or label.plain)]
        columns = [c for c in grid.figure_columns if fits(grid.heads[c].core or grid.heads[c].plain)]
        for r, c in (*((r, c) for r in rows for c in grid.figure_columns), *((r, c) for r in range(len(grid.labels)) for c in columns)):
            f = grid.figures[r][c]
            if f is not None and f.pure:
                reading = Reading(Carrier(grid.report.id, "cell", f.cell.id, f.cell.text, f.cell.place), grid.lexicon)
                yield Term(reading, f.quantity), year(grid.period(r, c))
    for reading in readings:
        if reading.key is not None and reading.carrier.kind == "sentence" and reading.figures:
            yield from ((term, _year(term)) for label, term in labelled(reading) if fits(label))




def _operands(window: Sequence[Reading], ratio: Named, stated: Term) -> tuple[list[Term], ...]:
    """The amounts of some sentences that stand beside a name of an operand, for each operand."""
    when = _year(stated)
    names = [expression(part) for part in ratio.parts]
    found: tuple[list[Term], ...] = tuple([] for _ in names)
    for reading in window:
        figures = reading.figures
        for k, q in enumerate(figures):
            if not plain(q) or q.bound or (reading is stated.reading and q.start == stated.quantity.start):
                continue
            left = figures[k - 1].end if k else 0
            right = figures[k + 1].start if k + 1 < len(figures) else len(reading.text)
            roles = [m for m, name in enumerate(names) if _behind(reading.text, q, right, name)]
            roles = roles or [m for m, name in enumerate(names) if _ahead(reading.text, q, left, name)]
            if len(roles) == 1 and (when is None or (year := _year(Term(reading, q))) is None or when == year):
                found[roles[0]].append(Term(reading, q))
    return found


def _behind(text: str, q: Quantity, right: int, name: re.Pattern) -> bool:
    """Whether a name stands right behind an amount: "51,660 votes cast"."""
    return any(not _inside(text, m) and _AFTER.compiled.fullmatch(text, q.end, m.start()) for m in name.finditer(text, q.end, min(right, q.end + 60)))


def _ahead(text: str, q: Quantity, left: int, name: re.Pattern) -> bool:
    """Whether a name leads to an amount and does not stand right behind another: "claims of €512 million"."""
    return any((m.start() > left + 1 or not left) and not _inside(text, m) and _BEFORE.compiled.fullmatch(text, m.end(), q.start) for m in name.finditer(text, max(left, q.start - 80), q.start))


def _inside(text: str, match: re.Match[str]) -> bool:
    """Whether what was found is part of a longer word."""
    return text[match.start() - 1 : match.start()].isalnum() or text[match.end() : match.end() + 1].isalnum() or text[match.end() : match.end() + 1] in ("/", "-")


def _year(term: Term) -> int | None:
    """The year a figure is of, as far as a date of its sentence belongs to it."""
    reading = term.reading
    if not reading.dates:
        return None
    dated = periods.assign(reading.text, reading.figures, reading.dates).get(term.quantity.start)
    return dated.period.end.year if dated is not None and dated.period is not None and dated.period.end is not None else None


def _in_list(ratio: Named, stated: Term, lines: Sequence[tuple[str, Term]]) -> Iterator[Derivation]:
    found = [[t for label, t in lines if expression(names).fullmatch(label) and plain(t.quantity)] for names in ratio.parts]
    if all(len(terms) == 1 for terms in found) and len({d for t in (stated, *(f[0] for f in found)) if (d := frozenset(q.text for q in t.reading.dates))}) < 2:
        yield from _doubted(ratio, stated, [terms[0] for terms in found], [t for _, t in lines], True)


# --------------------------------------------------------------------------- the verdict


def _doubted(ratio: Named, stated: Term, operands: Sequence[Term], others: Sequence[Term], whole: bool) -> Iterator[Derivation]:
    """The ratio, if no pair of amounts near gives it and it is a slip; beside both operands every difference up to three times counts."""
    if not _meet(ratio, stated.quantity, [t.quantity for t in operands]) or any(a is b for a, b in pairwise(operands)):
        return
    found = _derivation(ratio, stated, operands)
    if judge(found).verdict != "disagree":
        return
    if any(_meet(ratio, stated.quantity, [a.quantity, b.quantity]) and judge(_derivation(ratio, stated, (a, b))).verdict != "disagree" for a in others for b in others if a is not b and len(operands) == 2 and (a, b) != tuple(operands)[::-1]):
        return
    value = found.ways[0].formula([rounding.Interval.point(Fraction(t.quantity.low)) for t in operands]).low
    near = whole and value is not None and value < 3 * Fraction(stated.quantity.low) < 9 * value
    if near or _slip(found, operands):
        yield found


def _meet(ratio: Named, stated: Quantity, operands: Sequence[Quantity]) -> bool:
    """Whether the kinds of result and operands fit each other."""
    if any(not plain(q) for q in operands) or len({q.currency for q in (*operands, stated) if q.kind == "money"}) > 1:
        return False
    first = operands[0]
    if ratio.sort == "each":
        return first.kind == stated.kind and basic(first).unit == basic(stated).unit and (first.unit == stated.unit or first.kind != "measure")
    return first.kind == operands[1].kind and (first.kind != "measure" or first.unit == operands[1].unit)


def _derivation(ratio: Named, stated: Term, operands: Sequence[Term]) -> Derivation:
    factor, texts = ratio.factor, [t.text for t in operands]
    words = f"{texts[0]} ÷ {texts[1]}" if len(texts) == 2 else f"{texts[0]} × {factor}"
    kind, unit = {"share": ("share", "%"), "times": ("multiple", "x" if stated.quantity.kind == "multiple" else ""), "each": ("per-head", "")}[ratio.sort]
    if len(texts) == 1:
        return Derivation("formula", stated, (Way(lambda x: rounding.product([x[0], factor]), tuple(operands), words),), sure=False)
    formula = (lambda x: rounding.share(x[0], x[1])) if ratio.sort == "share" else (lambda x: rounding.product([rounding.ratio(x[0], x[1]), factor]))
    return Derivation(kind, stated, (Way(formula, tuple(operands), words, unit),), label=f"a {ratio.id.replace('-', ' ')} of", sure=False)


_POWERS = (10, 100, 1000, 10**6)


def _slip(found: Derivation, operands: Sequence[Term]) -> bool:
    """Whether the result, or one operand, may be one typed digit, two turned digits or a power of ten away."""
    way, q = found.ways[0], found.stated.quantity
    values = [Fraction(t.quantity.low) for t in operands]
    point = lambda numbers: way.formula([rounding.Interval.point(v) for v in numbers]).low  # noqa: E731
    value = point(values)
    if not value:
        return False
    if any(abs(Fraction(q.low) / value * f - 1) <= Fraction(1, 100) for p in _POWERS for f in (p, Fraction(1, p))):
        return True
    step = Fraction(q.low_step) or Fraction(1)
    if not {int(value / step), int(value / step) + 1}.isdisjoint(typed(int(Fraction(q.low) / step))):
        return True
    for n, t in enumerate(operands):
        unit = Fraction(t.quantity.low_step) or Fraction(1)
        for number in typed(int(values[n] / unit)):
            tried = number and point([*values[:n], number * unit, *values[n + 1 :]])
            if tried and abs(tried - Fraction(q.low)) <= step / 2:
                return True
    return False
