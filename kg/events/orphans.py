"""The one name in which a text and a statement it cites differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg import patterns as re
from kg import samefact
from kg.events import parties, places
from kg.events.phrases import PAST
from kg.readings import Reading
from kg.records import record
from kg.subjects import Subjects

_LEAST = 3
"""So many words and figures the two must have in common besides names of the subject."""

_ORG = frozenset("foundation trust university college institute bank partners capital group company corporation fund society council association agency ministry department holdings ventures inc ltd plc gmbh ag the of and for".split())
_MEMBER = re.compile(r"(?:,|\band|&|\bor|/|\bincluding|\bsuch as|\blike|\be\.g\.)\s+(?:(?:the|its|a|an)\s+)?$", re.I)
_MORE = re.compile(r"^\s*(?:,\s*[A-ZÀ-Þ]|,?\s*(?:and|&|or|as well as|plus)\s+(?:the\s+)?[A-ZÀ-Þ]|/)")
_RULED = re.compile(r"\b(?P<word>by|in|at|from|to|with|of|for|under|near|against)\s+(?:(?:the|its|a|an|Dr|Prof|Professor|Mr|Ms|Mrs|Sir)\.?\s+)*$", re.I)
_SAYS = re.compile(r"\b(?:according\s+to|reported\s+by|estimated?\s+by|data\s+from|source:?|per|via|cited\s+by|published\s+(?:by|in)|as\s+told\s+to|told)\s+(?:the\s+)?$", re.I)
_DOER = re.compile(r"(?P<name>[A-ZÀ-Þ][\w-]+)\s+(?:has\s+|had\s+)?(?P<verb>[a-z]+)\s+[\w£€$]")
_FIGURE = re.compile(r"\s+(?:for|of|and)\s+\d.*$")
_PLACED = frozenset({"in", "at", "near"})
_GIVES = frozenset({"by", "from", "to", "of", ""})
_DATED = re.compile(r"(?i)(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|h[12]|fy\s?\d*|spring|summer|autumn|winter|series|phase|class|round|tier|level|type|version|model|part|chapter|table|figure|appendix)\b")


@record
class Orphan:
    """A name that only one side has: ``ruled`` is the preposition before it, empty for a subject."""

    reading: Reading
    start: int
    end: int
    name: str
    ruled: str


def pair(subjects: Subjects, said: Sequence[Reading], around: Sequence[Reading], claim: Reading, cited: Sequence[Reading]) -> tuple[Orphan, Orphan] | None:
    """The name of the text and the name of the claim that stand for one another, if there is just one of each."""
    there = _orphans(subjects, [claim], [*around, *said])
    if len(there) != 1:
        return None
    here = [o for o in _orphans(subjects, said, cited) if _alike(o, there[0])]
    if len(here) != 1 or len(_orphans(subjects, [here[0].reading], cited)) != 1:
        return None
    return (here[0], there[0]) if _same_fact(subjects, said, claim, (here[0], there[0])) else None


def _orphans(subjects: Subjects, mine: Sequence[Reading], others: Sequence[Reading]) -> list[Orphan]:
    """Names that stand alone on one side and of which the other side has no word."""
    known = {w for r in others for w in re.findall(r"[^\W_]+", r.text.lower())}
    found = {}
    for reading in mine:
        text = parties.unmarked(reading.text)
        doer = _DOER.match(text)
        acts = doer is not None and (doer["verb"] in PAST or doer["verb"].endswith(("ed", "es", "ts", "ds", "ns")))
        first = [(0, doer.end("name"), doer["name"])] if acts and not subjects.written_small(doer["name"]) else []
        for start, end, name in [*first, *subjects.names(text)]:
            # "sold it to Monterra for 4 million": the figure is no part of the name
            name = _FIGURE.sub("", name)
            end = min(end, start + len(_FIGURE.sub("", text[start:end])))
            words = _words(name)
            if not words or subjects.is_main(name) or words & known or _DATED.match(name) or any(d.start < end and start < d.end for d in reading.quantities):
                continue
            if {"".join(w[0] for w in re.findall(r"[^\W\d_]+", name)).lower(), name.lower()} & known:
                continue
            ruled = _RULED.search(text[max(0, start - 30) : start])
            found.setdefault(name, Orphan(reading, start, end, name, ruled["word"].lower() if ruled else ""))
    return list(found.values())


def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W_]+", name.lower()) if w not in _ORG and len(w) > 1)


def _alike(a: Orphan, b: Orphan) -> bool:
    """Whether two names are in one role: behind the same preposition, or doers and takers of one deed."""
    if any(_listed(o) or _SAYS.search(o.reading.text[max(0, o.start - 30) : o.start]) for o in (a, b)):
        return False
    if a.ruled in _PLACED and b.ruled in _PLACED:
        return not (places.is_region(a.name) or places.is_region(b.name))
    if a.ruled in _PLACED or b.ruled in _PLACED:
        return False
    return a.ruled == b.ruled or (a.ruled in _GIVES and b.ruled in _GIVES)


def _listed(one: Orphan) -> bool:
    text = parties.unmarked(one.reading.text)
    return bool(_MEMBER.search(text[max(0, one.start - 16) : one.start]) and not re.search(r"\d,\s*$", text[: one.start])) or bool(_MORE.match(text[one.end :]))


def _same_fact(subjects: Subjects, said: Sequence[Reading], claim: Reading, names: tuple[Orphan, Orphan]) -> bool:
    """Whether the claim says, the name left out, what the text says: half of its words and figures, at least three."""
    mine = _content(subjects, said, names)
    theirs = _content(subjects, [claim], names)
    shared = mine & theirs
    sentence = names[0].reading
    near = len(_content(subjects, [sentence], names) & theirs)
    # "Acme is a maker of lenses in Jena. It was founded …": the sentence names who the claim is about.
    about = sentence is not said[-1] and any(subjects.is_main(n) for _, _, n in subjects.names(sentence.text))
    return len(shared) >= _LEAST and 2 * len(shared) >= len(theirs) and (near > 1 or about)


def _content(subjects: Subjects, readings: Iterable[Reading], names: tuple[Orphan, Orphan]) -> set:
    own = frozenset(samefact.stems(subjects.main)) | frozenset(s for n in names for s in samefact.stems(n.name))
    return {f for r in readings for f in samefact.features(r.text, r.quantities, own)}
