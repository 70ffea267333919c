"""Facts and dates in passages of several fields: planted errors are found, their clean twins are not."""

import pytest

from kg import build, config, engine

CHECKS = ("KG309", "KG5", "KG6", "KG7", "KG901")


def found(*texts: str) -> list[str]:
    """Names of what the checks of facts, time and confidence find in one or several documents."""
    settings = config.Config()
    bundles = [build.example_bundle(text, f"doc{n}") for n, text in enumerate(texts)]
    graph = build.graph_of(build.load_bundles(bundles, settings), settings)
    outcome = engine.run(graph, settings, engine.selected(CHECKS))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return sorted({f.name for f in outcome.findings})


PLANTED = {
    "health: approval dated twice": (
        "event-dates-disagree",
        """\
# Velorin Review

The agency approved Velorin in March 2021 for adults.

## History

Velorin was approved in June 2022, after two trials.
""",
    ),
    "policy: law in force on two days": (
        "event-dates-disagree",
        """\
# Water Policy Brief

The Clean Rivers Act entered into force in August 2023.

## Timeline

| Date | Event |
|---|---|
| 2021 | Adoption of Clean Rivers Act by parliament |

The Clean Rivers Act took effect on 1 January 2024.
""",
    ),
    "energy: plant opened twice": (
        "event-dates-disagree",
        """\
# Northern Grid

Northern Grid inaugurated Skerry Wind Farm in 2019.

## Assets

| Year | Milestone |
|---|---|
| 2021 | Inaugurated Skerry Wind Farm |
| 2022 | Launched Fjord Link |
""",
    ),
    "science: mission launched twice": (
        "event-dates-disagree",
        """\
# Space Science Report

The agency launched Heliora-2 on 14 February 2020.

## Results

Since the launch of Heliora-2 in March 2020 the probe has sent 4 TB of data.
""",
    ),
    "sports: club bought by two": (
        "event-roles-disagree",
        """\
# League Finance Report

In 2018, Redstone Sports acquired Harbour United.

## Ownership

Harbour United was acquired by Kestrel Holdings in 2018.
""",
    ),
    "media: acquisition dated twice, in the passive": (
        "event-dates-disagree",
        """\
# Press Market

Morning Courier was acquired by Delta Media in 2016.

## Owners

Delta Media bought Morning Courier in May 2017 and closed two of its offices.
""",
    ),
    "startup: lead differs": (
        "event-roles-disagree",
        """\
# Brightleaf

Brightleaf raised $20 million in a Series A led by Oakridge Capital in 2020.

## Funding

The Series A of Brightleaf, led by Nordlight, closed in 2020 at $20 million.
""",
    ),
    "startup: round dated twice without a name": (
        "event-dates-disagree",
        """\
# Brightleaf

In March 2021, Brightleaf raised $42.5 million in a funding round.

## Funding

Brightleaf announced a $42.5 million Series B on June 3, 2021.
""",
    ),
    "startup: round of a month with two amounts": (
        "round-amounts-disagree",
        """\
# Brightleaf

In March 2021, Brightleaf raised $42.5 million.

## Funding

- Series B: $60 million (March 12, 2021)
""",
    ),
    "startup: member missing": (
        "list-member-missing",
        """\
# Brightleaf

Brightleaf raised $60 million in a Series B from Oakridge Capital, Nordlight, and Siemens.

## Partners

Series B investors include Nordlight and Bosch.
""",
    ),
    "startup: latest is not last": (
        "latest-is-not-last",
        """\
# Brightleaf

The latest funding round of Brightleaf was a Series A in 2019.

## Funding

- Series A: $20 million (2019)
- Series B: $60 million (2021)
""",
    ),
    "startup: raised before it was founded": (
        "raised-before-founded",
        """\
# Brightleaf

Brightleaf was founded in 2020.

## Funding

- Series A: $20 million (May 2018)
""",
    ),
    "energy: denied acquisition": (
        "absence-contradicted",
        """\
# Northern Grid

Northern Grid has made no acquisitions.

## History

In 2019, Northern Grid acquired Skerry Power.
""",
    ),
    "energy: forecast of a year that is over": (
        "forecast-for-past-period",
        """\
---
date: 2026-03-01
---
# Northern Grid

Revenue is expected to reach $240 million in 2024.
""",
    ),
    "public administration: event after the report": (
        "date-after-report",
        """\
---
date: 2025-03-01
---
# Digital Services Report

As of June 2025, the portal has 40,000 users.
""",
    ),
    "public administration: risk rated twice": (
        "ratings-disagree",
        """\
# Digital Services Report

## Risks

| Risk | Likelihood | Impact |
|---|---|---|
| Legacy mainframe outage | Low | High |

A legacy mainframe outage has a high likelihood in winter.
""",
    ),
    "sports: row under the wrong type": (
        "event-type-disagrees",
        """\
# League Finance Report

| Date | Event | Type |
|---|---|---|
| 2018 | Acquired Harbour United | product launch |
| 2019 | Opened North Stand | opening |
""",
    ),
    "health: who says so": (
        "origins-disagree",
        """\
# Medora

Medora reported 125,000 users in 2024.

## Data quality

The figure of 125,000 users in 2024 is a third-party estimate.
""",
    ),
    "health: labels differ": (
        "confidence-disagrees",
        """\
=== claims.csv
id,statement,confidence,sources
C1,The registry counts 48200 dialysis patients in the region.,High,S1
C2,Roughly 48200 dialysis patients are treated although two regional units have closed since spring.,Low,S1
C3,Hospitals bought 31 scanners.,High,S1
=== sources.csv
id,publisher,title
S1,Registry,Annual count
""",
    ),
    "science: source older than the fact": (
        "source-older-than-fact",
        """\
=== claims.csv
id,statement,sources
C1,The telescope recorded 14 bursts in May 2024.,S1
=== sources.csv
id,publisher,title,date
S1,Observatory,First light,2022-11-03
""",
    ),
    "transport: planned opening dated twice": (
        "event-dates-disagree",
        """\
# Transit Outlook

The eastern tram depot is to be opened in 2028.

## Investment

The eastern tram depot, to be opened in 2030, is the largest item.
""",
    ),
    "logistics: participle behind a comma": (
        "event-dates-disagree",
        """\
# Parcel Networks

The new depot in Hallsund, opened in June 2020, sorts letters.

## Capacity

The Hallsund depot, opened in June 2021, is half empty.
""",
    ),
    "devices: mark received on two dates": (
        "event-dates-disagree",
        """\
# Glucose Monitors

Sensora 5 received its CE mark in May 2020.

## Regulation

Sensora 5 has been CE-marked since June 2021.
""",
    ),
    "startup: lead behind an apposition": (
        "event-roles-disagree",
        """\
# Helmsby University

One spin-out, Ferrolux, raised £9m in a Series A round led by Alder Ventures in March 2023.

## Spin-outs

Ferrolux, a maker of magnets, closed a Series A of £9m in March 2023, led by Birch Capital; Alder Ventures took part.
""",
    ),
    "transport: office held by two": (
        "event-roles-disagree",
        """\
# Norrona Lines

Ola Brekke is chief executive of Norrona Lines.

## Board

The CEO of Norrona Lines is Siri Aas.
""",
    ),
    "investors: only two took part": (
        "list-member-missing",
        """\
# Skylark Optics

Skylark Optics raised $12 million in a Series A in May 2021. Only Oak Capital and Elm Partners took part in the Series A.

## Owners

Pine Growth took part in the Series A of May 2021.
""",
    ),
    "energy: pilot and production": (
        "states-disagree",
        """\
# Electrolysers

| Project | Stage |
|---|---|
| Norrby | In production |
| Sundsund | Pilot |

Norrby is still a pilot.
""",
    ),
    "policy: done and still to come": (
        "event-status-disagrees",
        """\
# Forest Policy

The Old Trees Act will enter into force in 2024.

## State of play

The Old Trees Act entered into force in 2024.
""",
    ),
}

CLEAN = {
    "university: taking over a post is no acquisition": """\
# Helmsby University

Ingrid Vale took over as Vice-Chancellor in September 2022. Peter Holm took over as Vice-Chancellor in May 2015.
""",
    "industry: sold on, and stakes bought": """\
# Torvald Stoves

Torvald Stoves was sold to Ellan in 2004. Marrow bought 30% of the company in 2001.

## Owners

Torvald Stoves was acquired by Kestrel Partners in 2016.
""",
    "culture: halls of one house": """\
# Museums

The second hall, opened in 2011, is large. The first hall opened in 2004. The third hall will open in 2030.

## Halls

The second hall of the annex opened in 2015. Visitors of the summer show, opened in 2014, came back.
""",
    "devices: approved in two countries": """\
# Ferrin

Ferrin was approved in Japan in May 2020. Ferrin was approved in Canada in June 2021.
""",
    "companies: offices of several": """\
# Acme Pumps

The chair of Acme Pumps is Ola Berg. Ann Lee is chief executive of Acme Pumps and was its CFO until 2020.

## People

Tom Fox, CEO of Beta Corp, agreed. Tom Fox is chair. Former chair of Acme Pumps is Jan Roe.
""",
    "policy: agreed and completed in one year": """\
# Deals

Torvald agreed to acquire Kelda Pumps in 2024. Kelda Pumps was acquired by Torvald in 2024.
""",
    "health: two products": """\
# Velorin Review

The agency approved Velorin in March 2021 and Velorin Plus in June 2022.

## History

Velorin was approved in 2021. The agency plans to approve Velorin Junior in 2027.
""",
    "policy: adoption and entry into force": """\
# Water Policy Brief

The Clean Rivers Act was adopted in May 2021 and entered into force in August 2023.

## Timeline

Since August 2023 the Clean Rivers Act has been in force. It entered into force in 2023.
""",
    "energy: plan and completion": """\
# Northern Grid

Northern Grid plans to acquire Fjord Link in 2028. In 2019 it acquired Skerry Power.

## History

Northern Grid acquired Skerry Power in October 2019. Ostwind acquired Fjord Cable in 2020.
""",
    "science: precision": """\
# Space Science Report

The agency launched Heliora-2 on 14 February 2020.

## Results

The agency launched Heliora-2 in early 2020 and Heliora-3 in 2023. The launch of Heliora-2 in February 2020 cost $90 million.
""",
    "sports: two clubs": """\
# League Finance Report

In 2018, Redstone Sports acquired Harbour United, and in 2019 Kestrel Holdings acquired Valley Rovers.

## Ownership

Harbour United was acquired by Redstone Sports in 2018.
""",
    "startup: several rounds": """\
# Brightleaf

Brightleaf raised $20 million in a Series A led by Oakridge Capital in 2020 and $60 million in a Series B led by Nordlight in March 2021.

## Funding

- Series A: $20 million (2020), led by Oakridge
- Series B: $60 million (March 12, 2021)

The Series B of $60 million in March 2021 was joined by Siemens and Bosch. Brightleaf was founded in 2018.
""",
    "startup: same amounts, other rounds": """\
# Brightleaf

In February 2018, Brightleaf raised $10 million.

## Funding

Brightleaf raised $10 million in a Series C in August 2023.
""",
    "startup: open lists": """\
# Brightleaf

Brightleaf raised $60 million in a Series B from Oakridge Capital, Nordlight, and others.

## Partners

Series B investors include Nordlight and Bosch. The Series A was led by investors including Siemens.
""",
    "startup: competitors' rounds": """\
# Brightleaf

Brightleaf raised $60 million in a Series B in March 2021.

## Competitors

Rival Greenpod raised $25 million in a Series B in May 2022 led by Sunfund. Leafworks closed its Series B in 2020.
""",
    "startup: limited denials": """\
# Brightleaf

Brightleaf raised $60 million in a Series B in March 2021. No funding round has been announced since March 2021.

## Gaps

Brightleaf has not disclosed details of its funding rounds. It has made no major acquisitions. No debt financing has been disclosed.
""",
    "energy: forecasts ahead and old forecasts": """\
---
date: 2026-03-01
---
# Northern Grid

Revenue is expected to reach $240 million in 2028. In 2021 analysts had expected revenue of $200 million in 2024.
Revenue grew to an estimated $210 million by 2025.
""",
    "public administration: dates before the report": """\
---
date: 2025-03-01
---
# Digital Services Report

As of February 2025, the portal has 40,000 users. The agency plans to launch Portal Two in June 2025.
""",
    "public administration: two risks": """\
# Digital Services Report

## Risks

| Risk | Likelihood | Impact |
|---|---|---|
| Legacy mainframe outage | Low | High |
| Data centre outage | Medium | High |

A data centre outage has a medium likelihood. A legacy mainframe outage is a low-likelihood, high-impact risk.
""",
    "sports: types that fit": """\
# League Finance Report

| Date | Event | Type |
|---|---|---|
| 2018 | Acquired Harbour United; launched Harbour TV | acquisition |
| 2019 | Opened North Stand | opening |
| 2020 | Sold 30,000 season tickets | milestone |
""",
    "health: origins that agree": """\
# Medora

Medora reported 125,000 users in 2024.

## Data quality

The figure of 125,000 users in 2024 was confirmed by the company. Revenue of $3 million in 2024 is a third-party estimate.
""",
    "health: labels of different facts": """\
=== claims.csv
id,statement,confidence,sources
C1,The registry counts 48200 dialysis patients in the region.,High,S1
C2,Ambulances drove 48200 kilometres in a month.,Low,S1
C3,Hospitals bought 31 scanners.,High,S1
C4,Hospitals sold 12 ambulances.,Medium,S1
=== sources.csv
id,publisher,title
S1,Registry,Annual count
""",
    "science: sources that are recent enough": """\
=== claims.csv
id,statement,sources
C1,The telescope recorded 14 bursts in May 2024.,S1; S2
C2,The mirror will be replaced in 2027.,S1
C3,First light was in November 2022.,S1
=== sources.csv
id,publisher,title,date
S1,Observatory,First light,2022-11-03
S2,Observatory,Burst catalogue 2024,2024-08
""",
    "education: reopened and renamed": """\
# School Building Report

The city opened Elm Street School in 1974 and plans to open Birch School in 2027.

## Buildings

Elm Street School was opened in 1974; its gym was opened in 1988.
""",
    "transport: tables and prose": """\
# Rail Report

| Year | Milestone | Type |
|---|---|---|
| 2012 | Opened Harbour Line | opening |
| 2016 | Opened Airport Line | opening |

The operator opened Harbour Line in December 2012. Airport Line was opened in 2016.
""",
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_error_is_found(name):
    check, text = PLANTED[name]
    assert check in found(text)


@pytest.mark.parametrize("name", PLANTED)
def test_planted_error_is_all_that_is_found(name):
    check, text = PLANTED[name]
    assert set(found(text)) <= {check}


@pytest.mark.parametrize("name", CLEAN)
def test_clean_passage_is_clean(name):
    assert found(CLEAN[name]) == []


def test_documents_are_compared():
    first = "# Acme\n\nAcme raised $13 billion in a Series F on October 2, 2025.\n"
    second = "# Acme Profile\n\nIn September 2025, Acme raised $13 billion in its Series F.\n"
    assert found(first, second) == ["event-dates-disagree"]


def test_a_bound_of_another_document_may_be_stale():
    first = "# Acme\n\nAcme hosts 500,000+ datasets.\n"
    second = "# Acme\n\nAcme hosts over 1.2 million datasets.\n"
    assert found(first, second) == ["stale-bound"]
    assert found(first, "# Acme\n\nAcme hosts over 600,000 datasets.\n") == []
