"""Parts of one whole in one sentence: "12 directors, eight men and four women", "30 matches, winning 18, drawing 7 and losing 5", "a staff of seven: four researchers, two engineers and the director".

Parts whose words exclude each other may not exceed their whole; those of a complete list (behind a
colon, in brackets, "consists of") must make it, where the last of them may be a single person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg import patterns as re
from kg import rounding
from kg.derivations.closed import HAZY, amount, doubtful, in_words, kin
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.numerals import counts
from kg.derivations.vicinity import Figure, Lazy, Paragraph, paragraphs
from kg.derivations.workings import added
from kg.quantities import extract
from kg.readings import Reading

_OPPOSED = (
    "men women man woman male female males females",
    "boys girls boy girl",
    "full-time part-time",
    "single double twin triple",
    "electric diesel petrol hybrid",
    "treatment placebo control treated untreated",
    "won win wins winning lost lose losing loses losses drew drawn draw drawing draws victories defeats defeat",
    "for against abstained abstaining abstentions abstention favour",
    "delivered pending cancelled open closed completed outstanding unfinished",
    "rented owned vacant",
    "adults children adult child infants",
    "public private",
    "land sea underground surface",
    "onshore offshore",
    "urban rural",
    "domestic foreign",
    "positive negative inconclusive",
    "permanent temporary seasonal",
    "executive non-executive",
    "approved rejected refused accepted declined",
    "passed failed",
    "yes no undecided",
    "north south east west",
    "indoor outdoor",
    "paid unpaid",
    "fatal non-fatal",
    "day night",
    "repaired scrapped",
    "sold unsold",
    "first second third fourth",
)
"""Words of which no thing of a kind can have two."""
_MEMBERS = frozenset("member people person squad crew class group workforce orchestra choir cabinet parliament council delegation faculty department ensemble household family team staff board committee council crew jury panel group director partner seat employee founder trustee judge commissioner mp senator".split())
_ONE = re.compile(r"(?:and\s+)?(?:the|an?|one|its|his|her)\s+(?!(?:rest|others?|remainder|few|number|half|third|quarter|total|further|same|average)\b)(?:[^\W\d_][\w-]*\s*){1,4}", re.I)
_SPLIT = re.compile(r"\s*(?:,\s*(?:and\s+)?|;\s*(?:and\s+)?|\s+and\s+|\s+plus\s+)\s*")
_VERB = Lazy(r"\b(?:is|was|were|are|has|have|had|will|met|left|joined|made|came|went|cost|costs|since|until|when|because|but|which|who|that|than|from|aged|each|per|every|including|compared|against|after|before|more|less|about|up|to|bring|brings|another|both|also|some|several|many|following|see)\b")
_HELD = Lazy(r"\b(?:of|owns?|owned|holds?|held|ma[kd]es?\s+up|account\w*\s+for|represent\w*|compris\w*|contribut\w*|suppl\w+|provid\w+|generat\w+|t[ao]kes?|took|w[io]ns?|receiv\w+|gets?|got|earn\w*|deliver\w*|produc\w*)\s*$")
_WHOLE_OF = Lazy(r"\s+of\s+(?:the|all|its|our|their|total)\b")
_GAPPED = Lazy(r"(?:\s+of\s+(?:[^\W\d_][\w’'-]*\s*){1,4})?\s*(?:,|;|,?\s+and|,?\s+while|,\s+with)\s+(?:[^\W\d_][\w’'-]*\s+){1,4}$")
_ASKED = Lazy(r"\b(?:respondents|answer\w*|said|say|us(?:e|ed|es|ing)|named|cit(?:e|ed)|multiple|both|each|any|least|rose|fell|grew|up|down|by|average|interest|rate|growth|likely|chance)\b")


@cache
def _groups() -> dict[str, int]:
    return {word: n for n, line in enumerate(_OPPOSED) for word in line.split()}


def parted(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """The wholes of a report that the parts beside them exceed or do not make."""
    for paragraph in paragraphs(readings):
        for line, reading in enumerate(paragraph.readings):
            if not 1 <= len(reading.figures) <= 8 or len(reading.text) > 400:
                continue
            own = [replace(f, line=line) for f in Paragraph([reading]).figures]
            yield from _shares(own, reading)
            if not 1 <= len(own) <= 8 or not _worth(reading) or HAZY.search(reading.text) or any(not amount(f) for f in own) or any(f.term.quantity.per for f in own):
                continue
            yield from _of_one(own, reading, line)


def _worth(reading: Reading) -> bool:
    """Whether a sentence may tell parts: a cheap look."""
    return _SIGNS.search(reading.text) is not None or not _groups().keys().isdisjoint(reading.words)


def _of_one(own: Sequence[Figure], reading: Reading, line: int) -> Iterator[Derivation]:
    figures = sorted([*own, *counts(reading, line)], key=lambda f: f.term.quantity.start)
    if len(figures) < 2 or _COMPARED.search(reading.text):
        return
    whole = figures[0]
    if len(figures) == 3 and figures[1].value > max(whole.value, figures[2].value) and _OUT_OF.search(figures[1].before[-16:]):
        whole = figures[1]  # "won 14 of its 20 games and lost 8"
    parts = [f for f in figures if f is not whole and f.term.quantity.start != whole.term.quantity.start]
    if len(parts) < 1 or any(not kin(f, whole) or f.value >= whole.value for f in parts) or in_words(whole):
        return
    if len(parts) >= 2 and ";" not in reading.text[min(f.term.quantity.start for f in figures) : figures[-1].term.quantity.start] and _excluding(reading.text, whole, parts):
        if sum(f.value for f in parts) > whole.value or (_closed(reading.text, parts) and not _VERB.search(reading.text[whole.term.quantity.end : parts[0].term.quantity.start])):
            yield from doubtful("total", whole, added(parts), (), "a total of", strict=True)
        return
    if len(parts) >= 2 and sum(f.value for f in parts) > whole.value and _parallel(reading.text, whole, parts):
        yield from doubtful("total", whole, added(parts), (), "a total of", strict=True)
        return
    if whole is figures[0]:
        yield from _listed(whole, parts, reading)


_SIGNS = Lazy(r"[:(–—]|(?:^|\W)of\s|\b(?:consist|compos|compris|made\s+up|divided|split|namely)")
_COMPARED = Lazy(r"\b(?:than|compared|versus|rose|fallen|fell|grew|grown|increased|decreased|previously|earlier|formerly|both|overlap\w*)\b")
_OUT_OF = Lazy(r"\bof\s+(?:the|its|his|her|their|all)\s+$")
_COMPLEMENTS = (frozenset(("men", "women")), frozenset(("boys", "girls")), frozenset(("male", "female")), frozenset(("full-time", "part-time")))


_OF = Lazy(r"(?:^|[.;:]\s+)of\s+(?:[^\W\d_][\w-]*\s+){0,4}?[€$£]?$")
_TO = Lazy(r"\s+(?:[^\W\d_][\w-]*\s+){1,3}?(?P<prep>to|in|on|for|at|from|with|by)\s+(?:[^\W\d_][\w-]*\s*){1,3}$")
_ELLIPSIS = Lazy(r"\s+(?P<prep>to|in|on|for|at|from|with|by)\s+(?:[^\W\d_][\w-]*\s*){1,3}(?:,|\s*and\s|$|\.)")


def _parallel(text: str, whole: Figure, parts: Sequence[Figure]) -> bool:
    """ "Of the budget of £12 million, £7 million goes to schools and £5 million to roads": the later parts have the verb of the first."""
    if not _OF.search(whole.before[-60:]):
        return False
    gaps = [re.sub(r"\s*,?\s*(?:and)?\s*[€$£]?$", "", text[a.term.quantity.end : b.term.quantity.start]) for a, b in pairwise(parts)]
    first = _TO.fullmatch(gaps[0])
    rest = [*gaps[1:], text[parts[-1].term.quantity.end :]]
    return first is not None and all((m := _ELLIPSIS.match(f"{g} ")) is not None and m["prep"] == first["prep"] for g in rest)


def _closed(text: str, parts: Sequence[Figure]) -> bool:
    """Whether nothing can be beside the two parts: men and women."""
    return len(parts) == 2 and any(all(any(w in _words(text, p, parts) for w in (x,)) for x, p in zip(pair, order, strict=True)) for c in _COMPLEMENTS for pair in (tuple(sorted(c)),) for order in (parts, parts[::-1]))


def _excluding(text: str, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether each part has a word of one set beside it, and no two the same."""
    groups = _groups()
    found = []
    for p in parts:
        own = [w for w in _words(text, p, parts) if w in groups]
        found.append({(groups[w], w) for w in own})
    common = set.intersection(*({g for g, _ in f} for f in found)) if all(found) else set()
    for g in common:
        chosen = [frozenset(w for n, w in f if n == g) for f in found]
        if len(set(chosen)) == len(chosen) and not any(a & b for a, b in pairwise(chosen)):
            return True
    return False


def _words(text: str, part: Figure, parts: Sequence[Figure]) -> list[str]:
    """The words right beside a part: those up to four after it, or the one before it."""
    q = part.term.quantity
    ends = [p.term.quantity.start for p in parts if p.term.quantity.start > q.start]
    after = re.split(r"[.;:,()]|\band\b", text[q.end : min([*ends, len(text)])])[0].split()[:5]
    before = re.split(r"[.;:()]|\band\b|,", text[: q.start])[-1].split()[-2:]
    return [w.lower() for w in (*after, *before)]


def _listed(whole: Figure, parts: Sequence[Figure], reading: Reading) -> Iterator[Derivation]:
    """A complete list of parts, of which the last may be one person."""
    text = reading.text
    first = parts[0].term.quantity.start
    lead = text[whole.term.quantity.end : first]
    cue = re.search(r"(?::|\(|–|—|\b(?:consists?|consisting|composed|comprises|comprising|comprised|made up|divided|split|namely)\b(?:\s+of|\s+into)?)\s*(?:the\s+)?$", lead, re.I)
    if cue is None or whole.term.quantity.kind not in ("count", "measure", "money"):
        return
    opening = lead[cue.start() : cue.start() + 1]
    stop = text.find(")", first) if opening == "(" else len(text)
    tail = re.split(r"[.;](?:\s|$)|\s[–—]\s", text[whole.term.quantity.end + cue.start() + len(cue.group()) : stop])[0]
    members = [m for m in _SPLIT.split(tail.strip(" .)")) if m]
    if not 2 <= len(members) <= 12 or _VERB.search(tail) or len(reading.dates) > 1:
        return
    base = whole.term.quantity.end + cue.start() + len(cue.group())
    inside = [p for p in parts if base <= p.term.quantity.start < base + len(tail) + 1]
    if len(inside) != len(parts):
        return
    ones = [m for m in members if not any(_holds(m, p) for p in inside)]
    if len(members) - len(ones) != len(inside) or any(not _ONE.fullmatch(m.strip()) for m in ones):
        return
    if ones and (len(ones) > 2 or not (_people(whole, text))):
        return
    if not ones and len(inside) == len([p for p in inside if p.noun]) and not any(p.noun & whole.noun for p in inside) and not _people(whole, text):
        return
    if any(len(m.split()) > 7 for m in members):
        return
    total = sum(p.value for p in inside) + len(ones)
    if opening == "(" and total < whole.value and " and " not in tail:
        return  # a remark may name some of them only
    if total == whole.value or not whole.value / 2 <= total <= whole.value * 2:
        return
    if ones:
        names = " + ".join([*(p.term.text for p in inside), *("1" for _ in ones)])
        single = len(ones)
        way = Way(lambda x: rounding.total([*x, single]), tuple(p.term for p in inside), names, widen=False, loose=False)
        yield Derivation("total", whole.term, (way,), exact_total=True, label="a total of", sure=False)
    else:
        yield from doubtful("total", whole, added(inside), (), "a total of", strict=True)


def _holds(member: str, part: Figure) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(part.term.quantity.text)}(?!\w)", member) is not None


def _people(whole: Figure, text: str) -> bool:
    """Whether a number is of people of one body: "eight members", "a staff of nine"."""
    before = text[: whole.term.quantity.start].lower().split()[-2:]
    return bool(whole.noun & _MEMBERS) or (len(before) == 2 and before[1] == "of" and before[0] in _MEMBERS) or any(w.strip("(:") in _MEMBERS for w in text[: whole.term.quantity.start].lower().split()[-3:])


def _shares(own: Sequence[Figure], reading: Reading) -> Iterator[Derivation]:
    """ "She owns 60% of the shares, her brother 30% and the staff 10%": shares told in one breath with the verb of the first."""
    shares = [f for f in own if f.term.quantity.kind == "percent"]
    if len(shares) < 3 or len(shares) != len(own) or _ASKED.search(reading.text):
        return
    text, first = reading.text, shares[0]
    if not _HELD.search(first.before[-24:]) or not _WHOLE_OF.match(first.after):
        return
    if all(_GAPPED.fullmatch(text[a.term.quantity.end : b.term.quantity.start]) for a, b in pairwise(shares)) and sum(f.value for f in shares) > 102:
        way = Way(rounding.total, tuple(f.term for f in shares), " + ".join(f.term.text for f in shares), "%", widen=False, loose=False)
        yield Derivation("hundred", Term(reading, extract("100%")[0]), (way,), label="shares", sure=False)
