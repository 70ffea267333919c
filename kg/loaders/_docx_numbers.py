"""What Word writes before a numbered paragraph: ``1.2``, ``[3]``, a bullet.

A document keeps these numbers apart from its words; a reader sees them, so they are counted here
as Word counts them (Office Open XML, part 1, section 17.9).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg import patterns as re
from kg.records import record

_LEVEL = re.compile(r"%([1-9])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@record
class Level:
    """How one level of a list is numbered: ``shown`` is a pattern such as ``%1.%2``."""

    format: str
    shown: str
    first: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document by their number, and how far each has been counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    """Which lists count on together, by the number of the definition they share."""

    def next(self, list_id: str, level: int) -> str:
        """The label of the next item of a list: ``2.1``, ``[4]``; ``-`` for a bullet, empty where no list is known."""
        levels = self.lists.get(list_id)
        if not levels or level not in levels:
            return ""
        counts = self.counted.setdefault(self.shared.get(list_id, list_id), {})
        counts[level] = counts.get(level, levels[level].first - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        own = levels[level]
        if own.format in ("bullet", "none"):
            return "-" if own.format == "bullet" else ""

        def written(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            one = levels.get(at, own)
            return _as(one.format, counts.get(at, one.first))

        return _LEVEL.sub(written, own.shown).strip()


def read(element) -> Numbering:
    """The lists of a ``w:numbering`` element; none where a document has no lists."""
    found = Numbering()
    if element is None:
        return found
    w = "{" + element.nsmap["w"] + "}"
    definitions: dict[str, dict[int, Level]] = {}
    for one in element.iterchildren(f"{w}abstractNum"):
        levels = {}
        for level in one.iterchildren(f"{w}lvl"):
            number = _int(level.get(f"{w}ilvl"), 0)
            levels[number] = Level(
                _value(level, f"{w}numFmt", "decimal"),
                _value(level, f"{w}lvlText", f"%{number + 1}."),
                _int(_value(level, f"{w}start", "1"), 1),
            )
        definitions[one.get(f"{w}abstractNumId")] = levels
    for one in element.iterchildren(f"{w}num"):
        definition = _value(one, f"{w}abstractNumId", "")
        id = one.get(f"{w}numId")
        found.lists[id] = definitions.get(definition, {})
        # A list that starts its count anew is told apart by an override; all others go on counting.
        found.shared[id] = f"own {id}" if one.find(f"{w}lvlOverride") is not None else definition
    return found


def _value(parent, tag: str, default: str) -> str:
    child = parent.find(tag)
    if child is None:
        return default
    return child.get(tag.partition("}")[0] + "}val") or default


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default


def _as(format: str, number: int) -> str:
    if format in ("lowerLetter", "upperLetter") and 1 <= number <= 260:
        letters = _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return letters.upper() if format == "upperLetter" else letters
    if format in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text.upper() if format == "upperRoman" else text
    return f"{number:02}" if format == "decimalZero" else str(number)
