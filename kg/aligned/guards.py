"""What keeps two figures apart, although they are told in like words."""

from __future__ import annotations

from kg import observations, periods, retold, rounding
from kg.aligned import companions
from kg.aligned.model import Statement
from kg.aligned.words import PEOPLE, content
from kg.model import Precision, Quantity

_MOODS = frozenset(("target", "threshold", "forecast", "among", "part"))
_OF_ACCOUNTS = frozenset(("adjusted", "underlying", "organic", "pro-forma", "like-for-like"))
"""Words that make another figure of an amount or a rate, not of a count: "the underlying model has 31 billion parameters"."""
_CLOSE = 2
_DONE = frozenset(("done",))
_AHEAD = frozenset(("expected", "forecast", "projected"))
_PHASES = frozenset(("announced", "ends"))
_RATES = frozenset(("monthly", "daily", "weekly", "quarterly", "annual", "cumulative"))


def agree(a: Statement, b: Statement) -> bool:
    """Whether two figures of one sort can both be right."""
    x, y = a.quantity, b.quantity
    if x.kind == "date":
        # "until 2035" and "since 2021" tell when something ends or begins; "before 2035" does not.
        vague = x.approximate or y.approximate or {x.bound, y.bound} & {"lt", "gt"}
        return bool(vague) or periods.overlap(x.period, y.period)
    if rounding.comparable(x, y):
        if x.unit == y.unit and _exactly_told(x, y):
            return False
        return rounding.agree(x, y).verdict != "disagree" and ((a.plain and b.plain) or close(a, b))
    if x.unit == y.unit:
        return False
    step = sum((s.quantity.low_loose or 1) * s.value / s.quantity.low for s in (a, b)) / 2
    return abs(a.value - b.value) <= step


def _exactly_told(x: Quantity, y: Quantity) -> bool:
    """Whether two values differ that are told with one precision and nothing that leaves room: no interval need be worked out."""
    room = x.approximate or y.approximate or x.bound or y.bound or x.is_range or y.is_range
    return not room and x.low_step == y.low_step and (x.low, x.high) != (y.low, y.high)


def one_name(a: str, b: str) -> bool:
    """Whether two names may be of one: "Oakhaven" and "Oakhaven Mutual"."""
    one, other = (set(observations.subject_key(n).split("-")) for n in (a, b))
    return one <= other or other <= one


def years(a: Statement) -> frozenset[str]:
    """The years that the sentence of a figure names."""
    return frozenset(m for m in a.marks if m[0] == "@" and len(m) == 5)


def close(a: Statement, b: Statement) -> bool:
    """Whether two values are so close that a bound may be meant to tell the other: "just under $2 billion" no $340 million."""
    return max(a.value, b.value) <= _CLOSE * min(a.value, b.value)


def _other_column(a: Statement, b: Statement) -> bool:
    """Whether two cells share the name of their row, and their columns have no word in common: a club's gate and its wages."""
    if a.node[0] != "cell" or b.node[0] != "cell" or (a.label and b.label) or (a.metric and a.metric == b.metric):
        return False
    if any(x.owner and not y.owner and y.near <= x.near - x.owner for x, y in ((a, b), (b, a))):
        return True  # a row without a name, and one with
    one, other = (frozenset(w for w in s.near - s.owner if w[0] != "=") for s in (a, b))
    if not one | other:
        return not (a.period and b.period)  # "+/− %" stands over many a column
    return not one & (other | b.around) and not other & a.around


def apart(a: Statement, b: Statement) -> str:
    """Why two figures are of different things, as one word for whoever looks into it; empty if nothing says so."""
    if a.noun and b.noun and a.noun != b.noun and not _one_crowd(a, b):
        return "noun"
    if retold.opposed(a.apart, b.apart) or (len(label_said(a, b)) < _CLOSE and (_said_alone(a, b) or _said_alone(b, a))):
        return "words"
    if (a.narrow ^ b.narrow) - (_OF_ACCOUNTS if a.sort[0] not in ("money", "percent") else frozenset()):
        return "narrow"
    if _LEVEL & (a.near ^ b.near) and a.sort[0] == "percent":
        return "level"
    if _ages_apart(a, b) or _far(a, b) or (a.metric == b.metric == "valuation" and not close(a, b)):
        return "far"
    if _of_another(a, b) or _of_another(b, a):
        return "subject"
    if not _one_time(a, b) or (a.now != b.now and (a.then or b.then)):
        return "time"
    if _other_column(a, b):
        return "column"
    if _meant_otherwise(a, b):
        return "meant"
    if _other_circumstances(a, b):
        return "scope"
    if a.metric and b.metric and ((a.metric != b.metric and not (a.noun and a.noun == b.noun) and not _both_metrics(a, b)) or (a.cut and b.cut and a.cut != b.cut)):
        return "metric"
    if a.subject and b.subject and not (a.main and b.main) and not one_name(a.subject, b.subject) and not _one_deal(a, b):
        return "subject"
    if a.value != b.value and ((b.sort, b.value) in a.siblings or (a.sort, a.value) in b.siblings):
        return "both"
    if a.sort[0] == "percent" and a.value + b.value == 100:
        return "rest"
    return ""


LARGEST = content(map(retold.root, ("maximum", "max", "total", "overall")))
"""Words of a label that a sentence leaves out: "Maximum torque | 85 Nm", "its torque of 75 Nm"."""


def label_said(a: Statement, b: Statement) -> frozenset[str]:
    """The words of the label of one of two figures, if a sentence says all of them of the other, its only figure of the sort; else none."""
    for one, other in ((a, b), (b, a)):
        if one.label and not other.label and other.group[1:] in ((), ("list",)) and one.label - LARGEST <= other.near | content((other.noun,)) and all(sort != other.sort for sort, _ in other.siblings):
            return one.label - LARGEST
    return frozenset()


def _built(a: Statement, b: Statement) -> bool:
    """Whether two figures are the length of one thing, which it has before it is built."""
    return a.metric == b.metric == "length" and a.sort[0] == "measure"


def _both_metrics(a: Statement, b: Statement) -> bool:
    """Whether the words beside one figure name the metric of the other as well: "the market was worth $3.5 billion"."""
    return f"={a.metric}".replace(" ", "-") in b.near or f"={b.metric}".replace(" ", "-") in a.near


def _one_crowd(a: Statement, b: Statement) -> bool:
    """Whether two nouns are of the same people: both counts are of the staff ("160 people", "230 headcount"), or one is the other, mistyped."""
    return ({a.noun, b.noun} <= _STAFF and a.metric == b.metric == "employees") or ({a.noun, b.noun} <= PEOPLE and retold.mistyped(a.value, b.value))


_STAFF = PEOPLE | content(retold.root(w) for w in "headcount staff employees people workers personnel ftes".split())


def _one_deal(a: Statement, b: Statement) -> bool:
    """Whether two prices are of one purchase, whose subject is the buyer here and what he bought there."""
    bought = any("=acquisition price" in s.near for s in (a, b)) and all(s.near & _PRICES for s in (a, b))
    names = (content(retold.roots(s.subject)) for s in (a, b))
    return bought and any(own <= other.wide | other.around for own, other in zip(names, (b, a), strict=True))


_PRICES = frozenset(("=acquisition price", "=price", "=cost", "buy"))


_AGE = 30
_TERM = 5
_FAR = 5
_LEVEL = content(retold.roots("ci confidence"))
"""Words for how sure an interval is: "95 % CI" is no result."""


def _ages_apart(a: Statement, b: Statement) -> bool:
    """Whether two dates are more years apart than a slip of one digit explains: two happenings, generations apart."""
    if a.sort != ("date",) or b.sort != ("date",):
        return False
    if (a.quantity.bound == "le") != (b.quantity.bound == "le") and abs(a.value - b.value) > _TERM:
        return True  # "signed in 2018", "signed: by 31 July 2026"
    return abs(a.value - b.value) > _AGE and sum(x != y for x, y in zip(str(a.value), str(b.value), strict=False)) > 1


def _of_another(a: Statement, b: Statement) -> bool:
    """Whether one figure stands behind a name that the other knows nothing of: "Pathlumen (Boston): founded in 2015"."""
    return bool(a.label) and a.label <= a.names and not a.label & (b.wide | b.around)


def _far(a: Statement, b: Statement) -> bool:
    """Whether two counts of no known metric are so far apart that one is a part of what the other is of."""
    low, high = sorted((a.value, b.value))
    return a.sort[0] == "count" and not (a.metric and a.metric == b.metric) and high >= _FAR * low and retold.digits(low) != retold.digits(high)


def _meant_otherwise(a: Statement, b: Statement) -> bool:
    """Whether one of two is planned or expected, and the other is not; a date may leave it open."""
    if a.sort == ("date",):
        one, other = (s.meant or (_DONE if s.lasting and "begins" in s.scope else s.meant) for s in (a, b))
        return bool(one and other and one != other)
    if a.meant ^ b.meant == {"forecast"} and (companions.told_together(a, b) or _built(a, b)):
        return False  # one text says "would cost", the other "costs"; what is built "will be 640 m long" and has "a length of 580 m"
    return a.meant != b.meant and not (_one_future(a, b) and "plan" not in a.meant | b.meant)


def _said_alone(a: Statement, b: Statement) -> bool:
    """Whether one figure has a word that sets it apart, and the other no form of it."""
    more = a.alone - b.alone
    if more <= _AHEAD and len(years(a) & years(b)) >= 2:
        return False  # "the forecast is 7.8 % a year from 2024 to 2030", "expanding by 6.1 % a year from 2024 to 2030"
    if not more or (("forecast" in a.scope & b.scope or "forecast" in a.meant & b.meant) and not more - _AHEAD):
        return False
    return any(not content([retold.root(w)]) & b.wide for w in more)


def _one_time(a: Statement, b: Statement) -> bool:
    if a.period is not None and b.period is not None and len(years(a) & years(b)) >= 2:
        return True  # both sentences name the same two years
    if any(one.portion and not other.portion and _whole_year(other) for one, other in ((a, b), (b, a))):
        return False
    first, second = a.period or a.copied, b.period or b.copied
    if a.period is None and b.period is None:
        return True
    return first is None or second is None or periods.same_time(first, second, "flow")


def _whole_year(told: Statement) -> bool:
    """Whether a figure is dated to a year, and to no part of one."""
    return told.period is not None and told.period.precision == Precision.YEAR


def _one_future(a: Statement, b: Statement) -> bool:
    """Whether two figures are dated to one time of which at least one document speaks as to come."""
    return a.period is not None and b.period is not None and a.period.end == b.period.end


def _other_figures(a: Statement, b: Statement) -> bool:
    """Whether two dates stand beside figures of one sort that are never the same: 12 sites opened here, 9 there."""
    both = {sort for sort, _ in a.siblings} & {sort for sort, _ in b.siblings} - {a.sort}
    return any({v for s, v in a.siblings if s == sort}.isdisjoint(v for s, v in b.siblings if s == sort) for sort in both)


def _other_circumstances(a: Statement, b: Statement) -> bool:
    differ = a.scope ^ b.scope
    ahead = differ & _MOODS <= {"forecast", "threshold"} and "forecast" in differ and (_one_future(a, b) or _built(a, b))  # "should reach" is a forecast
    if differ & _MOODS and not ahead:
        return True
    rates = a.scope & _RATES, b.scope & _RATES
    if rates[0] != rates[1] and (all(rates) or "cumulative" in differ):
        return True
    if a.sort == ("date",):
        if (a.scope ^ b.scope) & _PHASES and a.scope and b.scope and not a.scope & b.scope:
            return True
        if any(":" in w for w in a.near & b.near):
            return False  # one step of one thing
        if (a.tied or b.tied) and not any(m[0] == "#" for m in (a.marks | a.beside) & (b.marks | b.beside)):
            return True
        if _other_figures(a, b):
            return True
    return bool(a.scope - b.scope - _RATES - _MOODS) and bool(b.scope - a.scope - _RATES - _MOODS)
