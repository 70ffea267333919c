"""Misspelt names are found by their letters; forms of one word and relatives are not misspellings."""

import pytest

from kg.events import spelling


def variants(*sentences: str) -> list[tuple[str, str]]:
    names = spelling.collect([(s, "sentence", str(n), str(n)) for n, s in enumerate(sentences)])
    return [(v.odd.name, v.usual[0].name) for v in spelling.variants(names, "\n".join(sentences)) if v.near or not v.kin]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ("Dr. Amara Okonkwo leads the ward.", "The ward of Amara Okonkvo has 20 beds.", "Patients praise Okonkwo."),
            [("Amara Okonkvo", "Amara Okonkwo")],
        ),
        (("We met Joost van der Meulen.", "Joost van der Muelen signed."), [("Joost van der Muelen", "Joost van der Meulen")]),
        (("It sailed to Trondheim.", "In Trondheim it was loaded.", "From Trondhiem it went on."), [("Trondhiem", "Trondheim")]),
        (("The bridge is by Lena Ostrov.", "Lina Ostrov won the prize."), [("Lina Ostrov", "Lena Ostrov")]),
    ],
)
def test_misspelt(sentences, expected):
    assert variants(*sentences) == expected


@pytest.mark.parametrize(
    "sentences",
    [
        ("The Northern Line is full.", "The Southern Line is not.", "The Northern Line was built first."),
        ("Orrel Foods grew.", "Orrel Food is a brand.", "Orrel Foods hired."),
        ("She lives in Austria.", "Austria is small.", "Australia is large."),
        ("The Defence Ministry said so.", "The Defense Ministry denied it."),
        ("Nora Lund and Nina Lund founded it.", "Nora Lund runs it."),
        ("Nora Lund sells.", "Her sister Nina Lund builds.", "Nora Lund hires."),
        ("Policy Paper Seven was read.", "The policy papers were read.", "Policy Papers Seven to nine."),
        ("Model Alpha has 7 layers.", "Model Alpine has 9 layers.", "Model Alpha won.", "Model Alpine lost."),
    ],
)
def test_right(sentences):
    assert variants(*sentences) == []
