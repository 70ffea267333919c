"""One file per output format, found by looking into this folder.

An exporter is a module with

``NAME``
    the name of the format, as ``kg export`` takes it;
``SUFFIX``
    the usual file extension, with its dot;
``export(graph, config) -> Iterator[str]``
    the output in pieces (``bytes`` for binary formats), the same on every machine; further
    arguments, if any, have defaults: ``reify`` adds triple terms of RDF 1.2.

A format of several files has, in place of ``export``,

``files(graph, config) -> Iterator[tuple[str, Iterator[str]]]``
    the name of each file and its pieces; they are written into one folder.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from kg.reading import InputError


@cache
def exporters() -> dict[str, ModuleType]:
    """All exporters by name, in the order of their names."""
    found = (import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return {m.NAME: m for m in sorted((m for m in found if hasattr(m, "NAME")), key=lambda m: m.NAME)}


def choose(name: str) -> ModuleType:
    """The exporter called ``name``.  Raises :class:`kg.reading.InputError` when there is none."""
    known = exporters()
    if name not in known:
        raise InputError(name, f"unknown export format. Known: {', '.join(known)}.")
    return known[name]
