"""Attributes as sentences, labels and answers state them: "designed by A", "A designed the hall", "Architect: A".

A clause is cut at its verb: what stands before it is the thing, what follows are its value and words
that say which of several things is meant ("in the north").  Where these differ, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kg import patterns as re
from kg.events import parties
from kg.events.attributes import MAIN, Attribute, Stated, Words, words
from kg.events.labelled import answered, labelled
from kg.events.naming import Things
from kg.events.valued import OTHER, PLACE, clean, named
from kg.model import Period, Quantity, Report
from kg.readings import Reading
from kg.subjects import Subjects

_BREAK = re.compile(r"[;:()]|\s[–—]\s|,\s+|\b(?:and|but|while|because|that|when|whereas|although|where|which|who|before|after|since|Since|When|After|if|as)\s")
_END = re.compile(r"[;()?!]|\.(?=\s|$)|\s[–—]\s|,\s+(?=[^\WA-Z])|,\s+(?=(?:It|Its|The|A|An)\s)|\s(?:and|but)\s+(?=[^\WA-Z])|\s(?:which|who|while|because|where|when|so)\s")
_WILL = re.compile(r"\bwill\b")
_PREP = re.compile(r"(?<![\w-])(?:by|in|on|at|for|of|from|as|with|to|under|since|after|between|near|across|among|within|through|during|over|outside|behind)(?=\s)")
_NO_PART = re.compile(r"[€$£]|\b(?:his|her|year|month|week|day|time|decade|century|spring|summer|autumn|winter|once|fact|turn|particular|cooperation|response|return|exchange)s?\b")
"""What stands behind a preposition and says when, how or for what, not which part is meant."""
_PARTING = frozenset("in on at for of from as under near across among within outside".split())
_NAME = r"(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s+)?[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?:\s+(?:of\s+|de\s+|van\s+|von\s+|&\s+)?[A-ZÀ-ÖØ-Þ][\w&’'-]*){0,4}"
_AUX = r"(?:(?:is|are|was|were)(?:\s+being)?|(?:has|have|had)\s+been|will\s+be)"
_ADV = r"(?:(?:[a-z]+ly|first|now|still|itself)\s+)?"


@cache
def _passive() -> re.Pattern[str]:
    """A participle of an attribute, with the auxiliary or mark before it, if any."""
    return re.compile(rf"(?P<lead>\b{_AUX}\s+{_ADV}|(?P<rel>,\s+(?:which|who|that)\s+{_AUX}\s+{_ADV})|[,(]\s*{_ADV}|^\W*|\band\s+)(?P<verb>{Words.any_of(words().past)})\b(?![-’'])", re.I, kept=True)


@cache
def _active() -> re.Pattern[str]:
    """A finite verb of an attribute behind what may be its subject."""
    both = {*words().present, *(w for w, known in words().past.items() if any(a.value == "date" for a in known))}
    return re.compile(rf"(?P<rel>,\s+(?:which|who)\s+(?:\w+ly\s+)?)?(?<![\w-])(?P<verb>{Words.any_of(both)})\b(?![-’'])", kept=True)


@cache
def _holder() -> re.Pattern[str]:
    """A noun for who holds an attribute, with whose it is."""
    nouns = Words.any_of(w for w, known in words().holder.items() if known[0].value == "who")
    return re.compile(rf"(?<![\w-])(?P<own>the|The|its|Its|our|Our|their|[A-Z][\w&-]*(?:\s[A-Z][\w&-]*)*['’]s?|[Tt]he\s+[a-z]+['’]s?)?\s*(?P<more>(?:(?!of\b|and\b|is\b|was\b|as\b|the\b|its\b|has\b|by\b)[a-z-]+\s+)??)(?P<noun>(?i:{nouns}))(?P<tail>\s+(?:of|in|for|behind)\s+(?:(?:the|its|our|their)\s+)?(?:(?!is\b|was\b|are\b|has\b|and\b)[\w’'-]+)(?:\s+(?!is\b|was\b|are\b|has\b|and\b|who\b)[\w’'-]+){{0,3}}?)?(?P<link>\s+(?:is|was|are|were|remains)\s+|,\s+|\s+(?=[A-Z]))(?=[\w])", kept=True)


@cache
def _seat() -> re.Pattern[str]:
    """A noun for a seat with its place."""
    nouns = Words.any_of(w for w, known in words().holder.items() if known[0].value == "place" and w != "home")
    return re.compile(rf"\b(?P<own>[Ii]ts|[Tt]heir|[Tt]he|[A-Z][\w&-]*(?:\s[A-Z][\w&-]*)*['’]s?|[Tt]he\s+[a-z]+['’]s?)\s+(?P<noun>(?i:{nouns}))\s+(?:(?:is|are|remains?|lies)\s+)?(?:located\s+|based\s+)?in\b", kept=True)


@cache
def _held() -> re.Pattern[str]:
    """A name with the noun for what it holds behind it."""
    nouns = Words.any_of(w for w, known in words().holder.items() if known[0].value == "who" and not w.endswith("s"))
    return re.compile(rf"(?:^|(?<=[\s“\"(*]))(?P<who>{_NAME})(?P<link>,\s+(?:(?:the|its|our)\s+)?|\s+(?:is|was)\s+(?:the|its|our)\s+)(?P<noun>(?i:{nouns}))(?P<tail>\s+(?:of|in|for|behind)\s+(?:(?:the|its|our)\s+)?(?:(?!is\b|was\b|has\b|and\b)[\w’'-]+)(?:\s+(?!is\b|was\b|has\b|and\b|who\b)[\w’'-]+){{0,3}}?)?(?=[,.;)]|$|\s+(?:and|since|who|said|says)\b)", kept=True)


@cache
def _states() -> re.Pattern[str]:
    """A verb with its preposition, before whoever holds the attribute."""
    return re.compile(rf"(?<![\w-])(?P<verb>{Words.any_of(words().state)})(?=\s)", kept=True)


_PLACE_BASED = re.compile(r"\b(?P<place>(?!The\b|A\b|An\b|In\b)[A-ZÀ-ÖØ-Þ][\w’']*(?:\s[A-ZÀ-ÖØ-Þ][\w’']*)?)-(?:based|headquartered)\s+(?P<what>[^,.;()]{2,60})")
_MOVED = re.compile(r"(?:^|[;.]\s+|,\s+)(?:In\s+(?:\w+\s+)?(?:19|20)\d\d,?\s+)?(?P<s>(?:The|Its)\s+(?:head\s+office|headquarters|seat)(?=\s)|(?:[Tt]he\s+)?[\w&-]+(?:\s[A-Z][\w&-]*){0,3})\s+moved\s+(?:its\s+(?:headquarters|head\s+office|seat)\s+)?(?:from\s+[A-Z][\w-]+\s+)?to(?=\s+[A-Z])")
_COMPANY_FROM = re.compile(r"(?P<what>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,3}),?\s+(?:is\s+)?an?\s+(?:[\w-]+\s+){0,3}?(?:company|firm|bank|maker|manufacturer|group|start-?up)\s+from\b")


@cache
def _nominal() -> re.Pattern[str]:
    """A noun for a deed right before a date."""
    return re.compile(rf"(?P<since>\b[Ss]ince\s+)?(?<![\w-])(?:(?P<own>[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?|[A-Z][\w&-]*(?:\s[A-Z][\w&-]*)*['’]s?|[Tt]he\s+[a-z]+['’]s?)\s+)?(?P<noun>(?i:{Words.any_of(words().deed)}))(?P<tail>\s+of\s+(?:(?:the|its)\s+)?[\w’'-]+(?:\s+(?!came|took|happened|was|in|on|has)[\w’'-]+){{0,4}})?\s+(?P<link>(?:(?:came|took\s+place|happened|occurred|followed|was)\s+)?(?:in|on|of))\s+$", kept=True)


def stated(report: Report, subjects: Subjects, readings: Sequence[Reading]) -> list[Stated]:
    """Every attribute that a text states, in the order of the text."""
    things = Things(report, subjects, readings)
    found: list[Stated] = []
    known = words()
    for n, reading in enumerate(readings):
        carrier = reading.carrier
        if carrier.kind == "cover" or reading.key is not None:
            label, at = (carrier.label, 0) if carrier.kind == "cover" else reading.key
            found += labelled(label, parties.unmarked(reading.text)[at:], [d for d in reading.dates if d.start >= at], carrier.kind, carrier.id, carrier.section or "", things, at)
            continue
        asked = things.question(n)
        if asked:
            found += answered(asked, reading, n, things)
        based = "-based" in reading.text or "-headquartered" in reading.text
        if (known.triggers.isdisjoint(reading.words) and not based) or len(reading.text) > 600:
            continue
        text = parties.unmarked(reading.text).rstrip()
        if text.endswith("?"):
            continue
        clause = _Clause(text, reading, n, things)
        for kinds, read in ((("past",), clause.passives), (("past", "present"), clause.actives), (("who",), clause.holders), (("who",), clause.held), (("state",), clause.states), (("deed",), clause.nominals)):
            if not all(known.first[k].isdisjoint(reading.words) for k in kinds):
                found += read()
        if based or not known.first["place"].isdisjoint(reading.words):
            found += clause.seats()
    for table in report.tables:
        if table.columns == 2:
            for row in ([table.header, *table.rows] if table.header else table.rows):
                if len(row) == 2:
                    found += labelled(row[0].text, parties.unmarked(row[1].text), things.dates(row[1].text), "cell", row[1].id, table.section or "", things, 0)
    return list(dict.fromkeys(found))


class _Clause:
    """The statements of one sentence."""

    def __init__(self, text: str, reading: Reading, n: int, things: Things):
        self.text, self.reading, self.n, self.things = text, reading, n, things
        self.dates = reading.dates
        self.first: tuple[frozenset[str], str] | None = None
        self.aside = False

    def _state(self, attribute: Attribute, subject: tuple[frozenset[str], str] | None, names: tuple[str, ...] = (), period: Period | None = None, complete: bool = True) -> Iterator[Stated]:
        carrier = self.reading.carrier
        if subject is not None and subject[0] and (names or period is not None):
            what = self.things.headed(subject[0]) if attribute.id == "head" else subject[0]
            yield Stated(attribute, what, subject[1], names, period, carrier.kind, carrier.id, self.text, complete, aside=self.aside)

    def _other(self, first: int, last: int, verb: tuple[int, int]) -> bool:
        """Whether a clause tells of another time, of a plan or of one among several."""
        around = f"{self.text[first : verb[0]]} | {self.text[verb[1] : last]}"
        return OTHER.search(around) is not None

    def _dated_otherwise(self, attribute: Attribute, first: int, last: int) -> bool:
        """Whether a state is told of a time of its own."""
        return attribute.lasting and any(first <= d.start < last and not re.search(r"\b(?:[Ss]ince|founded in|established in)\s+(?:\w+\s+)?$", self.text[: d.start]) for d in self.dates)

    def passives(self) -> Iterator[Stated]:
        """ "S was … by V in D", "S, … in D,", "… in D, S"."""
        text = self.text
        fronted: tuple[int, int] | None = None
        for match in _passive().finditer(text):
            lead, at = match["lead"].strip(" *_\"“"), match.end()
            end = _end(text, at)
            word = " ".join(match["verb"].lower().split())
            attributes = words().past[word]
            if lead == "" and text[: match.start("verb")].strip(" *_\"“•–-") == "":
                if not match["verb"][0].isupper():
                    continue
                comma = text.find(", ", end if text[end : end + 1] == "," else at)
                while comma >= 0 and re.match(r",\s+[A-ZÀ-Þ][\w’'-]*,\s", text[comma:]) and text.find(", ", comma + 2) > 0:
                    comma = text.find(", ", comma + 2)
                if comma < 0:
                    continue
                tail = re.match(r",\s+(?P<s>.{2,90})", text[comma:], re.S)
                subject = self.things.opening(tail["s"], self.n) if tail else None
                end, first, fronted = min(end, comma), 0, (0, comma)
            elif lead.lower() == "and":
                if fronted and match.start() < fronted[1]:
                    subject = self.first
                    first, end = match.start(), min(end, fronted[1])
                elif self.first is not None and not fronted:
                    subject, first = self.first, match.start()
                else:
                    continue
            elif lead[:1] in (",", "("):
                first = _left(text, match.start())
                subject = self.things.closing(text[first : match.start()], self.n)
            else:
                first = _left(text, match.start())
                body = text[first : match.start()]
                if body.strip() or first == 0:
                    subject = self.things.of(self._undated(body), self.n)
                else:
                    subject = (self.first or self.things.opening(text, self.n)) if text[:first].rstrip().endswith("and") else None
            if subject is not None and re.search(r"\bfirst\s+$", match["lead"]):
                subject = (subject[0] | {"first"}, subject[1])
            self.first = self.first or subject
            if subject is None:
                continue
            self.aside = self._other(first, end, match.span("verb"))
            for attribute in attributes:
                if not self._dated_otherwise(attribute, first, end):
                    yield from self._valued(attribute, subject, at, end, first)

    def _undated(self, body: str) -> str:
        """A subject without the date its sentence begins with: "In 2020 the mill"."""
        return re.sub(r"^\W*(?:In|On|By)\s+(?:\w+\s+){0,2}(?:19|20)\d\d,?\s+", "", body)

    def _valued(self, attribute: Attribute, subject: tuple[frozenset[str], str], at: int, end: int, first: int) -> Iterator[Stated]:
        """The value of a passive clause, with what else it says taken to the subject."""
        text = self.text
        scoped = self._scoped(attribute, subject, at, end, first)
        if attribute.value == "who":
            by = re.match(r"\s+(?:[^,;]{0,40}?\s)?by\s+", text[at:end])
            if by and (found := named(text, at + by.end(), end)):
                yield from self._state(attribute, scoped, found.names, complete=found.complete)
        elif attribute.value == "place":
            for where in re.finditer(r"\s+in\s", text[at:end] + " "):
                if (place := PLACE.match(text, at + where.end() - 1)) and self.things.is_place(place["place"]) and (attribute.id != "seat" or where.start() == 0):
                    yield from self._state(attribute, scoped, (place["place"].rstrip("."),))
                    break
        elif (date := self._date(at, end, first)) is not None:
            by = re.match(r"\s+(?:[^,;]{0,20}?\s)?by\s+(?:the\s+)?(?P<who>[\w’'-]+(?:\s+[A-Z][\w’'-]*)*)", text[at:end])
            yield from self._state(attribute, scoped, (by["who"],) if by and attribute.id not in _BY_ANYBODY else (), period=date.period)

    def _date(self, at: int, end: int, first: int) -> Quantity | None:
        """The date of a clause behind its verb, or at the head of the sentence; none where there are two."""
        behind = [d for d in self.dates if at <= d.start < end and re.search(r"(?:\b(?:in|on|of|since|until|to|from)|[(,:])\s*(?:the\s+)?(?:early\s+|late\s+|spring\s+|autumn\s+|summer\s+)?$|^\s*$", self.text[at : d.start])]
        if len(behind) == 1:
            return behind[0]
        head = [d for d in self.dates if d.start < at and re.fullmatch(r"\W*(?:In|On)\s+", self.text[: d.start])]
        return head[0] if len(head) == 1 and not behind and first <= head[0].end + 4 else None

    def _scoped(self, attribute: Attribute, subject: tuple[frozenset[str], str], at: int, end: int, first: int) -> tuple[frozenset[str], str]:
        """The subject with the words that say which part of it is meant: "in the north", "for children"."""
        text, stems = self.text, set()
        cuts = list(_PREP.finditer(text, at, end))
        for m, following in zip(cuts, [*(c.start() for c in cuts), end][1:], strict=True):
            prep, body = m.group().lower(), text[m.end() : following]
            if prep not in _PARTING or any(m.end() <= d.start < following for d in self.dates) or (attribute.value == "place" and m is cuts[0]):
                continue
            if _NO_PART.search(body):
                break  # "in his last year in office"
            if attribute.whole:
                continue
            stems |= {f"~{w}" for w in self.things.stems(body)}
        # What stands behind a clause's verb and says which part is meant has a mark of its own.
        if _WILL.search(text, first, at) and "next" not in subject[0]:
            stems.add("~will")
        intro = re.match(r"\W*(?:In|For|At|On|Under|Among|Within)\s+(?P<body>[^,]{3,50}),\s", text)
        if intro and not any(intro.start("body") <= d.start < intro.end() for d in self.dates) and not attribute.whole:
            stems |= {f"~{w}" for w in self.things.stems(intro["body"])}
        return (subject[0] | stems, subject[1]) if stems else subject

    def actives(self) -> Iterator[Stated]:
        """ "V operates S", "V, who leads S", "S opened in D", "It closed S in D"."""
        text = self.text
        for match in _active().finditer(text):
            word, at = " ".join(match["verb"].lower().split()), match.end()
            start = match.start()
            if not match["rel"] and re.search(rf"\b{_AUX}\s+(?:\w+\s+)?$|[,(]\s*$|^\W*$", text[max(0, start - 25) : start]):
                continue  # a passive, or a participle
            first, end = (_left(text, start), _end(text, at))
            body = text[first:start]
            self.aside = self._other(first, end, match.span("verb"))
            for attribute in words().present.get(word, ()):
                if self._dated_otherwise(attribute, first, end):
                    continue
                if attribute.value == "who":
                    yield from self._done_by(attribute, body, at, end, first)
                elif attribute.value == "place":
                    yield from self._valued(attribute, self.things.of(body, self.n) or (frozenset(), ""), at, end, first)
                elif re.match(r"(?:\s+\w+ly)?\s+(?:in|on|since|until|to)\b", text[at:]) or word.endswith(("since", "until", " from", " to", " in", " on")):
                    yield from self._valued(attribute, self.things.of(self._undated(body), self.n) or (frozenset(), ""), at, end, first)
            for attribute in words().past.get(word, ()):
                if attribute.value == "date" and body.strip():
                    thing = self.things.object(text[at:end], self.n)
                    if thing is not None:
                        yield from self._valued(attribute, thing, at, end, first)

    def _done_by(self, attribute: Attribute, body: str, at: int, end: int, first: int) -> Iterator[Stated]:
        match = re.search(rf"(?:^|[\s(“\"])(?P<who>{_NAME})(?:,\s+(?:which|who))?\s*(?:(?:has|have)\s+)?(?:\w+ly\s+)?$", body)
        thing = self.things.object(self.text[at:end], self.n)
        if match is None or thing is None or body[: match.start("who")].strip(" *_\"“•-").lower() not in ("", "dr", "prof", "professor"):
            return
        if self.things.is_thing(match["who"]):
            return
        yield from self._state(attribute, self._scoped(attribute, thing, at, end, first), (clean(match["who"]),))

    def holders(self) -> Iterator[Stated]:
        """ "The operator of S is V", "the S operator, V,", "V is the operator of S", "V, chief executive,"."""
        text, self.aside = self.text, False
        for match in _holder().finditer(text):
            noun = " ".join(match["noun"].lower().split())
            attribute = words().holder[noun][0]
            first, end = _left(text, match.start()), _end(text, match.end())
            if self._other(first, end, match.span("noun")) or self._dated_otherwise(attribute, first, end):
                continue
            subject = self._whose(match, attribute)
            if subject is None:
                continue
            found = named(text, match.end(), end)
            if found is not None and (match["link"].strip() or attribute.id == "head") and not (match["link"].startswith(",") and not re.match(r"\s*(?:[,.;)]|$|who|which|said)", text[found.end :])):
                yield from self._state(attribute, subject, found.names, complete=found.complete)

    def held(self) -> Iterator[Stated]:
        """ "V is the operator of S", "V, chief executive, …", "in S, V was the lead investor"."""
        text = self.text
        for match in _held().finditer(text):
            attribute = words().holder[" ".join(match["noun"].lower().split())][0]
            first, end = match.start(), _end(text, match.end())
            if self._other(max(0, first - 30), end, match.span("noun")) or self._dated_otherwise(attribute, first, end) or self.things.is_thing(match["who"]):
                continue
            tail, intro = match["tail"] or "", re.match(r"\W*In\s+(?P<s>(?:its|the)\s[^,\d]{3,40}),\s+$", text[: match.start()])
            if match["link"].startswith(",") and not tail and attribute.id != "head":
                continue
            subject = self.things.of(re.sub(r"^\s*(?:of|in|for|behind)\s+", "", tail), self.n) if tail else self.things.of(intro["s"], self.n) if intro else None if match["noun"].lower() == "lead investor" else (self.things.study, "trial") if "investigator" in match["noun"].lower() else self.things.of("the company", self.n) if attribute.id == "head" else None
            yield from self._state(attribute, subject, (clean(match["who"]),))

    def states(self) -> Iterator[Stated]:
        """ "S belongs to V", "funding for S came from V"."""
        text = self.text
        for match in _states().finditer(text):
            first, end = _left(text, match.start()), _end(text, match.end())
            found = named(text, match.end(), end)
            if found is None or self._other(first, end, match.span("verb")):
                continue
            for attribute in words().state[" ".join(match["verb"].lower().split())]:
                body, funds = text[first : match.start()], re.match(r"\W*(?:The\s+)?(?:[Ff]unding|[Mm]oney)\s+(?:for|of)\s+(?P<s>.+)$", text[first : match.start()])
                kind = words().holder["funder"][0] if funds else attribute
                subject = self.things.of(funds["s"] if funds else body, self.n)
                if attribute.id == "supplier" and not funds and not re.match(r"\W*(?:The|Its|Our|All)\b", body):
                    continue
                if not self._dated_otherwise(kind, first, end):
                    yield from self._state(kind, subject, found.names, complete=found.complete)

    def _whose(self, match: re.Match[str], attribute: Attribute) -> tuple[frozenset[str], str] | None:
        own, more, tail = match["own"] or "", match["more"].strip(), match["tail"] or ""
        study = "investigator" in match["noun"].lower()
        if attribute.id == "head" and match["noun"].lower() == "lead investor" and not tail:
            return None
        if tail:
            return self.things.of(re.sub(r"^\s*(?:of|in|for|behind)\s+", "", tail), self.n)
        if own[-2:] in ("'s", "’s") or own[-1:] in ("'", "’"):
            return self.things.of(re.sub(r"['’]s?$", "", own), self.n)
        if more:
            return None if attribute.id == "head" else self.things.of(f"the {more}", self.n)
        if own.lower() in ("our", "its", "the", "their", "") and attribute.id in ("head", "founders"):
            return (self.things.study, "trial") if study else self.things.of("the company", self.n)
        return self.things.of("the company", self.n) if (own.lower() in ("its", "our") or "parent" in match["noun"].lower()) and attribute.id == "owner" else None

    def seats(self) -> Iterator[Stated]:
        """ "From its headquarters in V, S …", "the V-based S"."""
        text, seat = self.text, words().past["based"][0]
        for match in _seat().finditer(text):
            place = PLACE.match(text, match.end())
            first = _left(text, match.start())
            if place is None or not self.things.is_place(place["place"]) or self._other(first, _end(text, match.end()), match.span("noun")) or self._dated_otherwise(seat, first, _end(text, match.end())):
                continue
            own = match["own"]
            if own[-2:] in ("'s", "’s"):
                subject = self.things.of(own[:-2], self.n)
            elif re.fullmatch(r"\W*(?:From|With|At)\s+", text[: match.start()]):
                comma = text.find(", ", match.end())
                place = PLACE.match(text[:comma], match.end()) or place
                if (more := re.match(r",\s+[A-ZÀ-Þ][\w ’'-]*(?=,\s)", text[comma:])):
                    comma += more.end()
                subject = self.things.opening(text[comma + 2 :], self.n) if comma >= 0 else None
            elif re.fullmatch(r"\W*", text[: match.start()]) and own.lower() in ("its", "their", "the"):
                subject = self.things.of("it", self.n)
            else:
                subject = self.things.opening(text, self.n)
            yield from self._state(seat, subject, (place["place"].rstrip("."),))
        for match in _MOVED.finditer(text):
            place, subject = PLACE.match(text, match.end()), self.things.of("the company" if re.match(r"(?:The|Its)\s+(?:head|seat)", match["s"]) else match["s"], self.n)
            if place is not None and subject is not None and subject[0] == MAIN and not self.things.subjects.person and self.things.is_place(place["place"]) and not re.search(r"\band\s+(?:then\s+|later\s+)?to\b|\bback\b", text[place.end() :]):
                yield from self._state(seat, subject, (place["place"].rstrip("."),))
        for match in _PLACE_BASED.finditer(text):
            subject = self.things.opening(f"the {match['what']}" if match["what"][0].islower() else match["what"], self.n)
            if subject is not None and self.things.is_place(match["place"]) and not OTHER.search(text[: match.start()]):
                yield from self._state(seat, subject, (match["place"],))
        for match in _COMPANY_FROM.finditer(text):
            place = PLACE.match(text, match.end())
            if place is not None and self.things.is_place(place["place"]):
                yield from self._state(seat, self.things.of(match["what"], self.n), (place["place"].rstrip("."),))

    def nominals(self) -> Iterator[Stated]:
        """ "The approval of S came in D", "since its opening in D, S …"."""
        text = self.text
        for date in self.dates:
            from_ = max(0, date.start - 110)
            match = _nominal().search(text[from_ : date.start])
            if match is None:
                continue
            own, tail, at = (match["own"] or "").lower(), match["tail"] or "", from_ + match.start()
            if OTHER.search(text[max(0, at - 30) : at]) or re.search(r"\b(?:before|by)\s+$", text[:at]) or (match["link"].endswith("of") and own not in ("a", "an")):
                continue
            after = re.match(r",?\s+(?P<s>(?:the|it)\b.{2,80}|[A-Z].{2,80})", text[date.end :], re.S)
            for attribute in words().deed[" ".join(match["noun"].lower().split())]:
                if tail:
                    subject = self.things.of(re.sub(r"^\s*of\s+", "", tail), self.n)
                elif own[-2:] in ("'s", "’s"):
                    subject = self.things.of(match["own"][:-2], self.n)
                elif own in ("its", "a", "an") and after and not text[:at].strip():
                    subject = self.things.opening(after["s"], self.n)
                elif own in ("its", "the") and attribute.id == "founding":
                    subject = self.things.of("it", self.n)
                else:
                    subject = None
                yield from self._state(attribute, subject, period=date.period)


def _left(text: str, start: int) -> int:
    """Where the clause before a place begins."""
    last = 0
    for match in _BREAK.finditer(text, max(0, start - 200), start):
        last = match.end()
    return last


def _end(text: str, at: int) -> int:
    found = _END.search(text, at)
    return found.start() if found else len(text.rstrip(". "))


_BY_ANYBODY = frozenset(("founding", "incorporation", "birth"))
"""What is done once, whoever did it."""
