"""The words of a figure's sentence: their roots, and those that set two like figures apart."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from kg import patterns as re
from kg import resources, samefact

FIGURE = "#"
"""Stands for the figure itself among the words of its clause."""
TOKEN = re.compile(r"[^\W\d_][\w&'’-]*")
MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)


@cache
def _lexicon() -> tuple[dict[str, int], dict[str, str], frozenset[str]]:
    """The set each word that tells apart belongs to, the root that stands for each word with a like, the words that tell alone."""
    tables = tomllib.loads(resources.find("ontology/lexicons/retelling.toml").read_text(encoding="utf-8"))
    apart = {word: n for n, line in enumerate(tables["apart"]) for word in line.split()}
    same = {word: line.split()[0] for line in tables["same"] for word in line.split()}
    return apart, same, frozenset(tables["alone"].split())


_OF_DATES = frozenset(("end", "year-end", "mid-year", "half-year"))
"""Words that belong to a date, "at the end of 2024", and say nothing of what is dated."""

_EMPTY = _OF_DATES | frozenset(
    """they them we us our your you i he she his her there here so any some such those far now today already still just even then thus
    under that's will shall did does do being what how when where
    across among between along against via upon onto toward towards amid""".split()
)
"""Words of closed classes that stand for others, or say nothing of what a figure is of."""


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """What "vaccinated" and "vaccination", "spent" and "paid" share; empty for a word without meaning."""
    low = word.lower()
    if low.endswith(("'s", "’s", "s'", "s’")):
        low = low.rstrip("'’s") if low.endswith(("'", "’")) else low[:-2]
    if low in samefact.EMPTY or low in _EMPTY:
        return ""
    like = _lexicon()[1].get(low)
    if like is not None:
        return like
    stem = samefact.stem(low)
    if stem.endswith("at") and len(stem) > 5:
        return stem[:-2]
    return stem[:-1] if len(stem) > 4 and stem[-1] in "yi" else stem  # "embody", "embodied"


LIGHT = frozenset(root(w) for w in "come make take give get reach hold show bring begin run leave keep need use work".split())
"""Roots of verbs that go with any figure: however rare, they hardly make two figures one."""


@cache
def whole() -> frozenset[str]:
    """Roots of words that stand for what the whole report is about: the company, the study, it, we."""
    table = tomllib.loads(resources.find("ontology/lexicons/measured.toml").read_text(encoding="utf-8"))
    return frozenset(r for w in table["whole"].split() if (r := root(w)))


def roots(text: str) -> frozenset[str]:
    """The roots of all words of a text."""
    return frozenset(r for m in TOKEN.finditer(text) if len(m.group()) > 1 and (r := root(m.group())))


_SPELLED = {
    "females": "women",
    "female": "women",
    "woman": "women",
    "males": "men",
    "male": "men",
    "man": "men",
    "yearly": "annual",
    "annually": "annual",
    "budgeted": "budget",
    "expected": "forecast",
    "projected": "forecast",
    "estimated": "forecast",
    "targeted": "target",
    "aim": "target",
    "goal": "target",
    "cap": "limit",
    "ceiling": "limit",
    "competitors": "competitor",
    "rivals": "competitor",
    "rival": "competitor",
    "peers": "competitor",
    "peer": "competitor",
    "losses": "loss",
    "profits": "profit",
    "rise": "increase",
    "gain": "increase",
    "fall": "decrease",
    "decline": "decrease",
    "foreign": "international",
    "overseas": "international",
    "abroad": "international",
    "remainder": "rest",
    "remaining": "rest",
    "extra": "additional",
    "further": "additional",
    "bought": "purchased",
    "imported": "import",
    "imports": "import",
    "exported": "export",
    "exports": "export",
    "mean": "average",
    "budgets": "budget",
}


def apart(words: list[str]) -> frozenset[tuple[int, str]]:
    """Those of some lower-case words that set a figure apart from its likes, each with its set."""
    sets = _lexicon()[0]
    return frozenset((sets[w], _SPELLED.get(w, w)) for w in words if w in sets)


def alone(words: Sequence[str]) -> frozenset[str]:
    """Those of a clause's words that set its figure apart even from one of which nothing is said: "planned", "Before …"."""
    found = _lexicon()[2].intersection(["budget" if w == "budgeted" else w for w in words])
    if "budget" in found and not any(w == "budget" and words[n - 1] not in ("over", "under", "within", "above", "below") for n, w in enumerate(words)):
        found -= {"budget"}  # "€36m over budget" is no budget
    return found | {"before"} if words[0] == "before" else found


@lru_cache(maxsize=20_000)
def opposed(a: frozenset, b: frozenset) -> bool:
    """Whether two figures have different words of one set ("first" here, "second" there)."""
    return any(one[0] == other[0] for one in a - b for other in b - a)


def swapped(a: tuple[str, ...], b: tuple[str, ...], known_a: frozenset[str], known_b: frozenset[str]) -> bool:
    """Whether two clauses run alike but for a word or two in the same slot.

    "Under clover … gained", "under rye … gained": who tells a thing twice changes the order and the
    build of the sentence; who keeps them and changes a word speaks of something else.  ``known``
    are the roots of the whole sentences: a word that both hold was only moved.  A word or two put
    into the midst of the same sentence narrow it: "a loan", "a loan of a film".
    """
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    kept = {w for what, i, j, _, _ in steps if what == "equal" for w in a[i:j]}
    if any(_root(w) and w not in kept for w in set(a) & set(b)):
        return False  # words were moved about: the sentence was built anew
    changes = [s for s in steps if s[0] != "equal"]
    if len(changes) == 1 and changes[0][0] != "replace" and len(steps) == 3 and steps[1] == changes[0]:
        _, i, j, k, m = changes[0]
        return any(_root(w) and _root(w) not in known_b for w in a[i:j]) or any(
            _root(w) and _root(w) not in known_a for w in b[k:m]
        )
    for n, (what, i, j, k, m) in enumerate(steps):
        if what != "replace":
            continue
        left, right = steps[n - 1] if n else None, steps[n + 1] if n + 1 < len(steps) else None
        if any(s is not None and s[0] != "equal" for s in (left, right)) or sum(s[2] - s[1] for s in (left, right) if s) < 2:
            continue
        if not any(w != FIGURE and _root(w) for s in (left, right) if s for w in a[s[1] : s[2]]):
            continue  # nothing but articles and the figure itself stands still
        x, y = ([w for w in words if _root(w)] for words in (a[i:j], b[k:m]))
        if 1 <= len(x) == len(y) <= 2 and all(_other(p, q, known_a, known_b) for p, q in zip(x, y, strict=True)):
            return True
        if (
            x
            and y
            and len(x) <= 2 >= len(y)
            and right is not None
            and right[2] - right[1] >= 3
            and _other(x[-1], y[-1], known_a, known_b)
        ):
            return True  # "the court received 90 cases last year", "it closed 87 cases last year"
    return False


def _root(word: str) -> str:
    return word if len(word) == 1 and (word.isupper() or word == FIGURE) else root(word)


def _other(x: str, y: str, known_a: frozenset[str], known_b: frozenset[str]) -> bool:
    p, q = _root(x), _root(y)
    if (x in MONTHS) != (y in MONTHS):
        return False
    return p != q and p not in known_b and q not in known_a
