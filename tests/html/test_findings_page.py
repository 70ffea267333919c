from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser

import pytest

pytest.importorskip("jinja2")

import findings_pages
from findings_pages import broken, checked, example, page

from kg import html
from kg.findings import Outcome, Run, Severity, Status
from kg.reporters.html import intervals, plots
from kg.reporters.html.places import Chapters, Names

NOTHING = Outcome((), (Run("KG101", "dangling-citation", 3, Status.RAN, 0.1),))


class Elements(HTMLParser):
    """Every start tag with its attributes, as a browser without scripts would see them."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def plain(text: str) -> str:
    """What a reader sees, as one line."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def cards(text: str) -> list[str]:
    return re.findall(r"<article class=.*?</article>", text, re.S)


def card(text: str, words: str) -> str:
    return next(c for c in cards(text) if words in plain(c))


def data(text: str) -> dict:
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])


# --------------------------------------------------------------------------- verdict and scores


@pytest.mark.parametrize(
    ("limit", "severity", "answer"),
    [
        (Severity.ERROR, Severity.ERROR, "Not yet: 1 finding must be settled first."),
        (None, Severity.ERROR, "Not yet: 1 finding must be settled first."),
        (Severity.WARNING, Severity.WARNING, "Not yet: 1 finding must be settled first."),
        (Severity.ERROR, Severity.WARNING, "Nothing forbids it, but 1 warning should be looked at."),
        (Severity.ERROR, Severity.INFO, "Nothing was found that stands against it."),
    ],
)
def test_the_verdict_comes_first_and_follows_the_limit(limit, severity, answer):
    graph, settings, outcome = checked()
    one = next(f for f in outcome.findings if f.severity is severity)
    text = page(graph, settings, Outcome((one,), outcome.runs), fail_on=limit)
    assert re.search(r"<h2.*?>(.*?)</h2>", text, re.S)[1].strip() == answer


def test_a_run_that_looked_at_nothing_is_no_clean_report():
    nothing = Outcome((), (Run("KG101", "dangling-citation", 0, Status.NOTHING, 0.1),))
    assert "Nobody can tell" in plain(page(None, None, nothing))
    assert "Nothing was found that stands against it" in plain(page(None, None, NOTHING))


def test_scores_have_denominators_and_lead_to_the_claims_that_fall_short():
    text = example()
    row = re.search(r"<tr class=\"worse\"><th scope=\"row\">claims with the subject&#39;s own word only.*?</tr>", text, re.S)[0]
    assert "1 of 7" in plain(row) and "1 claim " in plain(row)
    href = re.search(r'<a href="#(.*?)">C2</a>', row)[1]
    assert "Acme was founded in 2019." in plain(re.search(rf"<tr id={href}\b.*?</tr>", text, re.S)[0])


# --------------------------------------------------------------------------- findings


def test_a_contradiction_shows_both_sides_with_what_stands_behind_them():
    text = card(example(), "total funding raised: $8.5 million")
    sides = [plain(s) for s in re.findall(r'<div class="side.*?</ul></div>', text, re.S)]
    assert len(sides) == 2
    assert "$8.5 million" in sides[0] and "1 independent publisher, 1 quote with the value" in sides[0]
    assert "“" not in sides[1] and "Acme has raised a total of $9.5 million. [C4]" in sides[1]
    assert "Better backed: $8.5 million" in plain(text) and "Rests on it: 2 passages, 1 section" in plain(text)
    assert "What to do:" in plain(text) and 'href="#rule-KG301"' in text
    assert 'role="img" aria-label="$8.5 million: $8.45M to $8.55M; $9.5 million: $9.45M to $9.55M"' in text


def test_a_computed_interval_stands_beside_what_is_stated():
    text = plain(card(example(), "Total (2025)"))
    assert "stated: $4.2M" in text and "computed: $3.9M to $4.1M" in text
    assert text.count("2025 | $2.9M | $1.1M | $4.2M") == 1


def test_findings_stand_in_the_order_of_severity_and_weight():
    graph, settings, outcome = checked()
    text = page(graph, settings, outcome)
    order = [d[0] for d in data(text)["cards"]]
    assert order == sorted(order) and len(order) == len(outcome.findings) == len(cards(text))
    errors = [plain(c) for c in cards(text) if 'class="f error"' in c]
    assert "Rests on it" in errors[0] and "Rests on it" not in errors[-1]


def test_every_place_leads_to_its_line_and_every_rule_is_on_the_page():
    text = example()
    ids = {a["id"] for _, a in Elements(text).tags if "id" in a}
    missing = {a["href"] for t, a in Elements(text).tags if t == "a" and a["href"][1:] not in ids}
    assert not missing
    assert {f"rule-{f.check}" for f in checked()[2].findings} <= ids


def test_ids_are_unique():
    for text in (example(), broken()):
        ids = [a["id"] for _, a in Elements(text).tags if "id" in a]
        assert len(ids) == len(set(ids))


def test_known_mended_and_set_aside_findings_are_told_apart(tmp_path):
    text = findings_pages.held(tmp_path)
    known = plain(re.search(r'<details class="group" id="known">.*?</details>', text, re.S)[0])
    assert "known" in known and "text-differs-from-claim" in known and "figures-disagree" not in known
    mended = plain(re.search(r'<details class="group" id="fixed">.*?</details>', text, re.S)[0])
    assert "Fixed since the baseline 2" in mended and "Total (2025)" in mended
    aside = plain(re.search(r'<details class="group" id="aside">.*?</details>', text, re.S)[0])
    assert "Set aside: the claim is on its way" in aside
    assert "1 error known from the baseline is not counted." in plain(text)
    assert "1 error set aside by the authors is not counted." in plain(text)
    assert "new" in plain(card(text, "total funding raised"))


def test_checks_are_counted_by_their_answer():
    text = plain(example())
    for words in (
        "checks found something",
        "checks looked and found nothing",
        "checks had nothing to look at",
        "1 check could not check",
    ):
        assert words in text
    assert "title-cannot-bear-claim : fewer than ten claims with sources" in text


def test_the_matrix_counts_every_open_finding_once():
    graph, settings, outcome = checked()
    text = page(graph, settings, outcome)
    foot = re.search(r"<tfoot>.*?</tfoot>", text, re.S)[0]
    *kinds, total = map(int, re.findall(r"<td.*?>(?:<strong>)?(\d+)", foot))
    assert total == sum(kinds) == len(outcome.findings)


def test_claims_belong_to_the_chapter_that_cites_them():
    graph, _, outcome = checked()
    chapters = Chapters(graph)
    titles = {f.about[0].id: chapters.title(chapters.sections[n]) for f in outcome.findings if (n := chapters.of(f)) is not None}
    assert titles["C2"] == "1 Company" and titles["C3"] == "2 Money"


ROUNDS = """\
# Acme

## 1 Money

Acme raised a $5 million Series A in March 2023 and a $20 million Series B in June 2024.

## 2 History

Acme raised its $5 million Series A in May 2022.
"""


def test_dated_facts_stand_on_a_line_and_only_those_in_dispute_are_marked(tmp_path):
    (tmp_path / "report.md").write_text(ROUNDS, encoding="utf-8")
    text = page(*checked(tmp_path))
    table = re.search(r'<table class="dates">.*?</table>', text, re.S)[0]
    rows = re.findall(
        r"<tr( class=.against.)?><th scope=.row. dir=.auto.>(.*?)</th>.*?<td>(?=<span class=.told)(.*?)</tr>", table, re.S
    )
    assert [(bool(against), name) for against, name, _ in rows] == [(True, "Acme, Series A"), (False, "Acme, Series B")]
    told = plain(rows[0][2])
    assert "May 2022 line 9" in told and "March 2023 line 5" in told and "≠ dates disagree" in told
    finding = re.search(r'class="conflict" href="#(.*?)"', rows[0][2])[1]
    assert "dated" in plain(next(c for c in cards(text) if f'id="{finding}"' in c))
    assert text.count('class="days"') == 3


# --------------------------------------------------------------------------- the text


def test_the_text_is_whole_and_as_written():
    graph, settings, outcome = checked()
    text = page(graph, settings, outcome)
    shown = " ".join(plain(re.search(r'<section id="text".*?(?=<section id="sections")', text, re.S)[0]).split())
    squeezed = re.sub(r"\W", "", shown)
    for document in graph.reports[0].documents:
        for line in document.text.splitlines():
            for cell in re.split(r"\||,", line):
                assert re.sub(r"\W", "", cell.replace('""', '"')) in squeezed, line


def test_lines_are_marked_with_the_worst_of_their_findings():
    text = example()
    line = re.search(r"<div class=\"l\" id=d\dl16>.*?</div>", text, re.S)[0]
    mark = re.search(r'<a class="m (\w+)" href="(\S+)" aria-label="(.*?)">(.*?)</a>', line)
    assert mark[1] == "error" and mark[3] == "3 findings, error" and mark[4] == "✕3"
    assert mark[2][1:] in {a.get("id") for _, a in Elements(text).tags}
    assert '<a class="u error"' in line and ">C3</a>" in line


def test_a_long_text_is_shown_around_its_findings_only(monkeypatch):
    from kg.reporters.html import document

    monkeypatch.setattr(document, "MOST", 100)
    text = example()
    assert "lines without findings are not shown" in text and "Acme has raised a total of" in text
    assert "Flour Capital led the Series A" in text and "as_of: 2026-05-09" not in text


def test_nodes_keep_the_names_of_the_page_of_the_graph():
    graph, _, _ = checked()
    text = example(graph_page="example.html")
    ids = {a["id"] for _, a in Elements(text).tags if "id" in a}
    assert {f"n={Names(graph).of(k)}" for k, _ in graph.of_type("claim")} <= ids
    assert 'href="example.html#n=C4"' in text
    assert "example.html" not in example()


# --------------------------------------------------------------------------- numbers and drawings


def test_sides_are_read_exactly():
    axis, spans = intervals.spans(["$8.5 million", "~$10M"], {})
    assert axis.unit == "USD" and spans[0].low == Fraction(8_450_000)
    axis, spans = intervals.spans([], {"stated": "37%", "computed": ["42.5", None]})
    assert [intervals.words(s, axis) for s in spans] == ["36.5 % to 37.5 %", "at least 42.5 %"]
    axis, spans = intervals.spans(["May 2022", "2023-Q1"], {})
    assert axis.dates and intervals.words(spans[0], axis) == "2022-05-01 to 2022-05-31"


@pytest.mark.parametrize(
    ("sides", "data"),
    [
        (["Lux Capital", "Accel"], {}),
        (["5%", "$5"], {}),
        (["5 km", "5 kg"], {}),
        ([], {"stated": "5%", "computed": ["x", "1"]}),
        ([], {"stated": "5%", "computed": [None, None]}),
        ([], {"stated": "no figure", "computed": ["1", "2"]}),
        ([], {"stated": "5%", "computed": ["NaN", "Infinity"]}),
    ],
)
def test_what_cannot_be_drawn_is_not(sides, data):
    assert intervals.spans(sides, data)[1] == []


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("7250000000", "USD", "$7.25B"),
        ("-8.42", "%", "-8.42 %"),
        ("42.557", "%", "42.6 %"),
        ("1234567", "", "1.23M"),
        ("0", "×", "0 ×"),
        ("-5000", "USD", "-$5,000"),
    ],
)
def test_numbers_for_people(value, unit, said):
    assert intervals.short(Fraction(value), intervals.Axis(unit)) == said


def test_intervals_far_apart_stay_visible():
    spans = [intervals.Span("a", Fraction(1), Fraction(2)), intervals.Span("b", Fraction(10**9), None)]
    drawn = plots.intervals(intervals.Axis(), spans)
    boxes = [(float(x), float(w)) for x, w in re.findall(r'<rect class="s\d" x="(.*?)" y=".*?" width="(.*?)"', drawn)]
    assert boxes[0][1] >= 5 and boxes[0][0] + boxes[0][1] < boxes[1][0]


def test_days_of_one_year_and_of_centuries():
    for days in ([date(2024, 5, 1)], [date(1200, 1, 1), date(2030, 1, 1)], [date(1, 1, 1), date(9999, 12, 31)]):
        axis = plots.Days(days)
        assert "<text" in axis.head() and "<rect" in axis.row([(days[0], days[-1])], True, None)


# --------------------------------------------------------------------------- one file, safe


@pytest.mark.parametrize("make", [example, broken], ids=["example", "hostile"])
def test_nothing_is_loaded_and_the_policy_allows_exactly_what_is_there(make):
    text = make()
    tags = Elements(text).tags
    for tag, attributes in tags:
        assert tag not in ("link", "iframe", "object", "embed", "base", "img")
        assert not {"src", "srcset", "style"} & attributes.keys() and not any(n.startswith("on") for n in attributes)
        assert attributes.get("href", "#").startswith(("#", "x.html"))
    policy = next(a["content"] for _, a in tags if a.get("http-equiv") == "Content-Security-Policy")
    scripts = [html.content_hash(s) for s in re.findall(r"<script>(.*?)</script>", text, re.S)]
    styles = [html.content_hash(s) for s in re.findall(r"<style>(.*?)</style>", text, re.S)]
    assert f"script-src {' '.join(scripts)};" in policy and f"style-src {' '.join(styles)};" in policy
    assert len(scripts) == 2 and "default-src 'none'" in policy and "unsafe" not in policy


def test_hostile_text_stays_text():
    text = broken()
    assert {t for t, _ in Elements(text).tags} <= {t for t, _ in Elements(example()).tags} | {"br", "i"}
    assert [a.get("type") for t, a in Elements(text).tags if t == "script"] == [None, "application/json", None]
    assert "1,000⟨U+202E⟩000,1" in text and not set(text) & set("\u202e\u2066\u2069\x00\x07\ufeff")
    assert "<script>window.broken=1</script>" in plain(text.replace("&lt;", "‹")).replace("‹", "<")
    text.encode("utf-8")


def test_very_long_texts_are_cut_and_counted():
    text = broken(100_000)
    assert "80,000 more characters" in text
    assert len(text) < 3_000_000


def test_an_empty_run_makes_a_page():
    text = page(None, None, NOTHING)
    assert "None." in text and '<section id="text"' not in text


def test_without_the_extra_there_is_one_clear_message(monkeypatch):
    from kg.reading import InputError
    from kg.reporters import html as reporter

    monkeypatch.setattr(reporter, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"claimgraph\[html\]"):
        page(None, None, NOTHING)
