"""Statements in time: forecasts, figures called current, dates after the report, sources and what they support."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date, timedelta

from kg import observations, quantities, scope
from kg import patterns as re
from kg.candidates._base import Across, CannotCheck, Context, candidates
from kg.candidates.data import place
from kg.candidates.events import Told, events
from kg.events import untimely
from kg.findings import About
from kg.graph import Key
from kg.model import Claim, Observation, Period, Precision, Quantity, Report, Source
from kg.records import record

YEAR = timedelta(days=365)

_AHEAD = re.compile(
    r"\b(?:forecasts?|projects?\b(?!\s+(?:in|on|at|of|with|for)\b)|projecting|projections?|expects|is\s+(?:expected|projected|forecast|set|anticipated|estimated)\s+to|are\s+(?:expected|projected|forecast|set|anticipated)\s+to|anticipates|predicts"
    r"|will\s+(?:reach|exceed|hit|grow|be|rise|surpass|total|increase|fall|decline|double)|on\s+track\s+to|could\s+(?:reach|hit|exceed|grow)|may\s+(?:reach|exceed)|assumes|envisions|outlook)\b",
    re.I,
)
_LOOKED_AHEAD = re.compile(r"\b(?:had\s+(?:been\s+)?(?:forecast|projected|expected|predicted)|(?:was|were)\s+(?:forecast|projected|expected|predicted|set)|(?:forecast|projected|predicted|expected)\s+(?:back\s+)?in\s+(?:19|20)\d\d|in\s+(?:19|20)\d\d\b[^.]{0,40}\b(?:forecast|projected|predicted|expected))\b", re.I)
_PAST = re.compile(r"\b(?:generated|acquired|raised|was|were|launched|grew|reached|recorded|earned|had)\b[^,;.]{0,40}$", re.I)
_UNTIL = re.compile(r"\b(?:by|in|through|for|until|during|at)\s+(?:the\s+)?(?:(?:year-?)?end\s+of\s+|early\s+|late\s+|mid-?)?$", re.I)
_AHEAD_HEADER = re.compile(r"\b(?:forecasts?|projected|projections?|outlook|target)\b", re.I)


@record
class Ahead:
    """Figures that a report gives as forecasts or scenarios for one period."""

    period: Period
    what: str
    about: About
    as_of: date


def _report_date(context: Context, report: Report) -> date:
    as_of = context.as_of(report)
    if as_of is None:
        raise CannotCheck("the date of the report is not known; set [report] as_of in kg.toml")
    return as_of


@candidates("forecasts", grouped=True)
def forecasts(context: Context, report: Report) -> Iterator[tuple[Hashable, Ahead]]:
    """Forecasts and scenario figures with a closed period, by the end of the period."""
    found = [o for o in context.observations(report) if o.period is not None and o.period.end is not None and _looks_ahead(context, report, o)]
    if not found:
        return
    as_of = _report_date(context, report)
    for observation in found:
        yield (report.id, observation.period.end), Ahead(observation.period, f"{observation.metric} {observation.value}", place(context, report, observation), as_of)


def _looks_ahead(context: Context, report: Report, observation: Observation) -> bool:
    names = dict(observation.scope)
    if observation.quantity is None or observation.quantity.kind == "date":
        return False
    kind, id = observation.carrier
    node = context.graph.nodes.get(Key(report.id, kind, id))
    if kind == "cell":
        return "scenario" in names or (names.get("modality") == "forecast" and bool(_AHEAD_HEADER.search(_header(report, id))))
    text = getattr(node, "text", "") or getattr(node, "statement", "") or getattr(node, "value", "")
    figure, when = text.find(observation.value), text.find(observation.period_text) if observation.period_text else -1
    if _LOOKED_AHEAD.search(text) or figure < 0 or when < 0 or _PAST.search(text[:figure]):
        return False
    if when > figure and not _UNTIL.search(text[figure + len(observation.value) : when]):
        return False
    ahead = _AHEAD.search(text[max(0, figure - 90) : figure])
    if observation.confidence < observations.COMPARED:
        # Which metric it is may be unsure; that it is expected is not, when the words stand right before it.
        return ahead is not None and when > figure
    return ("scenario" in names and bool(scope.scenario(text) or ahead)) or (ahead is not None and names.get("modality") == "forecast")


def _header(report: Report, cell: str) -> str:
    """The caption and header above a cell."""
    table_id, _, place_in = cell.rpartition("/")
    column = re.search(r"c(\d+)$", place_in)
    table = next((t for t in report.tables if t.id == table_id), None)
    if table is None or column is None:
        return ""
    return " ".join([table.caption, *(c.text for c in table.header if c.column == int(column[1]))])


# --------------------------------------------------------------------------- called current

_CURRENT = re.compile(r"(?<!then-)(?<!then )\b(?:current(?:ly)?|today['’]s|today|at present|present-day|as it stands|latest)\b(?P<between>[^.;:()]{0,28})$", re.I)


@record
class Current:
    """A figure called current, or (``dated``) an observation that dates it."""

    observation: Observation
    about: About
    dated: bool
    as_of: date


@candidates("called-current", grouped=True)
def called_current(context: Context, report: Report) -> Iterator[tuple[Hashable, Current]]:
    """Figures that are called current, with everything that dates a figure of the same metric."""
    all_read = [o for o in context.observations(report) if o.quantity is not None and o.quantity.low is not None and o.confidence >= observations.COMPARED]
    current = [o for o in all_read if o.carrier[0] in ("sentence", "claim", "cover") and o.period is None and _called_current(context, report, o)]
    if not current:
        return
    as_of = _report_date(context, report)
    wanted = {_metric(o) for o in current}
    for observation in current:
        yield (report.id, *_metric(observation)), Current(observation, place(context, report, observation), False, as_of)
    for observation in all_read:
        if observation.period is not None and observation.role == "observation" and _metric(observation) in wanted and not {"scenario", "modality"} & set(dict(observation.scope)):
            yield (report.id, *_metric(observation)), Current(observation, place(context, report, observation), True, as_of)


def _metric(observation: Observation) -> tuple:
    return observations.subject_key(observation.subject), observation.metric, observation.quantity.kind, observation.quantity.currency


def _called_current(context: Context, report: Report, observation: Observation) -> bool:
    node = context.graph.nodes.get(Key(report.id, *observation.carrier))
    text = getattr(node, "text", "") or getattr(node, "statement", "") or getattr(node, "value", "")
    where = getattr(node, "statement_place", None) or getattr(node, "value_place", None) or getattr(node, "place", None)
    if where is None or observation.place.line != where.line:
        return False
    match = _CURRENT.search(text[: observation.place.column - where.column])
    return bool(match) and not re.search(r"\b(?:than|from|versus|vs)\b|\d", match["between"])


# --------------------------------------------------------------------------- after the report

_AS_OF = re.compile(r"\b(?:as of|as at|updated (?:on|in)?|accessed (?:on|in)?|retrieved (?:on|in)?|data (?:from|through))\s*(?:early|late|mid-?|the end of|end of)?\s*$", re.I)


@record
class Dated:
    """Something dated that is told as a fact, with the date of the report."""

    period: Period
    text: str
    about: About
    as_of: date


@candidates("dated-facts")
def dated_facts(context: Context, report: Report) -> Iterator[tuple[Hashable, Dated]]:
    """"As of" dates, and what is told as past, where the report itself is dated."""
    day = report.as_of or untimely.written_on(report)
    if day is None:
        return
    told_of = set()
    if report.as_of is not None:
        for reading in context.readings(report):
            for quantity in reading.dates:
                if _AS_OF.search(reading.text[: quantity.start]):
                    key = Key(report.id, reading.carrier.kind, reading.carrier.id)
                    if key in context.graph.nodes:
                        yield (key, quantity.start), Dated(quantity.period, f"as of {quantity.text}", context.about(key, place=reading.place(quantity)), report.as_of)
        for n, told in enumerate(events(context, report)):
            if told.event.period is not None and told.event.status == "done":
                what = told.event.thing_name or told.event.series.replace("-", " ")
                told_of.add(told.event.carrier)
                yield (report.id, "event", n), Dated(told.event.period, f"{told.event.frame.replace('-', ' ')} {what} in {told.event.date_text}", told.about, report.as_of)
    for reading, quantity in untimely.untimely(context.readings(report), day):
        key = Key(report.id, reading.carrier.kind, reading.carrier.id)
        if key[1:] not in told_of and key in context.graph.nodes:
            yield (key, "past", quantity.start), Dated(quantity.period, f"{quantity.text} is told as past", context.about(key, place=reading.place(quantity)), day)


# --------------------------------------------------------------------------- founded first


@record
class Life:
    """When something was founded, or (``told``) a later step of its life."""

    founded: Observation | None
    told: Told | None
    about: About


@candidates("lives", grouped=True, across=Across(Life))
def lives(context: Context, report: Report) -> Iterator[tuple[Hashable, Life]]:
    """Founding dates and rounds of one company."""
    from kg.events.funding import party_subject

    for observation in context.observations(report):
        if observation.metric == "founding date" and observation.quantity is not None and observation.quantity.period is not None and observation.confidence >= observations.COMPARED:
            yield party_subject(observation.subject), Life(observation, None, place(context, report, observation))
    for told in events(context, report):
        if told.event.series and told.event.period is not None and told.event.status == "done":
            yield told.event.subject, Life(None, told, told.about)


# --------------------------------------------------------------------------- sources and facts


@record
class Support:
    """A claim with the latest date it states as a fact, and its sources with the dates they are known to have."""

    claim: Claim
    about: About
    fact: Period
    fact_text: str
    sources: tuple[tuple[Source, About, Period | None], ...]


_EXPECTED = re.compile(r"\b(?:forecast\w*|project(?:s|ed|ing|ions?)|expect\w*|growing to|could|will|would|scenario|case|plan\w*|target\w*)\b", re.I)
_NOT_YET = re.compile(r"\b(?:by|until|through|to|towards?)\s+(?:the\s+)?(?:(?:year-?)?end\s+of\s+|early\s+|late\s+|mid-?)?$", re.I)
_TITLE_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d\d(?![\d/–-])")
_NO_DATE = re.compile(r"\b(?:forecast|outlook|to|until|by|through|regulation|directive|act|since|from|vision|agenda|plan|strategy|scenario|projections?|toward)\b[^\d]{0,25}$", re.I)


@candidates("dated-support")
def dated_support(context: Context, report: Report) -> Iterator[tuple[Hashable, Support]]:
    """Claims that state a dated fact and cite at least one source whose date is known."""
    read = {r.carrier.id: r for r in context.readings(report) if r.carrier.kind == "claim"}
    dates = {s.id: _source_date(s) for s in report.sources}
    for key, claim in context.graph.of_type("claim", report.id):
        reading = read.get(claim.id)
        if reading is None:
            continue
        facts = [q for q in reading.dates if q.period.start is not None and q.period.end is not None and not _future(context, report, reading.text, q)]
        found = [e.target for e in context.graph.out(key, "cites") if e.target.type == "source"]
        sources = tuple((context.graph.nodes[k], context.about(k), dates.get(k.id)) for k in dict.fromkeys(found))
        if facts and any(s[2] for s in sources):
            last = max(facts, key=lambda q: (q.period.start, q.period.end))
            yield key, Support(claim, context.about(key), last.period, last.text, sources)


def _future(context: Context, report: Report, text: str, quantity) -> bool:
    as_of = context.as_of(report)
    if as_of is not None and quantity.period.start > as_of:
        return True
    before = text[max(0, quantity.start - 90) : quantity.start]
    return bool(_EXPECTED.search(before) or _NOT_YET.search(before))


def _source_date(source: Source) -> Period | None:
    if source.date:
        found = [q for q in quantities.extract(source.date) if q.kind == "date" and q.period is not None]
        if len(found) == 1:
            return found[0].period
    years = list(_TITLE_YEAR.finditer(source.title))
    if len(years) == 1 and not _NO_DATE.search(source.title[: years[0].start()]):
        year = int(years[0].group())
        return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    return None


# --------------------------------------------------------------------------- denials and their date

_NEGATIVE = re.compile(r"\b(?:no|not|never|none|neither|nor|unknown|undisclosed|without)\b", re.I)
_OPENS = re.compile(r"\W*as (?:of|at)\s+(?:the\s+end\s+of\s+)?(?:early\s+|late\s+|mid-?)?$", re.I)
_COMMA = re.compile(r"\s*,\s*")
_CLAUSE_ENDS = re.compile(r"[;:.(]|,\s+(?:and|but|though|although|while|which|who|where|so|not)\b|\b(?:but|although|though|because|while)\b")
_DENIES = re.compile(r"\b(?:no|none|neither|never|(?:has|have|had|is|are|was|were|does|do|did)\s+not)\b", re.I)
_HOLDS_AT = re.compile(r"\bas (?:of|at)\s+(?:the\s+end\s+of\s+)?(?:early\s+|late\s+|mid-?)?$", re.I)


@record
class HeldAt:
    """A denial ("no … as of 2025") with the time it is stated for."""

    period: Period
    text: str
    about: About
    as_of: date


def _denies(text: str, at: Quantity) -> bool:
    """Whether the words before a date deny something, or the clause that the date opens does."""
    if _NEGATIVE.search(text[: at.start]):
        return True
    opened = _OPENS.match(text[: at.start]) and _COMMA.match(text, at.end)
    return bool(opened) and _DENIES.search(_CLAUSE_ENDS.split(text[opened.end() :], maxsplit=1)[0]) is not None


@candidates("dated-denials", grouped=True)
def dated_denials(context: Context, report: Report) -> Iterator[tuple[Hashable, HeldAt]]:
    """Sentences and claims that deny something as of a date, by the date."""
    for reading in context.readings(report):
        for quantity in reading.dates:
            if quantity.period.end is None or not _HOLDS_AT.search(reading.text[: quantity.start]) or not _denies(reading.text, quantity):
                continue
            key = Key(report.id, reading.carrier.kind, reading.carrier.id)
            if key in context.graph.nodes:
                yield (report.id, quantity.period.end), HeldAt(quantity.period, quantity.text, context.about(key), _report_date(context, report))
