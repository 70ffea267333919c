from collections.abc import Iterator

from kg.candidates.spelling import Spelling
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG512",
    "name-spelt-two-ways",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="spellings",
    bad=[
        """\
# Visitor Survey

The questionnaire was designed by Samira Haddouchi. Parking was the main concern.

## Next steps

As a result Samia Haddouchi's team kept 500 places. Samira Haddouchi will report in May.
""",
        """\
# Board

- Chair: Ottilie Brennecke
- Treasurer: Piet Maas

## Message

The accounts were signed by Ottilie Brenneke on 4 May 2023.
""",
        """\
# Season review

Ninth place under Marco Brandl was a surprise. Nobody had expected it.

## Staff

Matteo Brandl was appointed head coach in July 2023. Under Matteo Brandl the team scored 52 goals.
""",
        """\
# Fieldwork

Samples were taken near Kamenka in 2019. Those from Kamenka were frozen. A second set from Kemenka was dried.
""",
    ],
    good=[
        """\
# Visitor Survey

The questionnaire was designed by Samira Haddouchi and Samir Haddouch. Parking was the main concern.

## Next steps

As a result Samira Haddouchi's team kept 500 places. The North Stand and the South Stand were closed. Germans like the
Market Square; the marketing of the Market Squares cost 4,000.
""",
        """\
# Family firm

Nora Lund runs the sales. Her brother Nils Lund builds the boats.

## Boats

Nora Lund has sold 40 of them. Nora Lund expects more.
""",
        """\
# Centres

The Harbour Center opened in 2019. Müller Verlag published the guide.

## Visitors

The Harbour Centre drew 4,000 people in 2020. Muller Verlag sold 300 guides at the Harbour Centre.
""",
    ],
)
def name_spelt_two_ways(spelling: Spelling) -> Iterator[Problem]:
    """A name stands once and is written nearly like another that is written elsewhere.

    Why: a name that is wrong is noticed by whoever bears it; searches for it find half of the places;
    and two names may be counted as two people.

    What to do: look the name up and write it alike everywhere. Where two are meant, say so.

    Blind spots: only names that differ in one part are compared, in one text; a part that the text also
    writes small is taken for a word. Names that differ in the first name alone may be relatives; where
    the text speaks of a family, or lists both together, nothing is said of them.
    """
    variant = spelling.variant
    if not variant.near and variant.kin:
        return
    names = [variant.odd.name, variant.usual[0].name]
    places = "place" if len(variant.usual) == 1 else "places"
    yield Problem(
        f"“{names[0]}” (1 place) versus “{names[1]}” ({len(variant.usual)} {places})",
        (spelling.odd, *spelling.usual),
        {"values": names},
        confidence=None if variant.near else Certainty.LOW,
    )
