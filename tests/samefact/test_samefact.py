"""Which statements are taken for the same, and what it costs."""

import pytest

from kg import build, config, engine, quantities, samefact
from kg.samefact import Likeness, Pair


def likeness(*statements: str) -> Likeness:
    return Likeness([samefact.features(s, quantities.extract(s)) for s in statements])


SAME = [
    ("The dam stores 310 GWh in spring.", "In spring, the dam stores 310 GWh of energy."),
    ("Paying clinics grew from 1,000 in 2022 to 10,000 in 2024.", "Clinics that pay grew from 1000 in 2022 to 10 thousand in 2024."),
    ("No audited accounts have been published by the club.", "The club has not published audited accounts."),
]
OTHER = [
    ("The dam stores 310 GWh in spring.", "The library lent 310 atlases in spring."),
    ("The striker scored 21 goals in 2023.", "The keeper saved 12 penalties in 2021."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_paraphrases_are_alike(a, b):
    assert likeness(a, b).score(0, 1) > 0.5


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_other_facts_are_not(a, b):
    assert likeness(a, b).score(0, 1) < 0.35


def test_a_figure_is_known_in_any_writing():
    features = [samefact.features(s, quantities.extract(s)) for s in ("2M users", "2,000,000 users", "two million users", "2M+ users")]
    assert len({f for s in features for f in s if f[0] == "n"}) == 1


def test_groups_hold_pairs_that_are_all_alike():
    pairs = [Pair(0, 1, 0.9), Pair(1, 2, 0.8), Pair(0, 2, 0.1), Pair(3, 4, 0.5)]
    assert samefact.cliques(pairs, 0.4) == [(0, 1), (1, 2), (3, 4)]
    assert samefact.cliques(pairs, 0.05) == [(0, 1, 2), (3, 4)]


def test_pairs_do_not_depend_on_the_order_of_the_words_in_memory():
    statements = [f"Station {n} of the northern line counted {n * 137} passengers in {2000 + n % 20}." for n in range(60)]
    assert likeness(*statements).pairs(0.2) == likeness(*statements).pairs(0.2)


def test_only_statements_with_rare_words_in_common_are_weighed(monkeypatch):
    weighed = []
    score = Likeness.score
    monkeypatch.setattr(Likeness, "score", lambda self, a, b: weighed.append((a, b)) or score(self, a, b))
    count = 2000
    statements = [f"The agency counts passengers at station s{n}x near halt h{n // 2}x and depot d{n // 2}x" for n in range(count)]
    likeness(*statements).pairs(0.3)
    assert len(weighed) == count // 2


def test_counted_noun():
    text = "It serves 10,000 paying organizations in three regions."
    found = [samefact.counted(text, q) for q in quantities.extract(text) if q.kind == "count"]
    assert found[0] is not None and found[0][1] == samefact.stem("organization")
    assert found[1:] in ([], [None])


def test_shortened_nouns_are_one():
    assert samefact.same_noun(samefact.stem("orgs"), samefact.stem("organizations"))
    assert not samefact.same_noun(samefact.stem("users"), samefact.stem("usages")) or samefact.stem("users") == samefact.stem("usages")


# --------------------------------------------------------------------------- whole lists of claims


HEAD = "=== claims.csv\nid,statement,confidence,sources\n"
TAIL = "=== sources.csv\nid,publisher,title\nS1,Agency,Monitoring report\n"


def groups(*rows: tuple[str, str]) -> set[tuple[str, ...]]:
    """The claims that some check of duplicates or labels puts together; rows are (statement, confidence)."""
    body = "".join(f'C{n},"{statement}",{label},S1\n' for n, (statement, label) in enumerate(rows, 1))
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(HEAD + body + TAIL)], settings), settings)
    found = engine.run(graph, settings, engine.selected(["KG802", "KG803", "KG701"])).findings
    return {tuple(sorted(a.id for a in f.about)) for f in found}


PARALLEL = [
    [("The grid added 4.2 GW of onshore wind capacity in 2023.", "High"), ("The grid added 2.9 GW of offshore wind capacity in 2023.", "Medium")],
    [("Onshore wind supplied 18% of electricity demand in 2023.", "High"), ("Solar supplied 18% of electricity demand in June 2023.", "Low")],
    [("The regulator approved 31 wind projects in 2023.", "High"), ("The regulator rejected 12 wind projects in 2023 because of radar.", "Medium")],
    [("Hospitals in the region employ 4200 nurses.", "High"), ("Hospitals in the region employ 1800 physicians.", "Medium")],
    [("Waiting times for hip surgery rose to 14 weeks.", "High"), ("Waiting times for knee surgery rose to 16 weeks.", "Low")],
    [("The bill passed its second reading in the lower house.", "High"), ("The treaty was signed by nine coastal states.", "Low")],
    [("The squad won 12 of 30 home games.", "High"), ("The squad lost 9 of 30 away games.", "Low")],
    [("The trial enrolled 412 patients in six countries.", "High"), ("The trial was stopped after 18 months for futility.", "Low")],
]
ONE_FACT = [
    [("Curtailment cost the grid operators €3.1 billion in 2023.", "High"), ("Grid operators spent €3.1 billion on curtailment in 2023; consumers paid it.", "Medium")],
    [("The trial enrolled 412 patients in six countries.", "High"), ("In six countries, 412 patients were enrolled in the trial.", "Low")],
    [("No audited accounts of the club have been published since the merger of its stadium company.", "High"), ("Since the merger of its stadium company the club has published no audited accounts.", "Medium")],
    [("The ministry counted 215300 heat pumps in private homes.", "High"), ("With 215300 heat pumps in private homes, the ministry sees its target for installers missed.", "Low")],
]


@pytest.mark.parametrize("rows", PARALLEL)
def test_like_sentences_about_different_things_are_kept_apart(rows):
    assert groups(*rows) == set()


@pytest.mark.parametrize("rows", ONE_FACT)
def test_one_fact_in_two_claims_is_seen(rows):
    assert groups(*rows) == {("C1", "C2")}
