"""The folder of a store: its catalogue and its generations."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.catalogue import Catalogue, State, StoreError

if TYPE_CHECKING:
    import pyoxigraph


class Folder:
    """A store on disk, whether it exists already or not."""

    def __init__(self, path: str | os.PathLike[str]):
        if not find_spec("pyoxigraph"):
            raise StoreError(os.fspath(path), "a store needs pyoxigraph, which is not installed: pip install 'claimgraph[fast]'.")
        self.path = Path(path)
        self.catalogue = Catalogue(self.path)

    def state(self) -> State:
        """Generation and reports at this moment.  Raises :class:`StoreError` if there is no store here."""
        return self.catalogue.read()

    def generation(self, number: int) -> Path:
        """The folder of a generation."""
        return self.path / "generations" / f"{number:06}"

    def current(self) -> Path:
        """The folder of the current generation.  Raises :class:`StoreError` if there is none."""
        return self.generation(self.state().generation)

    def open(self) -> pyoxigraph.Store:
        """The current generation as an Oxigraph store that only reads.

        The triples stand in one named graph per report, the default graph is empty: query with
        ``use_default_graph_as_union=True``.  Raises :class:`StoreError`.
        """
        import pyoxigraph

        path = self.current()
        try:
            return pyoxigraph.Store.read_only(os.fspath(path))
        except OSError as error:
            raise StoreError(
                str(path), f"the database cannot be opened ({_first_line(error)}). Delete the store and load again."
            ) from None

    def remove_all_but(self, *numbers: int) -> None:
        """Delete the generations that are none of these, half-made ones of a killed load among them."""
        kept = {self.generation(number).name for number in numbers}
        inside = self.path / "generations"
        for entry in sorted(inside.iterdir()) if inside.is_dir() else ():
            if entry.name not in kept:
                shutil.rmtree(entry, ignore_errors=True)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
