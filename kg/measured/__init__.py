"""Which metric a figure in a sentence is of: the words right of it, left of it, the verb, the key of its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import patterns as re
from kg.measured.base import NAME, Measured, alike, make, partial, without_dates
from kg.measured.beside import by_key, left_of, nearest, right_of
from kg.measured.counted import clause_subject
from kg.measured.rated import ratios
from kg.measured.rounds import by_verb, round_amount
from kg.measured.wordings import by_wording
from kg.model import Quantity
from kg.readings import Reading

__all__ = ["Measured", "figures", "founding", "partial", "ratios"]


_TEAM = re.compile(r"\W*(?:(?:the|our|current)\s+)?(?:team|people)\W*", re.I)
"""The key of a profile under which the staff is counted."""


def figures(reading: Reading, label: str = "", value_start: int = 0) -> Iterator[Measured]:
    """Each figure of a reading whose metric can be told, in order.

    ``label`` and ``value_start`` are the key of a key-value line and the offset of its value.
    """
    found = reading.figures
    label = "team size" if _TEAM.fullmatch(label) else label
    first_value = next((q for q in found if q.start >= value_start), None) if label else None
    previous: Measured | None = None
    used: set[int] = set()
    of_so_many = ratios(reading) if len(found) > 1 else ()
    for n, quantity in enumerate(found):
        if n in of_so_many:
            previous = None
            continue
        left_limit = next((q.end for q in reversed(found[:n]) if alike(q, quantity)), 0)
        right_limit = found[n + 1].start if n + 1 < len(found) else len(reading.text)
        measured = round_amount(reading, quantity, label if quantity is first_value else "", left_limit)
        if measured is None and quantity is first_value:
            measured = by_key(reading, quantity, label, value_start)
            if measured is not None and measured.concept is None:
                # A key that is no known metric names the figure only when nothing beside it does.
                measured = right_of(reading, quantity, right_limit) or measured
        if measured is None:
            measured = right_of(reading, quantity, right_limit)
            if measured is not None and measured.concept is None and quantity.kind == "measure":
                # "Emissions were 2.9 million tonnes of CO2": what a measure is of names it only without a better name.
                measured = left_of(reading, quantity, left_limit, used) or measured
        measured = (
            measured
            or left_of(reading, quantity, left_limit, used)
            or by_wording(reading, quantity, left_limit)
            or by_verb(reading, quantity, left_limit)
            or clause_subject(reading, quantity)
            or nearest(reading, quantity, left_limit, right_limit)
        )
        if measured is not None and (measured.concept is None or measured.concept.id == "price"):
            # "A staff of 370 runs the company": a turn of phrase tells more than the noun or verb behind the figure.
            measured = by_wording(reading, quantity, left_limit) or measured
        if measured is not None and measured.concept is not None:
            # "5 open roles (2 in sales)": a metric word that has its figure takes no second one.
            used |= {
                m.start
                for m in reading.mentions
                if m.concept is measured.concept
                and quantity.start - 90 < m.start < quantity.end + 60
                and (m.end <= quantity.start or measured.via == "right")
            }
        if previous is not None and alike(previous.quantity, quantity) and (measured is None or measured.sure < previous.sure):
            between = without_dates(reading, previous.quantity.end, quantity.start)
            if _AND_TO.fullmatch(between):
                measured = replace(previous, quantity=quantity, via="series")
        if measured is not None and measured.concept is not None and measured.concept.id == "age" and _AT_AGE.search(reading.text, max(0, quantity.start - 40), quantity.start):
            measured = None  # "at ages 4, 7 and 12" says when something was measured
        previous = measured
        if measured is not None:
            following = found[n + 1] if n + 1 < len(found) else None
            if (
                following is not None
                and alike(quantity, following)
                and _CHANGES.fullmatch(reading.text[quantity.end : following.start])
            ):
                # "the $70M ARR to $130M ARR jump": a before without its date
                measured = replace(measured, sure=min(measured.sure, 0.55))
            yield measured


_AT_AGE = re.compile(r"\b(?:at|by|from|until|over|under|after|before)\s+(?:the\s+)?ages?\s+(?:of\s+)?(?:\d+\s*(?:,|and|or|to|–|-)?\s*){0,6}$", re.I)
_CHANGES = re.compile(r"\s*(?:[\w-]+\s+){0,3}(?:to|→|->)\s*(?:about|approximately|over|nearly|~)?\s*", re.I)

_AND_TO = re.compile(
    r"\s*(?:\(\s*\)|in|for|as of|during|at|,)?\s*,?\s*(?:to|→|->|and then to|and|versus|vs\.?|compared (?:to|with)|up from|down from|from|against|rising to|growing to)\s*(?:an estimated|about|approximately|around|roughly|over|more than|nearly|in|,)?\s*~?\s*",
    re.I,
)

_FOUNDED = re.compile(
    r"\b(?:founded|established|incorporated|co-founded|cofounded|formed)\b(?:\s+(?:as|by|in|out)\s+(?:(?!\band\s+\w+ed\b|\d)[^.,;]){0,60}?)?\s*(?:in|on|:|=|back in|,)?\s*(?:early|late|mid)?[\s-]*$",
    re.I,
)


_FOUNDS = rf"(?:co-?founded|founded|established|started|began)\s+(?P<name>{NAME})"
_FOUNDS_IN = re.compile(rf"\b{_FOUNDS}(?:,?\s+(?:together\s+)?(?:with|alongside)\s+[^.;\d]{{3,80}}?)?,?\s+(?:back\s+)?in\s+(?:early\s+|late\s+|mid-)?$")
_IN_FOUNDS = re.compile(rf",?\s+(?:[\w’'-]+\s+){{1,4}}?{_FOUNDS}(?!\s+in\s)")
_ITSELF = r"(?:the\s+(?:company|firm|start-?up|business|organi[sz]ation|charity|club|institute)|it)"
_SINCE = re.compile(
    rf"\b{_ITSELF}\s+(?:was\s+(?:started|launched|created|set\s+up|born)\s+(?:back\s+)?in|began(?:\s+life)?\s+in|dates\s+(?:back\s+to|from)|has\s+existed\s+since|came\s+into\s+being\s+in|traces\s+its\s+(?:origins?|roots|history)\s+(?:back\s+)?to)"
    rf"|\b(?:started|launched|created|set\s+up|founded)\s+the\s+(?:company|firm|start-?up|business)\s+(?:together\s+)?(?:[^.;,\d]{{0,50}}\s)?in"
    rf"|\b(?:company|firm|start-?up|business)\s+(?:that\s+|which\s+)?(?:he|she|they|{NAME})\s+(?:co-?)?(?:started|launched|created|set\s+up|founded|built)\s+(?:[^.;,\d]{{0,40}}\s)?in"
    rf"|(?:['’]s|\bits|\bthe\s+company['’]s)\s+(?:founding|foundation|establishment|incorporation)\s+in",
    re.I,
)
_SINCE_END = re.compile(r"\s+(?:early\s+|late\s+|mid-|about\s+)?$", re.I)
_STARTED = re.compile(r"\b(?:was|were)\s+(?:first\s+)?(?:started|set\s+up|formed|created)\s+(?:back\s+)?in\s+(?:early\s+|late\s+|mid-)?$", re.I)


def _founded_name(text: str, date: Quantity) -> str:
    """What somebody founded at a date: "In January 2017 she co-founded Acme", "who founded Acme in 2017"."""
    match = _FOUNDS_IN.search(text[max(0, date.start - 140) : date.start])
    if match is None and re.fullmatch(r"(?i)\W*in\s+(?:early\s+|late\s+|mid-)?", text[: date.start]):
        match = _IN_FOUNDS.match(text, date.end)
    return match["name"] if match else ""


def _since(text: str, date: Quantity) -> bool:
    """Whether the words before a date say that the company itself began then."""
    at = max(0, date.start - 110)
    before = text[at : date.start]
    found = (m for m in _SINCE.finditer(before) if _SINCE_END.fullmatch(before, m.end()))
    # "Millrace extracts fields; it was launched in 2020": what the sentence began with, a product as well.
    return any(m[0][:3].lower() != "it " or not re.search(r"\w", text[: at + m.start()]) for m in found)


def founding(reading: Reading, label: str = "") -> Iterator[Measured]:
    """Founding dates: "founded in 2016", "Founded: 2016-01-01"."""
    concept = reading.metrics.concepts.get("founding-date")
    if concept is None:
        return
    by_key = label and reading.metrics.concept(label) is concept
    for n, date in enumerate(reading.dates):
        whose = "" if by_key else _founded_name(reading.text, date)
        if whose:
            yield replace(make(reading, date, concept.label, concept, "", 0.85, "left"), whose=whose)
            continue
        if not by_key and _since(reading.text, date):
            yield make(reading, date, concept.label, concept, "", 0.8, "left")
            continue
        if not by_key and _STARTED.search(reading.text[max(0, date.start - 60) : date.start]):
            yield make(reading, date, concept.label, concept, "", 0.8, "left")
            continue
        if by_key and n == 0:
            yield make(reading, date, concept.label, concept, "", 0.95, "key")
        elif (
            not by_key
            and _FOUNDED.search(reading.text[max(0, date.start - 100) : date.start])
            and re.search(
                r"(?i)\b(?:founded|established|incorporated|formed)\b", reading.text[max(0, date.start - 100) : date.start]
            )
        ):
            yield make(reading, date, concept.label, concept, "", 0.85, "left")
