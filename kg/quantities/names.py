"""Digits that belong to a name: addresses, citations, ids, versions, models, times of day.

Judged before a number is read, by what the digits are part of. Every pattern is bounded, so that
no input makes the search longer than its own length.
"""

from __future__ import annotations

from bisect import bisect_right

from kg import patterns as re

_CLOSED = re.compile(
    r"""
    (?:https?|ftp|file|mailto|doi|urn):\S+
  | www\.\S+
  | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}
  | \b(?:arXiv|doi)\s?:?\s?\d\S*
  | (?P<citation>\[[^][\n/]{1,160}\]|【[^】\n]{1,160}】)
  | (?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,6}
        (?:com|org|net|io|ai|co|gov|edu|eu|dev|app|html?|pdf|csv|json|xlsx?|md|txt|py|png|jpe?g)\b(?:/\S*)?
""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BE_CLOSED = re.compile(r"://|www\.|@|arxiv|doi|\[|【|\.[a-z]{2,4}\b", re.IGNORECASE)
_ESCAPED = re.compile(r"(?<!\S)\S*%(?:[2-7][0-9A-F]|E[0-9A-F]|C[23])[A-Za-z%.,]\S*")
_CITATION = re.compile(
    r"[\^@]|\d+†|[A-Za-z_]{0,12}[-_: ]?\d{1,6}[a-z]?(?:\s?[,;–-]\s?[A-Za-z_]{0,12}[-_: ]?\d{1,6}[a-z]?){0,40}[\]】]"
)

_NAME = re.compile(
    r"""
    \d{1,9}(?:\.\d{1,9}){2,9}(?:[-+]\w{1,20})*                                # versions, addresses
  | (?:\+?\d{1,3}[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)              # telephone numbers
  | \d{1,2}\s?[x×]\s?(?!10[\^⁻⁺⁰¹²³⁴-⁹−-])\d+(?:\.\d+)?[BM]?\b                # "8x7B", "1920 x 1080"
  | \d{1,4}-\d{2,4}-\d{2,4}(?:[-/]\d+)*(?!\d) | \d{1,9}(?:[-–/]\d{1,9}){3,}
  | (?!\d{1,3}(?:,\d{2,3}){1,8}(?!,?\d))\d{1,9}(?:,\d{1,9}){5,}                 # rows of data
  | \d{3}-\d{4}(?:[-/]\d+)+
  | \d{1,4}\s?\(\d{1,3}\)\s?:\s?\d+(?:[-–]\d+)?                               # volume, issue, pages
  | \d{1,4}:\d{2,}[-–]\d+
  | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?                             # times of day
  | \d{1,2}(?:\.\d\d)?\s?(?:[ap]\.m\.|[ap]m\b)
  | 24/7(?:/365)?
  | (?:10|8|20|6|11)-[KQF](?:SB)?\b | \d{3}\([a-z]\)(?:\(\d\))?               # forms, paragraphs
  | [1-9]D\b | [2-6]G\b(?!B) | [48]K\s(?:video|resolution|display|TV)
  | \d+(?:st|nd|rd|th)\b                                                      # ordinals
  | (?:[0-9a-f]{2,40}[a-f][0-9a-f]{0,40}\d[0-9a-f]{0,40}|\d{1,40}[a-f]{1,40}\d[0-9a-f]{3,40})\b
  | \d{4,5}/\d{3,4}\b | 0\d+\b(?![.,%]) | 0x[0-9a-f]+
  | \d{4}\.\d{4,5}(?:v\d+)?\b(?!\s?(?:%|million|billion))                     # arXiv
""",
    re.VERBOSE | re.IGNORECASE,
)
_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}$|\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d$")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_REST = re.compile(r"[\w.,-]*\w")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]+$")
_CURRENCY_CODE = re.compile(
    r"[kKMB]?(?:USD|EUR|GBP|JPY|CNY|RMB|INR|CHF|AUD|CAD|SGD|HKD|SEK|NOK|DKK|KRW|BRL|MXN|ZAR|RM|Rs|KSh|Rp)"
)
_UNIT_LETTER_BEFORE = re.compile(r"\d[KMBTx]$")
_PERCENT = re.compile(r"[\d.,]*(?:\s?[-–]\s?\d[\d.]*)?%(?![0-9A-F]{2})")
_FIGURE_AFTER = re.compile(
    r"\s?(?:%|\+|[KMBT](?![A-Za-z])|x\b|[-–]\d+(?:%|x|×|\.|[KMB]|\s(?:years|months|weeks|days|million|billion))"
    r"|[\s-](?:million|billion|years?|months?|weeks?|days?|hours?|minutes?|employees|users|people)\b)"
)
_CELL_AFTER = re.compile(r"\s[a-z]|[A-Z][a-z]{2}|[a-z]{3}")
_HYPHENED = re.compile(r"([A-Za-z0-9][\w.]*)([-–.])$")
_PREFIXES = frozenset(
    [
        "sub",
        "pre",
        "post",
        "mid",
        "late",
        "early",
        "non",
        "low",
        "high",
        "top",
        "multi",
        "year",
        "end",
        "fy",
        "cy",
        "the",
        "over",
        "up",
        "under",
    ]
)
_FIGURE_WITH_UNIT = re.compile(r"[$€£]?\d[\d.,]*(?:[kmbt]|bn|mn|x|million|billion|usd|eur)")
_HYPHENED_NAME = re.compile(r"[\d.,]*\d[A-Za-z]?[\w-]*")


def closed_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches that hold no quantities: addresses, citations, file names."""
    spans = [m.span() for m in _ESCAPED.finditer(text)] if "%2" in text or "%E" in text else []
    if _MAY_BE_CLOSED.search(text):
        spans += [m.span() for m in _CLOSED.finditer(text) if not m["citation"] or _CITATION.match(text, m.start() + 1, m.end())]
    return sorted(spans)


def end_of_closed(spans: list[tuple[int, int]], position: int) -> int | None:
    """Return where the closed stretch that holds ``position`` ends."""
    if not spans:
        return None
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return spans[index][1] if index >= 0 and position < spans[index][1] else None


def inside_word(text: str, start: int) -> bool:
    """Tell whether the digits at ``start`` are in the middle of a word or an id ("X2024-05")."""
    if not start:
        return False
    before = text[start - 1]
    if before.isalpha():
        return not text[max(0, start - 2) : start].islower() or start < 2 or not text[start - 2].isalpha()
    return before == "_" or before.isdigit() or (before in "-./" and text[start - 2 : start - 1].isdigit())


def end_of_name(text: str, start: int) -> int | None:
    """Return the end of the id, version, time or ordinal that the digits at ``start`` belong to."""
    m = _NAME.match(text, start)
    if m and not _ISO_DAY.match(m.group()):
        return m.end()
    before = text[start - 1 : start]
    if before.isalpha() or before == "_":
        return _after_letters(text, start)
    if before == "+" and text[start - 2 : start - 1].isdigit() and not _YEAR.match(text, start):
        return _NUMBER.match(text, start).end()
    if before in "-–." and start > 1 and text[start - 2].isalnum():
        return _after_hyphen(text, start)
    return None


def _after_letters(text: str, start: int) -> int | None:
    """A letter touches the number: "A100" is a name, "organizations50,000+" are two cells."""
    if _PERCENT.match(text, start):
        return None
    run = _LETTERS_BEFORE.search(text[max(0, start - 24) : start])
    letters = run.group() if run else "_"
    if _CURRENCY_CODE.fullmatch(letters):
        return None
    if len(letters) == 1 and _UNIT_LETTER_BEFORE.search(text[max(0, start - 2) : start]):
        return None
    if ((len(letters) >= 3 and letters[-2:].islower()) or letters in ("GA", "NA")) and _begins_cell(text, start, letters):
        return None
    return _REST.match(text, start).end()


def _begins_cell(text: str, start: int, letters: str) -> bool:
    """Tell whether a run-together cell begins here: "Employees635", not "Llama3"."""
    if _YEAR.match(text, start):
        return True
    number = _NUMBER.match(text, start)
    written, end = number.group(), number.end()
    if "," in written or _FIGURE_AFTER.match(text, end) or ("." in written and text[end : end + 1] in ("/", "x")):
        return True
    if text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isdigit() and len(written) > 1:
        return True
    return len(letters) >= 6 and bool(_CELL_AFTER.match(text, end))


def _after_hyphen(text: str, start: int) -> int | None:
    """ "GPT-4", "S-1", "COVID-19" are names; "mid-2023", "sub-10%", "$2M-3M" are not."""
    m = _HYPHENED.search(text[max(0, start - 24) : start])
    if not m or not any(c.isalpha() for c in m[1]):
        return None
    word = m[1].lower()
    if word in _PREFIXES or (word.islower() and len(word) > 3 and _YEAR.match(text, start)):
        return None
    if _FIGURE_WITH_UNIT.fullmatch(word) or m[2] == "–" or (m[2] == "." and m[1].isalpha()):
        return None
    return _HYPHENED_NAME.match(text, start).end()
