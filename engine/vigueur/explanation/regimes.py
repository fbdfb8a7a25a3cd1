"""Which text governs a rule for this case, since when and by what; what waits, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vigueur.explanation.begun import Begun, begun
from vigueur.explanation.document import HiddenEntry, RegimeEntry, WaitingEntry
from vigueur.explanation.view import View
from vigueur.interpreter.outcome import Step
from vigueur.ir.nodes import Effect, Provision
from vigueur.values import NEVER, Undetermined


def regime_of(view: View, step: Step) -> RegimeEntry | None:
    """The text that governs a step, or None where none does or it is not known."""
    if step.effect is None:
        return None
    told = entry(view, step.effect, step.day)
    own = [] if isinstance(step.state, Undetermined) else view.citations(step.cites)  # several rows may still give it
    return {**told, "citations": own or told["citations"]}


def entry(view: View, effect: Effect, day: date) -> RegimeEntry:
    """A text as it governs a rule: from which day by the law, from which for this case."""
    text = view.program.texts.get(effect.text)
    reached = begun(view, effect, day)
    return {
        "text": effect.text,
        "title": text.title.in_(view.language) if text else effect.text,
        "short": view.writer.text(effect.text),
        "verb": effect.verb,
        "published": effect.published[0].isoformat(),
        "applies_from": effect.from_[0].isoformat(),
        "begin": reached.day.isoformat() if reached.day and reached.day != NEVER else None,
        "how": reached.how,
        "anchor": effect.transition.anchor or None,
        "anchor_value": reached.anchor.isoformat() if reached.anchor and reached.anchor != NEVER else None,
        "anchor_assumed": effect.transition.anchor in view.evaluation.supposed,
        "why": _why(view, effect, reached),
        "citations": view.cited(effect, day),
    }


def _why(view: View, effect: Effect, reached: Begun) -> str:
    """The sentence that says how a text came to govern this case."""
    writer, transition = view.writer, effect.transition
    details = {
        "from_": writer.date(effect.from_[0]),
        "latest": writer.date(effect.from_[1]),
        "begin": writer.date(reached.day) if reached.day else "",
        "day": writer.date(effect.from_[0]),
        "anchor": named(view, transition.anchor),
        "value": writer.date(reached.anchor) if reached.anchor else "",
        "every": writer.period(transition.period) if transition.period else "",
        "hinge": named(view, reached.hinge),
    }
    words = view.say(f"begun_{reached.how}", **details)
    if reached.anchor and transition.anchor in view.evaluation.supposed and reached.how in {"new", "every"}:
        words += f" ({view.say('supposed')})"
    return words


def named(view: View, name: str) -> str:
    """The label of a fact or a provision."""
    return view.writer.fact(name) if name in view.program.facts else view.writer.provision(name)


def visible(view: View, effect: Effect) -> bool:
    """Whether an effect had been published by `known_at`, and not withdrawn by what was."""
    known_at = view.evaluation.known_at or NEVER
    return effect.published[0] <= known_at and not any(day <= known_at for _, day in effect.withdrawn_by)


def _used(view: View) -> Iterator[tuple[Step, Provision]]:
    """The last step of each provision that was read."""
    for step in {s.id: s for s in view.evaluation.steps}.values():
        provision = view.program.provisions.get(step.id)
        if provision is not None:
            yield step, provision


def waiting(view: View) -> list[WaitingEntry]:
    """For each rule that was read, the next effect that waits for this case. The nearest day first."""
    entries = [e for step, provision in _used(view) if (e := _next(view, step, provision)) is not None]
    return sorted(entries, key=lambda e: (e["day"] or "9999", e["provision"]))


def _next(view: View, step: Step, provision: Provision) -> WaitingEntry | None:
    found: list[tuple[date, Effect]] = []
    for effect in provision.effects:
        if step.effect is not None and effect == step.effect:
            break
        if visible(view, effect) and effect not in step.candidates:
            reached = begun(view, effect, step.day)
            if reached.day is not None and reached.day > step.day:
                found.append((reached.day, effect))
    if not found:
        return None
    day, effect = min(found, key=lambda pair: pair[0])
    label, short = view.writer.provision(step.id), view.writer.text(effect.text)
    if day == NEVER:
        return None
    return {
        "provision": step.id,
        "label": label,
        "text": effect.text,
        "short": short,
        "day": day.isoformat(),
        "sentence": view.say("waits_until", day=view.writer.date(day), text=short, label=label),
    }


def hidden(view: View) -> list[HiddenEntry]:
    """What would count for a rule that was read but was left out: unpublished at `known_at`, or withdrawn by another text."""
    known_at = view.evaluation.known_at or NEVER
    entries: list[HiddenEntry] = []
    for step, provision in _used(view):
        for effect in provision.effects:
            if effect.from_[0] > step.day:
                continue
            by = sorted((day, text) for text, day in effect.withdrawn_by if day <= known_at)
            if effect.published[0] > known_at:
                entries.append(_hidden(view, provision, effect, None))
            elif by:
                entries.append(_hidden(view, provision, effect, by[0]))
    return entries


def _hidden(view: View, provision: Provision, effect: Effect, by: tuple[date, str] | None) -> HiddenEntry:
    label, short = view.writer.provision(provision.id), view.writer.text(effect.text)
    day = by[0] if by else effect.published[0]
    other = view.writer.text(by[1]) if by else ""
    words = view.say("hidden_withdrawn" if by else "hidden_unpublished", label=label, text=short, day=view.writer.date(day), other=other)
    return {
        "provision": provision.id,
        "label": label,
        "cause": "withdrawn" if by else "unpublished",
        "text": effect.text,
        "short": short,
        "published": day.isoformat(),
        "by": by[1] if by else None,
        "by_short": other,
        "sentence": words,
    }
