"""One recorded decision made again: as made, by today's encoding, the law as known today, with corrected facts, by today's law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, cast

from vigueur.api.archived import load_archived
from vigueur.api.books import RuleBook, load
from vigueur.api.corrections import Corrections, corrected
from vigueur.api.decisions import computed_by, content_of, document_hash, part_of
from vigueur.comparison.differences import Taken, difference, taken
from vigueur.comparison.recorded_case import recorded_case
from vigueur.comparison.replayed import STEPS, Blocked, Cause, Flaw, Replayed
from vigueur.comparison.sums import cause_of_r2
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.diagnostics.render import message
from vigueur.explanation.document import Explanation, Verdict
from vigueur.explanation.edition import Edition
from vigueur.explanation.explain import explain as told
from vigueur.interpreter.outcome import Evaluation
from vigueur.ir.case import Case
from vigueur.journal.archive import NoArchive
from vigueur.journal.canonical import canonical
from vigueur.journal.entries import Content, Record
from vigueur.journal.storage import Row
from vigueur.plain import dataclass
from vigueur.version import LANGUAGE, VERSION

MOST_SAID: Final = 3
"""Problems told of a step that cannot be taken."""
_ENGINE_MAY: Final = frozenset(("meaning", "explanation", "document"))
"""What another engine may do otherwise without answering otherwise."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How decisions are made again. `rules`: the folders of today's rule books by id; `as_made`: only as they were made."""

    today: date
    language: Language
    rules: Mapping[str, str]
    as_made: bool = False
    documents: bool = False


class Replaying:
    """Makes recorded decisions again. Each rule book, archived or today's, is read once."""

    def __init__(self, terms: Terms, archives: Mapping[str, bytes | None], corrections: Corrections) -> None:
        self.terms = terms
        self._archives = archives
        self._corrections = corrections
        self._archived: dict[str, RuleBook | tuple[Flaw, tuple[str, ...]]] = {}
        self._current: dict[str, RuleBook | None] = {}

    def again(self, record: Record, *, superseded: bool = False) -> Replayed:
        """One decision, made again step by step."""
        result = opening(record, superseded=superseded)
        content = record.content
        if content is None:
            return result
        try:
            book = self.archived(record)
            case = book.case(recorded_case(content))
            first = _evaluated(book, case, record, content)
        except _Flawed as flawed:
            found: tuple[list[Flaw], tuple[str, ...], Taken | None] = ([flawed.flaw], flawed.codes, None)
        except Refused as refused:
            found = ["facts"], _codes(refused), None
        else:
            found = _flaws(book, record, content, first, documents=self.terms.documents), (), taken("R1", first, computed_by(first))
        self._judge(result, record, found)
        if not self.terms.as_made:
            self._steps(result, record, content, found[2])
        return result

    @staticmethod
    def unreadable(row: Row, refused: Refused) -> Replayed:
        """A decision whose entry is not what was logged."""
        return {
            "id": row.id,
            "at": "",
            "rulebook": "",
            "as_of": "",
            "known_at": "",
            "verdict": None,
            "override": None,
            "superseded": False,
            "erased": False,
            "identical": False,
            "document": None,
            "incident": {"id": row.id, "flaws": ["entry"], "engine": False, "codes": [p.code for p in refused.problems]},
            "verdicts": {},
            "blocked": [],
            "differences": [],
        }

    def _judge(self, result: Replayed, record: Record, found: tuple[list[Flaw], tuple[str, ...], Taken | None]) -> None:
        """Whether a decision was made again as it was made, and what is wrong where it was not."""
        flaws, codes, made = found
        content = cast("Content", record.content)
        engine = not _same_engine(record)
        result["identical"] = not flaws
        if self.terms.documents and content["document"] is not None:
            result["document"] = "document" not in flaws and made is not None
        if flaws:
            result["incident"] = {"id": record.id, "flaws": list(flaws), "engine": engine, "codes": list(codes)}
        if made is not None:
            result["verdicts"]["R1"] = made.verdict
        if made is not None and "answers" in flaws:
            parted = difference("engine", recorded(content), made, self.terms.language, _decided(content))
            if parted is not None and engine:
                result["differences"].append(parted)

    def _steps(self, result: Replayed, record: Record, content: Content, made: Taken | None) -> None:
        """Today's encoding, the law as known today, corrected facts, today's law: each against the step before it that could be taken."""
        before = made or recorded(content)
        causes: dict[str, Cause] = {step: cause for cause, step in STEPS.items()} | {"R2": cause_of_r2(result)}
        for name, evaluation in self._evaluations(result, record, content):
            after = taken(name, evaluation, computed_by(evaluation))
            result["verdicts"][name] = after.verdict
            parted = difference(causes[name], before, after, self.terms.language, _decided(content))
            if parted is not None:
                result["differences"].append(parted)
            before = after

    def _evaluations(self, result: Replayed, record: Record, content: Content) -> Iterator[tuple[str, Evaluation]]:
        """The steps that can be taken, in order. What cannot be is noted, and with it the rest is left: it would hang in the air."""
        known, as_of, today = (
            date.fromisoformat(record.text("known_at")),
            date.fromisoformat(record.text("as_of")),
            self.terms.today,
        )
        step = "R2"
        try:
            book = self.current(record.text("purpose"))
            case = book.case(recorded_case(content))
            yield step, self.evaluate(book, case, content, as_of, known)
            step = "R3"
            yield step, self.evaluate(book, case, content, as_of, max(known, today))
            step = "R4"
            correction = self._corrections.get(record.id)
            if correction is not None:
                case = corrected(book, case, correction)
                yield step, self.evaluate(book, case, content, as_of, max(known, today))
            step = "R5"
            yield step, self.evaluate(book, case, content, today, max(known, today))
        except Refused as refused:
            said = [message(one, self.terms.language) for one in refused.problems[:MOST_SAID]]
            blocked: Blocked = {"step": step, "codes": list(_codes(refused)), "said": said}
            result["blocked"].append(blocked)

    @staticmethod
    def evaluate(book: RuleBook, case: Case, content: Content, as_of: date, known_at: date) -> Evaluation:
        """The decisions of a record by today's rule book, as far as it knows them, with the readings that were chosen. Raises Refused."""
        asked = cast("list[str]", content["decisions"])
        names = [name for name in asked if name in book.program.provisions]
        return book.evaluate(case, as_of=as_of, known_at=known_at, decisions=names or asked, readings=_chosen(content))

    def current(self, rulebook: str) -> RuleBook:
        """Today's rule book of an id. Raises Refused where there is none, or it has errors."""
        folder = self.terms.rules.get(rulebook)
        if folder is None:
            raise Refused((problem("VG840", None, rulebook=rulebook),))
        if rulebook not in self._current:
            self._current[rulebook] = load(Path(folder))
        return cast("RuleBook", self._current[rulebook])

    def archived(self, record: Record) -> RuleBook:
        """The rule book that decided, as it was archived. Raises _Flawed with what is wrong with it."""
        edition = cast("Mapping[str, str]", record.body["edition"])
        content = edition["content"]
        if content not in self._archived:
            self._archived[content] = _read(self._archives.get(content), content)
        found = self._archived[content]
        if not isinstance(found, RuleBook):
            raise _Flawed(*found)
        return found


class _Flawed(Exception):  # noqa: N818 - what it is
    """A decision cannot be made again by what was archived."""

    def __init__(self, flaw: Flaw, codes: tuple[str, ...] = ()) -> None:
        super().__init__(flaw)
        self.flaw: Flaw = flaw
        self.codes = codes


def recorded(content: Content) -> Taken:
    """What was recorded, as the step that others are compared with."""
    verdict = content["computed"]
    answers = cast("Mapping[str, Mapping[str, object]]", content["answers"])
    return Taken("record", str(verdict) if verdict is not None else None, answers, None)


def is_serious(flaws: list[str], *, engine: bool) -> bool:
    """Whether it is an incident that a decision was made otherwise. Another engine may tell it otherwise, and not decide otherwise."""
    return not (engine and set(flaws) <= _ENGINE_MAY)


def opening(record: Record, *, superseded: bool) -> Replayed:
    """A decision that is about to be made again; all that is said of one whose person was erased."""
    content = record.content
    verdict = content["computed"] if content else None
    return {
        "id": record.id,
        "at": record.text("at"),
        "rulebook": record.text("purpose"),
        "as_of": record.text("as_of"),
        "known_at": record.text("known_at"),
        "verdict": str(verdict) if verdict is not None else None,
        "override": _decided(content) if content else None,
        "superseded": superseded,
        "erased": content is None,
        "identical": False,
        "document": None,
        "incident": None,
        "verdicts": {},
        "blocked": [],
        "differences": [],
    }


def _read(archive: bytes | None, content: str) -> RuleBook | tuple[Flaw, tuple[str, ...]]:
    """An archived rule book, or what is wrong with it."""
    if archive is None:
        return "archive_missing", ()
    try:
        return load_archived(archive, content)
    except NoArchive:
        return "archive_damaged", ()
    except Refused as refused:
        return "archive_refused", _codes(refused)


def _evaluated(book: RuleBook, case: Case, record: Record, content: Content) -> Evaluation:
    """A decision as it was made. Raises _Flawed where the archived rule book does not know what was asked of it."""
    try:
        return book.evaluate(
            case,
            as_of=date.fromisoformat(record.text("as_of")),
            known_at=date.fromisoformat(record.text("known_at")),
            decisions=cast("list[str]", content["decisions"]),
            readings=_chosen(content),
        )
    except Refused as refused:
        flaw: Flaw = "answers"
        raise _Flawed(flaw, _codes(refused)) from refused


def _flaws(book: RuleBook, record: Record, content: Content, evaluation: Evaluation, *, documents: bool) -> list[Flaw]:
    """In what a decision made again is not byte for byte what was recorded."""
    found: list[Flaw] = []
    edition = cast("Mapping[str, str]", record.body["edition"])
    if book.meaning_hash != edition["meaning"]:
        found.append("meaning")
    again = content_of(evaluation, None, _chosen(content))
    compared: tuple[tuple[Flaw, str], ...] = (
        ("facts", "facts"),
        ("readings", "readings"),
        ("answers", "computed"),
        ("answers", "answers"),
        ("explanation", "explanation"),
    )
    for flaw, name in compared:
        if flaw not in found and canonical(again[name]) != canonical(content[name]):
            found.append(flaw)
    if documents and content["document"] is not None:
        document = document_hash(_told(book, evaluation, content))
        if document != content["document"]:
            found.append("document")
    return found


def _told(book: RuleBook, evaluation: Evaluation, content: Content) -> Explanation:
    """The explanation of a decision, told again."""

    def again(other: Case, day: date, chosen: Mapping[str, str]) -> Evaluation:
        names = cast("list[str]", content["decisions"])
        return book.evaluate(other, as_of=day, known_at=evaluation.known_at, decisions=names, readings=chosen)

    computed = cast("Verdict | None", content["computed"])
    part = part_of(computed, overridden=content["override"] is not None)
    language: Language = "en" if content["language"] == "en" else "fr"
    return told(evaluation, language, Edition(book.content_hash, book.meaning_hash, VERSION), again, part)


def _chosen(content: Content) -> dict[str, str]:
    return cast("dict[str, str]", content["chosen"])


def _decided(content: Content) -> str | None:
    """The verdict of a person beside that of the rules."""
    override = cast("Mapping[str, str] | None", content["override"])
    return override["verdict"] if override else None


def _same_engine(record: Record) -> bool:
    engine = cast("Mapping[str, str]", record.body["engine"])
    return (engine["version"], engine["language"]) == (VERSION, LANGUAGE)


def _codes(refused: Refused) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.code for found in refused.problems))
