"""The verbs of a text: set, repeal, confirm, withdraw, amend, and `then` for a later day."""

from __future__ import annotations

from typing import Final

from vigueur.rulebook.bodies import KEYS_OF_KIND, KINDS, OWN_KEYS, body, coded_rows
from vigueur.rulebook.contents import transition
from vigueur.rulebook.documents import Days, EffectSpec, Placed
from vigueur.rulebook.dues import each
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode

VERBS: Final = ("set", "repeal", "confirm", "withdraw", "amend")
FILE_KEYS: Final = (*VERBS, "then")
THEN_KEYS: Final = ("from", *VERBS)
COMMON_KEYS: Final = (
    "label", "type", "part_of", "applies_if", "met", "not_met", "cite", "cases", "from", "until", "replaces", "beside", "statements",
)  # fmt: skip
BODY_KEYS: Final = (*COMMON_KEYS, *KINDS, *OWN_KEYS)
REPEAL_KEYS: Final = ("cite", "cases", "from", "until", "replaces", "beside", "statements")
AMEND_KEYS: Final = ("add", "remove", "rows", "label", "met", "not_met", *REPEAL_KEYS)
CONFIRM_KEYS: Final = ("cite", "statements")
WITHDRAW_KEYS: Final = ("text", "cite", "from")
_VERB_WORDS: Final[dict[str, Words]] = {verb: (f"`{verb}`", f"`{verb}`") for verb in FILE_KEYS}


def effects(shapes: Shapes, root: Node) -> tuple[EffectSpec, ...]:
    """Every effect of a file."""
    given = shapes.fields(root, ("a file of provisions", "un fichier de dispositions"), FILE_KEYS)
    found = _verbs(shapes, given, None)
    for node in shapes.items(given.get("then"), _VERB_WORDS["then"]):
        later = shapes.fields(node, ("`then`", "`then`"), THEN_KEYS, ("from",))
        found += _verbs(shapes, later, shapes.days(later.get("from")))
    return tuple(found)


def _verbs(shapes: Shapes, given: dict[str, Node], from_: Days | None) -> list[EffectSpec]:
    found: list[EffectSpec] = []
    for verb in VERBS:
        node = given.get(verb)
        if node is None:
            continue
        if verb == "repeal" and isinstance(node, (ListNode, ScalarNode)):
            found += [EffectSpec("repeal", name, name.span, from_=from_) for name in shapes.names(node)]
            continue
        for key, value in shapes.entries(node, _VERB_WORDS[verb]):
            name = shapes.name(key)
            effect = _effect(shapes, verb, key, name or key.placed, value, from_)
            if effect is not None:
                found.append(effect)
    return found


def _effect(shapes: Shapes, verb: str, key: ScalarNode, name: Placed, node: Node, from_: Days | None) -> EffectSpec | None:
    match verb:
        case "set":
            return _set(shapes, key, name, node, from_)
        case "repeal":
            return _repeal(shapes, name, node, from_)
        case "confirm":
            return _confirm(shapes, name, node, from_)
        case "withdraw":
            return _withdraw(shapes, name, node, from_)
        case _:
            return _amend(shapes, name, node, from_)


def _set(shapes: Shapes, key: ScalarNode, name: Placed, node: Node, from_: Days | None) -> EffectSpec | None:
    given = shapes.fields(node, ("a provision", "une disposition"), BODY_KEYS)
    if not isinstance(node, MapNode):
        return None
    kinds = [kind for kind in KINDS if kind in given]
    if not kinds and "rows" in given:
        shapes.complain("VG336", key.place, provision=name.text, changed="rows")
        return None
    restates = "replaces" in given
    if not kinds and not restates:
        shapes.complain("VG336", key.place, provision=name.text, allowed=", ".join(f"`{kind}`" for kind in KINDS))
    if len(kinds) > 1:
        shapes.complain("VG335", key.place, kinds=", ".join(f"`{kind}`" for kind in kinds))
    kind = kinds[0] if len(kinds) == 1 else ""
    if kind or not kinds:
        _misplaced(shapes, kind, node)
    type_ = shapes.text(given.get("type"))
    is_condition = any(k in given for k in ("part_of", "met", "not_met")) or (type_ is not None and type_.text == "boolean")
    own = None if kind == "bands" else shapes.days(given.get("from"))
    return EffectSpec(
        "set",
        name,
        name.span,
        body=body(shapes, kind, given, is_condition=is_condition) if kind else None,
        type=type_,
        label=shapes.text(given.get("label")),
        met=shapes.text(given.get("met")),
        not_met=shapes.text(given.get("not_met")),
        part_of=shapes.name(given.get("part_of")),
        applies_if=shapes.expression(given.get("applies_if")),
        each=each(shapes, given.get("each")),
        cite=shapes.texts(given.get("cite")),
        cases=transition(shapes, given.get("cases")),
        from_=own or from_,
        until=shapes.days(given.get("until")),
        replaces=shapes.texts(given.get("replaces")),
        beside=shapes.texts(given.get("beside")),
        statements=shapes.texts(given.get("statements")),
    )


def _misplaced(shapes: Shapes, kind: str, node: MapNode) -> None:
    """Keys that belong to another kind than the one that is there."""
    allowed = KEYS_OF_KIND.get(kind, ())
    for key, _ in node.entries:
        if key.text in OWN_KEYS and key.text not in allowed:
            known = (*COMMON_KEYS, *((kind,) if kind else ()), *allowed)
            where = kind or "replaces"
            shapes.complain(
                "VG331", key.place, key=key.text, where_en=f"a provision with `{where}`", where_fr=f"une disposition avec `{where}`",
                known=", ".join(f"`{k}`" for k in known),
            )  # fmt: skip


def _repeal(shapes: Shapes, name: Placed, node: Node, from_: Days | None) -> EffectSpec | None:
    given = shapes.fields(node, ("a repeal", "une abrogation"), REPEAL_KEYS)
    return EffectSpec(
        "repeal",
        name,
        name.span,
        cite=shapes.texts(given.get("cite")),
        cases=transition(shapes, given.get("cases")),
        from_=shapes.days(given.get("from")) or from_,
        until=shapes.days(given.get("until")),
        replaces=shapes.texts(given.get("replaces")),
        beside=shapes.texts(given.get("beside")),
        statements=shapes.texts(given.get("statements")),
    )


def _confirm(shapes: Shapes, name: Placed, node: Node, from_: Days | None) -> EffectSpec:
    if not isinstance(node, MapNode):
        return EffectSpec("confirm", name, name.span, cite=shapes.texts(node), from_=from_)
    given = shapes.fields(node, ("a confirmation", "une confirmation"), CONFIRM_KEYS, ("cite",))
    cite, statements = shapes.texts(given.get("cite")), shapes.texts(given.get("statements"))
    return EffectSpec("confirm", name, name.span, cite=cite, from_=from_, statements=statements)


def _withdraw(shapes: Shapes, name: Placed, node: Node, from_: Days | None) -> EffectSpec | None:
    if not isinstance(node, MapNode):
        return EffectSpec("withdraw", name, name.span, replaces=shapes.texts(node), from_=from_)
    given = shapes.fields(node, ("a withdrawal", "un retrait"), WITHDRAW_KEYS, ("text",))
    cite, day = shapes.texts(given.get("cite")), shapes.days(given.get("from")) or from_
    return EffectSpec("withdraw", name, name.span, replaces=shapes.texts(given.get("text")), cite=cite, from_=day)


def _amend(shapes: Shapes, name: Placed, node: Node, from_: Days | None) -> EffectSpec | None:
    given = shapes.fields(node, ("an amendment", "une modification"), AMEND_KEYS)
    if isinstance(node, MapNode) and not any(k in given for k in ("add", "remove", "rows")):
        shapes.complain("VG332", name.span, key="rows", where_en="an amendment", where_fr="une modification")
    return EffectSpec(
        "amend",
        name,
        name.span,
        label=shapes.text(given.get("label")),
        met=shapes.text(given.get("met")),
        not_met=shapes.text(given.get("not_met")),
        add=shapes.texts(given.get("add")),
        remove=shapes.texts(given.get("remove")),
        rows=coded_rows(shapes, given.get("rows")),
        cite=shapes.texts(given.get("cite")),
        cases=transition(shapes, given.get("cases")),
        from_=shapes.days(given.get("from")) or from_,
        until=shapes.days(given.get("until")),
        replaces=shapes.texts(given.get("replaces")),
        beside=shapes.texts(given.get("beside")),
        statements=shapes.texts(given.get("statements")),
    )
