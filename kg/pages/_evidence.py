"""Pages of claims, sources, publishers and the evidence between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import evidence, impact
from kg.candidates.evidence import Weighed, weigh
from kg.graph import NODE_TYPES, Key
from kg.model import Claim, Evidence, Publisher, Source, Stance
from kg.pages._sheet import Sheet, count
from kg.terminal import one_line


def claim(sheet: Sheet, key: Key, node: Claim) -> Iterator[str]:
    home = sheet.section_of(key)
    if home:
        yield from sheet.fields([("section", sheet.section_name(home))])
    yield from _evidence_of(sheet, key)
    yield from sheet.findings(key)
    rests = [e.target for e in sheet.graph.out(key, "derived-from", "cites") if e.target.type == "claim"]
    yield from sheet.listed("rests on", rests)
    missing = [c.target for k, c in sheet.graph.dangling if k == key]
    if missing:
        yield sheet.head("cites what is not there")
        yield from sheet.wrap(", ".join(dict.fromkeys(missing)), "  ")
    yield from _dependents(sheet, key)


def _evidence_of(sheet: Sheet, key: Key) -> Iterator[str]:
    rows = [
        (sheet.graph.nodes[e.source], e.source)
        for e in sheet.graph.into(key, "supports", "disputes")
        if e.source.type == "evidence"
    ]
    if not rows:
        yield sheet.head("evidence")
        yield from sheet.wrap("No source is given.", "  ")
        return
    found, subject = _independence(sheet, key), sheet.context.parties[key.report]
    yield sheet.head("evidence", count(len(rows), "source"))
    for link, me in rows:
        source = sheet.graph.nodes[sheet.graph.out(me, "derived-from")[0].target]
        yield from _source_lines(sheet, source, link.stance, link.quote)
    yield sheet.head("independent sources", str(found.count))
    for line in found.in_words(subject.name if subject else ""):
        yield from sheet.wrap(line, "  ", "    ")
    if subject is None:
        yield from sheet.wrap("It is not known what the report is about, so its own pages cannot be told apart.", "  ", dim=True)

    yield from _grade(sheet, weigh(sheet.context, key))


_BORNE = {
    "quoted": "{text}: quoted from {source} (“{words}”)",
    "derived": "{text}: follows from the quotes of {source} ({words})",
    "contradicted": "{text}: {source} is quoted with {words}",
    "absent": "{text}: in no quote",
}


def _grade(sheet: Sheet, found: Weighed) -> Iterator[str]:
    """What the evidence bears, step by step, and what would lift it."""
    if found.figures:
        yield sheet.head("figures held against the quotes")
        for borne in found.figures:
            line = _BORNE[borne.status].format(text=borne.quantity.text, source=borne.source, words=borne.words)
            yield from sheet.wrap(line, "  ", "    ")
    grade = found.grade
    level = grade.level.value if grade.level else "not graded"
    stated = found.claim.confidence
    note = f"{level}, stated {stated.value}: {grade.verdict}" if stated and grade.level else level
    yield sheet.head("what the evidence bears", note)
    start = f"starts at {grade.start.value}: " if grade.start else ""
    yield from sheet.wrap(f"{start}{grade.because}", "  ", "    ")
    for step in grade.steps:
        moved = "one level down for " if step.change else ""
        yield from sheet.wrap(f"{moved}{step.reason}: {step.words}", "  ", "    ")
    if grade.lifts:
        yield sheet.head("what would lift it")
        for lift in grade.lifts:
            yield from sheet.wrap(lift, "  ", "    ")


def _independence(sheet: Sheet, claim: Key) -> evidence.Independence:
    graph = sheet.graph
    keys = dict.fromkeys(e.target for e in graph.out(claim, "cites") if e.target.type == "source")
    published = {graph.nodes[k].id: graph.nodes[e.target] for k in keys for e in graph.out(k, "published-by")}
    return evidence.independence([graph.nodes[k] for k in keys], published, sheet.context.controlled[claim.report])


def _source_lines(sheet: Sheet, source: Source, stance: Stance, quote: str) -> Iterator[str]:
    against = sheet.style(" disputes the claim", "red") if stance is Stance.DISPUTES else ""
    yield f"  {sheet.style(source.id, bold=True)} {sheet.style(one_line(source.publisher or 'no publisher'))}{against}\n"
    yield from sheet.wrap(" · ".join(filter(None, (source.title, source.date))), "    ")
    yield from sheet.wrap(source.url, "    ", dim=True)
    if quote:
        yield from sheet.quote(f"“{quote}”")
    else:
        yield from sheet.wrap("no quote", "    ", dim=True)


def _dependents(sheet: Sheet, key: Key) -> Iterator[str]:
    graph, falls = sheet.graph, impact.falls(sheet.graph, key)
    derived = [k for k in falls if k != key]
    notes = {k: f"through {falls[k].id}" for k in derived if falls[k] != key}
    users: dict[Key, None] = {}
    for claim in falls:
        for edge in graph.into(claim, "cites", "about", "derived-from"):
            if edge.source.type not in ("claim", "evidence", "finding"):
                user = sheet.cited_under(edge.source)
                users.setdefault(user)
                if claim != key:
                    notes.setdefault(user, f"through {claim.id}")
    direct = {sheet.cited_under(e.source) for e in graph.into(key)}
    notes = {k: v for k, v in notes.items() if k not in direct}
    yield sheet.head("what falls if it is wrong")
    yield from sheet.wrap(_tally(sheet, [*derived, *users]) or "Nothing in the report rests on it.", "  ")
    yield from sheet.listed("claims derived from it", derived, notes)
    yield from sheet.where_cited(users, notes)


def _tally(sheet: Sheet, keys: Iterable[Key]) -> str:
    kinds = [k.type for k in keys]
    return ", ".join(count(kinds.count(t), {"cover": "cover fact"}.get(t, t)) for t in NODE_TYPES if t in kinds)


def source(sheet: Sheet, key: Key, node: Source) -> Iterator[str]:
    own = sheet.context.controlled[key.report].get(node.id)
    party = sheet.context.parties[key.report]
    yield from sheet.fields([("address", node.url), ("date", node.date), ("accessed", node.accessed)])
    if own and party:
        yield from sheet.wrap(f"{party.name}'s own: {own}", "  ")
    if node.quote:
        yield from sheet.quote(f"“{node.quote}”", "  ")
    if not node.certain:
        yield from sheet.wrap(f"How the line divides into publisher, title and quote is a guess: {node.raw}", "  ", dim=True)
    for edge in sheet.graph.out(key, "published-by"):
        names = [n for n in sheet.graph.nodes[edge.target].names if n != node.publisher]
        yield from sheet.fields([("publisher also written", ", ".join(names))])
    users = [sheet.cited_under(e.source) for e in sheet.graph.into(key, "cites")]
    claims = sheet.in_order(k for k in users if k.type == "claim")
    alone = {k: "its only source" for k in claims if len({e.target for e in sheet.graph.out(k, "cites")}) == 1}
    yield from sheet.listed("claims that cite it", claims, alone)
    if not users:
        yield sheet.head("claims that cite it")
        yield from sheet.wrap("Nothing cites it.", "  ")
    yield from sheet.where_cited([k for k in users if k.type != "claim"], {})


def publisher(sheet: Sheet, key: Key, node: Publisher) -> Iterator[str]:
    yield from sheet.fields([("written", ", ".join(node.names))])
    sources = [e.source for e in sheet.graph.into(key, "published-by")]
    own = sheet.context.controlled[key.report]
    yield from sheet.listed("sources", sources, {s: "the subject's own" for s in sources if sheet.graph.nodes[s].id in own})
    claims = [e.source for s in sources for e in sheet.graph.into(s, "cites") if e.source.type == "claim"]
    yield from sheet.listed("claims that rest on it", sheet.in_order(claims))


def link(sheet: Sheet, key: Key, node: Evidence) -> Iterator[str]:
    if node.quote:
        yield from sheet.quote(f"“{node.quote}”", "  ")
    yield from sheet.listed("claim", [e.target for e in sheet.graph.out(key, "supports", "disputes")])
    yield from sheet.listed("source", [e.target for e in sheet.graph.out(key, "derived-from")])
