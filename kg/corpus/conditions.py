"""Which groups of candidates the checks have to look at: a cheap necessary condition, as Ibis expressions.

What these expressions let through is looked at by the same checks as in memory; what they hold back
could not have given a finding.  They run on every engine that Ibis knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.corpus.spans import ALWAYS, KEY_BITS

if TYPE_CHECKING:
    from ibis.expr.types import Table


def groups(spans: Table) -> Table:
    """A row for each ``block``: whether it is ``shared`` by reports, and ``apart``, whether something may be wrong in it.

    That is the case if in some slot, taken together with what may be of any time, the largest lower
    bound is above the smallest upper bound.
    """
    import ibis

    slots = spans.group_by(["block", "slot"]).aggregate(
        first=spans.report.min(), last=spans.report.max(), low=spans.low.max(), high=spans.high.min()
    )
    # Taken from the spans again, and not from the slots: that would work out these twice.
    timeless = spans.filter(spans.slot == ALWAYS)
    always = timeless.group_by("block").aggregate(always_low=timeless.low.max(), always_high=timeless.high.min())
    both = slots.left_join(always, "block")
    low = ibis.greatest(both.low, ibis.coalesce(both.always_low, both.low))
    high = ibis.least(both.high, ibis.coalesce(both.always_high, both.high))
    found = both.group_by("block").aggregate(first=both.first.min(), last=both.last.max(), apart=(low > high).any())
    return found.select("block", "apart", shared=found.first != found.last)


def shared(groups: Table) -> Table:
    """``block`` of the groups that more than one report is in."""
    return groups.filter(groups.shared).select("block")


def surviving(groups: Table) -> Table:
    """``block`` of the shared groups in which something may be wrong."""
    return groups.filter(groups.shared & groups.apart).select("block")


def counted(groups: Table) -> Table:
    """By ``set``, the number of the candidate set: how many groups it has, as ``examined``."""
    return groups.group_by(set=groups.block >> KEY_BITS).aggregate(examined=groups.count())
