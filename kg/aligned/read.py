"""The statements of a report: every figure of its sentences and of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import observations, quantities, retold, scope
from kg import patterns as re
from kg.aligned import aside, keyed, years
from kg.aligned.model import Statement
from kg.aligned.scenes import Scene, scenes
from kg.aligned.words import (
    capitalised,
    content,
    digit_marks,
    headed,
    located,
    meant,
    names_of,
    narrowing,
    owner,
    times,
    without_sources,
)
from kg.metrics import Concept
from kg.model import Observation, Period, Quantity, Report
from kg.prose import without_citations
from kg.readings import Carrier, Reading
from kg.retold import Told
from kg.tables.grid import Figure, Grid

_WORD = re.compile(r"[^\W\d_][\w&'’-]*")
_BESIDE = re.compile(r"[^,;.:()]{0,50}")

_CUTS = frozenset(("segment", "modifier", "place"))
_BARE_YEAR = re.compile(r"\W*(?:1[89]|20)\d\d\W*")
_OF_METRIC = {"total funding raised": frozenset(["cumulative"]), "monthly active users": frozenset(["monthly"])}
"""What the name of a metric says already: beside one figure alone it sets nothing apart."""
_ADDED = frozenset("further additional extra remaining remainder rest".split())
"""Words that make a figure a part that is added, as "another" does."""
Known = Mapping[tuple[str, int, int], Observation]


def statements(report: Report, readings: Sequence[Reading], grids: Sequence[Grid], known: Known) -> list[Statement]:
    """Every positive figure of a report, in the order of the input: text first, then tables.

    ``known`` are the report's observations by path, line and column of their figure; the metric is
    empty where the lexicon does not hold it.
    """
    titles = {s.id: s.title for s in report.sections}
    seen = scenes(readings, titles)
    found = [
        replace(s, implied=scene.implied, beside=scene.beside, located=s.located | scene.spoken_of)
        for scene in seen
        for told in _told(scene)
        if (s := _of_text(told, scene.around, known, scene.lead)) is not None
    ]
    for grid in grids:
        found += _of_table(grid, titles.get(grid.table.section or "", ""), known)
    found += [years.known(s, known.get(s.where)) for s in (*years.of_text(seen), *years.of_tables(grids, titles))]
    found = _dated_by_copies(keyed.keyed(found, seen, report.subject))
    own = subject_words(report)  # what all of a document is about tells nothing apart
    main = observations.subject_key(report.subject)
    return [
        replace(
            s,
            near=s.near - own,
            wide=s.wide - own,
            label=s.label - own,
            located=s.located - own,
            owner=s.owner - own,
            told_on=report.as_of,
            main=observations.subject_key(s.subject) == main,
            subject=s.subject if _whose(s, report) else "",
        )
        for s in found
    ]


_LONG = 3
"""Digits from which on a value that is stated twice is one figure."""


def _dated_by_copies(found: Sequence[Statement]) -> list[Statement]:
    """The statements, each undated one with the time of those that state its value in its words with one."""
    dated: dict[tuple, list[Statement]] = {}
    for one in found:
        if one.period is not None and len(retold.digits(one.value)) >= _LONG:
            dated.setdefault((one.sort, one.value), []).append(one)
    return [
        replace(s, copied=times_told.pop())
        if s.period is None and len(times_told := {o.period for o in dated.get((s.sort, s.value), ()) if (o.wide | o.around) & s.near}) == 1
        else s
        for s in found
    ]


def subject_words(report: Report) -> frozenset[str]:
    """Roots of the names in what a report is about."""
    return content(retold.roots(" ".join(capitalised(report.subject))))


def _whose(told: Statement, report: Report) -> bool:
    """Whether the subject that a figure was read with sets it apart: not a name carried over to "the firm raised", nor to a text without one."""
    if content(retold.roots(told.subject)) & told.wide:
        return True
    return bool(report.subject) and _says_its_name(report) and not (told.metric == "round amount" and "firm" in told.near)


def _says_its_name(report: Report) -> bool:
    """Whether a report says what it is about by that name: under a title for a topic, "the company" is whoever was named last."""
    name = report.subject.lower()
    return any(s.text.lower().find(name) >= 0 for p in report.passages for s in p.sentences)


# --------------------------------------------------------------------------- text


def _told(scene: Scene) -> Iterator[Told]:
    """Each figure of a sentence, without the notes of its sources."""
    reading = scene.reading
    if not reading.figures:
        return
    plain = without_sources(reading.text)
    if plain != reading.text:
        reading = _blanked(reading, plain)
    yield from retold.tell(reading, scene.lead if scene.lead.rstrip(" *_").endswith("?") else "", every=True)


def _blanked(reading: Reading, text: str) -> Reading:
    """The same reading without its notes of sources; places hold, for only blanks were put in."""
    return Reading(replace(reading.carrier, text=text), reading.metrics, reading.style, reading.currencies)


def _of_text(told: Told, around: str, known: Known, lead: str = "") -> Statement | None:
    reading, quantity = told.reading, told.quantity
    carrier, text = reading.carrier, reading.text
    key = retold.roots(reading.key[0]) if reading.key and quantity.start >= reading.key[1] else frozenset()
    clause = text[slice(*told.clause)]
    if quantity.kind == "count" and (quantity.high < 1 or _one_in(text, quantity)):
        return None  # "half of it", "one patient in eleven": a part of something, no figure of its own
    if (quantity.kind in ("count", "duration") and _AGE.search(quantity.text)) or (
        quantity.kind == "count" and quantity.high < _ORDINAL and not told.noun and not reading.key and not _NUMBER_OF.search(text, told.clause[0], quantity.start)
    ):
        return None  # "the seven-year follow-up", "at ages 4 and 7": it names something
    concepts = _concepts((m.concept for m in reading.mentions if told.clause[0] <= m.start < told.clause[1]), quantity)
    others = [q for q in reading.figures if q is not quantity and q.low is not None and q.low > 0]
    rounds = told.scope | _same_round(clause, lead)
    return _statement(
        (carrier.kind, carrier.id),
        reading.place(quantity),
        quantity,
        noun=told.noun,
        now=_NOW.search(clause) is not None,
        then=_THEN.search(clause) is not None,
        label=content(key or headed(text)) if len(others) <= _ASIDE or not key else frozenset(),
        near=content(told.near | key) | concepts | _rounds(rounds),
        wide=content(told.wide | key),
        around=content(retold.roots(around)),
        names=names_of(text),
        others=others,
        marks=frozenset(m for d in reading.dates for m in times(d.period)),
        apart=aside.apart_of(told),
        alone=aside.alone_of(told),
        narrow=narrowing(clause),
        meant=meant(
            f"{reading.key[0] if reading.key else ''} {text[told.clause[0] : quantity.start]} {_BESIDE.match(text, quantity.end).group()}"
        ),
        scope=rounds,
        period=told.period or _of_key(reading, quantity),
        located=located(text, quantity.start),
        owner=owner(text, quantity.start),
        group=(carrier.section, "list") if carrier.item else (),
        portion=_PORTION.search(text[max(0, min(told.clause[0], quantity.start - _BACK)) : quantity.start]) is not None
        or _PORTION.search(text[quantity.end : min(told.clause[1], quantity.end + _BACK)]) is not None,
        each=_each(text, quantity),
        known=known,
    )


_NOW = re.compile(r"\b(?:now|today|currently|at\s+present|presently|these\s+days|nowadays)\b", re.I)
_THEN = re.compile(
    r"\b(?:at\s+first|initially|originally|at\s+the\s+(?:time|outset|start|beginning)|by\s+(?:the|that|last|this)\s+(?:spring|summer|autumn|fall|winter|time|year|end)|(?:at|on)\s+that\s+(?:date|time|point|stage)|in\s+(?:its|the)\s+first\s+(?:year|months?|weeks?|season)|when\s+it\s+opened|back\s+then|until\s+then)\b",
    re.I,
)
_ASIDE = 1
"""Beside the value of a label stands no more than one figure: "Coverage: 93% (of 4,100 children)"."""
_AGE = re.compile(r"-(?:year|month|week|day|hour)s?$", re.I)
_ORDINAL = 20
"""A smaller number without a noun rather names than counts something."""
_SAME_ROUND = re.compile(r"\b(?:that|this|the|the\s+same)\s+(?:round|financing)\b", re.I)


_BACK = 60
_PORTION = re.compile(
    r"\b(?:first|second|last|final|closing|opening)\s+(?:(?:two|three|six|nine|ten|eleven|\d{1,2})\s+(?:months|weeks|quarters)|half|quarter)\b|\b(?:third|fourth)\s+quarter\b"
    r"|\b(?:first-half|half-year|half-yearly|year-to-date)\b",
    re.I,
)


def _same_round(clause: str, lead: str) -> frozenset[str]:
    """The round that the sentence before names, where a clause speaks of "that round"."""
    if not lead or not _SAME_ROUND.search(clause) or scope.rounds(clause):
        return frozenset()
    named = frozenset(name for _, _, name in scope.rounds(lead))
    return named if len(named) == 1 else frozenset()


def _of_key(reading: Reading, quantity: Quantity) -> Period | None:
    """The one time that the key of a line names: "Market value 2024 (hardware and installation): …"."""
    label = reading.carrier.label if reading.carrier.kind == "cover" else ""
    if any(map(str.isdigit, label)):
        named = [q.period for q in quantities.extract(label) if q.kind == "date" and q.period is not None]
    elif reading.key is not None and quantity.start >= reading.key[1]:
        named = [d.period for d in reading.dates if d.end <= reading.key[1]]
    else:
        return None
    return named[0] if len(named) == 1 else None


_NUMBER_OF = re.compile(r"\bnumber\s+of\s+[^.;:]{3,60}\s(?:was|is|were|stood\s+at|came\s+to|rose\s+to|fell\s+to)\s+$", re.I)
"""What gives a small number its noun: "the number of incidents classed as serious was 4"."""
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|\d{1,2})"
_IN = r"(?:\s+[a-z]+){0,3}?\s+(?:in|out\s+of|of)\s+(?:every\s+|each\s+)?"
_IN_SO_MANY = re.compile(rf"{_IN}{_SMALL}\b(?![,.]\d)", re.I)
_SO_MANY_IN = re.compile(rf"\b{_SMALL}{_IN}$", re.I)


def _one_in(text: str, quantity: Quantity) -> bool:
    """Whether a small number is an end of a ratio: "one patient in eleven", "four in ten"."""
    if quantity.high > 100:
        return False
    after = _IN_SO_MANY.match(text, quantity.end)
    if after and quantities.extract(after.group()) and quantities.extract(after.group())[-1].high < quantity.high:
        return False  # "84 patients in six countries"
    return bool(after or _SO_MANY_IN.search(text[max(0, quantity.start - 50) : quantity.start]))


# --------------------------------------------------------------------------- tables


def _of_table(grid: Grid, title: str, known: Known) -> Iterator[Statement]:
    for r, row in enumerate(grid.figures):
        for figure in row:
            if figure is None or (figure.quantity.kind == "count" and _BARE_YEAR.fullmatch(figure.cell.text)):
                continue
            if figure.quantity.low is not None and figure.quantity.low > 0:
                yield _of_cell(grid, r, figure, title, known)
        yield from _of_told_cells(grid, r, title, known)


def _of_cell(grid: Grid, r: int, figure: Figure, title: str, known: Known) -> Statement:
    head = grid.heads[figure.column]
    labels = _row_words(grid, r)
    text = labels if head.value else f"{labels} {head.text}"
    own = f"{text} {without_citations(figure.cell.text)[figure.quantity.end :]}"
    mentioned = (*grid.labels[r].mentioned, *head.mentioned)
    words = [w.lower() for w in _WORD.findall(own)]
    near = (
        content(retold.roots(own))
        | _concepts(mentioned, figure.quantity)
        | _rounds(_scope(f"{text} round" if grid.of_rounds else text))
    )
    others = [
        f.quantity
        for f in grid.figures[r]
        if f is not None and f is not figure and f.quantity.low is not None and f.quantity.low > 0
    ]
    period = grid.period(r, figure.column)
    return _statement(
        ("cell", figure.cell.id),
        figure.place,
        figure.quantity,
        noun="",
        label=content(retold.roots(_DATED.sub(" ", grid.labels[r].text))) if not others else frozenset(),
        near=near,
        wide=near,
        around=content(retold.roots(f"{grid.table.caption} {title} {grid.heads[grid.label].text}")),
        names=names_of(f"| {grid.labels[r].text}") | names_of(own),
        others=others,
        marks=times(period),
        apart=retold.apart(words),
        alone=retold.alone(words) if words else frozenset(),
        narrow=narrowing(own),
        meant=meant(own),
        scope=_scope(f"{own} round" if grid.of_rounds else own),
        period=period,
        owner=content(retold.roots(grid.labels[r].text)) if grid.labels[r].text[:1].isupper() else frozenset(),
        group=(grid.table.id, figure.column),
        known=known,
    )


_DATED = re.compile(r"\([^()]*\d[^()]*\)")
"""What a label says in brackets of the time or the unit of its value."""


def _row_words(grid: Grid, r: int) -> str:
    """The label of a row with its other cells that hold words alone: "Kollwitz | Dortmund"."""
    row = grid.table.rows[r]
    texts = [row[c].text for c, role in enumerate(grid.roles) if role == "text" and c < len(row) and len(row[c].text) < 60]
    return " ".join([grid.labels[r].text, *map(without_citations, texts)])


def _of_told_cells(grid: Grid, r: int, title: str, known: Known) -> Iterator[Statement]:
    """Figures of cells that hold words: "CANTOR-1, single arm, 126 patients"."""
    row = grid.table.rows[r]
    for c, role in enumerate(grid.roles):
        if (
            c == grid.label
            or c >= len(row)
            or grid.figures[r][c] is not None
            or role == "period"
            or not any(map(str.isdigit, row[c].text))
        ):
            continue
        carrier = Carrier(grid.report.id, "cell", row[c].id, row[c].text, row[c].place, None, grid.labels[r].plain)
        reading = Reading(carrier, grid.lexicon)
        for told in retold.tell(reading, grid.heads[c].plain if not grid.heads[c].value else "", every=True):
            found = _of_text(told, f"{grid.table.caption} {title}", known)
            if found is not None:
                yield found


def _concepts(mentioned: Iterable[Concept], quantity: Quantity) -> frozenset[str]:
    """The metrics of the lexicon that some words name and that a figure of this kind can be of."""
    return frozenset(f"={c.id}" for c in mentioned if quantity.kind in c.units and quantity.kind != "count")


def _rounds(found: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in found if w.startswith(("series-", "seed", "pre-seed", "angel")))


def _scope(text: str) -> frozenset[str]:
    """Round, scenario, rate, mood of the words of a heading."""
    found = {name for _, _, name in scope.rounds(text)}
    found.update(value for value in (scope.scenario(text), scope.rate(text), scope.modality(text)) if value)
    return frozenset(found)


# --------------------------------------------------------------------------- both


def _statement(
    node: tuple[str, str],
    place,
    quantity: Quantity,
    *,
    others: Sequence[Quantity],
    marks: frozenset[str],
    period,
    known: Known,
    each: str = "",
    near: frozenset[str],
    scope: frozenset[str],
    apart: frozenset[tuple[int, str]],
    **words,
) -> Statement:
    observed = known.get((place.path, place.line, place.column))
    metric = observed.metric if observed is not None and observed.role == "observation" else ""
    if metric:
        near |= {f"={metric}"}
        scope -= _OF_METRIC.get(metric, frozenset())
    siblings = tuple((_sort(q), retold.scaled(q)) for q in others)
    if observed is not None and observed.period is not None and period is None:
        period = observed.period
    sort = _sort(quantity, each)
    added = {w for w in apart if w[1] in _ADDED}
    if added:
        scope |= {"part"}
    return Statement(
        node,
        place,
        quantity,
        sort,
        retold.scaled(quantity),
        near=near | content(retold.roots(sort[2] or "")),
        scope=scope,
        apart=apart - added,
        marks=marks | digit_marks(others) | times(period),
        period=period,
        metric=metric,
        cut=frozenset(w for w in observed.scope if w[0] in _CUTS) if metric else frozenset(),
        subject=observed.subject if observed is not None and observed.confidence >= 0.75 else "",
        siblings=siblings,
        **words,
    )


def _sort(quantity: Quantity, each: str = "") -> tuple:
    """What must be equal before two figures are compared; ``each`` is what an amount is for: "£34 a pupil"."""
    kind, unit, rated = retold.sort(quantity)
    per = (quantity.per or each or "").removesuffix("/year")
    # "1.2 GWh of cells a year", "2.1 GWh per year": how often is seldom said in one place.
    return kind, unit, None if kind == "measure" and per in _OFTEN else per or None, rated, quantity.currency


_OFTEN = frozenset(("year", "month", "week", "day"))


_EACH = re.compile(
    r"\s+(?:an?|each|every|for\s+(?:each|every))\s+(?!year|month|week|day|quarter|time|few|lot|round|series|new|total|further|result|share\s+of)([a-z]{3,})(?=\s+(?:each|a|per|every)\s|[.,;)]|$)"
)


def _each(text: str, quantity: Quantity) -> str:
    """What an amount is paid for each of; empty where that is not said, or said in the figure itself."""
    found = _EACH.match(text, quantity.end) if quantity.kind == "money" and quantity.per is None else None
    return found[1] if found else ""
