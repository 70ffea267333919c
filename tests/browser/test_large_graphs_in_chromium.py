"""A graph above the limits: sections instead of nodes, neighbourhoods that unfold, lines made when looked at."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def drawn(page) -> int:
    """How many nodes are in the picture, read from what is saved of it."""
    return page.evaluate(
        "document.querySelector('#depth').hidden ? 0 : Number(document.querySelector('#depth-note').textContent.match(/\\d+/)[0]) + 1"
    )


def test_opens_on_sections(open_page):
    page = open_page("large")
    assert page.locator("#depth").is_hidden()
    assert page.locator("#shown").inner_text() == "19 of 22 shown"
    assert page.locator("#network canvas").is_visible()
    page.locator("#network").click(position={"x": 200, "y": 235})
    assert page.locator("#details h2").inner_text() in ("1 Market", "2 Team")


def test_a_chosen_node_unfolds_as_deep_as_is_asked_for(open_page):
    page = open_page("large", "#n=C2")
    assert page.locator("#depth").is_visible()
    seen = [drawn(page)]
    for depth in (2, 3):
        page.locator(f"#depth [data-depth='{depth}']").click()
        assert page.locator(f"#depth [data-depth='{depth}']").get_attribute("aria-pressed") == "true"
        seen.append(drawn(page))
    assert 2 < seen[0] < seen[1] < seen[2]
    assert "d=3" in page.evaluate("location.hash")
    again = open_page("large", page.evaluate("location.hash"))
    assert drawn(again) == seen[2]
    page.locator("#depth-all").click()
    assert page.locator("#depth").is_hidden()


def test_stepping_through_contradictions_unfolds_them(open_page):
    page = open_page("large")
    page.keyboard.press("n")
    assert "12 boats or 13 boats" in page.locator("#details").inner_text()
    assert page.locator("#depth").is_visible()
    page.focus("#network")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert page.locator("#depth").is_hidden()


def test_the_table_follows_filter_search_and_order(open_page):
    page = open_page("large", "#v=table")
    lines = page.locator("#rows tbody tr")
    assert lines.count() == 19
    assert page.locator("#lines-shown").inner_text() == "19 of 19 lines that the filter leaves"
    assert "Acme sold 12 boats in 2023." in lines.first.inner_text()
    page.locator("#rows thead button").first.click()
    page.locator("#rows thead button").first.click()
    assert lines.first.locator("th").inner_text() == "S5"
    page.fill("#query", "founded 2001")
    page.wait_for_timeout(500)
    assert page.locator("#rows tbody tr").count() < 8
    assert page.locator("#rows tbody").inner_text().count("founded in 2001") == 1
    page.keyboard.press("Escape")
    page.locator("#rows tbody th", has_text="C5").click()
    assert page.locator("#details h2").inner_text() == "C5"
    page.locator("#rows tbody a", has_text="S4").first.click()
    assert page.locator("#details h2").inner_text() == "S4"


@pytest.mark.parametrize("address", ["", "#v=table", "#n=S0", "#n=S0&v=focus", "#n=f1&d=3", "#off=finding&v=table"])
def test_hostile_text_stays_text(open_page, address):
    page = open_page("large-hostile", address)
    page.keyboard.press("n")
    page.keyboard.press("t")
    page.fill("#query", "onerror")
    page.locator("#hits [data-hit]").first.wait_for()
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.querySelectorAll('body img, body iframe, a[href^=\"javascript\"]').length") == 0


def test_readable_without_scripts(open_page):
    page = open_page("large", java_script_enabled=False)
    words = page.locator("body").inner_text()
    assert "Acme sold 12 boats in 2023." in words and "12 boats or 13 boats" in words
    assert page.locator("table.rows tbody tr").count() == 22


@pytest.mark.parametrize("address", ["", "#n=C1&d=2", "#v=table"])
def test_no_serious_accessibility_violation(open_page, address):
    axe = pytest.importorskip("axe_core_python.base")
    page = open_page("large", address)
    page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags})", ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    )
    bad = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert not [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in bad]


def test_saves_what_is_unfolded(open_page, tmp_path):
    page = open_page("large", "#n=C2&d=2")
    page.click("#save")
    with page.expect_download() as download:
        page.click("[data-save=svg]")
    download.value.save_as(tmp_path / "x.svg")
    text = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "C2" in text and "<circle" in text
