"""Dates that belong to something: when a patent ends, a plant opens, a post was taken up, a deal was signed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg import patterns as re
from kg import periods, resources, retold
from kg.aligned.model import Statement
from kg.aligned.scenes import Scene
from kg.aligned.words import content, digit_marks, headed, meant, names_of, narrowing, times, without_persons, without_sources
from kg.model import Observation, Precision, Quantity
from kg.quantities import extract
from kg.readings import Carrier, span_place
from kg.tables.grid import Grid

SORT = ("date",)
_WORD = re.compile(r"[^\W\d_][\w&'’-]*")
_KEY = 3
"""A key of more words than this is half a sentence ("Exclusivity should be comfortable: …")."""
_MOST = 4
"""A sentence with more dates is a list of which nobody knows what belongs to what."""
_AS_OF = re.compile(
    r"\b(?:as\s+(?:of|at)|updated|accessed|retrieved|edition|version|dated|prepared|compared\s+(?:with|to)|than\s+in|against|up\s+from|down\s+from)\W+(?:\w+\s+){0,2}$",
    re.I,
)
_BETWEEN = (re.compile(r";\s|\.\s|\)\s*,\s|\)\s+and\s"), re.compile(r",\s+(?:and|but|while|whereas|after|before)\s|\s–\s"), re.compile(r",\s"), re.compile(r"\s(?:and|or|but|then|to|until)\s"))  # fmt: skip
"""What may stand between the parts of a sentence that two dates belong to, the strongest first."""


@cache
def _lexicon(table: str) -> Mapping[str, re.Pattern[str]]:
    entries = tomllib.loads(resources.find("ontology/lexicons/steps.toml").read_text(encoding="utf-8"))[table]
    return {name: re.compile(rf"\b(?:{_alternatives(words)})(?![\w])", re.I) for name, words in entries.items()}


def _alternatives(words: str) -> str:
    return "|".join(re.escape(w).replace(r"\*", r"\w*").replace(r"\?", r"\w").replace(r"\ ", r"\s+") for w in words.split("|"))


def steps(text: str) -> frozenset[str]:
    """What may have happened on the date of a clause: "opened" and "went into service" are one step."""
    return frozenset(f"={name}" for name, pattern in _lexicon("steps").items() if pattern.search(text))


def phases(text: str) -> frozenset[str]:
    """Whether a clause speaks of a beginning, an end, a plan or an announcement."""
    return frozenset(name for name, pattern in _lexicon("phases").items() if pattern.search(text))


_AHEAD = re.compile(r"\b(?:is|are)\s+to\b|\b(?:due|set\s+to|scheduled|promis\w+|hope[sd]?|next)\b|\b(?:want|aim|intend|wish)(?:s|es)?\s+to\b", re.I)
_DONE = re.compile(r"\b(?:was|were|had|been|came|took|went|began|bought|sold|became|left|built|won|rose|met|[a-z]{2,}ed)\b")


def told_as(clause: str) -> frozenset[str]:
    """Whether the words of a date look ahead or back; empty where they do neither ("starts on 1 July")."""
    if meant(clause) - {"plan"} or _AHEAD.search(clause) or _lexicon("phases")["planned"].search(clause):
        return frozenset(("ahead",))
    return frozenset(("done",)) if _DONE.search(clause) else frozenset()


_MOODS = frozenset("approved budget budgeted expected forecast intended next planned projected proposed target targeted until till".split())
"""Words that set figures apart; of a date they only say that it lies ahead."""


def of_text(scenes: Iterable[Scene]) -> Iterator[Statement]:
    """The dates of sentences, each with the words of its part of the sentence.

    A date that tells when a figure was measured is ``tied`` to it: it says when something happened
    only where another document has the figure as well.
    """
    for scene in scenes:
        reading = scene.reading
        if not 0 < len(reading.dates) <= _MOST:
            continue
        plain = without_sources(reading.text)
        start = reading.key[1] if reading.key else 0
        taken = {id(d) for d in periods.assign(plain, reading.figures, reading.dates, start).values()}
        for n, date in enumerate(reading.dates):
            if not plain[date.start : date.end].strip() or _AS_OF.search(plain, max(0, date.start - 40), date.start):
                continue
            found = _of_date(scene, plain, n, id(date) in taken and not _bounds(plain, date))
            if found is not None:
                yield found


_VERB_BEFORE = re.compile(
    r"[^\W\d]+(?:\s+(?:on|in|by|from|for|at|until|till))?(?:\s+the)?(?:\s+(?:end|beginning|start|middle|close|spring|summer|autumn|winter)\s+of)?\s+$"
)


def _bounds(text: str, date: Quantity) -> bool:
    """Whether a date is a day or follows the word of a step: "completed in 2027", "since 2021"; "612 sites in 2027" tells of a figure."""
    if date.period.precision == Precision.DAY:
        return True
    before = _VERB_BEFORE.search(text, max(0, date.start - 40), date.start)
    return before is not None and bool(steps(before.group()) or phases(before.group()))


def _of_date(scene: Scene, text: str, n: int, tied: bool) -> Statement | None:
    reading = scene.reading
    date, dates, carrier = reading.dates[n], reading.dates, reading.carrier
    start, end = _part(text, dates, n)
    if start > date.start or end < date.end:
        return None
    key = reading.key[0] if reading.key and date.start >= reading.key[1] else ""
    key = key if len(key.split()) <= _KEY else ""
    clause = f"{key} {text[start : date.start]} {text[date.end : end]}"
    version = _VERSION.match(text, 0, end) is not None and text[date.start - 1 : date.start] == "(" and text[date.end : date.end + 1] == ")"
    if tied and not steps(clause) and not version:
        return None
    figures = [q for q in reading.figures if start <= q.start < end and q.low > 0]
    words = f"{key} {carrier.label} {text[: date.start]} {text[date.end :]}"
    return _dated(
        (carrier.kind, carrier.id),
        reading.place(date),
        date,
        clause,
        words,
        [d for d in dates if d is not date],
        figures,
        marks=digit_marks(reading.figures) | frozenset(m for d in dates if d is not date for m in times(d.period)),
        names=names_of(f"{carrier.label} {text}"),
        around=content(retold.roots(scene.around)),
        beside=scene.beside,
        tied=tied and not version,
        label=content(headed(text)),
        lasting=_LASTING.search(text, max(0, date.start - 30), date.start) is not None,
    )


_VERSION = re.compile(r"[\s>•-]*\*\*[^*\n]{2,40}\*\*\s*\((?=[A-Z]?[a-z]*\s?(?:19|20)\d\d\))")
"""An item of a list that opens with a name in bold and when it came: "- **Canopy 2** (March 2025): …"."""
_LASTING = re.compile(r"\b(?:since|until|till)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.I)
_OTHER_EVENT = re.compile(
    r",?\s+(?:(?:exactly|just|only|some|about)\s+)?(?:\w+\s+(?:days?|weeks?|months?|years?)\s+)?(?:before|after|earlier\s+than|later\s+than)\s",
    re.I,
)
"""Behind a date: what it is counted from, or what else happened."""


def _part(text: str, dates: Sequence[Quantity], n: int) -> tuple[int, int]:
    """Where the part of a sentence that belongs to its ``n``-th date begins and ends."""
    start, end = periods.clause_span(text, dates[n].start)
    if n and dates[n - 1].end > start:
        start = _border(text, dates[n - 1].end, dates[n].start)
    if n + 1 < len(dates) and dates[n + 1].start < end:
        end = _border(text, dates[n].end, dates[n + 1].start)
    other = _OTHER_EVENT.search(text, dates[n].end, end)
    return start, other.start() if other else end


def _border(text: str, start: int, end: int) -> int:
    """Where one part ends and the next begins, between two dates; the middle where nothing says so."""
    for pattern in _BETWEEN:
        found = pattern.search(text, start, end)
        if found:
            return found.end()
    return end


def known(told: Statement, observed: Observation | None) -> Statement:
    """The same date under the metric that it was read as: when something was founded."""
    if observed is None or not observed.metric:
        return told
    subject = observed.subject if observed.confidence >= 0.75 else ""
    return replace(told, metric=observed.metric, subject=subject, near=told.near | {f"={observed.metric}"})


def of_tables(grids: Iterable[Grid], titles: Mapping[str, str]) -> Iterator[Statement]:
    """The dates of tables: "Substance patent expires | 2037", and a column of launches."""
    for grid in grids:
        for r, row in enumerate(grid.table.rows):
            for c, cell in enumerate(row):
                if c == grid.label or c >= len(grid.heads) or not any(map(str.isdigit, cell.text)):
                    continue
                found = extract(cell.text)
                dates = [q for q in found if q.kind == "date" and q.period is not None]
                if len(dates) != 1 or len(found) != 1 or not (grid.keyed or _whole(cell.text, dates[0])):
                    continue
                date = dates[0]
                place = span_place(Carrier(grid.report.id, "cell", cell.id, cell.text, cell.place), date.start, date.end)
                head = "" if grid.keyed else grid.heads[c].text
                words = f"{grid.labels[r].text} {head} {cell.text[: date.start]} {cell.text[date.end :]}"
                others = [
                    f.quantity for f in grid.figures[r] if f is not None and f.quantity.low is not None and f.quantity.low > 0
                ]
                told = _dated(
                    ("cell", cell.id),
                    place,
                    date,
                    words,
                    words,
                    (),
                    (),
                    marks=digit_marks(others),
                    names=names_of(f"| {grid.labels[r].text}"),
                    around=content(retold.roots(f"{grid.table.caption} {titles.get(grid.table.section or '', '')}")),
                )
                if told is not None:
                    yield told


def _whole(text: str, date: Quantity) -> bool:
    return not text[: date.start].strip(" *_~") and not text[date.end :].strip(" *_")


def _dated(
    node: tuple[str, str],
    place,
    date: Quantity,
    clause: str,
    sentence: str,
    others: Sequence[Quantity],
    figures: Sequence[Quantity],
    **more,
) -> Statement | None:
    period = date.period
    if period is None or period.start is None or period.end is None or period.precision in (Precision.SPAN, Precision.DECADE):
        return None
    near = content(retold.roots(clause))
    if not near:
        return None
    words = [w.lower() for w in _WORD.findall(without_persons(clause))]
    return Statement(
        node,
        place,
        date,
        SORT,
        Decimal(period.end.year),
        "",
        near=near | steps(clause),
        wide=content(retold.roots(sentence)) | near,
        apart=retold.apart(words),
        alone=retold.alone(words) - _MOODS if words else frozenset(),
        narrow=narrowing(clause),
        meant=told_as(clause),
        scope=phases(clause) - {"planned"},
        siblings=(
            *((SORT, Decimal(d.period.end.year)) for d in others if d.period is not None and d.period.end is not None),
            *((retold.sort(q), retold.scaled(q)) for q in figures),
        ),
        **more,
    )
