"""Who holds a post by what is said of it: "Ada Roe will step down as chair", "Ada Roe, who has led the company since May".

Posts that stand right beside a name are read in :mod:`kg.events.posts`; here a verb stands between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from kg import patterns as re
from kg.events import posts
from kg.events.posts import HOLDER, Post
from kg.readings import Reading
from kg.samefact import stem
from kg.subjects import Subjects

_CUES = (" as ", " led the ", " leads the ", " heads the ", " runs the ", " headed the ", " run the ")


@cache
def _leaves() -> re.Pattern[str]:
    """ "Ada Roe will then step down as chair": whoever is to leave a post holds it."""
    return re.compile(
        rf"{HOLDER}\s+(?:(?:will|is|has|intends|plans|wants|announced|decided)\s+)(?:(?:then|also|to|that|she|he|they|will|announced)\s+){{0,3}}"
        r"(?:step\s+down|stand\s+down|retire|resign|leave|stay\s+on|stays\s+on|continue|remain)\s+as\s+(?:(?:the|our|its|their)\s+)?(?P<title>(?:[a-z-]+\s+){0,3}?[a-z]+)\b", kept=True
    )


@cache
def _stays() -> re.Pattern[str]:
    """ "Ada Roe stays on as director"."""
    return re.compile(rf"{HOLDER}\s+(?:stays\s+on|continues|goes\s+on|carries\s+on)\s+as\s+(?:(?:the|our|its|their)\s+)?(?P<title>(?:[a-z-]+\s+){{0,3}}?[a-z]+)\b", kept=True)


@cache
def _leads() -> re.Pattern[str]:
    """ "Ada Roe, who has led the company since 2021": its chief executive."""
    return re.compile(rf"{HOLDER}(?:,\s+who)?\s+(?:has\s+(?:led|headed|run)|leads|heads|runs)\s+the\s+(?:company|firm|business|start-?up|manufacturer)\b(?!['’]s)(?!\s+(?:with|together|jointly|along|in|to|through|into))", kept=True)


def incumbents(readings: Sequence[Reading], subjects: Subjects) -> Iterator[Post]:
    """Every post that a verb gives to somebody, in the order of the text."""
    for reading in readings:
        text, carrier = reading.text, reading.carrier
        if carrier.kind == "claim" or not any(cue in text for cue in _CUES):
            continue
        for match in (*_leaves().finditer(text), *_stays().finditer(text)) if " as " in text else ():
            title = _title(match["title"])
            if title and not posts.OTHER_TIME.search(title):
                yield from _held(title, match, reading, subjects)
        for match in _leads().finditer(text):
            if not posts.OTHER_TIME.search(text[max(0, match.start() - 40) : match.end() + 40]):
                yield from _held("chief executive", match, reading, subjects)


_IT = re.compile(r"(?:^|\.\s)\W*[Tt]he\s(?P<what>(?:[a-z-]+\s){1,3}?)(?:is|was|has|opened|started|began|treats?|treated|works?|worked|takes?|took|runs?|ran)\b")


@cache
def _heads() -> re.Pattern[str]:
    """ "Ada Roe leads it", "Ada Roe heads the stroke unit"."""
    return re.compile(rf"{HOLDER}\s+(?:leads|heads|directs|is\s+in\s+charge\s+of)\s+(?:it\b|the\s+(?P<what>[a-z-]+(?:\s[a-z-]+){{0,2}}))(?=[.,;]|\s(?:and|with|since|in)\b)", kept=True)


def heads(readings: Sequence[Reading], subjects: Subjects, told: Sequence[Post]) -> Iterator[Post]:
    """Who is said to lead what a post of the text is the head of, in the order of the text."""
    roles = {p.role for p in told if p.role & _OF_A_PART and len(p.role) > 1 and not p.body}
    last: Reading | None = None
    for reading in readings if roles else ():
        before, last = last, reading
        text, carrier = reading.text, reading.carrier
        if carrier.kind == "claim" or not any(verb in text for verb in (" leads ", " heads ", " directs ", " in charge ")):
            continue
        for match in _heads().finditer(text):
            what = match["what"]
            if what is None and before is not None and before.carrier.passage == carrier.passage and (it := _IT.search(before.text)):
                what = it["what"]
            words = frozenset(map(stem, (what or "").split()))
            fits = [role for role in roles if words and words <= role - _OF_A_PART]
            if len(fits) == 1 and not posts.OTHER_TIME.search(text[max(0, match.start() - 40) : match.end() + 40]) and not subjects.is_main(match["who"]):
                yield Post(fits[0], f"head of {what}".strip(), match["who"], "", True, carrier.kind, carrier.id, match.start())


_OF_A_PART = frozenset(map(stem, ("head", "director", "leader", "manager")))


def _title(words: str) -> str:
    """The words of a post up to the one that says that it is a post; empty where none does."""
    kept = words.split()
    while kept and not posts.is_post(kept[-1]):
        kept.pop()
    return " ".join(kept)


def _held(title: str, match: re.Match[str], reading: Reading, subjects: Subjects) -> Iterator[Post]:
    if subjects.is_main(match["who"]):
        return
    post = posts.post_of(title, match["who"], reading.carrier.kind, reading.carrier.id, match.start(), subjects)
    if post is not None:
        yield post


def doubled(held: Sequence[Post]) -> Iterator[tuple[Post, Post]]:
    """Two posts of one list of people that are given to one person: "Chief technology officer: Ada Roe", "Chief medical officer: Ada Roe".

    Only where each other post of the list has a holder of its own, and both are of one sort ("chief … officer", "head of …").
    """
    lists: dict[str, list[Post]] = defaultdict(list)
    for post in held:
        home = post.section if post.section else post.id.rpartition("/")[0] if post.kind == "cell" else ""
        if home and len(post.role) > 1:
            lists[f"{post.kind} {home}"].append(post)
    for group in lists.values():
        by_who: dict[str, list[Post]] = defaultdict(list)
        for post in group:
            by_who[post.who].append(post)
        twice = [found for found in by_who.values() if len(found) > 1]
        if len(twice) == 1 and len(twice[0]) == 2 and len(by_who) > 1:
            a, b = twice[0]
            if a.role != b.role and len(a.role) == len(b.role) == 2 and a.role & b.role & _SORTS:
                yield a, b


_SORTS = frozenset(("chief", "head", "director"))
