from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG405",
    "share-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="shares",
    bad=[
        """\
# Trial

Of those treated, 23 of 150 patients (18.3%) responded.
""",
        """\
# Budget

A grant of $5.2M represents 12.5% of the $50.4M budget.
""",
    ],
    good=[
        """\
# Trial

Of those treated, 23 of 150 patients (15.3%) responded, and 20% (10 of 51) relapsed.
""",
        """\
# Budget

A grant of about $5M represents roughly 10% of the $50.4M budget, up from 8% a year before.
""",
    ],
)
def share_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A stated share is not the ratio of the part to the whole.

    Why: the share is what readers remember; when part and whole stand beside it, they must give
    it.

    What to do: divide again and correct the share, the part or the whole.

    Blind spots: part, whole and share must stand together, in a form such as "23 of 150
    (15.3 %)", "20 % (10 of 50)" or "697 of them (79 %)", or in a bulleted list. A fraction in
    words ("a third of") may be an eighth of itself off. A part beside its share, without its whole,
    is held against the whole that the shares beside it agree on.
    """
    yield from not_holding(group)
