from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.browser


def selected(page) -> str:
    return page.locator("#details h2").first.inner_text()


def shown(page) -> tuple[int, int]:
    n, of = re.match(r"([\d,]+) of ([\d,]+)", page.locator("#shown").inner_text()).groups()
    return int(n), int(of)


def facet(page, name: str):
    return page.locator(f"#facets button[data-name='{name}']")


def test_opens_on_the_overview_with_a_drawing(open_page):
    page = open_page("sample")
    assert page.locator("#network canvas").is_visible()
    colours = page.evaluate("""() => { const c = document.querySelector('#network canvas');
        return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size; }""")
    assert colours > 20
    assert "2 contradictions" in page.locator("#summary").inner_text()
    assert page.title().startswith("Acme report")


def test_search_finds_statement_quote_publisher_and_figure_and_narrows_the_views(open_page):
    page = open_page("sample")
    for query, first in (
        ("five founders", "C4"),
        ("founded 2001", "C5"),
        ("registry director", "S5"),
        ("s3", "S3"),
        ("4.5B", "C3"),
    ):
        page.fill("#query", query)
        page.locator("#hits [data-hit]").first.wait_for()
        page.wait_for_timeout(150)
        assert page.locator("#hits [data-hit] strong").first.inner_text() == first
        assert 0 < shown(page)[0] < 8
    page.press("#query", "ArrowDown")
    page.press("#query", "Enter")
    assert selected(page) == "C3"
    assert page.locator("#hits").is_hidden()
    page.fill("#query", "nothing like this")
    page.locator("#hits .note").wait_for()
    assert page.locator("#hits").inner_text() == "Nothing found"
    page.locator("#reset").click()
    assert shown(page)[0] > 15


def test_the_legend_filters_and_counts(open_page):
    page = open_page("sample")
    n, of = shown(page)
    assert (n, of) == (19, 22)
    assert facet(page, "High").inner_text().split() == ["High", "2"]
    facet(page, "High").click()
    assert facet(page, "High").get_attribute("aria-pressed") == "true"
    page.click("[data-view=table]")
    lines = page.locator("#rows tbody tr:visible th").all_inner_texts()
    assert {"C1", "C4", "S1", "S2", "S4", "S5"} <= set(lines) and not {"C2", "C3", "C5", "S3"} & set(lines)
    facet(page, "High").click()
    facet(page, "source").click()
    assert not page.locator("#rows tbody tr:visible th", has_text="S1").count()
    assert shown(page)[0] == 14


def test_steps_through_the_contradictions_with_both_sides_shown(open_page):
    page = open_page("sample")
    page.keyboard.press("n")
    assert "12 boats or 13 boats" in page.locator("#details").inner_text()
    assert {"Acme sold 12 boats in 2023.", "Acme sold 13 boats in 2023."} <= set(
        page.locator("#details .list span").all_inner_texts()
    )
    page.keyboard.press("n")
    assert "founders differ" in page.locator("#details").inner_text()
    page.keyboard.press("n")
    assert "1 of 2" in page.locator("#details").inner_text()
    page.keyboard.press("p")
    assert "2 of 2" in page.locator("#details").inner_text()


def test_a_deep_link_leads_to_the_node_and_the_panel_says_everything(open_page):
    page = open_page("sample", "#n=C1")
    words = page.locator("#details").inner_text()
    for expected in (
        "≠ Conflicts with",
        "C2",
        "12 boats or 13 boats",
        "Acme sold 12 boats in 2023.",
        "2 sources from 1 publisher",
        "Boats of the year",
        "read as 11.5 to 12.5",
        "What the evidence bears: Medium",
        "overstated: stated High",
        "Starts at Medium: one independent publisher (Boat News)",
        "What rests on it",
        "C3",
        "Cited in",
        "Boats sell.",
        "report.md:11",
    ):
        assert expected in words, expected
    assert "Acme sold 12 boats" in page.locator("#details q").all_inner_texts()
    assert words.index("Conflicts") < words.index("Acme sold 12 boats in 2023.") < words.index("Boats of the year")


def test_the_address_holds_the_state_and_back_goes_back(open_page):
    page = open_page("sample")
    page.click("[data-view=table]")
    facet(page, "High").click()
    page.locator("#rows th", has_text="C4").click()
    address = page.evaluate("location.hash")
    assert {"n=C4", "v=table", "confidence=High"} == set(address[1:].split("&"))
    again = open_page("sample", address)
    assert selected(again) == "C4"
    assert facet(again, "High").get_attribute("aria-pressed") == "true"
    assert again.locator("#view-table").is_visible()
    page.locator("#details a", has_text="S4").first.click()
    assert selected(page) == "S4"
    page.go_back()
    assert selected(page) == "C4"


def test_an_address_of_nothing_is_harmless(open_page):
    for address in ("#n=nope", "#n=%E0%A4%A", "#v=nope&confidence=nope", "#%%%", "#r99999"):
        page = open_page("sample", address)
        assert page.locator("#summary").is_visible()


def test_the_focus_view_has_conflicts_claim_and_sources_as_columns(open_page):
    page = open_page("sample", "#n=C1&v=focus")
    left, middle, right = (page.locator(f"#view-focus .{c}") for c in ("left", "middle", "right"))
    assert "Acme sold 13 boats" in left.inner_text()
    assert "Acme sold 12 boats in 2023." in middle.inner_text()
    assert "Boats of the year" in right.inner_text() and "What rests on it" in right.inner_text()
    x = [c.bounding_box()["x"] for c in (left, middle, right)]
    assert x == sorted(x)
    assert page.locator("#view-focus .wires path.against").count() == 1
    right.locator("a", has_text="S1").click()
    assert "Claims that rest on it" in right.inner_text()


def test_a_source_listed_again_is_the_same_node(open_page):
    page = open_page("listed-twice", "#n=S9")
    words = page.locator("#details").inner_text()
    assert selected(page) == "S9" and "Claims that rest on the same work" in words
    page.locator("#save").click()
    with page.expect_download() as download:
        page.locator("[data-save=svg]").click()
    drawing = download.value.path().read_text(encoding="utf-8")
    assert drawing.count("<title>S1: ") == 1 and "<title>S9: " not in drawing


def test_sentences_are_lines_that_can_be_chosen_by_their_words(open_page):
    page = open_page("statements")
    assert "2 sentences with figures" in page.locator("#summary").inner_text()
    assert not page.locator("[data-view=matrix]").count()
    for y in range(60, 600, 12):
        page.locator("#network").click(position={"x": 160, "y": y})
        if selected_or_nothing(page).startswith("sentence"):
            break
    assert "We sold 1" in page.locator("#details .statement").inner_text()
    page.keyboard.press("n")
    assert {"We sold 12 boats.", "We sold 14 boats."} <= set(page.locator("#details .list span").all_inner_texts())


def selected_or_nothing(page) -> str:
    return selected(page) if page.locator("#details").is_visible() else ""


def test_the_matrix_leads_to_the_claims_behind_a_figure(open_page):
    page = open_page("sample", "#v=matrix")
    cell = page.locator("td[data-publisher] button").first
    assert cell.inner_text() == "3"
    cell.click()
    assert {"C1", "C3"} <= set(page.locator("#details .list").first.locator("a").all_inner_texts())


def test_by_keyboard_alone(open_page):
    page = open_page("sample")
    page.keyboard.press("/")
    page.keyboard.type("five")
    page.locator("#hits [data-hit]").first.wait_for()
    page.keyboard.press("Enter")
    assert selected(page) == "C4"
    page.keyboard.press("f")
    assert page.locator("#view-focus").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#network").is_visible()
    page.focus("#network")
    before = selected(page)
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert page.locator("#details h2").is_visible()
    page.keyboard.press("Enter")
    assert page.locator("#view-focus .card.self").is_visible()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden() and before == "C4"
    page.keyboard.press("t")
    page.keyboard.press("m")
    assert page.locator("#view-matrix").is_visible()


def test_single_letter_keys_can_be_turned_off(open_page):
    page = open_page("sample")
    page.keyboard.press("?")
    page.check("#keys-off")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    assert page.locator("#view-table").is_hidden()


@pytest.mark.parametrize("view", ["overview", "focus", "matrix"])
def test_saves_pictures(open_page, view, tmp_path):
    page = open_page("sample", f"#n=C1&v={view}")
    for kind, start in (("svg", b"<?xml"), ("png", b"\x89PNG")):
        page.click("#save")
        with page.expect_download() as download:
            page.click(f"[data-save={kind}]")
        path = tmp_path / f"x.{kind}"
        download.value.save_as(path)
        content = path.read_bytes()
        assert content.startswith(start) and len(content) > 3000
        assert download.value.suggested_filename == f"acme-report-{view}.{kind}"
        if kind == "svg":
            assert (b"Boat News" if view == "matrix" else b"C1") in content and b"<script" not in content


def test_saves_data(open_page, tmp_path):
    page = open_page("sample")
    page.click("#save")
    with page.expect_download() as download:
        page.click("[data-save=json]")
    download.value.save_as(tmp_path / "x.json")
    saved = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert {"id": "C1", "text": "Acme sold 12 boats in 2023.", "section": "1 Market"}.items() <= saved["nodes"][0].items()
    assert {"type": "cites", "from": "C1", "to": "S1"} in saved["edges"]


@pytest.mark.parametrize(
    "address", ["", "#v=table", "#v=matrix", "#n=S0", "#n=S0&v=focus", "#q=script", "#n=f1", "#off=finding&v=table"]
)
def test_hostile_text_stays_text(open_page, address):
    page = open_page("hostile", address)
    page.keyboard.press("n")
    page.keyboard.press("f")
    page.keyboard.press("o")
    facet(page, "finding").click()
    page.fill("#query", "onerror")
    page.locator("#hits [data-hit]").first.wait_for()
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.querySelectorAll('body img, body iframe, a[href^=\"javascript\"]').length") == 0


def test_the_policy_stops_a_script_that_is_put_in_by_force(open_page, browser, files):
    context = browser.new_context()
    page = context.new_page()
    page.goto(files["sample"].as_uri())
    page.evaluate("""() => {
        const script = document.createElement('script'), bold = document.createElement('b');
        script.textContent = 'window.broken = 9';
        bold.setAttribute('onclick', 'window.broken = 9');
        document.body.append(script, bold);
        bold.click();
    }""")
    assert page.evaluate("window.broken") is None
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "#n=C1", "#n=C1&v=focus", "#v=matrix", "#v=table"])
@pytest.mark.parametrize("width", [1280, 420])
def test_no_serious_accessibility_violation(open_page, theme, address, width):
    axe = pytest.importorskip("axe_core_python.base")
    page = open_page("sample", address, width=width, color_scheme=theme)
    page.evaluate(axe.AXE_SCRIPT)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    bad = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert not [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in bad]
    assert len(found["passes"]) > 10


def test_readable_without_scripts(open_page):
    page = open_page("sample", java_script_enabled=False)
    words = page.locator("body").inner_text()
    for expected in ("Acme sold 12 boats in 2023.", "12 boats or 13 boats", "Boat News", "Scripts are off"):
        assert expected in words
    assert page.locator("#query").is_hidden()


@pytest.mark.parametrize("width", [420, 1440])
def test_nothing_runs_out_of_the_window(open_page, width):
    for name in ("sample", "hostile"):
        page = open_page(name, "#n=S1", width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_theme_follows_the_system_and_the_button(open_page):
    page = open_page("sample", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) != before
