"""Provisions as they reach the ir."""

from __future__ import annotations

from tests.engine.real_law import rulebook

from vigueur import law


def test_a_note_is_told_in_each_language_of_the_rule_book():
    note = next(p for p in rulebook().program.provisions.values() if p.kind == "note")
    told = {language: " ".join(law(rulebook(), provision=note.id, language=language).split()) for language in ("fr", "en")}
    words = note.effects[0].note
    assert words.in_("fr") != words.in_("en")
    for language, text in told.items():
        assert words.in_(language)[:40] in text
