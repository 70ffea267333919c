"""A figure with all that says what it is of: its sort, the noun it counts, the words, names and date around it.

No lexicon of metrics is needed: two figures told in the same words are of the same thing unless
something in those words keeps them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from kg import measured, nouns, periods, scope
from kg import patterns as re
from kg.model import Period, Quantity
from kg.readings import Reading
from kg.records import record
from kg.retold.words import FIGURE, MONTHS, TOKEN, apart, root, roots

_BREAK = re.compile(
    r"[;(—]|\)\s|\s–\s|\.\s|:\s|,\s+(?:and|but|while|which|so|because|where|whereas|with|of which|of whom|after|before|up|down)\s"
)
_SOFT = re.compile(r",\s|\s(?:and|or|to|from|against|than|versus|vs\.?)\s")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s\"“(*>•-]*\Z")
_AMONG = re.compile(r"\W*(?:of|among)\s+(?:these|those|them|which|whom)\b", re.I)
_VALUES = frozenset("million billion thousand trillion percent cent percentage point year figur number total".split())
_PREFIXES = (("micro", -6), ("milli", -3), ("kilo", 3), ("mega", 6), ("giga", 9), ("tera", 12))


@record
class Told:
    """One figure of one reading.

    ``sort`` must be equal before two are compared (kind, unit without its prefix);
    ``value`` is exact and free of prefixes. ``near`` are the roots of its clause, ``wide`` those of
    its sentence, ``names`` the capitalised words among ``near``; ``apart`` are the words that would
    make it another thing (first, planned, women, median). ``clause`` is where its clause begins and
    ends, ``order`` its words as they stand, with ``#`` for the figure.
    """

    reading: Reading
    quantity: Quantity
    sort: tuple
    value: Decimal
    noun: str
    near: frozenset[str]
    wide: frozenset[str]
    names: frozenset[str]
    apart: frozenset[tuple[int, str]]
    clause: tuple[int, int]
    period: Period | None
    order: tuple[str, ...]

    @property
    def digits(self) -> str:
        """The significant digits as one string: "126" for 12.6 million."""
        return digits(self.value)

    @property
    def written(self) -> str:
        """The same with the noughts behind a point, which are meant: "560" for 56.0 million."""
        quantity = self.quantity
        if "." not in quantity.text or not quantity.low_step or quantity.low is None:
            return self.digits
        return f"{(quantity.low / quantity.low_step).to_integral_value():f}"

    @property
    def scope(self) -> frozenset[str]:
        """Round, scenario, rate, whether the figure is a fact, a target or a forecast, a whole or a part."""
        return _circumstances(self.reading.text, *self.clause, self.quantity)

    @property
    def couples(self) -> frozenset[tuple[str, str]]:
        """The roots of each two words with a meaning that stand side by side in its clause: "garden stock"."""
        found = [root(w) if w != FIGURE else "" for w in self.order]
        return frozenset((x, y) for x, y in pairwise(found) if x and y)

    @property
    def unit(self) -> bool:
        """Whether it is measured in a unit: megawatts, kilometres; no money, share or plain number."""
        return self.sort[0] in ("measure", "duration") and self.sort[1] is not None


@lru_cache(maxsize=20_000)
def digits(value: Decimal) -> str:
    """The significant digits of a number: "126" for 12,600,000."""
    return "".join(map(str, value.normalize().as_tuple().digits))


@lru_cache(maxsize=512)
def _family(unit: str | None) -> tuple[str | None, int]:
    """A unit without its prefix, and the power of ten the prefix stands for: "megawatt" is (watt, 6)."""
    if unit is None or unit == "count":
        return None, 0
    for prefix, power in _PREFIXES:
        if unit.startswith(prefix) and len(unit) > len(prefix) + 2:
            return unit[len(prefix) :], power
    return unit, 0


def scaled(quantity: Quantity) -> Decimal:
    """The value of a figure with the prefix of its unit worked in: 640 megawatts are 640,000,000 (watts)."""
    return quantity.low.scaleb(_family(quantity.unit)[1])


def sort(quantity: Quantity) -> tuple:
    """What must be equal before two figures are held against each other; the currency is left out."""
    kind = "count" if quantity.kind == "measure" and quantity.unit in (None, "count") else quantity.kind
    return kind, _family(quantity.unit)[0] if kind != "money" else None, quantity.out_of is not None


_CROWDED = 60
"""A sentence with more figures is a table without its columns; which words belong to which of them cannot be told."""


def tell(reading: Reading, lead: str = "", every: bool = False) -> Iterator[Told]:
    """The figures of a reading that stand for one plain value each: no ranges and no bounds, unless ``every`` one is wanted.

    ``lead`` is the question or the label that the reading answers.
    """
    figures = reading.figures
    if not figures or len(figures) > _CROWDED:
        return
    text = reading.text
    words = _words(reading)
    rooted = [(at, r) for at, w in words if len(w) > 1 and (r := root(w)) and r not in _VALUES]
    named = [
        (at, root(w))
        for at, w in words
        if w[:1].isupper() and w.lower() not in MONTHS and w != "A" and not _SENTENCE_START.search(text, max(0, at - 6), at)
    ]
    capitals = frozenset(at for at, _ in named)
    given = roots(f"{reading.carrier.label} {lead}")
    wide = frozenset(r for _, r in rooted) | given
    dates = periods.assign(text, figures, reading.dates, reading.key[1] if reading.key else 0)
    bare = reading.carrier.kind not in ("sentence", "claim")
    ratios = measured.ratios(reading)
    for n, quantity in enumerate(figures):
        if n in ratios or quantity.low is None or quantity.low <= 0 or (not every and (quantity.is_range or quantity.bound or quantity.change)):
            continue
        start, end = (0, len(text)) if bare else _clause(reading, n)
        near = frozenset(r for at, r in rooted if start <= at < end) | (given if n == 0 or bare else frozenset())
        if not near and n:
            # "Sales were 6.4 in 2022, 10.4 in 2023 and 16.9 in 2024": all are of what is named first.
            lead = next(q.start for q in figures if sort(q) == sort(quantity))
            near = frozenset(r for at, r in rooted if at < lead)
        date = _dated(reading, quantity, dates.get(quantity.start) or (reading.dates[0] if len(reading.dates) == 1 else None))
        kept = [(at, w if len(w) == 1 and _label(text, at, w) else w.lower()) for at, w in words if start <= at < end]
        first, last = (start, end) if bare else _own(text, figures, n, start, end)
        yield Told(
            reading,
            quantity,
            sort(quantity),
            scaled(quantity),
            _noun(text, quantity) or _labelled(reading, quantity),
            near,
            wide,
            frozenset(r for at, r in named if r and start <= at < end),
            apart([w for at, w in kept if first <= at < last and at not in capitals]),
            (first, last),
            date.period if date is not None else None,
            _order(kept, figures, quantity, start, end),
        )


@cache
def _elsewhere() -> re.Pattern[str]:
    """Between a figure and a date: that the date is of something else ("since it was founded in", another half of the sentence)."""
    return re.compile(r";|\b(?:since|founded|established|launched|opened|built|began|started|introduced|adopted)\b", re.I)


def _dated(reading: Reading, quantity: Quantity, date: Quantity | None) -> Quantity | None:
    """The date of a figure, unless the words between the two give it to something else."""
    if date is None:
        return None
    between = reading.text[min(date.end, quantity.end) : max(date.start, quantity.start)]
    return None if _elsewhere().search(between) or _bracketed(reading.text, date, quantity) else date


def _bracketed(text: str, date: Quantity, quantity: Quantity) -> bool:
    """Whether a date opens a bracket, "(2024: SEK 1,338 million)", in which the figure does not stand."""
    if text[max(0, date.start - 1) : date.start] != "(" or not text[date.end :].lstrip().startswith(":"):
        return False
    closing = text.find(")", date.end)
    return not date.start < quantity.start < (closing if closing >= 0 else len(text))


def _label(text: str, at: int, letter: str) -> bool:
    """Whether a lone letter names something ("Cluster A"): an "A" that opens a sentence is an article."""
    return letter != "A" or not _SENTENCE_START.search(text, max(0, at - 6), at)


def _words(reading: Reading) -> list[tuple[int, str]]:
    """The words of a reading with where they start, without those of its figures and dates."""
    parts, at = [], 0
    for quantity in reading.quantities:
        parts += [reading.text[at : quantity.start], " " * (quantity.end - max(at, quantity.start))]
        at = max(at, quantity.end)
    return [(m.start(), m.group()) for m in TOKEN.finditer("".join((*parts, reading.text[at:])))]


def _order(words: list[tuple[int, str]], figures: list[Quantity], quantity: Quantity, start: int, end: int) -> tuple[str, ...]:
    """The words of a clause in order, the other figures by value, and a sign for the figure itself."""
    others = [
        (q.start, f"{q.low.normalize():f}" if q.low is not None else q.text)
        for q in figures
        if q is not quantity and start <= q.start < end
    ]
    return tuple(w for _, w in sorted([*words, *others, (quantity.start, FIGURE)]))


def _clause(reading: Reading, n: int) -> tuple[int, int]:
    """Where the words about the ``n``-th figure begin and end: its clause, up to the figures of its sort beside it."""
    text, figures = reading.text, reading.figures
    quantity = figures[n]
    breaks = list(_BREAK.finditer(text, 0, quantity.start))
    if breaks and breaks[-1].group() == ": " and not text[breaks[-1].end() : quantity.start].strip(" ~$€£*_"):
        breaks.pop()  # "Steel for the deck: 5,300 tonnes"
    start = max([m.end() for m in breaks], default=0)
    following = _BREAK.search(text, quantity.end)
    end = following.start() if following else len(text)
    alike = [q for q in figures if q is not quantity and q.kind == quantity.kind and q.unit == quantity.unit]
    if not alike:
        # Alone of its sort: no other figure lays claim to the words of a clause beside it.
        start = max([m.end() for m in breaks if m.group()[0] in ".;:—" or m.group() == " – "], default=0)
    for other in alike:
        if start <= other.start and other.end <= quantity.start:
            # "Staff took $398,000, vehicles $187,000": words belong to the figure on their side of the comma.
            cut = [m.end() for m in _SOFT.finditer(text, other.end, quantity.start)]
            start = cut[0] if cut else other.end
        elif quantity.end <= other.start < end:
            cut = [m.start() for m in _SOFT.finditer(text, quantity.end, other.start)]
            end = cut[0] if cut else other.start
    return start, end


def _own(text: str, figures: list[Quantity], n: int, start: int, end: int) -> tuple[int, int]:
    """The part of a clause that no figure of another sort claims: "284,000 visitors, 14 % more than before"."""
    if n and figures[n - 1].end > start:
        cut = _SOFT.search(text, figures[n - 1].end, figures[n].start)
        start = cut.end() if cut else figures[n - 1].end
    if n + 1 < len(figures) and figures[n + 1].start < end:
        cut = _SOFT.search(text, figures[n].end, figures[n + 1].start)
        end = cut.start() if cut else figures[n + 1].start
    return start, end


_JOINED = re.compile(r"-([a-z]{3,})\s[a-z]")


def _noun(text: str, quantity: Quantity) -> str:
    """The root of the noun that a number counts, or empty."""
    if quantity.kind not in ("count", "measure") or quantity.unit not in (None, "count"):
        return ""
    joined = _JOINED.match(text, quantity.end)
    if joined:
        return root(nouns.singular(joined[1]))  # "the nine-member board" has nine members
    phrase = nouns.after(text, quantity.end)
    if phrase is None or phrase[1] - quantity.end > 14:
        return ""
    words = phrase[0].split()
    head = next((w for w in words if nouns.is_plural(w)), words[-1])
    return root(nouns.singular(head))


def _labelled(reading: Reading, quantity: Quantity) -> str:
    """The root of the noun that a bare number behind a label counts: "Paying customers: 412"."""
    label, at = reading.key or (reading.carrier.label if reading.carrier.kind == "cover" else "", 0)
    if not label or quantity.kind != "count" or quantity.unit is not None or reading.text[at : quantity.start].strip(" ~*_"):
        return ""
    words = re.split(r"\s(?:of|in|at|for|on|by|with|per)\s", label)[0].split()
    head = next((w for w in words if nouns.is_plural(w)), "")
    return root(nouns.singular(head)) if head else ""


_OF_WHOLE = re.compile(r"\d\S*\s+(?:(?!the\b|an?\b)[^\W\d_][\w'’-]*\s+){0,3}(?:of|among)\s+(?:(?:the|all|its|our|these|those)\s+)?$")
"""Before a figure: "109 of the 312", where 312 is what others are parts of."""


@cache
def _supposed() -> re.Pattern[str]:
    """Before a figure: that it is only supposed."""
    return re.compile(r"\b(?:if|would|could|might|assum(?:e[sd]?|ing)|suppos(?:e[sd]?|ing)|provided)\b", re.I)


@cache
def _added() -> re.Pattern[str]:
    """Right before a figure: that it comes on top of another."""
    return re.compile(r"\b(?:add(?:s|ed|ing)?|additional|another|further|extra|plus|gain(?:s|ed)?)\s+(?:[^\W\d_]+\s+){0,2}[~$€£]?$", re.I)


@cache
def _of_addition() -> re.Pattern[str]:
    """Before a figure: that it is one of the items of an addition: "an addition of 1,050 MW: 750 MW at sea and …"."""
    return re.compile(r"\b(?:addition|additions|increase|expansion|extension|gain|growth|rise)\s+of\s+[^:;]{1,40}:\s[^:;]{0,70}$", re.I)


@cache
def _more() -> re.Pattern[str]:
    """Right behind a figure: the same, or that it is the difference to another."""
    return re.compile(r"\s+(?:[^\W\d_]+\s+)?(?:more|fewer|less|additional|extra|further)\b", re.I)


@cache
def _of_it() -> re.Pattern[str]:
    """Right behind a figure: that it is a part of what was named before."""
    return re.compile(r"\s+of\s+(?:that|these|those|it|which|whom)\b", re.I)


def _circumstances(text: str, start: int, end: int, quantity: Quantity) -> frozenset[str]:
    clause = text[start:end]
    found = {name for _, _, name in scope.rounds(clause)}
    mood = scope.modality(text[start : quantity.start], text[quantity.end : min(end, quantity.end + 90)])
    found.update(value for value in (scope.scenario(clause), scope.rate(clause), mood) if value)
    if _OF_WHOLE.search(text[max(0, quantity.start - 60) : quantity.start]):
        found.add("whole")
    elif measured.partial(text, quantity) or _of_it().match(text, quantity.end):
        found.add("part")
    if _AMONG.match(clause):
        found.add("among")
    if _supposed().search(text, 0, quantity.start):
        found.add("supposed")
    if _added().search(text, max(0, quantity.start - 30), quantity.start) or _of_addition().search(text, max(0, quantity.start - 120), quantity.start) or _more().match(text, quantity.end):
        found.add("added")
    return frozenset(found)
