"""From bytes to text with places: decoding, limits, offsets to lines."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from pathlib import PurePath

from kg import patterns as re
from kg.model import Document, Place, Trouble
from kg.records import record

MAX_BYTES = 200_000_000
"""Largest file that is read."""
MAX_LINE = 2_000_000
"""Longest line, in characters, that is read."""


class InputError(Exception):
    """Input that cannot be read at all.

    ``str(error)`` is one line for the user: file, line where known, what is wrong, what to do.
    """

    def __init__(self, path: str, message: str, line: int | None = None):
        self.path, self.line = path, line
        where = f"{path}:{line}" if line else path
        self._given = (path, message, line)
        super().__init__(f"{where}: {message}")

    def __reduce__(self):
        # An error of another process is told here as there.
        return type(self), self._given


@record
class RawFile:
    """A file before decoding: its path as the user would name it, and its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The last part of the path, lower case."""
        return PurePath(self.path.replace("\\", "/")).name.lower()

    @property
    def suffix(self) -> str:
        """The file extension with its dot, lower case; empty when there is none."""
        return PurePath(self.name).suffix


@record
class Bundle:
    """The files of one report: a single file, or a folder that holds ``report.md`` or ``claims.*``."""

    path: str
    files: tuple[RawFile, ...]
    folder: bool = False


_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(raw: RawFile) -> tuple[Document, tuple[Trouble, ...]]:
    """Decode a text file.

    UTF-8 is the rule; a byte-order mark is honoured; bytes that are no UTF-8 are read as
    Windows-1252 and reported.  Raises :class:`InputError` for empty, binary or oversized files.
    """
    data, path = raw.data, raw.path
    if not data.strip():
        raise InputError(path, "the file is empty. Give a file that holds a report.")
    if len(data) > MAX_BYTES:
        raise InputError(path, f"the file has {len(data):,} bytes; the limit is {MAX_BYTES:,}. Split it.")
    encoding, skip = next(((e, len(b)) for b, e in _BOMS if data.startswith(b)), ("utf-8", 0))
    troubles: tuple[Trouble, ...] = ()
    if encoding == "utf-8" and b"\x00" in data:
        raise InputError(path, "this looks like a binary file. Give a text file (UTF-8).", _line_of(data, data.index(b"\x00")))
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise InputError(
                path, f"the file starts like {encoding} but is damaged ({error.reason}). Save it as UTF-8."
            ) from None
        line = _line_of(data, error.start)
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise InputError(path, "this is neither UTF-8 nor Windows-1252 text. Save it as UTF-8.", line) from None
        if any(ord(c) < 32 and c not in "\t\r\n\f\v" for c in text[:10_000]):
            raise InputError(path, "this looks like a binary file. Give a text file (UTF-8).", line) from None
        encoding = "cp1252"
        troubles = (
            Trouble(
                "encoding-trouble",
                f"not UTF-8 (first at line {line}); read as Windows-1252. Save the file as UTF-8.",
                Place(path, line, 1, line, 1),
            ),
        )
    if not text.strip():
        raise InputError(path, "the file holds no text. Give a file that holds a report.")
    document = Document(path, text, hashlib.sha256(data).hexdigest(), encoding)
    _refuse_long_lines(document)
    return document, troubles


def _line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _refuse_long_lines(document: Document) -> None:
    start, number = 0, 1
    text = document.text
    while True:
        end = text.find("\n", start)
        length = (len(text) if end < 0 else end) - start
        if length > MAX_LINE:
            raise InputError(
                document.path, f"the line has {length:,} characters; the limit is {MAX_LINE:,}. Break it into lines.", number
            )
        if end < 0:
            return
        start, number = end + 1, number + 1


class Lines:
    """The lines of a document, and places from character offsets.

    Lines end at ``\\n``, ``\\r\\n`` or ``\\r``, as editors count them.  ``lines[i]`` is the text of
    line ``i + 1`` without its end; ``starts[i]`` its offset in ``document.text``.
    """

    def __init__(self, document: Document):
        self.document = document
        self.starts: list[int] = []
        self.lines: list[str] = []
        offset = 0
        for line in _split(document.text):
            self.starts.append(offset)
            self.lines.append(line.rstrip("\r\n"))
            offset += len(line)

    def place(self, start: int, end: int) -> Place:
        """The place of ``document.text[start:end]``."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        return Place(self.document.path, first + 1, start - self.starts[first] + 1, last + 1, end - self.starts[last] + 1)

    def on_line(self, number: int, start: int = 0, end: int | None = None) -> Place:
        """The place of columns ``start:end`` (0-based, end exclusive) of line ``number`` (1-based)."""
        stop = len(self.lines[number - 1]) if end is None else end
        return Place(self.document.path, number, start + 1, number, stop + 1)

    def text(self, place: Place) -> str:
        """The text at a place of this document."""
        start = self.starts[place.line - 1] + place.column - 1
        return self.document.text[start : self.starts[place.end_line - 1] + place.end_column - 1]


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def _split(text: str) -> list[str]:
    # str.splitlines also breaks at form feeds, U+2028 and others that no editor counts as lines.
    return _LINE.findall(text)
