"""From provenance to a report: what has something behind it is a claim, what has nothing is a source."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePath

from kg.config import Config
from kg.loaders._prov_read import DERIVATIONS, Provenance, Thing
from kg.loaders._reference_list import host
from kg.model import Citation, Claim, Place, Report, Source
from kg.prose import Ids, slug
from kg.reading import InputError

MOST = 1000
"""How many things an activity may have used for each of them to count as behind what it made."""


def report(found: Provenance, config: Config, format: str) -> Report:
    """The report of a file.  Raises :class:`kg.reading.InputError` where it names no entity."""
    document = found.document
    if not found.entities:
        raise InputError(document.path, "no entity was found in the words of PROV. See docs/formats.md for what is read.")
    behind = _behind(found)
    ids, names = Ids(), {}
    for id in found.entities:
        names[id] = ids.new(_short(id))
    publishers = {entity: found.agents.get(agent) for entity, agent, _ in reversed(found.relations["wasAttributedTo"])}
    claims, sources = [], []
    for id, thing in found.entities.items():
        if behind.get(id):
            claims.append(_claim(thing, behind[id], names, behind))
        else:
            sources.append(_source(thing, names[id], publishers.get(id)))
    stem = PurePath(document.path.replace("\\", "/")).stem
    return Report(
        id=slug(stem, "report"),
        path=document.path,
        format=format,
        title=stem,
        subject=config.subject,
        subject_certain=bool(config.subject),
        as_of=config.as_of,
        documents=(document,),
        claims=tuple(claims),
        sources=tuple(sources),
        troubles=found.troubles,
    )


def _behind(found: Provenance) -> dict[str, dict[str, Place]]:
    """For each entity what it rests on: derivations that are stated, else what the activity used that made it."""
    behind: dict[str, dict[str, Place]] = defaultdict(dict)
    for kind in DERIVATIONS:
        for made, used, place in found.relations[kind]:
            if made != used:
                behind[made].setdefault(used, place)
    used_by: dict[str, dict[str, Place]] = defaultdict(dict)
    for activity, entity, place in found.relations["used"]:
        used_by[activity].setdefault(entity, place)
    for made, activity, _ in found.relations["wasGeneratedBy"]:
        if made not in behind and len(used_by.get(activity, ())) <= MOST:
            rest = {entity: place for entity, place in used_by.get(activity, {}).items() if entity != made}
            if rest:
                behind[made] = rest
    return behind


def _claim(thing: Thing, behind: dict[str, Place], names: dict[str, str], all_behind: dict[str, dict[str, Place]]) -> Claim:
    cited = [(Citation(names.get(id, id), place), bool(all_behind.get(id)) and id in names) for id, place in behind.items()]
    return Claim(
        names[thing.id],
        thing.value or thing.label or thing.id,
        thing.place,
        thing.said_at or thing.place,
        sources=tuple(c for c, is_claim in cited if not is_claim),
        derived_from=tuple(c for c, is_claim in cited if is_claim),
    )


def _source(thing: Thing, id: str, publisher: Thing | None) -> Source:
    url = thing.url or (thing.id if thing.id.startswith(("http://", "https://")) else "")
    by = (publisher.label or _short(publisher.id)) if publisher else ""
    title = thing.label or thing.value or ("" if by or url else thing.id)
    quote = thing.value if thing.label else ""
    return Source(id, by or host(url), title, thing.place, quote, url, thing.date, raw=thing.id, certain=bool(by))


def _short(id: str) -> str:
    """An id without the address or prefix before it."""
    return id.rstrip("/#").replace("#", "/").rpartition("/")[2].rpartition(":")[2] or id
