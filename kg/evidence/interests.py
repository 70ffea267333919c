"""Who is interested: sources that the subject of a report controls."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from kg.config import Config, Interest
from kg.evidence.publishers import owned_by, publisher_key
from kg.model import Publisher, Report, Source
from kg.records import record


@record
class Party:
    """Whose interest is looked for, and whether the user said so or it was taken from the title."""

    name: str
    stated: bool
    interest: Interest


def party(report: Report, config: Config) -> Party | None:
    """The subject as an interested party, with what it controls; ``None`` when no subject is known.

    To what ``[interests]`` lists for the subject are added its own name and the publishers it is
    known to own.  Without an entry, its repositories and web addresses are guessed from its name.
    """
    subject = config.subject or report.subject
    if not subject:
        return None
    own = (subject, *owned_by(subject))
    aliases = {publisher_key(a) for a in (subject, *config.aliases)}
    for name, interest in config.interests.items():
        if publisher_key(name) in aliases:
            return Party(subject, True, Interest((*own, *interest.publishers), interest.titles, interest.addresses))
    compact = publisher_key(subject)
    guessed = Interest(own, (f"{compact}/*",), (f"*://{compact}.*", f"*://*.{compact}.*", f"*/{compact}/*"))
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
