"""What a sentence says of its figure that narrows it: a word before the noun, a phrase behind it, a phrase that opens it.

"The older turbines", "sales of the pumps division", "in winter the car covers": without a parser, by
closed classes of words and by what stands side by side.
"""

from __future__ import annotations

from kg import patterns as re
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record
from kg.retold.words import FIGURE, LIGHT, root, whole

_PIECE = re.compile(r"[^\W\d_][\w&'’]*(?:-[\w&'’]+)*|[,;:()]")
_ARTICLES = frozenset("a an the this that these those its their his her our your all some any each every no".split())
_PREPOSITIONS = frozenset("of for in on at by with from under among between against during within without before after until outside across per via to through near".split())
_STRONG = _PREPOSITIONS - {"per"}
_NEUTRAL = frozenset(
    """one total all overall current currently annual annually year yearly years some about around nearly almost exactly just only over
    number figure figures amount amounts size level value rate share date addition present particular many largest biggest longest highest
    average full people persons part took taken place item entire whole own end fact short latest clinical storage floor surface new-built main official officially reported
    each every half metre metres month months week weeks day days sum result people's together altogether roughly approximately least most more than""".split()
)
_VERBS = frozenset("had has have did does was were been got went ran stood stands numbers numbered reached reaches totalled lived consists consisted comprises conducted carried welcomed attended".split())
_AFTER_NOUN = frozenset("of is was are were has had in stood stands came comes reached reaches amounted amounts totalled fell rose grew numbered".split()) | {"", ","}
"""What may stand behind a noun that a figure is said of."""
OTHER = "0"
"""Stands for a figure beside the one that is looked at."""
DATE = "@"


@record
class Words:
    """The words and marks of a sentence in order, lower case, with ``#`` for the figure; ``roots`` are empty for words without meaning."""

    tokens: tuple[str, ...]
    roots: tuple[str, ...]
    at: int


def words_of(reading: Reading, quantity: Quantity) -> Words:
    """The words of a sentence around one of its figures."""
    found, at = [], 0
    for q in (*reading.quantities, None):
        end = q.start if q is not None else len(reading.text)
        if end >= at:
            found += [m.lower() for m in _PIECE.findall(reading.text[at:end])]
        if q is not None and q.end > at:
            found.append(FIGURE if q is quantity or q.start == quantity.start else DATE if q.kind == "date" else OTHER)
            at = q.end
    return Words(tuple(found), tuple("" if w in _NEUTRAL or not w[0].isalpha() else root(w) for w in found), found.index(FIGURE) if FIGURE in found else -1)


def narrowing(words: Words, known: frozenset[str], cue: frozenset[str] = frozenset()) -> list[str]:
    """The roots, none of them ``known``, that narrow what the figure is of; ``cue`` are roots of what is said of it."""
    return [r for n, r in enumerate(words.roots) if r and r not in known and r not in LIGHT and r not in whole() and words.tokens[n] not in _VERBS and _narrowing(words, n, known, cue)]


def _narrowing(words: Words, n: int, known: frozenset[str], cue: frozenset[str]) -> bool:
    tokens, roots = words.tokens, words.roots
    following = roots[n + 1] if n + 1 < len(roots) else ""
    if following in known and following and not tokens[n].endswith(("ly", "est")) and not (following in cue and "".join(tokens[n + 2 : n + 3]) not in _AFTER_NOUN):
        return True  # "older turbines"; "the bike weighs" says it of the bike
    if n and tokens[n - 1].endswith(("'s", "’s")) and following in known and following:
        return True  # "the brewery's pub employs"
    if n > 1 and tokens[n - 1] in ("and", "or") and roots[n - 2] in known and roots[n - 2] and n - 2 < words.at - 1 and n < words.at:
        return True  # "wind and solar supplied"
    if n + 2 < len(roots) and tokens[n + 1] in ("and", "or") and roots[n + 2] in known and roots[n + 2] and n + 2 < words.at:
        return True
    return _opens(words, n) or _behind(words, n, known)


def _opens(words: Words, n: int) -> bool:
    """Whether a word stands in the phrase that opens the sentence, without the figure: "among teachers, …", "in winter the …"."""
    tokens = words.tokens
    if tokens[0] not in _STRONG or n > 7:
        return False
    end = next((k for k in range(1, len(tokens)) if _closes(tokens, k)), len(tokens))
    return n < end and not (words.at < end)


def _closes(tokens: tuple[str, ...], k: int) -> bool:
    """Whether the phrase that opens a sentence ends before a word: at a comma, an article, behind a date, at a figure that no preposition holds."""
    if tokens[k] == FIGURE:
        return k > 1 and tokens[k - 1] not in _PREPOSITIONS and tokens[k - 1] not in _ARTICLES and tokens[k - 1] not in _NEUTRAL
    return tokens[k] == "," or tokens[k - 1] == DATE or (k > 1 and tokens[k] in _ARTICLES and tokens[k - 1] not in _PREPOSITIONS)


def _behind(words: Words, n: int, known: frozenset[str]) -> bool:
    """Whether a word stands in a phrase right behind a known word or the figure: "sales of the pumps division"."""
    tokens, roots = words.tokens, words.roots
    for p in range(n - 1, max(n - 5, 0), -1):
        if tokens[p] in _PREPOSITIONS:
            if tokens[p] != "with" and any(tokens[k] == OTHER for k in range(p + 1, n)):
                return False  # "in nine countries"
            k = p - 1
            if tokens[p] == "by" and tokens[k].endswith("ed"):
                return False  # "awarded by the state"
            return tokens[k] == FIGURE or (bool(roots[k]) and roots[k] in known) or (tokens[k] in _NEUTRAL and k > 0 and tokens[k - 1] == FIGURE)
        if tokens[p] in (",", ";", ":", "(", ")", FIGURE) or (roots[p] in known and roots[p]):
            return False
    return False


def opened(words: Words) -> bool:
    """Whether the figure stands in the phrase that opens its sentence: "with a capacity of 460 litres, the freezer …"."""
    tokens = words.tokens
    return bool(tokens) and tokens[0] in ("with", "at") and "," in tokens and -1 < words.at < tokens.index(",")


def subject(words: Words) -> tuple[str, ...]:
    """The roots of the words that a sentence begins with, up to its verb."""
    tokens, n = words.tokens, 0
    if tokens and tokens[0] in _PREPOSITIONS:
        n = next((k for k in range(1, len(tokens)) if tokens[k] == "," or (k > 1 and tokens[k] in _ARTICLES)), len(tokens))
        n += n < len(tokens) and tokens[n] == ","
    while n < len(tokens) and (tokens[n] in _ARTICLES or tokens[n] in _NEUTRAL or tokens[n] in (FIGURE, OTHER, DATE)):
        n += 1
    end = n
    while end < len(tokens) and words.roots[end]:
        end += 1
    verb = end - n > 1 and (end == len(tokens) or tokens[end] in (FIGURE, OTHER) or tokens[end] in _ARTICLES or tokens[end] in _PREPOSITIONS)
    return words.roots[n : end - verb]


_PART = frozenset("hired recruited ordered contributes contributed added opened closed trained scrapped joined".split())
"""Verbs that tell of a part or a change, not of the whole."""
_TIMES = frozenset("ago then until formerly previously before once decade earlier last so will would shall plans planned order target originally initially later since yet again alone next parent sister subsidiary rival competing partner neighbouring neighboring peak second third fourth".split())


def times(words: Words) -> frozenset[str]:
    """The words of a sentence that set its figure in another time than that of the report, or give it to another thing."""
    ahead = {"will"} if any(pair in (("is", "to"), ("are", "to")) for pair in zip(words.tokens, words.tokens[1:], strict=False)) else frozenset()
    return (_TIMES & frozenset(words.tokens)) | ahead


def partly(words: Words, kind: str, other: Words) -> bool:
    """Whether a figure is of some only: "780 of the pupils", "16 members of the panel were present", "of the loan, …"."""
    tokens, at = words.tokens, words.at
    behind = tokens[at + 1 : at + 4]
    if kind in ("count", "money") and behind[:1] == ("of",) and behind[1:2] and behind[1] in _ARTICLES:
        return True
    if behind[1:2] == ("of",) and behind[2:3] and behind[2] in _ARTICLES and (at == 0 or tokens[at - 1] in ("in", "at", "on")):
        return True
    return (tokens[0] == "of" and tokens[1] in _ARTICLES and "," in tokens and tokens.index(",") < at) or bool(at and tokens[at - 1] in _PART and tokens[at - 1] not in other.tokens)


def dated_noun(words: Words, known: frozenset[str]) -> bool:
    """Whether a year belongs to a noun of the sentence: "the strike of 1998"."""
    return any(w == DATE and n > 1 and words.tokens[n - 1] == "of" and words.roots[n - 2] in known and words.roots[n - 2] for n, w in enumerate(words.tokens))
