"""Who says so, how a risk is rated, what kind of event a row is filed under."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg import observations, samefact
from kg import patterns as re
from kg.candidates._base import Context, candidates
from kg.candidates.data import place
from kg.events.acts import leading_acts
from kg.events.reader import frames_of
from kg.findings import About
from kg.graph import Key
from kg.model import Observation, Report
from kg.prose import without_citations
from kg.records import record

# --------------------------------------------------------------------------- who says so

_THIRD = re.compile(
    r"\bthird[- ]party\b[^.;]{0,30}\b(?:estimates?|analys\w+)|\banalyst\s+estimates?\b|\bestimated\s+by\b|\bestimates?\s+(?:from|by)\s+[A-Z]|\banalysts?\s+estimate\b|\b[A-Z]\w+(?:\s+[A-Z]\w+)?\s+estimates\b|\bindependent\s+(?:analysts?|estimates?)\b|\bexact\s+(?:count|figure|number)\s+(?:is\s+)?(?:undisclosed|not\s+(?:publicly\s+)?disclosed)\b",
)
_THIRD_ANY_CASE = re.compile(r"\bthird[- ]party\s+(?:analyst\s+)?estimates?\b|\bestimate[sd]?\s+(?:given\s+|made\s+)?(?:by|of|from)\s+(?:an?\s+|the\s+)?third[- ]part(?:y|ies)\b|\bcompany\s+has\s+not\s+(?:publicly\s+)?disclosed\b|\bnot\s+(?:publicly\s+)?disclosed\s+by\b", re.I)
_OWN = re.compile(r"\b(?:company|management|firm|agency|self)[- ](?:disclosed|claimed|reported|stated|confirmed|provided)\b|\b(?:disclosed|reported|confirmed|stated|claimed)\s+by\s+(?:the\s+company|management)\b|\bpublicly\s+disclosed\b|\baccording\s+to\s+the\s+company\b|\bself-reports?\b", re.I)
_DENIED = re.compile(r"\b(?:rather\s+than|not|instead\s+of|without|never|nor)\b[^,.;]{0,25}$", re.I)


@record
class Origin:
    """A figure with who is said to have given it: ``company`` or ``third party``; ``words`` say so."""

    observation: Observation
    about: About
    origin: str
    words: str


@candidates("origins", grouped=True)
def origins(context: Context, report: Report) -> Iterator[tuple[Hashable, Origin]]:
    """Figures of the report's subject that a place says the origin of, by metric, value and year."""
    if not report.subject:
        return
    main = re.escape(report.subject)
    own = re.compile(rf"\b{main}(?:['’]s)?\s+(?:itself\s+|publicly\s+|officially\s+)?(?:self-)?(?:report(?:s|ed)|disclose[sd]|announced|confirm(?:s|ed)|states?|stated|claims?|claimed)\b")
    rows = {(c.table, c.row): row for t in report.tables for row in t.rows for c in row}
    for observation in context.observations(report):
        quantity = observation.quantity
        if quantity is None or quantity.low is None or observation.confidence < observations.COMPARED or observation.role != "observation" or {"scenario", "modality"} & set(dict(observation.scope)):
            continue
        if observation.carrier[0] not in ("sentence", "claim", "cell") or observations.subject_key(observation.subject) != observations.subject_key(report.subject):
            continue
        text = _around(context, report, observation, rows)
        origin = _origin(text, own)
        if origin:
            year = observation.period.end.year if observation.period is not None and observation.period.end else None
            feature = samefact.value(quantity)
            if (feature[1] == "money" and year is None) or quantity.kind == "percent":
                continue
            yield (report.id, observation.metric, feature, year if feature[1] == "money" else None), Origin(observation, place(context, report, observation), *origin)


def _around(context: Context, report: Report, observation: Observation, rows: dict) -> str:
    node = context.graph.nodes.get(Key(report.id, *observation.carrier))
    if observation.carrier[0] == "cell" and node is not None:
        return " | ".join(without_citations(c.text) for c in rows.get((node.table, node.row), ()))
    return without_citations(getattr(node, "statement", "") or getattr(node, "text", ""))


def _origin(text: str, own: re.Pattern[str]) -> tuple[str, str] | None:
    third = _THIRD_ANY_CASE.search(text) or _THIRD.search(text)
    company = next((m for p in (_OWN, own) for m in p.finditer(text) if not _DENIED.search(text[: m.start()])), None)
    if third and company:
        return None
    if third:
        return "third party", third.group()
    return ("company", company.group()) if company else None


# --------------------------------------------------------------------------- ratings of risks

_LEVEL = r"(?:very[- ])?(?:low|medium|moderate|high|severe|critical|minor)(?:(?:\s?[-–/]\s?|[-\s]+to[-\s]+)(?:low|medium|moderate|high|severe|critical))?"
_RATED = re.compile(rf"\b(?P<level>{_LEVEL})[- ](?P<what>likelihood|probability|impact|severity)\b", re.I)
_RATED_AFTER = re.compile(rf"\b(?P<what>likelihood|probability|impact|severity)\s+(?:is\s+|was\s+|of\s+|rated\s+(?:as\s+)?|remains\s+)+(?P<level>{_LEVEL})\b", re.I)
_KINDS = {"likelihood": "likelihood", "probability": "likelihood", "impact": "impact", "severity": "impact"}
_ORDER = ("minor", "low", "medium", "high", "severe", "critical")


@record
class Rating:
    """How likely or how bad a risk is said to be: ``kind`` likelihood or impact, ``level`` as written."""

    risk: str
    kind: str
    level: str
    about: About

    @property
    def normal(self) -> str:
        """The level in one spelling: "Medium to High" and "medium-high" are one."""
        plain = re.sub(r"\s*\([^)]*\)|[-\s]+to[-\s]+|\s*[-–/]\s*", lambda m: "" if "(" in m.group() else "-", self.level.strip().lower())
        return "-".join(sorted(plain.replace("moderate", "medium").split("-"), key=lambda w: _ORDER.index(w) if w in _ORDER else 9))


@candidates("ratings", grouped=True)
def ratings(context: Context, report: Report) -> Iterator[tuple[Hashable, Rating]]:
    """Ratings of one risk in registers and in the statements that name it, by risk and kind of rating."""
    titles: dict[frozenset[str], str] = {}
    holders: dict[str, list[frozenset[str]]] = {}
    for key, risk in context.graph.of_type("risk", report.id):
        words = frozenset(samefact.stems(risk.title))
        for header, value in risk.attributes:
            kind = next((k for w, k in _KINDS.items() if re.match(rf"\W*{w}\W*$", header, re.I)), None)
            if kind and re.fullmatch(rf"\W*(?:{_LEVEL})(?:\s*\([^)]*\))?\W*", without_citations(value), re.I):
                if words not in titles:
                    titles[words] = risk.title
                    for word in sorted(words)[:2]:
                        holders.setdefault(word, []).append(words)
                yield (report.id, words, kind), Rating(risk.title, kind, without_citations(value).strip(), context.about(key))
    if not titles:
        return
    for reading in context.readings(report):
        found = [*_RATED.finditer(reading.text), *_RATED_AFTER.finditer(reading.text)]
        if not found:
            continue
        said = samefact.stems(reading.text)
        named = [w for w in dict.fromkeys(w for s in sorted(set(said)) for w in holders.get(s, ())) if len(w) >= 3 and _together(w, said)]
        key = Key(report.id, reading.carrier.kind, reading.carrier.id)
        if len(named) == 1 and key in context.graph.nodes:
            for match in found:
                kind = _KINDS[match["what"].lower()]
                yield (report.id, named[0], kind), Rating(titles[named[0]], kind, match["level"], context.about(key))


def _together(words: frozenset[str], said: list[str]) -> bool:
    """Whether all words stand side by side, with at most one other among them."""
    width = len(words) + 1
    return any(words <= set(said[n : n + width]) for n, word in enumerate(said) if word in words)


# --------------------------------------------------------------------------- rows filed under a kind


@record
class Filed:
    """A row of a list of events: the kind it is filed under, the kind its words tell of, and those words."""

    filed: str
    told: str
    words: str
    about: About


@candidates("filed-events")
def filed_events(context: Context, report: Report) -> Iterator[tuple[Hashable, Filed]]:
    """Rows of tables with a column for the type of event, where both type and words are known kinds."""
    known = frames_of(context.config)
    for table in report.tables:
        heads = [without_citations(c.text).strip().lower() for c in table.header]
        column = next((n for n, h in enumerate(heads) if re.fullmatch(r"\W*(?:event |milestone )?(?:type|category|kind|class)(?: of event)?\W*", h)), None)
        if column is None or not any(re.search(r"event|milestone|what happened|development", h) for h in heads):
            continue
        for row in table.rows:
            filed = next((f for c in row if abs(c.column - 1 - column) <= 1 and (f := known.by_type(without_citations(c.text)))), None)
            if filed is None:
                continue
            for cell in row:
                told = leading_acts(without_citations(cell.text), known) if cell.column - 1 != column else ()
                if told:
                    yield (report.id, row[0].id), Filed(filed.label, told[0][0].label if filed not in [f for f, _ in told] else filed.label, told[0][1], About("cell", row[0].id, row[0].place, " | ".join(c.text for c in row), report.id))
                    break
