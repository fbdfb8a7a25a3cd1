"""An entry is found by its id or a beginning of it; what is mistaken is met with what was meant, where that is one alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.engine.journals import AT, DAY, applicant, bicycle, journal_in

from vigueur import (
    Journal,
    Population,
    Refused,
    Selection,
    checkpoint,
    decide,
    decide_all,
    prove_inclusion,
    read_decision,
    read_decisions,
    receipt,
    replay,
)

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

HOUR = timedelta(hours=1)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_in(tmp_path / "journal")


@pytest.fixture
def ids(journal: Journal) -> list[str]:
    """Decisions of three hours, no two of which begin alike."""
    made = [decide(journal, bicycle(), applicant(name), as_of=DAY, at=AT + n * HOUR, by="a") for n, name in enumerate("ABC", 1)]
    return [one.record.id for one in made]


def refusal(journal: Journal, id_: str, *, of_any_kind: bool = False) -> tuple[str, dict[str, str]]:
    with pytest.raises(Refused) as refused:
        (journal.entry if of_any_kind else journal.find)(id_)
    (problem,) = refused.value.problems
    return problem.code, dict(problem.details)


def test_every_beginning_of_eight_signs_or_more_is_enough_where_it_is_no_other_s(journal: Journal, ids: list[str]):
    for id_ in ids:
        for length in range(8, 37):
            assert journal.find(id_[:length]).id == id_
        assert journal.find(f" {id_.upper()} ").id == id_
        assert refusal(journal, id_[:7])[0] == "VG813"


def test_a_beginning_of_several_names_three_of_them(journal: Journal):
    made = [r.id for r in decide_all(journal, bicycle(), [(applicant(str(n)), DAY) for n in range(5)], at=AT + HOUR, by="a")]
    assert refusal(journal, made[0][:8]) == ("VG814", {"id": made[0][:8], "known": ", ".join(made[:3]) + ", …"})
    assert refusal(journal, made[0][:8].upper(), of_any_kind=True)[1]["known"].count(",") == 3


def test_two_of_a_beginning_are_both_named_and_nothing_more(journal: Journal, ids: list[str]):
    again = decide(journal, bicycle(), applicant("D"), as_of=DAY, at=AT + 3 * HOUR, by="a").record.id
    assert refusal(journal, again[:9])[1]["known"] == f"{ids[2]}, {again}"


def test_a_beginning_is_held_against_the_kinds_that_are_asked_for(journal: Journal, ids: list[str]):
    """The first decision of an edition stands beside the entry that archives it, and their ids begin alike."""
    assert journal.find(ids[0][:13]).kind == "decision"
    assert refusal(journal, ids[0][:13], of_any_kind=True)[0] == "VG814"
    genesis = journal.storage.row(0)
    assert genesis is not None
    assert journal.entry(genesis.id[:8]) == genesis
    assert refusal(journal, genesis.id)[0] == "VG813", "an entry that is no decision"


@pytest.mark.parametrize(
    "slip",
    [
        lambda id_: id_[:20] + "z" + id_[21:], lambda id_: id_[:-1], lambda id_: id_[1:], lambda id_: id_ + "0",
        lambda id_: id_[:30] + id_[31:],
        lambda id_: id_[:8] + id_[9] + "-" + id_[10:], lambda id_: id_.replace("-", "", 1), lambda id_: id_[:9] + "zz",
        lambda id_: "g" + id_[1:9] + id_[9:16],
    ],
)  # fmt: skip
def test_a_slip_at_one_place_is_met_with_what_was_meant(journal: Journal, ids: list[str], slip: object):
    mistaken = slip(ids[1])  # type: ignore[operator]
    if len(mistaken) == 35 and ids[1].startswith(mistaken):
        assert journal.find(mistaken).id == ids[1]
    else:
        assert refusal(journal, mistaken) == ("VG813", {"id": mistaken, "near": ids[1]})


@pytest.mark.parametrize(
    "text", ["", "  ", "x", "01a2", "%", "0" * 8, "f" * 36, "-" * 36, "0" * 10_000, "é" * 12, "01a20e25-8862-7182-b50a-7265f39b488a"]
)
def test_what_is_like_no_id_is_only_refused(journal: Journal, ids: list[str], text: str):
    code, details = refusal(journal, text)
    assert (code, "near" in details) == ("VG813", False)
    assert ids


def test_where_several_are_as_near_none_is_named(journal: Journal):
    made = [r.id for r in decide_all(journal, bicycle(), [(applicant(str(n)), DAY) for n in range(3)], at=AT + HOUR, by="a")]
    mistaken = made[0][:12] + "z"
    assert refusal(journal, mistaken) == ("VG813", {"id": mistaken})


def test_an_empty_log_has_nothing_to_name(journal: Journal):
    assert refusal(journal, "0" * 8) == ("VG813", {"id": "0" * 8})


def test_a_beginning_does_wherever_an_id_is_taken_and_the_whole_id_is_recorded(journal: Journal, ids: list[str]):
    short, whole = ids[0][:13], ids[0]
    late = AT + 5 * HOUR
    checkpoint(journal, late)
    assert read_decision(journal, short, at=late, by="a", command="show").id == whole
    assert journal.body(_last(journal))["asked"] == {"id": whole}
    assert [r.id for r in read_decisions(journal, Selection(ids=frozenset((short, ids[2]))), at=late, by="a", command="x")] == [
        whole,
        ids[2],
    ]
    assert journal.body(_last(journal))["asked"] == {"ids": sorted((whole, ids[2]))}
    assert prove_inclusion(journal, ids[1][:8])["id"] == ids[1]
    assert f'"id":"{whole}"' in str(receipt(journal, short)["body"])
    told = replay(journal, Population((short, whole)), today=late.date(), rules={}, at=late, by="a", as_made=True)
    assert [one["id"] for one in told["decisions"]] == [whole], "the same decision once"
    assert journal.body(_last(journal))["asked"]["ids"] == [whole]  # type: ignore[index,call-overload]
    newer = decide(journal, bicycle(), applicant("A"), as_of=DAY, at=late, by="a", supersedes=short)
    assert (newer.record.body["supersedes"], newer.record.row.supersedes) == ([whole], whole)
    with pytest.raises(Refused) as refused:
        decide(journal, bicycle(), applicant("A"), as_of=DAY, at=late, by="a", supersedes=short)
    assert dict(refused.value.problems[0].details) == {"id": whole, "newer": newer.record.id}


def _last(journal: Journal) -> int:
    last = journal.storage.last()
    assert last is not None
    return last.sequence
