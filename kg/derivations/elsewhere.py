"""Changes whose base the sentence only names: "two thirds less than in 1990", "15 times its 2024 revenue", "grew by 43 % a year from 2020".

The base is looked for among everything the document tells in the same sort: of the year that is
named, with the words that are.  One that the row of a table, or shared words, bind to it is held
against the change; all others of that year excuse it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import rounding
from kg.derivations.changed import Scene, derivations, derive, fit, row_partner, subject
from kg.derivations.levels import Level, Told, kin, same
from kg.derivations.model import Derivation, Way
from kg.derivations.moved import Moved
from kg.derivations.vicinity import Lazy
from kg.samefact import stems

_YEAR = r"(?:FY\s?|fiscal\s+(?:year\s+)?)?(?P<year>(?:19|20)\d\d)(?:[/–-]\d\d)?\b"
_THAN_YEAR = Lazy(rf"(?:\s+by\s+(?:19|20)\d\d)?,?\s*(?:than|on|over|from|against|compared\s+(?:with|to)|versus|measured\s+(?:from|against)|relative\s+to|below|above|since)(?:\s+(?!and\b|but\b|while\b|when\b|to\b)[^\W\d_][\w'’-]*){{0,6}}?\s+{_YEAR}")
_YEAR_ALONE = Lazy(rf"\s*(?:in\s+|(?:the\s+|its\s+|their\s+)?(?:level|figure|value|total|amount|base)s?\s+(?:of|in)\s+|that\s+of\s+|those\s+of\s+)?{_YEAR}(?!\s+(?:[^\W\d_][\w’-]*\s+){{0,2}}(?:target|forecast|plan|budget)\b)")
"""The year right behind a cue that holds its preposition: "24 % below 2019", "up on 2019"."""
_THAN_PLAN = Lazy(r"\s*(?:(?:than|on|over|above|below|under|against|behind|ahead\s+of|short\s+of)\s+)?(?:the\s+|its\s+|our\s+|their\s+)?(?:original\s+|approved\s+|first\s+)?(?P<what>budget|plan|forecast|target|estimate|guidance)\b(?!\s+(?:of|for|in|was|had)\b)")
_OF_YEAR = Lazy(rf"\s*(?:the|its|their)?\s*(?P<what>(?:[^\W\d_][\w'’-]*\s+){{0,4}}?)(?:of|in|for|from)\s+(?:the\s+year\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?{_YEAR}")
_YEARS_OWN = Lazy(rf"\s*(?:the|its|their|his|her|our)?\s*{_YEAR}\s+(?P<what>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){{0,2}})")
_PLAIN = Lazy(r"\s*(?:the|its|their|our)?\s*(?P<what>(?:annual\s+|yearly\s+)?(?:revenues?|sales|turnover|earnings|EBITDA|ARR|income|profits?|budget|equity|capital))\b(?!\s+(?:of|in|for)\b)")
_PRESENT = Lazy(r"\s*(?:than\s+)?(?:(?:its|their|the|our)\s+(?:present|current|existing)\b|today(?:'s|’s)?\b|now\b)")
_MEANS = Lazy(r"[\W_]*(?:this|that|it|which)\s+(?:means|meant|is|would\s+be|would\s+leave|leaves|makes|allows)\b(?:\s+[\w'’-]+){0,6}\s*$")
_YEARLY = Lazy(r"\s*(?:(?:a|per|each|every)\s+(?:year|annum)|annually)\b")
_RATE = Lazy(r"\b(?:compound\w*|CAGR|annual)\b[^.;]{0,40}$")
_SINCE = Lazy(rf"\b(?:from|since|between)\s+(?:the\s+end\s+of\s+)?{_YEAR}")
_ELSE = Lazy(r"\b(?:would|could|might|if|unless|target\w*|inflation|real\s+terms|prices?)\b")
_GENERAL = frozenset(stems("level levels figure value year total amount number result annual present current then time it they we market size"))
_BEST = 1
_HOLD = ("below", "above", "under", "over", "on")


def named(scene: Scene, moved: Moved) -> Iterator[Derivation]:
    """A change whose base is named by its year, or by what it is."""
    if _PRESENT.match(moved.level.term.reading.text[moved.end :][:40]):
        yield from _now(scene, moved)
        return
    read = _phrase(moved)
    current = _current(scene, moved) if read is not None else None
    if read is None or current is None:
        return
    year, words = read
    found = [t for t in scene.known.kin(current) if not same(t.level, current) and (year is None or t.year == year) and fit(moved, t.level)]
    if year is not None and current.year is not None and current.year == year and moved.operation != "times":
        return
    row = row_partner(scene, moved, current, year) if year is not None else None
    if row is not None:
        yield from derivations(moved, replace(row, rivals=tuple(t.level for t in found[:12])))
        return
    if year is None and moved.operation != "times":
        found = [t for t in found if words & t.level.words]
    if year is None:
        year = current.year or max((t.year or 0 for t in found if words & t.words), default=0) or None
        found = [*(t for t in found if t.year == year), *(t for t in found if t.year != year)]
    base, sure = _chosen(scene, current, found, words or (current.words | current.noun | subject(moved)) - _GENERAL, year)
    if base is not None:
        pairs = [(t.level, current) for t in found[:12]] + [(current, t.level) for t in found[:12]]
        yield from derive(moved.level, moved.operation, moved.down, [(base, current)], pairs, False if not sure else moved.operation != "times", share=False)


def _now(scene: Scene, moved: Moved) -> Iterator[Derivation]:
    """ "two and a half times its present value": the latest year before, in the row or column of a table that holds the level."""
    current = _current(scene, moved)
    if current is None:
        return
    found: dict[int, Level] = {}
    for told, others in scene.known.in_row(current):
        if told.year is not None and current.year in (None, told.year) and told.words & (current.words | subject(moved) | frozenset(stems(current.term.reading.text))):
            found.update((t.year, t.level) for t in others if t.year is not None and t.year < told.year)
    if found and not same(found[max(found)], current):
        pairs = [(x, current) for x in found.values()]
        yield from derive(moved.level, moved.operation, moved.down, [(found[max(found)], current)], pairs, False, share=False)


def _phrase(moved: Moved) -> tuple[int | None, frozenset[str]] | None:
    """The year and the words by which the base is named."""
    after = moved.level.term.reading.text[moved.end :][:110]
    if moved.operation != "times":
        match = _THAN_YEAR.match(after) or (_YEAR_ALONE.match(after) if moved.level.term.reading.text[: moved.end].endswith(_HOLD) else None)
        if match is not None:
            return int(match["year"]), frozenset()
        match = _THAN_PLAN.match(after)
        return (None, frozenset(stems(match["what"]))) if match else None
    match = _YEARS_OWN.match(after) or _OF_YEAR.match(after)
    if match is not None:
        return int(match["year"]), frozenset(stems(match["what"])) - _GENERAL
    match = _PLAIN.match(after)
    return (None, frozenset(stems(match["what"])) - _GENERAL) if match else None


def _current(scene: Scene, moved: Moved) -> Level | None:
    """What the change leads to: the level left of it, in the sentence before, or what the next one says it means."""
    line = moved.level.line
    left = [x for x in scene.levels(line) if x.end <= moved.level.start and fit(moved, x)]
    if left:
        return left[-1]
    right = [x for x in scene.levels(line) if x.start >= moved.end and fit(moved, x)]
    if right:
        return None
    following = [x for x in scene.levels(line + 1) if fit(moved, x)]
    if following and _MEANS.fullmatch(following[0].before):
        return following[0]
    before = [x for x in scene.levels(line - 1) if fit(moved, x)]
    if moved.operation == "times":
        before = [x for x in before if x.term.quantity.kind == "money"] or before
    return before[-1] if before and (moved.operation == "times" or len(before) == 1) else None


def _chosen(scene: Scene, current: Level, found: Sequence[Told], words: frozenset[str], year: int | None) -> tuple[Level | None, bool]:
    """The base that a row of a table or the most shared words bind to the level; ``None`` when several do."""
    rows = {t.row for t, _ in scene.known.in_row(current)}
    found = [t for t in found if year is None or t.year == year]
    scored = [(2 * len(words & (t.level.words | t.level.noun)) + len(words & t.words) + (3 if t.row in rows and t.row else 0), t) for t in found]
    most = max((n for n, _ in scored), default=0)
    if most < _BEST:
        return None, False
    best = [t for n, t in scored if n == most]
    if any(not same(best[0].level, t.level) for t in best):
        # What the report tells again of that year is its figure; "device revenue" is told once, beside the revenue.
        best = [t for t in best if any(n and t is not other and kin(t.level, other.level) and same(t.level, other.level) for n, other in scored)] or best
    if any(not same(best[0].level, t.level) for t in best):
        return None, False
    return best[0].level, most >= 2 and year is not None


def yearly(scene: Scene, level: Level) -> Iterator[Derivation]:
    """ "Demand was 190 GWh in 2024 and grew by 43.3% a year from 2020": a rate per year from a level told elsewhere."""
    if level.term.quantity.kind != "percent" or not (_YEARLY.match(level.after) or _RATE.search(level.before)):
        return
    text = level.term.reading.text
    if _ELSE.search(text):
        return
    if _RATE.search(level.before) or _YEARLY.match(level.after):
        yield from _between(scene, level)
    match = _SINCE.search(level.after[:60]) or _SINCE.search(level.before[-60:])
    own = [x for x in scene.levels(level.line) if x.end <= level.start and x.year and x.term.quantity.kind in ("money", "count", "measure")]
    if match is None or not own:
        return
    year, last = int(match["year"]), own[-1]
    if year >= (last.year or 0) or any(x.year == year for x in own):
        return
    found = [t for t in scene.known.kin(last) if t.year == year]
    base, _ = _chosen(scene, last, found, (last.words | last.noun) - _GENERAL, year)
    if base is None:
        return
    spans = (last.year - year, last.year - year - 1, last.year - year + 1)
    ends = [last, *(t.level for t in scene.known.kin(last) if t.year == last.year)][:8]
    ways = [_rate(x, y, n) for n in spans if n > 0 for x in (base, *(t.level for t in found[:8])) for y in ends]
    ways = [ways[0], *(replace(w, widen=False, loose=False) for w in ways[1:])]
    yield Derivation("compound", level.term, tuple(ways), label="growth per year of", sure=False)


def _between(scene: Scene, level: Level) -> Iterator[Derivation]:
    """ "It was 40 in 2019. It reached 130 in 2023. This is a compound rate of 34 %": the only two dated levels of one thing just told."""
    near = [x for n in range(max(0, level.line - 2), level.line + 1) for x in scene.levels(n) if x.term.quantity.kind in ("money", "count", "measure") and (n < level.line or x.end <= level.start)]
    dated = list({(x.year, x.value): x for x in near if x.year}.values())
    if len(dated) != 2 or len(near) > 3 or not kin(*dated) or dated[0].year == dated[1].year or not _POINTS_BACK.match(level.term.reading.text):
        return
    first, last = sorted(dated, key=lambda x: x.year or 0)
    years = (last.year or 0) - (first.year or 0)
    ways = [_rate(first, last, n) for n in (years, years - 1, years + 1) if n > 0]
    yield Derivation("compound", level.term, (ways[0], *(replace(w, widen=False, loose=False) for w in ways[1:])), label="growth per year of", sure=False)


_POINTS_BACK = Lazy(r"[\W_]*(?:(?:and|so|thus|hence|therefore)\b,?\s+)?(?:that|this|these|it|which|the\s+(?:increase|rise|growth|change|compound|rate|annual|average|CAGR|implied))\b")


def _rate(first: Level, last: Level, years: int) -> Way:
    return Way(lambda x: rounding.cagr(x[0], x[1], years), (first.term, last.term), f"{first.term.text} to {last.term.text} in {years} years", "% a year")
