"""Office files made for tests, out of the few parts that they need."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def p(text: str, style: str = "", **more: str) -> str:
    """A paragraph of Word; text that starts with ``<w:`` is taken as runs."""
    runs = text if text.startswith("<w:") else run(text)
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{more["list"]}"/></w:numPr>' if "list" in more else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbered}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text with the same properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def note(id: int, kind: str = "footnote") -> str:
    """The reference to a note."""
    return f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def table(*rows: list[str]) -> str:
    """A table of Word with plain cells."""
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{p(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows) + "</w:tbl>"


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("Title", "Title"), ("H1", "heading 1"), ("H2", "heading 2"), ("berschrift3", "heading 3"))
)


def word(body: str, *, links: tuple[str, ...] = (), **parts: str) -> bytes:
    """A Word document; ``parts`` are the insides of ``footnotes``, ``endnotes``, ``comments``, ``numbering``.

    The relation ids of links are ``L0``, ``L1`` and so on.
    """
    names = ["styles", *parts]
    inside = {"styles": STYLES, **parts}
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_TYPE}{n}+xml"/>' for n in names)
    relations = "".join(f'<Relationship Id="P{i}" Type="{_OFFICE}/{n}" Target="{n}.xml"/>' for i, n in enumerate(names))
    relations += "".join(
        f'<Relationship Id="L{i}" Type="{_OFFICE}/hyperlink" Target="{url}" TargetMode="External"/>'
        for i, url in enumerate(links)
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="R1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        **{f"word/{n}.xml": f"<w:{n} {_W}>{inside[n]}</w:{n}>" for n in names},
    }
    return archive(files)


def archive(files: dict[str, str | bytes]) -> bytes:
    """A zip archive with the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
