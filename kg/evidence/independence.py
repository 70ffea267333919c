"""How many independent voices speak in the sources of a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.evidence.pages import copies
from kg.evidence.publishers import owners, publisher_key
from kg.model import Publisher, Source
from kg.records import record


@record
class Voice:
    """Sources that count once, with the publishers they stand under and why they are one voice."""

    publishers: tuple[Publisher, ...]
    sources: tuple[Source, ...]
    because: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return " and ".join(p.name for p in self.publishers)


@record
class Independence:
    """How many independent voices speak in some sources, and how they were counted.

    ``voices`` are the origins, each with its sources; ``own`` the sources that the subject of the
    report controls, each with the reason; ``unnamed`` the sources that name no publisher and
    cannot be counted.
    """

    voices: tuple[Voice, ...]
    own: tuple[tuple[Source, str], ...]
    unnamed: tuple[Source, ...]

    @property
    def count(self) -> int:
        """Number of independent voices; the subject is none of them."""
        return len(self.voices)

    def in_words(self, subject: str) -> Iterator[str]:
        """One sentence for each voice counted and each source not counted."""
        for voice in self.voices:
            names = {p.name for p in voice.publishers}
            others = [repr(n) for n in dict.fromkeys(s.publisher.strip() for s in voice.sources) if n not in names]
            merged = f" (written {', '.join(others)})" if others else ""
            why = list(voice.because)
            if len(voice.sources) > 1 and len(voice.publishers) == 1:
                why.insert(0, "several sources of one publisher count once")
            yield f"{voice.name}{merged}: {', '.join(s.id for s in voice.sources)}" + "".join(f"; {w}" for w in why)
        for source, reason in self.own:
            yield f"not independent: {source.id} is {subject}'s own ({reason})"
        for source in self.unnamed:
            yield f"not counted: {source.id} names no publisher"


def independence(sources: Iterable[Source], by_source: Mapping[str, Publisher], own: Mapping[str, str]) -> Independence:
    """Counts every origin once and sets the subject's own sources apart.

    One origin are: sources of one publisher, publishers with one owner, and copies of one text
    under several names.  ``own`` gives the reasons by source id, as
    :func:`kg.evidence.controlled_sources` does.
    """
    mine, unnamed, named = [], [], []
    for source in sources:
        if source.id in own:
            mine.append((source, own[source.id]))
        elif source.id in by_source:
            named.append(source)
        else:
            unnamed.append(source)
    return Independence(tuple(_voices(named, by_source)), tuple(mine), tuple(unnamed))


def _voices(sources: list[Source], by_source: Mapping[str, Publisher]) -> Iterator[Voice]:
    group = {p.id: p.id for p in (by_source[s.id] for s in sources)}
    because: dict[str, list[str]] = {}

    def first(id: str) -> str:
        while group[id] != id:
            id = group[id]
        return id

    def join(a: str, b: str, why: str) -> None:
        a, b = first(a), first(b)
        if a != b:
            group[b] = a
            because[a] = [*because.get(a, ()), *because.pop(b, ()), why]

    if len(group) > 1:
        publishers = {by_source[s.id].id: by_source[s.id] for s in sources}
        holder: dict[str, Publisher] = {}
        for publisher in publishers.values():
            for key, owner in {publisher_key(publisher.name): "", **owners(publisher.name)}.items():
                other = holder.setdefault(key, publisher)
                if other is not publisher:
                    join(
                        other.id,
                        publisher.id,
                        f"{other.name} and {publisher.name} belong together" + (f" ({owner})" if owner else ""),
                    )
        for copy in copies(sources, by_source):
            for source in copy.sources[1:]:
                join(
                    by_source[copy.sources[0].id].id,
                    by_source[source.id].id,
                    f"{copy.sources[0].id} and {source.id} are one text: {copy.why}",
                )
    voices: dict[str, list[Source]] = {}
    for source in sources:
        voices.setdefault(first(by_source[source.id].id), []).append(source)
    for id, members in voices.items():
        yield Voice(tuple(dict.fromkeys(by_source[s.id] for s in members)), tuple(members), tuple(because.get(id, ())))
