"""The version of the engine, as `pyproject.toml` has it (a test holds the two together): read without asking the installation, which is slow."""

from typing import Final

VERSION: Final = "0.1.0"
