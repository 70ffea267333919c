from collections.abc import Iterator

from kg.candidates.aligned import Aligned
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

_SURE = 11.0
"""Bits of evidence from which on a pair is told with medium certainty; below, with low."""


@check(
    "KG902",
    "documents-differ",
    category="cross-document",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="figures-aligned",
    bad=[
        """\
=== profile/report.md
# Norvik Biologics

| Item | Detail |
|---|---|
| Substance patent expires | 2037 |
| Median survival without relapse | 8.9 months |

The distributor Ostrander paid $45 million upfront for the Asian rights in October 2022.
=== review/report.md
Norvik Biologics sold the Asian rights to Ostrander in 2022 for $54 million upfront plus milestones.
In the trial that Norvik Biologics published, the median survival before a relapse was 6.9 months.
""",
        """\
=== sheet/report.md
# Harbour ferries of Lunde

- Crew: 84 deckhands and 31 captains
- The winter timetable has 212 crossings a week.
=== memo/report.md
Harbour ferries of Lunde: what we heard

In winter the timetable of the harbour ferries counts 221 crossings a week, more than most islands can expect.
""",
        """\
=== sheet/report.md
# Orsund Dairy

| Product | Launch | Fat |
|---|---|---|
| Skyr 2 | August 2023 | 4 g |

- Plant: the factory at Nybro, with 240 staff, is to open in 2027
=== memo/report.md
# Orsund Dairy

Skyr 2, with 4 g of fat, reached the market in August 2022. The factory in Nybro will give work to 240 people and is
scheduled to open in 2029.
""",
        """\
=== market/report.md
# Ferries of the north

| Line | Share 2024 |
|---|---:|
| Norrona | 31% |
| Kelda Line | 22% |
| Torvald | 14% |
=== note/report.md
# Ferries of the north

The market leader is Kelda Line, which had 31% in 2024.
""",
    ],
    good=[
        """\
=== profile/report.md
# Norvik Biologics

The distributor Ostrander paid $45 million upfront for the Asian rights in October 2022. Sales in 2024 came to $63 million.
Nausea was seen in 78% of patients.
=== review/report.md
Norvik Biologics received about $45 million upfront from Ostrander for the Asian rights.
Norvik Biologics reported sales of $24 million for the fourth quarter of 2024 alone; nausea was found in 71% of older patients.
""",
        """\
=== sheet/report.md
# Home batteries in Lunde

- Average installed price: €15,100
- The rebate starts on 1 July 2025 and ends in 2030; 12 depots opened in 2023.
- The board discussed the draft on 6 March 2025, three weeks before it was approved.
=== memo/report.md
# Home batteries in Lunde

In South Marle, where electricians are dear, the average installed price was €16,300. 9 depots opened in 2022. The draft was
approved on 27 March 2025. The rebate, announced in March 2024, takes effect on 1 July 2025.
""",
    ],
)
def documents_differ(aligned: Aligned) -> Iterator[Problem]:
    """Two documents on one subject give different figures for what their words say is one thing.

    Why: whoever merges or cites the two has to know which is right, and no arithmetic shows it.

    What to do: look the figure up and correct one side; where both are right, say what sets them
    apart (the time, the part, who is counted).

    Blind spots: nothing is known of what the words mean. Two figures meet when they have one unit
    and currency and share words, names, times or neighbouring figures that are rare in both
    documents; they are kept apart by different times, rounds, scenarios, targets, narrowing
    words ("alone", "planned", "women") and a place that a sentence opens with ("In South Australia"),
    and a figure for which the other document holds its own value is left alone. Ranges and bounds
    are taken for agreement only. Dates meet by what happened on them ("opened", "went into service"),
    not by the words alone; a date of a figure counts only beside that figure. It is an error where
    metric and subject are known on both sides.
    """
    pair = aligned.pair
    known = pair.known and pair.bits >= _SURE
    first, second = pair.first.quantity.text, pair.second.quantity.text
    metric = pair.first.metric if pair.first.metric == pair.second.metric else ""
    data = {"left": first, "right": second, "cross_document": True}
    if metric:
        data["metric"] = metric
    what = f"{metric}: " if metric else ""
    said = f"“{first}” in one document, “{second}” in another, told in like words"
    if pair.holder is not None:
        listed, told = (first, second) if pair.holder.place.path == pair.first.place.path else (second, first)
        said = f"“{listed}” in a list of one document, “{told}” in another, which the list gives to another of its members"
    yield Problem(
        f"{what}{said}",
        (*aligned.left, *aligned.right),
        data,
        severity=Severity.ERROR if known else None,
        confidence=Certainty.HIGH if known else None if pair.bits >= _SURE else Certainty.LOW,
    )
