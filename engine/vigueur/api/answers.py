"""What may be asked of a rule book: an answer with its explanation, a case from a file, the rules that come with the project."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vigueur.api.books import RuleBook
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.explanation.document import Explanation
from vigueur.explanation.edition import Edition
from vigueur.explanation.explain import explain as told
from vigueur.explanation.notice import Part
from vigueur.explanation.writing import Writer
from vigueur.interpreter.outcome import Evaluation
from vigueur.ir.case import Case
from vigueur.locations import default_book, rules_folder, schemas_folder, shipped_books
from vigueur.suggestion import nearest
from vigueur.values import NEVER
from vigueur.version import VERSION

if TYPE_CHECKING:
    from vigueur.explanation.timeline import Timeline


def default_rules() -> Path:
    """The folder of the rule book that is meant where none is named. Raises Refused where the project came without rule books."""
    found = default_book()
    if found is None:
        raise Refused((problem("VG715", None, folder=rules_folder()),))
    return found


def shipped_rules() -> tuple[Path, ...]:
    """The folders of the rule books that come with the project, by name."""
    return shipped_books()


def explain(  # noqa: PLR0913 - the parameters of a decision are what they are
    rulebook: RuleBook,
    case: Case,
    *,
    as_of: date,
    known_at: date | None = None,
    decisions: Iterable[str] | None = None,
    readings: Mapping[str, str] | None = None,
    language: Language | None = None,
    part: Part = "simulation",
) -> Explanation:
    """Decide a case as of a day and say why, in a language (default: the rule book's).

    `decisions`: ids of decisions or of any provision, the beginnings of ids, for all decisions below them, or `all`; default: the
    decisions that are not on request. The decision that gives the verdict is taken too, unless all that was asked for is on request.
    `part`: what part the answer has in a decision, which the explanation must tell.
    Raises Refused for unknown names and days outside the calendar.
    """
    names = wanted(rulebook, None if decisions is None else tuple(decisions))

    def again(other: Case, day: date, chosen: Mapping[str, str]) -> Evaluation:
        return rulebook.evaluate(other, as_of=day, known_at=known_at, decisions=names, readings=chosen)

    evaluation = again(case, as_of, dict(readings or {}))
    return told(evaluation, language or _language(rulebook), _edition(rulebook), again, part)


def timeline(  # noqa: PLR0913 - the parameters of a decision are what they are
    rulebook: RuleBook,
    case: Case,
    *,
    first: date | None = None,
    last: date | None = None,
    known_at: date | None = None,
    decisions: Iterable[str] | None = None,
    readings: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Timeline:
    """Every day from `first` to `last` on which an answer changes for a case, and why.

    Default: from the first date of the case to the end of the rule book's calendar. Raises Refused for unknown names and days outside the
    calendar.
    """
    from vigueur.explanation.timeline import timeline as calendar_of

    names = wanted(rulebook, None if decisions is None else tuple(decisions))
    calendar = rulebook.program.calendar
    dates = [h.value for h in case.facts.values() if isinstance(h.value, date) and calendar.first <= h.value <= calendar.last]
    begin, end = first or min(dates, default=calendar.first), last or calendar.last
    if begin > end:
        raise Refused((problem("VG725", None, first=begin, last=end),))

    def decide(day: date) -> Evaluation:
        return rulebook.evaluate(case, as_of=day, known_at=known_at, decisions=names, readings=readings)

    decide(end)
    return calendar_of(decide, begin, end, language or _language(rulebook), _edition(rulebook))


def draw(told: Timeline, layout: Literal["text", "markdown", "html", "svg"] = "text", *, signs: bool = True) -> str:
    """A timeline as it is read, or as a drawing."""
    if layout == "svg":
        from vigueur.explanation.layout.svg import svg

        return svg(told)
    from vigueur.explanation.layout import laid_out
    from vigueur.explanation.timeline import sections

    return laid_out(sections(told), "fr" if told["language"] == "fr" else "en", layout, signs=signs)


def law(  # noqa: PLR0913 - four questions, of which one is asked
    rulebook: RuleBook,
    *,
    on: date | None = None,
    until: date | None = None,
    provision: str = "",
    text: str = "",
    known_at: date | None = None,
    language: Language | None = None,
    layout: Literal["text", "markdown", "html", "json"] = "text",
    signs: bool = True,
) -> str:
    """The law in words, or as JSON.

    What a text changed (`text`), one provision with its history (`provision`), what differs between two days (`on`, `until`), or all that
    is in force on a day (`on`). Raises Refused for unknown names, days outside the calendar, and what had not been published by `known_at`.
    """
    from vigueur.explanation.law import Law
    from vigueur.explanation.law_layout import LawSections
    from vigueur.explanation.layout import laid_out

    program, spoken = rulebook.program, language or _language(rulebook)
    writer = Writer(program, spoken)
    asked = Law(program, writer, _edition(rulebook), known_at)
    problems = tuple(rulebook.mistaken_days((day for day in (on, until) if day is not None), known_at))
    if problems:
        raise Refused(problems)
    if text:
        if text not in program.texts:
            raise Refused((problem("VG719", None, text=text, near=nearest(text, program.texts), known=", ".join(program.texts)),))
        _refuse_unpublished(text, program.texts[text].published[0], known_at)
        told = asked.of_text(text)
    elif provision:
        if provision not in program.provisions:
            raise Refused((problem("VG718", None, provision=provision, near=nearest(provision, program.provisions)),))
        _refuse_unpublished(provision, asked.first_published(provision), known_at)
        told = asked.of_provision(provision)
    elif on is not None and until is not None:
        told = asked.between(on, until)
    else:
        told = asked.on(on or program.calendar.last)
    if layout == "json":
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return laid_out(list(LawSections(program, writer, told).all()), spoken, layout, signs=signs)


def vocabulary(
    rulebook: RuleBook, *, fact: str = "", language: Language | None = None, layout: Literal["text", "json"] = "text", signs: bool = True
) -> str:
    """The facts of a rule book, or one with all that may be written for it, in words or as JSON. Raises Refused for an unknown fact."""
    from vigueur.explanation.layout import laid_out
    from vigueur.explanation.vocabulary import Facts

    program, spoken = rulebook.program, language or _language(rulebook)
    if fact and fact not in program.facts:
        raise Refused((problem("VG751", None, fact=fact, near=nearest(fact, program.facts)),))
    known = Facts(program, Writer(program, spoken), _edition(rulebook))
    if layout == "json":
        return json.dumps(known.told(fact), ensure_ascii=False, indent=2) + "\n"
    return laid_out(list(known.one(fact) if fact else known.listed()), spoken, layout, signs=signs)


def _refuse_unpublished(name: str, published: date | None, known_at: date | None) -> None:
    """Refuse to tell what nobody could know. Raises Refused."""
    if known_at is not None and published is not None and known_at < published:
        raise Refused((problem("VG727", None, name=name, known_at=known_at, published=published),))


def _edition(rulebook: RuleBook) -> Edition:
    """The edition of a rule book as this engine answers by it."""
    return Edition(rulebook.content_hash, rulebook.meaning_hash, VERSION)


def _language(rulebook: RuleBook) -> Language:
    return "en" if rulebook.program.language == "en" else "fr"


def wanted(rulebook: RuleBook, asked: tuple[str, ...] | None) -> tuple[str, ...]:
    """The decisions to take: as asked; with the verdict, unless only what is on request was asked for."""
    decisions = rulebook.program.decisions
    if asked is None:
        return tuple(name for name, decision in decisions.items() if not decision.on_request)
    named = tuple(dict.fromkeys(name for one in asked for name in _below(rulebook, one)))
    if all(name in decisions and decisions[name].on_request for name in named):
        return named
    verdict = [name for name, decision in decisions.items() if decision.kind == "verdict"][:1]
    return tuple(dict.fromkeys((*verdict, *named)))


def _below(rulebook: RuleBook, name: str) -> Iterable[str]:
    """What a name asks for: a decision or provision; all decisions below the beginning of an id; all there are. Raises Refused."""
    program = rulebook.program
    if name in program.provisions:
        return (name,)
    if name == "all":
        return tuple(program.decisions)
    found = tuple(decision for decision in program.decisions if decision.startswith(f"{name}."))
    if not found:
        beginnings = {".".join(parts[:n]) for d in program.decisions if (parts := d.split(".")) for n in range(1, len(parts))}
        raise Refused((problem("VG754", None, decision=name or "''", near=nearest(name, (*program.provisions, *sorted(beginnings)))),))
    return found


def read_case(rulebook: RuleBook, source: Path | bytes) -> Case:
    """A case from a file, or from the bytes of one: YAML or JSON. Raises Refused with every problem."""
    from vigueur.rulebook import cases

    document = cases.read_case(source) if isinstance(source, Path) else cases.read_case_bytes(source, "<stdin>")
    return rulebook.case(document)


def demonstrations(rulebook: RuleBook) -> list[tuple[Path, Case, date]]:
    """The cases of the rule book's folder `demo/`, each with the newest day that it speaks of: a date fact, or an observation."""
    stories = []
    for path in sorted((rulebook.folder / "demo").glob("*.yaml")):
        case = read_case(rulebook, path)
        days = [h.value for h in case.facts.values() if isinstance(h.value, date) and h.value != NEVER]
        days += [h.observed for h in case.facts.values() if h.observed is not None]
        stories.append((path, case, max(days, default=rulebook.program.calendar.first)))
    return stories


def schemas() -> list[str]:
    """The names of the published JSON Schemas."""
    return sorted(p.name.removesuffix(".schema.json") for p in schemas_folder().glob("*.schema.json"))


def schema(name: str) -> str:
    """The text of a published JSON Schema. Raises FileNotFoundError for a name that is none of `schemas()`."""
    return (schemas_folder() / f"{name}.schema.json").read_text(encoding="utf-8")


def calculate(expression: str, facts: Path | None = None) -> str:
    """The value of a FEEL expression, as FEEL writes it, with the values of a YAML or JSON file. Raises Refused."""
    from vigueur.builtins.writing import expression_of
    from vigueur.feel.calculator import calculate as calculated
    from vigueur.feel.context import context_of
    from vigueur.rulebook.cases import read_case as read_facts

    given = read_facts(facts).facts if facts is not None else ()
    return expression_of(calculated(expression, context_of(given)))


def feel_answers(lines: Iterable[str], language: Language = "en") -> Iterator[str]:
    """The calculator line by line: one JSON object in, one out, in the same order."""
    from vigueur.feel import answers

    return answers(lines, language)


def feel_figures(lines: Iterable[str]) -> str:
    """The figures of conformance over cases, one JSON object a line, as they are published."""
    from vigueur.feel import figures

    return figures(lines)
