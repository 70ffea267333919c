from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """Pages of findings by name."""
    pytest.importorskip("jinja2")
    import findings_pages

    folder = tmp_path_factory.mktemp("findings")
    (folder / "copy").mkdir()
    pages = {
        "example": findings_pages.example(),
        "linked": findings_pages.example(graph_page="graph.html"),
        "held": findings_pages.held(folder / "copy"),
        "hostile": findings_pages.broken(100_000),
    }
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


def shown(page) -> list[str]:
    return page.locator("article.f:visible h4").all_inner_texts()


def current(page) -> str:
    return page.locator("article.f.current h4").inner_text()


def highlighted(page) -> str:
    return page.evaluate("[...(CSS.highlights.get('passage') ?? [])].map(String).join('|')")


def test_a_click_on_a_finding_shows_the_words_it_speaks_of(open_page):
    page = open_page("example", width=1440)
    side = page.locator("article", has_text="total funding raised").locator(".side", has_text="$9.5 million")
    side.locator("a.at").click()
    assert highlighted(page) == "$9.5 million"
    assert page.locator("#scroller .here .g").get_attribute("data-l") == "16"
    assert page.locator("#scroller .here").evaluate("e => e.getBoundingClientRect().top") < 800
    cell = page.locator("article", has_text="Total (2025)")
    cell.click()
    assert highlighted(page) == "$4.2M" and "Total (2025)" in current(page)


def test_a_row_of_a_data_file_is_shown_by_its_cells(open_page):
    page = open_page("example", width=1440)
    page.locator("article", has_text="total funding raised").locator("a.at", has_text="C4, claims.csv").click()
    assert highlighted(page) == "Acme has raised a total of $8.5 million."
    assert page.locator("#file").evaluate("e => e.selectedOptions[0].text").startswith("claims.csv")


def test_filters_narrow_and_the_address_holds_them(open_page):
    page = open_page("example")
    assert len(shown(page)) == 10
    page.click("#failures")
    assert len(shown(page)) == 4 and page.locator("#warnings").is_hidden()
    page.select_option("#by-rule", "KG301")
    assert len(shown(page)) == 1
    address = page.evaluate("location.hash")
    assert set(address[1:].split("&")) == {"off=info,warning", "rule=KG301"}
    again = open_page("example", address)
    assert len(shown(again)) == 1 and again.locator("#failures").get_attribute("aria-pressed") == "true"
    page.click("#reset")
    assert len(shown(page)) == 10
    page.fill("#query", "C3 reuters")
    page.locator("#shown", has_text="1 of").wait_for()
    assert "one publisher" in shown(page)[0]
    page.fill("#query", "no such words")
    page.locator("#nothing").wait_for()


def test_findings_for_information_are_folded_until_a_filter_asks_for_them(open_page):
    page = open_page("example")
    assert not page.locator("article.f.info:visible").count()
    page.select_option("#by-kind", "evidence")
    page.click("[data-severity=error]")
    assert page.locator("article.f.info:visible").count() == 5
    page.click("#reset")
    assert not page.locator("article.f.info:visible").count()


def test_the_matrix_leads_to_the_findings_of_a_cell(open_page):
    page = open_page("example", width=1440)
    page.locator(".matrix button[data-kind=arithmetic]").click()
    assert shown(page) == [page.locator("#errors article h4", has_text="Total (2025)").inner_text()]
    assert page.evaluate("location.hash") == "#section=1&kind=arithmetic"


def test_a_mark_shows_the_findings_about_its_line(open_page):
    page = open_page("example", width=1440)
    page.locator("#scroller .l", has_text="total of $9.5 million").locator("a.m").click()
    assert page.locator("#shown").inner_text() == "3 of 17 findings" and page.locator("#about").inner_text() == "about line 16"
    assert "$9.5 million" in current(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#shown").inner_text() == "17 of 17 findings"


def test_deep_links_to_findings_claims_and_rules(open_page):
    page = open_page("example", "#n=C4", width=1440)
    assert page.locator("#about").inner_text() == "about C4" and len(shown(page)) >= 3
    assert "Acme has raised a total of $8.5 million." in page.locator("#scroller .here").inner_text()
    name = page.locator("article.f").first.get_attribute("id")
    page = open_page("example", f"#{name}")
    assert page.locator("article.current").get_attribute("id") == name
    page = open_page("example", "#rule-KG301")
    assert page.locator("#rule-KG301").get_attribute("open") is not None
    page = open_page("example", "#n=nobody")
    page.locator("#said", has_text="not on this page").wait_for(state="attached")


def test_findings_and_claims_lead_to_the_page_of_the_graph(open_page):
    page = open_page("linked", "#n=C4", width=1440)
    assert page.locator("#about a").get_attribute("href") == "graph.html#n=C4"
    name = page.locator("article.f").first.get_attribute("id")
    assert page.locator("article.f").first.locator("a.graph").first.get_attribute("href") == f"graph.html#{name}"


def test_the_keyboard_alone_is_enough(open_page):
    page = open_page("example", width=1440)
    page.keyboard.press("n")
    first = current(page)
    page.keyboard.press("n")
    assert current(page) != first
    page.keyboard.press("p")
    assert current(page) == first
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    mark = page.evaluate("document.activeElement.className")
    assert mark.startswith("m ")
    page.keyboard.press("Enter")
    assert page.locator("#about").inner_text().startswith("about line")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert len(shown(page)) == 4
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#keys-off").check()
    page.keyboard.press("Escape")
    before = current(page) if page.locator("article.current").count() else ""
    page.keyboard.press("n")
    assert (current(page) if page.locator("article.current").count() else "") == before


def test_stepping_through_the_marks_brings_the_text_into_view(open_page):
    page = open_page("example", width=1440, height=420)
    page.keyboard.press("j")
    mark = page.evaluate("(({ top, bottom }) => [top, bottom])(document.activeElement.getBoundingClientRect())")
    assert mark[0] >= 0 and mark[1] <= 420


def test_the_text_of_a_rule_unfolds_under_its_finding(open_page):
    page = open_page("example")
    link = page.locator("article a.why").first
    link.click()
    assert link.get_attribute("aria-expanded") == "true"
    assert "Blind spots" in page.locator(".unfolded").inner_text()
    link.click()
    assert not page.locator(".unfolded").count()


def test_narrow_the_way_back_from_the_text(open_page):
    page = open_page("example", width=420)
    page.locator("article a.at").first.click()
    assert page.locator("#scroller .here").is_visible()
    page.locator("#return").click()
    assert page.locator("article.current").evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top < innerHeight && b.bottom > 0 }"
    )


def test_new_known_mended_and_set_aside(open_page):
    page = open_page("held")
    assert page.locator("#known").get_attribute("open") is None
    page.locator("#known > summary").click()
    assert page.locator("#known article:visible").count() > 5
    page.locator("#aside > summary").click()
    assert "the claim is on its way" in page.locator("#aside").inner_text()
    page.locator("#fixed > summary").click()
    assert "Total (2025)" in page.locator("#fixed").inner_text()


def test_hostile_text_runs_nothing(open_page):
    page = open_page("hostile", width=1440)
    assert page.evaluate("window.broken") is None
    for name in "nnnpjk":
        page.keyboard.press(name)
    page.fill("#query", "<script>")
    page.wait_for_timeout(300)
    page.locator("article:visible a.at").first.click()
    page.locator("#known > summary").click()
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "#n=C4", "#rule=KG301"])
@pytest.mark.parametrize("width", [1440, 420])
def test_no_serious_accessibility_violation(open_page, theme, address, width):
    axe = pytest.importorskip("axe_core_python.base")
    page = open_page("held" if address else "example", address, width=width, color_scheme=theme)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    page.evaluate(axe.AXE_SCRIPT)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    bad = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert not [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in bad]
    assert len(found["passes"]) > 10


def test_readable_without_scripts(open_page):
    page = open_page("example", "#n=C4", java_script_enabled=False)
    words = page.locator("body").inner_text()
    for expected in ("Not yet: 4 findings", "total funding raised: $8.5 million", "Acme builds robots", "What to do:", "2 Money"):
        assert expected in words
    assert page.locator("#query").is_hidden()
    assert page.locator("tr:has(:target)").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_on_paper_there_are_findings_and_no_controls(open_page):
    page = open_page("example")
    page.emulate_media(media="print")
    for hidden in (".filter", "#text", "#rules", "nav", ".tools"):
        assert page.locator(hidden).first.is_hidden()
    assert page.locator("#errors article").first.is_visible()
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("width", [320, 420, 1440])
def test_nothing_runs_out_of_the_window(open_page, width):
    for name in ("example", "held", "hostile"):
        page = open_page(name, width=width)
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
