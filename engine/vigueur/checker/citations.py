"""Citations: each names a registered source, with what stands behind it (`s4 l. 22`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir.nodes import Citation
from vigueur.rulebook.documents import CrossBody, EffectSpec, MapBody, Placed, TableBody
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


def of_rows(effects: Iterable[EffectSpec]) -> Iterator[Placed]:
    """The citations that rows of tables have of their own, as they are written."""
    for effect in effects:
        body = effect.body
        rows = body.rows if isinstance(body, TableBody | MapBody | CrossBody) else effect.rows
        yield from (row.cite for row in rows if row.cite is not None)
        if isinstance(body, TableBody | MapBody | CrossBody) and body.otherwise_cite is not None:
            yield body.otherwise_cite
