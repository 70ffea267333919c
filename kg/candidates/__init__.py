"""What checks may look at.  All grouping lives here, and always by key.

A candidate set is an ``emit(context, report) -> (key, item)``.  Items with equal keys form one
candidate; most sets give every item a key of its own.  One file per family, found by looking into
this folder.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from kg.candidates._base import SETS, Across, CandidateSet, CannotCheck, Context, Span, candidates, line_text, words
from kg.candidates.citations import Dangling, SectionText, Use
from kg.candidates.data import Stated
from kg.candidates.evidence import Support
from kg.candidates.input import Lengthy, Troubled

__all__ = [
    "SETS",
    "Across",
    "CandidateSet",
    "CannotCheck",
    "Context",
    "Dangling",
    "Lengthy",
    "SectionText",
    "Span",
    "Stated",
    "Support",
    "Troubled",
    "Use",
    "candidates",
    "line_text",
    "words",
]

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
