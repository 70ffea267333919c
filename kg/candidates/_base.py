"""What a candidate set is, and what the sets share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from kg import evidence, metrics, observations, readings
from kg import patterns as re
from kg.candidates.cells import cells, figures
from kg.config import Config
from kg.derivations import find, lists, raised, resolved
from kg.derivations.model import Derivation
from kg.findings import About
from kg.graph import ClaimGraph, Key
from kg.metrics import Metrics
from kg.model import Cell, Observation, Place, Report, Section
from kg.readings import Reading
from kg.records import record
from kg.suppressions import Fate
from kg.tables import grid
from kg.tables import observations as table_observations
from kg.tables.grid import Grid

_AS_OF = re.compile(r"(?i)\bas (?:of|at)\s+$")


class CannotCheck(Exception):
    """Raised by a candidate set that lacks something it needs; the text says what."""


class Context:
    """The graph and configuration of a run, with what several candidate sets share."""

    def __init__(self, graph: ClaimGraph, config: Config):
        self.graph, self.config = graph, config
        self._readings: dict[str, list[Reading]] = {}
        self._observations: dict[str, list[Observation]] = {}
        self._made: dict[Hashable, object] = {}
        self._texts: dict[Key, str] = {}
        self._grids: dict[str, list[Grid]] = {}
        self._derivations: dict[str, list[Derivation]] = {}
        self.remarks: list[Fate] = []
        """What became of the remarks that set findings aside; known once all other checks have looked."""
        self.several = len(graph.reports) > 1
        """Whether several reports are checked together, those that are not in this graph included."""

    @classmethod
    def of(cls, graph: ClaimGraph, config: Config) -> Context:
        """The context in which the checks ran over the graph, with what they worked out; a new one if none did."""
        known = graph.worked_out
        return known if isinstance(known, cls) and known.config is config else cls(graph, config)

    def share(self, other: Context) -> None:
        """Take over what another context has worked out for single reports, of which this one holds some as well."""
        mine = {r.id for r in self.graph.reports}
        for here, there in (
            (self._readings, other._readings),
            (self._observations, other._observations),
            (self._grids, other._grids),
            (self._derivations, other._derivations),
        ):
            here.update((id, found) for id, found in there.items() if id in mine)
        # What is of one report is kept under its name and the report or a node of it; a plain name is of all reports.
        self._made.update(
            (key, found) for key, found in other._made.items() if isinstance(key, tuple) and (key[1].report if isinstance(key[1], Key) else key[1]) in mine
        )
        self._texts.update((key, text) for key, text in other._texts.items() if key.report in mine)

    def about(self, key: Key, side: str = "", place: Place | None = None, text: str | None = None) -> About:
        """The node as a place of a finding."""
        node = self.graph.nodes[key]
        kind = {"passage": "sentence", "figure": "section", "report": "document"}.get(key.type, key.type)
        if text is None:
            if key not in self._texts:
                self._texts[key] = self._row(key, node) if isinstance(node, Cell) else words(node)
            text = self._texts[key]
        return About(kind, _written_id(node, key), place or node.place, text, key.report, side)

    def _row(self, key: Key, cell: Cell) -> str:
        """The row a cell stands in: a cell alone says little."""
        rows = self.once(("row texts", key.report, cell.table), lambda: self._rows(Key(key.report, "table", cell.table)))
        return rows.get(cell.row, words(cell))

    def _rows(self, table: Key) -> dict[int, str]:
        node = self.graph.nodes.get(table)
        rows = node.rows if node is not None else ()
        return {row[0].row: " | ".join(" ".join(c.text.split()) for c in row if c.text.strip()) for row in rows if row}

    def once(self, key: Hashable, make: Callable[[], object]) -> object:
        """What ``make()`` gives, made when first asked for under ``key`` and kept for the run."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def metrics(self) -> Metrics:
        """The lexicon of metrics, with the user's own."""
        return metrics.extended(self.config.metrics)

    def readings(self, report: Report) -> list[Reading]:
        """What can be read from the report's sentences, claims and cover facts, read once."""
        if report.id not in self._readings:
            self._readings[report.id] = readings.read(report, self.metrics)
        return self._readings[report.id]

    def headings(self, report: Report) -> list[Reading]:
        """The title, headings and captions that hold a figure, read once."""
        return self.once(("headings", report.id), lambda: readings.headings(report, self.metrics))

    def observations(self, report: Report) -> list[Observation]:
        """Observations of the report's text, data and tables, read once."""
        if report.id not in self._observations:
            found = [observations.from_data(o, self.metrics) for o in report.observations]
            found += observations.observe(report, self.config, self.metrics, [*self.readings(report), *self.headings(report)])
            if report.tables:
                found += table_observations.observe(self.grids(report), report, self.config)
            self._observations[report.id] = found
        return self._observations[report.id]

    def grids(self, report: Report) -> list[Grid]:
        """The report's tables with their figures, read once."""
        if report.id not in self._grids:
            self._grids[report.id] = list(grid.grids(report, self.metrics, readings.number_style(report) if report.tables else None))
        return self._grids[report.id]

    def derivations(self, report: Report) -> list[Derivation]:
        """Results the report's text states together with the figures they follow from, found once."""
        if report.id not in self._derivations:
            day = self.as_of(report)
            grids = self.grids(report) if report.tables else []
            told = cells(grids, self.metrics)
            found = find.find(self.readings(report), self.observations(report), day.year if day else None, told, lambda: figures(grids))
            stated = {(id(d.stated.reading), d.stated.quantity.start) for d in found}
            listed = [d for d in lists.lists(report, self.readings(report)) if (id(d.stated.reading), d.stated.quantity.start) not in stated]
            found += listed
            found += resolved.resolved(self.readings(report), lambda: self.grids(report), found)
            found += raised.raised(report, self.readings(report), grids, frozenset((id(d.stated.reading), d.stated.quantity.start) for d in found))
            self._derivations[report.id] = found
        return self._derivations[report.id]

    def as_of(self, report: Report) -> date | None:
        """The day the report's present tense speaks of: its own date, else the latest "as of" in its text."""
        return report.as_of or self.once(("latest as of", report.id), lambda: self._latest_as_of(report))

    def _latest_as_of(self, report: Report) -> date | None:
        days = [
            d.period.end
            for reading in self.readings(report)
            for d in reading.dates
            if d.period.end is not None and _AS_OF.search(reading.text[max(0, d.start - 12) : d.start])
        ]
        return max(days, default=None)

    @cached_property
    def parties(self) -> dict[str, evidence.Party | None]:
        """The subject as an interested party, by report id."""
        return {r.id: evidence.party(r, self.config) for r in self.graph.reports}

    @cached_property
    def controlled(self) -> dict[str, dict[str, str]]:
        """By report id: why each source that the subject controls is its own."""
        found = {}
        for report in self.graph.reports:
            party = self.parties[report.id]
            by_source = {
                self.graph.nodes[e.source].id: self.graph.nodes[e.target]
                for e in self.graph.edges_of(report.id)
                if e.type == "published-by"
            }
            found[report.id] = evidence.controlled_sources(report, by_source, party) if party else {}
        return found


def _written_id(node: object, key: Key) -> str | None:
    if key.type == "sentence" or key.type == "passage":
        return None
    if isinstance(node, Section):
        return node.number or node.id
    return getattr(node, "id", key.id)


def words(node: object) -> str:
    """What stands at a node, as one line of text."""
    for name in ("statement", "text", "raw", "caption", "value", "title"):
        value = getattr(node, name, "")
        if value:
            return " ".join(value.split())
    return ""


@record
class Span:
    """What a look at one item from afar shows: enough to pass over a group in which nothing can be wrong.

    Items of one ``value`` cannot contradict each other.  Two items are compared only if they share one
    of their ``slots`` (the years they may be of) or one of them has none.  ``low`` to ``high`` are
    the bounds outside which another item must lie to contradict this one, ``None`` where there is
    none; an item that is not ``plain`` may contradict whatever its bounds are.
    """

    value: Hashable
    slots: tuple[int, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    plain: bool = False


@record
class Across:
    """How the items of a set whose keys several reports may share are kept, and met, in tables.

    ``item`` is their type.  ``span`` gives the :class:`Span` of an item; without it every group that
    more than one report is in comes to the checks.  Where keys are only known once all reports are
    read, ``block`` gives the part of a key that one report tells (``None``: no other report has this
    key), and ``split`` makes the groups of the items of one block.  ``value`` gives a number of an item, the
    same in every process; with more than ``most`` of them under one key no check of the set says anything.
    """

    item: type
    span: Callable[[object], Span] | None = None
    block: Callable[[Hashable], Hashable | None] = lambda key: key
    split: Callable[[Sequence[object]], Iterable[tuple[object, ...]]] | None = None
    value: Callable[[object], int] | None = None
    most: int = 0


@record
class CandidateSet:
    """A named set: ``emit`` gives ``(key, item)``; ``grouped`` sets hand each check a tuple of items.

    ``across`` is ``None`` where every key is of one report, so that a report can be checked by itself.
    """

    name: str
    grouped: bool
    emit: Callable[[Context, Report], Iterable[tuple[Hashable, object]]]
    across: Across | None = None

    def finish(self, groups: dict) -> dict:
        """One candidate per key: the tuple of its items, or the item itself in an ungrouped set."""
        if self.grouped:
            return {key: tuple(items) for key, items in groups.items()}
        return {(key, n): item for key, items in groups.items() for n, item in enumerate(items)}


SETS: dict[str, CandidateSet] = {}


def candidates(name: str, *, grouped: bool = False, across: Across | None = None) -> Callable:
    """Name an ``emit`` function as a candidate set."""

    def decorate(emit: Callable) -> Callable:
        if name in SETS:
            raise ValueError(f"two candidate sets are called {name!r}")
        SETS[name] = CandidateSet(name, grouped, emit, across)
        return emit

    return decorate


def line_text(report: Report, place: Place) -> str:
    """The first line at a place, at most 200 characters."""
    for document in report.documents:
        if document.path == place.path:
            lines = document.text.splitlines()
            return lines[place.line - 1].strip()[:200] if place.line <= len(lines) else ""
    return ""
