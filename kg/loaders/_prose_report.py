"""Blocks of a text to a :class:`kg.model.Report`: the part that Markdown and plain text share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from kg import patterns as re
from kg.config import Config
from kg.loaders import _loose_tables, _title
from kg.loaders._assemble import Assembler, Parts
from kg.loaders._blocks import Block
from kg.loaders._citing import Citing
from kg.loaders._front_matter import FrontMatter
from kg.loaders._inline import key_value, plain
from kg.loaders._outline import Outline, outline
from kg.loaders._source_list import SourceList
from kg.loaders._split import split
from kg.model import CoverFact, Document, Place, Report, Section, Source, Trouble
from kg.prose import Ids, slug
from kg.reading import Lines

_OWN_FIELDS = frozenset(
    [
        "title",
        "subtitle",
        "subject",
        "as_of",
        "date",
        "author",
        "authors",
        "lang",
        "language",
        "tags",
        "keywords",
        "categories",
        "id",
        "slug",
        "layout",
        "draft",
        "description",
        "version",
        "generated",
        "updated",
    ]
)


def report(
    document: Document,
    lines: Lines,
    blocks: list[Block],
    structure: set[int],
    config: Config,
    *,
    format: str,
    front: FrontMatter | None = None,
    given: frozenset[str] = frozenset(),
    ids: Mapping[str, str] | None = None,
    troubles: tuple[Trouble, ...] = (),
    library: tuple[Source, ...] = (),
) -> Report:
    """The report a text holds.

    ``structure`` are numbers of lines that hold nothing but markup.  ``given`` names the kinds of
    rows (``claims``, ``sources``, ``risks``) that files beside the text hold, ``ids`` the ids in
    them, each with the address of a source.  ``library`` are the entries of bibliographies beside the text, of which those that are
    cited become sources.
    """
    front = front or FrontMatter()
    blocks = split(_loose_tables.find(blocks))
    plan = outline(blocks, lines)
    sections = _sections_of(blocks, plan)
    sources = SourceList(lines, library, bool(given & {"claims", "sources"}), ids or {})
    sources.find(blocks, sections)
    found_sources = sources.all()
    known = frozenset({*(ids or ()), *(s.id for s in found_sources)})
    texts = [b.text for b in blocks if b.kind in ("paragraph", "item")]
    citing = Citing(lines, known, frozenset(sources.notes), texts, bool(given & {"claims", "sources"}), sources.pages, bool(library), sources.scopes, sources.definitions)
    parts = Assembler(lines, blocks, plan, sources, citing, given).run()
    parts.cover[:0] = _front_facts(front, Ids())
    stem = PurePath(document.path.replace("\\", "/")).stem
    written = front.fields.get("title", ("",))[0] or plan.title
    title = plain(written) if written else ("" if document.path == "-" else stem)
    subject, certain = _subject(front, config, written, document, parts)
    as_of = _title.day_of(front.fields.get("as_of", front.fields.get("date", ("",)))[0]) or config.as_of or _dated(parts)
    result = Report(
        id=slug(stem, "report") if stem not in ("", "-") else "stdin",
        path=document.path,
        format=format,
        title=title,
        subject=subject,
        subject_certain=certain,
        as_of=as_of,
        language=front.fields.get("lang", front.fields.get("language", ("en",)))[0][:2].lower(),
        documents=(document,),
        sections=tuple(plan.sections.values()),
        passages=tuple(parts.passages),
        tables=tuple(parts.tables),
        figures=tuple(parts.figures),
        cover=tuple(parts.cover),
        claims=tuple(parts.claims),
        sources=found_sources,
        risks=tuple(parts.risks),
        troubles=(*troubles, *front.troubles, *parts.troubles, *sources.troubles),
        unread=(*front.unread, *_unread(lines, blocks, structure, front)),
    )
    return result


def _sections_of(blocks: list[Block], plan: Outline) -> list[Section | None]:
    current, found = None, []
    for i in range(len(blocks)):
        current = plan.sections.get(i, current)
        found.append(current)
    return found


def _front_facts(front: FrontMatter, ids: Ids) -> list[CoverFact]:
    """Front-matter fields that say something of the subject, not of the document."""
    return [
        CoverFact(ids.new(slug("front " + name)), name.replace("_", " "), value, place, place)
        for name, (value, place) in front.fields.items()
        if name not in _OWN_FIELDS
    ]


def _subject(front: FrontMatter, config: Config, title: str, document: Document, parts: Parts) -> tuple[str, bool]:
    """What the report is about, and whether somebody said so."""
    if "subject" in front.fields:
        return front.fields["subject"][0], True
    if config.subject:
        return config.subject, True
    guess = _title.subject_of(plain(title)) if title else ""
    named = _ABOUT.search(document.text[:2000])
    entry = _ENTRY.search(document.text[:1000]) if re.search(r"\b(?:register|registry|record|entry|database)\b", title, re.I) else None
    if entry and _title.is_name(entry["who"]):
        return _title.as_in_text(entry["who"].strip(), document.text), False
    if guess and len(guess.split()) <= (8 if " in " in guess else 6) and not (guess.islower() and named):
        return _title.short_in_text(_title.as_in_text(guess, document.text), document.text), False
    concerning = _CONCERNING.search(document.text[:2000])
    if concerning and (guess := _title.subject_of(plain(concerning["what"]))) and _title.is_name(guess) and len(guess.split()) <= 6:
        return _title.as_in_text(guess, document.text), False
    if named and _title.is_name(named["who"]) and document.text.count(named["who"].split()[0]) > 2:
        return _title.as_in_text(named["who"].strip(), document.text), False
    first = next((p.text for p in parts.passages if p.kind == "paragraph"), "")
    return _title.subject_of_first_sentence(first), False


_ENTRY = re.compile(r"^[ \t*_•|-]*(?:full |public |registered )?name[ \t*_]*[:|][ \t*_]*(?P<who>[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?: (?:of |and |the |& )?[A-ZÀ-ÖØ-Þ][\w&’'.-]*){0,6})[ \t*_|]*$", re.I | re.M)
"""The line of a register's entry that names whom it is on."""
_CONCERNING = re.compile(r"^[ \t*_]*(?:re|subject|concerning|betreff)[ \t*_]*:[ \t*_]*(?P<what>[^\n*_]{3,100})", re.I | re.M)
"""The line of a memo that says what it is about."""
_ABOUT = re.compile(r"^[ \t*_•|-]*(?:target(?: company)?|(?:company|legal|registered|trading|official|full|organi[sz]ation)(?: name)?|issuer|borrower|investee|portfolio company)[ \t*_]*[:|][ \t*_]*(?P<who>[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?: [A-ZÀ-ÖØ-Þ&][\w&’'.-]*){0,4})[ \t*_]*(?=[,;(|\n–—]|$)", re.I | re.M)
"""The line of a deal memo or the row of a profile that names the company it is about: "Target: Acme GmbH, Rostock"."""


def _dated(parts: Parts):
    """The day of a line such as "Generated: 2025-11-21" before the first section."""
    for passage in parts.passages[:12]:
        pair = key_value(passage.text) if passage.section is None and len(passage.text) < 120 else None
        if pair and _title.DATED.match(plain(passage.text[slice(*pair[0])])):
            day = _title.day_of(passage.text[slice(*pair[1])])
            if day:
                return day
    return None


_MARKUP_ONLY = re.compile(r"[\s>*+_=~`#|:-]*|[\s>]*\d{1,9}[.)]\s*")


def _unread(lines: Lines, blocks: list[Block], structure: set[int], front: FrontMatter) -> list[Place]:
    """Non-empty lines that are in no block and are not markup alone."""
    covered = set(structure)
    covered.update(range(1, front.lines + 1))
    for block in blocks:
        place = lines.place(block.start, block.end)
        covered.update(range(place.line, place.end_line + 1))
    return [
        lines.on_line(n)
        for n, line in enumerate(lines.lines, 1)
        if n not in covered and line.strip() and not _MARKUP_ONLY.fullmatch(line)
    ]
