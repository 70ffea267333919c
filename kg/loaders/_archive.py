"""Office files are archives: whether one can be opened, and is not larger inside than it may be."""

from __future__ import annotations

import io
import zipfile

from kg.reading import InputError, RawFile

MAX_UNPACKED = 400_000_000
"""Bytes that all parts of an archive may have together once they are unpacked."""
MAX_RATIO = 300
"""How many times larger than its packed bytes a part of more than a megabyte may be."""
MAX_PARTS = 20_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEEMS = {"word/": "docx", "xl/": "xlsx"}


def kind(data: bytes) -> str | None:
    """``docx`` or ``xlsx`` by the names of the parts; ``None`` for anything else.

    Looks at the table at the end of the archive, and at its beginning where that is cut off.
    """
    if not data.startswith(b"PK"):
        return None
    for part in (data[-65536:], data[:65536]):
        for name, found in _SEEMS.items():
            if name.encode() in part:
                return found
    return None


def opened(file: RawFile, what: str) -> io.BytesIO:
    """The bytes of an archive, as libraries take them, after its sizes were looked at.

    Sizes that the table of the archive understates do no harm: unpacking stops at them.  Raises
    :class:`kg.reading.InputError` for what is no archive, is damaged, locked or too large inside.
    """
    if not file.data:
        raise InputError(file.path, "the file is empty. Give a file that holds a report.")
    if file.data.startswith(_OLD_OFFICE):
        raise InputError(file.path, f"this is an old or a locked office file. Open it, and save it as {what} without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise InputError(
            file.path, f"this is no {what} file, or one that was cut off. Get it again, or open it and save it anew."
        ) from None
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED or any(_bloated(p) for p in parts):
        raise InputError(
            file.path, "unpacked, this file is far larger than a report can be. It is not read; open it and save it anew."
        )
    if any(p.flag_bits & 1 for p in parts):
        raise InputError(file.path, "this file is locked with a password. Save it without one.")
    return io.BytesIO(file.data)


def _bloated(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 1_000_000 and part.file_size > MAX_RATIO * max(1, part.compress_size)
