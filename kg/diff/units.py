"""What a report consists of for a comparison: pieces of text with their figures and citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg import quantities, samefact
from kg.candidates import Context
from kg.model import Citation, Place, Quantity, Report, Table
from kg.prose import without_citations
from kg.readings import number_style


@dataclass(frozen=True)
class Unit:
    """A piece of text that is compared as a whole.

    ``kind`` is claim, sentence, cover, figure, references, metric, risk, cell, row, column or
    table; ``id`` its id where people wrote one; ``name`` what it is called in a list of changes;
    ``group`` where it stands (the heading), which decides between pieces that are equally alike.
    """

    kind: str
    id: str
    name: str
    text: str
    place: Place
    group: str = ""
    citations: tuple[str, ...] = ()
    style: str | None = None

    @cached_property
    def plain(self) -> str:
        """The text without citations, on one line."""
        return " ".join(without_citations(self.text).split()).strip()

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Written figures and dates, in order."""
        return tuple(quantities.extract(self.plain, self.style))

    @cached_property
    def masked(self) -> str:
        """The words without the figures: equal for two versions in which only figures differ."""
        text, at, parts = self.plain, 0, []
        for quantity in self.quantities:
            if quantity.start >= at:
                parts.append(text[at : quantity.start])
                at = quantity.end
        return _spaces(" # ".join([*parts, text[at:]])).lower()

    @cached_property
    def words(self) -> frozenset:
        """Stems of the words, by which rewritten text is recognised."""
        return frozenset(f for f in samefact.features(self.plain, self.quantities) if f[0] == "w")


def _spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def targets(citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """The ids that are cited, each once."""
    return tuple(dict.fromkeys(c.target for c in citations))


def prose(report: Report) -> Iterator[Unit]:
    """Sentences, cover facts, captions of figures, lines of references and risks.

    A sentence that is a claim by its own references is of kind ``claim``.
    """
    style = number_style(report)
    titles = {s.id: s.title for s in report.sections}
    claims = {c.place for c in report.claims if c.in_text}
    listed = {p for n in report.tables for p in n.notes}
    for passage in report.passages:
        group = titles.get(passage.section or "", "")
        if passage.kind == "references":
            yield Unit("references", "", group, "", passage.place, group, targets(passage.citations))
            continue
        if passage.kind == "label" and not passage.sentences:
            continue
        for sentence in passage.sentences:
            kind = "claim" if sentence.place in claims else "sentence"
            note = "note" if passage.id in listed else ""
            yield Unit(kind, "", note, sentence.text, sentence.place, group, targets(sentence.citations), style)
    for fact in report.cover:
        yield Unit(
            "cover", "", fact.label, fact.value, fact.place, titles.get(fact.section or "", ""), targets(fact.citations), style
        )
    for figure in report.figures:
        yield Unit(
            "figure", "", "", figure.caption, figure.place, titles.get(figure.section or "", ""), targets(figure.citations), style
        )
    for risk in report.risks:
        text = " | ".join([risk.title, *(f"{k}: {v}" for k, v in risk.attributes if v)])
        yield Unit("risk", risk.id, risk.id, text, risk.place, titles.get(risk.section or "", ""), targets(risk.claims), style)


def metrics(report: Report) -> Iterator[tuple[Unit, tuple]]:
    """Rows of the list of metrics, each with what must be equal before two rows are one: subject, metric, scope."""
    style = number_style(report)
    for one in report.observations:
        scope = ", ".join(v for _, v in one.scope)
        about = ", ".join(filter(None, (scope, one.period_text)))
        name = " ".join(filter(None, (one.subject, one.metric))) + (f" ({about})" if about else "")
        unit = Unit("metric", "", name, one.value, one.place, one.period_text, targets(one.claims), style)
        yield unit, (one.subject.lower(), one.metric.lower(), one.scope)


def statements(report: Report) -> dict[str, Unit]:
    """The claims of a list of claims by id; a duplicate id keeps the first."""
    style = number_style(report)
    found: dict[str, Unit] = {}
    for claim in report.claims:
        if not claim.in_text and claim.id not in found:
            found[claim.id] = Unit("claim", claim.id, claim.id, claim.statement, claim.place, "", targets(claim.sources), style)
    return found


def heads(table: Table) -> tuple[str, ...]:
    """The texts of the header, as they are compared."""
    return tuple(_spaces(without_citations(c.text)).lower() for c in table.header)


def facts(context: Context, report: Report) -> dict[Place, list[tuple[tuple, tuple, str]]]:
    """Observations of the text by the place of their figure: what is measured, its value, and as written."""
    from kg import observations

    found: dict[Place, list[tuple[tuple, tuple, str]]] = {}
    for one in context.observations(report):
        key = observations.key(one, report.id)
        if key is not None and one.carrier[0] in ("sentence", "cover") and one.quantity is not None:
            found.setdefault(one.place, []).append(((key, one.period), samefact.value(one.quantity), one.value))
    return found
