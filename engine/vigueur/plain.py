"""Plain data classes: what `dataclasses.dataclass(slots=True)` gives, built without running generated code.

The standard decorator writes the source of each method as text and executes it: half a millisecond a class, and a decision that takes
a few milliseconds would pay for more than a hundred classes. Here the methods of all classes are made of the same few functions: an
`__init__` of each length is written out once and given the names and defaults of a class's fields, `__eq__` and `__hash__` compare and
hash what `operator.attrgetter` takes from the slots. Building a class takes a twentieth of the time, making an instance no longer.

To type checkers this is the standard decorator, and so it is to `dataclasses.fields`, `replace` and `is_dataclass`. What we do not
use is not there: classes without slots, `init=False`, `__post_init__`, `InitVar`, `ClassVar`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import _FIELD, MISSING, Field, FrozenInstanceError, field  # type: ignore[attr-defined]
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias, cast

__all__ = ["dataclass", "field"]

Fields: TypeAlias = "Sequence[Field[Any]]"
Setter: TypeAlias = "Callable[[object, object], None]"


def _dataclass(*, slots: bool, frozen: bool = False, eq: bool = True, order: bool = False) -> Callable[[type], type]:
    """A decorator that makes a class of plain data; the arguments mean what they mean to the standard one."""
    if not slots:
        message = "a plain class has slots"
        raise TypeError(message)
    return lambda cls: _built(cls, frozen=frozen, eq=eq, order=order)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _built(cls: type, *, frozen: bool, eq: bool, order: bool) -> type:
    every: dict[str, Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        every |= getattr(base, "__dataclass_fields__", {})
    inherited = set(every)
    members = dict(cls.__dict__)
    every |= {name: _field(name, kind, members.pop(name, MISSING)) for name, kind in members.get("__annotations__", {}).items()}
    positional, named = [f for f in every.values() if not f.kw_only], [f for f in every.values() if f.kw_only]
    for unwanted in ("__dict__", "__weakref__"):
        members.pop(unwanted, None)
    given = {
        "__slots__": tuple(name for name in every if name not in inherited),
        "__dataclass_fields__": every,
        "__match_args__": tuple(f.name for f in positional),
        "__qualname__": cls.__qualname__,
        "__repr__": _repr,
    }
    if eq:
        given |= _comparing([f.name for f in every.values() if f.compare], frozen=frozen, order=order)
        if members.get("__hash__") is None:
            members.pop("__hash__", None)
    if frozen:
        given |= {"__setattr__": _fixed, "__delattr__": _fixed, "__getstate__": _state, "__setstate__": _restore}
    made: type = type(cls)(cls.__name__, cls.__bases__, {**given, **members})
    if "__init__" not in members:
        made.__init__ = _init(made, positional, named)  # type: ignore[misc]
    return made


def _field(name: str, kind: object, given: object) -> Field[Any]:
    one: Field[Any] = given if isinstance(given, Field) else cast("Field[Any]", field(default=given))
    one.name, one.type, one._field_type = name, kind, _FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - as the standard one does
    one.kw_only = one.kw_only is True
    return one


# Making

_OMITTED: Final = object()
"""Stands for the value of a default factory in a signature."""


def _init(made: type, positional: Fields, named: Fields) -> Callable[..., None]:
    both = [*positional, *named]
    setters = [_setter(made, f) for f in both]
    defaults = tuple(_default(f) for f in positional if _default(f) is not MISSING)
    if any(_default(f) is MISSING for f in positional[len(positional) - len(defaults) :]):
        message = f"a field without default follows one with a default in {made.__qualname__}"
        raise TypeError(message)
    if len(both) >= len(_TEMPLATES):
        return _long_init(made, positional, named, setters)
    shared = _TEMPLATES[len(both)](*setters)
    code = shared.__code__.replace(
        co_varnames=("self", *(f.name for f in both)),
        co_argcount=1 + len(positional),
        co_kwonlyargcount=len(named),
        co_qualname=f"{made.__qualname__}.__init__",
    )
    init = FunctionType(code, {}, "__init__", defaults, shared.__closure__)
    init.__kwdefaults__ = {f.name: _default(f) for f in named if _default(f) is not MISSING}
    return init


def _default(f: Field[Any]) -> object:
    return f.default if f.default_factory is MISSING else _OMITTED


def _setter(made: type, f: Field[Any]) -> Setter:
    set_: Setter = getattr(made, f.name).__set__
    factory = f.default_factory
    if factory is MISSING:
        return set_
    return lambda self, value: set_(self, factory() if value is _OMITTED else value)


def _long_init(made: type, positional: Fields, named: Fields, setters: Sequence[Setter]) -> Callable[..., None]:
    both = [*positional, *named]
    names = [f.name for f in both]
    defaults = {f.name: _default(f) for f in both if _default(f) is not MISSING}
    every = -1 if named else len(names)

    def __init__(self: object, *values: object, **given: object) -> None:  # noqa: N807 - it becomes one
        if given or len(values) != every:
            taken = {**defaults, **dict(zip(names, values, strict=False)), **given}
            wrong = [n for n in names if n not in taken] + [n for n in given if n not in names or n in names[: len(values)]]
            if wrong or len(values) > len(positional):
                message = f"{made.__qualname__}.__init__() cannot take these arguments: {', '.join(wrong)}"
                raise TypeError(message)
            values = tuple(taken[name] for name in names)
        for set_, value in zip(setters, values, strict=True):
            set_(self, value)

    return __init__


# One `__init__` a number of fields. Written out, for a loop takes twice the time; renamed for each class by its code object.


def _0() -> Callable[..., None]:
    def __init__(self: object) -> None:  # noqa: N807 - it becomes one
        pass

    return __init__


def _1(s1: Setter) -> Callable[..., None]:
    def __init__(self: object, a: object) -> None:  # noqa: N807 - it becomes one
        s1(self, a)

    return __init__


def _2(s1: Setter, s2: Setter) -> Callable[..., None]:
    def __init__(self: object, a: object, b: object) -> None:  # noqa: N807 - it becomes one
        s1(self, a)
        s2(self, b)

    return __init__


def _3(s1: Setter, s2: Setter, s3: Setter) -> Callable[..., None]:
    def __init__(self: object, a: object, b: object, c: object) -> None:  # noqa: N807 - it becomes one
        s1(self, a)
        s2(self, b)
        s3(self, c)

    return __init__


def _4(s1: Setter, s2: Setter, s3: Setter, s4: Setter) -> Callable[..., None]:
    def __init__(self: object, a: object, b: object, c: object, d: object) -> None:  # noqa: N807 - it becomes one
        s1(self, a)
        s2(self, b)
        s3(self, c)
        s4(self, d)

    return __init__


def _5(s1: Setter, s2: Setter, s3: Setter, s4: Setter, s5: Setter) -> Callable[..., None]:
    def __init__(self: object, a: object, b: object, c: object, d: object, e: object) -> None:  # noqa: N807 - it becomes one
        s1(self, a)
        s2(self, b)
        s3(self, c)
        s4(self, d)
        s5(self, e)

    return __init__


def _6(s1: Setter, s2: Setter, s3: Setter, s4: Setter, s5: Setter, s6: Setter) -> Callable[..., None]:
    def __init__(self: object, a: object, b: object, c: object, d: object, e: object, f: object) -> None:  # noqa: N807 - it becomes one
        s1(self, a)
        s2(self, b)
        s3(self, c)
        s4(self, d)
        s5(self, e)
        s6(self, f)

    return __init__


_TEMPLATES = (_0, _1, _2, _3, _4, _5, _6)

# Comparing


def _comparing(names: Sequence[str], *, frozen: bool, order: bool) -> dict[str, object]:
    key: Callable[[object], Any] = operator.attrgetter(*names) if names else lambda _self: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - it becomes one
        if other.__class__ is self.__class__:
            return self is other or key(self) == key(other)
        return NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 - it becomes one
        return hash(key(self))

    methods: dict[str, object] = {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}
    if order:
        methods |= {f"__{sign}__": _ordering(getattr(operator, sign), key) for sign in ("lt", "le", "gt", "ge")}
    return methods


def _ordering(sign: Callable[[object, object], bool], key: Callable[[object], object]) -> Callable[[object, object], bool]:
    def compare(self: object, other: object) -> bool:
        return sign(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

    return compare


# What all classes share


def _repr(self: object) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in _fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _fixed(_self: object, name: str, *_value: object) -> NoReturn:
    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _state(self: object) -> list[object]:
    return [getattr(self, f.name) for f in _fields(self)]


def _restore(self: object, state: Sequence[object]) -> None:
    for f, value in zip(_fields(self), state, strict=True):
        object.__setattr__(self, f.name, value)


def _fields(self: object) -> Fields:
    return tuple(self.__dataclass_fields__.values())  # type: ignore[attr-defined]
