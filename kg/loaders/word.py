"""Word documents (DOCX): headings, paragraphs, lists, tables, links, footnotes, endnotes, comments.

A place counts paragraphs: line 12 is the twelfth paragraph, where every row of a table and every
line break inside a paragraph counts as one, and the columns are characters in it.  Notes and
comments follow behind the last paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg import patterns as re
from kg.config import Config
from kg.loaders import _archive, _docx_numbers, _extras, _view
from kg.loaders._docx_text import W, Words, blocks
from kg.model import Report
from kg.reading import Bundle, InputError, RawFile

NAME = "docx"

SUFFIXES = (".docx", ".docm", ".dotx")
_HEADING = re.compile(r"heading (\d)", re.I)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
DEEPEST = 9


def recognise(bundle: Bundle) -> float:
    """Sure by the file extension, or by the parts of the archive."""
    if len(bundle.files) != 1:
        return 0.0
    file = bundle.files[0]
    return 0.9 if file.suffix in SUFFIXES or _archive.kind(file.data) == "docx" else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single Word document.  Raises :class:`kg.reading.InputError`."""
    return read(bundle.files[0], config)


def read(file: RawFile, config: Config, given: frozenset[str] = frozenset(), ids: Mapping[str, str] | None = None) -> Report:
    """The report a Word document holds; ``given`` and ``ids`` as for :func:`kg.loaders.markdown.read`."""
    return _view.report(file, view(file), config, NAME, given=given, ids=ids)


def as_markdown(file: RawFile) -> str:
    """The document as Markdown that reads the same.  Raises :class:`kg.reading.InputError`."""
    from kg.loaders import _markdown_out

    shown = view(file)
    return _markdown_out.write(shown.blocks, shown.text())


def view(file: RawFile) -> _view.View:
    """The text of a Word document.  Raises :class:`kg.reading.InputError`."""
    stream = _archive.opened(file, "DOCX")
    docx = _extras.library("docx", "docx", file.path)
    try:
        document = docx.Document(stream)
        reader = _Reader(document)
    except Exception as error:
        # The library lets errors of XML, of archives and of missing parts through as they come.
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(
            file.path, f"this Word document is damaged ({reason}). Open it in a word processor and save it anew."
        ) from None
    return reader.read()


class _Reader:
    """Walks over a document once."""

    def __init__(self, document):
        self.document, self.part, self.body = document, document.part, document.element.body
        self.words = Words({id: r.target_ref for id, r in self.part.rels.items() if r.is_external})
        self.beside = {name: self._related(name) for name in ("numbering", "footnotes", "endnotes", "comments")}
        self.numbers = _docx_numbers.read(self.beside["numbering"])
        self.styles = {s.styleId: s for s in document.styles.element.style_lst}
        self.view = _view.View()
        self.titled = any(self._style_name(p).lower() == "title" for p in self.body.iterchildren(f"{W}p"))

    def read(self) -> _view.View:
        for element in blocks(self.body):
            if element.tag == f"{W}tbl":
                self._table(element)
            else:
                self._paragraph(element)
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        self._comments()
        return self.view

    # ------------------------------------------------------------------ paragraphs

    def _paragraph(self, paragraph) -> None:
        text = self.words.of(paragraph)
        style, level = self._style_name(paragraph), self._heading_level(paragraph)
        label, depth = self._label(paragraph) if text.strip() else ("", 0)
        if level:
            self.view.add("heading", f"{label} {text}" if label not in ("", "-") else text, level=level)
        elif label:
            shown = f"{label} {text}" if label.startswith("[") else text
            marker = label if label == "-" or label[:-1].isdigit() else f"{label.strip('.()[]')}."
            self.view.add("item", shown, level=depth + 1, marker=marker)
        elif style.lower().startswith("list"):
            self.view.add("item", text, level=1, marker="-")
        else:
            self.view.add("paragraph", text, quoted="quote" in style.lower())

    def _style(self, paragraph):
        properties = paragraph.find(f"{W}pPr")
        named = properties.find(f"{W}pStyle") if properties is not None else None
        return self.styles.get(named.get(f"{W}val")) if named is not None else None

    def _style_name(self, paragraph) -> str:
        style = self._style(paragraph)
        name = style.find(f"{W}name") if style is not None else None
        return (name.get(f"{W}val") or "") if name is not None else ""

    def _properties(self, paragraph):
        """Paragraph properties: its own, then those of its style and of the styles that one is based on."""
        yield paragraph.find(f"{W}pPr")
        style, seen = self._style(paragraph), set()
        while style is not None and style.styleId not in seen:
            seen.add(style.styleId)
            yield style.find(f"{W}pPr")
            based = style.find(f"{W}basedOn")
            style = self.styles.get(based.get(f"{W}val")) if based is not None else None

    def _heading_level(self, paragraph) -> int:
        """1 for the title and the uppermost headings; 0 for what is no heading."""
        name = self._style_name(paragraph)
        if name.lower() == "title":
            return 1
        match = _HEADING.match(name)
        level = int(match.group(1)) if match else 0
        if not level:
            outlined = (p.find(f"{W}outlineLvl") for p in self._properties(paragraph) if p is not None)
            found = next((o.get(f"{W}val") for o in outlined if o is not None), None)
            level = int(found) + 1 if found and found.isdigit() and int(found) < DEEPEST else 0
        return min(level + self.titled, DEEPEST) if level else 0

    def _label(self, paragraph) -> tuple[str, int]:
        """The number or bullet of a paragraph, and the depth of its list from 0."""
        id, depth = None, None
        for properties in self._properties(paragraph):
            listed = properties.find(f"{W}numPr") if properties is not None else None
            if listed is None:
                continue
            own, at = listed.find(f"{W}numId"), listed.find(f"{W}ilvl")
            id = id if id is not None or own is None else own.get(f"{W}val")
            depth = depth if depth is not None or at is None else at.get(f"{W}val")
            if id is not None:
                break
        if id in (None, "0"):
            return "", 0
        level = int(depth) if depth and depth.isdigit() and int(depth) < DEEPEST else 0
        return self.numbers.next(id, level), level

    # ------------------------------------------------------------------ tables, notes, comments

    def _table(self, table) -> None:
        rows = []
        for row in table.iterchildren(f"{W}tr"):
            cells: list[str] = []
            for cell in self._cells(row):
                properties = cell.find(f"{W}tcPr")
                merged = properties.find(f"{W}vMerge") if properties is not None else None
                continued = merged is not None and merged.get(f"{W}val") != "restart"
                cells.append("" if continued else " ".join(self._inside(cell)))
                wide = properties.find(f"{W}gridSpan") if properties is not None else None
                span = wide.get(f"{W}val", "1") if wide is not None else "1"
                cells += [""] * (min(int(span), 64) - 1 if span.isdigit() else 0)
            if cells:
                rows.append(cells)
        if rows and max(map(len, rows)) > 1:
            self.view.table(rows)
            return
        # A table of one column frames text: a box, a quotation, a note.
        for row in rows:
            self.view.add("paragraph", row[0])

    def _cells(self, row):
        for child in row.iterchildren():
            if child.tag == f"{W}tc":
                yield child
            elif child.tag == f"{W}sdt":
                yield from child.iter(f"{W}tc")

    def _inside(self, element) -> list[str]:
        """The texts of all paragraphs inside an element, those of tables in it included."""
        texts = []
        for one in blocks(element):
            for paragraph in [one] if one.tag == f"{W}p" else one.iter(f"{W}p"):
                text = self.words.of(paragraph).replace("\n", " ").strip()
                if text:
                    texts.append(text)
        return texts

    def _notes(self, kind: str) -> None:
        """Footnotes or endnotes in the order of their references."""
        root = self.beside[f"{kind}s"]
        if root is None:
            return
        by_id = {note.get(f"{W}id"): note for note in root.iterchildren(f"{W}{kind}")}
        # References inside notes may add to the notes while they are read.
        done: set[str] = set()
        while waiting := [(id, shown) for (k, id), shown in self.words.notes.items() if k == kind and id not in done]:
            for id, shown in waiting:
                done.add(id)
                if id in by_id:
                    self.view.add("footnote", " ".join(self._inside(by_id[id])), marker=shown)

    def _comments(self) -> None:
        root = self.beside["comments"]
        for comment in root.iterchildren(f"{W}comment") if root is not None else ():
            author = comment.get(f"{W}author") or ""
            self.view.add("comment", " ".join(self._inside(comment)), marker=f"comment by {author}" if author else "comment")

    def _related(self, name: str):
        """The root of a part beside the text, or ``None``."""
        from docx.oxml import parse_xml

        for relation in self.part.rels.values():
            if not relation.is_external and relation.reltype in (_RELATION + name, _STRICT + name):
                return parse_xml(relation.target_part.blob)
        return None
