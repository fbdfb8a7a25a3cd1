"""The law as published by a day names nothing that was published after it."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from vigueur import Refused, default_rules, law, load

BOOK = load(default_rules())
PUBLISHED = sorted({text.published[0] for text in BOOK.program.texts.values()})
EVES = [day - timedelta(days=1) for day in PUBLISHED[1:]]


def texts_in(told: str) -> set[str]:
    """The texts that an answer about the law names, by the ids of its entries."""
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                found.add(node["text"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(told))
    return found


def first_published(name: str) -> date | None:
    provision = BOOK.program.provisions[name]
    days = [e.published[0] for e in provision.effects]
    days += [day for m in provision.members if (day := first_published(m)) is not None]
    return min(days, default=None)


@pytest.mark.parametrize("known_at", EVES, ids=str)
def test_no_answer_names_a_text_that_was_not_published(known_at: date):
    later = {name for name, text in BOOK.program.texts.items() if text.published[0] > known_at}
    assert later
    calendar = BOOK.program.calendar
    assert not texts_in(law(BOOK, on=calendar.last, known_at=known_at, layout="json")) & later
    assert not texts_in(law(BOOK, on=calendar.first, until=calendar.last, known_at=known_at, layout="json")) & later
    for name in BOOK.program.texts.keys() - later:
        assert not texts_in(law(BOOK, text=name, known_at=known_at, layout="json")) & later


@pytest.mark.parametrize("known_at", EVES, ids=str)
def test_a_provision_is_told_by_what_was_published_or_refused(known_at: date):
    later = {name for name, text in BOOK.program.texts.items() if text.published[0] > known_at}
    for name in BOOK.program.provisions:
        first = first_published(name)
        if first is not None and first > known_at:
            with pytest.raises(Refused) as caught:
                law(BOOK, provision=name, known_at=known_at)
            assert [p.code for p in caught.value.problems] == ["VG727"]
            continue
        told = law(BOOK, provision=name, known_at=known_at, layout="json")
        assert not texts_in(told) & later
        assert all((first_published(m) or known_at) <= known_at for m in json.loads(told)["members"])


@pytest.mark.parametrize("name", list(BOOK.program.texts))
def test_a_text_is_told_from_the_day_of_its_publication_on(name: str):
    published = BOOK.program.texts[name].published[0]
    assert law(BOOK, text=name, known_at=published)
    with pytest.raises(Refused) as caught:
        law(BOOK, text=name, known_at=published - timedelta(days=1))
    assert [p.code for p in caught.value.problems] == ["VG727"]
