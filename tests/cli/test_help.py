"""Help in the language that is spoken. It is written when a command is loaded: each language needs a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from tests.cli.test_processes import environment
from tests.cli.transcripts import ROOT

SCRIPT = """
import contextlib, io, json, sys
sys.argv = ["vigueur", "--lang", sys.argv[1]]
import click
from vigueur_cli.main import run, vigueur
told = {}
def help_of(group, path):
    for name in ["", *group.list_commands(click.Context(group))]:
        command = group.get_command(click.Context(group), name) if name else group
        if name and isinstance(command, click.Group):
            help_of(command, [*path, name])
            continue
        with contextlib.redirect_stdout(io.StringIO()) as out:
            code = run([*path, *([name] if name else []), "--help"])
        told[" ".join([*path, name]).strip()] = [code, out.getvalue()]
help_of(vigueur, [])
print(json.dumps(told))
"""
ENGLISH = re.compile(
    r"Usage|\b(?:Options|Commands):|COMMAND\b|\brequired\b|\[default|Show this|Positional|\b(?:INTEGER|RANGE|PATH|TEXT|YYYY|PLACE)\b|<=x<="
    r"|(?<![-\w])(?:the|of|and|is|with|this)\b"
)


def helps(language: str) -> dict[str, str]:
    """The help of every command and group."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, language], cwd=ROOT, env=environment(), capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert {code for code, _ in told.values()} == {0}
    assert {"", "decide", "journal", "journal list", "replay", "rectify"} <= told.keys()
    return {name: text for name, (_, text) in told.items()}


def test_in_french_nothing_is_left_in_english():
    told = helps("fr")
    found = {name: ENGLISH.findall(text) for name, text in told.items()}
    assert {name: words for name, words in found.items() if words} == {}
    for name, text in told.items():
        assert text.startswith(f"Utilisation\u00a0: vigueur {name}".rstrip())
        assert re.search(r"^Options\u00a0:\n", text, re.MULTILINE)
        assert re.search(r" --aide +Affiche cette aide et s'arrête\.", text)
        assert max(map(len, text.splitlines())) <= 80
    assert "COMMANDE [ARGUMENTS]…" in told["journal"]
    assert "Commandes\u00a0:\n" in told["journal"]
    assert "--lang, --langue [fr|en]  La langue de la réponse." in told["journal"]
    assert "[obligatoire]" in told["decide"]
    assert "--au AAAA-MM-JJ" in told["decide"]
    assert "--cle CHEMIN" in told["decide"]
    assert "--verdict [éligible|non éligible|hors du champ|à examiner]" in told["decide"]
    assert "--verdict [éligible|non éligible|indéterminé|hors du champ|à examiner]" in told["journal list"]
    assert "--etat [valable|remplacée]" in told["journal list"]
    assert re.search(r"\[de 1 à\s+1000\]", told["replay"])
    assert "1000000000" not in "".join(told.values())


def test_in_english_it_is_as_click_tells_it():
    told = helps("en")
    assert told["decide"].startswith("Usage: vigueur decide [OPTIONS] CASE\n")
    for words in ("\nOptions:\n", "[required]", "--au YYYY-MM-DD", "--cle PATH", "Show this message and exit."):
        assert words in told["decide"]
    assert "\nCommands:\n  init" in told["journal"]
    assert "[1<=x<=1000]" in told["replay"]
    assert "1000000000" not in "".join(told.values())
    assert "The language of the answer." in told["journal"]
    assert "--verdict [eligible|ineligible|undetermined|out_of_scope|to_be_examined]" in told["journal list"]
    assert "[current|superseded]" in told["journal list"]


@pytest.mark.parametrize("arguments", [("journal", "--lang", "fr"), ("--lang", "fr", "journal"), ("décider", "--aide")])
def test_the_language_may_stand_before_and_after(arguments: tuple[str, ...]):
    done = subprocess.run(
        [sys.executable, "-m", "vigueur_cli", *arguments],
        cwd=ROOT,
        env=environment(PYTHONIOENCODING="utf-8"),
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode().startswith("Utilisation\u00a0: vigueur ")
    assert done.stderr == b""


def test_french_names_commands_by_their_french_names():
    from vigueur.diagnostics.catalogue import MESSAGES  # noqa: PLC0415
    from vigueur.explanation.words.fr import PHRASES  # noqa: PLC0415
    from vigueur_cli.language import FRENCH_NAMES  # noqa: PLC0415

    called = re.compile(rf"vigueur (?:{'|'.join(sorted(set(FRENCH_NAMES.values())))})\b")
    french = [*PHRASES.values(), *(words for m in MESSAGES.values() for words in (m.fr, *(fr for _, fr in m.help)))]
    assert [words for words in french if called.search(words)] == []
    assert any("vigueur droit --le" in words for words in french)
