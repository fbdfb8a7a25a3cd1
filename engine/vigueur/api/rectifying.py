"""One recorded decision, as a text published later leaves it: decided as known the day before, on the day itself, and today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import cast

from vigueur.api.books import RuleBook, load
from vigueur.api.decisions import computed_by
from vigueur.api.replaying import Replaying
from vigueur.comparison.differences import difference, differing, taken
from vigueur.comparison.recorded_case import recorded_case
from vigueur.comparison.rectified import Reach, Rectified, Reopened, Status
from vigueur.diagnostics.problems import Language, Refused
from vigueur.interpreter.outcome import Evaluation
from vigueur.ir.nodes import Effect
from vigueur.journal.entries import Content, Record
from vigueur.journal.selection import answers_to
from vigueur.journal.storage import Row


class Rectifying:
    """Compares recorded decisions with what a text makes of them."""

    def __init__(self, rulebook: RuleBook, text: str, today: date, language: Language, decision: str | None = None) -> None:
        self.rulebook = rulebook
        self.text = text
        self.today = today
        self.language = language
        self.decision = decision
        self.published = rulebook.program.texts[text].published

    def again(self, record: Record, *, superseded: bool) -> Rectified | None:
        """What the text changes of a decision; None where it has no answer to what is asked.

        Its content is there: erased ones are counted before.
        """
        del superseded
        if self.decision is not None and not answers_to(cast("Content", record.content), self.decision):
            return None
        result = _opening(record)
        first, last = self.published
        if date.fromisoformat(record.text("known_at")) >= first:
            result["status"] = "knew"
            return result
        try:
            self._compare(result, record, cast("Content", record.content), (first - timedelta(days=1), last))
        except Refused as refused:
            result["status"] = "blocked"
            result["codes"] = list(dict.fromkeys(p.code for p in refused.problems))
        return result

    def _compare(self, result: Rectified, record: Record, content: Content, days: tuple[date, date]) -> None:
        as_of = date.fromisoformat(record.text("as_of"))
        case = self.rulebook.case(recorded_case(content))
        before, after, now = (Replaying.evaluate(self.rulebook, case, content, as_of, known) for known in (*days, max(self.today, days[1])))
        steps = [taken(name, e, computed_by(e)) for name, e in (("before", before), ("published", after), ("today", now))]
        involved = list(self._effects(before, after))
        result["difference"] = difference("text", steps[0], steps[1], self.language, result["override"])
        result["today"] = difference("text", steps[0], steps[2], self.language, result["override"])
        result["status"] = _status(result, involved=bool(involved))
        result["together_with"] = sorted(set(self._others(before, after)))
        if involved and result["status"] == "changed":
            result["reach"] = involved[0][1]
            result["reopened"] = self._reopened(record, as_of, corrects=any(corrects for corrects, _ in involved))

    def _effects(self, before: Evaluation, after: Evaluation) -> Iterator[tuple[bool, Reach]]:
        """Where the text has a part in the difference: it governs now, or what governed before is withdrawn or replaced by it."""
        for old, new in differing(before, after):
            was, becomes = (old.effect if old else None), (new.effect if new else None)
            step = new or old
            corrects = was is not None and any(text == self.text for text, _ in was.withdrawn_by)
            if step is not None and becomes is not None and becomes.text == self.text:
                yield corrects, _reach(step.id, becomes)
            elif step is not None and corrects and was is not None:
                yield True, _reach(step.id, was)
            elif step is not None and new is not None and any(candidate.text == self.text for candidate in new.candidates):
                yield False, _reach(step.id, next(c for c in new.candidates if c.text == self.text))

    def _others(self, before: Evaluation, after: Evaluation) -> Iterator[str]:
        """Other texts published between the two days that govern where the two differ."""
        first, last = self.published
        for _, new in differing(before, after):
            effect = new.effect if new else None
            if effect is not None and effect.text != self.text and first <= effect.published[0] <= last:
                yield effect.text

    def _reopened(self, record: Record, as_of: date, *, corrects: bool) -> Reopened | None:
        """How the text reopens the decision by its own terms; None where it was published before the decision was made."""
        made = date.fromisoformat(record.text("at")[:10])
        if made > self.published[1]:
            return None
        if corrects:
            return "correction"
        return "retroactive" if as_of < self.published[0] else "ahead"

    @staticmethod
    def unreadable(row: Row, refused: Refused) -> Rectified | None:
        """A decision whose entry is not what was logged."""
        return {**_nothing(row.id), "status": "unreadable", "codes": [p.code for p in refused.problems]}


def rectifying(folder: str, text: str, today: date, language: Language, decision: str | None = None) -> Rectifying:
    """What compares decisions with a text, from plain values that another process can be handed."""
    return Rectifying(load(Path(folder)), text, today, language, decision)


def _status(result: Rectified, *, involved: bool) -> Status:
    found = result["difference"]
    if found is None:
        return "same"
    if not involved:
        return "other"
    return "changed" if found["answers"] else "reasons"


def _reach(provision: str, effect: Effect) -> Reach:
    return {"provision": provision, "begins": effect.from_[0].isoformat(), "open": effect.transition.open}


def _opening(record: Record) -> Rectified:
    content = cast("Content", record.content)
    verdict = content["computed"]
    override = cast("Mapping[str, str] | None", content["override"])
    return {
        **_nothing(record.id),
        "at": record.text("at"),
        "as_of": record.text("as_of"),
        "known_at": record.text("known_at"),
        "verdict": str(verdict) if verdict is not None else None,
        "override": override["verdict"] if override else None,
    }


def _nothing(id_: str) -> Rectified:
    return {
        "id": id_,
        "at": "",
        "as_of": "",
        "known_at": "",
        "verdict": None,
        "override": None,
        "status": "same",
        "reopened": None,
        "reach": None,
        "together_with": [],
        "difference": None,
        "today": None,
        "codes": [],
    }
