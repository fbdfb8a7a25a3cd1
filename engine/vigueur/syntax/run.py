"""Runs the grammar's tables over tokens: a stack of states, and beside it what has been built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, cast

from vigueur.syntax.tables import END, Rule, tables
from vigueur.syntax.tokens import Lexeme
from vigueur.syntax.tree import BUILDER, Built, Child, Children

Value: TypeAlias = "Child | Children"


class Stuck(Exception):  # noqa: N818 - what happened, not what is wrong
    """A token cannot stand where it stands. `position`: which."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def run(lexemes: Sequence[Lexeme], start: str) -> Built:
    """The tree of some tokens. Raises Stuck."""
    table = tables()
    states, rules, end = table["states"], table["rules"], table["ends"][start]
    stack = [table["starts"][start]]
    values: list[Value] = []
    for position in range(len(lexemes) + 1):
        lexeme = lexemes[position] if position < len(lexemes) else None
        symbol = lexeme.kind if lexeme else END
        while True:
            action = states[stack[-1]].get(symbol)
            if action is None:
                raise Stuck(position)
            if action >= 0:
                break
            rule = rules[-1 - action]
            _reduce(rule, stack, values)
            stack.append(states[stack[-1]][rule["yields"]])
            if lexeme is None and stack[-1] == end:
                return cast("Built", values[-1])
        if lexeme is None:
            raise Stuck(position)
        stack.append(action)
        values.append(lexeme)
    raise Stuck(len(lexemes))


def accepted(lexemes: Sequence[Lexeme], start: str) -> frozenset[str]:
    """What can follow some tokens that can stand where they stand."""
    table = tables()
    stack: list[int] = [table["starts"][start]]
    for lexeme in lexemes:
        stack = _moved(stack, lexeme.kind, -1) or stack
    symbols = {symbol for symbol in table["states"][stack[-1]] if symbol.isupper()}
    return frozenset(symbol for symbol in symbols if _moved(stack, symbol, table["ends"][start]) is not None)


def _moved(before: Sequence[int], symbol: str, end: int) -> list[int] | None:
    """The stack of states after a token; None where it cannot stand."""
    table = tables()
    states, rules = table["states"], table["rules"]
    stack = list(before)
    while True:
        action = states[stack[-1]].get(symbol)
        if action is None:
            return None
        if action >= 0:
            return [*stack, action]
        rule = rules[-1 - action]
        if rule["takes"]:
            del stack[-rule["takes"] :]
        stack.append(states[stack[-1]][rule["yields"]])
        if symbol == END and stack[-1] == end:
            return stack


def _reduce(rule: Rule, stack: list[int], values: list[Value]) -> None:
    """What a rule takes is taken off, and what it builds put in its place."""
    count = rule["takes"]
    taken = values[len(values) - count :]
    if count:
        del stack[-count:]
        del values[-count:]
    values.append(_built(rule, taken))


def _built(rule: Rule, taken: list[Value]) -> Value:
    if rule["single"] and len(taken) == 1:
        return taken[0]
    children: Children = []
    for value in taken:
        if isinstance(value, list):
            children += value
        else:
            children.append(value)
    method: Callable[[Children], Built] | None = BUILDER.get(rule["method"])
    return children if method is None else method(children)
