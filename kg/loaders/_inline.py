"""Inline markup of Markdown and plain text: read in place, never removed.

:func:`mask` gives a text of the same length in which markup cannot be mistaken for prose, so that
spans found in it hold for the original.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg.loaders._links import all_in_lines, links
from kg.loaders._named_sources import named
from kg.prose import citation_spans
from kg.records import record

_TO = r"(?:\([^()\s]{1,2000}+\))?"
_NUMBERS = rf"\[?\d{{1,3}}+\]?{_TO}(?:[\s,;–-]++\[?+\d{{1,3}}+\]?+{_TO}|\[\d{{1,3}}+\]{_TO}){{0,11}}"
"""What a raised reference holds: ``1``, ``[2]``, ``1, 3–5``, ``[3](https://…)``."""
# One alternative per kind of markup; none can match in more than one way, so that a hostile line
# costs no more than its length.
_MARKUP = re.compile(
    r"(?P<code>(?<!`)`++[^`\n]*+`++)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<wiki>!?\[\[[^\[\]\n]*+\]\](?!\())"
    r"|(?P<label>(?<=\])\[(?!\^|\d{1,4}\]|[A-Za-z]{1,4}\d{2,6}\])[^\[\]\n]++\])"
    r"|(?P<target>\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*(?:\s++\"[^\"\n]*+\")?\s*\))"
    r"|(?P<url>(?:https?://|www\.)[^\s<>()\[\]|\"]++)"
    rf"|(?P<raised><sup>\s*+{_NUMBERS}\s*+</sup>)"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,200}+>)"
    r"|(?P<stress>\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.!?:,)])_{1,3}(?!\w))"
)
_END_OF_URL = re.compile(r"[.,;:!?'”’*_]+$")


def mask(text: str) -> str:
    """The text with markup replaced by characters that mean nothing to sentences and citations.

    Code, addresses and escaped characters become letters, emphasis marks and raised numbers become
    quotation marks (which may follow a full stop), the brackets of ``[[wiki links]]`` become spaces.
    """
    return _MARKUP.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    found, kind = match.group(), match.lastgroup
    if kind in ("stress", "raised"):
        return '"' * len(found)
    if kind == "wiki":
        inner = found.strip("![]")
        at = found.index("[[") + 2
        return " " * at + inner.ljust(len(found) - at) if inner else " " * len(found)
    if kind == "url":
        tail = _END_OF_URL.search(found)
        keep = tail.group() if tail else ""
        return "x" * (len(found) - len(keep)) + keep
    if kind == "label":
        return "[" + "x" * (len(found) - 2) + "]"
    if kind == "target":
        return "]" + "x" * (len(found) - 2) + ")"
    if kind == "tag":
        return " " * len(found)
    return "x" * len(found)


_PLAIN = re.compile(
    r"!?\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]|!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|`+|\\(?=[!-/:-@\[-`{-~])"
)


def plain(text: str) -> str:
    """What a reader sees of a title or label: markup left out, white space joined."""
    return " ".join(_PLAIN.sub(lambda m: m.group(1) or m.group(2) or "", text).split())


# --------------------------------------------------------------------------- references in the text


@record
class Mark:
    """A written reference: ``text[start:end]`` is the id ``target``; ``url`` is what it links to.

    ``note`` is true for footnote marks, ``[^1]``; ``link`` for links with words of their own; ``key``
    for keys of a bibliography, ``[@smith2020]``; ``named`` for sources that are named without a mark.
    """

    target: str
    start: int
    end: int
    url: str = ""
    note: bool = False
    link: bool = False
    key: bool = False
    named: bool = False


_NOTE = re.compile(r"\[\^([^\[\]\s^]{1,60})\^?\](?!:)")
_RAISED = re.compile(rf"(?<![\d²³])(?P<before>\b(?:[kcmµn]?m|ft|in|yd|s)\b)?<sup>(?P<numbers>\s*+{_NUMBERS.replace(_TO, '')})\s*+</sup>")
_LINKED = re.compile(r"\[\[?(\d{1,3})\]?\]\(([^()\s]+)\)")
_RANGE = re.compile(r"\[\s*(\d{1,3}(?:\s*[-–]\s*\d{1,3})?(?:\s*,\s*\d{1,3}(?:\s*[-–]\s*\d{1,3})?)*)\s*\](?!\()")
_SPAN = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
LONGEST_RANGE = 50


def marks(text: str, masked: str | None = None) -> Iterator[Mark]:
    """References in the order of the text: ``[CO017, CO018]``, ``[3]``, ``[3-5]``, ``[^3]``, ``[3](url)``."""
    masked = mask(text) if masked is None else masked
    linked = {m.start(1): m for m in _LINKED.finditer(text)} if "](" in text else {}
    found = [Mark(target, a, b) for target, a, b in citation_spans(masked) if a not in linked]
    if "[^" in masked:
        found += [Mark(m.group(1), m.start(1), m.end(1), note=True) for m in _NOTE.finditer(masked)]
    found += [Mark(m.group(1), m.start(1), m.end(1), m.group(2)) for m in linked.values()]
    if "@" in text:
        found += _keys(text, masked)
    found += [Mark(one.target, one.start, one.end, one.url, link=True) for one in links(text, masked)]
    if "<sup>" in text:
        found += [mark for m in _RAISED.finditer(text) if not m["before"] and masked[m.start("numbers")] == '"' for mark in _raised(m)]
    found += [Mark(one.id, one.start, one.end, one.url, named=True) for one in named(text)]
    if "-" in masked or "–" in masked:
        found += [mark for m in _RANGE.finditer(masked) if re.search(r"[-–]", m.group()) for mark in _ranged(m)]
    yield from sorted(found, key=lambda m: (m.start, m.end))


# Pandoc: [@smith2020, p. 3; see also @doi:10.1000/1], with text before and after each key.
_KEYED = re.compile(r"\[(?=[^\[\]]{0,400}@)(?P<inside>[^\[\]]{1,2000}+)\](?![(:])")
_KEY = re.compile(r"(?:(?<=[\s;\[-])|^)-?@(?:\{(?P<braced>[^{}\s]{1,400})\}|(?P<plain>[\w*](?:[\w:.#$%&+?<>~/()=-]*[\w/)])?))")


def _keys(text: str, masked: str) -> Iterator[Mark]:
    """Keys of a bibliography in brackets; an address of a web site is none (``[a@b.example]``)."""
    for group in _KEYED.finditer(text):
        if masked[group.start()] != "[":
            continue
        for one in _KEY.finditer(group["inside"]):
            name = "braced" if one["braced"] else "plain"
            start = group.start("inside")
            yield Mark(one[name], start + one.start(name), start + one.end(name), key=True)


def _ranged(group: re.Match[str]) -> Iterator[Mark]:
    for part in _SPAN.finditer(group.group(1)):
        start, end = group.start(1) + part.start(), group.start(1) + part.end()
        first, last = int(part.group(1)), int(part.group(2) or part.group(1))
        for number in range(first, last + 1) if first <= last < first + LONGEST_RANGE else ():
            yield Mark(str(number), start, end)


def _raised(group: re.Match[str]) -> Iterator[Mark]:
    """The numbers of ``<sup>1, 3–5</sup>``."""
    for part in _SPAN.finditer(group["numbers"]):
        start, end = group.start("numbers") + part.start(), group.start("numbers") + part.end()
        first, last = int(part.group(1)), int(part.group(2) or part.group(1))
        for number in range(first, last + 1) if first <= last < first + LONGEST_RANGE else ():
            yield Mark(str(number), start, end)


_AFTER_END = re.compile(
    r"(?<=[.!?])(?:[ \t\n]{0,3}(?:\((?:\s{0,3}+\[(?:[^\[\]\\]|\\.){0,300}+\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*\)[\s,;]{0,3}+)++\)"
    r"|[\[(][ \t]*(?:sources?|citations?|cite|references?|refs?|evidence)[ \t]*::(?:\[\[[^\[\]\n]*+\]\]|[^\[\]()\n])*+[\])])"
    r"|\[(?!\^)(?:[^\[\]\\\n]|\\.){0,300}+\]\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*\)"
    r"|\^\[[^\[\]\n]{0,600}+\])+(?=\s|$)",
    re.I,
)
"""References that are links in brackets, fields or notes, written behind the full stop of their sentence."""


def for_sentences(masked: str, text: str) -> str:
    """The masked text with such references as quotation marks, so that they stay with the sentence they follow."""
    if "](" not in text and "::" not in text and "^[" not in text:
        return masked
    parts, at = [], 0
    for found in _AFTER_END.finditer(text):
        if not set(masked[found.start() : found.end()]) <= {"x"}:
            parts += [masked[at : found.start()], '"' * (found.end() - found.start())]
            at = found.end()
    return "".join((*parts, masked[at:]))


_NOTHING_BUT = re.compile(r"(?:\[\^?[\w\s,;.–-]{1,2000}\]|[\s.,;])*")


def nothing_but_marks(text: str) -> bool:
    """Whether the text is nothing but references."""
    if len(text) > 4000:
        return False
    if "[" not in text or ("http" in text and "@" not in text):
        return all_in_lines(text)
    return _NOTHING_BUT.fullmatch(text) is not None and next(marks(text), None) is not None


# --------------------------------------------------------------------------- key: value

_BOLD_KEY = re.compile(r"(?:\*\*|__)(?P<label>[^*\n:]{1,80}?)(?::[ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*:)(?P<value>.*)", re.S)
_PLAIN_KEY = re.compile(r"(?P<label>[^\W_a-z][^:\n|!?\[\]*]{0,60}?)[ \t]*:[ \t]+(?P<value>\S.*)", re.S)


def key_value(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Spans of label and value of ``**Valuation:** $4.5B`` or ``Valuation: $4.5B``.

    The value is an empty span when nothing follows a bold label.  A plain label has at most six
    words and starts with a capital or a digit.
    """
    match = _BOLD_KEY.match(text)
    if match is None:
        match = _PLAIN_KEY.match(text)
        if match is None or len(match["label"].split()) > 6 or ". " in match["label"] or "://" in match["label"]:
            return None
    start, end = match.span("value")
    value = match["value"]
    return match.span("label"), (
        start + len(value) - len(value.lstrip()) if value.strip() else end,
        start + len(value.rstrip()) if value.strip() else end,
    )
