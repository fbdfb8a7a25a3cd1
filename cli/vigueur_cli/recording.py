"""A recorded decision as a person reads it, and as data."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from vigueur import Record
from vigueur_cli.amounts import money
from vigueur_cli.language import Language, language, said
from vigueur_cli.terminal import one_line
from vigueur_cli.verdicts import verdict_in_words

_AMOUNTS = ("amount", "dues")
_NOT_DUE = ("computed, not due", "calculé, non dû")
_OPEN = ("computed, not decided", "calculé, non décidé")


def as_data(record: Record) -> dict[str, Any]:
    """A recorded decision as plain data: what the entry says, and what it seals where that may be read. Another entry as it is."""
    if record.row.kind != "decision":
        return dict(record.body)
    body = {name: value for name, value in record.body.items() if name not in {"sealed", "content"}}
    return {**body, "content_hash": record.body["content"], "content": record.content}


def moment(record: Record, *, to_the_second: bool = True) -> str:
    """When an entry was made (UTC), to the second or to the minute."""
    return f"{record.text('at').replace('T', ' ')[: 19 if to_the_second else 16]} UTC"


def in_words(record: Record, language: Language, place: str, command: str) -> str:
    """What was recorded, in a few lines. `command`: what shows it again."""
    french = language == "fr"
    content = record.content or {}
    lines = [f"Consigné : {record.id}" if french else f"Recorded: {record.id}"]
    who = one_line(record.text("actor"))
    at = moment(record)
    lines.append(f"  par {who}, le {at} · entrée {record.row.sequence}" if french else f"  by {who}, {at} · entry {record.row.sequence}")
    known, where = record.text("known_at"), one_line(place)
    lines.append(f"  droit connu au {known} · {where}" if french else f"  law as known on {known} · {where}")
    override = content.get("override")
    if isinstance(override, dict):
        computed, decided = (verdict_in_words(v, language) for v in (content.get("computed"), override["verdict"]))
        if french:
            lines += [
                f"  décidé par une personne : {decided} (les règles répondent : {computed})",
                f"  motif : {one_line(override['reason'])}",
            ]
        else:
            lines += [f"  decided by a person: {decided} (the rules answer: {computed})", f"  reason: {one_line(override['reason'])}"]
    elif content.get("verdict") == "to_be_examined":
        lines.append(
            "  aucune décision automatique : une personne décide,\n  avec --verdict, --motif et --remplace ID"
            if french
            else "  no automatic decision: a person decides,\n  with --override, --reason and --supersedes ID"
        )
    lines += [f"  remplace {id_}" if french else f"  supersedes {id_}" for id_ in record.row.superseded]
    lines.append(f"  La revoir : {command}" if french else f"  To see it again: {command}")
    return "\n".join(lines)


def not_due(verdict: object, answer: Mapping[str, Any], language: Language) -> str:
    """What must be said beside an amount that the rules computed where no right to it was found; empty for any other answer."""
    if verdict in {"eligible", None} or answer["value"] is None or answer["kind"] not in _AMOUNTS:
        return ""
    en, fr = _OPEN if verdict in {"undetermined", "to_be_examined"} else _NOT_DUE
    return fr if language == "fr" else en


def in_two_lines(record: Record, *, superseded: bool) -> list[str]:
    """A recorded decision in a list: which, when and by whom; on which day, what was decided, how much, about whom."""
    content = record.content
    first = f"{record.id}  {moment(record, to_the_second=False)}  {said('by', 'par')} {one_line(record.text('actor'))}"
    parts = [said(f"on {record.text('as_of')}", f"au {record.text('as_of')}")]
    if record.text("known_at") < record.text("at")[:10]:
        parts.append(said(f"law as known on {record.text('known_at')}", f"droit connu au {record.text('known_at')}"))
    if content is None:
        parts.append(said("erased", "effacée"))
    else:
        parts += [verdict_in_words(content["verdict"], language()), *_amounts(content)]
        if content["override"] is not None:
            computed = verdict_in_words(content["computed"], language())
            parts.append(said(f"decided by a person (the rules: {computed})", f"décidée par une personne (les règles\u00a0: {computed})"))
    if superseded:
        parts.append(said("superseded", "remplacée"))
    parts.append(_whom(record))
    return [first, *wrap(" · ".join(parts), 80, initial_indent="    ", subsequent_indent="      ")]


def _whom(record: Record) -> str:
    """Whom a decision is about: the name of the case, else the beginning of the pseudonym."""
    name = one_line((record.content or {}).get("case") or "")
    return name or said(f"person {record.text('subject')[:12]}…", f"personne {record.text('subject')[:12]}…")


def _amounts(content: Mapping[str, Any]) -> list[str]:
    """The amounts among the answers that are determined; none where it was decided that nothing is due."""
    if content["verdict"] not in {"eligible", None}:
        return []
    answers = content["answers"].values()
    return [money(a["value"], a["currency"], language()) for a in answers if a["kind"] == "amount" and isinstance(a["value"], str)]
