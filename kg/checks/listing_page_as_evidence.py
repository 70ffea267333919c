from collections.abc import Iterator

from kg.candidates.sources import Listing
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

_KINDS = {"listing": "a page that lists others", "blog": "the front of a blog", "home": "a home page"}


@check(
    "KG208",
    "listing-page-as-evidence",
    category="evidence",
    severity=Severity.INFO,
    confidence=Certainty.MEDIUM,
    over="cited-sources",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme had 40 staff in 2024.,High,S1
=== sources.csv
id,publisher,title
S1,TechCrunch,Acme Tag - All Articles
""",
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme had 40 staff in 2024.,High,S1
=== sources.csv
id,publisher,title,url
S1,Reuters,Acme,https://www.reuters.com/
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme had 40 staff in 2024.,High,S1
C2,The trade press follows Acme.,High,S2
C3,Acme hosts 900 shows.,High,S3
=== sources.csv
id,publisher,title,quote
S1,TechCrunch,Acme hires forty people,
S2,TechCrunch,Acme Tag - All Articles,
S3,Acme,Official Website,Acme hosts 900 shows.
""",
    ],
)
def listing_page_as_evidence(source: Listing) -> Iterator[Problem]:
    """A listing, tag, topic or home page is the source of a figure or a dated fact.

    Why: such a page changes daily and holds the fact, if at all, behind a link; nobody can look
    it up there.

    What to do: cite the article or page itself, or quote the passage.

    Blind spots: told from the title or the address alone. A home page that states the figure in
    a quote passes.
    """
    if not source.kind or not source.claims:
        return
    ids = [a.id for a in source.claims]
    named = ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")
    alone = f" ({', '.join(source.alone)} on nothing else)" if source.alone else ""
    yield Problem(
        f"“{source.source.title or source.source.url}” looks like {_KINDS[source.kind]}, and {named} {'rests' if len(ids) == 1 else 'rest'} on it for a figure or a date{alone}; cite the page itself",
        (source.about, *source.claims),
        {"kind": source.kind, "claims": ids, "alone": list(source.alone)},
    )
