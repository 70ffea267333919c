"""What a query answers: terms, rows, triples."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from kg.reading import InputError
from kg.records import record


class QueryError(InputError):
    """A query that cannot be run.

    ``str(error)`` is one line: where the query came from, line and column where known, what is
    wrong.  ``line`` and ``column`` are 1-based.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None, path: str = "query"):
        super().__init__(path, message, line)
        self.message, self.column = message, column
        if line and column:
            self.args = (f"{path}:{line}:{column}: {message}",)


class Term(NamedTuple):
    """An RDF term.  ``datatype`` is "" for plain strings, language-tagged strings, IRIs and blank nodes."""

    kind: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str = ""
    language: str = ""

    def ntriples(self) -> str:
        """The term as N-Triples writes it."""
        if self.kind == "uri":
            return f"<{self.value}>"
        if self.kind == "bnode":
            return f"_:{self.value}"
        body = '"' + re.sub(r'[\\"\n\r\t]', lambda m: _ESCAPES[m.group()], self.value) + '"'
        if self.language:
            return f"{body}@{self.language}"
        return f"{body}^^<{self.datatype}>" if self.datatype else body


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

Row = tuple[Term | None, ...]


@record
class Result:
    """The answer to a query, in a fixed order.

    ``form`` tells which it is: ``rows`` (SELECT: ``variables`` and ``rows``, ``None`` where
    unbound), ``boolean`` (ASK) or ``triples`` (CONSTRUCT, DESCRIBE: ``rows`` of three terms under
    the variables subject, predicate, object).
    """

    form: Literal["rows", "boolean", "triples"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> list[dict[str, str]]:
        """The rows by variable with plain values, unbound variables left out."""
        return [{v: t.value for v, t in zip(self.variables, row, strict=True) if t is not None} for row in self.rows]
