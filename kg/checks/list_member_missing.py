from collections.abc import Iterator

from kg.candidates.events import Told
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG502",
    "list-member-missing",
    category="facts-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="events",
    bad=[
        """\
# Acme

Acme raised $235M in a Series D in August 2023 from Salesforce, Google, Nvidia, and IBM.

## Investors

Series D investors include all cloud providers (Google, Microsoft) and the chip maker Nvidia.
""",
        """\
# Tamsin Robotics

Tamsin Robotics raised $30 million in a Series B in May 2022. Only Alder Capital and Birch Partners took part in the Series B.

## Owners

Cedar Growth took part in the Series B of May 2022.
""",
    ],
    good=[
        """\
# Acme

Acme raised $235M in a Series D in August 2023 from Salesforce, Google, Nvidia, and IBM.

## Investors

Series D investors include Google and Nvidia. Microsoft is a possible acquirer of Acme.
""",
        """\
# Acme

Acme raised $235M in a Series D in August 2023 from investors including Salesforce and Google.

## Investors

Series D investors include Salesforce Ventures, Google Cloud and Microsoft.
""",
    ],
)
def list_member_missing(accounts: tuple[Told, ...]) -> Iterator[Problem]:
    """One place names a member that every complete list lacks.

    Why: a famous name that is not among the investors, partners or members is the kind of error that
    is quoted.

    What to do: check the name against the announcement; take it out, or add it to the lists.

    Blind spots: a list counts as complete when nothing in it ("including", "and others") says that
    there is more; a name under which an organisation also acts has to be in [names] of kg.toml.
    """
    rows: dict[str, tuple[str, list[Told]]] = {}
    for told in accounts:
        for member in told.event.members:
            if member.role in ("investors", "participants", "lead"):
                name, places = rows.setdefault(member.key, (member.name, []))
                if told not in places:
                    places.append(told)
    lists = [t for t in accounts if any(t.event.complete(r) and (len(t.event.named(r)) > 2 or any(m.only for m in t.event.named(r))) for r in ("investors", "participants"))]
    leads = {m.key for t in accounts for m in t.event.named("lead")}
    for key, (name, places) in rows.items():
        lacking = [t for t in lists if key not in {m.key for m in t.event.members}]
        having = [t for t in lists if t not in lacking]
        if key in leads or not lacking or len(having) > 1 or (having and len(lacking) < 2):
            continue
        if having and any(t not in having and not _restated(t, having) for t in places):
            continue
        # The longest list, whatever the order in which they stand.
        one = min(lacking, key=lambda t: (-len(_others(t)), _others(t))).event
        who = ", ".join(dict.fromkeys(m.name for m in one.members if m.role != "lead"))
        what = f"{one.subject_name}, {one.round} round" if one.series else one.thing_name
        about = [About(t.about.kind, t.about.id, t.about.place, t.about.text, t.about.report, side) for side, told in ((f"with {name}", places), (f"without {name}", lacking)) for t in told]
        data = {"what": what, "member": name, "list": who}
        if len({a.report for a in about}) > 1:
            data["cross_document"] = True
        yield Problem(f"{what}: {name} is named ({len(places)} {'place' if len(places) == 1 else 'places'}), but every complete list lacks it: {who}", tuple(about), data)


def _restated(told: Told, rows: list[Told]) -> bool:
    """Whether a claim names nobody that a row of data does not name: the row says once more what the claim says."""
    named = {m.key for m in told.event.members}
    return told.event.carrier[0] == "claim" and any(r.event.carrier[0] == "metric" and named <= {m.key for m in r.event.members} for r in rows)


def _others(told: Told) -> tuple[str, ...]:
    """The names of a list without who led."""
    return tuple(dict.fromkeys(m.name for m in told.event.members if m.role != "lead"))
