"""From rows of claims, sources, metrics and risks to the objects of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePath

from kg import patterns as re
from kg import schemas
from kg.loaders import _columns, _confidence
from kg.loaders._own_sources import OwnSources
from kg.loaders._records import Field, Record, Records
from kg.model import Citation, Claim, Confidence, Observation, Period, Place, Quantity, Risk, Source, Trouble
from kg.prose import Ids, short_hash, slug
from kg.reading import InputError


@dataclass(slots=True)
class Register:
    """What the data files of a folder hold, gathered file by file."""

    claims: list[Claim] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    unread: list[Place] = field(default_factory=list)
    remarks: list[tuple[str, Place, Place]] = field(default_factory=list)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What ``kg.toml`` says that columns are: kind to field to column."""
    foreign: bool = False
    """Whether the rows were made for other programs: columns without a meaning here are no mistake."""
    understood: list[str] = field(default_factory=list)
    """What was read as what, where names or wordings are not those of the report folder."""
    own: OwnSources | None = None
    subject: str = ""
    section_ids: dict[str, str] = field(default_factory=dict)
    """Section number to section id of the text, for the columns that name a section."""
    _first: dict[tuple[str, str], Place] = field(default_factory=dict)
    _ids: dict[str, Ids] = field(default_factory=dict)

    def add(self, kind: str, path: str, found: Records) -> None:
        """Add the rows of one file.  Raises :class:`kg.reading.InputError` when a column is missing."""
        self.troubles += found.troubles
        self.unread += found.unread
        known = schemas.columns(kind)
        said = self.columns.get(kind, {})
        as_field = _columns.understand(kind, _columns.names_of(found), said, known)
        found = _columns.renamed(found, kind, said, known)
        foreign = self.foreign or bool(set(as_field.values()) & {"statement", "sources", "url"})
        self._say(kind, path, found, as_field, foreign, known)
        if found.header:
            _require_columns(path, kind, found)
        if found.header and not foreign:
            for name, place in found.header.items():
                self._unknown(name, known, kind, place)
        if kind == "claims":
            self.own = OwnSources(self.sources)
        make = {"claims": self._claim, "sources": self._source, "metrics": self._metric, "risks": self._risk}[kind]
        for record in found.rows:
            if not found.header and not foreign:
                for name in record.fields:
                    self._unknown(name, known, kind, record.fields[name].place)
            make(_Row(record, self))
            self._suppress(record)
        if kind == "claims":
            self.sources += self.own.made.values()

    def _say(
        self, kind: str, path: str, found: Records, as_field: Mapping[str, str], foreign: bool, known: tuple[str, ...]
    ) -> None:
        """Note which columns were read as what, and which were not."""
        parts = [f"{column} as {name}" for column, name in as_field.items()]
        plain = (*known, *_columns.OWN.get(kind, ()))
        rest = [n for n in _columns.names_of(found) if n not in plain] if foreign else []
        parts += [f"not read: {', '.join(rest)}"] if rest else []
        if parts:
            self.understood.append(f"{PurePath(path).name}: {'; '.join(parts)}")

    def _suppress(self, record: Record) -> None:
        """Remarks of a row that set findings about it aside."""
        written = record.fields.get("suppress")
        if written is None:
            return
        parts = written.items if written.items is not None else [(line, written.place) for line in written.text.splitlines()]
        self.remarks += [(text, place, record.place) for text, place in parts if text.strip()]

    def _unknown(self, name: str, known: tuple[str, ...], kind: str, place: Place) -> None:
        if name in known:
            return
        near = get_close_matches(name, known, 1, 0.6)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."
        self.troubles.append(Trouble("unknown-field", f"{kind} have no field {name!r}. {hint}", place, name))

    def _note_id(self, kind: str, id: str, place: Place) -> None:
        first = self._first.setdefault((kind, id), place)
        if first is not place:
            where = f"{PurePath(first.path).name}:{first.line}" if first.path != place.path else f"line {first.line}"
            self.troubles.append(
                Trouble(
                    "duplicate-id",
                    f"the id {id} is already used in {where}. Give one of the two another id.",
                    place,
                    id,
                    (first,),
                )
            )

    def _claim(self, row: _Row) -> None:
        statement = row["statement"]
        id = row.id("claim", statement.text)
        if not statement.text:
            self.troubles.append(
                Trouble(
                    "empty-statement", f"the claim {id} states nothing. Write its statement or remove the row.", row.place, id
                )
            )
        stated = row["confidence"]
        self._note_id("claims", id, row["id"].place)
        claim = Claim(
            id,
            statement.text,
            row.place,
            statement.place,
            confidence=row.confidence(),
            confidence_text=stated.text,
            sources=row.citations("sources"),
            section=row.section(),
            derived_from=row.citations("derived_from"),
            quotes=dict(row["quotes"].pairs),
            disputed_by=row.citations("disputed_by"),
        )
        self.claims.append(self.own.settle(claim, row.record) if self.own else claim)

    def _source(self, row: _Row) -> None:
        text = {name: row[name].text for name in ("publisher", "title", "quote", "url", "date", "accessed")}
        id = row.id("source", "|".join(text.values()))
        if not (text["publisher"] or text["title"] or text["url"]):
            message = f"the source {id} has neither publisher nor title nor url. Say what it is."
            self.troubles.append(Trouble("missing-field", message, row.place, id))
        self._note_id("sources", id, row["id"].place)
        raw = " ".join(t for t in text.values() if t)
        self.sources.append(Source(id, place=row.place, raw=raw, **text))

    def _metric(self, row: _Row) -> None:
        metric, value, scope, period = row["metric"], row["value"], row["scope"].text, row["period"].text
        if not metric.text or not value.text:
            lacking = "metric" if not metric.text else "value"
            self.troubles.append(Trouble("missing-field", f"the row has no {lacking}. Fill it in or remove the row.", row.place))
            if not metric.text:
                self.unread.append(row.place)
                return
        given, subject = row["id"].text, row["subject"].text or self.subject
        if given:
            self._note_id("metrics", given, row["id"].place)
        content = "|".join((subject, metric.text, value.text, period, scope))
        id = self._new("metrics", given or f"{slug(metric.text)}-{short_hash(content)}")
        self.observations.append(
            Observation(
                id,
                subject,
                metric.text,
                value.text,
                value.place if value.text else row.place,
                quantity=quantity(value.text),
                period=period_of(period),
                period_text=period,
                scope=(("scope", scope),) if scope else (),
                carrier=("metric", id),
                claims=row.citations("claims"),
                stated_confidence=row.confidence(),
            )
        )

    def _risk(self, row: _Row) -> None:
        title = row["risk"].text
        if not title:
            self.troubles.append(Trouble("missing-field", "the row does not name a risk. Fill in the column 'risk'.", row.place))
        given = row["id"].text
        if given:
            self._note_id("risks", given, row["id"].place)
        id = given or self._new("risks", f"r{short_hash(title)}")
        plain = ("id", "risk", "section", "claims", "suppress")
        attributes = tuple((name, f.text) for name, f in row.record.fields.items() if name not in plain and f.text)
        self.risks.append(Risk(id, title, row.place, attributes, row.section(), row.citations("claims")))

    def _new(self, kind: str, wanted: str) -> str:
        return self._ids.setdefault(kind, Ids()).new(wanted)


def _require_columns(path: str, kind: str, found: Records) -> None:
    for name in schemas.required(kind):
        if name not in found.header:
            near = get_close_matches(name, found.header, 1, 0.6)
            hint = f"Rename {near[0]!r}, or add" if near else "Add"
            line = min(p.line for p in found.header.values())
            message = f'{kind} need a column {name!r}, and the header has none. {hint} {name!r} to the header, or say which column it is in kg.toml: [columns.{kind}] {name} = "…". Columns found: {", ".join(found.header)}.'
            raise InputError(path, message, line)


class _Row:
    """One record, read field by field; a field that is not there is empty, at the place of the row."""

    def __init__(self, record: Record, register: Register):
        self.record, self.register, self.place = record, register, record.place

    def __getitem__(self, name: str) -> Field:
        return self.record.fields.get(name) or Field("", self.place)

    def id(self, kind: str, content: str) -> str:
        given = self["id"].text
        if given:
            return given
        made = self.register._new(kind, f"{kind}-{short_hash(content)}")
        self.register.troubles.append(
            Trouble("missing-field", f"the {kind} has no id and cannot be cited. Give it one.", self.place, made)
        )
        return made

    def confidence(self) -> Confidence | None:
        stated = self["confidence"]
        step = _confidence.read(stated.text) if stated.text else None
        if stated.text and step is None:
            message = f"the confidence {stated.text!r} is none of High, Medium, Low, and is taken as not stated."
            self.register.troubles.append(Trouble("unreadable-line", message, stated.place))
        elif step is not None and stated.text.lower() != step.value.lower():
            said = f"confidence {stated.text} as {step.value}"
            if said not in self.register.understood:
                self.register.understood.append(said)
        return step

    def section(self) -> str | None:
        written = self["section"].text.rstrip(".")
        return self.register.section_ids.get(written, written) or None

    def citations(self, name: str) -> tuple[Citation, ...]:
        """The ids of a list field, each with its own place."""
        field = self[name]
        if field.items is not None:
            return tuple(Citation(text, place) for text, place in field.items if text)
        if "http" in field.text:
            return tuple(_addresses(field))
        at = field.place
        if at.line != at.end_line or at.end_column - at.column != len(field.text):
            return tuple(Citation(m.group(), at) for m in _PART.finditer(field.text))
        return tuple(
            Citation(m.group(), Place(at.path, at.line, at.column + m.start(), at.line, at.column + m.end()))
            for m in _PART.finditer(field.text)
        )


def _addresses(field: Field) -> Iterator[Citation]:
    """Addresses and ids of a field in which a comma or semicolon may be part of an address."""
    at = field.place
    exact = at.line == at.end_line and at.end_column - at.column == len(field.text)
    for match in _ADDRESSED.finditer(field.text):
        end = match.end() - len(match.group()) + len(match.group().rstrip(",;|"))
        place = Place(at.path, at.line, at.column + match.start(), at.line, at.column + end) if exact else at
        yield Citation(field.text[match.start() : end], place)


_ADDRESSED = re.compile(r"https?://[^\s;|<>\"\]]+|[^\s;,|\[\]<>]+")
_PART = re.compile(r"[^\s;,\[\]]+(?:[ \t]+[^\s;,\[\]]+)*")


# --------------------------------------------------------------------------- figures and periods


def quantity(value: str) -> Quantity | None:
    """The figure a value consists of; ``None`` when it is a name or holds more than a figure."""
    from kg.quantities import extract

    found = extract(value)
    if len(found) == 1:
        return found[0]
    # "$15 million in 2019": one figure, and a date that tells when it held.
    figures = [q for q in found if q.kind != "date"]
    return figures[0] if len(figures) == 1 else None


def period_of(text: str) -> Period | None:
    """The days a period text stands for; ``None`` when it names none."""
    if not text:
        return None
    from kg.quantities import extract

    dates = [q for q in extract(text) if q.kind == "date" and q.period is not None]
    return dates[0].period if dates else None
