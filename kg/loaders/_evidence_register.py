"""The evidence index: rows of claims and of sources whose columns may have run together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg import patterns as re
from kg.config import Config
from kg.loaders._evidence_draft import Draft
from kg.loaders._evidence_publishers import cut_publishers, key, known_names
from kg.loaders._evidence_quotes import cut_quote
from kg.model import Citation, Claim, Confidence, Passage, Place, Source, Trouble
from kg.records import record

_LABELS = {
    "id": "ID|Id|#|No.|No|Ref.|Ref|Code|Key|Claim ID|Source ID",
    "statement": "Statement|Claims|Claim|Finding|Assertion|Fact|Claim text",
    "confidence": "Confidence level|Confidence|Certainty|Strength|Level|Grade|Rating",
    "sources": "Sources|Source IDs|Source ids|Evidence|References|Citations|Supported by|Support",
    "publisher": "Publisher|Publisher / site|Outlet|Organisation|Organization|Author|Authors|Issuer|Site|Source",
    "title": "Title|Document|Headline|Name|Description|Work",
    "quote": "Quotation|Quoted text|Key quote|Quote|Excerpt|Passage|Snippet",
    "url": "URL|Url|Link|Web address|Address",
    "date": "Publication date|Published|Date|Year",
    "accessed": "Access date|Accessed on|Accessed|Retrieved",
    "other": "Type|Kind|Category|Tier|Section|Status",
}
_FIELD_OF = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(r"[\s|\t]*(" + "|".join(re.escape(w) for w in sorted(_FIELD_OF, key=len, reverse=True)) + r")(?![a-z])")

ROW_ID = re.compile(r"[ \t]*\[?([A-Za-z]{1,6}[-_.]?\d{1,6}|\d{1,4})\]?(?:[.:)]?[ \t|]+|(?=[A-Z“\"]))")
"""The id that begins a row of the index."""
_LETTERED = r"[A-Za-z]{1,6}[-_.]?\d{1,6}"
_NONE = r"[-–—]|none|n/a|N/A|None"
_STEPS = {
    Confidence.HIGH: "high strong certain confirmed verified established definite robust",
    Confidence.MEDIUM: "medium moderate mid likely probable partial reasonable corroborated mixed",
    Confidence.LOW: "low weak uncertain tentative speculative unverified unconfirmed doubtful poor unlikely disputed",
}
_STEP_OF = {word: step for step, words in _STEPS.items() for word in words.split()}
_ANY_STEP = "|".join(form for word in _STEP_OF for form in (word, word.capitalize(), word.upper()))
_KNOWN_STEP = (
    rf"(?:(?:[Vv]ery|[Ff]airly|[Qq]uite|[Mm]oderately) (?:{_ANY_STEP})|"
    + "|".join(w.capitalize() + "|" + w.upper() for w in _STEP_OF)
    + ")"
)
_KNOWN_CONFIDENCE = rf"{_KNOWN_STEP}(?:\s?[-–/]\s?(?:{_ANY_STEP}))?"


def header_fields(text: str) -> tuple[str, ...]:
    """The fields that a header line of the index names, in order; empty when it is no such line."""
    at, fields = 0, []
    while at < len(text.rstrip(" \t|")):
        match = _LABEL.match(text, at)
        if not match:
            return ()
        fields.append(_FIELD_OF[match.group(1)])
        at = match.end()
    return tuple(fields) if len(fields) >= 3 and fields[0] == "id" else ()


def kind_of(fields: Sequence[str]) -> str:
    """``"claims"`` or ``"sources"``, whichever list has these fields."""
    return "claims" if "statement" in fields else "sources"


def confidence_of(text: str) -> Confidence | None:
    """The step that a wording of confidence stands for; of a span ("Low-Medium") the lower one."""
    steps = [_STEP_OF[w] for w in re.findall(r"[a-z]+", text.lower()) if w in _STEP_OF]
    order = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
    return min(steps, key=order.index) if steps else None


@record
class Row:
    """One row of the index: its id and where the rest begins and ends."""

    id: str
    start: int
    body: int
    end: int


# --------------------------------------------------------------------------- claims


def read_claims(draft: Draft, rows: Sequence[Row], fields: Sequence[str]) -> None:
    """Add the claims of the index."""
    texts = [draft.text[r.body : r.end] for r in rows]
    numbered = not any(re.search(rf"{_LETTERED}\s*(?:{_KNOWN_CONFIDENCE})?\s*$", t[-200:]) for t in texts)
    tail = _tail(texts, numbered)
    first: dict[str, Place] = {}
    for row, text in zip(rows, texts, strict=True):
        place = draft.lines.place(row.start, row.end)
        cells = _delimited(text, len(fields) - 1)
        if cells:
            named = dict(zip(fields[1:], cells, strict=True))
            start, end = named.get("statement", (0, 0))
            sources, confidence = named.get("sources", (0, 0)), named.get("confidence", (0, 0))
        else:
            match = tail.search(text, max(0, len(text) - 4000))
            start, end = 0, match.start() if match else len(text)
            sources = match.span("a") if match and match.group("a") else match.span("b") if match else (0, 0)
            confidence = match.span("c") if match and match.group("c") else match.span("d") if match else (0, 0)
        while end > start and text[end - 1] in " \t|":
            end -= 1
        word = text[max(0, confidence[0]) : max(0, confidence[1])]
        cited = tuple(
            Citation(
                m.group(), draft.lines.place(row.body + max(0, sources[0]) + m.start(), row.body + max(0, sources[0]) + m.end())
            )
            for m in re.finditer(rf"{_LETTERED}|\d{{1,4}}", text[max(0, sources[0]) : max(0, sources[1])])
        )
        draft.claims.append(
            Claim(
                row.id,
                text[start:end],
                place,
                draft.lines.place(row.body + start, row.body + max(end, start)),
                confidence_of(word),
                word,
                cited,
                draft.section,
            )
        )
        if not text[start:end].strip():
            draft.troubles.append(
                Trouble("empty-statement", f"claim {row.id} has no statement. Write one or delete the row.", place, row.id)
            )
        _note_duplicate(draft, first, "claim", row.id, place)


def _tail(texts: Sequence[str], numbered: bool) -> re.Pattern[str]:
    """What stands behind the statement: confidence and ids of sources, in either order, each optional."""
    one = r"\d{1,4}" if numbered else _LETTERED
    ids = rf"\[?{one}\]?(?:\s*[,;/]\s*\[?{one}\]?)*|{_NONE}"
    words = _KNOWN_CONFIDENCE
    known = re.compile(rf"(?:{words})\s*(?:{ids})?\s*$")
    if sum(bool(known.search(t)) for t in texts) * 2 < len(texts):
        last = Counter(m.group(1) for t in texts if (m := re.search(rf"([A-Z][\w+-]*)\s+(?:{ids})\s*$", t)))
        common = [w for w, n in last.most_common(8) if n > 1]
        if common and sum(last[w] for w in common) * 5 >= len(texts) * 4:
            words = "|".join(re.escape(w) for w in common)
    # Without white space before it, a confidence word must follow the end of a sentence.
    edge = r"(?:^|(?<=\s)|(?<=[.!?\"'”’)\]|]))"
    return re.compile(rf"{edge}(?:(?P<c>{words})[\s|]*(?P<a>{ids})?|(?P<b>{ids})[\s|]*(?P<d>{words})?)[\s|]*$")


def _note_duplicate(draft: Draft, first: dict[str, Place], kind: str, id: str, place: Place) -> None:
    if id in first:
        message = f"{kind} {id} is defined twice. Give one of them another id."
        draft.troubles.append(Trouble("duplicate-id", message, place, id, (first[id],)))
    else:
        first[id] = place


def _delimited(text: str, count: int) -> list[tuple[int, int]] | None:
    """Spans of the cells when tabs or bars separate them and there are ``count`` of them."""
    for mark in ("\t", "|"):
        if mark not in text:
            continue
        spans, at = [], 0
        for part in text.strip("|").split(mark) if mark == "|" else text.split(mark):
            lead = len(part) - len(part.lstrip())
            spans.append((at + lead, at + lead + len(part.strip())))
            at += len(part) + 1
        if len(spans) == count:
            return spans
    return None


# --------------------------------------------------------------------------- sources

_URL = re.compile(r"\(?\bhttps?://[^\s)]+\)?|\bwww\.[^\s)]+")
_DATE = (
    r"(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|[A-Z][a-z]{2,8} \d{4}|\d{4})"
)
_SURE = 3.0
"""Points by which a cut must beat the next best one to count as certain."""


def read_sources(draft: Draft, rows: Sequence[Row], fields: Sequence[str], config: Config, subject: str) -> None:
    """Add the sources of the index, publishers, titles and quotes separated as well as the list allows."""
    texts = [draft.text[r.body : r.end] for r in rows]
    about = tuple(key(w) for w in subject.split())
    plain: list[tuple[int, Source, str]] = []
    first: dict[str, Place] = {}
    found: list[Source] = []
    for row, text in zip(rows, texts, strict=True):
        place = draft.lines.place(row.start, row.end)
        raw = draft.text[row.start : row.end]
        _note_duplicate(draft, first, "source", row.id, place)
        cells = _delimited(text, len(fields) - 1) if fields else None
        if cells:
            named_cells = {name: text[a:b] for name, (a, b) in zip(fields[1:], cells, strict=True)}
            found.append(
                _source(
                    row.id,
                    place,
                    raw,
                    {n: named_cells.get(n, "") for n in ("publisher", "title", "quote", "url", "date", "accessed")},
                )
            )
            continue
        rest, taken = _take_off(text, fields)
        source = replace(_source(row.id, place, raw, taken), certain=False)
        plain.append((len(found), source, rest))
        found.append(source)
    for index, source in _separate(plain, fields, known_names(_known_publishers(config)), about, _names(draft.passages)):
        found[index] = source
    draft.sources += found


def _source(id: str, place: Place, raw: str, cells: dict[str, str]) -> Source:
    quote = cells.get("quote", "").strip('"“”«» ')
    return Source(
        id,
        cells.get("publisher", ""),
        cells.get("title", ""),
        place,
        quote,
        cells.get("url", ""),
        cells.get("date", ""),
        cells.get("accessed", ""),
        raw,
    )


def _take_off(text: str, fields: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The row without its address and dates, and these by field."""
    taken = {}
    if url := _URL.search(text):
        taken["url"] = url.group().strip("()")
        text = text[: url.start()] + " " * len(url.group()) + text[url.end() :]
    for name in ("accessed", "date"):
        if name in fields and (at := re.search(rf"\s({_DATE})[\s|]*$", text)):
            taken[name] = at.group(1)
            text = text[: at.start()]
    return text.strip(" \t|"), taken


def _separate(plain, fields, known, about, named):
    """``(index, source)`` with publisher, title and quote cut out of the run-together rows."""
    rows = [rest.split() for _, _, rest in plain]
    has_publisher = not fields or "publisher" in fields
    cuts = cut_publishers(rows, known, about, named) if has_publisher else None
    for n, (index, source, rest) in enumerate(plain):
        words, edges = rows[n], [m.span() for m in re.finditer(r"\S+", rest)]
        publisher = words[: cuts[n].words] if cuts else []
        remaining = words[len(publisher) :]
        size, sure = len(remaining), not cuts or cuts[n].margin >= _SURE
        if remaining and (not fields or "quote" in fields):
            cut = cut_quote(remaining, publisher, about)
            size, sure = cut.words, sure and cut.points >= _SURE
        first, second = len(publisher), len(publisher) + size
        yield (
            index,
            replace(
                source,
                publisher=_part(rest, edges[:first]),
                title=_part(rest, edges[first:second]),
                quote=_part(rest, edges[second:]).strip('"“”«» '),
                certain=sure and bool(words),
            ),
        )


def _part(text: str, edges: Sequence[tuple[int, int]]) -> str:
    return text[edges[0][0] : edges[-1][1]] if edges else ""


def _known_publishers(config: Config) -> list[str]:
    import tomllib

    from kg.resources import find

    lists = tomllib.loads(find("ontology/lexicons/publishers.toml").read_text("utf-8")).values()
    own = [config.subject, *config.aliases] if config.subject else []
    interests = [p for i in config.interests.values() for p in i.publishers]
    return (
        [n for names in lists for n in names]
        + [n for name, others in config.publishers.items() for n in (name, *others)]
        + own
        + interests
    )


_NAME = re.compile(r"[A-Z][\w'’&-]*(?:\.[A-Za-z]\w*)?(?:[ ](?:of |the |and |for |& )?[A-Z][\w'’&-]*(?:\.[A-Za-z]\w*)?)*")


def _names(passages: list[Passage]) -> Counter:
    """How often each run of capitalised words stands in the prose."""
    found: Counter = Counter()
    for passage in passages:
        if passage.kind in ("paragraph", "note"):
            for match in _NAME.finditer(passage.text):
                found[tuple(key(w) for w in match.group().split())] += 1
    return found
