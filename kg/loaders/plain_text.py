"""Plain text: headings, paragraphs, lists, ``[n]`` references and ``key: value`` lines.

The reader of last resort for text that no other loader knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.config import Config
from kg.model import Report
from kg.reading import Bundle, Lines, RawFile, decode

NAME = "plain-text"


def recognise(bundle: Bundle) -> float:
    """Hardly sure of ``.txt`` and of text without an extension, and still less of anything else."""
    if len(bundle.files) != 1:
        return 0.0
    return 0.1 if bundle.files[0].suffix in (".txt", ".text", "") else 0.02


def load(bundle: Bundle, config: Config) -> Report:
    """Read a single text file.  Raises :class:`kg.reading.InputError`."""
    return read(bundle.files[0], config)


def read(file: RawFile, config: Config, given: frozenset[str] = frozenset(), ids: Mapping[str, str] | None = None) -> Report:
    """The report a text file holds; ``given`` and ``ids`` as for :func:`kg.loaders.markdown.read`."""
    from kg.loaders import _plain_blocks, _prose_report

    document, troubles = decode(file)
    lines = Lines(document)
    blocks, structure = _plain_blocks.read(lines)
    return _prose_report.report(document, lines, blocks, structure, config, format=NAME, given=given, ids=ids, troubles=troubles)
