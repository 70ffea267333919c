"""Where a node of a graph stands: in the report it was read from, or in the RDF file that names it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from kg import patterns as re
from kg.rdfreading import SUFFIXES
from kg.reading import RawFile

# What may name a node: an address in angle brackets, a quoted string, a prefixed name.
_NAME = re.compile(r'<([^<>"\s]*)>|"([^"\n]*)"|([\w.-]*:[\w.%~/-]*[\w%~/-])')
_PREFIX = re.compile(r"""(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^<>\s]*)>|xmlns:([\w.-]+)=["']([^"']*)["']""", re.I)
_BASE = re.compile(r"""(?:@base|BASE)\s+<([^<>\s]*)>|xml:base=["']([^"']*)["']|"@base"\s*:\s*"([^"]*)\"""", re.I)


class Where(NamedTuple):
    """A file and a line in it, from 1."""

    path: str
    line: int


def find(files: Iterable[RawFile], wanted: Collection[str]) -> dict[str, Where]:
    """Where the files first name each of the addresses wanted, as a subject if they do so anywhere.

    Reads every file once.  A place is a help for the reader: an address that is written another
    way than in full, relative to the base or with a prefix has none.
    """
    found: dict[str, Where] = {}
    for file in files:
        if file.suffix in SUFFIXES:
            for iri, where in _in_file(file, set(wanted) - found.keys()).items():
                found.setdefault(iri, where)
    return found


def _in_file(file: RawFile, wanted: set[str]) -> dict[str, Where]:
    text = file.data.decode("utf-8", errors="replace")
    prefixes = {m[1] or m[3] or "": m[2] or m[4] or "" for m in _PREFIX.finditer(text)}
    base = next(("".join(filter(None, m.groups())) for m in _BASE.finditer(text)), "")
    first: dict[str, Where] = {}
    subject: dict[str, Where] = {}
    line, counted = 1, 0
    for match in _NAME.finditer(text):
        iri = next((i for i in _readings(match, base, prefixes) if i in wanted), None)
        if iri is None or iri in subject:
            continue
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        first.setdefault(iri, Where(file.path, line))
        begin = text.rfind("\n", 0, match.start()) + 1
        before = text[begin : match.start()].strip()
        if not before or before.endswith(("rdf:about=", '"@id":', "{")):
            subject[iri] = Where(file.path, line)
    return first | subject


def _readings(match: re.Match[str], base: str, prefixes: dict[str, str]) -> tuple[str, ...]:
    address, quoted, name = match.groups()
    if name is not None:
        prefix, _, local = name.partition(":")
        return (prefixes[prefix] + local,) if prefix in prefixes else (name,)
    written = address if address is not None else quoted
    return (written, base + written)
