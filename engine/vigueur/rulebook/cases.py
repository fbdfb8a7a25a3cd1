"""Cases: the files beside a rule book (facts → expected answers), and one case for a decision, YAML or JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.rulebook.case_documents import BESIDE_FACTS, CaseDocument, Expectation, GivenFact, Placed
from vigueur.rulebook.expectations import expectation
from vigueur.rulebook.files import LARGEST_FILE, decoded, folder_files, text_file
from vigueur.rulebook.given_facts import given_facts
from vigueur.rulebook.json_text import json_nodes
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import MapNode, Node, read_yaml
from vigueur.source import Fragment, Source, Span
from vigueur.suggestion import nearest

CASE_KEYS: Final = ("case", "why", "like", "facts", "expect")
FILE_KEYS: Final = (*BESIDE_FACTS, "facts")
_CASE: Final[Words] = ("a case", "un cas")
_FACTS: Final[Words] = ("`facts`", "`facts`")
_EXPECT: Final[Words] = ("`expect`", "`expect`")


def read_cases(folder: Path) -> tuple[CaseDocument, ...]:
    """Every case of a folder, each with what it takes over from the case that it is like. Raises Refused with every problem."""
    shapes = Shapes()
    found: list[CaseDocument] = []
    for source in folder_files(folder, shapes.problems):
        node = read_yaml(source, shapes.problems)
        for item in shapes.items(node, ("the file", "le fichier")):
            case = _case(shapes, item)
            if case is not None:
                found.append(case)
    merged = liken(found, shapes.problems)
    if shapes.problems:
        raise Refused(tuple(shapes.problems))
    return merged


def read_case(path: Path) -> CaseDocument:
    """A file of one case's facts, YAML or JSON. Raises Refused with every problem."""
    return parse_case(text_file(path, str(path))[0])


def read_case_bytes(data: bytes, name: str) -> CaseDocument:
    """One case's facts from standard input. Raises Refused with every problem."""
    if len(data) > LARGEST_FILE:
        raise Refused((problem("VG302", None, file=name, size=len(data), most=LARGEST_FILE),))
    return parse_case(decoded(data, name))


def parse_case(source: Source) -> CaseDocument:
    """One case's facts: `{facts: …}` with an optional name, or the facts themselves. Raises Refused with every problem."""
    shapes = Shapes()
    node = _json_or_yaml(source, shapes.problems)
    found = _facts_file(shapes, node, source) if node is not None else None
    if found is None or shapes.problems:
        raise Refused(tuple(shapes.problems))
    return found


def liken(cases: Iterable[CaseDocument], problems: list[Problem]) -> tuple[CaseDocument, ...]:
    """Cases with the facts of the case that each is `like`; a fact of its own, or `unknown`, takes the place of the other's."""
    named: dict[str, CaseDocument] = {}
    every = tuple(cases)
    for case in every:
        earlier = named.setdefault(case.name.text, case)
        if earlier is not case:
            also = ((earlier.name.span, "the first is here", "le premier est ici"),)
            problems.append(problem("VG362", case.name.span, also=also, name=case.name.text))
    done: dict[str, CaseDocument] = {}
    return tuple(_likened(case, named, done, problems) for case in every)


def _likened(case: CaseDocument, named: dict[str, CaseDocument], done: dict[str, CaseDocument], problems: list[Problem]) -> CaseDocument:
    """Follows `like` without recursion: a chain may be long, and it may be a circle."""
    chain = [case]
    seen = {case.name.text}
    while chain[-1].like is not None and chain[-1].name.text not in done:
        like = chain[-1].like
        model = named.get(like.text)
        if model is None or model.name.text in seen:
            code = "VG361" if model is None else "VG363"
            problems.append(problem(code, like.span, name=like.text, nearest=nearest(like.text, named)))
            break
        seen.add(like.text)
        chain.append(model)
    base = done.get(chain[-1].name.text, chain[-1])
    for link in reversed(chain[:-1]):
        base = replace(link, facts=_over(base.facts, link.facts))
        done.setdefault(link.name.text, base)
    return base


def _over(under: tuple[GivenFact, ...], over: tuple[GivenFact, ...]) -> tuple[GivenFact, ...]:
    merged = {fact.id.text: fact for fact in under}
    merged.update((fact.id.text, fact) for fact in over)
    return tuple(merged.values())


def known_by(case: CaseDocument, expectation_: Expectation) -> CaseDocument:
    """A case with what has become known by one of its days: facts in place of its own, and items that join its lists."""
    facts = _over(case.facts, expectation_.facts)
    held = {fact.id.text: fact for fact in facts}
    return replace(case, facts=_over(facts, tuple(_joined(held.get(new.id.text), new) for new in expectation_.more)))


def _joined(held: GivenFact | None, new: GivenFact) -> GivenFact:
    """A list with the items of another behind its own; what is no list is refused where it is held against the vocabulary."""
    if held is None or not isinstance(held.value, tuple) or not isinstance(new.value, tuple):
        return new
    both: tuple[Any, ...] = (*held.value, *new.value)
    return replace(new, value=both)


def _json_or_yaml(source: Source, problems: list[Problem]) -> Node | None:
    """YAML reads JSON too, with places; what it does not read is tried as JSON, whose own words are better for a `.json` file."""
    found: list[Problem] = []
    node = read_yaml(source, found)
    if node is None and source.text.lstrip()[:1] == "{":
        try:
            return json_nodes(source)
        except Refused as refused:
            found = list(refused.problems) if source.name.endswith(".json") else found
    problems += found
    return node


def _facts_file(shapes: Shapes, node: Node, source: Source) -> CaseDocument | None:
    if not isinstance(node, MapNode):
        shapes.unlike(node, ("facts, as `fact: value` lines", "des faits, en lignes `fait: valeur`"))
        return None
    place = Span(source, node.place.start, node.place.start + 1)
    if node.get("facts") is None:
        return CaseDocument(Placed("", Fragment("", source, 0)), None, given_facts(shapes, node), (), "", place, bare=True)
    given = shapes.fields(node, _CASE, FILE_KEYS)
    name = shapes.text(given.get("name")) or shapes.text(given.get("case"))
    facts = given_facts(shapes, given["facts"])
    return CaseDocument(name or Placed("", Fragment("", source, 0)), None, facts, (), shapes.plain_text(given.get("why")), place)


def _case(shapes: Shapes, node: Node) -> CaseDocument | None:
    given = shapes.fields(node, _CASE, CASE_KEYS, ("case",))
    name, like = shapes.text(given.get("case")), shapes.text(given.get("like"))
    facts = given_facts(shapes, given["facts"]) if "facts" in given else ()
    expect = tuple(e for item in shapes.items(given.get("expect"), _EXPECT) if (e := expectation(shapes, item)) is not None)
    why = shapes.plain_text(given.get("why"))
    return CaseDocument(name, like, facts, expect, why, Span(node.place.source, node.place.start, node.place.start + 1)) if name else None
