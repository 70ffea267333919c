from collections.abc import Iterator

from kg.candidates import Stated
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity
from kg.quantities import shared_currency


@check(
    "KG306",
    "currencies-disagree",
    category="figures-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="figures-any-currency",
    bad=[
        """\
# Acme

- **December 2023**: €385 million round, reaching a $2 billion valuation

## Funding

In December 2023 Acme raised €385 million at a €2 billion valuation.
""",
    ],
    good=[
        """\
# Acme

- **December 2023**: €385 million round, reaching a €2 billion ($2.2 billion) valuation

## Funding

In December 2023 Acme raised €385 million at a €2 billion valuation.
""",
    ],
)
def currencies_disagree(group: tuple[Stated, ...]) -> Iterator[Problem]:
    """The same number stands in two currencies.

    Why: the currency was exchanged and the number was not, so one of the two amounts is wrong.

    What to do: look the amount up and write it in the currency it was given in.

    Blind spots: amounts that were converted with a wrong rate are not seen.
    """
    by_number: dict[tuple, dict[str, list[Stated]]] = {}
    for stated in group:
        q = stated.observation.quantity
        by_number.setdefault((q.low, q.high), {}).setdefault(q.currency or "", []).append(stated)
    for currencies in by_number.values():
        sides = [s for c, s in currencies.items() if c and not shared_currency(c)]
        if len(sides) < 2:
            continue
        one = sides[0][0].observation
        about = tuple(About(s.about.kind, s.about.id, s.about.place, s.about.text, s.about.report, side[0].observation.value) for side in sides for s in side)
        data: dict[str, object] = {"subject": one.subject, "metric": one.metric, "values": [side[0].observation.value for side in sides]}
        if len({a.report for a in about}) > 1:
            data["cross_document"] = True
        yield Problem(f"{one.subject}, {one.metric}: the same number in two currencies, " + " and ".join(side[0].observation.value for side in sides), about, data)
