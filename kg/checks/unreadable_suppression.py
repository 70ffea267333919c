from collections.abc import Iterator

from kg.candidates.suppressions import Remark
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG013",
    "unreadable-suppression",
    category="input",
    severity=Severity.WARNING,
    over="suppressions",
    bad=[
        """\
# Acme

<!-- kg: ignore sinlge-source: the only register -->
Acme has 40 staff.
""",
        """\
# Acme

Acme has 40 staff. <!-- kg: ignore single-source: the only register -->
""",
        """\
# Acme

<!-- kg: ignore single-source: the register is late, until 2026-13-01 -->
Acme has 40 staff.
""",
        """\
# Acme

<!-- kg: ignore: noisy -->
Acme has 40 staff.
""",
    ],
    good=[
        """\
# Acme

<!-- kg: ignore single-source: the only register -->
Acme has 40 staff.
""",
        """\
# Acme

```
<!-- kg: ignroe -->
```
""",
        """\
# Acme

<!-- ignore the units of kg: they are metric -->
Acme has 40 staff.
""",
    ],
)
def unreadable_suppression(item: Remark) -> Iterator[Problem]:
    """A remark that sets findings aside cannot be read, or names a check that does not exist.

    Why: its authors believe that something is set aside, and it is not.

    What to do: write `<!-- kg: ignore CHECK: reason -->` on a line of its own above the block it is about,
    `<!-- kg: ignore-file CHECK: reason -->` for the whole file; `kg rules` lists the checks. A day of expiry
    is the end of the reason: `until 2027-01-31`.

    Blind spots: a comment that does not begin with `kg:` is no remark.
    """
    one = item.fate.suppression
    if one.fault:
        yield Problem(f"the remark sets nothing aside: {one.fault}", (item.about,))
    for word in item.fate.unknown if not one.fault else ():
        yield Problem(f"no check is called {word!r}; see 'kg rules'", (item.about,), {"check": word})
