"""Walks a text once, from number to number, and builds the quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from kg.model import Quantity, QuantityKind
from kg.quantities import dates, exclusions
from kg.quantities.figures import Head, Reader, Tail
from kg.quantities.lexicon import Lexicon, default
from kg.quantities.numerals import FRACTIONS, ONES, TENS, VULGAR, Numeral, Style, read_digits, read_vulgar, read_words

_NUMBER_STARTS = [*ONES, *TENS, "hundred", "half", "quarter", "a", "an"]
_MULTIPLES = {"doubled": 2, "doubling": 2, "tripled": 3, "tripling": 3, "trebled": 3, "quadrupled": 4,
              "quadrupling": 4, "quintupled": 5, "halved": "0.5", "halving": "0.5", "twofold": 2,
              "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8,
              "ninefold": 9, "tenfold": 10, "hundredfold": 100, "twice": 2, "thrice": 3}
_CURRENCY_MARKS = ("$", "€", "£", "¥", "₹")
_DATE_WORDS = frozenset(word.lower() for word in dates.STARTS)
_TOKEN = re.compile(r"\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒]|(?<=[a-z%+)])(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?[ ]\d|(?<=[a-z%+)])(?:Q[1-4][ '’-]?(?=\d)|H[12][ '’-]?(?=\d)|FY(?=\d))|"
                    rf"(?<![A-Za-z])(?:{'|'.join(sorted({*_NUMBER_STARTS, *_MULTIPLES, *_DATE_WORDS} - {'q1', 'q2', 'q3', 'q4', 'h1', 'h2', 'fy', 'cy'}, key=lambda w: (-len(w), w)))}|[QHqh](?=[1-4])|FY(?=[\s'’-]?\d)|CY(?=[\s'’-]?\d))(?![a-z])", re.IGNORECASE)
_CONNECTOR = re.compile(r"-?\s(?P<word>to|through|and)\s|\s?(?:[-–—−~→]|->|\.\.\.?|…)\s?|\s[-–—]\s", re.IGNORECASE)
_SPOKEN_LEAD = re.compile(r"(?:between|from)\s+(?:(?:about|approximately|around|roughly|~|an estimated)\s*)?$", re.IGNORECASE)
_LEFT_WORDS = re.compile(r"[A-Za-z-]+")
_OUT_OF = re.compile(r"\s?/\s?(?P<slash>5\.0|10\.0|100|10|5)(?P<more>\d)?(?![/.,]\d|/)|\s(?:out of|stars? out of)\s(?:a\s(?:possible|maximum)\s)?(?P<words>5|10|100|five|ten)(?!\d|,\d)", re.IGNORECASE)
_RATING_WORDS = {"five": "5", "ten": "10"}
_AGE = re.compile(r"[\s-](?:year|month|week|day)s?[\s-]olds?(?![A-Za-z])", re.IGNORECASE)
_AGED = re.compile(r"(?:\baged|\bage|\bages|\bage of)\s+$", re.IGNORECASE)
_BOOKED = re.compile(r"(?:^|[|\t=:]\s?|\b(?:is|was|were|of|at|to)\s)\($")
_CENTS = re.compile(r"(?:,?\s+and\s+|\s+|,\s+)(?=[\w])", re.IGNORECASE)
_GLUED_YEAR = re.compile(r"(\d{1,6}(?=\d{4}(?:[A-Za-z]{2}|\s\())|\d{1,3}(?:,\d{3})+)((?:19|20)\d\d)(?!\d)")
_FRACTION_SLASH = re.compile(r"(?P<top>\d{1,2})/(?P<bottom>[2-9]|1[0-9]|32)(?![\d/,.]\d|\d|/)")


@dataclass(slots=True)
class Part:
    """A number with its head and tail, before it becomes a quantity."""

    number: Numeral
    head: Head
    tail: Tail

    @property
    def currency(self) -> str | None:
        return self.head.currency or self.tail.currency

    @property
    def power(self) -> int | None:
        return self.head.power if self.head.power is not None else self.tail.power

    @property
    def unit(self):
        return self.tail.unit

    @property
    def bare(self) -> bool:
        return self.currency is None and self.unit is None and self.power is None


def extract(text: str, style: Style | None = None, lexicon: Lexicon | None = None) -> list[Quantity]:
    """See :func:`kg.quantities.extract`."""
    found = _TOKEN.search(text)
    if not found:
        return []
    scan = Scan(text, style or "1,234.5", _reader() if lexicon is None else Reader(lexicon))
    return scan.run(found.start())


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader(default())


class Scan:
    """One pass over one text."""

    def __init__(self, text: str, style: Style, reader: Reader) -> None:
        self.text = text
        self.style = style
        self.reader = reader
        self.floor = 0
        self.found: list[Quantity] = []
        self.closed = exclusions.closed_spans(text)

    def run(self, position: int) -> list[Quantity]:
        text = self.text
        while True:
            m = _TOKEN.search(text, position)
            if not m:
                return self.found
            start = m.start()
            closed = exclusions.end_of_closed(self.closed, start)
            if closed:
                position = self.floor = closed
                continue
            position = max(self._at(start, m), start + 1)

    def _at(self, start: int, m: re.Match[str]) -> int:
        """Read what begins at ``start``; return where to go on."""
        text = self.text
        char = text[start]
        if char.isdigit():
            return self._on_digit(start)
        if char in VULGAR:
            return self._figure(start, read_vulgar(text, start))
        word = m.group().lower()
        if word in _MULTIPLES:
            return self._multiple_word(start, m.end(), word)
        if word in _DATE_WORDS or word in ("q", "h", "fy", "cy") or word[:3] in dates.MONTHS or word[:2] in ("q1", "q2", "q3", "q4", "h1", "h2"):
            dated = dates.read_on_word(text, start)
            if dated:
                return self._date(start, dated)
            if word not in FRACTIONS:
                return m.end()
        if word in ("first", "second", "fourth", "fifth", "sixth"):
            return m.end()
        number = read_words(text, start)
        if not number and word in ("a", "an"):
            coin = self.reader.currency.match(text, m.end())
            if coin and coin["word"] and coin["word"].lower() in self.reader.lexicon.minor:
                number = Numeral(start, m.end(), Decimal(1), spelled=True)
        if not number:
            return m.end()
        return self._figure(start, number)

    # ------------------------------------------------------------------ digits

    def _on_digit(self, start: int) -> int:
        text = self.text
        dated = None if text[start - 1:start] in _CURRENCY_MARKS else dates.read_on_digit(text, start)
        if dated and not dated.bare_year and not exclusions.inside_name(text, start):
            return self._date(start, dated)
        skip = exclusions.name_here(text, start)
        if skip:
            self.floor = skip
            return skip
        if dated and dated.bare_year and self._is_year(start, dated.end):
            return self._date(start, dated)
        begin = start - 1 if start and text[start - 1] in ".," and start - 1 >= self.floor and not text[start - 2:start - 1].isalnum() and text[start - 1] == ("." if self.style == "1,234.5" else ",") else start
        number = self._glued_year(start) or self._fraction(start) or read_digits(text, begin, self.style)
        if number is None:
            return start + 1
        return self._figure(number.start, number)

    def _glued_year(self, start: int) -> Numeral | None:
        """Split "~6352024medium" (two cells of a flattened row) into 635 and the year."""
        m = _GLUED_YEAR.match(self.text, start)
        before = self.text[start - 1:start]
        if not m or "," not in m[1] and not (before in ("~", "$", "€", "£", "<", ">") or before.islower()) or m[1].startswith("0"):
            return None
        return read_digits(self.text[:m.end(1)], start, self.style)

    def _fraction(self, start: int) -> Numeral | None:
        m = _FRACTION_SLASH.match(self.text, start)
        if not m or self.text[start - 1:start] in ("/", "."):
            return None
        top, bottom = int(m["top"]), int(m["bottom"])
        if not 0 < top < bottom or bottom in (5, 10) and top > 2 or bottom not in (2, 3, 4, 5, 6, 8, 10, 12, 16, 32):
            return None
        return Numeral(start, m.end(), Decimal(top) / bottom, spelled=True)

    def _is_year(self, start: int, end: int) -> bool:
        """Tell a year from a count that looks like one ("over 2000 employees")."""
        text = self.text
        head = self.reader.head(text, self.floor, start)
        if head.currency:
            return False
        timed = dates.bound_before(text, self.floor, start)[1]
        if not timed and (head.approximate or head.bound or head.negative):
            return False
        following = text[end:end + 12]
        if re.match(r"\s?(?:%|[KMBx×](?![A-Za-z])|million|billion|thousand|percent|\+)", following) or re.match(r"-(?:person|member|strong|seat|page|word)", following):
            return False
        number = int(text[start:end])
        if not timed and not 1900 <= number <= 2099:
            return False
        if not timed and exclusions.counted_noun(text, end):
            return False
        return True

    # ------------------------------------------------------------------ dates

    def _date(self, start: int, dated: dates.Dated) -> int:
        text = self.text
        self.floor = max(self.floor, dated.end)
        if dated.period is None:
            return dated.end
        end = dated.end
        period, change, words = dated.period, dated.change, start
        bound, timed = dates.bound_before(text, 0, start)
        if dated.bare_year:
            if start and (text[start - 1].isalpha() and not _cell_end(text, start) or text[start - 1] in "#/_-\\" and not timed and not text[start - 2:start - 1].isspace()):
                return end
            m = re.match(r"\s(?:to|and|through)\s((?:19|20)\d\d)(?!\d|,\d)", text[end:end + 14])
            lead = _SPOKEN_LEAD.search(text[max(0, start - 24):start])
            if m and lead and (m.group().strip().startswith(("to", "through")) or lead.group().lower().startswith("between")):
                last = dates.year(m[1])
                if last.start > period.start:
                    period = dates._join(period, last)
                    end += m.end()
                    bound = None
        approximate = dated.approximate or self.reader.head(text, max(0, start - 20), start).approximate
        self.found.append(Quantity(start, end, text[start:end], "date", approximate=approximate, bound=bound, period=period, change=change))
        self.floor = end
        return end

    # ------------------------------------------------------------------ figures

    def _multiple_word(self, start: int, end: int, word: str) -> int:
        if word in ("twice", "thrice") and not re.match(r"\s+(?:as|the|that|its|their|what|his|her|more)\b", self.text[end:end + 8]):
            return end
        if self.text[end:end + 1] == "-":
            return end
        head = self.reader.head(self.text, self.floor, start)
        value = Decimal(_MULTIPLES[word])
        self.found.append(Quantity(start, end, self.text[start:end], "multiple", value, value, "x", approximate=head.approximate, bound=head.bound))
        self.floor = end
        return end

    def _part(self, number: Numeral, floor: int) -> Part:
        head = self.reader.head(self.text, floor, number.start)
        return Part(number, head, self.reader.tail(self.text, number, head.currency))

    def _figure(self, start: int, number: Numeral | None) -> int:
        if number is None:
            return start + 1
        text = self.text
        first = self._part(number, self.floor)
        rating = self._rating(first) if first.bare else None
        if rating:
            self.found.append(rating)
            self.floor = rating.end
            return rating.end
        last = self._range_end(first)
        if not last and exclusions.not_a_figure(text, first, self.reader.lexicon):
            self.floor = number.end
            return number.end
        quantity = self._range(first, last) if last else None
        if quantity is None:
            last = None
            if exclusions.not_a_figure(text, first, self.reader.lexicon):
                self.floor = number.end
                return number.end
            quantity = self._single(first)
        self.found.append(quantity)
        self.floor = quantity.end
        return quantity.end

    def _range_end(self, first: Part) -> Part | None:
        text = self.text
        if first.tail.bound and not first.tail.end == first.number.end:
            return None
        m = _CONNECTOR.match(text, first.tail.end)
        if m and "~" in m.group() and first.head.approximate:
            return None
        if not m and first.currency:
            per, after = self.reader.per_of(text, first.tail.end, True)
            m = _CONNECTOR.match(text, after) if per and after > first.tail.end else None
        if not m:
            return None
        spoken = (m["word"] or "").lower()
        lead = _SPOKEN_LEAD.search(text[max(0, first.head.words_start - 32):first.head.words_start] if not first.head.approximate else text[max(0, first.head.words_start - 32):first.head.start])
        if spoken == "and" and not (lead and lead.group().lower().startswith("between")):
            return None
        at = m.end()
        lookahead = re.compile(r"(?:~|≈|about |approximately |around |roughly )?\s?(?:[A-Z]{1,3}\$|[$€£¥₹₩]|[A-Z]{3}\s?)?\s?(?:(?<=\s)[-−])?").match(text, at)
        begin = lookahead.end() if lookahead else at
        if begin >= len(text):
            return None
        if text[begin].isdigit() or text[begin] == "." and text[begin + 1:begin + 2].isdigit():
            number = read_digits(text, begin, self.style)
        elif first.number.spelled:
            number = read_words(text, begin)
        else:
            return None
        if number is None:
            return None
        if not m["word"] and m.group().strip() in ("-", "–", "—", "−") and begin - at > 0 and text[at:begin].strip() == "" and not m.group().startswith(" "):
            return None
        part = self._part(number, at)
        if spoken and (part.head.bound or part.tail.bound or part.head.approximate != first.head.approximate and part.head.approximate):
            return None
        if "~" in m.group() and (part.head.currency or first.power is not None or first.unit):
            return None
        if part.head.bound or part.head.negative and not spoken or part.head.words_start < at:
            return None
        if exclusions.glued_after(text, part):
            return None
        if spoken in ("to", "through") and first.bare and not lead and part.bare and (first.number.spelled != part.number.spelled):
            return None
        return part

    def _range(self, first: Part, last: Part) -> Quantity | None:
        """Join two parts into a range when their units allow it; the last scale serves both ends."""
        text = self.text
        if first.currency and last.currency and first.currency != last.currency:
            return None
        if first.unit and not last.unit or first.unit and last.unit and first.unit != last.unit:
            if not (first.unit and last.unit is None and last.bare and False):
                return None
        if first.tail.currency and not last.currency:
            return None
        if last.head.currency and not first.currency:
            return None
        connector = text[first.tail.end:last.head.start].strip().lower()
        if first.bare and last.bare and not self._plain_range(first, last, connector):
            return None
        own = first.power
        low, low_step, low_loose = _value(first, own if own is not None else last.power)
        high, high_step, high_loose = _value(last, last.power)
        if own is not None and last.power is None and last.currency is not None and connector not in ("to", "and"):
            return None
        if low > high and own is None and last.power is not None:
            low, low_step, low_loose = _value(first, None)
        change = connector in ("→", "->") or connector == "to" and self._is_change(first)
        if low > high and change:
            low, low_step, low_loose, high, high_step, high_loose = high, high_step, high_loose, low, low_step, low_loose
        if low >= high:
            return None
        if first.currency and last.unit and not last.currency:
            return None
        quantity = self._build(first, last.tail, last.tail.end, low, high, first.currency or last.currency, last.unit or first.unit)
        approximate = first.head.approximate or last.tail.approximate or last.head.approximate
        return replace(quantity, low_step=low_step, low_loose=low_loose, high_step=high_step, high_loose=high_loose,
                       change=change, approximate=approximate)

    def _plain_range(self, first: Part, last: Part, connector: str) -> bool:
        """Two numbers without any unit: a range only where nothing speaks for a label or an id."""
        text = self.text
        if connector in ("to", "and", "through"):
            return True
        before = text[first.head.start - 1:first.head.start]
        if first.head.start == first.number.start and before and (before.isalnum() or before in "-/#.") and not _cell_end(text, first.head.start):
            return False
        if text[last.tail.end:last.tail.end + 1] in ("-", "–", "/") and text[last.tail.end + 1:last.tail.end + 2].isalnum() and text[last.tail.end + 1:last.tail.end + 2].isdigit():
            return False
        digits = text[first.number.start:first.number.end]
        if len(digits) > 1 and digits[0] == "0" and "." not in digits:
            return False
        return True

    def _is_change(self, first: Part) -> bool:
        left = self.text[max(0, first.head.words_start - 70):first.head.words_start]
        if not re.search(r"\bfrom\s*$", left, re.IGNORECASE):
            return False
        words = _LEFT_WORDS.findall(left.lower())[-8:-1]
        return any(word in self.reader.lexicon.change_words for word in words)

    def _single(self, part: Part) -> Quantity:
        text = self.text
        value, step, loose = _value(part, part.power)
        end = part.tail.end
        if part.currency and part.unit is None:
            value, step, loose, end = self._with_cents(part, value, step, loose, end)
        if part.currency and value > 0 and text[end:end + 1] == ")" and _BOOKED.search(text[max(0, part.head.start - 12):part.head.start]):
            part.head.start, part.head.words_start, value, end = part.head.start - 1, part.head.start - 1, -value, end + 1
        quantity = self._build(part, part.tail, end, value, value, part.currency, part.unit)
        return replace(quantity, low_step=step, high_step=step, low_loose=loose, high_loose=loose)

    def _with_cents(self, part: Part, value: Decimal, step: Decimal, loose: Decimal, end: int):
        """Add the cents of "13 dollars and 45 cents"."""
        if part.power is not None or not part.tail.currency or part.tail.fraction or part.number.decimals:
            return value, step, loose, end
        m = _CENTS.match(self.text, end)
        if not m:
            return value, step, loose, end
        at = m.end()
        number = read_digits(self.text, at, self.style) if self.text[at].isdigit() else read_words(self.text, at)
        if not number or number.decimals or number.value >= 100:
            return value, step, loose, end
        tail = self.reader.tail(self.text, number, None)
        if tail.fraction and tail.currency == part.currency:
            return value + number.value * tail.fraction, tail.fraction, tail.fraction, tail.end
        return value, step, loose, end

    def _rating(self, part: Part) -> Quantity | None:
        m = _OUT_OF.match(self.text, part.tail.end)
        if not m or m["slash"] and self.text[part.head.start - 1:part.head.start] in ("/", "-") and part.head.start:
            return None
        if m["slash"] and m["more"] and part.number.decimals != 1:
            return None
        value, step, loose = _value(part, None)
        written = (m["slash"] or m["words"]).lower()
        scale = Decimal(_RATING_WORDS.get(written, written))
        if value > scale or value < 0:
            return None
        if m["words"] and (part.number.spelled or scale == 100 or not part.number.decimals and (re.match(r"\s[a-z]+s\b", self.text[m.end():m.end() + 20]) or not re.search(r"(?i)\b(?:rat|scor|star|review)", self.text[max(0, part.head.start - 40):m.end() + 20]))):
            return None
        start, end = part.head.start, m.end("slash") if m["slash"] else m.end()
        return Quantity(start, end, self.text[start:end], "rating", value, value, out_of=scale,
                        approximate=part.head.approximate, bound=part.head.bound or part.tail.bound,
                        low_step=step, high_step=step, low_loose=loose, high_loose=loose)

    def _build(self, first: Part, tail: Tail, end: int, low: Decimal, high: Decimal, currency: str | None, unit) -> Quantity:
        text = self.text
        head = first.head
        start = head.start
        kind: QuantityKind = "money" if currency else unit.kind if unit else "count"
        name = None if currency or not unit else unit.name
        if kind == "duration":
            age = _AGE.match(text, first.number.end)
            if age:
                end = max(end, age.end())
        elif kind == "count" and _AGED.search(text[max(0, head.words_start - 10):head.words_start]) and high < 120:
            kind, name = "duration", "year"
        per, end = self.reader.per_of(text, end, kind == "money", True)
        if per and tail.bound is None and text[end:end + 1] == "+":
            end += 1
        bound = head.bound or tail.bound or first.tail.bound
        if kind == "duration" and bound == "gt" and self._is_during(head, end):
            bound = None
        return Quantity(start, end, text[start:end], kind, low, high, name, currency,
                        head.approximate or tail.approximate, bound, per)


    def _is_during(self, head: Head, end: int) -> bool:
        """Tell "grew over two years" (during) from "over two years old" (more than)."""
        if not self.text[head.words_start:head.start].lower().startswith("over "):
            return False
        before = self.text[max(0, head.words_start - 12):head.words_start].lower()
        return not (re.match(r"\s(?:of|old|ago|long|later|after|before)\b", self.text[end:end + 8]) or re.search(r"\b(?:for|took|takes|lasted|lasts|has|have|with|is|are|was|needs)\s$", before))


def _value(part: Part, power: int | None) -> tuple[Decimal, Decimal, Decimal]:
    """Return the value with its scale and the tight and loose places of its writing."""
    number = part.number
    scale = Decimal(10) ** (power or 0)
    fraction = part.tail.fraction or part.head.fraction or Decimal(1)
    value = number.value * scale * fraction
    if part.head.negative:
        value = -value
    if number.spelled and not number.value >= 1000:
        return value, Decimal(0), Decimal(0)
    if number.spelled:
        step = _trailing(value)
        return value, step, step
    if power is None and part.currency is None and part.unit is None and not number.decimals and number.value <= 20:
        return value, Decimal(0), Decimal(0)
    step = Decimal(10) ** -number.decimals * scale * fraction
    return value, step, step * Decimal(10) ** number.zeros


def _trailing(value: Decimal) -> Decimal:
    _, digits, exponent = value.normalize().as_tuple()
    return Decimal(10) ** exponent


def _cell_end(text: str, start: int) -> bool:
    """Tell whether the letter before ``start`` looks like the end of a run-together table cell."""
    return start > 1 and text[start - 1].islower() and text[start - 2].islower()
