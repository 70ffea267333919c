from collections.abc import Iterator

from kg.candidates.sources import SourceGroup
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG804",
    "same-page-sources",
    category="duplicate",
    severity=Severity.INFO,
    confidence=Certainty.LOW,
    over="source-pages",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme raised $5M.,High,S1; S2
=== sources.csv
id,publisher,title
S1,TechCrunch,Acme raises $5M Series A
S2,TechCrunch,Acme Series A announcement
""",
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme raised $5M.,High,S1; S2
=== sources.csv
id,publisher,title,url
S1,TechCrunch,Acme raises money,https://techcrunch.com/acme/?utm_source=x
S2,TechCrunch,New money for bakers,http://www.techcrunch.com/acme
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme raised $5M.,High,S1; S2
=== sources.csv
id,publisher,title
S1,TechCrunch,Acme raises $5M Series A
S2,TechCrunch,Acme raises $40M Series B
S3,Acme,Datasets documentation
S4,Acme,Datasets
""",
    ],
)
def same_page_sources(group: SourceGroup | None) -> Iterator[Problem]:
    """Sources of one publisher look like one page or one story under several ids.

    Why: a claim that cites both looks as if it had two sources.

    What to do: open them; if they are one, keep one id.

    Blind spots: an equal address is certain, everything else is a guess from the titles. Sources
    with equal titles are reported by duplicate-source.
    """
    if group is None:
        return
    ids = list(dict.fromkeys(s.id for s in group.group.sources))
    titles = list(dict.fromkeys(s.title for s in group.group.sources if s.title))
    shown = " · ".join(f"“{t}”" for t in titles[:4]) + (f" and {len(titles) - 4} more" if len(titles) > 4 else "")
    used = (
        f"; {', '.join(group.counted_twice)} {'cites' if len(group.counted_twice) == 1 else 'cite'} more than one of them"
        if group.counted_twice
        else ""
    )
    yield Problem(
        f"{', '.join(ids)} ({' and '.join(group.publishers) or 'no publisher'}) {'are' if group.group.sure else 'may be'} one page or story, {group.group.why}: {shown}{used}; open them and keep one id",
        group.about,
        {"sources": ids, "claims": list(group.counted_twice)},
        confidence=Certainty.HIGH if group.group.sure else None,
    )
