"""Text of PDF files: paragraphs, headings and tables, page by page.

A place is a page and a line on it: ``report.pdf#page=3``, line 12, an address that viewers open.
Tables without lines around or between their rows are read as lines of text; pictures, and pages that
are pictures, are not read at all.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping

from kg import patterns as re
from kg.config import Config
from kg.loaders import _extras, _pdf_tables, _view
from kg.loaders._paged import PagedLines
from kg.model import Document, Report
from kg.reading import Bundle, InputError, RawFile
from kg.records import record

NAME = "pdf"

MAX_PAGES = 3000
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/|von)\s*\d{1,4})?", re.I)
_SENTENCE_END = re.compile(r"[.!?;,]$")
HEADING_FROM = 1.12
"""How much larger than the body a line must be set to be a heading."""


@record
class _Line:
    text: str
    size: float
    bold: bool
    middle: tuple[float, float]
    """From the left and from the top of the page."""

    def inside(self, box: _pdf_tables.Box) -> bool:
        """Whether the line stands in a part of the page."""
        return box[0] <= self.middle[0] <= box[2] and box[1] <= self.middle[1] <= box[3]


def recognise(bundle: Bundle) -> float:
    """Sure by the first bytes, nearly so by the file extension."""
    if len(bundle.files) != 1:
        return 0.0
    file = bundle.files[0]
    return 0.95 if b"%PDF-" in file.data[:1024] else 0.8 if file.suffix == ".pdf" else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single PDF file.  Raises :class:`kg.reading.InputError`."""
    return read(bundle.files[0], config)


def read(file: RawFile, config: Config, given: frozenset[str] = frozenset(), ids: Mapping[str, str] | None = None) -> Report:
    """The report a PDF file holds; ``given`` and ``ids`` as for :func:`kg.loaders.markdown.read`."""
    view, starts = view_of(file)
    whole = _view.document(file, view.text())
    ends = [*starts[1:], len(whole.text)]
    pages = [
        Document(f"{file.path}#page={n}", whole.text[a:b], whole.sha256)
        for n, (a, b) in enumerate(zip(starts, ends, strict=True), 1)
    ]
    lines = PagedLines(whole, pages, starts)
    return _view.report(file, view, config, NAME, given=given, ids=ids, lines=lines, documents=tuple(pages))


def as_markdown(file: RawFile) -> str:
    """The text as Markdown that reads the same.  Raises :class:`kg.reading.InputError`."""
    from kg.loaders import _markdown_out

    shown, _ = view_of(file)
    return _markdown_out.write(shown.blocks, shown.text())


def view_of(file: RawFile) -> tuple[_view.View, list[int]]:
    """The text of a PDF file, and the offset at which each page begins.  Raises :class:`kg.reading.InputError`."""
    pages = _pages(file)
    boxes = [part for page in pages for part in page if isinstance(part, list)]
    sizes = Counter(round(line.size, 1) for box in boxes for line in box for _ in line.text)
    body = max(sizes, key=lambda s: (sizes[s], -s)) if sizes else 0.0
    larger = sorted(
        {round(line.size, 1) for box in boxes for line in box if line.size > body * HEADING_FROM}, reverse=True
    )
    view, starts = _view.View(), []
    for page in pages:
        starts.append(view.length)
        for part in page:
            if isinstance(part, list):
                _add(view, part, body, larger)
            else:
                view.table(part.rows)
    return view, starts


def _add(view: _view.View, box: list[_Line], body: float, larger: list[float]) -> None:
    """A box of text as headings and paragraphs."""
    waiting: list[str] = []

    def paragraph() -> None:
        if waiting:
            view.add("paragraph", "\n".join(waiting))
            waiting.clear()

    for line in box:
        if line.size > body * HEADING_FROM and len(line.text) < 200:
            paragraph()
            view.add("heading", line.text, level=min(6, larger.index(round(line.size, 1)) + 1))
        elif line.bold and len(box) == 1 and len(line.text) < 120 and not _SENTENCE_END.search(line.text):
            view.add("heading", line.text, level=min(6, len(larger) + 1))
        else:
            waiting.append(line.text)
    paragraph()


def _pages(file: RawFile) -> list[list[list[_Line] | _pdf_tables.Found]]:
    """Boxes of lines and tables on every page, in their order; numbers of pages are left out."""
    if not file.data.strip():
        raise InputError(file.path, "the file is empty. Give a file that holds a report.")
    layout = _extras.library("pdfminer.layout", "pdf", file.path)
    high_level = _extras.library("pdfminer.high_level", "pdf", file.path)
    errors = _extras.library("pdfminer.pdfdocument", "pdf", file.path)
    try:
        found, ruled = [], []
        for page in high_level.extract_pages(io.BytesIO(file.data), laparams=layout.LAParams()):
            if len(found) >= MAX_PAGES:
                raise InputError(file.path, f"the file has more than {MAX_PAGES:,} pages. Split it.")
            found.append(
                [
                    [one for line in box if (one := _line(line, layout, page)) is not None]
                    for box in page
                    if isinstance(box, layout.LTTextBox)
                ]
            )
            if _pdf_tables.worth(page, layout):
                ruled.append(len(found))
        tables = _pdf_tables.find(io.BytesIO(file.data), ruled, file.path)
        found = [_laid_out(boxes, tables.get(number, [])) for number, boxes in enumerate(found, 1)]
    except InputError:
        raise
    except (errors.PDFPasswordIncorrect, errors.PDFEncryptionError):
        raise InputError(file.path, "this PDF is locked with a password. Save it without one.") from None
    except Exception as error:
        # Damaged files make the library fail in many ways.
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(
            file.path, f"this is no PDF, or a damaged one ({reason}). Get it again, or print it to a new PDF."
        ) from None
    if not any(found):
        raise InputError(file.path, "no text was found in this PDF. Scanned pages hold pictures only; give a file with text.")
    return found


def _laid_out(boxes: list[list[_Line]], tables: list[_pdf_tables.Found]) -> list[list[_Line] | _pdf_tables.Found]:
    """The boxes of a page without their empty ones and its number; a table stands where its first line stood."""
    tables = [t for t in tables if _pdf_tables.holds(t, [line.text for box in boxes for line in box if line.inside(t.box)])]
    parts: list[list[_Line] | _pdf_tables.Found] = []
    placed: set[int] = set()
    for box in boxes:
        rest: list[_Line] = []
        for line in box:
            inside = next((n for n, t in enumerate(tables) if line.inside(t.box)), None)
            if inside is None:
                rest.append(line)
            elif inside not in placed:
                placed.add(inside)
                parts += [rest, tables[inside]]
                rest = []
        parts.append(rest)
    return [p for p in parts if p and not (isinstance(p, list) and len(p) == 1 and _PAGE_NUMBER.fullmatch(p[0].text))]


def _line(line, layout, page) -> _Line | None:
    """The text of a line with the size most of it is set in; ``None`` for one without words."""
    text = " ".join(line.get_text().split()) if isinstance(line, layout.LTTextLine) else ""
    if not text:
        return None
    chars = [c for c in line if isinstance(c, layout.LTChar) and c.get_text().strip()]
    sizes = Counter(round(c.size, 1) for c in chars)
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0.0
    middle = ((line.x0 + line.x1) / 2 - page.x0, page.y1 - (line.y0 + line.y1) / 2)
    return _Line(text, size, bool(chars) and all("bold" in c.fontname.lower() for c in chars), middle)
