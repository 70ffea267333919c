"""Reports flattened to text, with an evidence index at the end.

Cover facts and a profile as label and value on alternating lines, chapters (``Chapter 01`` over
``01Title``) and numbered sections, paragraphs that end in bracketed claim ids, tables whose cells
ran together under a caption, captions of figures, notes and lines of references under both, and
lists of claims and of sources, one row a line.
"""

from __future__ import annotations

from kg import patterns as re
from kg.config import Config
from kg.loaders._evidence_shapes import plain_bytes
from kg.model import Report
from kg.prose import slug
from kg.reading import Bundle, Lines, decode

NAME = "evidence-index"

_INDEX_HEADER = re.compile(
    rb"^[ \t]*(?:ID|Id|#|No\.?|Ref)[ \t|]*(?:Statement|Claim|Finding|Publisher|Source|Title|Author)[^\r\n]{0,120}$", re.M
)
_CHAPTER_LINE = re.compile(rb"^Chapter \d{1,2}[ \t]*\r?$", re.M)
_FACTS_LINE = re.compile(rb"^(?:Cover facts|Company profile|Evidence index|Executive summary)[ \t]*\r?$", re.M)


def recognise(bundle: Bundle) -> float:
    """Sure of files with an index whose header line names its columns; fairly sure of its other marks."""
    if len(bundle.files) != 1 or bundle.files[0].suffix in (".json", ".jsonl", ".csv", ".tsv", ".yaml", ".yml", ".html"):
        return 0.0
    data = plain_bytes(bundle.files[0].data)
    marks = bool(_CHAPTER_LINE.search(data)) + len({m.group().strip() for m in _FACTS_LINE.finditer(data)})
    headers = [m.group().decode("utf-8", "replace").strip() for m in _INDEX_HEADER.finditer(data)]
    if headers:
        from kg.loaders._evidence_register import header_fields

        if any(header_fields(h) and "|" not in h for h in headers):
            return 0.95
    return 0.7 if marks >= 2 else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """Read a report of this kind; see :mod:`kg.loaders` for what is kept and raised."""
    from kg.loaders._evidence_reader import Reader

    document, troubles = decode(bundle.files[0])
    reader = Reader(Lines(document), config)
    reader.draft.troubles += troubles
    reader.read()
    draft = reader.draft
    exhibits = draft.exhibits
    return Report(
        id=slug(reader.title or reader.subject or bundle.files[0].name, "report"),
        path=bundle.path,
        format=NAME,
        title=reader.title,
        subject=config.subject or reader.subject,
        subject_certain=bool(config.subject),
        as_of=config.as_of or reader.as_of,
        documents=(document,),
        sections=tuple(draft.sections),
        passages=tuple(draft.passages),
        tables=tuple(e.table() for e in exhibits if e.header is not None),
        figures=tuple(e.figure() for e in exhibits if e.header is None),
        cover=tuple(draft.cover),
        claims=tuple(draft.claims),
        sources=tuple(draft.sources),
        risks=tuple(draft.risks),
        troubles=tuple(draft.troubles),
        unread=tuple(draft.unread),
    )
