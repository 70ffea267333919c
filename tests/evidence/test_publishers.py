"""Names of one publisher meet, names of two stay apart."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.evidence import independence, party, publishers
from kg.evidence.pages import copies, duplicates, listing, same_pages
from kg.model import Place, Report, Source

AT = Place("r", 1, 1, 1, 2)


def sources(*rows: tuple[str, ...]) -> list[Source]:
    return [Source(f"S{n}", publisher, title, AT, *rest) for n, (publisher, title, *rest) in enumerate(rows, 1)]


def merged(*names: str, config: Config = Config()) -> set[frozenset[str]]:  # noqa: B008 - frozen
    report = Report("r", "r", "test", sources=tuple(sources(*((n, "") for n in names))))
    return {frozenset(p.names) for p in publishers(report, config).values()}


@pytest.mark.parametrize(
    "names",
    [
        ("Sacra", "Sacra Research"),
        ("LATKA", "Latka", "Getlatka"),
        ("CB Insights", "CBInsights"),
        ("McKinsey & Company", "McKinsey and Company", "mckinsey.com"),
        ("Amazon Web Services", "AWS Marketplace", "aws.amazon.com"),
        ("Northwind", "Northwind Blog", "Northwind Legal Team", "northwind.io"),
        ("Bloomberg", "Bloomberg LP", "Bloomberg News"),
        ("arXiv", "arXiv / OpenAI"),
        ("The New York Times", "nytimes.com", "NYT"),
        ("Wikipedia", "en.wikipedia.org", "fr.wikipedia.org"),
        ("Together AI", "together.ai"),
        ("Red Panda", "Red Panda GmbH", "RED PANDA"),
    ],
)
def test_one_publisher(names):
    assert merged(*names) == {frozenset(names)}


@pytest.mark.parametrize(
    "names",
    [
        ("Market Research", "Market Insights"),
        ("Science", "Science News"),
        ("Oxford University Press", "Oxford University"),
        ("Associated Press", "Associated Media"),
        ("Security Week", "Dark Reading"),
        ("Time Out", "TIME"),
        ("Insider", "Business Insider"),
        ("asu.edu", "ias.edu"),
        ("news.example.co.uk", "news.other.co.uk"),
    ],
)
def test_two_publishers(names):
    assert merged(*names) == {frozenset({n}) for n in names}


def test_a_shelf_is_no_publisher():
    assert merged("pubmed.ncbi.nlm.nih.gov", "doi.org", "Nature") == {frozenset({"Nature"})}


def test_the_users_groups_come_first():
    config = Config(publishers={"Alder Group": ("Birch", "Cedar Research")})
    assert merged("Birch", "Cedar Research", "Cedar", config=config) == {
        frozenset({"Birch", "Cedar Research"}),
        frozenset({"Cedar"}),
    }


def voices(rows: list[Source], subject: str = "") -> tuple[int, list[str]]:
    report = Report("r", "r", "test", subject=subject, sources=tuple(rows))
    by_source = publishers(report, Config())
    found = independence(rows, by_source, {})
    return found.count, list(found.in_words(subject))


def test_copies_owners_and_names_count_once():
    count, words = voices(
        sources(
            ("Business Wire", "Acme raises $5M to bake more bread"),
            ("VentureBeat", "Acme Raises $5M to Bake More Bread"),
            ("Red Hat", "The state of baking"),
            ("IBM", "Bread in numbers"),
            ("Reuters", "A visit to Acme"),
            ("Reuters", "Acme again"),
        )
    )
    assert count == 3
    assert words[1].endswith("Red Hat and IBM belong together")
    assert words[2] == "Reuters: S5, S6; several sources of one publisher count once"


def test_what_the_subject_owns_is_its_own():
    report = Report("r", "r", "test", subject="Hugging Face", subject_certain=True)
    assert "Gradio" in party(report, Config()).interest.publishers


# --------------------------------------------------------------------------- pages


def grouped(find, rows: list[Source]) -> list[set[str]]:
    by_source = publishers(Report("r", "r", "test", sources=tuple(rows)), Config())
    return [{s.id for s in g.sources} for g in find(rows, by_source)]


def test_duplicates():
    rows = sources(
        ("Acme Blog", "Pricing – Acme"),
        ("Acme", "pricing: Acme"),
        ("Acme", "Pricing, Acme", "", "https://acme.com/a"),
        ("Acme", "Pricing, Acme", "", "https://acme.com/b"),
        ("Bolt", "Pricing Acme"),
        ("", "Pricing"),
        ("", "Pricing"),
    )
    assert grouped(duplicates, rows) == [{"S1", "S2"}]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme – Pricing", "Acme Pricing Page"),
        ("Tram 9 raises $23M from the city", "Tram 9 Raises $23M"),
        ("Tram 9 Series B announcement", "Tram 9 raises $40M Series B"),
        ("Company Profile: Tram 9", "Tram 9"),
        ("Tram 9 Company Profile", "Tram 9 Company Profile - Funding"),
        ("Tram 9 – Acme", "Tram 9 - History section"),
        ("Tram 9 Tag", "Tram 9 Coverage - All Articles"),
    ],
)
def test_same_page(first, second):
    found = grouped(same_pages, sources(("Acme", first), ("Acme", second)))
    assert found == ([] if first.startswith("Company Profile:") else [{"S1", "S2"}])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Datasets", "Datasets documentation"),
        ("Tram 9 raises $23M", "Tram 9 raises $40M"),
        ("Tram 9 Series A", "Tram 9 Series B"),
        ("Enterprise Hub", "Acme Blog – Enterprise Hub"),
        ("A survey of rail", "A survey of road"),
    ],
)
def test_two_pages(first, second):
    assert grouped(same_pages, sources(("Acme", first), ("Acme", second))) == []


def test_copies_need_two_publishers_and_a_long_headline():
    rows = sources(
        ("A", "Company profile"), ("B", "Company profile"), ("C", "One two three four five"), ("C", "One two three four five")
    )
    assert grouped(copies, rows) == []


@pytest.mark.parametrize(
    ("publisher", "title", "url", "kind"),
    [
        ("TechCrunch", "TechCrunch – Acme Tag", "", "listing"),
        ("Reuters", "Reuters Technology Coverage", "", "listing"),
        ("Acme", "Acme Blog", "", "blog"),
        ("Acme", "Acme Official Website", "", "home"),
        ("Acme", "", "https://www.acme.com/", "home"),
        ("Acme", "Acme", "https://acme.com/tag/trams?page=2", "listing"),
        ("Acme", "Acme Tag", "https://acme.com/2024/05/trams-return", ""),
        ("Acme", "Health coverage in rural areas", "", ""),
        ("Acme", "How we built our website search", "", ""),
        ("Wikipedia", "Acme", "", ""),
    ],
)
def test_listings(publisher, title, url, kind):
    assert listing(sources((publisher, title, "", url))[0]) == kind
