"""Short documents of several fields: what must be found, and that nothing else is."""

import pytest

import kg
from kg.config import Config

DOCUMENTS = {
    "energy": (
        """# Offshore wind in the Baltic: market study

As of June 2025.

Installed capacity in the Baltic reached 3.2 GW at the end of 2024, up from 2.8 GW in 2023. The region counts 41 wind farms
and employs roughly 12,000 workers. Nordvind AS operates 14 wind farms and generated revenue of €420 million in 2024.

## Players

Nordvind AS, founded in 2009, employs 1,850 people. In 2024 the company's revenue was €420 million, and its EBITDA margin
stood at 31%. Ostsee Energie reported revenue of €310 million in 2024. Nordvind plans to reach revenue of €600 million by 2027.

Nordvind was established in 2011 in Gdynia. It has a workforce of 2,400 employees and operates 14 wind farms.

## Outlook

Installed capacity is expected to reach 9 GW by 2030. At the end of 2024 installed capacity in the Baltic was 3.9 GW.
""",
        [("3.2 GW", "3.9 GW"), ("2009", "2011"), ("1,850", "2,400")],
    ),
    "health": (
        """# Rolling out a vaccine in two districts: evaluation report

The study enrolled 4,812 participants across 23 clinics between March 2023 and February 2024. Median follow-up was 9 months.

Of the 4,812 participants, 2,406 received the vaccine. Hospitalisation fell by 61%. Uptake was 54% in the northern district
and 39% in the southern district.

Our study of 4,182 participants is the largest so far. The programme cost £3.1 million, or £644 per participant.
""",
        [("4,812", "4,182")],
    ),
    "club": (
        """# FC Arvika: club profile

FC Arvika was founded in 1904 and plays at the Nordparken stadium, which seats 18,500 spectators. The club has 24,000 members.
Average attendance in 2024 was 15,200, up from 13,900 in 2023. Turnover amounted to SEK 412 million in 2024.

- **Founded:** 1904
- **Members:** 31,000
- **Turnover (2024):** SEK 412 million

The rival IFK Borga has 9,000 members and a turnover of SEK 120 million.
""",
        [("24,000", "31,000")],
    ),
    "retail": (
        """# Kestrel Shop: investor memo

In 2024, net sales were $1.42 billion, gross margin was 38.5% and active customers numbered 6.1 million.

Net sales grew 18% in 2024 to $1.42 billion, from $1.20 billion in 2023. Management guides for net sales of $1.6–1.7 billion
in 2025. Active customers rose to 6.1 million from 5.4 million a year earlier. Gross margin reached 41.2% in 2024.

Zephyr, the largest competitor, had net sales of $3.9 billion and a gross margin of 35%. Finch had 2.2 million active customers.
""",
        [("38.5%", "41.2%")],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_only_what_disagrees_is_found(name, tmp_path):
    text, expected = DOCUMENTS[name]
    path = tmp_path / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    config = Config()
    found = [f.message for f in kg.check(kg.load(path, config=config), config, select=["KG3"]).findings]
    for left, right in expected:
        assert any(left in m and right in m for m in found), (left, right, found)
    assert len(found) == len(expected), found
