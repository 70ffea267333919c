"""RDF terms as N-Triples writes them: namespaces, literals, addresses of nodes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from urllib.parse import quote

from kg import patterns as re
from kg.config import Config
from kg.graph import Key
from kg.reading import InputError

ONTOLOGY = "https://example.org/kg/ontology#"
"""Namespace of the terms of ``ontology/kg.ttl``."""

PREFIXES = {
    "kg": ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "unit": "http://qudt.org/vocab/unit/",
}
"""Prefixes of every namespace that occurs in an export besides the base of the data."""


_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f\ud800-\udfff]')
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_PLAIN_ID = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if char in _SHORT:
        return _SHORT[char]
    # Half of a surrogate pair cannot be written in UTF-8 at all.
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04X}"


def text(value: str) -> str:
    """A plain string literal."""
    return f'"{_ESCAPED.sub(_escape, value)}"'


def typed(value: str, datatype: str) -> str:
    """A literal of an XML Schema datatype, named without its namespace."""
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'


@lru_cache(maxsize=4096)
def integer(value: int) -> str:
    """An ``xsd:integer``."""
    return typed(str(value), "integer")


def decimal(value: Decimal | float) -> str:
    """An ``xsd:decimal`` in canonical form: no exponent, no trailing zeros, nothing rounded."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    plain = format(exact, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return typed("0" if plain == "-0" else plain, "decimal")


def boolean(value: bool) -> str:
    """An ``xsd:boolean``."""
    return _TRUE if value else _FALSE


def day(value: date) -> str:
    """An ``xsd:date``."""
    return typed(value.isoformat(), "date")


def moment(value: str) -> str:
    """An ``xsd:date`` for a date written as 2026-05-09, otherwise the string as written."""
    try:
        return day(date.fromisoformat(value)) if _DAY.fullmatch(value) else text(value)
    except ValueError:
        return text(value)


_TRUE, _FALSE = typed("true", "boolean"), typed("false", "boolean")


@cache
def kg(name: str) -> str:
    """The IRI of an own term, in angle brackets."""
    return f"<{ONTOLOGY}{name}>"


TYPE = f"<{PREFIXES['rdf']}type>"
LABEL = f"<{PREFIXES['rdfs']}label>"


def base(config: Config) -> str:
    """The base IRI of data nodes, ending in a separator.  Raises :class:`kg.reading.InputError`."""
    if not _BASE.fullmatch(config.base):
        raise InputError(
            config.path or "kg.toml", f"'base' must be an absolute IRI such as https://data.example.com/, not {config.base!r}."
        )
    return config.base if config.base[-1] in "/#:" else config.base + "/"


def encode(id: str) -> str:
    """An id as the last part of an IRI: percent-encoded, distinct ids stay distinct."""
    if _PLAIN_ID.fullmatch(id):
        return id
    encoded = quote(_ESCAPED.sub(lambda m: "\ufffd" if m.group() >= "\ud800" else m.group(), id), safe="")
    return encoded.replace(".", "%2E") if not encoded.strip(".") else encoded


def node_iri(key: Key, config: Config) -> str:
    """The IRI of a node, without angle brackets."""
    return f"{base(config)}{encode(key.report)}/{key.type}/{encode(key.id)}"


def graph_iri(report: str, config: Config) -> str:
    """The IRI of the named graph that holds a report's triples, without angle brackets."""
    return base(config) + encode(report)


_TERM = re.compile(r'"(.*)"(?:\^\^<(.*)>)?', re.S)
_CODE = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_LONG = {short[1]: char for char, short in _SHORT.items()}


def parts(term: str) -> tuple[str, str]:
    """The value of an N-Triples literal of this module, escapes resolved, and its datatype IRI ("" for a string)."""
    body, datatype = _TERM.fullmatch(term).groups()
    if "\\" in body:
        body = _CODE.sub(lambda m: chr(int(m.group(1), 16)) if m.group(1) else _LONG[m.group(2)], body)
    return body, datatype or ""
