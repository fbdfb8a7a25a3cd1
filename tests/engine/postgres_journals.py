"""What the tests of a journal in PostgreSQL share: whether it is whole, what a refusal tells, who may log in."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from tests.postgres import Server

from vigueur.diagnostics.problems import Refused
from vigueur.journal.log import Journal
from vigueur.journal.merkle import leaf_hash
from vigueur.journal.verification import verify

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
SECRET = "s3cr3t@/%:x"


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The codes of a refusal, which is one line in each language and tells no password."""
    for one in refused.value.problems:
        for _, value in one.details:
            assert "\n" not in value
            assert "s3cr3t" not in value
    return [p.code for p in refused.value.problems]


def note(journal: Journal, actor: str = "a.clerk") -> None:
    journal.note_access(AT, actor, "list", {}, 1)


def whole(journal: Journal) -> list[dict[str, object]]:
    """The entries of a journal, of which none is missing, none is there twice, and none was changed."""
    rows = list(journal.storage.rows())
    assert [row.sequence for row in rows] == list(range(len(rows)))
    assert all(one.id < next_.id for one, next_ in itertools.pairwise(rows))
    assert [leaf_hash(row.body) for row in rows] == [row.leaf for row in rows] == journal.storage.leaves()
    assert verify(journal).problems == []
    return [dict(journal.body(row.sequence)) for row in rows]


def login(postgres: Server, name: str, role: str | None = None) -> None:
    """Somebody who may log in with the password, of a role."""
    postgres.sql(f"DO $$ BEGIN CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    if role:
        postgres.sql(f"GRANT {role} TO {name}")


def end_connections(postgres: Server, database: str) -> None:
    postgres.sql(f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{database}'")
