"""Which findings of a run were there before: matched with an earlier run, or with one kept in a file."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import quantities
from kg.findings import About, Certainty, Finding, Outcome, Severity, Status
from kg.model import Place, Quantity
from kg.reading import InputError
from kg.records import record

VERSION = 1

CIRCUMSTANCES = frozenset({"impact", "backing", "as_of", "cross_document", "fact"})
"""Keys of ``data`` that say what surrounds a finding or describe it in words of the text, not what it is."""

REFERENCES = frozenset({"claims", "sources", "cited", "quoted", "unquoted", "alone"})
"""Keys of ``data`` that list ids of nodes: places, told apart from figures."""

WITH_ID = frozenset({"claim", "source", "risk", "section", "table"})
"""Kinds of places whose id is written by people or made of a title, and stays when lines move."""

ALIKE = 0.5
"""Share of words, or of ids, that two findings must have in common to be one."""

NEARBY = 50
"""Old findings that one new finding is compared with at most; keeps the work linear."""


@record
class Changes:
    """Two runs held against each other.

    ``new`` and ``unchanged`` are findings of the later run, ``fixed`` of the earlier; each in the
    order of its run.  ``pairs`` holds the earlier and the later form of each unchanged one.
    """

    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    pairs: tuple[tuple[Finding, Finding], ...] = ()


def match(old: Iterable[Finding], new: Iterable[Finding]) -> Changes:
    """Pair the findings of two runs, one to one.

    Equal fingerprints first; then by what an editor would call the same finding: the same check
    with the same figures about the same claims, sources or sections, however the lines moved and
    the words around them changed.  A figure that changed makes another finding.  In doubt a
    finding is new: a new one that is hidden costs more than an old one that is shown again.
    """
    before = [_Traits(f) for f in old]
    after = [_Traits(f) for f in new]
    partner: dict[int, int] = {}
    free_old, free_new = list(range(len(before))), list(range(len(after)))
    for key, same in _PASSES:
        for n, o in _pairs(before, after, free_old, free_new, key, same):
            partner[n] = o
        taken = set(partner.values())
        free_old = [o for o in free_old if o not in taken]
        free_new = [n for n in free_new if n not in partner]
        if not free_old or not free_new:
            break
    kept = sorted(partner)
    return Changes(
        new=tuple(after[n].finding for n in free_new),
        fixed=tuple(before[o].finding for o in free_old),
        unchanged=tuple(after[n].finding for n in kept),
        pairs=tuple((before[partner[n]].finding, after[n].finding) for n in kept),
    )


def hold_against(outcome: Outcome, old: Iterable[Finding], read: Iterable[str], keep: Callable[[Finding], bool]) -> Outcome:
    """A run with each finding marked ``new`` or ``unchanged``, and what is fixed.

    ``read`` are the files of the run and ``keep`` says which findings it shows: an old finding of
    a check that did not look, of a file that is there but was not read, or of a kind that is left
    out is not fixed, only unseen.
    """
    looked = {r.check for r in outcome.runs if r.status in (Status.RAN, Status.NOTHING)}
    seen = {os.path.abspath(p) for p in read}

    def judged(finding: Finding) -> bool:
        paths = {a.place.path for a in finding.about}
        there = any(os.path.abspath(p) in seen or not os.path.exists(p) for p in paths)
        return finding.check in looked and keep(finding) and (there or not paths)

    changes = match([f for f in old if judged(f)], outcome.findings)
    known = {f.fingerprint for f in changes.unchanged}
    marked = (replace(f, baseline="unchanged" if f.fingerprint in known else "new") for f in outcome.findings)
    return replace(outcome, findings=tuple(marked), fixed=changes.fixed)


class _Traits:
    """What a finding is known by; worked out when a pass asks for it."""

    def __init__(self, finding: Finding):
        self.finding = finding
        self._values: tuple | None = None

    @property
    def lead(self) -> Hashable:
        """The first place: its kind with its id or, without one, with its words."""
        if not self.finding.about:
            return ("", self.finding.message)
        first = self.finding.about[0]
        return (first.kind, first.id) if _lasting(first) else (first.kind, _plain(first.text))

    @property
    def by_id(self) -> bool:
        """Whether the first place has an id of its own."""
        return bool(self.finding.about) and _lasting(self.finding.about[0])

    @property
    def ids(self) -> frozenset:
        """Ids of all places that have one."""
        return frozenset((a.kind, a.id) for a in self.finding.about if _lasting(a))

    @property
    def sided(self) -> bool:
        """Whether it is a contradiction: places that speak for different sides."""
        return any(a.side for a in self.finding.about)

    @property
    def values(self) -> tuple:
        """Its figures and names in one spelling: ``$395 million`` and ``$395M`` are one."""
        if self._values is None:
            ids = {a.id for a in self.finding.about}
            found = {(k, _spelling(v)) for k, v in _leaves(self.finding.data) if v not in ids}
            self._values = tuple(sorted(found | {("side", _spelling(a.side)) for a in self.finding.about if a.side}))
        return self._values

    @property
    def words(self) -> frozenset[str]:
        """Words of the first place."""
        return frozenset(_plain(self.finding.about[0].text).split()) if self.finding.about else frozenset()


def _lasting(about: About) -> bool:
    if about.kind == "section":
        return bool(re.fullmatch(r"[A-Z]?\d+(\.\d+)*", about.id or ""))
    return about.kind in WITH_ID and about.id is not None


def _leaves(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Names and single values of ``data``; of lists by side only the names of the sides."""
    for key, value in data.items():
        if key in CIRCUMSTANCES or key in REFERENCES:
            continue
        if isinstance(value, Mapping):
            for inner, one in value.items():
                yield (f"{key}.{inner}", "" if isinstance(one, list | tuple) else str(one))
        elif isinstance(value, list | tuple):
            yield from ((key, str(one)) for one in value)
        else:
            yield key, str(value)


def _spelling(text: str) -> str:
    """A text with its figures in one spelling and its words plain."""
    parts, at = [], 0
    for quantity in quantities.extract(text):
        parts += [_plain(text[at : quantity.start]), _figure(quantity)]
        at = quantity.end
    return " ".join(p for p in (*parts, _plain(text[at:])) if p)


def _figure(quantity: Quantity) -> str:
    if quantity.low is None:
        days = quantity.period
        return f"{days.start}..{days.end}" if days else _plain(quantity.text)
    ends = f"{quantity.low.normalize():f}..{(quantity.low if quantity.high is None else quantity.high).normalize():f}"
    return ":".join((ends, quantity.currency or quantity.unit or quantity.kind, quantity.bound or ""))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


# --------------------------------------------------------------------------- the passes, from strict to loose


def _by_fingerprint(t: _Traits) -> Hashable:
    return t.finding.fingerprint


def _by_ids_and_values(t: _Traits) -> Hashable | None:
    if not t.ids and not t.values:
        return None
    return (t.finding.check, t.ids, t.values)


def _by_lead_and_values(t: _Traits) -> Hashable:
    return (t.finding.check, t.lead, t.values)


def _by_sides(t: _Traits) -> Hashable | None:
    return (t.finding.check, t.values) if t.sided and len(t.values) > 1 else None


def _by_words(t: _Traits) -> Hashable | None:
    return (t.finding.check, t.words, t.values) if len(t.words) > 3 else None


def _by_values(t: _Traits) -> Hashable | None:
    return None if t.by_id else (t.finding.check, t.values)


def _same_lead(a: _Traits, b: _Traits) -> bool:
    if a.finding.category == "duplicate":
        # Which of several equals stands first is a matter of their order.
        return True
    return a.lead == b.lead if a.by_id or b.by_id else a.sided or bool(a.values) or a.lead == b.lead


def _same_company(a: _Traits, b: _Traits) -> bool:
    # A duplicate is as much about its other places as about the first.
    return a.finding.category != "duplicate" or _share(a.ids, b.ids) >= ALIKE


def _same_contradiction(a: _Traits, b: _Traits) -> bool:
    # Two figures say which contradiction it is; two labels (High, Medium) do not.
    figures = sum(any(c.isdigit() for c in v) for _, v in a.values)
    return figures > 1 or _share(a.ids, b.ids) >= ALIKE


def _anything(a: _Traits, b: _Traits) -> bool:
    return True


def _same_words(a: _Traits, b: _Traits) -> bool:
    return _share(a.words, b.words) >= ALIKE


_PASSES: Sequence[tuple[Callable[[_Traits], Hashable | None], Callable[[_Traits, _Traits], bool]]] = (
    (_by_fingerprint, _anything),
    (_by_ids_and_values, _same_lead),
    (_by_lead_and_values, _same_company),
    (_by_sides, _same_contradiction),
    (_by_words, _anything),
    (_by_values, _same_words),
)


def _pairs(
    before: Sequence[_Traits],
    after: Sequence[_Traits],
    free_old: Sequence[int],
    free_new: Sequence[int],
    key: Callable[[_Traits], Hashable | None],
    same: Callable[[_Traits, _Traits], bool],
) -> Iterator[tuple[int, int]]:
    """Pairs ``(new, old)`` with equal keys that ``same`` accepts, the likeliest first."""
    waiting: dict[Hashable, dict[int, None]] = defaultdict(dict)
    for o in free_old:
        if (k := key(before[o])) is not None:
            waiting[k][o] = None
    for n in free_new:
        k = key(after[n])
        there = waiting.get(k) if k is not None else None
        if not there:
            continue
        near = [o for o, _ in zip(there, range(NEARBY), strict=False) if same(before[o], after[n])]
        if near:
            best = max(near, key=lambda o: (_likeness(before[o].finding, after[n].finding), -o))
            del there[best]
            yield n, best


def _likeness(a: Finding, b: Finding) -> tuple:
    """How much speaks for two findings being one when several would do."""
    here, there = {(x.kind, x.id, x.text) for x in a.about}, {(x.kind, x.id, x.text) for x in b.about}
    reports = [{x.report for x in f.about} for f in (a, b)]
    paths = [{x.place.path for x in f.about} for f in (a, b)]
    return (reports[0] == reports[1], paths[0] == paths[1], len(here & there))


def _share(a: frozenset, b: frozenset) -> float:
    """Common members as a share of the larger set's (1 for equal sets)."""
    return len(a & b) / max(len(a), len(b), 1)


# --------------------------------------------------------------------------- the file


def dump(findings: Iterable[Finding], version: str) -> Iterator[str]:
    """The text of a baseline file: JSON with one finding a line, sorted, so that changes of it read well."""
    rows = sorted(json.dumps(_row(f), ensure_ascii=False, default=str) for f in findings)
    yield '{"version": ' + str(VERSION) + ', "tool": ' + json.dumps({"name": "kg", "version": version})
    yield ',\n "findings": [' + ",".join("\n  " + row for row in rows) + "]}\n"


def _row(finding: Finding) -> dict:
    places = [{k: v for k, v in _place(a).items() if v} for a in finding.about]
    return {
        "check": finding.check,
        "name": finding.name,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "data": {k: v for k, v in finding.data.items() if k not in ("impact", "backing")},
        "about": places,
    }


def _place(about: About) -> dict:
    # Forward slashes, so that a baseline written on one system is the same on another.
    path = about.place.path.replace("\\", "/")
    return {"kind": about.kind, "id": about.id, "report": about.report, "side": about.side, "path": path, "line": about.place.line, "text": about.text}


def load(path: str, data: bytes) -> tuple[Finding, ...]:
    """Read a baseline file.  Raises :class:`kg.reading.InputError` with what to do."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
        if document["version"] != VERSION:
            raise InputError(path, f"this baseline is of version {document['version']}; this kg reads version {VERSION}. Write it anew with --write-baseline.")
        return tuple(_finding(row) for row in document["findings"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(path, f"not a baseline file ({type(error).__name__}: {error}). Write one with --write-baseline.") from None


def _finding(row: Mapping) -> Finding:
    about = tuple(
        About(p["kind"], p.get("id"), Place(p.get("path", ""), p.get("line", 1), 1, p.get("line", 1), 1), p.get("text", ""), p.get("report", ""), p.get("side", ""))
        for p in row["about"]
    )
    return Finding(
        check=row["check"],
        name=row["name"],
        category=row["category"],
        severity=Severity(row["severity"]),
        confidence=Certainty(row["confidence"]),
        message=row["message"],
        about=about,
        data=dict(row["data"]),
        fingerprint=row["fingerprint"],
    )
