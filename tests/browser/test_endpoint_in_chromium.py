"""The editor of the endpoint: saved queries run, nothing is asked elsewhere, text stays text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "server"))
pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("pyoxigraph")

from endpoints import running

from kg import build
from kg.config import Config
from kg.server.source import of_graph

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports") / "acme"
    folder.mkdir()
    (folder / "report.md").write_text("# Acme\n\nAcme has 40 staff. [C1]\n", encoding="utf-8")
    (folder / "claims.csv").write_text(
        "id,statement,confidence,sources\nC1,<img src=x onerror=alert(1)> has 40 staff.,High,S1\nC2,Acme is new.,Low,S1\n",
        encoding="utf-8",
    )
    (folder / "sources.csv").write_text("id,publisher,title\nS1,Reuters,<b>Acme</b>\n", encoding="utf-8")
    with running(of_graph(build.build([str(folder)], Config()), Config())) as client:
        yield f"http://127.0.0.1:{client.port}/"


@pytest.fixture(params=["light"])
def page(request, browser, address):
    """A page that fails the test on a request to elsewhere, an error or a dialog."""
    context, trouble = browser.new_context(viewport={"width": 1280, "height": 860}, color_scheme=request.param), []
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda e: trouble.append(str(e)))
    opened.on("dialog", lambda d: trouble.append("a dialog opened"))
    opened.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else trouble.append(r.url))
    opened.goto(address)
    yield opened
    context.close()
    assert not trouble


def test_a_saved_query_runs_with_a_parameter(page):
    page.click("text=Claims that rest on a single source")
    page.locator("#answer tbody tr >> nth=1").wait_for()
    assert "<img src=x" in page.inner_text("#answer")
    page.fill("#parameters input[name=confidence]", "Low")
    page.click("text=Put into the query")
    page.locator("#answer td >> text=High").wait_for(state="detached")
    assert page.locator("#answer tbody tr").count() == 1
    assert "Acme is new." in page.inner_text("#answer")


def test_nodes_are_linked(page, address):
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT ?c { ?c a kg:Claim } ORDER BY ?c')")
    page.click("#run")
    page.click("#answer a >> nth=0")
    page.wait_for_selector("h1.iri")
    assert page.url == f"{address}node/acme/claim/C1"
    assert "<img src=x" in page.inner_text("main")


def test_an_answer_is_saved(page):
    with page.expect_download() as saved:
        page.click("#download")
    assert saved.value.suggested_filename == "answer.csv"
    assert "Acme is new." in Path(saved.value.path()).read_text(encoding="utf-8")


CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3)
    .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = light(getComputedStyle(document.querySelector(".CodeMirror")).backgroundColor);
  const words = [...document.querySelectorAll(".CodeMirror-line span span")].filter((e) => e.textContent.trim());
  const found = {};
  for (const word of words) {
    const ink = light(getComputedStyle(word).color);
    found[word.className] = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  }
  return [ground, found];
}"""


@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
def test_the_editor_is_legible_in_both_themes(page, request):
    page.click("text=Claims that rest on a single source")
    page.locator("#answer tbody tr >> nth=1").wait_for()
    ground, words = page.evaluate(CONTRAST)
    assert (ground < 0.2) == ("dark" in request.node.name)
    assert len(words) > 4
    assert not {name: ratio for name, ratio in words.items() if ratio < 4.5}


def test_the_page_fits_a_narrow_screen(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.click("text=Claims that rest on a single source")
    page.locator("#answer tbody tr >> nth=1").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
