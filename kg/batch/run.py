"""A run over many reports: what is known from before is taken from the cache, the rest is worked out in pieces.

Pieces of a few reports each are loaded and checked, in processes of their own where that pays.  Of
each report a :class:`~kg.batch.part.Part` comes back; reports that have to do with each other are then
checked together by the checks that look at several.  The findings are those of one run over all.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg import build
from kg.batch import cache as kept
from kg.batch.cache import Cache
from kg.config import Config
from kg.findings import Finding, Outcome, Run, Status
from kg.model import Report
from kg.reading import Bundle
from kg.records import record

if TYPE_CHECKING:
    from kg.batch.pairing import Pair
    from kg.batch.part import Part
    from kg.candidates import Context
    from kg.engine import Check
    from kg.suppressions import Suppression

PIECE = 8
"""Reports that are read by one process one after the other: those beside each other in a folder often belong together."""
EXPLAINED = 24
"""Reports that are loaded at once to explain findings on several of them."""
PAYS = 400_000
"""Bytes of new input from which on a second process costs less than it saves."""


@record
class Answer:
    """What a run found, how many nodes of each type there are, and the reports, without their texts."""

    outcome: Outcome
    nodes: Mapping[str, int]
    reports: tuple[Report, ...]

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Number of nodes by type, as :meth:`kg.graph.ClaimGraph.counts`; edges are not counted."""
        return dict(self.nodes), {}


@record
class _Task:
    """Bundles to load and check, each with the ids its reports shall have, if that is known."""

    bundles: tuple[tuple[Bundle, tuple[str, ...] | None], ...]
    config: Config
    codes: tuple[str, ...]
    format: str | None
    several: bool
    processes: int = 1
    """Processes that may work on a report, where it is the only one."""
    among: int = 0
    """Bundles of the whole run: what reports tell others is handed back only where there are others."""
    group: tuple[str, ...] = ()
    """The ids of reports of which no more is asked for than what they tell others on their subject, or ``found`` explained."""
    found: tuple[Finding, ...] = ()
    """Findings on several reports of the group to be explained: what rests on them, how their sides are backed."""
    pairs: tuple[Pair, ...] = ()
    rows: tuple[bytes, ...] = ()
    """Pairs of reports on one subject to be compared, and what these reports tell."""


@record
class _Done:
    """The parts of each bundle of a task, what was found in pairs among them, rows of reports by id, and findings explained."""

    parts: tuple[tuple[Part, ...], ...] = ()
    pairs: tuple[tuple[Pair, Outcome], ...] = ()
    rows: tuple[tuple[str, bytes], ...] = ()
    explained: tuple[Finding, ...] = ()


def check(
    paths: Sequence[str],
    config: Config,
    which: Callable[[], Sequence[Check]],
    named: Sequence[Sequence[str]] = (),
    *,
    format: str | None = None,
    today: date | None = None,
    jobs: int | None = None,
    cache: Cache | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Answer:
    """Check everything at the paths.

    ``which`` gives the checks to run and is asked only when something has to be worked out;
    ``named`` are the words that chose them.  ``jobs`` is the number of processes, without it as many
    as there are processors, where that pays.  ``progress`` is told how many reports of how many are done.
    Raises :class:`kg.reading.InputError`.
    """
    bundles = build.bundles(paths)
    base = kept.key(kept.of_program(), kept.of_config(config), [list(words) for words in named], format) if cache else ""
    digests = [kept.of_bundle(b) for b in bundles] if cache else []
    whole = kept.key("whole", base, digests, str(today))
    known = cache.get(whole) if cache else None
    if isinstance(known, Answer):
        return known
    run = _Run(bundles, digests, config, tuple(which()), format, jobs, cache, base, progress)
    try:
        answer = run.answer(today)
    finally:
        run.workers.close()
    if cache and _sound(answer.outcome.runs):
        cache.put(whole, answer)
        cache.sweep()
    return answer


def _sound(runs: Iterable[Run]) -> bool:
    """Whether no check crashed: what it would have found is not known."""
    return all(r.status is not Status.CRASHED for r in runs)


class _Run:
    """One run, from the parts of reports to its answer."""

    def __init__(self, bundles, digests, config, which, format, jobs, cache, base, progress):
        self.bundles: Sequence[Bundle] = bundles
        self.digests: Sequence[str] = digests
        self.config: Config = config
        self.which: Sequence[Check] = which
        self.format: str | None = format
        self.workers = Workers(jobs)
        self.cache: Cache | None = cache
        self.base: str = base
        self.progress: Callable[[int, int], None] = progress
        self.several = len(bundles) > 1
        self.between: dict[tuple[tuple[int, int], Pair], Outcome] = {}
        self.rows: dict[tuple[int, str], bytes] = {}
        self.ids: list[tuple[str, ...] | None] = [None] * len(bundles)

    def answer(self, today: date | None) -> Answer:
        """All parts, what is between them, and what becomes of remarks."""
        from kg import engine
        from kg.batch import together
        from kg.candidates import Context
        from kg.graph import ClaimGraph

        parts = self._parts()
        blocks = together.shared(parts) if len(parts) > 1 else frozenset()
        groups = together.groups(parts, blocks) if len(parts) > 1 else []
        pairs = together.neighbours(parts) if len(parts) > 1 else ()
        of_pairs = list(zip(pairs, self._between(parts, pairs), strict=True))
        crashed: dict[str, str] = {}
        said = self._explained(parts, list(together.said(groups, self.which, self.config, crashed)))
        first = together.merged(parts, of_pairs, said, groups, blocks, self.which, crashed)
        context = Context(ClaimGraph(p.report for p in parts), self.config)
        named = frozenset().union(*(p.named for p in parts))

        def reached(one: Suppression) -> bool:
            return bool(one.id and not one.path and one.id in named) or engine.reached(context.graph, self.config, one)

        days = {p.report.id: p.report.as_of for p in parts}
        written = [(p.report.id, s) for p in parts for s in p.remarks] + [("", s) for s in self.config.suppressions]
        fates = engine.fates(written, self.config, today, lambda report: [days[report]] if report else list(days.values()))
        outcome = engine.settled(self.which, first, context, fates, reached)
        counts: dict[str, int] = {}
        for part in parts:
            for name, n in part.counts.items():
                counts[name] = counts.get(name, 0) + n
        return Answer(outcome, counts, tuple(p.report for p in parts))

    # ------------------------------------------------------------------ the parts

    def _parts(self) -> list[Part]:
        """The parts of all reports in the order of the input, with ids that are unique."""
        from kg.prose import Ids

        found = self._read(range(len(self.bundles)))
        if not self.several and sum(map(len, found.values())) > 1:
            # One file that holds several reports: they are checked as several.
            self.several = True
            found = self._read(range(len(self.bundles)))
        ids, again = Ids(), []
        for n in range(len(self.bundles)):
            given = tuple(ids.new(p.wanted) for p in found[n])
            if given != tuple(p.report.id for p in found[n]):
                again.append(n)
            self.ids[n] = given
        if again:
            found |= self._read(again)
        return [p for n in range(len(self.bundles)) for p in found[n]]

    def _read(self, numbers: Iterable[int]) -> dict[int, tuple[Part, ...]]:
        numbers = list(numbers)
        keys = {n: kept.key("part", self.base, self.digests[n], self.several, self.ids[n]) for n in numbers} if self.cache else {}
        found = {n: value for n in numbers if self.cache and isinstance(value := self.cache.get(keys[n]), tuple)}
        missing = [n for n in numbers if n not in found]
        pieces = [missing[at : at + PIECE] for at in range(0, len(missing), PIECE)]
        tasks = [self._task(piece) for piece in pieces]
        done = len(numbers) - len(missing)
        for piece, result in zip(pieces, self._work(tasks), strict=True):
            for n, parts in zip(piece, result.parts, strict=True):
                found[n] = parts
                if self.cache and all(_sound(p.runs) for p in parts):
                    self.cache.put(keys[n], parts)
            home = {p.report.id: n for n, parts in zip(piece, result.parts, strict=True) for p in parts}
            self.between |= {((home[pair[0]], home[pair[1]]), pair): outcome for pair, outcome in result.pairs}
            self.rows |= {(home[id], id): packed for id, packed in result.rows}
            done += len(piece)
            self.progress(done, len(numbers))
        return found

    def _work(self, tasks: Sequence[_Task]) -> Iterator[_Done]:
        yield from self.workers.map(tasks, self.which)

    def _task(self, numbers: Iterable[int], group: tuple[str, ...] = (), **more: object) -> _Task:
        chosen = tuple((self.bundles[n], self.ids[n]) for n in numbers)
        return _Task(chosen, self.config, tuple(c.code for c in self.which), self.format, self.several, 1 if self.several else self.workers.most, len(self.bundles), group, **more)

    # ------------------------------------------------------------------ what is between them

    def _explained(self, parts: Sequence[Part], said: list[tuple[int, Finding]]) -> list[tuple[int, Finding]]:
        """Findings on several reports with what rests on them and how they are backed; their reports are read for it."""
        home = [n for n, ids in enumerate(self.ids) for _ in ids or ()]
        at = {p.report.id: n for n, p in enumerate(parts)}
        done, waiting = list(said), []
        for k, (_, finding) in enumerate(said):
            if any(a.side or a.kind in ("claim", "source") for a in finding.about):
                waiting.append((sorted({at[a.report] for a in finding.about if a.report in at}), k))
        pieces = list(_pieces(sorted(waiting)))
        tasks = [
            self._task(sorted({home[m] for m in reports}), tuple(parts[m].report.id for m in reports), found=tuple(said[k][1] for k in chosen))
            for reports, chosen in pieces
        ]
        for (_, chosen), result in zip(pieces, self._work(tasks), strict=True):
            for k, finding in zip(chosen, result.explained, strict=True):
                done[k] = (said[k][0], finding)
        return done

    def _between(self, parts: Sequence[Part], pairs: Sequence[Pair]) -> list[Outcome]:
        """What the checks of pairs find in each pair of reports on one subject."""
        from kg.batch import pairing

        home = {p.report.id: n for p, n in zip(parts, (n for n, ids in enumerate(self.ids) for _ in ids or ()), strict=True)}
        found, fresh = {}, []
        for star in pairing.stars(pairs):
            kept_as = self._of_star(star, home)
            known = self.cache.get(kept_as) if self.cache else None
            if isinstance(known, tuple):
                found.update(zip(star, known, strict=True))
            else:
                fresh.append((kept_as, star))
                of_star = ((pair, self.between.get(((home[pair[0]], home[pair[1]]), pair))) for pair in star)
                found.update((pair, outcome) for pair, outcome in of_star if outcome is not None)
        missing = [pair for pair in pairs if pair not in found]
        found.update(zip(missing, self._compared(parts, missing, home), strict=True))
        for kept_as, star in fresh:
            if self.cache and all(_sound(found[pair].runs) for pair in star):
                self.cache.put(kept_as, tuple(found[pair] for pair in star))
        return [found[pair] for pair in pairs]

    def _of_star(self, star: Sequence[Pair], home: Mapping[str, int]) -> str:
        """The name under which the cache keeps what is between one report and later ones."""
        if not self.cache:
            return ""
        numbers = sorted({home[id] for pair in star for id in pair[:2]})
        return kept.key("between", self.base, [(self.digests[n], self.ids[n]) for n in numbers], star)

    def _compared(self, parts: Sequence[Part], pairs: Sequence[Pair], home: Mapping[str, int]) -> list[Outcome]:
        """What is found in pairs that were not in memory together; their reports are read again if what they tell is not known."""
        from kg.batch import pairing

        unread = sorted({home[id] for pair in pairs for id in pair[:2] if (home[id], id) not in self.rows})
        tasks = [self._task(piece, tuple(id for n in piece for id in self.ids[n])) for at in range(0, len(unread), PIECE) if (piece := unread[at : at + PIECE])]
        for result in self._work(tasks):
            self.rows |= {(home[id], id): packed for id, packed in result.rows}
        tasks = [self._task((), pairs=tuple(chosen), rows=tuple(self.rows[home[id], id] for id in ids)) for ids, chosen in pairing.goes(pairs)]
        outcomes = [outcome for result in self._work(tasks) for _, outcome in result.pairs]
        said = self._explained(parts, [(n, finding) for n, outcome in enumerate(outcomes) for finding in outcome.findings])
        explained: dict[int, list[Finding]] = {}
        for n, finding in said:
            explained.setdefault(n, []).append(finding)
        return [replace(outcome, findings=tuple(explained.get(n, ()))) for n, outcome in enumerate(outcomes)]


class Workers:
    """Processes that do tasks: started when they first pay, and kept, as what they know by then saves time."""

    def __init__(self, jobs: int | None):
        self._jobs, self._pool = jobs, None

    @property
    def most(self) -> int:
        """The number of processes that are wanted at most."""
        return self._jobs if self._jobs is not None else os.cpu_count() or 1

    def map(self, tasks: Sequence[_Task], which: Sequence[Check]) -> Iterator[_Done]:
        """The results of tasks, in their order; ``which`` are their checks."""
        if self._pool is None:
            jobs = min(self._wanted(tasks), len(tasks))
            if jobs < 2:
                yield from (_work(task, which) for task in tasks)
                return
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # A forked process has the lexicons and patterns already; elsewhere each reads its own.
            method = "fork" if sys.platform == "linux" else "spawn"
            self._pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(method))
        yield from self._pool.map(_work, tasks)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _wanted(self, tasks: Sequence[_Task]) -> int:
        return self.most if self._jobs is not None or sum(map(_size, tasks)) >= PAYS else 1


def _size(task: _Task) -> int:
    """Bytes of the files of a task, and of what is known of others already."""
    return sum(len(f.data) for bundle, _ in task.bundles for f in bundle.files) + sum(map(len, task.rows))


def _pieces(waiting: Iterable[tuple[list[int], int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Reports that can be read at once, and the findings on them: those on few reports share them with others."""
    reports: set[int] = set()
    chosen: list[int] = []
    for needed, k in waiting:
        if chosen and len(reports.union(needed)) > EXPLAINED:
            yield sorted(reports), chosen
            reports, chosen = set(), []
        reports.update(needed)
        chosen.append(k)
    if chosen:
        yield sorted(reports), chosen


_worked: list[bool] = []
"""Filled once this process has had a task."""


def _work(task: _Task, which: Sequence[Check] = ()) -> _Done:
    """Load and check the bundles of a task, in any process; ``which`` are its checks where they are at hand."""
    from kg.batch import pairing, together
    from kg.batch.part import chosen, contexts, emptied, parts

    if _worked and not task.found and not task.pairs:
        # Graph and context of a report hold each other; those of the task before go now, not when memory is short.
        gc.collect()
    _worked[:] = [True]
    which = which or chosen(task.codes)
    if task.pairs:
        return _Done(pairs=tuple(zip(task.pairs, pairing.check(task.rows, task.config, which, task.pairs), strict=True)))
    if task.group:
        every = (c for b, ids in task.bundles for _, c in contexts(b, task.config, task.format, task.several, ids))
        mine = ((c, c.graph.reports[0]) for c in every if c.graph.reports[0].id in task.group)
        if task.found:
            return _Done(explained=together.explained([c for c, _ in mine], task.config, task.found))
        return _Done(rows=tuple((report.id, pairing.packed(c, emptied(report, c), which)) for c, report in mine))
    read = [list(parts(b, task.config, which, task.format, task.several, ids, task.processes)) for b, ids in task.bundles]
    done = _Done(tuple(tuple(p for p, _ in pairs) for pairs in read))
    return _paired([p for pairs in read for p, _ in pairs], [c for pairs in read for _, c in pairs], task, which, done) if task.several else done


def _paired(found: Sequence[Part], contexts: Sequence[Context], task: _Task, which: Sequence[Check], done: _Done) -> _Done:
    """What was done, with what is between the reports of one task: most often they are on one subject among all as well."""
    from kg.batch import pairing, together

    if len({p.report.id for p in found}) < len(found) or not pairing.paired(which):
        return done
    pairs = together.neighbours(found)
    if not pairs:
        return done
    met = {id for pair in pairs for id in pair[:2]}
    rows = {p.report.id: pairing.packed(c, p.report, which) for p, c in zip(found, contexts, strict=True) if p.report.id in met}
    outcomes = pairing.check(rows.values(), task.config, which, pairs)
    graphs = [c for p, c in zip(found, contexts, strict=True) if p.report.id in met]
    explaining = together.explaining(graphs, task.config)
    between = [(pair, replace(o, findings=explaining(o.findings))) for pair, o in zip(pairs, outcomes, strict=True)]
    others = len(task.bundles) < task.among
    return replace(done, pairs=tuple(between), rows=tuple(rows.items()) if others else ())
