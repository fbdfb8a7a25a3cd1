"""The version of the engine, as `pyproject.toml` has it; a test holds the two together. Asking the installation is slow."""

from typing import Final

VERSION: Final = "0.1.0"

LANGUAGE: Final = "1"
"""The edition of the rules' language: another one wherever an expression comes to mean something else."""
