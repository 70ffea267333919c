"""Documents with a list of sources in every section: what their numbers mean, and what lists without marks stand for.

Numbers that begin anew in every list are told apart by the section they stand in; a number in the text
belongs to the next list below it.  Where nothing in the text refers to the lists, each list is what its
section as a whole rests on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.loaders._blocks import Block
from kg.model import Section
from kg.prose import Ids, slug
from kg.records import record


@record
class Listed:
    """An entry of a list of sources: the number of its block, its id, and how much of its text is the mark.

    ``id`` is empty for an entry that no mark names; ``section`` is the one that holds the list.
    """

    index: int
    block: Block
    id: str
    skip: int
    section: Section | None


@record
class Scopes:
    """Which list a number means, by where it is written: up to ``ends[n]`` that of ``names[n]``."""

    ends: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ends)

    def id(self, number: str, offset: int) -> str:
        """The id of the source that a number at an offset of the document means."""
        return f"{number}-{self.names[min(bisect_right(self.ends, offset), len(self.names) - 1)]}" if self.ends else number


def scopes(entries: Sequence[Listed], parents: Mapping[str, Section]) -> Scopes:
    """The scopes of a document in which numbers begin anew in several lists; empty for any other."""
    lists: dict[str | None, list[Listed]] = {}
    for entry in entries:
        if entry.id.isdigit():
            lists.setdefault(entry.section.id if entry.section else None, []).append(entry)
    seen = Counter(number for entries in lists.values() for number in {e.id for e in entries})
    if len(lists) < 2 or max(seen.values()) < 2:
        return Scopes()
    ids, ends, names = Ids(), [], []
    for found in sorted(lists.values(), key=lambda found: found[-1].block.end):
        home = found[0].section
        above = parents.get(home.parent or "") if home else None
        ends.append(found[-1].block.end)
        names.append(ids.new(slug((above or home).title if home else "", f"list{len(names) + 1}")))
    return Scopes(tuple(ends), tuple(names))


def homes(entries: Sequence[Listed], referred: Iterable[str]) -> dict[int, str]:
    """By the block of an entry the section that it is listed for, where every section has a list and no text refers to one.

    ``referred`` are the ids that the text refers to.
    """
    lists = dict.fromkeys(e.section.id for e in entries if e.section is not None and e.section.parent)
    ids = {e.id for e in entries if e.id}
    if len(lists) < 2 or any(id in ids or id.isdigit() for id in referred):
        return {}
    return {e.index: e.section.parent for e in entries if e.section is not None and e.section.parent}
