"""Regular expressions as in :mod:`re`, each compiled when it is first searched for.

``from kg import patterns as re``: the same names mean the same, but ``re.compile`` gives a
:class:`Pattern`.  The program knows more than a thousand expressions and most reports meet few of
them; compiling all of them took longer than checking a short report.
"""

from __future__ import annotations

import re
from re import ASCII, IGNORECASE, VERBOSE, A, I, M, Match, S, X, escape, findall, finditer, fullmatch, match, search, split, sub

from kg import compiled as compiling

__all__ = [
    "ASCII",
    "IGNORECASE",
    "VERBOSE",
    "A",
    "I",
    "M",
    "Match",
    "Pattern",
    "S",
    "X",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class Pattern:
    """An expression with the methods of :class:`re.Pattern`: its own once it is compiled.

    A match tells as ``match.re`` the compiled expression, which is never this object.
    """

    def __init__(self, source: str, flags: int | re.RegexFlag = 0, kept: bool = False):
        self.pattern, self.flags, self.kept = source, flags, kept

    def __reduce__(self):
        return compile, (self.pattern, self.flags)


class _Unused(Pattern):
    """An expression that was not searched for yet: whatever is asked of it makes it a compiled one."""

    def __getattr__(self, name: str) -> object:
        if name in _METHODS:
            compiled = compiling.expression(self.pattern, self.flags, self.kept)
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            # A class that answers for what is missing makes each look-up slow; from now on nothing is.
            self.__class__ = Pattern
        return object.__getattribute__(self, name)


def compile(source: str, flags: int | re.RegexFlag = 0, *, kept: bool = False) -> Pattern:
    """The expression, compiled when it is first used; a mistake in it shows then.

    What it is compiled to is kept for the next run if a module holds it, or with ``kept``: for
    expressions made of lexicons, never for those made of a report.
    """
    return _Unused(source, flags, kept or compiling.of_program())
