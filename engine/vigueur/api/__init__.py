"""The pipeline, the only place where the stages meet: files → program → evaluation → explanation."""

from vigueur.api.books import RuleBook, check, load

__all__ = ["RuleBook", "check", "load"]
