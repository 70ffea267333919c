"""Plain text: what is read without any markup."""

from datetime import date

import pytest
from helpers import assert_places, single

TEXT = """\
Acme Robotics Review

Prepared by: Jane Doe
Date: 2026-01-05

1. Company

Acme was founded in 2016. It has 40 staff [1].
It raised $5M in 2020 [2].

1.1 Products

- Arm: a robot arm
- Leg
  in two lines

MARKET OVERVIEW
===============

The market grows by 8% a year.

Key risks

* Supply of chips

Sources

[1] Acme hires: https://example.org/a
[2] "Acme raises." Reuters, March 2020.
"""


def test_outline_title_and_day():
    report = single(TEXT, "acme.txt")
    assert report.format == "plain-text"
    assert (report.title, report.subject, report.as_of) == ("Acme Robotics Review", "Acme Robotics", date(2026, 1, 5))
    assert [(s.number, s.title) for s in report.sections] == [
        ("1", "Company"),
        ("1.1", "Products"),
        (None, "MARKET OVERVIEW"),
        (None, "Key risks"),
        (None, "Sources"),
    ]


def test_lists_references_sources_and_places():
    report = single(TEXT, "acme.txt")
    assert [p.text for p in report.passages if p.kind == "item" and p.section == "1.1"] == [
        "Arm: a robot arm",
        "Leg\n  in two lines",
    ]
    assert [(c.statement, [s.target for s in c.sources]) for c in report.claims] == [
        ("It has 40 staff [1].", ["1"]),
        ("It raised $5M in 2020 [2].", ["2"]),
    ]
    assert [(s.id, s.title, s.publisher) for s in report.sources] == [
        ("1", "Acme hires", "example.org"),
        ("2", "Acme raises", "Reuters"),
    ]
    assert [r.title for r in report.risks] == ["Supply of chips"]
    assert_places(report)
    assert report.unread == ()


@pytest.mark.parametrize("text", ["word", "a\n\n\n\nb", "----\n", "1.\n", ": :\n[", "KEY: VALUE"])
def test_odd_texts(text):
    assert single(text, "odd.txt").unread == ()
