"""Who holds a post, in any wording and in many fields: two names for one post are found, a change or two posts are not."""

import pytest

from kg import build, config, engine


def found(*texts: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(
        build.load_bundles([build.example_bundle(t, f"doc{n}") for n, t in enumerate(texts)], settings), settings
    )
    outcome = engine.run(graph, settings, engine.selected(("KG513",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


WRONG = {
    "hospital, label and apposition": "# Ward C\n\nAmara Okafor, the head of nursing, signed the plan.\n\n## Contacts\n\nHead of nursing: Pia Lind\n",
    "festival, verb and bullet": "# Folk Week\n\nTomas Reyes is the artistic director.\n\n## Team\n\n- **Artistic director:** Hugo Brandt\n- **Treasurer:** Ines Falk\n",
    "mine, table and apposition": "# Karst Mine\n\n| Post | Name |\n|---|---|\n| Mine manager | Olga Petrova |\n| Safety engineer | Jan Kos |\n\nThe safety engineer, Petr Novak, closed shaft 3.\n",
    "study, brackets": "# Soil study\n\nLena Ostrov (principal investigator) and Max Feld.\n\n## Methods\n\nThe principal investigator, Ruth Adler, drew the samples.\n",
    "brief, title and surname": "# Homes\n\nDelivery rests with the region's director of housing, Sunniva Hart.\n\n## In sum\n\nThe director of housing, Ms Mbeki, is ready.\n",
    "note, two labels in a line": "# Kontora AI\n\n- CEO: Anja Richter; CTO: Deniz Kaya\n\n## Team\n\nOskar Behn, the chief technology officer, leads 85 engineers.\n",
    "attack, table of persons or firms": "# Attack\n\n| Role | Person or firm |\n|---|---|\n| Chief executive | Duncan Pryce |\n| Head coach | Ann Lee |\n\nGregor Whitlam, the chief executive, decided.\n",
    "loan, verbs": "# Bridge loan\n\nNordbank Halvorsen acts as custodian.\n\n## Terms\n\nCustodian: Banco Miralles\n",
}

RIGHT = {
    "one followed the other": "# Ward C\n\nAmara Okafor, the former head of nursing, signed the plan.\n\n## Contacts\n\nHead of nursing: Pia Lind\n",
    "two bodies": "# Harbours\n\nThe harbour master of Larvik, Ove Sund, agrees. Ida Moen, chair of the Port of Bergen, does not. Jon Rud, chair of Larvik Havn, may.\n",
    "two of a kind": "# Firm\n\n- Partner: Ada Bell\n- Partner: Omar Haddad\n- Director: Jan Kos\n- Director: Pia Lind\n",
    "two committees": "# Council\n\nThe chair of the audit committee, Ada Bell, met the chair of the works committee, Ida Moen.\n",
    "ranks before names": "# Harbour\n\nThe pilot on the Almera was Captain Ian Foss, that on the Bellona Captain Una Reid.\n\n## Inquiry\n\nIt is led by Captain Reid.\n",
    "same person": "# Ward C\n\nDr Amara Okafor, the head of nursing, signed the plan.\n\n## Contacts\n\nHead of nursing: A. Okafor\n",
    "rivals in a market": "# Market\n\nAcme sells pumps. Its chief executive, Ada Bell, is known. Bolt sells valves. Its chief executive, Omar Haddad, is not.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_two_holders_are_found(name):
    assert found(WRONG[name]), name


@pytest.mark.parametrize("name", RIGHT)
def test_no_two_holders(name):
    assert found(RIGHT[name]) == [], name


def test_across_documents_of_one_subject():
    one = "# Orrel Foods\n\nOrrel Foods makes oat milk. Orrel Foods is Swedish.\n\n- Head of sales: Pia Lind\n"
    other = "# Orrel Foods\n\nOrrel Foods sells oat milk. Orrel Foods grew. Carla Ruiz, its head of sales, hopes for more.\n"
    assert found(one, other)
    assert not found(one, other.replace("Orrel", "Birkel"))
