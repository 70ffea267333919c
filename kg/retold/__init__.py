"""Figures told twice: the same thing in the same words, with another value."""

from kg.retold.pairs import Pair, one_thing, pairs, template, where
from kg.retold.told import Told, scaled, tell

__all__ = ["Pair", "Told", "one_thing", "pairs", "scaled", "tell", "template", "where"]
