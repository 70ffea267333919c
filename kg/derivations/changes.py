"""Every stated change of a report whose levels can be told, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.derivations.changed import Scene, again, bind, derivations, joined, open_questions
from kg.derivations.elsewhere import named, yearly
from kg.derivations.levels import Cell, Known, Level, of_sentence
from kg.derivations.model import Derivation
from kg.derivations.moved import Moved, moved
from kg.derivations.stocks import stocks
from kg.derivations.vicinity import Paragraph, paragraphs
from kg.readings import Reading

_MOST = 40
"""Paragraphs with more figures than this are tables in disguise."""
_CUES = frozenset(
    """more less fewer higher lower larger smaller bigger greater longer shorter heavier lighter cheaper dearer costlier faster slower taller better worse above below over under ahead behind
    rose risen rises rising grew grown grows growing increased increases increasing increase climbed climbs climbing climb jumped jumps jump gained gains gain gaining improved improves improvement
    up down added exceeded exceeds fell fallen falls falling fall dropped dropping drops drop declined declines declining decline decreased decreases decrease shrank shrunk reduced reduces reduction
    cut cuts lost saved saves saving difference gap distance spread lead margin overrun overspend underspend underrun shortfall growth rise surge uplift expansion times twice thrice double doubled
    tripled trebled quadrupled halved half fold multiple factor ratio premium discount quicker short slipped slips slid eased lowered narrowed loss losses savings advanced expanded widened""".split()
)

_FLOWS = frozenset("brings bring bringing brought takes take taking took raises raised lifts lifted reduces reduced makes making begun began beginning started starting opened now ended ends must missing further another lowers lowered leaving leaves remaining".split())


def changes(readings: Sequence[Reading], cells: Sequence[Cell] = ()) -> Iterator[Derivation]:
    """Changes in percent, points, amounts and multiples with the two levels each leads from and to."""
    known = Known(readings, cells)
    for paragraph in paragraphs(readings):
        if _worth(paragraph):
            yield from _of(paragraph, known)


def _worth(paragraph: Paragraph) -> bool:
    """Whether a paragraph has a word of change, and figures enough; a cheap look."""
    figures = sum(len(r.figures) for r in paragraph.readings)
    return 2 <= figures <= _MOST and any(_cued(r) or not _FLOWS.isdisjoint(r.words) for r in paragraph.readings if r.figures)


def _cued(reading: Reading) -> bool:
    """Whether a sentence has a word or a sign of change."""
    return not _CUES.isdisjoint(reading.words) or "+" in reading.text or "−" in reading.text


def _of(paragraph: Paragraph, known: Known) -> Iterator[Derivation]:
    lines = [of_sentence(r, n) if r.figures else [] for n, r in enumerate(paragraph.readings)]
    read: dict[int, Moved] = {id(x): m for n, levels in enumerate(lines) if levels and _cued(paragraph.readings[n]) for x in levels if (m := moved(x)) is not None}
    scene = Scene(lines, read, known)
    for n, levels in enumerate(lines):
        if levels and not _FLOWS.isdisjoint(paragraph.readings[n].words):
            yield from stocks(scene, n)
        for level in levels if levels and _cued(paragraph.readings[n]) else ():
            yield from _stated(scene, level, read.get(id(level)))


def _stated(scene: Scene, level: Level, change: Moved | None) -> Iterator[Derivation]:
    """What a figure states of others, if it states a change."""
    if change is None:
        yield from (found for found in yearly(scene, level) if not open_questions(found))
        return
    bound = bind(scene, change)
    if bound is not None:
        yield from derivations(change, bound)
        yield from joined(scene, change, bound)
        yield from again(scene, change, bound)
    else:
        yield from named(scene, change)


