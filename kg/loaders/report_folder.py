"""The report folder: ``report.md`` with claims, sources, metrics and risks as data files.

Any subset will do.  Each list is CSV, TSV, JSON Lines, JSON or YAML; the columns are those of
:mod:`kg.rows`, explained in ``docs/report-folder.md``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import PurePath

from kg import schemas
from kg.config import Config
from kg.loaders import _columns, _records
from kg.model import Document, Place, Report, Trouble
from kg.prose import slug
from kg.reading import Bundle, InputError, RawFile, decode

NAME = "report-folder"

KINDS = schemas.ROWS
_ORDER = ("sources", "claims", "metrics", "risks")
"""Claims may name their sources by address, so that the list of sources is read before them."""
_TEXTS = ("report.md", "report.markdown", "report.txt", "report.docx", "report.html", "report.pdf")


def recognise(bundle: Bundle) -> float:
    """Sure of a folder that holds a data file or ``report.md``, and of a single data file by its name."""
    if any(_kind(f) for f in bundle.files):
        return 0.9
    return 0.85 if bundle.folder and any(f.name in _TEXTS for f in bundle.files) else 0.0


def _kind(file: RawFile) -> str | None:
    stem = PurePath(file.name).stem
    return stem if stem in KINDS and file.suffix in _records.SUFFIXES else None


def load(bundle: Bundle, config: Config) -> Report:
    """Read the text, then the lists, and join them.

    Raises :class:`kg.reading.InputError` for a file that is empty, binary or no valid JSON or
    YAML as a whole, and for a CSV header that lacks a required column.
    """
    from kg.loaders._register import Register

    register = Register(columns=config.columns)
    data = sorted((f for f in bundle.files if _kind(f)), key=lambda f: (_ORDER.index(_kind(f)), f.name))
    given = {_kind(f) for f in data}
    read = [(f, *_decoded(f)) for f in data]
    register.troubles += [t for _, _, troubles, _ in read for t in troubles]
    ids = {id: url for f, _, _, found in read for id, url in _columns.ids(_kind(f), found, config.columns)}
    text = _text(bundle, config, given, ids)
    if not data and text is None:
        raise InputError(
            bundle.path, f"no report in this folder. Put in report.md or one of {', '.join(f'{k}.csv' for k in KINDS)}."
        )
    documents: list[Document] = list(text.documents) if text else []
    register.subject = text.subject if text else config.subject
    register.section_ids = {s.number: s.id for s in text.sections if s.number} if text else {}
    for file, document, _, found in read:
        documents.append(document)
        register.add(_kind(file), file.path, found)
    register.troubles += _misnamed(bundle)
    name = os.path.basename(os.path.abspath(bundle.path))
    name = name if bundle.folder else PurePath(name).stem
    return Report(
        id=slug(name, "report"),
        path=bundle.path,
        format=NAME,
        title=text.title if text else name,
        subject=register.subject,
        subject_certain=text.subject_certain if text else bool(config.subject),
        as_of=text.as_of if text else config.as_of,
        language=text.language if text else "en",
        documents=tuple(documents),
        sections=text.sections if text else (),
        passages=text.passages if text else (),
        tables=text.tables if text else (),
        figures=text.figures if text else (),
        cover=text.cover if text else (),
        claims=(*register.claims, *(text.claims if text else ())),
        sources=(*register.sources, *(text.sources if text else ())),
        observations=tuple(register.observations),
        risks=(*register.risks, *(text.risks if text else ())),
        troubles=(*(text.troubles if text else ()), *register.troubles),
        unread=(*(text.unread if text else ()), *register.unread),
        remarks=tuple(register.remarks),
        understood=tuple(register.understood),
    )


def _decoded(file: RawFile) -> tuple[Document, tuple[Trouble, ...], _records.Records]:
    document, troubles = decode(file)
    kind = _kind(file)
    return document, troubles, _records.read(document, file.suffix, kind, schemas.columns(kind))


def _text(bundle: Bundle, config: Config, given: set[str | None], ids: Mapping[str, str]) -> Report | None:
    """The prose of the report, in the format of its file; what the lists give is not taken from it."""
    from kg.loaders import markdown, pdf, plain_text, web_page, word

    file = min((f for f in bundle.files if f.name in _TEXTS), key=lambda f: _TEXTS.index(f.name), default=None)
    if file is None:
        return None
    reader = {".txt": plain_text, ".docx": word, ".html": web_page, ".pdf": pdf}.get(file.suffix, markdown)
    kinds = frozenset(k for k in given if k)
    if reader is markdown:
        # A JSON file that holds rows is no bibliography, whatever its fields are called.
        beside = [f for f in bundle.files if f is not file and not _kind(f)]
        return markdown.read(file, config, given=kinds, ids=ids, beside=beside)
    return reader.read(file, config, given=kinds, ids=ids)


def _misnamed(bundle: Bundle) -> list[Trouble]:
    """Data files whose names are nearly right: claim.csv, source.yaml."""
    troubles = []
    for file in bundle.files:
        stem = PurePath(file.name).stem
        near = get_close_matches(stem, KINDS, 1, 0.75)
        if file.suffix in _records.SUFFIXES and near and stem not in KINDS:
            message = f"{file.name} is not read. Did you mean {near[0]}{file.suffix}?"
            troubles.append(Trouble("unknown-field", message, Place(file.path, 1, 1, 1, 1), stem))
    return troubles
