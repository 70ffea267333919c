"""A stated number of things against the list or table of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import patterns as re
from kg import quantities
from kg.model import Cell, Claim, Passage, Place, Quantity, Report, Sentence, Table
from kg.prose import without_citations
from kg.records import record
from kg.tables.covering import PARTS, covering
from kg.tables.grid import Grid
from kg.tables.headings import stem

MOST = 30
"""Counts above this are not counts of rows."""

NEAR = 20
"""In a text without sections a count must stand within so many lines of the table."""

# What may stand before a count that speaks of all of them, not of some.
_ALL = re.compile(
    r"(?:\b(?:across|over|through|into|on|in|comprises?|comprising|consists? of|consisting of|includes?|including|lists?|shows?|covers?|compares?|presents?|identif(?:y|ies)|has|have|had"
    r"|the following|these|those|operates?|divided into|split into|grouped into|there (?:are|were)|all|its|of|are|were|total of|held|tracks?|examines?|assess(?:es)?|evaluates?|summari[sz]es)\s+(?:the\s+|all\s+|its\s+|our\s+)?|^\W*(?:the\s+|these\s+|all\s+)?|,\s+|:\s+)$",
    re.I,
)
_SOME = re.compile(r"\b(?:top|first|last|largest|biggest|leading|main|major|key|principal|primary|core|most|least|best|worst|other|more|further|additional|new|remaining|next|previous|prior|past|recent|latest|early|earlier|consecutive|successive|of the|out of|only|at least|up to|more than|fewer than|over|between)\b", re.I)
_CHOSEN = re.compile(r"\b[a-z]{2,}(?:ed|ing)\s+$")
"""Between a count and its noun: a participle that picks some of them ("the two approved products")."""
# One that stands out, or so many, of all there are: "the driest of the six valleys", "two of the six valleys".
_ONE_OF = re.compile(r"\b(?:the|our|its)\s+(?!(?:late|b|w|n|inter|for|r|qu|ar|t|h|gu)est\b)[a-z]{3,}est\s+of\s+(?:the|all|our|its)\s+$|\b(?:one|two|three|four|five|six|seven|eight|nine)\s+of\s+(?:the|our|its)\s+$", re.I)
_AFTER_SOME = re.compile(
    r"^\s*(?:(?:that|which|who|where|whose|in which|led|held|with|without|from|since|before|after|between|during|of (?:its|the|which|these)|have not|out)\b|in (?:19|20)\d\d|(?:\w+\s+)?(?:most|above all)\b"
    r"|(?:grew|shrank|fell|rose|lost|gained|won|missed|failed|passed|improved|worsened|declined|increased|decreased|dropped|doubled|halved|exceeded|beat|met|reported|recorded|saw|stand|stood|scored|did|do|does|would|will|can|cannot)\b)",
    re.I,
)


@record
class Count:
    """A stated count with what it counts: rows of a table, or items of a list that follows it.

    ``stated_by`` is a sentence or claim, or ``None`` for the caption of ``table``.  ``items`` are
    the label cells of the rows or the passages of the list; ``names`` what they are called.
    """

    noun: str
    quantity: Quantity
    stated_by: Sentence | Claim | None
    table: Table | None
    items: tuple[Cell | Passage, ...]
    names: tuple[str, ...]

    @property
    def found(self) -> int:
        return len(self.names)

    @property
    def certain(self) -> bool:
        return all(i.certain for i in self.items if isinstance(i, Cell))


def counts(report: Report, grids: Sequence[Grid]) -> Iterator[Count]:
    """Counts in captions, in the text of a table's section, and before lists."""
    yield from _of_rows(report, grids)
    yield from _of_items(report)


# --------------------------------------------------------------------------- rows

_WHOLE = frozenset(("funding-rounds",))
"""Metrics whose table, when a report has one, is meant to be complete: counts anywhere in it are held against it."""


def _of_rows(report: Report, grids: Sequence[Grid]) -> Iterator[Count]:
    heads = named_heads(grids)
    for grid in grids:
        for noun in sorted(_nouns(grid) | _last(grid.table.caption)):
            for q in counted(grid.table.caption, noun):
                if q.low != grid.table.columns - 1:  # "Seven seasons" heads a table with a column for each
                    yield rows(grid, noun, q, None)
    if not heads:
        return
    stated = [(s, s.text, s.section) for p in report.passages if p.kind in ("paragraph", "item", "note") for s in p.sentences]
    stated += [(c, c.statement, c.section) for c in report.claims if not c.in_text]
    for one, words, section in stated:
        text = without_citations(words)
        for noun, tables in heads.items():
            if noun.removesuffix("y") not in text.lower() or _enumerates(text):
                continue
            linked = [g for g in tables if _linked(section, g, text, tables, one.place)]
            if len(linked) == 1:
                for q in counted(text, noun):
                    yield rows(linked[0], noun, q, one)


def named_heads(grids: Sequence[Grid]) -> dict[str, list[Grid]]:
    """Tables by what their rows are."""
    heads: dict[str, list[Grid]] = {}
    for grid in grids:
        for noun in sorted(_nouns(grid)):
            heads.setdefault(noun, []).append(grid)
    return heads


def rows(grid: Grid, noun: str, quantity: Quantity, stated_by: Sentence | Claim | None) -> Count:
    kept = [row[grid.label] for n, (row, x) in enumerate(zip(grid.table.rows, grid.labels, strict=True)) if x.plain and not (x.aggregate or x.part_of or x.rest) and not _all_others(grid, n)]
    return Count(noun, quantity, stated_by, grid.table, tuple(kept), tuple(" ".join(c.text.split()) for c in kept))


def _all_others(grid: Grid, row: int) -> bool:
    """Whether the first or last row stands for all the others, by its name or as the sum of them."""
    others = [n for n in range(len(grid.labels)) if n != row]
    if row not in (0, len(others)) or len(others) < PARTS:
        return False
    columns = [[line.figures[n] for n in (row, *others)] for line in grid.columns() if line.heading.additive]
    added = any(None not in x and len({f.sort for f in x}) == 1 and x[0].value and x[0].value == sum(f.value for f in x[1:]) for x in columns)
    return added or covering(grid, row) is not None


def _nouns(grid: Grid) -> set[str]:
    """What the rows are, by the header of their labels: "Round", "Thesis Pillar" → pillar."""
    head = grid.heads[grid.label]
    return set() if head.key or head.value or "/" in head.plain else _last(head.plain)


def _last(text: str) -> set[str]:
    words = re.findall(r"[A-Za-z][a-z]+", text)
    return {stem(words[-1])} if words and len(words[-1]) > 3 and words[-1].lower() not in _VAGUE else set()


_VAGUE = frozenset("name names type item items category categories value total table overview summary comparison analysis data matrix details area stage feature level group class time date month quarter year period".split())


def _linked(section: str | None, grid: Grid, text: str, rivals: Sequence[Grid], place: Place) -> bool:
    """Whether a text speaks of a table: in its section, or by its own words when there is no other like it."""
    if section is not None and section == grid.table.section:
        return True
    if section is None and grid.table.section is None and abs(place.line - grid.table.place.line) <= NEAR:
        return True
    if len(rivals) > 1:
        return False
    head = grid.heads[grid.label]
    words = {stem(w) for w in re.findall(r"[A-Za-z]+", head.plain)}
    if len(words) >= 2 and words <= {stem(w) for w in re.findall(r"[A-Za-z]+", text)}:
        return True
    return head.concept is not None and head.concept.id in _WHOLE


def counted(text: str, noun: str) -> Iterator[Quantity]:
    """Whole counts of the noun that speak of all of them."""
    for q in quantities.extract(text):
        if not plain_count(q):
            continue
        words = re.match(r"\s+((?:[A-Za-z][\w-]*[^\S\n]?){1,3})", text[q.end :])
        if words is None:
            continue
        for match in re.finditer(r"[A-Za-z][\w-]*", words[1]):
            between = words[1][: match.start()]
            if stem(match[0]) == noun and match[0].lower() != noun:
                after = text[q.end + words.start(1) + match.end() :]
                before = text[max(0, q.start - 60) : q.start]
                every = (_ALL.search(before) and not _SOME.search(before[-20:])) or _ONE_OF.search(before)
                if not _SOME.search(between) and not (_CHOSEN.search(between) and q.low < MOST) and every and not _AFTER_SOME.match(after):
                    yield q
                break
            if not match[0].islower() or match[0] in _BETWEEN:
                break  # "three of five actions", "11 for arrears"


_BETWEEN = frozenset("of for in on at by with from to per".split())


def plain_count(q: Quantity) -> bool:
    if q.kind != "count" or q.low is None or q.is_range or q.approximate or q.bound or q.unit:
        return False
    return q.low == int(q.low) and 2 <= q.low <= MOST and not (re.search(r"[A-Za-z]", q.text) and re.search(r"\d", q.text))


# --------------------------------------------------------------------------- items

_NUMBERED = re.compile(r"(?<!\w)\((\d{1,2}|[ivx]{1,4})\)\s")
_ROMAN = {r: n for n, r in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_LEAD_IN = re.compile(r"^\s+(?P<noun>(?:[a-z][\w-]*\s+){0,3}?(?:[a-z][\w-]*s|people))\b(?P<between>[^:.;()]{0,60}):\s*(?P<list>.*)$", re.S)
_OPEN_LIST = re.compile(r"\b(?:such as|e\.g\.|for example|for instance|including|among (?:them|others)|etc|and more|and others|notably|especially)\b|…|\.\.\.", re.I)


def _enumerates(text: str) -> bool:
    return len(_NUMBERED.findall(text)) >= 2


def _of_items(report: Report) -> Iterator[Count]:
    passages = report.passages
    for n, passage in enumerate(passages):
        if passage.kind not in ("paragraph", "item") or not passage.sentences:
            continue
        for sentence in passage.sentences:
            yield from _inline(sentence)
        last = passage.sentences[-1]
        text = without_citations(last.text).rstrip()
        if passage.kind == "paragraph" and text.endswith(":"):
            items = []
            for follower in passages[n + 1 :]:
                if follower.kind != "item" or follower.section != passage.section:
                    break
                items.append(follower)
            # Indented items belong to the item above them.
            left = min((i.place.column for i in items), default=0)
            items = [i for i in items if i.place.column == left]
            found = _lead_in(text)
            if found and len(items) >= 2 and len({i.label for i in items}) == 1 and not any(_counts(i.text.strip()) for i in items):
                yield Count(found[1], found[0], last, None, tuple(items), tuple(_short(i.text) for i in items))


def _lead_in(text: str) -> tuple[Quantity, str, str] | None:
    """The count, the noun and the list of "four rounds: A, B, C and D"."""
    for q in quantities.extract(text):
        if q.kind == "multiple" and q.text.endswith(" times"):
            # "won four times: in 1998, 2006 and 2013" counts; it multiplies nothing.
            cut = len(" times")
            q = replace(q, kind="count", unit=None, end=q.end - cut, text=q.text[:-cut])
        match = _LEAD_IN.match(text[q.end :]) if plain_count(q) else None
        if match and not _SOME.search(text[max(0, q.start - 24) : q.start]) and not _OPEN_LIST.search(match["between"] + match["list"]) and not any(map(str.isdigit, match["between"])):
            word = match["noun"].split()[-1]
            return q, _PERSON if word == "people" else stem(word), match["list"]
    return None


def _inline(sentence: Sentence) -> Iterator[Count]:
    text = without_citations(sentence.text)
    if ":" not in text:
        return
    found = _lead_in(text)
    if not found:
        return
    quantity, noun, listing = found
    marks = [m[1].lower() for m in _NUMBERED.finditer(listing)]
    numbers = [int(m) if m.isdigit() else _ROMAN.get(m, 0) for m in marks]
    if len(numbers) >= 2:
        if numbers == list(range(1, len(numbers) + 1)):
            names = [_short(part) for part in _NUMBERED.split(listing)[2::2]]
            yield Count(noun, quantity, sentence, None, (), tuple(names))
        return
    names = split(listing, int(quantity.low))
    if any(_counts(name) for name in names):
        return
    if names and (noun != _PERSON or all(name[0].isupper() for name in names)):
        yield Count(noun, quantity, sentence, None, (), names)


_PERSON = "person"
"""What people are counted by; a list of them that names kinds ("12 people: nurses, doctors and carers") counts none."""


def _counts(item: str) -> bool:
    """Whether an item itself counts: "17 wins", "three independents"; such items are added up, not counted."""
    first = next(iter(quantities.extract(item)), None)
    return first is not None and first.start == 0 and first.kind in ("count", "measure") and (first.low or 0) != 1


_ONE_YEAR = re.compile(r"^(?:in\s+)?(?:19|20)\d\d$")
_DOTTED = re.compile(r"\b(Dr|Prof|Mr|Mrs|Ms|St|Jr|Sr|Inc|Ltd|Co|No|[A-Z])\.\s")
_NO_LIST = re.compile(r"(?:in|of|by|at|for|with|on|from|to|as|it|they|this|there|when|if|because|since)\b", re.I)


def split(listing: str, stated: int) -> tuple[str, ...]:
    """The items of a plain list to the end of the sentence, or nothing when it is not plain."""
    flat = _DOTTED.sub(r"\1 ", re.sub(r"\([^()]*\)", " ", listing.strip().rstrip("."))).strip()
    if re.search(r"[.:!?]\s|\s[-–—]\s|—", flat):
        return ()
    if ";" in flat:
        parts = [re.sub(r"^and\s+", "", p.strip()) for p in flat.split(";")]
        return tuple(p for p in parts if p) if len(parts) >= 2 else ()
    parts = [" ".join(p.split()) for p in flat.split(",")]
    if len(parts) < 2 or any(len(p.split()) > 7 or not p for p in parts):
        return ()
    if parts[-1].startswith("and ") and len(parts) >= 3:
        parts[-1] = parts[-1][4:]
    else:
        parts = _last_two(parts, stated, len(re.findall(r"\)\s*(?:,|and\b|\.?$)", listing.strip())))
    if not parts or (_NO_LIST.match(parts[0]) and not all(_ONE_YEAR.match(p) for p in parts)):
        return ()
    # "men aged 20, 30 and 40" are no three groups.
    if len({bool(re.match(r"\d", p.removeprefix("in "))) for p in parts}) > 1:
        return ()
    # "research and development" may be one item or two.
    if any(re.search(r"\b(?:and|or|which|that|who|is|are|was|were|while)\b", p) for p in parts):
        return ()
    return tuple(p.removeprefix("in ") for p in parts)


def _last_two(parts: list[str], stated: int, explained: int) -> list[str]:
    """The items of "A, B and C"; nothing when "B and C" may be one item and the count right then.

    ``explained`` of them have something in brackets, which tells where an item ends.
    """
    pair = parts[-1].split(" and ")
    if len(pair) != 2 or not all(pair):
        return []
    found = [*parts[:-1], *pair]
    return [] if stated == len(parts) and explained < len(found) else found


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]).strip(" ,;.:*")
