"""What happened to which thing and when, or by whom, in any voice: the kinds of ``ontology/happenings.ttl``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg import patterns as re
from kg.events import kinds, parties, phrases, places
from kg.events.acts import date_of
from kg.events.kinds import Kind, Kinds, Word
from kg.events.phrases import Phrase, Token
from kg.model import Place, Quantity, Report, Table
from kg.readings import Reading
from kg.records import record
from kg.samefact import stem
from kg.subjects import Subjects

OTHER_TIME = re.compile(
    r"\b(?:originally|initially|at first|postponed|delayed|slipped|pushed back|brought forward|instead of|rather than|no longer|reportedly|rumou?red|had been (?:due|planned|scheduled|expected|set)"
    r"|(?:was|were) (?:due (?!to (?:the|an?|its|their|his|her|higher|lower|poor|bad)\b)|planned|scheduled|expected|set|supposed|meant|to have|originally)|formerly|previous(?:ly)?|once|earlier plans?|re-?open\w*|re-?launch\w*|re-?start\w*|refurbish\w*|renovat\w*|rebuilt|again|revised|(?<!in a )(?<!in the )(?<!at a )(?<!of the )former|until then|temporarily|renew(?:ed|al)|extended|extension|prolonged)\b",
    re.I,
)
_NOT_DONE = re.compile(r"\b(?:not|never|no|neither|nor|would|could|might|if|should|whether|unless|potential|possible|hypothetical)\b[^.;,]{0,40}$", re.I)
_MARKS = str.maketrans(dict.fromkeys(".,;:()[]*\"“”„«»!?/|–—", " "))
_STEPS = frozenset("first fully full partly partially partial officially official formally formal soft beta pilot trial public private commercial provisionally provisional conditional conditionally interim preliminary final initial".split())
_AHEAD = frozenset("will shall to due planned expected scheduled set may should supposed".split())
_POINTS = frozenset("start beginning end close".split())
_FOUNDS = frozenset("started begun".split())
_BE = frozenset("is are was were be been being".split())
PROFILE = re.compile(r"\b(?:snapshot|profile|overview|key (?:facts|figures|data)|at a glance|summary|about|facts|company|background|introduction)\b", re.I)
_SUCCESSION = re.compile(r"\b(?:now|until|since|then|succe\w+|replac\w+|took over|new|from 20\d\d|took charge|handed over|interim|acting|jointly|co-\w+|together with|alongside|formerly|former|previous(?:ly)?|used to|early|later|in turn)\b", re.I)


_ACTIVITIES = frozenset(map(stem, "work works operation operations production talks negotiations trading construction business service services sales commercial activity activities".split()))
_NO_THING = frozenset(map(stem, "latest first last rest half part parts one ones year quarter month stake share shares majority way day time week reserve place others many most people number result results total list section step".split()))


# What others expect is no plan, and "at the earliest" is no date.
_OTHERS = re.compile(r"\b(?:analysts?|experts?|observers?|critics?|consensus|according to|some|others|expects? that|predicts?|estimates?|forecasts?|optimistic|pessimistic|scenarios?|at best|at worst)\b", re.I)
_BOUNDED = re.compile(r"\s*,?\s*at the (?:very )?(?:earliest|latest)\b|\s*or (?:later|earlier|(?:19|20)\d\d)\b", re.I)


@record
class Happening:
    """One place's account of what happened to a thing.

    ``theme`` is the thing, ``tense`` that of the verb, ``status`` is ``done``, ``planned`` or ``any`` (the words fit both),
    ``steps`` are words that make another happening of it ("partially", a country), ``where`` the names that
    stand between the verb and the date; ``back`` says that a definite noun speaks of what was told
    elsewhere ("the failure of May").
    """

    kind: Kind
    theme: Phrase
    carrier: tuple[str, str]
    place: Place
    section: str | None
    passage: str
    text: str
    date: Quantity | None = None
    agents: tuple[str, ...] = ()
    status: str = "done"
    steps: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    back: bool = False
    dates: tuple[Quantity, ...] = ()
    tense: str = ""

    @property
    def name(self) -> str:
        """The thing as this place calls it."""
        return self.theme.text


def read(report: Report, subjects: Subjects, readings: Sequence[Reading]) -> list[Happening]:
    """Everything that is said to have happened, in the order of the text."""
    reader = _Reader(report, subjects, kinds.load())
    found = list(reader.prose(readings))
    return found + list(reader.tables())


class _Reader:
    def __init__(self, report: Report, subjects: Subjects, known: Kinds):
        self.report, self.subjects, self.known = report, subjects, known
        self.cut: dict[str, list[Token]] = {}
        self.before: dict[str, Reading | None] = {}
        self.titles = {s.id: s.title for s in report.sections}
        # Without a date only who does it is of interest, and only a verb of the sentence says so.
        self.agentive = frozenset(w for w, forms in known.words.items() if any(f.kind.agent and f.form in ("past", "third") for f in forms)) | frozenset(n.split()[0] for n in known.nouns) | {"under"}

    # ----------------------------------------------------------------------- sentences

    def prose(self, readings: Sequence[Reading]) -> Iterator[Happening]:
        last: Reading | None = None
        told: list[Happening] = []
        for reading in readings:
            carrier = reading.carrier
            same = last is not None and carrier.passage and last.carrier.passage == carrier.passage
            self.before[carrier.id] = last if same else None
            last = reading
            if carrier.kind == "cover":
                yield from self._labelled(reading, carrier.label, 0)
                continue
            words = set(reading.text.lower().translate(_MARKS).split())
            if words.isdisjoint(self.known.words if reading.dates else self.agentive) or reading.text.rstrip().endswith("?"):
                continue
            if reading.key is not None:
                found = list(self._labelled(reading, *reading.key))
                if found:
                    yield from found
                    continue
            for one in (*self._sentence(reading, told), *self._opened(reading)):
                told.append(one)
                yield one

    def tokens(self, reading: Reading) -> list[Token]:
        key = f"{reading.carrier.kind} {reading.carrier.id}"
        if key not in self.cut:
            self.cut[key] = phrases.tokens(parties.unmarked(reading.text), reading.quantities)
        return self.cut[key]

    def _sentence(self, reading: Reading, told: list[Happening]) -> Iterator[Happening]:
        text, found = parties.unmarked(reading.text), self.tokens(reading)
        lows = [t.low for t in found]
        hits = []
        n = 0
        while n < len(found):
            word = self.known.find(lows, n) if found[n].kind not in ("mark", "date", "figure") else None
            if word is not None:
                m, group = n + 1 + len(word.rest), _verb_group(found, n)
                nominal = self._nominal(found, n, m, word, group)
                if nominal is not None:
                    hits.append((n, m, word, nominal, group))
                n = m - 1
            n += 1
        starts = [found[hit[0]].start for hit in hits]
        for k, (n, m, word, nominal, group) in enumerate(hits):
            limit = next((s for s in starts[k + 1 :] if s > found[m - 1].end), len(text))
            date = date_of(text, found[n].start, found[m - 1].end, limit, reading.dates, first=k == 0)
            if date is None and k == 0 and len(hits) == len(reading.dates) == 1 and _DATED_ITEM.match(text[reading.dates[0].end :]) and not text[: reading.dates[0].start].strip(" *_•–—-\t") and not _PARTLY.search(text):
                date = reading.dates[0]
            one = self._told(reading, found, (n, m, word), (nominal, group), date, told)
            if one is not None and (one.date is not None or one.agents):
                yield one
        if "under" in lows:
            yield from self._under(reading, found)

    def _of_company(self, reading: Reading, found: list[Token], hit: tuple[int, int, Word], group: list[Token]) -> Word:
        """The word, as one of founding where it is the report's subject that was started: "the company was started in 2014"."""
        n, m, word = hit
        founding = next((k for k in self.known.kinds if k.id == "founding"), None)
        if founding is None or word.kind.id != "opening" or word.form != "past" or found[n].low not in _FOUNDS:
            return word
        other = replace(word, kind=founding)
        theme, _ = self._theme(reading, found, n, m, other, group)
        return other if theme is not None and self._known_again(theme).head == "§" else word

    def _opened(self, reading: Reading) -> Iterator[Happening]:
        """ "Founded in June 2020 by two engineers, it employs 40": a participle that opens what is said of the report's subject."""
        text, carrier = parties.unmarked(reading.text), reading.carrier
        match = _FOUNDED_IN.match(text) if reading.dates else None
        date = reading.dates[0] if match and reading.dates[0].start == match.end() else None
        theme = self._main() if date is not None and not (date.approximate or date.bound) else None
        rest = _REST.search(text, date.end) if date is not None else None
        if theme is None or rest is None or OTHER_TIME.search(text[: date.end]):
            return
        who = re.sub(r"['’]s$", "", rest["who"])
        if rest["it"] or self.subjects.is_main(who) or self.subjects.is_main(who.removeprefix("The ").removeprefix("the ")):
            yield Happening(self.known.headings["founded"], theme, (carrier.kind, carrier.id), reading.place(date), carrier.section, carrier.passage, reading.text, date, dates=tuple(reading.dates))

    def _told(self, reading: Reading, found: list[Token], hit: tuple[int, int, Word], voice: tuple[bool, list[Token]], date: Quantity | None, told: list[Happening]) -> Happening | None:
        (n, m, word), (nominal, group) = hit, voice
        word = word if nominal else self._of_company(reading, found, hit, group)
        text = parties.unmarked(reading.text)
        if date is not None and (date.approximate or date.bound or OTHER_TIME.search(text) or _NOT_DONE.search(text[: found[n].start])):
            date = None
        previous = found[n - 1] if n else None
        ahead = any(t.low in _AHEAD for t in group)
        if nominal:
            if date is None:
                return None
            theme, back = self._of(reading, found, n, m, word.kind, told)
            agents: tuple[str, ...] = ()
            status = "planned" if previous is not None and previous.low in ("planned", "expected", "scheduled", "proposed") else "any"
        else:
            theme, agents = self._theme(reading, found, n, m, word, group)
            back = False
            status = "planned" if ahead or (word.form == "ing" and group) else "done" if word.form == "past" else "planned" if date is not None and date.start > found[n].start else "any"
        if date is not None and ((status == "planned" and _OTHERS.search(text)) or _BOUNDED.match(text[date.end :])):
            date = None
        if theme is None or (theme.plural and len(theme.tokens) < 3) or (theme.head in _NO_THING and not theme.names):
            return None
        if word.kind.id == "appointment" and not theme.names:
            return None  # whoever holds an office is appointed again and again
        if agents and not (theme.names or theme.marks or (theme.definite == "the" and len(theme.tokens) > 1) or theme.plural):
            agents = ()
        if agents and (_SUCCESSION.search(text) or (word.kind.repeats and date is None and reading.dates)):
            agents = ()
        end = date.start if date is not None and date.start > found[m - 1].end else found[m - 1].end
        between = [t for t in found[m:] if t.end <= end]
        regions = {m.group().lower() for m in re.finditer(parties.NAME, text[found[m - 1].end : end]) if places.is_region(m.group())}
        near = [*group, *found[max(0, n - 1) : n], *found[m : m + 1]]
        carrier = reading.carrier
        place = reading.place(date) if date is not None else carrier.place
        return Happening(
            word.kind, self._known_again(theme), (carrier.kind, carrier.id), place, carrier.section, carrier.passage, text, date, agents, status,
            frozenset(t.low for t in near if t.low in _STEPS) | regions, frozenset(stem(t.text) for t in between if t.kind == "word" and t.text[0].isupper()) - theme.tokens, back, tuple(reading.dates), _tense(group),
        )  # fmt: skip

    def _nominal(self, found: list[Token], n: int, m: int, word: Word, group: list[Token]) -> bool | None:
        """Whether a word stands as a noun; ``None`` when it stands as neither noun nor verb of the sentence."""
        previous = found[n - 1] if n else None
        if found[n].text[0].isupper() and not found[n].text.isupper() and n and found[n - 1].text not in (".", ":", "*", "|", "(", "“"):
            return None  # part of a name: "the Tolland Foundation"
        of = m < len(found) and found[m].low == "of"
        if of and found[n].low in _POINTS and m + 1 < len(found) and found[m + 1].kind == "date":
            return None  # "at the end of 2024" tells when, not what has ended
        ruled = previous is not None and (previous.kind == "det" or re.search(r"['’]s?$", previous.text) or previous.low in ("planned", "expected", "proposed", "scheduled"))
        has_noun = any(w.form == "noun" and w.rest == word.rest for w in self.known.words[found[n].low])
        if word.form == "noun" or (has_noun and (of or ruled)):
            compound = previous is not None and previous.kind == "word"
            return True if (of or ruled or compound or n == 0 or word.rest) else None
        if word.form == "past":
            return None if ruled else False
        if word.form == "ing":
            return False if any(t.low in _BE for t in group) else True if has_noun and previous is not None and previous.kind == "word" else None
        if word.form == "base":
            plural = previous is not None and (previous.low in ("we", "they", "i") or (previous.kind == "word" and previous.low.endswith("s")))
            return False if any(t.low in _AHEAD or t.low in ("can", "may", "did", "does") for t in group) or plural else True if has_noun and previous is not None and previous.kind == "word" else None
        return False if previous is not None and previous.kind in ("word", "pron", "adv", "mark", "conj") else None

    def _of(self, reading: Reading, found: list[Token], n: int, m: int, kind: Kind, told: list[Happening]) -> tuple[Phrase | None, bool]:
        """What a noun such as "opening" is said of, and whether it refers back."""
        start = n
        while start > 0 and found[start - 1].kind in ("word", "det"):
            start -= 1
        lead = found[start:n]
        definite = bool(lead) and lead[0].kind == "det" and lead[0].low not in ("a", "an", "no", "any", "every", "each")
        if m + 1 < len(found) and found[m].low == "of" and found[m + 1].kind != "date":
            theme = phrases.after(found, m + 1)
            return theme, definite and kind.repeats
        if lead and lead[0].low in ("its", "their", "his", "her") and len([t for t in lead if t.kind == "word"]) == 0:
            return self._subject(reading, found[:start], above=True), True
        theme = phrases.phrase([t for t in lead if t.low not in ("planned", "expected", "proposed", "scheduled")])
        if theme is not None and not (theme.tokens or theme.names):
            theme = None
        if theme is None and kind.id == "first-dosing":
            right = next((p for k in range(m, len(found)) if found[k].kind == "word" and found[k].text[0].isupper() and (p := phrases.after(found, k)) is not None), None)
            return right or self._subject(reading, found, above=True), True
        if theme is None and definite and not kind.repeats:
            earlier = [h for h in told if h.kind is kind and h.section == reading.carrier.section and h.date is not None]
            return (earlier[-1].theme, True) if earlier and len({(h.theme.head, h.theme.tokens) for h in earlier}) == 1 else (None, True)
        return theme, definite

    def _under(self, reading: Reading, found: list[Token]) -> Iterator[Happening]:
        """ "The Centre for Rare Metals under Ada Roe": who leads it."""
        kind = next((k for k in self.known.kinds if k.id == "leadership"), None)
        for n, token in enumerate(found):
            names = found[n + 1 : n + 4]
            if token.low != "under" or not n or len(names) < 2 or not all(t.kind == "word" and t.text[0].isupper() for t in names[:2]) or kind is None:
                continue
            theme, person = phrases.ending(found, n - 1), phrases.after(found, n + 1)
            if theme is not None and theme.names and person is not None and len(person.names) == 1 and not _SUCCESSION.search(reading.text):
                carrier = reading.carrier
                yield Happening(kind, self._known_again(theme), (carrier.kind, carrier.id), carrier.place, carrier.section, carrier.passage, reading.text, agents=(person.text,))

    def _theme(self, reading: Reading, found: list[Token], n: int, m: int, word: Word, group: list[Token]) -> tuple[Phrase | None, tuple[str, ...]]:
        """What a verb is said of, and who does it."""
        text = parties.unmarked(reading.text)
        left, how = phrases.before(found, n)
        passive = word.form == "past" and (any(t.low in _BE for t in group) or self._participle(found, n, m))
        if how in ("pronoun", "shared"):
            left = self._subject(reading, found, above=how == "pronoun", limit=n)
        if passive:
            agents: tuple[str, ...] = ()
            if word.kind.agent and m < len(found) and found[m].low == "by":
                listed = parties.listed(text, found[m].end)
                agents = listed.names if listed is not None and listed.complete and (word.kind.several or len(listed.names) == 1) else ()
            return left, agents
        right = phrases.after(found, m) if m < len(found) and found[m].kind in ("det", "word") else None
        if word.kind.id == "decision":
            return left, ()
        if right is None:
            return (left, ()) if word.kind.alone and not (m < len(found) and found[m].kind in ("date", "figure")) else (None, ())
        if right.head in _ACTIVITIES and not right.names:
            # "Acme ceased production": what has ended is the production of Acme
            return (phrases.joined(right, left), ()) if left is not None and len(right.tokens) == 1 else (right if len(right.tokens) > 1 else None, ())
        actor = ()
        if word.kind.agent and left is not None and len(left.names) == 1 and left.tokens <= _stems(left.names):
            actor = (left.text,)
        return right, actor

    def _participle(self, found: list[Token], n: int, m: int) -> bool:
        """Whether a past form is no verb of its own: "the plant, built in 2019", "the plant built by Acme"."""
        following = found[m].low if m < len(found) else ""
        return following == "by" or (n > 0 and found[n - 1].text in (",", "(") and following in ("in", "on", "at", "by"))

    def _subject(self, reading: Reading, found: list[Token], above: bool = False, limit: int = 10**6) -> Phrase | None:
        """The subject of the sentence, or with ``above`` of the one before where it is only "it"."""
        one, how = phrases.opening(found[:limit])
        if one is not None:
            return one if not one.plural else None
        if how != "pronoun" and not above:
            return None
        for _ in range(4):
            earlier = self.before.get(reading.carrier.id)
            if earlier is None:
                return self._label(reading)
            reading = earlier
            one, how = phrases.opening(self.tokens(earlier))
            if one is not None:
                return None if one.plural else one
            if how not in ("pronoun", "empty"):
                return None
        return None

    def _label(self, reading: Reading) -> Phrase | None:
        label = reading.carrier.label
        return phrases.phrase(phrases.tokens(label, ())) if label else None

    def _known_again(self, theme: Phrase) -> Phrase:
        """The theme with the subject's name where it says "the company" or a short name of it."""
        main = self.subjects.main
        if not main:
            return theme
        own = frozenset(stem(w) for w in re.findall(r"[^\W\d_]+", main))
        generic = {"company", "firm", "business", "group", "compan", "startup", "start-up"}
        means = (
            self.subjects.is_main(theme.text)
            or (main.lower() in theme.names and theme.head in own and theme.tokens >= own)
            or (theme.definite == "the" and " " not in theme.text and not theme.marks and (theme.head in generic or theme.head in own))
        )
        return replace(theme, head="§", tokens=own, names=frozenset({main.lower()}), marks=frozenset(), definite="the") if means else theme

    # ----------------------------------------------------------------------- labels and tables

    def _main(self) -> Phrase | None:
        found = phrases.phrase(phrases.tokens(self.subjects.main, ())) if self.subjects.main else None
        return self._known_again(found) if found is not None else None

    def _labelled(self, reading: Reading, label: str, at: int) -> Iterator[Happening]:
        """A labelled value: "Opened: May 2023", "Closure of the north plant: 2019", "Founded by: Ada Roe"."""
        carrier = reading.carrier
        plain = " ".join(re.sub(r"[*_:]", " ", label).lower().split())
        title = self.titles.get(carrier.section or "", "")
        kind = self.known.headings.get(plain)
        theme = self._main() if carrier.kind == "cover" or not title or PROFILE.search(title) else None
        dates = [d for d in reading.dates if d.start >= at]
        if kind is not None and theme is not None and len(dates) == 1 and not dates[0].approximate and not dates[0].bound and re.fullmatch(r"\W*(?:in |on )?\W*", reading.text[at : dates[0].start]):
            yield Happening(kind, theme, (carrier.kind, carrier.id), reading.place(dates[0]), carrier.section, carrier.passage, reading.text, dates[0], status="any", dates=tuple(reading.dates))
            return
        noun = self.known.nouns.get(plain) or self.known.nouns.get(plain.removesuffix("s")) or self._by(plain)
        names = parties.listed(parties.unmarked(reading.text), at) if noun is not None else None
        if noun is not None and theme is not None and names is not None and names.complete and (noun.several or len(names.names) == 1) and not _SUCCESSION.search(reading.text):
            yield Happening(noun, theme, (carrier.kind, carrier.id), carrier.place, carrier.section, carrier.passage, reading.text, agents=names.names)

    def _by(self, plain: str) -> Kind | None:
        words = plain.split()
        if len(words) != 2 or words[1] != "by":
            return None
        return next((w.kind for w in self.known.words.get(words[0], ()) if w.form == "past" and w.kind.agent), None)

    def tables(self) -> Iterator[Happening]:
        """Rows whose columns are headed by a kind ("Opened") or by who does it ("Supplier")."""
        from kg import quantities  # the cells of few tables are read
        from kg.prose import without_citations

        for table in self.report.tables:
            heads = [" ".join(without_citations(c.text).lower().strip(" *_").split()) for c in table.header]
            wanted = [(n, self.known.headings.get(h), self.known.nouns.get(h) or self._by(h)) for n, h in enumerate(heads) if n]
            wanted = [(n, dated, agent) for n, dated, agent in wanted if (dated or agent) and heads.count(heads[n]) == 1]
            if not wanted and table.columns == 2:
                yield from self._facts(table)
            for row in table.rows if wanted else ():
                label = without_citations(row[0].text).strip(" *_")
                theme = phrases.phrase(phrases.tokens(label, quantities.extract(label)))
                if theme is None or not theme.names or len(label) > 60:
                    continue
                theme = self._known_again(theme)
                for n, dated, agent in wanted:
                    if n >= len(row):
                        continue
                    text = without_citations(row[n].text).strip()
                    dates = [q for q in quantities.extract(text) if q.kind == "date" and q.period is not None]
                    shared = ((("cell", row[n].id)), row[n].place, table.section, table.id, " | ".join([label, text, *(c.text for k, c in enumerate(row[1:_COLUMNS], 1) if k != n)]))
                    if dated and len(dates) == 1 and dates[0].text == text and not dates[0].approximate:
                        yield Happening(dated, theme, *shared, date=dates[0], status="any", dates=tuple(dates))
                    elif agent and (names := parties.listed(text, 0)) is not None and names.complete and len(names.names) == 1 and names.end == len(text):
                        yield Happening(agent, theme, *shared, agents=names.names)

    def _facts(self, table: Table) -> Iterator[Happening]:
        """Rows of a label and a date in a table about the report's subject: "Founded | 2016"."""
        from kg import quantities
        from kg.prose import without_citations

        title = self.titles.get(table.section or "", "")
        theme = self._main() if not title or PROFILE.search(title) else None
        for row in table.rows if theme is not None else ():
            kind = self.known.headings.get(" ".join(without_citations(row[0].text).lower().strip(" *_:").split())) if len(row) == 2 else None
            if kind is None:
                continue
            text = without_citations(row[1].text).strip()
            dates = [q for q in quantities.extract(text) if q.kind == "date" and q.period is not None]
            if len(dates) == 1 and dates[0].text == text and not dates[0].approximate:
                yield Happening(kind, theme, ("cell", row[1].id), row[1].place, table.section, table.id, f"{row[0].text} | {text}", dates[0], status="any", dates=tuple(dates))


# "Founded in June 2020 by two engineers of the harbour, it employs 40"
_FOUNDED_IN = re.compile(r"\W*(?:Founded|Established|Incorporated|Set\s+up|Started)\s+(?:by\s[^,.;]{3,60}?\s)?in\s+(?:early\s+|late\s+)?")
_REST = re.compile(r"[^.;]*?,\s+(?P<who>(?P<it>it|its|the\s+(?:company|firm|group|start-?up|business|bank|charity|club|agency)|we|our)\b|[A-ZÀ-ÖØ-Þ][\w’'&.-]*(?:\s[A-ZÀ-ÖØ-Þ][\w’'&.-]*){0,3})")
# "9 January 2023: Holm Deep goes into service"
_DATED_ITEM = re.compile(r"[*_]{0,3}\s?(?::|–|—|-)[*_]{0,3}\s")
_PARTLY = re.compile(r"\b(?:first|second|third|fourth|last|final|phase|stage|half|part|parts|trial|tests?|partial\w*|pilot|soft)\b", re.I)
_COLUMNS = 8
"""Cells of a row that tell of which of several things a date is."""


def _tense(group: list[Token]) -> str:
    """Whether a passive speaks of now or of then; empty for a participle."""
    words = {t.low for t in group}
    return "past" if words & {"was", "were", "had"} else "present" if words & {"is", "are", "has", "have"} else ""


def _verb_group(found: list[Token], n: int) -> list[Token]:
    k = n
    while k > 0 and (found[k - 1].kind in ("aux", "adv") or found[k - 1].low in ("planned", "expected", "scheduled")):
        k -= 1
    return found[k:n]


def _stems(names: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(w) for n in names for w in re.findall(r"[^\W\d_][\w&'’]*", n))
