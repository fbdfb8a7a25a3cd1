"""The tables of the grammar: what each token leads to in each state. Lark makes them; they are kept beside the grammar as plain JSON.

Making them takes longer than checking a rule book, so they are kept: `python -m vigueur.syntax.tables` writes them anew after a change
of the grammar, and a test holds them equal to it. Tables of another grammar are not used: Lark is asked again.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from lark.grammar import Rule as LarkRule

STARTS: Final = ("expression", "cell")
END: Final = "$END"


class Rule(TypedDict):
    """`yields`: its symbol; `takes`: of how many; `method`: the builder's; `single`: whether one child alone stands for itself."""

    yields: str
    takes: int
    method: str
    single: bool


class Tables(TypedDict):
    """`states`: for each state, what each symbol leads to: a state, or the rule `-n - 1` that ends before the symbol."""

    grammar: str
    rules: list[Rule]
    states: list[dict[str, int]]
    starts: dict[str, int]
    ends: dict[str, int]


@cache
def tables() -> Tables:
    """The tables of the grammar."""
    grammar = _file("grammar.lark")
    try:
        kept: Tables = json.loads(_file("grammar.json"))
        if kept["grammar"] == _hash(grammar):
            return kept
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return made(grammar)


def made(grammar: str) -> Tables:
    """The tables that Lark makes of a grammar. It is strict: a conflict is an error, and nothing is resolved silently."""
    from lark import Lark  # noqa: PLC0415 - the tables are kept

    lark = Lark(grammar, parser="lalr", strict=True, lexer="basic", start=list(STARTS), keep_all_tokens=True, maybe_placeholders=False)
    table = lark.parser.parser._parse_table  # noqa: SLF001 - what `Lark.save` writes, without its pickle
    # Lark numbers the states anew each time: here they are numbered as they are met from the starts.
    order = {table.start_states[start]: number for number, start in enumerate(STARTS)}
    rules: dict[LarkRule, int] = {}
    states: list[dict[str, int]] = []
    for state in (queue := list(order)):
        targets = {symbol: target for symbol, (_, target) in sorted(table.states[state].items())}
        for target in targets.values():
            if isinstance(target, int) and target not in order:
                order[target] = len(order)
                queue.append(target)
        states.append({s: order[t] if isinstance(t, int) else -1 - rules.setdefault(t, len(rules)) for s, t in targets.items()})
    return {
        "grammar": _hash(grammar),
        "rules": [_rule(rule) for rule in rules],
        "states": states,
        "starts": {start: order[table.start_states[start]] for start in STARTS},
        "ends": {start: order[table.end_states[start]] for start in STARTS},
    }


def _rule(rule: LarkRule) -> Rule:
    return {
        "yields": str(rule.origin.name),
        "takes": len(rule.expansion),
        "method": str(rule.alias or rule.origin.name),
        "single": bool(rule.options.expand1) and not rule.alias,
    }


def text(found: Tables) -> str:
    """The tables as the text of their file: a state and a rule a line."""
    rules, states = (",\n".join(json.dumps(line) for line in lines) for lines in (found["rules"], found["states"]))
    rest = {"grammar": found["grammar"], "starts": found["starts"], "ends": found["ends"]}
    return f'{json.dumps(rest)[:-1]},\n"rules": [\n{rules}\n],\n"states": [\n{states}\n]}}\n'


def _file(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")


def _hash(grammar: str) -> str:
    return hashlib.sha256(grammar.encode()).hexdigest()


if __name__ == "__main__":
    (Path(__file__).parent / "grammar.json").write_text(text(made(_file("grammar.lark"))), "utf-8")
