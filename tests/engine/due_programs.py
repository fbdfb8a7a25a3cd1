"""A small program with things due, a deadline and a condition for each record of a list, made by hand; asked briefly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from vigueur.api.books import RuleBook
from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import Explanation
from vigueur.explanation.edition import Edition
from vigueur.explanation.explain import explain
from vigueur.explanation.readings import Again
from vigueur.interpreter.machine import Machine
from vigueur.ir import nodes as ir
from vigueur.ir.case import Case, Cell, Held
from vigueur.types import Boolean, Date, Enumeration, ListOf, Money, Number, RecordOf, Text, Type
from vigueur.values import NEVER, Months, Record, State, Undetermined

DAY = date(2024, 10, 10)
EVENT = Date(event=True)
EURO = Money("EUR")
YEAR = Number("", Decimal(1), Decimal(5), 0)
MEMBER = RecordOf((("nom", Text()), ("secteur", Enumeration(("1", "2"))), ("entree", EVENT)))
MEMBERS = ListOf(MEMBER)
EDITION = Edition("0" * 64, "0" * 64, "test")
LAW = ir.TextSpec(
    "2024-law",
    ir.Words((("fr", "La loi de 2024"), ("en", "The act of 2024"))),
    ir.Words((("fr", "la loi de 2024"), ("en", "the act of 2024"))),
    "act",
    (date(2024, 1, 1),) * 2,
    (date(2024, 1, 10),) * 2,
    (ir.Citation("jo"),),
)


def both(fr: str, en: str = "") -> ir.Words:
    """Words in French and English."""
    return ir.Words((("fr", fr), ("en", en or fr)))


def sentence(*fr: str | ir.Expr, en: tuple[str | ir.Expr, ...] = ()) -> ir.Sentence:
    """A sentence in French and English."""
    return (("fr", fr), ("en", en or fr))


def day_fact(name: str) -> ir.Fact:
    """A fact that dates an event."""
    return ir.Fact(name, EVENT)


def constant(value: State, type_: Type) -> ir.Const:
    """A constant."""
    return ir.Const(value, type_)  # type: ignore[arg-type]


FACTS = {
    "contrat.depart": ir.FactSpec("contrat.depart", Date(), both("Départ du contrat", "Start"), both("Quand ?", "When?")),
    "pieces.contrat": ir.FactSpec("pieces.contrat", Boolean(), both("Contrat envoyé", "Contract sent"), both("Envoyé ?", "Sent?")),
    "pieces.releve": ir.FactSpec("pieces.releve", EVENT, both("Relevé envoyé", "Statement sent"), both("Quand ?"), if_omitted="never"),
    "certificat": ir.FactSpec("certificat", EVENT, both("Certificat obtenu", "Certificate"), both("Quand ?"), if_omitted="never"),
    "malade": ir.FactSpec("malade", Boolean(), both("Absence longue", "Long absence"), both("Absent ?", "Away?")),
    "membres": ir.FactSpec(
        "membres", MEMBERS, both("Membres du groupe", "Members"), both("Qui ?", "Who?"), named_by="nom",
        fields=(
            ir.FactSpec("nom", Text(), both("Nom", "Name"), both("")),
            ir.FactSpec(
                "secteur", Enumeration(("1", "2")), both("Secteur conventionnel", "Sector"), both("Quel secteur ?", "Which sector?"),
                codes=(ir.Code("1", both("secteur 1")), ir.Code("2", both("secteur 2"))),
            ),
            ir.FactSpec("entree", EVENT, both("Entrée", "Entry"), both(""), if_omitted="never"),
        ),
    ),
}  # fmt: skip


def _effect(**more: object) -> ir.Effect:
    return ir.Effect(
        "2024-law", "set", (date(2024, 1, 1),) * 2, (date(2024, 1, 10),) * 2, NEVER, "clock", ir.Transition("", "at once"),
        (ir.Citation("jo", "art. 3"),), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def provision(name: str, kind: ir.Kind, type_: Type, label: ir.Words, body: ir.Expr, **more: object) -> ir.Provision:
    """A provision that one text sets."""
    guard = constant(value=True, type_=Boolean())
    return ir.Provision(name, kind, type_, label, ir.Govern(name, (ir.Arm(0, guard, body),), type_), (_effect(**more),))


def after(start: ir.Expr, months: int) -> ir.Expr:
    """A day some months after another."""
    return ir.Call("add date months", (start, constant(Months(months), Text())), EVENT)


START = ir.Fact("contrat.depart", Date())
YEARS = ir.Const(tuple(Decimal(n) for n in range(1, 6)), ListOf(YEAR))
YEAR_OF = ir.Local("annee", YEAR)
ROUND_DAY = ir.Call("add date months", (START, ir.Const(Months(0), Text())), Date())
PAYMENT = RecordOf((("due", Enumeration(("aide", "solde"))), ("annee", YEAR), ("day", Date()), ("amount", EURO), ("by", Date())))
YEARLY = ir.Table(
    (YEAR_OF,),
    (
        *(ir.Row((ir.OneOf((Decimal(n),)),), ir.Const(Decimal(amount), EURO)) for n, amount in ((1, 36000), (2, 28000))),
        ir.Row((ir.OneOf((Decimal(1), Decimal(2)), negated=True),), ir.Const(Decimal(22000), EURO)),
    ),
    "unique",
    None,
    EURO,
)
PAID_BY = ir.Table(
    (YEAR_OF,), tuple(ir.Row((ir.OneOf((Decimal(n),)),), after(START, 12 * (n - 1) + 1)) for n in range(1, 6)), "unique", None, Date()
)
SCHEDULE = ir.Dues(
    (("annee", YEARS),),
    ROUND_DAY,
    (
        ir.Due(
            "aide",
            constant(value=True, type_=Boolean()),
            (("amount", YEARLY), ("by", PAID_BY)),
            sentence("Aide de l'année ", YEAR_OF, en=("Aid of year ", YEAR_OF)),
            sentence("Un an de contrat commence", en=("A year of the contract begins",)),
            who=both("la caisse", "the fund"),
        ),
    ),
    ListOf(PAYMENT),
)
PAPER = RecordOf((("due", Enumeration(("contrat", "releve", "avenant", "suspension"))), ("by", Date()), ("done", Boolean())))
SENT = ir.Call("at most date", (day_fact("pieces.releve"), ir.Day()), Boolean())
PAPERS = ir.Dues(
    (),
    None,
    (
        ir.Due(
            "contrat", constant(value=True, type_=Boolean()), (("by", after(START, 1)), ("done", ir.Fact("pieces.contrat", Boolean()))),
            sentence("Contrat de travail", en=("Contract",)), sentence("L'assistant est embauché", en=("The assistant is hired",)),
        ),
        ir.Due(
            "releve", constant(value=True, type_=Boolean()), (("by", after(START, 12)), ("done", SENT)),
            sentence("Relevé annuel", en=("Yearly statement",)),
        ),
        ir.Due(
            "avenant", ir.Fact("malade", Boolean()), (("by", ir.Unknown("silent", "Les textes n'en disent rien", (), Date())),),
            sentence("Avenant au contrat", en=("Amendment",)),
        ),
        ir.Due(
            "suspension", ir.Fact("malade", Boolean()), (), sentence("Suspension du contrat", en=("Suspension",)),
            may=both("la caisse", "the fund"),
        ),
    ),
    ListOf(PAPER),
)  # fmt: skip
MEMBER_OF = ir.Local("m", MEMBER)
SECTOR = ir.Call("equal", (ir.Field(MEMBER_OF, "secteur", Enumeration(("1", "2"))), ir.Const("1", Enumeration(("1",)))), Boolean())
STANDING = Enumeration(("kept", "open", "missed"))
LIMIT, CERTIFIED = after(START, 24), day_fact("certificat")


def _at_most(one: ir.Expr, other: ir.Expr) -> ir.Expr:
    return ir.Call("at most date", (one, other), Boolean())


DEADLINE = ir.If(
    _at_most(CERTIFIED, ir.Day()),
    ir.If(_at_most(CERTIFIED, LIMIT), ir.Const("kept", STANDING), ir.Const("missed", STANDING), STANDING),
    ir.If(_at_most(ir.Day(), LIMIT), ir.Const("open", STANDING), ir.Const("missed", STANDING), STANDING),
    STANDING,
)
PROVISIONS = {
    "paiements.echeancier": provision("paiements.echeancier", "dues", SCHEDULE.type, both("Échéancier", "Schedule"), SCHEDULE),
    "pieces.a_envoyer": provision("pieces.a_envoyer", "dues", PAPERS.type, both("Pièces à envoyer", "Documents to send"), PAPERS),
    "groupe.secteur": provision(
        "groupe.secteur",
        "condition",
        Boolean(),
        both("Secteur des membres", "Sector of the members"),
        ir.Quantified("every", "m", ir.Fact("membres", MEMBERS), SECTOR),
        each="m",
        met=sentence("Tous les membres sont en secteur 1", en=("All members are in sector 1",)),
        not_met=sentence(
            ir.Field(MEMBER_OF, "nom", Text()),
            " doit exercer en secteur 1",
            en=(ir.Field(MEMBER_OF, "nom", Text()), " must be in sector 1"),
        ),
    ),
    "formation.certificat": provision(
        "formation.certificat", "deadline", STANDING, both("Certificat", "Certificate"), DEADLINE, limit=LIMIT, done=CERTIFIED
    ),
}
KINDS: dict[str, ir.DecisionKind] = {
    "paiements.echeancier": "dues", "pieces.a_envoyer": "dues", "groupe.secteur": "condition", "formation.certificat": "deadline",
}  # fmt: skip
PROGRAM = ir.Program(
    id="aide",
    title=both("L'aide", "The aid"),
    language="fr",
    calendar=ir.Calendar(date(2019, 1, 1), date(2036, 12, 31), "down"),
    facts=FACTS,
    texts={"2024-law": LAW},
    provisions=PROVISIONS,
    clocks={"clock": ir.Day()},
    decisions={name: ir.Decision(name, kind, on_request=True) for name, kind in KINDS.items()},
    outcomes=(),
    questions={},
    sources={"jo": ir.SourceSpec("jo", "Journal officiel", "Légifrance", "2024-01-01", "https://example.org", "official")},
)
CASE: dict[str, State] = {"contrat.depart": date(2023, 10, 1)}


def members(*rows: tuple[str, str]) -> State:
    """The members of a group: name and sector; a sector that is empty is not known."""
    return tuple(
        Record((("nom", name), ("secteur", sector or Undetermined(frozenset({Cell("membres", n, "secteur").name}))), ("entree", NEVER)))
        for n, (name, sector) in enumerate(rows, start=1)
    )


def case(**facts: State) -> Case:
    """The case with more facts (`pieces__contrat=True`)."""
    given = {**CASE, **{name.replace("__", "."): value for name, value in facts.items()}}
    return Case("", {name: Held(value) for name, value in given.items() if value != "?"})


def told(*decisions: str, day: date = DAY, language: Language = "fr", **facts: State) -> Explanation:
    """The explanation of the case for some decisions."""
    machine = Machine(PROGRAM)
    asked = case(**facts)

    def again(other: Case, on: date, readings: object) -> object:
        return machine.evaluate(other, as_of=on, decisions=decisions, readings=dict(readings))  # type: ignore[call-overload]

    repeat: Again = again  # type: ignore[assignment]
    return explain(repeat(asked, day, {}), language, EDITION, repeat)


def book() -> RuleBook:
    """The program as a rule book."""
    return RuleBook(PROGRAM, (), "0" * 64, Path())
