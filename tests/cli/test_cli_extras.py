"""Commands that need an extra say which, when it is not installed."""

from __future__ import annotations

import sys

import pytest


@pytest.mark.parametrize(("command", "library"), [("lsp", "pygls"), ("lsp", "lsprotocol"), ("mcp", "mcp")])
def test_a_missing_library_is_named_with_its_extra(kg, monkeypatch, command, library):
    for name in [n for n in sys.modules if n.split(".")[0] == library or n.startswith(f"kg.{command}")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    ran = kg(command)
    assert ran.code == 2 and ran.out == ""
    assert f"claimgraph[{command}]" in ran.err and "Traceback" not in ran.err
