"""Lists of names behind words such as "led by" and "from": who is in them, and whether they are complete."""

from __future__ import annotations

from kg import patterns as re
from kg.records import record

NAME = r"(?:(?!(?:Who|Whom|Whose|Which|What|Where|When|Why|How|Since|After|Before|While|Although|Because|Until)\b)[A-ZÀ-ÖØ-Þ][\w&.’'-]*|a16z|eBay)(?:\s+(?:&\s+|of\s+|de\s+|van\s+|von\s+)?(?:[A-ZÀ-ÖØ-Þ0-9][\w&.’'-]*))*"
_NAME = re.compile(NAME)
_SEPARATOR = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])?\s*(?:,\s*(?:and|&|as well as)?|;|and|&|plus|\+|as well as|alongside|together with)\s+(?:(?:its|the|existing|new|returning|fellow)\s+)?(?=[A-ZÀ-ÖØ-Þ]|a16z|eBay)")
_OPEN_BEFORE = re.compile(r"\b(?:including|includes?|included|such as|like|among them|notably|e\.g\.,?|for example|led by investors)\W*(?:all\s+)?$", re.I)
_OPEN_AFTER = re.compile(r"^\s*(?:\([^()]*\))?\s*,?\s*(?:(?:and|as well as|plus|\+|,|&|along with|alongside)\s*)?(?:(?:an?\s+)?(?:undisclosed|several|various|many|numerous|a number of|\d+|two|three|four|five|ten)\s+)?(?:(?:\w+\s+)?others?\b|more\b|etc\b|among others|additional|existing investors|further investors|angel|various|several|undisclosed|strategic (?:investors|partners)|a group of|[a-z]+ (?:investors|funds))", re.I)
_MONTHS = re.compile(r"^(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?:\s+\d+.*)?$|^(?:Q[1-4]|H[12]|FY\d*|Series\b.*|Seed|The|This|Its|In|On|At|By|CEO|CTO|ARR|IPO)$", re.I)
_ACTS = re.compile(r"\s+(?:also\s+)?(?:took|takes|joined|came|is|was|were|are|has|had|will|[a-z]+ed)\b")


@record
class Listed:
    """Names found at ``text[start:end]``; ``complete`` when nothing says that there are more, ``only`` when it is said that there are none."""

    names: tuple[str, ...]
    start: int
    end: int
    complete: bool
    only: bool = False


_MARK = re.compile(r"\[\[(?:[^\[\]|]*\|)?|\]\]|\*\*|__")


def unmarked(text: str) -> str:
    """The text with the marks of links and emphasis blanked, same length."""
    if "[[" not in text and "]]" not in text and "**" not in text and "__" not in text:
        return text
    return _MARK.sub(lambda m: " " * len(m.group()), text)


def listed(text: str, position: int) -> Listed | None:
    """The list of names that begins at a position (a few small words may stand before it)."""
    lead = re.compile(r"\s*(?:(?:the|its|both|existing|investors?|new|returning|early|strategic|lead|backers?|firms?|such as|including|includes?|a syndicate|syndicate|of|from|with|a consortium|consortium|group|a group|venture capital firms?|prominent)\s+)*").match(text, position)
    start = lead.end() if lead else position
    first = _NAME.match(text, start)
    if first is None or _MONTHS.match(first.group()):
        return None
    names, end = [_clean(first.group())], first.end()
    while True:
        gap = _SEPARATOR.match(text, end)
        one = _NAME.match(text, gap.end()) if gap else None
        if one is None or _MONTHS.match(one.group()) or (";" in gap.group() and _ACTS.match(text, one.end())):
            break
        names.append(_clean(one.group()))
        end = one.end()
    is_open = bool(_OPEN_BEFORE.search(text[max(0, position - 30) : start])) or bool(_OPEN_AFTER.match(text[end : end + 60]))
    return Listed(tuple(n for n in names if n), start, end, not is_open)


_STOP = re.compile(r"\b(?:who|which|that|while|whose|whom|where|to|for|at|on|by|after|before|because|creat\w+|represent\w+|mak(?:es|ing)|is|are|was|were|has|have|had|will|would|could|simultaneously|also)\b|[;:.—](?=\s|$)")


def mentioned(text: str, position: int) -> Listed | None:
    """Every name of the noun phrases behind a position, up to a verb or the end of the clause: an open list."""
    stop = _STOP.search(text, position)
    end = stop.start() if stop else len(text)
    names = [_clean(m.group()) for m in _NAME.finditer(text, position, end) if not _MONTHS.match(m.group())]
    return Listed(tuple(n for n in names if n), position, end, False) if names else None


def _clean(name: str) -> str:
    return re.sub(r"['’]s?$", "", name).rstrip(".,")
