"""The start of `vigueur explain` as a whole process, the first time and from then on, against the imports it is made of."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.measure import interleaved, table
from vigueur import default_rules

IMPORTS = "import click, yaml, jsonschema, lark"
CASE = """\
facts:
  medecin.specialite: medecine_generale
  medecin.secteur: "1"
  medecin.patientele_mt: 1300
  contrat.option: "1"
  contrat.date_signature: 2023-09-01
"""


def report() -> str:
    """The times of whole processes, in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        case = folder / "case.yaml"
        case.write_text(CASE, encoding="utf-8")
        program = [sys.executable, "-m", "vigueur_cli", "explain", str(case), "--as-of", "2024-09-01", "--rules", str(default_rules())]
        compiled = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        nowhere, kept = {**compiled, "VIGUEUR_CACHE": ""}, {**compiled, "VIGUEUR_CACHE": str(folder / "cache")}
        rows = interleaved(
            (
                (f'python -c "{IMPORTS}"', lambda: _run([sys.executable, "-c", IMPORTS], compiled)),
                ("vigueur explain, the first time (read, check, decide, explain)", lambda: _run(program, nowhere)),
                ("vigueur explain, from then on", lambda: _run(program, kept)),
            ),
            rounds=11,
        )
    return table("Start of a process", rows)


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    """Modules are compiled once, ours and the libraries', as an installation has them: the first turn, which is not counted, does it."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env={**given, **environment})
