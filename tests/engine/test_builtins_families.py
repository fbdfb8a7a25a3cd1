"""The table of families, held against the registry."""

from __future__ import annotations

import pytest

from vigueur.builtins import OPERATIONS, operation
from vigueur.builtins.families import KEYS


def test_the_families_hold_the_registry_s_operations_each_once() -> None:
    keys = [key for family in KEYS.values() for key in family.split(", ")]
    assert sorted(keys) == list(OPERATIONS)


@pytest.mark.parametrize("family", KEYS)
def test_the_keys_of_a_family_are_sorted(family: str) -> None:
    keys = KEYS[family].split(", ")
    assert keys == sorted(keys)


@pytest.mark.parametrize("key", OPERATIONS)
def test_an_operation_is_found_in_its_family(key: str) -> None:
    assert operation(key) is OPERATIONS[key]


def test_an_operation_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(KeyError):
        operation("divine")
