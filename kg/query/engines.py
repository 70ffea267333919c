"""The two SPARQL engines behind one surface: pyoxigraph where it is installed, otherwise rdflib.

Both give the same rows in the same order: every SELECT is ordered by what it says and then by its
columns, triples are sorted, blank nodes are numbered by their place in the answer, and numbers
are written in one way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Context, Decimal
from functools import cache
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING

from kg.query.result import QueryError, Result, Row, Term
from kg.query.syntax import Query, calls_out
from kg.rdfterms import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

_XSD = PREFIXES["xsd"]
_TRIPLE = ("subject", "predicate", "object")

MAX_ROWS = 1_000_000
"""Rows of an answer that are taken into memory; a query with more is refused with what to do."""

KNOWN_PREFIXES = {
    **PREFIXES,
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "cito": "http://purl.org/spar/cito/",
    "schema": "https://schema.org/",
}
"""Prefixes a query may use without declaring them."""


def choose(name: str | None = None) -> type[Oxigraph] | type[Rdflib]:
    """The engine called ``name``, or the best that is installed.  Raises :class:`QueryError`."""
    classes = {"pyoxigraph": Oxigraph, "rdflib": Rdflib}
    if name is not None and name not in classes:
        raise QueryError(f"unknown engine {name!r}. Known: {', '.join(classes)}.")
    for wanted in [name] if name else classes:
        if find_spec(wanted):
            return classes[wanted]
    raise QueryError(
        f"SPARQL needs {name or 'pyoxigraph or rdflib'}, which is not installed: pip install {name or 'pyoxigraph'}."
    )


class Oxigraph:
    """An Oxigraph store: one in memory made of N-Triples, or one that is there already.

    The named graphs of a store that is given count together, a triple of two of them once.
    """

    name = "pyoxigraph"

    def __init__(self, ntriples: Iterable[str] = (), store: pyoxigraph.Store | None = None):
        import pyoxigraph

        self.union = store is not None
        self.store = pyoxigraph.Store() if store is None else store
        if store is None:
            self.store.bulk_load(input="".join(ntriples).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)

    def query(self, query: Query) -> Result:
        """Run a query.  Raises :class:`QueryError` if it cannot be parsed or evaluated."""
        if query.form != "SELECT":
            answer = self._run(query, query.text)
            if query.form == "ASK":
                return Result("boolean", boolean=bool(answer))
            return _triples(((t.subject, t.predicate, t.object) for t in _few(answer)), self._term)
        variables = query.stated_columns() or self._columns(query)
        answer = self._run(query, query.ordered(variables))
        try:
            return Result("rows", variables, _numbered(self._rows(answer, variables)))
        except (ValueError, OSError, RuntimeError) as error:
            raise oxigraph_error(query, error) from None

    def _columns(self, query: Query) -> tuple[str, ...]:
        # Asked of nothing, the query tells its columns at once; a store would work for them.
        names = self._run(query, query.text, _empty()).variables
        return query.columns(tuple(v.value for v in names))

    def _rows(self, answer, variables: tuple[str, ...]) -> list[Row]:
        term = self._term
        if tuple(v.value for v in answer.variables) == variables:
            return [tuple(map(term, solution)) for solution in _few(answer)]
        return [tuple([term(solution[name]) for name in variables]) for solution in _few(answer)]

    def _run(self, query: Query, text: str, store: pyoxigraph.Store | None = None):
        if calls_out(text, oxigraph_parses):
            raise QueryError(_NO_SERVICE)
        try:
            return (self.store if store is None else store).query(
                text, prefixes=KNOWN_PREFIXES, use_default_graph_as_union=self.union
            )
        except SyntaxError as error:
            # The place that the parser tells is one of the text that was written.
            if text != query.text:
                self._run(query, query.text, _empty())
            raise oxigraph_error(query, error) from None
        except (ValueError, OSError, RuntimeError) as error:
            raise oxigraph_error(query, error) from None

    @staticmethod
    def _term(term) -> Term | None:
        if term is None:
            return None
        kind = type(term).__name__
        if kind == "NamedNode":
            return Term("uri", term.value)
        if kind == "Literal":
            return _literal(term.value, term.datatype.value, term.language or "")
        return Term("bnode", term.value)


class Rdflib:
    """An rdflib graph in memory: slower, pure Python."""

    name = "rdflib"

    def __init__(self, ntriples: Iterable[str]):
        import rdflib

        self.graph = rdflib.Graph(bind_namespaces="none")
        self.graph.parse(data="".join(ntriples), format="nt")

    def query(self, query: Query) -> Result:
        """Run a query.  Raises :class:`QueryError` if it cannot be parsed or evaluated."""
        answer = self._run(query, query.text)
        if answer.type == "ASK":
            return Result("boolean", boolean=bool(answer.askAnswer))
        if answer.type != "SELECT":
            return _triples(self._rows(answer), self._term)
        variables = query.columns(tuple(map(str, answer.vars)))
        answer = self._run(query, query.ordered(variables))
        rows = [tuple(self._term(row.get(name)) for name in variables) for row in self._rows(answer)]
        return Result("rows", variables, _numbered(rows))

    def _rows(self, answer) -> list:
        try:
            return _few(answer)
        except QueryError:
            raise
        except Exception as error:
            # rdflib evaluates lazily and raises whatever went wrong inside.
            raise QueryError(f"the query could not be answered: {_one_line(str(error))}") from None

    def _run(self, query: Query, text: str):
        from pyparsing import ParseException
        from rdflib import URIRef
        from rdflib.plugins import sparql

        namespaces = {prefix: URIRef(iri) for prefix, iri in KNOWN_PREFIXES.items()}
        if calls_out(text, _rdflib_parses):
            raise QueryError(_NO_SERVICE)
        # Otherwise FROM, in a place where no scan finds it, would fetch what it names.
        sparql.SPARQL_LOAD_GRAPHS = False
        try:
            return self.graph.query(text, initNs=namespaces)
        except ParseException as error:
            near = _near(query.text, error.lineno, error.column)
            raise QueryError(_one_line(f"syntax error{near}"), error.lineno, error.column) from None
        except Exception as error:
            # Unknown prefixes and misused aggregates come as bare exceptions, without a place.
            raise _syntax_error(query, str(error)) from None

    @staticmethod
    def _term(term) -> Term | None:
        import rdflib

        if term is None:
            return None
        if isinstance(term, rdflib.Literal):
            return _literal(str(term), str(term.datatype or ""), term.language or "")
        return Term("uri" if isinstance(term, rdflib.URIRef) else "bnode", str(term))


def _few(rows: Iterable) -> list:
    """The rows of an answer, if they are no more than :data:`MAX_ROWS`."""
    found = list(islice(rows, MAX_ROWS + 1))
    if len(found) > MAX_ROWS:
        raise QueryError(f"the answer has more than {MAX_ROWS:,} rows. Narrow the query, or end it with LIMIT.")
    return found


_NO_SERVICE = "SERVICE is refused: nothing leaves this machine."


def columns(query: Query) -> tuple[str, ...]:
    """The columns of a SELECT query, told by an engine that runs it over nothing.

    Raises :class:`QueryError` if the query cannot be understood.
    """
    return choose()([]).query(query).variables


def oxigraph_error(query: Query, error: Exception) -> QueryError:
    """What pyoxigraph raised for a query, as one line for people."""
    if isinstance(error, SyntaxError):
        return _syntax_error(query, str(error))
    return QueryError(f"the query could not be answered: {_one_line(str(error))}")


@cache
def _empty() -> pyoxigraph.Store:
    """A store without triples."""
    import pyoxigraph

    return pyoxigraph.Store()


def oxigraph_parses(text: str, base: str | None = None) -> bool:
    """Whether pyoxigraph takes a text for a query, with this base IRI; it is asked of an empty store."""
    try:
        _empty().query(text, prefixes=KNOWN_PREFIXES, base_iri=base)
    except SyntaxError:
        return False
    except (ValueError, OSError, RuntimeError):
        return True
    return True


def _rdflib_parses(text: str) -> bool:
    from rdflib import URIRef
    from rdflib.plugins.sparql import prepareQuery

    try:
        prepareQuery(text, initNs={prefix: URIRef(iri) for prefix, iri in KNOWN_PREFIXES.items()})
    except Exception:
        # rdflib tells unknown prefixes and misused aggregates by bare exceptions.
        return False
    return True


# --------------------------------------------------------------------------- one way of writing


_UNSAID = {f"{_XSD}string", f"{PREFIXES['rdf']}langString"}
_DECIMAL = f"{_XSD}decimal"


def _literal(value: str, datatype: str, language: str) -> Term:
    if datatype in _UNSAID:
        datatype = ""
    elif datatype == _DECIMAL:
        value = _decimal(value)
    return Term("literal", value, datatype, language.lower())


def _decimal(value: str) -> str:
    """Canonical form; past fifteen decimal places, where the two engines divide differently, rounded."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    if -number.as_tuple().exponent > 15:
        number = number.quantize(Decimal("1e-15"), context=Context(prec=80))
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def _triples(found: Iterable[tuple], term: Callable) -> Result:
    rows = {tuple(term(value) for value in triple) for triple in found}
    return Result("triples", _TRIPLE, tuple(sorted(_numbered(sorted(rows, key=_masked)), key=_written)))


def _written(row: Row) -> tuple[str, ...]:
    return tuple(term.ntriples() for term in row)


def _masked(row: Row) -> tuple[str, ...]:
    return tuple("_:" if term.kind == "bnode" else term.ntriples() for term in row)


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with blank nodes named b1, b2 … in the order in which they appear."""
    rows = tuple(rows)
    if not any(term is not None and term.kind == "bnode" for row in rows for term in row):
        return rows
    names: dict[str, Term] = {}

    def named(term: Term | None) -> Term | None:
        if term is None or term.kind != "bnode":
            return term
        return names.setdefault(term.value, Term("bnode", f"b{len(names) + 1}"))

    return tuple(tuple(map(named, row)) for row in rows)


# --------------------------------------------------------------------------- messages


def _one_line(message: str) -> str:
    return re.sub(r"\s+", " ", message).strip().rstrip(".") + "."


def _unknown_prefix(query: Query) -> Iterator[tuple[str, int]]:
    declared = set(re.findall(r"PREFIX\s+([\w.-]*):", query.plain, re.I)) | set(KNOWN_PREFIXES)
    for match in re.finditer(r"(?<![\w?$:@.\-%\\])([A-Za-z][\w.-]*)?:(?=[\w\\%]|\s|$|[;,.)])", query.plain):
        if (match.group(1) or "") not in declared:
            yield match.group(1) or "", match.start()


def _syntax_error(query: Query, message: str) -> QueryError:
    """One line for the parser's message, which may name dozens of character classes."""
    for prefix, offset in _unknown_prefix(query):
        known = ", ".join(f"{p}:" for p in sorted(KNOWN_PREFIXES))
        return query.error(f"the prefix {prefix}: is not declared. Known without declaring: {known}.", offset)
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.S)
    if not found:
        return QueryError(f"the query could not be understood: {_one_line(message[:120])}")
    line, column, expected = int(found.group(1)), int(found.group(2)), found.group(3)
    if "variable that is unbound" in expected:
        return QueryError("SELECT names a variable that the query neither binds nor groups by.", line, column)
    options = [option for option in ('"}"', '")"', '"."', '";"') if option in expected]
    if not expected.startswith("expected one of"):
        options = re.findall(r"^expected ([A-Z]+)$", expected)
    hint = f"; expected {' or '.join(options)}" if options else ""
    return QueryError(_one_line(f"syntax error{_near(query.text, line, column)}{hint}"), line, column)


def _near(text: str, line: int, column: int) -> str:
    rows = text.split("\n")
    row = rows[line - 1] if line <= len(rows) else ""
    after, before = row[column - 1 :].strip(), row[: column - 1].strip()
    if after:
        return f" near {after[:30]!r}"
    return f" after {before[-30:]!r}" if before else ""
