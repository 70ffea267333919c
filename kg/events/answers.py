"""Questions with the name that answers them: "Who operates the grid? Skarvnett."."""

from __future__ import annotations

from kg import patterns as re
from kg.readings import Reading

_WHO = re.compile(r"\b(?:Who|Which\s+(?:company|firm|body|person|organi[sz]ation|agency|fund|investor|bank|supplier|institute|club|team))\s+(?P<part>(?!else\b|are\b)[^?]{3,70})\?", re.I)
_OTHER = re.compile(r"\b(?:first|last|next|before|after|until|formerly|once|used to|will|would|could|might|not|most|also|else|other|besides|\w+est|can|should|may)\b", re.I)


def asked(reading: Reading, last: Reading | None) -> tuple[str, int] | None:
    """What is asked of whoever is named in a text, and where the answer begins; ``last`` is the reading before."""
    text = reading.text
    at = text.rfind("?") + 1
    if not at:
        if last is None or not last.text.rstrip(" *_\"”").endswith("?") or not last.carrier.passage or last.carrier.passage != reading.carrier.passage:
            return None
        question = last.text
    elif text[at:].strip(" *_\"”"):
        question = text[:at]
    else:
        return None
    found = _WHO.search(question)
    return (found["part"], at) if found and not _OTHER.search(found["part"]) else None
