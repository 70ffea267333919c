"""A Chromium of the system, without network; every test fails on a request, an error or a script that ran from text."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "html"))

CHROMIUM = next(
    (p for p in ("/usr/bin/chromium", shutil.which("chromium"), shutil.which("google-chrome")) if p and os.path.exists(p)), None
)


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """Paths of exported pages by the name of their graph."""
    pytest.importorskip("pyvis")
    import sample_pages

    from kg.config import Config
    from kg.exporters import _html_network, html

    folder = tmp_path_factory.mktemp("pages")
    made = {"sample": sample_pages.sample(), "hostile": sample_pages.hostile(100_000)}
    made |= {"listed-twice": sample_pages.listed_twice(), "statements": sample_pages.statements()}
    large = {"large": sample_pages.sample(), "large-hostile": sample_pages.hostile()}
    for name, graph in (made | large).items():
        with pytest.MonkeyPatch.context() as patch:
            if name in large:
                patch.setattr(_html_network, "_DRAWN_MOST", 5)
                patch.setattr(html, "_LINES_MOST", 5)
            text = "".join(html.export(graph, Config(subject="Acme")))
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in (made | large)}


@pytest.fixture
def open_page(browser, files):
    """Opens a page: ``open_page("sample", "#n=C1", width=420)``; looks for trouble when the test ends."""
    contexts, trouble = [], []

    def open(name: str, address: str = "", width: int = 1280, height: int = 860, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: trouble.append(str(e)))
        page.on("dialog", lambda d: trouble.append("a dialog opened"))
        page.on("request", lambda r: trouble.append(r.url) if not r.url.startswith(("file:", "blob:", "data:")) else None)
        page.goto(files[name].as_uri() + address)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready=yes]")
        return page

    yield open
    for context in contexts:
        for page in context.pages:
            if "ready" in (page.evaluate("document.documentElement.dataset.ready ? 'ready' : ''") or ""):
                assert page.evaluate("window.broken") is None
        context.close()
    assert not trouble
