"""What a wheel carries besides code: the rule books and the schemas.

Standard wheels only. An editable install reads the checkout's own folders, so no stale copy can arise in site-packages; but it compiles
the code once, as the installation of a wheel does, so that the first command starts as quickly as the second.
"""

from __future__ import annotations

from compileall import compile_dir
from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarriedFolders(BuildHookInterface[BuilderConfig]):
    """Brings `rules/` to `vigueur/_rules` and `schemas/` to `vigueur/_schemas`."""

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        if version == "editable":
            for folder in ("engine", "cli"):
                compile_dir(Path(self.root) / folder, quiet=2)
        if version != "standard":
            return
        for folder in ("rules", "schemas"):
            build_data["force_include"][str(Path(self.root) / folder)] = f"vigueur/_{folder}"
