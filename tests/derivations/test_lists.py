"""Lists of amounts are tables of one column: their total and their shares are checked."""

import pytest
from test_passages import found

WRONG = {
    "Spending in 2024:\n\n- Wards: £7.9 million\n- Clinics: £0.8 million\n- Offices: £0.5 million\n- Total: £9.7 million\n": "total-does-not-add-up",
    "The harbour handled 640,000 t of cargo:\n\n* Grain: 210,000 t\n* Timber: 140,000 t\n* Ore: 230,000 t\n": "total-does-not-add-up",
    "The vineyard sold 84,000 bottles in three markets:\n\n- Home: 41,000 bottles\n- Nordic countries: 22,000 bottles\n- Japan: 12,000 bottles\n": "total-does-not-add-up",
    "Departments:\n\n- Parks, $12.4M\n- Libraries, $8.1M\n- Streets, $21.5M\n\nTogether with the $50M for schools these add up to $98M.\n": "total-does-not-add-up",
    "The three largest mills ground 96,100 tonnes in 2024, more than half of all flour.\n\n1. Old Weir: 30,200 tonnes\n2. Bridge End: 21,400 tonnes\n3. Fen Cross: 17,500 tonnes\n": "total-does-not-add-up",
    "Where the money went:\n\n- Seeds: €4.0m (40%)\n- Water: €3.5m (35%)\n- Roads: €1.5m (25%)\n- Fees: €1.0m (10%)\n- Total: €10.0m\n": "share-does-not-hold",
}
RIGHT = (
    "The three largest mills ground 69,100 tonnes in 2024.\n\n1. Old Weir: 30,200 tonnes\n2. Bridge End: 21,400 tonnes\n3. Fen Cross: 17,500 tonnes\n",
    "The five largest mills ground 96,100 tonnes in 2024.\n\n1. Old Weir: 30,200 tonnes\n2. Bridge End: 21,400 tonnes\n3. Fen Cross: 17,500 tonnes\n",
    "The three largest mills could grind 84,000 tonnes a year.\n\n1. Old Weir: 30,200 tonnes\n2. Bridge End: 21,400 tonnes\n3. Fen Cross: 17,500 tonnes\n",
    "The three mills of the valley ground 96,100 tonnes in 2023 and 71,300 tonnes in 2024.\n\n- Old Weir: 30,200 tonnes\n- Bridge End: 21,400 tonnes\n- Fen Cross: 17,500 tonnes\n",
    "Spending in 2024:\n\n- Wards: £7.9 million\n- Clinics: £0.8 million\n- Offices: £0.5 million\n- Total: £9.2 million\n",
    "The harbour handled 580,000 t of cargo:\n\n* Grain: 210,000 t\n* Timber: 140,000 t\n* Ore: 230,000 t\n",
    "The harbour handled 640,000 t of cargo, including:\n\n* Grain: 210,000 t\n* Timber: 140,000 t\n* Ore: 230,000 t\n",
    "The largest cargoes of the 640,000 t were:\n\n* Grain: 210,000 t\n* Timber: 140,000 t\n* Ore: 230,000 t\n",
    "The vineyard sold 84,000 bottles in three markets:\n\n- Home: 41,000 bottles\n- Nordic countries: 22,000 bottles\n- Japan: 21,000 bottles, up from 12,000 bottles\n",
    "Departments:\n\n- Parks, $12.4M\n- Libraries, $8.1M\n- Streets, $21.5M\n\nTogether with the $50M for schools these add up to $92M.\n",
    "Where the money went:\n\n- Seeds: €4.0m (40%)\n- Water: €3.5m (35%)\n- Roads: €1.5m (15%)\n- Fees: €1.0m (10%)\n- Total: €10.0m\n",
    "Growth by line:\n\n- Seeds: €4.0m (12%)\n- Water: €3.5m (-3%)\n- Roads: €1.5m (45%)\n",
    "Key figures of 2024:\n\n- Revenue: €40.0m\n- Profit: €3.5m\n- Cash: €11.5m\n",
    "The club took £14.2m:\n\n- Match day: £5.3m\n- Commerce: £4.6m\n- Media: £2.9m\n- Transfers: £1.4m\n",
)


@pytest.mark.parametrize("text", WRONG)
def test_a_list_that_does_not_add_up_is_found(text):
    assert [f.name for f in found(text).findings] == [WRONG[text]]


@pytest.mark.parametrize("text", RIGHT)
def test_a_list_that_adds_up_or_is_open_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)
