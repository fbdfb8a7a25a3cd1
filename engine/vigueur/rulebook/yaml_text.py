"""The bytes of a YAML or JSON file as nodes that know their place. Nothing is resolved: a scalar is its text.

What YAML allows and a rule book does not need (anchors, aliases, tags, merge keys, several documents) is refused, so that
a file means what a reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import yaml

from vigueur.diagnostics.problems import Problem, problem
from vigueur.plain import dataclass, field
from vigueur.rulebook.case_documents import Placed
from vigueur.rulebook.scalar_places import fragment
from vigueur.rulebook.yaml_mistakes import colon_that_touches, indented_with_wide_space, syntax_problem
from vigueur.source import Source, Span

DEEPEST: Final = 40
"""Levels of nesting that a file may have."""
MOST_NODES: Final = 400_000
"""Scalars, lists and mappings that a file may have."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_TEXT: Final = (
    r"(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
    r"|[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?|0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|)"
)


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """`style`: empty where plain, else one of `'`, `"`, `|`, `>`."""

    placed: Placed
    style: str

    @property
    def place(self) -> Span:
        return self.placed.span

    @property
    def text(self) -> str:
        return self.placed.text

    @property
    def reads_as_text(self) -> bool:
        """Whether every YAML reader takes it for a text: `no`, `010`, `12:30` and `1e3` are not."""
        plainly = self.text[:1].isalpha() and len(self.text) > len("false")
        return bool(self.style) or plainly or not re.fullmatch(_NOT_TEXT, self.text)


@dataclass(frozen=True, slots=True)
class ListNode:
    items: tuple[Node, ...]
    place: Span


@dataclass(frozen=True, slots=True)
class MapNode:
    entries: tuple[tuple[ScalarNode, Node], ...]
    place: Span

    def get(self, key: str) -> Node | None:
        """The value under a key, if there is one."""
        return next((value for name, value in self.entries if name.text == key), None)


Node: TypeAlias = "ScalarNode | ListNode | MapNode"


def read_yaml(source: Source, problems: list[Problem]) -> Node | None:
    """The root of a file, or None where it is empty or could not be read; says why in `problems`."""
    composing = _Composing(source, problems)
    try:
        for event in _events(source.text):
            if not composing.take(event):
                return None
    except yaml.YAMLError as error:
        problems.append(syntax_problem(source, error, DEEPEST))
        return None
    if composing.root is None and not composing.broken:
        problems.append(problem("VG305", Span(source, 0, 0), file=source.name))
    return None if composing.broken else composing.root


def _events(text: str) -> Iterator[yaml.events.Event]:
    return yaml.parse(text, Loader=_LOADER)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet. `key` waits for its value."""

    start: int
    keys: dict[str, ScalarNode] | None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)
    key: ScalarNode | None = None
    key_expected: bool = True


@dataclass(slots=True)
class _Composing:
    """Builds nodes from events without recursion: depth costs no stack."""

    source: Source
    problems: list[Problem]
    root: Node | None = None
    broken: bool = False
    _stack: list[_Open] = field(default_factory=list)
    _documents: int = 0
    _nodes: int = 0

    def take(self, event: yaml.events.Event) -> bool:
        """Take one event; False where it makes no sense to read on."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._complain("VG326", event, most=MOST_NODES)
            return False
        match event:
            case yaml.events.ScalarEvent():
                self._checked(event)
                self._add(self._scalar(event))
            case yaml.events.MappingStartEvent():
                return self._begin(event, {})
            case yaml.events.SequenceStartEvent():
                return self._begin(event, None)
            case yaml.events.MappingEndEvent() | yaml.events.SequenceEndEvent():
                self._end(event)
            case yaml.events.AliasEvent():
                self._complain("VG315", event, word=f"*{event.anchor}")
                self._add(ScalarNode(self._placed("", event), "'"))
            case yaml.events.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._complain("VG318", event)
                    return False
            case _:
                pass
        return True

    def _begin(self, event: yaml.events.CollectionStartEvent, keys: dict[str, ScalarNode] | None) -> bool:
        if len(self._stack) >= DEEPEST:
            self._complain("VG319", event, deepest=DEEPEST)
            return False
        self._checked(event)
        if self._stack and self._stack[-1].keys is not None and self._stack[-1].key_expected:
            self._complain("VG321", event, found="")
        self._stack.append(_Open(_ends(event)[0], keys))
        return True

    def _end(self, event: yaml.events.CollectionEndEvent) -> None:
        done = self._stack.pop()
        place = Span(self.source, done.start, max(done.start, _ends(event)[1]))
        self._add(ListNode(tuple(done.items), place) if done.keys is None else MapNode(tuple(done.entries), place))

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if top.keys is None:
            top.items.append(node)
        elif top.key_expected:
            top.key_expected = False
            top.key = self._key(node, top.keys)
        else:
            top.key_expected = True
            if top.key is not None:
                top.entries.append((top.key, node))

    def _key(self, node: Node, keys: dict[str, ScalarNode]) -> ScalarNode | None:
        if not isinstance(node, ScalarNode):
            return None
        if node.text == "<<" and not node.style:
            self._refuse("VG317", node.place)
            return None
        if not node.style and node.text[:1].isspace() and indented_with_wide_space(self.source.text, node.place.start):
            self._refuse("VG327", node.place)
            return None
        if not node.style and (colon := colon_that_touches(node.text)) is not None:
            self._refuse("VG328", node.placed.fragment.span(colon, colon + 1))
            return None
        if not node.reads_as_text:
            self._refuse("VG321", node.place, found=node.text or '""')
            return None
        first = keys.setdefault(node.text, node)
        if first is not node:
            also = ((first.place, "it stands here first", "elle est déjà là"),)
            self.problems.append(problem("VG320", node.place, also=also, key=node.text))
            self.broken = True
            return None
        return node

    def _scalar(self, event: yaml.events.ScalarEvent) -> ScalarNode:
        return ScalarNode(self._placed(event.value, event), event.style or "")

    def _placed(self, text: str, event: yaml.events.Event) -> Placed:
        style = getattr(event, "style", None) or ""
        return Placed(text, fragment(self.source, text, *_ends(event), style), bool(style))

    def _checked(self, event: yaml.events.NodeEvent) -> None:
        if event.anchor is not None:
            self._complain("VG315", event, word=f"&{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._complain("VG316", event, word=tag)

    def _complain(self, code: str, event: yaml.events.Event, **details: object) -> None:
        start = _ends(event)[0]
        self._refuse(code, Span(self.source, start, start + 1), **details)

    def _refuse(self, code: str, place: Span, **details: object) -> None:
        self.problems.append(problem(code, place, also=(), file="", **details))
        self.broken = True


def _ends(event: yaml.events.Event) -> tuple[int, int]:
    """Where an event begins and ends, in characters."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0, end.index if end else 0)
