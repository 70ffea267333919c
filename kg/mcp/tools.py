"""What the tools do; knows nothing of the protocol.

Only files below one folder are read, nothing is written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from threading import Lock

from kg import build, drafts, engine, query, reference
from kg.config import Config
from kg.drafts import Checked
from kg.findings import Finding, Severity, Status
from kg.query.formats import table
from kg.reading import Bundle, InputError
from kg.reporters import json as findings_as_json
from kg.terminal import clean

MANY = 100
"""Findings of one answer, unless more are asked for."""


class Refused(Exception):
    """A request that cannot be answered; the text says what to do instead."""


class Tools:
    """The tools over the reports below one folder, which becomes the working folder of the process."""

    def __init__(self, root: str):
        self.root = os.path.realpath(root)
        # Paths in answers are then those that the asking program uses.
        os.chdir(self.root)
        self._one_at_a_time = Lock()

    # ------------------------------------------------------------------ the tools

    def check(
        self, path: str = "", files: Mapping[str, str] | None = None, min_severity: str = "info", limit: int = MANY
    ) -> dict:
        """Findings of one report or folder of reports, the gravest first, with what could not be checked."""
        if min_severity not in tuple(Severity):
            raise Refused(f"min_severity must be one of {', '.join(Severity)}.")
        with self._one_at_a_time:
            checked = self._checked(path, files)
        found = [f for f in checked.open_findings if f.severity.rank >= Severity(min_severity).rank]
        found.sort(key=lambda f: (-f.severity.rank, f.order))
        return {
            "findings": [_row(f) for f in found[: max(0, limit)]],
            "more": max(0, len(found) - max(0, limit)),
            "summary": {s.value: checked.outcome.count(s) for s in Severity} | {"suppressed": checked.outcome.suppressed},
            "cannot_check": [{"check": r.name, "reason": r.reason} for r in checked.outcome.runs if r.status is Status.CANNOT],
        }

    def query(self, sparql: str, path: str = "", files: Mapping[str, str] | None = None) -> str:
        """The answer to a SPARQL query, or to a saved one by its name, as a table or as triples."""
        known = query.saved()
        text = known[sparql].text if sparql in known else sparql
        if " " not in text.strip():
            near = get_close_matches(text, known, 3)
            raise Refused(f"no saved query is called {text!r}. Known: {', '.join(near or known)}.")
        with self._one_at_a_time:
            checked = self._checked(path, files)
            try:
                result = query.run(checked.graph, text, {}, checked.config)
                return clean(table(result, checked.config.base))
            except query.QueryError as error:
                raise Refused(str(error)) from None

    def show(self, id: str, path: str = "", files: Mapping[str, str] | None = None) -> str:
        """The page of a claim, source, table … by its id."""
        with self._one_at_a_time:
            checked = self._checked(path, files)
            keys = checked.find(id)
            if not keys:
                near = get_close_matches(id, list(dict.fromkeys(k.id for k in checked.graph.nodes)), 3, 0.6)
                raise Refused(f"nothing here has the id {id!r}." + (f" Did you mean {', '.join(near)}?" if near else ""))
            return "\n".join(checked.page(key) for key in keys)

    def explain(self, check: str) -> str:
        """The page of a check by code or name, as Markdown; without one, the list of all."""
        with self._one_at_a_time:
            if not check:
                return reference.index()
            found = [c for c in engine.checks().values() if check.lower() in (c.code.lower(), c.name)]
            if not found:
                near = get_close_matches(check, [w for c in engine.checks().values() for w in (c.code, c.name)], 3, 0.5)
                raise Refused(f"no check is called {check!r}." + (f" Did you mean {', '.join(near)}?" if near else ""))
            return reference.page(found[0])

    # ------------------------------------------------------------------ what is read

    def _checked(self, path: str, files: Mapping[str, str] | None) -> Checked:
        try:
            found = self._bundles(path, files or {})
            checked = drafts.check_all(found, self._settings(found))
        except InputError as error:
            raise Refused(str(error)) from None
        crashed = [r.name for r in checked.outcome.runs if r.status is Status.CRASHED]
        if crashed:
            raise Refused(f"{', '.join(crashed)} crashed. This is a defect of kg.")
        return checked

    def _bundles(self, path: str, files: Mapping[str, str]) -> list[Bundle]:
        """The reports at the path, and those of the drafts, which count instead of files of their names."""
        texts = {self._inside(name): text.encode("utf-8", "surrogatepass") for name, text in files.items()}
        found: dict[str, Bundle] = {}
        for name in texts:
            bundle = drafts.around(name, texts)
            if bundle is None:
                raise Refused(
                    f"{name}: not a file of a report. Name it report.md, claims.csv, … or anything that ends in .md or .txt."
                )
            found.setdefault(bundle.path, bundle)
        if path or not texts:
            place = self._inside(path or ".")
            for bundle in build.bundles([place]):
                if not any(file.path in texts for file in bundle.files):
                    found.setdefault(bundle.path, bundle)
        for bundle in found.values():
            for file in bundle.files:
                if file.path not in texts:
                    self._inside(file.path)
        return list(found.values())

    def _settings(self, found: list[Bundle]) -> Config:
        """The nearest ``kg.toml``, unless it lies outside the folder."""
        config = drafts.settings(found[0].path if found else ".")
        return config if config.path and self._is_inside(config.path) else Config()

    def _inside(self, path: str) -> str:
        """A path below the folder, relative to it.  Raises :class:`Refused` for any other, links included."""
        if "\0" in path or not self._is_inside(path):
            raise Refused(f"{path!r} is outside the folder that may be read.")
        return os.path.relpath(os.path.join(self.root, path), self.root)

    def _is_inside(self, path: str) -> bool:
        real = os.path.realpath(os.path.join(self.root, path))
        return real == self.root or real.startswith(os.path.join(self.root, ""))


def _row(finding: Finding) -> dict:
    """A finding as ``kg check --format json`` has it, without what only runs that are compared have."""
    row = findings_as_json.finding(finding)
    return {k: row[k] for k in ("check", "name", "severity", "confidence", "message", "about", "data", "fingerprint")}
