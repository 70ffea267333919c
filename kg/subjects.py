"""Who a figure is about: names in the text, other words for the report's subject, carried-over subjects."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg import described, metrics
from kg import patterns as re
from kg.config import Config
from kg.model import Report
from kg.records import record

_NAME = re.compile(
    r"(?<![\w@#/.-])[A-ZÀ-ÖØ-Þ][\w&’'.+-]*(?:(?:\s+(?:&|of|de|van|von|der|du|la|le|for|and(?=\s+(?:Co|Company|Sons|Partners|Johnson|Young|Biases))))?\s+[A-ZÀ-ÖØ-Þ0-9][\w&’'.+-]*)*"
)
_NOT_NAMES = frozenset(
    """a an the this that these those it its he she they we our their his her there here who which what when where while
    in on at by for from with without as of to into over under about after before since until during between among across
    and or but nor so yet if unless although though because however moreover furthermore meanwhile overall additionally
    first second third fourth fifth finally today currently recently notably total approximately roughly nearly more most
    less fewer up down no not all each every some any many several few both other others another such one two three four
    five six seven eight nine ten january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    q1 q2 q3 q4 h1 h2 fy ceo cto cfo coo arr mrr cagr tam sam som roi gdp yoy qoq mom usd eur gbp chf ipo m&a ai ml llm api
    saas b2b b2c r&d kpi us uk eu un key annual global world revenue valuation funding headcount market growth series seed
    according per based given despite following founded led including launched raised with compared while our notable estimated
    free top new new-york note source figure table section chapter report company platform business average median
    equity debt capital turnover staff employees workers customers clients users subscribers sales income profit profits losses
    earnings spending expenditure costs prices demand supply production output exports imports investment investors shareholders
    management members membership patients participants students pupils teachers nurses doctors households families children adults
    visitors residents tenants farmers drivers volunteers emissions energy power electricity gas oil water wind solar heat rents
    wages salaries pensions taxes grants subsidies donations attendance enrolment admissions deaths births cases tests results
    findings respondents interviews surveys data analysis research work building construction maintenance repairs transport traffic
    rail roads buses trains flights passengers freight volumes yields margins rates shares dividends interest cash assets
    liabilities reserves loans deposits premiums claims tickets meals books schools hospitals homes houses flats farms factories
    shops stores offices sites projects products services orders deliveries contracts applications complaints waste recycling
    rainfall temperature prevalence incidence mortality adherence turnout unemployment inflation productivity capacity""".split()
)
_DEMONYM = re.compile(r"^(?:American|European|French|German|British|Chinese|Indian|Japanese|Korean|Swiss|Dutch|Italian|Spanish|Canadian|Israeli|Asian|African|Western|Eastern|Northern|Southern|English)$")
_GENERIC = re.compile(
    r"\b(?:the\s+(?:company|firm|startup|start-up|group|organi[sz]ation|business|platform|vendor|provider|manufacturer|agency|bank|corporation|enterprise|unicorn|maker|issuer)|it|its|we|our)\b",
    re.I,
)
_COMPANY = re.compile(r"\bthe\s+(?:(?-i:[A-ZÀ-ÖØ-Þ])[\w-]*\s+){0,2}(?:company|firm|startup|start-up|group|organi[sz]ation|manufacturer|agency|bank|corporation|unicorn)\b", re.I)
_REPORTING = re.compile(
    r"^(?:['’]s)?\s+(?:(?!was\b|were\b|is\b|are\b|been\b|has\b|had\b)[\w'’.-]+\s+){0,3}?(?:estimates?|estimated|forecasts?|forecasted|projects?|projected|predicts?|puts?|places?|placed|sizes?|sized|pegs?|values?|valued"
    r"|calculates?|survey(?:ed|s)?|tracks?|documents?|documented|identifies|(?:reports?|reported|says?|said|notes?|noted|finds?|found|shows?|showed|suggests?|reveals?|indicates?|records?)\s+(?:that|(?:the\s+)?(?:global|overall|worldwide|average|median)|\d))\b"
)
_PARTICIPANT = re.compile(
    r"(?:\b(?:by|with|from|including|include|includes|such as|like|via|using|against|versus|vs\.?|than|for|in|at|on|of|to|into|through|under|than|between|among|alongside|per|after|before|behind|beyond|called|named|as)\s+(?:(?:the|its|their|a|an|former|fellow|rival|partner|new|other|major|leading|existing)\s+)*|[,/&]\s*|\band\s+)(?:\[\[)?$",
    re.I,
)
_FIRM_BEHIND = re.compile(r"(?:-based)?\s+(?:[a-z-]+\s+)?(?:company|firm|start-?up|group|maker|business|lab|developer|provider)\b")
"""Behind a place: "the Oslo firm says" is the firm, and nobody else."""
_ATTRIBUTION = re.compile(r"\b(?:according to|per|says|reported by|estimates? (?:by|from)|data from|cited by|analysis (?:by|from)|analysts? at)\s+$", re.I)
_CLAUSE = re.compile(r"[;:—]|\s[–-]\s|,\s+(?:while|whereas|but|and|compared|versus|with)\s|\.\s")


@record
class Subject:
    """Who a figure is about.

    ``name`` is canonical (the report's subject under whatever alias); ``main`` whether it is the
    report's subject; ``sure`` how clear the text is, 0 to 1; ``analyst`` who says so, if the text
    attributes the figure.
    """

    name: str
    main: bool
    sure: float
    analyst: str = ""


class Subjects:
    """Resolves names within one report."""

    def __init__(self, report: Report, config: Config | None = None):
        self.main = report.subject or ""
        words = [self.main, *(config.aliases if config else ())] if self.main else []
        text = "\n".join(d.text[:20_000] for d in report.documents)
        words += [*_defined_aliases(text, self.main), *_short_names(self.main, report)] if self.main else []
        self.aliases = {_key(w) for w in words if w and not _GENERIC.fullmatch(w)}
        body = "\n".join(d.text for d in report.documents)[:1_000_000]
        self._known, self._lower = _cases(body)
        self.kinds, self.person = described.of(self.main, words, body) if self.main else (frozenset(), False)
        self.company = _plain(described.company(body)) if self.person else ""
        self._people = described.people(body)
        self._whole = re.compile(rf"\bthe\s+(?:{'|'.join(sorted(map(re.escape, self.kinds)))})\b", re.I) if self.kinds else None
        self._lexicon = metrics.default()
        self._last: tuple[str, list[tuple[int, int, str]]] = ("", [])

    def canonical(self, name: str) -> str:
        """The report's subject for any of its aliases, otherwise the name without possessive and legal form."""
        return self.main if _key(name) in self.aliases else _plain(name)

    def is_main(self, name: str) -> bool:
        """Whether a name means the report's subject."""
        return _key(name) in self.aliases

    def named(self, name: str) -> Subject:
        """The subject that a name stands for."""
        return self._subject(self.canonical(name), 0.85, "")

    def written_small(self, word: str) -> bool:
        """Whether the report writes a word without a capital somewhere, so that it is no name."""
        return word.lower() in self._lower or word.lower() in _NOT_NAMES

    def names(self, text: str) -> list[tuple[int, int, str]]:
        """Proper names in a text: ``(start, end, canonical name)``."""
        if text == self._last[0]:
            return self._last[1]
        found = []
        for match in _NAME.finditer(text):
            for first, last in _possessives(match.group(), match.start()):
                start, end = _strip(text, first, last)
                if end - start <= 4 and _UNIT_BEFORE.search(text[max(0, start - 3) : start]):
                    continue  # a unit: "3.2 GW"
                if start < end and not self._metric(text[start:end]) and not (_sentence_start(text, start) and self._ordinary(text[start:end], text[end:])):
                    found.append((start, end, self.canonical(text[start:end])))
        self._last = (text, found)
        return found

    def _metric(self, name: str) -> bool:
        return (name not in self._known and self._lexicon.concept(name) is not None) or (name.isupper() and self._lexicon.concept(name) is not None)

    def _ordinary(self, word: str, rest: str) -> bool:
        """Whether a capitalised word at the start of a sentence is no name.

        It is one when it is capitalised elsewhere, or when it acts and is nowhere written small.
        """
        if "-" in word and re.fullmatch(r"[A-Z][a-z]+(?:-[a-z]+)+", word):
            return True
        if " " in word or not word.isalpha() or word.isupper() or word in self._known or self.is_main(word):
            return False
        if _AMOUNTS_TO.match(rest):
            return True  # "Leakage was 212 million litres": no name is an amount
        return word.lower() in self._lower or not (_ACTS.match(rest) or re.match(r",\s+(?:the|a|an|its|which|founded)\b", rest))

    def of(self, text: str, position: int, carried: Subject | None = None, in_list: bool = False, end: int | None = None) -> Subject:
        """Who the figure at ``text[position:end]`` is about.

        ``carried`` is the subject of the sentence before, or of what introduces the list.  An empty
        name means the report's own topic, when nobody knows what to call it.
        """
        # "The library—Acme's best known product—has 5M downloads": what stands between dashes is no subject.
        if "—" in text or "–" in text:
            text = _APPOSITION.sub(lambda m: m.group() if m.start() <= position < m.end() else " " * len(m.group()), text)
        names = [n for n in self.names(text) if n[0] < position + 120 and not self._qualifies(text, n)]
        before = [n for n in names if n[1] <= position]
        analyst = next((n for s, e, n in before if (_REPORTING.match(text[e:]) and not _FIRM_BEHIND.match(text, e)) or _ATTRIBUTION.search(text[:s])), "")
        if analyst and analyst == self.main:
            analyst = ""
        before = [n for n in before if n[2] != analyst and not (_FIRM_BEHIND.match(text, n[1]) and text[: n[0]].endswith(("the ", "The ")))]
        bracketed = _bracketed(text, position, before)
        if bracketed:
            return self._subject(bracketed, 0.9, analyst)
        starts = [0, *(m.end() for m in _CLAUSE.finditer(text, 0, position))]
        for n, start in enumerate(reversed(starts)):
            clause = [x for x in before if x[0] >= start]
            governing = _governing(text, start, clause, position)
            noun = [m.end() for m in _COMPANY.finditer(text, start, position)]
            if noun and self.company and noun[-1] > max((e for _, e, _ in clause), default=0):
                return Subject(self.company, False, 0.8, analyst)
            if self._whole is not None:
                noun += [m.end() for m in self._whole.finditer(text, start, position)]
            if noun and carried and self.main and not self.person and not carried.main and carried.name in self._people:
                carried = None  # "Dupont is CTO. The company employs": not Dupont
            if noun and (self.main or carried) and noun[-1] > max((e for _, e, _ in clause), default=0):
                return Subject(carried.name if carried else self.main, carried.main if carried else True, 0.85, analyst)
            if governing:
                return self._subject(governing, 0.9 if n == 0 else 0.8, analyst)
            if _GENERIC.search(text, start, position):
                # "Bolt is a rival: it raised …": a pronoun speaks of the clause before it.
                earlier = next((g for st in reversed(starts[: len(starts) - 1 - n]) if (g := _governing(text, st, [x for x in before if st <= x[0] < start], start))), None)
                if earlier:
                    return self._subject(earlier, 0.8, analyst)
                return Subject(carried.name if carried else self.main, carried.main if carried else True, 0.85, analyst)
        after = self._after(text, end or position, names)
        if after and not (carried is not None and carried.name == after):
            return self._subject(after, 0.7 if after == self.main else 0.62, analyst)
        if carried is not None:
            # Without a pronoun the subject may have changed; a list speaks of what it was introduced with.
            sure = 0.75 if carried.main or in_list else 0.55
            return Subject(carried.name, carried.main, min(carried.sure, sure), analyst)
        return Subject(self.main, True, 0.7 if self.main else 0.65, analyst)

    def _qualifies(self, text: str, name: tuple[int, int, str]) -> bool:
        """Whether a name says only which of somebody's figures is meant: "its PyPI downloads"."""
        if not _POSSESSED.search(text, max(0, name[0] - 7), name[0]):
            return False
        noun = _NEXT_WORD.match(text, name[1])
        return noun is not None and self._lexicon.concept(noun[1]) is not None

    def _after(self, text: str, position: int, names: list[tuple[int, int, str]]) -> str:
        """A name behind the figure that the sentence is about: "a $600M raise valued Mistral AI at …", "a valuation of $5B for Acme"."""
        end = next((m.start() for m in _CLAUSE.finditer(text, position)), len(text))
        for s, e, n in names:
            # "Founded in 2021 by former rivals, Acme has …": the main clause follows
            if position <= s and text[:s].rstrip().endswith(",") and _ACTS.match(text[e:]):
                return n
        return next((n for s, _, n in names if position <= s < end and not _PARTICIPANT.search(text[max(0, s - 40) : s]) and not _AGENT.search(text[max(0, s - 24) : s])), "")

    def _subject(self, name: str, sure: float, analyst: str) -> Subject:
        return Subject(name, bool(self.main) and name == self.main, sure, analyst)


_POSSESSED = re.compile(r"\b(?:its|their)\s+$", re.I)
_NEXT_WORD = re.compile(r"\s+([a-z]\w+)")
_SUBJECT_OPENS = re.compile(r"^\W*(?P<name>[A-ZÀ-ÖØ-Þ][\w&’'.+-]*(?:\s+(?:&\s+)?[A-Z0-9][\w&’'.+-]*){0,4}?),?\s*(?:\([^)]*\)\s*,?\s*)?(?:is|was|are|has|develops|provides|operates|offers|builds|founded|headquartered|specializes|reports|announced)\b")


def infer(report: Report) -> str:
    """What a report without a telling title is about: the name its sentences open with most often.

    Empty unless one name opens at least two sentences and a third of those that open with a name.
    """
    opens: dict[str, int] = {}
    for passage in report.passages:
        for sentence in passage.sentences:
            match = _SUBJECT_OPENS.match(sentence.text)
            if match and not _common(match["name"].split()[0]):
                name = _plain(match["name"])
                opens[name] = opens.get(name, 0) + 1
    if not opens:
        return ""
    best = max(opens, key=lambda n: opens[n])
    return best if opens[best] >= 2 and 3 * opens[best] >= sum(opens.values()) else ""


# "The valuation of Acme, …", "Total funding for Acme is …"
_APPOSITION = re.compile(r"(?:—|\s–\s)[^—–.;]{3,140}(?:—|\s–\s)")
_GENITIVE = re.compile(r"\W*(?:(?:the|an?|in|by|as of)\s+)?(?:[\w&-]+\s+){1,5}(?:of|for|at)\s+(?:the\s+)?(?:\[\[)?", re.I)
_BEFORE_FIGURE = re.compile(r"\s+(?:at|with|to)\s+(?:an?\s+|about\s+|approximately\s+|estimated\s+)*[~$€£]?|\s+at\s+[~$€£]?[\d.,–-]+\s?[A-Za-z]{0,8}\s*\((?:[^()]*)")
_AGENT = re.compile(r"\b(?:by|with|from|including|such as|like|via|using|to|than|versus|vs\.?|against|alongside|between|among|as|on|at|in)\s+(?:the\s+)?(?:\[\[)?$|[,/&]\s*(?:and\s+)?(?:\[\[)?$|\band\s+(?:\[\[)?$", re.I)
_ACTS = re.compile(r"^\]*\)?(?:\s+\([^)]*\))?,?\s+(?:(?:also|now|currently|then|recently|successfully|already|later)\s+)?(?:has|had|have|is|was|are|were|will|would|raised|raises|reports?|reported|employs?|employed|serves?|served|generates?|generated|hosts?|hosted|announced|closed|secured|received|completed|acquired|grew|reached|holds?|operates?|offers?|charges?|sells?|sold|posted|recorded|booked|supports?|claims?|counts?|boasts?|lists?|plans?|expects?|aims?|trades?|invested|launched|crossed)\b")


def _short_names(subject: str, report: Report) -> Iterable[str]:
    """The first word of a company's name, or the last of a person's, where the text uses it alone."""
    words = subject.split()
    if len(words) < 2:
        return []
    seat = re.match(r"(?:City|Town|Municipality|Borough|Village)\s+of\s+(?=[A-Z])", subject)
    if seat:
        return [subject[seat.end() :]]
    return _alone(subject, "\n".join(d.text for d in report.documents)[:500_000])


@lru_cache(maxsize=64)
def _alone(subject: str, text: str) -> tuple[str, ...]:
    words, found = subject.split(), []
    for count in range(len(words) - 1, 1, -1):
        # "Westmere General" for "Westmere General Hospital", where it acts by itself
        short = " ".join(words[:count])
        if words[count].lower() in described.INSTITUTIONS | _WEAK and re.search(rf"(?<![\w-]){re.escape(short)}(?:['’]s\s|{_ACTS.pattern[1:]})", text):
            found.append(short)
    for word in (words[0], words[-1]):
        if len(word) > 3 and word.isalpha() and word[:1].isupper() and not _common(word) and word.lower() not in _WEAK:
            alone = len(re.findall(rf"(?<![\w-]){re.escape(word)}(?:['’]s)?(?=\s+(?:[a-z]|\())", text))
            inside = len(re.findall(rf"(?<!\w){re.escape(subject)}(?!\w)", text))
            others = [w for w in re.findall(rf"(?<![\w-]){re.escape(word)}\s+([A-Z]\w+)", text) if w not in words]
            if (alone >= 2 and alone * 4 >= inside) or (alone and word == words[0] and not others):
                found.append(word)
    return tuple(found)


_WEAK = frozenset("group labs lab systems technologies technology bank capital ventures partners energy health university institute research data cloud software solutions media network networks international global national face market markets industry".split())


@lru_cache(maxsize=64)
def _cases(body: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words written with a capital inside sentences, and words written small anywhere."""
    return frozenset(_INSIDE.findall(body)), frozenset(re.findall(r"(?<![\w-])[a-zà-ÿ]{2,}", body))


_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][\w]+")


_POSSESSIVE_INSIDE = re.compile(r"['’]s(?=\s)")


def _possessives(run: str, offset: int) -> Iterable[tuple[int, int]]:
    """A capitalised run cut behind each possessive: "McKinsey's State of AI" is two names."""
    start = 0
    for match in _POSSESSIVE_INSIDE.finditer(run):
        yield offset + start, offset + match.end()
        start = match.end() + 1
    if start < len(run):
        yield offset + start, offset + len(run)


_UNIT_BEFORE = re.compile(r"\d\s?$")


def _sentence_start(text: str, start: int) -> bool:
    before = text[:start]
    return not before.strip(" \t\n*_-•\"'“‘(") or before.rstrip()[-1:] in (".", "!", "?", ":", ";")


def _participant(text: str, start: int, names: list[tuple[int, int, str]], n: int) -> bool:
    """Whether a name only takes part: behind "by", "with", "from" …, as a backer, or as a further member of a list of names."""
    s = names[n][0]
    if _BACKS.match(text, names[n][1]):
        return True
    match = _PARTICIPANT.search(text[max(start, s - 40) : s])
    if match is None:
        return False
    if match.group().strip()[:1] in (",", "/", "&") or match.group().strip().lower() == "and":
        # A comma makes a member of a list only behind another name: "In 2024, Acme raised".
        if n == 1 and _SETTING.fullmatch(text[start : names[0][0]]) and _ACTS.match(text[names[n][1] :]):
            return False  # "In Germany, Acme has": the first name only sets the scene
        return n > 0 and not text[names[n - 1][1] : s].strip(" ,/&[]").removeprefix("and").strip()
    return True


def _governing(text: str, start: int, names: list[tuple[int, int, str]], position: int = 10**9) -> str | None:
    """The name a clause is about.

    In order: the name right before its figure ("Scale AI at $14B"), a possessive nearest the
    figure, a name that acts, the first that is no mere participant.
    """
    for _, e, name in reversed(names):
        if _BEFORE_FIGURE.fullmatch(text[e:position]):
            return name
    for _, e, name in reversed(names):
        if _POSSESSIVE_END.search(text[max(0, e - 2) : e + 2]) and (
            owned := next((other for s, last, other in names if e <= s <= e + 30 and not _OFFICE.search(text[e:s]) and _ACTS_SOON.match(text, last)), None)
        ):
            return owned  # "Nordhav's Skerry Bank wind farm has": what is owned, not who owns it
        if text[e : e + 2] in ("'s", "’s") or text[e - 2 : e] in ("'s", "’s") or (text[e - 1 : e] in "'’" and text[e - 2 : e - 1] == "s"):
            return name
    for s, _, name in names[:1]:
        if _GENITIVE.fullmatch(text[start:s]):
            return name
    for n in range(len(names) - 1, -1, -1):
        if n and text[names[n][0] - 1 : names[n][0]] == "(":
            continue  # "Acme (Grenoble) has": Acme
        if _ACTS.match(text[names[n][1] :]) and not _participant(text, start, names, n):
            return names[n][2]
    return next((name for n, (_, _, name) in enumerate(names) if not _participant(text, start, names, n)), None)


_BACKS = re.compile(
    r"(?:['’]s\s+[A-Z]\w+)?\s+(?:then\s+|again\s+|also\s+|jointly\s+)?(?:co-?)?(?:leads?|led|leading|headed|backed|anchored|joined)\s+(?:by\s+)?[^.;:]{0,40}?(?:[$€£]\s?\d|\b(?:series|seed|round|financing|extension)\b)"
    r"|\s+(?:an?|the)\s+(?:(?:[$€£]\s?[\d.]+\s?\w+\s+)?(?:series\s+[a-k]|seed)\b)",
    re.I,
)
"""A backer of a round is not who the round is of: "Index Ventures led a Series A of $40 million"."""
_AMOUNTS_TO = re.compile(
    r"\s+(?:was|were|is|are|rose|fell|grew|stood|stands|came|amounted|totall?ed|averaged|amounts|comes)\s+(?:(?:to|at|by|about|around|approximately|roughly|nearly|over|just|only|some)\s+){0,2}[~$€£]?\d"
)
_SETTING = re.compile(r"\W*(?:in|under|at|for|with|since|from|after|like|unlike|despite|within|across|outside|during|throughout)\s+(?:the\s+)?", re.I)
_OFFICE = re.compile(r"\b(?:CEO|CTO|CFO|COO|founder|chief|president|chair\w*|director|head|spokes\w+|analysts?|minister|mayor)\b", re.I)
_POSSESSIVE_END = re.compile(r"['’]s")
_ACTS_SOON = re.compile(rf"(?:\s+[a-z]+){{0,3}}(?={_ACTS.pattern[1:]})")


def _bracketed(text: str, position: int, names: list[tuple[int, int, str]]) -> str | None:
    """The name a bracket belongs to: the first one between the bracket before it and its own opening."""
    opening = text.rfind("(", 0, position)
    if opening < 0 or ")" in text[opening:position] or any(s > opening for s, _, _ in names):
        return None
    since = text.rfind(")", 0, opening)
    inside = [n for n in names if since < n[0] and n[1] <= opening]
    if since >= 0:
        return inside[0][2] if inside and opening - inside[0][1] < 60 and not re.search(r"[.;]\s", text[inside[0][1] : opening]) else None
    return next((name for _, end, name in reversed(inside) if text[end:opening].strip(" '’s") == ""), None)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out words at either end of a capitalised run that belong to no name."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    while words and _common(text[words[0][0] : words[0][1]]):
        words.pop(0)
    while len(words) > 1 and _trailing(text[words[-1][0] : words[-1][1]]):
        words.pop()
    if not words:
        return start, start
    first, last = words[0][0], words[-1][1]
    while last > first and text[last - 1] in ".,'’":
        last -= 1
    return first, last


_GENITIVE_END = re.compile(r"['’]s?$")
_NO_WORD = re.compile(r"\d+.*|series|[a-l]")


@lru_cache(maxsize=16384)
def _common(word: str) -> bool:
    plain = _GENITIVE_END.sub("", word).strip(".,'’").lower()
    return plain in _NOT_NAMES or not plain or plain.isdigit() or bool(_DEMONYM.match(word)) or bool(_NO_WORD.fullmatch(plain))


@lru_cache(maxsize=16384)
def _trailing(word: str) -> bool:
    """Words that end no name, although "AI" or "Research" at the end of one belong to it."""
    plain = word.strip(".,'’").lower()
    return plain in ("of", "and", "for", "the", "series", "seed", "arr", "ceo", "cto", "cfo", "ipo", "cagr", "in") or bool(re.fullmatch(r"\d{4}|[a-l]|q[1-4]", plain))


_LEGAL = re.compile(r",?\s+(?:Inc|Ltd|LLC|LLP|PLC|plc|Corp|Corporation|GmbH|AG|SE|SA|SAS|BV|NV|PBC|Limited|Holdings?|Group|AS|ASA|AB|Oy|Oyj|SpA|KG|KK|NV|Co|Pty|Bhd)\.?$")


@lru_cache(maxsize=16384)
def _plain(name: str) -> str:
    name = _GENITIVE_END.sub("", " ".join(name.split())).rstrip(".,")
    return _LEGAL.sub("", name)


@lru_cache(maxsize=16384)
def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", _plain(name)).casefold()


def _defined_aliases(text: str, subject: str) -> Iterable[str]:
    """Short names given in brackets after the subject: ``Hugging Face ("HF")``, ``Databricks, Inc.``"""
    pattern = re.compile(re.escape(subject) + r"[^()\n]{0,30}\(\s*[\"“'‘]?([A-Z][\w&. -]{0,30}?)[\"”'’]?\s*\)")
    legal = re.compile(re.escape(subject) + r"[*_\]]*\s+\((?:legal(?:\s+name)?|legally|formally|officially|registered\s+as|trading\s+as|formerly|previously)(?:\s+known\s+as)?:?\s+(?P<name>[A-Z][\w&. -]{1,40}?)[,)]")
    return [*(m.group(1) for m in pattern.finditer(text[:50_000])), *(m["name"] for m in legal.finditer(text[:50_000]))]
