"""Records are frozen dataclasses with slots in all that shows."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from kg.model import Document
from kg.records import record


@record
class Mine:
    """As a record."""

    name: str
    count: int = 2
    more: list = field(default_factory=list, compare=False)
    hidden: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Theirs:
    """As a frozen dataclass."""

    name: str
    count: int = 2
    more: list = field(default_factory=list, compare=False)
    hidden: str = field(default="", repr=False)


def test_what_shows_is_the_same():
    mine, theirs = Mine("a", hidden="x"), Theirs("a", hidden="x")
    assert repr(mine).removeprefix("Mine") == repr(theirs).removeprefix("Theirs")
    assert hash(mine) == hash(theirs)
    assert dataclasses.asdict(mine) == dataclasses.asdict(theirs)
    assert [f.name for f in dataclasses.fields(mine)] == [f.name for f in dataclasses.fields(theirs)]
    assert Mine.__match_args__ == Theirs.__match_args__
    assert not hasattr(mine, "__dict__")
    assert Mine.__doc__ == "As a record."


def test_equal_are_records_of_one_type_with_equal_fields():
    assert Mine("a") == Mine("a", more=[1])
    assert Mine("a") != Mine("a", 3)
    assert Mine("a") != Theirs("a")


def test_nothing_changes_a_record():
    mine = Mine("a")
    with pytest.raises(FrozenInstanceError):
        mine.name = "b"
    with pytest.raises(FrozenInstanceError):
        del mine.name
    with pytest.raises(FrozenInstanceError):
        mine.other = 1


def test_defaults_are_not_shared():
    assert Mine("a").more is not Mine("a").more


def test_arguments_are_those_of_a_dataclass():
    assert dataclasses.replace(Mine("a"), count=5) == Mine(name="a", count=5)
    with pytest.raises(TypeError):
        Mine()
    with pytest.raises(TypeError):
        Mine("a", 1, [], "", "too many")
    with pytest.raises(TypeError):
        Mine("a", unknown=1)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_records_are_copied_whole(again):
    assert again(Mine("a", 3, [1], "x")) == Mine("a", 3, [1], "x")
    assert again(Document("a.md", "text")) == Document("a.md", "text")


def test_a_record_of_one_field_and_of_none():
    @record
    class One:
        only: str

    @record
    class None_:
        pass

    assert One("a") == One("a") != One("b")
    assert len({One("a"), One("a")}) == 1
    assert None_() == None_()
