"""One fact told twice in other words: where the two do not agree a finding says so, where they do none does."""

import pytest

from kg import build, config, engine

PAIRS = (
    # who holds a post, by a verb
    ("KG513", "# Food Bank\n\n*Margaret Oduya, Chair of Trustees*\n\n## Dates\n\n{} will then step down as chair after six years.\n", "Margaret Oduya", "Joan Pemberton"),
    ("KG513", "# Halden Pumps\n\n- Chief executive: {}\n\n## Today\n\nIngrid Moe, who has led the company since 2021, wants to double exports.\n", "Ingrid Moe", "Astrid Lie"),
    ("KG513", "# Stroke unit\n\nThe unit opened in May. Dr {} leads it.\n\n## People\n\n| Role | Name |\n| --- | --- |\n| Medical director | Helen Farrow |\n| Head of the stroke unit | Samuel Oyelaran |\n", "Samuel Oyelaran", "Simon Abara"),
    ("KG513", "# Pulmora\n\n## Team\n\n- Chief executive: Aoife Brannigan\n- Chief technology officer: {}\n- Chief medical officer: Priya Raman\n", "Matthias Keller", "Priya Raman"),
    ("KG513", "# Lumenfold\n\n- **Tomás Arana** (CTO): ran the team\n- **Wen-Hsin Lo** (Chief Scientist): wrote the paper\n\n## Outlook\n\nIlse Verbruggen, the chief executive, expects growth. {}, the chief scientist, leads work on Fold-4.\n", "Wen-Hsin Lo", "Ada Roe"),
    # who founded it, and when
    ("KG508", "# Halden Pumps\n\nHalden Pumps makes pumps. The company was started by Karl Aasen in an old mill.\n\n## Questions\n\n**Who founded Halden Pumps?** {}, whose family still owns it.\n", "Karl Aasen", "Peter Dahl"),
    ("KG508", "# Ternwell\n\n- Founders: Ulrike Janssen (CEO), Bodo Kranz (CTO)\n\nTernwell recovers lithium. It was founded nine years ago by Ulrike Janssen and {} and has one plant.\n", "Bodo Kranz", "Jan Ott"),
    ("KG601", "# Halden Pumps\n\n## Key facts\n\n- Founded: {}\n\n## History\n\nThe company was started by Karl Aasen in a former sawmill in 1983.\n", "1983", "1993"),
    ("KG601", "# Lumenfold\n\nLumenfold reads documents. Founded in {} 2020 by three former researchers, it employs 90.\n\n## History\n\nThe company was started in June 2020.\n", "June", "July"),
    # ages
    ("KG609", "# Ternwell\n\nPrepared by Sloane, 28 August 2025\n\n- Year of foundation: 2016\n\nTernwell recovers lithium. It was founded {} years ago by two chemists.\n", "nine", "seven"),
    ("KG609", "Market note, Orrin Research, March 2025\n\nThe tubeless pump of Dosal, launched in April 2017, was the first of its kind.\n\nDosal will renew its tubeless pump, now {} years old, in 2026.\n", "eight", "six"),
    # who has a figure
    ("KG514", "# Films\n\n{} leads with 11%.\n\n| Supplier | Headquarters | Share |\n| --- | --- | --- |\n| Ardent Films | Chicago | 11% |\n| Corvane Packaging | Lyon | 9% |\n| Tessaro Group | Turin | 7% |\n", "Ardent Films", "Corvane Packaging"),
    ("KG514", "# Films\n\nArdent Films leads, ahead of Corvane Packaging of Lyon.\n\n| Supplier | Headquarters | Share |\n| --- | --- | --- |\n| Ardent Films | Chicago | 11% |\n| Corvane Packaging | {} | 9% |\n| Tessaro Group | Turin | 7% |\n", "Lyon", "Turin"),
    # where it is
    ("KG514", "# Brightmoor\n\nThe money will pay for an office in Nairobi, which opens in September, and for thirty engineers.\n\n## Notes\n\nThe {} office opens in September 2025 under Wanjiru Kamau and hires engineers.\n", "Nairobi", "Mombasa"),
    # days
    ("KG611", "# Ward\n\nThe building permit, granted on {} 2024, lapses after three years.\n\n| Step | When |\n| --- | --- |\n| Scanner delivered | 3 May 2023 |\n| Permit for the second stage | 20 December 2024 |\n", "20 December", "20 October"),
)

SILENT = (
    "# Town\n\nThe Nairobi office opens in May. An office in Mombasa opens in September; both offices hire engineers.\n",
    "# Acme\n\nAda Roe will step down as chair in May. Bo Lind, who was chair until 2019, spoke.\n",
    "# Acme\n\n28 August 2025\n\nAcme was founded in 2016. Its rival Bolt was founded seven years ago.\n",
    "# Acme\n\n28 August 2025\n\nAcme was founded in 2016. It was founded almost ten years ago.\n",
    "# Acme\n\nThe general meeting met on 20 June 2024. The next general meeting meets on 20 June 2025.\n",
    "# Films\n\nIn 2023 Corvane led with 11%.\n\n| Supplier | Share 2024 | Sales 2024 |\n| --- | --- | --- |\n| Ardent | 11% | 4 |\n| Corvane | 9% | 3 |\n| Tessaro | 7% | 2 |\n",
    "# Acme\n\n- Chief executive: Ada Roe\n- Chief financial officer: Bo Lind\n- Head of sales: Ada Roe\n",
    "# Acme\n\nThe permit was applied for on 20 October 2024 and granted on 20 December 2024. The permit of 20 December 2024 lapses.\n",
)


def found(text: str) -> list[str]:
    """The checks that say something of a text."""
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG508", "KG513", "KG514", "KG601", "KG609", "KG611")))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return sorted({f.check for f in outcome.findings})


@pytest.mark.parametrize(("check", "text", "right", "wrong"), PAIRS)
def test_a_fact_told_otherwise_is_found(check, text, right, wrong):
    assert found(text.format(right)) == []
    assert found(text.format(wrong)) == [check]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_one_fact_is_left(text):
    assert found(text) == []
