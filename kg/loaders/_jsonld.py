"""Entities of a JSON-LD file with their places, read as JSON: no context is fetched or needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.loaders._json_places import JsonError, Node, parse
from kg.model import Document, Place
from kg.reading import InputError, Lines
from kg.records import record

_NAMESPACES = ("http://schema.org/", "https://schema.org/", "schema:", "sdo:")


@record
class Value:
    """One value of a property: its text, the address it refers to, or the entity that stands in it."""

    text: str
    reference: str
    entity: str
    place: Place


@dataclass(slots=True)
class Entity:
    """An entity: ``id`` is its address, or ``_:`` and its offset where it has none.

    ``top`` is true for one that stands for itself and not in a property of another.
    """

    id: str
    types: frozenset[str]
    place: Place
    top: bool
    fields: dict[str, list[Value]] = field(default_factory=dict)
    home: Entities | None = None
    descriptor: bool = False
    main: bool = False

    def values(self, name: str) -> list[Value]:
        return self.fields.get(name, [])

    def text(self, name: str) -> str:
        """The first text of a property, or of the name of what it leads to."""
        for value in self.values(name):
            if value.text:
                return value.text
            other = self.home.find(value)
            if other is not None and other is not self and other.values("name"):
                return other.values("name")[0].text
        return ""

    def written(self, name: str) -> tuple[str, Place] | None:
        """The first text that a property holds itself, and its place."""
        return next(((v.text, v.place) for v in self.values(name) if v.text.strip()), None)

    def name_of(self, name: str) -> str:
        """The name, or else the address, of whom a property leads to."""
        for value in self.values(name):
            other = self.home.find(value)
            if other is None:
                if value.text:
                    return value.text
                continue
            found = next((v.text for n in ("name", "legalName", "url") for v in other.values(n) if v.text), "")
            if found:
                from kg.loaders._reference_list import host

                return host(found) if "://" in found else found
        return ""

    def inner(self, name: str) -> list[Entity]:
        """The entities that a property leads to."""
        return [e for v in self.values(name) if (e := self.home.find(v)) is not None]

    def place_of(self, name: str) -> Place:
        return self.values(name)[0].place if self.values(name) else self.place


class Entities:
    """All entities of a file in their order; two objects of one address are one entity."""

    def __init__(self, document: Document):
        self.document, self.lines = document, Lines(document)
        try:
            root = parse(document.text)
        except JsonError as error:
            line = self.lines.place(min(error.offset, len(document.text) - 1), error.offset + 1).line
            raise InputError(document.path, f"not valid JSON: {error}.", line) from None
        self.by_id: dict[str, Entity] = {}
        self.crate = False
        for node in root.value if root.kind == "array" else [root]:
            self._walk(node)
        self._crate()

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.by_id.values())

    def find(self, value: Value) -> Entity | None:
        """The entity that a value leads to, where the file holds it."""
        return self.by_id.get(value.entity or value.reference or value.text)

    def root(self) -> Entity | None:
        """The entity that stands for the whole: the root of a crate, a report, or the only one there is."""
        main = next((e for e in self if e.main), None)
        return main or next((e for e in self if "Report" in e.types), None)

    def _walk(self, node: Node) -> None:
        """Gather the entities of a value; the containers of a graph are none."""
        if node.kind == "object" and any(k.value == "@graph" for k, _ in node.value):
            for key, value in node.value:
                if key.value == "@graph" and value.kind == "array":
                    for one in value.value:
                        self._entity(one, top=True)
        else:
            self._entity(node, top=True)

    def _entity(self, node: Node, top: bool) -> str:
        """Add an entity; objects in its properties are entities too.  Nesting is bounded by the parser."""
        if node.kind != "object":
            return ""
        plain = {key.value: value for key, value in node.value}
        named = plain.get("@id") or plain.get("id")
        id = named.value if named is not None and isinstance(named.value, str) and named.value else f"_:{node.start}"
        entity = self.by_id.get(id)
        if entity is None:
            entity = self.by_id[id] = Entity(id, frozenset(), self.lines.place(node.start, node.end), top, home=self)
        entity.top = entity.top or top
        for key, value in node.value:
            name = _local(key.value)
            if name in ("@type", "type"):
                entity.types |= frozenset(_local(v.value) for v in _each(value) if isinstance(v.value, str))
            elif not name.startswith("@") and name != "id":
                entity.fields.setdefault(name, []).extend(self._value(v) for v in _each(value))
        return id

    def _value(self, node: Node) -> Value:
        place = self.lines.place(node.start, node.end)
        if node.kind == "object":
            plain = {key.value: value for key, value in node.value}
            if "@value" in plain and isinstance(plain["@value"].value, str):
                inner = plain["@value"]
                return Value(inner.value, "", "", self._inside(inner))
            named = plain.get("@id") or plain.get("id")
            if named is not None and isinstance(named.value, str) and len(plain) == 1:
                return Value("", named.value, "", self._inside(named))
            return Value("", "", self._entity(node, top=False), place)
        return Value(node.value if isinstance(node.value, str) else "", "", "", self._inside(node))

    def _inside(self, node: Node) -> Place:
        """The place of a value, the quotation marks of a string left out."""
        quoted = node.kind == "string"
        return self.lines.place(node.start + quoted, node.end - quoted)

    def _crate(self) -> None:
        """Find the descriptor of an RO-Crate, and the root that it is about."""
        for entity in self:
            if entity.id.endswith(("ro-crate-metadata.json", "ro-crate-metadata.jsonld")):
                self.crate = entity.descriptor = True
                for other in entity.inner("about"):
                    other.main = True


def _local(name: str) -> str:
    for space in _NAMESPACES:
        if name.startswith(space):
            return name[len(space) :]
    return name


def _each(node: Node) -> list[Node]:
    return [one for one in node.value if one.kind != "null"] if node.kind == "array" else [] if node.kind == "null" else [node]
