"""A hundred seeded edits of a sound report: each gives exactly the finding it should and no other."""

from __future__ import annotations

import random
import re

import pytest

from kg import build, engine
from kg.config import Config

COUNTED = [
    "employees",
    "customers",
    "stores",
    "patents",
    "factories",
    "suppliers",
    "warehouses",
    "products",
    "vehicles",
    "members",
    "offices",
    "downloads",
    "subscribers",
    "partners",
    "investors",
    "developers",
    "restaurants",
    "hospitals",
    "schools",
    "aircraft",
]
TOWNS = ("Lyon", "Turin", "Porto", "Bergen", "Seville")
NAMES = [
    "Alder",
    "Alpine",
    "Amber",
    "Anchor",
    "Arrow",
    "Aspen",
    "Badger",
    "Basalt",
    "Beacon",
    "Birch",
    "Bramble",
    "Bridge",
    "Bronze",
    "Cedar",
    "Cobalt",
    "Copper",
    "Coral",
    "Crane",
    "Delta",
    "Ember",
    "Falcon",
    "Fern",
    "Garnet",
    "Glacier",
    "Granite",
    "Harbor",
    "Hazel",
    "Heron",
    "Indigo",
    "Ivory",
    "Jasper",
    "Juniper",
    "Kestrel",
    "Lagoon",
    "Lantern",
    "Larch",
    "Linden",
    "Magnet",
    "Maple",
    "Marble",
    "Meadow",
    "Mistral",
    "Nettle",
    "Oak",
    "Onyx",
    "Opal",
    "Orchid",
    "Osprey",
    "Otter",
    "Pebble",
    "Pine",
    "Plover",
    "Quartz",
    "Raven",
    "Reed",
    "Ridge",
]


def sound(claims: int = 20) -> dict[str, list[list[str]]]:
    """Rows of claims and sources: two independent sources a claim, one of them quoted, the other dated after the fact."""
    rows: dict[str, list[list[str]]] = {"claims": [], "sources": [], "text": []}
    for n in range(claims):
        what, town, year = COUNTED[n % len(COUNTED)], TOWNS[n % len(TOWNS)], 2015 + n % 5
        fact = f"Acme had {137 + 41 * n} {what} in March {year}."
        a, b = f"S{2 * n + 1}", f"S{2 * n + 2}"
        rows["claims"].append([f"C{n + 1}", fact, "High", f"{a}; {b}"])
        rows["sources"].append([a, f"{NAMES[2 * n]} Tribune", f"A visit to Acme in {town}, number {n}", fact, ""])
        rows["sources"].append(
            [b, f"{NAMES[2 * n + 1]} Courier", f"What {what} cost at Acme, part {n}", "", f"{year}-09-{n + 1:02}"]
        )
        rows["text"].append([f"Of its {what} more is said below, as of {town}.", f"C{n + 1}"])
    for n in range(claims, 2 * claims - 4):
        rows["claims"].append(
            [
                f"C{n + 1}",
                f"Acme is expected to need {300 + 7 * n} more {COUNTED[n % len(COUNTED)]} by 2040.",
                "Medium",
                f"S{n + 100}",
            ]
        )
        rows["sources"].append(
            [
                f"S{n + 100}",
                f"{NAMES[n + 18]} Gazette",
                f"Plans of Acme for {TOWNS[n % len(TOWNS)]}, letter {n}",
                "",
                "2024-01-02",
            ]
        )
        rows["text"].append(["Plans are told elsewhere.", f"C{n + 1}"])
    return rows


def findings(rows: dict[str, list[list[str]]]) -> dict[str, tuple[str, frozenset]]:
    """Fingerprint to name and ids of every finding of all checks."""

    def table(header: str, body: list[list[str]]) -> str:
        return "\n".join([header, *(",".join(f'"{cell}"' for cell in row) for row in body)])

    text = "# Acme\n\n## 1. Company\n\n" + "\n\n".join(f"{words}" + (f" [{id}]" if id else "") for words, id in rows["text"])
    claims = table("id,statement,confidence,sources", rows["claims"])
    sources = table("id,publisher,title,quote,date", rows["sources"])
    bundle = build.example_bundle(f"{text}\n\n=== claims.csv\n{claims}\n=== sources.csv\n{sources}\n")
    config = Config(subject="Acme")
    outcome = engine.run(build.graph_of(build.load_bundles([bundle], config), config), config)
    assert all(run.status.value != "crashed" for run in outcome.runs), outcome.runs
    return {f.fingerprint: (f.name, frozenset(a.id for a in f.about if a.id)) for f in outcome.findings}


def duplicate(rows, n):
    source, claim = rows["sources"][2 * n], rows["claims"][n]
    rows["sources"].append(["S900", *source[1:]])
    claim[3] += "; S900"
    return "duplicate-source", {source[0], "S900"}


def rename(rows, n):
    first, second = rows["sources"][2 * n : 2 * n + 2]
    second[1] = first[1].upper() if n % 2 else f"The {first[1]} Research"
    return "one-publisher", {rows["claims"][n][0], first[0], second[0]}


def change_quote(rows, n):
    source = rows["sources"][2 * n]
    source[3] = re.sub(r"had (\d+)", lambda m: f"had {int(m[1]) * 13}", source[3])
    return "quote-contradicts-figure", {rows["claims"][n][0], source[0]}


def change_claim(rows, n):
    claim = rows["claims"][n]
    claim[1] = re.sub(r"had (\d+)", lambda m: f"had {int(m[1]) * 7}", claim[1])
    return "quote-contradicts-figure", {claim[0], rows["sources"][2 * n][0]}


def raise_label(rows, n):
    claim = rows["claims"][20 + n % 16]
    claim[2] = "High"
    return "grade-overstated", {claim[0], claim[3]}


def remove_citation(rows, n):
    id = rows["text"][n][1]
    rows["text"][n][1] = ""
    return "uncited-claim", {id}


def move_date(rows, n):
    source = rows["sources"][2 * n + 1]
    source[4] = "2009-05-17"
    return "source-older-than-fact", {rows["claims"][n][0], source[0]}


EDITS = (duplicate, rename, change_quote, change_claim, raise_label, remove_citation, move_date)
BASE = findings(sound())


@pytest.mark.parametrize("seed", range(100))
def test_each_edit_gives_exactly_its_finding(seed):
    chance = random.Random(seed)
    edit, n = EDITS[seed % len(EDITS)], chance.randrange(20)
    rows = sound()
    name, ids = edit(rows, n)
    found = findings(rows)
    new = [f for fingerprint, f in found.items() if fingerprint not in BASE]
    assert new == [(name, frozenset(ids))], (edit.__name__, n)


def test_the_sound_report_has_only_what_its_plans_are_worth():
    assert {name for name, _ in BASE.values()} <= {"single-source", "no-quoted-source", "same-fact-claims"}
