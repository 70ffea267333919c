"""Citations by author and year, and the entries of the list of references they mean: "(Dahl and Greco, 2020)"."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg.model import Document, Place, Report
from kg.prose import slug
from kg.records import record

_SURNAME = r"(?:(?:de|van|von|der|den|del|la|di|da|dos|ten|ter|le)\s+){0,2}[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[a-zà-ÿ]"
_YEAR = r"(?P<year>(?:18|19|20)\d\d[a-z]?)"
_LIST = re.compile(r"\W*(?:\d+[.)]?\s*)?(?:references|bibliography|literature|works cited|reference list|literature cited|sources|further reading)\W*", re.I)
# "Dahl, S. and Greco, P. (2020).", "Dahl S, Greco P. 2020.", "Office for Statistics (2021)"
_ENTRY = re.compile(rf"^\W{{0,4}}(?P<first>{_SURNAME}),?\s+(?P<more>(?:[^()\d\n]){{0,160}}?)[(,.\s]\s*{_YEAR}\b(?!\s*[–/-]\s*\d)")
_OTHERS = re.compile(rf"(?:,|;|&|\band\b)\s*(?P<name>{_SURNAME})(?=,|\s[A-Z]\b|\s[A-Z]\.)")
_CITED = re.compile(rf"(?P<first>{_SURNAME})(?:\s+(?:and|&)\s+(?P<second>{_SURNAME})|(?P<al>\s+et\s+al\.?))?(?:,?\s+|\s+\(){_YEAR}\b")


_BRACKET = 200
"""Characters of a bracket that lists citations."""


@record
class Entry:
    """An entry of the list: its first author, the others, the year with its letter, the line it stands in."""

    first: str
    others: frozenset[str]
    year: str
    text: str
    place: Place


@record
class Cited:
    """A citation in the text whose author the list knows, with the entries of that author."""

    name: str
    year: str
    text: str
    place: Place
    entries: tuple[Entry, ...]
    report: str = ""

    @property
    def listed(self) -> bool:
        """Whether an entry of the author has that year."""
        return any(e.year == self.year or e.year == self.year.rstrip("abcdefgh") or e.year.rstrip("abcdefgh") == self.year for e in self.entries)


def cited(report: Report) -> Iterator[Cited]:
    """Every citation by author and year of an author the list of references knows, in order."""
    for document in report.documents:
        lines = document.text.splitlines()
        entries, first = _entries(report, document, lines)
        if not entries:
            continue
        by_author: dict[str, list[Entry]] = {}
        for entry in entries:
            by_author.setdefault(_key(entry.first), []).append(entry)
        for number, line in enumerate(lines[: first - 1], 1):
            if "19" in line or "20" in line or "18" in line:
                yield from _line(report.id, document.path, number, line, by_author)


def _line(report: str, path: str, number: int, line: str, by_author: dict[str, list[Entry]]) -> Iterator[Cited]:
    for match in _CITED.finditer(line):
        known = by_author.get(_key(match["first"]), [])
        second = _key(match["second"]) if match["second"] else ""
        if second:
            known = [e for e in known if second in e.others]
        closed = line[match.end() : match.end() + 1] in (")", ";", ",", ":")
        if known and closed and ("(" in match.group() or _inside(line, match.start())):
            place = Place(path, number, match.start() + 1, number, match.end() + 1)
            yield Cited(match["first"], match["year"], match.group(), place, tuple(known), report)


def _inside(line: str, at: int) -> bool:
    """Whether a place in a line stands between brackets."""
    since = max(0, at - _BRACKET)
    return line.rfind("(", since, at) > line.rfind(")", since, at)


def _entries(report: Report, document: Document, lines: list[str]) -> tuple[list[Entry], int]:
    """The entries of a document's list of references, and the line of its heading."""
    starts = sorted(s.place.line for s in report.sections if s.place.path == document.path)
    heading = next((s for s in report.sections if s.place.path == document.path and _LIST.fullmatch(s.title)), None)
    if heading is None:
        return [], 0
    end = next((line for line in starts if line > heading.place.line), len(lines) + 1)
    found = []
    for number in range(heading.place.line + 1, end):
        line = lines[number - 1]
        match = _ENTRY.match(line[:300])
        if match:
            others = frozenset(_key(m["name"]) for m in _OTHERS.finditer(f", {match['more']}"))
            place = Place(document.path, number, match.start("first") + 1, number, match.end("year") + 1)
            found.append(Entry(match["first"], others, match["year"], line[match.start("first") : match.end("year")], place))
    return found, heading.place.line


def _key(name: str) -> str:
    return slug(name)
