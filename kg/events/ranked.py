"""Who comes first by the text, and who by the table or the list: "the largest farm is Lyngheia", "Which country had the most sites? Spain".

A statement of rank is held against every column it may mean: those that its words name, else all of
them.  It is wrong when its name has that rank in none.  Words that the table does not know ("the
largest *rural* district") make it a statement of something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import nouns
from kg import patterns as re
from kg.model import Place
from kg.readings import Reading, span_place
from kg.records import record
from kg.samefact import stem, stems
from kg.tables import rownames
from kg.tables.covering import covering
from kg.tables.grid import Figure, Grid
from kg.tables.told import VERBS

_HIGH = frozenset("largest biggest highest greatest longest heaviest tallest most first dearest costliest".split())
_LOW = frozenset("smallest lowest shortest lightest fewest least last cheapest".split())
# Which end of a column is the good one, only its meaning tells.
_EITHER = frozenset("best strongest weakest worst poorest".split())
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "second-": 2, "third-": 3}
_DEGREE = "|".join(sorted((_HIGH | _LOW | _EITHER) - {"most", "least", "fewest", "first", "last"}))
_NAME = r"(?P<name>[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&.-]*(?:\s(?:(?:of|and|the|&|de|la)\s)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&-]*){0,3})"
_ORDER = r"(?:(?P<order>second|third|fourth|fifth)[ -])?"
# "The largest single farm is X", "the weakest district, X,"
_THE_MOST = re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Oo]ur)\s+{_ORDER}(?P<how>{_DEGREE})(?P<what>(?:\s[a-z][\w-]*){{0,4}}?)(?:,\s|\s(?:is|was|remains|remained)\s(?:again\s|still\s|now\s)?(?:the\s)?){_NAME}")
# "X is the largest farm", "X recruited the most"
_IS_MOST = re.compile(rf"(?:^\W*|[;:]\s|,\s(?:and|while|but)\s){_NAME}(?:\s(?:alone|again|still|now|also))?\s(?:(?P<verb>[a-z]+)\s)(?:by\sfar\s)?the\s{_ORDER}(?P<how>{_DEGREE}|most|fewest|least)(?P<what>(?:\s[a-z][\w-]*){{0,4}})")
_ASKS = re.compile(rf"\b(?:Which|What|Who|Where)\b(?P<before>[^?]*?)\b{_ORDER}(?P<how>{_DEGREE}|most|fewest|least|first|second|third|fourth|fifth|last)\b(?P<after>[^?]*)\?", re.I)
_ANSWER = re.compile(rf"[\s*_\"“]*(?:A:\s*)?[*_\"“]{{0,3}}(?:[Tt]he\s)?{_NAME}")
_NOT_SO = re.compile(
    r"\b(?:after|outside|except|apart|besides|excluding|without|not|no|never|almost|nearly|one of|among (?:the|its)|until|formerly|once|previously|would|could|will|if|by 20\d\d|than|grew|grow\w*|rise|rose|ris\w+|fell|fall\w*|gain\w*|chang\w*|increas\w*|fastest|per|each|average|new|newest|latest|oldest)\b", re.I
)
_TIE = 1
"""Others with the same figure up to which one of them may be called the first where no column is named."""
_LEAST_ROWS = 3
_NOT_RANKED = re.compile(r"\W*(?:rank|ranking|#|no\.?|nr\.?|number|position|place|year|years?\s.*|.*\bsince|age|founded|opened|code|id|note|ref)\W*", re.I)
_REST = re.compile(r"\W*(?:(?:all\s+)?others?\b|rest\b|remaind|total\b|all\b|world\b|overall|sum\b|average|mean|median|unallocated|unknown)", re.I)
_LEADS_LIST = re.compile(rf"\b(?:led|headed|topped)\sby\s{_NAME}:\W*$")
_HAS_LED = re.compile(rf"^\W*{_NAME}\s(?:has\sled|leads|led|has\sbeen\s(?:first|the\sleader)|is\sthe\sleader)\b(?!\s(?:by|to|with|an?|its|\d))")
_OF_ALL = frozenset("single individual one named listed whole big large far any part place market share thing where come rank stand account make stay be do".split())


@record
class Misranked:
    """A name that a text puts first (``told`` are its words) and the one that is: each with its node and place."""

    told: str
    name: str
    kind: str
    id: str
    place: Place
    right: str
    right_kind: str
    right_id: str
    right_place: Place


@record
class _Said:
    """A statement of rank: the rank from the top, or the bottom, and the stems of what is ranked by what."""

    reading: Reading
    name: str
    start: int
    rank: int
    how: str
    words: frozenset[str]
    told: str
    asked: bool


def misranked(grids: Sequence[Grid], readings: Sequence[Reading]) -> Iterator[Misranked]:
    """Every statement of rank that fits no column of a table and no list it may be of, in the order of the text."""
    if grids:
        tables = [(grid, _names(grid), rownames.context(grid)) for grid in grids]
        for said in _said(readings):
            yield from _against(said, tables)
    yield from _lists(readings)


# --------------------------------------------------------------------------- what the text says


def _said(readings: Sequence[Reading]) -> Iterator[_Said]:
    last: Reading | None = None
    for reading in readings:
        text, before, last = reading.text, last, reading
        if reading.carrier.kind not in ("sentence", "cover"):
            continue
        at = text.rfind("?") + 1
        if at and text[at:].strip(" *_\"”"):
            yield from _answer(reading, text[:at], at)
        elif not at and before is not None and before.text.rstrip(" *_\"”").endswith("?") and before.carrier.section == reading.carrier.section and reading.carrier.passage == before.carrier.passage:
            yield from _answer(reading, before.text, 0)
        low = text.lower()
        if at or " the " not in f" {low}" or not ("est " in low or "est," in low or " most" in low or " least" in low or "worst" in low):
            continue
        plain = text.replace("*", " ").replace("_", " ")
        for pattern in (_THE_MOST, _IS_MOST):
            for match in pattern.finditer(plain):
                tail = plain[match.end() : match.end() + 60]
                around = plain[max(0, match.start() - 25) : match.start()] + match.group() + re.split(r"[,;.:(]", tail)[0]
                if _NOT_SO.search(around) or re.match(r"\s(?:and|or|&)\s[A-Z]|,\s[A-Z]\w+,?\sand\s|['’]s?\s|\s(?:of|for|in|by|at)\s", tail) or (pattern is _THE_MOST and re.match(r"['’\w]", tail)):
                    continue
                words = f"{match['what']} {match['verb'] if pattern is _IS_MOST else ''}"
                yield _of(reading, match, match["name"], match.start("name"), match["how"], match["order"], words, match.group(), False)


def _answer(reading: Reading, question: str, at: int) -> Iterator[_Said]:
    asked = _ASKS.search(question)
    match = _ANSWER.match(reading.text, at)
    if asked is None or match is None or _NOT_SO.search(question) or re.match(r"\s(?:and|or|&)\s[A-Z]", reading.text[match.end() :]):
        return
    yield _of(reading, asked, match["name"], match.start("name"), asked["how"], asked["order"], f"{asked['before']} {asked['after']}", question, True)


def _of(reading: Reading, match: re.Match[str], name: str, start: int, how: str, order: str | None, words: str, told: str, asked: bool) -> _Said:
    rank = _ORDINALS.get(how.lower()) or _ORDINALS.get((order or "").lower(), 1)
    return _Said(reading, name.rstrip("."), start, rank, how.lower(), frozenset(stems(re.sub(r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b", " ", words))), " ".join(told.replace("*", " ").split()).strip(" *_?"), asked)


# --------------------------------------------------------------------------- what the tables say


def _names(grid: Grid) -> dict[int, dict[str, list[int]]]:
    """By column of words, the rows by what stands in them."""
    found: dict[int, dict[str, list[int]]] = {}
    for r, row in enumerate(grid.table.rows):
        for c, cell in enumerate(row[: len(grid.heads)]):
            text = cell.text.strip(" *_")
            if c not in grid.figure_columns and text[:1].isupper():
                found.setdefault(c, {}).setdefault(text, []).append(r)
    return found


def _against(said: _Said, tables: Sequence[tuple[Grid, dict[int, dict[str, list[int]]], frozenset[str]]]) -> Iterator[Misranked]:
    wrong: list[tuple[Grid, int, int]] = []
    for grid, columns, about in tables:
        for c, names in columns.items():
            rows = names.get(said.name) or next((names[n] for n in names if said.name.startswith(f"{n} ")), None)
            if rows is None or len(rows) != 1:
                continue
            verdict = _fits(said, grid, c, rows[0], about)
            if verdict is None:
                continue
            if verdict < 0:
                return  # borne out
            wrong.append((grid, c, verdict))
    if len(wrong) == 1:
        grid, c, r = wrong[0]
        cell, carrier = grid.table.rows[r][c], said.reading.carrier
        place = span_place(carrier, said.start, said.start + len(said.name))
        yield Misranked(said.told, said.name, carrier.kind, carrier.id, place, cell.text.strip(" *_"), "cell", cell.id, cell.place)


def _fits(said: _Said, grid: Grid, c: int, row: int, about: frozenset[str]) -> int | None:
    """-1 when a column bears the statement out, the row that has the rank when none does, ``None`` when the table is of something else."""
    kind = frozenset(stems(grid.heads[c].plain))
    home = grid.table.section == said.reading.carrier.section
    if not (kind & said.words or (home and not said.asked)) or any(w not in about and w not in kind and w not in VERBS and w not in nouns.STOP and w not in _STEMS_OF_ALL for w in said.words):
        return None
    lines = list(_lines(grid, c, kind))
    ranked = [k for k in grid.figure_columns if not _NOT_RANKED.fullmatch(grid.heads[k].plain)]
    own = said.words - kind
    named = [k for k in ranked if own & frozenset(stems(grid.heads[k].plain))]
    years = {str(d.period.start.year) for d in said.reading.dates if d.period.start is not None}
    if (years and not any(y in h.text for y in years for h in grid.heads)) or row not in lines:
        return None
    firsts: list[int] = []
    for k in named or ranked:
        column = [f for r in lines if (f := grid.figures[r][k]) is not None and f.pure]
        mine = grid.figures[row][k]
        if mine is None or not mine.pure:
            return None
        if len(column) < max(_LEAST_ROWS, said.rank) or len({f.sort for f in column}) > 1:
            continue
        for low in (False, True):
            if (low and said.how in _HIGH | set(_ORDINALS)) or (not low and said.how in _LOW):
                continue
            if _holds(column, mine, said.rank, low, bool(named)):
                return -1
            firsts += [r for f in column if _holds(column, f, said.rank, low, True) for r in (f.row,)]
    if not firsts or (not named and not home and len(set(firsts)) > 1):
        return None
    return max(firsts, key=lambda r: (firsts.count(r), -firsts.index(r)))


_STEMS_OF_ALL = frozenset(map(stem, _OF_ALL))


def _lines(grid: Grid, c: int, kind: frozenset[str]) -> Iterator[int]:
    """The rows that are one thing each: no total, no rest, no group ("Smaller farms")."""
    for r, (label, row) in enumerate(zip(grid.labels, grid.table.rows, strict=False)):
        text = row[c].text.strip(" *_") if c < len(row) else ""
        if label.aggregate or label.part_of or label.rest or not text or _REST.match(text) or covering(grid, r) is not None:
            continue
        last = text.split()[-1]
        if not (last.endswith("s") and stem(last) in kind):
            yield r


def _holds(column: Sequence[Figure], mine: Figure, rank: int, low: bool, named: bool) -> bool:
    """Whether a figure has a rank in its column; of many alike none has it where the column is not named."""
    beyond = sum(f.value < mine.value if low else f.value > mine.value for f in column)
    ties = sum(f.value == mine.value for f in column) - 1
    return beyond <= rank - 1 <= beyond + ties and (named or ties <= _TIE)


# --------------------------------------------------------------------------- what lists say


def _lists(readings: Sequence[Reading]) -> Iterator[Misranked]:
    """ "Europe is led by Italy:" before a list in which another has more; "Ostwerk has led since 2022" beside one."""
    for n, reading in enumerate(readings):
        text = reading.text
        if reading.carrier.kind != "sentence" or not (" led" in text or " leads" in text or "headed by" in text or "topped by" in text or "leader" in text):
            continue
        plain = text.replace("*", " ")
        intro = _LEADS_LIST.search(plain)
        match = intro or _HAS_LED.match(plain)
        if match is None or _NOT_SO.search(match.group()):
            continue
        items = _items(readings, n + 1) if intro else _around(readings, n)
        mine = [i for i in items if i[0] == match["name"]]
        if len(items) < _LEAST_ROWS or len(mine) != 1 or len({(i[2].kind, i[2].unit, i[2].currency) for i in items}) > 1:
            continue
        top = max(items, key=lambda i: i[2].low)
        if top[2].low > mine[0][2].low:
            carrier = reading.carrier
            where = span_place(carrier, match.start("name"), match.end("name"))
            yield Misranked(" ".join(match.group().split()).strip(" :"), match["name"], carrier.kind, carrier.id, where, top[0], top[1].carrier.kind, top[1].carrier.id, top[1].carrier.place)


_ITEM = re.compile(rf"[\W\d]*{_NAME}\W*(?:\([^()]*\)\W*)?[:–—-]")


def _items(readings: Sequence[Reading], start: int) -> list[tuple]:
    """The items of a list from a reading on, each with its name and its first figure."""
    found = []
    for reading in readings[start : start + 12]:
        if not reading.carrier.item and reading.carrier.kind != "cover":
            break
        text = f"{reading.carrier.label}: {reading.text}" if reading.carrier.kind == "cover" else reading.text
        match = _ITEM.match(text)
        figures = [q for q in reading.figures if q.kind != "ordinal"]
        if match is None or not figures:
            break
        if not _REST.match(match["name"]):
            found.append((match["name"], reading, figures[0]))
    return found


def _around(readings: Sequence[Reading], n: int) -> list[tuple]:
    """The only list of the section before a reading."""
    here = readings[n].carrier.section
    first = n
    while first and readings[first - 1].carrier.section == here and n - first < 30:
        first -= 1
    starts = [k for k in range(first, n) if readings[k].carrier.item and (k == first or not readings[k - 1].carrier.item)]
    return _items(readings, starts[0]) if len(starts) == 1 else []
