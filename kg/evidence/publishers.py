"""Who publishes: the names of one publisher merged, what owns what."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from functools import cache, lru_cache

from kg import patterns as re
from kg.config import Config
from kg.model import Publisher, Report
from kg.prose import Ids, slug
from kg.records import record
from kg.resources import find

# Words that name a legal form, a department or an outlet of the publisher before them, so that
# "Sacra Research" and "Sacra", "Bloomberg LP" and "Bloomberg" count once.
_LEGAL = frozenset(
    """inc incorporated ltd limited llc llp lp plc corp corporation co gmbh ag se sa sas bv nv oy ab spa pty""".split()
)
DEPARTMENT = frozenset(
    """research blog blogs news newsroom press community team legal insights media editorial documentation docs
website site webpage homepage online official support help engineering""".split()
)
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.|m\.)?((?:[a-z0-9-]+\.)+[a-z]{2,24})/?", re.I)
_SECOND_LEVEL = frozenset(["co", "com", "ac", "org", "gov", "edu", "net", "go", "or", "ne", "gob", "nic"])
_PUBLISHING = re.compile(r"\b(?:university|associated|free|mit|academic|academies) press$", re.I)


# --------------------------------------------------------------------------- what is known of publishers


@record
class Owned:
    """A publisher and who owns it.  ``platform`` is true where others write there as well."""

    owner: str
    name: str
    platform: bool


@record
class Known:
    """What ``ontology/publishers.toml`` says.

    ``names`` leads from a key to the canonical name; ``libraries`` are addresses,
    ``wires``, ``platforms`` and ``shelves`` keys; ``generic`` words never name a publisher alone.
    """

    names: dict[str, str]
    owned: tuple[Owned, ...]
    libraries: frozenset[str]
    wires: frozenset[str]
    platforms: frozenset[str]
    shelves: frozenset[str]
    generic: frozenset[str]


@cache
def known() -> Known:
    """The shipped knowledge of publishers."""
    raw = tomllib.loads(find("ontology/publishers.toml").read_text("utf-8"))
    names = {_plain(other): name for name, others in raw["names"].items() for other in (name, *others)}
    return Known(
        names=names,
        owned=tuple(Owned(row["owner"], row["name"], row.get("platform", False)) for row in raw["owned"]),
        libraries=frozenset(raw["publish"]["libraries"]),
        wires=frozenset(_plain(n) for n in raw["publish"]["wires"]),
        platforms=frozenset(_plain(n) for n in raw["publish"]["platforms"]),
        shelves=frozenset(_plain(n) for n in raw["publish"]["shelves"]),
        generic=frozenset(raw["words"]["generic"].split()),
    )


# --------------------------------------------------------------------------- one name


def _words(name: str) -> list[str]:
    head = re.split(r"\s+/\s+", name.strip(), maxsplit=1)[0]
    words = [w.casefold() for w in _WORD.findall(head.replace("&", " and "))]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    words = [w for w in words if w != "and"] or words
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1]
    return words


@lru_cache(maxsize=65536)
def domain(name: str) -> str:
    """The host a name consists of, without "www."; empty when the name is no address."""
    match = _DOMAIN.fullmatch(name.strip())
    return match[1].lower() if match and name.strip() == name.strip().lower() else ""


def registered(host: str) -> str:
    """The part of a host that is registered: "wikipedia.org" of "en.wikipedia.org"."""
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL else 2
    return ".".join(parts[-keep:])


def _plain(name: str) -> str:
    """The whole name without case and punctuation; a host by what is registered."""
    host = domain(name)
    return host if host else "".join(_words(name))


@lru_cache(maxsize=65536)
def publisher_key(name: str) -> str:
    """What two names of one publisher have in common.

    Case, punctuation, "the" and "and"/"&" do not count; "A / B" is A; of an address, the name
    that is registered ("huggingface.co": huggingface); legal forms and trailing department words
    are dropped as long as something is left that can name a publisher.
    """
    host = domain(name)
    if host:
        return registered(host).split(".")[0].replace("-", "")
    words = _words(name)
    if not _PUBLISHING.search(name.strip()):
        while len(words) > 1 and (words[-1] in _LEGAL or words[-1] in DEPARTMENT):
            if len(words) == 2 and words[0] in known().generic:
                break
            words = words[:-1]
    return "".join(words)


@lru_cache(maxsize=65536)
def _keys(name: str) -> tuple[str, ...]:
    """Every key under which a name may meet another name of the same publisher."""
    host = domain(name)
    if host:
        whole, label = registered(host), publisher_key(name)
        keys = [whole, whole.replace(".", "").replace("-", "")]
        if len(label) > 3 and label not in known().generic:
            keys.append(label)
        found = known().names.get(host) or known().names.get(whole)
    else:
        keys = [_plain(name), publisher_key(name)]
        found = known().names.get(keys[0]) or known().names.get(keys[1])
    if found:
        keys.append("=" + _plain(found))
    return tuple(dict.fromkeys(keys))


def is_library(name: str) -> bool:
    """Whether a name is the bare address of a shelf that holds the work of many publishers."""
    host = domain(name)
    return bool(host) and any(host == shelf or host.endswith("." + shelf) for shelf in known().libraries)


def is_shelf(name: str) -> bool:
    """Whether a name is that of a shelf of papers, so that "the arXiv survey" is the work of somebody else."""
    return _plain(name) in known().shelves


def is_platform(name: str) -> bool:
    """Whether anyone can write there, so that the name does not say who speaks."""
    return publisher_key(name) in known().platforms or _plain(name) in known().platforms


def is_wire(name: str) -> bool:
    """Whether it spreads announcements as their senders wrote them."""
    return _plain(name) in known().wires or registered(domain(name) or "x.x") in known().wires


def owners(name: str) -> dict[str, str]:
    """Who owns the publisher: key of the owner to its name; empty for platforms and where nothing is known."""
    mine = set(_keys(name))
    return {publisher_key(o.owner): o.owner for o in known().owned if not o.platform and mine & set(_keys(o.name))}


def owned_by(name: str) -> list[str]:
    """Publishers that a party owns, platforms left out."""
    mine = set(_keys(name))
    return [o.name for o in known().owned if not o.platform and mine & set(_keys(o.owner))]


# --------------------------------------------------------------------------- the names of a report


def publishers(report: Report, config: Config) -> dict[str, Publisher]:
    """The publisher of each source, by source id, with names merged.

    Groups given in ``[publishers]`` come first; other names are merged when they share a key (see
    :func:`publisher_key`) or a name of ``ontology/publishers.toml``.  Sources without a publisher,
    and those that name only the shelf they stand on, are absent.
    """
    names = Counter(s.publisher.strip() for s in report.sources if s.publisher.strip() and not is_library(s.publisher))
    group_of = _grouped(list(names), config)
    members: dict[str, list[str]] = defaultdict(list)
    for name, group in group_of.items():
        members[group].append(name)
    ids, merged = Ids(), {}
    for group, written in members.items():
        name = (
            group
            if group in config.publishers
            else min(written, key=lambda n: (-names[n], n.isupper() and len(n) > 4, len(n), n))
        )
        merged[group] = Publisher(ids.new(slug(name, "publisher")), name, tuple(sorted(written)))
    return {s.id: merged[group_of[s.publisher.strip()]] for s in report.sources if s.publisher.strip() in group_of}


def _grouped(names: list[str], config: Config) -> dict[str, str]:
    """The group of each name: a canonical name of the configuration, or the first name of the group."""
    stated: dict[str, str] = {}
    for name, others in config.publishers.items():
        for other in (name, *others):
            stated[other.casefold().strip()] = name
    stated_keys = {publisher_key(name): name for name in config.publishers}
    found = {n: g for n in names if (g := stated.get(n.casefold()) or stated_keys.get(publisher_key(n)))}
    with_key: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if name not in found:
            for key in _keys(name):
                with_key[key].append(name)
    head = {name: name for name in names if name not in found}

    def first(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    for group in with_key.values():
        for other in group[1:]:
            a, b = sorted((first(group[0]), first(other)), key=names.index)
            head[b] = a
    return {name: found.get(name) or first(name) for name in names}
