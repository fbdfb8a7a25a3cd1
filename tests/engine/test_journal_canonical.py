"""Canonical JSON against an implementation of RFC 8785 by others."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigueur.journal.canonical import LARGEST_WHOLE, NotCanonical, canonical, parse

# Lone surrogates cannot be written in UTF-8, by anybody.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WHOLE = st.integers(-LARGEST_WHOLE, LARGEST_WHOLE)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5),
    max_leaves=25,
)


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value: object):
    rfc8785 = pytest.importorskip("rfc8785")
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_is_written_is_read_back(value: object):
    assert parse(canonical(value)) == value


def test_names_stand_in_the_order_of_utf_16():
    # The example of RFC 8785, section 3.2.3: an emoji comes before U+FB33 in UTF-16 and after it by code points.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    assert list(json.loads(canonical(dict.fromkeys(names, 0)))) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), LARGEST_WHOLE + 1, {1: "a"}, {"a": {2.0: 1}}, "\ud800", {"\ud800": 1}, b"bytes", {"a": object()}]
)
def test_what_has_no_canonical_form_is_refused(value: object):
    with pytest.raises(NotCanonical):
        canonical(value)


@pytest.mark.parametrize(
    "text",
    [
        b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1}\n', b'{"a":1,"a":1}', b"1.0", b"1e3", b"NaN", b"-0", b'"\\u0041"', b'"\\/"',
        b"\xef\xbb\xbf1", b'"\xff"', b"", b"{", b'"\\ud800"', b"9007199254740993", b"[" * 200_000, b'{"a":' * 100_000,
    ],
)  # fmt: skip
def test_a_text_that_is_not_canonical_is_refused(text: bytes):
    with pytest.raises(NotCanonical):
        parse(text)
