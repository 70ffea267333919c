"""The part of a share that names only its subject: "The staff bill is thus 57 % of income", "so that 77 % of seats were filled"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import patterns as re
from kg.derivations.register import Amount, Register
from kg.derivations.vicinity import Lazy
from kg.nouns import STOP
from kg.readings import Reading
from kg.samefact import stems

_SUBJECT = Lazy(
    r"(?:^|[.;:,]\s+|\b(?:and|but|so\s+that|while|that)\s+)(?P<subject>[^.;:,\d()]{3,60}?)\s+(?:(?:has|have|therefore|thus|now|alone|already|hence|currently|today)\s+)*"
    r"(?:is|are|was|were|ma[kd]es?\s+up|made|makes?|account(?:s|ed)?\s+for|represent(?:s|ed)?|(?:grown|grew|risen|rose|fallen|fell)\s+to|reache[sd]|c[ao]mes?\s+to|stands?\s+at|stood\s+at|provide[sd]?|suppl(?:y|ies|ied)|t[ao]kes?|took|contribute[sd]?|brings?|brought|forms?|covers?|covered|corresponds?\s+to|equals?)\s+"
    r"(?:(?:about|some|nearly|almost|only|just|around|now|thus|therefore|hence|already|still)\s+)*$"
)
_OTHER_TIME = Lazy(r"\b(?:ago|before|earlier|previous\w*|had\s+been|used\s+to|formerly|last\s+year|then|at\s+the\s+time|target|plan\w*|forecast|would|should|could|might|will|if)\b")
_PRONOUNS = frozenset(stems("one two rest other others share part figure rate number amount majority largest biggest second third most"))
_SO = Lazy(r"\b(?:so\s+that|thus|therefore|hence|which\s+means(?:\s+that)?|meaning(?:\s+that)?)\s+,?\s*(?:on\s+average,?\s+)?(?:(?:about|some|nearly|almost|only|just|around)\s+)*$")
_NEAR = 4
_BACK = 2


def by_subject(register: Register, home: Sequence[Reading], n: int, start: int, end: int) -> Iterator[Amount]:
    """The amounts that may be what the subject of a share comes to, at most one of each sort."""
    text = home[n].text
    match = _SUBJECT.search(text[max(0, start - 110) : start])
    if match is None or _OTHER_TIME.search(text[max(0, start - 60) : start]) or _OTHER_TIME.search(re.split(r"[.;,]", text[end : end + 70])[0]):
        return
    subject = frozenset(stems(" ".join(w for w in match["subject"].split() if w.lower() not in STOP))) - _PRONOUNS
    if not subject:
        return
    near = [a for r in home[max(0, n - _BACK) : n + 2] if r is not home[n] for a in register.of(r) if _called(a, subject) and len(a.years) < 2]
    for sort in dict.fromkeys(a.sort for a in near):
        found = {a.value: a for a in near if a.sort == sort}
        if len(found) == 1:
            yield from found.values()


def _called(amount: Amount, subject: frozenset[str]) -> bool:
    """Whether the subject is named right before an amount, with no figure between: "staff took €9.4m"."""
    q = amount.term.quantity
    words = re.split(r"[.;:,]\s", amount.term.reading.text[amount.left : q.start])[-1].split()
    return not subject.isdisjoint(stems(" ".join(words[-_NEAR:])))


def results(register: Register, home: Sequence[Reading], n: int, start: int) -> list[tuple[Amount, Amount]]:
    """Part and whole of a share that "so that" makes a result: the last amount before it, with those of its sort told before."""
    reading = home[n]
    if not _SO.search(reading.text[max(0, start - 60) : start]):
        return []
    own = [a for a in register.of(reading) if a.term.quantity.end <= start]
    if not own:
        return []
    last = own[-1]
    others = [a for r in home[max(0, n - 2 * _BACK) : n] for a in register.of(r) if a.sort == last.sort] + [a for a in own[:-1] if a.sort == last.sort]
    return [(a, last) if a.value < last.value else (last, a) for a in others if a.value != last.value]


