"""A folder of YAML files → the documents of a rule book, or every problem of every file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from vigueur.diagnostics.problems import Problem, Refused
from vigueur.diagnostics.render import in_order, severity
from vigueur.rulebook.contents import transition
from vigueur.rulebook.documents import EffectSpec, FactDocument, RuleBookDocument, TextDocument
from vigueur.rulebook.effects import effects
from vigueur.rulebook.files import BookFiles, TextFolder, book_files
from vigueur.rulebook.root import Root, root
from vigueur.rulebook.shapes import Shapes
from vigueur.rulebook.statements import out_of_scope, statements
from vigueur.rulebook.translations import Dictionary, dictionaries, translated_root, translated_text
from vigueur.rulebook.vocabulary import facts
from vigueur.rulebook.yaml_text import Node, read_yaml
from vigueur.source import Source, Span

TEXT_KEYS: Final = ("title", "short", "nature", "published", "in_force", "cite", "cases")
TEXT_REQUIRED: Final = TEXT_KEYS[:5]


def read_rulebook(folder: Path) -> tuple[RuleBookDocument, tuple[Problem, ...]]:
    """The documents of a rule book, and what should be looked at but does not stop the work. Raises Refused with every problem."""
    files = book_files(folder)
    shapes = Shapes(list(files.problems))
    document = _document(shapes, files)
    problems = tuple(in_order(shapes.problems))
    errors = tuple(p for p in problems if severity(p) == "error")
    if document is None or errors:
        raise Refused(errors)
    return document, problems


def _document(shapes: Shapes, files: BookFiles) -> RuleBookDocument | None:
    parts = _read_root(shapes, files)
    language = parts[0].language if parts else ""
    texts = tuple(text for found in files.texts if (text := _text(shapes, found, language)) is not None)
    if parts is None:
        return None
    registry, left_out = _parsed(shapes, files.other("statements.yaml")), _parsed(shapes, files.other("out_of_scope.yaml"))
    excluded = out_of_scope(shapes, left_out) if left_out is not None else ()
    reasons = tuple(statement.why.text for statement in excluded)
    found, vocabulary, heads, phrases = translated_root(*parts, _dictionaries(shapes, files.translations, language), reasons)
    return replace(
        _assembled(found, vocabulary, texts, files),
        translations=heads,
        phrases=phrases,
        statements=statements(shapes, registry) if registry is not None else (),
        out_of_scope=excluded,
    )


def _read_root(shapes: Shapes, files: BookFiles) -> tuple[Root, tuple[FactDocument, ...]] | None:
    top = _parsed(shapes, files.rulebook)
    parts = {source.name.rsplit("/", 1)[-1].removesuffix(".yaml"): _parsed(shapes, source) for source in files.parts}
    nodes = [_parsed(shapes, source) for source in files.facts]
    found = root(shapes, top, {key: node for key, node in parts.items() if node is not None}) if top is not None else None
    known = tuple(fact for node in nodes if node is not None for fact in facts(shapes, node))
    _named_once(shapes, known)
    return (found, known) if found is not None else None


def _named_once(shapes: Shapes, known: tuple[FactDocument, ...]) -> None:
    """A fact stands in one file only; a key that stands twice in the same file has been said."""
    first: dict[str, FactDocument] = {}
    for fact in known:
        earlier = first.setdefault(fact.id.text, fact)
        if earlier.id.span.source is not fact.id.span.source:
            also = ((earlier.id.span, "it stands here first", "il est déjà là"),)
            shapes.complain("VG320", fact.id.span, also=also, key=fact.id.text)


def _parsed(shapes: Shapes, source: Source | None) -> Node | None:
    return read_yaml(source, shapes.problems) if source is not None else None


def _text(shapes: Shapes, folder: TextFolder, language: str) -> TextDocument | None:
    found: list[EffectSpec] = []
    for source in folder.provisions:
        node = _parsed(shapes, source)
        if node is not None:
            found += effects(shapes, node)
    _touched_once(shapes, found)
    head = _parsed(shapes, folder.text)
    books = _dictionaries(shapes, folder.translations, language)
    text = _head(shapes, folder.id, head, tuple(found)) if head is not None else None
    return translated_text(text, books) if text is not None else None


def _dictionaries(shapes: Shapes, sources: tuple[Source, ...], language: str) -> tuple[Dictionary, ...]:
    return dictionaries(shapes, [(source, _parsed(shapes, source)) for source in sources], language)


def _head(shapes: Shapes, id_: str, node: Node, found: tuple[EffectSpec, ...]) -> TextDocument | None:
    given = shapes.fields(node, ("text.yaml", "text.yaml"), TEXT_KEYS, TEXT_REQUIRED)
    title, short, nature = (shapes.text(given.get(key)) for key in TEXT_KEYS[:3])
    published, in_force = shapes.days(given.get("published")), shapes.days(given.get("in_force"))
    cite, cases = shapes.texts(given.get("cite")), transition(shapes, given.get("cases"))
    if not (title and short and nature and published and in_force):
        return None
    place = Span(node.place.source, node.place.start, node.place.start + 1)
    return TextDocument(id_, title, short, nature, published, in_force, cite, cases, found, place)


def _touched_once(shapes: Shapes, found: list[EffectSpec]) -> None:
    first: dict[tuple[str, date | None, date | None], EffectSpec] = {}
    for effect in found:
        day = effect.from_
        earlier = first.setdefault((effect.provision.text, day.first if day else None, day.last if day else None), effect)
        if earlier is not effect:
            also = ((earlier.place, "here first", "d'abord ici"),)
            shapes.complain("VG348", effect.place, also=also, provision=effect.provision.text)


def _assembled(found: Root, vocabulary: tuple[FactDocument, ...], texts: tuple[TextDocument, ...], files: BookFiles) -> RuleBookDocument:
    return RuleBookDocument(
        id=found.id,
        title=found.title,
        language=found.language,
        purpose=found.purpose,
        notice=found.notice,
        first=found.first,
        last=found.last,
        month_end=found.month_end,
        term=found.term,
        decisions=found.decisions,
        compositions=found.compositions,
        outcomes=found.outcomes,
        questions=found.questions,
        sources=found.sources,
        facts=vocabulary,
        texts=texts,
        files=files.sources,
        place=found.place,
    )
