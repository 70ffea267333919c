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
    from kg.batch.part import Part
    from kg.batch.together import Neighbours
    from kg.candidates import Context
    from kg.engine import Check
    from kg.suppressions import Suppression

PIECE = 8
"""Reports that are read by one process one after the other: those beside each other in a folder often belong together."""
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
    group: tuple[str, ...] = ()
    """The ids of reports on one subject, of which only what the pairs of them show is asked for."""
    pairs: Neighbours = ()
    found: tuple[Finding, ...] = ()
    """Findings on several reports of the group to be explained: what rests on them, how their sides are backed."""


@record
class _Done:
    """The parts of each bundle of a task, what was found in pairs among them (ids, pairs, outcome), and findings explained."""

    parts: tuple[tuple[Part, ...], ...] = ()
    groups: tuple[tuple[tuple[str, ...], Neighbours, Outcome], ...] = ()
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
    answer = _Run(bundles, digests, config, tuple(which()), format, jobs, cache, base, progress).answer(today)
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
        self.jobs: int | None = jobs
        self.cache: Cache | None = cache
        self.base: str = base
        self.progress: Callable[[int, int], None] = progress
        self.several = len(bundles) > 1
        self.between: dict[tuple[tuple[str, ...], Neighbours], Outcome] = {}
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
        subjects = together.joined(parts, pairs)
        of_pairs = list(zip(subjects, self._between(parts, subjects, pairs), strict=True))
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
            self.between |= {(ids, pairs): outcome for ids, pairs, outcome in result.groups}
            done += len(piece)
            self.progress(done, len(numbers))
        return found

    def _task(self, numbers: Iterable[int], group: tuple[str, ...] = (), pairs: Neighbours = (), found: tuple[Finding, ...] = ()) -> _Task:
        chosen = tuple((self.bundles[n], self.ids[n]) for n in numbers)
        return _Task(chosen, self.config, tuple(c.code for c in self.which), self.format, self.several, group, pairs, found)

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

    def _between(self, parts: Sequence[Part], groups: Sequence[tuple[int, ...]], found: Neighbours) -> list[Outcome]:
        """What the checks of pairs find in each group of reports on one subject."""
        from kg.batch import together

        home = [n for n, ids in enumerate(self.ids) for _ in ids or ()]
        outcomes: dict[int, Outcome] = {}
        missing, tasks, keys = [], [], {}
        for g, members in enumerate(groups):
            ids = tuple(parts[m].report.id for m in members)
            pairs = together.among(found, ids)
            numbers = sorted({home[m] for m in members})
            if self.cache:
                keys[g] = kept.key("between", self.base, [(self.digests[n], self.ids[n]) for n in numbers], ids, pairs)
            known = self.between.get((ids, pairs))
            if known is not None:
                self._keep(keys.get(g), known)
            elif self.cache:
                known = self.cache.get(keys[g])
            if isinstance(known, Outcome):
                outcomes[g] = known
            else:
                missing.append(g)
                tasks.append(self._task(numbers, ids, pairs))
        for g, result in zip(missing, self._work(tasks), strict=True):
            outcomes[g] = result.groups[0][2]
            self._keep(keys.get(g), outcomes[g])
        return [outcomes[g] for g in range(len(groups))]

    def _keep(self, key: str | None, outcome: Outcome) -> None:
        if self.cache and key and _sound(outcome.runs):
            self.cache.put(key, outcome)

    # ------------------------------------------------------------------ processes

    def _work(self, tasks: Sequence[_Task]) -> Iterator[_Done]:
        """The results of tasks, in their order."""
        jobs = min(self._jobs(tasks), len(tasks))
        if jobs < 2:
            yield from (_work(task, self.which) for task in tasks)
            return
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # A forked process has the lexicons and patterns already; elsewhere each reads its own.
        method = "fork" if sys.platform == "linux" else "spawn"
        with ProcessPoolExecutor(jobs, multiprocessing.get_context(method)) as pool:
            try:
                yield from pool.map(_work, tasks)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _jobs(self, tasks: Sequence[_Task]) -> int:
        if self.jobs is not None:
            return self.jobs
        return (os.cpu_count() or 1) if sum(map(_size, tasks)) >= PAYS else 1


def _size(task: _Task) -> int:
    """Bytes of the files of a task."""
    return sum(len(f.data) for bundle, _ in task.bundles for f in bundle.files)


def _pieces(waiting: Iterable[tuple[list[int], int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Reports that can be read at once, and the findings on them: those on few reports share them with others."""
    reports: set[int] = set()
    chosen: list[int] = []
    for needed, k in waiting:
        if chosen and len(reports.union(needed)) > PIECE:
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
    from kg.batch import together
    from kg.batch.part import chosen, contexts, parts

    if _worked and not task.found:
        # Graph and context of a report hold each other; those of the task before go now, not when memory is short.
        gc.collect()
    _worked[:] = [True]
    which = which or chosen(task.codes)
    if task.group:
        every = [c for b, ids in task.bundles for _, c in contexts(b, task.config, task.format, task.several, ids)]
        mine = [c for c in every if c.graph.reports[0].id in task.group]
        if task.found:
            return _Done(explained=together.explained(mine, task.config, task.found))
        return _Done(groups=((task.group, task.pairs, together.check(mine, task.config, which, task.pairs)),))
    read = [list(parts(b, task.config, which, task.format, task.several, ids)) for b, ids in task.bundles]
    groups = list(_groups([p for pairs in read for p, _ in pairs], [c for pairs in read for _, c in pairs], task, which)) if task.several else []
    return _Done(tuple(tuple(p for p, _ in pairs) for pairs in read), tuple(groups))


def _groups(
    found: Sequence[Part], contexts: Sequence[Context], task: _Task, which: Sequence[Check]
) -> Iterator[tuple[tuple[str, ...], Neighbours, Outcome]]:
    """The groups among the reports of one task, checked while they are in memory: most often they are groups among all."""
    from kg.batch import together

    if len({p.report.id for p in found}) < len(found) or not together.paired(which):
        return
    pairs = together.neighbours(found)
    for members in together.joined(found, pairs):
        ids = tuple(found[m].report.id for m in members)
        mine = together.among(pairs, ids)
        yield ids, mine, together.check([contexts[m] for m in members], task.config, which, mine)
