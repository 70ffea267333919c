"""Who did what, when, with whom, for how much.

The kinds of events are data (``ontology/events.ttl``); :func:`kg.events.reader.read` reads them
from prose, claims, tables and data.
"""

from __future__ import annotations

from kg.events.model import Event, Member

__all__ = ["Event", "Member"]
