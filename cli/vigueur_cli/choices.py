"""What may be chosen on the command line by its words, in either language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import click

from vigueur_cli.language import language
from vigueur_cli.wrong_use import no_choice

_NOTHING: Mapping[str, str] = MappingProxyType({})


class OneOf(click.Choice):  # type: ignore[type-arg,unused-ignore]
    """One of some things, by its code or its words in either language; capitals, accents and what joins the words do not count.

    `words`: of each code, in English and French. `also`: other words, and the code that each means. `short`: the French words that a
    list gives instead.
    """

    def __init__(
        self, words: Mapping[str, tuple[str, str]], also: Mapping[str, str] = _NOTHING, short: Mapping[str, str] = _NOTHING
    ) -> None:
        super().__init__(list(words))
        named = {code: code for code in words}
        named |= {word: code for code, both in words.items() for word in both}
        named |= {word: code for word, code in also.items() if code in words}
        self._named = {_bare(name): code for name, code in named.items()}
        self._french = [short.get(code, fr) for code, (_, fr) in words.items()]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's own signature
        """The code that a text names. Raises Refused."""
        found = self._named.get(_bare(str(value)))
        if found is None:
            no_choice(param, ctx, str(value), self._listed())
        return found

    def get_metavar(self, *_: object, **__: object) -> str:
        """What may be written, in the language that is spoken."""
        return f"[{'|'.join(self._listed())}]"

    def _listed(self) -> list[str]:
        return self._french if language() == "fr" else [str(choice) for choice in self.choices]


def _bare(word: str) -> str:
    """A word without capitals, accents and what joins it to the next."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return " ".join(letters.casefold().replace("_", " ").replace("-", " ").split())
