"""Entries of a list of sources: ``[n] Title: url``, ``n. [Title](url)``, ``Author. "Title." *Journal*, 2024.``"""

from __future__ import annotations

from kg import patterns as re
from kg.loaders._inline import plain
from kg.loaders._links import without_fragment
from kg.records import record

HEADING = re.compile(
    r"^(?:list of |all |key |main |primary |numbered |full )?"
    r"(?:sources?|references?|works cited|bibliography|citations?|footnotes?|endnotes?|literature)"
    r"(?: (?:list|index|cited|consulted|used|and (?:notes|references|sources|citations|further reading)"
    r"|& (?:notes|references|sources)))?\s*:?$|^notes (?:and|&) (?:references|sources)$",
    re.I,
)
"""Titles of sections that hold a list of sources."""

ENTRY = re.compile(r"\[(\^?[A-Za-z]{0,15}[-_]?\d{1,6})\]:?[ \t]+(?=\S)|\[(\^?[A-Za-z]{0,15}[-_]?\d{1,6})\]:(?=\S)")
"""The mark at the beginning of an entry: ``[3] ``, ``[3]: ``, ``[SO003] ``."""

_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s]*)*)>?(?:\s+\"([^\"]*)\")?\s*\)")
_URL = re.compile(r"<?((?:https?://|www\.)[^\s<>\"]+)>?")
_ACCESSED = re.compile(
    r"[(,.;]?\s*\b(?:accessed|retrieved|last (?:accessed|visited)|abgerufen)\b(?:\s+on|\s+am|:)?\s*([^,.;()\[\]]*(?:,\s*\d{4})?)",
    re.I,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH}\s+\d{{1,2}},\s+\d{{4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{4}}"
    rf"|(?:19|20)\d\d-\d\d(?:-\d\d)?|(?:19|20)\d\d)\b"
)
_QUOTED = re.compile(r"[\"“„]([^\"“”„]{3,300})[\"”]")
_ITALIC = re.compile(r"(?<!\*)\*([^*\n]{2,120})\*(?!\*)|(?<![\w_])_([^_\n]{2,120})_(?![\w_])")
_PAGES = re.compile(r"\bpp?\. ?\d")
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")
_DOI_NAME = re.compile(r"[\s(]*\bdoi\s*:?\s*$", re.I)


@record
class Entry:
    """What an entry says of its source; empty where it says nothing."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    date: str = ""
    accessed: str = ""
    quote: str = ""


def located(text: str) -> bool:
    """Whether a text holds an address or an identifier of a work."""
    return bool(_URL.search(text) or _DOI.search(text))


def looks_like_source(text: str) -> bool:
    """Whether a note names a source rather than explaining something."""
    if located(text):
        return True
    named = _QUOTED.search(text) or _ITALIC.search(text) or (len(text) < 200 and _PAGES.search(text))
    return bool(named and _DATE.search(text))


def read(text: str) -> Entry:
    """Title, publisher, address and dates of an entry without its mark.

    The publisher is taken where the entry names it (in italics or after a quoted title); otherwise
    the host of the address stands in for it.
    """
    link = next((m for m in _LINK.finditer(text) if not m.group(2).startswith("#")), None)
    bare = None if link else _URL.search(text)
    url = link.group(2) if link else (bare.group(1).rstrip(".,;:)") if bare else "")
    url, quote = without_fragment(url)
    rest = text
    if bare:
        rest = text[: bare.start()] + text[bare.end() :]
    doi = _DOI.search(rest) if not url else None
    if doi:
        url = "https://doi.org/" + doi.group().rstrip(".,;)")
        rest = _DOI_NAME.sub("", rest[: doi.start()]) + rest[doi.end() :]
    accessed = _ACCESSED.search(rest)
    if accessed:
        rest = rest[: accessed.start()] + rest[accessed.end() :]
    outside = rest.replace(link.group(0), " ") if link else rest
    quoted = _QUOTED.search(rest)
    after = outside[quoted.end() :] if quoted and not link else outside
    date = _DATE.search(after)
    italic = _ITALIC.search(after)
    named = plain(italic.group(1) or italic.group(2)) if italic else ""
    if quoted:
        title = plain(quoted.group(1))
        if not named and not link:
            named = plain(_DATE.sub("", after)).strip(" .,;:()–—-") if len(after) < 120 else ""
    elif link and plain(link.group(1)) and not plain(link.group(1)).startswith(("http", "www.")):
        title = plain(link.group(1))
    else:
        words = outside[: italic.start()] if italic and italic.start() > 3 else outside
        title = plain(words)
    title = title.strip().rstrip(".,;:–—- ").removesuffix("(").strip()
    return Entry(
        title,
        named.rstrip(".,; ") or host(url),
        url,
        date.group() if date else "",
        accessed.group(1).strip() if accessed else "",
        quote,
    )


def host(url: str) -> str:
    """The host of an address without ``www.``; empty where there is none."""
    match = re.match(r"(?:https?://)?(?:www\d?\.)?([^/:?#\s]+\.[A-Za-z]{2,})", url)
    return match.group(1).lower() if match else ""
