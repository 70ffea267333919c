"""Whom a figure is of, and what it counts, where several names or words stand around it."""

import pytest

from kg import build
from kg.candidates import Context
from kg.config import Config


def read(text, subject=""):
    config = Config(subject=subject) if subject else Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text)], config), config)
    return Context(graph, config).observations(graph.reports[0])


@pytest.mark.parametrize(
    ("sentence", "value", "subject"),
    [
        ("In Denmark, Tarn Ferries has 300 employees.", "300", "Tarn Ferries"),
        ("Holm Group's Tarn Ferries subsidiary has 300 employees.", "300", "Tarn Ferries"),
        ("Tarn Ferries's CEO Lotte Holm has 300 employees.", "300", "Tarn Ferries"),
        ("Tarn Ferries (Esbjerg) has 300 employees.", "300", "Tarn Ferries"),
        ("Leakage was 4 million tonnes. Debt was $40 million.", "$40 million", "Skarholt"),
    ],
)
def test_whose(sentence, value, subject):
    found = [o for o in read(f"# Skarholt\n\n{sentence}\n", "Skarholt") if o.value == value]
    assert [o.subject for o in found] == [subject]


@pytest.mark.parametrize(
    ("title", "definition", "sentence"),
    [
        ("Marrow Point power station", "Marrow Point is a coal-fired plant in the north.", "The plant has 210 employees."),
        ("Westcliff General Hospital", "Westcliff General is run by a trust.", "Westcliff General has 210 employees."),
        ("City of Alder Bay adopts its budget", "Alder Bay is a port.", "Alder Bay has 210 employees."),
        ("Dovrin", "Dovrin is a Danish maker of pumps.", "The maker has 210 employees."),
    ],
)
def test_other_words_for_the_subject_of_the_report(title, definition, sentence):
    found = [o for o in read(f"# {title}\n\n{definition} {sentence}\n") if o.value == "210"]
    assert [(o.subject in title, o.metric, dict(o.scope)) for o in found] == [(True, "employees", {})]


def test_the_company_of_a_person():
    text = "# Ada Veldt\n\nAda Veldt is a Dutch engineer and the founder of Grondig. The company had revenue of €54 million in 2024.\n"
    assert [(o.subject, o.metric) for o in read(text) if o.value == "€54 million"] == [("Grondig", "revenue")]


@pytest.mark.parametrize(
    "sentence",
    [
        "In March 2014 she co-founded Grondig with a colleague.",
        "Veldt founded Grondig together with Piet Roos in March 2014.",
    ],
)
def test_what_somebody_founded(sentence):
    founded = [o for o in read(f"# Ada Veldt\n\n{sentence}\n") if o.metric == "founding date"]
    assert [(o.subject, o.value) for o in founded] == [("Grondig", "March 2014")]


@pytest.mark.parametrize(
    "sentence",
    ["Holm Group paid €90 million for Tarn Ferries.", "Tarn Ferries was acquired by Holm Group for €90 million."],
)
def test_who_bought_what(sentence):
    found = [o for o in read(f"# Deals of the year\n\n{sentence}\n") if o.metric == "acquisition price"]
    assert [(o.subject, dict(o.scope)["segment"]) for o in found] == [("Holm", "tarn ferries")]


@pytest.mark.parametrize(
    ("sentence", "metric", "subject"),
    [
        ("The roof tile market was valued at $4 billion in 2024.", "market size", "roof tile market"),
        ("The roof tile market had a size of $4 billion in 2024.", "market size", "roof tile market"),
        ("Skarholt was valued at $4 billion in 2024.", "valuation", "Skarholt"),
    ],
)
def test_a_valued_market_is_no_company(sentence, metric, subject):
    found = [o for o in read(f"# Skarholt\n\n{sentence}\n", "Skarholt") if o.value == "$4 billion"]
    assert [(o.metric, o.subject) for o in found] == [(metric, subject)]


@pytest.mark.parametrize(
    ("sentence", "value", "metric"),
    [
        ("Emissions were 2.9 million tonnes of carbon dioxide.", "2.9 million tonnes", "emissions"),
        ("Skarholt raised $90M in a Series C round led by Holm at a valuation of $1.2B.", "$1.2B", "valuation"),
        ("Skarholt raised $90M in a Series C round at a valuation of $1.2B.", "$90M", "round amount"),
    ],
)
def test_what_is_measured(sentence, value, metric):
    found = [o for o in read(f"# Skarholt\n\n{sentence}\n", "Skarholt") if o.value == value]
    assert [o.metric for o in found] == [metric]


def test_students_for_every_teacher_are_no_number_of_students():
    found = [o for o in read("# Skarholt\n\nThere are 10.5 students for every teacher.\n", "Skarholt") if o.value == "10.5"]
    assert all(o.role == "operand" for o in found)


def test_the_last_valuation_is_that_of_the_last_round():
    text = "# Dashboard: Skarholt\n\n## Company Overview\n- **Last Disclosed Valuation:** $460,000,000\n- **Last Round Name:** Series B\n"
    assert [dict(o.scope).get("round") for o in read(text) if o.metric == "valuation"] == ["series-b"]
