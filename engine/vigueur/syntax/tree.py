"""Builds the tree from what the grammar recognizes, innermost first: nothing here is recursive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, TypeAlias, cast

from vigueur.plain import dataclass
from vigueur.source import Span
from vigueur.syntax import ast
from vigueur.syntax.tokens import Lexeme
from vigueur.values import Months

Relation: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Built:
    """A node, with the place that it takes up in its parent: parentheses included."""

    node: ast.Expr | ast.Comparison | ast.UnaryTests | ast.Iterator | ast.Entry | ast.Argument
    span: Span


Child: TypeAlias = Lexeme | Built
Children: TypeAlias = list[Child]


def whole(children: Children) -> Span:
    """The place from the first child to the last."""
    first, last = children[0].span, children[-1].span
    return Span(first.source, first.start, last.end)


def expr(child: Child) -> ast.Expr:
    """The expression that a child is. The grammar lets nothing else stand here."""
    return cast("ast.Expr", cast("Built", child).node)


def test(child: Child) -> ast.Test:
    return cast("ast.Test", cast("Built", child).node)


def value(child: Child) -> object:
    """What a token stands for."""
    return cast("Lexeme", child).value


def built(children: Children) -> list[Built]:
    """The children that are no tokens."""
    return [c for c in children if isinstance(c, Built)]


def word(child: Child) -> str:
    return cast("Lexeme", child).text


class TreeBuilder:
    """One method a rule of the grammar."""

    def expression(self, c: Children) -> Built:
        return cast("Built", c[0])

    def cell(self, c: Children) -> Built:
        tests = tuple(test(b) for b in built(c))
        first = tests[0]
        if len(tests) == 1 and isinstance(first, ast.Call) and first.function == "not" and len(first.arguments) == 1 and _bare(c[0], first):
            argument = first.arguments[0]
            if not argument.name:
                return Built(ast.UnaryTests((argument.value,), negated=True, span=whole(c)), whole(c))
        return Built(ast.UnaryTests(tests, span=whole(c)), whole(c))

    def not_cell(self, c: Children) -> Built:
        return Built(ast.UnaryTests(tuple(test(b) for b in built(c)), negated=True, span=whole(c)), whole(c))

    def signed(self, c: Children) -> Built:
        return Built(ast.Comparison(cast("Relation", word(c[0])), expr(c[1]), span=whole(c)), whole(c))

    def choice(self, c: Children) -> Built:
        return Built(ast.If(expr(c[1]), expr(c[3]), expr(c[5]), span=whole(c)), whole(c))

    def loop(self, c: Children) -> Built:
        *iterators, body = built(c)
        return Built(ast.For(tuple(cast("ast.Iterator", i.node) for i in iterators), expr(body), span=whole(c)), whole(c))

    def quantified(self, c: Children) -> Built:
        *iterators, condition = built(c)
        quantifier = cast("Literal['some', 'every']", word(c[0]))
        domains = tuple(cast("ast.Iterator", i.node) for i in iterators)
        return Built(ast.Quantified(quantifier, domains, expr(condition), span=whole(c)), whole(c))

    def iterator(self, c: Children) -> Built:
        return Built(ast.Iterator(word(c[0]), expr(c[2]), span=whole(c)), whole(c))

    def counter(self, c: Children) -> Built:
        return Built(ast.Iterator(word(c[0]), expr(c[2]), expr(c[4]), span=whole(c)), whole(c))

    def disjunction(self, c: Children) -> Built:
        return self._logic("or", c)

    def conjunction(self, c: Children) -> Built:
        return self._logic("and", c)

    def _logic(self, op: Literal["and", "or"], c: Children) -> Built:
        left, right = expr(c[0]), expr(c[2])
        chained = isinstance(left, ast.Logic) and left.op == op and _bare(c[0], left)
        members = (*left.members, right) if chained and isinstance(left, ast.Logic) else (left, right)
        return Built(ast.Logic(op, members, span=whole(c)), whole(c))

    def comparison(self, c: Children) -> Built:
        return Built(ast.Compare(cast("Relation", word(c[1])), expr(c[0]), expr(c[2]), span=whole(c)), whole(c))

    def between(self, c: Children) -> Built:
        return Built(ast.Between(expr(c[0]), expr(c[2]), expr(c[4]), span=whole(c)), whole(c))

    def membership(self, c: Children) -> Built:
        operand, *tests = built(c)
        return Built(ast.In(expr(operand), tuple(test(t) for t in tests), span=whole(c)), whole(c))

    def arithmetic(self, c: Children) -> Built:
        op = cast("Literal['+', '-', '*', '/', '**']", word(c[1]))
        return Built(ast.Arithmetic(op, expr(c[0]), expr(c[2]), span=whole(c)), whole(c))

    def negation(self, c: Children) -> Built:
        return Built(ast.Negate(expr(c[1]), span=whole(c)), whole(c))

    def on(self, c: Children) -> Built:
        return Built(ast.On(expr(c[0]), expr(c[2]), span=whole(c)), whole(c))

    def path(self, c: Children) -> Built:
        return Built(ast.Path(expr(c[0]), word(c[2]), span=whole(c)), whole(c))

    def filter(self, c: Children) -> Built:
        return Built(ast.Filter(expr(c[0]), expr(c[2]), span=whole(c)), whole(c))

    def number(self, c: Children) -> Built:
        return Built(ast.Number(cast("Decimal", value(c[0])), span=c[0].span), c[0].span)

    def quantity(self, c: Children) -> Built:
        amount, unit = cast("tuple[Decimal, str]", value(c[0]))
        return Built(ast.Quantity(amount, unit, span=c[0].span), c[0].span)

    def text(self, c: Children) -> Built:
        return Built(ast.Text(cast("str", value(c[0])), span=c[0].span), c[0].span)

    def temporal(self, c: Children) -> Built:
        return Built(ast.Temporal(cast("date | timedelta | Months", value(c[0])), span=c[0].span), c[0].span)

    def true(self, c: Children) -> Built:
        return Built(ast.Boolean(True, span=c[0].span), c[0].span)  # noqa: FBT003 - a literal of the language

    def false(self, c: Children) -> Built:
        return Built(ast.Boolean(False, span=c[0].span), c[0].span)  # noqa: FBT003 - a literal of the language

    def null(self, c: Children) -> Built:
        return Built(ast.Null(span=c[0].span), c[0].span)

    def name(self, c: Children) -> Built:
        return Built(ast.Name(word(c[0]), span=c[0].span), c[0].span)

    def tested(self, c: Children) -> Built:
        return Built(ast.Tested(span=c[0].span), c[0].span)

    def group(self, c: Children) -> Built:
        return Built(expr(c[1]), whole(c))

    def list(self, c: Children) -> Built:
        return Built(ast.Items(tuple(expr(b) for b in built(c)), span=whole(c)), whole(c))

    def context(self, c: Children) -> Built:
        return Built(ast.Context(tuple(cast("ast.Entry", b.node) for b in built(c)), span=whole(c)), whole(c))

    def entry(self, c: Children) -> Built:
        return Built(ast.Entry(cast("str", value(c[0])), expr(c[2]), span=whole(c)), whole(c))

    def argument(self, c: Children) -> Built:
        return Built(ast.Argument(cast("str", value(c[0])), expr(c[2]), span=whole(c)), whole(c))

    def call(self, c: Children) -> Built:
        arguments = tuple(_argument(b) for b in built(c))
        function = cast("str", value(c[0]))
        return Built(ast.Call(function, arguments, function_span=c[0].span, span=whole(c)), whole(c))

    def range(self, c: Children) -> Built:
        closed = (word(c[0]) == "[", word(c[4]) == "]")
        return Built(ast.Range(expr(c[1]), expr(c[3]), *closed, span=whole(c)), whole(c))

    def half_range(self, c: Children) -> Built:
        sign, end = word(c[1]), expr(c[2])
        closed = sign.endswith("=")
        low, high = (None, end) if sign.startswith("<") else (end, None)
        return Built(ast.Range(low, high, low_closed=closed and high is None, high_closed=closed and low is None, span=whole(c)), whole(c))


_METHODS: Final = tuple(name for name in vars(TreeBuilder) if not name.startswith("_"))
BUILDER: Final[Mapping[str, Callable[[Children], Built]]] = {name: getattr(TreeBuilder(), name) for name in _METHODS}
"""What builds the tree of a rule, by the rule's name or alias. A rule without is a list of children, which its parent takes in."""


def _argument(child: Built) -> ast.Argument:
    return child.node if isinstance(child.node, ast.Argument) else ast.Argument("", expr(child), span=child.span)


def _bare(child: Child, node: ast.Node) -> bool:
    """Whether a node was written without parentheses around it."""
    return child.span == node.span
