"""Which groups of candidates the checks have to look at: a cheap necessary condition, as Ibis expressions.

What these expressions let through is looked at by the same checks as in memory; what they hold back
could not have given a finding.  They run on every engine that Ibis knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import Table


def by_slot(spans: Table) -> Table:
    """The extremes of every group in every slot: all that the other expressions need to see of the spans."""
    return spans.group_by(["set", "block", "slot"]).aggregate(
        first=spans.report.min(),
        last=spans.report.max(),
        least=spans.value.min(),
        most=spans.value.max(),
        low=spans.low.max(),
        high=spans.high.min(),
        plain=spans.plain.all(),
    )


def counted(slots: Table) -> Table:
    """By ``set``: the number of groups, as ``examined``."""
    groups = slots.select("set", "block").distinct()
    return groups.group_by("set").aggregate(examined=groups.count())


def shared(slots: Table) -> Table:
    """``set`` and ``block`` of the groups that more than one report is in."""
    ends = slots.group_by(["set", "block"]).aggregate(first=slots.first.min(), last=slots.last.max())
    return ends.filter(ends.first != ends.last).select("set", "block")


def surviving(slots: Table) -> Table:
    """``set`` and ``block`` of the shared groups in which something may be wrong.

    In some slot, taken together with what has none, there must be two values, and either bounds that
    do not meet or an item whose bounds do not decide.
    """
    return _apart(slots).semi_join(shared(slots), ["set", "block"])


def _apart(slots: Table) -> Table:
    """``set`` and ``block`` of groups in which two items may contradict each other.

    Empty bounds are none: the functions that follow leave them out, as they shall.
    """
    import ibis

    always = slots.filter(slots.slot.isnull()).drop("slot", "first", "last")
    always = always.rename({f"{name}_always": name for name in ("least", "most", "low", "high", "plain")})
    both = slots.left_join(always, ["set", "block"])
    least = ibis.least(both.least, ibis.coalesce(both.least_always, both.least))
    most = ibis.greatest(both.most, ibis.coalesce(both.most_always, both.most))
    low = ibis.greatest(ibis.coalesce(both.low, both.low_always), ibis.coalesce(both.low_always, both.low))
    high = ibis.least(ibis.coalesce(both.high, both.high_always), ibis.coalesce(both.high_always, both.high))
    decided = both.plain & ibis.coalesce(both.plain_always, True)
    return both.filter((least != most) & (~decided | ibis.coalesce(low >= high, False))).select("set", "block").distinct()
