"""References that are digits without brackets."""

from __future__ import annotations

from helpers import assert_places, single

LIST = "\n#### **Works cited**\n\n" + "".join(
    f"{n}. Page {n}, accessed April 2{n}, 2025, [https://a.example.com/{n}](https://a.example.com/{n})  \n" for n in range(1, 7)
)
TEXT = """# Acme

Acme has 40 staff.1 It grew in 2 countries, they say.2 Trust in institutions 3 and "habits".4 Table 5 shows more, in 6 of them (see the rest 6).
"""


def test_digits_glued_to_sentences_cite_the_list():
    report = single(TEXT + LIST)
    assert [s.text for s in report.passages[0].sentences] == [
        "Acme has 40 staff.1",
        "It grew in 2 countries, they say.2",
        'Trust in institutions 3 and "habits".4',
        "Table 5 shows more, in 6 of them (see the rest 6).",
    ]
    assert [[c.target for c in claim.sources] for claim in report.claims] == [["1"], ["2"], ["3", "4"], ["6"]]
    assert_places(report)


def test_bracketed_references_leave_digits_alone():
    assert [[c.target for c in claim.sources] for claim in single(TEXT + "\nMore. [1]\n" + LIST).claims] == [["1"]]


def test_without_a_list_digits_are_digits():
    assert single(TEXT).claims == ()


def test_several_digits_and_digits_behind_a_year():
    report = single("Acme has 40 staff.2,3 It raised $5 million.1 It grew in 2024.4 It is worth 12.5 times that.\n" + LIST)
    assert [[c.target for c in claim.sources] for claim in report.claims] == [["2", "3"], ["1"], ["4"]]
    assert_places(report)
