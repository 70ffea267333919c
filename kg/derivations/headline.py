"""Figures for each of many that stand right behind their total: "a grant of £9.8 million, which is £7.00 for each passenger".

Here the words bind the total, so that of all the report only the number of those things is looked
for: in the sentence, else in the report, of the year that the sentence names.  Any number of them
excuses the figure; other totals do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import nouns
from kg.derivations import each
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, mistyped

_LINK = Lazy(r"(?:CO2|[^\d.;:()]){0,30}?[\s,(–—]+(?:(?:and\s+|so\s+|thus\s+|or\s+)*(?:(?:which|that|this|it)\s+(?:is|was|makes?|means?|meant|comes?\s+to|came\s+to)|that\s+is|or|i\.e\.,?|equal\s+to|equivalent\s+to|making)\s+)(?:about\s+|some\s+|nearly\s+|roughly\s+|almost\s+|just\s+(?:over|under)\s+)?[~$€£]?")
_WITH = Lazy(r"\b(?:[Ww]ith|[Ff]or|[Aa]cross|[Oo]ver|[Ss]pread\s+over|[Aa]mong|[Dd]ivided\s+by)\s+(?:its\s+|the\s+|our\s+|some\s+|about\s+)?$")
_THIS_IS = Lazy(r"[^.;:]{0,40}?,?\s+(?:this|that|it)\s+(?:is|was|makes?|means?|comes?\s+to|came\s+to|gives?|equals?)\s+(?:about\s+|some\s+|nearly\s+|roughly\s+|almost\s+|only\s+)?[~$€£]?")
_CUES = frozenset("per each every head".split())
_YEAR = Lazy(r"\b(?:19|20)\d\d\b")
_A = Lazy(r"\s+an?\s+(?P<unit>[^\W\d_]+)\b")
_WORDS = Lazy(r"[^\W\d_]+")
_FAR = 3


def bound(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A figure for each whose total stands right before it, or in the sentence before "with so many of them this is"."""
    q = figure.term.quantity
    if q.kind not in ("money", "measure") or q.bound:
        return
    total = _total(paragraph, figure)
    if total is None:
        return
    said = each._said(figure) if q.per or _CUES & figure.term.reading.words else None
    counts = _of_those(document, paragraph, said, figure) if said is not None else _named(paragraph, figure)
    if not counts:
        return
    workings = [each._quotient(total, c, figure) for c in counts]
    if any(each._closes(figure, w) for w in workings):
        return
    found = next((w for w in workings if mistyped(figure, w, 2)), None) or _alone(figure, workings)
    if found is not None:
        yield Derivation("per-head", figure.term, (found.way(),), label=f"per {said.main}," if said is not None else "", sure=False)


def _named(paragraph: Paragraph, figure: Figure) -> list[Figure]:
    """The number of a thing in its sentence that the figure is for "a" of: "310,000 trips save 6,200 tonnes, or 20 kg a trip"."""
    match = _A.match(figure.after) or _A.search(figure.term.quantity.text)
    unit = nouns.singular(match["unit"].lower()) if match is not None else figure.term.quantity.per
    own = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.kind == "count" and f.term.quantity.end <= figure.term.quantity.start]
    return [f for f in own if unit in f.noun or unit in [nouns.singular(w.lower()) for w in _WORDS.compiled.findall(f.after[:40])[:4]]]


def _total(paragraph: Paragraph, figure: Figure) -> Figure | None:
    """The amount that the figure is told right behind, or the only one of its sort in the sentence before "with so many this is"."""
    own = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.end <= figure.term.quantity.start]
    if not own:
        return None
    last = own[-1]
    gap = figure.before[last.term.quantity.end :]
    if each._may_total(last, figure) and _LINK.fullmatch(gap):
        return last
    if len(own) != 1 or not _WITH.search(last.before[-30:]) or not _THIS_IS.fullmatch(gap):
        return None
    before = [f for f in paragraph.figures if f.line == figure.line - 1 and each._may_total(f, figure)]
    return before[0] if len({f.value for f in before}) == 1 else None


def _of_those(document: Document, paragraph: Paragraph, said: each._Said, figure: Figure) -> list[Figure]:
    """The numbers of those things: of the sentence, else of the report, of its year if one is named."""
    found = each._counts([f for f in paragraph.figures if f.term.reading is figure.term.reading], said, figure)
    found = found or [*each._counts(document.numbers, said, figure), *each._counts(document.cells, said, figure)]
    found = list({f.value: f for f in found}.values())
    years = set(_YEAR.compiled.findall(figure.term.reading.text))
    if len(years) != 1:
        return found
    dated = [f for f in found if years & set(_YEAR.compiled.findall(f"{f.term.reading.carrier.label} {f.term.reading.text}"))]
    return dated or found


def _alone(figure: Figure, workings: Sequence[Working]) -> Working | None:
    """The only working there is, if the figure lies within three times of what it gives."""
    value = workings[0].nominal if len(workings) == 1 else None
    return workings[0] if value and value / _FAR <= figure.value <= value * _FAR else None
