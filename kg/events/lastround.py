"""Who led the last round, where its name is not said: "Meridian Peak led the most recent round".

Which round is the last one, the profile says, or the highest letter of the rounds that tables tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg import patterns as re
from kg import scope
from kg.events import parties
from kg.events.frames import Frames
from kg.events.model import Event, Member
from kg.readings import Reading

_LAST = r"(?:the|its)\s+(?:most\s+recent|latest|last|newest)\s+(?:funding\s+|financing\s+|investment\s+)?(?:round|financing|raise|fundraise)\b(?!\s+(?:of|before|until|to|for|that|which|on)\b)"
_LED = re.compile(rf"(?:^|[.;:]\s+|[*•–-]\s+)\W*(?P<name>{parties.NAME})\s+(?:had\s+|has\s+)?led\s+{_LAST}")
_LED_BY = re.compile(rf"\b(?i:{_LAST})\s+(?:was|had\s+been)\s+led\s+by\s+(?P<name>{parties.NAME})(?!\s*(?:,|and|&)\s+(?:and\s+)?[A-Z])")
_DATE_KEY = re.compile(r"\W*(?:last|latest|most recent)\s+(?:(?:funding|financing)\s+)?(?:round\s+)?date\W*", re.I)
_NOT_LAST = re.compile(r"\b(?:before|until|prior to|in 20[01]\d|at the time|then)\b", re.I)


def led_last(readings: Iterable[Reading], profile: Sequence[Event], rows: Sequence[Event], frames: Frames) -> Iterator[Event]:
    """The leader of the last round, from sentences that call it so and do not name it, and its date, from a labelled line."""
    last = next((e for e in profile if e.series), None)
    if last is None:
        lettered = [e for e in rows if e.series.startswith("series-")]
        last = max(lettered, key=lambda e: e.series, default=None)
        if last is None or len({e.subject for e in lettered}) > 1:
            return
    for reading in readings:
        text = reading.text
        if reading.key is not None and len(reading.dates) == 1 and _DATE_KEY.fullmatch(reading.key[0]) and reading.dates[0].start - reading.key[1] < 4 and reading.carrier.kind != "cover":
            date, carrier = reading.dates[0], reading.carrier
            yield replace(
                last, carrier=(carrier.kind, carrier.id), place=carrier.place, section=carrier.section, passage=carrier.passage, period=date.period, date_text=date.text, amount=None, amount_text="",
                members=(), latest=False,
            )  # fmt: skip
            continue
        if "led" not in reading.words or " round" not in text or reading.carrier.kind == "cover":
            continue
        text = parties.unmarked(text)
        match = _LED.search(text) or _LED_BY.search(text)
        if match is None or scope.rounds(match.group()) or _NOT_LAST.search(match.group()):
            continue
        name = match["name"]
        carrier = reading.carrier
        yield replace(
            last, carrier=(carrier.kind, carrier.id), place=carrier.place, section=carrier.section, passage=carrier.passage, period=None, date_text="", amount=None, amount_text="",
            members=(Member("lead", name, frames.key(name), True),), latest=False,
        )  # fmt: skip
