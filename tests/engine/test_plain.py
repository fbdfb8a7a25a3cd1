"""Plain classes, held against the standard decorator's."""

from __future__ import annotations

import copy
import dataclasses
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from vigueur import plain

Maker = Callable[..., Any]


def node(dataclass: Maker) -> type:
    @dataclass(frozen=True, slots=True)
    class Node:
        span: int = dataclasses.field(kw_only=True, compare=False, repr=False)

    return Node


def pair(dataclass: Maker) -> Any:  # noqa: ANN401 - a class of a class that is made
    @dataclass(frozen=True, slots=True)
    class Pair(node(dataclass)):  # type: ignore[misc]
        """Two, and what stands beside them."""

        left: int
        right: tuple[int, ...] = ()
        beside: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)

        @property
        def both(self) -> tuple[int, tuple[int, ...]]:
            return self.left, self.right

    return Pair


def long(dataclass: Maker) -> Any:  # noqa: ANN401 - the same
    @dataclass(frozen=True, slots=True)
    class Long:
        a: int
        b: int
        c: int
        d: int
        e: int
        f: int = 6
        g: int = 7
        h: int = dataclasses.field(kw_only=True, default=8)

    return Long


MAKERS = pytest.mark.parametrize("dataclass", [dataclasses.dataclass, plain.dataclass], ids=["standard", "plain"])


@MAKERS
def test_instances_are_made_by_position_name_and_default(dataclass: Maker) -> None:
    cls = pair(dataclass)
    made = cls(1, span=3)
    assert (made.left, made.right, made.beside, made.span, made.both) == (1, (), {}, 3, (1, ()))
    assert cls(left=1, right=(2,), span=0).right == (2,)
    assert cls(1, span=0).beside is not cls(1, span=0).beside


@MAKERS
@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1,), {}), ((1, (), {}, 4), {}), ((1,), {"span": 1, "left": 2}), ((1,), {"span": 1, "up": 2})],
)
def test_wrong_arguments_are_refused(dataclass: Maker, values: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        pair(dataclass)(*values, **named)


@MAKERS
def test_a_class_of_many_fields_is_made_alike(dataclass: Maker) -> None:
    cls = long(dataclass)
    assert dataclasses.astuple(cls(1, 2, 3, 4, 5, h=0)) == (1, 2, 3, 4, 5, 6, 7, 0)
    assert dataclasses.astuple(cls(1, 2, 3, e=5, d=4)) == (1, 2, 3, 4, 5, 6, 7, 8)
    for values, named in (((1, 2, 3, 4), {}), ((1, 2, 3, 4, 5, 6, 7, 8), {}), ((1, 2, 3, 4, 5), {"a": 1}), ((1, 2, 3, 4, 5), {"z": 1})):
        with pytest.raises(TypeError):
            cls(*values, **named)


@MAKERS
def test_what_is_compared_is_equal_and_hashes_alike(dataclass: Maker) -> None:
    cls = pair(dataclass)
    assert cls(1, (2,), span=1) == cls(1, (2,), {"a": 1}, span=2)
    assert hash(cls(1, (2,), span=1)) == hash(cls(1, (2,), span=2))
    assert cls(1, span=1) != cls(2, span=1)
    assert cls(1, span=1) != (1, ())
    assert pair(dataclass)(1, span=1) != cls(1, span=1)


@MAKERS
def test_an_instance_is_fixed_and_has_slots(dataclass: Maker) -> None:
    made = pair(dataclass)(1, span=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.left = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.left
    assert not hasattr(made, "__dict__")


@MAKERS
def test_instances_that_may_change_change_and_do_not_hash(dataclass: Maker) -> None:
    @dataclass(slots=True)
    class Open:
        items: list[int] = dataclasses.field(default_factory=list)

    made = Open()
    made.items = [1]
    assert made == Open([1])
    with pytest.raises(TypeError):
        hash(made)


@MAKERS
def test_an_order_is_that_of_the_fields(dataclass: Maker) -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Months:
        count: int

    assert Months(1) < Months(2) <= Months(2)
    assert max(Months(3), Months(1)) == Months(3)
    with pytest.raises(TypeError):
        assert Months(1) < 2


@MAKERS
def test_without_equality_an_instance_equals_itself_alone(dataclass: Maker) -> None:
    @dataclass(frozen=True, slots=True, eq=False)
    class Source:
        name: str

    one = Source("a")
    assert one == one  # noqa: PLR0124 - that is the question
    assert one != Source("a")
    assert len({one, Source("a")}) == 2


@MAKERS
def test_the_standard_library_knows_it(dataclass: Maker) -> None:
    made = pair(dataclass)(1, span=3)
    assert dataclasses.is_dataclass(made)
    assert [f.name for f in dataclasses.fields(made)] == ["span", "left", "right", "beside"]
    assert dataclasses.replace(made, left=5).left == 5
    assert copy.copy(made) == made == copy.deepcopy(made)


@MAKERS
def test_it_is_matched_by_position(dataclass: Maker) -> None:
    cls = pair(dataclass)
    match cls(1, (2,), span=3):
        case cls(left, (right,)):
            assert (left, right) == (1, 2)
        case _:
            pytest.fail("no match")


def test_text_and_signature_are_the_standard_ones() -> None:
    standard, ours = pair(dataclasses.dataclass), pair(plain.dataclass)
    assert repr(ours(1, span=2)) == repr(standard(1, span=2))
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(standard).parameters)
    assert ours.__doc__ == standard.__doc__
    assert ours.__match_args__ == standard.__match_args__


def test_a_class_without_slots_and_a_field_that_comes_too_late_are_refused() -> None:
    with pytest.raises(TypeError):
        plain.dataclass(frozen=True, slots=False)
    with pytest.raises(TypeError):

        @plain.dataclass(frozen=True, slots=True)
        class Wrong:
            first: int = 1
            second: int
