from collections.abc import Iterator

from kg.candidates.derivations import Part
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG308",
    "share-above-100",
    category="figures-disagree",
    severity=Severity.ERROR,
    over="shares-of-things",
    bad=[
        """\
# Survey

In the second wave 112% of respondents agreed.
""",
    ],
    good=[
        """\
# Survey

Sales reached 112% of target. Adoption grew by 140% of users added the year before.
""",
    ],
)
def share_above_100(part: Part) -> Iterator[Problem]:
    """A share of people or things is above 100 %.

    Why: no more than all of them can be meant.

    What to do: check the figure; if a growth or a ratio is meant, say so.

    Blind spots: only shares of people, firms and the like are looked at; 120 % of a target, a
    budget or an average is possible.
    """
    yield Problem(
        f"{part.part.text} is stated as a share of a group, and cannot be above 100%",
        part.about,
        {"stated": part.part.text, "computed": ["0", "100"], "formula": "a share of a group is at most 100%", "operands": []},
    )
