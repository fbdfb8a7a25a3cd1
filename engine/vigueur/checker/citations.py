"""Citations: each names a registered source, with what stands behind it (`s4 l. 22`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir.nodes import Citation
from vigueur.rulebook.documents import Placed
from vigueur.suggestion import nearest


def citation(written: Placed, sources: Collection[str], problems: list[Problem]) -> Citation:
    """A citation as written: the key of a source, then what stands behind it."""
    key, _, detail = written.text.strip().partition(" ")
    if key not in sources:
        problems.append(problem("VG440", written.span, source=key, near=nearest(key, sources)))
    return Citation(key, detail.strip())


def citations(written: Iterable[Placed], sources: Collection[str], problems: list[Problem]) -> tuple[Citation, ...]:
    """Several citations, each once."""
    return tuple(dict.fromkeys(citation(w, sources, problems) for w in written))
