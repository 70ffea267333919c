"""PDF files."""

from __future__ import annotations

import pytest
from helpers import assert_places, at, single

from kg.reading import InputError

pytest.importorskip("pdfminer")


def _drawn(size: int, down: int, words: str, left: int = 60) -> str:
    """A line of text, or, with the words "-" or "|", a drawn line of that length."""
    if words in ("-", "|"):
        across, below = (size, 0) if words == "-" else (0, -size)
        return f"{left} {800 - down} m {left + across} {800 - down + below} l S\n"
    return f"BT /F1 {size} Tf {left} {800 - down} Td ({words}) Tj ET\n"


def pdf(*pages: list[tuple]) -> bytes:
    """A PDF; every page is a list of lines: size, distance from the top, text, and where it begins."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        text = "".join(_drawn(*part) for part in page).encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(text), text))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out, offsets = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


REPORT = pdf(
    [
        (24, 40, "Acme: a review"),
        (16, 90, "Funding"),
        (10, 120, "Acme raised $5 million in 2024. [1] The"),
        (10, 132, "company has 40 staff. [7]"),
        (10, 780, "1"),
    ],
    [(16, 40, "Sources"), (10, 70, "[1] News: https://news.example.com/1"), (10, 82, "[2] Wire: https://wire.example.com/2")],
)


def test_headings_paragraphs_and_references():
    report = single(REPORT, "acme.pdf")
    assert (report.format, report.title) == ("pdf", "Acme: a review")
    assert [s.title for s in report.sections] == ["Funding", "Sources"]
    assert [c.statement for c in report.claims] == ["Acme raised $5 million in 2024. [1]", "The\ncompany has 40 staff. [7]"]
    assert [s.url for s in report.sources] == ["https://news.example.com/1", "https://wire.example.com/2"]
    assert_places(report)


def test_a_place_is_a_page_and_a_line_on_it():
    report = single(REPORT, "acme.pdf")
    second = report.claims[1].sources[0].place
    assert (second.path, second.line, at(report, second)) == ("acme.pdf#page=1", 4, "7")
    assert [(s.place.path, s.place.line) for s in report.sources] == [("acme.pdf#page=2", 2), ("acme.pdf#page=2", 3)]


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"%PDF-1.4\nnothing", "no PDF|no text"), (REPORT[:300], "no PDF|no text"), (pdf([]), "no text")],
)
def test_what_cannot_be_read_is_one_clear_message(data, says):
    with pytest.raises(InputError, match=says):
        single(data, "acme.pdf")


def test_a_missing_library_is_named(monkeypatch):
    import sys

    for name in [n for n in sys.modules if n.startswith("pdfminer")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pdfminer", None)
    with pytest.raises(InputError, match=r"claimgraph\[pdf\]"):
        single(REPORT, "acme.pdf")


ROWS = [["Year", "Sales", "Staff"], ["2023", "$1 million [1]", "40"], ["2024", "$2 million", "45"]]


def grid(down: int, upright: bool = True, between: bool = True) -> list[tuple]:
    """The rows as a table on a page, with its lines."""
    words = [(10, down + 20 * n + 14, cell, 65 + 120 * m) for n, row in enumerate(ROWS) for m, cell in enumerate(row)]
    level = [(360, down + 20 * n, "-", 60) for n in (range(4) if between else (0, 1, 3))]
    return words + level + ([(60, down, "|", 60 + 120 * n) for n in range(4)] if upright else [])


@pytest.mark.parametrize(("upright", "between"), [(True, True), (False, True), (False, False)])
def test_tables_with_lines_are_tables(upright, between):
    pytest.importorskip("pdfplumber")
    page = [(16, 40, "Figures"), (10, 70, "Sales of Acme grew in every year that was seen."), *grid(100, upright, between), (10, 190, "It went on to hire."), (10, 300, "[1] News: https://news.example.com/1"), (10, 320, "[2] Wire: https://wire.example.com/1")]
    report = single(pdf(page), "acme.pdf")
    (table,) = report.tables
    assert [[c.text for c in row] for row in (table.header, *table.rows)] == ROWS
    assert [c.target for row in table.rows for cell in row for c in cell.citations] == ["1"]
    assert [p.text for p in report.passages] == ["Sales of Acme grew in every year that was seen.", "It went on to hire."]
    assert (table.place.path, table.place.line, table.place.end_line) == ("acme.pdf#page=1", 3, 5)
    assert_places(report)


def test_lines_under_headings_and_boxes_around_words_are_no_tables():
    pytest.importorskip("pdfplumber")
    page = [(16, 40, "Figures"), (300, 50, "-"), (10, 70, "Sales grew in all of the years."), (300, 90, "-"), (10, 110, "They fell in none of the years."), (300, 130, "-"), (10, 150, "The end.")]
    report = single(pdf(page), "acme.pdf")
    assert report.tables == ()
    assert "Sales grew in all of the years." in " ".join(p.text for p in report.passages)


def test_pages_without_lines_do_not_need_the_library_for_tables(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert single(REPORT, "acme.pdf").claims
    with pytest.raises(InputError, match=r"claimgraph\[pdf\]"):
        single(pdf([(10, 40, "Words."), *grid(100)]), "acme.pdf")
