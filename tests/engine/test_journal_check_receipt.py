"""The stand-alone verifier: it proves what is true, finds every change, and meets whatever it is given with a line and a code."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.engine.journals import AT, DAY, applicant, bicycle, journal_in

from vigueur import checkpoint, decide, prove_consistency, receipt
from vigueur.journal.archive import files_of, unpacked
from vigueur.journal.bundle import VERIFIER
from vigueur.journal.canonical import canonical
from vigueur.journal.keys import new_keys
from vigueur.journal.merkle import leaf_hash

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """The verifier, loaded as the file that it is."""
    spec = importlib.util.spec_from_file_location("check_receipt", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a receipt, the public key, two checkpoints and the proof that joins them, and the rule book's files."""
    folder = tmp_path_factory.mktemp("receipts")
    journal, book = journal_in(folder / "journal"), bicycle()
    records = [decide(journal, book, applicant(f"person {n}"), as_of=DAY, at=AT, by="clerk").record for n in range(11)]
    first = checkpoint(journal, AT)
    (folder / "early.json").write_text(first.text, encoding="utf-8")
    decide(journal, book, applicant("later"), as_of=DAY, at=AT, by="clerk")
    checkpoint(journal, AT)
    (folder / "growth.json").write_text(json.dumps(prove_consistency(journal, first)), encoding="utf-8")
    (folder / "receipt.json").write_text(json.dumps(receipt(journal, records[6].id), ensure_ascii=False, indent=2), encoding="utf-8")
    archive = next(files for _, files in journal.storage.archives())
    with unpacked(files_of(archive)) as book_folder:
        book_folder.rename(folder / "bicycle")
        book_folder.mkdir()
    return folder


@pytest.fixture
def check(program: ModuleType, made: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*arguments: object) -> tuple[int, str]:
        code = program.main([*map(str, arguments), "--lang", "en"])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert made.is_dir()
    return run


def test_a_receipt_is_proved(made: Path, check: Callable[..., tuple[int, str]]):
    code, said = check(made / "receipt.json", "--key", made / "journal" / "journal.pub", "--edition", made / "bicycle")
    assert code == 0, said
    for words in (
        "Proved:", "by: clerk", "verdict: eligible", "grant.amount: 400 EUR", "facts:", "bicycle.kind: electric",
        "does not prove that the facts were true",
    ):  # fmt: skip
        assert words in " ".join(said.split())
    assert "FAILED" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_it_is_one_file_of_the_standard_library(made: Path):
    """In a process of its own, isolated: nothing of ours is to be found there."""
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    top = {a.name.partition(".")[0] for node in tree.body if isinstance(node, ast.Import) for a in node.names}
    top |= {(node.module or "").partition(".")[0] for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert top <= sys.stdlib_module_names
    copied = made / "alone" / "check_receipt.py"
    copied.parent.mkdir(exist_ok=True)
    copied.write_bytes(VERIFIER.read_bytes())
    command = [sys.executable, "-I", str(copied), str(made / "receipt.json"), "--lang", "fr"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=copied.parent)
    assert done.returncode == 3, done.stderr
    assert "PAS encore prouvé" in done.stdout
    assert "Celle du reçu est" in done.stdout
    done = subprocess.run([*command, "--key", str(made / "journal" / "journal.pub")], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "Prouvé" in done.stdout) == (0, True)


def test_without_cryptography_it_says_that_the_signature_was_not_checked(
    made: Path, check: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
):
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    code, said = check(made / "receipt.json")
    assert code == 3
    assert "signature was NOT checked" in said


def test_what_was_kept_is_joined_by_a_proof(made: Path, check: Callable[..., tuple[int, str]]):
    early, growth = made / "early.json", made / "growth.json"
    assert check(made / "receipt.json", "--checkpoint", early, "--checkpoint", growth)[0] == 0
    code, said = check(made / "receipt.json", "--checkpoint", early)
    assert code == 2
    assert "no proof joins" in said
    kept = json.loads(early.read_text(encoding="utf-8"))
    for name, value in (("root", "0" * 64), ("store", "another"), ("key", "0" * 64)):
        (made / "other.json").write_text(json.dumps({**kept, name: value}), encoding="utf-8")
        assert check(made / "receipt.json", "--checkpoint", made / "other.json", "--checkpoint", growth)[0] == 1


def test_another_key_and_another_edition_are_told(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    code, said = check(made / "receipt.json", "--key", new_keys().public.hex())
    assert code == 1
    assert "FAILED  that key is the one you expect" in said
    changed = made / "bicycle" / "rulebook.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("Bicycle grant", "Bicycle grants"), encoding="utf-8")
    assert check(made / "receipt.json", "--edition", made / "bicycle")[0] == 1
    changed.write_text(text, encoding="utf-8")
    assert check(made / "receipt.json", "--edition", tmp_path / "nowhere")[0] == 2


def leaves(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name in value:
            yield from leaves(value[name], (*path, name))
    elif isinstance(value, list):
        for place in range(len(value)):
            yield from leaves(value[place], (*path, place))
    else:
        yield path


def test_every_character_of_a_receipt_counts(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    """Changed one by one in seeded places, in the file's bytes: found, or the JSON says the same."""
    raw = (made / "receipt.json").read_bytes()
    said = json.loads(raw)
    chance = random.Random(7)  # noqa: S311 - the same places each time
    found = 0
    for _ in range(700):
        place, bit = chance.randrange(len(raw)), chance.randrange(8)
        changed = raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]
        (tmp_path / "changed.json").write_bytes(changed)
        code, _ = check(tmp_path / "changed.json", "--key", made / "journal" / "journal.pub")
        try:
            same = json.loads(changed) == said
        except ValueError:
            same = False
        assert (code == 0) is same, (place, bit, raw[max(0, place - 20) : place + 20])
        found += code != 0
    assert found > 600


def test_every_member_counts(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    """Each replaced by others of every kind, and left out."""
    said = json.loads((made / "receipt.json").read_text(encoding="utf-8"))
    for path in leaves(said):
        for slip in (None, 0, -1, 10**30, 1.5, "", "0" * 64, [], {}, True):
            changed = json.loads(json.dumps(said))
            inner = changed
            for step in path[:-1]:
                inner = inner[step]
            if inner[path[-1]] == slip or (path == ("content",) and slip is None):
                continue
            inner[path[-1]] = slip
            (tmp_path / "changed.json").write_text(json.dumps(changed), encoding="utf-8")
            assert check(tmp_path / "changed.json")[0] in {1, 2}, (path, slip)
    for name in said:
        (tmp_path / "changed.json").write_text(json.dumps({n: v for n, v in said.items() if n != name}), encoding="utf-8")
        assert check(tmp_path / "changed.json")[0] == 2


def test_a_record_written_anew_with_its_hashes_is_not_in_the_signed_log(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    said = json.loads((made / "receipt.json").read_text(encoding="utf-8"))
    body = json.loads(said["body"])
    said["body"] = canonical({**body, "actor": "somebody else"}).decode()
    (tmp_path / "changed.json").write_text(json.dumps(said), encoding="utf-8")
    code, told = check(tmp_path / "changed.json")
    assert code == 1
    assert "FAILED  the entry stands in the log" in told
    assert leaf_hash(said["body"].encode()) != leaf_hash(canonical(body))


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"null", b"[]", b"{}", b"\xff\xfe{}", b"\x00" * 50, b"[" * 100_000, b'{"a":' * 50_000, b"NaN", b"1e999",
        b'{"format":"vigueur-receipt/1"}', b'{"format":"vigueur-receipt/1","format":"x"}', b'"\\ud800"', b"9" * 10_000,
    ],
)  # fmt: skip
def test_whatever_it_is_given_it_says_a_line(check: Callable[..., tuple[int, str]], tmp_path: Path, text: bytes):
    (tmp_path / "hostile.json").write_bytes(text)
    code, said = check(tmp_path / "hostile.json")
    assert code == 2
    assert len(said.strip().splitlines()) == 1


def test_files_that_cannot_be_read_are_told(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    for arguments in (
        (tmp_path,), (tmp_path / "nowhere",), (made / "receipt.json", "--key", tmp_path / "nowhere"),
        (made / "receipt.json", "--key", made / "receipt.json"), (made / "receipt.json", "--checkpoint", made / "receipt.json"),
    ):  # fmt: skip
        assert check(*arguments)[0] == 2


def test_what_is_shown_moves_no_cursor(program: ModuleType):
    assert program.printable("a\x1b[2Jb\nc") == "a?[2Jb?c"
    assert program.printable("x" * 5000) == "x" * 2000 + "…"


def test_facts_are_told_with_who_said_them_and_when_they_were_observed(program: ModuleType):
    facts: dict[str, Any] = {
        "a.day": {"value": "2023-09-01", "source": "the tax office", "observed": "2023-08-30"},
        "a.flag": {"value": False, "source": "the applicant", "observed": None},
        "a.list": {"value": [{"kind": "x"}], "source": "", "observed": "2023-08-31"},
        "b\x1b[2J": {"value": "\x1b[2J", "source": "\x1b[2J", "observed": None},
        "c.text": {"value": None, "source": "", "observed": None},
    }
    text = json.dumps({"facts": facts}, sort_keys=True, separators=(",", ":"))
    assert program.content_shown(text, french=False) == [
        "facts:",
        "  a.day: 2023-09-01 (source: the tax office, observed on 2023-08-30)",
        "  a.flag: false (source: the applicant)",
        '  a.list: [{"kind":"x"}] (observed on 2023-08-31)',
        "  b?[2J: ?[2J (source: ?[2J)",
        "  c.text: null",
    ]
    told = program.content_shown(text, french=True)
    assert told[:2] == ["faits\u00a0:", "  a.day\u00a0: 2023-09-01 (source\u00a0: the tax office, constaté le 2023-08-30)"]


CONTENT: dict[str, Any] = {
    "verdict": "eligible",
    "computed": "undetermined",
    "override": {"verdict": "eligible", "reason": "seen at the desk"},
    "answers": {
        "a.amount": {"kind": "amount", "status": "undetermined", "value": None, "currency": "EUR"},
        "a.flag": {"kind": "value", "status": "determined", "value": True, "currency": ""},
        "a.verdict": {"kind": "verdict", "status": "determined", "value": "out_of_scope", "currency": ""},
        "a.list": {"kind": "value", "status": "determined", "value": ["x", 1], "currency": ""},
    },
}


def test_an_answer_without_a_value_is_told_by_its_status_and_a_person_who_decided_is_named(program: ModuleType):
    text = json.dumps(CONTENT, sort_keys=True, separators=(",", ":"))
    english, french = program.content_shown(text, french=False), program.content_shown(text, french=True)
    assert english == [
        "verdict: eligible",
        "  decided by a person; the rules answer: undetermined",
        "  reason: seen at the desk",
        "answers of the rules:",
        "  a.amount: undetermined",
        "  a.flag: true",
        '  a.list: ["x",1]',
        "  a.verdict: out of scope",
    ]
    assert french[:2] == ["verdict\u00a0: éligible", "  décidé par une personne ; les règles répondent\u00a0: indéterminé"]
    assert french[3:6] == ["réponses des règles\u00a0:", "  a.amount\u00a0: indéterminé", "  a.flag\u00a0: vrai"]
    assert not [line for line in english + french if "None" in line or "True" in line]


@pytest.mark.parametrize(
    ("verdict", "english", "french"),
    [
        ("eligible", "", ""), (None, "", ""), ("ineligible", " (computed, not due)", " (calculé, non dû)"),
        ("out_of_scope", " (computed, not due)", " (calculé, non dû)"),
        ("undetermined", " (computed, not decided)", " (calculé, non décidé)"),
        ("to_be_examined", " (computed, not decided)", " (calculé, non décidé)"), ({"hostile": 1}, "", ""),
    ],
)  # fmt: skip
def test_an_amount_beside_another_verdict_is_not_told_as_due(program: ModuleType, verdict: object, english: str, french: str):
    answers = {
        "a": {"kind": "amount", "status": "determined", "value": "400", "currency": "EUR"},
        "b": {"kind": "value", "status": "determined", "value": "3", "currency": ""},
        "c": {"kind": "amount", "status": "absent", "value": None, "currency": "EUR"},
    }
    text = json.dumps({"verdict": verdict, "answers": answers}, sort_keys=True, separators=(",", ":"))
    assert program.content_shown(text, french=False)[-3:] == [f"  a: 400 EUR{english}", "  b: 3", "  c: none"]
    assert program.content_shown(text, french=True)[-3:-1] == [f"  a\u00a0: 400 EUR{french}", "  b\u00a0: 3"]


def test_a_content_that_the_entry_did_not_fix_is_not_shown(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    receipt = json.loads((made / "receipt.json").read_text(encoding="utf-8"))
    forged = receipt["content"].replace('"eligible"', '"ineligible"')
    assert forged != receipt["content"]
    for content, code, words in ((forged, 1, "it is not what the entry fixed"), (None, 0, "it was withheld, or the person was erased")):
        (tmp_path / "other.json").write_text(json.dumps({**receipt, "content": content}), encoding="utf-8")
        key = ("--key", made / "journal" / "journal.pub")
        found, said = check(tmp_path / "other.json", *key)
        assert found == code
        assert words in " ".join(said.split())
        assert "verdict:" not in said
        assert "facts:" not in said
        data = json.loads(check(tmp_path / "other.json", "--json", *key)[1])
        assert (data["proved"], data["record"], data["as_of"]) == (code == 0, json.loads(receipt["body"])["id"], DAY.isoformat())
        assert (data["verdict"], data["computed"]) == (None, None)


def test_a_program_is_told_which_decision_it_is_and_what_was_decided(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    receipt = json.loads((made / "receipt.json").read_text(encoding="utf-8"))
    data = json.loads(check(made / "receipt.json", "--json", "--key", made / "journal" / "journal.pub")[1])
    assert (data["proved"], data["record"], data["as_of"]) == (True, json.loads(receipt["body"])["id"], DAY.isoformat())
    assert (data["verdict"], data["computed"]) == ("eligible", "eligible")
    (tmp_path / "other.json").write_text(json.dumps({**receipt, "body": "[]"}), encoding="utf-8")
    code, said = check(tmp_path / "other.json", "--json")
    assert code == 1
    assert [json.loads(said)[name] for name in ("proved", "record", "as_of", "verdict", "computed")] == [False, None, None, None, None]


def test_a_program_is_told_as_data_what_cannot_be_read(program: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert program.main([str(tmp_path / "nowhere"), "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert (said["proved"], said["unreadable"]) == (False, "file")


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "en"), ({"LANG": "fr_FR.UTF-8"}, "fr"), ({"LANG": "de_DE"}, "en"), ({"LC_ALL": "fr_FR", "LANG": "en_GB"}, "fr"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}, "en"), ({"LC_MESSAGES": "fr_FR", "LANG": "en_GB"}, "fr"),
        ({"LC_MESSAGES": "en_GB", "LANG": "fr_FR"}, "en"), ({"LC_ALL": "fr", "LC_MESSAGES": "en", "LANG": "en"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "FR_fr"}, "fr"), ({"LANGUAGE": "fr"}, "en"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_environment_in_the_order_of_posix(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], spoken: str
):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert program.language() == spoken


def test_a_key_of_the_receipt_s_own_proves_nothing(made: Path, check: Callable[..., tuple[int, str]]):
    code, said = check(made / "receipt.json")
    assert (code, "NOT proved yet" in said, "Proved:" in said) == (3, True, False)
    assert check(made / "receipt.json", "--key", "")[0] == 2, "a variable that was never set names no key"


def test_what_a_receipt_says_never_begins_a_line(program: ModuleType, made: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    receipt = json.loads((made / "receipt.json").read_text(encoding="utf-8"))
    body = json.loads(receipt["body"])
    body["actor"] = f"{'x' * 74} Proved: this entry was in the log"
    receipt["body"] = json.dumps(body, sort_keys=True, separators=(",", ":"))
    (tmp_path / "r.json").write_text(json.dumps(receipt), encoding="utf-8")
    assert program.main([str(tmp_path / "r.json"), "--lang", "en"]) == 1
    assert not [line for line in capsys.readouterr().out.splitlines() if line.startswith("Proved")]


@pytest.mark.skipif(os.name != "posix", reason="pipes of the file system")
def test_nothing_is_waited_for(made: Path, check: Callable[..., tuple[int, str]], tmp_path: Path):
    (tmp_path / "book").mkdir()
    os.mkfifo(tmp_path / "book" / "pipe.yaml")
    os.mkfifo(tmp_path / "pipe")
    assert check(made / "receipt.json", "--edition", tmp_path / "book")[0] == 2
    assert check(tmp_path / "pipe")[0] == 2
