"""Which id stands under the cursor."""

from __future__ import annotations

from kg import patterns as re
from kg.prose import citation_spans

_NOTE = re.compile(r"\[\^([^\]\s^]{1,60})\]")
_TOKEN = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")


def candidates(line: str, column: int) -> list[tuple[str, int, int]]:
    """Ids that the character at ``column`` (from 0) may be part of, with their spans, the likeliest first.

    A bare number is an id only inside the brackets of a citation.
    """
    cited = [*citation_spans(line), *((m.group(1), m.start(1), m.end(1)) for m in _NOTE.finditer(line))]
    words = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(line) if not m.group().isdigit()]
    found = [one for one in (*cited, *words) if one[1] <= column <= one[2]]
    return list(dict.fromkeys(found))
