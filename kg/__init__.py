"""kg finds what cannot stand in a report before it is published.

>>> import kg
>>> report = kg.load("report.md")        # doctest: +SKIP
>>> outcome = kg.check(report)           # doctest: +SKIP

Everything is loaded on first use, so that ``import kg`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_WHERE = {
    "load": "kg.api",
    "check": "kg.api",
    "claim_graph": "kg.api",
    "to_networkx": "kg.api",
    "to_rdf": "kg.api",
    "InputError": "kg.reading",
}
_MODULES = ("quantities", "rounding", "model", "findings")

__all__ = ["__version__", *_WHERE, *_MODULES]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    if name in _MODULES:
        return import_module(f"kg.{name}")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
