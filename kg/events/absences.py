"""Statements that something of a kind never happened: "has not disclosed any funding rounds"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg import patterns as re
from kg.events.frames import Frames
from kg.events.funding import party_subject
from kg.readings import Reading
from kg.records import record
from kg.subjects import Subjects

# "No round since 2023", "no new round", "no major recall" leave room for one.
_QUALIFIED = re.compile(
    r"\b(?:since|beyond|after|subsequent|subsequently|new|newer|further|additional|other|another|more|major|material|materially|significant|recent|recently|yet|during|between|until|before|prior|other than|apart|except|besides|in (?:the )?(?:19|20)\d\d|last (?:year|month|quarter)|this (?:year|month|quarter)|so far this|details?|terms|amounts?)\b",
    re.I,
)


@record
class Absence:
    """A general statement that the subject has had no event of a kind."""

    subject: str
    subject_name: str
    frame: str
    words: str
    reading: Reading


@lru_cache(maxsize=16)
def _patterns(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    body = "|".join(re.escape(n) for n in sorted(nouns, key=lambda n: (-len(n), n)))
    verbs = r"(?:disclosed|announced|completed|made|raised|reported|issued|recorded|received|undertaken|had|taken|signed|experienced|suffered|faced)"
    end = r"(?=\s*(?:[.,;)]|$|or\b|and\b|which\b|to date\b|as of\b|at all\b|in its history\b|have\b|has\b|were\b|was\b))"
    return (
        re.compile(rf"\b(?:has|have|had)\s+(?:not|never)\s+(?:publicly\s+|ever\s+|formally\s+)?{verbs}\s+(?:any\s+|a\s+)?(?:(?:known|public|publicly disclosed|outside|external)\s+)?(?:{body}){end}", re.I, kept=True),
        re.compile(rf"\b(?:has|have|had|there (?:are|were|have been))\s+(?:{verbs}\s+)?no\s+(?:(?:known|public|publicly disclosed|disclosed|reported|recorded)\s+)?(?:{body}){end}", re.I, kept=True),
        re.compile(rf"\bno\s+(?:(?:known|public|disclosed|reported|recorded)\s+)?(?:{body})\s+(?:have|has|were|was|had)\s+(?:ever\s+)?(?:been\s+)?(?:publicly\s+)?{verbs}\b", re.I, kept=True),
    )


_NEGATIONS = frozenset(("not", "never", "no"))


def absences(readings: Iterable[Reading], subjects: Subjects, frames: Frames) -> Iterator[Absence]:
    """General absences stated of a report's subject; qualified ones ("since 2023") are left out."""
    kinds = [(f, _patterns(f.nouns)) for f in frames.frames if f.nouns]
    for reading in readings:
        text = reading.text
        if _NEGATIONS.isdisjoint(reading.words) and not any("-" in w and _NEGATIONS & set(w.split("-")) for w in reading.words):
            continue
        for frame, patterns in kinds:
            match = next((m for p in patterns if (m := p.search(text))), None)
            if match is None:
                continue
            # "No debt has been disclosed since the Series D" speaks of a time, so the whole clause is looked at.
            clause = re.split(r"[.;]\s|,\s+which\b|,\s+(?:total|or|and|limiting|indicating)\b", text[match.start() :])[0]
            if _QUALIFIED.search(clause):
                continue
            who = subjects.of(text, match.start())
            name = who.name if who.name else subjects.main
            if name and (who.main or name == subjects.main):
                yield Absence(party_subject(name), name, frame.id, match.group(), reading)
                break
