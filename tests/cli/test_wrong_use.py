"""Whatever is wrong with a call is said with a code, in two languages, with a way out; never with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.transcripts import Call

from vigueur_cli import main

CASE = "rules/assistants-medicaux/demo/1-generaliste-eligible.yaml"
DAY = ("--as-of", "2024-07-01")

WRONG = [
    ("VG701", ("explian",), "`explain`"),
    ("VG701", ("expliqer",), "`expliquer`"),
    ("VG702", ("explain", CASE, "--as-off", "2024-07-01"), "`--as-of`"),
    ("VG702", ("test", "--al"), "`--all`"),
    ("VG704", ("explain", CASE), "--as-of YYYY-MM-DD"),
    ("VG705", ("explain", *DAY), "vigueur explain --help"),
    ("VG705", ("feel",), "vigueur feel --help"),
    ("VG706", ("explain", CASE, "--as-of"), "vigueur explain --help"),
    ("VG706", ("law", "--between", "2024-07-01"), "vigueur law --help"),
    ("VG707", ("explain", CASE, *DAY, "--format", "jsn"), "`json`"),
    ("VG707", ("explain", CASE, *DAY, "--detail", "9"), "1, 2, 3"),
    ("VG708", ("check", "rules", "more"), "vigueur check --help"),
    ("VG710", ("feel", "--conformance", "nowhere.jsonl"), "check the path"),
    ("VG713", ("explain", CASE, "--as-of", "2024-06-32"), "2024-06-22"),
    ("VG713", ("explain", CASE, "--as-of", "20240622"), "2024-06-22"),
    ("VG713", ("explain", CASE, "--as-of", "today"), "2024-06-22"),
    ("VG714", ("explain", CASE, *DAY, "--set", "medecin.secteur"), "equals sign"),
    ("VG715", ("explain", CASE, *DAY, "--rules", "/nowhere"), "vigueur new"),
    ("VG715", ("check", "tests"), "vigueur new"),
    ("VG715", ("check", "--rules", "allocations-familales"), "allocations-familiales, assistants-medicaux"),
    ("VG716", ("new", "docs"), "nothing is overwritten"),
    ("VG717", ("schema", "explanations"), "`explanation`"),
    ("VG718", ("law", "--provision", "aide.montant_anuel"), "`aide.montant_annuel`"),
    ("VG718", ("law", "--provision", "nothing like it"), "`vigueur law --on DAY`"),
    ("VG719", ("law", "--text", "2023-04-30-reglement-arbitrale"), "`2023-04-30-reglement-arbitral`"),
    ("VG723", ("test", "--only", "no case has such a name"), ""),
    ("VG724", ("law", "--on", "2024-07-01", "--text", "x"), "one of them"),
    ("VG725", ("timeline", CASE, "--from", "2025-01-01", "--to", "2024-01-01"), "exchange"),
    ("VG726", ("law",), "--on DAY"),
    ("VG727", ("law", "--text", "2024-06-21-convention-medicale", "--known-at", "2024-06-20"), "2024-06-21"),
    ("VG727", ("law", "--provision", "aide.montant_annuel", "--known-at", "2018-06-20"), "--known-at"),
    ("VG751", ("explain", CASE, *DAY, "--set", "medecin.specialit=orl"), "`medecin.specialite`"),
    ("VG751", ("facts", "medecin.specialit"), "`medecin.specialite`"),
    ("VG751", ("facts", "nothing like it"), "`vigueur facts`"),
    ("VG752", ("explain", CASE, "--as-of", "1999-01-01"), "2019-01-01"),
    ("VG752", ("law", "--on", "2018-01-01"), "2019-01-01"),
    ("VG752", ("law", "--on", "2060-01-01"), "2019-01-01"),
    ("VG752", ("law", "--between", "2024-01-01", "2060-01-01"), "2019-01-01"),
    ("VG753", ("law", "--on", "2024-07-01", "--known-at", "0024-07-01"), "YYYY-MM-DD"),
    ("VG753", ("explain", CASE, *DAY, "--known-at", "0024-07-01"), "YYYY-MM-DD"),
    ("VG754", ("explain", CASE, *DAY, "--decision", "aide.montant"), "`aide.montant_annuel`"),
    ("VG754", ("explain", CASE, *DAY, "--decision", ""), "`''` is neither"),
    ("VG755", ("explain", CASE, *DAY, "--reading", "seuil=plus_de"), "`seuil_775`"),
    ("VG756", ("explain", CASE, *DAY, "--reading", "seuil_775=plus"), "`plus_de`"),
]


@pytest.mark.parametrize(("code", "arguments", "way_out"), WRONG, ids=[f"{code} {' '.join(a[-2:])}" for code, a, _ in WRONG])
def test_wrong_use_is_met_with_a_code_and_a_way_out(vigueur: Call, code: str, arguments: tuple[str, ...], way_out: str):
    said = vigueur(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert f"error[{code}]" in said.err
    assert way_out in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(("code", "arguments"), [(code, a) for code, a, _ in WRONG if a[0] in {"explain", "law"} and code != "VG707"])
def test_wrong_use_is_told_in_french_too(vigueur: Call, code: str, arguments: tuple[str, ...]):
    said = vigueur(arguments[0], "--lang", "fr", *arguments[1:])
    assert said.code == 2
    assert f"erreur[{code}] :" in said.err


def test_a_french_command_speaks_french(vigueur: Call):
    said = vigueur("expliquer", CASE)
    assert said.code == 2
    assert "il manque le jour à juger" in said.err
    assert "--au" in said.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("explain", "nowhere.yaml", *DAY), "le fichier ou le dossier n'existe pas"),
        (("explain", "docs", *DAY), "c'est un dossier"),
        (("feel", "--conformance", "nowhere.jsonl"), "le fichier ou le dossier n'existe pas"),
    ],
)
def test_why_a_file_cannot_be_read_is_told_in_french(vigueur: Call, arguments: tuple[str, ...], why: str):
    said = vigueur(arguments[0], "--lang", "fr", *arguments[1:])
    assert said.code == 2
    assert f"impossible : {why} = aide : " in " ".join(said.err.split())


def test_a_rule_book_without_cases_says_so(vigueur: Call, book: Path):
    for path in (book / "cases").iterdir():
        path.unlink()
    said = vigueur("test", "--rules", book)
    assert said.code == 2
    assert "VG720" in said.err


def test_a_rule_book_without_a_demonstration_says_so(vigueur: Call, bicycle: Path):
    said = vigueur("demo", "--rules", bicycle)
    assert said.code == 2
    assert "VG721" in said.err


@pytest.mark.parametrize(
    ("raised", "code", "left"),
    [
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "VG711", 2),
        (RecursionError(), "VG712", 2),
        (MemoryError(), "VG712", 2),
        (PermissionError(13, "Permission denied", "secret.yaml"), "VG710", 2),
        (AssertionError("oh"), "VG799", 2),
        (KeyboardInterrupt(), "", 130),
    ],
)
def test_no_traceback_ever_reaches_a_user(vigueur: Call, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: str, left: int):
    def fail(**_: object) -> None:
        raise raised

    monkeypatch.setattr(main.vigueur, "main", fail)
    said = vigueur("schema")
    assert said.code == left
    assert code in said.err
    assert "Traceback" not in said.err


def test_an_internal_error_says_how_to_report_it(vigueur: Call, monkeypatch: pytest.MonkeyPatch):
    hostile = "something \x1b[31m hostile"

    def fail(**_: object) -> None:
        raise ValueError(hostile)

    monkeypatch.setattr(main.vigueur, "main", fail)
    said = vigueur("schema")
    assert "report it" in said.err
    assert "\x1b" not in said.err
