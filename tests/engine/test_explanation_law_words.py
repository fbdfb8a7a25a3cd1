"""The law's expressions in words: names as people know them, no sign that only a program reads."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.engine.real_law import rulebook

from vigueur.diagnostics.problems import Language
from vigueur.explanation.law_words import in_words
from vigueur.explanation.writing import Writer
from vigueur.ir import nodes as ir
from vigueur.types import Boolean, Date, ListOf, Money, Number, RecordOf, Text
from vigueur.values import NEVER, Months

SIGNED = ir.Fact("contrat.date_signature", Date(event=True))
OPTION = ir.Fact("contrat.option", rulebook().program.facts["contrat.option"].type)
PATIENTS = ir.Fact("medecin.patientele_mt", Number("patients"))
RUNNING = ir.Reference("contrat.en_cours", Boolean())
FOUR = ir.Const(Decimal(4), Number("patients"))


def call(op: str, *args: ir.Expr) -> ir.Expr:
    return ir.Call(op, args, Boolean())


TWO = ir.Const(Decimal(2), Number())
PAY = ir.Fact("travail.salaire_mensuel", Money("EUR"))
WORDS: list[tuple[ir.Expr, str, str]] = [
    (
        ir.Call("days between", (SIGNED, ir.Day()), Number()),
        "jours entre « Signature du contrat » et le jour examiné",
        'days from "Signature of the contract" to the day examined',
    ),
    (
        ir.Call("round half up", (PAY, TWO), Money("EUR")),
        "« Salaire mensuel brut », arrondi au centime",
        '"Gross monthly pay", rounded to the cent',
    ),
    (
        ir.Call("round down quotient", (PATIENTS, FOUR, ir.Const(Decimal(0), Number())), Number("patients")),
        "« Patientèle médecin traitant » / 4 patients, arrondi par défaut à l'unité",
        '"Declared patients" / 4 patients, rounded down to a whole number',
    ),
    (
        call("add number number", ir.Call("round up", (PATIENTS, TWO), Number("patients")), FOUR),
        "(« Patientèle médecin traitant », arrondi par excès à 2 décimales) + 4 patients",
        '("Declared patients", rounded up to 2 decimals) + 4 patients',
    ),
    (SIGNED, "Signature du contrat", "Signature of the contract"),
    (
        call("at least date", ir.Day(), SIGNED),
        "le jour examiné ≥ « Signature du contrat »",
        'the day examined ≥ "Signature of the contract"',
    ),
    (call("at most date", SIGNED, ir.Day()), "« Signature du contrat » a eu lieu", '"Signature of the contract" has taken place'),
    (
        call("less date", SIGNED, ir.Const(NEVER, Date())),
        "« Signature du contrat » < jamais",
        '"Signature of the contract" < never',
    ),
    (
        call("add date months", SIGNED, ir.Const(Months(24), Date())),
        "« Signature du contrat » + 2 ans",
        '"Signature of the contract" + 2 years',
    ),
    (call("list contains", ir.Reference("options.ouvertes", ListOf(Text())), OPTION), "« Temps d'emploi financé » parmi", "among"),
    (ir.Not(call("equal", RUNNING, ir.Const(value=True, type=Boolean()))), "non (« Contrat en cours »)", "not"),
    (ir.Present(OPTION), "« Temps d'emploi financé » indiqué", "given"),
    (call("max", PATIENTS, FOUR), "le plus grand de « Patientèle médecin traitant » et 4 patients", "the largest of"),
    (
        ir.If(RUNNING, PATIENTS, FOUR, Number("patients")),
        "si « Contrat en cours » : « Patientèle médecin traitant » ; sinon : 4 patients",
        "otherwise: 4 patients",
    ),
    (
        call("anniversaries", SIGNED, ir.Day(), ir.Const("down", Text())),
        "années entières depuis « Signature du contrat »",
        "full years since",
    ),
    (call("floor", PATIENTS), "floor (« Patientèle médecin traitant »)", "floor"),
    (ir.Const(Decimal(38000), Money("EUR")), "38 000 €", "€38,000"),
]


@pytest.mark.parametrize(("expr", "french", "english"), WORDS, ids=[french for _, french, _ in WORDS])
def test_an_expression_is_told_in_words(expr: ir.Expr, french: str, english: str):
    told: dict[Language, str] = {
        language: in_words(Writer(rulebook().program, language), expr).replace("\u202f", " ").replace("\xa0", " ")
        for language in ("fr", "en")
    }
    assert french in told["fr"]
    assert english in told["en"]


def test_what_has_no_words_is_left_to_what_was_written_and_a_loop_has_words():
    domain = ir.Items((FOUR,), ListOf(Number("patients")))
    assert not in_words(Writer(rulebook().program, "fr"), ir.Quantified("some", "x", domain, ir.Fields((), RecordOf(()))))
    some = in_words(Writer(rulebook().program, "fr"), ir.Quantified("some", "x", domain, RUNNING))
    assert some.startswith("pour au moins un dans 4")
