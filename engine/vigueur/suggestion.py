"""The nearest known word to a mistaken one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a mistaken one, or None where none is close. Case and accents count little."""
    import difflib  # noqa: PLC0415 - not needed where nothing is mistaken

    candidates = {fold(k): k for k in sorted(known, reverse=True)}
    written = fold(word[:100])
    found = difflib.get_close_matches(written, candidates, n=3, cutoff=0.6)
    swapped = [word for word in found if sorted(word) == sorted(written)]  # `lable` is `label` before it is `table`
    return candidates[(swapped or found)[0]] if found else None


def fold(word: str) -> str:
    """A word without case, accents, and the difference between spaces, hyphens and underscores."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.casefold().replace("-", "_").replace(" ", "_").replace("'", "_").replace("’", "_")
