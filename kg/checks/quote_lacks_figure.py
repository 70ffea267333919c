from collections.abc import Iterator

from kg.candidates.evidence import Weighed
from kg.engine import check
from kg.findings import Problem, Severity
from kg.model import Confidence


@check(
    "KG206",
    "quote-lacks-figure",
    category="evidence",
    severity=Severity.INFO,
    over="quoted",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme raised $395 million and has 40 staff.,Medium,S1
=== sources.csv
id,publisher,title,quote
S1,Forbes,Acme profile,Acme has raised a total of $395.2 million.
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,"Acme's revenue grew by 86% to $130 million in 2024, from $70m.",High,S1
C2,Acme hosts more than 2 million models.,High,S2
C3,Acme has a loyal community.,High,S2
=== sources.csv
id,publisher,title,quote
S1,Forbes,Acme profile,Acme grew from $70M to $130M.
S2,Acme,Models,Browse 2M+ models
""",
    ],
)
def quote_lacks_figure(claim: Weighed) -> Iterator[Problem]:
    """A figure of a claim stands in none of the quotes given for it.

    Why: the quote is there to carry the claim; a figure it does not hold is unsupported until
    shown otherwise. For a claim of High confidence the finding is a warning.

    What to do: quote the sentence that holds the figure, or find the source that does.

    Blind spots: years and dates are not looked for. Figures are compared by value, and growth,
    shares, ratios and sums that follow from quoted figures count as carried. Sources of the claim
    that are not quoted may hold the figure; the message says so.
    """
    absent = list(dict.fromkeys(b.quantity.text for b in claim.figures if b.status == "absent"))
    if not absent:
        return
    quoted = sorted(claim.case.quoted)
    unquoted = [s for s in claim.case.sources if s not in claim.case.quoted]
    rest = f"; {', '.join(unquoted)} {'is' if len(unquoted) == 1 else 'are'} not quoted" if unquoted else ""
    none = len(absent) == len({b.quantity.text for b in claim.figures}) and len(absent) > 1
    one = len(quoted) == 1
    yield Problem(
        f"the {'quote' if one else 'quotes'} of {', '.join(quoted)} {'does' if one else 'do'} not give {', '.join(absent)}"
        + (", nor any figure of the claim" if none else "")
        + f"{rest}; quote the passage that does",
        (claim.about, *(claim.places[s] for s in quoted)),
        {"figures": absent, "quoted": quoted, "unquoted": unquoted},
        severity=Severity.WARNING if claim.claim.confidence is Confidence.HIGH else None,
    )
