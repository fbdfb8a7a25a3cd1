"""The documents of a rule book as they were written: texts, provisions, facts, cases. Nothing is resolved yet.

An expression is kept as a `Fragment`, a text that knows its place; the checker parses it. `place` spans are never compared.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from vigueur.plain import dataclass, field
from vigueur.rulebook.case_documents import CaseDocument as CaseDocument
from vigueur.rulebook.case_documents import Days as Days
from vigueur.rulebook.case_documents import Expectation as Expectation
from vigueur.rulebook.case_documents import GivenFact as GivenFact
from vigueur.rulebook.case_documents import Placed as Placed
from vigueur.rulebook.case_documents import SameAs as SameAs
from vigueur.source import Source, Span


@dataclass(frozen=True, slots=True)
class Lacking:
    """One of the four ignorances, where a value, an expression or a day could stand."""

    kind: Literal["unknown", "silent", "may", "undated"]
    why: str
    who: str = ""
    unless: tuple[Placed, ...] = ()
    place: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Inapplicable:
    """`not applicable` in a cell or an `otherwise`."""

    place: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ByReading:
    """What differs by the option of a question of interpretation."""

    question: Placed
    options: tuple[tuple[Placed, Content], ...]


Content: TypeAlias = "Placed | Lacking | Inapplicable | ByReading"


@dataclass(frozen=True, slots=True)
class Transition:
    """`cases:` of a text or an effect. `open`: keep | at once | at anniversary | at renewal | every D | on E | [a, b], as written."""

    dated_by: Placed | None
    open: tuple[Placed, ...] | ByReading | None
    cite: Placed | None
    place: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row of a table: cells, then the output; `cite` and `statements` may follow in the long form `{when: […], then: …, cite: …}`."""

    cells: tuple[Placed, ...]
    output: Placed | Lacking | Inapplicable
    cite: Placed | None
    statements: tuple[Placed, ...]
    place: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ConditionBody:
    condition: Content


@dataclass(frozen=True, slots=True)
class FormulaBody:
    formula: Content


@dataclass(frozen=True, slots=True)
class ParameterBody:
    value: Content


@dataclass(frozen=True, slots=True)
class TableBody:
    """`table: [inputs]` with rows of cells."""

    inputs: tuple[Placed, ...]
    rows: tuple[RowSpec, ...]
    hit: Placed | None
    otherwise: Placed | Lacking | Inapplicable | None
    otherwise_cite: Placed | None = None


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row that its code names: `code: value`, or `code: {then: value, cite: …, statements: …}`. `outputs`: one for each column."""

    code: Placed
    outputs: tuple[Placed | Lacking | Inapplicable, ...]
    cite: Placed | None = None
    statements: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class MapBody:
    """`by: input`, `rows: {code: value}`."""

    by: Placed
    rows: tuple[CodedRow, ...]
    otherwise: Placed | Lacking | Inapplicable | None
    otherwise_cite: Placed | None = None


@dataclass(frozen=True, slots=True)
class CrossBody:
    """`across: {input: [codes]}`, `down: input`, `rows: {code: [values]}`."""

    across: Placed
    columns: tuple[Placed, ...]
    down: Placed
    rows: tuple[CodedRow, ...]
    otherwise: Placed | Lacking | Inapplicable | None
    otherwise_cite: Placed | None = None


@dataclass(frozen=True, slots=True)
class BandsBody:
    """`bands: {of: …, at: …, unless: …}`, `from: {code: edge}`."""

    of: Placed
    at: Placed | None
    unless: Placed | None
    edges: tuple[tuple[Placed, Placed | Lacking], ...]


@dataclass(frozen=True, slots=True)
class ListBody:
    items: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class EachSpec:
    """`each: {variable: list, day: date}`: what a condition or a thing due is asked of, one by one, outermost first."""

    loops: tuple[tuple[Placed, Placed], ...]
    day: Placed | None
    place: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DueSpec:
    """One thing that may be due. `done`: whether it is done, or the day on which it was."""

    code: Placed
    item: Placed
    condition: Placed | None = None
    because: Placed | None = None
    amount: Content | None = None
    by: Content | None = None
    done: Placed | None = None
    who: Placed | None = None
    may: Placed | None = None
    cite: tuple[Placed, ...] = ()
    statements: tuple[Placed, ...] = ()
    translations: tuple[tuple[str, tuple[tuple[str, Placed], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DuesBody:
    items: tuple[DueSpec, ...]


@dataclass(frozen=True, slots=True)
class SuspensionSpec:
    """`suspended_if`: where the condition holds, the limit is not what it was; which it is, the law does not say."""

    condition: Placed
    limit: Lacking


@dataclass(frozen=True, slots=True)
class DeadlineBody:
    """`deadline: …, done: …`: the last day, and the day on which it was done."""

    limit: Content
    done: Placed
    suspended: SuspensionSpec | None = None


@dataclass(frozen=True, slots=True)
class NoteBody:
    note: Placed


Tabled: TypeAlias = "TableBody | MapBody | CrossBody | BandsBody | ListBody"
Body: TypeAlias = "ConditionBody | FormulaBody | ParameterBody | Tabled | DuesBody | DeadlineBody | NoteBody"


@dataclass(frozen=True, slots=True)
class EffectSpec:
    """One verb of one text on one provision.

    `from_`, `until`: None where the text's own day holds. `replaces`: the texts whose effect on the provision is as if never made
    (`replaces: T`, or the verb withdraw). `beside`: texts that it knowingly overtakes or is overtaken by.
    `body` None: a verb without content.
    An amendment says only what changes (`rows`, `add`, `remove`).
    """

    verb: Literal["set", "repeal", "confirm", "withdraw", "amend"]
    provision: Placed
    place: Span = field(compare=False)
    body: Body | None = None
    type: Placed | None = None
    label: Placed | None = None
    met: Placed | None = None
    not_met: Placed | None = None
    part_of: Placed | None = None
    applies_if: Placed | None = None
    each: EachSpec | None = None
    cite: tuple[Placed, ...] = ()
    cases: Transition | None = None
    from_: Days | None = None
    until: Days | None = None
    replaces: tuple[Placed, ...] = ()
    beside: tuple[Placed, ...] = ()
    add: tuple[Placed, ...] = ()
    remove: tuple[Placed, ...] = ()
    rows: tuple[CodedRow, ...] = ()
    statements: tuple[Placed, ...] = ()
    translations: tuple[tuple[str, tuple[tuple[str, Placed], ...]], ...] = ()
    """(language, ((`label` | `met` | `not_met` | `note`, text), …)) from the folder's `en.yaml`."""


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A folder of a rule book: one legal text. `id` is the folder's name."""

    id: str
    title: Placed
    short: Placed
    nature: Placed
    published: Days
    in_force: Days
    cite: tuple[Placed, ...]
    cases: Transition | None
    effects: tuple[EffectSpec, ...]
    place: Span = field(compare=False)
    translations: tuple[tuple[str, tuple[tuple[str, Placed], ...]], ...] = ()
    phrases: tuple[tuple[str, str, str], ...] = ()
    """(own text, language, translation): why something is not known, from `why:` of the folder's `en.yaml`."""


@dataclass(frozen=True, slots=True)
class CodeDocument:
    code: Placed
    label: Placed
    synonyms: tuple[Placed, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FactDocument:
    """`type` as written (`number of patients`, `money EUR`, `date`, `boolean`, `text`, `list of …`).

    None where `one_of` gives codes or `record` columns.
    """

    id: Placed
    label: Placed
    ask: Placed
    supplied_by: Placed | None
    type: Placed | None
    low: Placed | None
    high: Placed | None
    decimals: Placed | None
    codes: tuple[CodeDocument, ...]
    groups: tuple[tuple[Placed, tuple[Placed, ...] | Lacking], ...]
    if_omitted: Placed | None
    optional: bool
    sensitive: bool
    observed_at: Placed | None
    record: tuple[FactDocument, ...] = ()
    named_by: Placed | None = None
    translations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class CompositionDocument:
    id: Placed
    label: Placed
    joins: Literal["all_of", "any_of", "none_of"]
    part_of: Placed | None
    met: Placed | None = None
    not_met: Placed | None = None
    translations: tuple[tuple[str, tuple[tuple[str, Placed], ...]], ...] = ()
    statements: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeDocument:
    verdict: Literal["out_of_scope", "to_be_examined"]
    condition: Placed
    say: Placed
    cite: Placed | None
    translations: tuple[tuple[str, str], ...] = ()
    statements: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionDocument:
    id: Placed
    label: Placed | None
    default: Placed
    options: tuple[tuple[Placed, Placed], ...]
    why: Placed | None
    cite: tuple[Placed, ...]
    translations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    statements: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    id: Placed
    title: str
    publisher: str
    date: str
    url: str
    confidence: str


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """A statement of the sources that the rule book answers for: its id, and where it stands."""

    id: Placed
    cite: Placed


@dataclass(frozen=True, slots=True)
class OutOfScopeDocument:
    """A statement that no provision encodes, and why."""

    id: Placed
    why: Placed


@dataclass(frozen=True, slots=True)
class DecisionDocument:
    id: Placed
    kind: Placed
    judged_on: Placed | None = None
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class RuleBookDocument:
    """`sources_read`: every file read, in order of its name, for the content hash."""

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
    facts: tuple[FactDocument, ...]
    texts: tuple[TextDocument, ...]
    files: tuple[Source, ...]
    place: Span = field(compare=False)
    translations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    phrases: tuple[tuple[str, str, str], ...] = ()
    """(own text, language, translation) from `why:` and `from:` of the root's `en.yaml`; those of a text are the text's."""
    statements: tuple[StatementDocument, ...] = ()
    out_of_scope: tuple[OutOfScopeDocument, ...] = ()
