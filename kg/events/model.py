"""An event as one place tells it."""

from __future__ import annotations

from kg.model import Period, Place, Quantity
from kg.records import record


def round_name(series: str) -> str:
    """A funding round as people write it: ``series-a`` is ``Series A``, any other keeps its word."""
    kind, _, letter = series.partition("-")
    if kind != "series":
        return series.replace("-", " ")
    return f"Series {letter[:1].upper()}{letter[1:].replace('-', ' ')}"


@record
class Member:
    """A name in a role: ``role`` is a label of ``ontology/events.ttl`` (lead, investors, acquirer, place).

    ``key`` is what spellings of the name have in common.  ``complete`` says that the place lists
    everybody in that role ("from A and B"), not some ("including A"); ``only`` that it says so
    itself ("only A and B took part").
    """

    role: str
    name: str
    key: str
    complete: bool = False
    only: bool = False


@record
class Event:
    """One place's account of an event.

    ``subject`` is who it happened to (its key), ``thing`` what it was done to ("Pollen Robotics"),
    ``series`` the name of a funding round ("series-d").  ``status`` is ``done``, ``planned`` or
    ``announced`` (agreed at that date, to happen later).
    ``carrier`` is ``(kind, id)`` of the sentence, claim, cover fact, cell or observation.
    """

    report: str
    frame: str
    subject: str
    subject_name: str
    carrier: tuple[str, str]
    place: Place
    section: str | None = None
    passage: str = ""
    thing: str = ""
    thing_name: str = ""
    series: str = ""
    period: Period | None = None
    date_text: str = ""
    amount: Quantity | None = None
    amount_text: str = ""
    members: tuple[Member, ...] = ()
    status: str = "done"
    latest: bool = False
    """Whether the place calls it the latest of its kind."""

    @property
    def round(self) -> str:
        """The funding round as people write it ("Series A"), empty for other events."""
        return round_name(self.series)

    def named(self, role: str) -> tuple[Member, ...]:
        """The names in a role."""
        return tuple(m for m in self.members if m.role == role)

    def complete(self, role: str) -> bool:
        """Whether the place lists everybody in a role."""
        found = self.named(role)
        return bool(found) and all(m.complete for m in found)
