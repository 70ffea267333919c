"""Reports that are brought together by their words: by what they are about, and by the steps they date.

Nothing is compared all against all: rare words lead from one report to another, through tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg import aligned
from kg.aligned import Topic
from kg.candidates.aligned import Apart
from kg.candidates.events import Step, dated_apart
from kg.corpus.reading import Corpus
from kg.events import milestones
from kg.events.funding import party_subject

if TYPE_CHECKING:
    from ibis.expr.types import Table


class Group(NamedTuple):
    """A candidate that several reports share, with the number of its first report and its place there."""

    report: int
    n: int
    items: tuple[object, ...]


def neighbours(corpus: Corpus) -> list[tuple[int, str, str]]:
    """Pairs of reports on one subject, numbered in the order of the input."""
    ids = list(corpus.order)
    topics: list[Topic | None] = [None] * len(ids)
    for row in corpus.rows("contents", ("report", "topic")):
        topics[corpus.order[row["report"]]] = corpus.codec.read(row["topic"], Topic)
    return [(n, ids[first], ids[second]) for n, (first, second) in enumerate(aligned.neighbours(topics))]


def apart_in(groups: Iterable[Group]) -> Apart:
    """What tells of the steps of these groups, in pairs."""
    return frozenset(frozenset((told.event.report, *told.event.carrier) for told in group.items) for group in groups)


def step_groups(corpus: Corpus) -> Iterator[Group]:
    """Steps that two reports on one subject date differently."""
    named = {row["report"]: row["named"] for row in corpus.rows("contents", ("report", "named"))}
    own = milestones.own_words(party_subject(name) for name in named.values() if name)
    steps = corpus.table("steps")
    words = _rare(steps)
    rare = {(row["step"], row["word"]) for row in corpus.rows(words) if row["word"] not in own}
    kept = steps.semi_join(_worded(steps).semi_join(words, ["step", "word"]), ["report", "n"])
    rows = sorted(corpus.rows(kept, ("report", "n", "item")), key=lambda row: (corpus.order[row["report"]], row["n"]))
    told = [corpus.codec.read(row["item"], Step) for row in rows]
    # Groups of steps come behind all other events of a report.
    for n, pair in enumerate(dated_apart(told, named, own, rare)):
        yield Group(min(corpus.order[one.event.report] for one in pair), 10**9 + n, pair)


def _worded(steps: Table) -> Table:
    """A row for each word that stands beside a step."""
    return steps.select("report", "n", "step", word=steps.words.unnest())


def _rare(steps: Table) -> Table:
    """Step and word of those that stand beside few dates, in more than one report."""
    worded = _worded(steps)
    counted = worded.group_by(["step", "word"]).aggregate(times=worded.count(), first=worded.report.min(), last=worded.report.max())
    return counted.filter((counted.times <= milestones.OFTEN) & (counted.first != counted.last)).select("step", "word")
