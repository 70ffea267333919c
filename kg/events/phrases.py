"""Noun phrases beside a word: closed word classes, no parser.

A sentence is cut into tokens whose class is known from short lists; what is in no list may be part
of a noun phrase. Dates and figures are tokens of their own, so that they never enter a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg import patterns as re
from kg import samefact
from kg.model import Quantity
from kg.records import record

_TOKEN = re.compile(r"[^\W_]+(?:[&’'./-]+[^\W_]+)*|[^\w\s\"“”„«»‘*]")
_CLASSES = {
    "det": "a an the this that these those its their our his her my each every no some any all both",
    "pron": "it they he she we i you which who whom what itself themselves there",
    "prep": "of at in on for between to from with by near along under over into via per against without within across about inside outside around off",
    "conj": "and or but while whereas because so although though if when since until before after than as where whether once that except",
    "aux": "is are was were be been being has have had do does did will would can could may might shall should must to",
    "adv": "not never now then also already still later finally again only soon today currently officially formally just there here yet even ever too almost likely really due expected planned scheduled set meant supposed intended able going likely initially originally first fully partly partially recently eventually subsequently thereafter",
}
_CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()}
PAST = frozenset(
    """said told made took gave came went grew rose fell sent brought bought sold built led left lost met paid put ran saw set
    spent stood thought won wrote became began chose drew drove found got held kept knew lay meant read shut spoke understood
    lies lay consists consist covers covered carries carried serves served runs shows showed reports reported says employs
    remains remained makes takes gives comes goes grows holds operates provides includes contains needs wants plans expects hopes
    aims means costs cost adds added taught caught fought shook flew sang ate threw blew dealt dug fed fled hid laid lent rode sought
    shot slept spread stole swept tore wore has have""".split()
)
_NUMBERED = frozenset("line phase stage section unit block series station station reactor wave lot round part part tranche chapter route terminal act track module hall pier runway".split())
_NO_ADVERB = frozenset("assembly family supply reply italy july anomaly monopoly rally ally fly tally assembly duopoly homily doily".split())
_ONE = frozenset("works news series headquarters barracks premises headworks gasworks waterworks crossroads means species".split())
_ORDINAL = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth next another other additional further one two three i ii iii iv v vi".split())
_WEAK = frozenset(samefact.stems("new old older large larger largest big great main modern latest last former much long-awaited delayed planned only own present current so-called existing named called small smaller great major"))
_VAGUE = frozenset(samefact.stems("company firm group product device drug service project plant site building office version system platform programme program facility unit centre center agreement contract deal plan round report act"))
_PERSONS = frozenset(samefact.stems("director manager chair chairman chairwoman chief head founder ceo president minister mayor rector coach officer author"))
_APART = frozenset("by under without via per within across about".split())
_ASKING = frozenset("what when where how why which who does did do is are was were will has have can should since".split())
_LONGEST = 14


class Token(NamedTuple):
    """A word or mark of a sentence with its class: one of the closed ones, ``word``, ``verb``, ``date``, ``figure`` or ``mark``."""

    text: str
    low: str
    start: int
    end: int
    kind: str


@record
class Phrase:
    """A noun phrase: what it is called, by which words it is known again.

    ``head`` is the stem of its noun, ``tokens`` all content stems, ``names`` the proper names in it as
    written small, ``marks`` what tells it from others of its kind (numbers, "second"). ``definite`` is
    ``the``, ``a`` or empty; ``plural`` whether it speaks of several things.
    """

    text: str
    start: int
    end: int
    head: str
    tokens: frozenset[str]
    names: frozenset[str]
    marks: frozenset[str]
    definite: str = ""
    plural: bool = False

    @property
    def bare(self) -> bool:
        """Whether it is one common noun and nothing that says which is meant."""
        return not self.names and not self.marks and len(self.tokens) < 2

    @property
    def telling(self) -> int:
        """How many words say which thing is meant; a name counts as two."""
        return len(self.tokens - _VAGUE) + 2 * bool(self.names)


def tokens(text: str, quantities: Iterable[Quantity]) -> list[Token]:
    """The tokens of a sentence; every written date or figure is one."""
    spans = sorted((q.start, q.end, "date" if q.kind == "date" else "figure") for q in quantities)
    found: list[Token] = []
    n = 0
    position = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while n < len(spans) and spans[n][1] <= start:
            n += 1
        if n < len(spans) and start < spans[n][1] and spans[n][0] < end:
            s, e, kind = spans[n]
            if s >= position:
                name = kind == "figure" and found and re.fullmatch(r"\d{1,3}[A-Za-z]?", text[s:e]) and (found[-1].low in _NUMBERED or (found[-1].kind == "word" and found[-1].text[0].isupper() and found[-1].start > 0))
                found.append(Token(text[s:e], text[s:e].lower(), s, e, "word" if name else kind))
                position = e
            continue
        word = match.group()
        low = word.lower()
        kind = "mark" if not word[0].isalnum() else _CLASS.get(low) or ("word" if not (low.endswith("ly") and len(low) > 4 and word[0].islower() and low not in _NO_ADVERB) else "adv")
        if kind == "word" and word[0].islower() and _finite(low, found):
            kind = "verb"
        found.append(Token(word, low, start, end, kind))
    return found


def _finite(low: str, before: Sequence[Token]) -> bool:
    """Whether a small word is a verb of the sentence: a listed one, or one in -ed behind a noun."""
    if low in PAST:
        return True
    if not low.endswith("ed") or "-" in low or len(low) < 5:
        return False
    last = before[-1] if before else None
    return last is not None and last.kind in ("word", "pron", "adv", "aux", "figure", "date") and not (last.kind == "word" and last.low.endswith("ly"))


def before(found: Sequence[Token], n: int) -> tuple[Phrase | None, str]:
    """The noun phrase that a verb at ``found[n]`` speaks of, on its left, and how it is told.

    The second value is ``said`` for a phrase, ``pronoun``, ``shared`` where the subject is that of the
    whole sentence ("cost 4 million and opened"), or ``none``.
    """
    j, finite = n - 1, False
    while j >= 0 and (found[j].kind in ("aux", "adv") or (found[j].kind == "verb" and found[j].low.endswith("ed"))):
        finite = finite or found[j].kind == "aux"
        j -= 1
    if j < 0:
        return None, "none"
    last = found[j]
    if last.low in ("which", "that", "who"):
        j -= 1
        if j >= 0 and found[j].text == ",":
            j -= 1
        one = ending(found, j)
        if one is not None and one.head in _PERSONS and last.low != "who":
            # "Ada Roe is director of the Alliance, which was founded in 2004"
            k = next((k for k in range(j, -1, -1) if found[k].low == "of"), None)
            one = phrase(found[k + 1 : j + 1]) if k is not None else one
        return _told(one)
    if last.kind == "pron" or last.low in ("this", "these"):
        return None, "pronoun"
    if last.kind == "conj":
        return None, "shared" if last.low in ("and", "but", "then") else "none"
    if last.text == ",":
        if not finite:
            one = ending(found, j - 1)
            return _told(one) if one is not None else (None, "shared")
        k = next((k for k in range(j - 1, max(-1, j - 12), -1) if found[k].text == ","), -1)
        inside = found[k + 1 : j]
        if k <= 0:
            return None, "none"
        one = ending(found, k - 1)
        return (_with(one, inside), "said") if one is not None else (None, "none")
    if last.text == ")":
        k = next((k for k in range(j - 1, -1, -1) if found[k].text == "("), 0)
        return _told(ending(found, k - 1))
    return _told(ending(found, j))


def _told(one: Phrase | None) -> tuple[Phrase | None, str]:
    return (one, "said") if one is not None else (None, "none")


def ending(found: Sequence[Token], j: int) -> Phrase | None:
    """The noun phrase that ends at ``found[j]``."""
    k = j
    while k >= 0 and j - k < _LONGEST:
        if not _belongs(found, k, j):
            break
        k -= 1
    part = list(found[k + 1 : j + 1])
    # "In the north the plant opened": a determiner that no preposition governs begins the phrase.
    for n in range(len(part) - 1, 0, -1):
        if part[n].kind == "det" and part[n - 1].kind != "prep" and part[n - 1].low not in ("to", "all", "both"):
            part = part[n:]
            break
    if part and part[0].low == "for" and k >= 0 and found[k].text == ",":
        part = part[1:]  # "…, for the contract ends": because
    if part and part[0].kind == "prep":
        return None
    apart = next((n for n, t in enumerate(part) if n and t.low in _APART), None)
    return phrase(part[:apart] if apart else part)


def _belongs(found: Sequence[Token], k: int, end: int) -> bool:
    """Whether the token at ``k`` is part of the noun phrase that ends at ``end``."""
    token, last = found[k], found[k - 1] if k > 0 else None
    if token.kind in ("word", "det"):
        return True
    if k == end:
        return token.kind == "figure" and last is not None and last.low == "of"
    if token.low == "to":
        return found[k + 1].kind in ("det", "word", "figure") and last is not None and last.kind in ("word", "figure")
    return token.kind == "prep" or (token.low == "and" and _between_names(found, k)) or (token.kind == "figure" and last is not None and last.low == "of")


_TO_NAMES = frozenset("at in on for with between".split())


def after(found: Sequence[Token], n: int, links: frozenset[str] = _TO_NAMES | {"of"}) -> Phrase | None:
    """The noun phrase that begins at ``found[n]``."""
    k = n
    while k < len(found) and k - n < _LONGEST:
        token = found[k]
        linked = token.low in links and k > n and _governs(found, k)
        ruled = token.kind == "det" and (k == n or found[k - 1].kind in ("prep", "det"))
        if token.kind != "word" and not linked and not ruled and not (token.low == "and" and k > n and _between_names(found, k)):
            break
        k += 1
    return phrase(found[n:k])


def _governs(found: Sequence[Token], k: int) -> bool:
    """Whether a preposition adds to the phrase before it: "of" any noun, others a name."""
    following = found[k + 1 : k + 3]
    if not following or following[0].kind not in ("word", "det"):
        return False
    name = following[-1] if following[0].kind == "det" else following[0]
    return found[k].low == "of" or (name.kind == "word" and name.text[0].isupper())


def _between_names(found: Sequence[Token], k: int) -> bool:
    left, right = found[k - 1], found[k + 1] if k + 1 < len(found) else None
    return left.kind == "word" and right is not None and right.kind == "word" and left.text[0].isupper() and right.text[0].isupper()


def opening(found: Sequence[Token]) -> tuple[Phrase | None, str]:
    """The subject of a sentence: its first noun phrase behind what only says when or where."""
    n = 0
    while n < len(found) and found[n].kind in ("mark", "adv", "conj") and found[n].text not in ("(",):
        n += 1
    if found and found[-1].text == "?":
        while n < len(found) and (found[n].low in _ASKING or found[n].kind == "aux"):
            n += 1
    if n < len(found) and (found[n].kind in ("prep", "date") or found[n].low in ("after", "since", "before", "when", "while")):
        comma = next((k for k in range(n, min(len(found), n + 12)) if found[k].text == ","), None)
        if comma is not None:
            n = comma + 1
        else:
            n += found[n].kind == "prep"
            if n < len(found) and found[n].kind != "date":
                governed = after(found, n, frozenset({"of"}))
                n = next((k for k in range(n, len(found)) if found[k].start >= governed.end), len(found)) if governed is not None else len(found)
            while n < len(found) and found[n].kind in ("date", "mark"):
                n += 1
    if n < len(found) and found[n].kind == "pron":
        return None, "pronoun" if found[n].low in ("it", "they", "he", "she") else "none"
    if n >= len(found) or all(t.kind in ("figure", "date", "mark") for t in found[n:]):
        return None, "empty"
    one = after(found, n)
    return (one, "said") if one is not None else (None, "none")


def joined(one: Phrase, other: Phrase) -> Phrase:
    """A phrase that also takes its distinguishing words from another: "production" of "the Kelda plant"."""
    return replace(one, tokens=one.tokens | other.tokens, names=one.names | other.names, marks=one.marks | other.marks, definite="the", plural=False)


def _with(one: Phrase, more: Sequence[Token]) -> Phrase:
    extra = phrase(more)
    if extra is None:
        return one
    return replace(one, tokens=one.tokens | extra.tokens, names=one.names | extra.names, marks=one.marks | extra.marks)


def phrase(part: Sequence[Token]) -> Phrase | None:
    """What a run of tokens says as a noun phrase; ``None`` without a noun."""
    core = [t for t in part if t.kind == "word"]
    if not core:
        return None
    definite = {"a": "a", "an": "a"}.get(part[0].low, "the" if part[0].kind == "det" else "")
    if part[0].kind == "det" and part[0].low in ("each", "every", "all", "no", "any", "some", "both"):
        return None
    nouns = []
    for token in part:
        if token.kind == "prep" and nouns:
            break
        if token.kind == "word":
            nouns.append(token)
    if not nouns:
        return None
    head = samefact.stem(nouns[-1].text) if not nouns[-1].text[0].isdigit() or len(nouns) < 2 else samefact.stem(nouns[-2].text)
    names, run = [], []
    for token in part:
        if token.kind == "word" and (token.text[0].isupper() or token.text[0].isdigit()) and (run or token.text[0].isupper()):
            run.append(token)
        else:
            names += [run] if run else []
            run = []
    names += [run] if run else []
    stems = frozenset(s for t in core if not t.text[0].isdigit() for s in samefact.stems(t.text)) - _WEAK
    marks = frozenset(t.low for t in part if t.low in _ORDINAL or t.text[0].isdigit())
    joined = frozenset(" ".join(t.low.removesuffix("'s").removesuffix("’s") for t in run) for run in names)
    small = nouns[-1].text[0].islower()
    plural = small and nouns[-1].low.endswith("s") and nouns[-1].low not in _ONE and not nouns[-1].low.endswith(("ss", "us", "is", "'s", "’s", "ics"))
    text = " ".join(t.text for t in part if t.kind != "det" or t is not part[0])
    return Phrase(text, part[0].start, part[-1].end, head, stems - marks, joined, marks, definite, plural)
