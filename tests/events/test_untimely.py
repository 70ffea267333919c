"""What is told as past of a day after the text's own."""

import pytest

from kg import build, config, engine


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG606",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


WRONG = {
    "held on": "# Batteries\n\n*Second edition, published 3 March 2026.*\n\nItaly came third only after its first auction, held on 30 September 2026.\n",
    "approved on": "# Budget\n\nFinance Directorate, September 2024. Amounts in £.\n\nCouncil approved the budget on 9 July 2025 by 12 votes to 3.\n",
    "from and to": "# Lunches\n### Brief 14 · Institute for Welfare · 5 November 2025\n\nFrom 2 September 2024 to 20 June 2026 the town made lunch free in 12 schools.\n",
    "opens with the day": "# Harbour\n\n**Date:** 16 June 2025\n\nOn 4 August 2025 the last ferry left the old pier.\n",
    "was opened": "# Harbour\n\nPort Authority, Lindesund, 16 June 2025\n\nThe northern pier was opened in October 2025 by the mayor.\n",
}

RIGHT = {
    "before": "# Batteries\n\n*Second edition, published 3 March 2026.*\n\nItaly came third only after its first auction, held on 30 September 2025.\n",
    "planned": "# Harbour\n\n**Date:** 16 June 2025\n\nOn 4 August 2025 the last ferry will leave the pier that was built in 1904. The vote is planned for 3 July 2025. A vote to be held on 9 July 2025 decides.\n",
    "agreed for": "# Harbour\n\n**Date:** 16 June 2025\n\nThe chair has offered a session with the full board on 3 July 2025. Ada Roe, who has led the yard for years, retires on 30 June 2025. A strike announced for 4 August 2025 is off.\n",
    "end of term": "# Loan\n\n**Date:** 16 June 2025\n\nThe loan, signed in 2020, matures on 30 June 2031. The permit granted in 2019 ends in May 2026. Bonds issued in 2024 and due in March 2030 pay 4%.\n",
    "year under review": "# Museum\n## Annual report for the year ended 31 March 2025\n\nThe board approved this report on 9 July 2025.\n",
    "no head": "The plant was opened on 3 March 2019.\n\nA second line was added on 4 May 2021.\n",
    "cover of a bullet": "# Harbour\n\n- Crane bought, 3 March 2019\n- Pier: 4 May 2020\n\nThe pier was closed on 9 October 2022.\n",
    "a letter that closes later": "# Harbour\n\n*General meeting, Velm, 16 May 2025*\n\nIf the vote is won, the money follows on 4 June 2025. It could be paid on 9 July 2025.\n",
    "question": "# Harbour\n\n**Date:** 16 June 2025\n\nWas the pier closed on 9 October 2026?\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_was_done_later_is_told(name):
    assert len(found(WRONG[name])) == 1, found(WRONG[name])


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_ahead_stays_silent(name):
    assert found(RIGHT[name]) == []
