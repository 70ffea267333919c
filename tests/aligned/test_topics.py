"""Which documents are seen to be on one subject, and which only share some names."""

import pytest

from kg import aligned, build, config
from kg.aligned.topics import one_topic

BUDGET = """\
# Borough of Wexley

The borough spends £412.6 million. Ferry Lane gets £18.4 million, Quarry Road Baths £7.25 million, the Tithe Barn £3.9 million.
Council Tax brings in £231.7 million and Business Rates £88.3 million. Ferry Lane is paid for from the Council Tax. Quarry Road
Baths reopen in May, and the Tithe Barn in June. Housing takes £96.2 million.
"""
MEMO = """\
To: members

What the new figures mean for our street: £412.6 million in all, of which £231.7 million is Council Tax. Ferry Lane costs
£18.4 million, and Quarry Road Baths £7.25 million. We wanted the Tithe Barn, and get it, at £3.9 million. Business Rates are
£88.3 million. Ferry Lane is ours; so are Quarry Road Baths. The Tithe Barn is not. Business Rates fall, Council Tax rises.
"""
ELSEWHERE = """\
To: members

What the new figures mean for our street: £298.4 million in all, of which £144.2 million is Council Tax. Ferry Lane costs
£11.9 million, and Quarry Road Baths £2.75 million. We wanted the Tithe Barn, and get it, at £6.1 million. Business Rates are
£41.5 million. Ferry Lane is ours; so are Quarry Road Baths. The Tithe Barn is not. Business Rates fall, Council Tax rises.
"""
BRIDGE = """\
# Tarn Bridge

Tarn Bridge crosses the Orr at Lower Selwick. Tarn Bridge is built by Hale Ironworks of Crowden. Crowden and Selwick pay for it.
"""
LENDER = """\
**TARN FINANCE PLC**
Letter to lenders

Tarn Finance pays Hale Ironworks for the Tarn Bridge Works at Lower Selwick. Crowden is late. At Selwick all is well, says Tarn.
"""
SUPPLIER = """\
**HALE AND SONS**
Letter to lenders

Hale sells steel and wire, and has done so for a hundred years; in the last of them Hale sold more than ever, and most of it
went abroad, where prices were good and Hale was known. Hale sells to Hale Ironworks, and to the Tarn Bridge Works at Lower Selwick. Crowden is late. At Selwick all is well, says Hale.
"""


BAKER = """\
# {name}

{name} bakes in Oslo, Bergen and Tromso, and sells in Hamar. The Aftenposten wrote so. {name} has {sites} sites and earned ${money} million.

""" + "\n".join(f"- Recipe {n} is sold in Oslo, Bergen, Tromso, Hamar." for n in range(101, 140))


def topic(tmp_path, text):
    path = tmp_path / "document.md"
    path.write_text(text, encoding="utf-8")
    (report,) = build.load([str(path)], config.Config())
    return aligned.topic(report)


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        (BUDGET, MEMO, True),
        (BUDGET, ELSEWHERE, False),
        (BRIDGE, LENDER, True),
        (BRIDGE, SUPPLIER, False),
        ("# Tarn Foods NV\n\nTarn Foods bakes.", "# Tarn Foods\n\nTarn Foods bakes.", True),
        ("# Ferrow NV\n\nFerrow bakes bread.", "# Lindqvist NV\n\nLindqvist bakes bread.", False),
        ("# Ferrow\n\nFerrow bakes.", "# Recommendation\n\nBuy. Ferrow bakes. Ferrow sells.", True),
        (BAKER.format(name="Ferrow", sites=412, money=17.25), BAKER.format(name="Lindqvist", sites=377, money=21.75), False),
        ("# Recommendation\n\nBuy Ferrow.", "# Recommendation\n\nSell Lindqvist.", False),
    ],
)
def test_one_subject(one, other, met, tmp_path):
    first, second = topic(tmp_path, one), topic(tmp_path, other)
    assert one_topic(first, second) is met
    assert one_topic(second, first) is met
