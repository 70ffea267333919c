"""A SPARQL 1.1 endpoint over a store, with pages for people: an ASGI application to run or to mount.

Read-only.  Queries run in processes of their own (:mod:`kg.server.worker`), so that one that takes
too long, or whose client went away, is ended and leaves nothing behind.  Needs the extra ``serve``.

>>> from kg.server import Limits, application
>>> app = application("reports.store", limits=Limits(seconds=10))     # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.server.limits import Limits

if TYPE_CHECKING:
    from kg.server.app import application

__all__ = ["Limits", "application"]


def __getattr__(name: str):
    # The workers import this package too, and need nothing of the web part.
    if name == "application":
        from kg.server.app import application

        return application
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
