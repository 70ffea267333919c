from collections.abc import Iterator

from kg.candidates.tables import Counted
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG304",
    "list-count-differs",
    category="figures-disagree",
    severity=Severity.WARNING,
    over="counted-things",
    confidence=Certainty.MEDIUM,
    bad=[
        """\
# Acme

## Financing

Acme has raised $95M across three rounds.

| Round | Amount |
| --- | --- |
| Seed | $5M |
| Series A | $15M |
| Series B | $25M |
| Series C | $50M |
""",
        """\
# Review

The review covers four interventions: screening, vaccination, and counselling.
""",
        """\
# Plan

The plan rests on three measures:

- cheaper tickets
- more trains
- longer platforms
- later closing times
""",
    ],
    good=[
        """\
# Acme

## Financing

Acme has raised $95M across four rounds. The two rounds led by Lux brought the most, and the first
three rounds were small.

| Round | Amount |
| --- | --- |
| Seed | $5M |
| Series A | $15M |
| Series B | $25M |
| Series C | $50M |
| Total | $95M |
""",
        """\
# Review

The review names four main risks, including fire, flood, and theft. It covers three groups of
people: nurses, doctors and carers, and patients.
""",
    ],
)
def list_count_differs(group: tuple[Counted, ...]) -> Iterator[Problem]:
    """The text announces a number of things, and the table or list of them has another number.

    Why: either something was added or left out later, or the count is wrong.

    What to do: count, and correct the text or complete the list; if only some are meant, say so.

    Blind spots: the counted word must be what the rows are called, in the same section or with no
    other such table in the report; counts of the first, largest or most important things are left
    alone, and so are lists that say they are not complete.
    """
    count = group[0].count
    stated = int(count.quantity.low)
    if stated == count.found:
        return
    names = ", ".join(count.names[:8]) + (" …" if count.found > 8 else "")
    where = f"the table “{count.table.caption}” has {count.found}" if count.table is not None else f"{count.found} follow"
    yield Problem(
        f"“{count.quantity.text}” {_plural(count.noun)} are stated, but {where}: {names}",
        (*(c.about for c in group), *group[0].items),
        {"stated": str(stated), "computed": [str(count.found), str(count.found)], "noun": _plural(count.noun)},
        confidence=None if count.certain else Certainty.LOW,
    )


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"
