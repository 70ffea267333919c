from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG407",
    "formula-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="formulas",
    bad=[
        """\
# Clients

Revenue per client is $18,000 ($130M ÷ 10,400 clients).
""",
        """\
# Beds

In all, 42 sites × 25 beds = 1,250 beds.
""",
        """\
# Fleet

The city ordered 210 buses at €450,000 each, for a total of €124.5 million.
""",
    ],
    good=[
        """\
# Clients

Revenue per client is about $12,500 ($130M ÷ 10,400 clients).
""",
        """\
# Beds

In all, 42 sites × 25 beds = 1,050 beds. The estimate of $5–15 B in 2025 is bottom-up: ~100,000+ teams ×
$50K–$150K a year.
""",
        """\
# Range

A fair value of $5.5-9B, with a midpoint of approximately $7B.
""",
    ],
)
def formula_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A formula that is written out does not give the result stated beside it.

    Why: the report shows its own working, and the working is wrong.

    What to do: compute again, and correct the operand or the result.

    Blind spots: only formulas of two to four operands with one kind of sign are read. Operands
    and result must fit in kind and currency. So much each for so many is also read over two
    sentences, and doubted only where the result or an operand looks mistyped.
    """
    yield from not_holding(group)
