"""How many times one thing is another, in words: "twice as many hives as the south", "doubled between 2016 and 2024", "ten times the 0.6 MW of the first".

The two things are rows of one table, figures beside their names in the sentences around, the level just told and
the one behind "the", or the two years of a series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.register import plain, sort
from kg.derivations.vicinity import Lazy
from kg.derivations.wordfractions import HEDGE, Said, said
from kg.readings import Carrier, Reading
from kg.samefact import stems
from kg.tables.grid import Figure, Grid, Line, year

CUES = frozenset("twice double doubled doubling times tripled trebled quadrupled halved triple half".split())
_TIMES = {"twice": 2, "double": 2, "half": Fraction(1, 2), "doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "quintupled": 5, "halved": Fraction(1, 2), "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20}
_N = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d{1,3}(?:\.\d)?)"
_MUCH = Lazy(rf"\b(?:{HEDGE})?(?P<word>twice|half|{_N}\s+times)\s+as\s+(?:many|much|large|high|big|long|heavy)\s+(?P<what>(?:[^\W\d_][\w-]*\s+){{0,3}}?)as\s+(?:(?:in|for|those\s+(?:of|in)|the|its|their)\s+)*(?P<other>[^.,;:()]{{2,40}}?)\s*(?=[.,;:()]|$|\band\b)")
_SUBJECT = Lazy(r"(?:^|[.;:,]\s+|\b(?:and|but|while)\s+)(?:(?:the|its|our)\s+)?(?P<subject>[^.,;:()\d]{2,40}?)\s+(?:(?:now|also|alone|still)\s+)?(?:had|has|have|holds?|is|was|were|are|keeps?|kept|gets?|got|sold|sells?|ma[kd]es?|wins?|won|sees?|saw|draws?|drew|takes?|took|gives?|gave|brings?|brought|pays?|paid|spends?|spent|[a-z]+ed|[a-z]{3,}s)\s+$")
_TIMES_THE = Lazy(rf"\b(?:{HEDGE})?(?P<word>twice|double|{_N}\s+times)\s+(?:the\s+|that\s+of\s+|as\s+\w+\s+as\s+(?:the\s+)?)(?:[^\W\d_][\w-]*\s+){{0,2}}?[€$£~]?$")
_BACK = Lazy(r"(?:\s+[^\W\d_][\w-]*){0,4}?\s*[,(–—:]\s*(?:or\s+|which\s+is\s+|that\s+is\s+|and\s+(?:so|thus)\s+)?$")
_VERB = rf"\b(?:{HEDGE})?(?P<word>doubled|tripled|trebled|quadrupled|quintupled|halved)"
_BETWEEN = Lazy(rf"{_VERB}\s+(?:(?:between|from)\s+(?P<first>(?:19|20)\d\d)\s+(?:and|to)\s+(?P<last>(?:19|20)\d\d)|since\s+(?P<since>(?:19|20)\d\d))\b")
_TO = Lazy(rf"{_VERB}\b[^.;:()\d]{{0,50}}?\bto\s+[€$£~]?$")
_BEFORE_YEAR = Lazy(r"(?:\s+(?:in|for)\s+(?:FY\s?)?(?:19|20)\d\d)?\s*(?:\((?:in\s+)?(?:FY\s?)?(?:(?:19|20)\d\d|previous\s+year|prior\s+year|last\s+year|year\s+before)\s*:|,?\s*(?:compared\s+with|against|after))\s*[€$£~]?")
_NOT = Lazy(r"\b(?:not|would|could|should|might|may|will|target\w*|plans?|planned|aims?|forecast|expect\w*|hopes?|wants?|if|per\s+(?:head|capita)|each|average)\b")
_EMPTY = frozenset(stems("the number total value volume its their our had has more than"))


def manifold(home: Sequence[Reading], tables: Callable[[], Sequence[Grid]]) -> Iterator[Derivation]:
    """The multiples in words of a passage that the two figures they compare do not bear out."""
    for n, reading in enumerate(home):
        if CUES.isdisjoint(reading.words):
            continue
        grids = tables()
        yield from _much(home, n, grids)
        yield from _times_the(reading)
        yield from _doubled(reading, grids)


def _value(word: str) -> Fraction:
    first = word.lower().split()[0]
    return Fraction(_TIMES[first]) if first in _TIMES else Fraction(first)


def _told(match: re.Match[str]) -> Said:
    return said(match, _value(match["word"]), "multiple")


def _doubted(reading: Reading, one: Said, large: Term, small: Term, others: Sequence[Fraction] = ()) -> Iterator[Derivation]:
    """The multiple, if two figures do not give it, nor do any of some ratios."""
    ratio = Fraction(large.quantity.low) / Fraction(small.quantity.low)
    if any(one.allows(r) for r in (ratio, *others)):
        return
    way = Way(lambda x: rounding.ratio(x[0], x[1]), (large, small), f"{large.text} ÷ {small.text}", "x")
    found = Derivation("multiple", Term(reading, one.quantity), (way,), label="a multiple of", sure=False)
    if judge(found).verdict == "disagree":
        yield found


# --------------------------------------------------------------------------- twice as many as


def _much(home: Sequence[Reading], n: int, grids: Sequence[Grid]) -> Iterator[Derivation]:
    reading, subject = home[n], ""
    for match in _MUCH.finditer(reading.text):
        named = _SUBJECT.search(reading.text[: match.start()])
        subject = named["subject"] if named is not None else subject
        if not subject or _NOT.search(reading.text[: match.end()]):
            return
        one, what = _told(match), frozenset(stems(match["what"]))
        names = _name(subject), _name(match["other"])
        if not all(names) or names[0] == names[1]:
            continue
        found = _cells(grids, names, what)
        if found is not None:
            yield from _doubted(reading, one, *found)
            continue
        terms = [_beside(home[max(0, n - 1) : n + 2], name, n and 1) for name in names]
        if terms[0] is not None and terms[1] is not None and sort(terms[0].quantity) == sort(terms[1].quantity):
            yield from _doubted(reading, one, terms[0], terms[1])


def _name(words: str) -> frozenset[str]:
    return frozenset(stems(words)) - _EMPTY


def _cells(grids: Sequence[Grid], names: Sequence[frozenset[str]], what: frozenset[str]) -> tuple[Term, Term] | None:
    """The cells of two rows in the one column that the words name, or that is alone; ``None`` where several tables may be meant."""
    found = []
    for grid in grids:
        rows = [[r for r, label in enumerate(grid.labels) if frozenset(stems(label.plain)) == name] for name in names]
        if any(len(r) != 1 for r in rows):
            continue
        columns = [line for line in grid.columns() if what and what & frozenset(stems(line.heading.plain))] or (grid.columns() if len(grid.figure_columns) == 1 and not what else [])
        for line in columns:
            cells = [line.figures[r[0]] for r in rows]
            if len(columns) == 1 and all(c is not None and c.pure and plain(c.quantity) for c in cells) and sort(cells[0].quantity) == sort(cells[1].quantity):
                found.append((_term(grid, cells[0]), _term(grid, cells[1])))
    return found[0] if len(found) == 1 else None


def _term(grid: Grid, figure: Figure) -> Term:
    return Term(Reading(Carrier(grid.report.id, "cell", figure.cell.id, figure.cell.text, figure.cell.place), grid.lexicon), figure.quantity)


def _beside(window: Sequence[Reading], name: frozenset[str], own: int) -> Term | None:
    """The one amount that a name leads to: "the north keeps 1,640 hives, the south 818"."""
    found = []
    for reading in window:
        for k, q in enumerate(reading.figures):
            left = reading.figures[k - 1].end if k else 0
            clause = re.split(r"[.;:,]\s|\b(?:and|while)\b", reading.text[left : q.start])[-1]
            if plain(q) and q.low >= 2 and name <= frozenset(stems(clause)) and any(map(str.isdigit, q.text)):
                found.append(Term(reading, q))
    return found[0] if len({t.quantity.low for t in found}) == 1 else None


# --------------------------------------------------------------------------- ten times the 0.6 MW


def _times_the(reading: Reading) -> Iterator[Derivation]:
    """ "6.2 MW each, more than ten times the 0.6 MW of the first": the level just told, and the one behind the cue."""
    figures = [q for q in reading.figures if q.kind != "multiple" and any(map(str.isdigit, q.text))]
    for a, b in pairwise(figures):
        match = _TIMES_THE.search(reading.text[: b.start])
        if match is None or match.start() < a.end or not plain(a) or not plain(b) or sort(a) != sort(b) or not _BACK.fullmatch(reading.text[a.end : match.start()]):
            continue
        if not _NOT.search(reading.text[: b.start]):
            yield from _doubted(reading, _told(match), Term(reading, a), Term(reading, b))


# --------------------------------------------------------------------------- doubled between two years


def _doubled(reading: Reading, grids: Sequence[Grid]) -> Iterator[Derivation]:
    for a, b in pairwise(reading.figures):
        match = _TO.search(reading.text[: a.start])
        if match is not None and plain(a) and plain(b) and sort(a) == sort(b) and _BEFORE_YEAR.fullmatch(reading.text[a.end : b.start]) and not _NOT.search(reading.text[: a.start]):
            yield from _doubted(reading, _told(match), Term(reading, a), Term(reading, b))
    for match in _BETWEEN.finditer(reading.text):
        clause = reading.text[: match.start()].rpartition(";")[2]
        if _NOT.search(clause):
            continue
        series = _series(grids, frozenset(stems(clause)) | frozenset(f"@{m.concept.id}" for m in reading.mentions), int(match["first"] or match["since"]), int(match["last"]) if match["last"] else None)
        if series is not None:
            first, last, others = series
            yield from _doubted(reading, _told(match), last, first, others)


def _series(grids: Sequence[Grid], words: frozenset[str], first: int, last: int | None) -> tuple[Term, Term, list[Fraction]] | None:
    """The levels of two years of the one series that the words mean, or that is the only one; and the ratios of all others."""
    found = []
    for grid in grids:
        for line, across in (*((x, grid.labels) for x in grid.columns()), *((x, [grid.heads[c] for c in grid.figure_columns]) for x in grid.rows())):
            dated = {year(h.period): f for h, f in zip(across, line.figures, strict=True) if h.period is not None and f is not None and f.pure and plain(f.quantity)}
            end = last if last is not None else max((y for y in dated if y), default=None)
            if first in dated and end in dated and first != end and sort(dated[first].quantity) == sort(dated[end].quantity):
                found.append((_fit(line, words), _term(grid, dated[first]), _term(grid, dated[end])))
    if not found:
        return None
    best = max(n for n, _, _ in found)
    chosen = [x for x in found if x[0] == best]
    if len(chosen) != 1 or (not best and len(found) > 1):
        return None
    return chosen[0][1], chosen[0][2], [Fraction(b.quantity.low) / Fraction(a.quantity.low) for _, a, b in found]


def _fit(line: Line, words: frozenset[str]) -> int:
    concept = line.heading.concept
    return len(words & frozenset(stems(line.heading.plain))) + 2 * bool(concept is not None and f"@{concept.id}" in words)
