"""The elements of an Argdown text, found in place: headings, statements, arguments, premises, relations."""

from __future__ import annotations

from dataclasses import dataclass

from kg import patterns as re
from kg.reading import Lines

RELATIONS = {
    "+": "supports",
    "<+": "supports",
    "-": "attacks",
    "<-": "attacks",
    "_": "attacks",
    "<_": "attacks",
    "+>": "is-support-of",
    "->": "is-attack-on",
    "_>": "is-attack-on",
    "><": "attacks",
}
"""Signs of relations, and what the element does for the one it stands under; an undercut attacks as well."""

_OPEN = re.compile(r"<!--|/\*|(?<![:\w/])//")
_CLOSE = {"<!--": "-->", "/*": "*/", "//": "\n"}
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S[^\n]*)")
_PREMISE = re.compile(r"\((?P<number>\d{1,3})\)[ \t]+(?=\S)")
_RELATION = re.compile(r"(?P<sign><\+|<-|<_|\+>|->|_>|><|[+_-])[ \t]+(?=\S)")
_RULE = re.compile(r"-{4,}[ \t]*$")
_NAMED = re.compile(r"@?(?:\[(?P<statement>[^\[\]\n]{1,200})\](?!\()|<(?P<argument>[^<>\n]{1,200})>)(?P<colon>:[ \t]*)?")
_TAIL = re.compile(r"(?:\s*#(?:\([^()\n]{1,80}\)|[\w-]{1,80})|\s*\{[^{}]{0,2000}\})+\s*$")
LONGEST_TAIL = 400
"""Characters that tags and data at the end of an element may take."""
_FENCE = re.compile(r"={3,}[ \t]*$")


@dataclass(slots=True)
class Element:
    """One element: ``kind`` is heading, statement, argument, text, rule or bullet.

    ``start`` and ``end`` are the span of its own words (empty for a reference by its title), ``begin``
    where it begins.  ``parent`` is the number of the element that it stands under with a relation.
    """

    kind: str
    begin: int
    start: int
    end: int
    title: str = ""
    level: int = 0
    premise: bool = False
    relation: str = ""
    parent: int | None = None


@dataclass(slots=True)
class Text:
    """Fields of the front matter, with their spans, and the elements in their order."""

    fields: dict[str, tuple[int, int]]
    elements: list[Element]


def read(lines: Lines) -> Text:
    """The elements of a text.  Comments are read as blanks."""
    text = _without_comments(lines.document.text)
    rows = [text[at : at + len(row)] for at, row in zip(lines.starts, lines.lines, strict=True)]
    fields, first = _front(rows, lines.starts)
    found: list[Element] = []
    above: list[tuple[int, int]] = []
    """Indentation and number of the elements that a relation may stand under."""
    open_block, expanded, number = False, False, first
    while number < len(rows):
        row, at = rows[number], lines.starts[number]
        number += 1
        if not row.strip():
            open_block = False
            continue
        margin = len(row) - len(row.lstrip())
        body = row[margin:]
        if body.rstrip() == "--" or expanded:
            # Between two lines "--" stand the names of rules of inference.
            if body.rstrip() == "--":
                expanded = not expanded
                found.append(Element("rule", at, at, at))
            open_block = False
            continue
        if _RULE.match(body):
            found.append(Element("rule", at, at, at))
            open_block = False
            continue
        sign = _RELATION.match(body) if margin and above else None
        if open_block and not _begins(body, sign):
            found[-1].end = at + len(row.rstrip())
            continue
        element, reach = _element(body, sign, at + margin, at + len(row.rstrip()))
        if sign is not None:
            while len(above) > 1 and above[-1][0] >= margin:
                above.pop()
            element.relation, element.parent = RELATIONS[sign["sign"]], above[-1][1]
            above.append((margin, len(found)))
        elif reach:
            above = [(-1, len(found))]
        found.append(element)
        open_block = element.kind != "heading"
    for element in found:
        _trim(element, text)
    return Text(fields, found)


def _begins(body: str, sign: re.Match[str] | None) -> bool:
    """Whether a line begins an element of its own though no empty line stands before it."""
    if sign is not None or _HEADING.match(body) or _PREMISE.match(body):
        return True
    named = _NAMED.match(body)
    return named is not None and named["colon"] is not None


def _element(body: str, sign: re.Match[str] | None, at: int, end: int) -> tuple[Element, bool]:
    """The element that a line begins, and whether relations may stand under it."""
    heading = _HEADING.match(body)
    if heading:
        return Element("heading", at, at + heading.start("title"), end, level=len(heading["marks"])), False
    premise = _PREMISE.match(body) if sign is None else None
    skip = sign.end() if sign else premise.end() if premise else 0
    named = _NAMED.match(body, skip)
    whole = named is not None and (named["colon"] is not None or not body[named.end() :].strip(" \t#{") or _TAIL.match(body, named.end()))
    if named is None or not whole:
        kind = "statement" if sign or premise else "bullet" if re.match(r"(?:[*]|\d+\.)[ \t]", body) else "text"
        return Element(kind, at, at + skip, end, premise=premise is not None), True
    kind = "statement" if named["statement"] else "argument"
    title = " ".join((named["statement"] or named["argument"]).split())
    start = at + named.end()
    return Element(kind, at, start, end if named["colon"] is not None else start, title, premise=premise is not None), True


def _front(rows: list[str], starts: list[int]) -> tuple[dict[str, tuple[int, int]], int]:
    """The fields between two lines ``===`` at the top, and the number of the row after them."""
    first = next((n for n, row in enumerate(rows) if row.strip()), len(rows))
    if first == len(rows) or not _FENCE.match(rows[first]):
        return {}, 0
    last = next((n for n in range(first + 1, min(len(rows), first + 200)) if _FENCE.match(rows[n])), None)
    if last is None:
        return {}, 0
    fields: dict[str, tuple[int, int]] = {}
    for number in range(first + 1, last):
        name, colon, value = rows[number].partition(":")
        if colon and value.strip() and re.fullmatch(r"[A-Za-z_][\w -]*", name):
            begin = starts[number] + len(name) + 1 + len(value) - len(value.lstrip())
            fields.setdefault(name.strip().lower(), (begin, begin + len(value.strip())))
    return fields, last + 1


def _trim(element: Element, text: str) -> None:
    """Cut tags, data and blanks from the ends of the words of an element."""
    tail = _TAIL.search(text, max(element.start, element.end - LONGEST_TAIL), element.end)
    if tail:
        element.end = tail.start()
    while element.start < element.end and text[element.start].isspace():
        element.start += 1
    while element.end > element.start and text[element.end - 1].isspace():
        element.end -= 1


def _without_comments(text: str) -> str:
    """The text with its comments as blanks; one that is never closed runs to the end."""
    parts, at = [], 0
    while (opened := _OPEN.search(text, at)) is not None:
        closed = text.find(_CLOSE[opened.group()], opened.end())
        end = len(text) if closed < 0 else closed + (0 if opened.group() == "//" else len(_CLOSE[opened.group()]))
        parts += [text[at : opened.start()], re.sub(r"[^\r\n]", " ", text[opened.start() : end])]
        at = end
    return "".join((*parts, text[at:]))
