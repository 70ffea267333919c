"""Sources that rows of claims name themselves: by address, by name, or as records of their own."""

from __future__ import annotations

from dataclasses import replace

from kg import patterns as re
from kg.loaders._columns import NAMES
from kg.loaders._links import id_of, identity, without_fragment
from kg.loaders._records import Field, Record
from kg.loaders._reference_list import host
from kg.model import Citation, Claim, Source
from kg.prose import ID, slug

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
_ID = re.compile(rf"(?:{ID})")


class OwnSources:
    """Gathers them while claims are read; ``listed`` are the sources of a list beside the claims."""

    def __init__(self, listed: list[Source]):
        self.listed = bool(listed)
        self.ids = {s.id for s in listed}
        self.by_page = {identity(s.url): s.id for s in listed if s.url}
        self.made: dict[str, Source] = {}

    def settle(self, claim: Claim, record: Record) -> Claim:
        """The claim with the ids of its sources; what its row says of a source is kept."""
        field = record.fields.get("sources")
        described = {e.place: e for e in (field.embedded if field else ())}
        quotes = dict(claim.quotes)
        cited, against = [], []
        for citation in claim.sources:
            about = described.get(citation.place)
            id, quote = self._source(citation, about, record if len(claim.sources) == 1 else None)
            if quote:
                quotes.setdefault(id, quote)
            (against if _disputes(about) else cited).append(replace(citation, target=id))
        named = record.fields.get("quote")
        if named and named.text and len(cited) == 1:
            quotes.setdefault(cited[0].target, named.text)
        disputed = tuple(replace(c, target=self._source(c, None, None)[0]) for c in claim.disputed_by)
        return replace(claim, sources=tuple(cited), disputed_by=(*disputed, *against), quotes=quotes)

    def _source(self, citation: Citation, about: Record | None, row: Record | None) -> tuple[str, str]:
        """The id of what is cited, and the quote that comes with it."""
        written = citation.target
        if written in self.ids:
            return written, _first(about, "quote") if about else ""
        address = _ADDRESS.fullmatch(written)
        if address is None and about is None and (self.listed or _ID.fullmatch(written)):
            return written, ""
        url, quote = without_fragment(address.group() if address else _first(about, "url") if about else "")
        id = self.by_page.get(identity(url)) if url else None
        id = id or (id_of(url) if url else slug(written))
        if id not in self.ids and id not in self.made:
            title = _first(about, "title") if about else _text(row, "source_title")
            publisher = _first(about, "publisher") if about else _text(row, "publisher")
            date = _first(about, "date") if about else _text(row, "date")
            named = "" if url else written
            self.made[id] = Source(
                id,
                publisher or host(url) or named,
                title,
                citation.place,
                url=url,
                date=date,
                raw=written,
                certain=bool(publisher),
            )
        return id, quote or (_first(about, "quote") if about else "")


_STANCES = ("stance", "polarity", "relation", "direction", "verdict", "supports")
_AGAINST = re.compile(r"(?:disput|refut|contradict|oppos|reject|disagree|against|contra|negative|disprov|undermin|false)", re.I)


def _disputes(record: Record | None) -> bool:
    """Whether an object that stands for a source says that it speaks against the claim."""
    said = (record.fields[n].text for n in _STANCES if n in record.fields) if record else ()
    return any(_AGAINST.match(text.strip()) for text in said)


def _first(record: Record | None, field: str) -> str:
    """What a record of a source says under any name that a field goes by."""
    if record is None:
        return ""
    for name in (field, *NAMES["sources"][field]):
        if (found := record.fields.get(name)) and found.text:
            return found.text
    return ""


def _text(record: Record | None, name: str) -> str:
    return record.fields.get(name, Field("", record.place)).text if record else ""


def target(record: Record) -> str:
    """What an object that stands for a source is cited as: its id, address or title."""
    plain = ("source_id", "id", "source", "ref", "url", "source_url", "link", "href", "title", "name", "publisher")
    return next((record.fields[n].text for n in plain if n in record.fields and record.fields[n].text), "")
