"""Findings that the authors set aside: how the remarks are written, and what each of them did.

In a text a remark is a comment on a line of its own, and holds for the block below it or for the
whole file::

    <!-- kg: ignore figures-disagree: the second figure is the restated one, until 2027-01-31 -->
    <!-- kg: ignore-file KG108: a press release carries no citations -->

In a data file it is the field ``suppress`` of a row, in ``kg.toml`` a table ``[[suppress]]``.  A
remark names its checks and gives a reason; one without a reason sets nothing aside.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase

from kg import patterns as re
from kg.findings import About, Finding
from kg.model import Document, Place, Report
from kg.reading import Lines
from kg.records import record

DATA = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".yaml", ".yml")
"""Endings of files whose rows have a field for remarks and whose text holds no comments."""

_OPEN = re.compile(r"<!--[ \t]{0,9}kg:", re.I)
_UNTIL = re.compile(r"[\s,;(]{1,3}until[ \t]+(\d[\d/.-]{0,20}?)[)\s.]{0,4}$", re.I)
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]")
_BREAK = re.compile(r"[ \t]*(?:#{1,6}[ \t]|<!--[ \t]*kg:)", re.I)
_WORD = re.compile(r"[A-Za-z0-9-]+")


@record
class Suppression:
    """A remark of the authors that sets findings of some checks aside, with the reason.

    ``place`` is where the remark stands; ``checks`` are codes, code prefixes or names.  It holds
    for what it names: lines ``first`` to ``last`` of the file ``path`` (the whole file if both
    are 0; a pattern relative to the configuration if it stands there), a node by ``id``, one
    finding by ``fingerprint``; what is left empty does not restrict it.  ``fault`` says why the
    remark cannot be read, and is empty if it can.
    """

    place: Place
    text: str
    checks: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    path: str = ""
    first: int = 0
    last: int = 0
    id: str = ""
    fingerprint: str = ""
    fault: str = ""


# --------------------------------------------------------------------------- reading


def of(report: Report) -> Iterator[Suppression]:
    """The remarks of a report: in its rows, and in the comments of its texts."""
    for text, place, row in report.remarks:
        yield replace(parse(text, place), path=row.path, first=row.line, last=row.end_line)
    yield from in_texts(report.documents)


def parse(text: str, place: Place) -> Suppression:
    """A remark out of its words: ``CHECK, CHECK: reason until 2027-01-31``."""
    head, _, reason = _divided(text)
    checks = tuple(part.strip() for part in re.split(r"[,;\s]+", head) if part.strip())
    said = " ".join(text.split())
    if not checks:
        return Suppression(place, said, fault="it names no check. Write 'CHECK: reason', with codes or names of checks.")
    if not all(_WORD.fullmatch(c) for c in checks):
        return Suppression(place, said, fault="it cannot be read. Write 'CHECK: reason', several checks with commas.")
    reason, until, fault = _dated(" ".join(reason.split()))
    return Suppression(place, said, checks, reason, until, fault=fault)


def _divided(text: str) -> tuple[str, str, str]:
    """Checks, divider and reason; the first of ``:``, ``--`` and a dash divides."""
    found = [(at, mark) for mark in (":", " -- ", "—", "–") if (at := text.find(mark)) >= 0]
    if not found:
        return text, "", ""
    at, mark = min(found)
    return text[:at], mark, text[at + len(mark) :]


def _dated(reason: str) -> tuple[str, date | None, str]:
    """A reason without its date of expiry, the date, and what is wrong with it."""
    found = _UNTIL.search(f" {reason}")
    if found is None:
        return reason, None, ""
    words = f" {reason}"[: found.start()].strip().rstrip(",;(").strip()
    written = found.group(1).rstrip(".")
    try:
        return words, date.fromisoformat(written), ""
    except ValueError:
        return words, None, f"'until {written}' is no date. Write it as 2027-01-31."


def in_texts(documents: Iterable[Document]) -> Iterator[Suppression]:
    """The comments of text files that set findings aside."""
    for document in documents:
        if not document.path.lower().endswith(DATA) and "kg:" in document.text:
            yield from _comments(document)


def _comments(document: Document) -> Iterator[Suppression]:
    text, at = document.text, 0
    lines: Lines | None = None
    while (start := _OPEN.search(text, at)) and (end := text.find("-->", start.end())) >= 0:
        at = end + 3
        if lines is None:
            lines = Lines(document)
            code = _code_lines(lines.lines)
        place = lines.place(start.start(), at)
        if place.line in code:
            continue
        before = lines.lines[place.line - 1][: place.column - 1]
        after = lines.lines[place.end_line - 1][place.end_column - 1 :]
        yield _comment(text[start.end() : end], place, bool(before.strip() or after.strip()), lines.lines)


def _comment(body: str, place: Place, inside: bool, lines: Sequence[str]) -> Suppression:
    said = " ".join(body.split())
    verb = re.match(r"\s*(ignore-file|ignore)\b(?!-)", body, re.I)
    if verb is None:
        fault = "it is no remark that kg knows. Write 'kg: ignore CHECK: reason' or 'kg: ignore-file CHECK: reason'."
        return Suppression(place, said, path=place.path, fault=fault)
    read = parse(body[verb.end() :], place)
    if verb.group(1).lower() == "ignore-file":
        return replace(read, text=said, path=place.path)
    if inside:
        # Inside a line the words of the comment would be read as part of the sentence.
        return replace(read, text=said, path=place.path, fault="it stands inside a line. Put it on a line of its own, above what it is about.")
    first, last = _block_below(lines, place.end_line)
    return replace(read, text=said, path=place.path, first=first, last=last)


def _code_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines of fenced code blocks."""
    inside, fence = set(), ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if fence:
            inside.add(number)
            if mark and mark.group(1).startswith(fence):
                fence = ""
        elif mark:
            inside.add(number)
            fence = mark.group(1)
    return inside


def _block_below(lines: Sequence[str], above: int) -> tuple[int, int]:
    """First and last line (from 1) of the heading, item, paragraph or table below a line."""
    at = above
    while at < len(lines) and (not lines[at].strip() or re.match(r"[ \t]*<!--[ \t]*kg:.*-->[ \t]*$", lines[at], re.I)):
        at += 1
    if at >= len(lines):
        return above, above
    first, item = at, _ITEM.match(lines[at])
    at += 1
    if not _BREAK.match(lines[first]):
        while at < len(lines) and lines[at].strip() and not _BREAK.match(lines[at]) and not (item and _ITEM.match(lines[at])):
            at += 1
    return first + 1, at


# --------------------------------------------------------------------------- doing


@dataclass(slots=True)
class Fate:
    """What became of a remark in a run.

    ``report`` is the report it stands in (empty for one of the configuration); ``unknown`` are
    words that name no check; ``used`` and ``idle`` checks that it did and did not set aside
    findings of, ``idle`` only of checks that ran; ``day`` is what its expiry was held against,
    ``expired`` ``None`` when there was no such day.
    """

    suppression: Suppression
    report: str = ""
    unknown: tuple[str, ...] = ()
    used: set[str] = field(default_factory=set)
    idle: tuple[str, ...] = ()
    day: date | None = None
    expired: bool | None = False

    @property
    def works(self) -> bool:
        """Whether it sets findings aside."""
        one = self.suppression
        return not one.fault and bool(one.reason) and not self.expired and len(self.unknown) < max(len(one.checks), 1)


def names(word: str, code: str, name: str) -> bool:
    """Whether a word of a remark means a check: its name, its code, or the first letters of its code."""
    return word == name or (len(word) > 2 and code.lower().startswith(word.lower()))


def fates(
    suppressions: Iterable[tuple[str, Suppression]], known: Mapping[str, str], day: Callable[[str], date | None]
) -> list[Fate]:
    """One for each remark, with what can be said before any finding is seen.

    ``suppressions`` come with the id of their report, ``known`` is code to name of all checks,
    ``day`` gives the day that expiry in a report is held against.
    """
    found = []
    for report, one in suppressions:
        fate = Fate(one, report, tuple(w for w in one.checks if not any(names(w, c, n) for c, n in known.items())))
        if one.until is not None:
            fate.day = day(report)
            fate.expired = None if fate.day is None else fate.day > one.until
        found.append(fate)
    return found


def apply(findings: Iterable[Finding], remarks: Sequence[Fate], base: str = "") -> list[Finding]:
    """The findings, those set aside with the reason, and each remark with what it did.

    A finding is held against the remarks at its first place; a contradiction, and a duplicate,
    against those at all of its places.  ``base`` is the folder that paths of the configuration
    are relative to.
    """
    index = _Index([f for f in remarks if f.works], base)
    done = []
    for finding in findings:
        matching = list(index.matching(finding))
        done.append(replace(finding, suppressed=matching[0].suppression.reason) if matching else finding)
    return done


class _Index:
    """Remarks by what they hold for, so that a finding meets only those that may concern it."""

    def __init__(self, remarks: Sequence[Fate], base: str):
        self.base = base
        self.lines: dict[tuple[str, int], list[Fate]] = defaultdict(list)
        self.files: dict[str, list[Fate]] = defaultdict(list)
        self.by_id: dict[str, list[Fate]] = defaultdict(list)
        self.by_fingerprint: dict[str, list[Fate]] = defaultdict(list)
        self.patterns: list[Fate] = []
        self._under: dict[str, list[Fate]] = {}
        for fate in remarks:
            one = fate.suppression
            if one.fingerprint:
                self.by_fingerprint[one.fingerprint].append(fate)
            elif one.id:
                self.by_id[one.id].append(fate)
            elif one.first:
                for line in range(one.first, one.last + 1):
                    self.lines[one.path, line].append(fate)
            elif fate.report:
                self.files[one.path].append(fate)
            else:
                self.patterns.append(fate)

    def matching(self, finding: Finding) -> Iterator[Fate]:
        """Remarks that set the finding aside; each is noted as used."""
        for about in _places(finding) or (None,):
            for fate in self._near(finding, about):
                one = fate.suppression
                if one.checks and not any(names(w, finding.check, finding.name) for w in one.checks):
                    continue
                if not fate.report and one.path and (about is None or not within(about.place.path, one.path, self.base)):
                    continue
                fate.used.update(w for w in one.checks if names(w, finding.check, finding.name))
                if not one.checks:
                    fate.used.add(one.fingerprint)
                yield fate

    def _near(self, finding: Finding, about: About | None) -> Iterator[Fate]:
        yield from self.by_fingerprint.get(finding.fingerprint, ())
        if about is None:
            return
        yield from self.lines.get((about.place.path, about.place.line), ())
        yield from self.files.get(about.place.path, ())
        yield from self.by_id.get(about.id or "", ())
        if self.patterns:
            path = about.place.path
            if path not in self._under:
                self._under[path] = [f for f in self.patterns if not f.suppression.path or within(path, f.suppression.path, self.base)]
            yield from self._under[path]


def _places(finding: Finding) -> tuple[About, ...]:
    if finding.category == "duplicate" or any(a.side for a in finding.about):
        return finding.about
    return finding.about[:1]


def within(path: str, pattern: str, base: str) -> bool:
    """Whether a file is meant by a pattern (``*``, ``?``, or a folder), both seen from ``base``."""
    seen = os.path.relpath(os.path.abspath(path), os.path.abspath(base or ".")).replace(os.sep, "/")
    pattern = pattern.replace("\\", "/").removeprefix("./").rstrip("/")
    return fnmatchcase(seen, pattern) or seen.startswith(f"{pattern}/") or pattern in ("", ".")


def settle(remarks: Iterable[Fate], known: Mapping[str, str], ran: Set[str], reaches: Callable[[Suppression], bool]) -> None:
    """Note for each remark which of its checks found nothing to set aside.

    ``ran`` are codes of the checks that looked; ``reaches`` says whether what a remark of the
    configuration names was part of this run at all.
    """
    for fate in remarks:
        one = fate.suppression
        if not fate.works or (not fate.report and not reaches(one)):
            continue
        meant = {w: {c for c, n in known.items() if names(w, c, n)} for w in one.checks if w not in fate.unknown}
        fate.idle = tuple(w for w, codes in meant.items() if codes <= ran and w not in fate.used)
        if not one.checks and not fate.used and set(known) <= ran:
            fate.idle = (one.fingerprint,)
