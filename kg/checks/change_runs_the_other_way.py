from collections.abc import Iterator

from kg.candidates.directions import Direction
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG418",
    "change-runs-the-other-way",
    category="arithmetic",
    severity=Severity.ERROR,
    over="turned-changes",
    bad=[
        """\
# Lune Town football club

The ratio of wages to turnover fell from 75% to 76%.
""",
        """\
# Lune museum

Attendance rose to 217,500 in 2024, from 248,000 the year before.
""",
    ],
    good=[
        """\
# Lune Town football club

The ratio of wages to turnover fell from 75% to 70%, and the club rose from 14th to 9th place. The loss did not grow
from £1.2 million to £0.9 million; it fell from 900 to 870 thousand.
""",
    ],
)
def change_runs_the_other_way(direction: Direction) -> Iterator[Problem]:
    """A text speaks of a rise and its figures fall, or of a fall and they rise.

    Why: one of the two figures is mistyped, or they were put the wrong way round.

    What to do: look both figures up and correct the wrong one, or the word.

    Blind spots: only "from A to B" and "to B from A" with figures of one unit are read; losses, deficits, gaps, ranks and
    scores are left out, for what rises there is often said to fall.
    """
    one = direction.turned
    yield Problem(
        f"“{one.word}” from {one.before.text} to {one.after.text}: the figures run the other way",
        direction.about,
        {"before": one.before.text, "after": one.after.text, "said": one.word},
    )
