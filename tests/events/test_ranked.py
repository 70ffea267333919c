"""Who comes first by the text and by the table."""

import pytest

from kg import build, config, engine


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG514",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


MILLS = "| Mill | Type | Output (t) | Staff |\n|---|---|---|---|\n| Aldham | paper | 620 | 140 |\n| Borrow | board | 480 | 155 |\n| Culver | paper | 300 | 90 |\n| Denby | board | 120 | 95 |\n| Small mills | both | 700 | 300 |\n| Total | | 2,220 | 780 |\n"
RANKS = "| Rank | Vendor | Home | Units sold | Share |\n|---|---|---|---|---|\n| 1 | Norrfall Systems | Umea | 3,600 | 36% |\n| 2 | Arden Works | Leeds | 2,800 | 28% |\n| 3 | Volta Marsh | Delft | 1,800 | 18% |\n| – | All others | – | 4,000 | 18% |\n"
LIST = "- Norland: $14m (31%)\n- Sudland: $12m (27%)\n- Ostland: $9m (20%)\n- All others: $15m (22%)\n"

WRONG = {
    "the largest": f"# Mills\n\n{MILLS}\nThe largest single mill is Culver, which burns gas.\n",
    "apposition": f"# Mills\n\n{MILLS}\nThe smallest mill, Borrow, is for sale.\n",
    "question by a column": f"# Mills\n\n{MILLS}\n## Questions\n\n**Which mill has the most staff?** Aldham, with 155.\n",
    "question in a line of its own": f"# Mills\n\n{MILLS}\n## Questions\n\n**Q: Which mill has the highest output?**\nBorrow.\n",
    "verb": f"# Mills\n\n{MILLS}\nCulver has the most staff.\n",
    "second": f"# Vendors\n\n{RANKS}\n## Questions\n\n**Who comes second among vendors?** Volta Marsh of Delft, far behind the first.\n",
    "second-largest": f"# Vendors\n\n{RANKS}\nVolta Marsh is the second-largest vendor.\n",
    "led by, before a list": f"# Regions\n\nThe south is led by Ostland:\n\n{LIST}",
    "has led, behind a list": f"# Regions\n\n{LIST}\nOstland has led since 2019.\n",
}

RIGHT = {
    "the largest": f"# Mills\n\n{MILLS}\nThe largest single mill is Aldham, the smallest is Denby. The second-largest mill is Borrow.\n",
    "the largest of another column": f"# Mills\n\n{MILLS}\nThe largest mill is Borrow, by staff.\n",
    "the largest of a type": f"# Mills\n\n{MILLS}\nThe largest board mill is Borrow. The smallest paper mill is Culver. The largest flour mill is Denby.\n",
    "of another year": f"# Mills\n\n{MILLS}\nIn 1990 the largest mill was Denby.\n",
    "of other things": f"# Mills\n\n{MILLS}\n## Questions\n\n**Which mill has the most windows?** Denby.\n\n**Which town has the most staff?** Culver.\n",
    "after another": f"# Mills\n\n{MILLS}\nBorrow is the largest mill after Aldham. Culver is one of the largest mills. Denby was once the largest mill.\n",
    "question": f"# Mills\n\n{MILLS}\n## Questions\n\n**Which mill has the most staff?** Borrow, with 155.\n\n**Which mill has the fewest?** Culver.\n",
    "growth": f"# Mills\n\n{MILLS}\nThe fastest-growing mill is Denby. Culver grew the most. Which mill gained most staff? Denby.\n",
    "two named": f"# Mills\n\n{MILLS}\nThe largest mills are Aldham and Borrow. The smallest mill is Culver or Denby.\n",
    "of a part": f"# Mills\n\n{MILLS}\nThe largest mill, Denby's neighbour, is old. The largest mill is Culver in the north.\n",
    "second": f"# Vendors\n\n{RANKS}\n## Questions\n\n**Who comes second among vendors?** Arden Works, far behind the first.\n\nArden Works is the second-largest vendor.\n",
    "best may be low": "# Times\n\n| Runner | Time (s) |\n|---|---|\n| Ada | 11 |\n| Bea | 12 |\n| Cleo | 13 |\n\nThe best runner is Ada. The worst runner is Cleo.\n",
    "lists": f"# Regions\n\nThe south is led by Norland:\n\n{LIST}\nNorland has led since 2019. Ostland has led a campaign. Ostland led by two points in May.\n",
    "ties": "# Sites\n\n| Site | Beds |\n|---|---|\n| Ash | 40 |\n| Beech | 40 |\n| Cedar | 20 |\n\nThe largest site is Beech.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_is_not_first_is_told(name):
    assert len(found(WRONG[name])) == 1, found(WRONG[name])


@pytest.mark.parametrize("name", RIGHT)
def test_what_a_column_bears_out_or_the_table_does_not_know_stays_silent(name):
    assert found(RIGHT[name]) == []
