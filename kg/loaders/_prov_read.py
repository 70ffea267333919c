"""What a PROV file says, whichever way it is written: entities, agents, and the relations between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg import rdfplaces
from kg.loaders._json_places import JsonError, Node, parse
from kg.model import Document, Place, Trouble
from kg.rdfreading import Literal, is_rdf, quads
from kg.reading import InputError, Lines, RawFile, decode

SPACE = "http://www.w3.org/ns/prov#"
DERIVATIONS = ("wasDerivedFrom", "hadPrimarySource", "wasQuotedFrom", "wasRevisionOf")
DEEPEST = 200
"""How many elements of XML may stand inside each other."""
_ENDS = {
    **dict.fromkeys(DERIVATIONS, ("generatedEntity", "usedEntity")),
    "wasGeneratedBy": ("entity", "activity"),
    "used": ("activity", "entity"),
    "wasAttributedTo": ("entity", "agent"),
}
"""Relations that are read, with the names of their two ends."""


@dataclass(slots=True)
class Thing:
    """An entity or an agent: what it is called, what it says, where it can be had, and where it stands."""

    id: str
    place: Place
    label: str = ""
    value: str = ""
    url: str = ""
    date: str = ""
    said_at: Place | None = None


@dataclass(slots=True)
class Provenance:
    """Everything of a file; a relation is its first end, its second end and its place."""

    document: Document
    troubles: tuple[Trouble, ...]
    entities: dict[str, Thing] = field(default_factory=dict)
    agents: dict[str, Thing] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str, Place]]] = field(default_factory=lambda: defaultdict(list))

    def thing(self, kind: str, id: str, place: Place) -> Thing:
        """The entity or agent of an id, added where it is new."""
        return (self.entities if kind == "entity" else self.agents).setdefault(id, Thing(id, place))


def read(file: RawFile) -> Provenance:
    """Read a file in any of the three notations.  Raises :class:`kg.reading.InputError`."""
    document, troubles = decode(file)
    found = Provenance(document, troubles)
    if is_rdf(file):
        _rdf(file, found)
    elif document.text.lstrip().startswith("<"):
        _xml(file, found)
    else:
        _json(found)
    return found


# --------------------------------------------------------------------------- names


def _say(thing: Thing, name: str, text: str, place: Place) -> None:
    """Take over what a property says, under any name that people use for it."""
    local = name.replace("#", "/").rpartition("/")[2].rpartition(":")[2].lower()
    if not text.strip():
        return
    if local in ("value", "description", "text", "statement") and not thing.value:
        thing.value, thing.said_at = text, place
    elif local in ("label", "title", "name") and not thing.label:
        thing.label = text
        thing.said_at = thing.said_at or place
    elif local in ("url", "location", "atlocation", "identifier", "source") and text.startswith(("http://", "https://")):
        thing.url = thing.url or text
    elif local in ("generatedattime", "date", "created", "issued", "datepublished"):
        thing.date = thing.date or text[:10]


# --------------------------------------------------------------------------- PROV-JSON


def _json(found: Provenance) -> None:
    document = found.document
    lines = Lines(document)
    try:
        root = parse(document.text)
    except JsonError as error:
        line = lines.place(min(error.offset, len(document.text) - 1), error.offset + 1).line
        raise InputError(document.path, f"not valid JSON: {error}.", line) from None
    if root.kind != "object":
        raise InputError(document.path, 'expected {"entity": {…}, "wasDerivedFrom": {…}}.', 1)
    waiting = [root]
    while waiting:
        for key, node in waiting.pop().value:
            if key.value == "bundle":
                waiting += [inner for _, inner in _objects(node)]
            elif key.value in ("entity", "agent"):
                for id, one in _objects(node):
                    thing = found.thing(key.value, id.value, lines.place(id.start + 1, id.end - 1))
                    for name, text, place in _texts(one, lines):
                        _say(thing, name, text, place)
            elif key.value in _ENDS:
                for _, one in _objects(node):
                    ends = {n.partition(":")[2] or n: (text, place) for n, text, place in _texts(one, lines)}
                    first, second = (ends.get(n) for n in _ENDS[key.value])
                    if first and second:
                        found.relations[key.value].append((first[0], second[0], second[1]))


def _objects(node: Node) -> Iterator[tuple[Node, Node]]:
    """The objects under a node with their keys; a list of objects under one key is several."""
    for key, value in node.value if node.kind == "object" else ():
        for one in value.value if value.kind == "array" else (value,):
            if one.kind == "object":
                yield key, one


def _texts(node: Node, lines: Lines) -> Iterator[tuple[str, str, Place]]:
    for key, value in node.value:
        for one in value.value if value.kind == "array" else (value,):
            inner = next((v for k, v in one.value if k.value == "$"), None) if one.kind == "object" else one
            if inner is not None and isinstance(inner.value, str):
                quoted = inner.kind == "string"
                yield key.value, inner.value, lines.place(inner.start + quoted, inner.end - quoted)


# --------------------------------------------------------------------------- PROV-XML


def _xml(file: RawFile, found: Provenance) -> None:
    """Read with the parser of Python, which never opens another file; declarations of entities are refused."""
    from xml.parsers import expat

    lines = Lines(found.document)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    path: list[str] = []
    state = _Xml(found)

    def here() -> Place:
        return lines.on_line(min(max(1, parser.CurrentLineNumber), len(lines.lines)))

    def refuse(*_) -> None:
        raise InputError(file.path, "this XML declares a document type, which is not read. Remove the <!DOCTYPE …>.", parser.CurrentLineNumber)

    def start(name: str, given: dict[str, str]) -> None:
        if len(path) >= DEEPEST:
            raise InputError(file.path, f"more than {DEEPEST} elements inside each other.", parser.CurrentLineNumber)
        path.append(name)
        state.start(name, given, here())

    def end(name: str) -> None:
        path.pop()
        state.end(name)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, state.data
    try:
        parser.Parse(file.data, True)
    except expat.ExpatError as error:
        raise InputError(file.path, f"not valid XML: {expat.ErrorString(error.code)}.", error.lineno) from None


class _Xml:
    """Takes the elements one by one: entities and agents with what is in them, relations with their two ends."""

    def __init__(self, found: Provenance):
        self.found = found
        self.thing: Thing | None = None
        self.relation, self.ends, self.at = "", {}, None
        self.text: list[str] = []

    def start(self, name: str, given: dict[str, str], place: Place) -> None:
        space, _, local = name.rpartition(" ")
        self.text = []
        own = space == SPACE
        reference = given.get(f"{SPACE} ref")
        if own and self.relation and reference:
            self.ends[local] = (reference, place)
        elif own and local in ("entity", "agent", "person", "organization") and self.thing is None and not self.relation:
            id = given.get(f"{SPACE} id")
            self.thing = self.found.thing("entity" if local == "entity" else "agent", id, place) if id else None
        elif own and local in _ENDS and self.thing is None and not self.relation:
            self.relation, self.ends = local, {}
        self.at = place

    def data(self, text: str) -> None:
        self.text.append(text)

    def end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        own = space == SPACE
        if own and local == self.relation:
            first, second = (self.ends.get(n) for n in _ENDS[local])
            if first and second:
                self.found.relations[local].append((first[0], second[0], second[1]))
            self.relation = ""
        elif own and local in ("entity", "agent", "person", "organization") and not self.relation:
            self.thing = None
        elif self.thing is not None:
            _say(self.thing, local, "".join(self.text), self.at)
        self.text = []


# --------------------------------------------------------------------------- PROV-O


def _rdf(file: RawFile, found: Provenance) -> None:
    statements = sorted(set(quads(file)), key=lambda q: (q.subject, q.predicate, isinstance(q.value, str), str(q.value)))
    kinds: dict[str, set[str]] = defaultdict(set)
    named: dict[str, None] = {}
    for subject, predicate, value, _ in statements:
        if predicate.endswith("#type") and isinstance(value, str) and value.startswith(SPACE):
            kinds[value[len(SPACE) :]].add(subject)
        local = predicate.removeprefix(SPACE)
        if predicate.startswith(SPACE) and local in _ENDS and isinstance(value, str):
            named |= dict.fromkeys((subject, value))
    agents = set().union(*(kinds[k] for k in ("Agent", "Person", "Organization", "SoftwareAgent")))
    agents |= {v for _, p, v, _ in statements if p == SPACE + "wasAttributedTo" and isinstance(v, str)}
    activities = kinds["Activity"] | {s for s, p, _, _ in statements if p == SPACE + "used"}
    activities |= {v for _, p, v, _ in statements if p == SPACE + "wasGeneratedBy" and isinstance(v, str)}
    entities = (kinds["Entity"] | kinds["Collection"] | kinds["PrimarySource"] | set(named)) - agents - activities
    said = {s for s, _, _, _ in statements}
    where = rdfplaces.find([file], {*entities, *agents})
    lines = Lines(found.document)
    top = lines.on_line(1)

    def place(iri: str) -> Place:
        return lines.on_line(where[iri].line) if iri in where else top

    for kind, members in (("entity", entities), ("agent", agents)):
        # What is only pointed at is a source all the same: its address says what it is.
        for iri in sorted(members, key=lambda i: (place(i), i)):
            thing = found.thing(kind, iri, place(iri))
            if iri.startswith("http") and iri not in said:
                thing.url = iri
    for subject, predicate, value, _ in statements:
        local = predicate.removeprefix(SPACE)
        if predicate.startswith(SPACE) and local in _ENDS and isinstance(value, str):
            found.relations[local].append((subject, value, place(subject)))
            continue
        thing = found.entities.get(subject) or found.agents.get(subject)
        if thing is not None:
            _say(thing, predicate, value.value if isinstance(value, Literal) else value, thing.place)
