"""Relations that a sentence states of its figures: whose share of a company, since when in which post, what it was the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg import patterns as re
from kg import retold
from kg.aligned.model import Statement
from kg.aligned.scenes import Scene
from kg.aligned.words import content
from kg.model import Period, Precision

_NAME = r"(?<![\w’-])[A-ZÀ-ÖØ-Þ][\w’-]+(?:\s+(?:(?:de|van|von|der|del|la|da|di)\s+)?[A-ZÀ-ÖØ-Þ][\w’-]+){0,3}"
_MARKUP = str.maketrans(dict.fromkeys("*[]_", " "))


def keyed(found: Sequence[Statement], scenes: Sequence[Scene], subject: str) -> list[Statement]:
    """The statements, each with what its sentence says it is of as one more root, which begins with "="; ``subject`` is what the report is about."""
    by_node: dict[tuple, list[Statement]] = defaultdict(list)
    for one in found:
        by_node[one.node].append(one)
    changed: dict[int, Statement] = {}
    for scene in scenes:
        mine = by_node.get((scene.reading.carrier.kind, scene.reading.carrier.id), ())
        text = scene.reading.text
        for reader in _readers(text, mine):
            for old, new in reader(scene, text.translate(_MARKUP), mine, subject):
                changed[id(old)] = new
    return [changed.get(id(one), one) for one in found]


def _readers(text: str, mine: Sequence[Statement]) -> Iterator:
    """What can be read of a sentence, by a look at it that costs little."""
    kinds = {one.sort[0] for one in mine}
    if "percent" in kinds and _HOLDS_ANY.search(text):
        yield _stakes
    if "date" in kinds and _POST_ANY.search(text):
        yield _tenures
    if "date" in kinds and _FOUNDS_ANY.search(text):
        yield _foundings
    if "date" in kinds and _RELEASES_ANY.search(text):
        yield _releases
    if "money" in kinds and _BUYS_ANY.search(text):
        yield _deals
    if len(mine) > 1 and ("year" in text or "prior" in text or "FY" in text or "(20" in text):
        yield _years_before


# --------------------------------------------------------------------------- shares of a company

_HOLDS_ANY = re.compile(r"\b(?:holds?|owns?|retains?|keeps?|controls?|stake|shareholding)\b")
_HOLDS = re.compile(rf"(?P<who>{_NAME}|\b[Ss]he|\b[Hh]e)\s+(?:(?:still|now|currently|herself|himself|alone|also|personally|himself)\s+)*(?:holds?|owns?|retains?|keeps?|controls?)\s+(?:(?:about|some|around|roughly|a|an|just|nearly|over|under)\s+)*$")
_SHARES = re.compile(rf"\s*(?:(?:stake|shareholding|interest|holding)\b|of\s+(?:(?:the|its|all|his|her)\s+)?(?:shares?|company|firm|equity|stock|capital|business|voting|votes|{_NAME})(?![\w-]))")


def _stakes(scene: Scene, text: str, mine: Sequence[Statement], subject: str) -> Iterator[tuple[Statement, Statement]]:
    for one in mine:
        if one.sort[0] != "percent" or not _SHARES.match(text, one.quantity.end):
            continue
        holder = _HOLDS.search(text, max(0, one.quantity.start - 90), one.quantity.start)
        if holder is None:
            continue
        who = subject if holder["who"].lower() in ("he", "she") else holder["who"]
        if who:
            yield one, _with(one, f"=stake:{_last(who)}")


def _last(name: str) -> str:
    """The surname in small letters."""
    return name.split()[-1].lower().removesuffix("’s").removesuffix("'s")


def _with(one: Statement, *words: str) -> Statement:
    return replace(one, near=one.near | frozenset(words))


# --------------------------------------------------------------------------- posts

_POSTS = (
    ("ceo", r"CEO|[Cc]hief\s+[Ee]xecutive|[Mm]anaging\s+[Dd]irector"),
    ("cfo", r"CFO|[Cc]hief\s+[Ff]inancial|[Ff]inance\s+(?:[Cc]hief|[Dd]irector)"),
    ("cto", r"CTO|[Cc]hief\s+[Tt]echn\w+"),
    ("coo", r"COO|[Cc]hief\s+[Oo]perating"),
    ("chair", r"[Cc]hair(?:man|woman|person)?(?:\s+of\s+the\s+board)?"),
    ("president", r"(?<![Vv]ice\s)(?<![Vv]ice-)[Pp]resident"),
    ("conductor", r"(?:[Pp]rincipal|[Cc]hief)\s+[Cc]onductor"),
    ("governor", r"[Gg]overnor"),
    ("rector", r"[Rr]ector"),
    ("mayor", r"[Mm]ayor"),
    ("editor", r"[Ee]ditor(?:-in-chief)?"),
    ("head", r"[Hh]ead\s+of\s+[a-z]+"),
    ("director", r"(?<![Mm]anaging\s)(?<![Ff]inance\s)(?:[a-z]+\s+)?[Dd]irector"),
)
_POST = re.compile("|".join(rf"(?P<{key}>\b(?:{pattern})\b)" for key, pattern in _POSTS))
_POST_ANY = re.compile(r"[Cc]hief|\bC[EFTO]O\b|[Cc]hair|[Pp]resident|[Cc]onductor|[Gg]overnor|[Rr]ector|[Mm]ayor|[Ee]ditor|[Hh]ead of|[Dd]irector")
_TOOK = r"\b(?:became|become|becomes|was\s+(?:appointed|named|promoted|made|elected)|appointed|took\s+(?:over|office|up|charge)|succeeded|has\s+(?:been|led|served)|is|headed|joined|serves?)\b"
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?(?:\w+\s+of\s+)?$")
_ON = re.compile(r"\b(?:in|on|from|with\s+effect\s+from|effective|as\s+of)\s+(?:the\s+)?(?:\w+\s+of\s+)?$")
_OTHER = re.compile(r"\b(?:until|left|former(?:ly)?|resign\w*|stepp?\w*\s+down|retir\w+|deputy|vice|acting|interim)\b", re.I)
_FIRST_NAME = re.compile(rf"(?<![\w.])(?P<who>(?!(?:In|On|Since|The|From|As|At|After|Before|By|Chief|Finance|Managing|Head|Vice|President|Chair)\b){_NAME})")


def _tenures(scene: Scene, text: str, mine: Sequence[Statement], subject: str) -> Iterator[tuple[Statement, Statement]]:
    """Dates since which somebody is in a post: one person with one post between this date and the one before."""
    dates = sorted((one for one in mine if one.sort == ("date",)), key=lambda one: one.quantity.start)
    if _OTHER.search(text):
        return
    label, begin = scene.reading.carrier.label, 0
    for one in dates:
        part = text[begin : one.quantity.start]
        posts = {m.lastgroup for m in _POST.finditer(f"{label}: {part}" if label and not begin else part)}
        if len(posts) == 1 and (_SINCE.search(part[-40:]) or (_ON.search(part[-40:]) and re.search(_TOOK, part))):
            who = _person(scene, text[: one.quantity.start], begin, subject)
            if who:
                yield one, _with(one, f"=post:{who}:{posts.pop()}")
        begin = one.quantity.end


_PRONOUN = re.compile(r"\W*(?:In\s+[\w\s]{3,20},\s+)?(?:She|He|she|he)\s")


def _person(scene: Scene, before: str, begin: int, subject: str) -> str:
    """The surname of whom a part of a sentence speaks of first; for "she" that of the one name of the sentence before."""
    start = begin or (scene.reading.key[1] if scene.reading.key else 0)
    if not begin and _PRONOUN.match(before[start:]):
        named = [m["who"] for m in _FIRST_NAME.finditer(scene.lead) if " " in m["who"]]
        return _last(named[0]) if len(named) == 1 else _last(subject) if len(subject.split()) == 2 and not named else ""
    for found in _FIRST_NAME.finditer(before, start):
        if " " in found["who"] and not _POST.search(found["who"]):
            return _last(found["who"])
    return ""


# --------------------------------------------------------------------------- purchases

_BUYS_ANY = re.compile(r"\b(?:acquir\w+|bought|purchased|took\s+over|taken\s+over|acquisition\s+of|purchase\s+of)\b")
_OBJECT = re.compile(rf"\b(?:acquired|acquires|bought|buys|purchased|took\s+over|acquisition\s+of|purchase\s+of)\s+(?:the\s+)?(?:(?:[a-z-]+|[A-Z][a-z]+(?:an|sh|ch|ese))\s+){{0,4}}?(?P<what>{_NAME})")
_BOUGHT = re.compile(rf"(?P<what>{_NAME})(?:\s*\([^()]*\))?,?\s+(?:(?:which|that)\s+)?(?:(?:was|were|has\s+been|had\s+been)\s+)?(?:it\s+)?(?:bought|acquired|purchased|taken\s+over)\b")
_NOT_THE_PRICE = re.compile(r"\b(?:revenue|sales|turnover|valu\w+|raised|round|profit|debt|earn-?out|funding)\b", re.I)


def _deals(scene: Scene, text: str, mine: Sequence[Statement], subject: str) -> Iterator[tuple[Statement, Statement]]:
    """What was paid for a house: the one amount of a sentence that tells of its purchase."""
    amounts = [one for one in mine if one.sort[0] == "money" and not one.sort[2]]
    if len(amounts) != 1 or _NOT_THE_PRICE.search(text):
        return
    found = _OBJECT.search(text) or _BOUGHT.search(text)
    if found:
        yield amounts[0], _with(amounts[0], f"=deal:{found['what'].split()[0].lower()}", "=acquisition price")


# --------------------------------------------------------------------------- foundings

_FOUNDS_ANY = re.compile(r"\b(?:co-?founded|founded|set\s+up|established|started)\b")
_FOUNDS = re.compile(rf"\b(?:co-?founded|founded|set\s+up|established|started)\s+(?P<what>the\s+(?:company|firm|business|start-?up)|it|{_NAME})\s*,?\s+(?:in|on)\s+(?:the\s+)?(?:\w+\s+of\s+)?$")


def _foundings(scene: Scene, text: str, mine: Sequence[Statement], subject: str) -> Iterator[tuple[Statement, Statement]]:
    for one in mine:
        found = _FOUNDS.search(text, max(0, one.quantity.start - 100), one.quantity.start) if one.sort == ("date",) else None
        if found is None:
            continue
        what = found["what"]
        if what[0].islower():
            others = [m["who"] for m in _FIRST_NAME.finditer(scene.around.translate(_MARKUP)) if not content(retold.roots(m["who"])) <= content(retold.roots(subject))]
            what = others[0] if others else subject
        if what:
            # Of a founding, what else the clause says ("in a former warehouse") sets nothing apart.
            yield one, replace(_with(one, f"=founding:{what.split()[0].lower()}", "=founding"), apart=frozenset(), alone=frozenset())


# --------------------------------------------------------------------------- versions

_RELEASES_ANY = re.compile(r"\b(?:releas|launch|introduc|unveil|ship|came\s+out|debut)|\*\*[^*\n]{2,40}\*\*\s*\(")
_VERSION = r"(?P<what>(?<![\w’-])[A-ZÀ-ÖØ-Þ][\w’-]*(?:\s+[A-Z][\w’-]*){0,2}[\s-]v?\d+(?:\.\d+)?[A-Za-z]?)"
_RELEASED = re.compile(rf"{_VERSION}\W*(?:,\s+[^,.;]{{3,50}},\s+)?(?:(?:was|were)\s+(?:first\s+)?(?:released|launched|introduced|unveiled|shipped)|launched|came\s+out|appeared|debuted)\s+(?:to\s+\w+\s+)?(?:in|on)\s+(?:early\s+|late\s+)?$")
_RELEASES = re.compile(rf"\b(?:released|launched|introduced|unveiled|shipped)\s+{_VERSION}\W*(?:in|on)\s+(?:early\s+|late\s+)?$")
_ITEM = re.compile(rf"^\W*{_VERSION}\s*\($")


def _releases(scene: Scene, text: str, mine: Sequence[Statement], subject: str) -> Iterator[tuple[Statement, Statement]]:
    """When a version came out: "Canopy 2 was released in June 2025", "- **Canopy 2** (March 2025): …"."""
    for one in mine:
        if one.sort != ("date",):
            continue
        before = text[max(0, one.quantity.start - 120) : one.quantity.start]
        found = _RELEASED.search(before) or _RELEASES.search(before) or (_ITEM.match(before) if one.quantity.start < 120 else None)
        if found:
            yield one, _with(one, f"=release:{'-'.join(found['what'].lower().split())}")


# --------------------------------------------------------------------------- the year before

_BEFORE = re.compile(r"\s*,?\s*(?:in\s+)?(?:the\s+(?:year\s+before|previous\s+year|prior\s+year|preceding\s+year|year\s+earlier)|a\s+year\s+(?:earlier|before))\b(?!\s+(?:that|last))")
_YEAR_KEY = re.compile(r"\(\s*(?:FY\s?|fiscal\s+(?:year\s+)?)?(?P<year>(?:19|20)\d\d)\s*:\s*$")


def _years_before(scene: Scene, text: str, mine: Sequence[Statement], subject: str) -> Iterator[tuple[Statement, Statement]]:
    """What a figure was the year before: "$88 million in 2024, up from $52 million the year before", "$88.2M (FY2023: $57M)"."""
    ordered = sorted((s for s in mine if s.sort != ("date",)), key=lambda s: s.quantity.start)
    for n, one in enumerate(ordered[1:], 1):
        main = next((m for m in reversed(ordered[:n]) if m.sort == one.sort), None)
        if main is None:
            continue
        named = _YEAR_KEY.search(text, max(0, one.quantity.start - 25), one.quantity.start)
        if named:
            year = int(named["year"])
        elif _BEFORE.match(text, one.quantity.end) and main.period is not None and main.period.precision == Precision.YEAR:
            year = main.period.end.year - 1
        else:
            continue
        if main.period is None or year == main.period.end.year:
            continue
        period = Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        yield one, replace(one, near=one.near | main.near, metric=main.metric, subject=main.subject, period=period, apart=main.apart, alone=main.alone, scope=main.scope, cut=main.cut)


def shared_key(near: frozenset[str]) -> bool:
    """Whether two figures are stated to be of one thing: a person's share, a person's post."""
    return any(":" in w for w in near if w[0] == "=")
