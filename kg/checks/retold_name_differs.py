from collections.abc import Iterator

from kg.candidates.redated import Renaming
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG514",
    "retold-name-differs",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="renamed",
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
        """\
# Rovers

One left foot paid for it all: that of Kofi Brandt, sold to Rennes in January. Rennes paid 7.5 million for him.

## The season in short

Ninth place. A record profit, from the sale of Kofi Brandt to Reims.
""",
        """\
# Season

They scored 74 goals, 19 of them by Nils Berger, and conceded 48.

## Awards

- Player of the season: Rhys Mostyn
- Top scorer: Otto Lindgren (19 goals)
""",
        """\
# Vaccine

The pilot was run in Adenko, Bisseray and Corran.

| Date | Step |
|---|---|
| 1 October 2019 | Pilot starts in Adenko, Bisseray and Ekwe |
| 6 April 2020 | All districts |
""",
        """\
# Films

Corvane Packaging leads with 11%.

| Supplier | Share |
|---|---|
| Ardent Films | 11% |
| Corvane Packaging | 9% |
| Tessaro Group | 7% |
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
def retold_name_differs(found: Renaming) -> Iterator[Problem]:
    """One thing is told with another place, person or firm.

    Why: where something is and who did it tells readers which law, market or team is meant; one of the
    names is wrong.

    What to do: look it up, and give the same name everywhere; where there are two, say so.

    Blind spots: places are read right beside whoever is of them ("of", "based in", in brackets, in a
    column headed as a place), and names behind "in", "at", "to", "from", "by" where two rare words, or a word
    and a date, stand beside both. Two names are of one part (a label, the head of a column, the verb or noun that
    rules the name) where a figure, a date or the mark of a round is the same too, or nobody else has the
    part. A figure is bound to a name by "leads with", "the largest is … with" and the like. Lists of three names or more are held against each other where one name differs. A town and the country
    it may lie in agree; a holder who is said to be a former one is left out.
    """
    first, second = found.values
    places = "place" if len(found.usual) == 1 else "places"
    yield Problem(
        f"{found.who}: “{first}” (1 place) versus “{second}” ({len(found.usual)} {places})",
        (found.odd, *found.usual),
        {"who": found.who, "values": [first, second]},
    )
