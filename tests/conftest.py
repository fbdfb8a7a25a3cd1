"""What all tests share: how many examples hypothesis tries, and a PostgreSQL server for those that need one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from tests.postgres import REQUIRED, Missing, Server, running

# `ci` is derandomized: the same commit is tried with the same examples, and a red run is red again at home.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of this run's own (of this worker's own, where there are several)."""
    try:
        with running() as server:
            yield server
    except Missing as why:
        no_server(str(why))


@pytest.fixture
def own_postgres(postgres: Server) -> Iterator[Server]:
    """Another server, which one test has for itself and may kill. Where the first could be had, so can this."""
    assert postgres
    with running() as server:
        yield server


def no_server(why: str) -> None:
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(f"{why} ({REQUIRED}=required)", pytrace=False)
    pytest.skip(why)
