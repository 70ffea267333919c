from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG410",
    "shares-do-not-make-100",
    category="arithmetic",
    severity=Severity.ERROR,
    over="shares-of-a-whole",
    bad=[
        """\
# Revenue

Revenue was split between licences (45%), services (35%) and hardware (30%).
""",
        """\
# Power

Coal supplied 40% of power, gas 35%, and renewables the remaining 20%.
""",
        """\
# Valuation

A blended approach weights private peers at 50%, public peers at 40% and deals at 20%.
""",
        """\
# Survey

A panel was asked where it buys. 46% named the shop, 38% the market, 12% a stall, and 9% had not bought any.
""",
    ],
    good=[
        """\
# Revenue

Revenue was split between licences (45%), services (35%) and hardware (20%).
""",
        """\
# Survey

Respondents could name more than one reason: cost (62%), time (48%) and distance (31%). Coal supplied
39.8% of power, gas 35.3%, and renewables the remaining 25%.
""",
    ],
)
def shares_do_not_make_100(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """Shares that are said to make up a whole do not add up to 100 %.

    Why: a split that exceeds 100 %, or a remainder that does not fill it, has a wrong or a missing
    share.

    What to do: add again; name the missing share, or say that answers overlap.

    Blind spots: shares below 100 % are only reported where the text speaks of the remainder, of
    weights, or of those for whom nothing before holds ("and 9 % had not"). Sentences that mention
    growth, margins or several answers are left alone.
    """
    yield from not_holding(group)
