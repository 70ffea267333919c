"""What differs between two versions: one change, and all of them with the findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kg.findings import Finding, Run
from kg.model import Place
from kg.records import record

TOPICS = ("report", "claim", "confidence", "figure", "source", "evidence", "quote", "citation", "table", "text")
"""What a change is about, in the order in which changes are listed.

``evidence`` is the link of a claim to a source; ``citation`` a reference in the text; ``table`` and
``text`` are changes of words, in cells and elsewhere, that leave every figure as it was.
"""

Kind = Literal["added", "removed", "changed"]


@record
class Side:
    """What one version says, and where."""

    text: str
    place: Place | None = None


@record
class Change:
    """One difference.

    ``id`` names the claim, source, row or table it is about (empty for a sentence); ``old`` is
    ``None`` for what was added, ``new`` for what was removed.  ``figures`` are the written figures
    that differ, old beside new, one of them empty where a figure came or went.
    """

    topic: str
    kind: Kind
    id: str
    old: Side | None = None
    new: Side | None = None
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple:
        """Sort key: topic, then place in the new version, where it has one."""
        side = self.new or self.old
        place = side.place if side else None
        where = (place.path, place.line, place.column) if place else ("", 0, 0)
        return (TOPICS.index(self.topic), self.new is None, *where, self.id, self.kind, side.text if side else "")


@record
class Difference:
    """Everything that differs: changes in their order, and findings by what became of them."""

    old: str
    new: str
    changes: tuple[Change, ...] = ()
    new_findings: tuple[Finding, ...] = ()
    fixed_findings: tuple[Finding, ...] = ()
    unchanged_findings: tuple[Finding, ...] = ()
    runs: tuple[Run, ...] = ()
    """What the checks did, in the old version and then in the new one."""

    @property
    def empty(self) -> bool:
        """Whether the two versions say the same and are found the same."""
        return not (self.changes or self.new_findings or self.fixed_findings)

    def of(self, topic: str) -> Iterator[Change]:
        """The changes about one topic."""
        return (c for c in self.changes if c.topic == topic)
