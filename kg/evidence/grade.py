"""How much confidence the evidence of a claim bears, explained step by step.

In the manner of GRADE: the evidence sets a starting level, and named reasons lower it (interest,
indirectness, age, imprecision, inconsistency).  Every step is kept with its reason, so that the
grade can be argued with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kg import patterns as re
from kg.evidence.independence import Independence
from kg.evidence.quotes import Borne
from kg.model import Claim, Confidence
from kg.records import record

LEVELS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)

_FORECAST = re.compile(
    r"\b(?:forecasts?|forecasted|projected|projects that|projections?|(?:is|are) (?:expected|likely|poised|set) to"
    r"|expects? to|would (?:likely|probably)|(?:bull|bear|base)[ -]case)\b",
    re.I,
)
_ESTIMATE = re.compile(
    r"\b(?:estimate[sd]?|estimated|reportedly|reported to|rumou?red|believed to"
    r"|analysts? (?:say|estimate|put)|third-party estimates?)\b",
    re.I,
)


@record
class Case:
    """A claim with everything its grade depends on.

    ``listings`` says which sources are listings or home pages, by id; ``quoted`` which sources
    are quoted; ``figures`` what the quotes say of each figure.  ``fact`` is the latest day the
    claim speaks of as past or present; ``dated`` the day each source is of, as far as known.
    """

    claim: Claim
    subject: str
    independence: Independence
    sources: tuple[str, ...]
    quoted: frozenset[str]
    figures: tuple[Borne, ...]
    listings: Mapping[str, str]
    disputed: tuple[str, ...] = ()
    fact: date | None = None
    dated: Mapping[str, date] | None = None


@record
class Step:
    """One reason: by how many levels it moves the grade (0 where it is only to be known), and why."""

    change: int
    reason: str
    words: str


@record
class Grade:
    """The level the evidence bears, how it came about, and what would lift it.

    ``level`` is ``None`` where nothing can be counted.  ``verdict`` compares it with the stated
    confidence: ``overstated``, ``understated``, ``in line``, or ``not stated``.
    """

    level: Confidence | None
    start: Confidence | None
    because: str
    steps: tuple[Step, ...]
    verdict: str
    lifts: tuple[str, ...]


def grade(case: Case) -> Grade:
    """The explained grade of a claim."""
    start, because = _start(case)
    steps = tuple(_steps(case)) if case.sources else ()
    level = None
    if start is not None:
        level = LEVELS[max(0, LEVELS.index(start) + sum(s.change for s in steps))]
    return Grade(level, start, because, steps, _verdict(case, level), tuple(_lifts(case)))


def _start(case: Case) -> tuple[Confidence | None, str]:
    voices = case.independence.voices
    if len(voices) > 1:
        return Confidence.HIGH, f"{_number(len(voices))} independent publishers ({_listed(v.name for v in voices)})"
    if voices:
        return Confidence.MEDIUM, f"one independent publisher ({voices[0].name})"
    if case.independence.own:
        return Confidence.MEDIUM, f"no publisher but {case.subject} itself"
    if case.independence.unnamed:
        return None, "its sources name no publisher, so nothing can be counted"
    return None, "no source is given"


def _steps(case: Case) -> Iterator[Step]:
    if not case.independence.voices and case.independence.own:
        yield Step(-1, "interest", f"{case.subject} speaks of itself")
    thin = [v for v in case.independence.voices if all(s.id in case.listings for s in v.sources)]
    if thin and len(case.independence.voices) - len(thin) < 2:
        ids = [s.id for v in thin for s in v.sources]
        rest = (
            "no other independent source" if len(thin) == len(case.independence.voices) else "only one other independent source"
        )
        yield Step(
            -1,
            "indirectness",
            f"{_listed(ids)} {'is a listing or home page' if len(ids) == 1 else 'are listings or home pages'}, "
            f"not evidence for one fact, and there is {rest}",
        )
    absent = [b.quantity.text for b in case.figures if b.status == "absent"]
    if absent and len(case.quoted) == len(case.sources):
        yield Step(-1, "indirectness", f"every source is quoted, and no quote gives {_listed(absent)}")
    elif absent and case.quoted:
        yield Step(
            0,
            "unchecked",
            f"the quoted {_sources(case.quoted)} {'does' if len(case.quoted) == 1 else 'do'} not give {_listed(absent)}; "
            "the other sources are not quoted",
        )
    elif not case.quoted:
        yield Step(0, "unchecked", "no source is quoted, so the wording cannot be checked")
    days = case.dated or {}
    if case.fact and case.sources and all(s in days and days[s] < case.fact for s in case.sources):
        newest = max(days[s] for s in case.sources)
        yield Step(
            -1, "age", f"the newest source is of {newest.isoformat()}, before what the claim speaks of ({case.fact.isoformat()})"
        )
    statement = case.claim.statement
    word = _FORECAST.search(statement) or _ESTIMATE.search(statement)
    if word:
        yield Step(
            -1,
            "imprecision",
            f"it rests on {'a forecast or conjecture' if _FORECAST.search(statement) else 'an estimate'} (“{word[0]}”)",
        )
    for borne in case.figures:
        if borne.status == "contradicted":
            yield Step(-1, "inconsistency", f"{borne.source} is quoted with {borne.words}, not {borne.quantity.text}")
            break
    if case.disputed:
        yield Step(-1, "inconsistency", f"{_listed(case.disputed)} {'disputes' if len(case.disputed) == 1 else 'dispute'} it")


def _verdict(case: Case, level: Confidence | None) -> str:
    stated = case.claim.confidence
    if stated is None or level is None:
        return "not stated" if stated is None else "cannot be graded"
    gap = LEVELS.index(stated) - LEVELS.index(level)
    if gap > 0:
        return "overstated"
    # The label may know more than the list of sources; it is called too low only when two quotes bear the figures out.
    carried = len(case.quoted) > 1 and case.figures and all(b.status in ("quoted", "derived") for b in case.figures)
    return "understated" if gap < 0 and carried else "in line"


def _lifts(case: Case) -> Iterator[str]:
    """What would raise the grade, the most useful first."""
    voices = case.independence.voices
    contradicted = [b for b in case.figures if b.status == "contradicted"]
    for borne in contradicted[:1]:
        yield f"settle {borne.quantity.text} against {borne.words} in the quote of {borne.source}"
    if not case.sources:
        yield "any source that can be looked up"
    elif not voices and case.independence.own:
        yield f"a source that does not depend on {case.subject}"
    elif not voices:
        yield f"the publisher of {_sources(s.id for s in case.independence.unnamed)}"
    elif len(voices) == 1:
        yield f"a second source that does not depend on {voices[0].name}" + (
            f" or {case.subject}" if case.independence.own and case.subject else ""
        )
    thin = [s for s in case.sources if s in case.listings]
    if thin:
        leads = "lists or introduces" if len(thin) == 1 else "list or introduce"
        yield f"the page itself in place of {_listed(thin)}, which {leads} others"
    absent = [b.quantity.text for b in case.figures if b.status == "absent"]
    if absent and case.sources:
        yield f"a quote with {_listed(absent)}"
    elif case.sources and not case.quoted:
        yield "a quote of the passage it rests on"
    if case.fact and case.sources and not case.dated:
        yield f"the date of its sources (the claim speaks of {case.fact.year})"
    if _ESTIMATE.search(case.claim.statement) and not _FORECAST.search(case.claim.statement):
        yield "a disclosed or audited figure in place of the estimate"


def _sources(ids) -> str:
    return _listed(sorted(ids))


def _listed(words) -> str:
    words = list(dict.fromkeys(words))
    shown = words[:4] + ([f"{len(words) - 4} more"] if len(words) > 4 else [])
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


def _number(n: int) -> str:
    return ("no", "one", "two", "three", "four", "five")[n] if n < 6 else str(n)
