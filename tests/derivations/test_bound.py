"""Shares in brackets, fractions and multiples that words of their own sentence bind to their operands, right, changed, and look-alikes."""

import pytest
from test_passages import found

CHANGED = [
    ("The choir school has 960 pupils, of whom 480 (50%) sing, 288 (30%) play strings and 192 (20%) play wind.", "288 (30%)", "288 (40%)"),
    ("The vote drew 40% of members.\n\nThe choir school has 960 pupils, of whom 480 (50%) sing, 288 (30%) play strings and 192 (20%) play wind.", "288 (30%)", "288 (40%)"),
    ("Of the 800 walkers, 350 gave up. They named as the cause the weather (140 replies, 40%), sore feet (105, 30%), hunger (70, 20%) or boredom (35, 10%).", "105, 30%", "105, 20%"),
    ("The museum's fees of £8.4 million cover the wages of £5.6 million 1.5 times.", "1.5 times", "2.5 times"),
    ("A night in the lodge costs $180, 2.5 times as much as the $72 for a tent.", "2.5 times", "3.5 times"),
    ("The branch lent 131 million crowns and took 125 million crowns in deposits, a loan-to-deposit ratio of 1.05.", "1.05", "1.50"),
    ("The town pays half, £14.0 million; two villages bring a quarter each, £7.0 million. The pool costs £28.0 million.", "£14.0 million", "£1.4 million"),
    ("The mill sells flour at an average price of €80 per tonne.\n\nMice eat 4,200 tonnes a year; at the present price that is worth €336,000.", "€336,000", "€3.36 million"),
    ("The appeal raised £480,000 in all. The Harbour Fund alone contributed 45% of that sum.\n\n- June: £216,000 from the Harbour Fund\n", "45%", "75%"),
]

RIGHT = [
    "Of the 1,200 firms, 600 (50%) export, 300 (25%) import and 90 (30%) of the latter do both.",
    "The school has 960 pupils, of whom 480 (50%) sing, 288 (up 40%) play strings and 192 (20%) play wind.",
    "Of the 640 votes, 213 (33%) went to Lind, 214 (34%) to Aro and 213 (33%) to Berg.",
    "We asked 400 guests: 120 (30%) came by train. Of the 250 staff asked, 100 (40%) did, and 50 (20%) cycled.",
    "The crew of £8.4 million passed the limit of £5.6 million 3 times in ten years, and covered the loss of £2.0 million.",
    "Stocks of 90 tonnes covered orders of 60 tonnes 4 times a year.",
    "A night costs $180, 3.5 times as much as in a tent; breakfast is $72.",
    "The branch lent 131 million crowns and paid 125 million crowns in wages. The town has a dependency ratio of 0.62.",
    "The town pays half, £14.0 million of the pool; the county bears a third, £900,000 of the slide.",
    "The state pays half, £14.0 million. For the second hall a village gave a tenth, £30,000.",
    "The mill sells flour at an average price of €80 per tonne and bran at €24 per tonne.\n\nMice eat 4,200 tonnes of bran; at the present price that is worth €100,800.",
    "The mill pays a rent of €80 per tonne.\n\nMice eat 4,200 tonnes of bran; at the present price that is worth €3.36 million.",
    "The appeal raised £480,000 in all. The Harbour Fund alone contributed 45% of that sum.\n\n- 2019: £180,000 from the Lake Fund\n",
    "The appeal raised £480,000 in all. The Harbour Fund contributed 45% of that sum.\n\n- June: £160,000 from the Harbour Fund\n- July: £56,000 from the Harbour Fund\n",
]


@pytest.mark.parametrize("text", [t for t, _, _ in CHANGED] + RIGHT)
def test_what_follows_or_is_of_something_else_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)


@pytest.mark.parametrize(("text", "old", "new"), CHANGED)
def test_a_slip_beside_its_operands_is_found(text, old, new):
    assert text.count(old) == 1
    assert found(text.replace(old, new)).findings
