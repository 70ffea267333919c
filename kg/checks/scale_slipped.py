from collections.abc import Iterator

from kg.candidates.scales import Slipped
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG313",
    "scale-slipped",
    category="figures-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="scale-slips",
    bad=[
        """\
# Lune Ferries

The balance sheet total was €62.2 million. Bank debt came to €18.7 million, other liabilities to €12.4 million, and equity to
€31.1 billion.
""",
        """\
# Lune water works

The panels on the roof deliver 1.4 MWh a year, 35% of the pumps' consumption of 4.0 GWh.
""",
    ],
    good=[
        """\
# Lune Ferries

Ferries are a market of €3.6 billion. Lune took €18.7 million in fares and €12.4 million for freight, up from €10.9 million.
""",
    ],
)
def scale_slipped(slipped: Slipped) -> Iterator[Problem]:
    """A figure is a thousand times too large or too small for the figures around it.

    Why: "billion" for "million", or MWh for GWh, is one wrong word that makes every digit right and the figure absurd.

    What to do: correct the word of scale or the unit.

    Blind spots: only a figure that stands out among the others of its sort in the paragraph is looked at, and only
    where a working over figures of the paragraph (a sum, a difference, a share, a product) gives its very digits.
    """
    slip = slipped.slip
    large = slip.times > 1
    times = f"{int(slip.times if large else 1 / slip.times):,}"
    yield Problem(
        f"“{slip.term.text}” is {times} times too {'large' if large else 'small'} beside the figures around it ({slip.words})",
        slipped.about,
        {"stated": slip.term.text, "working": slip.words},
    )
