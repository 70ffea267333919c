"""The cells of a table as observations: metric, subject, period and circumstances from their headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg import measured, quantities, scope
from kg import patterns as re
from kg.config import Config
from kg.metrics import Concept, Metrics
from kg.model import Cell, Observation, ObservationRole, Period, Quantity, Report, Table
from kg.nouns import singular
from kg.prose import Ids, short_hash
from kg.readings import Carrier, Reading, number_style, span_place
from kg.records import record
from kg.subjects import Subjects
from kg.tables import grid as grids
from kg.tables.grid import Figure, Grid
from kg.tables.headings import Heading

GUESSED = 0.5
"""Confidence in a cell that was cut out of a run-together row by guessing, as a factor."""

_ENTITY = re.compile(
    r"\b(?:compan(?:y|ies)|competitors?|vendors?|firms?|names?|providers?|platforms?|organi[sz]ations?|institutions?|states?|countr(?:y|ies)|cit(?:y|ies)|teams?|players?|banks?|brands?|suppliers?|operators?"
    r"|manufacturers?|models?|hospitals?|clinics?|universit(?:y|ies)|districts?|counties|municipalit(?:y|ies)|regions?|stations?|ministr(?:y|ies)|agenc(?:y|ies)|parties|clubs?|peers?|products?|technolog(?:y|ies))\b",
    re.I,
)
_PART = re.compile(r"\b(?:segments?|tiers?|streams?|lines?|channels?|categor(?:y|ies)|departments?|divisions?|units?|age groups?|customers?|plans?|stages?|cohorts?|markets?|sectors?|fuels?|sources?)\b", re.I)
_ANALYST = re.compile(r"\b(?:analysts?|research(?:er|ers| firms?)?|forecasters?|institutes?|publishers?)\b", re.I)
_ROUND = re.compile(r"\b(?:rounds?|financing|funding stages?)\b", re.I)
_THRESHOLD = re.compile(r"\b(?:triggers?|signals?|thresholds?|limits?|amber|red|alert|ceiling|floor)\b", re.I)
_TARGET = re.compile(r"\b(?:targets?|goals?|objectives?|budget(?:ed)?|planned?)\b", re.I)
_PERIOD_LABEL = re.compile(r"^\W*(?:years?|quarters?|months?|periods?|dates?|seasons?|fiscal years?|fy)\b", re.I)
_PER = re.compile(r"\bper\b", re.I)
_BARE_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_FOUNDING = "founding-date"
_AMOUNT = re.compile(r"^\W*(?:(?:round\s+)?(?:amount|size|raised|funding)|amount\s*/.*)\W*", re.I)


@record
class _Named:
    """What is measured: the metric's name, its concept, what narrows it, and how sure that is."""

    label: str
    concept: Concept | None
    scope: tuple[tuple[str, str], ...]
    sure: float


def observations(table: Table, report: Report, lexicon: Metrics, config: Config | None = None) -> list[Observation]:
    """The observations of one table, in the order of its cells."""
    grid = grids.read(table, report, lexicon, number_style(report))
    return list(of_grid(grid, Subjects(report, config), Ids())) if grid is not None else []


def observe(found: Iterable[Grid], report: Report, config: Config | None = None) -> list[Observation]:
    """The observations of all tables of a report, with ids that are unique in it."""
    subjects, ids = Subjects(report, config), Ids()
    return [o for grid in found for o in of_grid(grid, subjects, ids)]


def of_grid(grid: Grid, subjects: Subjects, ids: Ids) -> Iterator[Observation]:
    """The observations of a table that has been read."""
    rows_are_metrics = _rows_are_metrics(grid)
    for r, label in enumerate(grid.labels):
        if label.aggregate and not rows_are_metrics:
            continue
        told = []
        for c in grid.figure_columns:
            figure = grid.figures[r][c]
            if figure is not None:
                found = _keyed(grid, figure, label, subjects, ids) if rows_are_metrics else _crossed(grid, figure, label, subjects, ids)
                if found is not None:
                    told.append((found, grid.heads[c].text.strip().lower()))
        yield from _told_apart(told)
        yield from _round_dates(grid, r, subjects, ids)
        yield from _founding(grid, r, subjects, ids)


def _told_apart(told: Sequence[tuple[Observation, str]]) -> Iterator[Observation]:
    """The observations of one row; those that only the heads of their columns tell apart ("H1 24", "H1 23") are of what these say."""
    seen: dict[tuple, set[str]] = {}
    key = lambda o: (o.subject, o.metric, o.scope, o.period)  # noqa: E731
    for one, _ in told:
        seen.setdefault(key(one), set()).add(one.value)
    heads = Counter(head for _, head in told)
    for one, head in told:
        alone, scope = len(seen[key(one)]) == 1, dict(one.scope)
        if not alone and heads[head] > 1:
            continue  # two columns of one name: what tells them apart is not said
        part = f"{scope['segment']}, {head}" if scope.get("segment", head) != head else head
        yield one if alone or not head else replace(one, scope=tuple(sorted({**scope, "segment": part}.items())))


def _rows_are_metrics(grid: Grid) -> bool:
    if grid.keyed and not any(grid.heads[c].concept for c in grid.figure_columns):
        return True
    figures = [(grid.labels[r], f) for r, row in enumerate(grid.figures) for f in row if f is not None]
    fitting = sum(x.concept is not None and f.quantity.kind in x.concept.units for x, f in figures)
    headed = sum(grid.heads[c].concept is not None for c in grid.figure_columns)
    return fitting * 2 > len(figures) and not headed


# --------------------------------------------------------------------------- metrics in the rows


def _keyed(grid: Grid, figure: Figure, label: Heading, subjects: Subjects, ids: Ids) -> Observation | None:
    head = grid.heads[figure.column]
    named = _name(grid, figure, label)
    year_alone = _BARE_YEAR.fullmatch(figure.cell.text.strip(" *_")) and (label.concept is None or label.concept.id == _FOUNDING)
    if named is None or year_alone:
        return None
    subject, sure, more = subjects.main, 1.0 if subjects.main else 0.5, dict(named.scope)
    if head.version:
        case = scope.scenario(head.version) or scope.scenario(f"{head.version} case")
        more["scenario" if case else "segment"] = case or head.version
    elif head.step:
        more["segment"] = head.plain.lower()
    elif not head.value and head.period is None and head.plain:
        if scope.scenario(head.plain) or scope.scenario(f"{head.plain} case"):
            more["scenario"] = scope.scenario(head.plain) or scope.scenario(f"{head.plain} case")
        elif head.text[:1].isupper() and not head.concept and not _THRESHOLD.search(head.plain) and not _TARGET.search(head.plain):
            subject, sure = subjects.canonical(head.plain), 0.75
        elif not re.search(r"[^\W\d_]", head.text):
            # "Week | 6 | 7 | 8": numbers that the corner tells the meaning of.
            more["segment"] = " ".join((grid.heads[grid.label].plain, head.text.strip())).strip().lower()
    return _observation(grid, figure, replace(named, scope=tuple(more.items())), subject, sure, (label, head), ids)


# --------------------------------------------------------------------------- metrics in the columns


def _crossed(grid: Grid, figure: Figure, label: Heading, subjects: Subjects, ids: Ids) -> Observation | None:
    head, corner = grid.heads[figure.column], grid.heads[grid.label]
    rounds = scope.rounds(f"{label.plain} round") or scope.rounds(label.text)
    amount = bool(_ROUND.search(corner.plain) and rounds and _AMOUNT.match(head.plain) and figure.quantity.kind == "money")
    named = _Named("round amount", None, (), 1.0) if amount else _name(grid, figure, head)
    if named is None:
        return None
    more = dict(named.scope)
    case = scope.scenario(label.plain) or scope.scenario(f"{label.plain} case")
    if _PERIOD_LABEL.match(corner.plain) or (label.period is not None and not label.words):
        subject, sure = subjects.main, 0.9
        if label.period is None and label.plain:
            more["segment"] = label.plain.lower()  # "November" under a head that names the year
    elif _ROUND.search(corner.plain) and rounds:
        subject, sure = subjects.main, 0.95
        more["round"] = rounds[0][2]
    elif case and (re.search(r"\b(?:scenarios?|cases?|outcomes?)\b", corner.plain, re.I) or label.plain.lower() != case):
        subject, sure = subjects.main, 0.9
        more["scenario"] = case
    elif _ANALYST.search(corner.plain):
        subject, sure = subjects.main, 0.4
        more["analyst"] = label.plain
    elif _ENTITY.search(corner.plain):
        subject, sure = subjects.canonical(label.plain), 0.9
    elif label.step or _PART.search(corner.plain):
        subject, sure = subjects.main, 0.8
        more["segment"] = label.plain.lower()
    else:
        subject, sure = subjects.canonical(label.plain), 0.6
    if not subject:
        return None
    if head.average or head.median or re.match(r"(?:mean|median|average)\b", head.plain, re.I):
        more.setdefault("segment", "mean")  # "Mean grant" is no sum of grants
    inner = re.search(r"\(([^()]*)\)", label.text)
    narrowed = " ".join(re.findall(r"(?<![\w.])[a-z][a-z-]{2,}\b", inner[1])) if inner else ""
    if narrowed:
        more.setdefault("segment", narrowed)
    return _observation(grid, figure, replace(named, scope=tuple(more.items())), subject, sure, (head, label), ids)


# --------------------------------------------------------------------------- what is measured


def _name(grid: Grid, figure: Figure, heading: Heading) -> _Named | None:
    """The metric that a heading names for a figure, by the same reading as a key-value line."""
    if not heading.plain or (heading.period_text and not heading.words):
        return None
    carrier = Carrier(grid.report.id, "cell", figure.cell.id, figure.cell.text, figure.cell.place)
    reading = Reading(carrier, grid.lexicon)
    words = next((w for w in (heading.plain, heading.dateless) if grid.lexicon.concept(w)), heading.core or heading.plain)
    several = len(heading.mentioned) > 1 and re.search(r"\bor\b|/", words)
    found = None if _PER.search(words) and grid.lexicon.concept(words) is None else next((m for m in measured.figures(reading, words, 0) if m.quantity.start == figure.quantity.start), None)
    more: dict[str, str] = {}
    inner = re.search(r"\(([^()]*[^\W\d_]{3}[^()]*)\)", heading.text)
    if inner and heading.unit is None and heading.period is None:
        more["segment"] = inner[1].strip().lower()
    if found is not None and found.via == "key" and found.concept is not None and figure.quantity.kind in found.concept.units:
        more.update(found.scope)
        narrowed = " ".join(sorted(found.modifiers))
        if narrowed:
            more["modifier"] = narrowed
        return _Named(found.label, found.concept, tuple(more.items()), 0.5 if several else 1.0)
    if heading.concept is not None and not _PER.search(words) and figure.quantity.kind in heading.concept.units:
        return _Named(heading.concept.label, heading.concept, tuple(more.items()), 0.8)
    if heading.value or not heading.words or several:
        return None
    phrase = words.lower().split()
    return _Named(" ".join([*phrase[:-1], singular(phrase[-1])]), None, tuple(more.items()), 0.75)


# --------------------------------------------------------------------------- the whole


def _observation(grid: Grid, figure: Figure, named: _Named, subject: str, sure: float, headings: tuple[Heading, Heading], ids: Ids) -> Observation:
    text = " ".join(h.text for h in headings)
    names = dict(named.scope)
    for key, value in scope.read_scope(text):
        if key != "modality":
            names.setdefault(key, value)
    if figure.quantity.per:
        names.setdefault("per", figure.quantity.per)
    period = grid.period(figure.row, figure.column)
    mode = scope.modality(text)
    role: ObservationRole = "observation"
    if mode == "threshold" or any(_THRESHOLD.search(h.plain) for h in headings):
        role = "threshold"
    elif mode == "target" or any(_TARGET.search(h.plain) for h in headings):
        role = "target"
    as_of = grid.report.as_of
    if mode == "forecast" or re.search(r"\b(?:forecast|projected|projection|outlook)\b", text, re.I) or (as_of and period is not None and period.start and period.start > as_of):
        names["modality"] = "forecast"
    confidence = min(named.sure, sure) * (1.0 if figure.pure else 0.8) * (1.0 if figure.certain else GUESSED)
    return _make(figure.cell, figure.quantity, named.label, subject, names, period, _period_text(grid, figure), confidence, role, figure, ids)


def _make(cell: Cell, quantity: Quantity, metric: str, subject: str, names: dict[str, str], period: Period | None, period_text: str, confidence: float, role: ObservationRole, figure: Figure | None, ids: Ids) -> Observation:
    return Observation(
        id=ids.new(f"o{short_hash(f'cell{cell.id}{metric}{quantity.text}')}"),
        subject=subject,
        metric=metric,
        value=quantity.text,
        place=figure.place if figure is not None else cell.place,
        quantity=quantity,
        period=period,
        period_text=period_text,
        scope=tuple(sorted(names.items())),
        confidence=round(confidence, 2),
        role=role,
        carrier=("cell", cell.id),
        claims=cell.citations,
    )


def _period_text(grid: Grid, figure: Figure) -> str:
    if figure.period is not None:
        return figure.period_text
    if grid.labels[figure.row].period_text:
        return grid.labels[figure.row].period_text
    row = grid.table.rows[figure.row]
    dated = grid.time_column
    date = grids.date_of(row[dated]) if dated is not None and dated < len(row) else None
    return date.text if date is not None else grid.heads[figure.column].period_text


# --------------------------------------------------------------------------- dates of rounds


def _round_dates(grid: Grid, r: int, subjects: Subjects, ids: Ids) -> Iterator[Observation]:
    """ "Series A" in a row with a date: when the round was."""
    if not subjects.main:
        return
    row = grid.table.rows[r]
    label = grid.labels[r]
    of_rounds = bool(_ROUND.search(grid.heads[grid.label].plain))
    dated = next((c for c, role in enumerate(grid.roles) if role == "period" and c < len(row)), grid.label if label.period is not None else None)
    if dated is None or dated >= len(row):
        return
    # The event of a milestone table stands in the column next to the date.
    told = label.plain if of_rounds else row[dated + 1].text if dated + 1 < len(row) else ""
    rounds = scope.rounds(told) or (scope.rounds(f"{told} round") if of_rounds else [])
    if len({name for *_, name in rounds}) != 1 or not (of_rounds or re.search(r"\b(?:rais|clos|secur|complet|announc|financ|fund)", told, re.I)):
        return
    quantity = grids.date_of(row[dated])
    if quantity is None:
        return
    confidence = 0.95 if row[dated].certain else 0.95 * GUESSED
    yield _make(row[dated], quantity, "round date", subjects.main, {"round": rounds[0][2]}, quantity.period, quantity.text, confidence, "observation", None, ids)


# --------------------------------------------------------------------------- founding dates

def _founding(grid: Grid, r: int, subjects: Subjects, ids: Ids) -> Iterator[Observation]:
    """ "Founded | 1932" in a list of keys and values, or a column "Founded" of a table of companies."""
    row, label = grid.table.rows[r], grid.labels[r]
    if grid.keyed:
        columns = [c for c in range(len(row)) if c != grid.label][:1] if _is(label, _FOUNDING) else []
        subject, sure = subjects.main, 0.95
    else:
        columns = [c for c in range(len(row)) if c != grid.label and c < len(grid.heads) and _is(grid.heads[c], _FOUNDING)]
        named = bool(_ENTITY.search(grid.heads[grid.label].plain)) and not label.aggregate
        subject, sure = subjects.canonical(label.plain) if named else "", 0.9
    for c in columns:
        dates = [q for q in quantities.extract(row[c].text) if q.kind == "date" and q.period]
        if subject and len(dates) == 1 and not row[c].text[: dates[0].start].strip(" *_~"):
            cell = row[c]
            place = span_place(Carrier(grid.report.id, "cell", cell.id, cell.text, cell.place), dates[0].start, dates[0].end)
            confidence = sure * (1.0 if cell.certain else GUESSED)
            metric = grid.lexicon.concepts[_FOUNDING].label
            yield replace(_make(cell, dates[0], metric, subject, {}, None, "", confidence, "observation", None, ids), place=place)


def _is(heading: Heading, concept: str) -> bool:
    return heading.concept is not None and heading.concept.id == concept
