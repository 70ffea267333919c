"""Figures told twice: the same thing in the same words, with another value."""

from kg.retold.coins import lone
from kg.retold.framed import framed, of_another
from kg.retold.giants import giants
from kg.retold.lookalikes import lookalikes
from kg.retold.pairs import Pair, Support, one_thing, pairs, settled, template, where
from kg.retold.passages import Passages
from kg.retold.ranges import CROWD, one_end, ranges
from kg.retold.slips import mistyped
from kg.retold.told import Told, digits, scaled, sort, tell
from kg.retold.words import MONTHS, TOKEN, alone, apart, opposed, root, roots

__all__ = [
    "CROWD",
    "MONTHS",
    "TOKEN",
    "Pair",
    "Passages",
    "Support",
    "Told",
    "alone",
    "apart",
    "digits",
    "framed",
    "giants",
    "lone",
    "lookalikes",
    "mistyped",
    "of_another",
    "one_end",
    "one_thing",
    "opposed",
    "pairs",
    "ranges",
    "root",
    "roots",
    "scaled",
    "settled",
    "sort",
    "tell",
    "template",
    "where",
]
