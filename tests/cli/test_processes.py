"""The command line as a process of its own: pipes, encodings, signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from tests.cli.transcripts import ROOT

VIGUEUR = [sys.executable, "-m", "vigueur_cli"]
CASE = "rules/assistants-medicaux/demo/2-orl-refuse.yaml"
EXPLAIN = ["explain", CASE, "--as-of", "2024-07-01"]


def environment(**more: str) -> dict[str, str]:
    """A plain environment that finds the project."""
    path = os.pathsep.join([str(ROOT / "cli"), str(ROOT / "engine")])
    return {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/tmp"), "PYTHONPATH": path, **more}  # noqa: S108 - never written


@pytest.mark.parametrize("language", ["C", "C.UTF-8", "fr_FR.UTF-8"])
def test_it_answers_whatever_the_environment(language: str):
    done = subprocess.run([*VIGUEUR, *EXPLAIN], cwd=ROOT, env=environment(LC_ALL=language), capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""
    assert "Non éligible".encode() in done.stdout


def test_a_terminal_of_ascii_is_spoken_to_in_ascii():
    done = subprocess.run([*VIGUEUR, *EXPLAIN], cwd=ROOT, env=environment(PYTHONIOENCODING="ascii"), capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"[non] Non eligible - Aide a l'emploi" in done.stdout
    assert b"19 000 EUR" in done.stdout


def test_a_reader_that_leaves_is_no_mistake():
    with subprocess.Popen(
        [*VIGUEUR, "schema", "explanation"], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        process.wait(timeout=60)
    assert b"Traceback" not in told
    assert b"BrokenPipe" not in told


def test_the_calculator_answers_each_line_as_it_comes():
    with subprocess.Popen(
        [*VIGUEUR, "feel", "--jsonl"], cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2):
            process.stdin.write(b'{"id": %d, "kind": "feel", "expression": "1 + %d"}\n' % (number, number))
            process.stdin.flush()
            assert process.stdout.readline() == b'{"id": %d, "value": {"number": "%d"}}\n' % (number, number + 1)
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name == "nt", reason="signals are those of POSIX")
def test_an_interruption_ends_quietly():
    with subprocess.Popen(
        [*VIGUEUR, "feel", "--jsonl"], cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": 1, "kind": "feel", "expression": "1"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("given", [b"", b"\xff\xfe\x00", b"facts: [", b"x" * 5_000_000, b"[" * 100_000, b"a: " + b"1" * 100_000])
def test_a_hostile_case_is_answered_with_a_code(given: bytes):
    done = subprocess.run(
        [*VIGUEUR, "explain", "-", "--as-of", "2024-07-01"], cwd=ROOT, env=environment(), input=given, capture_output=True, check=False
    )
    assert done.returncode in {0, 2}
    assert b"Traceback" not in done.stderr
    assert b"VG799" not in done.stderr
    assert done.returncode == 0 or b"VG" in done.stderr
