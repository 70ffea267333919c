"""Which date belongs to which figure, and when two periods speak of the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from kg import patterns as re
from kg.model import Period, Precision, Quantity
from kg.scope import rounds

_BETWEEN_RIGHT = re.compile(
    r"^\s*(?:[\w$€£%+.-]+\s+){0,6}?(?:\(|,\s*)?(?:(?:in|as of|as at|at|for|during|by|on|through|until|since|dated|the|end of|year|fiscal|FY|early|late|mid|calendar|announced|round|closed|completed|secured|est\.?|estimate[sd]?|end|at the end of)[\s-]*)*$",
    re.I,
)
_BETWEEN_LEFT = re.compile(r"^[\s'’s:,–—()*-]*(?:[\w&'’/$€£.-]+\s+){0,6}[~≈<>]?\s*(?:\(|~)?$")
_CLAUSE_END = re.compile(r"[;:—]|\s[–-]\s|\.\s|,\s+(?:and|but|while|whereas|with)\s")
_LEADING = re.compile(r"^[\s>*+•–\"“(-]*(?:(?:as of|in|on|by|during|since|at the end of|for|early|late|mid|through|until|from|fiscal|the end of|year-end)[\s-]*)*$", re.I)


def clause_span(text: str, position: int) -> tuple[int, int]:
    """The clause around a position: up to the nearest semicolon, colon, dash or "and/but/while" clause."""
    start = max([m.end() for m in _CLAUSE_END.finditer(text, 0, position)], default=0)
    return start, next((m.start() for m in _CLAUSE_END.finditer(text, position)), len(text))


def clause(text: str, position: int) -> str:
    """The text of the clause around a position."""
    start, end = clause_span(text, position)
    return text[start:end]


def assign(text: str, figures: Sequence[Quantity], dates: Sequence[Quantity], value_start: int = 0) -> dict[int, Quantity]:
    """The date of each figure, by the figure's start.

    One to one: the date right of a figure first ("$70M in 2023"), then the one left of it ("2024
    ARR of $130M"); a used date is gone.  A date that opens the sentence or names a key-value line
    ("June 2023: …") serves every figure that has none of its own.
    """
    taken: dict[int, Quantity] = {}
    dates = [d for d in dates if not _FOUNDING.search(text[max(0, d.start - 40) : d.start])]
    free = list(dates)
    for day in dates:
        # "£18.50 (2023: £17.00)": the date governs the figure behind its colon
        if re.match(r"\s*:\s*[~$€£]?", text[day.end : day.end + 4]) and not _LEADING.match(text[: day.start]):
            figure = next((f for f in figures if day.end <= f.start <= day.end + 4), None)
            if figure is not None:
                taken[figure.start] = day
                free.remove(day)
    for n, figure in enumerate(figures):
        if figure.start in taken:
            continue
        limit = figures[n + 1].start if n + 1 < len(figures) else len(text)
        right = next((d for d in free if figure.end <= d.start < limit), None)
        if right is not None and _BETWEEN_RIGHT.match(text[figure.end : right.start]) and len(text[figure.end : right.start]) < 70:
            taken[figure.start] = right
            free.remove(right)
    for n, figure in enumerate(figures):
        if figure.start in taken:
            continue
        limit = figures[n - 1].end if n else 0
        left = next((d for d in reversed(free) if limit <= d.start and d.end <= figure.start), None)
        if left is not None and _BETWEEN_LEFT.match(text[left.end : figure.start]) and len(text[left.end : figure.start]) < 60:
            taken[figure.start] = left
            free.remove(left)
    for before, figure in pairwise(figures):
        # "grew 18% in 2024 to $1.42 billion": the date of the growth is that of what was reached
        if figure.start not in taken and before.start in taken and before.kind != figure.kind and _REACHED.search(text[before.end : figure.start]):
            taken[figure.start] = taken[before.start]
    common = next((d for d in dates if _LEADING.match(text[: d.start])), None)
    if common is not None:
        for figure in figures:
            if figure.start not in taken and figure.start > common.start:
                taken[figure.start] = common
    elif len(dates) == 1 and rounds(text):
        # One dated funding event: its amount and its valuation are of the same day.
        for figure in figures:
            taken.setdefault(figure.start, dates[0])
    elif len(dates) == 1 and len(figures) == 1 and figures[0].start not in taken and abs(dates[0].start - figures[0].end) < 80:
        taken[figures[0].start] = dates[0]
    return taken


_FOUNDING = re.compile(r"\b(?:founded|established|incorporated|formed|created|born|launched)\b[^.;]{0,30}$", re.I)
_REACHED = re.compile(r"\bto\s+(?:about|approximately|over|nearly|~)?\s*$", re.I)


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    from kg.quantities import extract

    found = [q for q in extract(text) if q.kind == "date"]
    return len(found) == 1 and len(text.strip(" *_.:")) <= found[0].end - found[0].start + 12


_SLACK = timedelta(days=100)


def length(period: Period) -> int | None:
    """Days of a period; ``None`` when it is open at an end."""
    return None if period.start is None or period.end is None else (period.end - period.start).days + 1


def overlap(a: Period, b: Period) -> bool:
    """Whether two periods share a day; open ends reach for ever."""
    return not ((a.end is not None and b.start is not None and a.end < b.start) or (b.end is not None and a.start is not None and b.end < a.start))


def same_time(a: Period, b: Period, nature: str) -> bool:
    """Whether figures of two periods may be compared.

    Flows need periods of about the same length that overlap, rates of change periods that overlap; stocks, ratios and events need
    periods that overlap or stand within a hundred days of each other.
    """
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return (a.end or a.start) == (b.end or b.start)
    if overlap(a, b):
        if not (a.start <= b.start and b.end <= a.end) and not (b.start <= a.start and a.end <= b.end):
            return False  # the seasons 2022/23 and 2023/24 share a year and are two seasons
        if nature != "flow":
            return True
        longer, shorter = max(length(a), length(b)), min(length(a), length(b))
        return longer < 2 * shorter or shorter <= 31
    gap = (b.start - a.end) if a.end < b.start else (a.start - b.end)
    return nature not in ("flow", "rate") and gap <= _SLACK and max(length(a), length(b)) <= 93


RELATIVE = re.compile(
    r"^[\w\s%€$£,()-]{0,30}?\b(?:(?:a|an|one|two|three|four|five|ten|\d+)\s+(?:years?|months?|quarters?|weeks?|seasons?|decades?)\s+(?:earlier|before|ago|previously|later|on)"
    r"|(?:the\s+)?(?:previous|prior|last|next|following|preceding)\s+(?:year|season|quarter|month|decade|period)|(?:the|a)\s+(?:year|season|quarter)\s+(?:before|after)|after\s+that)\b",
    re.I,
)
_OPENS_RELATIVE = re.compile(
    r"^\W*(?:(?:in|during|for)\s+)?(?:(?:a|one|two|\d+)\s+(?:years?|months?|seasons?)\s+(?:earlier|before|ago|later)|the\s+(?:previous|prior|following|next|preceding)\s+(?:year|season|quarter|month)|the\s+(?:year|season)\s+(?:before|after)|(?:last|next)\s+(?:year|season))\b",
    re.I,
)


_PART_OF_YEAR = re.compile(r"\b(?:months?|weeks|quarters?|halves|days|period|part|semester|season)\s+(?:of|in|to|ending|ended)\s+(?:the\s+year\s+)?$", re.I)


def part_of_year(text: str, dates: Iterable[Quantity], at: int) -> bool:
    """Whether a year before a position is named for some months of it only: "the first nine months of 2025", "the same months of 2024"."""
    return any(d.period is not None and d.period.precision == Precision.YEAR and _PART_OF_YEAR.search(text, max(0, d.start - 40), d.start) and ";" not in text[min(at, d.end) : max(at, d.start)] for d in dates)


_SPAN = re.compile(r"\b(?:first|second|third|fourth|last|final|latest|opening|closing|remaining)\s+(?:(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven)\s+)?(?:months?|weeks?|quarters?|half|halves|half-year|days?|fortnight)\b", re.I)


def undated_span(clause: str) -> bool:
    """Whether a clause speaks of some months, weeks or days that it does not date: "the first nine months brought $3.9 million"."""
    return _SPAN.search(clause) is not None


def relative(text: str, start: int, end: int) -> bool:
    """Whether a figure is of a time that is only told from another one ("a year earlier", "from $5M")."""
    right = re.split(r"[;.]\s|\d", text[end : end + 60])[0]
    return bool(RELATIVE.match(right) or _OPENS_RELATIVE.match(text) or re.search(r"\bfrom\s+(?:about\s+|~)?[$€£]?$", text[max(0, start - 14) : start], re.I))


def after(period: Period, as_of: date | None) -> bool:
    """Whether a period begins after the report's date."""
    return as_of is not None and (period.start or period.end or as_of) > as_of
