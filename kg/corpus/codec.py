"""What was read from a report as JSON text and back, exactly: reports, candidates, findings.

JSON, and not pickled objects: a corpus may come from somebody else, and reading it must run nothing.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, get_origin

from kg.metrics import Metrics
from kg.readings import Carrier, Reading

if TYPE_CHECKING:
    from cattrs import Converter


class Codec:
    """Writes frozen dataclasses as JSON and makes equal ones of it.

    Decimals keep their digits, sets are written in a fixed order, fields that hold their default are
    left out.  Figures that were read from one sentence share its :class:`kg.readings.Reading` again,
    as far as they are read by one codec.
    """

    def __init__(self, metrics: Metrics):
        self.metrics = metrics
        self._readings: dict[Carrier, Reading] = {}

    def write(self, value: object) -> str:
        """The JSON of a value."""
        return json.dumps(self._converter.unstructure(value), ensure_ascii=True, separators=(",", ":"))

    def read(self, text: str, type: type) -> object:
        """The value of a type that a JSON text tells.  Raises ``ValueError`` and its kin for what is none."""
        return self._converter.structure(json.loads(text), type)

    @cached_property
    def _converter(self) -> Converter:
        from cattrs import Converter

        made = Converter(omit_if_default=True, detailed_validation=False)
        made.register_unstructure_hook(Decimal, str)
        made.register_structure_hook(Decimal, lambda text, _: Decimal(text))
        made.register_unstructure_hook(date, date.isoformat)
        made.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
        made.register_structure_hook_func(lambda kind: kind is tuple, lambda items, _: tuple(items))
        made.register_structure_hook_func(lambda kind: kind is object, lambda value, _: value)
        made.register_unstructure_hook_func(_is_set, lambda items: sorted((made.unstructure(i) for i in items), key=repr))
        made.register_unstructure_hook(Reading, lambda one: made.unstructure((one.carrier, one.style, sorted(one.currencies.items())), tuple))
        made.register_structure_hook(Reading, lambda parts, _: self._reading(made.structure(parts[0], Carrier), *parts[1:]))
        return made

    def _reading(self, carrier: Carrier, style: str | None, currencies: list[list[str]]) -> Reading:
        if carrier not in self._readings:
            self._readings[carrier] = Reading(carrier, self.metrics, style, dict(currencies))
        return self._readings[carrier]

    def forget(self) -> None:
        """Let go of the sentences that were read."""
        self._readings.clear()


def _is_set(kind: object) -> bool:
    return (get_origin(kind) or kind) in (frozenset, set)


def text_of(key: Hashable) -> str:
    """A key as text: equal keys give equal texts, different ones different texts."""
    return json.dumps(key, ensure_ascii=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(map(text_of, value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
