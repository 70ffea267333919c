"""Links that stand for references: ``… in 2024 ([Title](https://…)).``, ``Sources: https://…``.

Reports of research assistants and web pages name their sources where they use them.  Which of
their links are references is decided for a whole document: those in brackets of their own, those
that quote (a text fragment, ``#:~:text=``), those of lines that hold nothing else, and all links
in sentences where a document has no list of sources but several such links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg import patterns as re
from kg.prose import short_hash
from kg.records import record

FEWEST = 3
"""How many sentences with links a document without a list of sources must have for links to be its references."""

_LINK = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]\n]{0,200}+\]){0,600}+)\]"
    r"\(\s*<?(?P<url>https?://[^()\s<>]++(?:\([^()\s]*+\)[^()\s<>]*+)*)>?(?:\s++\"[^\"\n]*+\")?\s*\)",
    re.S,
)
_BARE = re.compile(r"https?://[^\s<>()\[\]|\"]++(?:\([^\s<>()\[\]|\"]*+\)[^\s<>()\[\]|\"]*+)*")
_END_OF_URL = re.compile(r"[.,;:!?'”’*_]+$")
_NUMBER = re.compile(r"\[?\d{1,3}\]?")
_LABEL = re.compile(r"[\W_]*(?:(?:sources?|references?|citations?|links?|see|via|quellen?)[\W_]*)?", re.I)
_OWN_PAGE = re.compile(r"\W*(?:web ?site|web|url|home ?page|linkedin|twitter|x|facebook|github|e-?mail|contact)\W*$", re.I)


@record
class Link:
    """A link to a page: ``text[start:end]``, its words, its address as written.

    ``sure`` is true where the form alone tells that it is a reference.
    """

    start: int
    end: int
    words: str
    url: str
    sure: bool

    @property
    def address(self) -> str:
        """The address without the quote that it carries."""
        return without_fragment(self.url)[0]

    @property
    def quote(self) -> str:
        """The words of the page that a text fragment names; empty where there is none."""
        return without_fragment(self.url)[1]

    @property
    def target(self) -> str:
        """The id of the source that the link stands for, where no list gives it another."""
        return id_of(self.address)


def id_of(address: str) -> str:
    """The id of a source that only its address names."""
    return "src-" + short_hash(identity(address))


def identity(address: str) -> str:
    """What two addresses of one page have in common: no scheme, no fragment, no slash at the end."""
    plain = re.sub(r"^https?://(?:www\.)?", "", address.split("#")[0], flags=re.I)
    return plain.rstrip("/")


def links(text: str, masked: str) -> Iterator[Link]:
    """The links of a text in order; numbers that are links (``[3](https://…)``) are no such.

    ``masked`` is the text with code made unreadable (:func:`kg.loaders._inline.mask`).
    """
    if "http" not in text:
        return
    taken: list[tuple[int, int]] = []
    if "](" in text:
        until = -1
        for match in _LINK.finditer(text):
            taken.append(match.span())
            if masked[match.start()] != "[" or _NUMBER.fullmatch(match["words"].strip()):
                continue
            before = text[max(0, match.start() - 3) : match.start()].rstrip()
            bracketed = before.endswith("(") or (match.start() - until <= 3 and before.endswith((",", ";", ")")))
            if bracketed:
                until = match.end()
            sure = bracketed or "#:~:text=" in match["url"] or _alone(text, *match.span())
            yield Link(*match.span(), match["words"], match["url"], sure)
    yield from _bare(text, taken)


_DEFINED = re.compile(r"\[(?P<label>(?!\^|@)[^\[\]\n]{1,200})\]:[ \t]*<?(?P<url>https?://[^\s<>]+)>?(?:[ \t]+[\"'(][^\n]*)?[ \t]*")
_REFERRED = re.compile(r"(?<![!\]\\\[])\[(?P<words>(?!\^|@)[^\[\]]{1,300}+)\](?:\[(?P<label>[^\[\]\n]{0,200}+)\])?+(?![\[(:])")


def defined(text: str) -> tuple[str, str] | None:
    """Label and address of a definition, ``[wire]: https://…``; numbers are entries of lists of sources."""
    match = _DEFINED.fullmatch(text.strip())
    return (_label(match["label"]), match["url"]) if match and not match["label"].strip().isdigit() else None


def referred(text: str, masked: str, definitions: Mapping[str, str]) -> Iterator[Link]:
    """Links whose address stands in a definition: ``[the wire][wire]``, ``[wire][]``, ``[wire]``."""
    for match in _REFERRED.finditer(text) if definitions and "[" in text else ():
        url = definitions.get(_label(match["label"] or match["words"]))
        if url and masked[match.start()] == "[":
            bracketed = text[max(0, match.start() - 3) : match.start()].rstrip().endswith("(")
            yield Link(*match.span(), match["words"], url, bracketed)


def _label(written: str) -> str:
    return " ".join(written.split()).lower()


def _bare(text: str, taken: list[tuple[int, int]]) -> Iterator[Link]:
    """Addresses on lines that hold nothing but addresses, or a label such as "Sources:" before them."""
    at, n = 0, 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        if "http" not in line or not _alone(text, start, start):
            continue
        for match in _BARE.finditer(text, start, at):
            while n < len(taken) and taken[n][1] <= match.start():
                n += 1
            if n < len(taken) and taken[n][0] < match.end():
                continue
            url = match.group()
            tail = _END_OF_URL.search(url)
            url = url[: tail.start()] if tail else url
            yield Link(match.start(), match.start() + len(url), "", url, True)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the line of a link holds nothing but links, with or without a label."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return only_links(text[first : last if last >= 0 else len(text)])


def only_links(line: str) -> bool:
    """Whether a line is nothing but links, with or without a label such as "Sources:"."""
    if "http" not in line or len(line) > 6000:
        return False
    rest = _BARE.sub(" ", _LINK.sub(" ", line))
    return _LABEL.fullmatch(rest.strip()) is not None and not _LINK.fullmatch(line.strip(" -*•>"))


def all_in_lines(text: str) -> bool:
    """Whether every line of a paragraph is nothing but links."""
    rows = [row for row in text.splitlines() if row.strip()]
    return bool(rows) and any("http" in r for r in rows) and all(only_links(r) or _LABEL.fullmatch(r.strip()) for r in rows)


def of_its_own(text: str, link: Link) -> bool:
    """Whether a link stands in words of its own accord: not alone in its item, and no field such as "Website:"."""
    if link.sure:
        return True
    said = _letters(text) - _letters(text[link.start : link.end])
    return said > 20 and not _OWN_PAGE.search(text[max(0, link.start - 40) : link.start])


@lru_cache(maxsize=64)
def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def without_fragment(url: str) -> tuple[str, str]:
    """The address, and the quote that a text fragment ``#:~:text=`` gives with it."""
    if "#:~:text=" not in url:
        return url, ""
    from urllib.parse import unquote

    address, _, fragment = url.partition("#:~:text=")
    parts = [unquote(p) for p in fragment.split("&")[0].split(",") if not p.endswith("-") and not p.startswith("-")]
    return address, " […] ".join(p.strip() for p in parts if p.strip())
