"""The server itself: the protocol on one side, the desk on the other.

Needs pygls; imported by the command alone.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from kg import __version__
from kg.findings import About, Finding
from kg.lsp import ids, remarks, rulepages
from kg.lsp.desk import Desk
from kg.model import Place
from kg.reading import InputError

PAUSE = 0.4
"""Seconds of rest after a keystroke before a report is checked."""

SOURCE = "kg"

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


class Server(LanguageServer):
    """A language server with its desk.

    Reading and checking happens in a thread, one report at a time; while it runs, keystrokes are
    taken in, and a report that changed meanwhile is checked once more.
    """

    def __init__(self) -> None:
        # Whole texts are sent: editors and kg agree on what a line is, libraries between them may not.
        super().__init__("kg", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk = Desk()
        self.uris: dict[str, str] = {}
        self.shown: dict[str, set[str]] = {}
        self.waiting: dict[str, asyncio.Task] = {}
        self.busy = asyncio.Lock()

    # ------------------------------------------------------------------ names and places

    def path(self, uri: str) -> str:
        """The path of a document; the editor's own spelling of its address is kept for answers."""
        local = uris.to_fs_path(uri) if uri.startswith("file:") else None
        path = os.path.abspath(local) if local else uri
        self.uris[path] = uri
        return path

    def uri(self, path: str) -> str:
        """The address of a file, as the editor writes it."""
        return self.uris.get(path) or uris.from_fs_path(path) or path

    def range(self, place: Place) -> types.Range:
        """A place in the units of the editor (UTF-16, unless it asked for others)."""
        lines = self.desk.lines(place.path)
        start = types.Position(place.line - 1, place.column - 1)
        end = types.Position(place.end_line - 1, place.end_column - 1)
        return self.workspace.position_codec.range_to_client_units(lines, types.Range(start, end))

    def location(self, place: Place) -> types.Location:
        """A place with its document."""
        return types.Location(self.uri(place.path), self.range(place))

    # ------------------------------------------------------------------ checking

    def soon(self, path: str, pause: float = PAUSE) -> None:
        """Check the report of a file after a pause, unless something is typed in between."""
        home = self.desk.home(path)
        earlier = self.waiting.pop(home, None)
        if earlier is not None:
            earlier.cancel()
        self.waiting[home] = asyncio.get_running_loop().create_task(self._check(home, path, pause))

    async def _check(self, home: str, path: str, pause: float) -> None:
        await asyncio.sleep(pause)
        # From here on the check is not called off: a text that changes meanwhile gets one of its own.
        self.waiting.pop(home, None)
        async with self.busy:
            try:
                found = await asyncio.to_thread(self.desk.check, path)
            except Exception as error:
                # A defect must not end the session, nor pass for a clean report.
                self.tell(f"kg cannot check {path}: {type(error).__name__}: {error}. This is a defect of kg.")
                return
            if path not in self.desk.unsaved:
                return
            home = self.desk.home(path)
            if isinstance(found, InputError):
                self.show(home, {found.path if os.path.isabs(found.path) else path: [self.refusal(found)]})
            elif found is not None:
                crashed = self.desk.crashed(path)
                if crashed:
                    self.tell(f"{', '.join(crashed)} crashed on {path}. This is a defect of kg.")
                by_file = {file: [self.diagnostic(f) for f in rows] for file, rows in found.items()}
                self.show(home, by_file)

    def tell(self, text: str) -> None:
        """Say something to the person at the editor."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, text))

    def show(self, home: str, found: dict[str, list[types.Diagnostic]]) -> None:
        """Publish what was found in each file; files with nothing are cleared if they showed something."""
        before = self.shown.get(home, set())
        self.shown[home] = {path for path, rows in found.items() if rows}
        for path in sorted(before | {p for p in found if found[p] or p in self.desk.unsaved}):
            rows = found.get(path, [])
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), rows))

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """A finding as editors show it: at its first place, every other place beside it."""
        first = finding.about[0].place if finding.about else None
        sure = "" if finding.confidence.value == "high" else f" ({finding.confidence.value} confidence)"
        return types.Diagnostic(
            range=self.range(first) if first else types.Range(types.Position(0, 0), types.Position(0, 0)),
            message=finding.message + sure,
            severity=_SEVERITIES[finding.severity.value],
            code=finding.check,
            code_description=types.CodeDescription(uris.from_fs_path(str(rulepages.path(finding.name))) or ""),
            source=SOURCE,
            related_information=list(self.related(finding.about)) or None,
            data={"fingerprint": finding.fingerprint, "name": finding.name},
        )

    def related(self, about: tuple[About, ...]) -> Iterator[types.DiagnosticRelatedInformation]:
        """The other places of a finding, each once, with the side they speak for."""
        seen = {about[0].place} if about else set()
        for one in about[1:]:
            if one.place not in seen:
                seen.add(one.place)
                told = " ".join(filter(None, (one.id if one.kind != "cell" else "", f"({one.side})" if one.side else "")))
                words = " ".join(one.text.split())
                yield types.DiagnosticRelatedInformation(self.location(one.place), f"{told}: {words}" if told else words)

    def refusal(self, error: InputError) -> types.Diagnostic:
        """Input that cannot be read at all, as a diagnostic on its line."""
        line = (error.line or 1) - 1
        message = str(error).split(": ", 1)[-1]
        at = types.Range(types.Position(line, 0), types.Position(line, 0))
        return types.Diagnostic(at, message, severity=types.DiagnosticSeverity.Error, source=SOURCE)

    def finding(self, path: str, diagnostic: types.Diagnostic) -> Finding | None:
        """The finding a diagnostic was made of."""
        checked = self.desk.report(path)
        wanted = diagnostic.data.get("fingerprint") if isinstance(diagnostic.data, dict) else None
        for finding in checked.open_findings if checked else ():
            if finding.fingerprint == wanted:
                return finding
            # Some editors send a diagnostic back without its data.
            here = finding.about[0].place if finding.about and wanted is None else None
            if here and finding.check == diagnostic.code and here.path == path and self.range(here) == diagnostic.range:
                return finding
        return None

    def under(self, path: str, position: types.Position) -> tuple[str, types.Range] | None:
        """The id under the cursor that names something in the report, and where it stands."""
        checked, lines = self.desk.report(path), self.desk.lines(path)
        if checked is None or position.line >= len(lines):
            return None
        codec = self.workspace.position_codec
        column = codec.position_from_client_units(lines, position).character
        for id, start, end in ids.candidates(lines[position.line], column):
            if any(k.type in ("claim", "source", "risk", "metric", "observation") for k in checked.graph.find(id)):
                span = types.Range(types.Position(position.line, start), types.Position(position.line, end))
                return id, codec.range_to_client_units(lines, span)
        return None


def make() -> Server:
    """A server with its answers."""
    server = Server()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        path = ls.path(params.text_document.uri)
        ls.desk.write(path, params.text_document.text)
        ls.soon(path, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        path = ls.path(params.text_document.uri)
        ls.desk.write(path, params.content_changes[-1].text)
        ls.soon(path)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        path = ls.path(params.text_document.uri)
        # What was set in kg.toml holds for whatever is open.
        for one in list(ls.desk.unsaved) if os.path.basename(path) == "kg.toml" else [path]:
            ls.soon(one, 0)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def on_disk(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        for one in list(ls.desk.unsaved):
            ls.soon(one)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        path = ls.path(params.text_document.uri)
        home = ls.desk.home(path)
        if ls.desk.close(path) is not None or home == path:
            ls.show(home, {})
            ls.shown.pop(home, None)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
        path = ls.path(params.text_document.uri)
        async with ls.busy:
            found = ls.under(path, params.position)
            if found is None:
                return None
            checked = ls.desk.report(path)
            page = "\n".join(checked.page(key) for key in checked.find(found[0])[:2])
        # A page beside the text needs no path to where the text is.
        home = ls.desk.home(path)
        page = page.replace(os.path.join(home if os.path.isdir(home) else os.path.dirname(home), ""), "")
        fence = "`" * (3 + page.count("```"))
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, f"{fence}text\n{page}{fence}"), found[1])

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
        path = ls.path(params.text_document.uri)
        found = ls.under(path, params.position)
        place = ls.desk.definition(path, found[0]) if found else None
        return ls.location(place) if place is not None else None

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    async def actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        path = ls.path(params.text_document.uri)
        mine = [d for d in params.context.diagnostics if d.source == SOURCE]
        found = [(d, f) for d in mine if (f := ls.finding(path, d)) is not None]
        return [_set_aside(ls, path, diagnostic, finding) for diagnostic, finding in found]

    return server


def _set_aside(ls: Server, path: str, diagnostic: types.Diagnostic, finding: Finding) -> types.CodeAction:
    """Writes the remark that sets a finding aside, and leaves its reason to be filled in."""
    if remarks.is_data(path):
        edit = _in_configuration(ls, path, remarks.in_configuration(finding))
        where = "in kg.toml"
    else:
        line, text = remarks.in_text(finding.name, ls.desk.lines(path), diagnostic.range.start.line)
        at = types.Position(line, 0)
        edit = types.WorkspaceEdit(changes={ls.uri(path): [types.TextEdit(types.Range(at, at), text)]})
        where = "here"
    title = f"Set aside {finding.name} {where} (write the reason)"
    return types.CodeAction(title, kind=types.CodeActionKind.QuickFix, diagnostics=[diagnostic], edit=edit)


def _in_configuration(ls: Server, path: str, text: str) -> types.WorkspaceEdit:
    from pathlib import Path

    from kg import config

    found = config.find(Path(path))
    target = str(found) if found else os.path.join(os.path.dirname(path), config.FILE)
    lines = ls.desk.lines(target) if found else []
    end = types.Position(len(lines), 0)
    if lines and not _ends_with_a_line(target, ls.desk):
        end, text = (
            ls.workspace.position_codec.position_to_client_units(lines, types.Position(len(lines) - 1, len(lines[-1]))),
            "\n" + text,
        )
    uri = ls.uri(target)
    edit = types.TextDocumentEdit(
        types.OptionalVersionedTextDocumentIdentifier(uri), [types.TextEdit(types.Range(end, end), text)]
    )
    return types.WorkspaceEdit(document_changes=[edit] if found else [types.CreateFile(uri), edit])


def _ends_with_a_line(path: str, desk: Desk) -> bool:
    data = desk.unsaved.get(path)
    if data is None:
        with open(path, "rb") as file:
            data = file.read()
    return data.endswith((b"\n", b"\r"))


def serve() -> None:
    """Speak the protocol on standard input and output until the editor ends it."""
    make().start_io()
