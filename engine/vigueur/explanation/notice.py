"""What must be told of an answer that an algorithm made: CRPA L311-3-1, R311-3-1-1 and R311-3-1-2; GDPR article 15(1)(h)."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from vigueur.explanation.document import FactEntry, NoticeEntry
from vigueur.explanation.steps import parameters
from vigueur.explanation.view import View

Part: TypeAlias = Literal["simulation", "decision", "assistance"]
"""What part an answer has: it only informs, it is what was decided, or a person decides with it before them."""

LEGAL_BASIS: Final = ("CRPA L311-3-1", "CRPA R311-3-1-1", "CRPA R311-3-1-2", "RGPD 15(1)(h)", "CJUE C-203/22")


def notice(view: View, facts: dict[str, FactEntry], part: Part) -> NoticeEntry:
    """That an algorithm took part and to what degree, its purpose, the rights, the data, the parameters and the operations."""
    program, writer = view.program, view.writer
    used = {name: fact for name, fact in facts.items() if fact["used"]}
    title = program.title.in_(view.language)
    data = [f"{f['label']} ({_source(view, f)})" for f in used.values()]
    return {
        "algorithm": view.say("notice_algorithm"),
        "degree": view.say(f"notice_degree_{part}"),
        "purpose": program.purpose.in_(view.language) or view.say("notice_purpose", title=title),
        "rights": view.say("notice_rights"),
        "how": view.say(f"notice_how_{part}", day=view.evaluation.as_of.isoformat()),
        "data": [{"fact": name, "label": f["label"], "source": _source(view, f)} for name, f in used.items()],
        "data_sentence": view.say("notice_data", facts=writer.words.listed(data)) if data else view.say("notice_no_data"),
        "parameters": parameters(view),
        "operations": list(dict.fromkeys(step.id for step in view.evaluation.steps if step.id in program.provisions)),
        "book": program.notice.in_(view.language) if part == "simulation" else "",
        "short": view.say(f"notice_short_{part}"),
        "legal_basis": list(LEGAL_BASIS),
    }


def _source(view: View, fact: FactEntry) -> str:
    if fact["assumed"]:
        return view.say("supposed")
    return fact["source"] or view.say("no_source")
