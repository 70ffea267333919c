"""From the entities of schema.org JSON-LD to claims, their sources, and reviews for and against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from kg.config import Config
from kg.loaders import _title
from kg.loaders._jsonld import Entities, Entity
from kg.loaders._links import id_of
from kg.loaders._reference_list import host
from kg.model import Citation, Claim, Document, Report, Source, Trouble
from kg.prose import Ids, short_hash, slug
from kg.reading import InputError

_REVIEWS = frozenset(["ClaimReview"])
_NO_WORKS = frozenset(
    ["Person", "Organization", "Place", "Rating", "PropertyValue", "ComputerLanguage", "ContactPoint", "Report", "Country"]
)
"""Types that describe who and where, and the report itself: no sources of a claim."""
_BEHIND = ("citation", "isBasedOn", "appearance", "firstAppearance", "isBasedOnUrl")
_FALSE = ("false", "incorrect", "wrong", "fake", "mislead", "unproven", "unsupported", "fabricated", "hoax", "pants on fire", "debunked", "half", "mixture", "partly", "out of context", "missing context")
_TRUE = ("true", "correct", "accurate", "confirmed", "supported", "verified", "high")


def report(document: Document, troubles: tuple[Trouble, ...], config: Config, format: str) -> Report:
    """The report that a file holds.  Raises :class:`kg.reading.InputError` where there is neither claim nor source."""
    reader = _Reader(Entities(document))
    reader.read()
    if not (reader.claims or reader.sources):
        raise InputError(document.path, "no claim, review, described entity or work was found. See docs/formats.md for what is read.")
    root = reader.entities.root()
    stem = PurePath(document.path.replace("\\", "/")).stem
    subject = config.subject or (root.text("about") if root else "")
    return Report(
        id=slug(stem, "report"),
        path=document.path,
        format=format,
        title=(root.text("name") if root else "") or stem,
        subject=subject,
        subject_certain=bool(subject),
        as_of=(_title.day_of(root.text("datePublished")[:10]) if root else None) or config.as_of,
        documents=(document,),
        claims=tuple(reader.claims.values()),
        sources=tuple(reader.sources.values()),
        troubles=(*troubles, *reader.troubles),
    )


class _Reader:
    """Goes over the entities once for claims and once for reviews of them."""

    def __init__(self, entities: Entities):
        self.entities = entities
        self.claims: dict[str, Claim] = {}
        self.sources: dict[str, Source] = {}
        self.troubles: list[Trouble] = []
        self.ids = {"claim": Ids(), "source": Ids()}
        self.claim_of: dict[str, str] = {}
        """Id of the claim by the address of its entity."""
        self.source_of: dict[str, str] = {}

    def read(self) -> None:
        entities = list(self.entities)
        crate = self.entities.crate
        stated = [e for e in entities if self._statement(e, crate) is not None]
        for entity in stated:
            wanted = entity.text("identifier") or _last(entity.id) or f"c{short_hash(self._statement(entity, crate)[0])}"
            self.claim_of[entity.id] = self.ids["claim"].new(wanted)
        for entity in stated:
            self._claim(entity, crate)
        for entity in entities:
            if entity.types & _REVIEWS:
                self._review(entity)
        for entity in entities:
            # In a crate, files without a description are what it holds; elsewhere, works are what it lists.
            if entity.id not in self.claim_of and entity.top and self._is_work(entity, crate):
                self._source(entity)
        self._missing_parts(entities)

    def _statement(self, entity: Entity, crate: bool) -> tuple[str, object] | None:
        """What an entity states, and where; ``None`` for one that states nothing."""
        names = ("text", "name", "description") if "Claim" in entity.types else ("description", "abstract") if crate else ()
        if crate and (not entity.top or entity.types & _NO_WORKS or entity.types & _REVIEWS):
            return None
        return next((found for n in names if (found := entity.written(n)) is not None), None)

    def _is_work(self, entity: Entity, crate: bool) -> bool:
        if not entity.types or entity.types & (_NO_WORKS | _REVIEWS | {"Claim"}) or entity.descriptor or entity.main:
            return False
        if crate:
            return bool(entity.types & {"File", "MediaObject", "Dataset", "ScholarlyArticle", "Article", "CreativeWork", "WebPage", "Book", "Report"})
        return bool(entity.text("name") or entity.text("url"))

    def _claim(self, entity: Entity, crate: bool) -> None:
        id = self.claim_of[entity.id]
        statement, place = self._statement(entity, crate)
        claim = Claim(id, statement, entity.place, place)
        sources, derived = [], []
        for name in _BEHIND:
            for citation, about in self._behind(entity, name):
                (derived if about == "claim" else sources).append(citation)
        self.claims[id] = replace(claim, sources=_once(sources), derived_from=_once(derived))

    def _behind(self, entity: Entity, name: str) -> Iterator[tuple[Citation, str]]:
        """What a property leads to, and whether that is a claim or a source; a report is no evidence of itself."""
        for value in entity.values(name):
            other = self.entities.find(value)
            if other is None:
                written = value.reference or value.text
                if written:
                    known = self._of_address(written, value.place) if "://" in written else written
                    yield Citation(known, value.place), "source"
            elif other.id in self.claim_of:
                if other.id != entity.id:
                    yield Citation(self.claim_of[other.id], value.place), "claim"
            elif not other.types & _NO_WORKS:
                yield Citation(self._source(other), value.place), "source"

    # ------------------------------------------------------------------ reviews

    def _review(self, entity: Entity) -> None:
        reviewed = next((e for v in entity.values("itemReviewed") if (e := self.entities.find(v)) is not None), None)
        said = entity.written("claimReviewed")
        if reviewed is not None and reviewed.id in self.claim_of:
            id = self.claim_of[reviewed.id]
        elif said is not None:
            id = self.ids["claim"].new(_last(entity.id) or f"c{short_hash(said[0])}")
            made = [Citation(self._source(reviewed), entity.place_of("itemReviewed"))] if reviewed is not None and _told(reviewed) else []
            self.claims[id] = Claim(id, said[0], entity.place, said[1], sources=_once(made))
        else:
            message = "the review does not say which claim it is about. Give it a claimReviewed."
            self.troubles.append(Trouble("empty-statement", message, entity.place, entity.id or None))
            return
        if not (entity.text("url") or entity.name_of("author")):
            return
        citation = Citation(self._source(entity), entity.place)
        claim, stance = self.claims[id], _stance(entity)
        if stance is None:
            message = "the review gives no rating that tells whether it finds the claim true; it is listed and bears nothing. Give it a reviewRating."
            self.troubles.append(Trouble("missing-field", message, entity.place, citation.target))
        elif stance:
            self.claims[id] = replace(claim, sources=_once([*claim.sources, citation]))
        else:
            self.claims[id] = replace(claim, disputed_by=_once([*claim.disputed_by, citation]))

    # ------------------------------------------------------------------ sources

    def _source(self, entity: Entity) -> str:
        """The id of the source that an entity is, made where it is new."""
        if entity.id in self.source_of:
            return self.source_of[entity.id]
        url = entity.text("url") or (entity.id if entity.id.startswith("http") else "")
        known = self.source_of.get(url) if url else None
        if known:
            return known
        wanted = entity.text("identifier") or (id_of(url) if url else _last(entity.id) or slug(entity.text("name"), "source"))
        id = self.ids["source"].new(wanted)
        by = entity.name_of("publisher") or entity.name_of("author") or entity.name_of("creator") or host(url)
        title = entity.text("name") or entity.text("headline") or ("" if url or by else entity.id)
        self.sources[id] = Source(
            id,
            by,
            title,
            entity.place,
            " ".join(entity.text("reviewBody").split()),
            url,
            entity.text("datePublished")[:10],
            raw=entity.id or url or title,
            certain=bool(entity.name_of("publisher")),
        )
        self.source_of[entity.id] = self.source_of[url or entity.id] = id
        return id

    def _of_address(self, address: str, place) -> str:
        if address not in self.source_of:
            id = self.ids["source"].new(id_of(address))
            self.sources[id] = Source(id, host(address), "", place, url=address, raw=address, certain=False)
            self.source_of[address] = id
        return self.source_of[address]

    def _missing_parts(self, entities: list[Entity]) -> None:
        """Parts of a crate that it names and does not describe."""
        for entity in entities if self.entities.crate else ():
            for value in entity.values("hasPart"):
                if value.reference and self.entities.find(value) is None:
                    message = f"{value.reference} is named as a part and not described. Add it to the @graph."
                    self.troubles.append(Trouble("missing-field", message, value.place, value.reference))


def _once(citations: list[Citation]) -> tuple[Citation, ...]:
    return tuple({c.target: c for c in reversed(citations)}.values())[::-1]


def _told(entity: Entity) -> bool:
    """Whether an entity says enough to be a source."""
    return not entity.types & _NO_WORKS and bool(entity.text("name") or entity.text("url") or entity.id.startswith("http"))


def _last(id: str) -> str:
    """The last part of an address as an id; empty for one that was made here."""
    tail = id.rstrip("/#").replace("#", "/").rpartition("/")[2] if id and not id.startswith("_:") else ""
    return tail if tail not in (".", "..") else ""


def _stance(review: Entity) -> bool | None:
    """Whether a review finds its claim true; what it finds true in part it disputes.  ``None`` where it does not say.

    The scale of schema.org runs from worst to best, 1 to 5 where nothing else is said.
    """
    rating = next(iter(review.inner("reviewRating")), None)
    if rating is None:
        return None
    value, worst, best = (_number(rating.text(n), d) for n, d in (("ratingValue", None), ("worstRating", 1), ("bestRating", 5)))
    if value is not None and best > worst and worst <= value <= best:
        return 3 * (value - worst) >= 2 * (best - worst)
    words = rating.text("alternateName").lower() or rating.text("ratingValue").lower()
    if any(w in words for w in _FALSE) or words.startswith(("not ", "no ")):
        return False
    return True if any(w in words for w in _TRUE) else None


def _number(written: str, default: int | None) -> Decimal | None:
    try:
        number = Decimal(written.strip())
    except InvalidOperation:
        number = None
    found = number if number is not None and number.is_finite() and abs(number) < 10**9 else None
    return found if found is not None else default if default is None else Decimal(default)
