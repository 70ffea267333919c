"""Under which circumstances a figure holds: round, scenario, forecast or actual, rate.

Two figures may be compared only when these are the same.
"""

from __future__ import annotations

from functools import lru_cache

from kg import patterns as re

Scope = tuple[tuple[str, str], ...]
"""Sorted ``(key, value)`` pairs; keys are round, scenario, modality, rate, segment, place, modifier, analyst, per."""

ROUND = re.compile(
    r"\b(?:(?P<series>[Ss]eries)[\s-]+(?P<letter>[A-L](?:-?[1-9])?)(?![\w])"
    r"|(?P<seed>pre-?seed|seed)(?:(?=[\s-]+(?:round|funding|financing|stage|investment|extension|capital)|\s*:|\s*$|\s*\()|(?<=illion\sseed)(?=\s+(?:in|from|by|led|of)\b|,))"
    r"|(?P<angel>angel)\s+(?:round|funding)|(?P<bridge>bridge)\s+(?:round|financing|loan)"
    r"|(?P<growth>growth)\s+(?:round|equity round)|(?P<ipo>IPO|initial public offering))",
    re.I,
)
_SCENARIO = re.compile(
    r"\b(bull|base|bear|best|worst|upside|downside|optimistic|pessimistic|conservative|aggressive|baseline|moderate|stress|reference"
    r"|high[- ]growth|low[- ]growth|high|low|central|net[- ]zero|business[- ]as[- ]usual|current[- ]policies|stated[- ]policies)"
    r"(?:[\s-]+|/)(?:case|scenario|pathway|variant|estimate\s+scenario)s?\b"
    r"|\b(?:case|scenario)\s*[:=]\s*(bull|base|bear|low|high|central)\b",
    re.I,
)
_SCENARIO_WORDS = ("case", "scenario", "pathway", "variant")
_BARE_SCENARIO = re.compile(r"^\W*(bull|base|bear|baseline|optimistic|pessimistic|conservative|aggressive|upside|downside|best|worst|low|high|central|moderate|stress)(?:[\s-]+(?:case|scenario))?\W*$", re.I)

FORECAST = re.compile(
    r"\b(?:forecasts?|forecasted|forecasting|(?<!the )(?<!this )(?<!a )(?<!its )(?<!each )(?<!per )projects?\b(?!\s+(?:in|on|at|of|with|for|by)\b)|projected|projecting|projections?|expects?|expected|expecting|anticipates?|anticipated|predicts?|predicted"
    r"|will\s+(?:\w+\s+)?\w+|(?:is|are)\s+(?:to\s+\w+|raising|due\s+to|scheduled)|would\s+\w+|(?:plans?|intends?|seeks?|aims?)\s+to|next\s+round|is\s+set\s+to|on\s+track\s+to|poised\s+to|could\s+(?:reach|hit|exceed|be|grow)|may\s+(?:reach|exceed)|might\s+reach"
    r"|outlook\s+(?:of\s+[^.;]{3,30}\s)?(?:was\s+|is\s+)?for|guidance|(?<!by )consensus\s+(?:\w+\s+)?(?:for|of|was|is|stood|had))\b",
    re.I,
)
TARGET = re.compile(
    r"\b(?:(?:target(?:ed|s)?|goals?|objective|ambition|pledge[sd]?|quota)\b(?:\s+(?:of|is|was|to|for|at|reach\w*|growth|price|valuation|revenue|ARR))+|target\s+\w+(?:\s+\w+)?|(?:aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|commit(?:s|ted|ment)?|hop(?:es|ed|ing)|seek(?:s|ing)?)\s+to\b[^.;]{0,50}|(?:wants?|wanted|wish(?:es|ed)?)\s+to\s+(?:reach|have|number|count|grow\s+to|get\s+to)|targeting)\s*[~$€£]?\s*$",
    re.I,
)
THRESHOLD = re.compile(
    r"(?:\b(?:if|unless|whenever|once|should|trigger(?:s|ed)?|threshold\s+of|ceiling\s+of|limit(?:ed)?\s+(?:of|to)|cap(?:ped)?\s+(?:of|at)|minimum\s+of|maximum\s+of|would\s+(?:need|require|imply|have)|in\s+case\s+of|in\s+the\s+event"
    r"|(?<![^.;:(\s]\s)(?-i:Had)\s+(?:the|it|we|they|he|she|all|this|that|every|(?-i:[A-Z])\w*)\b|(?:must|may|shall|should|can|do|does)\s+not\s+exceed|qualif(?:y|ies)|eligible|(?:at|for)\s+an?\s+(?:fixed|given|constant|hypothetical|notional|assumed)|decelerat\w+|falls?\s+below|drops?\s+below|below|above)\b[^.;]{0,60})$",
    re.I,
)
_CEILING = re.compile(r"^\W*(?:no|not|never)\s+(?:more|fewer|less)\s+than\s*[~$€£]?\s*$", re.I)
"""A sentence that opens with "No more than 24 …" sets a limit; it counts nothing."""
_TRIGGER = re.compile(r"^[^.;]{0,60}\b(?:would\s+(?:trigger|be\s+a|signal|constitute|break|mean)|threshold|trigger|is\s+a\s+red\s+flag)\b", re.I)
_AIM = re.compile(r"^\s*(?:target|goal|objective|ambition)\b", re.I)
_BY_YEAR = re.compile(r"^\s*(?:\w+\s+){0,2}by\s+(?:the\s+end\s+of\s+|early\s+|late\s+|mid-?)?20\d\d\b", re.I)
_RATE = (
    ("monthly", ("month", "/"), re.compile(r"\b(?:monthly|per\s+month|a\s+month(?!\s+(?:earlier|ago|before|later|ahead))|each\s+month|/\s?mo(?:nth)?\b)", re.I)),
    ("daily", ("daily", "day"), re.compile(r"\b(?:daily|per\s+day|a\s+day|each\s+day|/\s?day\b)", re.I)),
    ("weekly", ("week",), re.compile(r"\b(?:weekly|per\s+week|a\s+week|each\s+week)\b", re.I)),
    ("quarterly", ("quarter",), re.compile(r"\b(?:quarterly|per\s+quarter|(?<!by\s)(?<!of\s)(?<!than\s)(?<!nearly\s)(?<!about\s)(?<!almost\s)a\s+quarter(?!\s+(?:of|ahead|later|earlier|ago|before)))\b", re.I)),
    ("annual", ("year", "annum", "/"), re.compile(r"\b(?:per\s+year|a\s+year(?!\s+(?:earlier|ago|before|later|prior|ahead|in\s+a\s+row|old|of\b))|per\s+annum|each\s+year|/\s?y(?:ea)?r\b)", re.I)),
    ("cumulative", ("cumulative", "time", "since", "total"), re.compile(r"\b(?:cumulative(?:ly)?|all[- ]time|since\s+(?:launch|inception|(?:its|the|their|it|they|we)\s+(?:was\s+|were\s+|first\s+)?(?:found\w*|launch\w*|inception|start\w*|beg[aiu]n\w*|open(?:ed|ing)|creat\w*|establish\w*|set\s+up))|over\s+the\s+years|in\s+its\s+history|lifetime|in\s+total)\b", re.I)),
)


_EXTENSION = re.compile(r"[\s-]*(?:round\s+)?(?:extension|second\s+clos(?:e|ing)|tranche|top-up|prime)\b", re.I)


def rounds(text: str) -> list[tuple[int, int, str]]:
    """Funding rounds named in a text: ``(start, end, name)`` with names such as ``series-d``, ``seed``, ``ipo``."""
    return [(m.start(), m.end(), round_name(m)) for m in ROUND.finditer(text)]


def round_name(match: re.Match) -> str:
    """The canonical name of a matched round."""
    if match["letter"]:
        # "Series A extension" is an event of its own.
        more = "-extension" if _EXTENSION.match(match.string, match.end()) else ""
        return f"series-{match['letter'].lower()}{more}"
    if match["seed"]:
        return match["seed"].lower().replace("-", "") if match["seed"].lower() == "seed" else "pre-seed"
    return next(k for k in ("angel", "bridge", "growth", "ipo") if match[k])


def scenario(text: str) -> str | None:
    """The scenario a text is about, or ``None``; "Bull" alone counts when it is the whole text."""
    low = text.lower()
    if len(low) > 30 and not any(word in low for word in _SCENARIO_WORDS):
        return None
    match = _SCENARIO.search(text) or _BARE_SCENARIO.match(text)
    return next(g for g in match.groups() if g).lower().replace(" ", "-") if match else None


@lru_cache(maxsize=4096)
def modality(before: str, after: str = "") -> str | None:
    """``threshold``, ``target`` or ``forecast`` if the words before a figure say so (or those right after it).

    ``None`` for a plain statement.
    """
    if THRESHOLD.search(before) or _CEILING.match(before) or _TRIGGER.search(after):
        return "threshold"
    if TARGET.search(before) or _AIM.match(after):
        return "target"
    return "forecast" if FORECAST.search(before) or _BY_YEAR.match(after) else None


def rate(text: str) -> str | None:
    """How often a count recurs (monthly, daily …) or that it is cumulative; ``None`` if not said."""
    low = text.lower()
    return next((name for name, cues, pattern in _RATE if any(cue in low for cue in cues) and pattern.search(text)), None)


def read_scope(text: str) -> Scope:
    """Everything of the above that a short text (a header, a row label, a clause) says."""
    found = {}
    named = rounds(text)
    if named:
        found["round"] = named[0][2]
    for key, read in (("scenario", scenario), ("modality", modality), ("rate", rate)):
        value = read(text)
        if value:
            found[key] = value
    return tuple(sorted(found.items()))
