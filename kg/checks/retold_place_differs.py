from collections.abc import Iterator

from kg.candidates.redated import Removal
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG514",
    "retold-place-differs",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="seats",
    bad=[
        """\
# Market

Fieldnote of Stockholm leads. Second comes Servia, based in Oslo.

| Vendor | Head office | Share |
|---|---|---|
| Fieldnote | Gothenburg | 23% |
| Servia | Oslo | 16% |
""",
        """\
# Trial

**Coordinating investigator:** Professor Ewa Lindqvist, Uppsala

## Thanks

Professor Ewa Lindqvist, who coordinated the study from Lund, thanks all who took part.
""",
        """\
# Harbour Museum

The museum moved into the former customs warehouse at Tollbukaia in 2011. It stands empty in winter.

## Outlook

With such a crowd the warehouse at Bryggen would be full.
""",
    ],
    good=[
        """\
# Market

Fieldnote of Stockholm leads. The University of Oslo and the University of Bergen use it. Servia is based in Oslo, Norway.

| Vendor | Head office | Share |
|---|---|---|
| Fieldnote | Stockholm, Sweden | 23% |
| Servia | Norway | 16% |

The warehouse in Turku is full; a second warehouse in Vaasa is not. Ada Roe of Tavla spoke. Ada Roe, who came from Lund, left.
""",
    ],
)
def retold_place_differs(found: Removal) -> Iterator[Problem]:
    """Somebody or something is said to be of two places.

    Why: where somebody sits tells readers which law, market or team is meant; one of the places is wrong.

    What to do: look it up, and name the same place everywhere; where there are two sites, say so.

    Blind spots: only places that stand right beside the name are read ("of", "based in", in brackets, in
    a column headed as a place), and things of a kind of which the text knows one. A town and the country it
    may lie in agree.
    """
    odd, others = found.moved.odd, found.moved.others
    places = "place" if len(others) == 1 else "places"
    yield Problem(
        f"{odd.who}: “{odd.where}” (1 place) versus “{others[0].where}” ({len(others)} {places})",
        (found.odd, *found.others),
        {"who": odd.who, "values": [odd.where, others[0].where]},
    )
