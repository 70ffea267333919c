"""Which thing a phrase speaks of: the text's subject, a name, or a thing by the stems of its words."""

from __future__ import annotations

from collections.abc import Sequence

from kg import patterns as re
from kg.events.attributes import MAIN
from kg.events.phrases import PAST
from kg.model import Quantity, Report
from kg.quantities import extract
from kg.readings import Reading
from kg.samefact import stem
from kg.subjects import Subjects

_PRONOUN = re.compile(r"\W*(?:it|its|we|our)\W*", re.I)
_COMPANY = re.compile(r"\W*(?:the|this|our|its)\s+(?:company|firm|business|group|organi[sz]ation|start-?up|enterprise|concern|maker|venture)\W*", re.I)
_DETERMINER = re.compile(r"\W*(?:(?:the|its|their|our|this|that|these|those|a|an)\s+)", re.I)
_NAMED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?:\s+(?:(?:of|de|van|von|&)\s+)?[A-ZÀ-ÖØ-Þ][\w&’'.-]*)*")
_WORD = re.compile(r"[\w&’'-]+")
_PLAIN = re.compile(r"[\w&’' -]+")
_OPENING = re.compile(r"\W*(?P<phrase>(?:(?:the|its|their|our|this)\s+)?(?:(?!is\b|are\b|was\b|were\b|has\b|have\b|had\b|will\b|can\b)[\w&’'-]+)(?:\s+(?!is\b|are\b|was\b|were\b|has\b|have\b|had\b|will\b|can\b|now\b|still\b|in\b|on\b|with\b|and\b)[\w&’'-]+){0,3})", re.I)
_EMPTY = frozenset("the a an its their our his her this that these those it of in on at for and".split())
_NO_THING = frozenset("he she they i you who which what that there this these those one all".split())
_NO_PLACE = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 h1 h2 spring summer autumn winter the it".split())
_LONGEST = 7
_GOES_ON = re.compile(r"\W*(?:(?:It|Its|The\s+(?:company|firm|business|group|bank|charity|club|agency))\b|(?:Founded|Established|Based|Headquartered)\b)")
"""Openings of sentences that speak of who was spoken of before."""
_PERSON_ACTS = re.compile(r"\s+and\s+[A-Z]\w+\s|,\s+(?:who|an?\s)|\s+(?:joined|studied|met|served|worked|led|left|became|handed)\b")
"""What persons do who open a sentence: "the company" of the next is none of them."""


class Things:
    """Resolves the phrases of one report."""

    study = frozenset((stem("trial"),))

    def __init__(self, report: Report, subjects: Subjects, readings: Sequence[Reading]):
        self.subjects, self.readings = subjects, readings
        self._names: dict[str, bool] = {}
        self.titles = {s.id: s.title for s in report.sections}
        self._title = report.sections[0].title if report.sections else ""
        last = (subjects.main or "").split()
        self._last = frozenset((stem(last[-1]),)) if len(last) > 1 and last[-1].isalpha() else frozenset()
        main = frozenset(stem(w) for w in _WORD.findall(subjects.main or "") if w.lower() not in _EMPTY)
        self._main = main if len(main) == 1 and self._title and not main & _STUDIES else frozenset()

    def stems(self, phrase: str) -> frozenset[str]:
        """The stems of the words that say which thing is meant."""
        found = frozenset(stem(re.sub(r"['’]s?$", "", w)) for w in _WORD.findall(phrase) if w.lower() not in _EMPTY)
        return MAIN | (found - self._main) if self._main and self._main < found else found

    def of(self, phrase: str, n: int) -> tuple[frozenset[str], str] | None:
        """The thing a whole phrase of the reading ``n`` speaks of, and how it is written."""
        phrase = phrase.strip(" *_\"“”,")
        if _PRONOUN.fullmatch(phrase) or _COMPANY.fullmatch(phrase) or not phrase:
            return self._spoken_of(n, bool(_COMPANY.fullmatch(phrase)))
        if not _PLAIN.fullmatch(phrase) or len(phrase.split()) > _LONGEST or phrase.lower() in _NO_THING:
            return None
        bare = _DETERMINER.sub("", phrase, count=1) if _DETERMINER.match(phrase) else phrase
        bare = re.sub(r"['’]s?$", "", bare)
        head, of, whole = bare.partition(" of ")
        # "The software of the scanner" is no scanner; names hold their "of".
        stems = self.stems(head) | {f"~{w}" for w in self.stems(whole)} if of and head[:1].islower() else self.stems(bare)
        if self._last and stems == self._last and bare != phrase:
            return MAIN, bare  # "the brewery" of Pellworth Brewery
        if self.subjects.is_main(bare) and not stems <= _STUDIES:
            return MAIN, bare
        return (stems, bare) if stems else None

    def opening(self, text: str, n: int) -> tuple[frozenset[str], str] | None:
        """The thing that a clause opens with."""
        name = _NAMED.match(text.lstrip())
        if name and not _DETERMINER.match(name.group() + " ") and name.group().lower() not in _EMPTY:
            return self.of(name.group(), n)
        match = _OPENING.match(text)
        if match is None:
            return None
        phrase = match["phrase"].split()
        if phrase[0].lower() in ("it", "we"):
            return self._spoken_of(n)
        if phrase[0].lower() not in ("the", "its", "our", "this"):
            return None
        rest = text[match.start("phrase") :].split()
        for size in (2, 3):
            if len(rest) >= size and self._ends(rest, size):
                return self.of(" ".join(rest[:size]), n)
        return None

    def _ends(self, words: Sequence[str], size: int) -> bool:
        """Whether a noun phrase ends behind so many words: at a mark, a verb, or a small word."""
        if words[size - 1][-1] in ",.;)":
            return True
        if size == len(words):
            return True
        following = words[size].lower().strip(",.;")
        return following in _CLOSERS or following in PAST or (len(following) > 3 and following.endswith(("s", "ed")) and not words[size - 1].endswith(("’s", "'s")) and size == 2 and following not in ("headquarters",))

    def closing(self, text: str, n: int) -> tuple[frozenset[str], str] | None:
        """The thing that the words before an apposition end with."""
        body = text.strip(" *_\"“”")
        name = re.search(r"(?:^|\s)(?P<name>[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?:\s+(?:(?:of|de|van|von|&)\s+)?[A-ZÀ-ÖØ-Þ][\w&’'.-]*)*)$", body)
        if name and not re.match(r"(?:The|Its|In|A|An|Our|This)\b", name["name"]):
            before = body[: name.start("name")].strip()
            return self.of(name["name"], n) if not before or before[0].isalpha() else None
        return self.of(body, n) if _DETERMINER.match(body) and len(body.split()) <= 4 else None

    def object(self, text: str, n: int) -> tuple[frozenset[str], str] | None:
        """The thing a verb is told of: a definite phrase or a name right behind it, up to its end."""
        match = re.match(r"\s+(?P<s>(?:the|its|our|their|this)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+|[A-Z][\w&’'-]*(?:\s+[A-Z][\w&’'-]*){0,3})(?=\s*(?:[,.;()]|$)|\s+(?:in|on|for|at|from|since|with|after|to|under|across|and|of)\b)", text)
        if match is None:
            return None
        phrase = match["s"]
        return self.of(phrase, n)

    def section(self, id: str) -> tuple[frozenset[str], str] | None:
        """The subject of the labels of a section: the report's, unless its heading names another."""
        title = self.titles.get(id, "")
        other = self._another(title)
        return (self.stems(other), other) if other else (MAIN, self.subjects.main or "")

    def _another(self, title: str) -> str:
        """The name in a heading that is not the report's subject, where the text uses it as a name."""
        if not title or title == self._title or title.rstrip().endswith("?"):
            return ""
        name = title.strip(" *_#")
        if len(name.split()) <= 4 and all(w[0].isupper() for w in name.split()) and not self.subjects.is_main(name) and self._is_used(name):
            return name
        return ""

    def _is_used(self, name: str) -> bool:
        """Whether sentences use a heading as a name."""
        if name not in self._names:
            self._names[name] = any(name in r.text and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", r.text) for r in self.readings)
        return self._names[name]

    def _spoken_of(self, n: int, company: bool = False) -> tuple[frozenset[str], str] | None:
        """Whom "it" and "the ``company``" mean: the name a sentence before opens with, or the text's subject."""
        reading = self.readings[n]
        passage = reading.carrier.passage
        for k in range(n - 1, max(-1, n - 6), -1):
            if not passage or self.readings[k].carrier.passage != passage:
                break
            text = self.readings[k].text
            names = self.subjects.names(text)
            if names and not text[: names[0][0]].strip(" *_"):
                name = names[0][2]
                if company and _PERSON_ACTS.match(text, names[0][1]):
                    continue
                return (MAIN, name) if self.subjects.is_main(name) else (self.stems(name), name)
            if names and not company and not any(self.subjects.is_main(m[2]) for m in names):
                return None
            if not company and not _GOES_ON.match(text):
                return None  # "In May came the second round. It was led by …"
        return self.section(reading.carrier.section or "")

    def question(self, n: int) -> str:
        """The question that a reading answers."""
        reading = self.readings[n]
        if n and reading.carrier.passage and self.readings[n - 1].carrier.passage == reading.carrier.passage and self.readings[n - 1].text.rstrip(" *_\"”").endswith("?"):
            return self.readings[n - 1].text
        return ""

    def dates(self, text: str) -> list[Quantity]:
        """The dates of a text that is no reading."""
        return [q for q in extract(text) if q.kind == "date" and q.period is not None]

    def is_place(self, name: str) -> bool:
        """Whether a capitalised word may be a place."""
        return name.split()[0].strip(",.").lower() not in _NO_PLACE and not self.subjects.is_main(name)

    def headed(self, subject: frozenset[str]) -> frozenset[str]:
        """A thing as it is led: a trial, a study and a project are one."""
        return self.study if subject <= _STUDIES else subject

    def is_thing(self, name: str) -> bool:
        """Whether what a verb follows is no actor: a pronoun or a word of another class."""
        return name.lower() in _EMPTY or name.lower() in _NO_THING or name.split()[0].lower() in ("the", "a", "an", "it", "in", "when", "its", "this")


_STUDIES = frozenset(map(stem, ("trial", "study", "project")))
"""What a principal investigator leads."""
_CLOSERS = frozenset("is are was were has have had will can in on at with and but that which who for from to since of runs makes sells exports employs owns now still also carries needs saw holds stands lies covers binds".split())
