"""What a text says its subject is: the common noun of its definition, and whose head a person is."""

from __future__ import annotations

from functools import lru_cache

from kg import patterns as re

_DESCRIBED = re.compile(
    r"[\"*_\]]*(?:\s*\([^)]*\))?(?:,[^,.]{1,60},)?\s+(?:is|was)\s+(?:an?|the|one of the)\s+(?P<rest>[^.;\n]{3,160})"
)
_PHRASE_ENDS = re.compile(
    r"[,(]|\s(?:of|in|for|with|that|which|who|whose|off|on|from|to|at|by|and|or|near|under|between|\w{3,}ed|\w{3,}ing|best|known|run|built|made|held)\b"
)
_PERSONS = frozenset(
    """entrepreneur scientist researcher executive investor economist politician engineer businessman businesswoman founder
    co-founder physicist professor academic mathematician lawyer physician surgeon author manager banker physicist chemist
    biologist developer programmer philanthropist administrator diplomat journalist coach architect designer technologist""".split()
)
_OFFICE_OF = re.compile(
    r"\b(?:co-?founder|founder|chief executive(?: officer)?|CEO|CTO|president|chair(?:man|woman)?|managing director)(?:\s+and\s+[\w-]+(?:\s+[\w-]+){0,2})?\s+of\s+(?:\[\[)?(?P<name>[A-ZÀ-ÖØ-Þ][\w&-]*(?:\.\w+)?(?:[ ][A-Z0-9][\w&-]*){0,3})"
)


@lru_cache(maxsize=64)
def _description(names: tuple[str, ...], body: str) -> str:
    """The common noun that a text says its subject is: "Acme is a Norwegian software company" -> "company"."""
    for name in names:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", body[:20_000]):
            said = _DESCRIBED.match(body, match.end())
            if said:
                phrase = re.sub(r"\[\[(?:[^\[\]|]*\|)?|\]\]|\*\*", "", said["rest"])
                words = _PHRASE_ENDS.split(phrase, maxsplit=1)[0].split()
                return words[-1].lower() if words and words[-1].isalpha() and words[-1].islower() else ""
    return ""


def of(main: str, names: list[str], body: str) -> tuple[frozenset[str], bool]:
    """The common nouns that stand for the subject ("the plant"), and whether it is a person."""
    noun = _description(tuple(names), body)
    last = main.split()[-1]
    own = last.lower() if " " in main and last.lower() in INSTITUTIONS else ""
    own = own or next((w for w in main.lower().split()[:1] if w in INSTITUTIONS and " of " in main), "")
    return frozenset(w for w in (noun, own) if w and w not in _PERSONS), noun in _PERSONS


INSTITUTIONS = frozenset(
    """university college school hospital clinic airport port museum library trust city town municipality borough county plant station
    farm mine refinery railway line bridge tunnel dam reservoir park zoo theatre orchestra club airline fund bank""".split()
)


def company(body: str) -> str:
    """The organisation a person runs: the first one of which a text calls somebody founder or chief."""
    match = _OFFICE_OF.search(body)
    return match["name"] if match else ""


_FULL = r"[A-ZÀ-ÖØ-Þ][\w’'.-]+(?: (?:(?:de|van|von|der|al|bin|le|la) )?[A-ZÀ-ÖØ-Þ][\w’'.-]+){1,3}"
_OFFICE = r"(?:co-?founder|founder|C[ETFO]O|chief\s+\w+|president|chair\w*|managing\s+director|scientist|engineer)"
_HOLDS = re.compile(
    rf"(?P<name>{_FULL})(?:\]\])?(?:,\s+|\s+\(|\s+(?:is|was|serves|acts|as)\s+(?:as\s+)?)(?:(?:the|its|our|a|an|former|interim|current|previous)\s+){{0,2}}(?:[\w-]+\s+){{0,2}}{_OFFICE}\b|\b{_OFFICE}s?,?\s+(?P<behind>{_FULL})|(?P<holder>{_FULL}),\s+[^,.\n]{{3,60}},\s+(?:is|was|remains?|became|has\s+been)\s+(?:(?:the|its|our|a|an|still|also)\s+){{0,2}}{_OFFICE}\b|(?P<founder>{_FULL})(?:,[^,.]{{1,60}},)?\s+(?:co-?)?founded\s"
)
_FOUNDED_BY = re.compile(rf"\b(?:founded|created|started|set\s+up|launched)\b[^.;\n]{{0,40}}?\bby\s+(?P<names>(?:\[\[)?{_FULL}(?:\]\])?(?:(?:,|,?\s+and)\s+(?:\[\[)?{_FULL}(?:\]\])?)*)")


@lru_cache(maxsize=64)
def people(body: str) -> frozenset[str]:
    """Names that a text gives to persons, whole and by surname: those that hold an office, or founded something."""
    whole = {m["name"] or m["behind"] or m["holder"] or m["founder"] for m in _HOLDS.finditer(body[:200_000])}
    for match in _FOUNDED_BY.finditer(body[:200_000]):
        whole |= {n.strip("[] ") for n in re.split(r",|\sand\s", match["names"])}
    return frozenset(part for name in whole if name for part in (name, name.split()[-1]))
