"""Stocks and what is added to them and taken away: "Eight are added, which brings the staff from 124 to 132".

Also "opened three, closed two; having begun with 118 we now have 119", "extend it by 3.8 km, which
would bring the whole to 18.0 km", "from the present 3.42 million a further 1.21 million must go".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kg import rounding
from kg.derivations.changed import Scene
from kg.derivations.levels import Level, kin, same
from kg.derivations.model import Derivation, Way
from kg.derivations.vicinity import Lazy

_GAIN = r"add(?:s|ed|ing)?|opened|opens|opening|hired|hires|hiring|recruited|recruits|joined|joins|admitted|won|bought|acquired|created|creates|arrived|born|gained|gains|founded|launched|appointed|built|started"
_LOSS = r"clos(?:ed|es|ing)|left|leaves|lost|loses|sold|sells|retired|retires|resigned|died|departed|scrapped|cut|removed|withdrawn|dropped\s+out|shut|dismissed|laid\s+off|merged"
_FEW = r"(?:\s+(?!and\b|but\b|which\b|from\b|to\b)[\w'’-]+){0,3}?"
_BEFORE = Lazy(rf"\b(?:(?P<gain>{_GAIN})|(?P<loss>{_LOSS}))\b(?:\s+(?:another|a\s+further|about|some|only|just))?\s*$")
_AFTER = Lazy(rf"\s*{_FEW}\s*(?:(?:are|is|were|was|have\s+been|will\s+be|had\s+been|has\s+been|to\s+be|who|have|had)\s+)?(?:newly\s+)?(?:(?P<gain>{_GAIN})|(?P<loss>{_LOSS}))\b")
_AFTER_ADJECTIVE = Lazy(r"\s*(?:(?P<gain>new|more|additional|further|extra)|(?P<loss>fewer|less))\b")
_BRINGS = Lazy(r"\b(?:br(?:ing(?:s|ing)?|ought)|tak(?:es|ing)|took|rais(?:es|ed|ing)|lift(?:s|ed|ing)?|reduc(?:es|ed|ing)|lower(?:s|ed|ing)|increas(?:es|ed|ing)|cut(?:s|ting)?|leav(?:es|ing))\b(?:\s+(?!and\b|but\b)[\w'’-]+){1,7}?\s+from\s*$")
_TO = Lazy(r"\s*(?:[^\W\d_][\w'’-]*\s+){0,3}?to\s*$")
_BEGAN = Lazy(r"\b(?:beg[aiu]n(?:ning)?|start(?:ed|ing)|open(?:ed|ing)\s+the\s+(?:year|period|season)|entered\s+the\s+(?:year|period|season)|had)\s+(?:[\w'’]+\s+){0,3}?(?:with|from|at)\s*$|\bat\s+the\s+(?:start|beginning)\b[^.;\d]{0,40}$")
_NOW = Lazy(r"\b(?:now|today|end(?:s|ed|ing)?|finish(?:es|ed|ing)?|clos(?:es|ed)\s+the\s+(?:year|period|season)|left|leaving|at\s+the\s+end)\b[^.;\d]{0,40}$")
_BY = Lazy(r"\b(?P<gain>extend(?:ed|s|ing)?|lengthen(?:ed|s|ing)?|enlarge[ds]?|expand(?:ed|s|ing)?|widen(?:ed|s|ing)?|increase[ds]?|raise[ds]?)\b[^.;,]{0,50}?\bby\s+(?:a\s+further\s+|another\s+)?$|\b(?:would\s+|will\s+|to\s+)?(?P<add>adds?|adding)\s+(?:a\s+further\s+|another\s+)?$")
_BRING_TO = Lazy(r"\b(?:br(?:ing(?:s|ing)?|ought)|tak(?:e|es|ing)|took|make[s]?|making)\b(?:\s+(?!and\b|but\b|from\b)[\w'’/-]+){0,7}?\s+to\s+$")
_FURTHER = Lazy(r"\b(?:a\s+further|another|an\s+additional|still)\s+$")
_MUST = Lazy(r"\s+(?:[^\W\d_][\w'’-]*\s+){0,3}?(?:must|has\s+to|have\s+to|needs?\s+to|is\s+(?:still\s+)?(?:missing|needed|to\s+go|lacking|required)|are\s+(?:still\s+)?(?:missing|needed|to\s+go|lacking|required)|remain)\b")
_FROM = Lazy(r"\b(?:from|of|to)\s+(?:the\s+|its\s+|our\s+|today's\s+)?(?:[\w'’-]+\s+){0,3}$")
_ELSE = Lazy(r"\b(?:each|per|respectively|net\s+of|including)\b")
_NEAR = 4


def stocks(scene: Scene, line: int) -> Iterator[Derivation]:
    """What a sentence tells of a stock before and after, with what came and went."""
    own = [x for x in scene.lines[line] if x.term.quantity.kind in ("count", "money", "measure")]
    if not own or _ELSE.search(own[0].term.reading.text):
        return
    yield from _from_to(scene, own)
    yield from _ledger(scene, line, own)
    yield from _extended(scene, line, own)
    yield from _further(scene, line, own)
    yield from _leaving(own)


def _step(level: Level) -> int:
    """+1 for what comes, -1 for what goes, 0 for neither."""
    match = _BEFORE.search(level.before[-50:]) or _AFTER.match(level.after[:60]) or _AFTER_ADJECTIVE.match(level.after[:30])
    return 0 if match is None else 1 if match["gain"] else -1


def _from_to(scene: Scene, own: Sequence[Level]) -> Iterator[Derivation]:
    """ "Eight are added, which brings the force from 124 to 132"."""
    for first, last in pairwise(own):
        if not (kin(first, last) and _BRINGS.search(first.before[-90:]) and _TO.fullmatch(first.term.reading.text[first.end : last.start])):
            continue
        steps = [(x, s) for x in own if x.end <= first.start and kin(x, first) and (s := _step(x)) and x.value < max(first.value, last.value)]
        if len(steps) == 1:
            yield from _summed(last, first, steps)


def _ledger(scene: Scene, line: int, own: Sequence[Level]) -> Iterator[Derivation]:
    """ "We opened three and closed two. Having begun with 118 we now have 119"."""
    begun = [x for x in own if _BEGAN.search(x.before[-60:])]
    now = [x for x in own if x not in begun and _NOW.search(x.before[-60:]) and begun and kin(x, begun[0])]
    if len(begun) != 1 or len(now) != 1:
        return
    steps: list[tuple[Level, int]] = []
    for n in (line - 1, line):
        for x in scene.lines[n] if n >= 0 else ():
            if x not in (begun[0], now[0]) and x.sort == begun[0].sort and (s := _step(x)):
                steps.append((x, s))
    if 1 <= len(steps) <= 4 and all(x.value < begun[0].value for x, _ in steps):
        yield from _summed(now[0], begun[0], steps)


def _extended(scene: Scene, line: int, own: Sequence[Level]) -> Iterator[Derivation]:
    """ "It is 14.2 km long. … extend it by 3.8 km … would bring the whole line to 18.0 km"."""
    for last in own:
        if not _BRING_TO.search(last.before[-90:]):
            continue
        steps = [x for n in (line - 1, line) if n >= 0 for x in scene.lines[n] if x is not last and kin(x, last) and (_BY.search(x.before[-80:]) or _ADDS_TOO.search(x.before[-60:]))]
        if len(steps) != 1 or steps[0].value >= last.value:
            continue
        step = steps[0]
        near = [x for n in range(max(0, line - 4), line + 1) for x in scene.lines[n] if kin(x, last) and x not in (last, step) and x.value > step.value / 20]
        if any(_adds(x, step, last) for x in near) or any(_adds(t.level, step, last) for t in scene.known.kin(last)):
            continue
        base = [x for x in near if x.value < last.value * 2]
        if len({x.value for x in base}) == 1:
            yield from _summed(last, base[0], [(step, 1)])
        elif not base:
            told = [t.level for t in scene.known.kin(last) if last.value / _NEAR < t.level.value < last.value]
            often = [x for x in told if sum(same(x, y) for y in told) > 1]
            if len({x.value for x in often}) == 1:
                yield from _summed(last, often[0], [(step, 1)])


_ADDS_TOO = Lazy(r"\badds?\s+\d[\d,.]*\s+[^\W\d_]+\s+and\s+$")


def _adds(base: Level, step: Level, last: Level) -> bool:
    room = sum(Fraction(x.term.quantity.low_step) for x in (base, step, last)) / 2
    return abs(base.value + step.value - last.value) <= room


def _further(scene: Scene, line: int, own: Sequence[Level]) -> Iterator[Derivation]:
    """ "No more than 2,208 kt in 2030. From the present 3.42 million tonnes a further 1.21 million tonnes must go"."""
    for step in own:
        if not (_FURTHER.search(step.before[-30:]) and _MUST.match(step.after)):
            continue
        first = [x for x in own if x.end <= step.start and kin(x, step) and _FROM.search(x.before[-50:])]
        before = list({x.value: x for x in scene.levels(line - 1) if kin(x, step) and x.term.quantity.kind == step.term.quantity.kind}.values())
        if len(first) != 1 or not before or len(before) > 2:
            continue
        goal = before[-1]
        others = [(x, y) for x in (*before, *first) for y in (*before, *first) if x is not y]
        large, small = (first[0], goal) if first[0].value > goal.value else (goal, first[0])
        ways = [_less(large, small), *(_less(x, y) for x, y in others)]
        yield Derivation("difference", step.term, tuple(ways), label="a difference of")


def _leaving(own: Sequence[Level]) -> Iterator[Derivation]:
    """ "46 had left, leaving 374 of the original 420"."""
    for rest, whole in pairwise(own):
        if not (kin(rest, whole) and _LEAVING.search(rest.before[-30:]) and _ORIGINAL.fullmatch(rest.term.reading.text[rest.end : whole.start])):
            continue
        gone = [x for x in own if x.end <= rest.start and kin(x, whole) and _step(x) < 0 and x.value < whole.value]
        if gone:
            yield from _summed(rest, whole, [(x, -1) for x in gone])


_LEAVING = Lazy(r"\b(?:leaving|left|leaves|so\s+that|remain\w*)\s+$")
_ORIGINAL = Lazy(r"\s*(?:[^\W\d_][\w'’-]*\s+){0,3}?(?:of|out\s+of)\s+(?:the\s+|its\s+)?(?:original\s+|initial\s+|first\s+)?(?:~)?$")


def _less(x: Level, y: Level) -> Way:
    return Way(lambda v: rounding.difference(v[0], v[1]), (x.term, y.term), f"{x.term.text} − {y.term.text}", widen=False, loose=False)


def _summed(last: Level, first: Level, steps: Sequence[tuple[Level, int]]) -> Iterator[Derivation]:
    """The stock after, as the stock before with what came and went."""
    signs = [s for _, s in steps]
    down = last.value < first.value
    if len(signs) == 1:
        # The direction is that of the two levels: words of coming and going are read by the step alone.
        signs = [-1 if down else 1]
    words = first.term.text + "".join(f" {'+' if s > 0 else '−'} {x.term.text}" for (x, _), s in zip(steps, signs, strict=True))
    way = Way(lambda v, signs=tuple(signs): _balance(v, signs), (first.term, *(x.like(first) for x, _ in steps)), words, widen=False, loose=False)
    yield Derivation("total", last.like(first), (way,), label="a total of", sure=last.line == first.line)


def _balance(values: Sequence, signs: Sequence[int]) -> rounding.Interval:
    total = values[0]
    for value, sign in zip(values[1:], signs, strict=True):
        total = rounding.total([total, value]) if sign > 0 else rounding.difference(total, value)
    return total if isinstance(total, rounding.Interval) else rounding.total([total])
