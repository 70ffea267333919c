from collections.abc import Iterator

from kg.engine import check
from kg.evidence.author_years import Cited
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG612",
    "cited-year-not-listed",
    category="temporal",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="author-years",
    bad=[
        """\
# Visitors

The present study follows after three years (Sørlie 2022).

## References

Sørlie, B. (2020). *Visitor study.* Museum Research Series, volume 7.
""",
        """\
# Reading

As Dahl and Greco (2021) show, training helps; Berg et al. (2018) agree.

## References

- Berg, I., Moe, T. and Lie, A. (2018). *Teachers.* Tromsø.
- Dahl, S. and Greco, P. (2020). *How to train teachers.* Tromsø.
- Dahl, S. (2021). *A pilot.* Vestfjord.
""",
    ],
    good=[
        """\
# Reading

As Dahl and Greco (2020) show, training helps (Berg et al., 2018; Dahl 2021a). Dahl was appointed in 2019, and Dahl (58) left.
Skarnes (2018) came first.

## References

- Berg, I., Moe, T. and Lie, A. (2018). *Teachers.* Tromsø.
- Dahl, S. and Greco, P. (2020). *How to train teachers.* Tromsø.
- Dahl, S. (2021a). *A pilot.* Vestfjord.
""",
    ],
)
def cited_year_not_listed(cited: Cited) -> Iterator[Problem]:
    """A text cites an author with a year that the list of references does not have for that author.

    Why: readers cannot tell whether a year is wrong or a reference is missing.

    What to do: correct the year in the one place or the other, or add the missing reference.

    Blind spots: only authors that the list knows are looked at; the list must stand under a heading of its
    own, with one entry a line that begins with the author's surname and has the year behind the names.
    """
    if cited.listed:
        return
    years = ", ".join(dict.fromkeys(e.year for e in cited.entries))
    about = [About("sentence", None, cited.place, cited.text, cited.report)]
    about += [About("sentence", None, e.place, e.text, cited.report) for e in cited.entries]
    yield Problem(f"“{cited.text}” is cited; the references have {cited.entries[0].first} with {years}", tuple(about), {"cited": cited.year, "listed": years})
