"""One figure: a number with the currency, scale, unit and qualifiers written around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Bound
from kg.quantities.lexicon import Lexicon, Phrase, Unit, alternation
from kg.quantities.numerals import Numeral


@dataclass(slots=True)
class Tail:
    """What follows a number: ``end`` is where it stops."""

    end: int
    power: int | None = None
    scale_word: bool = False
    currency: str | None = None
    fraction: Decimal | None = None
    unit: Unit | None = None
    hyphen: bool = False
    approximate: bool = False
    bound: Bound | None = None


@dataclass(slots=True)
class Head:
    """What stands before a number: ``start`` is where it begins, ``words_start`` includes the
    qualifying words, which are not part of the figure."""

    start: int
    words_start: int
    currency: str | None = None
    power: int | None = None
    fraction: Decimal | None = None
    approximate: bool = False
    bound: Bound | None = None
    negative: bool = False
    parenthesis: bool = False


_LEFT_TOKEN = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?|[<>=]{1,2}|\+/-|[^\w\s]|\d")
_CODE_WITH_SCALE = re.compile(r"(?:([kKMB])|)([A-Z]{3})([kKmMB]|)")
_GLUED_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_LETTERED = ("series", "class", "round", "tranche", "phase", "plan", "option", "exhibit", "appendix")
_LENGTH_AFTER = re.compile(r"\s(?:tall|long|wide|high|deep|above|below|away|apart|in diameter|in height|in length|race|sprint|squared)|[²³]")
_CODE_SCALES = {"k": 3, "K": 3, "m": 6, "M": 6, "B": 9}


class Reader:
    """Reads heads and tails with one lexicon; its patterns are compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        words = {w for w in (*lexicon.scale_words,) if w != "hundred"} | {"hundred"}
        long_words = [word for word in words if len(word) > 6 and not word.endswith("s")]
        self.scale = re.compile(
            rf"[\s\u00a0-]?\s?(?:(?P<word>(?i:{alternation(words)})(?![a-z])|(?i:{alternation(long_words)})(?!s(?![a-z])|aire|th))"
            rf"|(?P<sign>{alternation(lexicon.scale_signs)})(?![a-z\d]))|\s?(?P<capital>[KMBT])(?![a-z]|[A-Z](?![a-z])|[&/'’]|-\d)"
            rf"|(?P<small>[kKMbBT](?![a-z²³])|m(?![a-z\d/²³]))")
        signs = alternation(sign for sign in lexicon.currency_signs if not sign.isascii() or not sign[-1].isalnum())
        words_after = {*lexicon.currency_words, *lexicon.minor}
        self.currency = re.compile(
            rf"\s?(?:(?P<sign>(?i:{signs}))(?!\s?\d)|-?(?P<word>(?i:{alternation(words_after)}))(?![a-z])|(?P<code>(?:[kKMB])?(?:{'|'.join(sorted(lexicon.currency_codes))})|(?i:usd|eur|gbp|jpy|cny|inr|rmb|chf|aud|cad|btc))(?![A-Za-z\d]))")
        unit_signs = alternation(lexicon.unit_signs)
        self.unit = re.compile(
            rf"(?P<gap>\s?-?\s?)(?:(?P<word>(?i:{alternation(lexicon.unit_words)}))(?![a-z])|(?P<sign>{unit_signs})(?![A-Za-z\d²³]))"
            rf"|(?P<glued>%|％|[xX×](?=[A-Z$€£~(]))")
        after = {phrase for phrase in lexicon.after if phrase[0].isalpha() or phrase[0] in "(-"}
        self.after = re.compile(rf"\s?(?:(?P<plus>\+)(?!/?-|\s\d)|(?P<word>(?i:{alternation(after)}))(?![a-z]))")
        self.longest = max(phrase.count(" ") + 1 for phrase in lexicon.before)
        one = rf"(?:(?:{unit_signs})(?![A-Za-z])|[A-Za-z][a-z]*)"
        self.per = re.compile(rf"\s?/\s?(?P<slash>(?:\d*[KMB]|million|thousand)\s(?:[a-z]+\s)?[a-z]+s\b|{one}(?:\s?/\s?{one})*)|" r"(?P<gap>(?:\s+(?!(?:and|or|with|in|for|to|at|as|by|from|of|on|the|per)\b)[A-Za-z][\w&-]*){0,3})\s+(?:per)\s+(?P<per>(?:(?:\d[\d,]*[KMB]?|million|thousand|hundred|billion)\s(?:[a-z]+\s)?[A-Za-z]+s\b|[A-Za-z]+(?:-[A-Za-z]+)*)(?:\s+per\s+[A-Za-z]+|\s?/\s?[A-Za-z]+)*)")
        self.adverb = re.compile(rf"[\s-](?:(?P<article>{'|'.join(sorted(lexicon.per_articles))})[\s-](?P<noun>[A-Za-z]+)|(?P<adverb>(?i:{alternation(lexicon.per_adverbs)})))(?![A-Za-z])(?:\s+(?P<next>[A-Za-z-]+))?")

    # ------------------------------------------------------------------ before the number

    def head(self, text: str, floor: int, start: int) -> Head:
        """Read backwards from the number at ``start``, not beyond ``floor``."""
        head = Head(start, start)
        low = max(floor, start - 48)
        window = text[low:start]
        tokens = [(m.group().lower(), low + m.start()) for m in _LEFT_TOKEN.finditer(window)][-10:]
        spot = len(tokens)
        edge = start
        while spot:
            token, at = tokens[spot - 1]
            gap = text[at + len(token):edge]
            if gap.strip() or len(gap) > 2:
                break
            taken = self._currency_before(text, head, tokens, spot, gap) if head.currency is None and head.words_start == head.start else 0
            if not taken and token in "-−–" and len(token) == 1 and not head.negative and not head.approximate:
                taken = self._sign(text, head, at, gap)
            if not taken:
                taken = self._phrase_before(text, head, tokens, spot, edge)
            if not taken:
                break
            spot -= taken
            edge = tokens[spot][1]
        return head

    def _currency_before(self, text: str, head: Head, tokens: list[tuple[str, int]], spot: int, gap: str) -> int:
        token, at = tokens[spot - 1]
        if spot > 1:
            before, before_at = tokens[spot - 2]
            joined = before + token
            space = text[before_at + len(before):at]
            code = self.lexicon.currency_signs.get(joined.rstrip())
            if code and len(before) == 1 and spot > 2 and tokens[spot - 3][0] in _LETTERED:
                code = None
            if code is None and token == "$" and before.upper() in self.lexicon.currency_codes:
                code = before.upper()
            if code and (not space or space == " " and (len(before) > 1 or text[before_at] == "c") and not text[max(0, before_at - 1):before_at].isalnum()) and before not in ".":
                head.currency, head.start, head.words_start = code, before_at, before_at
                return 2
        code = self.lexicon.currency_signs.get(token)
        if code is None and token.isalpha():
            written = text[at:at + len(token)]
            code, power = self._code(written)
            if code:
                head.power = power
            elif token in ("dollar", "dollars", "euro", "euros") and gap:
                code = self.lexicon.currency_words[token]
            elif token in self.lexicon.minor and token == "sen":
                code, head.fraction = self.lexicon.minor[token]
        if code is None or (token.isalpha() and at and text[at - 1].isalnum() and not text[at - 1].islower()):
            return 0
        head.currency, head.start, head.words_start = code, at, at
        return 1

    def _code(self, written: str) -> tuple[str | None, int | None]:
        """Read "USD", "EURm" or "MUSD"; small letters are taken for the unmistakable codes only."""
        m = _CODE_WITH_SCALE.fullmatch(written)
        if m and m[2] in self.lexicon.currency_codes:
            return m[2], _CODE_SCALES.get(m[1] or m[3])
        if written.lower() in ("usd", "eur", "gbp", "jpy", "cny", "rmb", "inr"):
            return ("CNY" if written.lower() == "rmb" else written.upper()), None
        return None, None

    def _sign(self, text: str, head: Head, at: int, gap: str) -> int:
        before = text[at - 1] if at else " "
        if gap and text[at] != "−" or before.isalnum() or before in ")%+":
            return 0
        if gap and at:
            return 0
        head.negative, head.start, head.words_start = True, at, at
        return 1

    def _phrase_before(self, text: str, head: Head, tokens: list[tuple[str, int]], spot: int, edge: int) -> int:
        for count in range(min(self.longest, spot), 0, -1):
            first = tokens[spot - count][1]
            written = " ".join(text[first:edge].lower().split())
            phrase = self.lexicon.before.get(written)
            if phrase is None and count > 1:
                phrase = self.lexicon.before.get(written.replace(" ", ""))
            if phrase is None:
                continue
            if first and written[0].isalpha() and text[first - 1].isalnum() and not (text[first - 1].islower() and text[first].isupper()):
                continue
            if written in ("-", "–") or (written in ("some", "no", "minimum", "maximum") and first and text[first - 1] == "-"):
                continue
            head.approximate |= phrase.approximate
            head.bound = phrase.bound or head.bound
            head.negative |= phrase.negative
            head.words_start = first
            if phrase.negative:
                head.start = first
            if not written[0].isalpha() and head.start == edge:
                head.start = first
            return count
        return 0

    # ------------------------------------------------------------------ after the number

    def tail(self, text: str, number: Numeral, currency: str | None) -> Tail:
        """Read forwards from the end of ``number``: scale, currency, unit, "+" in any usual order."""
        tail = Tail(number.end)
        for _ in range(5):
            end = tail.end
            if tail.bound is None and not tail.approximate:
                self._after(text, tail)
            if tail.power is None and tail.unit is None and not number.spelled:
                self._scale(text, tail, number, currency)
            if tail.currency is None and tail.unit is None:
                self._currency(text, tail, currency)
            if tail.unit is None and tail.currency is None and currency is None:
                self._unit(text, tail)
            if tail.end == end:
                break
        return tail

    def _after(self, text: str, tail: Tail) -> None:
        m = self.after.match(text, tail.end)
        if not m:
            return
        if m["plus"]:
            if text[m.end():m.end() + 1].isdigit() and tail.power is None and tail.unit is None and not _GLUED_YEAR.match(text, m.end()):
                return
            if text[tail.end] == " " and text[m.end():m.end() + 1] not in ("", " ", ",", ".", ")"):
                return
            if text[tail.end] == " " and re.match(r"\s+\S", text[m.end():m.end() + 3]):
                return
            tail.bound, tail.end = "ge", m.end()
            return
        phrase: Phrase = self.lexicon.after[m["word"].lower()]
        if m["word"].lower() in ("plus", "minimum", "maximum", "at least", "at most", "approximately") and re.match(r"\s+[\w$€£~]", text[m.end():m.end() + 3]):
            return
        tail.bound = phrase.bound or tail.bound
        tail.approximate |= phrase.approximate

    def _scale(self, text: str, tail: Tail, number: Numeral, currency: str | None) -> None:
        m = self.scale.match(text, tail.end)
        if not m:
            return
        lexicon = self.lexicon
        if m["word"]:
            tail.power, tail.scale_word = lexicon.scale_words[m["word"].lower()], True
            end = m.end()
            again = self.scale.match(text, end)
            if again and again["word"] and lexicon.scale_words[again["word"].lower()] >= tail.power:
                tail.power += lexicon.scale_words[again["word"].lower()]
                end = again.end()
            tail.end = end
            return
        if m["sign"]:
            if m["sign"] == "mm" and not (currency or tail.currency):
                return
            tail.power = lexicon.scale_signs[m["sign"]]
        elif m["capital"]:
            spaced = m.group()[0].isspace()
            if spaced and not (currency or tail.currency) and not re.match(r"\s+[a-z]|\+|$", text[m.end():m.end() + 3]):
                return
            tail.power = lexicon.scale_letters[m["capital"]]
        else:
            letter = m["small"]
            if letter == "m" and not (currency or tail.currency) and (number.grouped or _LENGTH_AFTER.match(text, m.end())):
                return
            tail.power = lexicon.scale_letters[letter]
        tail.end = m.end()

    def _currency(self, text: str, tail: Tail, currency: str | None) -> None:
        m = self.currency.match(text, tail.end)
        if not m:
            return
        fraction = None
        power = None
        if m["sign"]:
            code = self.lexicon.currency_signs[m["sign"].lower()]
        elif m["word"]:
            word = m["word"].lower()
            if word in self.lexicon.minor:
                code, fraction = self.lexicon.minor[word]
            else:
                code = self.lexicon.currency_words[word]
        else:
            written = m["code"]
            code, power = self._code(written)
            if not code:
                code = "CNY" if written.lower() == "rmb" else written.upper()
        if currency not in (None, code):
            if currency == "USD" and code in ("CAD", "AUD", "HKD", "SGD", "NZD", "TWD", "MXN") and not m["sign"]:
                tail.currency, tail.end = code, m.end()
            return
        if m["sign"] and currency:
            return
        tail.currency, tail.fraction, tail.end = code, fraction, m.end()
        if power is not None and tail.power is None:
            tail.power = power

    def _unit(self, text: str, tail: Tail) -> None:
        m = self.unit.match(text, tail.end)
        if not m:
            return
        written = m["sign"] or m["glued"]
        if written:
            unit = self.lexicon.unit_signs[written]
            if tail.power is not None and unit.kind == "duration":
                return
            if written == "m" and m["gap"] != " " and not _LENGTH_AFTER.match(text, m.end()):
                return
            if m["gap"] and unit.kind in ("duration", "multiple") and written in "xXsh×":
                if written != "×" and m["gap"] != " " or re.match(r"\s*\d", text[m.end():m.end() + 3]):
                    return
            if written == "°" or (unit.kind == "multiple" and re.match(r"\s?\d", text[m.end():m.end() + 2])):
                if unit.kind == "multiple":
                    return
        else:
            word = m["word"].lower()
            unit = self.lexicon.unit_words[word]
            if word in ("sec", "min", "mo", "pp", "foot", "second", "quarter", "degree", "bit", "times") and "-" in m["gap"] and word == "second":
                return
            if unit.kind == "multiple" and word == "fold" and m["gap"] == " ":
                return
        tail.unit, tail.end, tail.hyphen = unit, m.end(), "-" in (m["gap"] or "")

    def per_of(self, text: str, end: int, money: bool, other: bool = False) -> tuple[str | None, int]:
        """Read what a figure is counted per, from its end; give also where a written "/month" ends."""
        m = self.per.match(text, end)
        if m and (money or not m["gap"]):
            written = m["slash"] or m["per"]
            if m["per"] and not m["gap"] or m["slash"] or money:
                units = [self._per_unit(unit) for unit in re.split(r"\s?/\s?|\s+per\s+", written)]
                if m["slash"] and not money and not all(u.islower() for u in units):
                    return None, end
                return "/".join(units), (m.end() if not m["gap"] else end)
        if not money:
            return None, end
        m = self.adverb.match(text, end)
        if not m:
            return None, end
        if m["adverb"]:
            if (m["next"] or "").lower() in self.lexicon.per_names:
                return None, end
            return self.lexicon.per_adverbs[m["adverb"].lower()], end
        if (m["next"] or "").lower() in self.lexicon.clock_words:
            return None, end
        unit = self._per_unit(m["noun"].lower())
        known = self.lexicon.unit_words.get(unit)
        if m["article"] in ("a", "an") and not (known and known.kind in ("duration", "measure")) and unit not in ("share", "head", "seat", "user", "piece"):
            return None, end
        return unit, end

    def _per_unit(self, written: str) -> str:
        unit = " ".join(written.split() if written[1:].lower() != written[1:] or not written.isalpha() else written.lower().split())
        if unit in self.lexicon.per_synonyms:
            return self.lexicon.per_synonyms[unit]
        known = self.lexicon.unit_words.get(unit) or self.lexicon.unit_signs.get(written)
        return known.name if known and known.kind in ("duration", "measure") else unit
