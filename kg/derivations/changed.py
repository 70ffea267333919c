"""Stated changes with the levels they lead from and to, found by what the words say of them.

"9,640, up 13 % from 8,530"; "912 million, after 845 million the year before, an increase of 8 per
cent"; "nine more than in the year before, when … 72".  The cue (:mod:`kg.derivations.moved`) tells
the operation; the base is what a preposition or a time binds to it, the other level the nearest
of its sort.  A change is wrong when neither these two nor any other two near it give it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kg import rounding
from kg.derivations.levels import Known, Level, Told, beyond, kin, numbering, past_a_mark, same
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.moved import Moved
from kg.derivations.vicinity import Lazy
from kg.samefact import stems

_W = r"(?:[\s]+(?!(?:and|but|while|whereas|because|to|by|or)\b)[\w'’/-]+(?:\.\w+)*)"
_SPAN = r"(?:\s+(?:in|over|within|since|during|between|by)\s+(?:[\w'’–-]+\s*){1,5}?)?"
_RIGHT = Lazy(
    rf"{_SPAN}[\s)]*[,:]?\s*(?:up\s+|down\s+)?(?P<prep>than|from|on|over|against|compared\s+(?:with|to)|versus|vs\.?|relative\s+to)?{_W}{{0,8}}?(?:,?\s+(?:when|where|which|who|that)\b{_W}{{0,7}}?)?\s*[~≈(]?\s*$"
)
_PREMIUM = Lazy(r"\b(?:premium|discount)\b")
_PRICED = Lazy(rf"\s+(?P<prep>to|on|over|from){_W}{{0,8}}?[\s~≈(]*$")
_GOVERNS = frozenset("of above below over under ahead behind exceeded exceeds exceeding".split())
_TO = Lazy(_SPAN + r",?\s+(?:to|reaching|and\s+reached)(?:\s+(?:a|an|the|reach|record|new|total|of|about|some|just|nearly|almost|around|only)){0,4}\s*$")
_TO_IT = Lazy(r"(?:\s+(?!to\b)[\w'’-]+){0,4}?,?\s+to(?:\s+(?:a|an|the|reach|record|new|total|of|about|some|just|nearly|almost|around|only)){0,4}\s*$")
_IN_ALL = Lazy(r"\s*(?:[^\W\d_][\w'’-]*\s*){0,3}[,(:]\s*(?:to\s+)?$")
_ALTOGETHER = Lazy(r"\s*(?:[^\W\d_][\w'’-]*\s+){0,2}(?:in\s+all|in\s+total|altogether|all\s+told)\b")
_WAS = Lazy(
    r"(?:\b(?:compared\s+(?:with|to)|compares\s+with|against|after|from|versus|vs\.?|than|instead\s+of|replac\w+|(?:had|has)\s+(?:been|paid|cost|stood\s+at|counted|come\s+to|made|had|carried|closed\s+at|earned|sold)|when\s+(?:they|it|there|the\s+[\w-]+)\s+(?:was|were|had|stood\s+at|came\s+to)"
    r"|was\s+still|used\s+to\s+be|budget(?:ed)?|forecast|planned|target|approved|expected)\b|\(\s*(?:in\s+)?(?:FY\s?)?(?:19|20)\d\d(?:/\d\d)?:)(?:\s+(?!to\b|and\b|but\b)[\w'’-]+){0,4}?[\s~≈(]*$"
)
_WAS_AFTER = Lazy(
    r"\s*(?:[\w'’-]+\s+){0,4}?(?:the\s+(?:year|month|season|quarter|day|decade)\s+before|a\s+(?:year|decade|quarter|month)\s+(?:earlier|ago|before)|(?:in|of)\s+the\s+(?:previous|preceding|prior)|last\s+(?:year|season|quarter|month)|previously|before\s+that)\b"
)
_COMPARED = Lazy(
    r"\b(?:after|against|compar\w+|versus|from|than|previous\w*|earlier|later|before|ago|last\s+(?:year|season|quarter|month)|prior|preceding|budget\w*|forecast\w*|plan(?:ned)?|expected|target\w*|replac\w+|instead|original\w*|today|now|then|once"
    r"|used\s+to|had\s+(?:been|paid|cost|had)|revised|rose|fell|in\s+the\s+end|(?:was|were)\s+to|finally|eventually|gr[eo]w\w*|increas\w+|decreas\w+|baseline|whereas|halved|doubled|tripled|(?:19|20)\d\d)\b"
)
_BASE_NAMED = Lazy(
    r"\s*(?:than|on|over|from|against|compared\s+(?:with|to)|versus|relative\s+to)\s+(?!(?:it|this|that|them|those|then|before|expected|planned|forecast|budgeted|estimated|approved|projected|originally|initially|previously|without|usual|now|today)\b"
    r"|(?:in\s+|at\s+)?(?:the|a|one|last|this|its|their)\s+(?:same\s+)?(?:\w+\s+)?(?:year|month|quarter|season|day|week|budget|forecast|plan|estimate|target|old|previous|first|original|former|before|other|earlier|control)\b|\w+\s+years?\s+(?:ago|earlier|before)\b|\S*\d)|\s*(?:of|for|among)\s+(?:the|its|all)\b"
)
"""Behind a change: what it is a change from, which is none of the figures near it."""
_THUS = Lazy(r"\b(?:i\.e\.,?|that\s+is|which\s+is|thus|hence|therefore|or)\s*(?:about\s+|some\s+)?$")
_LEADS = Lazy(r"\b(?:against|after|compared|instead|whereas|once)\b")
_VERBAL = Lazy(r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)\w+|\w+fold")
_TURN = Lazy(r";|\b(?:while|whereas|although|though)\b")
_POINTS_BACK = Lazy(r"[\W_]*(?:(?:and|so|thus|hence|therefore)\b,?\s+)?(?:that|this|these|those|it|they|which|compared|against|measured|the\s+(?:increase|rise|gain|growth|fall|decline|drop|reduction|difference|gap|change|improvement|result|overrun|saving))\b")
_MEANS = Lazy(r"[\W_]*(?:this|that|it|which)\s+(?:means|meant|is|would\s+be|would\s+leave|leaves|makes|allows)\b(?:\s+[\w'’-]+){0,6}\s*$")
_OR = Lazy(r"(?:[\s),]*(?:\bor|\bthat\s+is|\bi\.e\.|\bwhich\s+is|\bequal\s+to|\bequivalent\s+to)\s*,?|\s*[(–—])\s*(?:by\s+|about\s+|some\s+|nearly\s+|almost\s+|roughly\s+|a\s+|an\s+|[+−-])*$")
_NEAR, _NEAR_HERE = 4, 8
_FAR, _FAR_APART = 2000, 20
"""Levels further apart than so many times are of two things; less so when they stand in two sentences."""
_POWERS = (10, 100, 1000, 10**6)


@dataclass(frozen=True, slots=True)
class Bound:
    """A change with its levels; ``sure`` when words bind the base to it, ``rivals`` what else may be meant by either."""

    before: Level
    after: Level
    sure: bool
    rivals: tuple[Level, ...]


class Scene:
    """The sentences of a paragraph with their levels, and which of them state changes."""

    def __init__(self, lines: Sequence[Sequence[Level]], changes: dict[int, Moved], known: Known):
        self.lines, self.changes, self.known = lines, changes, known

    def levels(self, line: int) -> list[Level]:
        """The levels of a sentence that state no change themselves."""
        return [x for x in self.lines[line] if id(x) not in self.changes] if 0 <= line < len(self.lines) else []

    def near(self, like: Level, line: int, back: int) -> list[Level]:
        """Levels of one sort in a sentence and some before it."""
        return [x for n in range(max(0, line - back), line + 1) for x in self.levels(n) if x is not like and kin(x, like)]


def fit(moved: Moved, level: Level) -> bool:
    """Whether a level may be what a change leads from or to."""
    kind = level.term.quantity.kind
    if moved.operation == "difference":
        return kin(level, moved.level)
    if moved.operation == "points":
        return (kind == "percent" and level.value > 0) or (kind == "count" and (not level.noun or "point" in level.noun))
    return kind in ("money", "count", "measure") or (kind == "duration" and level.term.quantity.unit not in ("year", "month"))


def bind(scene: Scene, moved: Moved) -> Bound | None:
    """The levels that a change leads from and to, by the words around it."""
    own = [x for x in scene.levels(moved.level.line) if fit(moved, x)]
    left = [x for x in own if x.end <= moved.level.start]
    right = [x for x in own if x.start >= moved.end]
    base, current = _right(moved, right)
    if base is None and moved.operation == "times" and not moved.leads:
        return None
    if base is None and _BASE_NAMED.match(moved.level.term.reading.text[moved.end :][:80]):
        return None
    if base is not None and current is not None:
        return _bound(scene, moved, base, current, True)
    if base is not None:
        return _from(scene, moved, base, left)
    if current is not None:
        return _up_to(scene, moved, current, left)
    if moved.leads and len(right) == 2 and kin(*right) and right[0].year and right[1].year and right[0].year != right[1].year and not left:
        first, second = sorted(right, key=lambda x: x.year or 0)
        return _bound(scene, moved, first, second, False)
    return _left(scene, moved, left)


def _right(moved: Moved, right: Sequence[Level]) -> tuple[Level | None, Level | None]:
    """The base and the later level as far as they stand right of the change: "from B to A", "to A, after B"."""
    if not right:
        return None, None
    text, first = moved.level.term.reading.text, right[0]
    gap = text[moved.end : first.start]
    if _TO.fullmatch(gap):
        between = text[first.end : right[1].start] if len(right) > 1 and kin(first, right[1]) else "and"
        base = right[1] if not _TURN.search(between) and not _AND.search(between) and (_WAS.search(between) or _WAS_AFTER.match(right[1].after)) else None
        return base, first
    if _IN_ALL.fullmatch(gap) and _ALTOGETHER.match(first.after):
        return None, first
    match = _RIGHT.fullmatch(gap) or (_PRICED.fullmatch(gap) if _PREMIUM.search(text[moved.cue : moved.end]) else None)
    if match is None or not (match["prep"] or (moved.operation == "times" and not moved.leads) or _last_word(text[: moved.end]) in _GOVERNS):
        return None, None
    if len(right) > 1 and kin(first, right[1]) and _TO_IT.fullmatch(text[first.end : right[1].start]) and match["prep"] == "from":
        return first, right[1]
    return first, None


def _last_word(text: str) -> str:
    return text.rstrip().rpartition(" ")[2].lower()


def _from(scene: Scene, moved: Moved, base: Level, left: Sequence[Level]) -> Bound | None:
    """The later level of a change whose base stands right of it: the nearest left of it, else what the sentences before told of the same."""
    text = moved.level.term.reading.text
    mine = [x for x in left if kin(x, base) and not same(x, base) and not _OR.fullmatch(text[x.end : moved.level.start])]
    if mine and not _TURN.search(text[mine[-1].end : moved.cue]):
        return _bound(scene, moved, base, mine[-1], True)
    words = subject(moved)
    for back in (1, 2, 3):
        found = [x for x in scene.levels(moved.level.line - back) if kin(x, base) and fit(moved, x) and not same(x, base)]
        told = [x for x in found if x.words & words]
        chosen = told if told else found if back == 1 and not words - _told(scene, moved.level.line - 1) else []
        if len({x.value for x in chosen}) == 1:
            return _bound(scene, moved, base, chosen[0], bool(told) or (len(found) == 1 and _POINTS_BACK.match(text) is not None))
    return None


def subject(moved: Moved) -> frozenset[str]:
    """Stems of the words that lead to the cue in its clause."""
    clause = moved.level.term.reading.text[: moved.level.start if moved.leads else moved.cue]
    start = max((m.end() for m in _CLAUSE.finditer(clause)), default=0)
    return frozenset(stems(clause[start:][-60:]))


_CLAUSE = Lazy(r"[,;:.]\s|\b(?:and|while|whereas|but)\b")


def _told(scene: Scene, line: int) -> frozenset[str]:
    return frozenset(stems(scene.lines[line][0].term.reading.text)) if 0 <= line < len(scene.lines) and scene.lines[line] else frozenset()


def _up_to(scene: Scene, moved: Moved, current: Level, left: Sequence[Level]) -> Bound | None:
    """The base of a change that names where it leads to ("rose by 344 to 1,984"): what the words left of it, or the sentence before, call the earlier one."""
    if _WAS_AFTER.match(current.after) or (left and _TURN.search(moved.level.term.reading.text[left[-1].end : moved.cue])):
        return None
    marked = [x for x in left if kin(x, current) and (_was(x) or len(left) == 1) and not same(x, current)]
    if len(marked) == 1:
        return _bound(scene, moved, marked[0], current, _was(marked[0]))
    before = [x for x in scene.levels(moved.level.line - 1) if kin(x, current) and fit(moved, x) and not same(x, current)]
    if len({x.value for x in before}) == 1 and not left and _COMPARED.search(before[0].term.reading.text):
        return _bound(scene, moved, before[0], current, False)
    return row_partner(scene, moved, current)


def _was(level: Level) -> bool:
    """Whether words call a level the earlier one, or the one that is compared with."""
    return _WAS.search(level.before[-60:]) is not None or _WAS_AFTER.match(level.after) is not None


def _left(scene: Scene, moved: Moved, left: Sequence[Level]) -> Bound | None:
    """Both levels left of the change, or in the sentence before; none when the change is told of something else."""
    found = _both_left(scene, moved, left)
    return found if found is not None and not _of_another(scene, moved, found) else None


def _of_another(scene: Scene, moved: Moved, bound: Bound) -> bool:
    """Whether the words of a change name a subject of their own, or a plan that nothing near it tells of."""
    text = moved.level.term.reading.text
    known = bound.before.words | bound.after.words | bound.before.noun | bound.after.noun
    ahead = _ATTRIBUTE.match(text[moved.end :])
    if ahead is not None and not moved.leads and not frozenset(stems(ahead["word"])) <= known:
        return True
    plan = _PLANNED.match(text[moved.end :])
    if plan is not None and not _PLAN.search(" ".join(dict.fromkeys((bound.before.term.reading.text, bound.after.term.reading.text, text[: moved.cue])))):
        return True
    if not moved.leads or moved.down is None or _AN.search(text[: moved.cue]):
        return False
    clause = text[: moved.cue]
    start = max((m.end() for m in _CLAUSE.finditer(clause)), default=0)
    start = max(start, *(x.end for x in (bound.before, bound.after) if x.term.reading is moved.level.term.reading and x.end <= moved.cue), 0)
    own = frozenset(stems(clause[start:])) - _PLAIN
    return bool(own) and not own & known


def _both_left(scene: Scene, moved: Moved, left: Sequence[Level]) -> Bound | None:
    last = left[-1] if left else None
    group = [x for x in left if kin(x, last)] if last else []
    distinct = list({x.value: x for x in group}.values())
    text = moved.level.term.reading.text
    if last is not None and moved.operation != "times" and moved.down is not None and _TURN.search(text[last.end : moved.cue]):
        return None
    marked = [x for x in distinct if _was(x)]
    if len(distinct) >= 2 and len(marked) == 1:
        others = [x for x in distinct if x is not marked[0]]
        current = others[-1] if others[-1].start > marked[0].start else min(others, key=lambda x: abs(x.start - marked[0].start))
        return _bound(scene, moved, marked[0], current, not moved.leads or len(distinct) == 2 or marked[0] is distinct[-1])
    if len(distinct) == 2 and (_COMPARED.search(text[distinct[0].end : moved.cue]) or _LEADS.search(text[max(0, distinct[0].start - 60) : distinct[0].start]) or _THUS.search(text[: moved.level.start][-20:])):
        first, second = distinct
        if not _one_subject(moved, first, second):
            return None
        if first.year and second.year and first.year > second.year:
            first, second = second, first
        return _bound(scene, moved, first, second, False)
    if len(distinct) == 1:
        return _across(scene, moved, distinct[0])
    if not distinct and _POINTS_BACK.match(text):
        return _before(scene, moved)
    return None


def _one_subject(moved: Moved, first: Level, second: Level) -> bool:
    """Whether two levels may be of one thing: nothing else is named before the second, or the two are set against each other."""
    if moved.down is None and moved.operation != "times":
        return True
    own = second.words - _PLAIN
    text = second.term.reading.text
    return not own or bool(own & (first.words | first.noun)) or _SET_AGAINST.search(text[max(0, first.start - 60) if first.term.reading is second.term.reading else 0 : second.start]) is not None


_AN = Lazy(r"\ban?\s+(?:[\w-]+\s+)?$")
_AND = Lazy(r"\b(?:and|but|with)\b")
_ATTRIBUTE = Lazy(r"\s+(?P<word>(?!(?:than|in|on|at|over|from|against|compared|as|and|but|because|or|of|for|to|by|with|when|after|before|per|year|a|an|the|that|this|again|still|since|while|which|so|if|it|they)\b)[a-z][\w-]+)")
_PLANNED = Lazy(r"\s*(?:than\s+)?(?:expected|forecast|planned|budgeted|budget|estimated|projected|approved|assumed|the\s+(?:plan|budget|forecast|target|estimate)|plan|target)\b")
_PLAN = Lazy(r"\b(?:budget|forecast|plan|expect|estimat|target|project|approv|assum)\w*")
_PLAIN = frozenset(stems("there ago earlier before previous last month months years season quarter two three four five ten twelve first second half same then again year this that which thus so these they thereby both overall reached reach stood came rose fell year number today now it there later is at to result end was had been counted by new old one second first figure level"))
_SET_AGAINST = Lazy(r"\b(?:after|against|compar\w+|versus|than|instead|whereas|replac\w+|from|budget\w*|forecast\w*|plan(?:ned)?|expected|target\w*|had\s+(?:been|paid|cost|closed)|so\s+far)\b")


def _across(scene: Scene, moved: Moved, mine: Level) -> Bound | None:
    """One level in the sentence of the change, the other in the sentence before."""
    before = [x for x in scene.levels(moved.level.line - 1) if kin(x, mine) and fit(moved, x) and not same(x, mine)]
    values = list({x.value: x for x in before}.values())
    if not values:
        return row_partner(scene, moved, mine)
    if _was(mine):
        dated = [x for x in values if x.year]
        current = max(dated, key=lambda x: x.year) if len(dated) == len(values) else values[-1]
        return _bound(scene, moved, mine, current, len(dated) == len(values))
    if moved.down is None and moved.operation == "difference" and len(values) <= 3:
        # "The difference to the base case": what was told last, or for the latest year.
        other = max(values, key=lambda x: x.year or 0) if all(x.year for x in values) else values[-1]
        return _bound(scene, moved, mine, other, False)
    if len(values) == 1 and _COMPARED.search(f"{values[0].term.reading.text} {moved.level.term.reading.text}"):
        return _bound(scene, moved, values[0], mine, False)
    return None


def _before(scene: Scene, moved: Moved) -> Bound | None:
    """Both levels in the sentence before, or one each in the two before."""
    last = [x for x in scene.levels(moved.level.line - 1) if fit(moved, x)]
    group = list({x.value: x for x in last if kin(x, last[-1])}.values()) if last else []
    if len(group) == 1:
        group = [*{x.value: x for x in scene.levels(moved.level.line - 2) if kin(x, last[-1]) and fit(moved, x) and not same(x, last[-1])}.values(), *group]
    if len(group) != 2:
        return None
    first, second = group
    if not _COMPARED.search(f"{first.term.reading.text} {second.term.reading.text}") or not _one_subject(moved, first, second):
        return None
    if _was(second) or (first.year and second.year and first.year > second.year):
        first, second = second, first
    return _bound(scene, moved, first, second, False)


def row_partner(scene: Scene, moved: Moved, current: Level, year: int | None = None) -> Bound | None:
    """The cell beside the one that holds the later level, in the row of a table: of a named year, else of the year before."""
    found: dict[Fraction, Level] = {}
    for told, others in scene.known.in_row(current):
        if told.year is None or (current.year and current.year != told.year) or not (told.words & (current.words | _told_words(current))):
            continue
        wanted = year or told.year - 1
        for other in others:
            if other.year == wanted:
                found[other.level.value] = other.level
    if len(found) != 1:
        return None
    base = next(iter(found.values()))
    return _bound(scene, moved, base, current, False) if not same(base, current) else None


def _told_words(level: Level) -> frozenset[str]:
    return frozenset(stems(level.term.reading.text)) | level.noun


def _bound(scene: Scene, moved: Moved, before: Level, after: Level, sure: bool) -> Bound | None:
    line = moved.level.line
    here = before.line == after.line == line
    if max(before.value, after.value) > (_FAR if here else _FAR_APART) * min(before.value, after.value) and moved.operation != "times":
        return None
    rivals = scene.near(before, line, 1) if sure and here else [*scene.near(before, line, 3), *(y for y in scene.levels(line + 1) if kin(y, before))]
    return Bound(before, after, sure, tuple(x for x in rivals if x is not after))


# --------------------------------------------------------------------------- what the levels give


def derivations(moved: Moved, bound: Bound) -> Iterator[Derivation]:
    """The change held against its two levels, and against all others near that may be meant."""
    first, last = bound.before, bound.after
    main = [(first, last)]
    pairs = [(last, first)]
    for x in bound.rivals:
        pairs += [(x, last), (last, x), (first, x), (x, first)]
    if not bound.sure:
        pairs += [(x, y) for x in bound.rivals for y in bound.rivals if x is not y]
    yield from derive(moved.level, moved.operation, moved.down, main, pairs, bound.sure)


def derive(stated: Level, operation: str, down: bool | None, main: Sequence[tuple[Level, Level]], pairs: Sequence[tuple[Level, Level]], sure: bool, *, share: bool = True) -> Iterator[Derivation]:
    """A stated change with its ways: the ones meant first, and those that would excuse it."""
    if operation == "times" and stated.spelt and _about(stated, main[0], Fraction(1, 4 if _VERBAL.fullmatch(stated.term.quantity.text) else 8)):
        return
    if (operation == "times" and beyond(stated, main[0])) or (operation == "difference" and past_a_mark(stated)):
        return
    if operation == "growth" and all(numbering(x, main[0][0]) for x in main[0]):
        return
    kind = {"growth": "growth", "difference": "difference", "points": "difference", "times": "multiple-change"}[operation]
    label = {"growth": "a fall of" if down else "a rise of", "times": "a multiple of"}.get(operation, "a difference of")
    ways = tuple(w for pair in main for w in _ways(operation, pair, stated))
    found = Derivation(kind, stated.term, ways, operation == "growth" and bool(down), label=label, sure=sure)
    verdict = judge(found).verdict if ways else "loose-only"
    if verdict == "agree" or (verdict == "disagree" and (sure or _near(stated, found, _NEAR if any(x.term.reading is not stated.term.reading for x in main[0]) else _NEAR_HERE))):
        yield found if verdict == "agree" else replace(found, ways=(*ways, *_excuses(found, operation, main, pairs, stated, share)))


def _excuses(found: Derivation, operation: str, main: Sequence[tuple[Level, Level]], pairs: Sequence[tuple[Level, Level]], stated: Level, share: bool) -> list[Way]:
    """What else may give a figure, as it is written: another pair, a share, a fall told as a rise."""
    ways = [replace(w, widen=False, loose=False) for pair in pairs for w in _ways(operation, pair, stated)]
    if operation == "growth" and share:
        ways += [_way(rounding.share, pair, "of", "%", plain=True) for pair in (*main, *pairs)]
    if operation == "growth" and not found.negative:
        ways += [_fallen(pair) for pair in (*main, *pairs)]
    return ways


def _about(stated: Level, pair: tuple[Level, Level], room: Fraction) -> bool:
    """Whether two levels are about so many times apart as a word ("tripled") says."""
    return abs(pair[1].value / pair[0].value / stated.value - 1) <= room


def _ways(operation: str, pair: tuple[Level, Level], stated: Level) -> list[Way]:
    a, b = pair
    if operation == "growth":
        return [_way(rounding.growth, pair, "to", "%")] if a.value else []
    if operation == "times":
        # What is told in words has its width from the words.
        return [_way(lambda x, y: rounding.ratio(y, x), pair, "to", "x", plain=stated.spelt)]
    large, small = (a, b) if a.value > b.value else (b, a)
    return [_way(rounding.difference, (large, small), "−", " points" if operation == "points" else "", plain=True)]


def _way(formula, pair: tuple[Level, Level], sign: str, unit: str, plain: bool = False) -> Way:
    a, b = pair
    like = b if a.bare else a
    terms = (a.like(like), b.like(like))
    return Way(lambda x: formula(x[0], x[1]), terms, f"{terms[0].text} {sign} {terms[1].text}", unit, widen=not plain, loose=not plain)


def _fallen(pair: tuple[Level, Level]) -> Way:
    return _way(lambda x, y: rounding.difference(100, rounding.share(y, x)), pair, "to", "%", plain=True)


def _near(stated: Level, found: Derivation, times: int) -> bool:
    """Whether a result could be a slip for what its levels give: within so many times, or a power of ten apart."""
    way = found.ways[0]
    computed = way.formula([rounding.Interval.point(Fraction(t.quantity.low)) for t in way.operands]).low
    if computed is None or not computed:
        return False
    ratio = abs(stated.value / computed)
    ratio = max(ratio, 1 / ratio)
    return ratio <= times or any(abs(ratio / power - 1) <= Fraction(2, 100) for power in _POWERS)


def joined(scene: Scene, moved: Moved, bound: Bound) -> Iterator[Derivation]:
    """The same change said again beside it: "8 per cent or €36m", "€52 million, or 14.9%"."""
    own = scene.lines[moved.level.line]
    text = moved.level.term.reading.text
    edges = sorted({moved.level.end, moved.end, *(x.end for x in (bound.before, bound.after) if x.term.reading is moved.level.term.reading and x.start >= moved.end)})
    for other in own:
        if other is moved.level or other in (bound.before, bound.after):
            continue
        behind = next((e for e in edges if e <= other.start and _OR.fullmatch(text[e : other.start])), None)
        ahead = other.end <= moved.level.start and _OR.fullmatch(text[other.end : moved.level.start]) is not None
        if behind is None and not ahead:
            continue
        percent = other.term.quantity.kind == "percent"
        if percent and moved.operation == "difference":
            yield from derivations(Moved(other, "growth", moved.down, other.end, True, moved.cue), bound)
        elif kin(other, bound.before) and moved.operation == "growth" and not percent:
            yield from derivations(Moved(other, "difference", moved.down, other.end, True, moved.cue), bound)


_AGAIN = Lazy(r"[^.;]{0,30}?\band\s+again\s+(?:in\s+(?:19|20)\d\d\s+)?(?:by\s+[\w%\s.]{1,20}?\s+)?to\s+$")


def again(scene: Scene, moved: Moved, bound: Bound) -> Iterator[Derivation]:
    """The same change once more: "from A to B, a gain of 50 per cent, and again to C"."""
    text = moved.level.term.reading.text
    for other in scene.levels(moved.level.line):
        if other.start > moved.end and kin(other, bound.after) and _AGAIN.fullmatch(text[moved.end : other.start]):
            if moved.operation == "growth" and not moved.down:
                words = f"{bound.after.term.text} and again {moved.level.term.text}"
                yield Derivation("formula", other.term, (Way(_more, (bound.after.term, moved.level.term), words),), label="")
            return


def _more(x: Sequence) -> rounding.Interval:
    """The first and as many percent of it as the second says."""
    return rounding.product([x[0], rounding.total([1, rounding.product([x[1], Fraction(1, 100)])])])


def open_questions(derivation: Derivation) -> bool:
    """Whether the change only seems wrong because its figures may be rounded more coarsely than they are written."""
    return judge(derivation).verdict == "loose-only"


__all__ = ["Bound", "Scene", "Told", "bind", "derivations", "derive", "fit", "joined", "open_questions", "row_partner"]
