"""Whole trees of the language: every form, at any place where the grammar lets it stand."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from vigueur.source import Fragment
from vigueur.syntax import ast
from vigueur.syntax.names import FUNCTIONS, KEYWORDS
from vigueur.values import Months

HERE = Fragment.of("").span(0, 0)
RESERVED = KEYWORDS | {"not", "function", "instance"}

names = st.one_of(
    st.sampled_from(["a", "medecin", "seuil_775", "été", "day", "any", "date", "item", "count", "of", "横綱"]),
    st.from_regex(r"[a-z_][a-z0-9_]{0,6}", fullmatch=True),
).filter(lambda name: name not in RESERVED)
keys = st.one_of(names, st.sampled_from(["a b", "if", "", "é-è", 'q"q']))
parameters = st.sampled_from(["n", "scale", "decimal separator", "start position", "in", "from"])
numbers = st.one_of(
    st.integers(0, 10**12).map(Decimal),
    st.decimals(0, 10**9, places=4),
    st.sampled_from([Decimal("1e-30"), Decimal("1.5e60"), Decimal("1e-200")]),
)
temporals = st.one_of(
    st.dates(),
    st.integers(-100_000, 100_000).map(Months),
    st.timedeltas(timedelta(days=-100_000), timedelta(days=100_000)),
)


def _quantity(value: int, unit: str) -> ast.Quantity:
    return ast.Quantity(Decimal(value), unit, span=HERE)


leaves: st.SearchStrategy[ast.Expr] = st.one_of(
    numbers.map(lambda v: ast.Number(v, span=HERE)),
    st.builds(_quantity, st.integers(0, 1000), st.sampled_from(["%", "year", "month", "day", "EUR"])),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(lambda v: ast.Text(v, span=HERE)),
    st.booleans().map(lambda v: ast.Boolean(v, span=HERE)),
    st.just(ast.Null(span=HERE)),
    temporals.map(lambda v: ast.Temporal(v, span=HERE)),
    names.map(lambda v: ast.Name(v, span=HERE)),
)


def _logic(op: str, members: list[ast.Expr]) -> ast.Expr:
    """A first member of the same kind would be written as part of the chain."""
    first, *rest = members
    flat = first.members if isinstance(first, ast.Logic) and first.op == op else (first,)
    return ast.Logic(op, (*flat, *rest), span=HERE)  # type: ignore[arg-type]


def _call(function: str, arguments: list[ast.Argument]) -> ast.Call:
    # The language gives `not` one argument.
    kept = arguments[:1] if function == "not" else arguments
    return ast.Call(function, tuple(kept), span=HERE, function_span=HERE)


def _half(end: ast.Expr, *, low: bool, closed: bool) -> ast.Range:
    if low:
        return ast.Range(end, None, low_closed=closed, high_closed=False, span=HERE)
    return ast.Range(None, end, low_closed=False, high_closed=closed, span=HERE)


def comparisons(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Comparison]:
    """Unary tests such as `< 5`."""
    return st.builds(ast.Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, span=st.just(HERE))


def _extend(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
    here = st.just(HERE)
    few = st.lists(inner, max_size=3).map(tuple)
    iterators = st.lists(st.builds(ast.Iterator, names, inner, st.none() | inner, span=here), min_size=1, max_size=2).map(tuple)
    arguments = st.lists(st.builds(ast.Argument, st.just("") | parameters, inner, span=here), max_size=3)
    tests = st.lists(inner | comparisons(inner), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(ast.Path, inner, names | st.sampled_from(["in", "if", "not"]), span=here),
        st.builds(ast.Negate, inner, span=here),
        st.builds(ast.Arithmetic, st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner, span=here),
        st.builds(ast.Compare, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, inner, span=here),
        st.builds(_logic, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=4)),
        st.builds(ast.Between, inner, inner, inner, span=here),
        st.builds(ast.In, inner, tests, span=here),
        st.builds(ast.Range, inner, inner, st.booleans(), st.booleans(), span=here),
        st.builds(_half, inner, low=st.booleans(), closed=st.booleans()),
        st.builds(ast.If, inner, inner, inner, span=here),
        st.builds(ast.For, iterators, inner, span=here),
        st.builds(ast.Quantified, st.sampled_from(["some", "every"]), iterators, inner, span=here),
        st.builds(ast.Items, few, span=here),
        st.builds(ast.Context, st.lists(st.builds(ast.Entry, keys, inner, span=here), max_size=3).map(tuple), span=here),
        st.builds(ast.Filter, inner, inner, span=here),
        st.builds(_call, st.sampled_from(sorted(FUNCTIONS)), arguments),
        st.builds(ast.On, inner, inner, span=here),
    )


expressions: st.SearchStrategy[ast.Expr] = st.recursive(leaves, _extend, max_leaves=12)
"""Expressions as they stand outside cells."""

cells: st.SearchStrategy[ast.UnaryTests | ast.Wildcard] = st.one_of(
    st.just(ast.Wildcard(span=HERE)),
    st.builds(
        ast.UnaryTests,
        st.lists(st.one_of(expressions, st.just(ast.Tested(span=HERE)), comparisons(expressions)), min_size=1, max_size=3).map(tuple),
        negated=st.booleans(),
        span=st.just(HERE),
    ),
)
