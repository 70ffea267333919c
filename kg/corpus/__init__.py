"""Many reports as Parquet tables that are checked, asked and counted without being read again.

``kg build`` examines each report by itself, part by part, and keeps the findings, the candidates that
other reports may share, and all that was read (:mod:`kg.corpus.building`).  ``kg check`` on what it made
looks only at what several reports share, after a cheap condition that DuckDB or Spark evaluates
(:mod:`kg.corpus.conditions`, :mod:`kg.corpus.engines`), and gives the findings of a run over all reports in memory.  Needs the
extra ``corpus``.
"""

from __future__ import annotations

from kg.corpus.building import Built, build_corpus
from kg.corpus.checking import check
from kg.corpus.counting import count
from kg.corpus.engines import engine
from kg.corpus.examining import CrashedCheck
from kg.corpus.parts import CorpusError, Folder
from kg.corpus.reading import Corpus, is_corpus

__all__ = ["Built", "Corpus", "CorpusError", "CrashedCheck", "Folder", "build_corpus", "check", "count", "engine", "is_corpus"]
