"""Rows of recorded decisions as Parquet, with types: amounts are decimals, days are dates. Written by duckdb, an extra."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Final

from vigueur.journal.extras import extra
from vigueur.journal.private import new_private
from vigueur.journal.tables import COLUMNS

_KINDS: Final = {"sequence": "BIGINT", "at": "TIMESTAMPTZ", "as_of": "DATE", "known_at": "DATE", "day": "DATE", "erased": "BOOLEAN"}
_CHUNK: Final = 10_000
"""Rows handed over at once."""
_NUMBER: Final = "DECIMAL(38, 10)"
"""Exact; a value that it cannot hold stays in the column of texts alone."""


def write_parquet(rows: Iterable[dict[str, str]], path: Path) -> int:
    """Write rows as Parquet: the columns of the table, and `number`, the value of a numeric answer. Gives their number.

    Raises Refused where duckdb is missing, FileExistsError where the file is there.
    """
    duckdb = extra("duckdb", "data")
    # duckdb opens its file to all: it is made where nobody else looks, and carried over.
    with new_private(path) as out, TemporaryDirectory(prefix="vigueur-") as folder:
        made = Path(folder) / "made.parquet"
        count = _written(duckdb, rows, made)
        with made.open("rb") as file:
            copyfileobj(file, out)
    return count


def _written(duckdb: ModuleType, rows: Iterable[dict[str, str]], path: Path) -> int:
    connection = duckdb.connect(":memory:")
    # Nothing is loaded from anywhere, and a time says the same on every machine.
    connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    named = [f'"{name}"' for name in COLUMNS]
    connection.execute(f"CREATE TABLE told ({', '.join(f'{name} VARCHAR' for name in named)})")
    every, count = iter(rows), 0
    while chunk := list(islice(every, _CHUNK)):
        # Column by column: duckdb takes a row at a time a hundred times as slowly.
        told = [[row[name] or None for row in chunk] for name in COLUMNS]
        connection.execute(f"INSERT INTO told SELECT {', '.join('unnest(?::VARCHAR[])' for _ in COLUMNS)}", told)
        count += len(chunk)
    columns = [f'CAST("{name}" AS {_KINDS[name]}) AS "{name}"' if name in _KINDS else f'"{name}"' for name in COLUMNS]
    exact = f"TRY_CAST(value AS {_NUMBER})"
    is_exact = "regexp_full_match(value, '-?[0-9]{1,28}([.][0-9]{1,10})?')"
    columns.append(f"CASE WHEN {is_exact} AND type IN ('number', 'money') THEN {exact} END AS number")
    connection.execute(f"COPY (SELECT {', '.join(columns)} FROM told) TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    connection.close()
    return count
