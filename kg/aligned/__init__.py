"""Figures of two documents on one subject, brought together by the words they are told in."""

from kg.aligned.model import Statement
from kg.aligned.pairs import Pair, copies, pairs
from kg.aligned.read import statements, subject_words
from kg.aligned.topics import Topic, neighbours, topic

__all__ = ["Pair", "Statement", "Topic", "copies", "neighbours", "pairs", "statements", "subject_words", "topic"]
