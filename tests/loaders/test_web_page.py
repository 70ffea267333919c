"""HTML pages."""

from __future__ import annotations

import pytest
from helpers import at, single

from kg.reading import InputError, Lines

SOURCES = (
    '<h2>Sources</h2><ol><li><a href="https://news.example.com/1">News</a><li><a href="https://wire.example.com/2">Wire</a></ol>'
)


def read(body, head="", name="acme.html"):
    return single(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", name)


def source(report, place):
    return Lines(report.documents[0]).text(place)


def test_headings_paragraphs_lists_and_references():
    report = read(
        "<h1>Acme</h1><h2>Funding</h2><p>Acme raised $5 million [1] &amp; more. It has 40 staff. [7]<ul><li>One<li>Two</ul>"
        + SOURCES
    )
    assert (report.format, report.title) == ("html", "Acme")
    assert [(s.title, s.level) for s in report.sections] == [("Funding", 1), ("Sources", 1)]
    assert [c.statement for c in report.claims] == ["Acme raised $5 million [1] & more.", "It has 40 staff. [7]"]
    assert [(s.id, s.url) for s in report.sources] == [("1", "https://news.example.com/1"), ("2", "https://wire.example.com/2")]
    assert [p.text for p in report.passages if p.kind == "item"] == ["One", "Two"]


def test_places_are_those_of_the_file():
    report = single("<html>\n<body>\n<p>Acme has <b>40&nbsp;staff</b>\n  in Rome.</p>\n<p>It grew.\n", "a.html")
    first, second = report.passages
    assert first.text == "Acme has 40\xa0staff in Rome."
    assert source(report, first.place) == "Acme has <b>40&nbsp;staff</b>\n  in Rome."
    assert (first.place.line, first.place.column) == (3, 4)
    assert source(report, second.place) == "It grew."
    assert second.place.line == 5


def test_tables_with_spans():
    rows = "<tr><th>Year<th colspan=2>Revenue<tr><td rowspan=2>2024<td>$5 <i>million</i><td>a<tr><td>$6 million<td>b"
    report = read(f"<table><caption>Table 1: Revenue by year</caption>{rows}</table>")
    table = report.tables[0]
    assert table.caption == "Revenue by year"
    assert [[c.text for c in row] for row in (table.header, *table.rows)] == [
        ["Year", "Revenue", ""],
        ["2024", "$5 million", "a"],
        ["", "$6 million", "b"],
    ]
    assert source(report, table.rows[0][1].place) == "$5 <i>million"
    assert source(report, table.place).startswith("Year<th")


def test_a_table_for_layout_is_text():
    assert [p.text for p in read("<table><tr><td><p>One.<p>Two.</table>").passages] == ["One.", "Two."]


def test_tables_inside_tables_are_text_of_their_cell():
    report = read("<table><tr><td>A<td>B<tr><td>C<td><table><tr><td>D<td>E</table></table>")
    assert [[c.text for c in row] for row in report.tables[0].rows] == [["C", "D E"]]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<a href="#fn1" class="footnote-ref"><sup>1</sup></a>', '<ol><li id="fn1"><p>{} <a href="#fnref1">↩︎</a></ol>'),
        (
            '<sup><a href="#user-content-fn-1">1</a></sup>',
            '<ol><li id="user-content-fn-1"><p>{} <a href="#user-content-fnref-1">↩</a></ol>',
        ),
        (
            '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
            '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> {}</div>',
        ),
    ],
)
def test_footnotes_of_several_programs(mark, note):
    report = read(f"<p>Acme has 40 staff.{mark} It grew.</p>" + note.format("Acme, https://acme.example.com/r"))
    assert [(s.id, s.url) for s in report.sources] == [("1", "https://acme.example.com/r")]
    assert [(c.statement, [x.target for x in c.sources]) for c in report.claims] == [("Acme has 40 staff.[^1]", ["1"])]


def test_raised_numbers_are_references_after_a_word_and_powers_after_a_unit():
    assert (
        read("<p>It grew.<sup>1, 2</sup> It has 40 m<sup>2</sup>." + SOURCES).passages[0].text == "It grew.[1, 2] It has 40 m2."
    )


def test_references_that_lead_to_a_list_on_the_page():
    body = '<p>It grew.<sup><a href="#cite_note-1">[1]</a></sup></p><h2>References</h2><ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> Ann (2024). <i>Acme</i>.</ol>'
    report = read(body)
    assert [(c.target) for c in report.claims[0].sources] == ["1"]
    assert report.sources[0].raw == "Ann (2024). Acme."


def test_links_keep_their_address():
    assert read('<p>See <a href="https://a.example.com/x_(y)"> the filing</a>, <a href="/about">about</a>.').passages[0].text == (
        "See [the filing](https://a.example.com/x_%28y%29), about."
    )


def test_scripts_styles_and_navigation_are_no_text():
    report = read(
        "<nav><a href=/>Home</a></nav><script>var a = '<p>no</p>'</script><style>p{}</style><p>Yes.</p><!-- no --><![if !x]>"
    )
    assert [p.text for p in report.passages] == ["Yes."]


def test_navigation_that_never_ends_does_not_swallow_the_page():
    assert [s.title for s in read("<nav>Menu<h1>One</h1><h1>Two</h1><p>Text.").sections] == ["One", "Two"]


def test_what_the_page_says_of_itself():
    head = "<title>Acme &amp; Co</title><meta property='article:published_time' content='2025-03-01T10:00'>"
    report = single(f"<html lang=de><head>{head}</head><p>Text.", "a.html")
    assert (report.title, str(report.as_of), report.language) == ("Acme & Co", "2025-03-01", "de")


def test_the_format_is_known_by_its_beginning():
    assert single("<!DOCTYPE html>\n<p>Acme.", "page.txt").format == "html"
    assert single("A <p> is an element of HTML.", "page.txt").format == "plain-text"


def test_encodings_that_the_page_names():
    text = '<meta charset="iso-8859-2"><p>Łódź has 40 staff.'
    report = single(text.encode("iso-8859-2"), "a.html")
    assert report.passages[0].text == "Łódź has 40 staff."
    assert report.troubles == ()
    assert [t.kind for t in single("<p>Café.".encode("cp1252"), "a.html").troubles] == ["encoding-trouble"]


def test_remarks_that_set_findings_aside_are_read():
    from kg import suppressions

    report = read("<p>Acme.</p><!-- kg: ignore uncited-claim: known -->")
    assert len(list(suppressions.of(report))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 40_000 + "deep",
        "<ul><li>" * 20_000 + "deep",
        "<table><tr><td>" * 20_000 + "deep",
        "<!--" * 40_000,
        "<!-- -->" * 40_000 + "<!--",
        "<![" * 40_000,
        "<?" * 40_000,
        "<a " * 40_000,
        "<a href='" * 40_000,
        "<a href='" * 40_000 + ">",
        "<a " * 40_000 + ">",
        "<p>" + "<a href='https://a.example.com'>x</a> " * 20_000,
        "&" * 100_000,
        "<sup>1</sup>" * 20_000,
        "</" * 40_000,
    ],
)
def test_hostile_pages_are_read_or_refused(body):
    try:
        single(body, "a.html")
    except InputError as error:
        assert "a.html" in str(error)


def test_a_sign_that_begins_no_tag_is_text():
    assert single("<html><p>5 < 6 & 7 &nosuch; &amp 8", "a.html").passages[0].text == "5 < 6 & 7 &nosuch; & 8"


def test_the_place_of_a_raised_link_is_its_number():
    text = '<p>It grew.<a href="https://a.example.com/1"><sup>1</sup></a><sup> 2 </sup></p><h2>Sources</h2><ol><li>A, https://a.example.com/1</li><li>B, https://b.example.com/1</li></ol>'
    report = single(text, "acme.html")
    assert [at(report, c.place) for c in report.claims[0].sources] == ["1", "2"]
