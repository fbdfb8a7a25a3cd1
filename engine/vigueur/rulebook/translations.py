"""en.yaml or fr.yaml beside the files: the words of a rule book in another language, by id; what is missing is a warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Final, TypeAlias

from vigueur.plain import dataclass, field
from vigueur.rulebook.documents import (
    CodeDocument,
    CompositionDocument,
    Days,
    DuesBody,
    DueSpec,
    EffectSpec,
    FactDocument,
    Lacking,
    NoteBody,
    OutcomeDocument,
    Placed,
    QuestionDocument,
    TextDocument,
)
from vigueur.rulebook.root import OUTCOMES, Root
from vigueur.rulebook.shapes import Shapes
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode
from vigueur.source import Source, Span
from vigueur.suggestion import nearest

PROVISION_KEYS: Final = ("label", "met", "not_met", "note", "dues")
DUE_KEYS: Final = ("item", "because", "who", "may")
TEXT_KEYS: Final = ("title", "short")
ROOT_KEYS: Final = ("title", "purpose", "notice")
LACKS: Final = "why"
"""Why the law does not say something: `why: {own text: translation}`."""
SUPPLIERS: Final = "from"
"""Who supplies a fact: `from: {own text: translation}`."""
FACT_KEYS: Final = ("label", "ask", "one_of", "record")
COLUMN_KEYS: Final = ("label", "ask", "one_of")
QUESTION_KEYS: Final = ("label", "options", "why")
COMPOSITION_KEYS: Final = ("label", "met", "not_met")
ENTRY_KEYS: Final = ("label", "met", "not_met", "note", "dues", "ask", "one_of", "record", "options", "why")
_MAPS: Final = ("one_of", "record", "options", "dues")
"""Keys under which several texts stand, each under a name of its own."""
_LANGUAGES: Final = {"en": "English", "fr": "français"}
_ENTRY: Final = ("a translation", "une traduction")

Pairs: TypeAlias = tuple[tuple[str, str], ...]
PlacedPairs: TypeAlias = tuple[tuple[str, Placed], ...]
Phrases: TypeAlias = tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Dictionary:
    """One translation file. What of it was used is remembered, so that what translates nothing is found."""

    language: str
    source: Source
    entries: dict[str, Node]
    keys: dict[str, Span]
    shapes: Shapes
    used: set[str] = field(default_factory=set)

    def add(self, key: ScalarNode, value: Node) -> None:
        """One entry. Phrases may stand in several files; an id stands in one."""
        earlier = self.entries.get(key.text)
        if earlier is not None and key.text in (LACKS, SUPPLIERS) and isinstance(earlier, MapNode) and isinstance(value, MapNode):
            value = MapNode((*earlier.entries, *value.entries), earlier.place)
        elif earlier is not None:
            also = ((self.keys[key.text], "it stands here first", "il est déjà là"),)
            self.shapes.complain("VG320", key.place, also=also, key=key.text)
        self.entries[key.text] = value
        self.keys[key.text] = key.place

    def words(self, id_: str, wanted: Iterable[str], known: tuple[str, ...]) -> PlacedPairs:
        """The translations of what one id says; each key that is wanted and missing is a warning."""
        node = self.entries.get(id_)
        self.used.add(id_)
        given = self.shapes.fields(node, _ENTRY, known) if node is not None else {}
        found = {key: text for key in known if key not in _MAPS and (text := self.shapes.text(given.get(key)))}
        for key in wanted:
            if key not in found:
                self.missing(id_, key)
        return tuple(found.items())

    def lines(self, id_: str, key: str, codes: Iterable[str]) -> Pairs:
        """The translations of the codes or options of one id."""
        node = self.entries.get(id_)
        return self.lines_of(node.get(key) if isinstance(node, MapNode) else None, id_, key, codes)

    def lines_of(self, part: Node | None, id_: str, key: str, codes: Iterable[str]) -> Pairs:
        """The translations of the codes or options of one id, or of one column, that stand under `key`."""
        given = {name.text: self.shapes.plain_text(value) for name, value in self.shapes.entries(part, (f"`{key}`", f"`{key}`"))}
        known = tuple(codes)
        for name, _ in self.shapes.entries(part, (f"`{key}`", f"`{key}`")):
            if name.text not in known:
                self.shapes.complain("VG352", name.place, id=name.text, nearest=nearest(name.text, known))
        for code in known:
            if not given.get(code):
                self.missing(id_, f"{key}.{code}")
        return tuple((code, given[code]) for code in known if given.get(code))

    def parts(self, id_: str, key: str, names: Sequence[str]) -> dict[str, Node]:
        """What stands under the names of the parts of one id; other names translate nothing."""
        node = self.entries.get(id_)
        part = node.get(key) if isinstance(node, MapNode) else None
        entries = self.shapes.entries(part, (f"`{key}`", f"`{key}`"))
        for name, _ in entries:
            if name.text not in names:
                self.shapes.complain("VG352", name.place, id=name.text, nearest=nearest(name.text, names))
        return {name.text: value for name, value in entries}

    def phrases(self, key: str, wanted: Iterable[str]) -> Phrases:
        """The translations of texts that have no id, each under the text itself: (own text, language, translation)."""
        own = tuple(dict.fromkeys(wanted))
        self.used.add(key)
        given: dict[str, str] = {}
        for name, value in self.shapes.entries(self.entries.get(key), (f"`{key}`", f"`{key}`")):
            given[name.text] = self.shapes.plain_text(value)
            if name.text not in own:
                self.shapes.complain("VG352", name.place, id=name.text, nearest=nearest(name.text, own))
        for text in own:
            if not given.get(text):
                self.missing(text, key)
        return tuple((text, self.language, given[text]) for text in own if given.get(text))

    def text(self, key: str) -> Placed | None:
        """A text at the top of the file, such as `title`."""
        self.used.add(key)
        found = self.shapes.text(self.entries.get(key))
        if found is None and key not in self.entries:
            self.missing(key, key)
        return found

    def missing(self, id_: str, key: str) -> None:
        """Warn of a line that is not translated."""
        language = _LANGUAGES[self.language]
        self.shapes.complain("VG351", Span(self.source, 0, 1), language=language, key=f"`{key}`", id=id_, name=self.source.name)

    def idle(self, known: Iterable[str]) -> None:
        """Warn of what translates nothing."""
        names = list(known)
        for key, place in self.keys.items():
            if key not in self.used:
                self.shapes.complain("VG352", place, id=key, nearest=nearest(key, names))


def _reasons(node: object) -> Iterator[str]:
    """Why the law does not say something, wherever documents say so, and to whom it leaves it."""
    match node:
        case Lacking(why=why, who=who):
            yield from (text for text in (why, who) if text)
        case Days(why=why):
            yield from [why] if why else []
        case tuple():
            for item in node:
                yield from _reasons(item)
        case Placed() | Span():
            return
        case _ if is_dataclass(node):
            for part in fields(node):
                yield from _reasons(getattr(node, part.name))
        case _:
            return


def dictionaries(shapes: Shapes, nodes: Iterable[tuple[Source, Node | None]], language: str) -> tuple[Dictionary, ...]:
    """The translation files of one folder, or of several that are read as one: one dictionary a language."""
    found: dict[str, Dictionary] = {}
    for source, node in nodes:
        own = source.name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if own == language:
            shapes.complain("VG353", Span(source, 0, 1), name=f"{own}.yaml", language=language)
        elif isinstance(node, MapNode):
            book = found.setdefault(own, Dictionary(own, source, {}, {}, shapes))
            for key, value in node.entries:
                book.add(key, value)
        elif node is not None:
            shapes.unlike(node, ("`key: value` lines", "des lignes `clé: valeur`"))
    return tuple(found.values())


def translated_text(text: TextDocument, books: tuple[Dictionary, ...]) -> TextDocument:
    """A text and its effects with their words in other languages."""
    for book in books:
        own = tuple((key, found) for key in TEXT_KEYS if (found := book.text(key)) is not None)
        effects = tuple(_effect(effect, book) for effect in text.effects)
        phrases = (*text.phrases, *book.phrases(LACKS, _reasons(text)))
        text = replace(text, effects=effects, translations=(*text.translations, (book.language, own)), phrases=phrases)
        book.idle(effect.provision.text for effect in effects)
    return text


def _effect(effect: EffectSpec, book: Dictionary) -> EffectSpec:
    note = isinstance(effect.body, NoteBody)
    written = {"label": effect.label, "met": effect.met, "not_met": effect.not_met}
    wanted = [key for key, own in written.items() if own is not None] + (["note"] if note else [])
    id_ = effect.provision.text
    if not wanted and id_ not in book.entries and not isinstance(effect.body, DuesBody):
        return effect
    words = book.words(id_, wanted, PROVISION_KEYS)
    body = _dues(id_, effect.body, book) if isinstance(effect.body, DuesBody) else effect.body
    return replace(effect, body=body, translations=(*effect.translations, (book.language, words)))


def _dues(id_: str, body: DuesBody, book: Dictionary) -> DuesBody:
    """Things due with their sentences in another language."""
    given = book.parts(id_, "dues", [due.code.text for due in body.items])
    found: list[DueSpec] = []
    for due in body.items:
        node = given.get(due.code.text)
        words = book.shapes.fields(node, _ENTRY, DUE_KEYS) if node is not None else {}
        pairs = tuple((key, text) for key in DUE_KEYS if (text := book.shapes.text(words.get(key))) is not None)
        written = {"item": due.item, "because": due.because, "who": due.who, "may": due.may}
        for key, own in written.items():
            if own is not None and key not in dict(pairs):
                book.missing(f"{id_}.{due.code.text}", key)
        found.append(replace(due, translations=(*due.translations, (book.language, pairs))))
    return DuesBody(tuple(found))


def translated_root(
    root: Root, facts: tuple[FactDocument, ...], books: tuple[Dictionary, ...], reasons: tuple[str, ...] = ()
) -> tuple[Root, tuple[FactDocument, ...], tuple[tuple[str, Pairs], ...], Phrases]:
    """rulebook.yaml and facts.yaml with their words in other languages; those of the book's own title, purpose and notice; phrases.

    `reasons`: further texts that stand under `why`.
    """
    heads: list[tuple[str, Pairs]] = []
    phrases: list[tuple[str, str, str]] = []
    for book in books:
        written = {"title": root.title, "purpose": root.purpose, "notice": root.notice}
        heads.append((book.language, tuple((k, t.text) for k, own in written.items() if own is not None and (t := book.text(k)))))
        root = replace(
            root,
            compositions=tuple(_composition(c, book) for c in root.compositions),
            questions=tuple(_question(q, book) for q in root.questions),
            outcomes=_outcomes(root.outcomes, book),
        )
        facts = tuple(_fact(fact, book) for fact in facts)
        phrases += book.phrases(LACKS, (*_reasons(facts), *reasons))
        phrases += book.phrases(SUPPLIERS, (fact.supplied_by.text for fact in facts if fact.supplied_by is not None))
        book.idle([f.id.text for f in facts] + [c.id.text for c in root.compositions] + [q.id.text for q in root.questions])
    return root, facts, tuple(heads), tuple(phrases)


def _composition(composition: CompositionDocument, book: Dictionary) -> CompositionDocument:
    written = {"label": composition.label, "met": composition.met, "not_met": composition.not_met}
    words = book.words(composition.id.text, [k for k, own in written.items() if own is not None], COMPOSITION_KEYS)
    return replace(composition, translations=(*composition.translations, (book.language, words)))


def _question(question: QuestionDocument, book: Dictionary) -> QuestionDocument:
    written = {"label": question.label, "why": question.why}
    words = book.words(question.id.text, [k for k, own in written.items() if own is not None], QUESTION_KEYS)
    options = book.lines(question.id.text, "options", [code.text for code, _ in question.options])
    pairs = (*((k, t.text) for k, t in words), *((f"options.{code}", text) for code, text in options))
    return replace(question, translations=(*question.translations, (book.language, pairs)))


def _outcomes(outcomes: tuple[OutcomeDocument, ...], book: Dictionary) -> tuple[OutcomeDocument, ...]:
    found: list[OutcomeDocument] = []
    for verdict in OUTCOMES:
        same = [outcome for outcome in outcomes if outcome.verdict == verdict]
        node = book.entries.get(verdict)
        book.used.add(verdict)
        lines = [book.shapes.plain_text(item) for item in (node.items if isinstance(node, ListNode) else (node,))] if node else []
        for place, outcome in enumerate(same):
            line = lines[place] if place < len(lines) else ""
            if not line:
                book.missing(verdict, "say")
            found.append(replace(outcome, translations=(*outcome.translations, (book.language, line))) if line else outcome)
    return tuple(found)


def _fact(fact: FactDocument, book: Dictionary) -> FactDocument:
    id_ = fact.id.text
    words = book.words(id_, ("label", "ask"), FACT_KEYS)
    translations = (*fact.translations, (book.language, tuple((k, t.text) for k, t in words)))
    codes = _codes(fact.codes, book.language, book.lines(id_, "one_of", _labelled(fact.codes)))
    return replace(fact, translations=translations, codes=codes, record=_columns(fact, book))


def _labelled(codes: tuple[CodeDocument, ...]) -> list[str]:
    return [code.code.text for code in codes if code.label is not code.code]


def _codes(codes: tuple[CodeDocument, ...], language: str, lines: Pairs) -> tuple[CodeDocument, ...]:
    words = dict(lines)
    return tuple(
        replace(code, translations=(*code.translations, (language, words[code.code.text]))) if code.code.text in words else code
        for code in codes
    )


def _columns(fact: FactDocument, book: Dictionary) -> tuple[FactDocument, ...]:
    """The labels of a record's columns, and of their codes; a column or a code without a label of its own needs none."""
    given = book.parts(fact.id.text, "record", [column.id.text for column in fact.record])
    found: list[FactDocument] = []
    for column in fact.record:
        id_ = f"{fact.id.text}.{column.id.text}"
        words = book.shapes.fields(given[column.id.text], _ENTRY, COLUMN_KEYS) if column.id.text in given else {}
        pairs = tuple((k, text) for k in ("label", "ask") if (text := book.shapes.plain_text(words.get(k))))
        if column.label is not column.id and "label" not in dict(pairs):
            book.missing(id_, "label")
        if column.ask is column.label and "ask" not in dict(pairs):
            pairs += tuple(("ask", text) for k, text in pairs if k == "label")  # its label is its question, in every language
        codes = _codes(column.codes, book.language, book.lines_of(words.get("one_of"), id_, "one_of", _labelled(column.codes)))
        found.append(replace(column, translations=(*column.translations, (book.language, pairs)), codes=codes))
    return tuple(found)
