"""Who publishes, who is interested: publishers merged, sources of the subject itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from kg.config import Config, Interest
from kg.model import Publisher, Report, Source
from kg.prose import Ids, slug

# Words that name a department, an outlet or a legal form of the publisher before them, so that
# "Sacra Research" and "Sacra", "Bloomberg LP" and "Bloomberg" count once.
_LEGAL = {"inc", "incorporated", "ltd", "limited", "llc", "llp", "lp", "plc", "corp", "corporation", "co", "gmbh", "ag", "se", "sa", "sas", "bv", "nv", "oy", "ab", "spa", "pty"}
_DEPARTMENT = {"research", "blog", "blogs", "news", "newsroom", "press", "community", "team", "legal", "insights", "media", "editorial", "documentation", "docs", "website", "online", "official"}
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


@lru_cache(maxsize=65536)
def publisher_key(name: str) -> str:
    """What two names of one publisher have in common.

    Case, punctuation and "and"/"&" do not count; "A / B" is A; legal forms and trailing
    department words are dropped as long as something is left.
    """
    head = re.split(r"\s+/\s+", name.strip(), maxsplit=1)[0]
    words = [w.casefold() for w in _WORD.findall(head.replace("&", " and "))]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    words = [w for w in words if w != "and"] or words
    while len(words) > 1 and (words[-1] in _LEGAL or words[-1] in _DEPARTMENT):
        words = words[:-1]
    return "".join(words)


def publishers(report: Report, config: Config) -> dict[str, Publisher]:
    """The publisher of each source, by source id, with names merged.

    Groups given in ``[publishers]`` come first; other names are merged when their
    :func:`publisher_key` is equal.  Sources without a publisher are absent.
    """
    canonical = {}
    for name, others in config.publishers.items():
        for other in (name, *others):
            canonical[other.casefold().strip()] = name
    by_key = {publisher_key(name): name for name in config.publishers}
    group_of: dict[str, str] = {}
    names: dict[str, Counter] = defaultdict(Counter)
    for source in report.sources:
        written = source.publisher.strip()
        if not written:
            continue
        key = publisher_key(written)
        group = canonical.get(written.casefold()) or by_key.get(key) or f"\0{key}"
        group_of.setdefault(written, group)
        names[group][written] += 1
    ids, merged = Ids(), {}
    for group, written in names.items():
        name = group if not group.startswith("\0") else min(written, key=lambda n: (-written[n], len(n), n))
        merged[group] = Publisher(ids.new(slug(name, "publisher")), name, tuple(sorted(written)))
    return {s.id: merged[group_of[s.publisher.strip()]] for s in report.sources if s.publisher.strip()}


@dataclass(frozen=True, slots=True)
class Party:
    """Whose interest is looked for, and whether the user said so or it was taken from the title."""

    name: str
    stated: bool
    interest: Interest


def party(report: Report, config: Config) -> Party | None:
    """The subject as an interested party, with what it controls; ``None`` when no subject is known."""
    subject = config.subject or report.subject
    if not subject:
        return None
    aliases = {publisher_key(a) for a in (subject, *config.aliases)}
    for name, interest in config.interests.items():
        if publisher_key(name) in aliases:
            own = Interest((subject, *interest.publishers), interest.titles, interest.addresses)
            return Party(subject, True, own)
    compact = publisher_key(subject)
    guessed = Interest((subject,), (f"{compact}/*",), (f"*://{compact}.*", f"*://*.{compact}.*", f"*/{compact}/*"))
    return Party(subject, bool(config.subject) or report.subject_certain, guessed)


def controlled(source: Source, publisher: Publisher | None, party: Party) -> str:
    """Why the party controls the source, in words; empty when it does not."""
    names = {publisher_key(n) for n in party.interest.publishers}
    written = (source.publisher, *((publisher.name, *publisher.names) if publisher else ()))
    if any(publisher_key(n) in names for n in written if n):
        return f"published by {publisher.name if publisher else source.publisher}"
    for pattern in party.interest.titles:
        if fnmatchcase(source.title.casefold(), pattern.casefold()):
            return f"its title matches {pattern!r}"
    for pattern in party.interest.addresses:
        if source.url and fnmatchcase(source.url.casefold(), pattern.casefold()):
            return f"its address matches {pattern!r}"
    return ""


def controlled_sources(report: Report, by_source: Mapping[str, Publisher], party: Party) -> dict[str, str]:
    """Reasons by id of every source that the party controls."""
    reasons = {s.id: controlled(s, by_source.get(s.id), party) for s in report.sources}
    return {id: reason for id, reason in reasons.items() if reason}


@dataclass(frozen=True, slots=True)
class Independence:
    """How many independent voices speak in some sources, and how they were counted.

    ``voices`` are the publishers, names merged, each with its sources; ``own`` the sources that
    the subject of the report controls, each with the reason; ``unnamed`` the sources that name
    no publisher and cannot be counted.
    """

    voices: tuple[tuple[Publisher, tuple[Source, ...]], ...]
    own: tuple[tuple[Source, str], ...]
    unnamed: tuple[Source, ...]

    @property
    def count(self) -> int:
        """Number of independent publishers; the subject is none of them."""
        return len(self.voices)

    def in_words(self, subject: str) -> Iterator[str]:
        """One sentence for each publisher counted and each source not counted."""
        for publisher, sources in self.voices:
            written = dict.fromkeys(s.publisher.strip() for s in sources)
            others = [repr(n) for n in written if n != publisher.name]
            merged = f" (written {', '.join(others)})" if others else ""
            once = "; several sources of one publisher count once" if len(sources) > 1 else ""
            yield f"{publisher.name}{merged}: {', '.join(s.id for s in sources)}{once}"
        for source, reason in self.own:
            yield f"not independent: {source.id} is {subject}'s own ({reason})"
        for source in self.unnamed:
            yield f"not counted: {source.id} names no publisher"


def independence(sources: Iterable[Source], by_source: Mapping[str, Publisher], own: Mapping[str, str]) -> Independence:
    """Counts publishers once each and sets the subject's own sources apart.

    ``own`` gives the reasons by source id, as :func:`controlled_sources` does.
    """
    voices: dict[Publisher, list[Source]] = {}
    controlled_by_subject, unnamed = [], []
    for source in sources:
        if source.id in own:
            controlled_by_subject.append((source, own[source.id]))
        elif source.id in by_source:
            voices.setdefault(by_source[source.id], []).append(source)
        else:
            unnamed.append(source)
    return Independence(tuple((p, tuple(s)) for p, s in voices.items()), tuple(controlled_by_subject), tuple(unnamed))
