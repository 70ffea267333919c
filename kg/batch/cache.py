"""What was found in reports, kept on disk under a name made of everything it depends on.

Entries lie in ``KG_CACHE_DIR``, else in the folder that the system has for caches; set it to nothing
to keep none.  An entry is found again only by the same bytes of input under the same paths, the same
configuration, options, code and lexicons of this program, Python and libraries.  What cannot be
read, or is damaged, counts as not there.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import tempfile
import time
import zlib
from enum import Enum
from functools import cache
from pathlib import Path

from kg import resources
from kg.config import Config
from kg.reading import Bundle

VARIABLE = "KG_CACHE_DIR"
KEPT = 30 * 86_400
"""Seconds after its last use for which an entry is kept."""
_SWEPT = ".swept"
_CODE = (".py", ".ttl", ".toml", ".json", ".rq")
_PLAIN = {
    "builtins": {"frozenset", "set", "complex", "bytearray"},
    "collections": {"OrderedDict"},
    "datetime": {"date", "datetime", "timedelta"},
    "decimal": {"Decimal"},
    "fractions": {"Fraction"},
}


class Cache:
    """A folder of entries."""

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, key: str) -> object | None:
        """What is kept under a key; ``None`` if there is nothing, or nothing that can be read."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if hashlib.sha256(data[32:]).digest() != data[:32]:
                return None
            os.utime(path)
            return values(zlib.decompress(data[32:]))
        except Exception:
            # Damaged in whatever way, or of another time: as good as none.
            return None

    def put(self, key: str, value: object) -> None:
        """Keep something; a folder that cannot be written to keeps nothing."""
        path = self._path(key)
        body = zlib.compress(pickle.dumps(value, protocol=5), 1)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            os.replace(name, path)
        except OSError:
            return

    def sweep(self, now: float | None = None) -> None:
        """Delete what was not used for long; looks once a day."""
        now = time.time() if now is None else now
        mark = self.folder / _SWEPT
        try:
            if mark.exists() and now - mark.stat().st_mtime < 86_400:
                return
            mark.touch()
            for path in sorted(self.folder.glob("??/*")):
                if now - path.stat().st_mtime > KEPT:
                    path.unlink()
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def values(packed: bytes) -> object:
    """What was packed: plain values and types of this program, nothing else."""
    return _Reader(io.BytesIO(packed)).load()


def _member(owner: type[Enum], name: str) -> Enum:
    """The member of an enumeration of this program; nothing else has its attributes read."""
    if not (isinstance(owner, type) and issubclass(owner, Enum) and name in owner.__members__):
        raise pickle.UnpicklingError(f"{name} of {owner!r} is not kept")
    return owner[name]


class _Reader(pickle.Unpickler):
    """Makes nothing but plain values and the types of this program."""

    def find_class(self, module: str, name: str) -> object:
        if module.startswith("kg.") or name in _PLAIN.get(module, ()):
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):
            return _member  # what Python 3.11 up to 3.11.3 writes for a member of an enumeration
        raise pickle.UnpicklingError(f"{module}.{name} is not kept")


def default() -> Cache | None:
    """The cache of this user; ``None`` if it is switched off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Cache(Path(named)) if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Cache(Path(base, "kg"))


def key(*parts: object) -> str:
    """A name made of texts, numbers and lists of these."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def of_bundle(bundle: Bundle) -> str:
    """What a bundle holds and where it says it stands."""
    return key(bundle.path, bundle.folder, [(f.path, hashlib.sha256(f.data).hexdigest()) for f in bundle.files])


def of_config(config: Config) -> str:
    """Everything the configuration says."""
    return key(config)


@cache
def of_program() -> str:
    """The code and lexicons of this program, Python, and the libraries installed beside it."""
    found = hashlib.sha256(sys.version.encode())
    package = Path(__file__).resolve().parent.parent
    for top in (package, resources.find("ontology/kg.ttl").parent):
        for folder, inside, names in os.walk(top):
            inside[:] = sorted(n for n in inside if n != "__pycache__" and not n.startswith("_shared"))
            for name in sorted(names):
                if name.endswith(_CODE):
                    found.update(name.encode() + b"\0" + hashlib.sha256(Path(folder, name).read_bytes()).digest())
    import click

    libraries = Path(click.__file__).resolve().parent.parent
    found.update("\n".join(sorted(n for n in os.listdir(libraries) if n.endswith(".dist-info"))).encode())
    return found.hexdigest()
