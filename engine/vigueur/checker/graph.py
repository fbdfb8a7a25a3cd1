"""Which provision reads which: cycles, depth, and provisions that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Final

from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.source import Span

DEEPEST: Final = 200
"""Provisions that may read each other in a chain."""


def parts(node: object) -> Iterator[object]:
    """Every node of an expression, itself first."""
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, tuple):
            stack.extend(reversed(current))
        elif is_dataclass(current) and type(current).__module__ == ir.__name__:
            yield current
            stack.extend(getattr(current, f.name) for f in reversed(fields(current)))


def references(expr: ir.Expr) -> tuple[str, ...]:
    """The provisions that an expression reads, once each."""
    return tuple(dict.fromkeys(p.id for p in parts(expr) if isinstance(p, ir.Reference)))


def cycles(reads: Mapping[str, Sequence[str]], places: Mapping[str, Span]) -> list[Problem]:
    """Provisions that read themselves through others: one problem a circle. Also chains that are too long."""
    problems: list[Problem] = []
    depth: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    reported: set[frozenset[str]] = set()
    for start in reads:
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in depth:
            stack.append((start, iter(reads[start])))
            path.append(start)
            on_path.add(start)
        while stack:
            name, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                on_path.discard(name)
                depth[name] = 1 + max((depth.get(r, 0) for r in reads[name]), default=0)
            elif following in on_path:
                circle = path[path.index(following) :]
                if frozenset(circle) not in reported:
                    reported.add(frozenset(circle))
                    also = tuple((places[c], f"`{c}` stands here", f"`{c}` est ici") for c in circle[1:4] if c in places)
                    problems.append(problem("VG430", places.get(following), also=also, circle=" → ".join([*circle, following])))
            elif following in reads and following not in depth:
                stack.append((following, iter(reads[following])))
                path.append(following)
                on_path.add(following)
    deepest = max(depth, key=lambda name: depth[name], default=None)
    if deepest is not None and depth[deepest] > DEEPEST and not problems:
        problems.append(problem("VG431", places.get(deepest), provision=deepest, depth=depth[deepest], most=DEEPEST))
    return problems


def unused(reads: Mapping[str, Sequence[str]], roots: Sequence[str]) -> list[str]:
    """Provisions that no root reaches."""
    reached: set[str] = set()
    stack = list(roots)
    while stack:
        name = stack.pop()
        if name not in reached and name in reads:
            reached.add(name)
            stack.extend(reads[name])
    return [name for name in reads if name not in reached]
