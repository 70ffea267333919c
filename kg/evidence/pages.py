"""Which sources are one page, one story or one copy; which are listings rather than evidence.

Titles are compared as sets of words, always by key; nothing here compares every source with every
other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from kg import patterns as re
from kg import scope
from kg.evidence.publishers import DEPARTMENT, publisher_key
from kg.model import Publisher, Source
from kg.records import record

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DASH = re.compile(r"\s+[–—|·:-]\s+|\s+--\s+|:\s+")
_STOP = frozenset(["a", "an", "the", "and", "or", "of", "on", "in", "for", "to", "at", "by", "with", "from", "is", "are", "its"])
_PAGE = frozenset(
    ["page", "pages", "official", "site", "website", "webpage", "homepage", "home", "main", "overview", "latest", "all"]
)
_MONEY = re.compile(r"[$€£]\s?\d[\d.,]*\s?(?:k|m|mn|b|bn|t|thousand|million|billion|trillion)?\b", re.I)
_NEWS = re.compile(r"\b(?:rais|secur|land|clos|announc|bag|acqui|buy|bought|launch|valued|fundrais|merg)\w*", re.I)


@lru_cache(maxsize=65536)
def title_words(title: str) -> str:
    """The title in lower case without punctuation: equal for copies of one title."""
    return " ".join(w.casefold().replace("’", "'") for w in _WORD.findall(title))


@lru_cache(maxsize=65536)
def address_key(url: str) -> str:
    """An address without what does not change the page: scheme, "www.", tracking, fragment, closing slash."""
    if not url.strip():
        return ""
    try:
        parts = urlsplit(url.strip() if "://" in url else "//" + url.strip())
    except ValueError:
        # A bracket in the host ("https://[draft]/…"): no address, so it equals only itself.
        return url.strip()
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    query = "&".join(
        sorted(p for p in parts.query.split("&") if p and not re.match(r"(?:utm_\w+|fbclid|gclid|ref|source|src)=", p))
    )
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


@lru_cache(maxsize=65536)
def _content(title: str, publisher: str) -> tuple[str, ...]:
    """The words of a title that say what the page is about, sorted: without those of the publisher and of pages as such."""
    own = set(title_words(publisher).split()) - DEPARTMENT - {"and"}
    words = [w for w in title_words(title).replace("blog post", "blog").split() if w not in _STOP]
    kept = [w for w in words if w not in own] or words
    about = [w for w in kept if w not in _PAGE] or kept
    if len([w for w in about if w != "blog"]) >= 3:
        about = [w for w in about if w != "blog"]
    if "reviews" in about:
        about = [w for w in about if w != "ratings"]
    return tuple(sorted(set(about)))


# --------------------------------------------------------------------------- same source, same page


@record
class Group:
    """Sources that are one.  ``why`` is a clause; ``sure`` is false where it is a guess from titles."""

    sources: tuple[Source, ...]
    why: str
    sure: bool


def duplicates(sources: Iterable[Source], by_source: Mapping[str, Publisher]) -> list[Group]:
    """Groups with equal publisher, names merged, and equal title, case and punctuation aside.

    Titles of sources without a publisher count from four words on.  Sources that give different
    addresses or different dates are different editions, not duplicates.
    """

    def key(source: Source) -> Hashable | None:
        title, publisher = title_words(source.title), by_source.get(source.id)
        if not title or (publisher is None and title.count(" ") < 3):
            return None
        return (publisher.id if publisher else "", title)

    found = []
    for members in _by_key(sources, key).values():
        for part in _editions(members):
            if len(part) > 1:
                found.append(Group(tuple(part), "publisher and title are the same", True))
    return found


def _editions(members: list[Source]) -> Iterator[list[Source]]:
    """The members parted by the address and date they state; those that state neither belong to the only edition."""
    parts: dict[tuple[str, str], list[Source]] = {}
    bare = []
    for source in members:
        mine = (address_key(source.url), source.date.strip())
        if not any(mine):
            bare.append(source)
            continue
        match = next((k for k in parts if all(not a or not b or a == b for a, b in zip(k, mine, strict=True))), mine)
        parts.setdefault(match, []).append(source)
    editions = list(parts.values())
    if len(editions) == 1:
        yield [s for s in members if s in bare or s in editions[0]]
    else:
        yield from (bare, *editions)


def same_pages(sources: Iterable[Source], by_source: Mapping[str, Publisher]) -> list[Group]:
    """Groups of one publisher that look like one page or one story under several ids.

    Sure when the address is the same; otherwise a guess from the titles: the same words once those
    of the publisher and of pages as such are set aside, the same round of the same company, one
    profile, one article and its section, two slogans of one home page, one topic's listing.
    """
    sources = list(sources)
    number = {id(s): n for n, s in enumerate(sources)}
    union = _Union(len(sources))
    by_address = _by_key(sources, lambda s: address_key(s.url) or None)
    for members in by_address.values():
        for other in members[1:]:
            union.join(number[id(members[0])], number[id(other)], "address")
    keyed: dict[Hashable, list[int]] = defaultdict(list)
    for n, source in enumerate(sources):
        publisher = by_source.get(source.id)
        if publisher is not None and source.title:
            for why, key in _page_keys(source, publisher):
                keyed[publisher.id, why, key].append(n)
    for (_, why, _), members in keyed.items():
        for other in members[1:]:
            # Two addresses are two pages, whatever the titles say; two dates are two editions.
            if all(_compatible(sources[members[0]], sources[other], what) for what in ("url", "date")):
                union.join(members[0], other, why)
    found = []
    for members, reasons in union.groups():
        sure = reasons == {"address"}
        found.append(Group(tuple(sources[n] for n in members), "the address is the same" if sure else _why(reasons), sure))
    return found


def _compatible(a: Source, b: Source, what: str) -> bool:
    left, right = (address_key(s.url) if what == "url" else s.date.strip() for s in (a, b))
    return not left or not right or left == right


_REASONS = {
    "address": "the address is the same",
    "words": "the titles say the same in nearly the same words",
    "story": "the titles tell the same news",
    "profile": "both are the same profile",
    "home": "both look like the home page",
    "listing": "both list what is published on one topic",
}


def _why(reasons: set[str]) -> str:
    return " and ".join(words for reason, words in _REASONS.items() if reason in reasons)


_PROFILE = re.compile(r"^(.+?)\s+(?:company\s+)?profile\b", re.I)
_PART = re.compile(r"^(.+?)(?:\s+[–—|-]\s+|#)[^–—|]*\bsection$", re.I)


def _page_keys(source: Source, publisher: Publisher) -> Iterator[tuple[str, Hashable]]:
    title = source.title
    own = min((n for n in publisher.names if title_words(title).startswith(title_words(n))), key=len, default=source.publisher)
    names = " ".join(dict.fromkeys((publisher.name, *publisher.names)))
    content = _content(title, names)
    yield "words", content
    for _, _, name in scope.rounds(title):
        about = _before_news(title, names)
        if about:
            yield "story", (name, about)
    if _NEWS.search(title):
        about = _before_news(title, names)
        for money in _MONEY.findall(title)[:1]:
            if about:
                yield "story", (re.sub(r"[\s,]", "", money.lower()), about)
    match = _PROFILE.match(title)
    if match:
        yield "profile", _content(match[1], names)
    match = _PART.match(title)
    if match:
        yield "words", _content(match[1], names)
    kind = listing(source, publisher)
    if kind == "listing" and content:
        topic = tuple(w for w in content if w not in _LISTING_WORDS)
        if topic:
            yield "listing", topic
    head, *rest = _DASH.split(title, maxsplit=1)
    if rest and publisher_key(head) == publisher_key(own) and not kind and len(rest[0].split()) > 2:
        for word in _content(rest[0], names):
            yield "home", word


def _before_news(title: str, names: str) -> tuple[str, ...]:
    """Who the news is of: the words before its verb, its round or its first figure."""
    ends = [m.start() for m in (_NEWS.search(title), _MONEY.search(title)) if m] + [s for s, _, _ in scope.rounds(title)]
    return _content(title[: min(ends)], names) if ends and title[: min(ends)].strip() else ()


# --------------------------------------------------------------------------- copies


def copies(sources: Iterable[Source], by_source: Mapping[str, Publisher]) -> list[Group]:
    """Groups of several publishers that carry one text: the same headline or the same quote.

    A headline counts from five words on, a quote from eight.  Sure when the quote is the same.
    """
    found: dict[tuple[Source, ...], Group] = {}
    sources = list(sources)
    for least, text, why, sure in (
        (8, lambda s: s.quote, "the same words are quoted from them", True),
        (5, lambda s: s.title, "they carry the same headline", False),
    ):
        for members in _by_key(sources, lambda s, t=text, n=least: _long_enough(t(s), n)).values():
            if len({by_source[s.id].id for s in members if s.id in by_source}) > 1:
                ordered = tuple(members)
                found.setdefault(ordered, Group(ordered, why, sure))
    return list(found.values())


def _long_enough(text: str, least: int) -> str | None:
    words = title_words(text)
    return words if words.count(" ") + 1 >= least else None


# --------------------------------------------------------------------------- listings


_LISTING_WORDS = frozenset(
    """tag tags coverage article articles archive archives topic topics category categories news listing listings
search results technology political policy press releases stories posts""".split()
)
_LISTING = re.compile(
    r"\b(?:tag|topic|category|categories|archives?|all articles|all posts|all news"
    r"|latest (?:posts|news|articles|stories)|search results|press releases|news ?room"
    r"|(?:news|press|media|tech|technology|political|policy|regulatory|security|ai|industry|finance|market) coverage"
    r"|coverage)\s*(?:page|index|listing)?$"
    r"|^(?:latest|all|recent) (?:posts|news|articles|stories)\b|\b(?:coverage|tag|topic|articles) (?:page|index|–|—|-)",
    re.I,
)
_BLOG = re.compile(r"(?:^|\b)(?:blog|news|newsroom)$", re.I)
_HOME = re.compile(r"\b(?:home ?page|official (?:web)?site|main page|main community page|website)$", re.I)
_LISTING_PATH = re.compile(
    r"/(?:(?:tags?|topics?|categor(?:y|ies)|search|archives?|authors?)(?:/[^/]+)?|news|blog|press|newsroom)$", re.I
)


@lru_cache(maxsize=8192)
def _is_listing(title: str) -> bool:
    """A title is asked for with every claim that cites it."""
    return _LISTING.search(title) is not None


def listing(source: Source, publisher: Publisher | None = None) -> str:
    """Whether a source is a listing, a blog's front or a home page, as a word; empty for anything else.

    ``listing`` (tag, topic, search, archive, coverage), ``blog`` (the front of a blog or news
    page), ``home`` (a site as such, its front page).
    """
    title, url = " ".join(source.title.split()).rstrip(".").strip(), address_key(source.url)
    path = "/" + url.partition("?")[0].partition("/")[2] if url else None
    if path == "/":
        return "home"
    if path and _LISTING_PATH.search(path):
        return "listing"
    if path:
        return ""
    if _is_listing(title):
        return "listing"
    names = {publisher_key(n) for n in ((publisher.name, *publisher.names) if publisher else (source.publisher,)) if n}
    if _BLOG.search(title) and publisher_key(title) in names:
        return "blog"
    if _HOME.search(title) or (
        title
        and publisher_key(title) in names
        and not set(title_words(title).split()) & (DEPARTMENT - {"official", "site", "website"})
    ):
        return "home"
    return ""


# --------------------------------------------------------------------------- grouping


def _by_key(sources: Iterable[Source], key: Callable[[Source], Hashable | None]) -> dict[Hashable, list[Source]]:
    groups: dict[Hashable, list[Source]] = defaultdict(list)
    for source in sources:
        found = key(source)
        if found is not None:
            groups[found].append(source)
    return {k: members for k, members in groups.items() if len({s.id for s in members}) > 1}


class _Union:
    """Numbers joined into groups, with the reasons for joining."""

    def __init__(self, n: int):
        self.head = list(range(n))
        self.why: dict[int, set[str]] = defaultdict(set)

    def first(self, n: int) -> int:
        while self.head[n] != n:
            n = self.head[n]
        return n

    def join(self, a: int, b: int, why: str) -> None:
        a, b = sorted((self.first(a), self.first(b)))
        self.head[b] = a
        self.why[a] |= {why} | (self.why.pop(b, set()) if a != b else set())

    def groups(self) -> Iterator[tuple[list[int], set[str]]]:
        members: dict[int, list[int]] = defaultdict(list)
        for n in range(len(self.head)):
            members[self.first(n)].append(n)
        for head, group in members.items():
            if len(group) > 1:
                yield group, self.why[head]
