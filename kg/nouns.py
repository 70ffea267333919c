"""The noun phrase beside a number: closed word classes and simple number, no parser."""

from __future__ import annotations

from functools import lru_cache

from kg import patterns as re

STOP = frozenset(
    """a an the this that these those its their his her our your my some any each every no all both either neither
    and or but nor so yet if unless although though because since while whereas when where which who whom whose what how than
    in on at by for from with without as to into onto over under about after before during between among across through
    per via within of off out up down against toward towards beyond despite including excluding except versus vs
    is are was were be been being am has have had having do does did can could will would shall should may might must
    it he she they we you i them him us me there here then now not only also just even still already
    use uses used using have has had serve serves served make makes made grow grows grew grown say says said
    raise raised raises join joined joins reach reached reaches come comes came go goes went remain remains remained
    give gives gave implies imply span spanning show shows showed work works working live living rely relies report reports reported depend
    globally worldwide today currently respectively annually monthly daily weekly yearly combined together alone overall
    million billion thousand trillion plans planned fell means mean received amounted foresee foresees for
    approximately roughly nearly almost around more less fewer most least such other same well far very too
    representing implying indicating making reflecting suggesting driven compared based according up available""".split()
)
_IRREGULAR = frozenset("people staff headcount personnel children women men mice feet teeth workforce population police cattle faculty fte ftes".split())
_RATES = frozenset("monthly daily weekly yearly annually overall".split())
_WORD = re.compile(r"\s*[-–]?\s*([A-Za-zÀ-ÿ][\w&’'/.-]*[\w]|[A-Za-z])")


_LEAD = re.compile(r"\s*(?:of\s+)?(?:(?:its|their|our|the|his|her|these|those|different|distinct|new|additional|total|all)\s+)*")
_PARTICIPLE = re.compile(r"\w+(?:ed|ing)")


@lru_cache(maxsize=16_384)
def after(text: str, position: int, limit: int = 6) -> tuple[str, int, int] | None:
    """The noun phrase that follows ``position``: ``(phrase, start, end)``, or ``None``.

    Words up to the first function word, verb or punctuation mark; "of its", "different" and the
    like right after the number are stepped over.
    """
    lead = _LEAD.match(text[position : position + 40])
    at = position + (lead.end() if lead else 0)
    start = end = at
    words: list[tuple[str, int, int]] = []
    while len(words) < limit:
        match = _WORD.match(text, end)
        if match is None or (words and text[end : match.start(1)].strip() in ("–", "—")):
            break
        word = match.group(1)
        if (word.lower() in STOP and (words or word.lower() not in _RATES)) or (words and word.lower().endswith("ly")):
            break
        words.append((word, match.start(1), match.end(1)))
        end = match.end(1)
        if text[end : end + 1] in ",.;:()!?":
            break
    while words and _PARTICIPLE.fullmatch(words[-1][0].lower()) and words[-1][0].lower() not in ("funding", "financing", "building", "listing", "hearing", "filing", "rating", "offering", "spending", "pricing", "opening", "holding", "seed", "bed", "need"):
        words.pop()
    if not words:
        return None
    start, end = words[0][1], words[-1][2]
    return text[start:end], start, end


def is_plural(word: str) -> bool:
    """Whether a counted noun can stand after a number above one."""
    low = word.lower()
    return low in _IRREGULAR or (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s")))


def singular(word: str) -> str:
    """A plain guess at the singular, lower case: "companies" company, "boxes" box, "models" model."""
    low = word.lower()
    if low in _IRREGULAR or not is_plural(low):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("xes", "ches", "shes", "sses", "zzes")):
        return low[:-2]
    return low[:-1]
