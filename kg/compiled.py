"""Compiled expressions, kept from one run to the next beside the bytecode of this module.

Compiling the expressions that a report meets takes a fifth of the time of checking it.  What Python
compiles an expression to is a list of numbers; it is written where Python writes bytecode, under
the same conditions (``PYTHONDONTWRITEBYTECODE``, ``PYTHONPYCACHEPREFIX``, a folder that can be written
to) and with the same trust: whoever can change that file can change the program.

Only expressions that modules of the program hold are kept, so nothing of a report is.  The list of
numbers is a detail of Python's own; where it is not found as expected, expressions are compiled as ever.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib.util
import marshal
import os
import re
import sys
import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

try:
    import _sre
    from re import _compiler, _parser

    _MAGIC = (sys.version, _sre.MAGIC, _sre.CODESIZE)
except (ImportError, AttributeError):  # another Python than CPython
    _MAGIC = None

MOST = 20_000
"""Entries after which the file is begun anew: with those of older versions of the program."""


class Kept:
    """Values that follow from constants of the program, each worked out once."""

    def __init__(self, path: Path | None):
        self.path = path
        self._old: dict[tuple, Any] | None = None
        self._new: dict[tuple, Any] = {}

    def value(self, key: tuple, make: Callable[[], Any]) -> Any:
        """What is kept under a key, made now if nothing is; plain values only."""
        if self._old is None:
            self._old = self._read()
        found = self._old.get(key)
        if found is None:
            found = self._new.get(key)
        if found is None:
            found = self._new[key] = make()
        return found

    def _read(self) -> dict[tuple, Any]:
        """What an earlier run wrote; nothing if the file is missing, damaged or of another Python."""
        if self.path is None:
            return {}
        try:
            data = self.path.read_bytes()
            if hashlib.sha256(data[32:]).digest() != data[:32]:
                return {}
            magic, entries = marshal.loads(data[32:])
        except (OSError, ValueError, EOFError, TypeError, MemoryError):
            return {}
        return entries if magic == _MAGIC and isinstance(entries, dict) else {}

    def write(self) -> None:
        """Keep what is new; a folder that cannot be written to keeps nothing."""
        if self.path is None or not self._new or sys.dont_write_bytecode:
            return
        # Another run may have written since: what it found is not lost.
        old = self._read()
        body = marshal.dumps((_MAGIC, {**old, **self._new} if len(old) < MOST else self._new))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            os.replace(name, self.path)
        except OSError:
            return
        self._old, self._new = {**old, **self._new}, {}


def _path() -> Path | None:
    try:
        return Path(importlib.util.cache_from_source(__file__)).with_suffix(".expressions") if _MAGIC else None
    except (NameError, NotImplementedError):  # run from an archive, or without bytecode
        return None


KEPT = Kept(_path())
atexit.register(KEPT.write)


def stamp(*files: str) -> tuple[tuple[int, int], ...]:
    """When files were changed and how long they are, as bytecode is told from its source; zeros for one that is not there."""
    found = []
    for file in files:
        try:
            state = os.stat(file)
            found.append((state.st_mtime_ns, state.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)


def of_program(up: int = 1) -> bool:
    """Whether the function that asks was called, ``up`` calls above, while a module was being made."""
    return sys._getframe(up + 1).f_code.co_name == "<module>"


def expression(source: str, flags: int, kept: bool = True) -> re.Pattern[str]:
    """As :func:`re.compile`; ``kept`` only for what a module of the program holds."""
    if not kept or _MAGIC is None:
        return re.compile(source, flags)
    try:
        final, code, groups, names, indices = KEPT.value(("expression", source, int(flags)), lambda: _code(source, int(flags)))
        return _sre.compile(source, final, list(memoryview(code).cast("I")), groups, names, indices)
    except (AttributeError, TypeError, ValueError, RuntimeError, KeyError):
        # Python keeps its expressions in another way than those that are known here.
        return re.compile(source, flags)


def _code(source: str, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    """What :func:`re.compile` hands to the machine that matches: flags, code, groups and their names."""
    parsed = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    names = parsed.state.groupdict
    indices: list[str | None] = [None] * parsed.state.groups
    for name, at in names.items():
        indices[at] = name
    return flags | parsed.state.flags, array("I", code).tobytes(), parsed.state.groups - 1, dict(names), tuple(indices)
