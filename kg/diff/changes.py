"""What changed in one report: claims, confidence, figures, sources, evidence, quotes, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg import samefact
from kg.candidates import Context
from kg.diff import units
from kg.diff.model import Change, Side
from kg.diff.pairing import Pairing
from kg.diff.units import Unit
from kg.model import Claim, Quantity, Report, Source, Table
from kg.records import record

SAME_ID = 0.25
"""Under one id, statements that share less of their words than this are only a pair when nothing else is."""


@record
class Version:
    """One report with the run's shared readings."""

    report: Report
    context: Context


def changes(old: Version, new: Version) -> list[Change]:
    """Every difference between two versions of one report, in the order they are listed."""
    return sorted(_Comparison(old, new).all(), key=lambda c: c.order)


class _Comparison:
    def __init__(self, old: Version, new: Version):
        self.old, self.new = old, new
        self.sources = _sources(old.report, new.report)
        before, after = units.statements(old.report), units.statements(new.report)
        self.claims = _claims(before.values(), after.values())
        self.ids = {a.id: b.id for a, b in self.sources.pairs} | {a.id: b.id for a, b in self.claims.pairs}

    def all(self) -> Iterator[Change]:
        yield from self._listed_claims()
        yield from self._source_rows()
        yield from self._texts()
        yield from self._metrics()

    # ------------------------------------------------------------------ claims and their evidence

    def _listed_claims(self) -> Iterator[Change]:
        rows_old, rows_new = _rows(self.old.report), _rows(self.new.report)
        for unit in self.claims.old:
            yield Change("claim", "removed", unit.id, old=_side(unit))
        for unit in self.claims.new:
            yield Change("claim", "added", unit.id, new=_side(unit))
        for before, after in self.claims.pairs:
            if before.plain != after.plain or before.id != after.id:
                name = after.id if before.id == after.id else f"{before.id} → {after.id}"
                yield Change("claim", "changed", name, _side(before), _side(after), _figures(before, after))
            a, b = rows_old[before.id], rows_new[after.id]
            if _label(a) != _label(b):
                stated = (Side(_label(a) or "not stated", a.place), Side(_label(b) or "not stated", b.place))
                yield Change("confidence", "changed", after.id, *stated)
            yield from self._links("evidence", after.id, before.citations, after.citations, a.place, b.place)
            derived = (units.targets(a.derived_from), units.targets(b.derived_from))
            yield from self._links("evidence", after.id, *derived, a.place, b.place, "derived from ")
            disputed = (units.targets(a.disputed_by), units.targets(b.disputed_by))
            yield from self._links("evidence", after.id, *disputed, a.place, b.place, "disputed by ")
            yield from self._quotes(a, b)

    def _links(
        self, topic: str, id: str, old: Iterable[str], new: Iterable[str], old_place, new_place, word: str = ""
    ) -> Iterator[Change]:
        """Ids that are cited no longer, or newly; an id that became another one counts as the same."""
        now = {self.ids.get(t, t): t for t in old}
        for there, target in now.items():
            if there not in new:
                yield Change(topic, "removed", id, old=Side(word + self._named(target, self.old.report), old_place))
        for target in new:
            if target not in now:
                yield Change(topic, "added", id, new=Side(word + self._named(target, self.new.report), new_place))

    def _named(self, target: str, report: Report) -> str:
        source = next((s for s in report.sources if s.id == target), None)
        return f"{target} {_title(source)}" if source else target

    def _quotes(self, a: Claim, b: Claim) -> Iterator[Change]:
        """Quotes that stand with the claim itself."""
        before = {self.ids.get(k, k): v for k, v in a.quotes.items()}
        for source in dict.fromkeys((*before, *b.quotes)):
            yield from _quote(f"{b.id} {source}", before.get(source, ""), b.quotes.get(source, ""), a.place, b.place)

    def _source_rows(self) -> Iterator[Change]:
        for source in self.sources.old:
            yield Change("source", "removed", source.id, old=Side(_title(source), source.place))
        for source in self.sources.new:
            yield Change("source", "added", source.id, new=Side(_title(source), source.place))
        for a, b in self.sources.pairs:
            if a.id != b.id or _record(a) != _record(b):
                name = b.id if a.id == b.id else f"{a.id} → {b.id}"
                yield Change("source", "changed", name, Side(_record(a), a.place), Side(_record(b), b.place))
            yield from _quote(b.id, a.quote, b.quote, a.place, b.place)

    # ------------------------------------------------------------------ text, tables, rows of data

    def _texts(self) -> Iterator[Change]:
        pairing = Pairing(units.prose(self.old.report), units.prose(self.new.report))
        pairing.by(
            lambda u: (u.kind, u.plain, u.group, u.name) if u.plain else None,
            lambda u: (u.kind, u.plain) if u.plain else None,
            lambda u: (u.kind, u.name, u.group) if u.kind == "cover" else None,
            lambda u: (u.kind, u.id) if u.kind == "risk" else None,
            lambda u: (u.kind, u.group, u.citations) if u.kind == "references" else None,
            lambda u: (u.kind, u.group) if u.kind == "references" else None,
            lambda u: (u.plain,) if u.kind in ("claim", "sentence") and u.plain else None,
            lambda u: (u.masked, u.group) if u.quantities else None,
            lambda u: (u.masked,) if u.quantities and len(u.masked.split()) > 3 else None,
        )
        pairing.alike(lambda u: u.words, fits=lambda a, b: {a.kind, b.kind} <= {"claim", "sentence"} or a.kind == b.kind)
        tables = _tables(self.old.report.tables, self.new.report.tables)
        cells = _Cells(self.old.report, self.new.report)
        inside = [cells.of(a, b) for a, b in tables.pairs]
        for a, b in (*pairing.pairs, *(p for part in inside for p in part.pairs)):
            yield from self._pair(a, b)
        gone = [*pairing.old, *(u for part in inside for u in part.old), *(cells.whole(t, self.old.report) for t in tables.old)]
        come = [*pairing.new, *(u for part in inside for u in part.new), *(cells.whole(t, self.new.report) for t in tables.new)]
        yield from self._left(gone, come)

    def _metrics(self) -> Iterator[Change]:
        known: dict[int, tuple] = {}
        rows = []
        for version in (self.old, self.new):
            found = list(units.metrics(version.report))
            known.update((id(unit), key) for unit, key in found)
            rows.append([unit for unit, _ in found])
        pairing = Pairing(*rows)
        pairing.by(
            lambda u: (known[id(u)], u.group, u.plain, u.citations),
            lambda u: (known[id(u)], u.group, u.plain),
            lambda u: (known[id(u)], u.group, u.citations),
            lambda u: (known[id(u)], u.group),
            lambda u: (known[id(u)], u.plain),
            lambda u: (known[id(u)], u.citations) if u.citations else None,
            lambda u: (known[id(u)][:2], u.group, u.plain),
        )
        for a, b in pairing.pairs:
            yield from self._pair(a, b)
            if a.name != b.name:
                sides = (Side(f"{a.name}: {a.plain}", a.place), Side(f"{b.name}: {b.plain}", b.place))
                yield Change("figure", "changed", b.name, *sides)
        yield from self._left(pairing.old, pairing.new)

    def _pair(self, a: Unit, b: Unit) -> Iterator[Change]:
        if a.plain != b.plain:
            figures = _figures(a, b)
            topic = "claim" if a.kind == "claim" else _topic(b, bool(figures))
            yield Change(topic, "changed", b.name, _side(a), _side(b), figures)
        yield from self._links("citation", b.name, a.citations, b.citations, a.place, b.place)

    def _left(self, gone: list[Unit], come: list[Unit]) -> Iterator[Change]:
        """Text that was removed or added; what it measures may stand elsewhere, unchanged or with another value."""
        moved, changed = _moved(self.old, self.new, gone, come)
        for a, b, figures in changed:
            yield Change("figure", "changed", b.name, _side(a), _side(b), (figures,))
        for group, kind in ((gone, "removed"), (come, "added")):
            for unit in group:
                side = {"old" if kind == "removed" else "new": _side(unit)}
                if unit.kind == "references":
                    places = (unit.place, unit.place)
                    cited = (unit.citations, ()) if kind == "removed" else ((), unit.citations)
                    yield from self._links("citation", unit.name, *cited, *places)
                    continue
                here = [written(q) for q in unit.quantities if (id(unit), q.start) not in moved]
                pairs = tuple((w, "") if kind == "removed" else ("", w) for w in here)
                yield Change(_topic(unit, bool(here)), kind, unit.name, figures=pairs, **side)


# --------------------------------------------------------------------------- pairs


def _claims(old: Iterable[Unit], new: Iterable[Unit]) -> Pairing[Unit]:
    """Claims by id where it still says about the same; else by what they say; at the end by id alone."""
    pairing = Pairing(old, new).by(lambda u: (u.id, u.plain))
    likely = {u.id: u for u in pairing.old}
    pairing.by(lambda u: u.id if u.id in likely and _shared(likely[u.id], u) >= SAME_ID else None)
    return pairing.by(lambda u: u.plain).alike(lambda u: u.words).by(lambda u: u.id)


def _shared(a: Unit, b: Unit) -> float:
    if a.masked == b.masked:
        return 1.0
    return 2 * len(a.words & b.words) / max(len(a.words) + len(b.words), 1)


def _sources(old: Report, new: Report) -> Pairing[Source]:
    def first(report: Report) -> list[Source]:
        return list({s.id: s for s in reversed(report.sources)}.values())[::-1]

    pairing = Pairing(first(old), first(new)).by(
        lambda s: (s.id, _record(s)),
        lambda s: s.url or None,
        lambda s: (s.id, s.publisher.lower(), s.title.lower()),
        lambda s: (s.publisher.lower(), s.title.lower()) if s.title else None,
        lambda s: (s.id, s.title.lower()) if s.title else None,
        lambda s: (s.id, s.publisher.lower()) if s.publisher else None,
    )
    return pairing.alike(
        lambda s: frozenset(("w", w) for w in samefact.stems(f"{s.publisher} {s.title}")), fits=lambda a, b: a.id == b.id
    )


def _tables(old: tuple[Table, ...], new: tuple[Table, ...]) -> Pairing[Table]:
    def labels(table: Table) -> frozenset:
        return frozenset(("w", _text(row[0].text)) for row in table.rows if row)

    return (
        Pairing(old, new)
        .by(
            lambda t: (_text(t.caption), units.heads(t), len(t.rows)),
            lambda t: (_text(t.caption), units.heads(t)),
            lambda t: _text(t.caption) or None,
            lambda t: (units.heads(t), t.section),
            lambda t: units.heads(t) if any(units.heads(t)) else None,
        )
        .alike(labels)
    )


class _Cells:
    """Compares tables cell by cell: rows by their label, columns by their header."""

    def __init__(self, old: Report, new: Report):
        self.style = {id(r): units.number_style(r) for r in (old, new)}
        self.old, self.new = old, new

    def of(self, a: Table, b: Table) -> Pairing[Unit]:
        """The cells of both that belong together, and rows and columns that came or went."""
        found: Pairing[Unit] = Pairing((), ())
        columns = Pairing(enumerate(units.heads(a)), enumerate(units.heads(b))).by(lambda c: c[1] or None, lambda c: c[0])
        names = {j: (units.heads(b)[j] or f"column {j + 1}") for _, (j, _) in columns.pairs}
        rows = Pairing(a.rows, b.rows).by(_all, lambda r: _text(r[0].text) if r else None)
        rows.alike(lambda r: frozenset(("w", w) for c in r for w in samefact.stems(c.text)))
        for left, right in rows.pairs:
            for (i, _), (j, _) in columns.pairs:
                if i < len(left) and j < len(right):
                    name = " · ".join(filter(None, (_title_of(b), right[0].text.strip() if j else "", names[j])))
                    found.pairs.append((self._cell(left[i], name, self.old), self._cell(right[j], name, self.new)))
        found.old = [self._row(r, a, self.old) for r in rows.old] + self._columns(a, columns.old, self.old)
        found.new = [self._row(r, b, self.new) for r in rows.new] + self._columns(b, columns.new, self.new)
        return found

    def whole(self, table: Table, report: Report) -> Unit:
        """A table as one unit."""
        text = table.caption or " | ".join(c.text for c in table.header)
        return Unit(
            "table",
            table.id,
            f"table of {len(table.rows)} rows",
            text,
            table.place,
            "",
            units.targets(table.citations),
            self.style[id(report)],
        )

    def _cell(self, cell, name: str, report: Report) -> Unit:
        return Unit("cell", "", name, cell.text, cell.place, "", units.targets(cell.citations), self.style[id(report)])

    def _row(self, row, table: Table, report: Report) -> Unit:
        text = " | ".join(c.text.strip() for c in row)
        cited = units.targets(tuple(c for cell in row for c in cell.citations))
        return Unit("row", "", f"{_title_of(table)} · row", text, row[0].place, "", cited, self.style[id(report)])

    def _columns(self, table: Table, left: list[tuple[int, str]], report: Report) -> list[Unit]:
        found = []
        for n, name in left:
            cells = [row[n] for row in table.rows if n < len(row)]
            text = " | ".join([table.header[n].text.strip(), *(c.text.strip() for c in cells)])
            place = table.header[n].place
            found.append(Unit("row", "", f"{_title_of(table)} · column {name}", text, place, "", (), self.style[id(report)]))
        return found


def _all(row) -> tuple[str, ...]:
    return tuple(_text(c.text) for c in row)


def _text(text: str) -> str:
    return " ".join(units.without_citations(text).split()).lower()


def _title_of(table: Table) -> str:
    return " ".join(table.caption.split()) or "table"


# --------------------------------------------------------------------------- figures


def _figures(a: Unit, b: Unit) -> tuple[tuple[str, str], ...]:
    """Written figures that differ in value or hedge, old beside new where they are of one kind."""
    left, right = _only(a, b), _only(b, a)
    found: list[tuple[str, str]] = []
    for quantity in left:
        same = next((q for q in right if _sort(q) == _sort(quantity)), None) or next(
            (q for q in right if q.kind == quantity.kind), None
        )
        if same is not None:
            right.remove(same)
        found.append((written(quantity), written(same) if same else ""))
    return (*found, *(("", written(q)) for q in right))


def _only(a: Unit, b: Unit) -> list[Quantity]:
    there = Counter(_value(q) for q in b.quantities)
    found = []
    for quantity in a.quantities:
        value = _value(quantity)
        if there[value]:
            there[value] -= 1
        else:
            found.append(quantity)
    return found


def _value(quantity: Quantity) -> tuple:
    """What a figure says, hedges included, whatever the writing."""
    return (*samefact.value(quantity), quantity.period, quantity.approximate, quantity.bound, quantity.per)


_BOUNDS = {"gt": "over", "ge": "at least", "lt": "under", "le": "up to"}


def written(quantity: Quantity) -> str:
    """The figure as written, with its hedge in a word where that stands outside it ("over 500,000")."""
    bare = quantity.text[:1].isdigit() or quantity.text[:1] in "$€£¥"
    if not bare or quantity.text.endswith("+"):
        return quantity.text
    hedge = _BOUNDS.get(quantity.bound or "", "about" if quantity.approximate else "")
    return f"{hedge} {quantity.text}" if hedge else quantity.text


def _sort(quantity: Quantity) -> tuple:
    return (quantity.kind, quantity.unit, quantity.currency)


def _moved(old: Version, new: Version, gone: list[Unit], come: list[Unit]):
    """Figures that stand elsewhere now, and those whose value changed on the way, by what they measure."""
    moved: set[tuple[int, int]] = set()
    changed: list[tuple[Unit, Unit, tuple[str, str]]] = []
    if not gone or not come:
        return moved, changed
    sides = [_measured(version, left) for version, left in ((old, gone), (new, come))]
    for key, here in sides[0].items():
        there = sides[1].get(key, [])
        if len(here) == len(there) == 1:
            (a, p, value), (b, q, other) = here[0], there[0]
            moved |= {(id(a), p.start), (id(b), q.start)}
            if value != other:
                changed.append((a, b, (written(p), written(q))))
    return moved, changed


def _measured(version: Version, left: list[Unit]) -> Mapping[tuple, list]:
    facts, found = units.facts(version.context, version.report), {}
    starts = {(p.path, p.line): [] for p in facts}
    for place in facts:
        starts[place.path, place.line].append(place)
    for unit in left:
        lines = range(unit.place.line, unit.place.end_line + 1) if unit.kind in ("sentence", "claim", "cover") else ()
        for place in (p for n in lines for p in starts.get((unit.place.path, n), ())):
            inside = (
                (unit.place.line, unit.place.column) <= (place.line, place.column) < (unit.place.end_line, unit.place.end_column)
            )
            for key, value, text in facts[place] if inside else ():
                quantity = next((q for q in unit.quantities if q.text == text), None)
                if quantity is not None:
                    found.setdefault(key, []).append((unit, quantity, value))
    return found


# --------------------------------------------------------------------------- words


def _topic(unit: Unit, figures: bool) -> str:
    if unit.kind == "claim":
        return "claim"
    if figures or unit.kind in ("metric", "cover"):
        return "figure"
    return "table" if unit.kind in ("cell", "row", "table") else "text"


def _rows(report: Report) -> dict[str, Claim]:
    return {c.id: c for c in reversed(report.claims) if not c.in_text}


def _label(claim: Claim) -> str:
    return claim.confidence.value if claim.confidence else claim.confidence_text.strip()


def _title(source: Source) -> str:
    return " · ".join(filter(None, (source.publisher, source.title))) or source.url or source.raw


def _record(source: Source) -> str:
    return " · ".join(filter(None, (source.publisher, source.title, source.url, source.date)))


def _quote(id: str, before: str, after: str, old_place, new_place) -> Iterator[Change]:
    before, after = before.strip(), after.strip()
    if before != after:
        kind = "changed" if before and after else "removed" if before else "added"
        old = Side(before, old_place) if before else None
        yield Change("quote", kind, id, old, Side(after, new_place) if after else None)


def _side(unit: Unit) -> Side:
    return Side(unit.plain, unit.place)
