"""One part played by two: "Top scorer: Ada Roe (19 goals)", "74 goals, 19 of them by Bo Lind".

A part is what somebody is said to do or to be: the words that rule a name (the noun and preposition
before it, the verb behind it, its label, the head of its column).  Two names stand for one when they
play the same part in the same matter: with the same figure, at the same date, or the part is one that
the text gives to nobody else.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kg import patterns as re
from kg.events import parties
from kg.events.answers import asked
from kg.events.echoes import amounts
from kg.events.placing import OTHER, PART
from kg.events.posts import BODIES
from kg.events.seats import Body
from kg.events.spelling import plain
from kg.model import Place, Report
from kg.prose import without_citations
from kg.readings import Reading, span_place
from kg.retold import MONTHS, opposed, root
from kg.retold.words import TOKEN, apart

ENOUGH = 9.0
"""Bits of evidence from which on two names are taken to play one part."""
_RARE = 8
"""A part with more names than this brings no two together."""
_SMOOTHING = 60
_PART_MOST, _CONTEXT_MOST = 7.0, 3.0
_FIGURE, _DATE, _SOLE, _WORD = 5.0, 3.0, 4.0, 1.2
_LONG = 70
_WIDE = 8
"""Words of a sentence, and cells of a row, beyond which too much is told to be compared."""
_CELL = 60
"""Characters of a cell beyond which it holds more than a name."""

_NAME = re.compile(rf"(?<![\w-])(?!(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\b){PART}(?:\s(?:(?:&|of|de|van|von|del|la|der)\s)?{PART}){{0,3}}")
_RULED = re.compile(r"\b(?P<rule>by|from|under)\s+(?:the\s+(?:[a-z]+\s+of\s+)?)?(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\.?\s)*$")
_TITLES = ("Dr", "Prof", "Professor", "Sir", "Dame", "Mr", "Ms", "Mrs")
_RULES, _BE = frozenset(("by", "from", "under", "the", "of", *_TITLES)), frozenset(("is", "was", *_TITLES))
_STOP = re.compile(r"[.;:()!?]")
_COMMA = re.compile(r",\s(?!\d)|\s[–—]\s")
_APPOSED = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir)\s(?P<words>(?:[a-z][\w-]*\s){0,3}[a-z][\w-]*),\s$")
_IS = re.compile(r"(?P<words>(?:\b(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir)\s)[^.;:()!?,]{3,60})\s(?:is|was)\s+(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\.?\s)*$")
_WHO = re.compile(r",\s(?:who|which)\s(?P<words>[a-z][^,.;:()]{2,60})")
_DOES = re.compile(r"\s(?P<words>[a-z][^,.;:()]{2,70})")
_VALUE = re.compile(rf"\W*(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\.?\s)*(?P<name>{_NAME.pattern})\W*(?P<more>[(,;].*)?$", re.S)
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|\s(?:and|or|&)\s|/)\s*(?:the\s+)?[A-ZÀ-ÖØ-Þ]")
_LISTED_VALUE = re.compile(r"[^(]*(?:\s(?:and|or|&)|;|,.*,)\s[A-ZÀ-ÖØ-Þ]")
_LISTED_BEFORE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:,\s|,?\s(?:and|or|&)\s)(?:the\s+)?$")
_LIKE = {"by": "does", "under": "does", "does": "does", "is": "does", "value": "", "from": "from"}
_RUN = frozenset(("run", "runs", "oper"))
_FUND = frozenset(("gran", "fund", "fina", "dona", "paid", "spen"))
# Words that say nothing of the part by themselves.
_EMPTY = frozenset(w[:4] for w in map(root, "year month day time said told says first last new old name date total number people made make took take came come went gave given held had used work works also main well still now amount value type note other them round million billion thousand percent estimate estimates forecast projected projects report reported data published according cited analysis shows expects software company".split())) | {""}
_NO_NAME = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday the this that these those it its he she they we our a an in on at by for from with under after before since until when while as and but or if no not all both each most some many one two three table figure section chapter series phase stage".split())
_MARK = re.compile(r"\b(?:[Ss]eries|[Pp]hase|[Ss]tage|[Ll]ine|[Uu]nit|[Ll]ot|[Bb]lock|[Rr]ound|[Tt]ranche)\s(?:\d{1,2}|[A-Z]|I{1,3}|IV)\b")
_FIGURES = re.compile(r"(?<![\w.,])\d[\d.,]*(?:\s?(?:%|per\s?cent|percent|thousand|million|billion|trillion|bn|m|k)(?![\w%]))?", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GONE = re.compile(r"\b(?:former(?:ly)?|previous(?:ly)?|until|succe\w+|replac\w+|predecessors?|then|acting|interim|ex|together with|jointly|alongside|another|next)\b", re.I)


@dataclass(frozen=True)
class Cast:
    """A name with the part it plays: ``role`` are the beginnings of roots, ``rule`` how the text says it.

    ``around`` is the text whose figures are told of the name; ``own`` are the roots of the report's subject.
    """

    name: str
    role: frozenset[str]
    rule: str
    kind: str
    id: str
    place: Place
    unit: int
    text: str
    around: str
    dates: frozenset[str]
    own: frozenset[str]
    words: str = ""
    """The words of the part as written."""

    @cached_property
    def key(self) -> str:
        """The name without accents and in small letters."""
        return plain(self.name.lower())

    @cached_property
    def plain(self) -> str:
        """The text without accents and in small letters."""
        return plain(self.text.lower())

    @cached_property
    def rest(self) -> str:
        """The text without the name."""
        return self.text.replace(self.name, " ")

    @cached_property
    def context(self) -> frozenset[str]:
        """The roots of the text around the name."""
        return frozenset(_roots(self.rest)) - self.own

    @cached_property
    def names(self) -> frozenset[str]:
        """Those of them that are written with a capital within a sentence."""
        rest = self.rest
        return self.context & frozenset(root(m.group()) for m in TOKEN.finditer(rest) if m.group()[0].isupper() and m.start() and rest[: m.start()].rstrip()[-1:] not in (".", ":", "|", ""))

    @cached_property
    def amounts(self) -> frozenset[str]:
        """The figures that are told of the name."""
        return frozenset(amounts(self.around))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Which of several like things it is about: "series b"."""
        return frozenset(m.group().lower() for m in _MARK.finditer(self.text))

    @cached_property
    def apart(self) -> frozenset[tuple[int, str]]:
        """Words of the text that are set against others."""
        return apart([m.group().lower() for m in TOKEN.finditer(self.rest)])


@dataclass(frozen=True, slots=True)
class Recast:
    """Two names for one part with the evidence in bits; ``shared`` are the beginnings of the roots that tell so."""

    first: Cast
    second: Cast
    bits: float
    shared: frozenset[str]


# --------------------------------------------------------------------------- reading


def casts(report: Report, readings: Sequence[Reading]) -> list[Cast]:
    """Every name with its part, in sentences and labelled lines, then in tables."""
    own = frozenset(_roots(report.subject or ""))
    found: list[Cast] = []
    last: Reading | None = None
    for n, reading in enumerate(readings):
        if reading.carrier.kind in ("sentence", "cover"):
            found += _of_answer(reading, last, n, own)
            found += _of_text(reading, n, own)
        last = reading
    n = len(readings)
    for table in report.tables:
        heads = [without_citations(c.text).strip(" *_") for c in table.header]
        for row in table.rows:
            n += 1
            if 1 < len(row) <= _WIDE:
                found += _of_row(table, heads, row, n, own)
    return found


def _roots(text: str) -> Iterator[str]:
    return (r for m in TOKEN.finditer(text) if len(m.group()) > 2 and m.group().lower() not in MONTHS and (r := root(m.group())))


def _role(text: str) -> frozenset[str]:
    starts = frozenset(r[:4] for r in _roots(text)) - _EMPTY
    starts |= {"oper"} if starts & _RUN else frozenset()
    return starts | {"fund"} if starts & _FUND else starts


def _of_answer(reading: Reading, last: Reading | None, n: int, own: frozenset[str]) -> Iterator[Cast]:
    """The name that answers "Who operates the grid?"."""
    told = asked(reading, last)
    if told is None:
        return
    part, at = told
    text, carrier = parties.unmarked(reading.text).replace("*", " "), reading.carrier
    match = _VALUE.match(text[at:])
    if match and _usable(match["name"]) and not _LISTED_VALUE.match(match["more"] or "") and not _GONE.search(text):
        place = span_place(carrier, at + match.start("name"), at + match.end("name"))
        yield Cast(match["name"], _role(part), "value", carrier.kind, carrier.id, place, n, f"{part} {text[at:]}", match["more"] or "", frozenset(), own, part)


def _of_text(reading: Reading, n: int, own: frozenset[str]) -> Iterator[Cast]:
    text, carrier = parties.unmarked(reading.text).replace("*", " "), reading.carrier
    label = carrier.label if carrier.kind == "cover" else reading.key[0] if reading.key is not None else ""
    if text.count(" ") > _LONG or text.rstrip().endswith("?"):
        return
    dates = frozenset(q.text.lower() for q in reading.dates)
    if label:
        at = 0 if carrier.kind == "cover" else reading.key[1]
        match = _VALUE.match(text[at:])
        if match and _usable(match["name"]) and not _LISTED_VALUE.match(match["more"] or "") and not _GONE.search(text):
            place = span_place(carrier, at + match.start("name"), at + match.end("name"))
            yield Cast(match["name"], _role(label), "value", carrier.kind, carrier.id, place, n, text, match["more"] or "", dates, own, label)
        return
    for match in _NAME.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 90) : start], text[end : end + 80]
        found = _part(before, after, opens=not text[:start].strip(" \"“‘'(–—-"), one=" " not in match.group()) if _usable(match.group()) else None
        if found is None or _LISTED.match(after) or _LISTED_BEFORE.search(before) or OTHER.search(before[-40:]) or _GONE.search(before + after[:30]):
            continue
        if role := _role(found[1]):
            yield Cast(match.group(), role, found[0], carrier.kind, carrier.id, span_place(carrier, start, end), n, text, _beside(text[:start], text[end:]), dates, own, found[1])


def _part(before: str, after: str, opens: bool, one: bool) -> tuple[str, str] | None:
    """How a name is ruled, and the words of its part."""
    last = before.rstrip().rpartition(" ")[2].rstrip(".")
    if last in _RULES and (ruled := _RULED.search(before)):
        words = _COMMA.split(_STOP.split(before[: ruled.start()])[-1])
        return ruled["rule"], " ".join(words[-2:])
    if last.endswith(",") and after.startswith(",") and (apposed := _APPOSED.search(before)):
        return "is", apposed["words"]
    if last in _BE and (stated := _IS.search(before)):
        return "is", stated["words"]
    if after.startswith(",") and (who := _WHO.match(after)):
        return "does", who["words"]
    if opens and not one and (does := _DOES.match(after)):
        return "does", does["words"]
    return None


def _beside(before: str, after: str) -> str:
    """The figure before a name and the one behind it, as written: no other one is told of it."""
    left, right = ([m.group() for m in _FIGURES.finditer(part) if not _YEAR.fullmatch(m.group())] for part in (before, after))
    return " | ".join((*left[-1:], *right[:1]))


def _usable(name: str) -> bool:
    return name.split()[0].lower() not in _NO_NAME and len(name) > 3 and not name.endswith(("'s", "’s"))


def _of_row(table, heads: list[str], row, n: int, own: frozenset[str]) -> Iterator[Cast]:
    texts = [without_citations(c.text).strip(" *_") for c in row]
    for k, cell in enumerate(row):
        if not k or k >= len(heads) or len(texts[k]) > _CELL or not texts[k][:1].isupper() or not (match := _VALUE.fullmatch(texts[k])) or match["more"] or not _usable(match["name"]):
            continue
        role = _role(texts[0] if len(row) == 2 else heads[k])
        rest = " | ".join(t for j, t in enumerate(texts) if j != k)
        if role:
            dates = frozenset(t.lower() for t in texts if _YEAR.search(t))
            yield Cast(match["name"], role, "value", "cell", cell.id, cell.place, n, f"{rest} | {texts[k]}", rest, dates, own, texts[0] if len(row) == 2 else heads[k])


# --------------------------------------------------------------------------- pairing


def recast(found: Sequence[Cast], body: Body) -> list[Recast]:
    """Parts that two names play, the surest first, each name at one place in one pair at most.

    What the text also writes small is no name.
    """
    found = [one for one in found if not all(body.words[w.lower()] for w in re.findall(r"\w+", one.name))]
    units: dict[int, set[str]] = defaultdict(set)
    for one in found:
        units[one.unit] |= one.role | one.dates
    often = Counter(w for words in units.values() for w in words)
    total = max(len(units), _SMOOTHING)
    result = []
    for a, b, sole in _meetings(found):
        if _one_matter(a, b) and not _contrasts(a, b, {c.key for c in found if c.unit not in (a.unit, b.unit) and c.key in (a.key, b.key) and c.role & a.role & b.role}):
            bits, shared = _evidence(a, b, sole, often, total)
            if bits >= ENOUGH:
                result.append(Recast(a, b, bits, shared))
    result.sort(key=lambda p: (-p.bits, p.first.place.path, p.first.place.line, p.first.place.column, p.second.place.line))
    used: set[tuple] = set()
    kept = []
    for pair in result:
        ends = {(c.kind, c.id, c.key) for c in (pair.first, pair.second)}
        if not ends & used:
            used |= ends
            kept.append(pair)
    return kept


def _meetings(found: Sequence[Cast]) -> Iterator[tuple[Cast, Cast, bool]]:
    """Different names in one part, each two once, in order; and whether the text gives the part to these two alone."""
    postings: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        for word in one.role:
            postings[word].append(n)
    met: dict[tuple[int, int], bool] = {}
    for holders in postings.values():
        if 1 < len(holders) <= _RARE:
            sole = len({found[n].key for n in holders if found[n].rule != "from"}) == 2
            for i, a in enumerate(holders):
                for b in holders[i + 1 :]:
                    met[a, b] = met.get((a, b), False) or sole
    for (a, b), sole in sorted(met.items()):
        one, other = found[a], found[b]
        if one.unit != other.unit and (_LIKE[one.rule] == _LIKE[other.rule] or "" in (_LIKE[one.rule], _LIKE[other.rule])):
            yield one, other, sole


def _one_matter(a: Cast, b: Cast) -> bool:
    """Whether nothing keeps apart what two names are said to do."""
    x, y = a.key, b.key
    last = [w for k in (x, y) for w in k.split()[-1:] if w not in BODIES]
    if a.unit == b.unit or set(x.split()) & set(y.split()) - BODIES or x in b.plain or y in a.plain:
        return False
    if _initials(a.name) == b.name or _initials(b.name) == a.name:
        return False
    if any(w in TOKEN.findall(one.plain) and w not in one.key.split() for one in (a, b) for w in last):
        return False  # called by the surname
    if a.kind == b.kind == "cell":
        return False
    if a.rule == b.rule == "value" and a.role - b.role and b.role - a.role:
        return False  # two labels with words of their own: the chief technology officer, the chief medical officer
    if opposed(a.apart, b.apart) or (a.marks and b.marks and not a.marks & b.marks):
        return False
    return not (a.names - b.context and b.names - a.context)


def _strange(one: Cast, other: Cast) -> frozenset[str]:
    """What one part has in its words of which the other place says nothing: "the motion tabled by", "the amendment tabled by"."""
    return one.role - other.role - {c[:4] for c in other.context} - _FUND


def _contrasts(a: Cast, b: Cast, confirmed: set[str]) -> bool:
    """Whether two things are told of: both parts have words of their own, or one, and the other name is given its part elsewhere too."""
    x, y = _strange(a, b), _strange(b, a)
    if x and y and a.rule == b.rule != "value" and (a.rule == "by" or _verb(a) == _verb(b)):
        return True
    return bool((x and b.key in confirmed) or (y and a.key in confirmed)) or _of_two_sorts(a, b)


_RANKS = frozenset("top lead leading main principal chief first largest biggest major key prime".split())


def _of_two_sorts(a: Cast, b: Cast) -> bool:
    """Whether the noun of both has a word before it in each, and one tells a sort of which the other place says nothing: "main sponsor", "stand sponsor"."""
    if not {a.rule, b.rule} <= {"value", "is"}:
        return False
    sorts = [{v.lower() for v, w in pairwise(TOKEN.findall(one.words)) if root(w)[:4] in a.role & b.role and v.islower() | v.istitle() and len(v) > 2} - {"the", "its", "our", "their"} for one in (a, b)]
    own = [{w for w in mine if w not in _RANKS and root(w) not in other.context and root(w)[:4] not in other.role} for mine, other in zip(sorts, (b, a), strict=True)]
    return all(sorts) and not sorts[0] & sorts[1] and any(own)


def _verb(one: Cast) -> str:
    """The beginning of the word right before what rules a name."""
    words = one.text[: one.text.find(one.name)].split()
    ruled = next((n for n in range(len(words) - 1, 0, -1) if words[n] == one.rule), 0)
    return root(words[ruled - 1])[:4] if ruled else ""


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper())


def _evidence(a: Cast, b: Cast, sole: bool, often: Counter[str], total: int) -> tuple[float, frozenset[str]]:
    """The bits for one part, and what of it both share."""

    def weight(word: str) -> float:
        return math.log2(1 + total / max(1, often[word]))

    shared = a.role & b.role
    figures, dates = a.amounts & b.amounts, a.dates & b.dates
    sole = sole and "value" in (a.rule, b.rule) and (len(shared) > 1 or bool(a.names & b.names))
    if not (figures or dates or a.marks & b.marks or sole):
        return 0.0, shared
    if a.dates and b.dates and not dates and not figures:
        return 0.0, shared
    bits = min(_PART_MOST, math.fsum(sorted(map(weight, shared))))
    bits += min(_CONTEXT_MOST, _WORD * sum(c[:4] not in shared for c in a.context & b.context))
    bits += _FIGURE * bool(figures) + _DATE * bool(dates) + _DATE * bool(a.marks & b.marks) + _SOLE * sole
    bits -= 1.0 * (bool(a.names - b.context) + bool(b.names - a.context)) + 0.5 * len(a.apart ^ b.apart)
    return bits, shared
