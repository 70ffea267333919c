"""What lies on the desk of an editor: open files with their unsaved text, and the reports they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg import drafts
from kg.drafts import Checked
from kg.findings import Finding, Status
from kg.model import Document, Place
from kg.reading import Bundle, InputError, Lines


@dataclass(slots=True)
class Desk:
    """Open files, and the last state of every report they are part of.

    Paths are absolute.  ``checked`` holds the last run that could read its report, by the path of
    the report; while a report cannot be read, its pages are those of the text before.
    """

    unsaved: dict[str, bytes] = field(default_factory=dict)
    checked: dict[str, Checked] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)

    def write(self, path: str, text: str) -> None:
        """A file was opened or changed."""
        self.unsaved[path] = text.encode("utf-8", "surrogatepass")

    def close(self, path: str) -> str | None:
        """A file was closed; returns the report nothing is open of any more."""
        self.unsaved.pop(path, None)
        home = self.homes.pop(path, None)
        if home is None or home in self.homes.values():
            return None
        self.checked.pop(home, None)
        return home

    def bundle(self, path: str) -> Bundle | None:
        """The report of an open file.  Raises :class:`kg.reading.InputError`."""
        bundle = drafts.around(path, self.unsaved)
        if bundle is not None:
            self.homes[path] = bundle.path
        return bundle

    def home(self, path: str) -> str:
        """What identifies the report of a file, also while it cannot be read."""
        return self.homes.get(path, path)

    def check(self, path: str) -> dict[str, list[Finding]] | InputError | None:
        """Findings of the report of a file by the file they are shown in; every file of it has an entry.

        ``None`` when the file is part of no report.
        """
        try:
            bundle = self.bundle(path)
            if bundle is None:
                return None
            checked = drafts.check_all([bundle], drafts.settings(path))
        except InputError as error:
            return error
        self.checked[bundle.path] = checked
        shown: dict[str, list[Finding]] = {file.path: [] for file in bundle.files}
        for finding in checked.open_findings:
            shown.setdefault(finding.about[0].place.path if finding.about else path, []).append(finding)
        return shown

    def crashed(self, path: str) -> list[str]:
        """Checks that broke off in the last run over the report of a file."""
        checked = self.report(path)
        return [r.name for r in checked.outcome.runs if r.status is Status.CRASHED] if checked else []

    def report(self, path: str) -> Checked | None:
        """The last state of the report of a file."""
        return self.checked.get(self.home(path))

    def lines(self, path: str) -> list[str]:
        """The lines of a file as the editor has them, else as on disk, without their ends."""
        return self._lines(path).lines

    def _lines(self, path: str) -> Lines:
        data = self.unsaved.get(path)
        if data is None:
            try:
                with open(path, "rb") as file:
                    data = file.read()
            except OSError:
                data = b""
        return Lines(Document(path, data.decode("utf-8-sig", "replace")))

    def definition(self, path: str, id: str) -> Place | None:
        """Where the claim or source of that id stands."""
        checked = self.report(path)
        keys = [k for k in checked.graph.find(id) if k.type in ("claim", "source")] if checked else []
        return checked.graph.nodes[keys[0]].place if keys else None
