"""The claim graph on disk: an Oxigraph database with one named graph per report, loaded by what changed.

A store is a folder::

    kg-store.sqlite      which reports are in it, and which generation is the current one
    generations/000007   an Oxigraph database, never written again once it is current

A load copies the current generation (hard links, so that it costs no space), changes the copy and
makes it current in the transaction that records the reports.  Killed at any moment, it leaves the
old state or the new one; readers go on reading the generation they opened; of two loads at a time
the second is refused.  Needs the package ``pyoxigraph``.

>>> from kg import store
>>> database = store.Folder("reports.store").open()          # doctest: +SKIP
>>> database.query("SELECT …", use_default_graph_as_union=True)  # doctest: +SKIP
"""

from __future__ import annotations

from kg.store.catalogue import Record, StoreError
from kg.store.folder import Folder
from kg.store.loading import Changes, load

__all__ = ["Changes", "Folder", "Record", "StoreError", "load"]
