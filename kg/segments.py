"""Which part of the whole a sentence speaks of, when its subject is a common noun."""

from __future__ import annotations

from kg import nouns, periods
from kg import patterns as re
from kg.metrics import Metrics

# Words for the report's own subject: a figure of "the company" or "the study" is of no part.
_WHOLE = frozenset(
    """company firm startup start-up group organisation organization business platform vendor provider manufacturer agency bank
    corporation enterprise unicorn maker issuer it study trial evaluation programme program project report survey city town
    municipality council county country nation region university college hospital fund club network library museum ministry
    department team management economy state government institute foundation charity school district authority operator
    airline retailer utility brand shop store society association federation union""".split()
)
_VERB = (
    r"(?:has|had|have|is|was|are|were|holds?|held|draws?|drew|counts?|counted|employs?|employed|serves?|served|operates?|operated|runs?|ran|averag(?:es|ed)|enrol+(?:s|ed)|carr(?:ies|ied)"
    r"|produc(?:es|ed)|generat(?:es|ed)|receiv(?:es|ed)|reach(?:es|ed)|record(?:s|ed)|sells?|sold|attract(?:s|ed)|hosts?|hosted|contains?|contained|treat(?:s|ed)|won|scor(?:es|ed)|finish(?:es|ed)|cost|costs|brought|brings|earn(?:s|ed)|rose|fell|grew)"
)
_SUBJECT = re.compile(rf"^\W*(?:(?:in|by|during|since|as of|at the end of)\s+[^,;]{{3,24}},\s*)?(?:(?P<det>the|this|its|our|their)\s+)?(?P<np>(?:[A-Za-z][\w'’-]*\s+){{0,4}}?[A-Za-z][\w-]+)\s+(?:also\s+|now\s+|then\s+)?{_VERB}\b", re.I)
_AMONG = re.compile(r"^\W*(?:in|at|among|amongst|for|within|across|on)\s+(?:the\s+|its\s+)(?P<np>[a-z][\w'’-]*(?:\s+[a-z][\w-]+){0,4})\s*,", re.I)


def of(text: str, position: int, lexicon: Metrics, whole: frozenset[str] = frozenset()) -> str:
    """The part that the clause before ``text[position]`` is about ("waiting list"), lower case; empty for the whole.

    ``whole`` are words for the report's subject itself ("the plant").
    """
    start, _ = periods.clause_span(text, position)
    clause = text[start:position]
    among = _AMONG.match(clause)
    if among and _is_part(among["np"], lexicon, whole):
        return among["np"].lower()
    match = _SUBJECT.match(clause)
    if match is None or not (match["det"] or nouns.is_plural(match["np"].split()[-1])):
        return ""
    return match["np"].lower() if _is_part(match["np"], lexicon, whole) else ""


_NUMBERED = re.compile(r"\b(?P<what>week|day|month|hour|visit|session|round|wave|phase|game|match|matchday|cycle|stage|lap|episode|batch|lot|sprint|shift|heat|leg)s?\s+(?:no\.?\s+|number\s+)?(?P<number>\d{1,3}(?:\s?[–-]\s?\d{1,3})?)(?![\d.,]*\d|\s?(?:%|per\s?cent|million|thousand))", re.I)


def numbered(text: str, start: int, end: int) -> str:
    """The one of a numbered series that a figure is of ("week 15" of "week 15, 45 cases"), lower case; empty if its clause names none, or several.

    Since one of them, or up to one, is a span of its own.
    """
    left = max(text.rfind(mark, 0, start) for mark in ".;:(") + 1
    right = min((at for mark in ".;)" if (at := text.find(mark, end)) >= 0), default=len(text))
    found = [m for m in _NUMBERED.finditer(text, left, right) if m.end() <= start or m.start() >= end]
    if len(found) != 1 or (found[0].start() <= start < found[0].end()):
        return ""
    before = text[left : found[0].start()].rstrip().rpartition(" ")[2].lower()
    return " ".join((*([before] if before in ("since", "until", "after", "before", "from") else []), found[0]["what"].lower(), found[0]["number"]))


def _is_part(phrase: str, lexicon: Metrics, whole: frozenset[str]) -> bool:
    words = phrase.split()
    head = words[-1].lower()
    if head in _WHOLE or head in whole or nouns.singular(head) in _WHOLE or any(w.lower() in nouns.STOP for w in words) or re.search(r"\d", phrase):
        return False
    if any(w[:1].isupper() for w in words[1:]) or (len(words) == 1 and words[0][:1].isupper()):
        return False  # a name: subjects, not parts
    mentions = lexicon.mentions(phrase)
    return not (mentions and mentions[-1].end == len(phrase)) and nouns.singular(head) not in ("number", "total", "amount", "average", "share", "rate", "figure", "level", "end", "year")
