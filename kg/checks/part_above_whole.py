from collections.abc import Iterator

from kg import rounding
from kg.candidates.derivations import Part
from kg.engine import check
from kg.findings import Problem, Severity

_KINDS = 20
"""A whole in words so many times smaller than its part counts kinds of things."""


@check(
    "KG307",
    "part-above-whole",
    category="figures-disagree",
    severity=Severity.ERROR,
    over="parts-of-wholes",
    bad=[
        """\
# Trial

Of the 150 patients enrolled, 180 patients received the drug.
""",
        """\
# Funding

The fund has raised $100 million, including a $235 million commitment from the state.
""",
    ],
    good=[
        """\
# Trial

Of the 12 hospitals, 340 doctors were interviewed. Of the 150 patients enrolled, 140 received the drug.
The fund has raised $335 million, including a $235 million commitment from the state.
""",
    ],
)
def part_above_whole(part: Part) -> Iterator[Problem]:
    """A part is larger than the whole it is said to be of.

    Why: one of the two figures is wrong, or they were put the wrong way round.

    What to do: check both; if the part is of something else, name it.

    Blind spots: part and whole must stand in one sentence, as in "of the 150 patients, 180 …", "180
    of the 150" or "$100M, including $235M".
    """
    small, large = part.part.quantity, part.whole.quantity
    if large.kind == "count" and large.text.isalpha() and small.low >= _KINDS * large.low:
        return  # "of all three sorts, 1,752 were satisfied"
    if not rounding.comparable(small, large) or (small.kind == "count" and small.low % 1 and not large.low % 1):
        return  # "the mean of the four prices, 85.95"
    least, most = rounding.interval(small, widen=True).low, rounding.interval(large, widen=True).high
    if least is None or (most is None and large.bound in ("gt", "ge") and small.low <= 2 * large.low):
        return
    if least <= (most if most is not None else large.high):
        return
    yield Problem(
        f"{part.part.text} is stated to be part of {part.whole.text}, which is less",
        part.about,
        {"stated": part.part.text, "computed": [None, str(large.high)], "formula": "a part is at most the whole", "operands": [part.whole.text]},
    )
