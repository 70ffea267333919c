"""Finds the data that ships beside the code: ``ontology/`` and ``data/``.

In a checkout and in an editable installation these folders stand beside the package; in a wheel
they are packed inside it, as ``kg/_shared/ontology`` and ``kg/_shared/data``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_shared", _PACKAGE.parent)


def find(relative: str) -> Path:
    """Return the path of a shipped file or folder, named relative to the project.

    ``relative`` uses forward slashes and begins with ``ontology/`` or ``data/``, for example
    ``"ontology/lexicons/units.toml"``.

    Raises :class:`FileNotFoundError`, naming the places that were looked at, when the
    installation lacks it, and :class:`ValueError` when ``relative`` leaves those two folders.
    """
    parts = Path(relative).parts
    if not parts or parts[0] not in ("ontology", "data") or ".." in parts:
        raise ValueError(f"shipped resources are under ontology/ or data/, not {relative!r}")
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    looked_at = ", ".join(str(root.joinpath(*parts)) for root in _ROOTS)
    raise FileNotFoundError(f"{relative} is missing from this installation of kg; looked at {looked_at}")
