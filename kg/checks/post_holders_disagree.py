from collections import defaultdict
from collections.abc import Iterator

from kg.candidates.posts import Held
from kg.engine import check
from kg.events.incumbents import doubled
from kg.events.spelling import distance
from kg.findings import Certainty, Problem, Severity


@check(
    "KG513",
    "post-holders-disagree",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="posts",
    bad=[
        """\
# Lantern House

Bernadette Quill, who as Head of Houses saw the fourth house through, has begun the search for a fifth.

## The people responsible

- Treasurer: Prakash Menon
- Head of Houses: Oonagh Sloane
""",
        """\
# Orrin Wind

The debt comes from a club of nine banks led by Nordbank Halvorsen, which acts as facility agent.

## Summary for lenders

Strike price 82. Agent: Lorne Pension. Complete in 2029.
""",
        """\
# City Rovers

Matteo Brandl, the finance director, calls 65% too much.

## Accounts

The accounts were signed by Philippa Danvers as chair and Anselm Gray as finance director.
""",
        """\
# Tram plan

Alderman Joris Brink is responsible. The deal was signed by Alderman Joris Brink and provincial deputy Bas Wiersma.

## What happens now?

If it is adopted, Alderman Bas Wiersma will report on progress each spring.
""",
        """\
# Volta Foods

| Function | Name |
|---|---|
| Chief scientist | Mehdi Benhamou |
| Head of sales | Pieter van Assche |

Sales are growing, says head of sales Carla Ruiz.
""",
        """\
# Home Trust

Our largest grant, 540,000 from the Edith Rowell Foundation, paid for three houses.

## Thanks

The Hearth Foundation, which gave us our largest grant, will give again.
""",
        """\
# Northlight

- **Largest customer:** Delmar Insurance
- **Chair:** Miriam Stein

The board is chaired by Oskar Brandt. Its biggest customer is Pontis Bank.
""",
        """\
# Pulmora

## Team

- Chief executive: Aoife Brannigan
- Chief technology officer: Priya Raman
- Chief medical officer: Priya Raman
""",
        """\
# Food Bank

*Margaret Oduya, Chair of Trustees*

## Dates

Joan Pemberton will then step down as chair after six years.
""",
    ],
    good=[
        """\
# Home Trust

Our largest grant, 540,000 from the Hearth Foundation, paid for three houses. Our second largest grant came from Rowell.

## Customers

Oostmeer is the largest customer of the shop; Delmar is the largest supplier. In 2019 the largest customer was Pontis.
""",
        """\
# Lantern House

Bernadette Quill, who as Head of Houses saw the fourth house through, has begun the search for a fifth.

## The people responsible

- Treasurer: Prakash Menon (until July 2024), then Oonagh Sloane
- Head of Houses: Bernadette Quill
- Head of Fundraising: Tom Ashe
- Trustee: Ann Lee
- Trustee: Omar Haddad
""",
        """\
# City Rovers

Anselm Gray, the finance director, calls 65% too much. Ilse Maas, the former finance director, agrees; the deputy finance
director, Jan Roos, does not. Pia Holm, finance director of Millbank United, paid more.

## Accounts

The accounts were signed by Philippa Danvers as chair and Anselm Gray as finance director.
""",
        """\
# Tram plan

Alderman Joris Brink is responsible. Alderman Bas Wiersma is responsible for parks.

## Committees

The chair of the audit committee, Ada Bell, met the chair of the works committee, Ida Moen.
""",
    ],
)
def post_holders_disagree(held: tuple[Held, ...]) -> Iterator[Problem]:
    """A post that one alone can hold, or the first place among many, is given to two.

    Why: readers take names on trust; one of the two is wrong, or there has been a change that the text
    does not tell.

    What to do: look the post up; where one followed the other, say from when.

    Blind spots: the largest, main or only one of a kind is read where one name stands beside it and no
    date. Posts are compared by the words they are called by ("finance director" is not
    "CFO"), and those of other bodies only where these are named. Whoever is called former, acting,
    deputy or new is left out. A post that several may hold (alderman, deputy) counts only where one
    name has it in one place and another post elsewhere, and another name has it in two places. One name in two
    posts of one list is told of where the posts are of one sort and all others have holders of their own.
    """
    by_role: dict[tuple, list[Held]] = defaultdict(list)
    for one in held:
        by_role[one.post.role, one.post.body].append(one)
    short = [key for key in by_role if len(key[0]) == 1 and key[0] <= _ALONE]
    for role, body in list(by_role):
        if len(role) == 2 and (head := role & _ALONE) and (head, body) in short:
            by_role[head, body] += by_role.pop((role, body))
    for role, _body in sorted(by_role, key=lambda k: (sorted(k[0]), k[1])):
        found = by_role[role, _body]
        if all(h.office for h in found):
            continue  # compared as an office
        names: dict[str, list[Held]] = defaultdict(list)
        for one in found:
            names[one.post.surname].append(one)
        if len(names) != 2 or (len({h.post.who.split()[0] for h in found}) < 2 and not _strangers(*names)):
            continue
        few, many = sorted(names.values(), key=lambda hs: (len(hs), -held.index(hs[0])))
        if _one_name(few[0], many[0]) or _one_sentence(few, many) or not (found[0].post.single or _elsewhere(few, many, held)):
            continue
        yield _problem(few, many)
    by_post = {id(one.post): one for one in held}
    for a, b in doubled([one.post for one in held]):
        about = tuple(by_post[id(p)].about for p in (a, b))
        if about[0].report == about[1].report:
            yield Problem(f"{a.who}: {a.title} and {b.title} in one list", about, {"post": a.title, "values": [a.title, b.title]})


_ALONE = frozenset(("agent", "custodian", "auditor", "examiner", "treasurer", "insurer", "architect", "conductor", "coach"))


def _strangers(a: str, b: str) -> bool:
    """Whether two surnames are of two people who share a first name, not one name written in two ways."""
    return " " not in a + b and not (set(a.split("-")) & set(b.split("-"))) and distance(a, b, 3) > 1


def _one_name(a: Held, b: Held) -> bool:
    """Whether one name is a part or the initials of the other."""
    left, right = (frozenset(h.post.who.lower().replace("&", " ").split()) - {"the"} for h in (a, b))
    return (
        left <= right
        or right <= left
        or any(
            x.post.who.lower().replace(".", "") == "".join(w[0] for w in y.post.who.split()).lower() for x, y in ((a, b), (b, a))
        )
    )


def _one_sentence(few: list[Held], many: list[Held]) -> bool:
    return any(
        a.about.report == b.about.report and a.post.kind == b.post.kind and a.post.id == b.post.id for a in few for b in many
    )


def _elsewhere(few: list[Held], many: list[Held], held: tuple[Held, ...]) -> bool:
    """Whether the rarer name has another post elsewhere, and the other is in this one at least twice."""
    if len(few) != 1 or len(many) < 2:
        return False
    mine = {h.post.role for h in held if h.post.surname == few[0].post.surname and h is not few[0]}
    return (
        bool(mine)
        and few[0].post.role not in mine
        and not {h.post.role for h in held if h.post.surname == many[0].post.surname} - {few[0].post.role}
    )


def _problem(few: list[Held], many: list[Held]) -> Problem:
    title = few[0].post.title
    about = tuple(dict.fromkeys(h.about for h in (*few, *many)))
    data = {"post": title, "values": [few[0].post.who, many[0].post.who]}
    if len({a.report for a in about}) > 1:
        data["cross_document"] = True
    sides = " versus ".join(f"{side[0].post.who} ({len(side)} {'place' if len(side) == 1 else 'places'})" for side in (few, many))
    return Problem(f"{title}: {sides}", about, data)
