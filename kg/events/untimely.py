"""What is told as past of a day that comes after the text's own: "an auction, held on 30 September 2026", in a study of March 2026.

Of which day a text is, its first lines tell: "published 3 March 2026", "Finance Directorate, September 2024".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kg import patterns as re
from kg.model import Precision, Quantity, Report
from kg.quantities import extract
from kg.readings import Reading

_TOP = 3000
"""Characters of a text, and lines of it, that may say of which day it is."""
_TOP_LINES = 8
_LONG = 160
_FINE = (Precision.DAY, Precision.MONTH)

_ISSUED = re.compile(r"(?:\b(?:published|issued|generated|prepared|compiled|printed)\b[^.]*|\b(?:report|digest|publication|issue|memo)?\s*\bdate:?\W*)$", re.I)
_ITEM = re.compile(r"\s*(?:[-*+•]\s|\||>)")
_PERIOD = re.compile(r"\b(?:end(?:ed|ing|s)|to|until|from|since|between|for the|due|by|next|will|deadline|meeting|effective|valid|expires?)\s*(?:\w+\s)?$", re.I)
_VERBS_OF_TOP = re.compile(r"\b(?:was|were|is|are|has|have|had|will|opened|began|founded|signed|launched|closed)\b", re.I)
_ENDS_HEAD = re.compile(r"(?:^|[—·|–,:*/-])\s*(?:on\s+)?$")
_NO_MORE = re.compile(r"[\s*_)|]*(?:\.\s|\.?[\s*_]*$)")
_PAST = (
    r"(?:held|won|bought|sold|began|took|came|made|gave|built|led|left|went|ran|met|saw|became|paid|set|put|brought|broke|struck|shut|won|"
    r"(?!expected|planned|scheduled|projected|targeted|slated|anticipated|proposed|needed|required|estimated|promised|envisaged|booked|reserved|timed|budgeted|limited|fixed|agreed|allowed|offered|invited|asked|announced|ordered|postponed|moved|extended|delayed|deferred|convened|suggested|requested|granted|listed|used|based|called|named|intended|supposed)[a-z]{2,}ed)"
)
# What was done, and "on", before a date.
_DONE_ON = re.compile(rf"(?<!be )(?<!being )(?<!is )(?<!are )(?<!not )(?<!has )(?<!have )\b{_PAST}\b(?:\s(?!on\s|in\s)[^\W\d_][\w’'-]*){{0,4}},?\s(?:on|in)\s+(?:the\s+(?:morning|evening|night|\w+\s+half)\s+of\s+)?$")
_OPENS = re.compile(r"^\W*(?:On|In|From|Between)\s+(?:early\s|late\s|mid-)?$")
_DID = re.compile(rf"\b(?:was|were|had|{_PAST})\b")
_TO = re.compile(r"\s+(?:to|until|till|and)\s+$")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|must|can|if|unless|when|once|until|till|by (?:then|the end|20\d\d)|due|plan\w*|expect\w*|forecast\w*|project(?:s|ed|ion|ions)|schedul\w*|target\w*|aims?|intend\w*|propos\w*|next|hop(?:es?|ed|ing) to|is to|are to|was to|were to|to be|set to|going to|not yet|deadline|expir\w*|matur\w*|ahead|upcoming|forthcoming|future|outlook|scenario|assum\w*|provisional\w*|budgeted|ends?|runs|begins?|starts?|opens?|closes?|takes?|falls? due|promis\w*|set for|fixed for|tickets?|booked|pencilled|fiction\w*|imagin\w*|suppose)\b",
    re.I,
)


def written_on(report: Report) -> date | None:
    """The latest day of which the first lines of a text say that it was issued, or on which a line of its head ends."""
    if not report.documents:
        return None
    days = []
    for line in [one for one in report.documents[0].text[:_TOP].splitlines() if one.strip()][:_TOP_LINES]:
        if len(line) >= _LONG or _ITEM.match(line) or not any(map(str.isdigit, line)):
            continue
        for q in extract(line):
            if q.kind != "date" or q.period is None or q.period.precision not in _FINE or q.period.end is None or _PERIOD.search(line[: q.start]):
                continue
            ends = _NO_MORE.match(line[q.end :]) and _ENDS_HEAD.search(line[: q.start].rstrip("* _")) and not _VERBS_OF_TOP.search(line[: q.start])
            if ends or _ISSUED.search(line[max(0, q.start - 60) : q.start]):
                days.append(q.period.end)
    return max(days, default=None)


def untimely(readings: Sequence[Reading], day: date) -> Iterator[tuple[Reading, Quantity]]:
    """The days and months after ``day`` on which something is said to have been done, each with where it stands."""
    for reading in readings:
        if reading.carrier.kind not in ("sentence", "claim") or not any(map(str.isdigit, reading.text)):
            continue
        text = reading.text
        late = [q for q in reading.dates if q.period.precision in _FINE and q.period.start is not None and q.period.start > day]
        if not late or _AHEAD.search(text) or text.rstrip().endswith("?"):
            continue
        for q in late:
            if _done(text, q, reading.dates):
                yield reading, q
                break


def _done(text: str, q: Quantity, dates: Sequence[Quantity]) -> bool:
    """Whether the words before a date, or the clause that it opens, say that something was done then."""
    before = text[: q.start]
    match = _DONE_ON.search(before)
    if match and not any(match.start() < d.start < q.start for d in dates):
        return True
    first = next((d for d in dates if d.end < q.start and _TO.fullmatch(text[d.end : q.start])), None)
    opens = _OPENS.match(text[: first.start if first is not None else q.start])
    return bool(opens) and opens.end() == (first.start if first is not None else q.start) and _DID.search(text, q.end) is not None
