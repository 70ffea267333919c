"""A sentence with what stands around it: the heading above, the sentences before and behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg import patterns as re
from kg import retold
from kg.aligned.words import content, digit_marks
from kg.model import Period
from kg.readings import Reading
from kg.records import record

_SOURCE = re.compile(r"[\[(⟨][\w.]{1,3}[\])⟩]\s")
_OPENS_SOURCES = re.compile(r"[\W_]*(?:sources?|passages?|references?|notes?)\W|[\W_]*[\[(⟨][\w.]{1,3}[\])⟩]\s", re.I)
_LISTED = 3


@record
class Scene:
    """One reading of a report in its paragraph.

    ``lead`` is the sentence before, ``around`` the heading with it; ``implied`` is the one time that
    the paragraph has named so far, where the sentence names none; ``beside`` are the figures of the
    sentences before and behind, as marks;
    ``spoken_of`` are the roots of the name that its paragraph sets before all: "**Fjordbarn (Norway).** …".
    """

    reading: Reading
    lead: str
    around: str
    implied: Period | None
    beside: frozenset[str]
    spoken_of: frozenset[str] = frozenset()


def scenes(readings: Sequence[Reading], titles: Mapping[str, str]) -> list[Scene]:
    """The readings of a report with what stands around them; ``titles`` are those of its sections, by id."""
    found = []
    named: set[Period] = set()
    name: frozenset[str] = frozenset()
    for n, reading in enumerate(readings):
        if _lists_sources(reading):
            continue
        before, behind = _neighbour(readings, n, -1), _neighbour(readings, n, 1)
        if before is None:
            named = set()
            name = _set_before(reading)
        implied = next(iter(named)) if len(named) == 1 and not reading.dates else None
        named |= {d.period for d in reading.dates}
        lead = before.text if before is not None and reading.carrier.kind == "sentence" else ""
        title = titles.get(reading.carrier.section or "", "")
        beside = frozenset(m for r in (before, behind) if r is not None for m in digit_marks(r.figures))
        found.append(Scene(reading, lead, f"{title} {lead}", implied, beside, name))
    return found


_SET_BEFORE = re.compile(r"[\s>-]*(?:\*\*|__)(?P<name>[A-ZÀ-ÖØ-Þ][\w&'’ -]{1,40}\([A-ZÀ-ÖØ-Þ][\w ]{1,30}\))[.:]?(?:\*\*|__)")


def _set_before(reading: Reading) -> frozenset[str]:
    """The name with its place that a paragraph sets in bold before its first sentence."""
    found = _SET_BEFORE.match(reading.carrier.text)
    return content(retold.roots(found["name"])) if found else frozenset()


def _neighbour(readings: Sequence[Reading], n: int, step: int) -> Reading | None:
    """The reading before or behind one in its passage, or ``None``."""
    if not 0 <= n + step < len(readings):
        return None
    other = readings[n + step]
    return other if other.carrier.passage == readings[n].carrier.passage else None


def _lists_sources(reading: Reading) -> bool:
    """Whether a line is a list of sources: "[1] congress abstract [2] trial registry [3] journal article, 2023"."""
    text = reading.carrier.text
    return _OPENS_SOURCES.match(text) is not None and len(_SOURCE.findall(text)) >= _LISTED
