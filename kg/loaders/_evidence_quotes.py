"""Where the title of a source ends and its quote begins, in rows that do not separate them.

A quote is recognised by what titles do not do: it ends like a sentence, repeats the title, starts
over with the subject, or goes on in lower case where the title was capitalised.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import patterns as re
from kg.loaders._evidence_publishers import CONNECTORS, DASHES, key
from kg.loaders._evidence_shapes import words as word_set
from kg.records import record

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_ABBREVIATED = re.compile(r"(?:^|\W)(?:Inc|Ltd|Corp|Co|Jr|Sr|vs|etc|No|Vol|pp|[A-Z]|[A-Z]\.[A-Z])\.$")
_FINITE = re.compile(
    r"(?:has|have|had|is|are|was|were|can|could|will|would|may|must|does|do|did|said|says|there's|it's|we're|we've|that's)$", re.I
)
# Capitalised in the middle of a line, these begin a sentence rather than continue a title.
_STARTERS = word_set(
    """
    the this these those there there's we we're we've our it it's its they their he she i you your in on at as for
    from with by over under more most about nearly almost some many all no not one two three several each every a
    an although while when if since after before during according to high low but and however today
    """
)
_PREPOSITIONS = word_set(
    """
    about above across after against among around before behind between beyond during near off out through toward
    towards under until up via
    """
)
_QUANTIFIERS = word_set("more over about nearly almost roughly approximately around up at less fewer under")


@record
class QuoteCut:
    """The number of words of the title; the rest is the quote.  ``points`` say how clear the cut is."""

    words: int
    points: float


def cut_quote(words: Sequence[str], publisher: Sequence[str], subject: tuple[str, ...] = ()) -> QuoteCut:
    """Where in ``words`` (title and perhaps quote) the quote begins; ``len(words)`` when there is none."""
    keys = tuple(key(w) for w in words)
    whole = QuoteCut(len(words), 4.0)
    if len(words) < 4:
        return whole
    for rule in (_in_quotation_marks, _repeated, _after_publisher):
        at = rule(words, keys, tuple(key(w) for w in publisher))
        if at:
            return QuoteCut(at, 6.0)
    ends_like_sentence = bool(_SENTENCE_END.search(words[-1])) and not _ABBREVIATED.search(words[-1])
    names = [n for n in (tuple(key(w) for w in publisher), subject) if n]
    best, points = _best_start(words, keys, names)
    if ends_like_sentence and words[-1][-1] not in "?" and best:
        # Nothing but the full stop speaks for a quote: better a long title than an invented quote.
        return QuoteCut(best, points) if points >= 2.5 else whole
    if best and points >= 3.0 and _reads_alone(words, keys, best, names):
        return QuoteCut(best, points - 3.0)
    return whole


def _in_quotation_marks(words, keys, publisher) -> int:
    closed = words[-1].rstrip(".").endswith(("”", '"', "»"))
    for at in range(1, len(words) - 2):
        if words[at][0] in '“"«' and closed:
            return at
    return 0


def _repeated(words, keys, publisher) -> int:
    """Both halves say the same, in nearly the same words."""
    count = len(keys)
    if count % 2 == 0 and keys[: count // 2] == keys[count // 2 :]:
        return count // 2
    best, at = 0.0, 0
    for cut in range(max(4, count // 3), min(count - 4, 2 * count // 3) + 1):
        if words[cut - 1] in DASHES or words[cut - 1].casefold() in CONNECTORS or _in_brackets(words, cut):
            continue
        left, right = {k for k in keys[:cut] if k not in DASHES}, set(keys[cut:])
        common = len(left & right)
        share = common / max(len(left), len(right))
        if common < 5 or share < 0.6:
            continue
        if keys[cut] == keys[0] or any(keys[i : i + 2] == keys[cut : cut + 2] for i in range(1, cut - 1)):
            share += 0.3
        if share > best:
            best, at = share, cut
    return at


def _after_publisher(words, keys, publisher) -> int:
    """ "Title – Publisher" is complete; what follows is a quote unless it is a phrase of a title."""
    size = len(publisher)
    for at in range(1, len(words) - size - 1):
        if words[at] in DASHES and keys[at + 1 : at + 1 + size] == publisher:
            rest = words[at + 1 + size :]
            if (
                at > 0
                and len(rest) >= 3
                and rest[0][0].isupper()
                and not rest[1][0].isupper()
                and any(w[0].islower() and w not in CONNECTORS for w in rest)
            ):
                return at + 1 + size
    return 0


def _best_start(words, keys, names) -> tuple[int, float]:
    # A full stop inside means that the quote began before it: it may hold several sentences.
    last = next(
        (
            i
            for i, w in enumerate(words[:-1])
            if w.endswith(".") and not _ABBREVIATED.search(w) and not w.startswith(".") and len(w) > 3
        ),
        len(words) - 1,
    )
    best, most = 0, 0.0
    for at in range(1, min(last, len(words) - 2) + 1):
        points = _start_points(words, keys, names, at)
        if points > most + 0.01:
            best, most = at, points
    return best, most


def _start_points(words, keys, names, at: int) -> float:
    before, word = words[at - 1], words[at]
    if before in CONNECTORS or before in _PREPOSITIONS or before in DASHES or before[-1] in ",:;(" or word in DASHES:
        return 0.0
    if _in_brackets(words, at) or _inside_name(keys, names, at):
        return 0.0
    points = 0.0
    if before[-1] in "?!":
        points += 4.0
    restart = _restart(keys, names, at)
    follow = words[at + max(restart, 1) : at + max(restart, 1) + 1]
    counts = bool(follow) and follow[0][0].isdigit()
    goes_on_low = bool(follow) and follow[0][0].islower() and follow[0] not in ("and", "of")
    if word[0].islower():
        quantified = word in _QUANTIFIERS and any(w[0].isdigit() for w in words[at + 1 : at + 3])
        if not (quantified and before[0].isupper()):
            return 0.0
        points += 5.0
    elif restart:
        points += 3.0 + (2.5 if goes_on_low or counts else 0.0)
    elif key(word) in _STARTERS:
        points += 2.5 + (2.5 if goes_on_low or counts else 0.0)
    elif word[0].isdigit() or word[0] in "$€£~":
        points += 3.5 if follow and follow[0][0].islower() and not before[0].isdigit() else 0.0
    elif goes_on_low or (follow and follow[0] == "of"):
        points += 2.5
    if at == 1:
        points -= 2.0
    # A title in lower case has lower-case words on both sides of any cut; only a change tells.
    low_before = any(w[0].islower() and w not in CONNECTORS for w in words[1:at])
    if low_before and points and not restart and key(word) not in _STARTERS:
        points -= 2.0
    if len(words) - at < 4:
        points -= 3.0
    return points


def _restart(keys, names, at: int) -> int:
    """Number of words from ``at`` that repeat a name or the beginning of the title."""
    best = 0
    for name in names:
        if keys[at : at + len(name)] == name:
            best = max(best, len(name))
    same = 0
    while same < 3 and at + same < len(keys) and same < at and keys[same] == keys[at + same] and keys[same] not in CONNECTORS:
        same += 1
    return max(best, same)


def _inside_name(keys, names, at: int) -> bool:
    return any(keys[at - back : at - back + len(name)] == name for name in names for back in range(1, len(name)))


def _in_brackets(words, at: int) -> bool:
    left = " ".join(words[:at])
    return words[at][0] in "([" or left.count("(") > left.count(")") or left.count("[") > left.count("]")


def _reads_alone(words, keys, at: int, names) -> bool:
    """Whether the words from ``at`` read like a statement although no full stop ends them."""
    if at < 3 or len(words) - at < 6:
        return False
    if any(_FINITE.match(w.strip(",.;:")) for w in words[at : at + 8]):
        return _start_points(words, keys, names, at) >= 5.0
    # "Name – Subtitle Name Does Something …": a second headline after a complete title.
    return bool(_restart(keys, names, at)) and len(words) - at >= 7 and any(w in DASHES for w in words[1 : at - 1])
