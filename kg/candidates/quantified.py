"""What is said of all, none or so many members of a table, with the rows that decide it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from kg import nouns, samefact
from kg import patterns as re
from kg.candidates._base import Context, candidates
from kg.findings import About
from kg.graph import Key
from kg.model import Cell, Report, Table
from kg.prose import without_citations
from kg.records import record

_NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_NUMBER = "|".join(_NUMBERS) + r"|\d{1,3}"
_SAID = re.compile(
    rf"(?<![\w-])(?:(?P<all>all|every|each)|(?P<none>none|no)|(?P<only>only\s+|just\s+)?(?P<count>{_NUMBER})(?=\s+of\b))\s+(?:of\s+)?(?:(?:the|our|its|these|those|their)\s+)?"
    rf"(?:(?P<whole>{_NUMBER})\s+)?(?P<noun>[a-z]{{3,20}})\s+(?:is|are|has\s+been|have\s+been)\s+(?:now\s+|already\s+)?(?P<not>not\s+|yet\s+)?(?P<what>[a-z][a-z-]+(?:\s+[a-z][a-z-]+)?)(?=\s*(?:[.,;)]|$)|\s+(?:and|but|while|which|so|today|now)\b)",
    re.I,
)
_NOT_ALL = re.compile(r"\b(?:not|nearly|almost|virtually|practically|at\s+least|more\s+than|up\s+to|about|if|unless|until|once|when|should|must|will|would|may|whether)\s+$", re.I)
_YES = frozenset("yes y true ✓ ✔ x done".split())
_NO = frozenset("no n false ✗ ✘ – — - none".split())
_OPEN = frozenset("n/a na unknown tbd tba pending? ? unclear".split())
_SOME = re.compile(r"\b(?:top|selected|largest|biggest|leading|main|major|examples?|key|most|sample)\b", re.I)
_TOTAL = re.compile(r"\W*(?:total|sum|all|average|overall|subtotal)\b", re.I)


@record
class Quantified:
    """A statement about how many members are something, held against the rows of a table.

    ``stated`` is the least and the most number that it allows; ``fits`` and ``rest`` are the rows.
    """

    words: str
    stated: tuple[int, int]
    fits: tuple[About, ...]
    rest: tuple[About, ...]
    about: About


@candidates("quantified-members")
def quantified_members(context: Context, report: Report) -> Iterator[tuple[Hashable, Quantified]]:
    """Sentences on all, none or a number of the members that one table lists with a state."""
    by_noun = _by_noun(report)
    for reading in context.readings(report) if by_noun else ():
        text = reading.text
        if reading.carrier.kind not in ("sentence", "claim") or reading.dates:
            continue
        for match in _SAID.finditer(text):
            tables = by_noun.get(nouns.singular(match["noun"].lower()), ())
            if len(tables) != 1 or _NOT_ALL.search(text[: match.start()]):
                continue
            split = _split(tables[0], frozenset(samefact.stems(match["what"])))
            if split is None:
                continue
            fits, rest = split if not match["not"] else split[::-1]
            stated = _stated(match, len(fits) + len(rest))
            if stated is not None:
                key = Key(report.id, reading.carrier.kind, reading.carrier.id)
                rows = [tuple(context.about(Key(report.id, "cell", c.id)) for c in side) for side in (fits, rest)]
                yield (report.id, reading.carrier.id, match.start()), Quantified(match.group(), stated, *rows, context.about(key))


def _by_noun(report: Report) -> dict[str, list[Table]]:
    """Tables by what their rows are: the noun over the first column."""
    found: dict[str, list[Table]] = defaultdict(list)
    for table in report.tables:
        head = without_citations(table.header[0].text).strip(" *_").lower() if table.header else ""
        if head and len(table.rows) > 1 and not _SOME.search(table.caption):
            found[nouns.singular(head.split()[-1])].append(table)
    return found


def _stated(match: re.Match[str], members: int) -> tuple[int, int] | None:
    whole = _number(match["whole"])
    if whole is not None and whole != members:
        return None
    if match["all"]:
        return members, members
    if match["none"]:
        return 0, 0
    count = _number(match["count"])
    return (count, count) if count is not None and (match["only"] or whole is not None) else None


def _number(word: str | None) -> int | None:
    return None if word is None else int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _split(table: Table, what: frozenset[str]) -> tuple[list[Cell], list[Cell]] | None:
    """The rows that are ``what`` and those that are not, when one column says so for every row."""
    rows = [r for r in table.rows if r and not _TOTAL.match(without_citations(r[0].text))]
    decided = []
    for n in range(1, table.columns):
        cells = [r[n] for r in rows if n < len(r)]
        values = [" ".join(without_citations(re.sub(r"\([^()]*\)", "", c.text)).lower().split()).strip(" *_") for c in cells]
        if len(values) < len(rows) or not values or any(not v or v in _OPEN for v in values):
            continue
        heading = frozenset(samefact.stems(without_citations(table.header[n].text))) if n < len(table.header) else frozenset()
        if heading and heading <= what and all(v in _YES | _NO for v in values):
            decided.append([v in _YES for v in values])
        elif what and any(frozenset(samefact.stems(v)) == what for v in values) and len(set(values)) <= max(3, len(values) // 2):
            decided.append([frozenset(samefact.stems(v)) == what and not v.startswith(("not ", "non-", "un")) for v in values])
    if len(decided) != 1:
        return None
    return [r[0] for r, yes in zip(rows, decided[0], strict=True) if yes], [r[0] for r, yes in zip(rows, decided[0], strict=True) if not yes]
