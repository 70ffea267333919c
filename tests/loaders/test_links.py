"""Links that stand for references."""

from __future__ import annotations

from helpers import single

A, B = "https://a.example.com/x", "https://www.b.example.com/y/"


def supports(report):
    urls = {s.id: s.url for s in report.sources}
    return [(c.statement[:12], [urls.get(x.target, x.target) for x in c.sources]) for c in report.claims]


def test_links_in_brackets_are_references_and_their_fragments_quotes():
    report = single(f"It grew ([A page]({A}#:~:text=it%20grew,fast)), ([B]({B})). It fell.\n")
    assert supports(report) == [("It grew ([A ", [A, B])]
    assert [(s.title, s.url) for s in report.sources] == [("A page", A), ("B", B)]
    assert list(report.claims[0].quotes.values()) == ["it grew […] fast"]
    assert (report.claims[0].sources[0].place.line, report.claims[0].sources[0].place.column) == (1, 10)


def test_one_page_is_one_source_whatever_is_quoted_from_it():
    report = single(f"It grew ([A]({A}#:~:text=one)). It fell ([A]({A}#:~:text=two)).\n")
    assert len(report.sources) == 1
    assert [list(c.quotes.values()) for c in report.claims] == [["one"], ["two"]]


def test_a_link_to_a_listed_source_cites_it():
    report = single(f"It grew ([A]({A})). It fell [1].\n\n## Sources\n\n[1] A page: {A}\n[2] B: {B}\n")
    assert [[c.target for c in claim.sources] for claim in report.claims] == [["1"], ["1"]]
    assert [s.id for s in report.sources] == ["1", "2"]


def test_links_in_running_text_are_references_where_there_is_no_list_but_several_links():
    text = "".join(f"Acme reached {n} staff, [the daily](https://d.example.com/{n}) wrote last week.\n\n" for n in (10, 20, 30))
    assert len(single(text).claims) == 3
    assert single(text.partition("\n\n")[0]).claims == ()
    assert single(text + f"\n## Sources\n\n[1] A: {A}\n").claims == ()


def test_lines_of_addresses_belong_to_the_sentence_above():
    report = single(f"It fell.\nIt grew to 40 staff. Sources:\n{A}\n{B}\n\nThe end.\n\nSource: {A}\n")
    assert supports(report)[0][1] == [A, B]
    assert report.passages[-1].kind == "references"
    assert [c.target for c in report.passages[-1].citations] == [report.sources[0].id]


def test_addresses_of_the_subject_are_no_references():
    assert single("".join(f"- **Website:** [acme.example.com](https://acme.example.com/{n})\n" for n in range(5))).sources == ()


def test_a_numbered_link_cites_once():
    assert [[c.target for c in claim.sources] for claim in single(f"It grew [1]({A}).\n").claims] == [["1"]]


def test_titles_over_two_lines_and_code():
    report = single(f"It grew ([A\npage]({A})). `([B]({B}))` is code.\n")
    assert [s.title for s in report.sources] == ["A page"]
