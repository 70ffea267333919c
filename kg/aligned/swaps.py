"""A value of a list that another document gives to another member of it: 19% is Kollwitz's here, Norrmove's there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.aligned.guards import apart
from kg.aligned.model import Statement

_LEAST = 3
"""A list of fewer members has no order to be confused."""
_NO_SWAP = frozenset(("time", "narrow", "meant", "scope"))


def swapped(listed: Sequence[Statement], told: Sequence[Statement]) -> Iterator[tuple[Statement, Statement, Statement]]:
    """Members of a list, the figure that another document tells of them, and the member whose figure that is.

    Only a figure that no other member shares counts, and only where the other document does not
    give the member its own value as well.
    """
    groups: dict[tuple, list[Statement]] = defaultdict(list)
    for one in listed:
        if one.group and one.owner and one.plain and one.quantity.kind != "date":
            groups[one.group, one.sort].append(one)
    values: dict[tuple, list[Statement]] = defaultdict(list)
    members: dict[tuple, list[Statement]] = defaultdict(list)
    for (group, sort), group_members in groups.items():
        if len(group_members) >= _LEAST and len({m.owner for m in group_members}) == len(group_members):
            for one in group_members:
                values[sort, one.value].append(one)
                members[group, sort].append(one)
    given = {(t.sort, t.value, root) for t in told for root in t.near}
    for other in told:
        if not other.owner or not other.plain or other.group or other.located:
            continue
        for holder in values.get((other.sort, other.value), ()):
            if holder.owner & other.owner:
                break
            mine = [m for m in members[holder.group, other.sort] if _is(m.owner, other.owner)]
            if (
                len(mine) == 1
                and _apart(mine[0], other)
                and not any((mine[0].sort, mine[0].value, r) in given for r in mine[0].owner)
            ):
                yield mine[0], other, holder


def _is(member: frozenset[str], named: frozenset[str]) -> bool:
    return bool(member) and (member <= named or named <= member)


def _apart(mine: Statement, other: Statement) -> bool:
    """Whether nothing but the value keeps the two from being one figure."""
    return mine.value != other.value and apart(mine, other) not in _NO_SWAP
