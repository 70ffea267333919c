from collections.abc import Iterable, Iterator

from kg import camps, observations, periods
from kg import patterns as re
from kg.candidates import Stated
from kg.candidates.data import ALIKE
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity
from kg.model import Observation
from kg.retold import of_another

_NARROWING = ("modifier", "segment")


@check(
    "KG310",
    "digits-slipped",
    category="figures-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="figure-twins",
    bad=[
        """\
# Westmark police: annual figures

The force had 1,612 officers on 31 March 2024.

Officers numbered 1,162 at the end of March, after a year of hiring.
""",
    ],
    good=[
        """\
# Westmark police: annual figures

The force had 1,612 officers on 31 March 2024 and 1,162 officers on 31 March 2014.

The 121 officers of the river unit and the 112 officers of the dog unit are counted in.
""",
    ],
)
def digits_slipped(group: tuple[Stated, ...]) -> Iterator[Problem]:
    """Two figures that may be of the same thing differ as a typing slip would make them differ.

    Why: transposed digits, one wrong digit or a lost zero are the commonest mistakes in a report,
    and neither spelling nor arithmetic shows them.

    What to do: compare both with the source; if they are of different things, say so.

    Blind spots: only figures of three or more digits, with the same subject, metric and unit, whose
    circumstances do not contradict each other; figures that are surely of the same thing are
    reported by figures-disagree, whatever their digits.
    """
    distinct: dict[tuple, list[Stated]] = {}
    for stated in group:
        q = stated.observation.quantity
        distinct.setdefault((q.low, q.high, stated.observation.scope, stated.observation.period), []).append(stated)
    firsts = [places[0] for places in distinct.values()]
    if len({(s.observation.quantity.low, s.observation.quantity.high) for s in firsts}) > ALIKE:
        return
    seen = set()
    for n, a in enumerate(firsts):
        for b in firsts[n + 1 :]:
            values = frozenset((a.observation.quantity.low, b.observation.quantity.low))
            if values in seen or _other_unit(a, b) or not _may_be_one(a, b) or _told_together(a, b, group) or _has_its_time(a, b, group) or _has_its_time(b, a, group) or any(s.observation.quantity.low in values for s in firsts if s not in (a, b) and _agrees(s, a) and _agrees(s, b)):
                continue
            seen.add(values)
            one = a.observation
            sides = [(s, x) for x in (a, b) for s in group if s.observation.quantity.low == x.observation.quantity.low and s.observation.scope == x.observation.scope]
            data: dict[str, object] = {"subject": one.subject, "metric": one.metric, "values": [one.value, b.observation.value]}
            if len({s.about.report for s, _ in sides}) > 1:
                data["cross_document"] = True
            yield Problem(
                f"{one.subject + ', ' if one.subject else ''}{one.metric}: {one.value} and {b.observation.value} look like one figure, mistyped",
                tuple(About(s.about.kind, s.about.id, s.about.place, s.about.text, s.about.report, x.observation.value) for s, x in sides),
                data,
            )


def _other_unit(a: Stated, b: Stated) -> bool:
    """Whether a figure of the text and one of a table have the same digits: the head of the table may say that it is in millions."""
    if not any(s.about.kind == "cell" for s in (a, b)) or any(s.observation.quantity.low is None for s in (a, b)):
        return False
    one, other = (abs(s.observation.quantity.low).normalize() for s in (a, b))
    return one.as_tuple().digits == other.as_tuple().digits and abs(one.adjusted() - other.adjusted()) in (0, 3, 6, 9)


def _told_together(a: Stated, b: Stated, group: Iterable[Stated]) -> bool:
    """Whether a sentence gives both figures: who writes "643 of the 648 patients" means two things."""
    one, other = (re.compile(rf"(?<![\w.,]){re.escape(s.observation.value)}(?!\w|[.,]\d)") for s in (a, b))
    return any(s.about.kind == "sentence" and one.search(s.about.text) and other.search(s.about.text) for s in group)


def _has_its_time(undated: Stated, other: Stated, group: Iterable[Stated]) -> bool:
    """Whether a figure without a period is told elsewhere for a time that is not the other's."""
    mine, its = undated.observation, other.observation
    if mine.period is not None or its.period is None:
        return False
    twins = (s.observation for s in group if s.observation.quantity.low == mine.quantity.low and s.observation.period is not None)
    return any(not periods.overlap(t.period, its.period) for t in twins)


def _in_one_row(x: Observation, y: Observation) -> bool:
    """Whether two figures are cells of one row: their columns tell them apart, whatever these are called."""
    return x.carrier[0] == y.carrier[0] == "cell" and (x.place.path, x.place.line) == (y.place.path, y.place.line)


def _agrees(a: Stated, b: Stated) -> bool:
    return camps.compare(a.observation, b.observation) == "agree"


def _may_be_one(a: Stated, b: Stated) -> bool:
    """Whether nothing said of the two figures keeps them apart, and something keeps figures-disagree from joining them."""
    x, y = a.observation, b.observation
    if x.carrier == y.carrier or _in_one_row(x, y) or not camps.twins(x, y) or camps.compare(x, y) == "agree":
        return False
    if a.told is not None and b.told is not None and of_another(a.told, b.told, one_metric=True):
        return False
    left, right = dict(x.scope), dict(y.scope)
    for key in {*left, *right} - {*_NARROWING, "rate", "per"}:
        if left.get(key) != right.get(key):
            return False
    for key in _NARROWING:
        if left.get(key) and right.get(key) and left[key] != right[key]:
            return False
    if x.period is not None and y.period is not None and not periods.overlap(x.period, y.period):
        return False
    same = observations.key(x) == observations.key(y) and camps.comparable_in_time(x, y, a.nature, a.as_of, b.as_of, a.latest)
    return not same
