"""Word documents."""

from __future__ import annotations

import pytest
from helpers import assert_places, single
from office import archive, note, p, run, table, word

from kg.reading import InputError

pytest.importorskip("docx")

SOURCES = p("Sources", "H1") + p("[1] Acme raises $5 million: https://news.example.com/acme")


def read(body, name="acme.docx", **more):
    return single(word(body, **more), name)


def test_headings_paragraphs_and_references():
    report = read(
        p("Acme: a review", "Title")
        + p("Funding", "H1")
        + p("Seed", "H2")
        + p("Acme raised $5 million. [1] It has 40 staff. [7]")
        + SOURCES
    )
    assert report.format == "docx" and report.title == "Acme: a review"
    assert [(s.title, s.level) for s in report.sections] == [("Funding", 1), ("Seed", 2), ("Sources", 1)]
    assert [c.statement for c in report.claims] == ["Acme raised $5 million. [1]", "It has 40 staff. [7]"]
    assert [s.url for s in report.sources] == ["https://news.example.com/acme"]
    assert_places(report)


def test_a_line_is_a_paragraph_and_an_empty_one_counts():
    report = read(p("One") + p("") + p("Three has 40 staff."))
    assert [(s.text, s.place.line, s.place.column) for s in report.passages[1].sentences] == [("Three has 40 staff.", 3, 1)]


def test_headings_in_another_language_are_known_by_the_name_of_their_style():
    assert [s.title for s in read(p("Markt", "berschrift3") + p("Text.")).sections] == ["Markt"]


def test_tables_merged_cells_and_captions():
    wide = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    report = read(p("Table 1: Revenue by year") + table(["Year", "Revenue"], ["2024", "$5 | 6 million"]) + p("Text.") + wide)
    assert report.tables[0].caption == "Revenue by year"
    assert [[c.text for c in row] for row in report.tables[0].rows] == [["2024", "$5 | 6 million"]]
    assert report.tables[0].rows[0][1].place.line == 3
    assert report.tables[1].columns == 2
    assert_places(report)


def test_footnotes_are_numbered_as_they_are_shown():
    notes = f'<w:footnote w:id="4">{p("Acme report 2024, https://acme.example.com/report")}</w:footnote><w:footnote w:id="9">{p("A remark.")}</w:footnote>'
    body = p(run("Revenue was $5 million.") + note(4) + run(" More.") + note(9))
    report = read(body, footnotes=notes)
    assert report.passages[0].text == "Revenue was $5 million.[^1] More.[^2]"
    assert [(s.id, s.url) for s in report.sources] == [("1", "https://acme.example.com/report")]
    assert [(c.target, c.place.line) for c in report.passages[0].citations] == [("1", 1)]
    assert [p.label for p in report.passages if p.kind == "note"] == ["2"]


def test_endnotes_have_numbers_of_their_own():
    report = read(
        p(run("It grew.") + note(1, "endnote")), endnotes=f'<w:endnote w:id="1">{p("See https://a.example.com/x")}</w:endnote>'
    )
    assert [s.id for s in report.sources] == ["e1"]


def test_comments_are_notes_of_their_author_and_no_sources():
    comments = f'<w:comment w:id="0" w:author="Ann">{p("Says who? https://a.example.com")}</w:comment>'
    report = read(p("Acme has 40 staff."), comments=comments)
    assert [(p.kind, p.label, p.text) for p in report.passages][1:] == [
        ("note", "comment by Ann", "Says who? https://a.example.com")
    ]
    assert report.sources == ()


def test_raised_numbers_are_references_after_a_word_and_powers_after_a_unit():
    raised = '<w:vertAlign w:val="superscript"/>'
    report = read(p(run("Acme grew.") + run("1", raised) + run(" It has 40 m") + run("2", raised) + run(" of space.")) + SOURCES)
    assert report.passages[0].text == "Acme grew.[1] It has 40 m2 of space."


def test_links_keep_their_address():
    link = '<w:hyperlink r:id="L0">' + run("the filing") + "</w:hyperlink>"
    report = read(p(run("See ") + link + run(".")), links=("https://sec.example.com/a%20(b)",))
    assert report.passages[0].text == "See [the filing](https://sec.example.com/a%20%28b%29)."


def test_tracked_changes_count_as_accepted_and_hidden_text_not_at_all():
    body = (
        run("Acme has ")
        + "<w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins>"
        + run("40")
        + "</w:ins>"
        + run(" staff.")
        + run("secret", "<w:vanish/>")
    )
    assert read(p(body)).passages[0].text == "Acme has 40 staff."


def test_numbers_of_lists_and_headings_are_those_a_reader_sees():
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{level.format(*one)}</w:abstractNum>'
        for i, one in enumerate((("decimal", "[%1]"), ("decimal", "%1."), ("bullet", "o")))
    ) + "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(3))
    body = (
        p("Staff", "H1", list="2")
        + p("A point.", list="3")
        + p("Sources", "H1")
        + p("News: https://a.example.com", list="1")
        + p("Wire: https://b.example.com", list="1")
    )
    report = read(body, numbering=numbering)
    assert [(s.number, s.title) for s in report.sections] == [("3", "Staff"), (None, "Sources")]
    assert [(s.id, s.url) for s in report.sources] == [("3", "https://a.example.com"), ("4", "https://b.example.com")]


def test_text_boxes_are_read_once():
    inner = f"<w:txbxContent>{p('Acme has 40 staff.')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r></w:p>'
    assert [p.text for p in read(body + p("End.")).passages] == ["Acme has 40 staff.", "End."]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "cut off"),
        (word(p("Acme."))[:400], "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old or a locked"),
        (archive({"word/nothing.xml": "<a/>"}), "damaged"),
        (word(p("Acme.") + "<w:p>"), "damaged"),
        (word(p("")), "no text"),
    ],
)
def test_what_cannot_be_read_is_one_clear_message(data, says):
    with pytest.raises(InputError, match=says):
        single(data, "acme.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = archive({"word/document.xml": b"0" * 30_000_000})
    with pytest.raises(InputError, match="far larger"):
        single(bomb, "acme.docx")


def test_entities_are_not_expanded():
    lol = (
        '<!DOCTYPE w [<!ENTITY a "'
        + "ha " * 50
        + '">'
        + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 20}">' for i in range(9))
        + "]>"
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="R1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": lol
        + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + p("Acme &j; end.")
        + "</w:body></w:document>",
    }
    try:
        report = single(archive(files), "acme.docx")
    except InputError as error:
        assert "damaged" in str(error)
    else:
        assert len(report.documents[0].text) < 100


def test_a_missing_library_is_named(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputError, match=r"claimgraph\[docx\]"):
        single(word(p("Acme.")), "acme.docx")
