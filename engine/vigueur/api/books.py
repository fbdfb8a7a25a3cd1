"""A rule book loaded, checked and ready to decide: files → program → evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vigueur.cache import content_hash, keep, recall
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.interpreter.machine import Machine
from vigueur.interpreter.outcome import Evaluation
from vigueur.interpreter.run import Point
from vigueur.ir.case import Case, Held
from vigueur.ir.nodes import Program
from vigueur.source import Source
from vigueur.values import NEVER

if TYPE_CHECKING:
    from vigueur.rulebook.documents import CaseDocument


class RuleBook:
    """A checked rule book, ready to decide.

    `files`: as they were read; `content_hash`: of them; `meaning_hash`: of what they mean, whatever their comments, order and layout. Both
    SHA-256, hex.
    """

    __slots__ = ("_machine", "content_hash", "files", "folder", "meaning_hash", "program", "warnings")

    def __init__(
        self, program: Program, files: tuple[Source, ...], meaning_hash: str, folder: Path, warnings: tuple[Problem, ...] = ()
    ) -> None:
        self.program = program
        self.files = files
        self.content_hash = content_hash(files)
        self.meaning_hash = meaning_hash
        self.folder = folder
        self.warnings = warnings
        self._machine = Machine(program)

    def evaluate(
        self,
        case: Case,
        *,
        as_of: date,
        known_at: date | None = None,
        decisions: Iterable[str] | None = None,
        readings: Mapping[str, str] | None = None,
        seen: set[Point] | None = None,
    ) -> Evaluation:
        """Decide a case as of a day, under what was published by `known_at` (None: all).

        `decisions`: ids of decisions or of any provision; default: the rule book's. `readings`: options for questions of interpretation.
        `seen` receives the places of the rules that the case reached. Raises Refused for unknown names and days outside the calendar.
        """
        wanted = None if decisions is None else tuple(decisions)
        problems = [*self.mistaken_days((as_of,), known_at), *self._names(wanted, readings or {})]
        if problems:
            raise Refused(tuple(problems))
        return self._machine.evaluate(case, as_of=as_of, known_at=known_at, decisions=wanted, readings=readings, seen=seen)

    def points(self, provision: str) -> tuple[Point, ...]:
        """The places of a provision that a case may reach: texts, rows, branches."""
        return self._machine.points(provision)

    def case(self, document: CaseDocument) -> Case:
        """A case with its facts typed. Raises Refused with every problem."""
        from vigueur.checker.facts import bind

        return bind(document, self.program.facts)

    def fact(self, name: str, text: str) -> Held:
        """One fact from its text, as in `--set FACT=VALUE`. Raises Refused."""
        from vigueur.checker.facts import parse_fact

        spec = self.program.facts.get(name)
        if spec is None:
            from vigueur.suggestion import nearest

            raise Refused((problem("VG751", None, fact=name, near=nearest(name, self.program.facts)),))
        return parse_fact(spec, text)

    def mistaken_days(self, days: Iterable[date], known_at: date | None) -> Iterable[Problem]:
        """What is wrong with the days of a question: outside the calendar, or none on which a text could be known."""
        calendar = self.program.calendar
        for day in days:
            if not calendar.first <= day <= calendar.last:
                yield problem("VG752", None, day=day, first=calendar.first, last=calendar.last)
        if known_at is not None and (known_at.year < 1000 or known_at == NEVER):  # noqa: PLR2004 - a slip of the hand
            yield problem("VG753", None, day=known_at)

    def _names(self, decisions: tuple[str, ...] | None, readings: Mapping[str, str]) -> Iterable[Problem]:
        from vigueur.suggestion import nearest

        for name in decisions or ():
            if name not in self.program.provisions:
                yield problem("VG754", None, decision=name, near=nearest(name, self.program.provisions))
        for question, option in readings.items():
            known = self.program.questions.get(question)
            if known is None:
                yield problem("VG755", None, question=question, near=nearest(question, self.program.questions))
            elif option not in (codes := [code for code, _ in known.options]):
                yield problem("VG756", None, option=option, question=question, near=nearest(option, codes), known=", ".join(codes))


def load(folder: Path, *, cached: bool = True) -> RuleBook:
    """The rule book of a folder, checked. Raises Refused with every problem.

    What was checked is not checked again while the files' content is the same; `cached=False` checks anew.
    """
    from vigueur.rulebook.files import read_files

    if cached:
        files = read_files(folder)
        kept = recall(content_hash(files))
        if kept is not None:
            return RuleBook(kept.program, files, kept.meaning, folder)
    from vigueur.checker.program import check_rulebook
    from vigueur.ir.codec import meaning
    from vigueur.rulebook.reading import read_rulebook

    document, warnings = read_rulebook(folder)
    program, more = check_rulebook(document)
    rulebook = RuleBook(program, document.files, meaning(program), folder, (*warnings, *more))
    if cached:
        keep(rulebook.content_hash, program, rulebook.meaning_hash)
    return rulebook


def check(folder: Path) -> tuple[Problem, ...]:
    """Every problem of a rule book, errors and warnings; never from memory."""
    try:
        return load(folder, cached=False).warnings
    except Refused as refused:
        return refused.problems
