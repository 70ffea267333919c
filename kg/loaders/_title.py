"""What a document is called and what it is about, from its title and its first words."""

from __future__ import annotations

from datetime import date

from kg import patterns as re

# Kinds of documents, which are never what a document is about.
_KINDS = frozenset(
    """
    accounts analysis appendix assessment backgrounder chronology datasheet dump export extract explainer audit bench benchmark benchmarks brief briefing budget bulletin card census compared comparison dashboard dashboards deck digest dive dossier evaluation file factsheet findings
    faq faqs forecast glance guide handbook index inventory letter memo memorandum minutes newsletter note notes outlook overview paper presentation primer profile prospectus q&a record release report scorecard timeline tracker reports results review
    register registry entry sheet snapshot speech statement statements statistics study summary survey teaser test update whitepaper yearbook
    """.split()
)
# "National Reading Survey": the words before these name the document, not a thing that is surveyed.
_NAMED = frozenset("budget bulletin census comparison compared forecast index inventory outlook statistics study survey test yearbook".split())
_AT_THE_END = frozenset(("card", "export", "file", "record"))
"""Kinds of documents that names begin with too: "Card Factory"."""
# Words that stand beside a kind of document and name nothing by themselves.
_GENERIC = _KINDS | frozenset(
    """
    a an the of on for at about us and in into to from figures numbers facts analyst analysts pe vc ic due diligence investment investor investors investor's press company corporate summary executive research structured unstructured rag
    draft final confidential deep equity private deal screening fact case market white quarterly annual monthly weekly half-year yearly version v1 v2 policy regulator regulator's
    regulators risk clinical technical financial project impact inside introducing meet progress status country sector industry strategic main key credit internal statistical category
    """.split()
)
_HEADINGS = frozenset(
    """
    abstract acknowledgements acknowledgments agenda annex annexes appendices background conclusion conclusions contents disclaimer discussion foreword highlights
    introduction methodology methods preface preliminaries recommendation recommendations references sources timeline
    """.split()
)
"""Headings of parts that many documents have: alone they say nothing of what one is about."""
_PARTS = re.compile(r"\s+[-–—|·]\s+|:\s+")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])|\s*[(\[].*$")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_WHEN = re.compile(
    r"(?:the\s+)?(?:(?:first|second|third|fourth)\s+(?:quarter|half)|(?:financial\s+|fiscal\s+)?year\b|(?:early|mid|late|as\s+of|spring|summer|autumn|winter|harvest|season)\b"
    r"|[QH][1-4]\b|FY\s?['’]?\d|(?:19|20)\d\d|\d{1,2}\s|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)",
    re.I,
)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?|FY\s?['’]?\d\d(?:/\d\d)?|[QH][1-4]", re.I)
_PORTION = re.compile(r"(?:series\s+[a-z]|(?:pre-?)?seed|(?:phase|part|volume|vol\.?|no\.?|version|chapter|round|edition|tranche)\s+\w+)\b", re.I)
_ABOUT = re.compile(rf"\b(?:{'|'.join(sorted(_KINDS))})\s+(?:of|for|on|to|about)\s+(?P<rest>.+)$", re.I)
_SMALL = frozenset("of the and & de du la le van von der den di da del plc".split())


def subject_of(title: str) -> str:
    """What a title is about: "Acme - PE Due Diligence Dashboard", "Investment dashboard: Acme (Oslo)" -> "Acme".

    Parts of a title stand on either side of a colon or dash, and end at a bracket or comma. A kind
    of document ("Policy brief", "Budget 2025", "National Reading Survey") is never the subject,
    and a list of names is not one subject. A name goes before words for a topic. Empty when the
    title holds nothing of the kind.
    """
    headline = _HEADLINE.match(_NEWS.sub("", title))
    if headline:
        return headline["name"]
    parts = [part for part in _PARTS.split(_BRACKETS.sub("", title.replace("_", " "))) if part.strip()]
    named = next((m["name"] for part in parts[1:] if (m := _THE.match(part))), "")
    if named and not (" " in (first := _stripped(parts[0])) and is_name(first)):
        return named.strip(" ,;")
    segments = [segment for part in parts for segment in _segments(part)]
    found = [(_rank(segment, len(segments)), n, name) for n, segment in enumerate(segments) if (name := _stripped(segment))]
    return min((f for f in found if f[0] is not None), default=(0, 0, ""))[2]


_THE = re.compile(r"the\s+(?P<name>[A-ZÀ-ÖØ-Þ][\w&.’'-]*(?:\s+(?:of\s+|and\s+|&\s+)?[A-ZÀ-ÖØ-Þ0-9][\w&.’'-]*){1,6}|[A-Z]{4,}[A-Z0-9-]*)(?=[\s,;]|$)")
"""What the second half of a title speaks of: "Tested: the Arvo 3", "Summary for the public: the SHORELINE trial"."""
_NEWS = re.compile(r"\W*(?:press|media|news)\s+release\s*[-–—:|]\s*", re.I)
_HEADLINE = re.compile(
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w&.’'-]*(?:\s+(?:(?:of|&|de|van|von|the)\s+)?[A-ZÀ-ÖØ-Þ0-9][\w&.’'-]*){0,5})\s+"
    r"(?:closes|raises|announces|orders|awards|receives|adopts|launches|acquires|reports|opens|secures|completes|unveils|posts|plans|names|appoints|wins|cuts|expands|signs|buys|sells|joins|doubles|reaches|passes|lands|bags|nets|lifts|hits|beats|misses|seeks|starts|begins|hires|faces|gets|sets|builds|draws|drops|returns|swings|sinks|tops|slips|hands|puts|wants)\s"
)
"""A headline: who does something."""


def _segments(part: str) -> list[str]:
    """A part cut at its commas, without dates; nothing for a list of names."""
    pieces = [piece.strip() for piece in part.split(", ") if piece.strip() and not (_WHEN.match(piece.strip()) and not _stripped(piece))]
    pieces = [piece for n, piece in enumerate(pieces) if n == 0 or not _WHEN.match(piece)]
    listed = len(pieces) > 1 and re.search(r"\s(?:and|&|or|vs\.?|versus)\s", pieces[-1]) and all(is_name(piece) for piece in pieces)
    return [] if listed else pieces


def _rank(segment: str, segments: int) -> int | None:
    """How likely a segment names the subject: 0 a name, 1 a name beside a kind of document, 2 a topic."""
    if _PORTION.fullmatch(segment):
        return None
    words = [w for w in segment.split() if not _YEAR.fullmatch(w.strip(",.;"))]
    about, last = _ABOUT.search(segment), _bare(words[-1]) if words else ""
    name = _stripped(segment)
    if about:
        return 1 if is_name(name) and name[:1].isupper() else 2
    if last not in _KINDS:
        return 0 if is_name(name) else 2
    if last in _NAMED or not (is_name(name) or segment.islower()):
        return None
    # "Nutrition brief: …" begins with a capital only because it is a title.
    return None if segments > 1 and " " not in name and words[-1].islower() and len(words) > 1 else 1


def _stripped(segment: str) -> str:
    """A segment without years, kinds of documents and the like at both ends."""
    about = _ABOUT.search(segment)
    words = (about["rest"] if about else segment).split()
    if all(_bare(word) in _GENERIC | _HEADINGS for word in words):
        return ""
    empty = lambda word: word == "data" or _bare(word) in _GENERIC or bool(_YEAR.fullmatch(word.strip(",.;")))  # noqa: E731
    while words and empty(words[-1]):
        words.pop()
    while words and empty(words[0]) and _bare(words[0]) not in _AT_THE_END:
        words.pop(0)
    return " ".join(words).strip(" ,.;:()")


def is_name(text: str) -> bool:
    """Whether all words are written as those of a name; a single word ("hugging-face") may be one."""
    words = text.split()
    return len(words) == 1 or (bool(words) and all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words))


def _bare(word: str) -> str:
    return word.strip("()[],.;:'\"?!").replace("’", "'").lower()


def as_in_text(name: str, text: str) -> str:
    """The name as the text writes it: "hugging-face" -> "Hugging Face"; the name itself if the text has none."""
    words = _WORD.findall(name.replace("-", " "))
    if not words or len(words) > 6:
        return name
    written: dict[str, int] = {}
    pattern = re.compile(r"(?<![\w/.@-])" + r"[ \t_-]?".join(map(re.escape, words)) + r"(?![\w/-])", re.I)
    for match in pattern.finditer(text[:200_000]):
        found = match.group()
        if found[0].isupper() and "_" not in found:
            written[found] = written.get(found, 0) + 1
    return max(written, key=lambda w: (written[w], not w.isupper(), "-" not in w, w)) if written else name


_SAYS = r"(?:has|had|is|was|will|raised|reported|employs|serves|operates|supplies|produced|generated|sells|makes)"


def short_in_text(name: str, text: str) -> str:
    """The name without the common nouns behind it where the text leaves them out: "Harlow Point power station"."""
    words = name.split()
    proper = next((n for n, word in enumerate(words) if word[:1].islower()), len(words))
    if not 0 < proper < len(words) or any(word.lower() in _SMALL | {"in", "for"} for word in words[proper:]):
        return name
    short = " ".join(words[:proper])
    if proper == 1 and re.search(rf"\b{re.escape(short.lower())}\b", text):
        return name
    return short if re.search(rf"(?<![\w-]){re.escape(short)}\s+{_SAYS}\b", text[:200_000]) else name


_IS_A = re.compile(
    r"[\"*_]*(?P<name>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4})[\"*_]*(?:,[^.]{0,60},)? (?:is|was) (?:a|an|the|one) "
)


def subject_of_first_sentence(text: str) -> str:
    """The name that a definition begins with: "Acme, Inc. is a …"."""
    match = _IS_A.match(text)
    return match["name"].rstrip(".,") if match else ""


_ISO = re.compile(r"\b((?:19|20)\d\d-\d\d-\d\d)")
DATED = re.compile(r"^(?:as[ _]of|date|generated(?: on| at)?|report date|published|last updated|updated|stand)$", re.I)
"""Labels of the line that dates a document."""


def day_of(text: str) -> date | None:
    """The first ISO day in a text."""
    match = _ISO.search(text)
    try:
        return date.fromisoformat(match.group(1)) if match else None
    except ValueError:
        return None
