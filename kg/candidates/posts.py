"""Who holds which post."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import Across, Context, candidates
from kg.candidates.events import events
from kg.events import posts
from kg.events.foremost import foremost
from kg.events.funding import party_subject
from kg.events.incumbents import heads, incumbents
from kg.events.offices import FRAME as OFFICE
from kg.events.posts import Post
from kg.findings import About
from kg.graph import Key
from kg.model import Report
from kg.records import record
from kg.subjects import Subjects


@record
class Held:
    """Somebody in a post, with the place that says so; ``office`` when it is read as an office as well."""

    post: Post
    about: About
    subject: str
    office: bool


@candidates("posts", grouped=True, across=Across(Held))
def held(context: Context, report: Report) -> Iterator[tuple[Hashable, Held]]:
    """Every post that is said to be held, by whom the report is about."""
    subjects = Subjects(report, context.config)
    offices = {t.event.carrier for t in events(context, report) if t.event.frame == OFFICE}
    subject = party_subject(report.subject) if report.subject else f"@{report.id}"
    told = posts.posts(report, subjects, context.readings(report))
    known = {(p.kind, p.id, p.role) for p in told}
    told += [p for p in incumbents(context.readings(report), subjects) if (p.kind, p.id, p.role) not in known]
    told += list(heads(context.readings(report), subjects, told))
    for reading in context.readings(report):
        for one in foremost(reading, subjects):
            told.append(Post(one.role, one.title, one.who, "", True, reading.carrier.kind, reading.carrier.id, one.start))
    for post in told:
        about = context.about(Key(report.id, post.kind, post.id), post.who)
        yield subject, Held(post, about, report.subject, (post.kind, post.id) in offices)
