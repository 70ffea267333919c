"""Numbers that carry no figure to compare: labels, list numbers, note marks, product versions.

Judged after a number was read, by the words around it. A currency, a unit or a scale speaks for a
figure; a bare number must not be the second half of a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import patterns as re
from kg.quantities.lexicon import Lexicon

if TYPE_CHECKING:
    from kg.quantities.parts import Part

_LIST_START = re.compile(r"(?:^|\n)[ \t>]*(?:[-*•#][ \t]*)*(?:\(|\d{1,3}\.[ \t]*)?$")
_LIST_MARK = re.compile(r"(?:\.\d+)*\\?[.)](?:\s|\*|$)")
# "2.4 Pupils in the capital region …": the number of a paragraph, before its first sentence.
_PARAGRAPH = re.compile(r"[1-9]\d?\.[1-9]\d?[*_]*\s+(?:[A-Z][a-z]+|An?|I[nt])(?:['’]s)?,?(?:\s+\S*\w\S*){5}")
_PLURAL = re.compile(
    r"[\s-]{1,3}(?:[A-Za-z][\w&/'’-]*[\s-]{1,3}){0,2}?([a-z][a-z-]*(?:s|people|staff|men|women|children|personnel|data))\b"
)
_COUNTED = re.compile(r"\s(?:[a-z]+\s)?([A-Za-z]+)\b")
_TITLE_WORD = re.compile(r"(?:^|[^\w$€£%.-])((?:[a-z]{1,2})?[A-Z][\w'’]*)\s$")
_WORD_BEFORE = re.compile(r"([A-Za-z&#№§][\w&./#+'’-]*|[#№§])[\s:]{0,2}$")
_NOUN_BEFORE = re.compile(r"(?:^|[^\w-])([a-z]{3,}|[a-z]+\))\s$")
_CLAUSE_END = re.compile(r"\s?(?:[.,;]?\s{0,3}(?:[|—]|$)|[.](?:\s|$)|;)")
_FIRM_AFTER = re.compile(r"\s(?:Labs?|Inc|Ventures|Capital|Partners|Startups|Technologies|Global|Holdings|Media|Studios?)\b")
_NAMING_HYPHEN = re.compile(r"-(?:bit|Eleven|core|nm|clause)")
_IDLE_HYPHEN = re.compile(
    r"-(?!year|month|week|day|hour|minute|second|decade|fold|person|people|member|point|percent|figure|quarter|part\b)",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"[a-z0-9]-$|net\s$|ground\s$|\b(?:series|phase|tier|level|chapter|section|part|day|one|version|no\.|number|step|stage|week|year|type|class)\s$"
)
_SHARE_OF = re.compile(r"\s+(?:of\s|the\s|that\s|its\s|all\s|(?:more|less|fewer|higher|lower|larger|smaller)\s+than\s)|-of")
_CHANGED_BY = re.compile(r"\b(?:grew|grown|rose|risen|increased|climbed|expanded|widened|fell|fallen|dropped|declined|shrank|shrunk|decreased)\s+by\s+(?:(?:about|some|almost|nearly|roughly|around)\s+)?$", re.I)
_ALONE = frozenset(["a", "an", "one", "hundred", "thousand", "million", "billion", "quarter", "half", "third", "dozen"])
_SHARES = ("half", "a half", "a quarter", "a third", "a fourth", "a fifth")


def counted_noun(text: str, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a noun that is counted follows ("2000 employees")."""
    m = _COUNTED.match(text, end)
    return bool(m and m[1] in lexicon.counted_nouns)


def glued_after(text: str, part: Part) -> bool:
    """Tell whether letters that are no unit touch the end of the figure ("7b-chat", "3rd")."""
    end = part.tail.end
    if end != part.number.end:
        return False
    after = text[end : end + 3]
    return (after[:1].isalpha() and not (after[:1].isupper() and after[1:2].islower())) or after[:1] == "_"


def not_a_figure(text: str, part: Part, lexicon: Lexicon) -> bool:
    """Judge a number that is not an end of a range."""
    if part.currency is not None:
        return False
    if part.number.spelled:
        return _idle_words(text, part)
    number, head, tail = part.number, part.head, part.tail
    start, written = head.start, text[number.start : number.end]
    unqualified = start == number.start
    if unqualified and text[start - 1 : start] in ("#", "№", "§", "_", "@", "^") and start:
        return True
    if part.unit is not None:
        if part.unit.name == "bit" and tail.hyphen:
            return True
        return part.unit.kind == "multiple" and bool(re.match(r"\s?\d", text[tail.end : tail.end + 2]))
    if glued_after(text, part):
        return not _next_cell_follows(text, part)
    word = _WORD_BEFORE.search(text[max(0, start - 32) : start])
    name = word[1].lower() if word else ""
    if unqualified and (name in lexicon.name_words or name.rstrip(".") in lexicon.name_words):
        if tail.bound or (part.power is not None and tail.scale_word) or number.grouped:
            return False
        return name not in lexicon.rank_words or not _PLURAL.match(text, tail.end)
    if number.decimals > 1 and text[start - 1 : start] == "/" and text[start - 2 : start - 1].isdigit():
        return True
    if part.power is not None or head.approximate or head.bound or tail.bound or number.grouped:
        return False
    if _is_paragraph_number(text, start, number.end):
        return True
    if _is_note_mark(text, start, number.end, written, lexicon) or _is_list_number(text, start, number.end):
        return True
    if written.isdigit() and (len(written) >= 9 or (len(written) > 1 and written[0] == "0")):
        return True
    if _is_piece(text, start, number.end):
        return True
    return _is_version(text, part, written, lexicon) or bool(_FIRM_AFTER.match(text, tail.end))


def _is_piece(text: str, start: int, end: int) -> bool:
    """Tell a number that a hyphen, slash or colon ties to what stands beside it ("80/20", "a=5")."""
    if start > 1 and text[start - 1] in "/-=:" and text[start - 2].isalnum():
        return True
    mark, after = text[end : end + 1], text[end + 1 : end + 2]
    if mark not in ("-", "/", "_", ":") or not mark or not after.isalnum():
        return False
    if mark == "-" and re.match(r"-[a-z]{3,}", text[end : end + 5]):
        return bool(_NAMING_HYPHEN.match(text, end))
    return not (mark == "/" and after.isalpha())


def _is_version(text: str, part: Part, written: str, lexicon: Lexicon) -> bool:
    """Tell the number after a name ("Llama 2", "Claude 3.5") from one after a label or abbreviation."""
    title = _TITLE_WORD.search(text[max(0, part.head.start - 32) : part.head.start])
    if not title or title[1].lower() in lexicon.sentence_starts or len(written.replace(".", "")) > 4:
        return False
    number = part.number
    if title[1].isupper() and (number.value < 1 or number.decimals > 1):
        return False
    following = _PLURAL.match(text, part.tail.end)
    if following and following[1] not in lexicon.not_plurals and "." not in written:
        return False
    begin = max(0, part.head.start - 32) + title.start(1)
    return not _is_label(text, begin, title[1], written, lexicon)


def _is_label(text: str, position: int, word: str, written: str, lexicon: Lexicon) -> bool:
    """Tell a row label before its figure ("Employees 635") from a product name ("Windows 11")."""
    if word[-1] == "s" and word.lower() not in lexicon.not_plurals:
        return True
    if word.isupper():
        return False
    line = text.rfind("\n", max(0, position - 32), position) + 1 or max(0, position - 32)
    return not text[line:position].strip(" |*•-\t") and len(written) > 2 and "." not in written


def _next_cell_follows(text: str, part: Part) -> bool:
    """ "10,000Company" is a figure beside the next cell; "3rd" and "7b" are not."""
    after = text[part.number.end : part.number.end + 4]
    return part.number.grouped or (after[:1].isupper() and after[1:3].islower() and part.head.start < part.number.start)


def _is_note_mark(text: str, start: int, end: int, written: str, lexicon: Lexicon) -> bool:
    """Tell the number of a note or an item: "cohesion.15 The", "of trust 12.", "(2) Exit"."""
    if len(written) > 3 or not written.isdigit():
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "(" and after == ")":
        return len(written) < 3
    if before and before in '.”"’' and text[start - 2 : start - 1].isalpha():
        return after in ("", " ", "\n")
    m = _NOUN_BEFORE.search(text[max(0, start - 24) : start])
    return bool(m and _CLAUSE_END.match(text, end) and not m[1].endswith(("ed", "ly")) and m[1] not in lexicon.figure_words)


def _is_list_number(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 13) : start]
    line = before.rfind("\n") + 1
    if (not line and start > 13) or not _LIST_START.search(before[max(0, line - 1) :]):
        return False
    return before[line:].lstrip().startswith("#") or bool(_LIST_MARK.match(text, end))


def _is_paragraph_number(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", max(0, start - 16), start) + 1
    if (not line and start > 15) or text[line:start].strip(" \t>*#_"):
        return False
    return "." in text[start:end] and bool(_PARAGRAPH.match(text, start))


def _idle_words(text: str, part: Part) -> bool:
    """ "one of the", "two-sided", "zero-shot", "a half" carry no figure to compare."""
    number = part.number
    words = text[number.start : number.end].lower()
    before = text[max(0, number.start - 12) : number.start].lower()
    after = text[part.tail.end : part.tail.end + 24]
    if _NAMED_BEFORE.search(before):
        return True
    if part.unit is not None:
        if part.unit.kind == "multiple" and words == "one":
            return True
        return (words in _ALONE and words != "one") or (words in ("a half", "a quarter") and part.unit.kind != "percent")
    if words in _SHARES:
        return not (_SHARE_OF.match(after) or _CHANGED_BY.search(text[max(0, part.head.start - 40) : part.head.start]))
    if words in _ALONE:
        return True
    if words == "zero":
        return not re.match(r"\s+[a-z]+", after) or bool(re.match(r"\s+(?:trust|to|in|sum|shot|day)\b", after))
    return bool(_IDLE_HYPHEN.match(after))
