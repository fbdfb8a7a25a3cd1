"""Canonical JSON (RFC 8785): one sequence of bytes for one value, so that a hash stands for what was said.

Numbers of the law are strings before they come here, so that no float is ever written: of JSON's numbers only whole ones are taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn, TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

LARGEST_WHOLE: Final = 2**53 - 1
"""Beyond it JSON's numbers are not exact everywhere (RFC 8785, appendix D)."""
LARGEST_TEXT: Final = 64 * 1024 * 1024
"""Bytes of one text."""


_SIMPLE: Final = frozenset((str, bool, type(None)))


class NotCanonical(ValueError):  # noqa: N818 - what it is, not what went wrong
    """A value that has no canonical form here, or a text that is none."""


class NotText(NotCanonical, UnicodeError):  # noqa: N818 - what it is
    """A text with half a character: it cannot be written in UTF-8, by anybody."""


def canonical(value: Json) -> bytes:
    """The canonical text of a value, in UTF-8. Raises NotCanonical for floats, large numbers and lone surrogates."""
    ordered = _checked(value)
    try:
        # Names in ASCII stand in the same order by their characters as by UTF-16 code units, which is that of RFC 8785.
        if ordered:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise NotText(error.reason) from error


def parse(text: bytes) -> Json:
    """The value of a canonical text. Raises NotCanonical for anything that is not byte for byte the canonical form of its value."""
    if len(text) > LARGEST_TEXT:
        raise NotCanonical
    try:
        value: Json = json.loads(text.decode(), parse_float=_refuse, parse_constant=_refuse)
        same = canonical(value) == text
    except (ValueError, RecursionError) as error:
        raise NotCanonical from error
    if not same:
        raise NotCanonical
    return value


def as_object(value: Json) -> Mapping[str, Json]:
    """The members of a value; none where it is no object."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: Json) -> Sequence[Json]:
    """The items of a value; none where it is no list."""
    return value if isinstance(value, list | tuple) else ()


def _refuse(text: str) -> NoReturn:
    raise NotCanonical(text)


def _checked(value: Json) -> bool:
    """Whether all names are in ASCII. Raises NotCanonical for what has no canonical form."""
    ascii_ = True
    waiting: list[Json] = [value]
    while waiting:
        one = waiting.pop()
        if one.__class__ in _SIMPLE:
            continue
        if isinstance(one, int):
            if abs(one) > LARGEST_WHOLE:
                raise NotCanonical(one)
        elif isinstance(one, dict):
            for name in one:
                if name.__class__ is not str:
                    raise NotCanonical(name)
                ascii_ = ascii_ and name.isascii()
            waiting.extend([inner for inner in one.values() if inner.__class__ not in _SIMPLE])
        elif isinstance(one, list | tuple):
            waiting.extend([inner for inner in one if inner.__class__ not in _SIMPLE])
        else:
            raise NotCanonical(one.__class__.__name__)
    return ascii_


def _ordered(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _ordered(value[name]) for name in sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))}
    return [_ordered(item) for item in value] if isinstance(value, list | tuple) else value
