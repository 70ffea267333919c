"""What counts as a risk: items of lists headed as risks, rows of risk registers."""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg.loaders._inline import plain
from kg.model import Citation, Place, Table

_HEAD = re.compile(r"\b(?:risks?|threats?|red flags?|kill criteria|deal[- ]?breakers?|downsides?)\b", re.I)
_NOT_HEAD = re.compile(
    r"\bmitigat|\brisk[- ](?:score|rating|level|free|management|appetite|adjusted|assessment method)|\bde-?risk|\bopportunit",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:risks?|threats?|challenges?|concerns?|issues?|weakness(?:es)?|pressures?|negatives?|cons|exposures?)\b", re.I
)
_RATED = re.compile(r"\b(?:score|rating|level|grade|index)\b", re.I)
_NOTHING = re.compile(
    r"\W*(?:none|nothing|n/?a|not (?:disclosed|available|applicable)|no (?:major |known )?risks?\b.*|unknown|tbd)\W*", re.I
)

_TITLE_COLUMN = re.compile(r"\b(?:risks?|threats?|hazards?|kill criteri(?:on|a)|failure modes?|red flags?)\b", re.I)
_OTHER_COLUMN = re.compile(
    r"\b(?:likelihood|probability|impact|severity|mitigations?|mitigants?|exposure"
    r"|triggers?|owner|residual|consequences?|contingency|thresholds?)\b",
    re.I,
)
_REGISTER = re.compile(
    r"\b(?:risk (?:register|factors?|matrix|table|log|heat ?map|assessment|summary)"
    r"|(?:key|top|main|principal) risks|kill[- ]criteria)\b",
    re.I,
)
_COUNTER = re.compile(r"#|no\.?|nr\.?|id|ref\.?|rank", re.I)


def is_heading(title: str) -> bool:
    """Whether a heading announces risks."""
    return _HEAD.search(title) is not None and _NOT_HEAD.search(title) is None


def is_item(section: str, above: str | None, own: str | None, text: str) -> bool:
    """Whether an item is a risk: by the label it stands under, else by the title of its section.

    ``own`` is the item's own label; ratings ("Risk score: 42") and empty answers are no risks.
    """
    if (own and _RATED.search(own)) or _NOTHING.fullmatch(plain(text)):
        return False
    if own and _NOTHING.fullmatch(plain(text).partition(":")[2]):
        return False
    if above:
        return is_heading(above) or (
            is_heading(section) and _WITHIN.search(above) is not None and _NOT_HEAD.search(above) is None
        )
    return is_heading(section)


_MARKS_AT_END = re.compile(r"(?:\s*\[\^?[A-Za-z]{0,16}[-_]?\d{1,6}(?:\s*[,;]\s*[A-Za-z]{0,16}[-_]?\d{1,6})*\])+\s*$")


def item_title(text: str) -> str:
    """The words of an item, without its references and emphasis marks."""
    return plain(_MARKS_AT_END.sub("", text))


def rows(table: Table) -> Iterator[tuple[str, tuple[tuple[str, str], ...], Place, tuple[Citation, ...]]]:
    """Title, other columns, place and citations of each row, if the table is a risk register."""
    header = [plain(c.text) for c in table.header]
    named = next(
        (i for i, h in enumerate(header) if _TITLE_COLUMN.search(h) and not _RATED.search(h) and not _NOT_HEAD.search(h)), None
    )
    others = sum(_OTHER_COLUMN.search(h) is not None for i, h in enumerate(header) if i != named)
    register = _REGISTER.search(table.caption) is not None
    if not ((named is not None and (others or register)) or (register and others >= 2)):
        return
    column = named if named is not None else (1 if len(header) > 1 and _COUNTER.fullmatch(header[0]) else 0)
    for row in table.rows:
        if column >= len(row) or not plain(row[column].text):
            continue
        first, last = row[0].place, row[-1].place
        place = Place(first.path, first.line, first.column, last.end_line, last.end_column)
        attributes = tuple(
            (header[i], plain(cell.text))
            for i, cell in enumerate(row)
            if i != column and i < len(header) and cell.text and header[i]
        )
        yield item_title(row[column].text), attributes, place, tuple(c for cell in row for c in cell.citations)
