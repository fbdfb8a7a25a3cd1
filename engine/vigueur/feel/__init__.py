"""The calculator: one FEEL expression or one decision table with the values that it names, and its conformance."""

from vigueur.feel.calculator import calculate
from vigueur.feel.figures import Figures, figures, measure
from vigueur.feel.protocol import answer, answers

__all__ = ["Figures", "answer", "answers", "calculate", "figures", "measure"]
