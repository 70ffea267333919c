"""Reads the small Turtle files of ``ontology/`` that are needed at every start.

Parsing Turtle with rdflib takes longer than checking a report, so the lexicons are kept in a plain
part of the language (names, strings, ``true``/``false``; one block per subject; no nesting) and
read here.  A test holds the reader against rdflib.
"""

from __future__ import annotations

from pathlib import Path

from kg import patterns as re
from kg.reading import InputError

_TOKEN = re.compile(
    r'\s+|#[^\n]*|"((?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^[\w:]+)?|<([^>]*)>|(@prefix\b)|([\w-]*:[\w.%-]*[\w%-]|[\w-]+:|a\b|true\b|false\b)|([;,.])'
)


def read(path: Path) -> dict[str, dict[str, list[str]]]:
    """Subjects in the order of the file, each with its properties and their values as text.

    Names stay as written (``skos:prefLabel``); ``a`` is ``rdf:type``.  Raises
    :class:`kg.reading.InputError` with the line for anything outside the plain part of Turtle.
    """
    text = path.read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = {}
    subject = predicate = None
    in_prefix = False
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise InputError(
                str(path), f"cannot read {text[position : position + 20]!r} in a lexicon.", text.count("\n", 0, position) + 1
            )
        position = match.end()
        string, iri, prefix, name, mark = match.groups()
        if prefix:
            in_prefix = True
        elif mark == ".":
            subject = predicate = None
            in_prefix = False
        elif in_prefix or mark == ",":
            continue
        elif mark == ";":
            predicate = None
        elif string is not None or iri is not None or name:
            value = re.sub(r"\\(.)", r"\1", string) if string is not None else iri if iri is not None else name
            if subject is None:
                subject = value
                found.setdefault(subject, {})
            elif predicate is None:
                predicate = "rdf:type" if value == "a" else value
            else:
                found[subject].setdefault(predicate, []).append(value)
    return found
