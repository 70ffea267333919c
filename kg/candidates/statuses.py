"""How far a thing has come, or whether it is verified, as tables and sentences say."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg import patterns as re
from kg import quantities
from kg.candidates._base import Context, candidates
from kg.events import parties
from kg.events.frames import name_key
from kg.findings import About
from kg.graph import Key
from kg.model import Report
from kg.prose import without_citations
from kg.records import record

_STATES: dict[str, dict[str, str]] = {
    "verification": {
        "verified": r"(?:independently\s+|fully\s+)?verified|confirmed",
        "unverified": r"unverified|not\s+(?:yet\s+)?(?:been\s+)?(?:independently\s+)?verified|unconfirmed|not\s+(?:yet\s+)?(?:been\s+)?confirmed",
    },
    "use": {
        "production": r"(?:in\s+)?(?:full\s+)?production|fully\s+deployed|in\s+full\s+operation",
        "pilot": r"(?:in\s+(?:the\s+)?|a\s+)?pilot(?:\s+(?:phase|stage|project|only))?|piloting|(?:a\s+)?proof[\s-]of[\s-]concept",
    },
}
_HEAD = re.compile(r"\W*(?:status|stage|state|verification|verified|verification status|deployment|deployment (?:status|stage)|maturity)\W*", re.I)
_DATED_HEAD = re.compile(r"\b(?:date|year|when|period|quarter|month|as of)\b", re.I)
_SAID = re.compile(
    rf"(?:^|[.;:]\s+|,\s+(?:and|but|while)\s+)(?:[Tt]he\s+)?(?P<name>{parties.NAME})\s+(?:is|remains|has\s+been)\s+(?:still\s+|now\s+|already\s+|currently\s+|only\s+)*(?P<state>{'|'.join(p for states in _STATES.values() for p in states.values())})(?=\s*(?:[.,;(]|$)|\s+(?:by|at|and|but|with|in)\b)"
)
_DOUBT = re.compile(r"\b(?:not|never|if|once|until|unless|should|could|would|will|may|might|claims?|claimed|said|says|partly|partially)\b", re.I)


@record
class State:
    """What one place says of the state of a thing: ``kind`` verification or use, ``value`` one of its two states."""

    thing: str
    kind: str
    value: str
    about: About


@candidates("states", grouped=True)
def states(context: Context, report: Report) -> Iterator[tuple[Hashable, State]]:
    """States of named things from columns such as "Status" and from sentences without a date."""
    for table in report.tables:
        heads = [without_citations(c.text).strip() for c in table.header]
        columns = {n for n, h in enumerate(heads) if _HEAD.fullmatch(h)}
        if not columns or any(_DATED_HEAD.search(h) for h in heads):
            continue
        for row in table.rows:
            name = parties.unmarked(without_citations(row[0].text)).strip() if row else ""
            for cell in row[1:]:
                if cell.column - 1 in columns and re.fullmatch(parties.NAME, name) and cell.certain:
                    found = _state(without_citations(cell.text).strip(" .*"), heads[cell.column - 1])
                    if found:
                        yield (report.id, name_key(name), found[0]), State(name, *found, context.about(Key(report.id, "cell", cell.id), place=cell.place))
    for reading in context.readings(report):
        if reading.dates or reading.carrier.kind not in ("sentence", "claim"):
            continue
        text = parties.unmarked(reading.text)
        key = Key(report.id, reading.carrier.kind, reading.carrier.id)
        for match in _SAID.finditer(text):
            found = _state(match["state"])
            if found and key in context.graph.nodes and not _DOUBT.search(text[: match.start("state")]) and not any(q.kind == "date" for q in quantities.extract(match["name"])):
                yield (report.id, name_key(match["name"]), found[0]), State(match["name"], *found, context.about(key))


def _state(words: str, head: str = "") -> tuple[str, str] | None:
    plain = words.lower()
    if re.fullmatch(r"\W*verified\W*", head, re.I) and plain in ("yes", "no"):
        return "verification", "verified" if plain == "yes" else "unverified"
    for kind, values in _STATES.items():
        for value, pattern in values.items():
            if re.fullmatch(pattern, plain):
                return kind, value
    return None
