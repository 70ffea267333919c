"""SPARQL over a claim graph: run queries, saved ones among them, and write the answers.

>>> from kg import query
>>> database = query.open_graph(graph)                       # doctest: +SKIP
>>> print(query.render(database.run("SELECT ...")))          # doctest: +SKIP

Queries only read.  SERVICE, FROM and updates are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg import rdfterms
from kg.config import Config
from kg.graph import ClaimGraph
from kg.query.engines import KNOWN_PREFIXES, Oxigraph, choose
from kg.query.formats import FORMATS, render
from kg.query.result import QueryError, Result, Row, Term
from kg.query.saved import SavedQuery, saved
from kg.query.saved import find as find_saved
from kg.query.syntax import Query
from kg.query.words import explain

if TYPE_CHECKING:
    import pyoxigraph

__all__ = [
    "FORMATS",
    "KNOWN_PREFIXES",
    "Database",
    "QueryError",
    "Result",
    "Row",
    "SavedQuery",
    "Term",
    "explain",
    "find_saved",
    "open_graph",
    "open_store",
    "render",
    "run",
    "saved",
    "with_values",
]


class Database:
    """Triples loaded into a SPARQL engine, for any number of queries.

    ``ntriples`` are pieces of N-Triples text.  ``engine`` is ``pyoxigraph`` or ``rdflib``; by
    default the first of them that is installed.  Raises :class:`QueryError` if none is.
    """

    def __init__(self, ntriples: Iterable[str], engine: str | None = None):
        self.engine = choose(engine)(ntriples)

    @classmethod
    def over(cls, store: pyoxigraph.Store) -> Database:
        """A database over an Oxigraph store, its named graphs taken together."""
        made = cls.__new__(cls)
        made.engine = Oxigraph(store=store)
        return made

    def run(self, sparql: str, parameters: Mapping[str, str] | None = None) -> Result:
        """Run a query.

        ``parameters`` keep only solutions in which these variables of the pattern read as these
        strings (numbers, dates and addresses are compared as they are written).  Prefixes of
        :data:`KNOWN_PREFIXES` need no declaration.  Rows come in the order the query states, ties and the rest by the
        columns from left to right, so that the answer is the same with every engine.  Raises
        :class:`QueryError`.
        """
        return self.engine.query(_narrowed(Query(sparql), parameters or {}))

    def run_saved(self, name: str, parameters: Mapping[str, str] | None = None) -> Result:
        """Run a saved query by name.  Raises :class:`QueryError`."""
        return self.run(find_saved(name).text, parameters)


def with_values(sparql: str, parameters: Mapping[str, str]) -> str:
    """The text of a query that keeps only solutions in which these variables read as these strings.

    Raises :class:`QueryError` for a variable that the query does not have.
    """
    return _narrowed(Query(sparql), parameters).text


def _narrowed(query: Query, values: Mapping[str, str]) -> Query:
    known = query.variables() if values else []
    for name in values:
        if name not in known:
            raise QueryError(f"the query has no variable ?{name}. Variables: {', '.join(known) or 'none'}.")
    return query.where_equal({name: rdfterms.text(value) for name, value in values.items()})


def open_graph(graph: ClaimGraph, config: Config | None = None, engine: str | None = None) -> Database:
    """Load a claim graph for querying."""
    from kg import rdf

    return Database(rdf.lines(graph, config), engine)


def open_store(store: pyoxigraph.Store) -> Database:
    """A database over an Oxigraph store such as :meth:`kg.store.Folder.open` gives."""
    return Database.over(store)


def run(
    graph_or_triples: ClaimGraph | Iterable[str],
    sparql: str,
    parameters: Mapping[str, str] | None = None,
    config: Config | None = None,
    engine: str | None = None,
) -> Result:
    """Run one query over a claim graph or over pieces of N-Triples text.  Raises :class:`QueryError`."""
    from kg import rdf

    lines = rdf.lines(graph_or_triples, config) if isinstance(graph_or_triples, ClaimGraph) else graph_or_triples
    return Database(lines, engine).run(sparql, parameters)
