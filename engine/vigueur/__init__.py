"""Vigueur: rules as code, in force on a date.

Each public name is loaded when it is first asked for, so that a program pays for what it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vigueur.api.accounts import Account as Account
    from vigueur.api.accounts import account as account
    from vigueur.api.answers import calculate as calculate
    from vigueur.api.answers import default_rules as default_rules
    from vigueur.api.answers import demonstrations as demonstrations
    from vigueur.api.answers import draw as draw
    from vigueur.api.answers import explain as explain
    from vigueur.api.answers import feel_answers as feel_answers
    from vigueur.api.answers import feel_figures as feel_figures
    from vigueur.api.answers import law as law
    from vigueur.api.answers import read_case as read_case
    from vigueur.api.answers import schema as schema
    from vigueur.api.answers import schemas as schemas
    from vigueur.api.answers import shipped_rules as shipped_rules
    from vigueur.api.answers import timeline as timeline
    from vigueur.api.answers import vocabulary as vocabulary
    from vigueur.api.archived import archived_book as archived_book
    from vigueur.api.books import RuleBook as RuleBook
    from vigueur.api.books import check as check
    from vigueur.api.books import load as load
    from vigueur.api.corrections import Correction as Correction
    from vigueur.api.decisions import Decided as Decided
    from vigueur.api.decisions import Override as Override
    from vigueur.api.decisions import decide as decide
    from vigueur.api.decisions import decide_all as decide_all
    from vigueur.api.journals import RecordWords as RecordWords
    from vigueur.api.journals import ToldAgain as ToldAgain
    from vigueur.api.journals import read_accesses as read_accesses
    from vigueur.api.journals import read_decision as read_decision
    from vigueur.api.journals import read_decisions as read_decisions
    from vigueur.api.journals import read_entry as read_entry
    from vigueur.api.journals import told_again as told_again
    from vigueur.api.journals import words_of as words_of
    from vigueur.api.reach import Reach as Reach
    from vigueur.api.rectifications import rectify as rectify
    from vigueur.api.replays import replay as replay
    from vigueur.api.standing import still_standing as still_standing
    from vigueur.api.trials import Failure as Failure
    from vigueur.api.trials import Trial as Trial
    from vigueur.api.trials import try_cases as try_cases
    from vigueur.comparison.population import Population as Population
    from vigueur.comparison.rectified import Rectification as Rectification
    from vigueur.comparison.replayed import Replay as Replay
    from vigueur.diagnostics.problems import Problem as Problem
    from vigueur.diagnostics.problems import Refused as Refused
    from vigueur.diagnostics.problems import problem as problem
    from vigueur.diagnostics.render import message as message
    from vigueur.diagnostics.render import render as render
    from vigueur.diagnostics.render import render_all as render_all
    from vigueur.diagnostics.render import severity as severity
    from vigueur.explanation.document import Explanation as Explanation
    from vigueur.explanation.document import Verdict as Verdict
    from vigueur.explanation.layout import lay_out as lay_out
    from vigueur.explanation.timeline import Timeline as Timeline
    from vigueur.interpreter.outcome import Evaluation as Evaluation
    from vigueur.ir.case import Case as Case
    from vigueur.ir.case import Held as Held
    from vigueur.journal.bundle import write_bundle as write_bundle
    from vigueur.journal.checkpoints import Checkpoint as Checkpoint
    from vigueur.journal.checkpoints import checkpoint as checkpoint
    from vigueur.journal.checkpoints import prove_consistency as prove_consistency
    from vigueur.journal.checkpoints import prove_inclusion as prove_inclusion
    from vigueur.journal.checkpoints import read_checkpoint as read_checkpoint
    from vigueur.journal.entries import Record as Record
    from vigueur.journal.inspection import inspect as inspect
    from vigueur.journal.log import Journal as Journal
    from vigueur.journal.parquet import write_parquet as write_parquet
    from vigueur.journal.places import create_journal as create_journal
    from vigueur.journal.places import default_place as default_place
    from vigueur.journal.places import is_journal as is_journal
    from vigueur.journal.places import open_journal as open_journal
    from vigueur.journal.receipts import receipt as receipt
    from vigueur.journal.selection import Selection as Selection
    from vigueur.journal.tables import rows_of as rows_of
    from vigueur.journal.tables import write_csv as write_csv
    from vigueur.journal.verification import Verified as Verified
    from vigueur.journal.verification import verify as verify
    from vigueur.suggestion import nearest as nearest
    from vigueur.version import VERSION as __version__  # noqa: N811 - a dunder name

__all__ = [
    "Account",
    "Case",
    "Checkpoint",
    "Correction",
    "Decided",
    "Evaluation",
    "Explanation",
    "Failure",
    "Held",
    "Journal",
    "Override",
    "Population",
    "Problem",
    "Reach",
    "Record",
    "RecordWords",
    "Rectification",
    "Refused",
    "Replay",
    "RuleBook",
    "Selection",
    "Timeline",
    "ToldAgain",
    "Trial",
    "Verdict",
    "Verified",
    "__version__",
    "account",
    "archived_book",
    "calculate",
    "check",
    "checkpoint",
    "create_journal",
    "decide",
    "decide_all",
    "default_place",
    "default_rules",
    "demonstrations",
    "draw",
    "explain",
    "feel_answers",
    "feel_figures",
    "inspect",
    "is_journal",
    "law",
    "lay_out",
    "load",
    "message",
    "nearest",
    "open_journal",
    "problem",
    "prove_consistency",
    "prove_inclusion",
    "read_accesses",
    "read_case",
    "read_checkpoint",
    "read_decision",
    "read_decisions",
    "read_entry",
    "receipt",
    "rectify",
    "render",
    "render_all",
    "replay",
    "rows_of",
    "schema",
    "schemas",
    "severity",
    "shipped_rules",
    "still_standing",
    "timeline",
    "told_again",
    "try_cases",
    "verify",
    "vocabulary",
    "words_of",
    "write_bundle",
    "write_csv",
    "write_parquet",
]

_ROOMS = {
    "Account": "api.accounts",
    "Case": "ir.case",
    "Checkpoint": "journal.checkpoints",
    "Correction": "api.corrections",
    "Decided": "api.decisions",
    "Evaluation": "interpreter.outcome",
    "Explanation": "explanation.document",
    "Failure": "api.trials",
    "Held": "ir.case",
    "Journal": "journal.log",
    "Override": "api.decisions",
    "Population": "comparison.population",
    "Problem": "diagnostics.problems",
    "Reach": "api.reach",
    "Record": "journal.entries",
    "RecordWords": "api.journals",
    "Rectification": "comparison.rectified",
    "Refused": "diagnostics.problems",
    "Replay": "comparison.replayed",
    "RuleBook": "api.books",
    "Selection": "journal.selection",
    "Timeline": "explanation.timeline",
    "ToldAgain": "api.journals",
    "Trial": "api.trials",
    "Verdict": "explanation.document",
    "Verified": "journal.verification",
    "__version__": "version",
    "account": "api.accounts",
    "archived_book": "api.archived",
    "calculate": "api.answers",
    "check": "api.books",
    "checkpoint": "journal.checkpoints",
    "create_journal": "journal.places",
    "decide": "api.decisions",
    "decide_all": "api.decisions",
    "default_place": "journal.places",
    "default_rules": "api.answers",
    "demonstrations": "api.answers",
    "draw": "api.answers",
    "explain": "api.answers",
    "feel_answers": "api.answers",
    "feel_figures": "api.answers",
    "inspect": "journal.inspection",
    "is_journal": "journal.places",
    "law": "api.answers",
    "lay_out": "explanation.layout",
    "load": "api.books",
    "message": "diagnostics.render",
    "nearest": "suggestion",
    "open_journal": "journal.places",
    "problem": "diagnostics.problems",
    "prove_consistency": "journal.checkpoints",
    "prove_inclusion": "journal.checkpoints",
    "read_case": "api.answers",
    "read_checkpoint": "journal.checkpoints",
    "read_accesses": "api.journals",
    "read_decision": "api.journals",
    "read_decisions": "api.journals",
    "read_entry": "api.journals",
    "receipt": "journal.receipts",
    "rectify": "api.rectifications",
    "render": "diagnostics.render",
    "render_all": "diagnostics.render",
    "replay": "api.replays",
    "rows_of": "journal.tables",
    "schema": "api.answers",
    "schemas": "api.answers",
    "severity": "diagnostics.render",
    "shipped_rules": "api.answers",
    "still_standing": "api.standing",
    "timeline": "api.answers",
    "told_again": "api.journals",
    "try_cases": "api.trials",
    "verify": "journal.verification",
    "vocabulary": "api.answers",
    "words_of": "api.journals",
    "write_bundle": "journal.bundle",
    "write_csv": "journal.tables",
    "write_parquet": "journal.parquet",
}


def __getattr__(name: str) -> object:
    room = _ROOMS.get(name)
    if room is None:
        message = f"module 'vigueur' has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"vigueur.{room}"), "VERSION" if name == "__version__" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
