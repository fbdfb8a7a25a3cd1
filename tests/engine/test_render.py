"""How a problem is laid out: lines of 80 columns, and what is never broken."""

from __future__ import annotations

from vigueur import problem, render

IDS = [f"019f1d3e-3000-7000-8000-{n:012}" for n in range(5)]
SEVERAL = problem("VG814", None, id="019f1d3e", known=", ".join(IDS))


def test_a_way_out_is_wrapped_below_itself():
    first, *rest = render(SEVERAL).partition("   = help: ")[2].splitlines()
    assert first.startswith("write more of the id: 019f1d3e-")
    assert len(rest) >= 2
    assert all(line.startswith("     019f1d3e-") for line in rest)
    assert max(map(len, render(SEVERAL).splitlines())) <= 80
    assert [id_ in render(SEVERAL) for id_ in IDS] == [True] * 5, "an id is never broken at its hyphens"


def test_a_long_message_is_wrapped_below_itself():
    place = " ".join(["word"] * 60)
    said = render(problem("VG801", None, place=place)).partition("   = help")[0].splitlines()
    assert max(map(len, said)) <= 80
    assert [line[:6] for line in said] == ["error[", *["  word"] * (len(said) - 1)]
    assert place in " ".join(" ".join(said).split())


def test_without_a_width_each_line_is_as_long_as_it_comes():
    assert render(SEVERAL, width=0).splitlines()[1].endswith(", ".join(IDS))


def test_what_is_wider_than_the_screen_is_not_broken():
    assert "x" * 200 in render(problem("VG801", None, place="x" * 200))


def test_a_command_to_be_copied_is_not_broken_nor_a_sign_parted_from_its_word():
    for length in range(1, 70):
        command = "vigueur " + "a " * (length // 2) + "b" * (length % 2 + 1)
        for language in ("en", "fr"):
            said = render(problem("VG706", None, option="-o " + "x" * length, command=command), language)
            assert len(command) > 60 or f"`{command} --help`" in said
            assert not [line for line in said.splitlines() if line.lstrip()[:1] in set(":;?!»")], said
