"""The tools, asked by the protocol's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("mcp.client")  # the folder of these tests has the name of the package

from mcp import Client, StdioServerParameters, stdio_client

from kg.mcp.tools import Refused, Tools

ROOT = Path(__file__).resolve().parent.parent.parent

DRAFT = "# Skarv\n\nSkarv has raised a total of $160 million.\n\n## Money\n\nTo date, Skarv has raised a total of $100 million.\n"
CLAIMS = "id,statement,confidence,sources\nC1,Acme has 40 staff.,High,S1; S2\n"


def session(root: Path, steps) -> None:
    async def run() -> None:
        server = StdioServerParameters(command=sys.executable, args=[str(ROOT / "cli.py"), "mcp", "--root", str(root)])
        async with Client(stdio_client(server), read_timeout_seconds=60) as client:
            await steps(client)

    asyncio.run(run())


async def call(client: Client, name: str, **arguments: object):
    """The answer of a tool: what it says, and whether it is an error."""
    result = await client.call_tool(name, arguments)
    text = "".join(part.text for part in result.content)
    return (json.loads(text) if name == "check" and not result.is_error else text), bool(result.is_error)


@pytest.fixture
def reports(tmp_path) -> Path:
    root = tmp_path / "reports"
    (root / "acme").mkdir(parents=True)
    (root / "acme" / "report.md").write_text("# Acme\n\nAcme has 40 staff. [C1] It was founded in 2019. [C9]\n", encoding="utf-8")
    (root / "acme" / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (root / "acme" / "sources.csv").write_text("id,publisher,title\nS1,Reuters,Acme hires\nS2,Acme,About\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text(DRAFT, encoding="utf-8")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    return root


def test_four_tools_that_only_read(reports):
    async def steps(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert sorted(t.name for t in tools) == ["check", "explain", "query", "show"]
        assert all(t.annotations.read_only_hint and t.description for t in tools)

        found, error = await call(client, "check", path="acme")
        assert not error
        one = next(f for f in found["findings"] if f["name"] == "dangling-citation")
        assert one["about"][0]["path"] == "acme/report.md" and one["about"][0]["line"] == 3
        assert found["summary"]["error"] == 1 and found["more"] == 0
        assert found["findings"][0]["severity"] == "error"

        # A draft over the folder: the missing claim is written.
        claims = CLAIMS + "C9,Acme was founded in 2019.,High,S1\n"
        mended, _ = await call(client, "check", files={"acme/claims.csv": claims}, min_severity="error")
        assert mended["findings"] == []
        assert "C9" not in (reports / "acme" / "claims.csv").read_text(encoding="utf-8")

        page, error = await call(client, "show", id="C1", path="acme")
        assert not error and "claim C1  confidence High" in page
        rows, error = await call(client, "query", sparql="SELECT ?c WHERE { ?c a kg:Claim }", path="acme")
        assert not error and "1 row" in rows
        rows, error = await call(client, "query", sparql="single-source-claims", path="acme")
        assert not error and "0 rows" in rows
        page, error = await call(client, "explain", check="KG101")
        assert not error and page.count("## ") >= 5 and "dangling-citation" in page
        listed, _ = await call(client, "explain")
        assert "KG301" in listed

        for name, arguments, words in (
            ("check", {"path": "../secret.md"}, "outside"),
            ("check", {"path": "link.md"}, "outside"),
            ("check", {"path": "/etc/passwd"}, "outside"),
            ("check", {"files": {"../new.md": DRAFT}}, "outside"),
            ("check", {"files": {"tool.py": "x"}}, "not a file of a report"),
            ("check", {"path": "nowhere"}, "no such file"),
            ("check", {"path": "acme", "min_severity": "fatal"}, "min_severity"),
            ("show", {"id": "C7", "path": "acme"}, "nothing here has the id"),
            ("query", {"sparql": "single-source-claim", "path": "acme"}, "single-source-claims"),
            ("query", {"sparql": "SELECT ?x FROM <file:///etc/passwd> { ?x ?y ?z }", "path": "acme"}, "FROM"),
            ("explain", {"check": "dangling-citations"}, "dangling-citation"),
        ):
            said, error = await call(client, name, **arguments)
            assert error and words in said, (name, arguments, said)

    session(reports, steps)


def test_a_draft_alone(tmp_path):
    async def steps(client: Client) -> None:
        found, _ = await call(client, "check", files={"report.md": DRAFT})
        one = next(f for f in found["findings"] if f["name"] == "figures-disagree")
        assert {a["line"] for a in one["about"]} == {3, 7}
        clean, _ = await call(client, "check", files={"report.md": DRAFT.replace("$160", "$100")}, min_severity="warning")
        assert clean["findings"] == []
        few, _ = await call(client, "check", files={"report.md": DRAFT}, limit=0)
        assert few["findings"] == [] and few["more"] == len(found["findings"])

    session(tmp_path, steps)


def test_a_configuration_above_the_folder_is_not_read(tmp_path, monkeypatch):
    (tmp_path / "kg.toml").write_text('[check]\nignore = ["figures-disagree"]\n', encoding="utf-8")
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path)
    found = Tools(str(tmp_path / "inner")).check(files={"report.md": DRAFT})
    assert "figures-disagree" in {f["name"] for f in found["findings"]}


def test_a_folder_behind_a_link_is_outside(tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "report.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "report.md").symlink_to(tmp_path / "other" / "report.md")
    (tmp_path / "root" / "sub").symlink_to(tmp_path / "other")
    monkeypatch.chdir(tmp_path)
    tools = Tools(str(tmp_path / "root"))
    for path in ("", "sub", "report.md", "sub/report.md"):
        with pytest.raises(Refused, match="outside"):
            tools.check(path)
