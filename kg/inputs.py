"""The files of reports: what each path holds, in the order of the names."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from kg.reading import MAX_BYTES, Bundle, InputError, RawFile

REPORT_FILE = re.compile(r"(report\.md|claims\.(csv|tsv|jsonl|json|ya?ml)|url_to_info\.json)$", re.I)
STORE_MARK = "kg-store.sqlite"
"""The file that tells a folder for a store of ``kg load``: no report is in it."""

IGNORED = re.compile(r"(^\.|^kg\.toml$|^readme(\.|$)|^license|~$|\.(py|pyc|toml|lock|png|jpe?g|gif|svg|css|js|zip|gz)$)", re.I)


def bundles(paths: Sequence[str]) -> list[Bundle]:
    """What each path holds: one report, or a folder of reports, in the order of the names."""
    found: list[Bundle] = []
    for path in paths:
        if path == "-":
            found.append(Bundle("-", (RawFile("-", sys.stdin.buffer.read()),)))
            continue
        if not os.path.exists(path):
            raise InputError(path, "no such file or folder.")
        found.extend(_folder(path) if os.path.isdir(path) else [Bundle(path, _with_bibliography(read(path)))])
    return found


_KEY = re.compile(rb"[\[;]\s*-?@[\w{]|^bibliography:", re.M)


def _with_bibliography(file: RawFile) -> tuple[RawFile, ...]:
    """A text that cites keys, ``[@smith2020]``, with the bibliographies in its folder."""
    if file.suffix not in (".md", ".markdown", ".qmd", ".rmd") or not _KEY.search(file.data):
        return (file,)
    folder = os.path.dirname(file.path)
    there = sorted(os.listdir(folder or "."))
    named = re.findall(rb"^(?:bibliography:|[ \t]+-)[ \t]*[\"']?([\w./-]+\.json)", file.data[:4000], re.M)
    names = [n for n in there if n.lower().endswith((".bib", ".bibtex")) or n.encode() in named]
    return (file, *(read(os.path.join(folder, n)) for n in names))


def _folder(path: str) -> list[Bundle]:
    names = sorted(n for n in os.listdir(path) if not IGNORED.search(n))
    files = [n for n in names if os.path.isfile(os.path.join(path, n))]
    if any(REPORT_FILE.match(n) for n in files):
        return [Bundle(path, tuple(read(os.path.join(path, n)) for n in files), folder=True)]
    inner = [Bundle(p, _with_bibliography(read(p))) for p in (os.path.join(path, n) for n in files) if not p.lower().endswith((".bib", ".bibtex"))]
    for name in names:
        inside = os.path.join(path, name)
        if os.path.isdir(inside) and not os.path.exists(os.path.join(inside, STORE_MARK)):
            inner.extend(_quiet(inside))
    if not inner:
        raise InputError(path, "the folder holds no report. Put a report.md or claims.csv into it, or name a file.")
    return inner


def _quiet(path: str) -> list[Bundle]:
    try:
        return _folder(path)
    except InputError as error:
        if error.path == path:
            return []
        raise


def read(path: str) -> RawFile:
    """A file with its bytes.  Raises :class:`kg.reading.InputError` for one that cannot be read or is too large."""
    try:
        size = os.path.getsize(path)
        if size > MAX_BYTES:
            raise InputError(path, f"the file has {size:,} bytes; the limit is {MAX_BYTES:,}. Split it.")
        return RawFile(path, Path(path).read_bytes())
    except OSError as error:
        raise InputError(path, f"cannot read the file: {error.strerror}.") from None
