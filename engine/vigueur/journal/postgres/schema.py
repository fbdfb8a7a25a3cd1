"""The tables of a store, what guards them, and who may do what with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import BYTEA

from vigueur.journal.keys import WRAPPED

SCHEMA: Final = "vigueur"
WRITER: Final = "vigueur_writer"
ERASER: Final = "vigueur_eraser"
LOCK: Final = 0x56474A4C
"""The advisory lock (`VGJL`) that who adds holds to the end of the transaction: two machines never number at once."""

METADATA: Final = MetaData(schema=SCHEMA)


def _number() -> Column[int]:
    return Column("number", BigInteger, primary_key=True, autoincrement=False)


def _hash(name: str) -> Column[bytes]:
    return Column(name, BYTEA, CheckConstraint(f"octet_length({name}) = 32"), nullable=False)


STORE: Final = Table("store", METADATA, Column("version", Integer, nullable=False))
ENTRIES: Final = Table(
    "entries",
    METADATA,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    _hash("leaf"),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", BYTEA, CheckConstraint("octet_length(subject) = 32")),
    Column("supersedes", Text),
    Column("body", Text, nullable=False),
)
ARCHIVES: Final = Table("archives", METADATA, _number(), _hash("content"), Column("files", BYTEA, nullable=False))
CHECKPOINTS: Final = Table("checkpoints", METADATA, _number(), Column("body", Text, nullable=False))
KEYS: Final = Table(
    "subject_keys",
    METADATA,
    _number(),
    _hash("subject"),
    Column("wrapped", BYTEA, CheckConstraint(f"octet_length(wrapped) = {WRAPPED}"), nullable=False),
)
Index("entries_by_subject", ENTRIES.c.subject, ENTRIES.c.sequence, postgresql_where=ENTRIES.c.subject.is_not(None))
Index("entries_by_superseded", ENTRIES.c.supersedes, postgresql_where=ENTRIES.c.supersedes.is_not(None))
Index("subject_keys_by_subject", KEYS.c.subject, KEYS.c.number)

_COUNTED: Final = {"entries": "sequence", "archives": "number", "checkpoints": "number", "subject_keys": "number"}
_FIRST: Final = {"entries": 0, "archives": 1, "checkpoints": 1, "subject_keys": 1}

_REFUSE: Final = f"""
CREATE FUNCTION {SCHEMA}.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_ERASED: Final = f"""
CREATE FUNCTION {SCHEMA}.only_erase() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.number <> OLD.number OR NEW.subject <> OLD.subject OR NEW.wrapped <> decode(repeat('00', {WRAPPED}), 'hex') THEN
    RAISE EXCEPTION 'a key is erased and never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
"""
# The lock is taken here too: who adds by hand waits, and is told the last number as it is after the wait.
_ADDED: Final = """
CREATE FUNCTION {schema}.{table}_next() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_xact_lock({lock});
  IF NEW.{column} IS DISTINCT FROM (SELECT coalesce(max({column}) + 1, {first}) FROM {schema}.{table}) THEN
    RAISE EXCEPTION 'what is kept is added behind the last' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
"""
# A row that is overwritten stays in its table's file, unseen, until the file is written anew. Only its owner may do that, or who is let.
_REWRITE: Final = f"""
CREATE FUNCTION {SCHEMA}.rewrite_keys() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN EXECUTE 'CLUSTER {SCHEMA}.subject_keys USING subject_keys_pkey'; END $$
"""


def functions_and_triggers() -> Iterator[str]:
    """What guards the tables. The triggers fire whatever a session says it is (`ENABLE ALWAYS`)."""
    yield from (_REFUSE, _ERASED, _REWRITE)
    yield f"REVOKE ALL ON FUNCTION {SCHEMA}.rewrite_keys() FROM PUBLIC"
    for table, column in _COUNTED.items():
        yield _ADDED.format(schema=SCHEMA, table=table, column=column, first=_FIRST[table], lock=LOCK)
        yield from _trigger(table, "is_next", "INSERT", "ROW", f"{table}_next")
    for table in (*_COUNTED, "store"):
        verbs = "DELETE OR TRUNCATE" if table == "subject_keys" else "UPDATE OR DELETE OR TRUNCATE"
        yield from _trigger(table, "is_kept", verbs, "STATEMENT", "refuse")
    yield from _trigger("subject_keys", "is_only_erased", "UPDATE", "ROW", "only_erase")
    yield from _trigger("store", "is_one", "INSERT", "STATEMENT", "refuse")


def _trigger(table: str, name: str, verbs: str, each: str, function: str) -> Iterator[str]:
    yield f"CREATE TRIGGER {table}_{name} BEFORE {verbs} ON {SCHEMA}.{table} FOR EACH {each} EXECUTE FUNCTION {SCHEMA}.{function}()"
    yield f"ALTER TABLE {SCHEMA}.{table} ENABLE ALWAYS TRIGGER {table}_{name}"


def roles() -> Iterator[str]:
    """The roles, where the server does not know them yet: it has them in common for all its databases."""
    for role in (WRITER, ERASER):
        yield f"""
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} NOLOGIN; END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
        """


def grants() -> Iterator[str]:
    """Who records may read and add; who erases may overwrite keys too, which the trigger lets them do with zeros alone."""
    both = f"{WRITER}, {ERASER}"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {both}"
    yield f"GRANT SELECT ON {SCHEMA}.store TO {both}"
    for table in _COUNTED:
        yield f"GRANT SELECT, INSERT ON {SCHEMA}.{table} TO {both}"
    yield f"GRANT UPDATE (wrapped) ON {SCHEMA}.subject_keys TO {ERASER}"
    yield f"GRANT EXECUTE ON FUNCTION {SCHEMA}.rewrite_keys() TO {ERASER}"


# What must be so for as long as the store is; each row is something that is not.
FLAWS: Final = f"""
SELECT 'the trigger ' || tgname || ' of ' || tgrelid::regclass || ' is switched off'
FROM pg_catalog.pg_trigger WHERE tgrelid::regclass::text LIKE '{SCHEMA}.%' AND NOT tgisinternal AND tgenabled <> 'A'
UNION ALL
SELECT 'the trigger ' || wanted || ' is missing'
FROM unnest(CAST(:triggers AS text[])) AS wanted
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_trigger WHERE tgname = wanted AND tgrelid = to_regclass('{SCHEMA}.' || split_part(wanted, '_is_', 1))
)
UNION ALL
SELECT role || ' may ' || lower(verb) || ' ' || tab
FROM unnest(ARRAY['{WRITER}', '{ERASER}']) AS role, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS verb,
  unnest(CAST(:tables AS text[])) AS tab
WHERE EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role) AND has_table_privilege(role, '{SCHEMA}.' || tab, verb)
UNION ALL
SELECT 'the server does not write through to the disk (' || name || ' is off)'
FROM pg_catalog.pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'
UNION ALL
SELECT checksum_failures || ' pages of the database have a wrong checksum'
FROM pg_catalog.pg_stat_database WHERE datname = current_database() AND checksum_failures > 0
"""
GUARDED: Final = (*_COUNTED, "store")


def triggers() -> list[str]:
    """The names of all triggers that a store has."""
    made = [f"{table}_is_next" for table in _COUNTED] + [f"{table}_is_kept" for table in GUARDED]
    return [*made, "subject_keys_is_only_erased", "store_is_one"]
