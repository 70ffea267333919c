"""Places in an original whose text was taken out of markup: each stretch of text knows where it stood."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from kg.model import Document, Place
from kg.reading import Lines


class Written:
    """Text with the offsets it was read from; white space is joined as a browser joins it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.segments: list[tuple[int, int, int]] = []
        """``(position in the text, offset in the source, end in the source or -1 where both run on together)``."""
        self.blank = True

    def data(self, text: str, at: int) -> None:
        """Text that stands in the source as it is, from offset ``at``."""
        start = 0
        for match in _words(text):
            if match[0] > start and not self.blank:
                self._put(" ", at + start, -1)
                self.blank = True
            self._put(text[match[0] : match[1]], at + match[0], -1)
            self.blank = False
            start = match[1]
        if start < len(text) and not self.blank:
            self._put(" ", at + start, -1)
            self.blank = True

    def fixed(self, text: str, start: int, end: int) -> None:
        """Text that stands for ``source[start:end]``: an entity, the address of a link."""
        self._put(text, start, end)
        self.blank = False

    def newline(self, at: int) -> None:
        """A line break of the text."""
        if self.length:
            self._put("\n", at, -1)
            self.blank = True

    def keep(self, text: str, at: int) -> None:
        """Text whose white space counts, as in ``<pre>``."""
        self._put(text, at, -1)
        self.blank = False

    def _put(self, text: str, start: int, end: int) -> None:
        self.segments.append((self.length, start, end))
        self.parts.append(text)
        self.length += len(text)

    def since(self, begin: int) -> str:
        """What was written from a position on, without what stands before it."""
        found = []
        for n in range(len(self.parts) - 1, -1, -1):
            position = self.segments[n][0]
            if position + len(self.parts[n]) <= begin:
                break
            found.append(self.parts[n][max(0, begin - position) :])
        return "".join(reversed(found))

    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)


def _words(text: str) -> list[tuple[int, int]]:
    """Spans between white space that a browser joins; a no-break space is a character like others."""
    spans, start = [], None
    for part in text.replace("\t", " ").replace("\r", " ").replace("\f", " ").replace("\n", " ").split(" "):
        start = 0 if start is None else start
        if part:
            spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


class MappedLines(Lines):
    """Lines of a text that was taken out of ``original``; places are places there."""

    def __init__(self, shown: Document, original: Document):
        super().__init__(shown)
        self.original = Lines(original)
        self.at, self.length, self.start, self.end = array("q"), array("q"), array("q"), array("q")

    def note(self, offset: int, written: Written, skip: int = 0) -> None:
        """Say that ``written``, without its first ``skip`` characters, stands at an offset of the text."""
        for (position, start, end), part in zip(written.segments, written.parts, strict=True):
            self.at.append(offset + position - skip)
            self.length.append(len(part))
            self.start.append(start)
            self.end.append(end)

    def place(self, start: int, end: int) -> Place:
        """The place in the original of ``text[start:end]`` of the text that was taken out of it."""
        if not self.at:
            return self.original.place(0, 0)
        first = max(0, bisect_right(self.at, start) - 1)
        if (
            start >= self.at[first] + self.length[first]
            and first + 1 < len(self.at)
            and self.at[first + 1] <= max(start, end - 1)
        ):
            # What stands here is a mark that was added: the bar before a cell.
            first += 1
        last = max(first, bisect_right(self.at, max(start, end - 1)) - 1)
        begin = self.start[first] + (max(0, start - self.at[first]) if self.end[first] < 0 else 0)
        stop = self.end[last] if self.end[last] >= 0 else self.start[last] + min(self.length[last], max(0, end - self.at[last]))
        return self.original.place(begin, max(begin, stop))
