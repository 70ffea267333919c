"""Attributes in labelled lines, rows of two cells, and answers to questions: "Architect: A", "Where is S based? In V."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import patterns as re
from kg.events import parties
from kg.events.attributes import Stated, Words, words
from kg.events.naming import Things
from kg.events.valued import OTHER, PLACE, named
from kg.model import Quantity
from kg.readings import Reading


def labelled(label: str, value: str, dates: Sequence[Quantity], kind: str, id: str, section: str, things: Things, at: int) -> Iterator[Stated]:
    """The value of a labelled line, fact or row."""
    plain = " ".join(re.sub(r"[*_:]", " ", label).lower().split())
    head, _, of = plain.partition(", ")
    known = words().labels
    subject = things.section(section)
    attributes = known.get(head)
    if attributes is None:
        for size in (2, 1):
            parts = head.split()
            if len(parts) > size and (attributes := known.get(" ".join(parts[-size:]))) and attributes[0].value == "who":
                of = " ".join(parts[:-size])
                break
        else:
            return
    if attributes and not of and head == "lead investor":
        return  # of which round, a list of rounds tells
    if of and attributes:
        subject = (things.stems(of), of)
    if attributes is None or subject is None or OTHER.search(value) or (head.endswith("investigator") and of == ""):
        if attributes is None or not head.endswith("investigator"):
            return
        subject = (things.study, "trial")
    for attribute in attributes:
        if attribute.value == "date" and len(dates) == 1 and dates[0].start - at <= 4:
            yield Stated(attribute, subject[0], subject[1], (), dates[0].period, kind, id, f"{label}: {value}", True, not of, section=section if kind != "cover" else "")
        elif attribute.value == "place" and (place := PLACE.match(value)) and things.is_place(place["place"]):
            yield Stated(attribute, subject[0], subject[1], (place["place"].rstrip("."),), None, kind, id, f"{label}: {value}", True, not of, section=section if kind != "cover" else "")
        elif attribute.value == "who" and (found := named(value, 0, len(value))) and found.start < 30 and not dates:
            yield Stated(attribute, subject[0], subject[1], found.names, None, kind, id, f"{label}: {value}", found.complete, not of, section=section if kind != "cover" else "")


_QUESTION = re.compile(r"\W*(?P<q>When|Where|Who|Which\s+\w+)\s+(?P<rest>[^?]{4,90})\?\W*$")


def answered(asked: str, reading: Reading, n: int, things: Things) -> Iterator[Stated]:
    """What a question asks and its answer gives: "Where is S based? In V."."""
    match = _QUESTION.match(asked)
    text = parties.unmarked(reading.text)
    if match is None or OTHER.search(match["rest"]) or OTHER.search(text) or text.rstrip().endswith("?"):
        return
    carrier, rest, kind = reading.carrier, match["rest"], match["q"].split()[0]
    told = re.match(rf"(?:is|are|was|were|did)\s+(?P<s>.+?)\s+(?P<verb>{Words.any_of((*words().past, *words().present, 'open', 'close'))})$", rest) if kind in ("When", "Where") else None
    if told:
        verb = " ".join(told["verb"].split())
        for attribute in words().past.get(verb, words().past.get(f"{verb}ed", ())):
            subject = things.of(told["s"], n)
            if subject and attribute.value == "date" and kind == "When" and len(reading.dates) == 1:
                yield Stated(attribute, subject[0], subject[1], (), reading.dates[0].period, carrier.kind, carrier.id, text)
            place = PLACE.match(text, len(re.match(r"\W*(?:In\s+)?", text).group()))
            if subject and attribute.value == "place" and kind == "Where" and place and things.is_place(place["place"]):
                yield Stated(attribute, subject[0], subject[1], (place["place"].rstrip("."),), None, carrier.kind, carrier.id, text)
    if kind == "Where" and (seat := re.match(rf"(?:(?:does|did)\s+(?P<sits>[\w ]+?)\s+(?:sit|have\s+its\s+(?:head|main|seat)[\w ]*)|(?:is|are)\s+(?:the\s+|its\s+|(?P<own>[\w ]+)['’]s\s+)(?:{Words.any_of(words().holder)})(?:\s+of\s+(?P<s>.+))?)$", rest)):
        place, subject = PLACE.match(text, len(re.match(r"\W*(?:In\s+)?", text).group())), things.of(seat["sits"] or seat["own"] or seat["s"] or "the company", n)
        if place and subject and things.is_place(place["place"]):
            yield Stated(words().past["based"][0], subject[0], subject[1], (place["place"].rstrip("."),), None, carrier.kind, carrier.id, text)
    if kind not in ("Who", "Which"):
        return
    done = re.match(rf"(?P<verb>{Words.any_of(words().present)})\s+(?P<s>.+)$", rest)
    held = re.match(rf"(?:is|was)\s+the\s+(?P<noun>{Words.any_of(words().holder)})(?:\s+of\s+(?P<s>.+))?$", rest, re.I)
    found = named(text, 0, 60)
    if found is None or found.start > 40 or not (done or held):
        return
    attributes = words().present[" ".join(done["verb"].split())] if done else words().holder[held["noun"].lower()]
    subject = things.of((done or held)["s"] or "the company", n)
    for attribute in attributes:
        if attribute.value == "who" and subject is not None:
            yield Stated(attribute, subject[0], subject[1], found.names, None, carrier.kind, carrier.id, text, found.complete)
