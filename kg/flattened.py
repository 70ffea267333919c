"""Recovers the cells of tables whose rows were run together: ``Employees~6352024medium``.

Text taken out of a page or a PDF often loses the borders of its cells. What is left to go by: the
figures, which are atoms; changes of case, where a new cell begins; words seen whole in the prose,
which must not be cut; the number of columns; and the kind of value each column holds in the rows
that are clear. A split that these do not settle is given, and said to be uncertain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg import patterns as re

Span = tuple[int, int]

_CERTAIN_MARGIN = 1.5
"""How much dearer the second-best split of a row must be for the best to be certain."""
_NEVER_SEEN, _SELDOM_SEEN, _ODD_LABEL = 2.5, 1.0, 1.0
_TOKEN = re.compile(r"\S+")
_NAME_AND_DIGITS = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]*\d[\d.]+")
_NOTE = re.compile(r"\s\((?:est\.?|estimated|e|implied|launched|lead)\)")
_RUN = re.compile(r"[^\W\d_]+")
_STARTS_CELL = re.compile(r"[~$€£¥₹<>≈≥≤]")


class Split(NamedTuple):
    """The cells as spans of the strings they were read from, and per row whether they are certain."""

    columns: list[Span]
    rows: list[list[Span]]
    certain: list[bool]


class _Line:
    """A line with its possible borders: position and strength, from -2 (inside a word) to 3."""

    def __init__(self, text: str, words: Collection[str], *, header: bool = False) -> None:
        self.text = text
        self.atoms = [] if header else _atoms(text, words)
        self.borders = _borders(text, self.atoms, words, header)
        self._types: dict[Span, str] = {}

    def add_labels(self, labels: Collection[str]) -> None:
        """Add a border before a label that other rows have in a cell of its own ("Viewerproduct")."""
        known = dict(self.borders)
        for label in labels:
            for m in re.finditer(rf"(?<=[a-z]){re.escape(label)}(?=[A-Z$~\d]|$)", self.text):
                if known.get(m.start(), 0.0) >= 0:
                    known[m.start()] = 2.0
        self.borders = sorted(known.items())

    @property
    def strong(self) -> list[int]:
        return [at for at, strength in self.borders if strength >= 2]

    def type_of(self, span: Span) -> str:
        """Name the kind of value in a cell: that of a figure at its start or over half of it."""
        known = self._types.get(span)
        if known is None:
            known = self._types[span] = self._type_of(*span)
        return known

    def _type_of(self, start: int, end: int) -> str:
        for first, last, kind in self.atoms:
            if first >= start and last <= end and (first - start <= 1 or 2 * (last - first) >= end - start):
                return kind
        length = end - start
        return "letter" if length == 1 else "word" if length < 14 and " " not in self.text[start:end] else "text"


def split_rows(header_text: str, rows: Sequence[str], words: Collection[str] = frozenset()) -> Split:
    """Return the cells of a table from its run-together header line and rows.

    ``words`` are the words of the document's running text, with their case: a change of case inside
    one of them ("GitHub") is no border, and two of them glued together ("robotpartnership") may be.
    Columns and cells are half-open spans of ``header_text`` and of the row. A row that cannot be
    brought to the number of columns keeps the borders that are clear and is not certain.

    >>> split_rows("MetricValueDate", ["Employees~6352024"]).rows
    [[(0, 9), (9, 13), (13, 17)]]
    """
    vocabulary = words if isinstance(words, (set, frozenset)) else frozenset(words)
    header = _Line(header_text, vocabulary, header=True)
    lines = [_Line(row, vocabulary) for row in rows]
    columns = _columns(header, lines)
    count = len(columns)
    clear = [_spans(line.text, line.strong) if len(line.strong) == count - 1 else None for line in lines]
    for _ in range(2):
        profile = _Profile(count, [(line, spans) for line, spans in zip(lines, clear, strict=True) if spans])
        for line in lines:
            line.add_labels(profile.returning)
        fitted = [_fit(line, count, profile) for line in lines]
        clear = [spans if sure else None for spans, sure in fitted]
    return Split(columns, [spans for spans, _ in fitted], [sure and count > 1 for _, sure in fitted])


# --------------------------------------------------------------------------- possible borders


def _atoms(text: str, words: Collection[str]) -> list[tuple[int, int, str]]:
    """Return the figures of a row, read apart from names with digits before them ("G2", "A100")."""
    from kg.quantities import extract

    cuts = [0]
    for m in _NAME_AND_DIGITS.finditer(text):
        name = next(
            (end for end in range(m.end() - 1, m.start() + 1, -1) if text[m.start() : end] in words and text[end - 1].isdigit()),
            None,
        )
        if name:
            cuts.append(name)
    atoms = []
    for begin, stop in pairwise([*cuts, len(text)]):
        for quantity in extract(text[begin:stop]):
            end = begin + quantity.end
            note = _NOTE.match(text, end)
            atoms.append((begin + quantity.start, note.end() if note else end, quantity.kind))
    return atoms


def _borders(text: str, atoms: list[tuple[int, int, str]], words: Collection[str], header: bool) -> list[tuple[int, float]]:
    strengths: dict[int, float] = {}
    starts = {start for start, _, _ in atoms}
    ends = {end for _, end, _ in atoms}
    inside = {at for start, end, _ in atoms for at in range(start + 1, end)}
    for token in _TOKEN.finditer(text):
        begin, end = token.span()
        whole = token.group().strip("()[],.;:")
        if whole in words and not (starts | ends) & set(range(begin + 1, end)):
            continue
        covered = _known_inside(token.group(), words)
        for at in range(begin + 1, end):
            if at in inside:
                continue
            strength = _strength(text, at, at in starts, at in ends, header)
            if strength is None:
                continue
            if at - begin in covered and at not in starts and at not in ends:
                strength = -2.0
            strengths[at] = strength
        _add_known_words(text, begin, end, words, strengths, inside)
    return sorted(strengths.items())


_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.,%])")


def _strength(text: str, at: int, starts: bool, ends: bool, header: bool) -> float | None:
    before, after = text[at - 1], text[at]
    if (
        header
        and after in "12"
        and _YEAR.match(text, at)
        and (before.isalpha() or (before.isdigit() and _YEAR.match(text[max(0, at - 4) : at])))
    ):
        return 3.0
    if starts and (before.isalnum() or before in ")%+."):
        return 3.0
    if after in "12" and before.isalpha() and _BARE_YEAR.match(text, at):
        return 2.0
    if ends and (after.isalpha() or _STARTS_CELL.match(after) or after.isdigit()):
        return 3.0 if after.isupper() or not before.isalpha() or starts else 2.0
    if before in ")%" and (after.isalnum() or _STARTS_CELL.match(after)):
        return 3.0
    if before in ".;+" and after.isupper() and not text[at - 2 : at - 1].isupper():
        return 2.0
    if before.islower() and after.isupper():
        return 2.0
    if before.isupper() and after.isupper():
        return 0.5 if text[at + 1 : at + 2].islower() else 0.0
    if before.isdigit() and after.isupper() and text[at + 1 : at + 2].islower():
        return 1.0
    if before.isalpha() and _STARTS_CELL.match(after):
        return 2.0
    return None


_INNER = re.compile(r"(?<=[a-z)\d+%.&/-])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")


def _known_inside(token: str, words: Collection[str]) -> set[int]:
    """Return the offsets that lie inside a word with inner capitals that the prose uses ("PyTorch")."""
    marks = [
        0,
        *(m.start() for m in _INNER.finditer(token)),
        len(token),
    ]
    covered: set[int] = set()
    for first, start in enumerate(marks[:-2]):
        for end in marks[first + 2 : first + 5]:
            if token[start:end].strip("().,;:") in words:
                covered.update(range(start + 1, end))
    return covered


def _add_known_words(
    text: str, begin: int, end: int, words: Collection[str], strengths: dict[int, float], inside: set[int]
) -> None:
    """Add borders between glued words that the prose knows apart ("AIW&BReplicate")."""
    edges = sorted({begin, end, *(at for at, strength in strengths.items() if strength >= 2 and begin < at < end)})
    for start, stop in pairwise(edges):
        if stop - start > 60 or _is_word(text[start:stop], words):
            continue
        for at in _segmented(text[start:stop], words):
            at += start
            if at not in inside:
                lower = text[at - 1].islower() and text[at].islower()
                strengths[at] = max(strengths.get(at, 0.0), 1.5 if lower else 2.0)


def _segmented(piece: str, words: Collection[str]) -> list[int]:
    """Cut a piece into the fewest words that the prose knows; return the inner borders, or none."""
    core = len(piece.rstrip(".,;:)"))
    fewest: list[tuple[int, int] | None] = [(0, 0)] + [None] * core
    for end in range(2, core + 1):
        for start in range(max(0, end - 24), end - 1):
            reached = fewest[start]
            if reached and (fewest[end] is None or reached[0] + 1 < fewest[end][0]) and _is_word(piece[start:end], words):
                fewest[end] = reached[0] + 1, start
    borders = []
    at = core
    while fewest[at] and at:
        at = fewest[at][1]
        borders.append(at)
    return borders[-2::-1] if at == 0 and len(borders) > 1 else []


_VERSION = re.compile(r"v\d[\d.]*")


def _is_word(text: str, words: Collection[str]) -> bool:
    if text.islower():
        return (len(text) > 3 and (text in words or text.capitalize() in words)) or (text[0] == "v" and bool(_VERSION.fullmatch(text)))
    return text in words or (len(text) > 3 and text.lower() in words)


# --------------------------------------------------------------------------- columns


def _columns(header: _Line, lines: Sequence[_Line]) -> list[Span]:
    """Choose the number of columns that the header allows and most rows have."""
    usual = len(header.strong) + 1
    counts = Counter(len(line.strong) + 1 for line in lines)
    best, best_cost = usual, None
    for count in range(max(1, usual - 2), usual + 3):
        fit = _best(header, count, None)
        if not fit:
            continue
        cost = 2 * fit[0][0] + sum(min(abs(found - count), 2) * times for found, times in counts.items()) / max(1, len(lines))
        if best_cost is None or cost < best_cost - 1e-9:
            best, best_cost = count, cost
    fit = _best(header, best, None)
    return _spans(header.text, list(fit[0][1])) if fit else _spans(header.text, header.strong)


class _Profile:
    """What the clear rows hold in each column: kinds of values, and labels that return."""

    def __init__(self, count: int, rows: Sequence[tuple[_Line, list[Span]]]) -> None:
        self.kinds = [Counter[str]() for _ in range(count)]
        self.labels = [Counter[str]() for _ in range(count)]
        for line, spans in rows:
            for column, (start, end) in enumerate(spans):
                self.kinds[column][line.type_of((start, end))] += 1
                self.labels[column][line.text[start:end]] += 1
        self.rows = len(rows)
        self._prices: list[dict[str, float]] = [{} for _ in range(count)]
        self.returning = sorted(
            {
                label
                for labels in self.labels[1:]
                for label, times in labels.items()
                if times > 1 and len(label) > 3 and label[0].islower()
            }
        )
        self.closed = [self.rows >= 3 and 2 * len(labels) <= self.rows for labels in self.labels]

    def cost(self, line: _Line, span: Span, column: int) -> float:
        """Tell how ill a cell fits its column, from 0."""
        if not self.rows or (column and line.text[span[0] : span[1]] in self.labels[column]):
            return 0.0
        kind, known = line.type_of(span), self._prices[column]
        if kind not in known:
            known[kind] = self._price(kind, column)
        return known[kind]

    def _price(self, kind: str, column: int) -> float:
        kinds = self.kinds[column]
        seen = kinds["word"] + kinds["text"] if kind in ("word", "text") else kinds[kind]
        cost = 0.0 if 2 * seen >= self.rows else _SELDOM_SEEN if seen else _NEVER_SEEN
        cost += _SELDOM_SEEN / 2 if not cost and not kinds[kind] else 0.0
        return cost + (_ODD_LABEL if self.closed[column] else 0.0)


# --------------------------------------------------------------------------- rows


def _fit(line: _Line, count: int, profile: _Profile) -> tuple[list[Span], bool]:
    found = _best(line, count, profile)
    if not found:
        return _spans(line.text, line.strong), False
    cost, cuts = found[0]
    margin = found[1][0] - cost if len(found) > 1 else _CERTAIN_MARGIN
    strength = dict(line.borders)
    guessed = sum(strength[cut] < 2 for cut in cuts)
    missed = sum(value >= 2 for at, value in line.borders if at not in cuts)
    if list(cuts) == line.strong:
        return _spans(line.text, cuts), cost < 2 * _NEVER_SEEN
    forced = len(line.borders) == count - 1 and not any(strength[cut] < 0 for cut in cuts)
    sure = margin >= _CERTAIN_MARGIN and (forced or not guessed) and missed <= 1
    return _spans(line.text, list(cuts)), sure


def _best(line: _Line, count: int, profile: _Profile | None) -> list[tuple[float, tuple[int, ...]]]:
    """Return the two cheapest ways to cut a line into ``count`` cells, by dynamic programming.

    A weak border costs when it is used, a strong one when it is not, a cell when it does not suit
    its column.
    """
    borders = line.borders if len(line.borders) <= 40 else sorted(sorted(line.borders, key=lambda b: (-b[1], b[0]))[:40])
    places = [0, *(at for at, _ in borders), len(line.text)]
    use = [0.0, *(max(0.0, 2.0 - strength) for _, strength in borders), 0.0]
    skip = [0.0, *(max(0.0, strength) for _, strength in borders), 0.0]
    skipped = [0.0]
    for cost in skip:
        skipped.append(skipped[-1] + cost)
    last = len(places) - 1
    reached: dict[int, list[tuple[float, tuple[int, ...]]]] = {0: [(0.0, ())]}
    for column in range(count):
        following: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
        targets = [last] if column == count - 1 else range(column + 1, last)
        for target in targets:
            ways = []
            cut = () if target == last else (places[target],)
            for origin, paths in reached.items():
                if origin >= target:
                    continue
                cost = skipped[target] - skipped[origin + 1] + use[target]
                if profile:
                    cost += profile.cost(line, (places[origin], places[target]), column)
                for paid, path in paths:
                    ways.append((paid + cost, path + cut))
            if ways:
                following[target] = sorted(ways)[:2]
        reached = following
    return reached.get(last, [])


def _spans(text: str, cuts: Sequence[int]) -> list[Span]:
    edges = [0, *cuts, len(text)]
    spans = []
    for start, end in pairwise(edges):
        cell = text[start:end]
        lead = len(cell) - len(cell.lstrip())
        spans.append((start + lead, start + max(lead, len(cell.rstrip()))))
    return spans
