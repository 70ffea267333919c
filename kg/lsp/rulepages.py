"""Pages of checks that an editor can open: those of the checkout, else written when first asked for."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from kg import engine, reference


@cache
def _folder() -> Path:
    if reference.FOLDER.is_dir():
        return reference.FOLDER
    # Kept until the machine cleans up: an editor may open a page after the server has gone.
    return Path(tempfile.mkdtemp(prefix="kg-checks-"))


@cache
def path(name: str) -> Path:
    """The page of a check, by its name."""
    page = _folder() / f"{name}.md"
    if not page.exists():
        page.write_text(reference.page(next(c for c in engine.checks().values() if c.name == name)), encoding="utf-8")
    return page
