"""The catalogue of a store: which reports it holds, and which generation is current.

SQLite gives what a file of our own would have to be taught: a transaction that survives a kill,
a lock that dies with its process, on every system.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, fields
from pathlib import Path

from kg.build import STORE_MARK
from kg.reading import InputError
from kg.records import record

FORMAT = 1
"""Layout of a store; another number means another version of kg wrote it."""


class StoreError(InputError):
    """A store that cannot be opened or written; one line that says what to do."""


@record
class Record:
    """One report of a store.

    ``location`` tells the report apart from others: the absolute path of its file or folder, or
    ``-``.  ``fingerprint`` is a hash of everything its triples were made of.  ``wanted`` is the id
    the report asks for, ``id`` the one it has among the others; ``graph`` the IRI of its named
    graph, ``base`` the IRI below which its nodes are named, ``triples`` their number.
    """

    location: str
    fingerprint: str
    wanted: str
    id: str
    graph: str
    base: str
    triples: int


_COLUMNS = ", ".join(f.name for f in fields(Record))
_TABLES = f"""
CREATE TABLE IF NOT EXISTS state (format INTEGER NOT NULL, generation INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS reports ({_COLUMNS}, PRIMARY KEY (location));
"""


@record
class State:
    """What the catalogue says at one moment: the current generation (0: none yet) and the reports by location."""

    generation: int
    records: tuple[Record, ...]


class Catalogue:
    """The file ``kg-store.sqlite`` of the store in ``folder``."""

    def __init__(self, folder: Path):
        self.folder, self.path = folder, folder / STORE_MARK

    def read(self) -> State:
        """The present state.  Raises :class:`StoreError` if there is no store here."""
        state = State(0, ())
        if self.path.is_file():
            # What a killed load left half written is taken back by whoever opens the file next, who must be able to write.
            interrupted = self.path.with_name(f"{self.path.name}-journal").exists()
            mode = "rw" if interrupted and os.access(self.path.parent, os.W_OK) else "ro"
            try:
                with closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode={mode}", uri=True)) as connection:
                    # A first load that did not come to its end leaves an empty database.
                    if connection.execute("SELECT name FROM sqlite_master").fetchone():
                        state = self._state(connection)
            except sqlite3.Error as error:
                raise self._damaged(error) from None
        if not state.generation:
            raise StoreError(str(self.folder), "no store here. Make one with 'kg load PATHS --store FOLDER'.")
        return state

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The state, held so that no other process can load until the block ends.

        Nothing is recorded unless :meth:`Writing.commit` is called.  Raises :class:`StoreError`
        when another process is loading, or the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self.path.exists() and any(self.folder.iterdir()):
                raise StoreError(str(self.folder), "the folder is not empty and is no store. Name another one for the store.")
            connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(str(self.folder), f"the store cannot be written: {_reason(error)}.") from None
        with closing(connection):
            try:
                # Readers may go on reading until the commit.
                connection.execute("BEGIN IMMEDIATE")
                for statement in filter(str.strip, _TABLES.split(";")):
                    connection.execute(statement)
                state = self._state(connection)
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    raise StoreError(
                        str(self.folder), "another process is loading into this store. Wait until it is done and run again."
                    ) from None
                raise StoreError(str(self.folder), f"the store cannot be written: {error}.") from None
            except sqlite3.Error as error:
                raise self._damaged(error) from None
            yield Writing(connection, state)

    def _state(self, connection: sqlite3.Connection) -> State:
        row = connection.execute("SELECT format, generation FROM state").fetchone()
        if row and row[0] != FORMAT:
            raise StoreError(
                str(self.folder), "this store was written by another version of kg. Delete the folder and load again."
            )
        records = connection.execute(f"SELECT {_COLUMNS} FROM reports ORDER BY location").fetchall()
        return State(row[1] if row else 0, tuple(Record(*r) for r in records))

    def _damaged(self, error: Exception) -> StoreError:
        return StoreError(str(self.path), f"not the catalogue of a store ({error}). Delete the folder and load again.")


class Writing:
    """A catalogue that is held for writing."""

    def __init__(self, connection: sqlite3.Connection, state: State):
        self.connection, self.state = connection, state

    def commit(self, generation: int, records: Iterable[Record]) -> None:
        """Make this generation and these reports the present state, all or nothing."""
        execute = self.connection.execute
        execute("DELETE FROM state")
        execute("INSERT INTO state VALUES (?, ?)", (FORMAT, generation))
        execute("DELETE FROM reports")
        marks = ", ".join("?" for _ in fields(Record))
        self.connection.executemany(f"INSERT INTO reports ({_COLUMNS}) VALUES ({marks})", [astuple(r) for r in records])
        execute("COMMIT")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
