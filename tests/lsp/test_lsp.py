"""The language server, asked by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types
from pygls import uris
from pygls.lsp.client import LanguageClient

from kg.lsp import ids, remarks

ROOT = Path(__file__).resolve().parent.parent.parent

FILES = {
    "report.md": "# Acme\n\n## 1 Staff\n\nAcme has 40 staff. [C1] It was founded in 2019. [C9]\n\nAcme has 44 staff, as of today. [C1]\n",
    "claims.csv": "id,statement,confidence,sources\nC1,Acme has 40 staff.,High,S1; S2\nC2,Acme raised $5 million in 2021.,Low,S1\n",
    "sources.csv": "id,publisher,title,quote\nS1,Reuters,Acme hires,Acme has 40 staff.\nS2,Acme,About us,We are 40.\n",
    "kg.toml": '[report]\nsubject = "Acme"\n',
}


class Editor:
    """A client with what the server told it, and the few things an editor does."""

    def __init__(self, folder: Path):
        self.folder, self.version = folder, 1
        self.client = LanguageClient("editor", "1")
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.news = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = list(params.diagnostics)
            self.news.set()

    async def start(self) -> types.InitializeResult:
        await self.client.start_io(sys.executable, str(ROOT / "cli.py"), "lsp")
        result = await self.client.initialize_async(
            types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=uris.from_fs_path(str(self.folder)))
        )
        self.client.initialized(types.InitializedParams())
        return result

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await asyncio.wait_for(self.client.stop(), 20)

    def uri(self, name: str) -> str:
        return uris.from_fs_path(str(self.folder / name))

    def open(self, name: str, text: str | None = None) -> None:
        text = (self.folder / name).read_text(encoding="utf-8") if text is None else text
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(self.uri(name), "markdown", self.version, text))
        )

    def change(self, name: str, text: str) -> None:
        self.version += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri(name)),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def until(self, name: str, wanted) -> list[types.Diagnostic]:
        """The diagnostics of a file once ``wanted`` holds for them."""

        async def wait() -> list[types.Diagnostic]:
            while not (self.uri(name) in self.diagnostics and wanted(self.diagnostics[self.uri(name)])):
                self.news.clear()
                await self.news.wait()
            return self.diagnostics[self.uri(name)]

        return await asyncio.wait_for(wait(), 30)

    def at(self, name: str, line: int, character: int) -> dict:
        return {"text_document": types.TextDocumentIdentifier(self.uri(name)), "position": types.Position(line, character)}


def session(folder: Path, files: dict[str, str], steps) -> None:
    """Write the files, start the server, take the steps, and end it as an editor does."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")

    async def run() -> None:
        editor = Editor(folder)
        await editor.start()
        try:
            await steps(editor)
        finally:
            await editor.stop()

    asyncio.run(run())


def codes(found: list[types.Diagnostic]) -> set[str]:
    return {d.code for d in found}


def test_findings_stand_at_their_place_with_the_other_beside_them(tmp_path):
    async def steps(editor: Editor) -> None:
        editor.open("report.md")
        found = await editor.until("report.md", lambda d: "KG101" in codes(d))
        dangling = next(d for d in found if d.code == "KG101")
        assert dangling.severity == types.DiagnosticSeverity.Error and dangling.source == "kg"
        assert dangling.range.start.line == 4
        assert Path(uris.to_fs_path(dangling.code_description.href)).read_text(encoding="utf-8").startswith("<!-- Written")
        pair = next(d for rows in editor.diagnostics.values() for d in rows if d.code == "KG301")
        places = {(Path(uris.to_fs_path(r.location.uri)).name, r.location.range.start.line) for r in pair.related_information}
        first = next(u for u, rows in editor.diagnostics.items() if pair in rows)
        places.add((Path(uris.to_fs_path(first)).name, pair.range.start.line))
        assert {("report.md", 4), ("report.md", 6), ("claims.csv", 1)} <= places
        info = {d.severity for rows in editor.diagnostics.values() for d in rows}
        assert types.DiagnosticSeverity.Information in info and types.DiagnosticSeverity.Warning in info

    session(tmp_path, FILES, steps)


def test_unsaved_text_counts_in_every_file_of_the_report(tmp_path):
    async def steps(editor: Editor) -> None:
        editor.open("report.md")
        await editor.until("report.md", lambda d: "KG101" in codes(d))
        # The missing claim is written in another file, and not saved.
        editor.open("claims.csv", FILES["claims.csv"] + "C9,Acme was founded in 2019.,High,S1\n")
        await editor.until("report.md", lambda d: "KG101" not in codes(d))
        editor.change("claims.csv", FILES["claims.csv"])
        await editor.until("report.md", lambda d: "KG101" in codes(d))
        # What was typed is forgotten with the file; what is on disk counts again.
        editor.change("report.md", FILES["report.md"].replace(" [C9]", "").replace("44 staff", "40 staff"))
        await editor.until("report.md", lambda d: not codes(d) & {"KG101", "KG301"})

    session(tmp_path, FILES, steps)


def test_closing_the_last_file_clears_what_was_shown(tmp_path):
    async def steps(editor: Editor) -> None:
        editor.open("report.md")
        await editor.until("report.md", bool)
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(editor.uri("report.md")))
        )
        await editor.until("report.md", lambda d: not d)
        assert not any(editor.diagnostics.values())

    session(tmp_path, FILES, steps)


def test_hover_shows_the_page_and_definition_leads_to_the_row(tmp_path):
    async def steps(editor: Editor) -> None:
        editor.open("report.md")
        editor.open("claims.csv")
        await editor.until("report.md", lambda d: "KG101" in codes(d))
        column = FILES["report.md"].splitlines()[4].index("C1")
        page = await editor.client.text_document_hover_async(types.HoverParams(**editor.at("report.md", 4, column + 1)))
        assert "claim C1  confidence High" in page.contents.value and "Acme has 40 staff." in page.contents.value
        assert (page.range.start.character, page.range.end.character) == (column, column + 2)
        place = await editor.client.text_document_definition_async(
            types.DefinitionParams(**editor.at("report.md", 4, column + 1))
        )
        assert place.uri == editor.uri("claims.csv") and place.range.start.line == 1
        source = await editor.client.text_document_hover_async(
            types.HoverParams(**editor.at("claims.csv", 1, FILES["claims.csv"].splitlines()[1].index("S2")))
        )
        assert "source S2" in source.contents.value
        assert await editor.client.text_document_hover_async(types.HoverParams(**editor.at("report.md", 4, 2))) is None
        assert (
            await editor.client.text_document_definition_async(types.DefinitionParams(**editor.at("report.md", 400, 2))) is None
        )

    session(tmp_path, FILES, steps)


def applied(text: str, edits) -> str:
    """A text with insertions made."""
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, key=lambda e: -e.range.start.line):
        lines.insert(edit.range.start.line, edit.new_text)
    return "".join(lines)


def test_a_finding_is_set_aside_once_a_reason_is_written(tmp_path):
    async def steps(editor: Editor) -> None:
        editor.open("report.md")
        found = await editor.until("report.md", lambda d: "KG101" in codes(d))
        dangling = next(d for d in found if d.code == "KG101")
        (action,) = await editor.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(editor.uri("report.md")), dangling.range, types.CodeActionContext([dangling])
            )
        )
        assert "dangling-citation" in action.title
        text = applied(FILES["report.md"], action.edit.changes[editor.uri("report.md")])
        editor.change("report.md", text)
        # Without a reason nothing is set aside, and that is said.
        found = await editor.until("report.md", lambda d: any("reason" in x.message for x in d))
        assert "KG101" in codes(found)
        editor.change("report.md", text.replace("citation: -->", "citation: the row comes with the next import -->"))
        await editor.until("report.md", lambda d: "KG101" not in codes(d) and not any("reason" in x.message for x in d))

    session(tmp_path, FILES, steps)


def test_a_finding_of_a_data_file_is_set_aside_in_the_configuration(tmp_path):
    async def steps(editor: Editor) -> None:
        editor.open("claims.csv")
        found = await editor.until("claims.csv", lambda d: "KG202" in codes(d))
        one = next(d for d in found if d.code == "KG202")
        (action,) = await editor.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(editor.uri("claims.csv")), one.range, types.CodeActionContext([one])
            )
        )
        (change,) = action.edit.document_changes
        assert change.text_document.uri == editor.uri("kg.toml")
        text = applied(FILES["kg.toml"], change.edits).replace('reason = ""', 'reason = "a second source is on its way"')
        (editor.folder / "kg.toml").write_text(text, encoding="utf-8")
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(editor.uri("kg.toml"))))
        await editor.until("claims.csv", lambda d: "KG202" not in codes(d))

    session(tmp_path, FILES, steps)


def test_columns_count_in_units_of_utf_16(tmp_path):
    line = "📈🚀 Acme was founded in 2019. [C9] 🙂 Acme has 40 staff. [C1]"

    async def steps(editor: Editor) -> None:
        editor.open("report.md")
        found = await editor.until("report.md", lambda d: "KG101" in codes(d))
        place = next(d for d in found if d.code == "KG101").range
        units = line.encode("utf-16-le")
        assert units[2 * place.start.character : 2 * place.end.character].decode("utf-16-le") == "C9"
        at = len(line[: line.index("C1")].encode("utf-16-le")) // 2
        page = await editor.client.text_document_hover_async(types.HoverParams(**editor.at("report.md", 2, at + 1)))
        assert "claim C1" in page.contents.value
        assert (page.range.start.character, page.range.end.character) == (at, at + 2)

    session(tmp_path, FILES | {"report.md": f"# Acme\n\n{line}\n"}, steps)


def test_a_single_text_and_files_that_are_no_reports(tmp_path):
    files = {
        "note.txt": "Acme\n\nAcme has raised a total of $160 million.\n\nTo date, Acme has raised a total of $100 million.\n",
        "README.md": "# Tool\n\nA [C9] citation. It has raised $5 million.\n",
        "package.json": '{"name": "x", "version": 1}\n',
    }

    async def steps(editor: Editor) -> None:
        for name in ("README.md", "package.json", "note.txt"):
            editor.open(name)
        await editor.until("note.txt", lambda d: "KG301" in codes(d))
        assert not editor.diagnostics.get(editor.uri("README.md")) and not editor.diagnostics.get(editor.uri("package.json"))

    session(tmp_path, files, steps)


def test_input_that_cannot_be_read_is_one_diagnostic(tmp_path):
    async def steps(editor: Editor) -> None:
        editor.open("report.md")
        await editor.until("report.md", lambda d: "KG101" in codes(d))
        editor.change("report.md", "")
        (one,) = await editor.until("report.md", lambda d: len(d) == 1 and "empty" in d[0].message)
        assert one.severity == types.DiagnosticSeverity.Error
        editor.change("report.md", FILES["report.md"])
        await editor.until("report.md", lambda d: "KG101" in codes(d))

    session(tmp_path, FILES, steps)


# --------------------------------------------------------------------------- parts


@pytest.mark.parametrize(
    ("line", "column", "wanted"),
    [
        ("Staff: 40 [CO017, SO2].", 12, ["CO017"]),
        ("Staff: 40 [CO017, SO2].", 7, []),
        ("Staff: 40 [3].", 11, ["3"]),
        ("Staff: 40 [^note].", 13, ["note"]),
        ("CO017,Acme has 40 staff.,High,S1; S2", 2, ["CO017"]),
        ("", 0, []),
    ],
)
def test_ids_under_the_cursor(line, column, wanted):
    assert list(dict.fromkeys(id for id, _, _ in ids.candidates(line, column))) == wanted


TEXT = [
    "# T",
    "",
    "First line",
    "second line.",
    "",
    "- one",
    "  more of one",
    "- two",
    "",
    "| a | b |",
    "| --- | --- |",
    "| 1 | 2 |",
    "## H",
]


@pytest.mark.parametrize(("line", "before"), [(0, 0), (2, 2), (3, 2), (5, 5), (6, 5), (7, 7), (11, 9), (12, 12)])
def test_a_remark_stands_above_the_block_it_is_about(line, before):
    assert remarks.in_text("x", TEXT, line)[0] == before


def test_a_defect_is_told_and_does_not_end_the_session(monkeypatch):
    from kg.lsp import desk, server

    def broken(self, path):
        raise ValueError("no such luck")

    monkeypatch.setattr(desk.Desk, "check", broken)
    told: list[str] = []
    one = server.make()
    one.tell = told.append
    asyncio.run(one._check("a.md", "a.md", 0))
    assert told and "no such luck" in told[0]
