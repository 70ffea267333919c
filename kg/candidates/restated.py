"""What a sentence and a claim it cites say differently: the figure, date or name that stands in one only."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from kg import nouns, periods, rounding, samefact
from kg import patterns as re
from kg.candidates._base import Context, candidates
from kg.candidates.events import happened
from kg.events import orphans
from kg.findings import About
from kg.graph import Key
from kg.model import Quantity, Report
from kg.readings import Reading, span_place
from kg.records import record
from kg.subjects import Subjects

_WINDOW = 70
"""Characters on each side of a figure whose words are held against each other."""
_CITES = re.compile(r"\[[^\[\]]*\d[^\[\]]*\]\W*$")
_SLIP = 3
"""Two figures may be one, wrongly written, when neither is more than this many times the other."""


@record
class Restated:
    """A figure, date or name of a sentence and the one that stands in its place in a cited claim."""

    claim: str
    text: str
    cited: str
    places: tuple[About, About]


@candidates("restated-figures")
def restated_figures(context: Context, report: Report) -> Iterator[tuple[Hashable, Restated | None]]:
    """Citing sentences with the listed claims they cite; ``None`` where the figures are the same.

    A paragraph whose last sentence alone carries the citations is held against them as a whole.
    """
    listed = {key.id for key, claim in context.graph.of_type("claim", report.id) if not claim.in_text}
    if not listed:
        return
    subjects = Subjects(report, context.config)
    told = _dated_twice(context, report)
    readings = {(r.carrier.kind, r.carrier.id): r for r in context.readings(report)}
    for passage in report.passages:
        if passage.kind not in ("paragraph", "item", "quotation") or not passage.citations:
            continue
        around = [r for s in passage.sentences if (r := readings.get(("sentence", s.id)))]
        citing = [s for s in passage.sentences if s.citations]
        whole = not citing or citing == [passage.sentences[-1]]
        groups = [(passage.sentences, passage.citations)] if whole else [((s,), s.citations) for s in citing]
        for n, (sentences, cited) in enumerate(groups):
            ids = [i for i in dict.fromkeys(c.target for c in cited) if i in listed]
            said = [r for s in sentences if (r := readings.get(("sentence", s.id)))]
            claims = [r for i in ids if (r := readings.get(("claim", i)))]
            for m, claim in enumerate(claims):
                found = [*_differ(context, report, said, claim, claims, around), *_named(context, report, subjects, (_since(around, said), around), claim, claims)]
                found = [one for one in found if frozenset((a.place.path, a.place.line, a.place.column) for a in one.places) not in told]
                for k, one in enumerate(found or [None]):
                    yield (report.id, passage.id, n, m, k), one


def _differ(
    context: Context, report: Report, said: Sequence[Reading], claim: Reading, claims: Sequence[Reading], around: Sequence[Reading]
) -> Iterator[Restated]:
    cited = [q for c in claims for q in c.quantities if _usable(q)]
    here = [(s, q) for s in said for q in s.quantities if _usable(q) and not any(_same(q, other) for other in cited)]
    stated = [q for s in around for q in s.quantities if _usable(q)]
    there = [q for q in claim.quantities if _usable(q) and not any(_same(q, other) for other in stated)]
    for quantity in there:
        fits = [(s, q) for s, q in here if _alike(s, q, claim, quantity)]
        if len(fits) != 1:
            continue
        sentence, other = fits[0]
        if sum(_alike(sentence, other, claim, q) for q in there) != 1 or not _slip(other, quantity):
            continue
        places = (
            context.about(Key(report.id, "sentence", sentence.carrier.id), other.text, sentence.place(other)),
            context.about(Key(report.id, "claim", claim.carrier.id), quantity.text, claim.place(quantity)),
        )
        yield Restated(claim.carrier.id, other.text, quantity.text, places)


def _dated_twice(context: Context, report: Report) -> frozenset[frozenset[tuple[str, int, int]]]:
    """Pairs of places that date one happening differently: what is told of the event is not told again."""
    pairs = set()
    for group in happened(context, report):
        dated = [t.event for t in group if t.event.period is not None]
        for n, a in enumerate(dated):
            pairs.update(frozenset((e.place.path, e.place.line, e.place.column) for e in (a, b)) for b in dated[n + 1 :] if not periods.overlap(a.period, b.period))
    return frozenset(pairs)


def _since(around: Sequence[Reading], said: Sequence[Reading]) -> list[Reading]:
    """The sentences a citation speaks for: its own, and those before it that cite nothing."""
    if not said:
        return []
    first = around.index(said[0])
    while first > 0 and not _CITES.search(around[first - 1].carrier.text):
        first -= 1
    return [*around[first : around.index(said[0])], *said]


def _named(
    context: Context, report: Report, subjects: Subjects, text: tuple[Sequence[Reading], Sequence[Reading]], claim: Reading, claims: Sequence[Reading]
) -> Iterator[Restated]:
    found = orphans.pair(subjects, *text, claim, claims)
    if found is not None:
        sides = [(o, Key(report.id, o.reading.carrier.kind, o.reading.carrier.id)) for o in found]
        places = tuple(context.about(key, o.name, span_place(o.reading.carrier, o.start, o.end)) for o, key in sides)
        yield Restated(claim.carrier.id, found[0].name, found[1].name, places)


def _usable(quantity: Quantity) -> bool:
    return quantity.period is not None if quantity.kind == "date" else quantity.low is not None


def _same(a: Quantity, b: Quantity) -> bool:
    if a.kind == "date" or b.kind == "date":
        if a.kind != b.kind:
            return False
        p, q = a.period, b.period
        return None in (p.start, p.end, q.start, q.end) or (p.start <= q.end and q.start <= p.end)
    if rounding.comparable(a, b):
        return rounding.agree(a, b).agrees
    return (a.low, a.high) == (b.low, b.high)


def _alike(sentence: Reading, a: Quantity, claim: Reading, b: Quantity) -> bool:
    """Whether two figures are of one sort and stand among the same words."""
    if (a.kind, a.per) != (b.kind, b.per) or (a.kind != "money" and a.unit != b.unit):
        return False
    if a.kind == "count":
        left, right = nouns.after(sentence.text, a.end), nouns.after(claim.text, b.end)
        if left and right:
            return nouns.singular(left[0].split()[-1]) == nouns.singular(right[0].split()[-1])
    return len(_near(sentence, a) & _near(claim, b)) >= (2 if a.kind == "date" else 1)


def _near(reading: Reading, quantity: Quantity) -> frozenset[str]:
    left = reading.text[max(0, quantity.start - _WINDOW) : quantity.start].rsplit(". ", 1)[-1]
    right = reading.text[quantity.end : quantity.end + _WINDOW].split(". ", 1)[0]
    return frozenset(samefact.stems(f"{left} {right}"))


def _slip(a: Quantity, b: Quantity) -> bool:
    """Whether one figure may be the other, wrongly written: of its size, or a power of ten apart."""
    if a.kind == "date":
        return True
    if rounding.comparable(a, b) and rounding.agree(a, b).agrees:
        return False
    x, y = a.low or a.high, b.low or b.high
    if not x or not y or x < 0 or y < 0:
        return False
    ratio = max(x, y) / min(x, y)
    return ratio <= _SLIP or any(abs(ratio / 10**n - 1) * 50 < 1 for n in (1, 2, 3, 6))
