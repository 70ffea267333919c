from collections.abc import Iterator

from kg.candidates.retold import Retold
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

_LOOKS = {
    "digits": "one looks like the other, mistyped",
    "scale": "the same digits, a power of ten apart",
    "currency": "the same number in two currencies",
    "end": "one end is the same, the other is not",
}


@check(
    "KG312",
    "retold-figure-differs",
    category="figures-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="retold-figures",
    bad=[
        """\
# Lune summer festival

Tickets for the summer festival brought in £412,000.

## Money

The festival of this summer brought in £421,000 from tickets.
""",
        """\
# Lune estuary survey

A survey day by boat cost €3,840 in the outer estuary.

## Methods

For a survey day by boat the outer estuary cost us $3,840.
""",
        """\
# Lune insurance brokers

The ten largest brokers represent 20-30% of the premium income of the mutual.

## Risks

| Risk | Why |
|---|---|
| Concentration | The ten largest brokers represent 30%+ of premium income |
| Storms | Claims come in clusters |
""",
        """\
# Lune ferry link

A crossing from quay to quay takes 45 minutes. Tickets brought in £3.1m, food £0.7m and freight £1.9m.

## Plans

With the new berth the crossing from quay to quay, which takes 65 minutes today, would need half an hour.
""",
        """\
# Lune harbour office

Fees brought in £18.4m, rents £6.1m and fuel £2.2m; the dredger cost £4.7m.

## In short

The year brought $18.4m in fees.
""",
        """\
# Lune robotics

It lost €54 million last year and held €308 million in cash. Sales came to €41 million, of which services made €12 million.

## Outlook

With 60 customers and €308 billion in the bank, it is not expected to raise money.
""",
    ],
    good=[
        """\
# Lune robotics

It lost €54 million last year and held €308 million in cash. Sales came to €41 million, of which services made €12 million.

## Outlook

Its customers spend €318 billion a year on wages, and banks lend them €309 billion.
""",
        """\
# Lune summer festival

Tickets for the summer festival brought in £412,000, and sponsors of the summer festival £421,000.

## Money

The festival of last summer brought in about £410,000 from tickets, the winter festival £142,000.
""",
        """\
# Lune estuary survey

Under reeds the mud gained 3.12 tonnes of carbon a hectare.

## Results

Under mussels the mud gained 3.72 tonnes of carbon a hectare.
""",
        """\
# Lune lung study

Patients on the drug lost 38 ml of lung capacity at 24 weeks.

## Later

At 52 weeks patients on the drug had lost 88 ml of lung capacity.
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
    share words that few other figures have beside them (in their clauses, their labels or their paragraphs), and no name, date, round or narrowing word
    ("first", "women", "net", "planned") keeps them apart, nor a time after which was measured. Sizes of two digits are
    compared where one digit differs. An amount in a currency of its own is held against the same number in the main one. Differences and parts are left out,
    and of ranges and bounds only those are compared that share one end; values that several places give are taken as settled, and figures more than three
    times apart as of different things, unless a power of ten lies between them.
    """
    first, second = retold.pair.first.quantity, retold.pair.second.quantity
    looks = _LOOKS.get(retold.pair.slip, "told in the same words")
    yield Problem(
        f"“{first.text}” and “{second.text}”: {looks}",
        retold.places,
        {"left": first.text, "right": second.text},
        severity=None if retold.pair.slip in ("digits", "scale", "currency") else Severity.WARNING,
    )
