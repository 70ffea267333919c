"""Money raised in all, held against the rounds that a table, a list or the text tells one by one; and valuations before and after the money.

Rounds that a total may leave out (the first, the last, debt, grants) excuse it; so does every run of
rounds that follow each other.  It is only doubted where it, or one round, is a slip of what the sum gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import patterns as re
from kg import rounding, scope
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.register import plain
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.model import Report
from kg.readings import Carrier, Reading
from kg.tables.grid import Grid

_CUES = frozenset(("raised", "funding", "financing", "capital"))
_KEY = Lazy(r"(?:total|overall|cumulative|aggregate)\s+(?:\w+\s+)?(?:funding|raised|capital(?:\s+raised)?|financing|investment|amount\s+raised)(?:\s+(?:raised|to\s+date|so\s+far|excluding\s+debt|including\s+debt|\([^()]*\)))*|(?:funding|capital|money|equity)\s+raised(?:\s+to\s+date)?|(?:funding|raised)\s+to\s+date")
_RAISED = Lazy(r"\braised\s+(?:(?:a\s+)?total\s+of\s+|(?:in\s+(?:all|total)|altogether|together)\s+)?(?:(?:about|around|some|nearly|roughly|almost)\s+)?[~$€£]?$")
_TOTAL = Lazy(r"\btotal\s+of\s+(?:\w+\s+)?[~$€£]?$|\b(?:in\s+(?:all|total)|altogether)\s+[~$€£]?$")
_TO_DATE = Lazy(r"\s*(?:(?:of|in)\s+(?:equity|funding|capital|venture\s+capital|equity\s+funding)\s+)?(?:to\s+date|in\s+total|so\s+far|in\s+all|altogether|since\s+(?:its\s+)?(?:found\w+|(?:19|20)\d\d)|(?:over|across|in)\s+(?:its\s+)?(?:two|three|four|five|six|seven|eight|\d)\s+(?:\w+\s+)?rounds)")
_OPEN = Lazy(r"\b(?:undisclosed|angels?|convertible|grants?|plus|debt|loans?|credit|excluding|including|before|prior|besides|addition|most\s+recent|last|other)\b")
_BORROWED = Lazy(r"\b(?:debt|loan|credit|grant|convertible|note|facility|secondary|subsid\w+)\b")
_VALUED = Lazy(r"\b(?:valu\w+|pre-?money|post-?money|market\s+cap\w*|worth|revenue|ARR|target\w*|plan\w*|would|seek\w*|wants?|competitors?|rivals?)\b")
_ROUND_HEAD = Lazy(r"\b(?:rounds?|stages?|series|financing|funding)\b")
_AMOUNT_HEAD = Lazy(r"\b(?:amount|raised|size|volume|sum|investment|proceeds|capital)\b")


def raised(report: Report, readings: Sequence[Reading], grids: Sequence[Grid], told: frozenset[tuple[int, int]]) -> Iterator[Derivation]:
    """Every doubted total of money raised, and every doubted valuation after the money, that is not ``told``."""
    totals = [t for t in _totals(report, readings) if (id(t.reading), t.quantity.start) not in told]
    rounds = _of_tables(grids) or _of_lists(readings) or _of_text(readings) if totals else []
    if 2 <= len(rounds) <= 9:
        for total in totals:
            yield from _doubted(total, rounds)


# --------------------------------------------------------------------------- the total


def _totals(report: Report, readings: Sequence[Reading]) -> Iterator[Term]:
    """What is said to have been raised in all by whom the report is about."""
    for reading in readings:
        if _CUES.isdisjoint(reading.words) and _CUES.isdisjoint(reading.carrier.label.lower().split()):
            continue
        money = [q for q in reading.figures if q.kind == "money" and plain(q)]
        key = reading.key[0] if reading.key is not None and reading.carrier.kind == "sentence" else reading.carrier.label
        if len(money) == 1 and key and _KEY.fullmatch(" ".join(key.split())):
            yield Term(reading, money[0])
            continue
        if reading.carrier.kind == "cover":
            continue
        for q in money:
            before, after = reading.text[: q.start], reading.text[q.end :]
            said = _RAISED.search(before)
            if said is not None and (_TOTAL.search(before) or _TO_DATE.match(after)) and _own(report, before[: said.start()]) and not _VALUED.search(before):
                yield Term(reading, q)


_IT = Lazy(r"\W*(?:(?:to\s+date|so\s+far|since\s+(?:then|(?:19|20)\d\d)|in\s+(?:all|total)|altogether|overall)\b,?\s*)?(?:it|we|they|the\s+(?:company|firm|group|start-?up|business|maker|developer))?\s*(?:(?:has|have|had|now|so\s+far|thus\s+far)\s+)*")


def _own(report: Report, subject: str) -> bool:
    """Whether the words before "raised" name whom the report is about, or nobody."""
    if _IT.fullmatch(subject):
        return True
    names = re.findall(r"[A-ZÀ-Þ][\w’&.-]+", subject)
    return bool(names) and any(n.removesuffix("’s") in report.title for n in names)


# --------------------------------------------------------------------------- the rounds


def _of_tables(grids: Sequence[Grid]) -> list[tuple[str, Term]]:
    """The rows of the one table of rounds that tells an amount for each."""
    found = []
    for grid in grids:
        if not _ROUND_HEAD.search(grid.heads[grid.label].plain) or not all(label.total or _round(label.plain) for label in grid.labels):
            continue
        money = [c for c in grid.figure_columns if any(f is not None and f.quantity.kind == "money" for f in (row[c] for row in grid.figures)) and not _VALUED.search(grid.heads[c].plain)]
        named = [c for c in money if _AMOUNT_HEAD.search(grid.heads[c].plain)] or money
        rows = [(label.plain, row[named[0]]) for label, row in zip(grid.labels, grid.figures, strict=True) if not label.total] if len(named) == 1 else []
        if rows and all(f is not None and f.pure and plain(f.quantity) for _, f in rows):
            found.append([(name, Term(Reading(Carrier(grid.report.id, "cell", f.cell.id, f.cell.text, f.cell.place), grid.lexicon), f.quantity)) for name, f in rows])
    return found[0] if len(found) == 1 else []




def _round(text: str) -> bool:
    return bool(scope.rounds(f"{text}: ")) or bool(_BORROWED.search(text))


def _of_lists(readings: Sequence[Reading]) -> list[tuple[str, Term]]:
    """The lines of the one list of rounds."""
    lists: dict[str | None, list[tuple[str, Term]]] = defaultdict(list)
    for reading in readings:
        if reading.key is None or not reading.carrier.item or not _round(reading.key[0]) or _VALUED.search(reading.key[0]) or _KEY.fullmatch(" ".join(reading.key[0].split())):
            continue
        money = [q for q in reading.figures if q.kind == "money"]
        if not money or not plain(money[0]) or money[0].start - reading.key[1] > 2:
            lists[reading.carrier.section] = [("", Term(reading, q)) for q in reading.figures] * 10  # a round of which nobody knows what it brought
            continue
        lists[reading.carrier.section].append((reading.key[0], Term(reading, money[0])))
    found = [rows for rows in lists.values() if len(rows) > 1]
    return found[0] if len(found) == 1 else []


def _of_text(readings: Sequence[Reading]) -> list[tuple[str, Term]]:
    """The rounds that sentences tell, one round and one amount in each; none where a round is told with two amounts."""
    found: dict[str, Term] = {}
    for reading in readings:
        if reading.carrier.kind != "sentence":
            continue
        names = {name for _, _, name in scope.rounds(reading.text)}
        money = [q for q in reading.figures if q.kind == "money" and not _VALUED.search(reading.text[max(0, q.start - 40) : q.start] + " " + reading.text[q.end : q.end + 14])]
        if len(names) > 1 or not names or not money:
            continue
        name = next(iter(names))
        if len(money) > 1 or not plain(money[0]) or (name in found and found[name].quantity.low != money[0].low):
            return []
        found.setdefault(name, Term(reading, money[0]))
    return list(found.items()) if any("seed" in name for name in found) else []


# --------------------------------------------------------------------------- the verdict


def _doubted(total: Term, rounds: Sequence[tuple[str, Term]]) -> Iterator[Derivation]:
    equity = [t for name, t in rounds if not _BORROWED.search(name)]
    every = [t for _, t in rounds]
    text = total.reading.text
    without = re.search(r"\bexcluding\b|\bwithout\b|\bnot\s+counting\b", text, re.I)
    main = equity if without else every
    if any(t.quantity.currency != total.quantity.currency for t in every) or any(t.reading is total.reading for t in every) or len(main) < 2:
        return
    if len(every) == len(equity) and _OPEN.search(text):
        return
    runs = [every[a:b] for a in range(len(every)) for b in range(a + 1, len(every) + 1)] + [[t for t in every if t is not one] for one in every] + [equity]
    stated = Fraction(total.quantity.low)
    if any(abs(sum(Fraction(t.quantity.low) for t in run) - stated) <= max(Fraction(total.quantity.low_step), stated / 100) for run in runs):
        return
    # More than the sum may be a round that is not told, unless the text counts them.
    counted = any(q.kind == "count" and q.low == len(main) and q.start > total.quantity.end for q in total.reading.figures)
    if stated > sum(Fraction(t.quantity.low) for t in main) and not counted:
        return
    found = _sum(total, main)
    if judge(found).verdict == "disagree" and _slip(total, main):
        yield found


def _sum(total: Term, parts: Sequence[Term]) -> Derivation:
    words = " + ".join(t.text.lstrip("~") for t in parts)
    return Derivation("total", total, (Way(rounding.total, tuple(parts), words, widen=False, loose=False),), label="a total raised of", sure=False)


def _slip(total: Term, parts: Sequence[Term]) -> bool:
    """Whether the total, or one part, is one typed digit, two turned ones or a power of ten away."""
    values = [Fraction(t.quantity.low) for t in parts]
    stated, summed = Fraction(total.quantity.low), sum(values)
    if any(stated == summed * p or stated * p == summed for p in (10, 100, 1000)):
        return True
    step = Fraction(total.quantity.low_step) or Fraction(1)
    if summed % step == 0 and int(summed / step) in typed(int(stated / step)):
        return True
    for t, value in zip(parts, values, strict=True):
        unit = Fraction(t.quantity.low_step) or Fraction(1)
        right = (value + stated - summed) / unit
        if right > 0 and right.denominator == 1 and int(right) in typed(int(value / unit)):
            return True
    return False


# --------------------------------------------------------------------------- before and after the money

_PRE = Lazy(r"\bpre-?money\b")
_POST = Lazy(r"\bpost-?money\b")
_OTHER = Lazy(r"\b(?:up|down|compared|earlier|previous\w*|last|against|ago|versus|before|than|while|whereas|ownership|option|pool|debt|secondary)\b")


def post_money(home: Sequence[Reading]) -> Iterator[Derivation]:
    """A round, the valuation before it and the one after it, over two or three sentences of a passage."""
    for n in range(1, len(home)):
        window = home[max(0, n - 2) : n + 1]
        if not any("money" in r.text for r in window[-1:]):
            continue
        amounts = [Term(r, q) for r in window for q in r.figures if q.kind == "money" and plain(q)]
        if len(amounts) != 3 or len({id(t.reading) for t in amounts}) < 2 or any(_OTHER.search(r.text) for r in window):
            continue
        before, after = ([t for t in amounts if _called(t, name)] for name in (_PRE, _POST))
        rest = [t for t in amounts if t not in before and t not in after]
        if len(before) == len(after) == len(rest) == 1 and len({t.quantity.currency for t in amounts}) == 1:
            way = Way(rounding.total, (before[0], rest[0]), f"{before[0].text} + {rest[0].text}", widen=False)
            yield Derivation("total", after[0], (way,), label="a post-money valuation of", sure=False)


def _called(term: Term, name: Lazy) -> bool:
    """Whether a valuation before or after the money is what an amount is called, with no other amount between."""
    text, q = term.reading.text, term.quantity
    left = max((f.end for f in term.reading.figures if f.end <= q.start), default=0)
    right = min((f.start for f in term.reading.figures if f.start >= q.end), default=len(text))
    return bool(name.search(text[q.end : min(right, q.end + 14)]) or name.search(text[max(left, q.start - 60) : q.start]))
