"""A session of an editor with ``kg lsp``, told line by line: ``python docs/session.py FOLDER``.

The transcript in docs/editors.md is what this prints.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.client import LanguageClient

SEVERITIES = {1: "error", 2: "warning", 3: "information", 4: "hint"}


async def main(folder: Path) -> None:
    """Open the report, wait for its findings, ask about a claim, set a finding aside."""
    client = LanguageClient("session", "1")
    shown: dict[str, list[types.Diagnostic]] = {}
    news = asyncio.Event()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _published(params: types.PublishDiagnosticsParams) -> None:
        shown[params.uri] = list(params.diagnostics)
        news.set()

    await client.start_io("kg", "lsp")
    await client.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=uris.from_fs_path(str(folder))))
    client.initialized(types.InitializedParams())

    report = folder / "report.md"
    uri, text = uris.from_fs_path(str(report)), report.read_text(encoding="utf-8")
    print("→ textDocument/didOpen", report.name)
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, text)))
    while uri not in shown:
        news.clear()
        await asyncio.wait_for(news.wait(), 60)
    print("← textDocument/publishDiagnostics", report.name)
    for one in shown[uri]:
        if one.severity == types.DiagnosticSeverity.Error:
            print(f"  {spot(one.range)} {SEVERITIES[one.severity]} {one.code} {one.message}")
            for other in one.related_information or ():
                print(f"      {Path(other.location.uri).name} {spot(other.location.range)} {other.message}")

    line = next(n for n, row in enumerate(text.splitlines()) if "[C4]" in row)
    at = types.Position(line, text.splitlines()[line].index("[C4]") + 1)
    document = types.TextDocumentIdentifier(uri)
    print("→ textDocument/hover", report.name, f"{line + 1}:{at.character + 1}")
    page = await client.text_document_hover_async(types.HoverParams(document, at))
    print("← " + "\n  ".join(page.contents.value.splitlines()[1:9]), "\n  …")
    print("→ textDocument/definition", report.name, f"{line + 1}:{at.character + 1}")
    place = await client.text_document_definition_async(types.DefinitionParams(document, at))
    print("←", Path(place.uri).name, spot(place.range))

    first = next(d for d in shown[uri] if d.code == "KG101")
    print("→ textDocument/codeAction", report.name, spot(first.range), first.code)
    context = types.CodeActionContext([first])
    for action in await client.text_document_code_action_async(types.CodeActionParams(document, first.range, context)):
        (edit,) = action.edit.changes[uri]
        print(f"← {action.title}\n  inserts at {spot(edit.range)}: {edit.new_text.strip()}")
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


def spot(place: types.Range) -> str:
    """Line and column as people count them."""
    return f"{place.start.line + 1}:{place.start.character + 1}"


if __name__ == "__main__":
    # As the paths of the client, not resolved: the folder may be reached through a link.
    asyncio.run(main(Path(sys.argv[1]).absolute()))
