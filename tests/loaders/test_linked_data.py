"""Claims that others publish as data: schema.org, RO-Crates, PROV, nanopublications, Argdown."""

from __future__ import annotations

import json

import pytest
from helpers import at, single

from kg import build
from kg.config import Config
from kg.model import Report
from kg.reading import InputError


def targets(report: Report) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """For each claim the ids of its sources, of what it was derived from and of what disputes it."""
    return {
        c.id: tuple([x.target for x in cited] for cited in (c.sources, c.derived_from, c.disputed_by)) for c in report.claims
    }


# --------------------------------------------------------------------------- schema.org


def review(rating: object, **more: object) -> dict:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "Acme has 400 staff.",
        "author": {"@type": "Organization", "name": "Check Desk"},
        "url": "https://check.example.com/acme",
        "datePublished": "2025-02-03",
        "reviewRating": rating,
        "itemReviewed": {"@type": "CreativeWork", "name": "A speech", "url": "https://acme.example.com/speech"},
        **more,
    }


@pytest.mark.parametrize(
    ("rating", "finds"),
    [
        ({"ratingValue": 1, "bestRating": 5}, "false"),
        ({"ratingValue": "5"}, "true"),
        ({"ratingValue": 3, "worstRating": 1, "bestRating": 5}, "false"),
        ({"ratingValue": 0, "worstRating": 0, "bestRating": 10}, "false"),
        ({"alternateName": "Mostly true"}, "true"),
        ({"alternateName": "Half true"}, "false"),
        ({"alternateName": "Pants on fire!"}, "false"),
        ({"alternateName": "Interesting"}, ""),
        ({"ratingValue": "NaN"}, ""),
    ],
)
def test_a_review_supports_or_disputes_its_claim(rating, finds):
    report = single(json.dumps(review(rating), indent=1), "review.jsonld")
    (claim,) = report.claims
    speech, desk = (s.id for s in report.sources)
    assert (report.format, claim.statement, at(report, claim.statement_place)) == ("schema-org", *["Acme has 400 staff."] * 2)
    assert [c.target for c in claim.sources] == ([speech, desk] if finds == "true" else [speech])
    assert [c.target for c in claim.disputed_by] == ([desk] if finds == "false" else [])
    assert [t.kind for t in report.troubles] == ([] if finds else ["missing-field"])
    assert [(s.publisher, s.date) for s in report.sources] == [("acme.example.com", ""), ("Check Desk", "2025-02-03")]


def test_claims_with_what_they_cite():
    graph = [
        {"@id": "https://e.org/c1", "@type": "Claim", "text": "It grew.", "citation": [{"@id": "#w"}, "https://wire.example.com/a"]},
        {"@id": "https://e.org/c2", "@type": "schema:Claim", "schema:text": "It doubled.", "isBasedOn": {"@id": "https://e.org/c1"}},
        {"@id": "#w", "@type": "Article", "name": "Acme grows", "publisher": {"@type": "Organization", "name": "Wire"}},
        {"@id": "https://e.org/c3", "@type": "Claim", "text": "It fell.", "citation": {"@id": "#nowhere"}},
    ]
    report = single(json.dumps({"@context": "https://schema.org", "@graph": graph}, indent=1), "claims.json", "schema-org")
    wire, page = (s.id for s in report.sources)
    assert targets(report) == {"c1": ([wire, page], [], []), "c2": ([], ["c1"], []), "c3": (["#nowhere"], [], [])}
    assert [(s.publisher, s.title) for s in report.sources] == [("Wire", "Acme grows"), ("wire.example.com", "")]
    assert at(report, report.claims[0].sources[1].place) == "https://wire.example.com/a"


def test_what_kg_exports_for_others_is_read_back():
    from kg.exporters import choose

    text = "# Acme\n\nIt grew ([A](https://a.example.com/x)). It has 40 staff ([B](https://b.example.com/y)).\n"
    before = single(text)
    written = "".join(choose("claimreview").export(build.graph_of([before], Config()), Config()))
    after = single(written, "acme.jsonld")
    assert [c.statement for c in after.claims] == [c.statement for c in before.claims]
    assert [s.url for s in after.sources] == [s.url for s in before.sources]
    assert [len(c.sources) for c in after.claims] == [1, 1]


def test_an_ro_crate():
    graph = [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}},
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "Wind of Acme",
            "description": "Acme measured 40 gusts.",
            "datePublished": "2024-05-06",
            "hasPart": [{"@id": "gusts.csv"}, {"@id": "lost.csv"}],
            "citation": {"@id": "https://doi.org/10.1000/182"},
        },
        {"@id": "gusts.csv", "@type": "File", "name": "Gusts"},
        {"@id": "https://doi.org/10.1000/182", "@type": "ScholarlyArticle", "name": "On gusts"},
        {"@id": "#ann", "@type": "Person", "name": "Ann", "description": "measures"},
    ]
    report = single(json.dumps({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}, indent=1), "ro-crate-metadata.json")
    assert (report.title, str(report.as_of), [c.statement for c in report.claims]) == ("Wind of Acme", "2024-05-06", ["Acme measured 40 gusts."])
    assert [s.title for s in report.sources] == ["On gusts", "Gusts"]
    assert len(report.claims[0].sources) == 1
    assert [t.message for t in report.troubles] == ["lost.csv is named as a part and not described. Add it to the @graph."]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"@context": "https://schema.org", "@type": "Person", "name": "Ann"}', "no claim"),
        ('{"@context": "https://schema.org", ', r"acme\.jsonld:1: not valid JSON"),
    ],
)
def test_schema_org_without_anything_to_read(text, says):
    with pytest.raises(InputError, match=says):
        single(text, "acme.jsonld")


# --------------------------------------------------------------------------- PROV

PROV_JSON = """{
 "prefix": {"e": "https://e.org/"},
 "entity": {
  "e:page": {"prov:label": "Acme grows", "prov:location": "https://wire.example.com/a"},
  "e:staff": {"prov:value": "Acme has 40 staff."},
  "e:double": {"prov:value": {"$": "Staff doubled.", "type": "xsd:string"}},
  "e:sheet": {"prov:label": "Payroll"},
  "e:pay": {"prov:label": "Pay rose."}
 },
 "agent": {"e:wire": {"prov:label": "Wire"}},
 "wasAttributedTo": {"_:a": {"prov:entity": "e:page", "prov:agent": "e:wire"}},
 "hadPrimarySource": {"_:b": {"prov:generatedEntity": "e:staff", "prov:usedEntity": "e:page"}},
 "wasDerivedFrom": {"_:c": {"prov:generatedEntity": "e:double", "prov:usedEntity": "e:staff"},
                    "_:d": {"prov:generatedEntity": "e:double", "prov:usedEntity": "e:lost"}},
 "used": {"_:e": {"prov:activity": "e:sum", "prov:entity": "e:sheet"}},
 "wasGeneratedBy": {"_:f": {"prov:entity": "e:pay", "prov:activity": "e:sum"}}
}"""

PROV_XML = """<?xml version="1.0" encoding="UTF-8"?>
<prov:document xmlns:prov="http://www.w3.org/ns/prov#" xmlns:e="https://e.org/">
 <prov:entity prov:id="e:page"><prov:label>Acme grows</prov:label><e:url>https://wire.example.com/a</e:url></prov:entity>
 <prov:entity prov:id="e:staff"><prov:value>Acme has 40 staff.</prov:value></prov:entity>
 <prov:agent prov:id="e:wire"><prov:label>Wire</prov:label></prov:agent>
 <prov:wasAttributedTo><prov:entity prov:ref="e:page"/><prov:agent prov:ref="e:wire"/></prov:wasAttributedTo>
 <prov:wasDerivedFrom>
  <prov:generatedEntity prov:ref="e:staff"/>
  <prov:usedEntity prov:ref="e:page"/>
 </prov:wasDerivedFrom>
</prov:document>
"""

PROV_O = """@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix e: <https://e.org/> .
e:page a prov:Entity ; rdfs:label "Acme grows" ; prov:atLocation <https://wire.example.com/a> ; prov:wasAttributedTo e:wire .
e:wire a prov:Agent ; rdfs:label "Wire" .

e:staff a prov:Entity ; prov:value "Acme has 40 staff." ; prov:wasDerivedFrom e:page .
"""


def test_what_was_derived_is_a_claim_and_what_was_not_a_source():
    report = single(PROV_JSON, "acme.json")
    assert targets(report) == {"staff": (["page"], [], []), "double": (["e:lost"], ["staff"], []), "pay": (["sheet"], [], [])}
    assert [c.statement for c in report.claims] == ["Acme has 40 staff.", "Staff doubled.", "Pay rose."]
    assert at(report, report.claims[1].statement_place) == "Staff doubled."
    assert at(report, report.claims[0].sources[0].place) == "e:page"
    assert [(s.id, s.publisher, s.title, s.url) for s in report.sources] == [
        ("page", "Wire", "Acme grows", "https://wire.example.com/a"),
        ("sheet", "", "Payroll", ""),
    ]


@pytest.mark.parametrize(("text", "name", "line"), [(PROV_XML, "acme.xml", 4), (PROV_O, "acme.ttl", 7)])
def test_the_other_notations_of_prov(text, name, line):
    report = single(text, name)
    assert (report.format, targets(report)) == ("prov", {"staff": (["page"], [], [])})
    assert [(s.publisher, s.title, s.url) for s in report.sources] == [("Wire", "Acme grows", "https://wire.example.com/a")]
    assert (report.claims[0].statement, report.claims[0].place.line) == ("Acme has 40 staff.", line)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<!DOCTYPE p [<!ENTITY a "x">]>' + PROV_XML[39:], r"acme\.xml:1: .*document type"),
        (PROV_XML[:300], r"acme\.xml:4: not valid XML"),
        (PROV_XML.partition(" <prov:entity")[0] + "<a>" * 100_000, "inside each other"),
        ('<d xmlns="http://www.w3.org/ns/prov#"/>', "no entity"),
    ],
)
def test_prov_that_cannot_be_read(text, says):
    with pytest.raises(InputError, match=says):
        single(text, "acme.xml")


# --------------------------------------------------------------------------- nanopublications

NANOPUB = """@prefix np: <http://www.nanopub.org/nschema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix n: <https://e.org/np1#> .
n:head { <https://e.org/np1> a np:Nanopublication ; np:hasAssertion n:a ; np:hasProvenance n:p ; np:hasPublicationInfo n:i . }
n:a { n:s rdfs:label "Mosquitos transmit malaria." . }
n:p { n:a prov:hadPrimarySource <https://doi.org/10.1000/182> ; cito:isDisputedBy <https://doi.org/10.1000/183> . }
n:i { <https://e.org/np1> prov:wasAttributedTo <https://e.org/ann> . }
"""


def test_a_nanopublication():
    report = single(NANOPUB, "one.trig")
    (claim,) = report.claims
    assert (report.format, claim.id, claim.statement, claim.place.line) == ("nanopublication", "np1", "Mosquitos transmit malaria.", 6)
    urls = {s.id: s.url for s in report.sources}
    assert [urls[c.target] for c in claim.sources] == ["https://doi.org/10.1000/182"]
    assert [urls[c.target] for c in claim.disputed_by] == ["https://doi.org/10.1000/183"]


@pytest.mark.parametrize(
    ("assertion", "says"),
    [
        ("<http://purl.org/aida/All+cats+are+gray.> a <https://e.org/AIDA-Sentence> .", "All cats are gray."),
        ("<https://e.org/mosquito> <https://e.org/isCarrierOf> <https://e.org/malaria> .", "mosquito is Carrier Of malaria"),
    ],
)
def test_what_an_assertion_states(assertion, says):
    report = single(NANOPUB.replace('n:s rdfs:label "Mosquitos transmit malaria." .', assertion), "one.trig")
    assert report.claims[0].statement == says
    assert bool(report.understood) == ("mosquito" in says)


# --------------------------------------------------------------------------- Argdown

ARGDOWN = """===
title: Should Acme grow?
===

# Growth

Some words before. They are prose.

[Grow]: Acme should hire 40 people. #growth
  + <Demand>: Orders rose by 12 %, see
    [the wire](https://wire.example.com/a). {weight: 2}
    - [Doubt]: The wire counted twice.
  - <Cost>: Each hire costs $5,000. // of 2024
  + <Unheard>
  -> [Shrink]: Acme should shrink.

<Demand>

(1) Orders rose.
(2) Who has orders needs people.
--
Modus ponens
--
(3) [Grow]

[Shrink]
"""


def test_argdown():
    report = single(ARGDOWN, "acme.argdown")
    said = {c.id: c.statement for c in report.claims}
    assert (report.format, report.title, [s.title for s in report.sections]) == ("argdown", "Should Acme grow?", ["Growth"])
    assert said["grow"] == "Acme should hire 40 people."
    assert said["demand"] == "Orders rose by 12 %, see\n    [the wire](https://wire.example.com/a)."
    assert said["cost"] == "Each hire costs $5,000."
    one, two = [c.id for c in report.claims if c.id.startswith("c") and c.id != "cost"]
    found = targets(report)
    assert found["grow"] == ([], ["demand", "Unheard", one, two], ["cost"])
    assert found["demand"] == ([report.sources[0].id], [one, two], ["doubt"])
    assert found["shrink"] == ([], [], ["grow"])
    assert at(report, report.claims[0].statement_place) == "Acme should hire 40 people."
    assert [p.kind for p in report.passages[:3]] == ["paragraph", "paragraph", "item"]
    graph = build.graph_of([report], Config())
    assert {(e.source.id, e.target.id) for e in graph.edges if e.type == "contradicts"} >= {("grow", "cost"), ("shrink", "grow")}
    assert [c.target for _, c in graph.dangling] == ["Unheard"]


@pytest.mark.parametrize("text", ["/*" * 20_000, "[a]: b\n" + " + <x>: y\n" * 3_000, "[a]: " + "#t " * 20_000 + "x", "(1) a\n" * 5_000, "{" * 20_000])
def test_hostile_argdown_is_read(text):
    assert single(text + "\n", "acme.argdown").format == "argdown"
