"""Dated steps that two texts on one subject tell in words of their own."""

import pytest

from kg import build, config, engine


def found(one: str, other: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(
        build.load_bundles([build.example_bundle(t, f"doc{n}") for n, t in enumerate((one, other))], settings), settings
    )
    outcome = engine.run(graph, settings, engine.selected(("KG601",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


PERSON = "# Amara Okonkwo\n\nAmara Okonkwo is a hydrologist. Amara Okonkwo works in Accra.\n\n"
MINE = "# Karsk Mine\n\nKarsk Mine digs nickel. Karsk Mine is in Finland.\n\n"
BANK = "# Fjordbank\n\nFjordbank lends to boatyards. Fjordbank is Norwegian.\n\n"
PARK = "# Lindmoor Park\n\nLindmoor Park is a national park. Lindmoor Park has 40 wardens.\n\n"
DRUG = "# Velaparib\n\nVelaparib is a tablet. Velaparib is taken twice a day.\n\n"

APART = {
    "prize, bullet and sentence": (
        PERSON + "- Volta River Medal, 2016\n",
        PERSON + "In 2018 she was honoured with the Volta River Medal for her maps.\n",
    ),
    "doctorate": (PERSON + "She took her PhD at Leeds in 2004.\n", PERSON + "- Doctorate: Leeds, 2006\n"),
    "seat": (
        PERSON + "- Lake Volta Commission, chair since 2019\n",
        PERSON + "Since 2021 she has chaired the Lake Volta Commission.\n",
    ),
    "contract": (
        MINE + "A contract with Nordsmelt was signed on 3 May 2022.\n",
        MINE + "The supply deal with Nordsmelt was struck on 13 May 2022.\n",
    ),
    "lease": (
        BANK + "The lease of the head office in Bryggen runs until 2031.\n",
        BANK + "In Bryggen its lease of the head office expires in 2035.\n",
    ),
    "opening": (
        PARK + "The Tarn Valley visitor centre opened in June 2017.\n",
        PARK + "Visitors love the Tarn Valley centre, which was inaugurated in June 2019.\n",
    ),
    "approval": (
        DRUG + "| Step | Date |\n|---|---|\n| Approval in Japan | 2 March 2021 |\n",
        DRUG + "Japanese regulators authorised it on 2 June 2021.\n",
    ),
    "joining": (BANK + "Ines Falk joined the board in 2018.\n", BANK + "Ines Falk was appointed to the board in 2020.\n"),
}

ONE_OR_OTHERS = {
    "coarser date": (PERSON + "- Volta River Medal, 2016\n", PERSON + "In May 2016 she was given the Volta River Medal.\n"),
    "two prizes": (
        PERSON + "- Volta River Medal, 2016\n- Black Star Prize, 2018\n",
        PERSON + "In 2018 she was given the Black Star Prize, in 2016 the Volta River Medal.\n",
    ),
    "other prize": (PERSON + "- Volta River Medal, 2016\n", PERSON + "In 2018 she was given the Black Star Prize.\n"),
    "honorary degree": (
        PERSON + "She took her PhD at Leeds in 2004.\n",
        PERSON + "Leeds made her an honorary doctor in 2019; the honorary doctorate of 2021 came from Kumasi.\n",
    ),
    "other country": (
        DRUG + "Japanese regulators authorised it on 2 March 2021.\n",
        DRUG + "The Chinese agency approved it on 2 June 2021.\n",
    ),
    "phases": (MINE + "Phase 1 of the Karsk smelter opened in 2019.\n", MINE + "Phase 2 of the Karsk smelter opened in 2022.\n"),
    "plan and fact": (
        PARK + "The Tarn Valley centre was expected to open in 2017.\n",
        PARK + "The Tarn Valley centre opened in June 2019.\n",
    ),
    "step of another kind": (
        PARK + "The Tarn Valley centre was approved in 2015.\n",
        PARK + "The Tarn Valley centre opened in June 2019.\n",
    ),
    "other partner": (
        MINE + "A contract with Nordsmelt was signed on 3 May 2022.\n",
        MINE + "A contract with Voltaris was signed on 13 May 2022.\n",
    ),
    "renewed": (
        MINE + "A contract with Nordsmelt was signed in 2022.\n",
        MINE + "A contract with Nordsmelt was renewed and signed again in 2025.\n",
    ),
    "member and chair": (
        PERSON + "- Lake Volta Commission, member since 2015\n",
        PERSON + "Since 2021 she has chaired the Lake Volta Commission.\n",
    ),
}


@pytest.mark.parametrize("name", APART)
def test_steps_dated_apart_are_found(name):
    assert found(*APART[name]), name


@pytest.mark.parametrize("name", ONE_OR_OTHERS)
def test_one_date_or_another_step(name):
    assert found(*ONE_OR_OTHERS[name]) == [], name
