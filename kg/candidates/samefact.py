"""Claims and labelled table rows that state the same fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from difflib import SequenceMatcher

from kg import nouns, rounding, samefact
from kg import patterns as re
from kg.candidates._base import Context, candidates
from kg.findings import About
from kg.graph import Key
from kg.model import Claim, Confidence, Quantity, Report, Table
from kg.prose import short_hash, without_citations
from kg.readings import Reading, number_style
from kg.records import record
from kg.samefact import Feature, Likeness, Pair

NEAR = 0.35
"""From this score on, one of two claims could be deleted."""

ALIKE = 0.33
"""From this score on, two claims state the same fact, perhaps among others."""

ALIKE_IN_WORDS = 0.36
"""The same for claims whose labels are compared: the shared fact has to be what both are about; three rare words in common make up for 0.05."""

ALIKE_WITH_FIGURE = 0.17
"""The same for claims that share a telling figure and a rare word."""

_WHO = frozenset(
    samefact.stems(
        """co founders cofounders founder founding chief executive officer director chair president managers leaders leadership
        partners investors members customers clients competitors rivals companies firms organizations startups providers people
        persons team board one two three four five six seven eight nine ten several new main key major"""
    )
)
_RARE_WORD = 12
_AMPLE = 4
_RARE_FIGURE = 10


@record
class SameFact:
    """Claims that state the same fact; ``score`` is that of the least alike two."""

    claims: tuple[Claim, ...]
    about: tuple[About, ...]
    score: float
    shared: tuple[str, ...]


@record
class Labelled:
    """One statement of a fact with the confidence stated for it."""

    about: About
    name: str
    label: Confidence


@record
class LabelledFact:
    """A fact with everything that states it and gives a confidence; ``what`` names the fact."""

    what: str
    stated: tuple[Labelled, ...]


class Statements:
    """The claims of a report with the features they are compared by."""

    def __init__(self, context: Context, report: Report):
        self.claims: list[Claim] = []
        self.keys: list[Key] = []
        self.readings: list[Reading] = []
        read = {r.carrier.id: r for r in context.readings(report) if r.carrier.kind == "claim"}
        for key, claim in context.graph.of_type("claim", report.id):
            if not claim.in_text and claim.id in read and key.id == claim.id:
                self.claims.append(claim)
                self.keys.append(key)
                self.readings.append(read[claim.id])
        own = frozenset(samefact.stems(" ".join([report.subject, *context.config.aliases])))
        self.features = [samefact.features(r.text, r.quantities, own) for r in self.readings]
        self.names = [frozenset(samefact.stems(" ".join(re.findall(r"(?<=[^.!?] )[A-ZÀ-ÖØ-Þ][\w&’'-]*", r.text)))) for r in self.readings]
        self.stems = [[w for w in samefact.stems(_without_dates(r)) if w not in own] for r in self.readings]
        self.likeness = Likeness(self.features)
        self.pairs = [p for p in self.likeness.pairs(ALIKE_WITH_FIGURE) if not self.apart(p) and not self.parallel(p)]

    def near(self, pair: Pair) -> bool:
        """Whether one of the two could be deleted: alike, with enough in common besides a date."""
        figures = [{f for f in self.features[n] if f[0] == "n"} for n in (pair.first, pair.second)]
        return pair.score >= NEAR and self.ample(pair) and (not all(figures) or 2 * len(figures[0] & figures[1]) >= min(map(len, figures)))

    def ample(self, pair: Pair) -> bool:
        """Whether the two have a figure or four words in common."""
        shared = self.features[pair.first] & self.features[pair.second]
        return any(f[0] == "n" for f in shared) or sum(f[0] == "w" for f in shared) >= _AMPLE

    def apart(self, pair: Pair) -> bool:
        """Whether both give figures that do not agree: two facts in like words.

        A small count in common ("12 of 30", "9 of 30") is not enough when other figures differ.
        """
        first, second = self.readings[pair.first].figures, self.readings[pair.second].figures
        if not first or not second or any(samefact.value(a) == samefact.value(b) and not _small(a) for a in first for b in second):
            return False
        agreed = {n: m for n, a in enumerate(first) for m, b in enumerate(second) if _agree(a, b)}
        if any(not _small(first[n]) for n in agreed):
            return False
        return len(agreed) < len(first) and len(set(agreed.values())) < len(second)

    def parallel(self, pair: Pair) -> bool:
        """Whether the two say the same of different things: other words in front, the rest in the same order.

        Two figures in common speak against it.
        """
        if sum(f[0] == "n" for f in self.features[pair.first] & self.features[pair.second]) > 1:
            return False
        if pair.score < NEAR:
            return False
        first, second = self.stems[pair.first], self.stems[pair.second]
        blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        if not blocks[0].size or not blocks[0].a or not blocks[0].b:
            return False
        lead = set(first[: blocks[0].a]) & set(second[: blocks[0].b])
        equal = sum(b.size for b in blocks)
        return max(blocks[0].a, blocks[0].b) <= 3 and not lead and 10 * equal >= 6 * (min(len(first), len(second)) - min(blocks[0].a, blocks[0].b)) and not set(first[: blocks[0].a]) & set(second) and not set(second[: blocks[0].b]) & set(first)

    def alike(self, pair: Pair) -> bool:
        """Whether the two state one fact: alike in words, or a telling figure and a rare word in common."""
        if pair.score >= ALIKE:
            return True
        shared = self.features[pair.first] & self.features[pair.second]
        return any(self.telling(f) for f in shared) and any(f[0] == "w" and self.likeness.count(f) <= _RARE_WORD for f in shared)

    def rare_words(self, pair: Pair) -> int:
        """How many words, names left out, that few statements hold the two have in common."""
        shared = self.features[pair.first] & self.features[pair.second]
        return sum(f[0] == "w" and self.likeness.count(f) <= _RARE_WORD and f[1] not in self.names[pair.first] for f in shared)

    def only_names(self, pair: Pair) -> bool:
        """Whether the two have nothing in common but names, dates and words for who the names are.

        Who is spoken of is no fact: what is said of them has to be shared too.
        """
        shared = self.features[pair.first] & self.features[pair.second]
        if any(f[0] == "n" and not (f[1] == "count" and len(f[2]) == 1) for f in shared):
            return False
        words = {f[1] for f in shared if f[0] == "w"}
        names = words & (self.names[pair.first] | self.names[pair.second])
        return len(names) > 1 and not words - names - _WHO

    def telling(self, feature: Feature) -> bool:
        """Whether a figure says by itself which fact is meant: few statements give it, and it is no small count."""
        if feature[0] != "n" or self.likeness.count(feature) > _RARE_FIGURE:
            return False
        return feature[1] in ("money", "multiple", "percent", "rating") or len(feature[2].replace(".", "").strip("0")) > 2 or (feature[1] == "count" and len(feature[2].split(".")[0]) > 3)


def _agree(a: Quantity, b: Quantity) -> bool:
    return samefact.value(a) == samefact.value(b) or (rounding.comparable(a, b) and rounding.agree(a, b).verdict in ("equal", "agree"))


def _small(quantity: Quantity) -> bool:
    return quantity.kind == "count" and quantity.low is not None and quantity.low < 100


def _without_dates(reading: Reading) -> str:
    text = reading.text
    for quantity in reading.quantities:
        text = text[: quantity.start] + " " * (quantity.end - quantity.start) + text[quantity.end :]
    return text


def statements(context: Context, report: Report) -> Statements:
    """The statements of a report, prepared once per run."""
    return context.once(("statements", report.id), lambda: Statements(context, report))


@candidates("near-identical-claims")
def near_identical(context: Context, report: Report) -> Iterator[tuple[Hashable, SameFact]]:
    """Groups of claims of which all but one could be deleted."""
    found = statements(context, report)
    pairs = [p for p in found.pairs if found.near(p)]
    yield from _groups(context, report, found, samefact.cliques(pairs, NEAR), pairs)


@candidates("same-fact-claims")
def same_fact(context: Context, report: Report) -> Iterator[tuple[Hashable, SameFact]]:
    """Groups of claims that share a fact and differ in more; near-identical ones are left out."""
    found = statements(context, report)
    near = [set(g) for g in samefact.cliques([p for p in found.pairs if found.near(p)], NEAR)]
    pairs = [p for p in found.pairs if found.alike(p) and not found.only_names(p)]
    groups = [g for g in samefact.cliques(pairs, 0.0) if not any(set(g) <= n for n in near)]
    yield from _groups(context, report, found, groups, pairs)


def _groups(context: Context, report: Report, found: Statements, groups: list[tuple[int, ...]], pairs: list[Pair]) -> Iterator[tuple[Hashable, SameFact]]:
    scores = {(p.first, p.second): p.score for p in pairs}
    for group in groups:
        claims = tuple(found.claims[n] for n in group)
        least = min(scores[a, b] for i, a in enumerate(group) for b in group[i + 1 :])
        shared = frozenset.intersection(*(found.features[n] for n in group))
        best = sorted(shared, key=lambda f: (-found.likeness.rarity(f), f))[:4]
        about = tuple(context.about(found.keys[n]) for n in group)
        yield (report.id, *(c.id for c in claims)), SameFact(claims, about, least, tuple(_name(found, group[0], f) for f in best))


def _name(found: Statements, n: int, feature: Feature) -> str:
    """A shared feature as the claim writes it."""
    reading = found.readings[n]
    if feature[0] == "w":
        return next((w for w in re.findall(r"[^\W\d_][\w&'’]*", reading.text) if samefact.stem(w) == feature[1]), feature[1])
    for quantity in reading.quantities:
        if samefact.features(reading.text, [quantity]) & {feature}:
            return quantity.text
    return str(feature[-1])


# --------------------------------------------------------------------------- labels of confidence

_LABEL_HEADER = re.compile(r"^\W*(?:confidence|certainty|reliability|evidence quality|data quality|confidence (?:level|rating|label))\W*$", re.I)


@candidates("labelled-facts")
def labelled_facts(context: Context, report: Report) -> Iterator[tuple[Hashable, LabelledFact]]:
    """Facts that two or more statements give with a confidence: claims, rows of tables and of data."""
    found = statements(context, report)
    seen: list[frozenset[str]] = []
    for what, members in [*_by_figure(context, report, found), *_by_words(found)]:
        stated = [m if isinstance(m, Labelled) else _labelled(context, found, m) for m in members]
        stated = [s for s in stated if s is not None]
        names = frozenset(s.name for s in stated)
        if len(names) > 1 and not any(names <= other for other in seen):
            seen.append(names)
            yield (report.id, short_hash("|".join(sorted(names)) + what)), LabelledFact(what, tuple(stated))


def _labelled(context: Context, found: Statements, n: int) -> Labelled | None:
    claim = found.claims[n]
    return Labelled(context.about(found.keys[n]), claim.id, claim.confidence) if claim.confidence else None


def _by_words(found: Statements) -> Iterator[tuple[str, list]]:
    pairs = [p for p in found.pairs if found.ample(p) and not found.only_names(p) and (p.score >= ALIKE_IN_WORDS or (p.score >= ALIKE_IN_WORDS - 0.05 and found.rare_words(p) >= 3))]
    for group in samefact.cliques(pairs, 0.0):
        shared = frozenset.intersection(*(found.features[n] for n in group))
        best = sorted((f for f in shared if f[0] != "d"), key=lambda f: (-found.likeness.rarity(f), f))[:3]
        yield ", ".join(_name(found, group[0], f) for f in best), list(group)


def _by_figure(context: Context, report: Report, found: Statements) -> Iterator[tuple[str, list]]:
    """Statements of the same figure of the same thing."""
    scores = {(p.first, p.second): p for p in found.pairs}
    holders: dict[Feature, dict[int, Quantity]] = defaultdict(dict)
    for n, reading in enumerate(found.readings):
        for quantity in reading.figures:
            holders[samefact.value(quantity)].setdefault(n, quantity)
    rows: dict[Feature, list[LabelledRow]] = defaultdict(list)
    for row in labelled_rows(context, report):
        rows[samefact.value(row.quantity)].append(row)
    for feature in dict.fromkeys([*holders, *rows]):
        members, same = holders.get(feature, {}), rows.get(feature, [])
        nouns_of = {n: noun[1] for n, q in members.items() if (noun := samefact.counted(found.readings[n].text, q))}

        def linked(one: object, other: object, feature: Feature = feature, nouns_of: dict[int, str] = nouns_of) -> bool:
            if isinstance(one, LabelledRow) or isinstance(other, LabelledRow):
                row, rest = (one, other) if isinstance(one, LabelledRow) else (other, one)
                return row.same(rest) if isinstance(rest, LabelledRow) else row.fits(found.readings[rest], nouns_of.get(rest))
            if one in nouns_of and other in nouns_of and samefact.same_noun(nouns_of[one], nouns_of[other]):
                return True
            pair = scores.get((min(one, other), max(one, other)))
            return found.telling(feature) and pair is not None and found.alike(pair)

        for group in _connected([*sorted(members), *same], linked):
            if len(group) > 1:
                yield _what(found, feature, group, members), [m.stated if isinstance(m, LabelledRow) else m for m in group]


def _connected(items: list, linked: Callable[[object, object], bool]) -> Iterator[list]:
    left = list(items)
    while left:
        group = [left.pop(0)]
        for one in group:
            more = [other for other in left if linked(one, other)]
            group += more
            left = [other for other in left if other not in more]
        yield group


def _what(found: Statements, feature: Feature, group: list, members: dict[int, Quantity]) -> str:
    """A fact in a few words: its figure with the noun, the label of a row, or the rarest shared words."""
    claims = [m for m in group if not isinstance(m, LabelledRow)]
    row = next((m for m in group if isinstance(m, LabelledRow)), None)
    if row is not None:
        return f"{row.label}: {row.quantity.text}"
    text, quantity = found.readings[claims[0]].text, members[claims[0]]
    phrase = nouns.after(text, quantity.end) if quantity.kind in ("count", "multiple", "percent") else None
    if phrase is not None:
        return f"{quantity.text} {phrase[0]}"
    shared = frozenset.intersection(*(found.features[n] for n in claims)) if len(claims) > 1 else frozenset()
    best = sorted((f for f in shared if f[0] == "w"), key=lambda f: (-found.likeness.rarity(f), f))[:2]
    return " ".join([quantity.text, *(_name(found, claims[0], f) for f in best)])


@record
class LabelledRow:
    """A row of a table of metrics that has a column for confidence."""

    label: str
    noun: str
    metric: str
    quantity: Quantity
    stated: Labelled

    def same(self, other: LabelledRow) -> bool:
        """Whether two rows are about the same metric."""
        return samefact.same_noun(self.noun, other.noun) if self.noun and other.noun and not self.metric else self.metric == other.metric

    def fits(self, reading: Reading, counted: str | None) -> bool:
        """Whether a statement with the same figure speaks of the same metric."""
        if counted is not None and self.noun:
            return samefact.same_noun(self.noun, counted)
        words = samefact.stems(self.label)
        said = set(samefact.stems(reading.text))
        known = sum(any(samefact.same_noun(w, s) for s in said) for w in words)
        return bool(words) and 3 * known >= 2 * len(words)


def labelled_rows(context: Context, report: Report) -> Iterator[LabelledRow]:
    """Rows of tables with a column of confidence labels, by their first figure."""
    style = number_style(report)
    for table in report.tables:
        column = next((c.column for c in table.header if _LABEL_HEADER.match(without_citations(c.text))), None)
        if column is not None:
            yield from _rows(context, report, table, column, style)


def _rows(context: Context, report: Report, table: Table, column: int, style: str | None) -> Iterator[LabelledRow]:
    from kg import quantities

    for row in table.rows:
        label = next((c for c in row if c.column == column), None)
        confidence = _confidence(label.text) if label else None
        if confidence is None or len(row) < 3:
            continue
        name = re.sub(r"\([^)]*\)", " ", without_citations(row[0].text)).strip()
        for cell in row[1:]:
            figures = [q for q in quantities.extract(without_citations(cell.text), style) if q.kind != "date" and q.low is not None]
            if figures and cell is not label:
                place = About("cell", cell.id, row[0].place, " | ".join(c.text for c in row), report.id)
                words = samefact.stems(re.split(r"\b(?:on|of|in|per|for|with)\b", name)[0])
                mentions = context.metrics.mentions(name)
                metric = mentions[-1].concept.label if mentions else ""
                yield LabelledRow(name, words[-1] if words else "", metric, figures[0], Labelled(place, f"{table.caption or 'table'}: {row[0].text.strip()}", confidence))
                break


def _confidence(text: str) -> Confidence | None:
    plain = without_citations(text).strip(" *_.").lower()
    return next((c for c in Confidence if c.value.lower() == plain), None)


@record
class Derived:
    """A claim and one it was derived from."""

    claim: Claim
    about: About
    base: Claim
    base_about: About


@candidates("derived-claims")
def derived_claims(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Every stated derivation of a claim from a claim."""
    graph = context.graph
    for key, claim in graph.of_type("claim", report.id):
        for edge in graph.out(key, "derived-from"):
            if edge.target.type == "claim":
                yield (key, edge.target), Derived(claim, context.about(key), graph.nodes[edge.target], context.about(edge.target))
