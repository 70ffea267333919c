"""Funding rounds as sentences, claims, cover facts, tables and data tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from kg import patterns as re
from kg import quantities, scope
from kg.events import parties
from kg.events.backers import listed_before, undated
from kg.events.frames import Frames
from kg.events.model import Event, Member
from kg.model import Cell, Observation, Quantity, Report, Table
from kg.observations import subject_key
from kg.prose import without_citations
from kg.readings import Reading
from kg.subjects import Subjects

FRAME = "funding-round"

_TALKS = re.compile(r"\b(?:rounds?|series\s+[A-L]|seed|raised|raising|funding|financing|fundrais\w+|invest(?:ed|ors?|ment))\b", re.I)
_TELLS = re.compile(r"\b(?:rais(?:ed|es|ing)|rounds?|closed|secured|announced|completed|led|funding|financing|fundraise|invest(?:ed|ors?|ment)|syndicate|valuation|took\s+part|participated|leads?)\b", re.I)
_OWN_AMOUNT = re.compile(r"\b(?:funding|financing|investment|venture)?\s*(?:round|raise|fundraise)\s+(?:of|worth|totall?ing)\s+(?:about\s+|approximately\s+|around\s+|nearly\s+|over\s+)?[~≈]?\s*$", re.I)
_FUNDING_AFTER = re.compile(r"^\s+(?:\w+\s+){0,2}?(?:funding|financing|investment|venture)\s+round\b", re.I)
_LED_BY = re.compile(r"\b(?:co-?)?led\s+(?:jointly\s+)?by\b|\b(?:group|syndicate|consortium|investors)\s+headed\s+by\b|\bspearheaded\s+by\b|\bwith\s+lead\s+investors?\b|\blead\s+investors?(?:\s+(?:of|in|for|behind)\s+(?:the|its|this|that)\s+[\w-]+(?:\s+[\w-]+){0,2}?|\s*\([^()]{2,30}\))?(?:\s*:|\s+(?:is|was|were))|\blead\s+investors?,?\s+(?:(?:in|for|of)\s+)?(?:the\s+)?(?:series\s+[a-l]|seed)(?:\s+round)?(?:\s*:|\s+(?:is|was|were)\b)|(?<=series\s[a-l]\s)lead(?:\s+investor)?(?:\s*:|\s+(?:is|was|were)\b)|\blead\s+investors?(?=\s+(?-i:[A-ZÀ-ÖØ-Þ]))|(?<=series\s[a-l]\s)lead\s*,(?=\s+(?-i:[A-ZÀ-ÖØ-Þ]))|(?:(?<=[,;–—]\s)|(?<=\())lead(?:\s+investor)?(?:\s*:|(?=\s+(?-i:[A-ZÀ-ÖØ-Þ])))", re.I)
_TAKING_THE_LEAD = re.compile(rf"(?P<name>{parties.NAME})\s+(?:(?:again|once more|had|has)\s+)*(?:(?:took|takes|taking|taken|in)\s+the\s+lead\b|(?:as|was|were|being|acting as)\s+(?:the\s+)?lead(?:\s+investor)?\b(?!\s+by)|leading(?=,)|\(lead(?:\s+investor)?\))")
_THAT_ROUND = re.compile(r"^\W*(?:(?:That|This|The)\s+(?:latest\s+|last\s+|same\s+)?(?:round|financing|raise|fundraise|funding|transaction|deal|investment)|It)\s+(?:was|is|had been|has been|came|closed|brought)\b")
_LEAD_OF_LAST = re.compile(r"(?:(?:last|latest|most recent) round )?lead(?: investors?)?(?: (?:of |in )?(?:the )?(?:last|latest|most recent) round)?")
"""The key of a profile that tells who led the last round: "Lead Investor (last round)"."""
_LED = re.compile(r"\b(?:co-?)?(?:led|leads(?=\s+(?:the|its)\s+(?:[\w$€£.-]+\s+){0,3}?(?:[Ss]eries\s[A-L]|[Ss]eed|[Rr]ound)(?:\s+round)?\W{0,3}(?:$|[,.;:(]|\s(?:with|of|and|in|at)\b)))(?:\s+(?:the|its|it|a|this|that)\b|(?=,\s+[A-Z][^,.;]{1,40}\s(?:followed|joined|took part)))")
_WHO_LED = re.compile(r",?\s*(?:(?:which|who|that)\s+)?(?:(?:had|has|also|again|then)\s+)*")
_JOINED = re.compile(r"\b(?:participation\s+(?:from|of|by)|(?:was|were)\s+joined\s+by|backed\s+by|investors?\s+(?:were|are)\b|investors?\s*:)", re.I)
_ONLY = re.compile(r"\b(?:only\s+(?:investors?|participants?|backers?)\s+(?:was|were)(?=\s+[A-Z])|only(?=\s+[A-Z]))", re.I)
_TOOK_PART = re.compile(rf"(?P<name>{parties.NAME})\s+(?:also\s+)?(?:took\s+part|participated|invested)\s+in\b")
_INCLUDING = re.compile(r"\b(?:investors?|backers|participants|syndicate)\s+(?:include[sd]?|including|such\s+as|like)\b|\bsyndicate\s+including\b", re.I)
_FROM = re.compile(r"\bfrom\b")
_PARTICIPATED = re.compile(r",?\s*(?:also\s+)?(?:participat(?:ed|ing)|invest(?:ed|ing)|joined|joining)\b")
_VALUING = re.compile(rf"\bvalu(?:ing|ed|es)\s+(?P<name>{parties.NAME})\s+at\b")
_RAISER = re.compile(rf"(?:^|[.;:]\s+)(?!The\b|It\b|Its\b|In\b|This\b)(?P<name>{parties.NAME})(?:,\s+(?:an?|the|which|whose)\s[^,;.]{{2,90}},|\s*\([^()]*\))\s+(?:(?:has|have|had|also|recently|then|just|later)\s+)*(?:raised|closed|secured|completed|announced)\b")
_LATEST = re.compile(r"\b(?:last|latest|most recent|newest)\b(?:\s+\w+){0,4}?\s*(?:round|funding|financing|series|fundraise|being)\b|\b(?:round|funding).{0,40}\bwith the (?:latest|most recent|last)\b", re.I)
_NO_ROUND = re.compile(r"\b(?:no|not|without|beyond|since|before|prior to|after|until|following|ahead of|next|future|potential|possible|planned|upcoming|expected)\s+(?:\w+\s+){0,6}$", re.I)
_ROUNDS_KEPT = frozenset({"ipo", "growth", "bridge"})


class Rounds:
    """Reads the funding rounds of one report."""

    def __init__(self, report: Report, subjects: Subjects, frames: Frames):
        self.report, self.subjects, self.frames = report, subjects, frames
        self.main = subjects.main

    # ------------------------------------------------------------------ prose

    def prose(self, readings: Iterable[Reading], observations: Iterable[Observation]) -> Iterator[Event]:
        """Rounds told by sentences, claims and cover facts."""
        amounts: dict[tuple[str, str], list[Observation]] = {}
        for observation in observations:
            if observation.metric == "round amount" and observation.quantity is not None and observation.role == "observation" and observation.quantity.kind == "money":
                amounts.setdefault(observation.carrier, []).append(observation)
        told: Event | None = None
        for reading in readings:
            carrier = reading.carrier
            found = list(self._one(reading, amounts.get((carrier.kind, carrier.id), []))) if _TALKS.search(reading.text) or scope.rounds(f"{carrier.label}: ") else []
            if told is not None and carrier.passage == told.passage and _THAT_ROUND.match(reading.text):
                found = list(self._of_that(reading, told)) or found
            elif (named := [e.series for e in found]) and carrier.passage:
                told = found[0] if len(named) == 1 and named[0] else None
            elif scope.rounds(reading.text):
                told = None
            yield from found
            if not found and reading.key and "lead" in reading.key[0].lower() and self.main:
                yield from self._lead_of_last(reading)

    def _lead_of_last(self, reading: Reading) -> Iterator[Event]:
        """Who led the last round, where a line of a profile says so: "Lead Investor (last round): Acme"."""
        if not _LEAD_OF_LAST.fullmatch(re.sub(r"[^a-z ]", "", reading.key[0].lower()).strip()):
            return
        last = [e for e in self.cover() if e.series]
        who = parties.listed(reading.text, reading.key[1])
        if last and who:
            leads = tuple(Member("lead", n, self.frames.key(n), who.complete) for n in who.names)
            yield replace(last[0], carrier=(reading.carrier.kind, reading.carrier.id), place=reading.carrier.place, section=reading.carrier.section, members=leads, latest=False)

    def _of_that(self, reading: Reading, told: Event) -> Iterator[Event]:
        """What a sentence says of the round of the sentence before: "That round was led by …", "It was announced in …"."""
        text = parties.unmarked(reading.text)
        if scope.rounds(text):
            return
        dates = [d for d in reading.dates if re.search(r"\b(?:announced|closed|completed|took place|came|held|signed|made public)\b[^.;]{0,40}$", text[: d.start])]
        date = dates[0] if len(dates) == 1 and not dates[0].approximate else None
        event = self._event(reading, told.subject_name, series=told.series, period=date.period if date else None, date_text=date.text if date else "")
        yield from self._with_members(reading, text, [(0, event)])

    def _one(self, reading: Reading, amounts: list[Observation]) -> Iterator[Event]:
        text = parties.unmarked(reading.text)
        carrier = reading.carrier
        named = [(s, e, n) for s, e, n in scope.rounds(text) if n not in _ROUNDS_KEPT]
        offset = carrier.place.column
        anchors: list[tuple[int, Event]] = []
        seen: set[str] = set()
        for observation in amounts:
            start = observation.place.column - offset if observation.place.line == carrier.place.line else text.find(observation.value)
            series = dict(observation.scope).get("round", "")
            series = "" if series in _ROUNDS_KEPT else series
            if dict(observation.scope).get("modality") or dict(observation.scope).get("scenario"):
                continue
            who = self._subject(text, max(start, 0), observation.subject, observation.confidence)
            if who and not (series and series in seen):
                seen.add(series)
                anchors.append((start, self._event(reading, who, series=series, period=observation.period, date_text=observation.period_text, amount=observation.quantity, amount_text=observation.value)))
        known = {round(a.amount.start) for _, a in anchors if a.amount}
        dates = list(reading.dates)
        for quantity in reading.figures:
            if quantity.kind == "money" and quantity.start not in known and not named and not anchors and (_OWN_AMOUNT.search(text[: quantity.start]) or _FUNDING_AFTER.match(text[quantity.end :])):
                who = self._subject(text, quantity.start, "", 0.0)
                date = dates[0] if len(dates) == 1 else None
                if who and not re.search(r"\b(?:total|across)\b", text[: quantity.start], re.I):
                    anchors.append((quantity.start, self._event(reading, who, period=date.period if date else None, date_text=date.text if date else "", amount=quantity, amount_text=quantity.text)))
        for start, end, series in named:
            if series in seen or _NO_ROUND.search(text[max(0, start - 60) : start]) or not _TELLS.search(text):
                continue
            seen.add(series)
            date = _date_of_round(text, start, end, dates, [s for s, _, _ in named])
            who = self._subject(text, start, "", 0.0)
            if who:
                anchors.append((start, self._event(reading, who, series=series, period=date.period if date else None, date_text=date.text if date else "")))
        anchors.sort(key=lambda a: a[0])
        if len(anchors) > 1:
            anchors = _own_dates(text, anchors, dates)
        yield from self._with_members(reading, text, anchors)

    def _with_members(self, reading: Reading, text: str, anchors: list[tuple[int, Event]]) -> Iterator[Event]:
        members: dict[int, list[Member]] = {n: [] for n in range(len(anchors))}
        for position, role, found in self._lists(text):
            n = _owner(text, anchors, position)
            if n is not None:
                members[n] += [Member(role, name, self.frames.key(name), found.complete, found.only) for name in found.names if self.frames.key(name) != anchors[n][1].subject]
        latest = bool(_LATEST.search(text)) or bool(reading.carrier.label and re.match(r"(?i)\W*(?:last|latest|most recent) (?:funding )?(?:round|raised|funding)", reading.carrier.label))
        for n, (_, event) in enumerate(anchors):
            told = replace(event, members=tuple(dict.fromkeys(members[n])), latest=latest and len(anchors) == 1)
            if told.amount or told.period or told.members or told.latest:
                yield told

    def _lists(self, text: str) -> Iterator[tuple[int, str, parties.Listed]]:
        """Who led and who took part: ``(position, role, names)``."""
        for match in _LED_BY.finditer(text):
            found = parties.listed(text, match.end())
            if found:
                yield match.start(), "lead", found
        for match in _TAKING_THE_LEAD.finditer(text):
            if not re.search(r"\b(?:and|with|,)\s*$", text[: match.start()]) or not re.search(rf"{parties.NAME}\s*(?:,|and)\s*$", text[: match.start()]):
                yield match.start(), "lead", parties.Listed((undated(match["name"]),), match.start(), match.end("name"), True)
        for match in _LED.finditer(text):
            before = list(re.finditer(parties.NAME, text[: match.start()]))
            if before and _WHO_LED.fullmatch(text[before[-1].end() : match.start()]):
                leader = undated(before[-1].group())
                yield match.start(), "lead", parties.Listed((leader,), before[-1].start(), match.start(), True)
                rest = re.compile(r",?\s+(?:and|with)\s+").search(text, match.end())
                found = parties.listed(text, rest.end()) if rest else None
                if found and _PARTICIPATED.match(text[found.end : found.end + 40]):
                    everybody = parties.Listed((leader, *found.names), found.start, found.end, found.complete)
                    yield match.start(), "investors", everybody
        for match in _JOINED.finditer(text):
            found = parties.listed(text, match.end())
            if found and len(found.names) > 1:
                yield match.start(), "participants" if match.group().lower().startswith(("partic", "was", "were")) else "investors", found
        yield from listed_before(text, _LED_BY, _JOINED)
        for match in _ONLY.finditer(text):
            found = parties.listed(text, match.end())
            if found and (re.search(r"\b(?:was|were)$", match.group()) or re.match(r"\s*(?:took\s+part|participated|invested|joined)\b", text[found.end :])):
                yield match.start(), "participants", parties.Listed(found.names, found.start, found.end, True, True)
        for match in _INCLUDING.finditer(text):
            found = parties.mentioned(text, match.end())
            if found:
                yield match.start(), "investors", found
        for match in _TOOK_PART.finditer(text):
            if not re.search(r"\b(?:only|neither|nor|not|and|,)\s*$", text[: match.start()], re.I):
                yield match.start(), "participants", parties.Listed((match["name"],), match.start(), match.end("name"), False)
        if re.search(r"\b(?:raised|round|funding|investment)\b", text, re.I):
            for match in _FROM.finditer(text):
                if re.search(r"\b(?:participation|exclud\w+|apart)\s*$", text[: match.start()]):
                    continue
                found = parties.listed(text, match.end())
                if found and re.search(r"[$€£]|\braised\b", text[max(0, match.start() - 90) : match.start()]):
                    yield match.start(), "investors", found

    def _subject(self, text: str, position: int, observed: str, sure: float) -> str:
        match = _VALUING.search(text)
        if match and match["name"] not in ("It", "The"):
            return match["name"]
        raiser = next((m["name"] for m in _RAISER.finditer(text) if m.end() <= position), "")
        if raiser and self.main and not self.subjects.is_main(raiser):
            return raiser
        if observed and sure >= 0.6 and (observed == self.main or observed not in text):
            return observed
        who = self.subjects.of(text, position)
        if who.main or not who.name:
            return self.main
        name = re.escape(who.name)
        if re.search(rf"{name}(?:['’]s?\s+(?:\S+\s+){{0,4}}?(?:round|[Ss]eries|funding|financing|seed)\b|\W+(?:(?:has|have|had|also|recently|successfully|then|just|later)\s+)*(?:raised|closed|secured|completed|announced|received))", text):
            return who.name
        # Any other name in a sentence about a round is more often an investor than the one who raised.
        return self.main if observed in ("", self.main) or not any(e <= position for _, e, _ in self.subjects.names(text)) else ""

    def _event(self, reading: Reading, who: str, **more: object) -> Event:
        carrier = reading.carrier
        return Event(
            report=self.report.id,
            frame=FRAME,
            subject=party_subject(who),
            subject_name=who,
            carrier=(carrier.kind, carrier.id),
            place=carrier.place,
            section=carrier.section,
            passage=carrier.passage,
            **more,
        )

    # ------------------------------------------------------------------ key-value facts

    def cover(self) -> Iterator[Event]:
        """What the profile box says of the last round: its name and its date."""
        if not self.main:
            return
        facts = {re.sub(r"[^a-z ]", "", f.label.lower()).strip(): f for f in self.report.cover}
        name = next((f for k, f in facts.items() if re.fullmatch(r"(?:last|latest|most recent) (?:funding )?round(?: (?:name|type|stage))?", k)), None)
        when = next((f for k, f in facts.items() if re.fullmatch(r"(?:last|latest|most recent) (?:funding )?round date|last funding date", k)), None)
        if name is None:
            return
        found = scope.rounds(name.value + ": ")
        if not found or found[0][2] in _ROUNDS_KEPT:
            return
        dates = [q for q in quantities.extract(when.value) if q.kind == "date"] if when else []
        told = Event(
            report=self.report.id,
            frame=FRAME,
            subject=party_subject(self.main),
            subject_name=self.main,
            carrier=("cover", name.id),
            place=name.place,
            section=name.section,
            series=found[0][2],
            period=dates[0].period if dates else None,
            date_text=dates[0].text if dates else "",
            latest=True,
        )
        yield told
        if dates:
            yield replace(told, carrier=("cover", when.id), place=when.place, section=when.section, latest=False)

    # ------------------------------------------------------------------ tables

    def tables(self, style: str | None) -> Iterator[Event]:
        """Rounds told by rows of tables."""
        for table in self.report.tables:
            heads = [without_citations(c.text).strip().lower() for c in table.header]
            if not self.main and not any(_COMPANY.match(h) for h in heads):
                continue
            for row in table.rows:
                event = self._row(table, heads, row, style)
                if event is not None:
                    yield event

    def _row(self, table: Table, heads: list[str], row: tuple[Cell, ...], style: str | None) -> Event | None:
        texts = [parties.unmarked(without_citations(c.text)).strip() for c in row]
        head = [heads[c.column - 1] if c.column - 1 < len(heads) else "" for c in row]
        if len(row) < len(heads) and not all(c.certain for c in row):
            # Cells that ran together: which header a cell stands under is not known, what it says is.
            texts = [re.sub(r"\b(Series [A-L])(?=[a-z]{3})", r"\1 ", t) for t in texts]
            head = [head[0], *("amount" if re.match(r"[$€£]\s?\d", t) else "investors" if "(lead)" in t else "event" for t in texts[1:])]
        series = at = None
        for n, text in enumerate(texts):
            found = scope.rounds(text) or scope.rounds(text + ": ")
            whole = found and len(text) <= 34 and len(found) == 1 and (n == 0 or re.search(r"round|series|stage|event|milestone", head[n]) or re.match(r"(?i)\W*(?:raised|closed|announced)\b", text) or len(text) <= 12)
            told = found and len(found) == 1 and re.match(r"(?i)\W*(?:raised|closed|secured|announced|completed)\b", text)
            if (whole or told) and found[0][2] not in _ROUNDS_KEPT:
                series, at = found[0][2], n
                break
        if series is None:
            return None
        who = self.main
        if _COMPANY.match(head[0]) and at != 0:
            lead_column = next((n for n, h in enumerate(head) if re.search(r"\brole\b", h)), None)
            if lead_column is None:
                who = texts[0]
        period = date_text = amount = amount_text = None
        members: list[Member] = []
        for n, text in enumerate(texts):
            found = quantities.extract(text, style)
            dates = [q for q in found if q.kind == "date" and q.period is not None]
            money = [q for q in found if q.kind == "money" and q.low is not None]
            if period is None and len(dates) == 1 and re.search(r"date|year|when|period|announced|closed|time|quarter", head[n]):
                period, date_text = dates[0].period, dates[0].text
            if amount is None and money and re.search(r"amount|raised|size|\bround\b", head[n]) and not re.search(r"valuation$|total|cumulative", head[n]):
                amount, amount_text = money[0], money[0].text
            members += self._members(head[n], text, texts, head)
        if period is None and amount is None and not members:
            return None
        return Event(
            report=self.report.id,
            frame=FRAME,
            subject=party_subject(who),
            subject_name=who,
            carrier=("cell", row[0].id),
            place=row[0].place,
            section=table.section,
            passage=table.id,
            series=series,
            period=period,
            date_text=date_text or "",
            amount=amount,
            amount_text=amount_text or "",
            members=tuple(members),
        )

    def _members(self, head: str, text: str, texts: list[str], heads: list[str]) -> list[Member]:
        if re.search(r"^lead(?:ing)?(?: investors?)?$|^led by$", head):
            found = parties.listed(text, 0)
            return [Member("lead", n, self.frames.key(n), found.complete) for n in found.names] if found else []
        if re.search(r"investor|participant|backer", head) and not re.search(r"/ ?stakeholder|stakeholder", head):
            leads = re.findall(rf"({parties.NAME})\s*\((?:co-?)?lead\b", text)
            found = parties.listed(text, 0)
            return [
                *(Member("lead", n, self.frames.key(n), True) for n in leads),
                *([Member("investors", n, self.frames.key(n), found.complete) for n in found.names] if found else []),
            ]
        if re.search(r"\brole\b", head) and re.match(r"(?i)\W*(?:co-?)?lead investor", text):
            found = parties.listed(texts[0], 0)
            return [Member("lead", n, self.frames.key(n), True) for n in found.names[:1]] if found else []
        if re.search(r"\brole\b", head) and re.search(r"(?i)\binvestor\b", text):
            found = parties.listed(texts[0], 0)
            return [Member("investors", n, self.frames.key(n), False) for n in found.names[:1]] if found else []
        return []

    # ------------------------------------------------------------------ data

    def data(self) -> Iterator[Event]:
        """Rounds of the rows of data (``metrics.csv``)."""
        for row in self.report.observations:
            metric = row.metric.lower().replace("_", " ")
            kind = next((k for k in ("round date", "round amount", "round lead", "round investors") if metric == k), None)
            words = " ".join(v for _, v in row.scope)
            found = scope.rounds(words) or scope.rounds(words + ": ")
            if kind is None or not found or not (row.subject or self.main):
                continue
            more: dict[str, object] = {}
            if kind == "round date" and row.quantity is not None:
                more = {"period": row.quantity.period or row.period, "date_text": row.value}
            elif kind == "round amount" and row.quantity is not None:
                more = {"amount": row.quantity, "amount_text": row.value, "period": row.period, "date_text": row.period_text}
            elif kind == "round lead":
                more = {"members": tuple(Member("lead", n, self.frames.key(n), True) for n in _split(row.value))}
            elif kind == "round investors":
                more = {"members": tuple(Member("investors", n, self.frames.key(n), True) for n in _split(row.value))}
            who = self.subjects.canonical(row.subject) if row.subject else self.main
            yield Event(self.report.id, FRAME, party_subject(who), who, ("metric", row.id), row.place, series=found[0][2], **more)


_COMPANY = re.compile(r"\W*(?:company|companies|competitor|startup|start-up|firm|target|organi[sz]ation|vendor|name)\b")


def party_subject(name: str) -> str:
    """The key of who raises: "Mistral AI" and "Mistral" are one."""
    key = subject_key(name)
    shorter = re.sub(r"-(?:ai|labs?|technologies|technology|systems|energy|health|bio|therapeutics|com|io)$", "", key)
    return shorter or key


def _split(value: str) -> list[str]:
    return [n.strip() for n in re.split(r";|,|\band\b", value) if re.match(parties.NAME, n.strip())]


_LATER = re.compile(r"\b(?:again|both|later|afterwards|since then|returned|rejoined|re-?invested)\b")
"""What is told behind a round is of a later day: "the lead of the Series A took part again in 2025"."""
_BOUNDARY = re.compile(r"[,;]|\band\b|\bthen\b|\bfollowed by\b")


def _own_dates(text: str, anchors: list[tuple[int, Event]], dates: list[Quantity]) -> list[tuple[int, Event]]:
    """Each of several rounds of a sentence with the one date of its own part, where every part has one."""
    starts = [0]
    for (before, _), (start, _) in pairwise(anchors):
        marks = [m.end() for m in _BOUNDARY.finditer(text, before, start)]
        starts.append(marks[-1] if marks else start)
    inside = [[d for d in dates if a <= d.start < b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    if not all(len(found) == 1 for found in inside):
        return anchors
    if any(_LATER.search(text, start, found[0].start) for (start, _), found in zip(anchors, inside, strict=True)):
        return anchors
    return [(n, replace(event, period=found[0].period, date_text=found[0].text)) for (n, event), found in zip(anchors, inside, strict=True)]


def _owner(text: str, anchors: list[tuple[int, Event]], position: int) -> int | None:
    if not anchors:
        return None
    if len(anchors) == 1:
        return 0
    before = [n for n, (start, _) in enumerate(anchors) if start <= position]
    return before[-1] if before else None


def _date_of_round(text: str, start: int, end: int, dates: list[Quantity], others: list[int]) -> Quantity | None:
    """The date written right behind or right before the name of a round, or the only one that opens the sentence."""
    limit = min([o for o in others if o > start], default=len(text))
    for date in dates:
        if end <= date.start < limit and re.fullmatch(r"\s*(?:(?:funding|financing|investment)\s+)?(?:round|raise|fundraise|financing|funding)?\s*(?:,|\(|was|were|took place|occurred|closed|announced|completed|held|:|\s)*\s*(?:in|on|of|dated|from|at|as of)?\s*(?:early|late|mid-?)?\s*", text[end : date.start]):
            return date
        if date.end <= start and re.fullmatch(r"\s*(?:the\s+|its\s+)?(?:[$€£][\d.]+\s?\w*\s+)?", text[date.end : start]):
            return date
    if len(dates) == 1 and len(others) == 1 and re.fullmatch(r"\W*(?:In|On|By|As of)?\s*(?:early|late|mid-?)?\s*", text[: dates[0].start]) and not re.match(r"\W*(?:By|As of)", text):
        return dates[0]
    if len(dates) == 1 and len(others) == 1 and dates[0].start > end and _COMPLETED.search(text, end, dates[0].start):
        return dates[0]
    return None


_COMPLETED = re.compile(r"^[^.;]*\b(?:was|were|had been|has been)\s+(?:completed|closed|signed|concluded)\s+(?:in|on)\s+(?:early\s+|late\s+)?$")
