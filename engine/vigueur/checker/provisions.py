"""Provisions lowered: the effects of each in their order become one choice, conditions are joined, and time is proved to have no holes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from vigueur.checker.bodies import Bodies, dues_known
from vigueur.checker.bounds import bounded
from vigueur.checker.citations import citation, citations
from vigueur.checker.consequences import PROOFS, once_a_text, roots_of
from vigueur.checker.dues import limit_of
from vigueur.checker.effects import Line, in_full, made, questions_asked, summary
from vigueur.checker.gathering import Gathered
from vigueur.checker.graph import references
from vigueur.checker.names import Known, Scope
from vigueur.checker.rounds import rounds
from vigueur.checker.sentences import sentence
from vigueur.checker.transitions import Transitions, described
from vigueur.checker.vocabulary import said, translated
from vigueur.diagnostics.problems import Problem, problem
from vigueur.diagnostics.render import severity
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.regime.clocks import Clocks
from vigueur.regime.gaps import Group, Subject, gaps
from vigueur.regime.operands import operands
from vigueur.regime.order import Order, Ranked, ordered
from vigueur.rulebook.documents import ConditionBody, DeadlineBody, EffectSpec, NoteBody, RuleBookDocument, TextDocument
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import Boolean, Date, Money, Number, Type

_ROUNDS: Final = 4
"""How often bounds are narrowed: once for each provision that is read before its own are found, as a rule book is written."""


class Provisions:
    """The provisions of a rule book on their way to the ir.

    `scope`: the names that expressions may read; once the provisions are lowered, with the bounds that their content has.
    """

    def __init__(
        self,
        document: RuleBookDocument,
        gathered: Mapping[str, Gathered],
        scope: Scope,
        questions: Mapping[str, tuple[str, ...]],
        problems: list[Problem],
    ) -> None:
        self.document = document
        self.language = document.language
        self.gathered = gathered
        self.scope = scope
        self.questions = questions
        self.problems = problems
        self.sources = frozenset(source.id.text for source in document.sources)
        self.compositions = {c.id.text: c for c in document.compositions}
        self.clocks = Clocks(document.month_end)
        self.subjects: dict[str, Subject] = {}

    def lowered(self) -> dict[str, ir.Provision]:
        """Every provision; problems are collected on the way."""
        begun = len(self.problems)
        lines = self._lines()
        settled = not any(severity(p) == "error" for p in self.problems[begun:])
        self._bound(lines)
        provisions = self._checked(lines)
        provisions |= {name: self._composition(name) for name in self.compositions}
        if settled:  # what is in force when can be proved only where every effect has its place
            calendar = ir.Calendar(self.document.first, self.document.last, self.document.month_end)
            self.problems.extend(gaps(self.subjects, self._groups(provisions), calendar))
        return provisions

    def _lines(self) -> list[Line]:
        """The provisions whose effects could be ordered."""
        transitions = Transitions(self.scope, self.questions, self.document.term, self.problems)
        cases_of_text = {text.id: transitions.read(text.cases) for text in self.document.texts}
        lines: list[Line] = []
        disorder: list[Problem] = []
        for name, gathered in self.gathered.items():
            order, found = ordered(name, made(gathered, transitions, cases_of_text))
            disorder.extend(found)
            if order is not None:
                lines.append(Line(gathered, order, in_full(gathered, order, self.problems)))
        self.problems.extend(once_a_text(disorder, {text.id: text.place for text in self.document.texts}))
        return lines

    def _checked(self, lines: Sequence[Line]) -> dict[str, ir.Provision]:
        """The provisions; of the problems found in them, those that do not follow from another's."""
        provisions: dict[str, ir.Provision] = {}
        found: dict[str, list[Problem]] = {}
        begun = len(self.problems)
        for line in lines:
            before = len(self.problems)
            provisions[line.gathered.id] = self._provision(line)
            found[line.gathered.id] = self.problems[before:]
        self.problems[begun:] = roots_of(found, {name: references(p.value) for name, p in provisions.items()})
        return provisions

    def _bound(self, lines: Sequence[Line]) -> None:
        """Give numbers the bounds of their content, found with what is declared, so that what reads them knows more.

        What is read gets its bounds before what reads it, or in the next round: they only narrow.
        """
        known = dict(self.scope.provisions)
        ordered_ones = {line.gathered.id for line in lines}
        numbers = [line for line in lines if isinstance(line.gathered.type, Number | Money)]
        self.scope = replace(self.scope, provisions=known)
        for _ in range(_ROUNDS):
            before = dict(known)
            for line in numbers:
                known[line.gathered.id] = Known(self._bounded(line), line.gathered.kind)
            if known == before:
                break
        known = dict(known)
        known |= {name: Known(UNTYPED, g.kind) for name, g in self.gathered.items() if name not in ordered_ones}
        self.scope = replace(self.scope, provisions=known)
        self.scope = replace(self.scope, provisions=known | dues_known(self.gathered, self.scope, self.questions))

    def _bounded(self, line: Line) -> Type:
        """The type of a number with the bounds of its contents; where proofs fail for want of bounds not found yet, as declared."""
        silent: list[Problem] = []  # told where the provision is checked
        bodies = self._bodies(line.gathered, silent)
        contents = [self._content(bodies, line.contents[r.index], line.order.made[r.index].verb) for r in line.order.ranked]
        wrong = {p.code for p in silent if severity(p) == "error"}
        return UNTYPED if wrong - PROOFS else line.gathered.type if wrong else bounded(line.gathered.type, contents)

    def _bodies(self, gathered: Gathered, problems: list[Problem]) -> Bodies:
        return Bodies(gathered.id, gathered.type, self.scope, self.questions, problems, self.language, self.sources)

    def _groups(self, provisions: Mapping[str, ir.Provision]) -> dict[str, Group]:
        return {name: Group(name, c.id.span, provisions[name].members) for name, c in self.compositions.items()}

    def _provision(self, line: Line) -> ir.Provision:
        gathered, order, resolved = line.gathered, line.order, line.contents
        bodies = self._bodies(gathered, self.problems)
        lowered: dict[int, ir.Expr | None] = {}
        for ranked in order.ranked:
            if ranked.index not in lowered:
                lowered[ranked.index] = self._content(bodies, resolved[ranked.index], order.made[ranked.index].verb)
        read = {index: dict.fromkeys(sorted(operands(value)), order.made[index].place) for index, value in lowered.items()}
        self.subjects[gathered.id] = Subject(order, read)
        values = tuple(lowered[r.index] for r in order.ranked)
        choice = self.clocks.lower(order, gathered.type, values)
        confirmed = self._confirmed(gathered, order)
        effects = tuple(
            self._effect(line, ranked, clock, confirmed.get(ranked.index, ()))
            for ranked, clock in zip(order.ranked, choice.clocks, strict=True)
        )
        return ir.Provision(
            id=gathered.id,
            kind=gathered.kind,
            type=gathered.type,
            label=self._label(gathered),
            value=choice.govern,
            effects=effects,
            part_of=gathered.part_of.text if gathered.part_of else "",
            place=place(gathered.place),
        )

    def _effect(self, line: Line, ranked: Ranked, clock: str, confirmed: Sequence[ir.Confirmation]) -> ir.Effect:
        order, spec = line.order, line.contents[ranked.index]
        effect = order.made[ranked.index]
        text, _ = line.gathered.specs[effect.number]
        silent = self._bodies(line.gathered, [])  # problems of a content are told where it is lowered
        return ir.Effect(
            text=text.id,
            verb="repeal" if effect.verb == "repeal" else "set",
            published=(text.published.first, text.published.last),
            from_=ranked.from_,
            until=ranked.until,
            clock=clock,
            transition=described(ranked.cases, self._transition_cite(text, spec)),
            cites=self._cites(text, spec),
            withdrawn_by=tuple((order.made[w].text, order.made[w].published[1]) for w in order.withdrawers[ranked.index]),
            confirmed=tuple(confirmed),
            met=self._sentence("met", spec, self.scope),
            not_met=self._sentence("not_met", spec, rounds(spec.each, self.scope, []).scope),
            each=spec.each.loops[0][0].text if spec.each and spec.each.loops and isinstance(spec.body, ConditionBody) else "",
            limit=limit_of(spec.body, silent) if isinstance(spec.body, DeadlineBody) else None,
            done=silent.expression(spec.body.done, Date())[0] if isinstance(spec.body, DeadlineBody) else None,
            note=self._note(spec),
            readings=questions_asked(spec),
            place=place(spec.place),
            summary=summary(spec),
        )

    def _content(self, bodies: Bodies, spec: EffectSpec, verb: str) -> ir.Expr | None:
        if verb == "repeal":
            return None
        if spec.body is None:
            if spec.verb != "amend":
                allowed = "condition, formula, value, table, bands, list, dues, deadline, note"
                self.problems.append(problem("VG336", spec.place, provision=bodies.provision, allowed=allowed))
            return ir.NotApplicable(bodies.type, bodies.provision)
        value = bodies.lower(spec.body, spec.place, spec.each)
        if spec.applies_if is None:
            return value
        applies, _ = bodies.expression(spec.applies_if, Boolean())
        return ir.If(applies, value, ir.NotApplicable(bodies.type, bodies.provision), bodies.type)

    def _confirmed(self, gathered: Gathered, order: Order) -> dict[int, tuple[ir.Confirmation, ...]]:
        """What later texts confirm: the newest effect that was there before them."""
        found: dict[int, tuple[ir.Confirmation, ...]] = {}
        for text, spec in gathered.confirmations:
            since = spec.from_.first if spec.from_ else text.in_force.first
            before = [r for r in order.ranked if r.from_[0] <= since and order.made[r.index].text != text.id]
            if not before or order.made[before[0].index].verb == "repeal":
                self.problems.append(problem("VG434", spec.place, provision=gathered.id))
                continue
            index = before[0].index
            cites = citations(spec.cite or text.cite, self.sources, self.problems)
            found[index] = (*found.get(index, ()), ir.Confirmation(text.id, text.published.last, since, cites))
        return found

    def _cites(self, text: TextDocument, spec: EffectSpec) -> tuple[ir.Citation, ...]:
        own = spec.cite or text.cite
        if not own:
            self.problems.append(problem("VG435", spec.place, provision=spec.provision.text))
        return citations(own, self.sources, self.problems)

    def _transition_cite(self, text: TextDocument, spec: EffectSpec) -> ir.Citation | None:
        for cases in (spec.cases, text.cases):
            if cases is not None and cases.cite is not None:
                return citation(cases.cite, self.sources, self.problems)
        return None

    def _sentence(self, key: str, spec: EffectSpec, scope: Scope) -> ir.Sentence:
        own = spec.met if key == "met" else spec.not_met
        return sentence(own, self.language, translated(key, spec.translations), scope, self.problems)

    def _note(self, spec: EffectSpec) -> ir.Words:
        if not isinstance(spec.body, NoteBody):
            return ir.Words()
        return said(spec.body.note.text, "note", self.language, spec.translations)

    def _label(self, gathered: Gathered) -> ir.Words:
        own = gathered.label.text if gathered.label else gathered.id
        return said(own, "label", self.language, gathered.translations)

    def _composition(self, name: str) -> ir.Provision:
        document = self.compositions[name]
        members = [g.id for g in self.gathered.values() if g.part_of is not None and g.part_of.text == name]
        members += [c.id.text for c in self.compositions.values() if c.part_of is not None and c.part_of.text == name]
        members.sort()  # membership has no order: moving a condition to another file changes nothing
        if not members:
            self.problems.append(problem("VG436", document.id.span, composition=name))
        if document.part_of is not None and document.part_of.text not in self.compositions:
            near = nearest(document.part_of.text, self.compositions)
            self.problems.append(problem("VG429", document.part_of.span, name=document.part_of.text, near=near))
        for gathered in self.gathered.values():
            if gathered.id in members and not isinstance(gathered.type, Boolean):
                self.problems.append(problem("VG437", gathered.place, provision=gathered.id, composition=name))
        read = tuple(ir.Reference(m, Boolean()) for m in members)
        value: ir.Expr = ir.All(read) if document.joins == "all_of" else ir.Any(read)
        if document.joins == "none_of":
            value = ir.Not(value)
        return ir.Provision(
            id=name,
            kind="composition",
            type=Boolean(),
            label=said(document.label.text, "label", self.language, document.translations),
            value=value,
            part_of=document.part_of.text if document.part_of else "",
            members=tuple(members),
            joins=document.joins,
            met=sentence(document.met, self.language, translated("met", document.translations), self.scope, self.problems),
            not_met=sentence(document.not_met, self.language, translated("not_met", document.translations), self.scope, self.problems),
            place=place(document.id.span),
        )


def place(span: Span) -> str:
    """A place as the ir keeps it, in words."""
    return f"{span.source.name}:{span.line}"
