"""Dates and periods: a written date becomes the closed interval of the days it names."""

from __future__ import annotations

import calendar
from datetime import date

from kg import patterns as re
from kg.model import Bound, Period, Precision
from kg.records import record

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DASH = r"\s?(?:-|–|—|−|→|->|to|through|until)\s?"
_END = r"(?![\d])(?![.,]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"

_FIRST_DAY = rf"(?:{_DAY})(?:st|nd|rd|th)?"
_OF = r"(?:\s+of\s+|\s+in\s+|\s*,\s*|[-/\s]+)"
_UNTIL = r"\s?(?:-|–|—|→|to|through)\s?"
_FISCAL = r"(?:FY|CY)?\s?"
_SHORT_YEAR = r"(?:\s?['’]|-|\s?(?:FY|CY)\s?['’]?)"
_NEXT_CELL = r"(?=\d{1,3}(?:%|x))"

_ON_DIGIT = re.compile(
    rf"""
    (?P<iso>(?P<iy>{_YEAR})(?P<isep>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=isep)(?P<id>{_DAY})(?!\d)
        (?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)
  | (?P<ymd>(?P<ymdy>{_YEAR})[-/ ](?P<ymdm>{_MONTH})[-/ ](?P<ymdd>{_DAY})(?!\d))
  | (?P<dmy>(?P<dd>{_DAY})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of\s+|[-/\s.]+)(?P<dm>{_MONTH})\.?{_OF}(?P<dy>{_YEAR}){_END})
  | (?P<dayrange>(?P<rd1>{_DAY})(?:-|–)(?P<rd2>{_DAY})\s+(?P<rdm>{_MONTH})\.?,?\s+(?P<rdy>{_YEAR}){_END})
  | (?P<numeric>(?P<n1>\d\d?)(?P<nsep>[/.\-])(?P<n2>\d\d?)(?P=nsep)(?P<ny>{_YEAR}){_END})
  | (?P<daymonth>{_FIRST_DAY}(?:\s+of)?\s+{_MONTH}\b\.?(?!\s*{_YEAR}))
  | (?P<yq>(?P<yqy>{_YEAR})[\s\-/]?(?:[Qq](?P<yqq>[1-4])|H(?P<yqh>[12]))(?=[A-Z][a-z]|\W|$))
  | (?P<qy>(?P<qq>[1-4])Q(?P<qqy>{_YEAR}|\d\d)(?!\d)|(?P<hh>[12])H(?P<hhy>{_YEAR}|\d\d)(?!\d))
  | (?P<spaced>(?P<sy>{_YEAR})[ ](?P<sm>0[1-9]|1[0-2])[ ](?P<sd>0[1-9]|[12]\d|3[01])(?!\d))
  | (?P<ym>(?P<ymy>{_YEAR})-(?P<ymm>0?[1-9]|1[0-2])(?![\d-])(?!\.\d))
  | (?P<ymn>(?P<ymny>{_YEAR})\s+(?P<ymnm>{_MONTH})(?![A-Za-z]))
  | (?P<my>(?P<mym>0?[1-9]|1[0-2])[-/](?P<myy>(?:19|20)\d\d){_END})
  | (?P<span>(?P<s1>{_YEAR})\s?(?P<sdash>-|–|—|−|→|->|/|\bto\b|\bthrough\b)\s?(?:FY\s?)?
        (?P<s2>{_YEAR}|\d\d)(?!\d)(?![.,%]\d)(?!%))
  | (?P<decade>(?P<dec>(?:1[5-9]|20)\d0)'?s(?![A-Za-z]))
  | (?P<year>{_YEAR})(?!\d)(?![.,]\d)
""",
    re.VERBOSE | re.IGNORECASE,
)

_ON_WORD = re.compile(
    rf"""
    (?P<mdy>(?P<mm>{_MONTH})\.?(?:\s*|[-/])(?P<md>{_DAY})(?:st|nd|rd|th)?
        (?:\s*(?:-|–|—|to)\s*(?P<md2>{_DAY})(?:st|nd|rd|th)?)?{_OF}(?P<my>{_YEAR}){_END})
  | (?P<mspan>(?P<m1>{_MONTH})\.?(?:[\s,]+(?P<m1y>{_YEAR}))?{_DASH}(?P<m2>{_MONTH})\.?
        (?:\s+of\s+|[\s,'’]+)(?P<m2y>{_YEAR}){_END})
  | (?P<mony>(?P<mo>{_MONTH})\.?(?:\s+of\s+|\s*[,/\-–]\s*|\s+)(?P<moy>{_YEAR}){_END})
  | (?P<monyy>(?P<mo2>{_MONTH})\.?[\s\-]?['’](?P<moyy>\d\d)(?!\d))
  | (?P<mordy>(?P<mom>{_MONTH})\s+(?P<mod>first)\s+(?P<mody>{_YEAR}))
  | (?P<monthday>{_MONTH}\.?\s+{_FIRST_DAY}(?![\d%,]\d|\d))
  | (?P<qspan>[Qq](?P<q1>[1-4])(?:[\s\-/']*(?P<q1y>{_YEAR}))?{_UNTIL}[Qq](?P<q2>[1-4])[\s\-/'’]*(?P<q2y>{_YEAR}|\d\d)(?!\d))
  | (?P<quarter>[Qq](?P<q>[1-4])
        (?:(?:[\s\-/]*|\s+of\s+){_FISCAL}(?P<qy>{_YEAR})|{_SHORT_YEAR}(?P<qy2>\d\d)(?!\d|%))(?:{_NEXT_CELL}|{_END}))
  | (?P<half>H(?P<h>[12])
        (?:(?:[\s\-/]*|\s+of\s+){_FISCAL}(?P<hy>{_YEAR})|{_SHORT_YEAR}(?P<hy2>\d\d)(?!\d|%)){_END})
  | (?P<wordpart>(?:the\s+)?(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th)[\s-](?P<part>quarter|half)
        (?:\s+of)?(?:\s+(?:fiscal|FY|calendar|the\s+year))*\s*(?P<wy>{_YEAR}){_END})
  | (?P<fyend>FY\s?(?P<fem>0?[1-9]|1[0-2])/(?P<fey>(?:19|20)\d\d|\d\d)(?![\d/%.,]\d|\d))
  | (?P<fyslash>FY\s?['’]?(?P<fs1>\d\d(?:\d\d)?)/(?P<fs2>\d\d(?:\d\d)?)(?![\d/%]))
  | (?P<fyspan>(?:FY|CY)\s?['’]?(?P<f1>\d\d(?:\d\d)?){_UNTIL}(?:FY|CY)?\s?['’]?(?P<f2>\d\d(?:\d\d)?)(?![\d%]))
  | (?P<fy>(?:FY|CY)[\s-]?['’]?(?P<fyy>{_YEAR}|\d\d)(?![\d%]))
  | (?P<fiscal>(?:fiscal|calendar|financial)(?:\s+years?)?\s+(?:of\s+)?(?P<fcy>{_YEAR}){_END})
  | (?P<thirdmonth>(?P<tmo>first|second|third|fourth|fifth|sixth)\s+month\s+of\s+(?P<tmy>{_YEAR}))
  | (?P<dayword>(?P<dwd>first|fourth)\s+of\s+(?P<dwm>{_MONTH})(?:\s+of\s+|\s*,\s*|\s+)(?P<dwy>{_YEAR}))
  | (?P<vague>(?:early|mid|late)[\s\-–]?(?P<vy>{_YEAR})(?!s)(?!\d))
""",
    re.VERBOSE | re.IGNORECASE,
)

MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
STARTS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
    "Q1",
    "Q2",
    "Q3",
    "Q4",
    "H1",
    "H2",
    "FY",
    "CY",
    "fiscal",
    "calendar",
    "financial",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "early",
    "mid",
    "late",
]

_PREPOSITION = re.compile(
    r"(?:^|[\s(,;:\"“])"
    r"(?:(since|after|from|starting(?:\s+in)?|as\s+of|beginning(?:\s+in)?)"
    r"|(by|until|till|before|through|up\s+to)"
    r"|in|during|of|for|year|calendar\s+year)\s+(?:the\s+)?"
    r"(?:(?:end|start|beginning|close)\s+of\s+|year[-\s]end\s+|about\s+|early\s+|late\s+|calendar\s+|year\s+)*$",
    re.IGNORECASE,
)


@record
class Dated:
    """A date that was read; ``period`` is None for one that names no year ("May 9")."""

    end: int
    period: Period | None
    bare_year: bool = False
    change: bool = False
    approximate: bool = False


def read_on_digit(text: str, start: int) -> Dated | None:
    """Read the date that begins with the digit at ``start``."""
    m = _ON_DIGIT.match(text, start)
    if not m:
        return None
    end = m.end()
    match m.lastgroup:
        case "id" | "iso":
            return _dated(end, _day(m["iy"], m["im"], m["id"]))
        case "ymd":
            return _dated(end, _day(m["ymdy"], MONTHS[m["ymdm"].lower()], m["ymdd"]))
        case "dmy":
            return _dated(end, _day(m["dy"], MONTHS[m["dm"].lower()], m["dd"]))
        case "dayrange":
            month = MONTHS[m["rdm"].lower()]
            return _dated(end, joined(_day(m["rdy"], month, m["rd1"]), _day(m["rdy"], month, m["rd2"])))
        case "numeric":
            return _dated(end, _numeric(int(m["n1"]), int(m["n2"]), m["ny"], m["nsep"]))
        case "daymonth":
            return Dated(end, None)
        case "yq":
            return _dated(end, quarter(m["yqy"], int(m["yqq"])) if m["yqq"] else half(m["yqy"], int(m["yqh"])))
        case "qy":
            return _dated(end, quarter(m["qqy"], int(m["qq"])) if m["qq"] else half(m["hhy"], int(m["hh"])))
        case "ym":
            return _dated(end, month_of(m["ymy"], int(m["ymm"])))
        case "spaced":
            return _dated(end, _day(m["sy"], m["sm"], m["sd"]))
        case "ymn":
            return _dated(end, month_of(m["ymny"], MONTHS[m["ymnm"].lower()]))
        case "my":
            return _dated(end, month_of(m["myy"], int(m["mym"])))
        case "span":
            return _year_span(m)
        case "decade":
            first = int(m["dec"])
            return Dated(end, Period(date(first, 1, 1), date(first + 9, 12, 31), Precision.DECADE))
        case "year":
            return Dated(end, year(m["year"]), bare_year=True)
    return None


def read_on_word(text: str, start: int) -> Dated | None:
    """Read the date that begins with the word at ``start``."""
    m = _ON_WORD.match(text, start)
    if not m:
        return None
    end = m.end()
    match m.lastgroup:
        case "mdy":
            month = MONTHS[m["mm"].lower()]
            first = _day(m["my"], month, m["md"])
            return _dated(end, joined(first, _day(m["my"], month, m["md2"])) if m["md2"] else first)
        case "mspan":
            last = month_of(m["m2y"], MONTHS[m["m2"].lower()])
            number = MONTHS[m["m1"].lower()]
            first_year = m["m1y"] or (m["m2y"] if number <= last.start.month else str(int(m["m2y"]) - 1))
            return _dated(end, joined(month_of(first_year, number), last))
        case "mony":
            return _dated(end, month_of(m["moy"], MONTHS[m["mo"].lower()]))
        case "monyy":
            return _dated(end, month_of(m["moyy"], MONTHS[m["mo2"].lower()]))
        case "mordy":
            return _dated(end, _day(m["mody"], MONTHS[m["mom"].lower()], 1))
        case "monthday":
            return Dated(end, None)
        case "qspan":
            return _dated(end, joined(quarter(m["q1y"] or m["q2y"], int(m["q1"])), quarter(m["q2y"], int(m["q2"]))))
        case "quarter":
            return _dated(end, quarter(m["qy"] or m["qy2"], int(m["q"])))
        case "half":
            return _dated(end, half(m["hy"] or m["hy2"], int(m["h"])))
        case "wordpart":
            number = ORDINALS[m["ord"].lower()]
            if m["part"].lower() == "quarter":
                return _dated(end, quarter(m["wy"], number))
            return _dated(end, half(m["wy"], number) if number < 3 else None)
        case "fyend":
            # "FY10/11" names two years, "FY3/11" a month and a year.
            pair = len(m["fem"]) == len(m["fey"]) == 2 and int(m["fey"]) == int(m["fem"]) + 1
            return _dated(end, joined(year(m["fem"]), year(m["fey"])) if pair else year_to(m["fey"], int(m["fem"])))
        case "fyslash":
            return _slashed(m)
        case "fyspan":
            return _dated(end, joined(year(m["f1"]), year(m["f2"])))
        case "fy":
            return _dated(end, year(m["fyy"]))
        case "fiscal":
            return _dated(end, year(m["fcy"]))
        case "thirdmonth":
            number = ["first", "second", "third", "fourth", "fifth", "sixth"].index(m["tmo"].lower()) + 1
            return _dated(end, month_of(m["tmy"], number))
        case "dayword":
            return _dated(end, _day(m["dwy"], MONTHS[m["dwm"].lower()], 1 if m["dwd"].lower() == "first" else 4))
        case "vague":
            return Dated(end, year(m["vy"]), approximate=True)
    return None


def bound_before(text: str, floor: int, start: int) -> tuple[Bound | None, bool]:
    """Tell from the words before a date whether it opens or closes a span, and whether a preposition
    of time stands there at all."""
    found = _PREPOSITION.search(text[max(floor, start - 40) : start])
    if not found:
        return None, False
    if found[1] and not re.match(r"(?i)as\s+of|from", found[1]):
        return "ge", True
    return ("le" if found[2] else None), True


def _dated(end: int, period: Period | None) -> Dated | None:
    return Dated(end, period) if period else None


def _full(written: str | int) -> int:
    number = int(written)
    return number if number > 99 else number + (2000 if number < 70 else 1900)


def year(written: str | int) -> Period:
    number = _full(written)
    return Period(date(number, 1, 1), date(number, 12, 31), Precision.YEAR)


def year_to(written: str | int, month: int) -> Period:
    """The twelve months that end with a month: "FY3/24" is the year to March 2024."""
    end = _full(written)
    if month == 12:
        return year(end)
    return Period(date(end - 1, month + 1, 1), _month_end(end, month), Precision.YEAR)


def _slashed(m: re.Match[str]) -> Dated:
    """ "FY2023/24" names two years that follow one another; "FY24/7" the first alone."""
    first, last = _full(m["fs1"]), _full(m["fs2"])
    if last != first + 1:
        return Dated(m.end("fs1"), year(first))
    return Dated(m.end(), joined(year(first), year(last)))


def quarter(written: str | int, number: int) -> Period:
    first = _full(written), 3 * number - 2
    return Period(date(*first, 1), _month_end(first[0], 3 * number), Precision.QUARTER)


def half(written: str | int, number: int) -> Period:
    of = _full(written)
    return Period(date(of, 6 * number - 5, 1), _month_end(of, 6 * number), Precision.HALF)


def month_of(written: str | int, number: int) -> Period:
    of = _full(written)
    return Period(date(of, number, 1), _month_end(of, number), Precision.MONTH)


def _month_end(of: int, month: int) -> date:
    return date(of, month, calendar.monthrange(of, month)[1])


def _day(of: str | int, month: str | int, day: str | int) -> Period | None:
    try:
        only = date(_full(of), int(month), int(day))
    except ValueError:
        return None
    return Period(only, only, Precision.DAY)


def _numeric(first: int, second: int, of: str, separator: str) -> Period | None:
    """Read 3/14/2024 month first, unless dots or a first number over 12 say day first."""
    month_first = (separator == "/" and first <= 12) or second > 12
    return _day(of, first, second) if month_first else _day(of, second, first)


def joined(first: Period | None, last: Period | None) -> Period | None:
    if not first or not last or not first.start or not last.end or first.start > last.end:
        return None
    return Period(first.start, last.end, Precision.SPAN)


def _year_span(m: re.Match[str]) -> Dated | None:
    first = int(m["s1"])
    last = int(m["s2"])
    if len(m["s2"]) == 2:
        last += first // 100 * 100
        if m["sdash"] == "/" and last != first + 1:
            last = 0
    if first >= last or last - first > 150:
        return Dated(m.end("s1"), year(first), bare_year=True)
    span = Period(date(first, 1, 1), date(last, 12, 31), Precision.SPAN)
    return Dated(m.end(), span, change=m["sdash"] in ("→", "->"))
