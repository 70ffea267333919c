"""The parts of a corpus on disk: a folder each, made whole or not at all, named after all it was made of.

::

    kg-corpus.json            which parts are in it, and what they were made with
    parts/1f0c…/part.json     ids of the reports of a part
    parts/1f0c…/claims.parquet, sources.parquet …
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build import CORPUS_MARK
from kg.corpus import schema
from kg.reading import InputError

if TYPE_CHECKING:
    import pyarrow

LOCK = ".kg-corpus.lock"
ROWS = {"contents": 1, "items": 64}
"""Rows that are read at once: reports one by one, candidates a few out of very many; of other tables ``MANY``."""
MANY = 100_000


class CorpusError(InputError):
    """A corpus that cannot be opened or written; one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some reports that follow each other: ``name`` of the folder, ids ``wanted`` and given, number of claims."""

    name: str
    wanted: tuple[str, ...]
    ids: tuple[str, ...]
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``kg-corpus.json`` says.

    ``config`` is the path of the configuration the corpus was made with, ``settings`` the SHA-256
    of that file; both are empty if there was none.  ``checks`` are codes of the checks that looked.
    """

    version: int
    kg: str
    config: str
    settings: str
    checks: tuple[str, ...]
    inputs: tuple[str, ...]
    parts: tuple[str, ...]
    reports: int
    claims: int


class Folder:
    """The folder of a corpus, whether it exists already or not.  Raises :class:`CorpusError` without its libraries."""

    def __init__(self, path: str | os.PathLike[str]):
        missing = [name for name in ("ibis", "duckdb", "pyarrow", "cattrs") if not find_spec(name)]
        if missing:
            raise CorpusError(os.fspath(path), f"a corpus needs {', '.join(missing)}, not installed: pip install 'claimgraph[corpus]'.")
        self.path = Path(path)
        self.parts = self.path / "parts"

    def manifest(self) -> Manifest:
        """What the corpus holds now."""
        try:
            read = json.loads((self.path / CORPUS_MARK).read_text(encoding="utf-8"))
            if read["version"] != schema.VERSION:
                raise CorpusError(str(self.path), f"this corpus has layout {read['version']}, and this kg reads {schema.VERSION}. Delete the folder and build again.")
            return Manifest(**{k: tuple(v) if isinstance(v, list) else v for k, v in read.items()})
        except FileNotFoundError:
            raise CorpusError(str(self.path), "no corpus here. Make one with 'kg build PATHS --out FOLDER'.") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CorpusError(str(self.path / CORPUS_MARK), f"not what tells of a corpus ({error}). Delete the folder and build again.") from None

    def commit(self, manifest: Manifest) -> None:
        """Make these the parts of the corpus, in one step; then delete what is no part of it."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n"
        handle, name = tempfile.mkstemp(dir=self.path, prefix=f".{CORPUS_MARK}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, self.path / CORPUS_MARK)
        kept = set(manifest.parts)
        for entry in sorted(self.parts.iterdir()) if self.parts.is_dir() else ():
            if entry.name not in kept:
                shutil.rmtree(entry, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other processes from building until the block ends; the lock dies with its process."""
        try:
            if self.path.is_dir() and any(n.name not in (CORPUS_MARK, "parts") and not n.name.startswith((LOCK, f".{CORPUS_MARK}")) for n in self.path.iterdir()):
                raise CorpusError(str(self.path), "the folder is not empty and is no corpus. Name another one.")
            self.parts.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path / LOCK, timeout=0, isolation_level=None)) as held:
                held.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.OperationalError:
            raise CorpusError(str(self.path), "another process is building this corpus. Wait until it is done and run again.") from None
        except OSError as error:
            raise CorpusError(str(self.path), f"the corpus cannot be written: {error.strerror or error}.") from None

    def known(self) -> dict[str, Part]:
        """Parts that are whole, by name, those among them that no manifest names yet."""
        found = {}
        for record in sorted(self.parts.glob("*/part.json")):
            try:
                read = json.loads(record.read_text(encoding="utf-8"))
                found[record.parent.name] = Part(record.parent.name, tuple(read["wanted"]), tuple(read["ids"]), read["claims"])
            except (OSError, ValueError, KeyError, TypeError):
                shutil.rmtree(record.parent, ignore_errors=True)
        return found

    def write(self, part: Part, rows: dict[str, list[tuple]]) -> None:
        """Write a part: into a folder of another name first, which then gets its own."""
        import pyarrow as pa

        making = Path(tempfile.mkdtemp(dir=self.parts, prefix=".making-"))
        try:
            for name in schema.TABLES:
                shape = schema.arrow(name)
                columns = list(zip(*rows.get(name, ()), strict=True)) or [()] * len(shape)
                arrays = [pa.array(values, field.type) for values, field in zip(columns, shape, strict=True)]
                write_table(pa.Table.from_arrays(arrays, schema=shape), name, making)
            (making / "part.json").write_text(json.dumps({"wanted": part.wanted, "ids": part.ids, "claims": part.claims}), encoding="utf-8")
            target = self.parts / part.name
            if target.exists():
                shutil.rmtree(target)
            os.chmod(making, 0o755)
            os.replace(making, target)
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def files(self, table: str, parts: Iterable[str]) -> list[str]:
        """The files of a table, in the order of the parts."""
        return [str(self.parts / name / f"{table}.parquet") for name in parts]


def write_table(rows: pyarrow.Table, name: str, folder: Path) -> None:
    """Write the rows of a table of the corpus into a folder."""
    from pyarrow import parquet

    # The largest and smallest text of each few rows would be half of the file, and nobody asks for them.
    told = name != "items"
    parquet.write_table(
        rows, folder / f"{name}.parquet", compression="zstd", row_group_size=ROWS.get(name, MANY), use_dictionary=told, write_statistics=told
    )
