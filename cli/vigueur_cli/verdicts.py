"""Verdicts: what they are called in each language, and how one is named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vigueur_cli.choices import OneOf
from vigueur_cli.language import Language

_WORDS: Final = {
    "eligible": ("eligible", "éligible"),
    "ineligible": ("not eligible", "non éligible"),
    "undetermined": ("undetermined", "indéterminé"),
    "out_of_scope": ("out of scope", "hors du champ"),
    "to_be_examined": ("to be examined by a person", "à examiner par une personne"),
}
_ALSO: Final = {
    "inéligible": "ineligible",
    "hors champ": "out_of_scope",
    "à examiner": "to_be_examined",
    "to be examined": "to_be_examined",
}
_SHORT: Final = {"to_be_examined": "à examiner"}


def verdict_in_words(verdict: object, spoken: Language) -> str:
    """A verdict as it is called in a language; a dash where there is none."""
    en, fr = _WORDS.get(str(verdict), ("–", "–"))
    return fr if spoken == "fr" else en


class OneVerdict(OneOf):
    """One of some verdicts."""

    def __init__(self, verdicts: Sequence[str]) -> None:
        super().__init__({verdict: _WORDS[verdict] for verdict in verdicts}, _ALSO, _SHORT)
