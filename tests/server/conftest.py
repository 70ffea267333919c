"""What the tests of the endpoint share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def acme(tmp_path_factory) -> Path:
    """A report folder."""
    folder = tmp_path_factory.mktemp("reports") / "acme"
    folder.mkdir()
    (folder / "report.md").write_text("# Acme\n\nAcme has 40 staff. [C1]\n\nAcme has 50 staff. [C2]\n", encoding="utf-8")
    (folder / "claims.csv").write_text(
        'id,statement,confidence,sources\nC1,Acme has 40 staff.,High,S1\nC2,Acme has 50 staff.,Low,S1\n"C/3 <b>",An <b>odd</b> id.,Low,S1\n',
        encoding="utf-8",
    )
    (folder / "sources.csv").write_text("id,publisher,title\nS1,Reuters,<script>alert(1)</script>\n", encoding="utf-8")
    return folder
