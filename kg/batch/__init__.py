"""Reports checked one by one: in processes, with little in memory, and what was found kept for the next run."""

from kg.batch.cache import Cache, default
from kg.batch.run import Answer, check

__all__ = ["Answer", "Cache", "check", "default"]
