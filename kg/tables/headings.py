"""What a header or row label says: metric, unit, period, total, note."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kg import patterns as re
from kg import quantities
from kg.metrics import Concept, Metrics
from kg.model import Period, Quantity
from kg.records import record

_NOTE = re.compile(
    r"\b(?:notes?|comments?|remarks?|sources?|references?|citations?|basis|rationale|confidence|caveats?|evidence|evidence base|gap|assumptions?|methodology"
    r"|description|key needs|implication|relevance|status|mitigation|explanation)\b",
    re.I,
)
_KEY = re.compile(r"^\W*(?:(?:key|financial|performance|operating)\s+)?(?:metrics?|indicators?|kpis?|measures?|parameters?|items?|variables?|statistics?|quantity|quantities|figures?|line items?|categor(?:y|ies)|dimension|attribute|field|aspect)\W*$", re.I)
_VALUE = re.compile(r"^\W*(?:(?:current|latest|reported|approx\.?|est(?:imated)?\.?)\s+)?(?:values?|estimates?|figures?|amounts?|numbers?|results?|data|actuals?|assessment|details?|latest|)\W*$", re.I)
_TOTAL = re.compile(r"^\W*(?:grand\s+|sub-?\s?|overall\s+|sum\s+)?(?:totals?|sum|subtotal|overall|combined|aggregate|altogether)\b(?P<rest>.*)$|^\W*all(?!\s+others?\b)(?:\s+\w+){0,2}\W*$", re.I)
_SUBTOTAL = re.compile(r"^\W*sub-?\s?totals?\b", re.I)
_TAIL_TOTAL = re.compile(r"\b(?:total|subtotal|sum)\W*$", re.I)
_FIRST_FEW = re.compile(r"^\W*(?:the\s+)?(?:top|largest|biggest|leading|first)[\s-](?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b|^\W*(?:the\s+)?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\s+(?:largest|biggest|leading)\b", re.I)
_AVERAGE = re.compile(r"^\W*(?:[\w-]+\s+){0,2}(?:averages?|avg\.?|mean|blended)(?:\W*|\s+(?:of|across|over|for|all)\b.*)$", re.I)
_MEDIAN = re.compile(r"^\W*median\b", re.I)
_PART_OF = re.compile(r"^\W*(?:of which|thereof|incl(?:uding|\.)?|excl(?:uding|\.)?|o/w|memo)\b|^\s*[-–•]\s", re.I)
_NOT_ADDED = re.compile(
    r"[^\s/]/(?:ha|h|s|kg|t|l|m|m²|m³|km|km²|MWh|kWh|day|year|head|capita|unit|bed|person)(?![\w/])"
    r"|\b(?:average|avg|mean|median|rate|ratio|index|price|cost per|per|multiple|growth|change|margin|rating|score|rank|age|year|density|yield|cagr|temperature"
    r"|share price|intensity|factor|efficiency|percentile|odds|hazard|deviation|sd|speed|velocity|latency|elasticity|probability|likelihood|benchmark|max(?:imum)?|min(?:imum)?|peak|cumulative|running|to date|id|code|no\.?|#)(?!\w)",
    re.I,
)
_GROWTH = re.compile(
    r"\b(?:growth|yoy|y/y|y-o-y|qoq|q/q|mom|year[- ]on[- ]year|year[- ]over[- ]year|% change|percent(?:age)? change|change|increase|decrease|decline|delta|variation)\b|[ΔΔ]",
    re.I,
)
_COMPOUND = re.compile(r"\bcagr\b|\bcompound(?:ed)?\b.{0,12}\bgrowth\b|\b(?:average )?annual growth rate\b|\bgrowth (?:p\.?\s?a\.?|per (?:year|annum))", re.I)
_SHARE = re.compile(
    r"\b(?:shares?\s+of\s+(?:the\s+)?(?:total|all|sum|revenue|sales|budget|spend(?:ing)?|generation|mix|output|portfolio|cases|funding|cost)\w*|(?:revenue|sales|energy|generation|traffic|product|cost|asset|portfolio|fuel|funding|customer|arr)\s+(?:mix|share|split|contribution)"
    r"|mix|split|breakdown|distribution|composition|allocation|apportionment|weights?|weighting)\b"
    r"|%\s*of\s*(?:the\s+)?(?:total|sum|all|revenue|sales|budget|portfolio|arr|generation|gdp total|cases|votes)\b|percent(?:age)?\s+of\s+(?:the\s+)?(?:total|all)\b|\bshares?\s*\(%\)|^\W*(?:vote\s+|market\s+)?shares?\W*$|\bcontribution\b",
    re.I,
)
_SPENT_ON = re.compile(r"\b(?:costs?|expenses?|price|number|tax|taxes|share|loss)\s+(?:of|on)\s+(?:the\s+)?$", re.I)
"""Before a metric: that the line is of something else about it ("Cost of sales", "Tax on profit")."""
_LOOSE_SHARE = re.compile(r"^\W*(?:market\s+|vote\s+)?shares?\W*(?:\(%\)|%)?\W*$", re.I)
_REST = re.compile(r"^\W*(?:all\s+)?(?:others?|other\s+\w+|rest(?:\s+of\s+.*)?|remainder|remaining|miscellaneous|unallocated|unknown)\W*$", re.I)
_FILLER = re.compile(r"\b(?:est\.?|estimated?|estimates|forecast|projected|projection|actual|approx\.?|approximate|implied|reported|current|latest|total|annual|in|usd|eur|gbp|chf|us|millions?|billions?|thousands?|mn|bn|m|b|k)(?!\w)\.?|[$€£¥%~]", re.I)
_PARENS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_IN_UNIT = re.compile(r"(?:^|[,\s])in\s+(?P<in>.+?)\s*$|,(?!\d)\s*(?P<comma>[^,]{1,24})$", re.I)
_SCALES = {"'000": 3, "’000": 3, "000": 3, "000s": 3, "'000s": 3, "thousand": 3, "thousands": 3, "k": 3, "million": 6, "millions": 6, "mn": 6, "mio": 6, "m": 6, "mm": 6, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7, "billion": 9, "billions": 9, "bn": 9, "b": 9, "trillion": 12, "trillions": 12, "tn": 12}
_THOUSANDS = re.compile(r"^(?P<coin>[A-Z]{0,3}[$€£¥₹]|[A-Z]{3}(?![A-Z]))?\s*(?:[x×]\s?)?(?:1[,.\s’']?000|10\^3|['’]?000)['’]?s?(?![\d,.])(?:\s+(?P<rest>\S.*))?$")
_COIN_LEADS = re.compile(r"^(?:[A-Z]{1,3})?[$€£¥₹]\s?(?:m|mn|bn|b|k|million|billion|thousand|['’]?000s?)(?!\w)", re.I)
_TONNES = re.compile(r"^(?P<scale>(?:thousand|million|mn|m)\s+)?t$")
_SIGNED = re.compile(r"^(?P<coin>[A-Z]{0,3}\$|[A-Z]{0,2}[€£¥₹])\s*(?P<rest>.*)$")
_CODED = re.compile(r"^(?P<a>[A-Z]{3})\s*(?P<rest>[\w'’]*)$|^(?P<rest2>[\w'’]+)\s+(?P<b>[A-Z]{3}|dollars|euros|pounds|francs)$", re.I)


@record
class Unit:
    """What a bare number under a header is: its kind, unit or currency, and the factor it stands for."""

    kind: str
    unit: str | None = None
    currency: str | None = None
    scale: Decimal = Decimal(1)


@record
class Heading:
    """A header cell or a row label, read.

    ``plain`` is the text without marks and brackets, ``core`` also without dates and words such as
    "estimated" or "total"; ``concept`` the metric whose words end the
    heading, ``mentioned`` every metric named in it; ``period`` the one date written in it.
    """

    text: str
    plain: str
    core: str
    concept: Concept | None
    mentioned: tuple[Concept, ...]
    unit: Unit | None
    period: Period | None
    period_text: str

    @property
    def dateless(self) -> str:
        """The plain text without the date in it."""
        return " ".join(self.plain.replace(self.period_text, " ").split()).strip(" -–/,:") if self.period_text else self.plain

    @property
    def version(self) -> str:
        """What a heading that is a date says beside it, in lower case: "low" of "2030 low", "" of "2024A (audited)"."""
        if not self.period_text:
            return ""
        words = [w for w in self.core.lower().split() if w not in _BESIDE_DATES]
        return " ".join(words) if any(w.isalnum() for w in words) else ""

    @property
    def step(self) -> bool:
        """Whether it is one of a numbered series: "Year 5", "Level 2", "Scope 1"."""
        return bool(_STEP.match(self.plain))

    @property
    def total(self) -> bool:
        """Whether it names a total, at the beginning or at the end."""
        return bool(_TOTAL.match(self.plain) or _TAIL_TOTAL.search(self.plain))

    @property
    def plain_total(self) -> bool:
        """Whether it is nothing but "Total" or the like."""
        match = _TOTAL.match(self.plain)
        return bool(match and not (match["rest"] or "").strip(" .:*-–()"))

    @property
    def subtotal(self) -> bool:
        return bool(_SUBTOTAL.match(self.plain))

    @property
    def average(self) -> bool:
        return bool(_AVERAGE.match(self.plain))

    @property
    def median(self) -> bool:
        return bool(_MEDIAN.match(self.plain))

    @property
    def aggregate(self) -> bool:
        """Whether the line says something about the other lines rather than about one thing."""
        return self.total or self.average or self.median or bool(_FIRST_FEW.match(self.plain))

    @property
    def part_of(self) -> bool:
        """ "of which …": a part of the line before, not a line of its own."""
        return bool(_PART_OF.match(self.text))

    @property
    def rest(self) -> bool:
        """ "Other": a line that makes a list exhaustive."""
        return bool(_REST.match(self.plain))

    @property
    def note(self) -> bool:
        return bool(_NOTE.search(self.plain))

    @property
    def key(self) -> bool:
        """ "Metric": the rows below are metrics."""
        return bool(_KEY.match(self.plain)) and bool(self.plain)

    @property
    def value(self) -> bool:
        """ "Value": the column holds the metrics of the rows."""
        return bool(_VALUE.match(self.plain))

    @property
    def additive(self) -> bool:
        """Whether its figures may be summed, as far as the words tell."""
        if self.concept is not None and not self.concept.additive and self.concept.nature in ("ratio", "rate"):
            return False
        return not _NOT_ADDED.search(self.text)

    @property
    def growth(self) -> bool:
        return bool(_GROWTH.search(self.text)) and not self.compound

    @property
    def compound(self) -> bool:
        return bool(_COMPOUND.search(self.text))

    @property
    def share(self) -> bool:
        return bool(_SHARE.search(self.text)) or self.loose_share

    @property
    def loose_share(self) -> bool:
        """ "Share" alone: of one whole, probably."""
        return bool(_LOOSE_SHARE.match(self.text))

    @property
    def words(self) -> frozenset[str]:
        """Its content words, in the singular."""
        return frozenset(stem(w) for w in re.findall(r"[a-z][a-z&-]+", self.plain.lower()) if w not in _SMALL)


_STEP = re.compile(r"^\W*(?:years?|levels?|scopes?|grades?|phases?|stages?|tiers?|zones?|class|categor(?:y|ies)|bands?|groups?|steps?|types?|waves?|quintiles?|deciles?|rounds?|age|ages|aged|cohorts?|arms?|stratum|wards?)\s+(?:\d{1,2}|[IVX]{1,4}|[A-H])(?:[a-z]?|\s?[-–+]\s?\d*)\W*$", re.I)
# The letters stand for actual, estimate, forecast and plan: "2025E".
_BESIDE_DATES = frozenset("a e f p b end year years ended ending as at of in to until by on for the full fy cy fiscal calendar financial and est est. data figures figure value values level levels position quarter month".split())
_SMALL = frozenset("the of in on per and or by for to at with a an from est estimated estimate total avg average number".split())


def stem(word: str) -> str:
    """A word without its plural ending."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def read(text: str, lexicon: Metrics) -> Heading:
    """Read a header cell or row label."""
    return _read(" ".join(text.split()), lexicon)


@lru_cache(maxsize=4096)
def _read(text: str, lexicon: Metrics) -> Heading:
    bare = text.strip(" *_`").replace("**", "")
    plain = " ".join(_PARENS.sub(" ", bare).split()).strip(" *_:`")
    mentions = lexicon.mentions(bare)
    dates = [q for q in quantities.extract(bare) if q.kind == "date" and q.period]
    cut = plain
    for date in dates:
        cut = cut.replace(date.text, " ")
    cut = " ".join(_FILLER.sub(" ", cut).split()).strip(" -–/,:")
    last = [m for m in lexicon.mentions(cut) if m.end == len(cut)]
    concept = last[-1].concept if last else lexicon.concept(plain) if plain else None
    if concept is not None and last and _SPENT_ON.search(cut[: last[-1].start]):
        concept = None
    return Heading(
        text=bare,
        plain=plain,
        core=cut,
        concept=concept,
        mentioned=tuple(dict.fromkeys(m.concept for m in mentions)),
        unit=_unit_of(bare),
        period=dates[0].period if len(dates) == 1 else None,
        period_text=dates[0].text if len(dates) == 1 else "",
    )


def _unit_of(text: str) -> Unit | None:
    """The unit given with a heading: "($M)", "(in thousands)", "Output, TWh", "Share (%)"."""
    tries = [m[1] or m[2] or "" for m in _PARENS.finditer(text)]
    match = _IN_UNIT.search(text)
    if match:
        tries.append(match["in"] or match["comma"])
    for inner in tries:
        for part in (inner, *re.split(r"[,;](?!\d)", inner)):
            found = unit(part) if part.strip() else None
            if found:
                return found
    if re.search(r"%\s*$|^\s*%|\bpercent(?:age)?\b", text):
        return Unit("percent", "percent")
    lead = _COIN_LEADS.match(text)
    return unit(lead[0]) if lead else None


@lru_cache(maxsize=1024)
def unit(words: str) -> Unit | None:
    """The unit that words name, if they name nothing else: "$M", "USD millions", "TWh", "%", "'000"."""
    words = re.sub(r"^(?:in|all figures in|figures in|values in)\s+", "", words.strip(), flags=re.I)
    words = re.sub(r"(?<=[A-Za-z])\s+(?:a|per)\s+year$", "", words, flags=re.I)
    words = re.sub(r"\b(?:est|estimated|approx|of|nominal|real|current|constant)\b\.?", " ", words, flags=re.I)
    words = re.sub(r"\b(?:19|20)\d\d\b(?:\s+(?=USD|EUR|\$|€))?", " ", words)
    words = re.sub(r"(?<=\w)\s+(?:of\s+)?CO[2₂](?:[\s-]?(?:e|eq|equivalents?))?\.?$", "", " ".join(words.split()))
    words = _plainly(words)
    if not words or len(words) > 40:
        return None
    if words.lower() in ("%", "percent", "pct", "in %", "per cent", "percentage"):
        return Unit("percent", "percent")
    if words.lower() in ("pp", "p.p.", "percentage points", "pct pts", "ppt"):
        return Unit("points", "percentage point")
    if words.lower() in ("x", "×"):
        return Unit("multiple", "x")
    if words.lower() in _SCALES:
        return Unit("count", None, None, Decimal(10) ** _SCALES[words.lower()])
    for text in _spelled(words):
        found = quantities.extract(text)
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(text) and found[0].low and not found[0].is_range:
            q = found[0]
            if q.kind in ("money", "measure", "duration", "percent", "points", "multiple"):
                return Unit(q.kind, q.unit, q.currency, Decimal(q.low))
    return None


def _plainly(words: str) -> str:
    """Thousands and tonnes in words: "£'000" -> "£ thousand", "1,000 t" -> "thousand tonnes", "TEUR" -> "EUR thousand"."""
    if match := _THOUSANDS.match(words):
        coin, rest = match["coin"] or "", match["rest"] or ""
        words = f"{coin} thousand {rest}" if coin else f"thousand {rest}"
    elif match := re.match(r"^T(?P<coin>EUR|CHF|USD|€|\$)$", words):
        words = f"{match['coin']} thousand"
    words = " ".join(words.split())
    tonnes = _TONNES.match(words)
    return f"{tonnes['scale'] or ''}tonnes" if tonnes else words


def _spelled(words: str) -> list[str]:
    """The unit written after a one."""
    tries = []
    if match := _SIGNED.match(words):
        rest = match["rest"]
        tries.append(f"{match['coin']}1{'' if rest.lower() in ('m', 'bn', 'b', 'k', 'mn') else ' ' if rest else ''}{_one(rest)}")
    elif match := _CODED.match(words):
        rest, code = match["rest"] or match["rest2"] or "", match["a"] or match["b"]
        if not rest or rest.lower() in _SCALES:
            power = _SCALES.get(rest.lower(), 0)
            tries += [f"{code.upper()} {10**power}", f"{10**power} {code}"]
    return [*tries, f"1 {words}"]


def _one(rest: str) -> str:
    return {"millions": "million", "billions": "billion", "thousands": "thousand", "mn": "M", "m": "M", "bn": "B", "b": "B"}.get(rest.lower(), rest)


def apply(quantity: Quantity, unit: Unit | None) -> Quantity:
    """A bare number with the unit of its heading; a figure with its own unit stays as it is."""
    if unit is None or quantity.kind != "count" or quantity.unit or quantity.low is None:
        return quantity
    if re.search(r"[A-Za-z]", quantity.text) and unit.scale != 1:
        return replace(quantity, kind=unit.kind, unit=unit.unit, currency=unit.currency)
    s = unit.scale
    step = lambda v: (v or Decimal(1)) * s  # noqa: E731
    return replace(
        quantity, kind=unit.kind, unit=unit.unit, currency=unit.currency, low=quantity.low * s, high=quantity.high * s,
        low_step=step(quantity.low_step), high_step=step(quantity.high_step), low_loose=step(quantity.low_loose), high_loose=step(quantity.high_loose),
    )
