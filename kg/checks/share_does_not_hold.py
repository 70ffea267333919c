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
        """\
# Estate

Dairy brought in £5.2 million, or 93 per cent of turnover.

- Turnover: £13.4 million
""",
        """\
# Pool

The pool cost €36.0 million. The county paid 35 per cent (€19.8 million), the club the rest.
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
        """\
# Estate

Dairy brought in £5.2 million, or 93 per cent of turnover in the north.

- Turnover: £13.4 million
""",
    ],
)
def share_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A stated share is not the ratio of the part to the whole.

    Why: the share is what readers remember; when part and whole stand beside it, they must give
    it.

    What to do: divide again and correct the share, the part or the whole.

    Blind spots: part, whole and share stand together ("23 of 150 (15.3 %)", "20 % (10 of 50)", "697
    of them (79 %)"), or the part stands beside its share and the whole is found by the words behind
    "of", in another sentence, a key-value line or a table. Then a share is only doubted if no amount
    of its sort in the whole report explains it, and one digit or scale changed would make it right. A
    fraction in words ("a third of") may be an eighth of itself off. A part beside its share, without
    its whole, is held against the whole that the shares beside it agree on. A share told twice is
    only found by a name or by the items of its list.
    """
    yield from not_holding(group)
