"""``kg diff`` as a user runs it."""

from __future__ import annotations

import json
import shutil


def test_exit_status_is_that_of_git(kg, acme):
    shutil.copytree(acme, acme.parent / "other")
    assert kg("diff", "acme", "other", "--exit-code").code == 0
    report = acme.parent / "other" / "report.md"
    report.write_text(report.read_text(encoding="utf-8").replace("has 40 staff", "has 44 staff"), encoding="utf-8")
    assert kg("diff", "acme", "other").code == 0
    ran = kg("diff", "acme", "other", "--exit-code")
    assert ran.code == 1
    assert "40" in ran.out and "44" in ran.out
    assert kg("diff", "acme", "nowhere").code == 2


def test_output_to_a_file(kg, acme):
    ran = kg("diff", "acme", "acme", "--format", "json", "-o", "changes.json")
    assert ran.code == 0 and ran.out == ""
    assert json.loads((acme.parent / "changes.json").read_text(encoding="utf-8"))["changes"] == []
