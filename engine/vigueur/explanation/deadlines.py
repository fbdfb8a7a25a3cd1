"""How a deadline stands on the day decided: kept, open until when, missed since when; or what is not known of it."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from vigueur.explanation.absences import reason
from vigueur.explanation.document import DeadlineEntry
from vigueur.explanation.view import View
from vigueur.explanation.waits import why_open
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.values import NEVER, Absent, State, Undetermined


def deadline(view: View, step: Step) -> DeadlineEntry:
    """A deadline with its days."""
    limit, done = _read(view, step, "limit"), _read(view, step, "done")
    last = limit if isinstance(limit, date) and limit != NEVER else None
    done_on = done if isinstance(done, date) and done <= view.evaluation.as_of else None
    state = cast("Literal['kept', 'open', 'missed'] | None", step.state if step.state in {"kept", "open", "missed"} else None)
    return {
        "state": state,
        "limit": last.isoformat() if last else None,
        "limit_why": why_open(view, limit, "by") if isinstance(limit, Undetermined) else "",
        "done_on": done_on.isoformat() if done_on else None,
        "days_left": (last - step.day).days if last and state == "open" else None,
        "words": _words(view, step, last, done_on),
    }


def deadline_in_words(view: View, step: Step) -> str:
    """How a deadline stands, in words."""
    return deadline(view, step)["words"]


def _read(view: View, step: Step, what: Literal["limit", "done"]) -> State:
    effect = step.effect
    expr: ir.Expr | None = None
    if effect is not None:
        expr = effect.limit if what == "limit" else effect.done
    return view.read(expr, step.day) if expr is not None else Absent("empty", step.id)


def _words(view: View, step: Step, last: date | None, done_on: date | None) -> str:
    if isinstance(step.state, Absent):
        return reason(view, step)
    limit = view.writer.date(last) if last else ""
    done = view.writer.date(done_on) if done_on else ""
    match step.state:
        case "kept":
            return view.say("deadline_kept", limit=limit, done=done) if limit and done else view.say("deadline_kept_plain")
        case "missed":
            return view.say("deadline_late", limit=limit, done=done) if done else view.say("deadline_missed", limit=limit)
        case "open":
            return _left(view, step, last, limit)
        case _:
            return _unknown(view, step, limit)


def _left(view: View, step: Step, last: date | None, limit: str) -> str:
    if last is None:
        return view.say("deadline_no_limit")
    days = (last - step.day).days
    left = view.say("deadline_last_day") if days == 0 else view.say("deadline_left", left=view.writer.words.days(last - step.day))
    return view.say("deadline_open", limit=limit, left=left)


def _unknown(view: View, step: Step, limit: str) -> str:
    why = why_open(view, step.state, "by") or view.say("answer_unknown")
    return view.say("deadline_unknown_limited", limit=limit, why=why) if limit else view.say("deadline_unknown", why=why)
