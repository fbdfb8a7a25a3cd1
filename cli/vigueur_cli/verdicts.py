"""Verdicts: what they are called in each language, and how one is named on the command line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import click

from vigueur_cli.language import Language, language
from vigueur_cli.wrong_use import no_choice

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


class OneVerdict(click.Choice):  # type: ignore[type-arg,unused-ignore]
    """One of some verdicts, by its name or its words in either language; capitals, accents and what joins the words do not count."""

    def __init__(self, verdicts: Sequence[str]) -> None:
        super().__init__(verdicts)
        named = {verdict: verdict for verdict in verdicts}
        named |= {word: verdict for verdict in verdicts for word in _WORDS[verdict]}
        named |= {word: verdict for word, verdict in _ALSO.items() if verdict in verdicts}
        self._named = {_bare(name): verdict for name, verdict in named.items()}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's own signature
        """The verdict that a text names. Raises Refused."""
        found = self._named.get(_bare(str(value)))
        if found is None:
            no_choice(param, ctx, str(value), self._listed())
        return found

    def get_metavar(self, *_: object, **__: object) -> str:
        """What may be written, in the language that is spoken."""
        return f"[{'|'.join(self._listed())}]"

    def _listed(self) -> list[str]:
        """The verdicts as one names them in the language that is spoken."""
        verdicts = [str(choice) for choice in self.choices]
        return [_SHORT.get(v, _WORDS[v][1]) for v in verdicts] if language() == "fr" else verdicts


def _bare(word: str) -> str:
    """A word without capitals, accents and what joins it to the next."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return " ".join(letters.casefold().replace("_", " ").replace("-", " ").split())
