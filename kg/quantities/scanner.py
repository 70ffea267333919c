"""Walks a text once, from number to number, and builds the quantities."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from kg import patterns as re
from kg.model import Quantity, QuantityKind
from kg.quantities import dates, names
from kg.quantities import lexicon as lexicons
from kg.quantities.exclusions import counted_noun, not_a_figure
from kg.quantities.figures import Head, Reader
from kg.quantities.lexicon import Lexicon, alternation
from kg.quantities.numerals import FRACTIONS, VULGAR, Numeral, Style, number_words, read_digits, read_vulgar, read_words
from kg.quantities.parts import Part, Value
from kg.quantities.ranges import Joined, join, lead_of

_MONTHS = "|".join(sorted(dates.MONTH_NAMES, key=lambda name: (-len(name), name)))
_CURRENCY_MARKS = ("$", "€", "£", "¥", "₹")
_NEVER_JOINED = ("", ",", ";", ":", ")", "%", "|")
_PERIOD_LETTER = re.compile(r"[qh][1-4]?(?![a-z])|[fc]y(?![a-z])")
_OUT_OF = re.compile(
    r"\s?/\s?(?P<slash>5\.0|10\.0|100|10|5)(?P<more>\d)?(?![/.,]\d|/)"
    r"|\s(?:out of|stars? out of)\s(?:a\s(?:possible|maximum)\s)?(?P<words>5|10|100|five|ten)(?!\d|,\d)",
    re.IGNORECASE,
)
_RATED = re.compile(r"\b(?:rat|scor|star|review)", re.IGNORECASE)
_RATING_WORDS = {"five": "5", "ten": "10"}
_AGE = re.compile(r"[\s-](?:year|month|week|day)s?[\s-]olds?(?![A-Za-z])", re.IGNORECASE)
_AGED = re.compile(r"(?:\baged|\bage|\bages|\bage of)\s+$", re.IGNORECASE)
_BOOKED = re.compile(r"(?:^|[|\t=:]\s?|\b(?:is|was|were|of|at|to)\s)\($")
_CENTS = re.compile(r",?\s(?:and\s)?(?=\w)", re.IGNORECASE)
_GLUED_YEAR = re.compile(r"(\d{1,6}(?=\d{4}(?:[A-Za-z]{2}|\s\())|\d{1,3}(?:,\d{3}){1,4})(?:19|20)\d\d(?!\d)")
_FRACTION = re.compile(r"(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/,.]\d|\d|/)")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 32))
_RANKING = re.compile(r"\b(?:Global|Fortune|Russell|Forbes|Inc\.) (?:1000|2000|5000)$")
_NOT_A_YEAR_AFTER = re.compile(
    r"\s?(?:%|[KMBx×](?![A-Za-z])|million|billion|thousand|percent|\+)|-(?:person|member|strong|seat|page|word)"
)
_LAST_YEAR = re.compile(r"\s(to|and|through)\s((?:19|20)\d\d)(?!\d|,\d)")
_AS_RATE = re.compile(r"\s+(?:as|the|that|its|their|what|his|her|more)\b")
_OLDER = re.compile(r"\s(?:of|old|ago|long|later|after|before)\b")
_IN_TURN = re.compile(r"\s(?:\w+\s)?(?:rounds|phases|stages|sessions|seasons|games|matches|tranches|instal+ments|episodes|waves|steps)\b")
_SPANNED = re.compile(r"\b(?:for|took|takes|lasted|lasts|has|have|with|is|are|was|needs)\s$")


def extract(text: str, style: Style | None = None, lexicon: Lexicon | None = None) -> list[Quantity]:
    """See :func:`kg.quantities.extract`."""
    if lexicon is None:
        if len(text) < _SHORT:
            return list(_short(text, style or "1,234.5"))
        return _Scan(_scanner(), text, style or "1,234.5").run()
    return _Scan(Scanner(lexicon), text, style or "1,234.5").run()


_SHORT = 1_000


@lru_cache(maxsize=8192)
def _short(text: str, style: Style) -> tuple[Quantity, ...]:
    """Cells and labels recur, and several readers look at each of them."""
    return tuple(_Scan(_scanner(), text, style).run())


@lru_cache(maxsize=1)
def _scanner() -> Scanner:
    return Scanner(lexicons.current())


def forget() -> None:
    """Drop what was compiled and read with the lexicon before."""
    _scanner.cache_clear()
    _short.cache_clear()


class Scanner:
    """The patterns that depend on the lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.reader = Reader(lexicon)
        self.date_words = frozenset(word.lower() for word in dates.STARTS)
        words = {*number_words(), *lexicon.multiples, *lexicon.crowds, *(word for word in self.date_words if len(word) > 2)}
        crowds = alternation(lexicon.crowds)
        scales = alternation(lexicon.scale_words)
        self.crowd = re.compile(rf"({crowds})\s+of\s+({scales})(?![a-z])(?:\s+of(?=\s))?", re.IGNORECASE, kept=True)
        self.start = re.compile(
            rf"\d|[{''.join(VULGAR)}]"
            rf"|(?-i:(?=[A-Z])(?:(?<=[A-Za-z%+)])(?:{_MONTHS})\.?[ ]\d|(?<=[a-z%+)])(?:[QH][1-4][ '’-]?(?=\d)|FY(?=\d))))"
            rf"|(?<![A-Za-z])(?:{_by_letter(words)}|(?-i:[QHqh])(?=[1-4])|(?-i:[FCfc])Y(?=[\s'’-]?\d))(?![a-z])",
            re.IGNORECASE, kept=True
        )


def _by_letter(words: Iterable[str]) -> str:
    """Words as alternatives, case ignored, those of one first letter together: where a text has another, one look is enough."""
    letters = groupby(sorted(words), key=itemgetter(0))
    return "|".join(f"(?-i:[{letter}{letter.upper()}])(?:{alternation(w[1:] for w in among)})" for letter, among in letters)


class _Scan:
    """One pass over one text; ``floor`` is the end of what was read last."""

    def __init__(self, scanner: Scanner, text: str, style: Style) -> None:
        self.scanner = scanner
        self.reader = scanner.reader
        self.lexicon = scanner.lexicon
        self.text = text
        self.style = style
        self.floor = 0
        self.found: list[Quantity] = []

    def run(self) -> list[Quantity]:
        start_of_number = self.scanner.start
        m = start_of_number.search(self.text)
        if not m:
            return self.found
        closed = names.closed_spans(self.text)
        while m:
            skip = names.end_of_closed(closed, m.start())
            if skip:
                self.floor = skip
            else:
                skip = self._at(m)
            m = start_of_number.search(self.text, max(skip, m.start() + 1))
        return self.found

    def _at(self, m: re.Match[str]) -> int:
        """Read what begins here; return where to go on."""
        start, word = m.start(), m.group().lower()
        if word.isdigit():
            return self._on_digit(start)
        if word in VULGAR:
            return self._figure(read_vulgar(self.text, start))
        if word in self.lexicon.multiples:
            return self._multiple(start, m.end(), word)
        if word in self.lexicon.crowds:
            return self._crowd(start, m.end())
        if word in self.scanner.date_words or _PERIOD_LETTER.match(word) or word[:3] in dates.MONTHS:
            dated = dates.read_on_word(self.text, start)
            if dated:
                return self._date(start, dated)
            if word not in FRACTIONS or word in ("first", "second", "fourth", "fifth", "sixth"):
                return m.end()
        number = read_words(self.text, start) or self._one_coin(start, m.end(), word)
        return self._figure(number) if number else m.end()

    def _one_coin(self, start: int, end: int, word: str) -> Numeral | None:
        """Read "a penny"; "a dollar" is too often no amount."""
        if word not in ("a", "an"):
            return None
        coin = self.reader.currency.match(self.text, end)
        if coin and coin["word"] and coin["word"].lower() in self.lexicon.minor:
            return Numeral(start, end, Decimal(1), spelled=True)
        return None

    # ------------------------------------------------------------------ digits

    def _on_digit(self, start: int) -> int:
        text = self.text
        dated = None if text[start - 1 : start] in _CURRENCY_MARKS else dates.read_on_digit(text, start)
        if dated and not dated.bare_year and not names.inside_word(text, start):
            return self._date(start, dated)
        skip = names.end_of_name(text, start)
        if skip:
            self.floor = skip
            return skip
        if dated and dated.bare_year and self._is_year(start, dated.end):
            return self._date(start, dated)
        number = self._glued_year(start) or self._fraction(start) or read_digits(text, self._leading_mark(start), self.style)
        if number is None:
            return re.compile(r"[\d.,]+").match(text, start).end()
        return self._figure(number)

    def _leading_mark(self, start: int) -> int:
        """Step back to the mark of ".5"."""
        mark = "." if self.style == "1,234.5" else ","
        at = start - 1
        return at if at >= self.floor and self.text[at:start] == mark and not self.text[max(0, at - 1) : at].isalnum() else start

    def _glued_year(self, start: int) -> Numeral | None:
        """Split "~6352024medium" (two cells of a flattened row) into 635 and the year."""
        m = _GLUED_YEAR.match(self.text, start)
        before = self.text[start - 1 : start]
        if not m or ("," not in m[1] and not (before in ("~", "$", "€", "£", "<", ">") or before.islower())) or m[1][0] == "0":
            return None
        only = read_digits(m[1], 0, self.style)
        return only and Numeral(start, m.end(1), only.value, only.decimals, only.zeros, False, only.grouped)

    def _fraction(self, start: int) -> Numeral | None:
        m = _FRACTION.match(self.text, start)
        if not m or (start and self.text[start - 1] in "/."):
            return None
        top, bottom = int(m["top"]), int(m["bottom"])
        usual = bottom in _DENOMINATORS and not (bottom in (5, 10) and top > 2)
        if not 0 < top < bottom or not (usual or (top == 1 and self.text[m.end() : m.end() + 4] == " of ")):
            return None
        return Numeral(start, m.end(), Decimal(top) / bottom, spelled=True)

    # ------------------------------------------------------------------ dates

    def _is_year(self, start: int, end: int) -> bool:
        """Tell a year from a count that looks like one ("over 2000 employees")."""
        head = self.reader.head(self.text, self.floor, start)
        timed = dates.bound_before(self.text, self.floor, start)[1]
        if head.currency or (not timed and (head.approximate or head.bound or head.negative)):
            return False
        if _NOT_A_YEAR_AFTER.match(self.text, end) or _RANKING.search(self.text[max(0, start - 10) : end]):
            return False
        return timed or (1900 <= int(self.text[start:end]) <= 2099 and not counted_noun(self.text, end, self.lexicon))

    def _date(self, start: int, dated: dates.Dated) -> int:
        text, end, period = self.text, dated.end, dated.period
        self.floor = max(self.floor, end)
        if period is None:
            return end
        bound, timed = dates.bound_before(text, 0, start)
        if dated.bare_year:
            before = text[start - 1 : start]
            if (before.isalpha() and not text[max(0, start - 2) : start].islower()) or (
                before and before in "#/_\\" and not timed and not text[max(0, start - 2) : start - 1].isspace()
            ):
                return end
            m = _LAST_YEAR.match(text, end)
            lead = lead_of(text, start)
            last = dates.year(m[2]) if m and (lead == "between" or (lead and m[1] != "and")) else None
            if last and last.end > period.end:
                period, end, bound = dates.joined(period, last), m.end(), None
        approximate = dated.approximate or self.reader.head(text, max(0, start - 20), start).approximate
        return self._add(
            Quantity(
                start, end, text[start:end], "date", approximate=approximate, bound=bound, period=period, change=dated.change
            )
        )

    # ------------------------------------------------------------------ figures

    def _add(self, quantity: Quantity) -> int:
        self.found.append(quantity)
        self.floor = quantity.end
        return quantity.end

    def _multiple(self, start: int, end: int, word: str) -> int:
        """Read "doubled", "tenfold", "twice the price"."""
        text = self.text
        if (word in ("twice", "thrice") and not _AS_RATE.match(text, end)) or text[end : end + 1] == "-":
            return end
        head = self.reader.head(text, self.floor, start)
        value = self.lexicon.multiples[word]
        return self._add(
            Quantity(start, end, text[start:end], "multiple", value, value, "x", approximate=head.approximate, bound=head.bound)
        )

    def _crowd(self, start: int, end: int) -> int:
        """Read "tens of millions" as a range from the first such number to ten times as many."""
        m = self.scanner.crowd.match(self.text, start)
        if not m:
            return end
        low = Decimal(10) ** (self.lexicon.crowds[m[1].lower()] + self.lexicon.scale_words[m[2].lower()])
        coin = self.reader.currency.match(self.text, m.end())
        currency = self.lexicon.currency_words.get((coin["word"] or "").lower()) if coin else None
        end = coin.end() if currency else m.end(2)
        kind: QuantityKind = "money" if currency else "count"
        head = self.reader.head(self.text, self.floor, start)
        text = self.text[start:end]
        return self._add(Quantity(start, end, text, kind, low, low * 10, None, currency, approximate=True, bound=head.bound))

    def _figure(self, number: Numeral) -> int:
        text = self.text
        head = self.reader.head(text, self.floor, number.start)
        part = Part(number, head, self.reader.tail(text, number, head.currency))
        after = text[part.tail.end : part.tail.end + 1]
        rating = self._rating(part) if part.bare and after and after in "/ " else None
        if rating:
            return self._add(rating)
        span = None if after in _NEVER_JOINED else join(text, part, self.reader, self.style)
        if span:
            return self._add(self._range(part, span))
        if not_a_figure(text, part, self.lexicon):
            self.floor = number.end
            return number.end
        return self._add(self._single(part))

    def _rating(self, part: Part) -> Quantity | None:
        """Read "4.5/5" and, where ratings are spoken of, "9 out of 10"."""
        text, number, start = self.text, part.number, part.head.start
        m = _OUT_OF.match(text, part.tail.end)
        if not m or (m["slash"] and start and text[start - 1] in "/-"):
            return None
        if m["slash"] and m["more"] and number.decimals != 1:
            return None
        written = (m["slash"] or m["words"]).lower()
        scale = Decimal(_RATING_WORDS.get(written, written))
        value = part.value(None)
        if not 0 <= value.number <= scale:
            return None
        if m["words"]:
            counted = re.match(r"\s[a-z]+s\b", text[m.end() : m.end() + 20])
            if (
                number.spelled
                or scale == 100
                or (not number.decimals and (counted or not _RATED.search(text[max(0, start - 40) : m.end() + 20])))
            ):
                return None
        end = m.end("slash") if m["slash"] else m.end()
        return Quantity(
            start,
            end,
            text[start:end],
            "rating",
            value.number,
            value.number,
            out_of=scale,
            approximate=part.head.approximate,
            bound=part.head.bound or part.tail.bound,
            low_step=value.step,
            high_step=value.step,
            low_loose=value.loose,
            high_loose=value.loose,
        )

    def _range(self, first: Part, span: Joined) -> Quantity:
        last = span.last
        approximate = first.head.approximate or last.head.approximate or last.tail.approximate
        return self._quantity(
            first.head,
            last,
            last.tail.end,
            span.low,
            span.high,
            first.currency or last.currency,
            approximate,
            first.head.bound or last.tail.bound or first.tail.bound,
            span.change,
        )

    def _single(self, part: Part) -> Quantity:
        text, head, tail = self.text, part.head, part.tail
        value, end = part.value(part.power), tail.end
        if part.currency:
            value, end = self._with_cents(part, value, end)
            if value.number > 0 and text[end : end + 1] == ")" and _BOOKED.search(text[max(0, head.start - 12) : head.start]):
                head.start, head.words_start = head.start - 1, head.start - 1
                value, end = Value(-value.number, value.step, value.loose), end + 1
        return self._quantity(
            head, part, end, value, value, part.currency, head.approximate or tail.approximate, head.bound or tail.bound, False
        )

    def _with_cents(self, part: Part, value: Value, end: int) -> tuple[Value, int]:
        """Add the cents of "13 dollars and 45 cents"."""
        m = _CENTS.match(self.text, end)
        if not m or part.power is not None or not part.tail.currency or part.tail.fraction or part.number.decimals:
            return value, end
        at = m.end()
        number = read_digits(self.text, at, self.style) if self.text[at].isdigit() else read_words(self.text, at)
        if not number or number.decimals or number.value >= 100:
            return value, end
        tail = self.reader.tail(self.text, number, None)
        if not tail.fraction or tail.currency != part.currency:
            return value, end
        return Value(value.number + number.value * tail.fraction, tail.fraction, tail.fraction), tail.end

    def _quantity(
        self,
        head: Head,
        last: Part,
        end: int,
        low: Value,
        high: Value,
        currency: str | None,
        approximate: bool,
        bound,
        change: bool,
    ) -> Quantity:
        text, unit = self.text, last.unit
        kind: QuantityKind = "money" if currency else unit.kind if unit else "count"
        name = None if currency or not unit else unit.name
        if kind == "duration":
            age = _AGE.match(text, last.number.end)
            end = max(end, age.end()) if age else end
            if bound == "gt" and self._is_during(head, end):
                bound = None
        elif bound == "gt" and kind == "count" and high.number < 100 and _IN_TURN.match(text, end) and self._is_during(head, end):
            bound = None
        elif kind == "count" and high.number < 120 and _AGED.search(text[max(0, head.words_start - 10) : head.words_start]):
            kind, name = "duration", "year"
        per, end = self.reader.per_of(text, end, kind == "money") if text[end : end + 1] not in _NEVER_JOINED else (None, end)
        if per and not bound and text[end : end + 1] == "+":
            end, bound = end + 1, "ge"
        return Quantity(
            head.start,
            end,
            text[head.start : end],
            kind,
            low.number,
            high.number,
            name,
            currency,
            approximate,
            bound,
            per,
            low_step=low.step,
            high_step=high.step,
            low_loose=low.loose,
            high_loose=high.loose,
            change=change,
        )

    def _is_during(self, head: Head, end: int) -> bool:
        """Tell "grew over two years" (during) from "over two years old" (more than)."""
        if not self.text[head.words_start : head.start].lower().startswith("over "):
            return False
        before = self.text[max(0, head.words_start - 12) : head.words_start].lower()
        return not (_OLDER.match(self.text, end) or _SPANNED.search(before))
