"""What evidence is worth: who publishes, who is interested, which sources are one, what quotes carry."""

from kg.evidence.independence import Independence, Voice, independence
from kg.evidence.interests import Party, controlled, controlled_sources, party
from kg.evidence.publishers import publisher_key, publishers

__all__ = [
    "Independence",
    "Party",
    "Voice",
    "controlled",
    "controlled_sources",
    "independence",
    "party",
    "publisher_key",
    "publishers",
]
