"""The words of the language: keywords, the functions it has and those it leaves out."""

from __future__ import annotations

from typing import Final

KEYWORDS: Final = frozenset(
    {"and", "or", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "on", "true", "false", "null"}
)
"""Words that name nothing. After a dot and before a colon they are ordinary names."""

FUNCTIONS: Final = frozenset(
    {
        # conversions
        "date", "duration", "number", "string", "years and months duration", "range",
        # truth
        "not", "all", "any", "present",
        # text
        "contains", "ends with", "lower case", "matches", "replace", "split", "starts with", "string join", "string length", "substring",
        "substring after", "substring before", "upper case",
        # numbers
        "abs", "ceiling", "decimal", "even", "exp", "floor", "log", "modulo", "odd", "round down", "round half down", "round half up",
        "round up", "sqrt",
        # lists
        "append", "concatenate", "count", "distinct values", "duplicate values", "flatten", "index of", "insert before",
        "list contains", "list replace", "max", "mean", "median", "min", "mode", "product", "remove", "reverse", "stddev", "sublist", "sum",
        "union",
        # days
        "anniversaries", "anniversary", "day of week", "day of year", "days between", "first day of month", "month of year",
        "months between", "week of year", "years between",
        # ranges
        "after", "before", "coincides", "during", "finished by", "finishes", "includes", "meets", "met by", "overlaps", "overlaps after",
        "overlaps before", "started by", "starts",
    }
)  # fmt: skip
"""What may be called. The builtins' tests hold it equal to their registry."""

LEFT_OUT: Final = frozenset(
    {
        "time", "date and time", "now", "today", "is", "sort", "context", "context merge", "context put", "get entries", "get value",
    }
)  # fmt: skip
"""Functions of FEEL that law does without: the clock, times of day, contexts, functions as values."""

UNITS: Final = {"year": "year", "years": "year", "month": "month", "months": "month", "day": "day", "days": "day"}
"""Units of a duration written after a number."""

SIGNS: Final = {
    "==": "=", "===": "=", "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not(…)", "=>": ">=", "=<": "<=", "<>": "!=", "!==": "!=",
    "^": "**", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/", "−": "-", "–": "-", "—": "-", ":=": "=", ";": ",", "…": "..",
}  # fmt: skip
"""Signs of other languages, and what to write instead."""

FRENCH: Final = {
    "et": "and", "ou": "or", "non": "not(…)", "si": "if", "alors": "then", "sinon": "else", "vrai": "true", "faux": "false",
    "dans": "in", "entre": "between", "pour": "for", "nul": "null", "ET": "and", "OU": "or", "NON": "not(…)", "SI": "if",
    "AND": "and", "OR": "or", "NOT": "not(…)", "IF": "if", "THEN": "then", "ELSE": "else", "TRUE": "true", "FALSE": "false",
    "True": "true", "False": "false", "elif": "else if", "elseif": "else if", "xor": "!=",
}  # fmt: skip
"""Words written where a word of the language should stand."""
