"""Which label a figure of the text belongs to: "France leads with 610,000 units", "382,000 in Italy"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import nouns, periods
from kg import patterns as re
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record
from kg.samefact import stems
from kg.tables.grid import Grid, year
from kg.tables.rownames import Named, Names, Word

_BREAK = re.compile(r"[;!?]|(?<=[^\W\d_])\.\s|\s[–—-]\s|—|:\s(?!\W{0,3}\d)|,\s+(?:but|while|whereas|although|though|however|whose)\b|\b(?:while|whereas|although)\b")
_AGAINST = re.compile(r"\b(?:than|versus|vs\.?|unlike|excluding|except|without|besides|outside|beyond|not|nor|neither|compared (?:with|to)|against|behind|ahead of|above|below|after|before|per)\s+(?:the\s+|in\s+|for\s+|that of\s+)*$", re.I)
_NOT_IT = re.compile(r"(?:^|[,;(–—]\s*)of\s+(?:the\s+|its\s+|all\s+)*$|\b(?:by|from|than|another|further|additional|extra|other|first|last|next|out of|top|plus|minus|with all|every|remaining|some of|between)\s+(?:the\s+|about\s+|around\s+|roughly\s+|nearly\s+|some\s+|a\s+)*[~≈$€£(]*$", re.I)
_RELATIVE = re.compile(
    r"^[\s)]*(?:[\w-]+\s+){0,2}?(?:more|fewer|less|higher|lower|larger|smaller|better|worse|above|below|extra|additional|ahead|behind|short|faster|slower)\b"
    r"|^\s*(?:points?|pp)\b|^\s*(?:of|in|for|from|to|at)\s+(?:it|them|these|those|which|whom|that)\b|^\s*(?:times|each|apiece|per|a (?:year|month|day|week|head|piece)|an hour)\b|^\s*[-–/×÷+=]\s*[$€£]?\d|^\s*of\s+the\s",
    re.I,
)
OF_ALL = re.compile(r"^\s*of\s+(?:(?:the|all|our|its|total|overall|whole|entire)\s+)+", re.I)


@record
class Link:
    """A figure with the label that governs it in its clause, and the words between the two."""

    reading: Reading
    quantity: Quantity
    named: Named
    between: tuple[Word, ...]
    after: tuple[str, ...]
    clause: str
    start: int


def links(grids: Sequence[Grid], readings: Sequence[Reading]) -> list[Link]:
    """The figures of the text that belong to a row label, each with the label."""
    names = Names(grids)
    return [x for r in readings if r.figures for x in _links(names, r)] if names else []


def _links(names: Names, reading: Reading) -> Iterator[Link]:
    words = names.words(reading.text)
    mentions = list(names.find(reading.text, words))
    figures = reading.figures if mentions else []
    for n, q in enumerate(figures):
        if q.bound or q.change or q.kind == "ordinal" or _NOT_IT.search(reading.text[max(0, q.start - 30) : q.start]) or (_RELATIVE.match(reading.text[q.end : q.end + 40]) and not (q.kind == "percent" and OF_ALL.match(reading.text[q.end : q.end + 40]))):
            continue
        start, end = _clause(reading.text, q)
        named = _before(reading, mentions, figures[:n], q, start) or _behind(reading, mentions, figures, n, end)
        if named is None:
            continue
        low, high = (_after_aside(reading.text, named.end, q.start), q.start) if named.start < q.start else (q.end, named.start)
        dates = [d for d in reading.dates if low <= d.start < high]
        between = tuple(w for w in words if low <= w.start and w.end <= high and not any(d.start <= w.start < d.end for d in dates))
        yield Link(reading, q, named, between, _counted(reading.text, q), reading.text[start:end], start)


def _after_aside(text: str, start: int, end: int) -> int:
    """Behind a parenthesis between commas that follows a label: "Sweden, where it has been common, took …"."""
    return text.rindex(",", start, end) + 1 if re.match(r"\s*,", text[start:end]) and text.count(",", start, end) > 1 else start


def _clause(text: str, q: Quantity) -> tuple[int, int]:
    """The clause a figure stands in; the colon after a label that opens the text does not end it."""
    breaks = [m for m in _BREAK.finditer(text) if not (m.group().startswith(":") and len(text[: m.start()]) < 60 and not re.search(r"[.;,]", text[: m.start()]))]
    return max((m.end() for m in breaks if m.end() <= q.start), default=0), min((m.start() for m in breaks if m.start() >= q.end), default=len(text))


def _before(reading: Reading, mentions: Sequence[Named], earlier: Sequence[Quantity], q: Quantity, start: int) -> Named | None:
    """The last label before the figure, if it stands alone and no figure of the same sort comes between."""
    here = [m for m in mentions if start <= m.start and m.end <= q.start]
    if not here:
        return None
    last, text = here[-1], reading.text
    nearer = [o for o in earlier if last.end <= o.start and alike(o, q)]
    if nearer and not _in_turn(reading, [*nearer, q]):
        return None
    if len(here) > 1 and re.fullmatch(r"\s*(?:,|/|&|\+|,?\s*(?:and|or|plus|with|to))\s*(?:the\s+|in\s+)?", text[here[-2].end : last.start], re.I):
        return None
    if _AGAINST.search(text[max(0, last.start - 30) : last.start]) and text[last.end : q.start].strip(" ('’s,:") != "":
        return None
    if re.match(r"\s*,?\s*(?:and|or|&|plus)\s+(?!(?:its|the|at|with|in|has|had|is|was|now|then|by)\b)[^\W\d_]", text[last.end : last.end + 20]):
        return None
    return last


def _in_turn(reading: Reading, figures: Sequence[Quantity]) -> bool:
    """Whether every figure has a year of its own: "884 in 2022 and 848 in 2023"."""
    own = periods.assign(reading.text, reading.figures, reading.dates)
    years = [year(own[f.start].period) if f.start in own else None for f in figures]
    return None not in years and len(set(years)) == len(years)


def _behind(reading: Reading, mentions: Sequence[Named], figures: Sequence[Quantity], n: int, end: int) -> Named | None:
    """The label right behind a figure ("610,000 in France"), where no label stands before any figure of the clause."""
    q, text = figures[n], reading.text
    limit = min([o.start for o in figures[n + 1 :] if alike(o, q)] + [end])
    here = [m for m in mentions if q.end <= m.start and m.end <= limit]
    if not here or any(m.end <= q.start for m in mentions):
        return None
    first = here[0]
    if not re.search(r"\b(?:in|for|by|from|at|on|to)\s+(?:the\s+)?[*_“\"]*$", text[q.end : first.start], re.I) or len(text[q.end : first.start]) > 60:
        return None
    return first if len(here) == 1 or not re.match(r"\s*(?:,|and|or|&|to)\b", text[first.end : first.end + 5]) else None


def _counted(text: str, q: Quantity) -> tuple[str, ...]:
    """The stems of the noun that a count counts; empty when none follows or it is no count."""
    if q.kind not in ("count", "measure") or (q.kind == "measure" and q.unit):
        return ()
    phrase = nouns.after(text, q.end)
    return tuple(stems(phrase[0])) if phrase is not None and not text[q.end : phrase[1]].strip(" of") else ()


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are of one kind, unit and currency."""
    return a.kind == b.kind and a.unit == b.unit and a.currency == b.currency
