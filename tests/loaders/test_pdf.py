"""PDF files."""

from __future__ import annotations

import pytest
from helpers import assert_places, at, single

from kg.reading import InputError

pytest.importorskip("pdfminer")


def pdf(*pages: list[tuple[int, int, str]]) -> bytes:
    """A PDF; every page is a list of lines: size, distance from the top, text."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        text = "".join(f"BT /F1 {size} Tf 60 {800 - down} Td ({words}) Tj ET\n" for size, down, words in page).encode("latin-1")
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
