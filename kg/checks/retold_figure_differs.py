from collections.abc import Iterator

from kg.candidates.retold import Retold
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

_LOOKS = {"digits": "one looks like the other, mistyped", "scale": "the same digits, a power of ten apart", "currency": "the same number in two currencies"}


@check(
    "KG312",
    "retold-figure-differs",
    category="figures-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="retold-figures",
    bad=[
        """\
# Water quality in the Lune estuary

The survey took 1,284 samples from 36 stations between May and September.

## Methods

All 1,384 samples of the survey were frozen within two hours.
""",
    ],
    good=[
        """\
# Water quality in the Lune estuary

The survey took 1,284 samples from 36 stations between May and September.

## Methods

All 1,284 samples of the survey were frozen within two hours. The first survey had taken 1,384 samples.
""",
    ],
)
def retold_figure_differs(retold: Retold) -> Iterator[Problem]:
    """Two sentences tell the same thing in the same words, and the figure differs.

    Why: a figure that a report repeats is changed in one place and forgotten in the other, and no
    arithmetic shows it.

    What to do: look the figure up and write it in both places; where both are right, say in which
    way they are of different things.

    Blind spots: nothing is known of what the figure means, so two places are compared only when they
    share words that few other figures have beside them, and no name, date, round or narrowing word
    ("first", "women", "net", "planned") keeps them apart. Ranges, bounds, differences and parts are
    left out; values that several places give are taken as settled, and figures more than three
    times apart as of different things, unless a power of ten lies between them.
    """
    first, second = retold.pair.first.quantity, retold.pair.second.quantity
    looks = _LOOKS.get(retold.pair.slip, "told in the same words")
    yield Problem(
        f"“{first.text}” and “{second.text}”: {looks}",
        retold.places,
        {"left": first.text, "right": second.text},
        severity=None if retold.pair.slip else Severity.WARNING,
    )
