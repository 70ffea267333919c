"""What a document is called and what it is about, from its title and its first words."""

from __future__ import annotations

import re
from datetime import date

# Words that say what kind of document it is, never what it is about.
_GENERIC = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "on",
        "for",
        "about",
        "and",
        "in",
        "into",
        "to",
        "pe",
        "vc",
        "ic",
        "due",
        "diligence",
        "report",
        "reports",
        "dashboard",
        "dashboards",
        "analysis",
        "investment",
        "investor",
        "memo",
        "memorandum",
        "overview",
        "profile",
        "company",
        "summary",
        "executive",
        "research",
        "note",
        "notes",
        "structured",
        "unstructured",
        "rag",
        "draft",
        "final",
        "confidential",
        "deep",
        "dive",
        "review",
        "assessment",
        "briefing",
        "brief",
        "update",
        "equity",
        "private",
        "deal",
        "screening",
        "teaser",
        "factsheet",
        "fact",
        "sheet",
        "study",
        "case",
        "market",
        "paper",
        "white",
        "quarterly",
        "annual",
        "monthly",
        "weekly",
        "version",
        "v1",
        "v2",
    ]
)
_PARTS = re.compile(r"\s+[-–—|·]\s+|:\s+")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")


def subject_of(title: str) -> str:
    """The name in a title: "Acme - PE Due Diligence Dashboard", "Investment dashboard: Acme" -> "Acme".

    Empty when the title holds nothing but words for kinds of documents.
    """
    for part in _PARTS.split(title.replace("_", " ")):
        words = part.split()
        while words and _bare(words[-1]) in _GENERIC:
            words.pop()
        while words and _bare(words[0]) in _GENERIC:
            words.pop(0)
        if words:
            return " ".join(words).strip(" ,.;:()")
    return ""


def _bare(word: str) -> str:
    return word.strip("()[],.;:'\"").lower()


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
