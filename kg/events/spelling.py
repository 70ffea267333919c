"""Names that look like misspellings of another name of the same text.

A name of two or more parts is held against those that share all of its parts but one.  No
dictionary is needed: what a text also writes small is no name, and a name that the text repeats is
taken to be right.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg import patterns as re
from kg.records import record
from kg.samefact import stem

_PART = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[\w]"
_NAME = re.compile(
    rf"(?<![\w@#/.&’'-]){_PART}(?:\s(?:(?:de|van|von|der|den|del|la|le|di|da|dos|ten|ter|bin|al|y)\s){{0,2}}{_PART})*(?![\w/@])"
)
_TITLES = frozenset(
    "mr mrs ms dr prof professor sir dame lord lady sister brother father rev president chancellor alderman judge justice captain commissioner minister senator governor mayor ambassador deputy director chairman chairwoman chair secretary the a an in on at by for from with under while when after before since as if but and or our its his her their this that these those to of".split()
)
_KIN = re.compile(
    r"\b(?:[Bb]rothers|[Ss]isters|brother|sister|twins?|siblings?|father|mother|sons?|daughters?|wife|husband|cousins?|uncle|aunt|nephew|niece|widow|married|née|heirs?|grand(?:father|mother|son|daughter)|namesakes?|no relation|junior|senior|dynasty|spouse|famil(?:y|ies))\b"
)
_ALIKE = ((re.compile(r"is(?=ation|e[ds]?$|ing$)"), "iz"), (re.compile(r"re$"), "er"), (re.compile(r"our"), "or"), (re.compile(r"mme$"), "m"), (re.compile(r"ce$"), "se"), (re.compile(r"ogue$"), "og"), (re.compile(r"ll"), "l"), (re.compile(r"ae|æ|ä"), "a"), (re.compile(r"oe|ø|ö"), "o"), (re.compile(r"ue|ü"), "u"), (re.compile(r"ß"), "ss"), (re.compile(r"å"), "a"))  # fmt: skip

LEAST = 4
"""Letters a part must have to be held against another."""

_LONG = 6
"""Letters that a name of one word must have to be held against others."""

_BEARERS = 12
"""A second part that stands more often belongs to a family, a place or a kind of thing."""


@record
class Written:
    """A name where it stands: the node that holds it, its paragraph or table, and its offset in the node."""

    name: str
    kind: str
    id: str
    group: str
    start: int
    text: str

    @property
    def opens(self) -> bool:
        """Whether it stands where any word has a capital: at the start of a sentence, cell or item."""
        return _opens(self.text, self.start)


@dataclass(slots=True)
class Names:
    """The names of one text: where each stands and how often each part is written."""

    places: dict[tuple[str, ...], list[Written]] = field(default_factory=lambda: defaultdict(list))
    parts: Counter[str] = field(default_factory=Counter)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    bearers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """How many names of two parts have a part in a position; counted when first asked for."""


@record
class Variant:
    """A name that is written like another one: ``odd`` is the rarer writing.

    ``near`` says that few letters differ; otherwise only the first name of a person does.
    """

    odd: Written
    usual: tuple[Written, ...]
    near: bool
    kin: bool


def collect(texts: Iterable[tuple[str, str, str, str]]) -> Names:
    """The names in ``(text, kind of node, id, paragraph or table)``."""
    found = Names()
    places, parts, plain_keys = found.places, found.parts, {}
    for text, kind, id, group in texts:
        found.texts[kind, id] = text
        for match in _NAME.finditer(text):
            name, at = match.group(), match.start()
            if name not in plain_keys:
                plain_keys[name] = _cut(name)
            title, words, key = plain_keys[name]
            if key:
                parts.update(key)
                places[key].append(Written(words, kind, id, group, at + title, text))
    return found


def _cut(name: str) -> tuple[int, str, tuple[str, ...]]:
    """The length of the titles before a name, the name without them and without possessive, and its parts in small letters."""
    words = name.split()
    title = 0
    while words and words[0].lower() in _TITLES:
        title += len(words[0]) + 1
        words = words[1:]
    words = [w[:-2] if w.endswith(("'s", "’s")) else w.rstrip("'’") for w in words]
    return title, " ".join(words), tuple(w.lower() for w in words)


def _opens(text: str, at: int) -> bool:
    before = text[:at].rstrip(" *_\"“”‘’'(#>-–—•|")
    return not before or before[-1] in ".:!?;"


_MOST_PARTS = 8
"""A run of more capitalised words is a heading, or no text."""


def variants(names: Names, body: str) -> list[Variant]:
    """Names that look like misspellings of another, by the name."""
    groups: dict[tuple, set[tuple[str, ...]]] = defaultdict(set)
    for key in names.places:
        if 1 < len(key) <= _MOST_PARTS:
            for n in range(len(key)):
                groups[(len(key), n, *key[:n], *key[n + 1 :])].add(key)
    later = {key: -n for n, key in enumerate(names.places)}
    found: dict[tuple[str, ...], Variant] = {}
    for (_, n, *_rest), keys in sorted(groups.items(), key=lambda g: tuple(map(str, g[0]))):
        if len(keys) == 2:
            a, b = sorted(keys, key=lambda k: (len(names.places[k]), names.parts[k[n]], later[k]))
            one = _variant(names, body, a, b, n)
            if one is not None and a not in found:
                found[a] = one
    return [*(found[k] for k in sorted(found)), *_single(names, body)]


def _single(names: Names, body: str) -> Iterator[Variant]:
    """Names of one word that stand once and are written like a part that stands at least twice."""
    often: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word, count in names.parts.items():
        if count > 1 and word.isalpha():
            often[word[0], len(word)].append(word)
    for key in sorted(names.places):
        word = key[0]
        if len(key) > 1 or names.parts[word] > 1 or len(word) < _LONG or not word.isalpha():
            continue
        one = names.places[key][0]
        if one.opens or not one.name[1:].islower():
            continue
        alike = [
            w
            for size in (-1, 0, 1)
            for w in often[word[0], len(word) + size]
            if distance(word, w, 1) == 1 and not same_word(word, w) and w[-1] == word[-1]
        ]
        if len(alike) == 1 and not _small(word, body) and not _small(alike[0], body):
            usual = tuple(o for k in sorted(names.places) if alike[0] in k for o in names.places[k])
            if not any(o.kind == one.kind and o.id == one.id for o in usual) and not all(o.opens for o in usual):
                yield Variant(one, usual, True, False)


def _variant(names: Names, body: str, odd: tuple[str, ...], usual: tuple[str, ...], n: int) -> Variant | None:
    a, b = odd[n], usual[n]
    few, many = names.parts[a], names.parts[b]
    if min(len(a), len(b)) < LEAST or not (a.isalpha() and b.isalpha()) or few > 1 or len(names.places[odd]) > 1:
        return None
    one, others = names.places[odd][0], tuple(names.places[usual])
    if any(o.kind == one.kind and o.id == one.id for o in others):
        return None
    apart = distance(plain(a), plain(b), 2)
    alone = len(odd) == 2 and _bearers(names, odd[1 - n], 1 - n) == 2
    near = plain(a)[0] == plain(b)[0] and (
        apart <= 1
        or (apart == 2 and (min(len(a), len(b)) > LEAST or many > 3))
        or (n == 1 and alone and min(len(a), len(b)) > _LONG and plain(a)[-3:] == plain(b)[-3:] and distance(plain(a), plain(b), 3) <= 3)
    )
    if not near and not (n == 0 and len(odd) == 2 and plain(a)[0] == plain(b)[0] and names.parts[odd[1]] <= _BEARERS):
        return None
    if not near and any(o.group == one.group for o in others):
        return None  # a list of people, each with a part of their own
    longer = n == 0 and alone and min(len(a), len(b)) > LEAST and apart == 1 and len(a) != len(b) and max(a, b, key=len)[-1] != "s"
    if (same_word(a, b) and not longer) or _small(a, body) or _small(b, body) or all(_small(w, body) for w in odd[:n] + odd[n + 1 :]):
        return None
    if many < 2 and names.parts[odd[1 - n] if len(odd) == 2 else odd[0]] > 2 and not (apart <= 2 and alone and n == 0):
        return None
    kin = any(_KIN.search(names.texts[w.kind, w.id]) for w in (one, *others))
    return Variant(one, others, near, kin)


def _bearers(names: Names, part: str, n: int) -> int:
    """How many names of two parts have one in that position."""
    if not names.bearers:
        for key in names.places:
            if len(key) == 2:
                names.bearers.update(((key[0], 0), (key[1], 1)))
    return names.bearers[part, n]


def _small(word: str, body: str) -> bool:
    """Whether the text also writes a word small, so that it is no name."""
    return re.search(rf"(?<![\w@/.-]){re.escape(word)}(?![\w-])", body) is not None


def same_word(a: str, b: str) -> bool:
    """Whether two words are forms or usual spellings of one: plural, possessive, British and American, accents."""
    if stem(a) == stem(b) or a.startswith(b) or b.startswith(a) or plain(a) == plain(b):
        return True
    for pattern, to in _ALIKE:
        a, b = pattern.sub(to, a), pattern.sub(to, b)
    return plain(a) == plain(b)


def plain(word: str) -> str:
    """A word without accents."""
    return "".join(
        c
        for c in unicodedata.normalize("NFD", word.replace("ø", "o").replace("ł", "l").replace("đ", "d"))
        if not unicodedata.combining(c)
    )


def distance(a: str, b: str, most: int) -> int:
    """Letters to change, leave out, add or swap to make one word of the other; ``most + 1`` when it is more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: Sequence[int] = ()
    last: Sequence[int] = range(len(b) + 1)
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if before and i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return min(last[-1], most + 1)
