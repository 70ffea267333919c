"""What something happened to: a name, or a definite noun phrase such as "the new hub in Atsugi"."""

from __future__ import annotations

from kg import patterns as re
from kg import samefact
from kg.events import parties

_LINK = r"(?:in|at|of|to|on|between)"
_STOP = r"(?:is|are|was|were|be|been|has|have|had|will|would|that|which|who|when|while|and|or|but|said|says|by|for|with|from|than|as|its?|their)"
_WORD = rf"(?!{_STOP}\b|{_LINK}\b)[\w&’'-]+"
_PHRASE = rf"(?:[Tt]he|[Ii]ts|[Oo]ur)\s+(?P<words>(?:{_WORD}\s+){{0,4}}?{_WORD}(?:\s+{_LINK}\s+(?:the\s+)?{_WORD}(?:\s+[A-Z]{_WORD})?)?)"
_BEFORE = re.compile(rf"(?:^|[.;:,—–-]\s+|\b(?:and|while|but|when|before|after|until|19\d\d|20\d\d)\s+){_PHRASE},?(?:\s+which)?\s*$")
_AFTER = re.compile(rf"\s+{_PHRASE}(?=\s*(?:[,.;(]|$)|\s+(?:in|on|at|by|for|and|with|of|to|from|as|after|before|which|that)\b)")
_WEAK = frozenset(samefact.stems("new old older large largest big modern latest second-largest much-delayed long-awaited"))
_VAGUE = frozenset(samefact.stems("company firm group product device drug service project plant site building office version system platform programme program new"))
_GENERIC = r"(?:company|firm|business|group|manufacturer|club|bank|start-?up)"
WHOLE = re.compile(rf"\s+(?:(?:all|the\s+whole)\s+of\s+)?(?:(?:(?P<share>\d{{1,3}}(?:\.\d+)?)\s?%|(?P<majority>a\s+(?:majority|controlling)\s+(?:stake|share|interest)))\s+(?:of|in)\s+)?the\s+{_GENERIC}\b(?!['’]s)")
OWN = re.compile(rf"(?:^|[.;:,]\s+|\b(?:19|20)\d\d,?\s+)[Tt]he\s+{_GENERIC}\s*$")


def key(words: str) -> str:
    """What ways of writing a noun phrase have in common: its content words, in no order."""
    return "+".join(sorted(frozenset(samefact.stems(words)) - _WEAK))


def phrase_before(text: str, position: int) -> str | None:
    """The definite phrase that ends at a position, when it says which thing is meant."""
    return _telling(_BEFORE.search(text[max(0, position - 120) : position].rstrip()))


def phrase_after(text: str, position: int) -> str | None:
    """The definite phrase that begins at a position, when it says which thing is meant."""
    return _telling(_AFTER.match(text, position))


def _telling(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    words = match["words"].rstrip(",")
    content = frozenset(samefact.stems(words)) - _WEAK
    small = [w for w in words.split() if w[:1].islower()]
    # A name alone is read as a name; one plain word ("the plant") does not say which one is meant.
    if not small or re.search(r"\d", words) or len(content) < 2:
        return None
    return words if content - _VAGUE and (len(content) > 2 or re.search(parties.NAME, words) or len(content - _VAGUE) > 1) else None


RECURRING = frozenset(
    samefact.stems(
        """annual report budget edition conference meeting result account election survey season match derby tournament festival summit
        prize audit review plan programme program fund strategy congress exhibition round year quarter month day week game race call tender"""
    )
)


def comes_again(words: str) -> bool:
    """Whether a thing comes out or takes place at regular times, so that each is another one."""
    return bool(RECURRING & frozenset(samefact.stems(words)))


def the_whole(match: re.Match[str]) -> bool:
    """Whether what changed hands is more than half of the company."""
    return bool(match["majority"]) or not match["share"] or float(match["share"]) > 50
