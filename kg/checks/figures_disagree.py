from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kg import camps
from kg import patterns as re
from kg.candidates import Stated
from kg.candidates.data import SERIES, signature
from kg.engine import check
from kg.events.model import round_name
from kg.findings import About, Certainty, Problem, Severity
from kg.model import Observation
from kg.nouns import STOP
from kg.retold import digits, of_another, one_thing, template


@check(
    "KG301",
    "figures-disagree",
    category="figures-disagree",
    severity=Severity.ERROR,
    over="figures",
    bad=[
        """\
# Acme

Acme has raised a total of $160 million. The company employs 250 people.

## Funding

To date, Acme has raised a total of $100 million.
""",
        """\
=== metrics.csv
subject,metric,value,period,scope,claims
Acme,round amount,$15 million,,Series A,C1
Acme,round amount,$25 million,,Series A,C2
=== claims.csv
id,statement,sources
C1,Acme raised $15 million in its Series A.,S1
C2,The Series A brought Acme $25 million.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme raises money
""",
    ],
    good=[
        """\
=== metrics.csv
subject,metric,value,period,scope
Acme,round amount,$15 million,,Series A
Acme,round amount,$15.2M,,Series A
Acme,round amount,$40 million,,Series B
Acme,revenue,~$70M,2023,
Acme,revenue,~$130M,2024,
Acme,round date,2023-08,,Series D
Acme,round date,"August 24, 2023",,Series D
Acme,models hosted,2M+,2024,
Acme,models hosted,2.3 million,2024,
""",
        """\
# Acme

Acme has raised approximately $130 million. Its rival Bolt has raised a total of $90 million.

## Funding

Acme has raised a total of $130.1M. Revenue grew from $70M in 2023 to $130M in 2024, and is expected to reach $200M in 2026.
""",
    ],
)
def figures_disagree(group: tuple[Stated, ...]) -> Iterator[Problem]:
    """The same figure is given with values that cannot both be right.

    Why: the reader who notices stops trusting the rest.

    What to do: look at both places, decide from the sources which is right, and correct the other;
    where both are right because they mean different things, say so where they stand.

    Blind spots: figures are compared only when subject, metric, circumstances and time are known
    to be the same; a figure whose metric cannot be told takes part in nothing. More than 50 different
    values are taken for a series whose dates are not understood.
    """
    distinct: dict[tuple, list[Stated]] = {}
    for stated in group:
        distinct.setdefault(signature(stated.observation), []).append(stated)
    if not 1 < len(distinct) <= SERIES:
        return
    values = list(distinct.values())
    first = [v[0] for v in values]

    @cache
    def verdicts(i: int, j: int) -> camps.Verdict | None:
        a, b = first[i], first[j]
        latest = a.latest if a.observation.period is not None else b.latest
        if not camps.comparable_in_time(a.observation, b.observation, a.nature, a.as_of, b.as_of, latest):
            return None
        verdict = camps.compare(a.observation, b.observation)
        if verdict != "agree" and _one_sentence(a, b) and a.observation.period != b.observation.period:
            return None  # the quarters of a series
        if verdict != "agree" and _one_sentence(a, b) and not camps.twins(a.observation, b.observation):
            return None  # who writes two figures into one sentence or one table means two things
        if verdict != "agree" and (a.weak or b.weak) and not (camps.twins(a.observation, b.observation) or _same_words(a, b) or _same_possession(a, b)):
            return None
        if verdict != "agree" and (_denied(a) or _denied(b)):
            return None
        if verdict != "agree" and _far_apart(a, b) and not camps.twins(a.observation, b.observation):
            return None
        if verdict != "agree" and a.told is not None and b.told is not None and (of_another(a.told, b.told, one_metric=True) or (a.weak and b.weak and (template(a.told, b.told) or not one_thing(a.told, b.told)))):
            return None
        return verdict

    found = camps.partition([s.observation for s in first], verdicts)
    if found is None:
        return
    sides = [[stated for i in side for stated in values[i]] for side in found.sides]
    about: list[About] = []
    labels = []
    for side in sides:
        label = _label(side[0].observation)
        labels.append(label)
        about += [About(s.about.kind, s.about.id, s.about.place, s.about.text, s.about.report, label) for s in side]
    reports = {a.report for a in about}
    sure = min(max(s.observation.confidence for s in side) for side in sides)
    loose = found.verdict == "loose-only"
    one = sides[0][0].observation
    counts = " versus ".join(f"{label} ({len(side)} {'place' if len(side) == 1 else 'places'})" for label, side in zip(labels, sides, strict=True))
    data = {"subject": one.subject, "metric": one.metric, "scope": dict(one.scope), "values": labels}
    if len(reports) > 1:
        data["cross_document"] = True
    yield Problem(
        f"{one.subject + ', ' if one.subject else ''}{_what(one)}: {counts}",
        tuple(about),
        data,
        severity=Severity.WARNING if loose else None,
        confidence=Certainty.MEDIUM if loose or sure < _SURE or len(reports) > 1 else None,
    )


def _one_sentence(a: Stated, b: Stated) -> bool:
    """Whether two figures stand in one sentence or in one table."""
    if a.about.report != b.about.report:
        return False
    kind, id = a.observation.carrier
    if kind == "cell":
        return b.observation.carrier[0] == "cell" and id.rpartition("/")[0] == b.observation.carrier[1].rpartition("/")[0]
    return a.observation.carrier == b.observation.carrier and kind in ("sentence", "claim")


_SURE = 0.75
"""The confidence of an observation from which on its finding is a sure one."""
_FAR, _VERY_FAR = 2.5, 100
"""Of two amounts in one report so many times apart one is of a part, a quarter or a single case, so many more where both are sure, unless a slip of scale or of digits explains it."""


_DENIED = re.compile(r"(?:,\s*|\b)(?:not|instead\s+of|rather\s+than)\s+(?:the\s+)?$", re.I)


_BY_PLACE = re.compile(r"[^.;,]{0,60}?\b(?:in|from|at)\s+(?:the\s+)?[A-Z][\w ]{2,30},\s+(?:and\s+)?[\d][\d,.]*\s+(?:in|from|at)\s+(?:the\s+)?[A-Z]")


def _denied(stated: Stated) -> bool:
    """Whether a text says that a figure is not the one, or that of one place of several: "252 vehicles, not 280", "201 use it in Europe, 164 in Asia"."""
    text = stated.about.text
    at = text.find(stated.observation.value)
    if at < 0:
        return False
    return _DENIED.search(text[max(0, at - 20) : at]) is not None or _BY_PLACE.match(text, at + len(stated.observation.value)) is not None


def _far_apart(a: Stated, b: Stated) -> bool:
    """Whether one amount is a multiple of the other, and no slip of scale or digits: "1,275 members", "a trial with 25 members"."""
    q, p = a.observation.quantity, b.observation.quantity
    if a.about.report != b.about.report or q.kind not in ("count", "money", "measure") or q.kind != p.kind or not (q.low and p.low) or min(q.low, p.low) <= 0:
        return False
    small, large = sorted((max(q.low, q.high or q.low), max(p.low, p.high or p.low)))
    far = _VERY_FAR if min(a.observation.confidence, b.observation.confidence) >= _SURE else _FAR
    return large >= Decimal(far) * small and sorted(digits(small)) != sorted(digits(large))


_WORD = re.compile(r"[^\W\d_]{4,}")


def _same_words(a: Stated, b: Stated) -> bool:
    """Whether two sentences share enough words that a noun outside the lexicon means the same in both."""
    known = {w for s in (a, b) for part in (s.observation.subject, s.observation.metric, *dict(s.observation.scope).values()) for w in _WORD.findall(part.lower())}
    left, right = (set(_WORD.findall(s.about.text.lower())) - known - STOP for s in (a, b))
    return len(left & right) >= 3 and 2 * len(left & right) >= min(len(left), len(right))


_HOLDS = {
    "has": "has|have|had|operates?|operated|runs?|ran|owns?|owned|comprises?|comprised|consists? of|consisted of|counts|maintains?|maintained|there (?:are|were)",
    "serves": "serves?|served|supplies|supply|supplied",
    "employs": "employs?|employed",
    "awards": "awards?|awarded",
    "sells": "sells?|sold",
    "carries": "carries|carried",
    "treats": "treats?|treated",
    "publishes": "publishe[sd]|publish",
}
_HELD = re.compile("|".join(rf"(?P<{name}>\b(?:{words}))" for name, words in _HOLDS.items()), re.I)
_RESTRICTED = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:in|at|on|that|which|who|whose|where|with|from|under|across|for)\b")


def _same_possession(a: Stated, b: Stated) -> bool:
    """Whether two documents say of one subject, with one verb and nothing that narrows it, how many of something it has."""
    if a.about.report == b.about.report or not (a.observation.subject and b.observation.subject):
        return False
    verbs = {_possession(a), _possession(b)}
    return len(verbs) == 1 and "" not in verbs


def _possession(stated: Stated) -> str:
    """The verb right before a count that nothing behind it narrows; empty if there is none."""
    text, value = stated.about.text, stated.observation.value
    at = text.find(value)
    if stated.observation.quantity.kind != "count" or at < 0 or text.find(value, at + 1) >= 0:
        return ""
    found = [m for m in _HELD.finditer(text[max(0, at - 40) : at]) if _NOTHING_BETWEEN.fullmatch(text[max(0, at - 40) : at][m.end() :])]
    end = at + len(value)
    if not found or (_RESTRICTED.match(text[end : end + 60].split(",")[0].split(".")[0])):
        return ""
    return next(name for name, group in found[-1].groupdict().items() if group)


_NOTHING_BETWEEN = re.compile(r"\s+(?:about\s+|some\s+|around\s+|over\s+|more than\s+|nearly\s+|roughly\s+|approximately\s+|a total of\s+)?")


def _label(observation: Observation) -> str:
    return observation.value + (f" ({observation.period_text})" if observation.period_text else "")


def _what(observation: Observation) -> str:
    scope = [round_name(v) if k == "round" else v.replace("-", " ") for k, v in observation.scope if k in ("round", "scenario", "segment", "modifier", "modality", "place")]
    return observation.metric + (f" ({', '.join(scope)})" if scope else "")
