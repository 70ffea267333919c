"""Which groups of candidates the checks have to look at: a cheap necessary condition, as Ibis expressions.

What these expressions let through is looked at by the same checks as in memory; what they hold back
could not have given a finding.  They run on every engine that Ibis knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.corpus.spans import ALWAYS

if TYPE_CHECKING:
    from ibis.expr.types import Table


def groups(spans: Table) -> Table:
    """A row for each ``block``: its ``set``, whether it is ``shared`` by reports, and ``apart``, whether something may be wrong in it.

    That is the case if in some slot, taken together with what may be of any time, the largest lower
    bound is above the smallest upper bound.
    """
    import ibis

    slots = spans.group_by(["block", "slot"]).aggregate(
        set=spans["set"].min(), first=spans.report.min(), last=spans.report.max(), low=spans.low.max(), high=spans.high.min()
    )
    always = slots.filter(slots.slot == ALWAYS).select("block", always_low="low", always_high="high")
    both = slots.left_join(always, "block")
    low = ibis.greatest(both.low, ibis.coalesce(both.always_low, both.low))
    high = ibis.least(both.high, ibis.coalesce(both.always_high, both.high))
    found = both.group_by("block").aggregate(set=both["set"].min(), first=both.first.min(), last=both.last.max(), apart=(low > high).any())
    return found.select("block", "set", "apart", shared=found.first != found.last)


def shared(groups: Table) -> Table:
    """``block`` of the groups that more than one report is in."""
    return groups.filter(groups.shared).select("block")


def surviving(groups: Table) -> Table:
    """``block`` of the shared groups in which something may be wrong."""
    return groups.filter(groups.shared & groups.apart).select("block")


def counted(groups: Table) -> Table:
    """By ``set``: the number of groups, as ``examined``."""
    return groups.group_by("set").aggregate(examined=groups.count())
