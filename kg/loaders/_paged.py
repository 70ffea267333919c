"""Places on the pages of a document: each page is a text of its own, its lines counted from its top."""

from __future__ import annotations

from bisect import bisect_right

from kg.model import Document, Place
from kg.reading import Lines


class PagedLines(Lines):
    """Lines of a text whose parts are pages; ``starts_of_pages`` are their offsets in it."""

    def __init__(self, whole: Document, pages: list[Document], starts_of_pages: list[int]):
        super().__init__(whole)
        self.page_starts = starts_of_pages
        self.pages = [Lines(page) for page in pages]

    def place(self, start: int, end: int) -> Place:
        """The place on the page where ``text[start:end]`` begins; what runs on to the next page is left out."""
        number = max(0, bisect_right(self.page_starts, start) - 1)
        base, page = self.page_starts[number], self.pages[number]
        length = len(page.document.text)
        begin = min(start - base, length)
        return page.place(begin, max(begin, min(end - base, length)))
