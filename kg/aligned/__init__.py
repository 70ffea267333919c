"""Figures, dates and names of two documents on one subject, brought together by the words they are told in."""

from kg.aligned.called import Called, Renamed, called, renamed
from kg.aligned.model import Statement
from kg.aligned.pairs import Pair, copies, pairs
from kg.aligned.read import statements, subject_words
from kg.aligned.scenes import scenes
from kg.aligned.topics import Topic, neighbours, topic

__all__ = [
    "Called",
    "Pair",
    "Renamed",
    "Statement",
    "Topic",
    "called",
    "copies",
    "neighbours",
    "pairs",
    "renamed",
    "scenes",
    "statements",
    "subject_words",
    "topic",
]
