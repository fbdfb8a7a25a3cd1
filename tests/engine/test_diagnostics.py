"""Every code has its words in both languages, a way out, and a mistake that yields it; what is then read is kept to be reviewed.

The mistakes are those of the pages in docs/errors: what a page says to avoid is written once, there. A change of words is taken over
by `pytest --snapshot-update`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot
from tests.docs import test_docs as pages

from vigueur.diagnostics.catalogue import MESSAGES

KEPT = Path(__file__).parents[1] / "cases" / "errors"
SENTENCES = [(code, words) for code, m in MESSAGES.items() for words in ((m.en, m.fr), *m.help)]
SAID_BY_OTHERS = {"expected": "attendu", "given_en": "given_fr", "of_en": "of_fr"}
OURS = re.compile(r"Decimal\b(?!s)|Enumeration|NoneType|Placed|Undetermined|Boolean\b|ListOf|Anything|Refused|Traceback")


@pytest.mark.parametrize(("code", "words"), SENTENCES, ids=[f"{c}-{i}" for i, (c, _) in enumerate(SENTENCES)])
def test_a_sentence_reads_as_one_in_both_languages(code: str, words: tuple[str, str]) -> None:
    for sentence in words:
        assert sentence.strip() == sentence != ""
        assert not sentence.endswith("."), code
        first = re.split(r"\W", sentence, maxsplit=1)[0]
        assert first in {"YAML", "JSON"} or not first[:1].isupper(), code
        assert "Decimals follow" in sentence or not OURS.search(sentence), code
    en, fr = ({re.sub(r"_(en|fr)$", "", name) for name in re.findall(r"\{(\w+)\}", sentence)} for sentence in words)
    french = {"attendu": "expected", "gauche": "left", "droite": "right", "donne": "given"}
    assert en == {french.get(name, name) for name in fr}, code


def test_every_code_has_a_way_out() -> None:
    assert [code for code, m in MESSAGES.items() if not m.help] == []


def test_every_code_has_a_page_with_a_mistake_that_yields_it() -> None:
    assert sorted(MESSAGES) == sorted(page.stem for page in pages.ERRORS)


@pytest.mark.parametrize("page", pages.SHOWN, ids=lambda p: p.stem)
def test_a_diagnostic_reads_well_in_both_languages(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    snapshot.snapshot_dir = KEPT / page.stem
    for language, locale in (("en", "en_GB.UTF-8"), ("fr", "fr_FR.UTF-8")):
        shutil.copytree(pages.DOCS / "examples", tmp_path / language)
        monkeypatch.chdir(tmp_path / language)
        monkeypatch.setitem(pages.FIXED, "LC_ALL", locale)
        printed = pages.output_of(pages.section(page, "Avoid"), tmp_path / language)
        read = next(part for part in printed.strip().split("\n\n") if f"[{page.stem}]" in part or f'"code": "{page.stem}"' in part)
        read = re.sub(r"\b[0-9a-f]{64}\b", "…", read)  # a journal has another key each time
        unfilled = re.findall(r"(?<!`)\{[a-z]+(?:_en|_fr)?\}", "\n".join(line for line in read.splitlines() if "[VG" in line))
        assert unfilled == []
        snapshot.assert_match(read + "\n", f"{language}.txt")
