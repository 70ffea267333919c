"""What is written around a number: the currency, scale, unit and qualifiers on either side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg import patterns as re
from kg.model import Bound
from kg.quantities.lexicon import Lexicon, Unit, alternation
from kg.quantities.numerals import Numeral


@dataclass(slots=True)
class Head:
    """What stands before a number.

    ``start`` is where the figure begins (its signs are part of it), ``words_start`` where the
    qualifying words begin, which are not.
    """

    start: int
    words_start: int
    currency: str | None = None
    power: int | None = None
    fraction: Decimal | None = None
    approximate: bool = False
    bound: Bound | None = None
    negative: bool = False


@dataclass(slots=True)
class Tail:
    """What follows a number; ``end`` is where it stops."""

    end: int
    power: int | None = None
    scale_word: bool = False
    currency: str | None = None
    fraction: Decimal | None = None
    unit: Unit | None = None
    hyphen: bool = False
    approximate: bool = False
    bound: Bound | None = None


_LEFT_TOKEN = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?|[<>=]{1,2}|\+/-|[^\w\s]|\d")
_MAY_BE_HEAD = re.compile(r"(?:[^\W\d_]|[^\w\s,;:()\[\]\"'/|*]|\b[^\W\d_]\.)\s{0,2}$")
_NO_TAIL = re.compile(r"[,;:)\]\"|*]|[-–—]\d|\.?$|\.\s")
_CODE_WITH_SCALE = re.compile(r"([kKMB]|)([A-Z]{3})([kKmMB]|)")
_CODE_SCALES = {"k": 3, "K": 3, "m": 6, "M": 6, "B": 9}
_COMMON_CODES = ("usd", "eur", "gbp", "jpy", "cny", "inr", "chf", "aud", "cad", "btc", "rmb")
# "$5–15 B": the sign before the range serves both ends
_MONEY_RANGE = re.compile(r"[$€£¥₹]\s?\d[\d.,]*\s?[–—-]\s?~?\d[\d.,]*$")
_LETTERED_SIGNS = ("$", "€", "£", "¥")
_LETTERED = ("series", "class", "round", "tranche", "phase", "plan", "option", "exhibit", "appendix")
_GLUED_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_AMOUNT_AFTER = re.compile(r"\s+[\w$€£~]")
_COUNT_AFTER = re.compile(r"\s+[a-z]|\+|$")
_LENGTH_AFTER = re.compile(
    r"\s(?:tall|long|wide|high|deep|above|below|away|apart|in diameter|in height|in length|race|sprint|squared)|[²³]"
)
_NUMBER_AFTER = re.compile(r"\s{0,2}\d")
_BETWEEN_UNITS = re.compile(r"\s?/\s?|\s+per\s+")
_PER_HEADS = ("share", "head", "seat", "user", "piece")
_WORDS_BETWEEN = r"(?:\s+(?!(?:and|or|with|in|for|to|at|as|by|from|of|on|the|per)\b)[A-Za-z][\w&-]*){0,3}"
_SCALED_NOUN = r"(?:\d[\d,]*[KMB]?|million|thousand|hundred|billion)\s(?:[a-z]+\s)?[A-Za-z]+s\b"


class Reader:
    """Reads heads and tails with one lexicon; its patterns are compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.longest = max(phrase.count(" ") + 1 for phrase in lexicon.before)
        self.scale = _scale_pattern(lexicon)
        self.currency = _currency_pattern(lexicon)
        signs = alternation(lexicon.unit_signs)
        self.unit = re.compile(
            rf"(?P<gap>\s?-?\s?)(?:(?P<word>(?i:{alternation(lexicon.unit_words)}))(?![a-z])|(?P<sign>{signs})(?![A-Za-z\d²³]))"
            r"|(?P<glued>%|％|[xX×](?=[A-Z$€£~(]))", kept=True
        )
        after = alternation(phrase for phrase in lexicon.after if phrase[0].isalpha() or phrase[0] in "(-")
        self.after = re.compile(rf"\s?(?:(?P<plus>\+)(?!/?-|\s\d)|(?P<word>(?i:{after}))(?![a-z]))", kept=True)
        one = rf"(?:(?:{signs})(?![A-Za-z])|[A-Za-z][a-z]*)"
        self.per = re.compile(
            rf"\s?/\s?(?P<slash>(?:\d*[KMB]|million|thousand)\s(?:[a-z]+\s)?[a-z]+s\b|{one}(?:\s?/\s?{one})*)"
            rf"|(?P<gap>{_WORDS_BETWEEN})\s+per\s+(?P<per>(?:{_SCALED_NOUN}|[A-Za-z]+(?:-[A-Za-z]+)*)(?:\s+per\s+[A-Za-z]+|\s?/\s?[A-Za-z]+)*)", kept=True
        )
        self.rate = re.compile(
            rf"[\s-](?:(?P<article>{'|'.join(sorted(lexicon.per_articles))})[\s-](?P<noun>[A-Za-z]+)"
            rf"|(?P<adverb>(?i:{alternation(lexicon.per_adverbs)})))(?![A-Za-z])(?:\s+(?P<next>[A-Za-z-]+))?", kept=True
        )

    # ------------------------------------------------------------------ before the number

    def head(self, text: str, floor: int, start: int) -> Head:
        """Read backwards from the number at ``start``, not beyond ``floor``."""
        head = Head(start, start)
        if not _MAY_BE_HEAD.search(text[max(floor, start - 4) : start]):
            return head
        low = max(floor, start - 48)
        tokens = [(m.group().lower(), low + m.start()) for m in _LEFT_TOKEN.finditer(text[low:start])][-10:]
        spot, edge = len(tokens), start
        while spot:
            token, at = tokens[spot - 1]
            gap = text[at + len(token) : edge]
            if gap.strip() or len(gap) > 2:
                break
            taken = 0
            if head.currency is None and head.words_start == head.start:
                taken = self._currency_before(text, head, tokens[:spot], gap)
            if not taken and token in ("-", "−", "–") and not head.negative and not head.approximate:
                taken = _sign_before(text, head, at, gap)
            taken = taken or self._phrase_before(text, head, tokens[:spot], edge)
            if not taken:
                break
            spot -= taken
            edge = tokens[spot][1]
        return head

    def _currency_before(self, text: str, head: Head, tokens: list[tuple[str, int]], gap: str) -> int:
        """Read "$", "US$", "HK $", "EUR", "MUSD", "dollars"; return how many tokens it takes."""
        token, at = tokens[-1]
        if len(tokens) > 1:
            code = self._double_sign(text, tokens)
            if code:
                head.currency, head.start, head.words_start = code, tokens[-2][1], tokens[-2][1]
                return 2
        code = self.lexicon.currency_signs.get(token)
        if code is None and token.isalpha():
            code, head.power = self._code(text[at : at + len(token)])
            if code is None and token in ("dollar", "dollars", "euro", "euros") and gap:
                code = self.lexicon.currency_words[token]
            elif code is None and token == "sen":
                code, head.fraction = self.lexicon.minor[token]
        if code is None or (token.isalpha() and at and text[at - 1].isalnum() and not text[at - 1].islower()):
            return 0
        head.currency, head.start, head.words_start = code, at, at
        return 1

    def _double_sign(self, text: str, tokens: list[tuple[str, int]]) -> str | None:
        """Read "US$" and "C$"; a letter that numbers a series ("Series C $100M") is not part of it."""
        (before, begin), (sign, at) = tokens[-2:]
        code = self.lexicon.currency_signs.get(before + sign)
        if code and len(before) == 1 and len(tokens) > 2 and tokens[-3][0] in _LETTERED:
            return None
        if code is None and sign == "$" and before.upper() in self.lexicon.currency_codes:
            code = before.upper()
        if code is None and sign in _LETTERED_SIGNS and (len(tokens) < 3 or tokens[-3][0] not in _LETTERED):
            return _unknown(text, begin, at, before, sign)
        space = text[begin + len(before) : at]
        if space and text[begin : begin + len(before)] == "us" and text[at + 1 : at + 2].isdigit():
            return None  # "it cost us $30": a pronoun
        apart = space == " " and (len(before) > 1 or text[begin] == "c") and not text[max(0, begin - 1) : begin].isalnum()
        return code if before != "." and (not space or apart) else None

    def _code(self, written: str) -> tuple[str | None, int | None]:
        """Read "USD", "EURm" or "MUSD"; small letters are taken for the commonest codes only."""
        m = _CODE_WITH_SCALE.fullmatch(written)
        if m and m[2] in self.lexicon.currency_codes:
            return m[2], _CODE_SCALES.get(m[1] or m[3])
        if written.lower() in _COMMON_CODES[:6] or written.lower() == "rmb":
            return ("CNY" if written.lower() == "rmb" else written.upper()), None
        return None, None

    def _phrase_before(self, text: str, head: Head, tokens: list[tuple[str, int]], edge: int) -> int:
        """Read the longest qualifying phrase that ends here; return how many tokens it takes."""
        for count in range(min(self.longest, len(tokens)), 0, -1):
            first = tokens[-count][1]
            written = " ".join(text[first:edge].lower().split())
            phrase = self.lexicon.before.get(written) or self.lexicon.before.get(written.replace(" ", ""))
            if phrase is None or not _begins_word(text, first):
                continue
            if written in ("some", "no", "minimum", "maximum") and text[max(0, first - 1) : first] == "-":
                continue
            if count < len(tokens) and tokens[-count - 1][0] in self.lexicon.no_bound_after.get(written, ()):
                return 0
            head.approximate |= phrase.approximate
            head.bound = phrase.bound or head.bound
            head.negative |= phrase.negative
            head.words_start = first
            if phrase.negative or (not written[0].isalpha() and head.start == edge):
                head.start = first
            return count
        return 0

    # ------------------------------------------------------------------ after the number

    def tail(self, text: str, number: Numeral, currency: str | None) -> Tail:
        """Read forwards from the end of ``number``: scale, currency, unit and "+" in any usual order."""
        tail = Tail(number.end)
        if _NO_TAIL.match(text, number.end):
            return tail
        for _ in range(5):
            end = tail.end
            if tail.bound is None and not tail.approximate:
                self._read_qualifier(text, tail)
            if tail.power is None and tail.unit is None and not number.spelled:
                self._read_scale(text, tail, number, currency)
            if tail.currency is None and tail.unit is None:
                self._read_currency(text, tail, currency)
            if tail.unit is None and tail.currency is None and currency is None:
                self._read_unit(text, tail)
            if tail.end == end:
                break
        return tail

    def _read_qualifier(self, text: str, tail: Tail) -> None:
        m = self.after.match(text, tail.end)
        if not m:
            return
        following = text[m.end() : m.end() + 2]
        if m["plus"]:
            spaced = text[tail.end] == " " and following[:1] not in ("", " ", ",", ".", ")")
            adds = text[tail.end] == " " and following[:1] == " " and following[1:].strip()
            numeric = (
                following[:1].isdigit() and tail.power is None and tail.unit is None and not _GLUED_YEAR.match(text, m.end())
            )
            if not (spaced or adds or numeric):
                tail.bound, tail.end = "ge", m.end()
            return
        word = m["word"].lower()
        if word in ("plus", "minimum", "maximum", "at least", "at most", "approximately") and _AMOUNT_AFTER.match(text, m.end()):
            return
        tail.bound = self.lexicon.after[word].bound or tail.bound
        tail.approximate |= self.lexicon.after[word].approximate

    def _read_scale(self, text: str, tail: Tail, number: Numeral, currency: str | None) -> None:
        m = self.scale.match(text, tail.end)
        if not m:
            return
        lexicon, money = self.lexicon, currency or tail.currency
        if m["word"]:
            tail.power, tail.scale_word, tail.end = lexicon.scale_words[m["word"].lower()], True, m.end()
            again = self.scale.match(text, tail.end)
            if again and again["word"] and lexicon.scale_words[again["word"].lower()] >= tail.power:
                tail.power += lexicon.scale_words[again["word"].lower()]
                tail.end = again.end()
            return
        written = m["sign"] or m["capital"] or m["small"]
        if written == "mm" and not money:
            return
        apart = m["capital"] and m.group()[0].isspace() and not money
        if apart and not _COUNT_AFTER.match(text, m.end()) and not _MONEY_RANGE.search(text[max(0, m.start() - 24) : m.start()]):
            return
        if written == "m" and not money and (number.grouped or _LENGTH_AFTER.match(text, m.end())):
            return
        tail.power = lexicon.scale_signs[written] if m["sign"] else lexicon.scale_letters[written]
        tail.end = m.end()

    def _read_currency(self, text: str, tail: Tail, currency: str | None) -> None:
        m = self.currency.match(text, tail.end)
        if not m or (m["sign"] and currency):
            return
        fraction = power = None
        if m["sign"]:
            code = self.lexicon.currency_signs[m["sign"].lower()]
        elif m["word"]:
            word = m["word"].lower()
            code, fraction = self.lexicon.minor.get(word) or (self.lexicon.currency_words[word], None)
        else:
            code, power = self._code(m["code"])
            code = code or m["code"].upper()
        if currency not in (None, code):
            return
        tail.currency, tail.fraction, tail.end = code, fraction, m.end()
        if power is not None and tail.power is None:
            tail.power = power

    def _read_unit(self, text: str, tail: Tail) -> None:
        m = self.unit.match(text, tail.end)
        if not m:
            return
        gap, written = m["gap"] or "", m["sign"] or m["glued"]
        if written:
            unit = self.lexicon.unit_signs[written]
            if (tail.power is not None and unit.kind == "duration") or not _sign_stands(text, m, written, unit, gap):
                return
        else:
            word = m["word"].lower()
            unit = self.lexicon.unit_words[word]
            if (word == "second" and "-" in gap) or (word == "fold" and gap == " "):
                return
        tail.unit, tail.end, tail.hyphen = unit, m.end(), "-" in gap

    # ------------------------------------------------------------------ per what

    def per_of(self, text: str, end: int, money: bool) -> tuple[str | None, int]:
        """Read what a figure is counted per, from its end; return also the end of a "/month" written on.

        Only money is looked at beyond the next word ("$204,000 ARR per employee", "$50 a month").
        """
        m = self.per.match(text, end)
        if m and (money or not m["gap"]):
            units = [self._per_unit(unit) for unit in _BETWEEN_UNITS.split(m["slash"] or m["per"])]
            if m["slash"] and not money and not all(unit.islower() for unit in units):
                return None, end
            return "/".join(units), (end if m["gap"] else m.end())
        m = self.rate.match(text, end) if money else None
        if not m:
            return None, end
        following = (m["next"] or "").lower()
        if m["adverb"]:
            return (None if following in self.lexicon.per_names else self.lexicon.per_adverbs[m["adverb"].lower()]), end
        unit = self._per_unit(m["noun"].lower())
        known = self.lexicon.unit_words.get(unit)
        measured = known and known.kind in ("duration", "measure")
        if following in self.lexicon.clock_words or (m["article"] in ("a", "an") and not measured and unit not in _PER_HEADS):
            return None, end
        return unit, end

    def _per_unit(self, written: str) -> str:
        """Name a unit in the standard way; acronyms and scaled nouns keep their writing."""
        keeps = not written.isalpha() or written[1:] != written[1:].lower()
        unit = " ".join(written.split()) if keeps else written.lower()
        if unit in self.lexicon.per_synonyms:
            return self.lexicon.per_synonyms[unit]
        known = self.lexicon.unit_words.get(unit) or self.lexicon.unit_signs.get(written)
        return known.name if known and known.kind in ("duration", "measure") else unit


def _scale_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Words of scale may have the next cell glued to them ("millionscale"), single letters must not."""
    words = alternation(lexicon.scale_words)
    unmistakable = alternation(word for word in lexicon.scale_words if len(word) > 6 and not word.endswith("s"))
    return re.compile(
        rf"[\s-]?\s?(?:(?P<word>(?i:{words})(?![a-z])|(?i:{unmistakable})(?!s(?![a-z])|aire|th))"
        rf"|(?P<sign>{alternation(lexicon.scale_signs)})(?![a-z\d]))"
        r"|\s?(?P<capital>[KMBT])(?![a-z]|[A-Z](?![a-z])|[&/'’]|-\d)"
        r"|(?P<small>[kKMbBT](?![a-z²³])|m(?![a-z\d/²³]))", kept=True
    )


def _currency_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    signs = alternation(sign for sign in lexicon.currency_signs if not sign.isascii() or not sign[-1].isalnum())
    words = alternation({*lexicon.currency_words, *lexicon.minor})
    codes = "|".join(sorted(lexicon.currency_codes))
    return re.compile(
        rf"\s?(?:(?P<sign>(?i:{signs}))(?!\s?\d)|-?(?P<word>(?i:{words}))(?![a-z])"
        rf"|(?P<code>[kKMB]?(?:{codes})|(?i:{'|'.join(_COMMON_CODES)}))(?![A-Za-z\d]))", kept=True
    )


def _sign_before(text: str, head: Head, at: int, gap: str) -> int:
    """Take a minus that touches the number and nothing before it ("$-3.50", "(-5%")."""
    if gap or (at and (text[at - 1].isalnum() or text[at - 1] in ")%+")):
        return 0
    head.negative, head.start, head.words_start = True, at, at
    return 1


def _unknown(text: str, begin: int, at: int, before: str, sign: str) -> str | None:
    """A currency of which only the sign is known: "T$ 186" is in "T$", not in US dollars."""
    letters = text[begin : begin + len(before)]
    apart = not begin or text[begin - 1] in " \t\n(|[~≈<>=/–—"
    # Two letters at an amount may be a word of the cell before ("AI$5B").
    short = len(letters) == 1 or (len(letters) == 2 and text[at + 1 : at + 2] == " ")
    touches = begin + len(before) == at
    return f"{letters}{sign}" if short and touches and apart and re.fullmatch("[A-Z]+", letters) else None


def _begins_word(text: str, at: int) -> bool:
    """Tell whether a word begins here; a change of case begins one too ("CostsAbout 5")."""
    if not at or not text[at].isalpha() or not text[at - 1].isalnum():
        return True
    return text[at - 1].islower() and text[at].isupper()


def _sign_stands(text: str, m: re.Match[str], written: str, unit: Unit, gap: str) -> bool:
    """Judge unit signs that are also letters: "5 m", "8 x 5", "10s"."""
    if written == "m":
        return gap == " " or bool(_LENGTH_AFTER.match(text, m.end()))
    if unit.kind == "multiple" and _NUMBER_AFTER.match(text, m.end()):
        return False
    return not (gap and gap != " " and written in "xXsh")
