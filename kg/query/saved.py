"""Saved queries: files of ``ontology/queries`` with a header that says what they answer.

A file begins with comment lines::

    # Title: Claims that rest on a single source
    # Problem: why somebody asks
    # Solution: how the query answers
    # Parameter: subject: only observations of this subject

Longer texts go on in further comment lines.  A parameter is the name of a variable of the query
that may be fixed from outside; left alone, it is a variable like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg import patterns as re
from kg import resources
from kg.query.result import QueryError
from kg.records import record

_FIELD = re.compile(r"#\s*(Title|Problem|Solution|Parameter)\s*:\s*(.*)")


@record
class SavedQuery:
    """A query with its explanation.  ``parameters`` maps a variable's name to what it is for."""

    name: str
    title: str
    problem: str
    solution: str
    text: str
    parameters: Mapping[str, str]


def read(path: Path) -> SavedQuery:
    """Read one file.  A file without header is a query without explanation."""
    text = path.read_text("utf-8-sig")
    fields: list[list[str]] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        found = _FIELD.match(line)
        if found:
            fields.append([found.group(1), found.group(2)])
        elif fields:
            fields[-1][1] += " " + line.lstrip("# ").rstrip()
    named = dict(fields)
    parameters = dict(re.split(r"\s*:\s*", value.strip(), maxsplit=1) for name, value in fields if name == "Parameter")
    return SavedQuery(
        path.stem, named.get("Title", path.stem), named.get("Problem", ""), named.get("Solution", ""), text, parameters
    )


@cache
def saved() -> Mapping[str, SavedQuery]:
    """The saved queries that ship with the package, by name."""
    folder = resources.find("ontology/queries")
    return {path.stem: read(path) for path in sorted(folder.glob("*.rq"))}


def find(name: str) -> SavedQuery:
    """The saved query of that name.  Raises :class:`QueryError` with the names there are."""
    known = saved()
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."
        raise QueryError(f"no saved query {name!r}. {hint}")
    return known[name]
