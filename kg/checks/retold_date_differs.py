from collections.abc import Iterator

from kg import patterns as re
from kg.candidates.redated import Redating
from kg.engine import check
from kg.findings import Certainty, Problem, Severity
from kg.retold import root


@check(
    "KG611",
    "retold-date-differs",
    category="temporal",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="redated",
    bad=[
        """\
# Lindholm Hospital

**Approved by the Board:** 20 March 2025

Harbour Ward has twelve beds. It opened in October 2023 and takes patients who wait for home support.

## Activity

The Board approved this report on 27 March 2025. Twelve beds were added when Harbour Ward reopened in October 2024.
""",
        """\
# Fish trial

First fish tagged: 8 February 2021

Last fish caught: 30 November 2023

## In plain words

Between February 2022 and November 2023 we followed 468 salmon in eleven rivers.
""",
        """\
# Breach

- Entry by phishing on 5 March 2025; alarm on 12 March

## Timeline

| When | What |
|---|---|
| 3 March | Phishing mail reaches 46 mailboxes |
| 3 March | Password entered |
| 12 March | Alarm |
""",
        """\
# Kanal Museum

The show *Salt Roads* was open from 14 May to 13 October 2024.

## References

Berg, I. (2024). Salt Roads, catalogue of the show, 14 March – 13 October 2024.
""",
        """\
# Harbour toll

The assembly adopted the harbour toll on 14 May 2024. The coach of the rowing team signed on a contract to 2028.

## Questions

**When was the harbour toll adopted?** The assembly voted on 14 March 2024, with three against.
""",
    ],
    good=[
        """\
# Lindholm Hospital

**Approved by the Board:** 27 March 2025

The governors discussed a draft on 6 March 2025, three weeks before the Board's approval. The Board approved the budget on
12 December 2024. Harbour Ward opened in October 2024, Dune Ward in October 2023.

## Activity

The annual report of 2023 was approved by the Board on 28 March 2024. Sales were 40 in March 2024 and 43 in March 2025.
""",
        """\
# Launches

Karst Lab released the model Ada in March 2023.

## Models

In March 2024 Karst Lab released the model Bee. The opening of the lab was planned for May 2024; it opened in June 2024.
""",
    ],
)
def retold_date_differs(found: Redating) -> Iterator[Problem]:
    """Two places date one thing differently, as far as the words around the dates tell.

    Why: one of the dates is wrong, and readers meet only one of them.

    What to do: look the date up and use it in both places. Where two things are meant, name what sets
    them apart.

    Blind spots: dates are compared where the same rare words stand beside both, or where one kind of deed
    (adopted, voted; bought, takeover; the first of its kind; a contract's end; a target) is told of one noun, with one
    figure, or in answer to a question. What happens every year, is planned in one place and done in the
    other, or has other names beside it is left out.
    """
    first, second = found.pair.first, found.pair.second
    yield Problem(
        f"“{first.text}” versus “{second.text}”, both told of {_words(found)}",
        found.places,
        {"values": [first.text, second.text]},
        confidence=None if found.pair.bits >= _SURE else Certainty.LOW,
    )


_SURE = 9.0
"""Bits of evidence from which on a pair is more than a hint."""


def _words(found: Redating) -> str:
    """The words that stand beside both dates, as one of the places writes them."""
    shared = found.pair.shared
    for place in found.places:
        words = dict.fromkeys(w for w in re.findall(r"[^\W\d_][\w’'-]*", place.text) if root(w) in shared)
        if words:
            return ", ".join(words)
    return "the same span of time"
