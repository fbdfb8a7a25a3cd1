"""What a case expects of the items of a list: how many, which, which not; what cannot be expected is told at its place."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from vigueur import Refused, RuleBook, Trial, load, try_cases

BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"
FACTS = """\
trips:
  label: Trips
  ask: Which trips do you make?
  record:
    to: {one_of: [work, school, shop]}
    length: number of km
    since: date
    cost: money EUR
    paid: boolean
places: {label: Places, ask: Where do you go?, type: list of text}
"""
RULES = """\
set:
  trips.long: {label: Long trips, type: like trips, formula: "trips[length > 3]", cite: reform art. 5}
  trips.all: {label: Trips, type: like trips, formula: "trips", cite: reform art. 5}
  places.all: {label: Places, type: list of text, formula: "places", cite: reform art. 5}
  visits:
    label: Visits
    each: {year: 1..3, day: "agreement.signed + (year - 1) * 1 year"}
    type: money EUR
    dues:
      visit: {item: "Visit of year {year}", if: year <= 2, amount: "50 EUR * year", by: day + 1 month, done: year = 1}
      report: {item: Report, if: applicant.household >= 2 and year = 3, by: day}
      audit: {item: Audit, if: year = 2, may: the city}
    cite: reform art. 6
  trips.many: {label: Many, type: number, formula: "count(trips)", cite: reform art. 5}
"""
CASE = """\
- case: Somebody who rides
  facts:
    places: [Lyon, Nantes]
    agreement.signed: 2022-09-01
    trips:
      - {to: work, length: 5, since: 2022-01-01, cost: 12.50, paid: true}
      - {to: work, length: 7, since: 2023-01-01, cost: 20, paid: false}
      - {to: school, length: 4, since: 2023-01-01, cost: 0, paid: true}
      - {to: shop, length: 1, since: 2023-01-01, cost: 0, paid: true}
  expect:
    - {as_of: 2023-09-01, why: Ridden by hand, EXPECTED}
- case: Somebody of whom nothing is known
  expect: [{as_of: 2023-09-01, trips.long: undetermined}]
"""


@cache
def riders() -> RuleBook:
    folder = shutil.copytree(BICYCLE, Path(mkdtemp()) / "riders")
    with (folder / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write(FACTS)
    (folder / "2023-05-20-reform" / "trips.yaml").write_text(RULES, encoding="utf-8")
    return load(folder, cached=False)


def tried(tmp_path: Path, expected: str, case: str = CASE) -> Trial:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "riders.yaml").write_text(case.replace("EXPECTED", expected), encoding="utf-8")
    return try_cases(riders(), tmp_path / "cases")


@pytest.mark.parametrize(
    ("expected", "count"),
    [
        ("trips.long: {count: 3}", 1),
        ("trips.long: {has: {to: work, length: 5}}", 1),
        ("trips.long: {has: [{to: work, length: 5, cost: 12.50}, {to: school}], lacks: {to: shop}}", 3),
        ("trips.long: {has: {since: 2023-01-01, cost: 20 €, paid: no}}", 1),
        ("trips.long: {has: {length: 7 km}, may_be: []}", 2),
        ("trips.long: {has: [work, school], lacks: shop}", 3),
        ("trips.long: {count: 3, lacks: [{to: work, length: 6}, {paid: absent}, {cost: undetermined}]}", 4),
        ("places.all: {count: 2, has: Lyon, lacks: [Paris, Rennes]}", 4),
        ("visits: {count: 2, has: {due: visit, year: 2, amount: 100, by: 2023-10-01, done: false}}", 2),
        ("visits: {has: [{year: 1, day: 2022-09-01}, {year: 2, day: 2023-09-01}], lacks: {due: visit, year: 3}}", 3),
        ("visits: {may_be: [{due: report, year: 3, by: 2024-09-01}, audit]}", 2),
        ("visits: {count: 2}, waits_for: [applicant.household]", 2),
        ("trips.all: {count: 4}, waits_for: []", 2),
    ],
)
def test_what_is_so_is_as_expected_each_part_counted(tmp_path: Path, expected: str, count: int) -> None:
    trial = tried(tmp_path, expected)
    assert (trial.problems, trial.failures) == ([], [])
    assert trial.expectations == count + 1


@pytest.mark.parametrize(
    ("expected", "what", "wanted", "found"),
    [
        ("trips.long: {count: 4}", "trips.long count", "4", "3 (work × 2, school)"),
        (
            "trips.long: {has: {to: work, length: 7, cost: 21}}",
            "trips.long has",
            "{to: work, length: 7, cost: 21}",
            "{to: work, length: 7, since: 2023-01-01, cost: 20, paid: false}",
        ),
        ("trips.long: {has: shop}", "trips.long has", "shop", "3 (work × 2, school)"),
        ("trips.long: {has: {to: shop}}", "trips.long has", "{to: shop}", "3 (work × 2, school)"),
        (
            "trips.long: {lacks: {to: school}}",
            "trips.long lacks",
            "{to: school}",
            "{to: school, length: 4, since: 2023-01-01, cost: 0, paid: true}",
        ),
        ("trips.long: {may_be: {to: shop}}", "trips.long may_be", "{to: shop}", "0"),
        ("places.all: {has: Paris}", "places.all has", "Paris", "2 (Lyon, Nantes)"),
        ("visits: {lacks: report}", "visits lacks", "report", "may_be {due: report, year: 3, day: 2024-09-01, by: 2024-09-01}"),
        ("visits: {may_be: []}", "visits may_be", "[]", "2 (audit, report)"),
        ("visits: {may_be: {due: report, year: 2}}", "visits may_be", "{due: report, year: 2}", "REPORT"),
    ],
)
def test_what_is_not_so_is_told_with_what_is_nearest(tmp_path: Path, expected: str, what: str, wanted: str, found: str) -> None:
    trial = tried(tmp_path, expected)
    assert trial.problems == []
    found = found.replace("REPORT", "{due: audit, year: 2, day: 2023-09-01}, {due: report, year: 3, day: 2024-09-01, by: 2024-09-01}")
    assert [(f.what, f.expected, f.found.replace("\xa0", " "), f.why) for f in trial.failures] == [(what, wanted, found, "Ridden by hand")]
    assert trial.failures[0].place.startswith("cases/riders.yaml:11:")


@pytest.mark.parametrize(
    ("expected", "code", "near"),
    [
        ("trips.long: {has: {lenght: 5}}", "VG612", "length"),
        ("trips.long: {has: {to: wrok}}", "VG605", "work"),
        ("trips.long: {has: wrok}", "VG605", "work"),
        ("trips.long: {lacks: {length: far}}", "VG602", ""),
        ("trips.long: {lacks: {since: 2023-02-30}}", "VG340", ""),
        ("trips.long: {may_be: {cost: 5 USD}}", "VG611", ""),
        ("trips.long: {has: {cost: absnt}}", "VG602", "absent"),
        ("trips.many: {count: 4}", "VG615", ""),
        ("visits: {has: {due: vist}}", "VG605", "visit"),
        ("visits: {may_be: {years: 3}}", "VG612", "year"),
        ("places.all: {has: {name: Lyon}}", "VG616", ""),
        ("trips.long: {has: {to: {code: work}}}", "VG616", ""),
    ],
)
def test_what_no_item_can_be_is_a_problem_at_its_place(tmp_path: Path, expected: str, code: str, near: str) -> None:
    trial = tried(tmp_path, expected)
    assert trial.failures == []
    assert [p.code for p in trial.problems] == [code]
    assert str(trial.problems[0].place).startswith("cases/riders.yaml:11:")
    details = dict(trial.problems[0].details)
    assert details.get("nearest", details.get("near", "")) == near


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ("trips.long: {counts: 4}", "VG331"),
        ("trips.long: {count: many}", "VG342"),
        ("trips.long: {count: -1}", "VG342"),
        ("trips.long: {has: [[work]]}", "VG333"),
        ("trips.long: {has: []}", "VG344"),
        ("trips.long: {has: {}}", "VG344"),
        ("trips.long: {}", "VG333"),
        ("trips.long: {provision: trips.all, count: 4}", "VG349"),
    ],
)
def test_what_is_no_expectation_of_items_is_refused(tmp_path: Path, expected: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        tried(tmp_path, expected)
    assert [p.code for p in caught.value.problems] == [code]


def test_a_list_waits_for_what_its_items_lack(tmp_path: Path) -> None:
    case = CASE.replace("{to: shop, length: 1,", "{to: shop,")
    trial = tried(tmp_path, "trips.all: {has: {to: shop, length: undetermined}}, waits_for: trips", case)
    assert (trial.problems, trial.failures) == ([], [])


def test_items_are_expected_in_vain_of_a_list_that_is_not_known(tmp_path: Path) -> None:
    case = CASE.replace("trips.long: undetermined", "trips.long: {count: 0}")
    trial = tried(tmp_path, "trips.long: {count: 3}", case)
    assert [(f.case, f.found) for f in trial.failures] == [("Somebody of whom nothing is known", "undetermined (trips)")]


def test_an_item_that_is_not_settled_is_neither_counted_nor_lacking(tmp_path: Path) -> None:
    case = CASE.replace("[Lyon, Nantes]", '[Lyon, Nantes, "?"]')
    assert tried(tmp_path, "places.all: {count: 2, has: [Lyon, Nantes]}", case).failures == []
    (tmp_path / "again").mkdir()
    trial = tried(tmp_path / "again", "places.all: {lacks: Paris}", case)
    assert [(f.what, f.found) for f in trial.failures] == [("places.all lacks", "may_be undetermined (places)")]


LIFE = """\
- case: A life of trips
  facts: {agreement.signed: 2023-09-01, applicant.household: 2, bicycle: {kind: city}}
  expect:
    - {as_of: 2023-09-01, why: Nothing is known of trips, trips.all: undetermined, grant.kind: true}
    - {as_of: 2023-10-01, more: {trips: [{to: work, length: 5}]}, trips.all: {count: 1}}
    - {as_of: 2023-11-01, facts: {bicycle.kind: racing}, trips.all: {count: 1, has: work}, grant.kind: false}
    - {as_of: 2024-11-01, more: {trips: [{to: shop, length: 2}, {to: school, length: 9}]}, trips.all: {count: 3}, grant.kind: false}
    - {as_of: 2024-12-01, trips.all: {count: 3}, LAST}
- case: Another day
  like: A life of trips
  expect: [{as_of: 2024-12-01, trips.all: undetermined, grant.kind: true}]
"""


def test_what_becomes_known_on_a_day_holds_on_the_days_below_it(tmp_path: Path) -> None:
    trial = tried(tmp_path, "", LIFE.replace("LAST", "grant.kind: false"))
    assert (trial.problems, trial.failures) == ([], [])
    assert (trial.cases, trial.expectations) == (2, 12)


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ("facts: {bicycle.kind: racer}", "VG605"),
        ("more: {trip: [{to: work}]}", "VG601"),
        ("more: {bicycle.kind: [city]}", "VG610"),
        ("more: {trips: [{too: work}]}", "VG612"),
    ],
)
def test_what_becomes_known_is_held_against_the_vocabulary(tmp_path: Path, last: str, code: str) -> None:
    trial = tried(tmp_path, "", LIFE.replace("LAST", last))
    assert [p.code for p in trial.problems] == [code]
    assert str(trial.problems[0].place).startswith("cases/riders.yaml:8:")
