"""Quantities in their context: which metric of which subject, when, under which circumstances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import measured, nouns, periods, scope, segments
from kg import patterns as re
from kg.config import Config
from kg.measured import Measured
from kg.metrics import Metrics
from kg.metrics import default as default_metrics
from kg.model import Observation, ObservationRole, Quantity, Report
from kg.prose import Ids, short_hash, slug
from kg.readings import Carrier, Reading, read
from kg.subjects import Subject, Subjects

COMPARED = 0.6
"""Observations that were read with less confidence than this are never compared."""


def observe(report: Report, config: Config | None = None, lexicon: Metrics | None = None, readings: Iterable[Reading] | None = None) -> list[Observation]:
    """Every observation of a report's sentences, claims and cover facts, in the order of the input.

    Rows of ``metrics.csv`` are in ``report.observations`` already; cells are read by
    ``kg.tables``.
    """
    reader = _Reader(report, config, lexicon or default_metrics())
    return list(reader.all(read(report, lexicon) if readings is None else readings))


_OF_FIRMS = frozenset(("round amount", "valuation", "total funding raised", "annual recurring revenue", "revenue run rate", "paying customers", "employees"))
"""Metrics of firms that a text about a founder tells of the firm."""


@dataclass(slots=True)
class _Carried:
    """What the sentence before leaves for the next one."""

    passage: str = ""
    section: str | None = ""
    subject: Subject | None = None
    lead: Subject | None = None
    scenario: str | None = None


class _Reader:
    def __init__(self, report: Report, config: Config | None, lexicon: Metrics):
        self.report, self.lexicon = report, lexicon
        self.subjects = Subjects(report, config)
        self.kinds = {p.id: p.kind for p in report.passages}
        self.titles = {s.id: s.title for s in report.sections}
        self.ids = Ids()

    def all(self, readings: Iterable[Reading]) -> Iterator[Observation]:
        state = _Carried()
        for reading in readings:
            self._carry(state, reading.carrier)
            yield from self.one(reading, state)

    def _carry(self, state: _Carried, carrier: Carrier) -> None:
        if carrier.section != state.section:
            state.section, state.subject, state.lead, state.scenario = carrier.section, None, None, None
        if carrier.kind != "sentence":
            state.subject = state.lead = state.scenario = None
        elif carrier.passage != state.passage:
            # Items of a list speak of what the paragraph before the list spoke of.
            item = self.kinds.get(carrier.passage) == "item"
            if not item:
                state.lead = None
            state.subject, state.scenario = state.lead if item else None, None
        state.passage = carrier.passage

    def one(self, reading: Reading, state: _Carried) -> Iterator[Observation]:
        """The observations of one sentence, claim or cover fact."""
        text, carrier = reading.text, reading.carrier
        state.scenario = scope.scenario(text) or state.scenario
        figures = reading.figures
        in_list = self.kinds.get(carrier.passage) == "item"
        first = self.subjects.of(text, min([q.start for q in figures] or [len(text)]), state.subject, in_list)
        if not figures and not reading.dates:
            self._remember(state, first, carrier)
            return
        label, value_start = (carrier.label, 0) if carrier.kind == "cover" else (reading.key or ("", 0))
        dates = periods.assign(text, figures, reading.dates, value_start if label else 0)
        for found in (*measured.figures(reading, label, value_start), *measured.founding(reading, label)):
            quantity = found.quantity
            subject = self.subjects.of(text, quantity.start, state.subject, in_list, quantity.end)
            if found.whose:
                subject = self.subjects.named(found.whose)
            if subject.main and self.subjects.company and found.label in _OF_FIRMS:
                subject = Subject(self.subjects.company, False, min(subject.sure, 0.8), subject.analyst)  # no person raises a Series B
            topic = ""
            if label and quantity.start >= value_start:
                if found.via == "key" or (subject.name and subject.name in label):
                    subject = state.subject or Subject(self.subjects.main, True, 0.85 if self.subjects.main else 0.65)
                topic = "" if found.via == "key" else self._topic(label)
            yield self._observation(reading, found, subject, dates.get(quantity.start), state, topic)
        self._remember(state, first, carrier)

    def _near(self, reading: Reading, quantity: Quantity) -> str:
        """The words around a figure up to the figures beside it."""
        before = max([q.end for q in reading.figures if q.end <= quantity.start], default=0)
        after = min([q.start for q in reading.figures if q.start >= quantity.end], default=len(reading.text))
        return reading.text[max(before, quantity.start - 30) : min(after, quantity.end + 40)]

    def _topic(self, label: str) -> str:
        """What a key-value line is about, when its key is neither a metric nor a date nor a round."""
        if self.lexicon.concept(label) or scope.rounds(label) or periods.is_date(label):
            return ""
        return label.lower()

    def _round_of(self, reading: Reading, quantity: Quantity) -> str:
        """The round a valuation belongs to: the nearest one named before it, with at most its amount in between."""
        before = [r for r in scope.rounds(reading.text) if r[1] <= quantity.start]
        if before:
            between = [q for q in reading.figures if before[-1][1] <= q.start < quantity.start and q.kind == "money"]
            return before[-1][2] if len(between) <= 1 else ""
        after = scope.rounds(re.split(r"[;.,]", reading.text[quantity.end : quantity.end + 60])[0])
        return after[0][2] if after and not any(quantity.end <= q.start < quantity.end + after[0][0] for q in reading.figures) else ""

    def _last_round(self, carrier: Carrier) -> str:
        """The round of a profile's last disclosed valuation: the one it calls the last."""
        if carrier.kind != "cover" or not _LAST.match(carrier.label):
            return ""
        rounds = [scope.rounds(f.value + ": ") for f in self.report.cover if _LAST_ROUND.fullmatch(f.label.strip(" *_:"))]
        return rounds[0][0][2] if len(rounds) == 1 and len(rounds[0]) == 1 else ""

    def _bought(self, reading: Reading, quantity: Quantity, name: str, names: dict[str, str]) -> str:
        """Who bought; what was bought becomes the segment: "Acme was bought by Bolt for $5M", "Bolt paid $5M for Acme"."""
        text = reading.text
        paid_for = _PAID_FOR.match(text, quantity.end)
        after = [n for n in self.subjects.names(text) if paid_for and n[0] == paid_for.end()]
        if after:
            names["segment"] = after[0][2].lower()
            return name
        by = _SOLD_TO.search(text[: quantity.start])
        buyer = [n for n in self.subjects.names(text) if by and n[0] == by.end()]
        if buyer and name:
            names["segment"] = name.lower()
            return buyer[0][2]
        bought = [n for n in self.subjects.names(text[: quantity.start]) if not self.subjects.is_main(n[2])][-1:]
        if bought:
            names["segment"] = bought[0][2].lower()
        return name

    def _remember(self, state: _Carried, subject: Subject, carrier: Carrier) -> None:
        if carrier.kind == "sentence" and subject.name and subject.sure >= 0.75:
            state.subject = subject
            if self.kinds.get(carrier.passage) != "item":
                state.lead = subject

    def _observation(self, reading: Reading, found: Measured, subject: Subject, date: Quantity | None, state: _Carried, topic: str = "") -> Observation:
        carrier, quantity = reading.carrier, found.quantity
        clause = periods.clause(reading.text, quantity.start)
        left = clause_start(reading, quantity)
        names = dict(found.scope)
        for key, value in (
            ("scenario", scope.scenario(clause) or state.scenario),
            # "$405M in total" is no rate: it is what the metric says.
            ("rate", scope.rate(self._near(reading, quantity)) if found.label != "total funding raised" else None),
            ("per", quantity.per),
            ("segment", topic),
            ("analyst", subject.analyst),
            ("modifier", " ".join(sorted(found.modifiers))),
        ):
            if value:
                names.setdefault(key, value)
        mode = scope.modality(reading.text[left : quantity.start], reading.text[quantity.end : quantity.end + 90])
        name = subject.name
        if found.context_free:
            name = " ".join((*found.words, "market" if found.concept and found.concept.units == ("money",) else "")).strip().lower()
            names.pop("modifier", None)
        elif found.label == "price":
            nearest = [n for n in self.subjects.names(reading.text[: quantity.start]) if self.lexicon.concept(n[2]) is None][-1:]
            if nearest and not self.subjects.is_main(nearest[0][2]):
                names["segment"] = nearest[0][2].lower()
        if found.label == "acquisition price":
            name = self._bought(reading, quantity, name, names)
        elif "segment" not in names and not found.context_free and found.via != "key":
            part = segments.of(reading.text, quantity.start, self.lexicon, self.subjects.kinds)
            if part and part.split()[-1] not in (found.label, *found.label.split()):
                names["segment"] = part
            elif numbered := segments.numbered(reading.text, quantity.start, quantity.end):
                names["segment"] = numbered
        if found.concept is not None and found.concept.id in ("valuation", "pre-money-valuation") and "round" not in names:
            named = self._round_of(reading, quantity) or self._last_round(carrier)
            if named:
                names["round"] = named
        if name and not subject.main and self.subjects.main and name.startswith(self.subjects.main + " "):
            extra = name[len(self.subjects.main) + 1 :]
            name = self.subjects.main
            if not _generic(extra):
                names["segment"] = extra.lower()
        role: ObservationRole = "observation"
        if mode == "threshold" or mode == "target":
            role = mode
        elif found.operand or _is_part(reading, quantity):
            role = "operand"
        if mode == "forecast" or (date is not None and periods.after(date.period, self.report.as_of)):
            names["modality"] = "forecast"
        if date is not None and found.label == "total funding raised" and not _AS_OF.search(reading.text[: date.start]):
            date = None  # "raised a total of $305M across one round, which took place in 2020": the date is the round's
        period = date.period if date is not None else None
        sure = min(found.sure, subject.sure if not found.context_free else 1.0)
        if date is None and periods.relative(reading.text, quantity.start, quantity.end):
            sure = min(sure, 0.5)
        if periods.part_of_year(reading.text, reading.dates if date is None else [date], quantity.start):
            sure = min(sure, 0.5)  # "in the first nine months of 2025": not the year's figure
        if date is None and periods.undated_span(clause):
            sure = min(sure, 0.5)
        if found.label == "age" and _AGE_AT.search(reading.text[max(0, quantity.start - 8) : quantity.start]):
            sure = min(sure, 0.4)  # "up to age 44": it tells who, not how old
        if found.via == "series" and date is None:
            sure = min(sure, 0.5)  # "to 6.1 million from 5.4 million a year earlier"
        return Observation(
            id=self.ids.new(f"o{short_hash(f'{carrier.kind}{carrier.id}{found.label}{quantity.text}')}"),
            subject=name,
            metric=found.label,
            value=quantity.text,
            place=reading.place(quantity),
            quantity=quantity,
            period=period,
            period_text=date.text if date is not None else "",
            scope=tuple(sorted(names.items())),
            confidence=round(sure, 2),
            role=role,
            carrier=(carrier.kind, carrier.id),
        )


_SHARE_BEHIND = re.compile(r"(?:\s+[\w'’-]+){0,4}\s*[(,]\s*(?:or\s+|about\s+|~)?\d[\d.,]*\s*(?:%|per\s?cent\b)\s*(?:[);]|of\b)")
_FRACTION_BEHIND = re.compile(r"(?:\s+[\w'’-]+){1,3},\s+(?:or\s+)?(?:about\s+|some\s+|nearly\s+|almost\s+)?(?:half|(?:an?|one|two|three|four)[\s-](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?)\b", re.I)
_OF_CASES = re.compile(r"(?<![\w.,])\d[\d,]*\s+(?!million\b|billion\b|thousand\b)[a-z]+s\s+of\s+$")
"""Before a count: as many cases of so many, "214 suspensions of 131 pupils"."""
_BY_SOME = re.compile(r"\b(?:reported|experienced|suffered|reached|achieved|completed|met|signed|used|named|cited|mentioned)\s+(?:by|in)\s+(?:only\s+|about\s+|some\s+)?$|\b(?:known|unknown|available|missing|recorded|obtained|documented|complete|carried\s+out|performed|tested)\s+(?:for|in|on|from)\s+(?:only\s+|about\s+|some\s+)?$", re.I)

_GIVEN = re.compile(r"\b(?:represent(?:s|ed)?|account(?:s|ed)?\s+for|ma[kd]es?\s+up|made\s+up|contribut(?:es?|ed)|explain(?:s|ed)?|suppl(?:y|ies|ied)|bring(?:s)?\s+in|brought\s+in)\s+(?:only\s+|about\s+|some\s+|around\s+|roughly\s+)?$", re.I)
_OF_IT = re.compile(r"\s+of\s+(?:the\s+|its\s+|our\s+|all\s+|closing\s+|total\s+)*[A-Za-z]")
"""Some give so much of a sum: "the top ten customers represent about $22.7 million of ARR"."""
_CHANGE_OF = re.compile(r"\s+(?:[a-z]+\s+){0,2}(?:increase|decrease|rise|fall|growth|decline|drop|gain|improvement|shortfall|jump)\b", re.I)
"""Behind a figure: it is by how much something changed: "$11.6 million of the $19.8 million revenue increase"."""
_AGE_AT = re.compile(r"\bage[ds]?\s+$", re.I)
_BASE = re.compile(r"\d\s?(?:%|per\s?cent)\s+of\s+$", re.I)
_ONE_IN = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?$", re.I)


def _is_part(reading: Reading, quantity: Quantity) -> bool:
    """Whether a count is of some, not all: a fraction, a count with its share, those by whom something was done."""
    if quantity.kind == "money" and _GIVEN.search(reading.text[max(0, quantity.start - 40) : quantity.start]) and _OF_IT.match(reading.text, quantity.end):
        return True
    if _CHANGE_OF.match(reading.text, quantity.end):
        return True
    if _BASE.search(reading.text[max(0, quantity.start - 16) : quantity.start]):
        return True
    if quantity.kind != "count" or quantity.low is None:
        return False
    if quantity.high is not None and 0 < quantity.high < 1:
        return True
    text = reading.text
    return bool(_SHARE_BEHIND.match(text, quantity.end) or _ONE_IN.search(text[max(0, quantity.start - 20) : quantity.start]) or _FRACTION_BEHIND.match(text, quantity.end) or _OF_CASES.search(text[max(0, quantity.start - 40) : quantity.start]) or _BY_SOME.search(text[max(0, quantity.start - 40) : quantity.start]))


def clause_start(reading: Reading, quantity: Quantity) -> int:
    """Where the words that govern a figure begin: behind the figure before it, in the same clause."""
    start, _ = periods.clause_span(reading.text, quantity.start)
    return max([start, *[q.end for q in reading.figures if q.end <= quantity.start][-1:]])


_LAST = re.compile(r"\W*(?:last|latest|most recent)\b", re.I)
_LAST_ROUND = re.compile(r"(?:last|latest|most recent) (?:funding |financing )?round(?: (?:name|type|stage))?", re.I)
_PAID_FOR = re.compile(r"\s+(?:in\s+(?:cash|stock|shares)\s+|in\s+cash\s+and\s+(?:stock|shares)\s+)?(?:for|to\s+(?:acquire|buy|take\s+over))\s+(?:all\s+of\s+)?(?:the\s+)?")
_SOLD_TO = re.compile(r"\b(?:was|were|been|be|is)\s+(?:\w+ly\s+)?(?:acquired|bought|purchased|taken\s+over|sold)\s+(?:by|to)\s+(?:the\s+)?")
_AS_OF = re.compile(r"(?:\b(?:as of|by|at the end of|through|until|since|between|to date)\s+|^\W*(?:in\s+)?)$", re.I)
_GENERIC = frozenset("hub platform website site network service app marketplace group company store inc ag".split())


def _generic(words: str) -> bool:
    return words.lower() in _GENERIC


_HEDGES = re.compile(r"\b(?:third[- ]party|estimates?|estimated|est\.?|current|reported|disclosed|approximate|year[- ]end|self-reported)\b")


def from_data(observation: Observation, lexicon: Metrics) -> Observation:
    """An observation given as data (a row of ``metrics.csv``) under the names that text is read into."""
    concept = lexicon.concept(observation.metric)
    names: dict[str, str] = {}
    for key, value in observation.scope:
        if key != "scope":
            names[key] = value
            continue
        read = dict(scope.read_scope(value))
        bare = re.fullmatch(r"(?i)\s*(pre-?seed|seed|angel|bridge|ipo)\s*", value)
        if bare:
            read["round"] = bare[1].lower()
        rest = ", ".join(w for part in value.lower().split(",") if (w := _HEDGES.sub(" ", part).strip(" ()-")))
        names.update(read or ({"segment": " ".join(rest.split())} if rest else {}))
    if observation.quantity is not None and observation.quantity.per:
        names["per"] = observation.quantity.per
    return replace(observation, metric=concept.label if concept else observation.metric.lower(), scope=tuple(sorted(names.items())))


# --------------------------------------------------------------------------- same thing or not


_SEAT_OF = re.compile(r"^(?:the\s+)?(?:city|town|municipality|borough|village)\s+of\s+(?=[A-Z])", re.I)


@lru_cache(maxsize=200_000)
def subject_key(name: str) -> str:
    """What two spellings of one subject have in common."""
    name = _SEAT_OF.sub("", name)
    return slug(re.sub(r"\b(?:inc|ltd|llc|corp|plc|gmbh|ag|sa|sas|pbc|as|asa|ab|oy|oyj|spa|kg|the)\b\.?", " ", name, flags=re.I))


def key(observation: Observation, report: str = "") -> tuple | None:
    """What must be equal before two observations may be compared; ``None`` if it is not known well enough.

    An observation about the report's own, unnamed topic is compared within its ``report`` only.
    """
    quantity = observation.quantity
    if observation.role != "observation" or observation.confidence < COMPARED or quantity is None:
        return None
    if dict(observation.scope).get("modality") == "forecast" and observation.period is None:
        return None
    names = dict(observation.scope)
    if observation.metric in _NEEDS and not names.keys() & _NEEDS[observation.metric]:
        return None
    if quantity.kind == "multiple" and not (names.keys() & {"scenario", "round"}) and observation.period is None:
        return None  # a multiple holds for a price and a date; without either nothing can be said
    kind = "count" if quantity.kind in ("count", "measure") else quantity.kind
    return (
        subject_key(observation.subject) if observation.subject else f"@{report}",
        _measured_words(observation.metric, names.get("modifier", "")),
        tuple((k, v) for k, v in observation.scope if k not in ("per", "rate", "modifier") and not (k == "round" and observation.metric == "valuation")),
        kind,
        quantity.currency,
        (quantity.unit if quantity.kind in ("measure", "duration") else None),
        quantity.per or dict(observation.scope).get("per"),
    )


@lru_cache(maxsize=50_000)
def _measured_words(metric: str, modifier: str) -> str:
    """The words of a metric and what narrows it, in no order: "research income", "income" narrowed by "research"."""
    words = f"{metric} {modifier}".lower().split()
    return slug(" ".join(sorted({nouns.singular(w) if nouns.is_plural(w) else w for w in words})))


# A price is of something, a growth rate of something, and a round without a name is matched as an event.
_NEEDS = {"price": {"segment"}, "acquisition price": {"segment"}, "growth": {"modifier", "segment"}, "round amount": {"round"}, "cost": {"modifier", "segment"}, "investment": {"segment", "modifier"}}


def with_role(observation: Observation, role: ObservationRole) -> Observation:
    """The same observation in another role."""
    return replace(observation, role=role)
