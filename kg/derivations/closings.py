"""Results that close a working said in words over clauses and sentences, found by their cue.

Three families of them: figures compared, wholes and parts, products and quotients.  The general
rule of all is in :mod:`kg.derivations.scene`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import patterns as re
from kg.derivations import comparisons, quotients, wholes
from kg.derivations.masked import Masked
from kg.derivations.model import Derivation
from kg.derivations.ratios import runways
from kg.derivations.scene import Scene
from kg.readings import Reading

_FAMILIES = tuple((words, frozenset(kinds.split()), find) for words, kinds, find in (*comparisons.FAMILIES, *wholes.FAMILIES, *quotients.FAMILIES))
_MOST = 30
"""Windows with more figures than this are tables in disguise; every way looks at all figures for each of its results."""
_LASTS = frozenset("lasts last runway lasting sustain".split())
_CHANGED = frozenset("will would fall falls cut reduce reduced reducing once if after planned plan rise rises".split())
"""Words of a rate that is to change: then the stock lasts longer or less long than the figures say."""
_WORD = re.compile(r"[a-z]+")


def closings(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """Every such result with its operands."""
    previous: Reading | None = None
    for reading in readings:
        if not reading.figures:
            continue
        joined = previous is not None and bool(previous.carrier.passage) and previous.carrier.passage == reading.carrier.passage
        window = [previous, reading] if joined and previous else [reading]
        previous = reading
        kinds = {q.kind for q in reading.figures}
        if not 3 <= sum(len(r.quantities) for r in window) <= _MOST:
            continue
        words = set(_WORD.findall(reading.text.lower()))
        wanted = [find for cues, of, find in _FAMILIES if not of.isdisjoint(kinds) and not cues.isdisjoint(words)]
        lasting = joined and "duration" in kinds and not _LASTS.isdisjoint(words) and _CHANGED.isdisjoint(words)
        if not wanted and not lasting:
            continue
        masked = Masked(window)
        scene = Scene(masked)
        for find in wanted:
            yield from find(scene)
        if lasting:
            yield from (d for d in runways(masked) if d.stated.reading is reading)
