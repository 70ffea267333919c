"""Kinds of events and the words that tell of them: read from ``ontology/events.ttl`` and ``kg.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg import patterns as re
from kg import resources, skos
from kg.prose import slug
from kg.records import record


@record
class Frame:
    """A kind of event.

    ``did``, ``done``, ``will``, ``due`` and ``nominal`` are the words around the thing it happens to;
    ``nouns`` name the event, ``types`` are what a "Type" column calls it; ``agent`` is the role of
    who does it; ``once`` says that a thing can have it only once.
    """

    id: str
    label: str
    did: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    will: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    nominal: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    agent: str = ""
    once: bool = False


@record
class Frames:
    """All kinds of events, with roles and the names of organisations.

    ``single`` are the roles only one name can have; ``names`` maps the key of a name to the key of
    the organisation it stands for.
    """

    frames: tuple[Frame, ...]
    single: frozenset[str]
    names: Mapping[str, str]

    def by_type(self, words: str) -> Frame | None:
        """The kind of event a "Type" column means."""
        plain = " ".join(words.lower().split())
        return next((f for f in self.frames if plain in f.types), None)

    def key(self, name: str) -> str:
        """What spellings of an organisation's name have in common."""
        found = name_key(name)
        return self.names.get(found, found)


_TAIL = re.compile(
    r"[\s,]+(?:inc|ltd|llc|llp|plc|corp|corporation|gmbh|ag|sas|sa|se|bv|nv|pbc|co|company|limited|holdings?|group|ventures?|capital|management|partners|investments?|advisors|fund|foundation)\.?$",
    re.I,
)


@cache
def name_key(name: str) -> str:
    """A name without legal form and words such as "Ventures", as a slug."""
    plain = re.sub(r"\([^)]*\)|['’]s?$|^the\s+", "", " ".join(name.split()), flags=re.I).strip(" .,")
    shorter = _TAIL.sub("", plain)
    while shorter != plain and shorter:
        plain, shorter = shorter, _TAIL.sub("", shorter)
    return slug(plain)


@cache
def _shipped() -> Frames:
    frames, single, names = [], set(), {}
    for subject, has in skos.read(resources.find("ontology/events.ttl")).items():
        kinds = has.get("rdf:type", ())
        label = has.get("skos:prefLabel", [""])[0]
        if "skos:Concept" in kinds:
            frames.append(
                Frame(
                    id=subject.partition(":")[2],
                    label=label,
                    did=tuple(has.get("kg:did", ())),
                    done=tuple(has.get("kg:done", ())),
                    will=tuple(has.get("kg:will", ())),
                    due=tuple(has.get("kg:due", ())),
                    nominal=tuple(has.get("kg:nominal", ())),
                    nouns=tuple(has.get("kg:noun", ())),
                    types=tuple(has.get("kg:type", ())),
                    agent=has.get("kg:agent", [""])[0].partition(":")[2],
                    once=has.get("kg:once") == ["true"],
                )
            )
        elif "kg:Role" in kinds and has.get("kg:cardinality") == ["one"]:
            single.add(label)
        elif "kg:Organisation" in kinds:
            names.update({name_key(n): name_key(label) for n in (label, *has.get("skos:altLabel", ()))})
    return Frames(tuple(frames), frozenset(single), names)


def load(events: Mapping[str, Mapping[str, object]] | None = None, names: Mapping[str, tuple[str, ...]] | None = None) -> Frames:
    """The shipped frames with the user's own.

    ``events`` maps a label to lists ``did``, ``done``, ``will``, ``nominal``, ``nouns``, ``types``
    and a flag ``once``; a label that exists gains the words, a new one becomes a frame.  ``names``
    maps an organisation to its other names.
    """
    shipped = _shipped()
    if not events and not names:
        return shipped
    frames = {f.id: f for f in shipped.frames}
    for label, row in (events or {}).items():
        id = slug(label)
        old = frames.get(id) or Frame(id, label)
        lists = {k: (*getattr(old, k), *row.get(k, ())) for k in ("did", "done", "will", "nominal", "nouns", "types")}
        frames[id] = Frame(id, old.label, **lists, due=old.due, agent=str(row.get("agent", old.agent)), once=bool(row.get("once", old.once)))
    merged = dict(shipped.names)
    for name, others in (names or {}).items():
        merged.update({name_key(n): name_key(name) for n in (name, *others)})
    return Frames(tuple(frames.values()), shipped.single, merged)
