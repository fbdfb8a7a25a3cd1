"""A recorded decision as a person reads it, and as data."""

from __future__ import annotations

from typing import Any

from vigueur import Record
from vigueur_cli.language import Language

_VERDICTS = {
    "eligible": ("eligible", "éligible"),
    "ineligible": ("not eligible", "non éligible"),
    "undetermined": ("undetermined", "indéterminé"),
    "out_of_scope": ("out of scope", "hors du champ"),
    "to_be_examined": ("to be examined by a person", "à examiner par une personne"),
}


def verdict_in_words(verdict: object, language: Language) -> str:
    """A verdict as it is called in a language; a dash where there is none."""
    en, fr = _VERDICTS.get(str(verdict), ("–", "–"))
    return fr if language == "fr" else en


def as_data(record: Record) -> dict[str, Any]:
    """A recorded decision as plain data: what the entry says, and what it seals where that may be read."""
    body = {name: value for name, value in record.body.items() if name not in {"sealed", "content"}}
    return {**body, "content_hash": record.body["content"], "content": record.content}


def in_words(record: Record, language: Language, place: str) -> str:
    """What was recorded, in a few lines."""
    french = language == "fr"
    content = record.content or {}
    lines = [f"Consigné : {record.id}" if french else f"Recorded: {record.id}"]
    who = record.text("actor")
    at = record.text("at").replace("T", " ")[:19]
    lines.append(
        f"  par {who}, le {at} UTC · entrée {record.row.sequence}" if french else f"  by {who}, {at} UTC · entry {record.row.sequence}"
    )
    known = record.text("known_at")
    lines.append(f"  droit connu au {known} · {place}" if french else f"  law as known on {known} · {place}")
    override = content.get("override")
    if isinstance(override, dict):
        computed, decided = (verdict_in_words(v, language) for v in (content.get("computed"), override["verdict"]))
        if french:
            lines += [f"  décidé par une personne : {decided} (les règles répondent : {computed})", f"  motif : {override['reason']}"]
        else:
            lines += [f"  decided by a person: {decided} (the rules answer: {computed})", f"  reason: {override['reason']}"]
    elif content.get("verdict") == "to_be_examined":
        lines.append(
            "  aucune décision automatique : une personne décide, avec --verdict et --motif"
            if french
            else "  no automatic decision: a person decides, with --override and --reason"
        )
    if record.body.get("supersedes"):
        lines.append(f"  remplace {record.body['supersedes']}" if french else f"  supersedes {record.body['supersedes']}")
    lines.append(f"  La revoir : vigueur journal show {record.id}" if french else f"  To see it again: vigueur journal show {record.id}")
    return "\n".join(lines)
