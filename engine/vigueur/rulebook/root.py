"""rulebook.yaml: what a rule book answers, its calendar, compositions, outcomes, questions of interpretation and sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, cast

from vigueur.plain import dataclass
from vigueur.rulebook.documents import (
    CompositionDocument,
    DecisionDocument,
    OutcomeDocument,
    Placed,
    QuestionDocument,
    SourceDocument,
)
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node
from vigueur.source import Fragment, Span

ROOT_KEYS: Final = (
    "id", "title", "language", "purpose", "notice", "calendar", "decisions", "compositions", "outcomes", "readings", "sources",
)  # fmt: skip
ROOT_REQUIRED: Final = ("id", "title", "language", "calendar", "decisions")
CALENDAR_KEYS: Final = ("first", "last", "month_end", "term")
DECISION_KEYS: Final = ("kind", "judged_on", "on_request")
DECISION_KINDS: Final = ("verdict", "amount", "value", "condition", "dues", "deadline")
JOINS: Final[tuple[Literal["all_of", "any_of", "none_of"], ...]] = ("all_of", "any_of", "none_of")
COMPOSITION_KEYS: Final = (*JOINS, "label", "part_of", "met", "not_met", "statements")
OUTCOMES: Final[tuple[Literal["out_of_scope", "to_be_examined"], ...]] = ("out_of_scope", "to_be_examined")
OUTCOME_KEYS: Final = ("if", "say", "cite", "statements")
READING_KEYS: Final = ("label", "default", "options", "why", "cite", "statements")
SOURCE_KEYS: Final = ("title", "publisher", "date", "url", "confidence")
CONFIDENCES: Final = ("seed", "official", "secondary", "inferred")
LANGUAGES: Final = ("fr", "en")
MONTH_ENDS: Final = ("down", "up")
_ROOT: Final[Words] = ("rulebook.yaml", "rulebook.yaml")
_FIRST_DAY: Final = date(1900, 1, 1)
_LAST_DAY: Final = date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Root:
    """What rulebook.yaml says."""

    id: str
    title: Placed
    language: str
    purpose: Placed | None
    notice: Placed | None
    first: date
    last: date
    month_end: Literal["down", "up"]
    term: Placed | None
    decisions: tuple[DecisionDocument, ...]
    compositions: tuple[CompositionDocument, ...]
    outcomes: tuple[OutcomeDocument, ...]
    questions: tuple[QuestionDocument, ...]
    sources: tuple[SourceDocument, ...]
    place: Span


def root(shapes: Shapes, node: Node, parts: Mapping[str, Node]) -> Root | None:
    """The content of rulebook.yaml; None where its title, id or calendar could not be read.

    `parts`: what stands in a file of its own, by the key that it stands for.
    """
    given = shapes.fields(node, _ROOT, ROOT_KEYS, ROOT_REQUIRED)
    for key, part in parts.items():
        if key in given:
            shapes.complain("VG349", given[key].place, first=key, second=f"{key}.yaml")
        given[key] = part
    id_ = shapes.text(given.get("id"))
    title = shapes.text(given.get("title"))
    language = shapes.choice(given.get("language"), "language", LANGUAGES)
    calendar: dict[str, Node] = {}
    if "calendar" in given:
        calendar = shapes.fields(given["calendar"], ("`calendar`", "`calendar`"), CALENDAR_KEYS, CALENDAR_KEYS[:3])
    first, last = shapes.day(calendar.get("first")), shapes.day(calendar.get("last"))
    if first and last and last < first:
        shapes.complain("VG345", calendar["last"].place)
    month_end = shapes.choice(calendar.get("month_end"), "month_end", MONTH_ENDS)
    found = Root(
        id=id_.text if id_ else "",
        title=title or Placed("", _nowhere(node)),
        language=language.text if language else "fr",
        purpose=shapes.text(given.get("purpose")),
        notice=shapes.text(given.get("notice")),
        first=first or _FIRST_DAY,
        last=last or _LAST_DAY,
        month_end=cast("Literal['down', 'up']", month_end.text) if month_end else "down",
        term=shapes.expression(calendar.get("term")),
        decisions=_decisions(shapes, given.get("decisions")),
        compositions=_compositions(shapes, given.get("compositions")),
        outcomes=_outcomes(shapes, given.get("outcomes")),
        questions=_questions(shapes, given.get("readings")),
        sources=_sources(shapes, given.get("sources")),
        place=_start(node),
    )
    return found if id_ and title else None


def _start(node: Node) -> Span:
    return Span(node.place.source, node.place.start, node.place.start + 1)


def _nowhere(node: Node) -> Fragment:
    return Fragment("", node.place.source, node.place.start)


def _decisions(shapes: Shapes, node: Node | None) -> tuple[DecisionDocument, ...]:
    found: list[DecisionDocument] = []
    for key, value in shapes.entries(node, ("`decisions`", "`decisions`")):
        name = shapes.name(key)
        given = {"kind": value}
        if isinstance(value, MapNode):
            given = shapes.fields(value, ("a decision", "une décision"), DECISION_KEYS, ("kind",))
        kind = shapes.choice(given.get("kind"), "kind", DECISION_KINDS)
        judged_on = shapes.expression(given.get("judged_on"))
        if name and kind:
            found.append(DecisionDocument(name, kind, judged_on, on_request=shapes.boolean(given.get("on_request"))))
    return tuple(found)


def _compositions(shapes: Shapes, node: Node | None) -> tuple[CompositionDocument, ...]:
    found: list[CompositionDocument] = []
    for key, value in shapes.entries(node, ("`compositions`", "`compositions`")):
        name = shapes.name(key)
        given = shapes.fields(value, ("a composition", "une composition"), COMPOSITION_KEYS, ("label",))
        joins = [word for word in JOINS if word in given]
        if len(joins) > 1:
            shapes.complain("VG349", given[joins[1]].place, first=joins[0], second=joins[1])
        if not joins and given:
            shapes.complain("VG332", key.place, key="all_of", where_en="a composition", where_fr="une composition")
        for word in joins:
            shapes.choice(given[word], word, ("conditions",))
        label = shapes.text(given.get("label"))
        part_of = shapes.name(given.get("part_of"))
        met, not_met = shapes.text(given.get("met")), shapes.text(given.get("not_met"))
        statements = shapes.texts(given.get("statements"))
        if name and label and joins:
            found.append(CompositionDocument(name, label, joins[0], part_of, met, not_met, statements=statements))
    return tuple(found)


def _outcomes(shapes: Shapes, node: Node | None) -> tuple[OutcomeDocument, ...]:
    if node is None:
        return ()
    given = shapes.fields(node, ("`outcomes`", "`outcomes`"), OUTCOMES)
    found: list[OutcomeDocument] = []
    for verdict in OUTCOMES:
        value = given.get(verdict)
        if value is None:
            continue
        for item in value.items if isinstance(value, ListNode) else (value,):
            raised = shapes.fields(item, ("an outcome", "une issue"), OUTCOME_KEYS, ("if", "say"))
            condition, say = shapes.expression(raised.get("if")), shapes.text(raised.get("say"))
            cite, statements = shapes.text(raised.get("cite")), shapes.texts(raised.get("statements"))
            if condition and say:
                found.append(OutcomeDocument(verdict, condition, say, cite, statements=statements))
    return tuple(found)


def _questions(shapes: Shapes, node: Node | None) -> tuple[QuestionDocument, ...]:
    found: list[QuestionDocument] = []
    for key, value in shapes.entries(node, ("`readings`", "`readings`")):
        name = shapes.name(key)
        given = shapes.fields(value, ("a reading", "une lecture"), READING_KEYS, ("default", "options", "why"))
        pairs = [(k.placed, shapes.text(v)) for k, v in shapes.entries(given.get("options"), ("`options`", "`options`"))]
        options = tuple((code, words) for code, words in pairs if words is not None)
        default = shapes.choice(given.get("default"), "default", [code.text for code, _ in pairs]) if pairs else None
        label, why, cite = shapes.text(given.get("label")), shapes.text(given.get("why")), shapes.texts(given.get("cite"))
        statements = shapes.texts(given.get("statements"))
        if name and default:
            found.append(QuestionDocument(name, label, default, options, why, cite, statements=statements))
    return tuple(found)


def _sources(shapes: Shapes, node: Node | None) -> tuple[SourceDocument, ...]:
    found: list[SourceDocument] = []
    for key, value in shapes.entries(node, ("`sources`", "`sources`")):
        name = shapes.text(key)
        given = shapes.fields(value, ("a source", "une source"), SOURCE_KEYS, ("title", "publisher", "date", "confidence"))
        confidence = shapes.choice(given.get("confidence"), "confidence", CONFIDENCES)
        title, publisher = shapes.plain_text(given.get("title")), shapes.plain_text(given.get("publisher"))
        url = shapes.plain_text(given.get("url"))
        day = shapes.expression(given.get("date"))
        if name:
            found.append(SourceDocument(name, title, publisher, day.text if day else "", url, confidence.text if confidence else ""))
    return tuple(found)
