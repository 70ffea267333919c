"""Tables whose cells ran together: recognised, cut into cells, and read as risk registers."""

from __future__ import annotations

from collections.abc import Sequence

from kg import patterns as re
from kg.loaders._evidence_draft import Draft, Exhibit
from kg.model import Risk
from kg.prose import citation_spans, slug, without_citations

_JOIN = re.compile(
    r"[a-zß-öø-ÿ.)%\]][A-ZÀ-Þ(~$€£]|[A-Za-z)]\d{4}(?:\d{4})+|[a-z]{2}\d|\d[A-Z][a-z]|[\w)%+][~$€£<>](?=\d|~)|[A-Z]{2,}[A-Z][a-z]{2,}"
)
_SEPARATED = re.compile(r"\t|\s\|\s|^\||\|$")
_SENTENCE = re.compile(r"[a-z]{2}[.!?]$")
_RISK_CAPTION = re.compile(r"\b(?:risks?|threats?|hazards?|kill|red[ -]flags?|thesis[ -]break)\b", re.I)
_NOT_A_REGISTER = re.compile(r"\brisk[ -/]+(?:return|free|adjusted|reward|weighted|factor weights?)\b|\bgaps?\b", re.I)
_RISK_COLUMN = re.compile(
    r"(?:^|\b)(?:risks?|risk factors?|threats?|threat vectors?|triggers?|hazards?|red flags?|dependency|failure modes?)$", re.I
)


def joined(text: str, words: frozenset[str]) -> int:
    """How many places of a line look like the edge between two cells that ran together.

    ``words`` are words seen whole in the prose ("OpenAI", "MLOps"): they hold no edge.
    """
    count = 0
    for token in text.split():
        bare = token.strip("\"'“”‘’()[],;:.")
        if bare not in words and not bare.startswith(("http", "www.")):
            count += len(_JOIN.findall(token))
    return count


def looks_like_header(text: str, words: frozenset[str]) -> bool:
    """Whether a line can be the header of a table."""
    text = text.strip()
    return len(text) <= 250 and not _SENTENCE.search(text) and (bool(_SEPARATED.search(text)) or joined(text, words) > 0)


def table_starts(group: Sequence[str], words: frozenset[str]) -> int | None:
    """Which line of a group of adjacent lines is the header: 1 after a caption, 0 without; ``None`` for no table."""
    for header in (1, 0):
        body = group[header + 1 :]
        if not body or not looks_like_header(group[header], words):
            continue
        if header == 1 and (
            len(group[0]) > 160 or _SENTENCE.search(group[0].strip()) or joined(group[0], words) > joined(group[1], words)
        ):
            continue
        if header == 0 and joined(group[0], words) < 2 and not _SEPARATED.search(group[0]):
            continue
        cells = sum(bool(_SEPARATED.search(line)) or joined(line, words) > 0 for line in body)
        unended = sum(not _SENTENCE.search(line.strip()) for line in body)
        if cells * 2 >= len(body) or (joined(group[header], words) > 1 and unended * 2 > len(body)):
            return header
    return None


def fill(draft: Draft, table: Exhibit, header: tuple[int, int], rows: Sequence[tuple[int, int]], words: frozenset[str]) -> None:
    """Cut the header and the rows, given as spans, into cells."""
    ends = [_without_trailing_citations(draft.text[a:b]) for a, b in rows]
    bodies = [draft.text[a : a + n] for (a, _), n in zip(rows, ends, strict=True)]
    title = draft.text[header[0] : header[1]]
    columns, cut, certain = _separated(title, bodies) or _run_together(title, bodies, words)
    sure_header = all(certain) or len(columns) > 1
    table.header = tuple(
        draft.cell(table.id, 0, n, header[0] + a, header[0] + b, sure_header) for n, (a, b) in enumerate(columns, 1)
    )
    filled = []
    for number, ((start, end), body, spans, sure) in enumerate(zip(rows, bodies, cut, certain, strict=True), 1):
        cells = [draft.cell(table.id, number, n, start + a, start + b, sure) for n, (a, b) in enumerate(spans, 1)]
        rest = draft.citations(start + len(body), end)
        if rest and cells:
            last = cells[-1]
            cells[-1] = type(last)(
                last.id, last.table, last.row, last.column, last.text, last.place, last.certain, (*last.citations, *rest)
            )
        filled.append(tuple(cells))
    table.rows = tuple(filled)


def _without_trailing_citations(text: str) -> int:
    spans = list(citation_spans(text))
    if spans and re.fullmatch(r"\s*\]\s*", text[spans[-1][2] :]):
        return len(text[: text.rindex("[", 0, spans[-1][1])].rstrip())
    return len(text)


def _separated(header: str, rows: Sequence[str]):
    """The cells of a table whose columns are separated by tabs or bars."""
    mark = next((m for m in ("\t", "|") if m in header), None)
    if mark is None or sum(mark in row for row in rows) * 2 < len(rows):
        return None
    columns = _parts(header, mark)
    cut = [_parts(row, mark) for row in rows]
    return columns, cut, [len(cells) == len(columns) for cells in cut]


def _parts(text: str, mark: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for part in text.split(mark):
        lead = len(part) - len(part.lstrip())
        spans.append((at + lead, at + lead + len(part.strip())) if part.strip() else (at, at))
        at += len(part) + 1
    if mark == "|":
        if spans and spans[0] == (0, 0):
            spans = spans[1:]
        if spans and text.rstrip().endswith("|"):
            spans = spans[:-1]
    return spans


def _run_together(header: str, rows: Sequence[str], words: frozenset[str]):
    from kg.flattened import split_rows

    columns, cut, certain = split_rows(header, list(rows), set(words))
    return columns or [(0, len(header))], [spans or [(0, len(row))] for spans, row in zip(cut, rows, strict=True)], certain


# --------------------------------------------------------------------------- risks


def table_risks(draft: Draft, table: Exhibit) -> None:
    """Add the rows of a risk table as risks."""
    names = [cell.text.strip() for cell in table.header or ()]
    about_risks = _RISK_CAPTION.search(table.caption) and not _NOT_A_REGISTER.search(table.caption)
    if not about_risks and not (names and re.fullmatch(r"(?:key |top |main )?(?:risks?|risk factors?|threats?)", names[0], re.I)):
        return
    title = next((n for n, name in enumerate(names) if _RISK_COLUMN.search(name)), 0)
    for row in table.rows:
        if not row:
            continue
        sure = row[0].certain and len(row) == len(names)
        head = row[title] if sure else row[0]
        rest = tuple((names[n], c.text) for n, c in enumerate(row) if n != title) if len(row) == len(names) else ()
        place = type(head.place)(
            head.place.path, row[0].place.line, row[0].place.column, row[-1].place.end_line, row[-1].place.end_column
        )
        draft.risks.append(
            Risk(
                draft.new_id("risk", slug(head.text, "risk")),
                head.text,
                place,
                rest,
                table.section,
                (*table.citations, *(x for c in row for x in c.citations)),
            )
        )


def list_names_risks(label: str) -> bool:
    """Whether the heading of a list says that its items are risks."""
    return bool(re.search(r"\b(?:risks?|threats?|red flags?)\b", label, re.I)) and not _NOT_A_REGISTER.search(label)


def item_risk(draft: Draft, start: int, end: int, claims) -> None:
    """Add an item of a list of risks; what stands before a colon or dash is its title."""
    text = draft.text[start:end]
    text = text[: len(without_citations(text).rstrip())]
    head = re.match(r"([^:–—]{3,80}?)(?::\s|\s[–—]\s)", text)
    title = head.group(1).strip() if head else text
    rest = (("description", text[head.end() :].strip()),) if head else ()
    draft.risks.append(
        Risk(draft.new_id("risk", slug(title, "risk")), title, draft.lines.place(start, end), rest, draft.section, tuple(claims))
    )
