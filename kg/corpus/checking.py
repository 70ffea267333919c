"""Checks over a corpus: what was said of each report by itself, and what only several reports show.

Every candidate is of one report, or has a key that several share.  What the checks said of the former
when the corpus was built stands.  A group that several reports share is looked at anew, if
:mod:`kg.corpus.conditions` lets it through; what was said of the parts of it in each report is dropped.
The findings are those of a run over all reports in memory.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from kg import build, engine
from kg.candidates.aligned import BETWEEN
from kg.corpus import conditions, texts
from kg.corpus.explaining import Said, by_reports
from kg.corpus.looking import Explaining, Looking, Pairing, said
from kg.corpus.parts import CorpusError
from kg.corpus.reading import Corpus
from kg.corpus.remarks import settled
from kg.corpus.spans import ACROSS, KEY_BITS
from kg.engine import Check
from kg.findings import Finding, Outcome, Run, Status

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

PAIRS = 16
"""Pairs of reports, or findings on the same reports, that are looked at in one go: their reports are restored once."""


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
    looking = Looking(corpus.config, [c.code for c in first], corpus.order)
    counted, shared = looking.read(corpus.grouped(conditions.surviving(blocks), looking))
    for more, found in _of_texts(corpus, first):
        for name, n in more.items():
            counted[name] = counted.get(name, 0) + n
        shared += found
    kept, seconds = _kept(corpus, first, blocks), (time.perf_counter() - started) / max(len(first), 1)
    found = _unlike([*kept, *_explained(corpus, shared)])
    runs = _runs(corpus, first, _examined(corpus, blocks, counted), seconds)
    return settled(corpus, which, Outcome(tuple(found), tuple(runs)), today)


def _of_texts(corpus: Corpus, which: Sequence[Check]) -> Iterator[tuple[dict[str, int], list[Said]]]:
    """What the checks find in reports that are brought together by their words: by set how many candidates, and findings."""
    sets = {c.over for c in which}
    between = tuple(name for name in BETWEEN if name in sets)
    if len(corpus.order) < 2 or not (between or "events" in sets):
        return
    steps = list(texts.step_groups(corpus))
    if "events" in sets:
        yield {"events": len(steps)}, [Said(g.report, g.n, one) for g in steps for one in said(which, "events", g, corpus.config)]
    if between:
        pairing = Pairing(corpus, tuple(c.code for c in which), between, texts.apart_in(steps))
        yield from corpus.engine.mapped(pairing, _pieces(texts.neighbours(corpus), PAIRS))


def _explained(corpus: Corpus, found: Iterable[Said]) -> Iterator[Said]:
    """The findings with impact and backing."""
    for done in corpus.engine.mapped(Explaining(corpus), _pieces(by_reports(corpus, found), PAIRS)):
        yield from done


def _pieces(items: Sequence, size: int) -> list[Sequence]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def _blocks(corpus: Corpus, which: Iterable[Check]) -> Table:
    """The groups of the candidates that the checks look at, as :func:`kg.corpus.conditions.groups` tells them."""
    spans = corpus.table("spans")
    numbers = [n for n, name in enumerate(ACROSS) if name in {c.over for c in which}]
    if len(numbers) < len(ACROSS):
        spans = spans.filter(_any(spans.block.between(n << KEY_BITS, ((n + 1) << KEY_BITS) - 1) for n in numbers))
    return corpus.computed("groups", conditions.groups(spans))


def _any(conditions: Iterable[BooleanValue]) -> BooleanValue:
    return reduce(or_, conditions, False)


# --------------------------------------------------------------------------- one report


def _kept(corpus: Corpus, which: Iterable[Check], blocks: Table) -> Iterator[Said]:
    """What was said of each report by itself, without what is of groups that other reports share."""
    findings = corpus.table("findings")
    mine = findings.filter(findings.check.isin([c.code for c in which]))
    for row in corpus.rows(mine.anti_join(conditions.shared(blocks), "block"), ("report", "n", "finding")):
        yield Said(corpus.order[row["report"]], row["n"], corpus.codec.read(row["finding"], Finding))


def _unlike(found: Iterable[Said]) -> list[Finding]:
    """The findings, of those with one fingerprint the first."""
    first: dict[str, Finding] = {}
    for _, _, finding in sorted(found, key=lambda s: (s.finding.check, s.report, s.n)):
        first.setdefault(finding.fingerprint, finding)
    return list(first.values())


# --------------------------------------------------------------------------- runs


def _examined(corpus: Corpus, blocks: Table, looked_at: Mapping[str, int]) -> dict[str, int]:
    """By set that reports share: how many candidates it has; ``looked_at`` are the groups that came to the checks."""
    names = list(ACROSS)
    counted = {names[row["set"]]: row["examined"] for row in corpus.rows(conditions.counted(blocks))}
    later = [name for name, one in ACROSS.items() if one.across.split]
    table = corpus.table("candidates")
    single = table.filter(table["set"].isin(later)).anti_join(conditions.shared(blocks), "block")
    by_report = single.select("set", "report", "block", "groups").distinct()
    counted |= dict.fromkeys(later, 0)
    counted |= {row["set"]: row["examined"] for row in corpus.rows(by_report.group_by("set").aggregate(examined=by_report.groups.sum()))}
    for name in (*later, *BETWEEN):
        counted[name] = counted.get(name, 0) + looked_at.get(name, 0)
    return counted


def _runs(corpus: Corpus, which: Iterable[Check], across: dict[str, int], seconds: float) -> Iterator[Run]:
    """What each check did in all reports."""
    rows: dict[str, list[dict]] = defaultdict(list)
    for row in corpus.rows("runs", ("report", "check", "status", "examined", "reason")):
        rows[row["check"]].append(row)
    for one in which:
        mine = sorted(rows[one.code], key=lambda row: corpus.order[row["report"]])
        counted = one.over in ACROSS or one.over in BETWEEN
        examined = across.get(one.over, 0) if counted else sum(row["examined"] for row in mine)
        refused = next((row["reason"] for row in mine if row["status"] == Status.CANNOT), None)
        status = Status.RAN if examined else Status.NOTHING if refused is None else Status.CANNOT
        yield Run(one.code, one.name, examined, status, seconds, refused or "" if status is Status.CANNOT else "")
