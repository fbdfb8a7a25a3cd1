"""Documents → the checked program, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from vigueur.checker.bodies import dues_known
from vigueur.checker.citations import citation, citations
from vigueur.checker.expressions import check_expression
from vigueur.checker.gathering import gather, settle_types
from vigueur.checker.graph import cycles, references, unused
from vigueur.checker.names import Known, Scope
from vigueur.checker.provisions import Provisions, place
from vigueur.checker.statements import statements
from vigueur.checker.vocabulary import said, translated, vocabulary, words
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.diagnostics.render import severity
from vigueur.ir import nodes as ir
from vigueur.rulebook.documents import (
    DecisionDocument,
    DuesBody,
    Lacking,
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
        scope = Scope(self.facts, known, unknown_groups=lacking, month_end=document.month_end)
        self.scope = replace(scope, provisions=known | dues_known(self.gathered, scope, self.questions))

    def program(self) -> ir.Program:
        """Everything checked; problems are collected on the way."""
        document = self.document
        lowering = Provisions(document, self.gathered, self.scope, self.questions, self.problems)
        provisions = lowering.lowered()
        self.scope = lowering.scope
        outcomes = tuple(self._outcome(o.verdict, o.condition, o.say, o.cite, o.translations) for o in document.outcomes)
        decisions = {d.id.text: self._decision(d, provisions.get(d.id.text)) for d in document.decisions}
        roots = [*decisions, *(r for o in outcomes for r in references(o.condition))]
        phrases = self._phrases()
        named = statements(document, self.sources, phrases, self.problems)
        self._connected(provisions, lowering.clocks.expressions, roots)
        return ir.Program(
            id=document.id,
            title=words(document.title.text, self.language, translated("title", document.translations)),
            language=self.language,
            calendar=ir.Calendar(document.first, document.last, document.month_end),
            facts=self.facts,
            texts=self.texts,
            provisions=provisions,
            clocks=dict(sorted(lowering.clocks.expressions.items())),
            decisions=decisions,
            outcomes=outcomes,
            questions=self._questions(),
            sources=self.sources,
            purpose=words(document.purpose.text if document.purpose else None, self.language, translated("purpose", document.translations)),
            notice=words(document.notice.text if document.notice else None, self.language, translated("notice", document.translations)),
            phrases=phrases,
            statements=named,
        )

    def _phrases(self) -> dict[str, ir.Words]:
        """What has no id in every language; the text in the book's own is the key."""
        found: dict[str, dict[str, str]] = {}
        for own, language, text in (*self.document.phrases, *(p for t in self.document.texts for p in (*t.phrases, *who_may(t)))):
            found.setdefault(own, {})[language] = text
        return {own: words(own, self.language, tuple(texts.items())) for own, texts in sorted(found.items())}

    # -- what provisions refer to ----------------------------------------------------------------------------------------------

    def _text(self, text: TextDocument) -> ir.TextSpec:
        return ir.TextSpec(
            id=text.id,
            title=said(text.title.text, "title", self.language, text.translations),
            short=said(text.short.text, "short", self.language, text.translations),
            nature=text.nature.text,
            published=(text.published.first, text.published.last),
            in_force=(text.in_force.first, text.in_force.last),
            cites=citations(text.cite, {s.id.text for s in self.document.sources}, self.problems),
            place=place(text.place),
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

    # -- decisions and outcomes ------------------------------------------------------------------------------------------------

    def _decision(self, document: DecisionDocument, provision: ir.Provision | None) -> ir.Decision:
        name, kind, judged_on = document.id, document.kind, document.judged_on
        known = self.scope.provisions.get(name.text)
        if known is None:
            self.problems.append(problem("VG438", name.span, name=name.text, near=nearest(name.text, self.scope.provisions)))
        elif not (isinstance(known.type, Anything) or _suits(kind.text, known)):  # what has no type is refused already
            self.problems.append(problem("VG439", kind.span, name=name.text, kind=kind.text))
        day = self._expression(judged_on, Date(), replace(self.scope, day_result=True)) if judged_on is not None else None
        # INVARIANT: a kind is one that there is; the reader has seen to it.
        label = provision.label if provision is not None else ir.Words()
        return ir.Decision(name.text, cast("ir.DecisionKind", kind.text), day, document.on_request, label)

    def _outcome(
        self, verdict: str, condition: Placed, say: Placed, cite: Placed | None, translations: Sequence[tuple[str, str]]
    ) -> ir.Outcome:
        # What a sensitive fact leads to is left to a person: never a verdict, out of scope among them.
        scope = replace(self.scope, sensitive=verdict == "to_be_examined")
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

    def _connected(self, provisions: Mapping[str, ir.Provision], clocks: Mapping[str, ir.Expr], roots: Sequence[str]) -> None:
        read_by_clock = {name: references(expr) for name, expr in clocks.items()}
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


def _suits(kind: str, known: Known) -> bool:
    """Whether a provision can be answered as a kind of decision."""
    match kind:
        case "verdict" | "condition":
            return isinstance(known.type, Boolean)
        case "amount":
            return isinstance(known.type, Number | Money)
        case "dues" | "deadline":
            return known.kind == kind
        case _:
            return True


def who_may(text: TextDocument) -> Iterator[tuple[str, str, str]]:
    """To whom things due are left, in other languages: (own text, language, translation)."""
    for effect in text.effects:
        for due in effect.body.items if isinstance(effect.body, DuesBody) else ():
            if due.may is not None:
                for language, translation in translated("may", due.translations):
                    yield due.may.text, language, translation.text
