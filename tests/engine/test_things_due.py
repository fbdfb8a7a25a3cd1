"""Conditions over the items of a list, things due and deadlines: what a small book of gardens says of them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from vigueur import Refused
from vigueur.api import RuleBook, load
from vigueur.api.trials import try_cases
from vigueur.interpreter.things import things_due
from vigueur.ir import codec
from vigueur.ir.case import Case, Held
from vigueur.values import Absent, Record, State, Undetermined

BOOK = Path(__file__).parents[1] / "cases/rulebooks/good/garden"
DAY = date(2024, 7, 1)


def members(*ages: int | None) -> State:
    lacking = Undetermined(frozenset({"club.members"}))
    kinds = ("name", "age", "signed", "left", "kind")
    rows = [(f"M{n}", lacking if age is None else age, True, date.max, "school") for n, age in enumerate(ages)]
    return tuple(Record(tuple(zip(kinds, row, strict=True))) for row in rows)


def case(**facts: State) -> Case:
    given: dict[str, State] = {"signed": date(2023, 3, 1), "open": True, **facts}
    return Case("", {f"club.{name}": Held(value) for name, value in given.items()})


def changed(folder: Path, old: str, new: str) -> RuleBook:
    copy = shutil.copytree(BOOK, folder / "garden")
    rules = copy / "2021-12-01-rules" / "garden.yaml"
    text = rules.read_text(encoding="utf-8")
    assert old in text
    rules.write_text(text.replace(old, new), encoding="utf-8")
    return load(copy, cached=False)


def refused(folder: Path, old: str, new: str) -> list[tuple[str, int]]:
    with pytest.raises(Refused) as caught:
        changed(folder, old, new)
    return [(p.code, p.place.line if p.place else 0) for p in caught.value.problems]


def test_the_cases_of_the_book_hold_and_reach_every_thing_due():
    trial = try_cases(load(BOOK, cached=False))
    assert trial.expectations > 30
    assert (trial.failures, trial.problems) == ([], [])
    assert {r.kind: r.missed for r in trial.reach}["due"] == ()


def test_a_program_with_things_due_is_kept_whole():
    program = load(BOOK, cached=False).program
    again = codec.load(codec.dump(program))
    assert {name: again.provisions[name] for name in again.provisions} == dict(program.provisions)


@pytest.mark.parametrize(("ages", "state"), [((40, 50), True), ((40, 12), False), ((12, None), False), ((40, None), None), ((), True)])
def test_a_condition_holds_where_it_holds_for_every_item(ages: tuple[int | None, ...], state: bool | None):  # noqa: FBT001 - a state
    found = load(BOOK).evaluate(case(members=members(*ages)), as_of=DAY, decisions=["garden.adults"]).answers["garden.adults"].state
    assert (None if isinstance(found, Undetermined) else found) is state


def test_each_record_of_the_answer_is_a_thing_due_and_each_doubt_a_thing_that_may_be():
    book = load(BOOK)
    facts = case(open=Undetermined(frozenset({"club.open"})), events=(Record((("type", "theft"), ("date", date(2024, 1, 1)))),))
    for name in ("garden.payments", "garden.documents", "garden.after"):
        evaluation = book.evaluate(facts, as_of=DAY, decisions=[name])
        step = evaluation.answers[name]
        assert isinstance(step.state, tuple)
        things = things_due(evaluation, step)
        assert [thing.record for thing in things] == [item if isinstance(item, Record) else None for item in step.state]
        assert all(thing.record is None or thing.record.get("due") == thing.due.code for thing in things)
        assert any(thing.record is None for thing in things)


def test_what_an_item_says_is_read_under_the_law_of_its_own_day():
    evaluation = load(BOOK).evaluate(case(), as_of=date(2023, 3, 1), decisions=["garden.payments"])
    records = [r for r in evaluation.answers["garden.payments"].state if isinstance(r, Record)]  # type: ignore[union-attr]
    halves = {str(r.get("day")): str(r.get("amount")) for r in records if r.get("due") == "half"}
    assert halves == {"2024-03-01": "500.0", "2025-03-01": "600.0"}


def test_a_thing_without_a_last_day_has_none_and_is_due_all_the_same():
    evaluation = load(BOOK).evaluate(case(), as_of=DAY, decisions=["garden.documents"])
    bylaw = [r for r in evaluation.answers["garden.documents"].state if isinstance(r, Record) and r.get("due") == "bylaw"]  # type: ignore[union-attr]
    assert [type(r.get("by")) for r in bylaw] == [Absent]


def test_the_loops_of_what_is_read_do_not_disturb_those_of_who_reads(tmp_path: Path):
    book = changed(
        tmp_path,
        '  garden.total: {label: Total, type: money EUR, formula: "sum(garden.payments.amount)", cite: rules art. 4}\n',
        "  garden.inner: {label: Inner, type: number, formula: 'sum(for x in [10, 20] return x)', cite: rules}\n"
        "  garden.total: {label: Total, type: number, formula: 'sum(for x in [1, 2] return garden.inner + x)', cite: rules}\n",
    )
    assert str(book.evaluate(case(), as_of=DAY, decisions=["garden.total"]).answers["garden.total"].state) == "63"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("each: {m: club.members}", "each: {m: club.member}", "VG101"),
        ("each: {m: club.members}", "each: {m: club.open}", "VG114"),
        ("each: {m: club.members}", "each: {}", "VG344"),
        ("each: {m: club.members}", "each: {day: club.signed}", "VG459"),
        ("condition: m.age >= 18", "condition: m.aged >= 18", "VG102"),
        ("met: All members are of age", 'met: "{m.name} is of age"', "VG101"),
        ("if: year <= 1,", "if: yeer <= 1,", "VG101"),
        ("if: year <= 1,", "if: year,", "VG114"),
        ("by: club.signed + 30 days", "by: day + 30 days", "VG119"),
        ("by: club.signed + 30 days", "by: 30", "VG114"),
        ("done: club.insured,", "done: club.kind,", "VG457"),
        ("each: {year: 1..3,", "each: {year: 1..3000000,", "VG168"),
        ("amount: garden.amount,", "amount: club.signed,", "VG114"),
        ("item: Proof of insurance", "itm: Proof of insurance", "VG331"),
        ("done: club.report\n", "\n", "VG332"),
        ("deadline: club.signed + 1 year", "deadline: day + 1 year", "VG119"),
        ("unless: city.new_limit", "unless: club.open", "VG444"),
        ("unless: city.new_limit", "unless: city.newlimit", "VG402"),
        ("condition: club.flooded, unknown", "condition: club.flooded, unknwon", "VG331"),
        ("cite: rules art. 5}", "cite: rulez art. 5}", "VG440"),
        ("    cite: rules art. 6\n", "    cite: rules art. 6\n    done: club.open\n", "VG331"),
    ],
)  # fmt: skip
def test_a_mistake_is_met_at_its_line(old: str, new: str, code: str, tmp_path: Path):
    rules = (BOOK / "2021-12-01-rules" / "garden.yaml").read_text(encoding="utf-8")
    line = rules[: rules.index(old)].count("\n") + 1
    found = refused(tmp_path, old, new)
    assert code in [c for c, _ in found]
    assert [at for c, at in found if c == code and abs(at - line) <= 2]


def test_a_thing_due_is_told_in_the_other_language_or_a_warning_says_it_is_not(tmp_path: Path):
    copy = shutil.copytree(BOOK, tmp_path / "garden")
    insurance = "insurance: {item: Attestation, because: Tout jardin est assuré}"
    entry = f"garden.documents: {{label: Pièces, dues: {{{insurance}, bylow: {{item: Statuts}}}}}}\n"
    (copy / "2021-12-01-rules" / "fr.yaml").write_text(entry, encoding="utf-8")
    book = load(copy, cached=False)
    told = {(dict(p.details).get("id"), dict(p.details).get("key")) for p in book.warnings if p.code == "VG351"}
    assert ("garden.documents.bylaw", "`item`") in told
    assert not any(id_ == "garden.documents.insurance" for id_, _ in told)
    assert [dict(p.details)["id"] for p in book.warnings if p.code == "VG352"] == ["bylow"]


def test_the_codes_of_a_column_are_told_in_the_other_language(tmp_path: Path):
    copy = shutil.copytree(BOOK, tmp_path / "garden")
    kinds = "type: {one_of: {flood: Une inondation, thief: Un vol}}"
    entry = f"club.events: {{label: Événements, ask: Que s'est-il passé ?, record: {{{kinds}}}}}\n"
    (copy / "fr.yaml").write_text(entry, encoding="utf-8")
    book = load(copy, cached=False)
    told = {(dict(p.details).get("id"), dict(p.details).get("key")) for p in book.warnings if p.code == "VG351"}
    assert ("club.events.type", "`one_of.theft`") in told
    assert ("club.events.type", "`one_of.flood`") not in told
    assert "thief" in [dict(p.details)["id"] for p in book.warnings if p.code == "VG352"]


def test_a_group_of_codes_of_a_column_is_known_where_the_column_is_read(tmp_path: Path):
    copy = shutil.copytree(BOOK, tmp_path / "garden")
    facts = (copy / "facts.yaml").read_text(encoding="utf-8")
    column = "type: {one_of: {flood: A flood, theft: A theft}}"
    assert column in facts
    grouped = column.replace("}}", "}, groups: {crimes: [theft]}}")
    (copy / "facts.yaml").write_text(facts.replace(column, grouped), encoding="utf-8")
    rules = copy / "2021-12-01-rules" / "garden.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('e.type = "theft"', "e.type in crimes"), encoding="utf-8")
    trial = try_cases(load(copy, cached=False))
    assert (trial.failures, trial.problems) == ([], [])
