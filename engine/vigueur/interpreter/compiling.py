"""What the parts of the compiler share: the program that an expression belongs to, and the places that cases may reach."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Protocol

from vigueur.interpreter.run import Closure, Point
from vigueur.ir.nodes import Expr, Program


class Linked(Protocol):
    """A program whose provisions and clocks can be read."""

    program: Program

    def reader(self, provision: str) -> Closure:
        """A closure that reads a provision on the run's day."""

    def clock(self, clock: str) -> Closure:
        """A closure that reads a clock on the run's day."""


class Compiling(ABC):
    """Compiles the expressions of one provision. `points` collects the places that cases may reach."""

    def __init__(self, linked: Linked, provision: str) -> None:
        self.linked = linked
        self.provision = provision
        self.points: list[Point] = []
        self.branches = 0
        self.tables = 0

    @abstractmethod
    def compile(self, expr: Expr) -> Closure:
        """The closure of an expression."""

    def point(self, kind: str, detail: str, place: str = "") -> Point:
        """Note a place that cases may reach."""
        point = Point(self.provision, kind, detail, place)
        self.points.append(point)
        return point
