"""All events of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import patterns as re
from kg.config import Config
from kg.events import frames as lexicon
from kg.events.acts import acts
from kg.events.frames import Frames
from kg.events.funding import Rounds
from kg.events.lastround import led_last
from kg.events.model import Event
from kg.events.offices import offices
from kg.events.origins import origins, rows
from kg.events.profiles import profiles
from kg.model import Observation, Report
from kg.readings import Reading, number_style
from kg.subjects import Subjects

_DEFINES = re.compile(r"^\W*(?P<name>[A-ZÀ-ÖØ-Þ][\w&’'.+-]*(?:\s+(?:&\s+|of\s+)?[A-Z0-9][\w&’'.+-]*){0,4}),?(?:\s*\([^)]*\))?,?\s+(?:is|was)\s+(?:an?|the)\s")


def frames_of(config: Config) -> Frames:
    """The frames in force: the shipped ones and those of the configuration."""
    return lexicon.load(config.events, config.names)


def read(report: Report, config: Config, readings: Iterable[Reading], observations: Iterable[Observation]) -> list[Event]:
    """Every event that the report tells, in the order of its parts: prose, profile, tables, data."""
    if not report.subject:
        report = replace(report, subject=_defined(report))
    known, subjects, readings = frames_of(config), Subjects(report, config), list(readings)
    rounds = Rounds(report, subjects, known)
    profile = list(rounds.cover())
    tables = list(rounds.tables(number_style(report) if report.tables else None))
    told = list(rounds.prose(readings, observations))
    return [
        *told,
        *led_last(readings, profile or [e for e in told if e.latest], tables, known),
        *profile,
        *tables,
        *rounds.data(),
        *acts(report, subjects, known, readings),
        *origins(report, subjects, known, readings),
        *profiles(report, subjects, readings),
        *rows(report, subjects),
        *offices(report, subjects, readings),
    ]


def _defined(report: Report) -> str:
    """What the first sentence defines: "Acme ("Acme Inc.") is a …"."""
    for passage in report.passages:
        for sentence in passage.sentences[:1]:
            match = _DEFINES.match(sentence.text)
            if match and match["name"] not in ("This", "It", "There", "The"):
                return match["name"]
        if passage.sentences:
            return ""
    return ""
