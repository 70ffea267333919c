"""Argdown: statements and arguments with what supports and what attacks them, one claim each.

A statement rests on what supports it and on the premises of the arguments that conclude it; what
attacks it disputes it.  Links in a statement are its sources.  The text between is read as prose.
"""

from __future__ import annotations

from kg import patterns as re
from kg.config import Config
from kg.model import Report
from kg.reading import Bundle, Lines, decode

NAME = "argdown"

SUFFIXES = (".argdown", ".ad", ".adown")
_SIGNS = re.compile(rb"^[ \t]*(?:\[[^\[\]\n]{1,80}\]|<[^<>\n]{1,80}>):[ \t]+\S[^\n]*\n(?:[^\n]+\n){0,3}[ \t]+(?:<?[+_-]>?|><)[ \t]+[\[<]", re.M)


def recognise(bundle: Bundle) -> float:
    """Sure by the file extension; a guess by statements in brackets with relations under them."""
    if len(bundle.files) != 1 or bundle.folder:
        return 0.0
    file = bundle.files[0]
    if file.suffix in SUFFIXES:
        return 0.9
    return 0.4 if file.suffix in ("", ".txt", ".text") and _SIGNS.search(file.data[:65536]) else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single Argdown file.  Raises :class:`kg.reading.InputError`."""
    from kg.loaders import _argdown_claims, _argdown_lines

    document, troubles = decode(bundle.files[0])
    lines = Lines(document)
    return _argdown_claims.report(document, lines, _argdown_lines.read(lines), config, NAME, troubles)
