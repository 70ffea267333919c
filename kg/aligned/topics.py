"""Which documents are on one subject: by what they call it, or by the names they are full of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from itertools import groupby

from kg import patterns as re
from kg import retold
from kg.aligned.words import content
from kg.model import Report
from kg.records import record

_WORD = re.compile(r"[^\W\d_][\w’-]*")
_NAME = re.compile(r"(?<![\w&’-])[A-ZÀ-ÖØ-Þ][\w&’-]{2,}")
_WITHIN = re.compile(r"(?<=[a-zß-öø-ÿ,] )[A-ZÀ-ÖØ-Þ][\w&’-]{2,}(?: [A-ZÀ-ÖØ-Þ][\w&’-]{2,})*")
_MOST = 15
"""So many names of a document stand for it, the commonest first."""
_FEW = 5
_HIGH = 3
_REPEATED = 3
"""A word that a document says so often belongs to what it is about."""
_OPENING = 200
"""So many characters are a title and the words behind it."""
_COMMON = content(
    retold.root(w)
    for w in """ai group labs systems technologies technology bank capital ventures partners energy health university institute research data
    cloud software mwh kwh twh gwh global national international ceo cto cfo series inc sas gmbh ltd plc corp
    llc llp limited corporation company holding holdings ag bv nv sa se kg ab asa oyj spa aps pty bhd pbc""".split()
)
"""Words of many names, and legal forms: two documents that share one of them alone are not on one subject."""
_BODIES = content(
    retold.root(w) for w in "trust trustees foundation charity university college school hospital library council authority society association survey study review".split()
)
"""Kinds of bodies and documents: of two subjects that share one of them alone none is the other."""
_SHARED = 4
_FIGURES = 2
"""Names in common tell of one subject only where so many long figures, and a third of those of one document, are in common too."""
_COUNTED_UP = 5
"""So many whole numbers that follow each other are numbering ("part 101", "part 102"), no figures."""
_MANY_FIGURES = 6
_FULL_NAMES = 3
"""Without a subject in common, so many long figures and names of several words make one subject of two."""
_MOST_FULL = 400
_COMMONEST = 25
_ONE_MATTER = 10
"""Of the commonest words of two documents on no house or person, so many in common make them one matter: two reports on one market."""
_ISSUERS = content(
    retold.root(w) for w in "ministry agency office department directorate bureau authority commission council statistics secretariat inspectorate".split()
)
"""In the name of who issued a document: what it is about, its title does not say."""
_PART_OF_NAMES = 5
"""Of their names, one in so many must be in common as well."""
_CAST, _NAMED_ONCE, _IN_TITLE = 4, 3, 4
_FULL_NAME = re.compile(r"(?<![\w&’'-])[A-ZÀ-ÖØ-Þ][\w&’-]+(?: (?:of )?(?:[A-ZÀ-ÖØ-Þ][\w&’-]+|\d{1,3}(?![\w.,%])))+")
_LONG_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\d-])|(?<![\w.,-])\d{3,}(?![\d,-])|(?<![\w.,-])\d+\.\d+(?![\d.-])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
NEIGHBOURS = 12
"""A document is compared with at most this many later ones on its subject, so that work grows with their number."""


@record
class Topic:
    """What a document is about: the roots of its subject, its commonest names, the words it opens with or repeats."""

    subject: frozenset[str]
    named: bool
    """Whether the subject is a name, not words for a topic."""
    names: tuple[str, ...]
    words: frozenset[str]
    opening: frozenset[str] = frozenset()
    """Roots of the title and the words behind it."""
    figures: frozenset[str] = frozenset()
    """Its numbers of three digits and more and its decimal ones, years left out, as they are written."""
    full: frozenset[str] = frozenset()
    """Its names of several words, each as the roots of them."""
    every: frozenset[str] = frozenset()
    """All its names, as roots."""
    commonest: frozenset[str] = frozenset()
    """Roots of the words it says most often."""
    within: frozenset[str] = frozenset()
    """Its names that stand within a sentence, behind a small word or a comma: not those of headings and labels alone."""
    told: frozenset[str] = frozenset()
    """Those of several words among them, each as the roots of them."""
    prominent: frozenset[str] = frozenset()
    """Its names that are said half as often as the commonest at least."""
    proper: bool = False
    """Whether its subject is written as a name, be it also a word of the language."""


def topic(report: Report) -> Topic:
    """What a report is about, from its subject and its text."""
    text = "\n".join(d.text for d in report.documents)[:300_000]
    spoken = Counter(_WORD.findall(text))
    small = spoken.keys()
    counted = Counter()
    for name, times in Counter(_NAME.findall(text)).items():
        if name.lower() not in retold.MONTHS and name.lower() not in small:
            counted.update(dict.fromkeys(sorted(content([retold.root(name)]), key=lambda part: (len(part), part))[-1:], times))
    names = tuple(sorted(counted.keys() - _COMMON, key=lambda r: (-counted[r], r))[:_MOST])
    said = Counter()
    for word, times in spoken.items():
        said[retold.root(word)] += times
    opening = content(retold.roots(text[:_OPENING]))
    words = content(r for r, n in said.items() if r and n >= _REPEATED) | opening
    full, every = _full_names(text), frozenset(counted.keys() - _COMMON)
    runs = [[r for w in m.group().split() if (r := retold.root(w))] for m in _WITHIN.finditer(text)]
    within = content(r for run in runs for r in run) & every
    told = frozenset(" ".join(sorted(run)) for run in runs if len(run) > 1 and not within.isdisjoint(run))
    most = max((counted[n] for n in names), default=0)
    prominent = frozenset(n for n in names if 2 * counted[n] >= most)
    proper = bool(report.subject) and _capitals(report.subject)
    return Topic(_subject(report.subject), _is_name(report.subject, small), names, words, opening, _figures(text), full, every, _commonest(said), within, told, prominent, proper)


def _commonest(said: Counter[str]) -> frozenset[str]:
    """The roots of the commonest words of a text that mean something."""
    counted: Counter[str] = Counter()
    for word, n in said.items():
        for part in content([word]) if word else ():
            counted[part] += n
    return frozenset(sorted(counted, key=lambda w: (-counted[w], w))[:_COMMONEST])


def _figures(text: str) -> frozenset[str]:
    """The long figures of a text as they are written, without years and without what is counted up one by one."""
    found = {f for f in _LONG_NUMBER.findall(text) if not _YEAR.fullmatch(f)}
    whole = sorted({int(f) for f in found if f.isdecimal() and f[0] != "0"})
    runs = groupby(enumerate(whole), key=lambda numbered: numbered[1] - numbered[0])
    numbering = (run for _, each in runs if len(run := [n for _, n in each]) >= _COUNTED_UP)
    return frozenset(found.difference(str(n) for run in numbering for n in run))


def _full_names(text: str) -> frozenset[str]:
    """Names of several words in a text; a month and its day are none."""
    runs = dict.fromkeys(m.group() for m in _FULL_NAME.finditer(text) if not any(w.lower() in retold.MONTHS for w in m.group().split()))
    rooted = (" ".join(sorted(content(retold.root(w) or w for w in run.split()))) for run in list(runs)[:_MOST_FULL])
    return frozenset(r for r in rooted if " " in r)


def _subject(subject: str) -> frozenset[str]:
    """Roots of what a report is about; the whole name where its words are those of many ("Together AI")."""
    found = content(retold.roots(subject)) - _COMMON - _BODIES
    return found if found or not subject else frozenset((f"@{subject.lower()}",))


def _is_name(subject: str, small: Set[str]) -> bool:
    """Whether a subject is written as a name, one word at least never small: "Lowmoor Reservoir", not "Oat drinks" nor a drug's title."""
    return _capitals(subject) and any(w.lower() not in small for w in subject.split())


def _capitals(subject: str) -> bool:
    """Whether the words of a subject begin with capitals, as a name or a heading does."""
    return all(w[0].isupper() for w in subject.split() if w not in ("of", "and", "the", "de", "&"))


def one_topic(a: Topic, b: Topic) -> bool:
    """Whether two documents are on one subject."""
    return _one_subject(a, b) or _one_matter(a, b) or _one_code(a, b) or _told_of(a, b) or _told_of(b, a) or _one_cast(a, b)


def _told_of(known: Topic, other: Topic) -> bool:
    """Whether a document without a name for its subject, or one that has it in its title, tells of the subject of another.

    An interview is headed by a saying, a notice by what happened; the house it is about is told by
    name somewhere in it, with the people and places that the other document tells of as well.
    """
    if not (known.named and known.subject):
        return False
    in_full = any(known.subject <= set(n.split()) for n in other.full)
    if other.proper:
        return len(known.subject) > 1 and known.subject <= other.opening and in_full and _cast(known, other, _IN_TITLE)
    # Who writes on a rival or a customer names that house too, but not as often as his own.
    opens = bool(known.subject & other.opening)
    if not opens and not (in_full and known.subject & other.prominent):
        return False
    others = any(not set(name.split()) <= known.subject for name in known.told & other.told)
    return (others or opens) and _cast(known, other, _NAMED_ONCE)


def _one_code(a: Topic, b: Topic) -> bool:
    """Whether two documents say one coined name with a number often, a house by its full name, and two figures: a trial, a model."""
    codes = {n for n in set(a.names) & set(b.names) & (a.prominent | b.prominent) if _CODE.fullmatch(n)}
    return bool(codes and a.full & b.full) and len(a.figures & b.figures) > 1


_CODE = re.compile(r"(?!covid|iso|co2|scope|phase|series|fy|gpt)[a-z]{3,}-\d{1,4}")


def _one_cast(a: Topic, b: Topic) -> bool:
    """Whether two documents, neither of them called after somebody, have people and places in common, some by their full names."""
    return not a.proper and not b.proper and len(a.told & b.told) >= _FULL_NAMES - 1 and _cast(a, b, _NAMED_ONCE)


def _cast(a: Topic, b: Topic, least: int) -> bool:
    """Whether so many names within sentences of two documents are the same, and one in ``least`` of the smaller number."""
    shared = len(a.within & b.within)
    return shared >= _CAST and least * shared >= min(len(a.within), len(b.within))


def _one_matter(a: Topic, b: Topic) -> bool:
    """Whether two documents, neither of them on a house or a person, say the same words most often and share names and a figure.

    A bulletin of an agency is titled with its number or its issuer, never with its matter.
    """
    if any(one.named and not one.subject & _ISSUERS for one in (a, b)) or len(a.commonest & b.commonest) < _ONE_MATTER:
        return False
    names = len(a.every & b.every)
    if names < _SHARED or _PART_OF_NAMES * names < min(len(a.every), len(b.every)):
        return False
    return bool(a.figures & b.figures)


def _one_subject(a: Topic, b: Topic) -> bool:
    """Whether what two documents call their subject, or the names they are full of, make them one."""
    if a.subject and b.subject:
        if a.subject <= b.subject or b.subject <= a.subject:
            return True
        if 3 * len(a.subject & b.subject) >= 2 * min(len(a.subject), len(b.subject)):
            return True
        # A founder and his company: each is much spoken of in the other's document.  Two ports or two trusts share that word alone.
        if (a.subject - b.subject) & set(b.names[:_FEW]) and (b.subject - a.subject) & set(a.names[:_FEW]):
            return True
        if _about_one_of_its_people(a, b) or _about_one_of_its_people(b, a):
            return True
        shared = len(set(a.names) & set(b.names))
        return shared >= _SHARED and 3 * shared >= min(len(a.names), len(b.names)) and _one_tale(a, b)
    known, other = (a, b) if a.subject else (b, a)
    if len(known.subject) > 1 or known.subject & (other.opening | set(other.names)):
        told = known.subject & (other.opening | set(other.names[:1]) if known.named else other.words)
        if known.subject and 3 * len(told) >= 2 * len(known.subject):
            return True
    if known.subject and known.named:
        # A document on somebody else may name the same houses.
        return not other.subject and (_one_account(known, other) or _part_of_it(known, other))
    shared = len(set(a.names) & set(b.names))
    return shared >= _SHARED and 3 * shared >= min(len(a.names), len(b.names))


def _about_one_of_its_people(person: Topic, company: Topic) -> bool:
    """Whether a document on somebody is full of a company whose own document tells the full name once at least."""
    if not (person.named and company.named) or len(person.subject) < 2 or not company.subject & set(person.names[:_HIGH]):
        return False
    return any(person.subject <= set(name.split()) for name in company.full)


def _one_tale(a: Topic, b: Topic) -> bool:
    """Whether two documents on somebody each have a good part of the long figures of one of them in common.

    Long documents share some by chance, and companies of one trade have suppliers, towns and papers in common.
    """
    figures = len(a.figures & b.figures)
    return figures >= _FIGURES and 3 * figures >= min(len(a.figures), len(b.figures))


def _one_account(known: Topic, other: Topic) -> bool:
    """Whether a document that has no subject of its own tells a good part of its figures, and full names, as another does.

    A memo says "the city", and never which.
    """
    figures = len(known.figures & other.figures)
    if figures < _MANY_FIGURES or 3 * figures < min(len(known.figures), len(other.figures)):
        return False
    return len(known.full & other.full) >= _FULL_NAMES and len(set(known.names) & set(other.names)) >= _SHARED


def _part_of_it(known: Topic, other: Topic) -> bool:
    """Whether a document is fullest of a word of the subject, names it whole, and shares its places and partners.

    So does the letter of "Harrow Bridge Finance", which pays for Harrow Bridge.
    """
    if not known.subject & set(other.names[:1]) or not known.subject & set(known.names[:1]):
        return False
    if not any(known.subject <= set(name.split()) for name in other.full):
        return False
    shared = known.full & other.full
    others = [name for name in shared if not known.subject & set(name.split())]
    return len(others) >= _FULL_NAMES - 1 and len(set(known.names) & set(other.names)) >= _SHARED


def neighbours(topics: Sequence[Topic]) -> list[tuple[int, int]]:
    """The pairs of documents on one subject, by position, found through the words of their topics."""
    holders: dict[str, list[int]] = defaultdict(list)
    found: dict[int, set[int]] = defaultdict(set)
    for n, one in enumerate(topics):
        words = sorted(one.subject | set(one.names) | (one.words if not one.subject else frozenset()))
        for other in sorted({m for w in words for m in holders[w][-NEIGHBOURS:]}):
            if len(found[other]) < NEIGHBOURS and one_topic(topics[other], one):
                found[other].add(n)
        for word in words:
            holders[word].append(n)
    return sorted((a, b) for a, others in found.items() for b in others)
