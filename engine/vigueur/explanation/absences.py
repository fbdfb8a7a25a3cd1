"""Why a rule is absent: not in force, and since when or until when; or in force, and what it would take for it to apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

from vigueur.explanation.begun import begun
from vigueur.explanation.comparisons import compared, holds, shown
from vigueur.explanation.document import AbsentEntry
from vigueur.explanation.law_words import SIGNS, in_words
from vigueur.explanation.regimes import visible
from vigueur.explanation.view import View
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.ir.nodes import Effect, Provision
from vigueur.values import Absent, Cause

Weight: TypeAlias = Literal["required", "alternative", "rule"]
"""What a rule is for a case: a condition that all must meet, one of several of which one suffices, or neither."""


def absence(view: View, step: Step) -> tuple[str, str | None, Effect | None, Cause]:
    """Why a rule is absent: the sentence, since when, by which effect, and the cause."""
    state = step.state
    if not isinstance(state, Absent):
        return "", None, None, "empty"
    composed = view.program.provisions.get(step.id)
    if composed is not None and composed.kind == "composition":
        nothing = _nothing(view, composed, step.day) or _ended(view, composed, step.day)
        return nothing or view.say("empty", label=view.writer.provision(step.id)), None, None, "empty"
    source = view.steps.get((state.provision, step.day), step) if state.provision else step
    provision = view.program.provisions.get(source.id)
    label = view.writer.provision(source.id)
    if provision is None or state.cause in {"event_never", "withdrawn", "empty"}:
        return view.say(state.cause, label=label), None, source.effect, state.cause
    if state.cause == "not_applicable":
        return _inapplicable(view, source), None, source.effect, state.cause
    return _not_in_force(view, source, provision, state.cause)


def reason(view: View, step: Step) -> str:
    """Why a rule is absent, where its name has been told."""
    words, label = absence(view, step)[0], view.writer.provision(step.id)
    words = words.removeprefix(view.say("not_applicable_because", label=label, why=""))
    words = words.removeprefix(view.say("fact_given", label=label, value=""))
    return words[:1].upper() + words[1:]


def _not_in_force(view: View, source: Step, provision: Provision, cause: Cause) -> tuple[str, str | None, Effect | None, Cause]:
    """Why no text governs a rule."""
    label = view.writer.provision(source.id)
    gone = {"required": "", "alternative": "_alternative", "rule": "_rule"}[weight(view, source.id)]
    if cause == "repealed" and source.effect is not None:
        since = begun(view, source.effect, source.day).day or source.effect.from_[0]
        words = view.say(f"repealed{gone}", label=label, day=view.writer.date(since), text=view.writer.text(source.effect.text))
        return words, since.isoformat(), source.effect, "repealed"
    found, effect = _not_begun(view, provision, source.day) if cause == "not_yet" else (cause, None)
    if found == "lapsed" and effect is not None:
        words = view.say(f"lapsed_since{gone}", label=label, day=view.writer.date(effect.until), text=view.writer.text(effect.text))
        return words, effect.until.isoformat(), effect, found
    if found == "not_yet":
        return _to_come(view, source, label, gone), None, None, found
    key = "repealed_plain" if found == "repealed" else found
    return view.say(key if found in {"withdrawn", "never_for_this_case"} else f"{key}{gone}", label=label), None, effect, found


def weight(view: View, name: str) -> Weight:
    """What a provision is for a case."""
    provision = view.program.provisions.get(name)
    parent = view.program.provisions.get(provision.part_of) if provision else None
    if parent is not None and parent.joins == "any_of":
        return "alternative"
    while parent is not None and parent.joins == "all_of":
        if not parent.part_of:
            return "required"
        parent = view.program.provisions.get(parent.part_of)
    return "rule"


def _not_begun(view: View, provision: Provision, day: date) -> tuple[Cause, Effect | None]:
    """Why none of a provision's effects has begun."""
    seen = [e for e in provision.effects if visible(view, e)]
    for effect in seen:
        if effect.until <= day:
            return "lapsed", effect
    for effect in seen:
        if effect.from_[0] <= day:
            return "never_for_this_case", effect
    withdrawn = [e for e in provision.effects if e not in seen and e.withdrawn_by and e.from_[0] <= day]
    return ("withdrawn", withdrawn[0]) if withdrawn and not seen else ("not_yet", None)


# -- nothing yet --------------------------------------------------------------------------------------------------------------


def _to_come(view: View, source: Step, label: str, gone: str) -> str:
    """That a rule is not in force yet: which text sets it, and when; or that it was not published yet."""
    effects = [e for e in view.program.provisions[source.id].effects if e.verb == "set"]
    known = [e for e in effects if visible(view, e)]
    plain = view.say(f"not_yet{gone}", label=label)
    if known:
        first = min(known, key=lambda e: e.from_)
        return view.say("not_yet_until", sentence=plain, text=view.writer.text(first.text), day=view.writer.date(first.from_[0]))
    if effects and view.evaluation.known_at is not None:
        first = min(effects, key=lambda e: e.published)
        return view.say("not_yet_published", sentence=plain, text=view.writer.text(first.text), day=view.writer.date(first.published[0]))
    return plain


def _nothing(view: View, provision: Provision, day: date) -> str:
    """That no text at all is in force for a composition: the first that was published, or that comes into force."""
    effects = [e for e in _effects(view, provision) if e.verb == "set"]
    known = [e for e in effects if visible(view, e)]
    known_at = view.evaluation.known_at
    if known and all(e.from_[0] > day for e in known):
        first = min(known, key=lambda e: e.from_)
        asked = view.program.decisions.get(provision.id)
        key = "nothing_in_force" if asked is not None and asked.kind == "verdict" else "nothing_on_it"  # other texts may be in force
        return view.say(key, day=view.writer.date(day), text=view.writer.text(first.text), from_=view.writer.date(first.from_[0]))
    if effects and not known and known_at is not None:
        first = min(effects, key=lambda e: e.published)
        published = view.writer.date(first.published[0])
        return view.say("nothing_published", day=view.writer.date(known_at), text=view.writer.text(first.text), published=published)
    return ""


def _ended(view: View, provision: Provision, day: date) -> str:
    """That no condition of a composition is required any more: the text that ended the last one, and when."""
    ends: list[tuple[str, str, Effect]] = []
    for member in _conditions(view, provision):
        step = view.steps.get((member.id, day))
        if step is None:
            return ""
        _, since, effect, cause = absence(view, step)
        if since is not None and effect is not None and cause in {"repealed", "lapsed"}:
            ends.append((since, cause, effect))
        elif cause not in {"not_yet", "withdrawn"}:
            return ""
    if not ends:
        return ""
    last, how, by = max(ends, key=lambda end: end[0])
    return view.say(f"none_left_{how}", day=view.writer.date(date.fromisoformat(last)), text=view.writer.text(by.text))


def _conditions(view: View, provision: Provision) -> Iterator[Provision]:
    """The provisions of a composition and of those in it that are no compositions."""
    for name in provision.members:
        member = view.program.provisions[name]
        if member.kind == "composition":
            yield from _conditions(view, member)
        else:
            yield member


def _effects(view: View, provision: Provision) -> Iterator[Effect]:
    """The effects on a provision and on all that is part of it."""
    yield from provision.effects
    for member in provision.members:
        yield from _effects(view, view.program.provisions[member])


# -- in force, but not for this case -------------------------------------------------------------------------------------------


def _inapplicable(view: View, step: Step) -> str:
    """That a rule in force does not apply, and which part of its condition does not hold."""
    label = view.writer.provision(step.id)
    body = view.body(step)
    why: list[str] = []
    if isinstance(body, ir.If) and isinstance(body.otherwise, ir.NotApplicable):
        said, wanted = _unmet(view, body.condition, step.day)
        why = [*dict.fromkeys(said), *([view.say("only_for", condition=view.writer.words.listed(wanted))] if wanted else [])]
    return (
        view.say("not_applicable_because", label=label, why=view.writer.words.parted(why))
        if why
        else view.say("not_applicable", label=label)
    )


def _unmet(view: View, condition: ir.Expr, day: date) -> tuple[list[str], list[str]]:
    """What does not hold of a condition that is false: in sentences of the rule book, and what would have to hold, in words."""
    match condition:
        case ir.All(members):
            parts = [_unmet(view, member, day) for member in members if view.read(member, day) is False]
            return [words for said, _ in parts for words in said], [words for _, wanted in parts for words in wanted]
        case ir.Present(ir.Fact(id)):
            return [view.say("not_given", label=view.writer.fact(id))], []
        case ir.Reference(id) if (step := view.steps.get((id, day))) is not None and step.effect is not None and step.effect.not_met:
            return [_with_edge(view, step, view.sentence(step.effect.not_met, day))], []
        case _:
            words = _spoken(view, in_words(view.writer, condition))
            return [], [words] if words else []


def _spoken(view: View, words: str) -> str:
    """A condition as one says it: with words for its signs."""
    counted = view.say("words_count", words="")
    if words.startswith(counted) and words.endswith(" > 0"):
        words = view.say("some_of", words=words.removeprefix(counted).removesuffix(" > 0"))
    for sign in SIGNS.values():
        words = words.replace(f" {sign} ", f" {view.say(f'sign_{sign}')} ")
    return words


def _with_edge(view: View, step: Step, words: str) -> str:
    """A sentence, and the day that the clock has passed or not reached, where that is what fails."""
    for comparison in compared(view, step):
        if isinstance(comparison.value, ir.Day) and holds(view, comparison) is False:
            mirrored = shown(view, comparison)
            edge = in_words(view.writer, comparison.threshold)
            if edge and mirrored["threshold"] != "never":
                return view.say("with_edge", sentence=words, label=edge[:1].lower() + edge[1:], day=mirrored["threshold_written"])
    return words


# -- all of them --------------------------------------------------------------------------------------------------------------


def _concerned(view: View, step: Step) -> bool:
    """Whether a rule that is not in force would apply to this case as it last was, as far as its own condition says."""
    provision = view.program.provisions[step.id]
    if not isinstance(step.state, Absent) or step.state.cause == "not_applicable" or not isinstance(provision.value, ir.Govern):
        return False
    last = next((arm.body for arm in provision.value.arms if arm.body is not None), None)
    if isinstance(last, ir.If) and isinstance(last.otherwise, ir.NotApplicable):
        return view.read(last.condition, step.day) is not False
    return True


def absents(view: View) -> list[AbsentEntry]:
    """The rules that were asked for and are not in force or do not apply, each once."""
    entries: dict[str, AbsentEntry] = {}
    for step in view.evaluation.steps:
        if isinstance(step.state, Absent) and step.state.provision in {"", step.id} and step.id in view.program.provisions:
            words, since, effect, cause = absence(view, step)
            entries[step.id] = {
                "provision": step.id,
                "label": view.writer.provision(step.id),
                "required": weight(view, step.id) == "required",
                "concerned": _concerned(view, step),
                "cause": cause,
                "since": since,
                "text": effect.text if effect else None,
                "short": view.writer.text(effect.text) if effect else "",
                "sentence": words,
                "citations": view.cited(effect, step.day) if effect else [],
            }
    return list(entries.values())
