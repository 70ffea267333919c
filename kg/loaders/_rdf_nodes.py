"""Nodes of an RDF graph in the terms of kg, with their values as Python has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from kg import patterns as re
from kg.rdfreading import Literal, Quad, Term
from kg.rdfterms import ONTOLOGY, PREFIXES

T = TypeVar("T")
_TYPE, _LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"


class Graph:
    """Statements by subject, and subjects by class; only terms of kg and labels are kept.

    ``faults`` gathers values that are not what they should be, as (subject, what is wrong).
    """

    def __init__(self, statements: Iterable[Quad]):
        self.nodes: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.classes: dict[str, list[str]] = defaultdict(list)
        self.faults: list[tuple[str, str]] = []
        self._from: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, predicate, value, _ in dict.fromkeys(statements):
            self._add(subject, predicate, value)
        for members in self.classes.values():
            members.sort()

    def _add(self, subject: str, predicate: str, value: Term) -> None:
        if predicate == _TYPE:
            if isinstance(value, str) and value.startswith(ONTOLOGY):
                self.classes[value[len(ONTOLOGY) :]].append(subject)
        elif predicate == _LABEL:
            self.nodes[subject]["label"].append(value)
        elif predicate.startswith(ONTOLOGY):
            name = predicate[len(ONTOLOGY) :]
            self.nodes[subject][name].append(value)
            if isinstance(value, str):
                self._from[value, name].append(subject)

    def of(self, kind: str) -> list[str]:
        """All nodes of a class, in the order of their addresses."""
        return self.classes.get(kind, [])

    def links(self, node: str, name: str) -> list[str]:
        """The nodes that a property leads to, in the order of their addresses."""
        return sorted(v for v in self._values(node, name) if isinstance(v, str))

    def link(self, node: str, name: str) -> str | None:
        """The node that a property leads to; the first by address, if there are several."""
        return next(iter(self.links(node, name)), None)

    def back(self, node: str, name: str) -> list[str]:
        """The nodes from which a property leads to this one, in the order of their addresses."""
        return sorted(self._from.get((node, name), ()))

    def texts(self, node: str, name: str) -> list[str]:
        """All texts of a property, sorted."""
        return sorted(v.value for v in self._values(node, name) if isinstance(v, Literal))

    def text(self, node: str, name: str, default: str = "") -> str:
        """The text of a property; the first in order, if there are several."""
        return next(iter(self.texts(node, name)), default)

    def number(self, node: str, name: str, default: int = 0) -> int:
        """A whole number, ``default`` where it is missing or none."""
        return self._read(node, name, _whole, "a whole number that can be", default)

    def decimal(self, node: str, name: str) -> Decimal | None:
        """An exact number, ``None`` where it is missing or none."""
        return self._read(node, name, _exact, "a decimal number", None)

    def day(self, node: str, name: str) -> date | None:
        """A date, ``None`` where it is missing or none."""
        return self._read(node, name, date.fromisoformat, "a date such as 2026-05-09", None)

    def truth(self, node: str, name: str, default: bool) -> bool:
        """True or false, ``default`` where it is missing or neither."""
        return self._read(node, name, {"true": True, "1": True, "false": False, "0": False}.__getitem__, "true or false", default)

    def choice(self, node: str, name: str, kind: Callable[[str], T], default: T | None) -> T | None:
        """A word out of a list, such as an enumeration; ``default`` where it is missing or another."""
        return self._read(node, name, kind, "a word that is known here", default)

    def _values(self, node: str, name: str) -> list[Term]:
        said = self.nodes.get(node)
        return said.get(name, []) if said else []

    def _read(self, node: str, name: str, reading: Callable[[str], T], wanted: str, default: T) -> T:
        written = self.texts(node, name)
        if not written:
            return default
        try:
            return reading(written[0])
        except (ValueError, KeyError):
            self.faults.append((node, f"kg:{name} is “{written[0][:80]}”, which is not {wanted}; it is left out."))
            return default


# No file has more lines and no figure more digits; larger ones would only fill the memory.
_MOST = 1_000_000_000
_DECIMAL = re.compile(r"\s*[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})\s*", re.A)


def _whole(written: str) -> int:
    value = int(written) if len(written) < 12 else _MOST + 1
    if abs(value) > _MOST:
        raise ValueError(written)
    return value


def _exact(written: str) -> Decimal:
    if not _DECIMAL.fullmatch(written):
        raise ValueError(written)
    return Decimal(written.strip())
