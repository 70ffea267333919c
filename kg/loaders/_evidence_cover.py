"""The cover of a flattened report: what it is called, whom it is about, of what day it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kg import patterns as re
from kg.loaders._evidence_draft import Draft, Line
from kg.loaders._evidence_shapes import BACK_MATTER, CHAPTER, FRONT_MATTER, NUMBERED, PROFILE, dates_in
from kg.records import record

_ENDED = re.compile(r"[a-z][.!?]$")
_KIND = re.compile(r"\b(?:report|diligence|analysis|review|assessment|study|memo|profile|briefing)\b", re.I)


@record
class Front:
    """What the first lines say, and how many of them were read."""

    title: str
    subject: str
    as_of: date | None
    lines: int


def read_front(draft: Draft, lines: Sequence[Line], breaks: Callable[[str], bool]) -> Front:
    """Read the lines before the first box, list, chapter or section.

    ``breaks`` tells the lines that are no prose. The subject is the short line that the text
    names most often, at least three times; the title the last line that says what the document
    is ("… Report"), with the subject before it when it does not name it.
    """
    front: list[Line] = []
    for line in lines[:12]:
        if any(mark.match(line.text) for mark in (CHAPTER, NUMBERED, FRONT_MATTER, BACK_MATTER)):
            break
        if PROFILE.search(line.text) or breaks(line.text):
            break
        front.append(line)
    if len(front) == 12 and len(lines) > 12:
        # No such mark on the first page: only its first line is taken for a title.
        front = front[:1]
    for line in front:
        kind = "paragraph" if _ENDED.search(line.text) or len(line.text) > 160 else "label"
        draft.passage(kind, line.start, line.end)
    titles = [n.text for n in front if len(n.text) <= 120 and not _ENDED.search(n.text)]
    title = _title(titles)
    subjects = [t for t in titles if len(t.split()) <= 6 and draft.text.count(t) >= 3]
    subject = max(subjects, key=draft.text.count, default="") or _named_in_title(title, draft.text)
    if subject and subject.casefold() not in title.casefold():
        title = f"{subject}: {title}" if title else subject
    as_of = next((day for line in front for day in dates_in(line.text)), None)
    return Front(title, subject, as_of, len(front))


def _title(lines: Sequence[str]) -> str:
    named = [t for t in lines if _KIND.search(t)]
    candidates = [t for t in named if not dates_in(t)] or named or lines
    return candidates[-1] if candidates else ""


def _named_in_title(title: str, text: str) -> str:
    """The longest run of capitalised words of the title that the text names often."""
    runs = re.findall(r"[A-Z][\w.'’&-]*(?:\s+[A-Z][\w.'’&-]*)*", title)
    return max((r for r in runs if text.count(r) >= 5), key=lambda r: (len(r.split()), len(r)), default="")
