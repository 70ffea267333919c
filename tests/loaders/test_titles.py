"""What a document is about, by its title."""

import pytest

from kg.loaders._title import subject_of


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Fennimore Rail - Due Diligence Dashboard", "Fennimore Rail"),
        ("Investment memo: Fennimore Rail (Oslo: FEN)", "Fennimore Rail"),
        ("Fennimore Rail Investment Memo: Series B", "Fennimore Rail"),
        ("fennimore-rail - overview", "fennimore-rail"),
        ("Supplier note: Tarn & Sons, third quarter 2023", "Tarn & Sons"),
        ("Q3 2024 results: Tarn Holding", "Tarn Holding"),
        ("Equity research | Tarn Holding (TRN) | 12 May 2024", "Tarn Holding"),
        ("Noise survey 2022: the Harbour Quarter", "Harbour Quarter"),
        ("Annual report of the Ardmore Hospital Trust, 2021/22", "Ardmore Hospital Trust"),
        ("Statistics of the Canton of Brenn, March 2024", "Canton of Brenn"),
        ("Budget 2026 – Borough of Wexley", "Borough of Wexley"),
        ("Ardmore University – Annual Report 2023/24", "Ardmore University"),
        ("Tarn Holding: company profile", "Tarn Holding"),
        ("Nutrition brief: Child feeding in Kesso", "Child feeding in Kesso"),
        ("Safety evaluation report (summary): PumpLine 4", "PumpLine 4"),
        ("Review of hydrogen storage", "hydrogen storage"),
        ("Museum of Glass", "Museum of Glass"),
        ("Abstract Glass", "Abstract Glass"),
        ("Tarn Foods plc Annual Report 2024", "Tarn Foods plc"),
        ("Financial statements of Tarn Bank for 2024", "Tarn Bank"),
        ("Tested: the Tarn 3, a bicycle that thinks it is a car", "Tarn 3"),
        ("Study summary for the public: the SHORELINE trial", "SHORELINE"),
        ("About us: the Ardmore Almshouse and Relief Trust", "Ardmore Almshouse and Relief Trust"),
        ("Tarn Foods lifts payout as frozen peas fill the gap", "Tarn Foods"),
        ("Chair's statement, Tarn Bank", "Tarn Bank"),
    ],
)
def test_name_or_topic(title, subject):
    assert subject_of(title) == subject


@pytest.mark.parametrize(
    "title",
    [
        "Annual Report",
        "Policy brief",
        "Budget 2025",
        "Letter to investors, fourth quarter 2024",
        "National Health Survey 2023 – main findings",
        "Kitchen mixers compared: Varn Pro, Ostermix and Luma S",
        "2024 Annual Report",
        "Executive summary",
        "Recommendation",
        "Abstract",
        "Summary and conclusions",
        "MEMORANDUM",
    ],
)
def test_kinds_of_documents_are_no_subject(title):
    assert subject_of(title) == ""
