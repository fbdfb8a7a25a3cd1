"""One JSON object in, one out: the protocol of the conformance run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NoReturn

from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.diagnostics.render import in_order, message
from vigueur.feel.calculator import calculate
from vigueur.feel.tables import decide
from vigueur.feel.wire import Json, write
from vigueur.values import State

_LONGEST: Final = 5_000_000
_HALF: Final = re.compile("[\ud800-\udfff]")
_TIMED: Final = re.compile(r'"-?P\w*T\w+"')


def answers(lines: Iterable[str], language: Language = "en") -> Iterator[str]:
    """The answer to each line, in its order; empty lines are passed over."""
    for line in lines:
        if line.strip():
            yield _line(answer(line, language))


def _line(given: Mapping[str, Json]) -> str:
    """An answer as a line of text; half a character, which no text can hold, is escaped."""
    line = json.dumps(given, ensure_ascii=False, default=str)
    return json.dumps(given, default=str) if _HALF.search(line) else line


def answer(line: str, language: Language = "en") -> dict[str, Json]:
    """The answer to one request: `{"id", "value"}`, or `{"id", "error", "code"}`."""
    identity: Json = None
    try:
        request = _request(line)
        identity = _identity(request.get("id"))
        return {"id": identity, "value": write(_state(request), timed=bool(_TIMED.search(str(request.get("expression")))))}
    except Refused as refused:
        first = in_order(refused.problems)[0]
        return {"id": identity, "error": message(first, language), "code": first.code}
    except (RecursionError, MemoryError):
        too_much = problem("VG157", None)
        return {"id": identity, "error": message(too_much, language), "code": too_much.code}


def _request(line: str) -> Mapping[str, Json]:
    if len(line) > _LONGEST:
        _misunderstood("the line is too long")
    try:
        request = json.loads(line, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, ArithmeticError):
        _misunderstood("this is no JSON")
    if not isinstance(request, dict):
        _misunderstood("this is no object")
    return request


def _identity(given: Json) -> Json:
    """What an answer is known by: a text or a number as it came; nothing that could be deep."""
    return given if isinstance(given, str | int | Decimal) else None


def _no_number(_text: str) -> Json:
    raise ValueError


def _state(request: Mapping[str, Json]) -> State:
    context, kinds, result = request.get("context"), request.get("input_types"), request.get("result_type")
    if context is not None and not isinstance(context, Mapping):
        _misunderstood("`context` is no object")
    types = kinds if isinstance(kinds, Mapping) else None
    if request.get("kind") not in ("table", "feel", None):
        _misunderstood("`kind` is neither feel nor table")
    if request.get("kind") == "table":
        table = request.get("table")
        if not isinstance(table, Mapping):
            _misunderstood("`table` is no object")
        return decide(table, context, types, result)
    expression = request.get("expression")
    if not isinstance(expression, str):
        _misunderstood("`expression` is no text")
    return calculate(expression, context, input_types=types, result_type=result)


def _misunderstood(why: str) -> NoReturn:
    raise Refused((problem("VG156", None, why=why),))
