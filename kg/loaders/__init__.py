"""One file per input format, found by looking into this folder.

A loader is a module with

``NAME``
    the name of the format, as ``--from`` takes it;
``recognise(bundle) -> float``
    how sure it is that these files are of its format, 0 to 1, from names and the first bytes;
``load(bundle, config) -> kg.model.Report``
    reads everything.  What cannot be understood becomes a :class:`kg.model.Trouble` or a place in
    ``Report.unread``; only input that cannot be read at all raises
    :class:`kg.reading.InputError`.

A format of which one file may hold several reports has besides

``load_all(bundle, config) -> list[kg.model.Report]``
    reads every report of the files.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from kg.reading import Bundle, InputError


@cache
def loaders() -> dict[str, ModuleType]:
    """All loaders by name, in the order of their names."""
    found = (import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return {m.NAME: m for m in sorted(found, key=lambda m: m.NAME) if hasattr(m, "NAME")}


def choose(bundle: Bundle, name: str | None = None) -> ModuleType:
    """The loader called ``name``, or the one that recognises the files best.

    Raises :class:`kg.reading.InputError` when there is none.
    """
    known = loaders()
    if name is not None:
        if name not in known:
            raise InputError(bundle.path, f"unknown format {name!r}. Known: {', '.join(known)}.")
        return known[name]
    score, best = max(((m.recognise(bundle), n) for n, m in known.items()), key=lambda pair: pair[0])
    if score <= 0:
        raise InputError(bundle.path, f"no loader reads this kind of file. Known formats: {', '.join(known)}.")
    return known[best]
