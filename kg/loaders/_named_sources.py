"""Sources that a text names where it uses them, without a mark or an address.

Fields of Obsidian (``[source:: [[Annual report]]]``, ``source:: …`` on a line of its own), wiki links
to what a list of sources or such a field names, and lines such as "Source: Gartner, 2024".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from kg import patterns as re
from kg.prose import slug
from kg.records import record

_WIKI = re.compile(r"\[\[(?P<note>[^\[\]\n|#^]{1,200})(?:[#^][^\[\]\n|]{0,200})?(?:\|[^\[\]\n]{0,200})?\]\]")
_KEY = r"(?:sources?|citations?|cite|references?|refs?|evidence|quellen?)"
_FIELD = re.compile(
    rf"[\[(][ \t]*{_KEY}[ \t]*::[ \t]*(?P<value>(?:\[\[[^\[\]\n]*+\]\]|\[[^\[\]\n]*+\]\([^()\s]*+\)|[^\[\]()\n])*)[\])]"
    rf"|^[ \t>]*(?:[-*+][ \t]+)?{_KEY}[ \t]*::[ \t]*(?P<line>\S[^\n]*+)$",
    re.I | re.M,
)
_LINKED = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\(<?(?P<url>https?://[^()\s<>]+)>?\)|(?P<bare>https?://[^\s<>()\[\]|\",;]+)")
_LINE = re.compile(
    r"^[ \t>]*[*_(]{0,3}(?P<label>Sources?|Quellen?)[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]*(?P<names>[^\W_][^\n]{1,300}?)[ \t*_)]*$", re.M
)
_OWN = re.compile(
    r"(?:(?:the )?(?:authors?|own|company|team|internal|management)\b.{0,30}\b)?(?:calculations?|estimates?|analysis|research|compilation|elaboration"
    r"|illustration|data|see (?:above|below|text|notes?)|various|unknown|none|n/?a|see .{0,40})",
    re.I,
)
"""Words after "Source:" that name nobody."""
LONGEST_NAME = 120


@record
class Named:
    """A source that ``text[start:end]`` names: its id, its name and, where given, its address.

    ``wiki`` is true for a link to a note, which is a source only where something else says so.
    """

    id: str
    name: str
    start: int
    end: int
    url: str = ""
    wiki: bool = False


def note_id(name: str) -> str:
    """The id of a source that is known by its name alone."""
    made = slug(" ".join(name.split()))
    return f"note-{made}" if made.isdigit() else made


def named(text: str) -> Iterator[Named]:
    """The sources that a text names: in fields, then by wiki links, then in lines."""
    fields = list(_FIELD.finditer(text)) if "::" in text else []
    for field in fields:
        group = "value" if field["value"] is not None else "line"
        yield from _parts(field[group], field.start(group), _names_of_field)
    if "[[" in text:
        starts = [m.start() for m in fields]
        for link in _WIKI.finditer(text):
            n = bisect_right(starts, link.start()) - 1
            if n < 0 or link.start() >= fields[n].end():
                yield Named(note_id(link["note"]), link["note"].strip(), *link.span(), wiki=True)
    yield from _lines(text)


def nothing_but_names(text: str) -> bool:
    """Whether every line of a text is a field or a line that names sources."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    return bool(rows) and len(text) < 4000 and all(_FIELD.fullmatch(row) or in_lines(row) for row in rows)


def in_lines(text: str) -> bool:
    """Whether a text holds a line that names sources, and no field."""
    return next(_lines(text), None) is not None


def _lines(text: str) -> Iterator[Named]:
    if "ource" not in text and "uelle" not in text:
        return
    for line in _LINE.finditer(text):
        written = line["names"]
        if "http" in written or "[" in written or "::" in written:
            continue
        several = line["label"].lower() in ("sources", "quellen")
        yield from _parts(written, line.start("names"), _names_of_several if several else _names_of_line)


def _parts(text: str, at: int, cut) -> Iterator[Named]:
    for start, end in cut(text):
        part = text[start:end]
        wiki, link = _WIKI.search(part), _LINKED.search(part)
        if wiki:
            yield Named(note_id(wiki["note"]), wiki["note"].strip(), at + start, at + end)
        elif link:
            from kg.loaders._links import id_of, without_fragment

            url = (link["url"] or link["bare"]).rstrip(".,;:")
            yield Named(id_of(without_fragment(url)[0]), (link["words"] or "").strip(), at + start, at + end, url)
        elif re.search(r"[^\W\d_]{2}", part):
            yield Named(note_id(part), " ".join(part.split()), at + start, at + end)


def _names_of_field(value: str) -> Iterator[tuple[int, int]]:
    """Links are parted by commas; plain words are one name, unless semicolons part them."""
    several = _WIKI.search(value) or _LINKED.search(value)
    yield from _cut(value, "[,;]" if several else ";")


def _names_of_several(value: str) -> Iterator[tuple[int, int]]:
    """After "Sources:", commas part names, but for the one before a year or a number."""
    yield from _names_of_line(value, r";|,(?!\s*\d)|\s+and\s+")


def _names_of_line(value: str, marks: str = ";") -> Iterator[tuple[int, int]]:
    for start, end in _cut(value, marks):
        name = value[start:end]
        # "IEA (2024), own calculations" rests on the IEA.
        first, comma, rest = name.rpartition(", ")
        if comma and _OWN.fullmatch(rest.strip(" .")):
            end = start + len(first)
            name = first
        if len(name) <= LONGEST_NAME and not _OWN.fullmatch(name.strip(" .")) and not re.search(r"[.!?] [A-ZÄÖÜ]", name):
            yield start, end


def _cut(text: str, marks: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(rf"{marks}|$", text):
        part = text[start : match.start()]
        left = start + len(part) - len(part.lstrip())
        right = start + len(part.rstrip(" \t.*_"))
        if right > left:
            yield left, right
        start = match.end()
