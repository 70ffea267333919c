"""From HTML to blocks: a tokenizer of the standard library, and what each element does to the text.

No tree is built, so that neither nesting nor missing end tags can do harm; nothing is fetched or
executed.
"""

from __future__ import annotations

import html
from html.parser import HTMLParser

from kg import patterns as re
from kg.loaders._docx_text import linked
from kg.loaders._html_tables import Grid
from kg.loaders._mapped import Written
from kg.loaders._view import View

_SKIPPED = frozenset(
    "script style template svg noscript iframe object select button nav head textarea canvas audio video math".split()
)
_OPENING = frozenset("main article h1 body".split())
"""Elements that begin the text, even where a skipped element before them was never closed."""
_BLOCKS = frozenset(
    "p div section article header footer aside main body ul ol dl dt dd li blockquote pre figure figcaption address hr details summary form"
    " fieldset legend center h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr td th".split()
)
_DATES = frozenset(["date", "dcterms.date", "dc.date", "article:published_time", "publish-date", "pubdate"])
_NOTE_TARGET = re.compile(r"#_?(?:user-content-)?(?:sd)?(?:fn|footnote|endnote|ftn|edn|en|note)[-_:.]?\w{1,30}$", re.I)
_BACK = re.compile(r"#_?(?:user-content-)?(?:sd)?(?:fn|footnote|endnote|ftn|edn|en|note)[-_]?(?:ref|anc|back)", re.I)
_NUMBER = re.compile(r"\s*\[?\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[a-z*†‡]{1,2})\s*\]?\s*")
_MAY_BE_NOTED = re.compile(r"[.,;:!?)\]\"”’»%]\s*$|[^\W\d_]{3,}\s*$")
_TAG_BEGINS = re.compile("<[A-Za-z/!?]")
DEEPEST_LIST = 60


class Page(HTMLParser):
    """Reads a page into a :class:`kg.loaders._view.View`.

    ``noted`` holds, for every block, its texts with the offsets they come from; ``meta`` the
    title, language and date of the page with their offsets.
    """

    def __init__(self, text: str):
        super().__init__(convert_charrefs=False)
        self.source = text
        self.view = View()
        self.noted: list[tuple[int, Written, int]] = []
        self.meta: dict[str, tuple[str, int, int]] = {}
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.out = Written()
        self.skipping, self.skipped = "", 0
        self.title: Written | None = None
        self.heading = self.quotes = self.pre = 0
        self.lists: list[list] = []
        self.item = False
        self.grid: Grid | None = None
        self.links: list[tuple[str, int, int, str]] = []
        self.raised: list[int] = []
        self.notes: dict[str, str] = {}
        self.note = ""
        self.feed(_closed(text))
        self.close()
        self._flush()
        self._end_table()

    # ------------------------------------------------------------------ what the tokenizer calls

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over ``<![if …]>`` and the like as a browser does: up to the next ``>``."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What an element does where it begins."""
        given = {k: v or "" for k, v in reversed(attrs)}
        if tag == "html" and given.get("lang"):
            self._know("lang", given["lang"])
        elif tag == "meta":
            self._meta(given)
        elif tag == "title" and "title" not in self.meta and self.skipping in ("", "head"):
            self.title = Written()
        if self.skipping:
            if tag in _OPENING or (self.skipping == "head" and tag in _BLOCKS):
                self.skipping = ""
            else:
                self.skipped += tag == self.skipping
                return
        if tag in _SKIPPED:
            self.skipping, self.skipped = tag, 1
            return
        if tag in _BLOCKS:
            self._flush()
        self._target(given)
        handler = getattr(self, f"_open_{tag}", None)
        if handler:
            handler(given)
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.heading = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        """What an element does where it ends."""
        if tag == "title" and self.title is not None:
            self._know("title", self.title.text().strip())
            self.title = None
        if self.skipping:
            self.skipped -= tag == self.skipping
            if self.skipped <= 0:
                self.skipping = ""
            return
        if tag in _BLOCKS:
            self._flush()
        handler = getattr(self, f"_close_{tag}", None)
        if handler:
            handler()
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.heading = 0

    def handle_data(self, data: str) -> None:
        """Text as it stands."""
        at = self._offset()
        if self.title is not None:
            self.title.data(data, at)
        elif not self.skipping:
            if self.pre:
                self.out.keep(data.replace("\r", " "), at)
            else:
                self.out.data(data, at)

    def handle_entityref(self, name: str) -> None:
        """``&amp;`` and the like; unknown ones stay as they are written."""
        self._entity(f"&{name};", len(name) + 2)

    def handle_charref(self, name: str) -> None:
        """``&#8364;`` and the like."""
        self._entity(f"&#{name};", len(name) + 3)

    def _entity(self, written: str, length: int) -> None:
        at = self._offset()
        end = at + length if self.source.startswith(";", at + length - 1) else at + length - 1
        text = html.unescape(written)
        out = self.title if self.title is not None else None if self.skipping else self.out
        if out is None:
            return
        if text.isspace() and text != "\xa0":
            out.data(" ", at)
        elif text:
            out.fixed(text, at, end)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    # ------------------------------------------------------------------ meta data and targets of links

    def _know(self, name: str, value: str) -> None:
        at = self._offset()
        if value.strip():
            self.meta.setdefault(name, (" ".join(value.split()), at, at + 1))

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("name") or given.get("property") or "").lower()
        if name in _DATES:
            self._know("date", given.get("content", "")[:10])

    def _target(self, given: dict[str, str]) -> None:
        """An element that a reference to a note leads to begins that note."""
        for id in (given.get("id"), given.get("name")):
            if id and f"#{id}" in self.notes and not self.out.length:
                self.note = self.notes[f"#{id}"]

    # ------------------------------------------------------------------ inline elements

    def _open_br(self, given) -> None:
        self.out.newline(self._offset())

    def _open_a(self, given) -> None:
        self._close_a()
        self.links.append((given.get("href", "").strip(), self._offset(), self.out.length, "a"))

    def _close_a(self) -> None:
        if not self.links:
            return
        address, at, begin, _ = self.links.pop()
        text = self.out.since(begin)
        if not text.strip():
            return
        end = self._offset()
        number = _NUMBER.fullmatch(text)
        if address.startswith(("http://", "https://", "//")):
            address = "https:" + address if address.startswith("//") else address
            if text.strip().rstrip("/") != address.rstrip("/"):
                words = number.group(1) if number and number.group(1)[0].isdigit() else None
                self._wrap(begin, "[", f"]({linked(address)})", at, end, words)
        elif _BACK.match(address) or text.strip() in ("↩", "↩︎", "↑", "^", "⬆"):
            self._cut(begin)
        elif number and _NOTE_TARGET.match(address):
            if self.note and not begin:
                self._cut(begin)
                return
            self.notes.setdefault(address, number.group(1))
            self._wrap(begin, "[^", "]", at, end, number.group(1))
        elif number and address.startswith("#") and self.raised and "[" not in text:
            self._wrap(begin, "[", "]", at, end, number.group(1))

    def _open_sup(self, given) -> None:
        self.raised.append(self.out.length)

    def _close_sup(self) -> None:
        if not self.raised:
            return
        begin = self.raised.pop()
        inside = self.out.since(begin)
        before = self.out.since(begin - 8)[: -len(inside) or None]
        match = _NUMBER.fullmatch(inside)
        # A raised number after a word or a full stop is a reference, after a unit it is a power.
        if match and match.group(1)[0].isdigit() and "[" not in inside and not self.links and _MAY_BE_NOTED.search(before):
            at = self._offset()
            self._wrap(begin, "[", "]", at - len(inside), at, inside.strip())

    def _wrap(self, begin: int, before: str, after: str, at: int, end: int, words: str | None = None) -> None:
        """Put marks around what was written since ``begin``, or around other ``words`` for it."""
        kept = self._taken(begin)
        text = "".join(part for _, part, _, _ in kept)
        blank = text[: len(text) - len(text.lstrip())]
        if blank:
            self.out.data(" ", at)
        self.out.fixed(before, at, at)
        exact = next((one for one in kept if one[3] < 0 and words and words in one[1]), None)
        if exact is not None:
            # The words themselves, without the tags around them.
            first = exact[2] + exact[1].index(words)
            self.out.fixed(words, first, first + len(words))
        elif words is not None:
            self.out.fixed(words, kept[0][2], end)
        else:
            left = len(blank)
            for position, part, start, stop in kept:
                cut = max(0, left - position)
                if stop < 0:
                    self.out._put(part[cut:], start + cut, -1)
                else:
                    self.out._put(part, start, stop)
            self._trim_end()
        self.out.fixed(after, end, end)
        if text[-1:].isspace():
            self.out.data(" ", end)

    def _trim_end(self) -> None:
        out = self.out
        while out.parts and out.parts[-1].isspace():
            out.length -= len(out.parts.pop())
            out.segments.pop()

    def _cut(self, begin: int) -> None:
        self._taken(begin)

    def _taken(self, begin: int) -> list[tuple[int, str, int, int]]:
        """Take back the pieces written since ``begin``: position from there, text, offset and end in the source."""
        out, kept = self.out, []
        while out.segments and out.segments[-1][0] >= begin:
            position, start, stop = out.segments.pop()
            part = out.parts.pop()
            out.length -= len(part)
            kept.append((position - begin, part, start, stop))
        out.blank = not out.length or out.parts[-1][-1:].isspace()
        return kept[::-1]

    # ------------------------------------------------------------------ blocks

    def _open_blockquote(self, given) -> None:
        self.quotes += 1

    def _close_blockquote(self) -> None:
        self.quotes = max(0, self.quotes - 1)

    def _open_pre(self, given) -> None:
        self.pre += 1

    def _close_pre(self) -> None:
        self.pre = max(0, self.pre - 1)

    def _open_ul(self, given) -> None:
        self.lists.append(["ul", 0])

    def _open_ol(self, given) -> None:
        start = given.get("start", "1")
        self.lists.append(["ol", int(start) - 1 if start.isdigit() and len(start) < 7 else 0])

    def _close_ul(self) -> None:
        if self.lists:
            self.lists.pop()
        self.item = False
        self.note = ""

    _close_ol = _close_ul

    def _open_li(self, given) -> None:
        if self.lists:
            value = given.get("value", "")
            self.lists[-1][1] = int(value) if value.isdigit() and len(value) < 7 else self.lists[-1][1] + 1
        self.item = True

    def _close_li(self) -> None:
        self.item = False
        self.note = ""

    def _close_div(self) -> None:
        self.note = ""

    _close_aside = _close_section = _close_div

    def _flush(self) -> None:
        """End the block that is being written."""
        self.links.clear()
        self.raised.clear()
        out, self.out = self.out, Written()
        if not out.length or not out.text().strip():
            return
        if self.grid is not None and self.grid.inside:
            self.grid.take(out)
            return
        text = out.text()
        left = len(text) - len(text.lstrip())
        if self.note:
            block = self.view.add("footnote", text, marker=self.note)
            self.note = ""
        elif self.heading:
            block = self.view.add("heading", text.replace("\n", " "), level=self.heading)
        elif self.pre:
            block = self.view.add("code", text)
        elif self.item and self.lists:
            kind, count = self.lists[-1]
            block = self.view.add(
                "item",
                text,
                level=min(len(self.lists), DEEPEST_LIST),
                marker=f"{count}." if kind == "ol" else "-",
                quoted=self.quotes > 0,
            )
            self.item = False
        else:
            block = self.view.add("paragraph", text, quoted=self.quotes > 0)
        if block is not None:
            self.noted.append((block.start, out, left))

    # ------------------------------------------------------------------ tables

    def _open_table(self, given) -> None:
        if self.grid is None:
            self.grid = Grid()
        else:
            self.grid.depth += 1

    def _close_table(self) -> None:
        if self.grid is not None:
            self.grid.depth -= 1
            if self.grid.depth <= 0:
                self._end_table()

    def _open_tr(self, given) -> None:
        if self.grid is not None and self.grid.depth == 1:
            self.grid.row()

    def _open_td(self, given) -> None:
        if self.grid is not None and self.grid.depth == 1:
            self.grid.cell(given)

    _open_th = _open_td

    def _close_td(self) -> None:
        if self.grid is not None and self.grid.depth == 1:
            self.grid.inside = False

    _close_th = _close_tr = _close_td

    def _end_table(self) -> None:
        grid, self.grid = self.grid, None
        rows = grid.rows() if grid is not None else []
        if not rows:
            return
        if len(rows[0]) == 1 or len(rows) == 1:
            # One column or one row lays text out; it holds no table.
            for piece in (p for row in rows for cell in row for p in cell):
                block = self.view.add("paragraph", piece.text())
                if block is not None:
                    self.noted.append((block.start, piece, len(piece.text()) - len(piece.text().lstrip())))
            return
        self.view.table([[" ".join(" ".join(p.text().split("\n")).strip() for p in cell) for cell in row] for row in rows])
        block = self.view.blocks[-1]
        for row, spans in zip(rows, block.rows, strict=True):
            for cell, (at, _) in zip(row, spans, strict=True):
                for piece in cell:
                    text = piece.text()
                    self.noted.append((at, piece, len(text) - len(text.lstrip())))
                    at += len(text.strip()) + 1


def _closed(text: str) -> str:
    """The text without a comment or a tag at its end that never ends; a browser shows neither.

    Looking for their ends again and again would take time that grows with the square of the length.
    """
    last = text.rfind("-->")
    begin = text.find("<!--", last + 3 if last >= 0 else 0)
    text = text[:begin] if begin >= 0 else text
    tag = _TAG_BEGINS.search(text, text.rfind(">") + 1)
    return text[: tag.start()] if tag else text
