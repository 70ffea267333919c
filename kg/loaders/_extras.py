"""Libraries that only some formats need, and what to say when they are not there."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kg.reading import InputError


def library(name: str, extra: str, path: str) -> ModuleType:
    """The module ``name``, which the extra ``extra`` of this package brings along.

    Raises :class:`kg.reading.InputError` for the file at ``path`` when it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise InputError(
            path, f"reading this format needs {error.name}, which is not installed: pip install 'claimgraph[{extra}]'."
        ) from None
