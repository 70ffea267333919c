"""Checks over a corpus: what was said of each report by itself, and what only several reports show.

Every candidate is of one report, or has a key that several share.  What the checks said of the former
when the corpus was built stands.  A group that several reports share is looked at anew, if
:mod:`kg.corpus.conditions` lets it through; what was said of the parts of it in each report is dropped.
The findings are those of a run over all reports in memory.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg import build, engine
from kg.candidates import SETS
from kg.corpus import conditions, texts
from kg.corpus.examining import ACROSS
from kg.corpus.explaining import Said, explained
from kg.corpus.parts import CorpusError
from kg.corpus.reading import Corpus
from kg.corpus.remarks import settled
from kg.corpus.spans import number
from kg.corpus.texts import Group
from kg.engine import Check
from kg.findings import Finding, Outcome, Run, Status

if TYPE_CHECKING:
    from ibis.expr.types import Table

Block = tuple[str, str]
"""Candidate set, and the part of a key that one report tells, as text."""


def check(corpus: Corpus, which: Sequence[Check], today: date | None = None) -> Outcome:
    """Run checks over a corpus.

    Raises :class:`kg.corpus.parts.CorpusError` for checks that did not look when it was built.
    """
    unknown = sorted({c.code for c in which} - set(corpus.manifest.checks))
    if unknown:
        raise CorpusError(str(corpus.folder.path), f"{', '.join(unknown)} did not look when the corpus was built. Build it again without 'select' and 'ignore' in kg.toml.")
    build.prepare(corpus.config)
    first = [c for c in which if c.over not in engine.LATE]
    started = time.perf_counter()
    blocks = _blocks(corpus, first)
    groups = _groups(corpus, conditions.surviving(blocks))
    texts_too = {c.over for c in first} if len(corpus.order) > 1 else set()
    groups["figures-aligned"] = list(texts.aligned_groups(corpus)) if "figures-aligned" in texts_too else []
    groups["events"] += texts.step_groups(corpus) if "events" in texts_too else ()
    kept, seconds = _kept(corpus, first, blocks), (time.perf_counter() - started) / max(len(first), 1)
    found = _unlike([*kept, *explained(corpus, _looked_at(corpus, first, groups))])
    runs = _runs(corpus, first, _examined(corpus, blocks, groups), seconds)
    return settled(corpus, which, Outcome(tuple(found), tuple(runs)), today)


def _blocks(corpus: Corpus, which: Iterable[Check]) -> Table:
    """The groups of the candidates that the checks look at, as :func:`kg.corpus.conditions.groups` tells them."""
    spans = corpus.table("spans")
    sets = {c.over for c in which} & ACROSS.keys()
    if sets != ACROSS.keys():
        spans = spans.filter(spans["set"].isin(sorted(map(number, sets))))
    return corpus.computed("groups", conditions.groups(spans))


# --------------------------------------------------------------------------- one report


def _kept(corpus: Corpus, which: Iterable[Check], blocks: Table) -> Iterator[Said]:
    """What was said of each report by itself, without what is of groups that other reports share."""
    findings = corpus.table("findings")
    mine = findings.filter(findings.check.isin([c.code for c in which]))
    for row in corpus.rows(mine.anti_join(conditions.shared(blocks), "block"), ("report", "n", "finding")):
        yield Said(corpus.order[row["report"]], row["n"], corpus.codec.read(row["finding"], Finding))


# --------------------------------------------------------------------------- several reports


def _groups(corpus: Corpus, blocks: Table) -> dict[str, list[Group]]:
    """By set: the groups of the blocks, items in the order of the input.

    Two keys with one hash meet in the tables, and part here.
    """
    found: dict[Block, list[tuple[int, int, object]]] = defaultdict(list)
    for row in corpus.candidates(blocks):
        item = corpus.codec.read(row["item"], ACROSS[row["set"]].across.item)
        found[row["set"], row["key"]].append((corpus.order[row["report"]], row["n"], item))
    groups: dict[str, list[Group]] = defaultdict(list)
    for (name, _), rows in found.items():
        rows.sort(key=lambda row: row[:2])
        groups[name] += _split(name, rows)
    return groups


def _split(name: str, rows: list[tuple[int, int, object]]) -> Iterator[Group]:
    """The groups of the items of one block."""
    split = ACROSS[name].across.split
    at = {id(item): (report, n) for report, n, item in rows}
    items = [item for _, _, item in rows]
    for group in split(items) if split else [tuple(items)]:
        yield Group(*at[id(group[0])], tuple(group))


def _looked_at(corpus: Corpus, which: Iterable[Check], groups: dict[str, list[Group]]) -> Iterator[Said]:
    """What the checks say of the groups."""
    for one in which:
        for group in sorted(groups.get(one.over, ()), key=lambda g: (g.report, g.n)):
            candidate = group.items if SETS[one.over].grouped else group.items[0]
            for finding in engine.findings_of(one, candidate, corpus.config):
                yield Said(group.report, group.n, finding)


def _unlike(found: Iterable[Said]) -> list[Finding]:
    """The findings, of those with one fingerprint the first."""
    first: dict[str, Finding] = {}
    for _, _, finding in sorted(found, key=lambda s: (s.finding.check, s.report, s.n)):
        first.setdefault(finding.fingerprint, finding)
    return list(first.values())


# --------------------------------------------------------------------------- runs


def _examined(corpus: Corpus, blocks: Table, groups: dict[str, list[Group]]) -> dict[str, int]:
    """By set that reports share: how many candidates it has."""
    names = {number(name): name for name in ACROSS}
    counted = {names[row["set"]]: row["examined"] for row in corpus.rows(conditions.counted(blocks))}
    later = [name for name, one in ACROSS.items() if one.across.split]
    table = corpus.table("candidates")
    single = table.filter(table["set"].isin(later)).anti_join(conditions.shared(blocks), "block")
    by_report = single.select("set", "report", "block", "groups").distinct()
    counted |= dict.fromkeys(later, 0)
    counted |= {row["set"]: row["examined"] for row in corpus.rows(by_report.group_by("set").aggregate(examined=by_report.groups.sum()))}
    for name in (*later, "figures-aligned"):
        counted[name] = counted.get(name, 0) + len(groups.get(name, ()))
    return counted


def _runs(corpus: Corpus, which: Iterable[Check], across: dict[str, int], seconds: float) -> Iterator[Run]:
    """What each check did in all reports."""
    rows: dict[str, list[dict]] = defaultdict(list)
    for row in corpus.rows("runs", ("report", "check", "status", "examined", "reason")):
        rows[row["check"]].append(row)
    for one in which:
        mine = sorted(rows[one.code], key=lambda row: corpus.order[row["report"]])
        counted = one.over in ACROSS or one.over == "figures-aligned"
        examined = across.get(one.over, 0) if counted else sum(row["examined"] for row in mine)
        refused = next((row["reason"] for row in mine if row["status"] == Status.CANNOT), None)
        status = Status.RAN if examined else Status.NOTHING if refused is None else Status.CANNOT
        yield Run(one.code, one.name, examined, status, seconds, refused or "" if status is Status.CANNOT else "")
