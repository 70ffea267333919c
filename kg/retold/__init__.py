"""Figures told twice: the same thing in the same words, with another value."""

from kg.retold.pairs import Pair, mistyped, one_thing, pairs, template, where
from kg.retold.told import Told, digits, scaled, sort, tell
from kg.retold.words import MONTHS, alone, apart, opposed, root, roots

__all__ = [
    "MONTHS",
    "Pair",
    "Told",
    "alone",
    "apart",
    "digits",
    "mistyped",
    "one_thing",
    "opposed",
    "pairs",
    "root",
    "roots",
    "scaled",
    "sort",
    "tell",
    "template",
    "where",
]
