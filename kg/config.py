"""``kg.toml``: who the report is about, who publishes what, who speaks for whom."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from kg import schemas
from kg.findings import Certainty, Severity
from kg.model import Place
from kg.reading import InputError
from kg.records import record
from kg.suppressions import Suppression

FILE = "kg.toml"


@record
class Interest:
    """What one party controls: publishers by name, sources by title or address pattern (``*`` and ``?``)."""

    publishers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@record
class Config:
    """The resolved configuration; every field has a default that works without a file.

    ``subject`` and ``aliases`` name what the report is about; ``as_of`` is the day its present
    tense speaks of.  ``publishers`` maps a canonical publisher name to other names of the same
    publisher.  ``interests`` maps a party to what it controls.  ``names`` maps an organisation to the
    other names it acts under; ``events`` adds words to a kind of event, or a kind of its own:
    ``did``, ``done``, ``will``, ``nominal``, ``nouns``, ``types`` (lists of words) and ``once``
    (see ``ontology/events.ttl``).  ``metrics`` adds words to a metric (``also``) or a metric of its own
    (``unit``, ``nature``, ``additive``; see ``ontology/metrics.ttl``); ``lexicons`` adds units,
    currencies, scales and wording (see ``ontology/lexicons``).  ``columns`` says which column of a
    register is which field, by kind of row (``claims``, ``sources``, ``metrics``, ``risks``).  ``severities`` overrides a
    check's severity by code or name.  ``suppressions`` are findings that are set aside.

    ``paths``, ``select``, ``ignore``, ``min_severity``, ``min_confidence``, ``fail_on`` and
    ``baseline`` are what ``kg check`` does without the options of these names; ``paths`` and
    ``baseline`` are relative to the file.  ``base`` is the IRI under which exports name nodes.
    """

    path: str | None = None
    subject: str = ""
    aliases: tuple[str, ...] = ()
    as_of: date | None = None
    base: str = "https://example.org/kg/"
    publishers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    interests: Mapping[str, Interest] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    metrics: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    lexicons: Mapping[str, object] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: Severity = Severity.INFO
    min_confidence: Certainty = Certainty.LOW
    fail_on: Severity | None = Severity.ERROR
    baseline: str = ""
    suppressions: tuple[Suppression, ...] = ()

    @property
    def folder(self) -> str:
        """The folder that paths in the file are relative to."""
        return str(Path(self.path).parent) if self.path else ""


def find(start: Path) -> Path | None:
    """The nearest ``kg.toml`` in ``start`` (or its folder, if it is a file) or above it."""
    folder = start.resolve()
    if not folder.is_dir():
        folder = folder.parent
    for candidate in (folder, *folder.parents):
        if (candidate / FILE).is_file():
            return candidate / FILE
    return None


def load(path: Path | str) -> Config:
    """Read a configuration file.  Raises :class:`kg.reading.InputError` with the line and what to do."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(str(path), "no such configuration file.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot read the configuration: {error}.") from None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise InputError(str(path), f"not valid TOML: {error}.", int(line.group(1)) if line else None) from None
    return _Reader(str(path), text).config(raw)


class _Reader:
    """Turns the parsed file into a :class:`Config`, with a message for every wrong entry."""

    def __init__(self, path: str, text: str):
        self.path, self.text = path, text

    def fail(self, key: str, message: str) -> InputError:
        line = next(
            (n for n, row in enumerate(self.text.splitlines(), 1) if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", row)), None
        )
        return InputError(self.path, message, line)

    def only(self, table: Mapping, known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, 1)
                hint = f" Did you mean {near[0]!r}?" if near else f" Known: {', '.join(known)}."
                raise self.fail(key, f"unknown key {key!r} in {where}.{hint}")

    def strings(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.fail(key, f"{key!r} must be a list of strings.")
        return tuple(value)

    def string(self, value: object, key: str) -> str:
        if not isinstance(value, str):
            raise self.fail(key, f"{key!r} must be a string.")
        return value

    def table(self, raw: Mapping, key: str) -> Mapping:
        value = raw.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(key, f"[{key}] must be a table.")
        return value

    def config(self, raw: Mapping) -> Config:
        self.only(raw, ("report", "publishers", "interests", "names", "events", "metrics", "lexicons", "columns", "severity", "check", "suppress", "export"), "the file")
        report, check, export = self.table(raw, "report"), self.table(raw, "check"), self.table(raw, "export")
        self.only(report, ("subject", "aliases", "as_of"), "[report]")
        self.only(check, ("paths", "select", "ignore", "min_severity", "min_confidence", "fail_on", "baseline"), "[check]")
        self.only(export, ("base",), "[export]")
        return Config(
            path=self.path,
            subject=self.string(report.get("subject", ""), "subject"),
            aliases=self.strings(report.get("aliases", []), "aliases"),
            as_of=self.day(report, "as_of"),
            base=self.string(export.get("base", Config.__dataclass_fields__["base"].default), "base"),
            publishers={k: self.strings(v, k) for k, v in self.table(raw, "publishers").items()},
            interests={k: self.interest(k, v) for k, v in self.table(raw, "interests").items()},
            names={k: self.strings(v, k) for k, v in self.table(raw, "names").items()},
            events={k: self.event(k, v) for k, v in self.table(raw, "events").items()},
            metrics={k: self.metric(k, v) for k, v in self.table(raw, "metrics").items()},
            lexicons=self.table(raw, "lexicons"),
            columns={k: self.fields(k, v) for k, v in self.table(raw, "columns").items()},
            severities={k: self.severity(k, v) for k, v in self.table(raw, "severity").items()},
            paths=self.strings(check.get("paths", []), "paths"),
            select=self.strings(check.get("select", []), "select"),
            ignore=self.strings(check.get("ignore", []), "ignore"),
            min_severity=self.word(check, "min_severity", Severity, Severity.INFO),
            min_confidence=self.word(check, "min_confidence", Certainty, Certainty.LOW),
            fail_on=None if check.get("fail_on") == "never" else self.word(check, "fail_on", Severity, Severity.ERROR, " or never"),
            baseline=self.string(check.get("baseline", ""), "baseline"),
            suppressions=tuple(self.suppressions(raw.get("suppress", []))),
        )

    def day(self, table: Mapping, key: str) -> date | None:
        value = table.get(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        elif value is None or type(value) is date:
            return value
        raise self.fail(key, f"{key!r} must be a date such as 2026-05-09.")

    def word(self, table: Mapping, key: str, words: type[StrEnum], default: StrEnum, also: str = "") -> StrEnum:
        try:
            return words(table.get(key, default))
        except ValueError:
            raise self.fail(key, f"{key!r} must be one of {', '.join(w.value for w in words)}{also}.") from None

    def suppressions(self, entries: object) -> Iterator[Suppression]:
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise self.fail("suppress", "'suppress' must be tables: [[suppress]] with check, reason and what it holds for.")
        rows = self.text.splitlines()
        heads = [n for n, row in enumerate(rows, 1) if re.match(r"\s*\[\[\s*suppress\s*\]\]", row)]
        first = next((n for n, row in enumerate(rows, 1) if re.match(r"\s*suppress\b", row)), 1)
        for n, entry in enumerate(entries):
            self.only(entry, ("check", "reason", "until", "path", "id", "fingerprint"), "[[suppress]]")
            checks = entry.get("check", [])
            checks = (checks,) if isinstance(checks, str) else self.strings(checks, "check")
            text = {k: self.string(entry.get(k, ""), k).strip() for k in ("reason", "path", "id", "fingerprint")}
            line = heads[n] if n < len(heads) else first
            if not checks and not text["fingerprint"]:
                raise InputError(self.path, "[[suppress]] names neither 'check' nor 'fingerprint'. Say which findings it sets aside.", line)
            place = Place(self.path, line, 1, line, len(rows[line - 1]) + 1)
            said = ", ".join((*checks, *(text[k] for k in ("path", "id", "fingerprint") if text[k])))
            yield Suppression(place, f"suppress {said}", checks, until=self.day(entry, "until"), **text)

    def fields(self, kind: str, value: object) -> Mapping[str, str]:
        """Fields of a kind of row to the columns that hold them."""
        if kind not in schemas.ROWS or not isinstance(value, dict):
            raise self.fail(kind, f"[columns] holds tables named {', '.join(schemas.ROWS)}, not {kind!r}.")
        self.only(value, schemas.columns(kind), f"[columns.{kind}]")
        return {name: self.string(column, name) for name, column in value.items()}

    def interest(self, name: str, value: object) -> Interest:
        if isinstance(value, list):
            value = {"publishers": value}
        if not isinstance(value, dict):
            raise self.fail(name, f"[interests] {name!r} must be a table with publishers, titles or addresses.")
        keys = ("publishers", "titles", "addresses")
        self.only(value, keys, f"[interests] {name!r}")
        return Interest(**{k: self.strings(value.get(k, []), k) for k in keys})

    def metric(self, name: str, value: object) -> Mapping[str, object]:
        if not isinstance(value, dict):
            raise self.fail(name, f"[metrics] {name!r} must be a table with also, unit, nature or additive.")
        self.only(value, ("also", "unit", "nature", "additive"), f"[metrics] {name!r}")
        read: dict[str, object] = {"also": self.strings(value.get("also", []), "also")}
        if "unit" in value:
            unit = value["unit"]
            read["unit"] = self.strings(unit, "unit") if isinstance(unit, list) else (self.string(unit, "unit"),)
        if "nature" in value:
            read["nature"] = self.string(value["nature"], "nature")
            if read["nature"] not in ("stock", "flow", "ratio", "rate", "event"):
                raise self.fail("nature", "'nature' must be stock, flow, ratio, rate or event.")
        if "additive" in value:
            read["additive"] = bool(value["additive"])
        return read

    def event(self, name: str, value: object) -> Mapping[str, object]:
        if not isinstance(value, dict):
            raise self.fail(name, f"[events] {name!r} must be a table with did, done, will, nominal, nouns, types or once.")
        lists = ("did", "done", "will", "nominal", "nouns", "types")
        self.only(value, (*lists, "once"), f"[events] {name!r}")
        once = value.get("once", False)
        if not isinstance(once, bool):
            raise self.fail(name, f"'once' of [events] {name!r} must be true or false.")
        found = {k: self.strings(value[k], k) for k in lists if k in value}
        return {**found, "once": once} if "once" in value else found

    def severity(self, key: str, value: object) -> Severity:
        try:
            return Severity(value)
        except ValueError:
            raise self.fail(key, f"severity of {key!r} must be error, warning or info.") from None
