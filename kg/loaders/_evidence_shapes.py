"""What single lines of a flattened report look like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg import patterns as re


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


CHAPTER = re.compile(r"(?:Chapter|CHAPTER|Part|PART)\s+(?P<number>\d{1,2})(?:\s*[:.–—-]\s*(?P<title>\S.*))?$")
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?P<title>[^\W\d_].*)$")
FIGURE = re.compile(
    r"(?P<id>[A-Z]{1,4}\d{1,4}|(?:Figure|Fig\.|Chart|Exhibit|Graph|Diagram)\s+[A-Z]?\d{1,3}(?:\.\d{1,2})?[a-z]?)"
    r"\s*[:.–—]\s+(?P<caption>\S.*)$"
)
BULLET = re.compile(r"(?:[•·▪◦‣●○–—*]|-)\s+(?=\S)|\(?\d{1,2}[.)]\s+(?=[^\W\d_])")
PROFILE = re.compile(r"\b(?:facts|profile|methodology|at a glance|snapshot|key data|details|factsheet)\b", re.I)
BACK_MATTER = re.compile(
    r"(?:appendix|annex|disclaimer|evidence index|references|bibliography|glossary|sources|claims|about this|methodology|endnotes"
    r"|acknowledg)",
    re.I,
)
FRONT_MATTER = re.compile(
    r"(?:executive summary|summary|(?:table of )?contents|highlights|overview|at a glance"
    r"|key (?:takeaways|findings)|cover facts|(?:company |key )?(?:profile|facts))$",
    re.I,
)
ORDINAL = re.compile(r"\s0?(\d{1,2})$")

_MONTHS = {
    name: n for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_DATE = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<mon>[A-Z][a-z]{2,8})\.? (?P<d2>\d{1,2}),? (?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2}) (?P<mon3>[A-Z][a-z]{2,8})\.? (?P<y3>\d{4})"
)


def plain_bytes(data: bytes) -> bytes:
    """The bytes of a text file as ASCII-compatible lines, good enough to look for marks."""
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            data = data.decode(encoding, "replace").encode("utf-8", "replace")
            break
    return data.removeprefix(b"\xef\xbb\xbf") if b"\n" in data else data.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n")


def dates_in(text: str) -> list[date]:
    """The days written in a text, in its order."""
    days = []
    for m in _DATE.finditer(text):
        month = m["m"] or _MONTHS.get((m["mon"] or m["mon3"] or "")[:3].lower())
        try:
            days.append(date(int(m["y"] or m["y2"] or m["y3"]), int(month or 0), int(m["d"] or m["d2"] or m["d3"])))
        except ValueError:
            continue
    return days


def is_plain_heading(text: str) -> bool:
    """Whether a line can be a heading: short, no end of a sentence, no citations."""
    return (
        len(text) <= 110
        and len(text.split()) <= 14
        and not re.search(r"[.!;:,]$", text)
        and "[" not in text
        and bool(re.match(r"[^\W\d_]|\d", text))
        and not text[0].islower()
        and not re.match(r"(?:notes?|sources?)\s*:", text, re.I)
    )


def is_label(text: str) -> bool:
    """Whether a line can be the label of a value on the next line."""
    return (
        len(text) <= 40
        and len(text.split()) <= 6
        and text[0].isupper()
        and not re.search(r"[!?;,:]$|[a-z]\.$|\[|https?:", text)
        and not re.match(r"[$€£~\d]", text)
    )


def without_ordinals(labels: Sequence[str]) -> list[str]:
    """Labels without the running numbers (01, 02 …) that the layout put behind them."""
    numbers = [ORDINAL.search(label) for label in labels]
    if all(numbers) and [int(m.group(1)) for m in numbers if m] == list(range(1, len(labels) + 1)):
        return [label[: m.start()] for label, m in zip(labels, numbers, strict=True) if m]
    return list(labels)


_ENDED = re.compile(r"[.!?\]][\"'”’)]*\s*$|[.!?] [A-Z][\w -]* [A-Z]{1,4}\d{1,4}$")


def prose_words(lines: Sequence[str]) -> frozenset[str]:
    """The words of running text, as written: lines long enough, and ended like sentences."""
    found: set[str] = set()
    for line in lines:
        if len(line) > 60 and _ENDED.search(line[-200:]):
            found.update(w.strip("\"'“”‘’()[],;:.!?") for w in line.split())
    found.discard("")
    return frozenset(found)
