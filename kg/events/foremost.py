"""Who is the largest, main or only of a kind: "our largest grant, from the Northern Hearth Foundation"."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg.events import places
from kg.readings import Reading
from kg.records import record
from kg.samefact import stem
from kg.subjects import Subjects

_KINDS = "customer client shareholder investor supplier competitor rival grant donor donation buyer exporter producer employer contract plant owner lender creditor partner sponsor contributor vendor operator provider manufacturer importer site office school hospital member funder backer tenant landlord distributor licensee bank insurer port mine dam".split()
_DEGREES = {
    "largest": "largest",
    "biggest": "largest",
    "main": "main",
    "principal": "main",
    "sole": "only",
    "only": "only",
    "oldest": "oldest",
    "smallest": "smallest",
}
_BY_SIZE = frozenset("customer client shareholder supplier buyer".split())
"""Kinds of which the main one is the largest."""
_PHRASE = re.compile(
    rf"(?<![\w-])(?P<degree>{'|'.join(_DEGREES)})\s+(?P<more>(?:[a-z-]+\s+){{0,2}}?)(?P<kind>{'|'.join(_KINDS)})\b(?!['’-])", re.I
)
# The second largest, one of the largest, the largest in a place or of a time: another question.
_OTHER = re.compile(
    r"\b(?:second|third|fourth|fifth|next|two|three|four|five|ten|\d+|one of (?:the|its|our|their)|among|another|former|previous|once|until|then|not|no longer|never|was (?:once|long)|will|would|could|replac\w+|overt\w+)\b",
    re.I,
)
_WORTH_A_NAME = 70
"""Characters between the phrase and a name that may be its answer."""


@record
class Foremost:
    """A name said to be the foremost of a kind; ``role`` are the stems of the phrase."""

    role: frozenset[str]
    title: str
    who: str
    start: int


def foremost(reading: Reading, subjects: Subjects) -> Iterator[Foremost]:
    """What a sentence, a labelled line or a fact of the cover says is the foremost of its kind."""
    text, carrier = reading.text, reading.carrier
    label = carrier.label if carrier.kind == "cover" else reading.key[0] if reading.key is not None else ""
    if label and (found := _PHRASE.search(label)) and len(label.split()) < 6:
        value = text if carrier.kind == "cover" else text[reading.key[1] :]
        names = _names(re.split(r"[,;(]", value)[0], subjects)
        if len(names) == 1:
            yield _told(found, names[0][1], found.start())
        return
    found = _PHRASE.search(text)
    if (
        found is None
        or any(abs(d.start - found.start()) <= _WORTH_A_NAME for d in reading.dates)
        or _OTHER.search(text[max(0, found.start() - 40) : found.start()])
        or len(_PHRASE.findall(text)) > 1
    ):
        return
    near = [(s, n) for s, n in _names(text, subjects) if _near(text, found, s, n)]
    if len(near) == 1:
        yield _told(found, near[0][1], found.start())


def _near(text: str, found: re.Match[str], start: int, name: str) -> bool:
    """Whether a name stands close to the phrase and in the same part of the sentence."""
    first, last = (start + len(name), found.start()) if start < found.start() else (found.end(), start)
    between = text[first:last]
    return len(between) <= _WORTH_A_NAME and not re.search(
        r"[;:]|\b(?:and|but|while|so that|than|like|unlike|after|with|to)\b", between
    )


def _names(text: str, subjects: Subjects) -> list[tuple[int, str]]:
    return [(s, n) for s, _, n in subjects.names(text) if not subjects.is_main(n) and not places.is_region(n)]


def _told(found: re.Match[str], who: str, start: int) -> Foremost:
    degree = _DEGREES[found["degree"].lower()]
    degree = "largest" if degree == "main" and found["kind"].lower() in _BY_SIZE else degree
    role = frozenset((degree, stem(found["kind"]), *map(stem, found["more"].split())))
    return Foremost(role, found.group(), who, start)
