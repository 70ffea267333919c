"""Which groups of candidates the checks have to look at: a cheap necessary condition, as Ibis expressions.

What these expressions let through is looked at by the same checks as in memory; what they hold back
could not have given a finding.  They run on every engine that Ibis knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.corpus.spans import ALWAYS, KEY_BITS

if TYPE_CHECKING:
    from ibis.expr.types import Table

NONE = 2**63 - 1
"""A bound where there is none; beyond those of all spans, which say themselves that they have no end."""


def groups(spans: Table) -> Table:
    """A row for each ``block``: whether it is ``shared`` by reports, and ``apart``, whether something may be wrong in it.

    That is the case if in some slot, taken together with what may be of any time, the largest lower
    bound is above the smallest upper bound.
    """
    slots = spans.group_by(["block", "slot"]).aggregate(
        first=spans.report.min(), last=spans.report.max(), low=spans.low.max(), high=spans.high.min()
    )
    # What may be of any time is held against the widest of all slots: a join would cost more than all the rest.
    timeless = slots.slot == ALWAYS
    found = slots.group_by("block").aggregate(
        first=slots.first.min(),
        last=slots.last.max(),
        low=slots.low.max(),
        high=slots.high.min(),
        always_low=timeless.ifelse(slots.low, -NONE).max(),
        always_high=timeless.ifelse(slots.high, NONE).min(),
        within=(slots.low > slots.high).any(),
    )
    apart = found.within | (found.low > found.always_high) | (found.always_low > found.high)
    return found.select("block", apart=apart, shared=found.first != found.last)


def shared(groups: Table) -> Table:
    """``block`` of the groups that more than one report is in."""
    return groups.filter(groups.shared).select("block")


def surviving(groups: Table) -> Table:
    """``block`` of the shared groups in which something may be wrong."""
    return groups.filter(groups.shared & groups.apart).select("block")


def counted(groups: Table) -> Table:
    """By ``set``, the number of the candidate set: how many groups it has, as ``examined``."""
    return groups.group_by(set=groups.block >> KEY_BITS).aggregate(examined=groups.count())
