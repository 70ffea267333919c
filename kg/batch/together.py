"""Which reports have to do with each other, and what is found between them."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter

from kg import build, engine
from kg.batch.pairing import Pair, Teller, paired
from kg.batch.part import Part, numbers, unpacked
from kg.candidates import SETS, Context
from kg.candidates.events import Told, dated_apart
from kg.config import Config
from kg.engine import Check
from kg.findings import Finding, Outcome, Run, Status
from kg.records import record


@record
class Group:
    """A candidate that several reports share: the set, the position of its first report, and its items, none if nothing is said of so many."""

    name: str
    first: int
    items: tuple


# --------------------------------------------------------------------------- two by two


def neighbours(parts: Sequence[Part]) -> tuple[Pair, ...]:
    """The pairs of reports on one subject; they depend on all reports, as a word of many tells less than one of two."""
    if not any(p.topic for p in parts):
        return ()
    from kg import aligned

    none = aligned.Topic(frozenset(), False, (), frozenset())
    apart: dict[frozenset[str], list[tuple[Teller, Teller]]] = defaultdict(list)
    for one, other in _steps_apart(parts):
        tellers = sorted((t.event.report, *t.event.carrier) for t in (one, other))
        apart[frozenset(t[0] for t in tellers)].append((tellers[0], tellers[1]))
    ids = [p.report.id for p in parts]
    return tuple(
        (ids[a], ids[b], tuple(sorted(apart[frozenset((ids[a], ids[b]))]))) for a, b in aligned.neighbours([p.topic or none for p in parts])
    )


def _steps_apart(parts: Sequence[Part]) -> Iterator[tuple[Told, Told]]:
    told = [step for p in parts for step in p.steps]
    return dated_apart(told, {p.report.id: p.subject for p in parts}) if told else iter(())


def explaining(contexts: Sequence[Context], config: Config) -> Callable[[Iterable[Finding]], tuple[Finding, ...]]:
    """What adds to findings on these reports what rests on them, and how well their sides are backed."""
    context = Context(build.graph_of([c.graph.reports[0] for c in contexts], config), config)
    return partial(engine.explained, context)


def explained(contexts: Sequence[Context], config: Config, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings on these reports with what rests on them, and how well their sides are backed."""
    return explaining(contexts, config)(found)


# --------------------------------------------------------------------------- by key


def shared(parts: Sequence[Part]) -> frozenset[int]:
    """The keys, as numbers, that more than one report has."""
    seen: set[int] = set()
    twice: set[int] = set()
    for part in parts:
        for block in part.meets:
            (twice if block in seen else seen).add(block)
    return frozenset(twice)


def groups(parts: Sequence[Part], blocks: frozenset[int]) -> list[Group]:
    """The candidates under these keys, and the steps that two reports date apart."""
    crowded = _crowded(parts, blocks)
    found: dict[tuple[str, int], list[tuple[int, int, Hashable, object]]] = defaultdict(list)
    for at, part in enumerate(parts):
        for block, name, n, key, item in unpacked(part, blocks - crowded.keys()):
            found[name, block].append((at, n, key, item))
    made = [group for (name, _), rows in found.items() for group in _split(name, sorted(rows, key=itemgetter(0, 1)))]
    made += crowded.values()
    at = {p.report.id: n for n, p in enumerate(parts)}
    for pair in _steps_apart(parts):
        made.append(Group("events", min(at[t.event.report] for t in pair), _in_order(pair, at)))
    return made


def _crowded(parts: Sequence[Part], blocks: frozenset[int]) -> dict[int, Group]:
    """The groups with so many different values that no check says anything of them: their items are not even looked at."""
    sets: dict[int, tuple[str, int]] = {}
    differ: dict[int, set[int]] = defaultdict(set)
    for at, part in enumerate(parts):
        for name, mine in part.by_set.items():
            if SETS[name].across.value is not None:
                for block in blocks.intersection(mine):
                    sets.setdefault(block, (name, at))
                    if len(differ[block]) <= SETS[name].across.most:
                        differ[block].update(numbers(part.differ[block]))
    return {block: Group(name, at, ()) for block, (name, at) in sets.items() if len(differ[block]) > SETS[name].across.most}


def _in_order(pair: tuple[Told, Told], at: dict[str, int]) -> tuple[Told, ...]:
    return tuple(sorted(pair, key=lambda t: at[t.event.report]))


def _split(name: str, rows: list[tuple[int, int, Hashable, object]]) -> Iterator[Group]:
    """The candidates under one number: by their keys, or as the set tells once all are there."""
    split = SETS[name].across.split
    if split:
        home = {id(item): at for at, _, _, item in rows}
        for items in split([item for _, _, _, item in rows]):
            yield Group(name, home[id(items[0])], tuple(items))
        return
    by_key: dict[Hashable, list[tuple[int, object]]] = defaultdict(list)
    for at, _, key, item in rows:
        by_key[key].append((at, item))
    for items in by_key.values():
        yield Group(name, items[0][0], tuple(item for _, item in items))


def said(found: Iterable[Group], which: Iterable[Check], config: Config, crashed: dict[str, str]) -> Iterator[tuple[int, Finding]]:
    """What the checks say of the groups, each with the position of the first report; not explained yet.

    ``crashed`` is filled with the traceback of each check that raised, by its code.
    """
    by_set: dict[str, list[Check]] = defaultdict(list)
    for one in which:
        by_set[one.over].append(one)
    for group in found:
        for one in by_set.get(group.name, ()) if group.items else ():
            try:
                for finding in engine.findings_of(one, group.items, config):
                    yield group.first, finding
            except Exception:
                crashed.setdefault(one.code, traceback.format_exc())


# --------------------------------------------------------------------------- all of it


def merged(
    parts: Sequence[Part],
    of_pairs: Iterable[tuple[Pair, Outcome]],
    of_groups: Iterable[tuple[int, Finding]],
    found: Sequence[Group],
    blocks: frozenset[int],
    which: Sequence[Check],
    crashed: Mapping[str, str],
) -> Outcome:
    """The findings and runs of all reports, pairs and groups.

    What was said of a candidate in one report is dropped where other reports add to it.
    """
    pair_codes = {c.code for c in paired(which)}
    rows: list[tuple[int, Finding]] = list(of_groups)
    runs: dict[str, list[Run]] = defaultdict(list)
    in_pairs: set[int] = set()
    at = {p.report.id: n for n, p in enumerate(parts)}
    for pair, outcome in of_pairs:
        in_pairs.update(at[id] for id in pair[:2])
        rows += [(at[pair[0]], f) for f in outcome.findings]
        for run in outcome.runs:
            runs[run.check].append(run)
    for n, part in enumerate(parts):
        tags = part.blocks or (None,) * len(part.findings)
        rows += [(n, f) for f, block in zip(part.findings, tags, strict=True) if block not in blocks]
        for run in part.runs:
            if not (n in in_pairs and run.check in pair_codes):
                runs[run.check].append(run)
    rows.sort(key=lambda row: row[0])
    first: dict[str, Finding] = {}
    for _, finding in rows:
        first.setdefault(finding.fingerprint, finding)
    over = {c.code: c.over for c in which}
    less = _moved(parts, blocks)
    more: dict[str, int] = defaultdict(int)
    for group in found:
        more[group.name] += 1
    done = (_one_run(each, more[over[code]] - less[over[code]]) for code, each in runs.items())
    return Outcome(
        tuple(first.values()),
        tuple(replace(r, status=Status.CRASHED, reason=crashed[r.check]) if r.check in crashed else r for r in done),
    )


def _moved(parts: Sequence[Part], blocks: frozenset[int]) -> dict[str, int]:
    """By set: how many candidates of single reports went into groups of several."""
    moved: dict[str, int] = defaultdict(int)
    for part in parts:
        for name, counted in part.by_set.items():
            moved[name] += sum(part.meets[block] for block in counted if block in blocks)
    return moved


def _one_run(runs: Sequence[Run], more: int) -> Run:
    """One run for those of one check over single reports, pairs and groups."""
    crashed = next((r for r in runs if r.status is Status.CRASHED), None)
    examined, seconds = sum(r.examined for r in runs) + more, sum(r.seconds for r in runs)
    if crashed is not None:
        return replace(crashed, examined=examined, seconds=seconds)
    refused = next((r for r in runs if r.status is Status.CANNOT), None)
    if examined or refused is None:
        return Run(runs[0].check, runs[0].name, examined, Status.RAN if examined else Status.NOTHING, seconds)
    return replace(refused, seconds=seconds)
