"""Can a source of this title carry this claim?  A guess, from words alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg import patterns as re
from kg import scope
from kg.evidence.pages import listing
from kg.evidence.publishers import is_platform, is_shelf, publisher_key
from kg.model import Claim, Publisher, Source
from kg.records import record

_STOP = frozenset(
    """a an the and or of on in for to at by with from is are was were be been its it as that this than into over per
official page pages site website webpage overview profile company home main blog post posts documentation docs
documents report reports research analysis review reviews guide introduction introducing what why how inside
key latest news coverage announcement announces platform product products service services""".split()
)
_COMMON = 0.06
"""A word that stands in more than this share of the claims tells little about one of them."""

_IMPLIED = re.compile(r"\bthe (?:company|firm|platform|startup|start-up|group|business|organi[sz]ation)\b", re.I)


@record
class Vocabulary:
    """Words of the claims of a report.

    ``common`` are stems that are too frequent to tell one claim from another; ``subject`` names of
    what the report is about, ``others`` names of the publishers it lists, in lower case, each with
    the publisher's id.
    """

    common: frozenset[str]
    subject: tuple[str, ...]
    others: Mapping[str, str]


def vocabulary(claims: Iterable[Claim], subject: str, aliases: Iterable[str], publishers: Iterable[Publisher]) -> Vocabulary:
    """What is common to the claims of a report, and whom they may name."""
    claims = list(claims)
    counts = Counter(stem for c in claims for stem in _stems(c.statement))
    common = {w for w, n in counts.items() if n > max(3, len(claims) * _COMMON)}
    own = tuple(
        dict.fromkeys(n.lower() for n in (subject, *aliases, subject.replace(" ", "")) if n and not n.lower().startswith("the "))
    )
    keys = {publisher_key(n) for n in own}
    others = {
        n.lower(): p.id
        for p in publishers
        for n in (p.name, *p.names)
        if len(n) > 3 and publisher_key(n) not in keys and not is_platform(n) and not is_shelf(n)
    }
    return Vocabulary(frozenset(common | _stems(subject)), own, others)


def _names(text: str, names: Iterable[str]) -> list[str]:
    low = text.lower()
    return [n for n in names if n in low and re.search(rf"(?<!\w){re.escape(n)}(?!\w)", low)]


_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:isation|ization|ations?|ings?|ments?|ies|ed|es|s|e|y)$")


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning; a title is held against many claims, so they are kept."""
    return frozenset(_stem(w) for w in _WORD.findall(text.casefold()) if w not in _STOP and (len(w) > 2 or w.isdigit()))


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    return (_ENDING.sub("", word) if len(word) > 4 else word)[:7]


_SAYS = (
    r"(?:['’]s)?\s+(?:\w+\s+){0,4}?(?:surveys?|reports?|stud(?:y|ies)|index|magic quadrant|wave"
    r"|hype cycle|estimates?|estimated|projects|projected|forecasts?|finds|found|identif(?:y|ies|ied)"
    r"|documents|documented|surveyed|survey)\b"
)


def attributed(statement: str, words: Vocabulary) -> dict[str, str]:
    """Publishers of the list to whom a claim attributes what it says: id to the name in lower case."""
    found = {}
    for name in _names(statement, words.others):
        if re.search(
            rf"(?i:(?<!\w){re.escape(name)}){_SAYS}|(?i:\b(?:according to|reported by)\s+(?:the\s+)?{re.escape(name)})(?!\w)",
            statement,
        ):
            found[words.others[name]] = name
    return found


def off_topic(claim: Claim, source: Source, publisher: Publisher | None, words: Vocabulary) -> str:
    """Why a source's title cannot bear a claim, as a clause; empty when it may.

    Three cases: the claim reports what another publisher of the list says; the title is about
    the subject of the report and the claim about somebody else; the claim is about the subject
    and the title neither names it nor holds a word of the claim.
    """
    if publisher is None or not source.title or listing(source, publisher):
        return ""
    names = " ".join((publisher.name, *publisher.names))
    title, said = f"{source.title} {source.quote}", claim.statement
    if _names(said, [publisher.name.lower(), *(n.lower() for n in publisher.names)]) or _initials(publisher.name, said):
        return ""
    shared = _stems(title) & _stems(said)
    if shared - words.common or len(shared) > 1:
        return ""
    about_subject = bool(_names(title, words.subject) or _names(names, words.subject))
    claim_about_subject = bool(_names(said, words.subject) or _IMPLIED.search(said) or scope.rounds(said))
    named = {i: n for i, n in attributed(said, words).items() if i != publisher.id}
    if named and not about_subject and not _names(title, named.values()):
        return f"the claim reports what {_written(said, next(iter(named.values())))} says"
    strangers = [
        n for n in _names(said, words.others) if words.others[n] not in attributed(said, words) and not _names(title, [n])
    ]
    subject_stems = {stem for n in words.subject for stem in _stems(n)}
    if about_subject and not (shared - subject_stems) and not claim_about_subject and strangers and _names(title, words.subject):
        own = _written(title, _names(title, words.subject)[0])
        return f"the title is about {own}, the claim about {_written(said, strangers[0])}"
    if _names(said, words.subject) and not about_subject and len(_stems(source.title) - _stems(names)) > 1:
        own = _written(said, _names(said, words.subject)[0])
        return f"the claim is about {own}, the title is not, and they share no telling word"
    return ""


def _initials(name: str, text: str) -> bool:
    letters = "".join(w[0] for w in re.findall(r"[A-Z]\w*", name))
    # Patterns of many publishers outgrow the cache of patterns: compile only where one can match.
    return len(letters) > 1 and letters in text.replace("&", "") and re.search(rf"\b{'&?'.join(letters)}\b", text) is not None


def _written(text: str, name: str) -> str:
    at = text.lower().find(name)
    return text[at : at + len(name)]
