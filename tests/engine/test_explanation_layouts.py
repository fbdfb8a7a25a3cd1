"""Layouts: nothing of a case or a rule book has a meaning of its own in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from tests.engine.real_law import SITUATIONS, situation

from vigueur import lay_out
from vigueur.explanation.layout.html import page, safe
from vigueur.explanation.layout.markdown import escaped, markdown
from vigueur.explanation.layout.text import text, wrapped
from vigueur.explanation.screen import Line, Section
from vigueur.explanation.sections import Sections

HOSTILE = "<b>*x*</b> & `y` [z](http://e) # \x1b[31m"
SECTIONS = [
    Section("verdict", HOSTILE, (Line(HOSTILE, "no", (HOSTILE,)),), bullets=False),
    Section("reasons", "Reasons", (Line("a", "no"), Line("b", "yes", ("under",), 1), Line("c", "yes", (), 2), Line("d", "unknown"))),
]


class Balanced(HTMLParser):
    """Notes the tags that are open, and every tag that was met."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.met.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_page_is_well_formed_and_loads_nothing(name: str):
    shown = lay_out(situation(name, "fr"), "html", detail=3)
    parser = Balanced()
    parser.feed(shown)
    assert parser.open == []
    assert not {"script", "img", "link", "iframe", "object"} & set(parser.met)
    assert '<html lang="fr">' in shown
    assert parser.met.count("h1") == 1
    assert "src=" not in shown


def test_a_page_knows_its_language_and_says_its_signs():
    shown = page(SECTIONS, "en")
    assert '<html lang="en">' in shown
    assert 'aria-label="no"' in shown


def test_what_is_hostile_is_shown_and_does_nothing():
    shown = page(SECTIONS, "fr")
    assert "<b>" not in shown
    assert "\x1b" not in shown + markdown(SECTIONS, "fr") + text(SECTIONS, "fr")
    assert safe("<a href='x'>") == "&lt;a href=&#x27;x&#x27;&gt;"
    assert escaped("*a* <b> [c](d) `e`") == r"\*a\* \<b\> \[c\](d) \`e\`"
    assert escaped("1. one\n- two") == r"1\. one - two"
    assert escaped("- one") == r"\- one"


def test_members_stand_under_their_composition():
    shown = text(SECTIONS, "fr").splitlines()
    assert "  ✗ a" in shown
    assert "      ✔ b" in shown
    assert "          ✔ c" in shown
    nested = re.sub(r"\s+", "", page(SECTIONS, "fr"))
    assert nested.count("<ul>") == nested.count("</ul>")


def test_what_has_no_title_has_no_empty_heading():
    parts = [*SECTIONS, Section("edition", "", (Line("edition 1"),), bullets=False)]
    assert '<h2 id="section-edition">' not in page(parts, "fr")
    assert "<p>edition 1</p>" in page(parts, "fr")
    assert "## \n" not in markdown(parts, "fr")


def test_signs_are_spelled_where_they_cannot_be_shown():
    assert text(SECTIONS, "fr", signs=False).splitlines()[0].startswith("[non] ")
    assert "[yes] b" in text(SECTIONS, "en", signs=False)


def test_lines_are_broken_at_eighty_columns_and_units_are_not_parted():
    lines = wrapped("mot " * 18 + "38\u202f000\u00a0€ et la suite", "  ", "  ")
    assert max(map(len, lines)) <= 80
    assert any("38 000 €" in line for line in lines)


def test_more_detail_tells_more():
    answer = situation("orl-75-pour-cent", "fr")
    lengths = [len(lay_out(answer, "text", detail=detail)) for detail in (1, 2, 3)]
    assert lengths == sorted(lengths)
    assert [s.key for s in Sections(answer, detail=3).all()].index("steps") > 0
    assert "steps" not in [s.key for s in Sections(answer, detail=1).all()]


def test_the_order_of_the_sections_is_that_of_a_readers_questions():
    order = [
        "verdict",
        "amount",
        "reasons",
        "missing",
        "lacks",
        "changes",
        "absent",
        "facts",
        "readings",
        "waiting",
        "hidden",
        "steps",
        "notice",
    ]
    for name in SITUATIONS:
        told = situation(name, "fr")
        keys = [s.key for s in Sections(told, detail=3).all()]
        wanted = [k for k in order if k in keys]
        if told["verdict"] == "undetermined":  # what to answer comes before why the answer waits
            wanted.remove("missing")
            wanted.insert(wanted.index("reasons"), "missing")
        assert keys == wanted
        assert keys[-1] == "notice"
