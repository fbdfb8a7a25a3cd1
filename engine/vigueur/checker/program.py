"""Documents → the checked program, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from vigueur.checker.bodies import Bodies
from vigueur.checker.bounds import bounded
from vigueur.checker.citations import citation, citations
from vigueur.checker.consequences import once_a_text, roots_of
from vigueur.checker.expressions import check_expression
from vigueur.checker.gathering import Gathered, amended, gather, inherited, questions_of, settle_types
from vigueur.checker.graph import cycles, references, unused
from vigueur.checker.names import Known, Scope
from vigueur.checker.sentences import sentence
from vigueur.checker.transitions import Transitions, described
from vigueur.checker.vocabulary import translated, vocabulary, words
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.diagnostics.render import severity
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass
from vigueur.regime.clocks import Clocks
from vigueur.regime.gaps import Group, Subject, gaps
from vigueur.regime.made import Made
from vigueur.regime.operands import operands
from vigueur.regime.order import Order, ordered
from vigueur.rulebook.documents import (
    ConditionBody,
    Content,
    EffectSpec,
    FormulaBody,
    Lacking,
    ParameterBody,
    Placed,
    RuleBookDocument,
    TextDocument,
)
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.syntax.parser import parse_expression
from vigueur.types import Anything, Boolean, Date, Money, Number, Type


def check_rulebook(document: RuleBookDocument) -> tuple[ir.Program, tuple[Problem, ...]]:
    """The program of a rule book, with its warnings. Raises Refused with every problem."""
    checker = _Checker(document)
    program = checker.program()
    if any(severity(p) == "error" for p in checker.problems):
        raise Refused(tuple(checker.problems))
    return program, tuple(checker.problems)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A provision whose effects have their order; `contents`: what each of those made says in full."""

    gathered: Gathered
    order: Order
    contents: dict[int, EffectSpec]


class _Checker:
    def __init__(self, document: RuleBookDocument) -> None:
        self.document = document
        self.language = document.language
        self.problems: list[Problem] = []
        self.facts = vocabulary(document.facts, document.language, self.problems)
        self.sources = {s.id.text: ir.SourceSpec(s.id.text, s.title, s.publisher, s.date, s.url, s.confidence) for s in document.sources}
        self.texts = {t.id: self._text(t) for t in document.texts}
        self.questions = {q.id.text: tuple(code.text for code, _ in q.options) for q in document.questions}
        self.gathered = gather(document.texts, self.problems)
        settle_types(self.gathered, self.facts, self.problems)
        self.places: dict[str, Span] = {name: g.place for name, g in self.gathered.items()}
        self.compositions = {c.id.text: c for c in document.compositions}
        self._names_apart()
        known = {name: Known(g.type, g.kind) for name, g in self.gathered.items()}
        known |= {name: Known(Boolean(), "composition") for name in self.compositions}
        lacking = {n.text: m.why for d in document.facts for n, m in d.groups if isinstance(m, Lacking)}
        self.scope = Scope(self.facts, known, unknown_groups=lacking, month_end=document.month_end)
        self.clocks = Clocks(document.month_end)
        self.calendar = ir.Calendar(document.first, document.last, document.month_end)
        self.subjects: dict[str, Subject] = {}

    def program(self) -> ir.Program:
        """Everything checked; problems are collected on the way."""
        document = self.document
        provisions = self._provisions()
        outcomes = tuple(self._outcome(o.verdict, o.condition, o.say, o.cite, o.translations) for o in document.outcomes)
        decisions = {d.id.text: self._decision(d.id, d.kind, d.judged_on) for d in document.decisions}
        roots = [*decisions, *(r for o in outcomes for r in references(o.condition))]
        self._connected(provisions, roots)
        return ir.Program(
            id=document.id,
            title=words(document.title.text, self.language, translated("title", document.translations)),
            language=self.language,
            calendar=self.calendar,
            facts=self.facts,
            texts=self.texts,
            provisions=provisions,
            clocks=dict(sorted(self.clocks.expressions.items())),
            decisions=decisions,
            outcomes=outcomes,
            questions=self._questions(),
            sources=self.sources,
            purpose=words(document.purpose.text if document.purpose else None, self.language, translated("purpose", document.translations)),
            notice=words(document.notice.text if document.notice else None, self.language, translated("notice", document.translations)),
        )

    # -- what provisions refer to ----------------------------------------------------------------------------------------------

    def _text(self, text: TextDocument) -> ir.TextSpec:
        names = {
            key: tuple((lang, p.text) for lang, entries in text.translations for k, p in entries if k == key) for key in ("title", "short")
        }
        return ir.TextSpec(
            id=text.id,
            title=words(text.title.text, self.language, names["title"]),
            short=words(text.short.text, self.language, names["short"]),
            nature=text.nature.text,
            published=(text.published.first, text.published.last),
            in_force=(text.in_force.first, text.in_force.last),
            cites=citations(text.cite, {s.id.text for s in self.document.sources}, self.problems),
            place=_place(text.place),
        )

    def _questions(self) -> dict[str, ir.Question]:
        found = {}
        for q in self.document.questions:
            codes = [code.text for code, _ in q.options]
            if q.default.text not in codes:
                near = nearest(q.default.text, codes)
                self.problems.append(problem("VG453", q.default.span, option=q.default.text, question=q.id.text, near=near))
            found[q.id.text] = ir.Question(
                id=q.id.text,
                label=words(q.label.text if q.label else q.id.text, self.language, translated("label", q.translations)),
                options=tuple(
                    (c.text, words(w.text, self.language, translated(f"options.{c.text}", q.translations))) for c, w in q.options
                ),
                default=q.default.text,
                why=words(q.why.text if q.why else None, self.language, translated("why", q.translations)),
                cites=citations(q.cite, self.sources, self.problems),
            )
        return found

    def _names_apart(self) -> None:
        for name, gathered in self.gathered.items():
            if name in self.facts or name in self.compositions:
                self.problems.append(problem("VG428", gathered.place, name=name))
            if gathered.part_of is not None and gathered.part_of.text not in self.compositions:
                near = nearest(gathered.part_of.text, self.compositions)
                self.problems.append(problem("VG429", gathered.part_of.span, name=gathered.part_of.text, near=near))

    # -- provisions ------------------------------------------------------------------------------------------------------------

    def _provisions(self) -> dict[str, ir.Provision]:
        begun = len(self.problems)
        transitions = Transitions(self.scope, self.questions, self.document.term, self.problems)
        cases_of_text = {text.id: transitions.read(text.cases) for text in self.document.texts}
        lines: list[_Ordered] = []
        disorder: list[Problem] = []
        for name, gathered in self.gathered.items():
            made = [
                Made(
                    text=text.id,
                    verb="set" if spec.verb in {"set", "amend"} else "repeal" if spec.verb == "repeal" else "withdraw",
                    published=(text.published.first, text.published.last),
                    in_force=(text.in_force.first, text.in_force.last),
                    place=spec.place,
                    from_=(spec.from_.first, spec.from_.last) if spec.from_ else None,
                    until=spec.until.first if spec.until else None,
                    cases=transitions.read(spec.cases),
                    cases_of_text=cases_of_text[text.id],
                    replaces=tuple(p.text for p in spec.replaces) if spec.verb != "withdraw" else (),
                    withdraws=tuple(p.text for p in spec.replaces) if spec.verb == "withdraw" else (),
                    beside=tuple(p.text for p in spec.beside),
                    undated=(spec.from_.why if spec.from_ else "") or text.in_force.why or text.published.why,
                    payload=(text, spec),
                )
                for text, spec in gathered.specs
            ]
            order, found = ordered(name, made)
            disorder.extend(found)
            if order is not None:
                lines.append(_Ordered(gathered, order, self._resolved(order)))
        self.problems.extend(once_a_text(disorder, {text.id: text.place for text in self.document.texts}))
        settled = not any(severity(p) == "error" for p in self.problems[begun:])
        self._bound(lines)
        provisions = self._checked(lines)
        provisions |= {name: self._composition(name) for name in self.compositions}
        if settled:  # what is in force when can be proved only where every effect has its place
            self.problems.extend(gaps(self.subjects, self._groups(provisions), self.calendar))
        return provisions

    def _checked(self, lines: Sequence[_Ordered]) -> dict[str, ir.Provision]:
        """The provisions; of the problems found in them, those that do not follow from another's."""
        provisions: dict[str, ir.Provision] = {}
        found: dict[str, list[Problem]] = {}
        for line in lines:
            before = len(self.problems)
            provisions[line.gathered.id] = self._provision(line)
            found[line.gathered.id] = self.problems[before:]
            del self.problems[before:]
        self.problems.extend(roots_of(found, {name: references(p.value) for name, p in provisions.items()}))
        return provisions

    def _bound(self, lines: Sequence[_Ordered]) -> None:
        """Give numbers the bounds of their content, found with what is declared, so that what reads them knows more."""
        known = dict(self.scope.provisions)
        ordered_ones = {line.gathered.id for line in lines}
        known |= {name: Known(UNTYPED, g.kind) for name, g in self.gathered.items() if name not in ordered_ones}
        for line in lines:
            if isinstance(line.gathered.type, Number | Money):
                bodies = Bodies(line.gathered.id, line.gathered.type, self.scope, self.questions, [])
                contents = [self._content(bodies, line.contents[r.index], line.order.made[r.index].verb) for r in line.order.ranked]
                sound = not any(severity(p) == "error" for p in bodies.problems)
                known[line.gathered.id] = Known(bounded(line.gathered.type, contents) if sound else UNTYPED, line.gathered.kind)
        self.scope = replace(self.scope, provisions=known)

    def _groups(self, provisions: Mapping[str, ir.Provision]) -> dict[str, Group]:
        return {name: Group(name, c.id.span, provisions[name].members) for name, c in self.compositions.items()}

    def _provision(self, line: _Ordered) -> ir.Provision:
        gathered, order, resolved = line.gathered, line.order, line.contents
        bodies = Bodies(gathered.id, gathered.type, self.scope, self.questions, self.problems)
        lowered: dict[int, ir.Expr | None] = {}
        for ranked in order.ranked:
            if ranked.index not in lowered:
                lowered[ranked.index] = self._content(bodies, resolved[ranked.index], order.made[ranked.index].verb)
        read = {index: dict.fromkeys(sorted(operands(value)), order.made[index].place) for index, value in lowered.items()}
        self.subjects[gathered.id] = Subject(order, read)
        values = tuple(lowered[r.index] for r in order.ranked)
        choice = self.clocks.lower(order, gathered.type, values)
        confirmed = self._confirmed(gathered, order)
        effects = []
        for place, ranked in enumerate(order.ranked):
            text, _ = _payload(order.made[ranked.index])
            spec = resolved[ranked.index]
            effects.append(
                ir.Effect(
                    text=text.id,
                    verb="repeal" if order.made[ranked.index].verb == "repeal" else "set",
                    published=(text.published.first, text.published.last),
                    from_=ranked.from_,
                    until=ranked.until,
                    clock=choice.clocks[place],
                    transition=described(ranked.cases, self._transition_cite(text, spec)),
                    cites=self._cites(text, spec, confirmed.get(ranked.index, ())),
                    withdrawn_by=tuple((order.made[w].text, order.made[w].published[1]) for w in order.withdrawers[ranked.index]),
                    met=self._sentence("met", spec),
                    not_met=self._sentence("not_met", spec),
                    readings=_questions_asked(spec),
                    statements=tuple(s.text for s in spec.statements),
                    place=_place(spec.place),
                    summary=_summary(spec),
                )
            )
        return ir.Provision(
            id=gathered.id,
            kind=gathered.kind,
            type=gathered.type,
            label=self._label(gathered),
            value=choice.govern,
            effects=tuple(effects),
            part_of=gathered.part_of.text if gathered.part_of else "",
            place=_place(gathered.place),
        )

    def _resolved(self, order: Order) -> dict[int, EffectSpec]:
        """Each effect's content in full: amendments and corrections take over what they do not restate."""
        found: dict[int, EffectSpec] = {}
        for place in reversed(range(len(order.ranked))):
            ranked = order.ranked[place]
            _, spec = _payload(order.made[ranked.index])
            base = order.base_of(ranked.index)
            if base is not None:
                _, former = _payload(order.made[base])
                spec = inherited(spec, found.get(base, former))
            if spec.verb == "amend":
                older = [r for r in order.ranked[place + 1 :] if order.made[r.index].verb == "set" and r.index != ranked.index]
                if older and older[0].index in found:
                    spec = amended(spec, found[older[0].index], self.problems)
                else:
                    self.problems.append(problem("VG432", spec.place, provision=order.provision))
            found[ranked.index] = spec
        return found

    def _content(self, bodies: Bodies, spec: EffectSpec, verb: str) -> ir.Expr | None:
        if verb == "repeal":
            return None
        if spec.body is None:
            if spec.verb != "amend":
                self.problems.append(problem("VG433", spec.place, provision=bodies.provision))
            return ir.NotApplicable(bodies.type, bodies.provision)
        value = bodies.lower(spec.body, spec.place)
        if spec.applies_if is None:
            return value
        applies, _ = bodies.expression(spec.applies_if, Boolean())
        return ir.If(applies, value, ir.NotApplicable(bodies.type, bodies.provision), bodies.type)

    def _confirmed(self, gathered: Gathered, order: Order) -> dict[int, tuple[Placed, ...]]:
        """The citations by which later texts confirm an effect: the newest that was there before them."""
        found: dict[int, tuple[Placed, ...]] = {}
        for text, spec in gathered.confirmations:
            since = spec.from_.first if spec.from_ else text.in_force.first
            before = [r for r in order.ranked if r.from_[0] <= since and order.made[r.index].text != text.id]
            if not before or order.made[before[0].index].verb == "repeal":
                self.problems.append(problem("VG434", spec.place, provision=gathered.id))
                continue
            index = before[0].index
            found[index] = (*found.get(index, ()), *(spec.cite or text.cite))
        return found

    def _cites(self, text: TextDocument, spec: EffectSpec, confirmed: Sequence[Placed]) -> tuple[ir.Citation, ...]:
        own = spec.cite or text.cite
        if not own:
            self.problems.append(problem("VG435", spec.place, provision=spec.provision.text))
        return citations((*own, *confirmed), self.sources, self.problems)

    def _transition_cite(self, text: TextDocument, spec: EffectSpec) -> ir.Citation | None:
        for cases in (spec.cases, text.cases):
            if cases is not None and cases.cite is not None:
                return citation(cases.cite, self.sources, self.problems)
        return None

    def _sentence(self, key: str, spec: EffectSpec) -> ir.Sentence:
        own = spec.met if key == "met" else spec.not_met
        return sentence(own, self.language, _translations(key, spec.translations), self.scope, self.problems)

    def _label(self, gathered: Gathered) -> ir.Words:
        own = gathered.label.text if gathered.label else gathered.id
        return words(own, self.language, tuple((lang, p.text) for lang, p in _translations("label", gathered.translations)))

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
        label = tuple((lang, p.text) for lang, p in _translations("label", document.translations))
        return ir.Provision(
            id=name,
            kind="composition",
            type=Boolean(),
            label=words(document.label.text, self.language, label),
            value=value,
            part_of=document.part_of.text if document.part_of else "",
            members=tuple(members),
            joins=document.joins,
            met=sentence(document.met, self.language, _translations("met", document.translations), self.scope, self.problems),
            not_met=sentence(document.not_met, self.language, _translations("not_met", document.translations), self.scope, self.problems),
            place=_place(document.id.span),
        )

    # -- decisions and outcomes ------------------------------------------------------------------------------------------------

    def _decision(self, name: Placed, kind: Placed, judged_on: Placed | None) -> ir.Decision:
        known = self.scope.provisions.get(name.text)
        if known is None:
            self.problems.append(problem("VG438", name.span, name=name.text, near=nearest(name.text, self.scope.provisions)))
        elif isinstance(known.type, Anything):
            pass  # refused already
        elif (kind.text == "verdict" and not isinstance(known.type, Boolean)) or (
            kind.text == "amount" and not isinstance(known.type, Number | Money)
        ):
            self.problems.append(problem("VG439", kind.span, name=name.text, kind=kind.text))
        day = self._expression(judged_on, Date(), replace(self.scope, day_result=True)) if judged_on is not None else None
        return ir.Decision(name.text, "verdict" if kind.text == "verdict" else "amount" if kind.text == "amount" else "value", day)

    def _outcome(
        self, verdict: str, condition: Placed, say: Placed, cite: Placed | None, translations: Sequence[tuple[str, str]]
    ) -> ir.Outcome:
        scope = replace(self.scope, sensitive=True)
        return ir.Outcome(
            "out_of_scope" if verdict == "out_of_scope" else "to_be_examined",
            self._expression(condition, Boolean(), scope),
            words(say.text, self.language, translations),
            citation(cite, self.sources, self.problems) if cite is not None else None,
        )

    def _expression(self, written: Placed, expected: Type, scope: Scope | None = None) -> ir.Expr:
        try:
            tree = parse_expression(written.fragment)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return ir.Const(value=True, type=expected)
        return check_expression(tree, scope or self.scope, expected, self.problems)[0]

    # -- the whole -------------------------------------------------------------------------------------------------------------

    def _connected(self, provisions: Mapping[str, ir.Provision], roots: Sequence[str]) -> None:
        read_by_clock = {name: references(expr) for name, expr in self.clocks.expressions.items()}
        reads = {}
        for name, provision in provisions.items():
            through = [r for effect in provision.effects for r in read_by_clock[effect.clock]]
            reads[name] = tuple(dict.fromkeys((*references(provision.value), *through)))
        places = {**{name: c.id.span for name, c in self.compositions.items()}, **self.places}
        self.problems.extend(cycles(reads, places))
        if any(severity(p) == "error" for p in self.problems):
            return  # what is refused reads nothing, so that all it would read seems unused
        for name in unused(reads, roots):
            if provisions[name].kind != "note":
                self.problems.append(problem("VG455", places[name], provision=name))


def _payload(made: Made) -> tuple[TextDocument, EffectSpec]:
    return cast("tuple[TextDocument, EffectSpec]", made.payload)


def _translations(key: str, translations: Sequence[tuple[str, Sequence[tuple[str, Placed]]]]) -> tuple[tuple[str, Placed], ...]:
    return tuple((language, text) for language, entries in translations for name, text in entries if name == key)


def _questions_asked(spec: EffectSpec) -> tuple[str, ...]:
    asked: list[str] = []
    body = spec.body
    content: Content | None = None
    if isinstance(body, ConditionBody):
        content = body.condition
    elif isinstance(body, FormulaBody):
        content = body.formula
    elif isinstance(body, ParameterBody):
        content = body.value
    asked.extend(questions_of(content))
    if spec.cases is not None and spec.cases.open is not None and not isinstance(spec.cases.open, tuple):
        asked.extend(questions_of(spec.cases.open))
    return tuple(dict.fromkeys(asked))


def _summary(spec: EffectSpec) -> str:
    body = spec.body
    written: Content | None = None
    if isinstance(body, ConditionBody):
        written = body.condition
    elif isinstance(body, FormulaBody):
        written = body.formula
    elif isinstance(body, ParameterBody):
        written = body.value
    return " ".join(written.text.split()) if isinstance(written, Placed) else ""


def _place(span: Span) -> str:
    return f"{span.source.name}:{span.line}"
