"""Check the receipt of a recorded decision without trusting who gave it: `python check_receipt.py receipt.json [--key KEY]`.

This one file needs Python 3.9 or newer and, for the signature, the package `cryptography`; nothing of Vigueur, and no network.
Exit codes: 0 proved, 1 something is false, 2 it cannot be read, 3 all holds, but the signature or the key was not checked.
Un seul fichier suffit pour vérifier le reçu d'une décision, sans croire personne ; `--lang fr` parle français.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import stat
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

# What a receipt looks like: members and what each must be. A text stands for itself, a list for any number, a tuple for a choice.

HASH, DAY = re.compile("[0-9a-f]{64}"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME, SIGNATURE = re.compile(r"[0-9T:.-]{23}Z"), re.compile("[A-Za-z0-9+/]{85}[AQgw]==")
CHECKPOINT = {"format": "vigueur-checkpoint/1", "store": str, "size": int, "root": HASH, "at": TIME, "key": HASH, "signature": SIGNATURE}
RECEIPT = {
    "format": "vigueur-receipt/1",
    "body": str,
    "content": (str, None),
    "index": int,
    "proof": [HASH],
    "checkpoint": CHECKPOINT,
    "public_key": HASH,
    "edition": {"content": HASH, "index": int, "body": str, "proof": [HASH]},
}
CONSISTENCY = {"first": int, "second": int, "proof": [HASH]}
ENTRY = {"format": "vigueur-entry/1", "sequence": int, "id": str, "at": TIME, "actor": str, "edition": {"content": HASH, "meaning": HASH}}
EDITION = {**ENTRY, "kind": "edition", "rulebook": str}
DECISION = {
    **ENTRY, "kind": "decision", "purpose": str, "subject": HASH, "as_of": DAY, "known_at": DAY, "supersedes": [str], "content": HASH,
    "sealed": str,
}  # fmt: skip
LARGEST_FILE, LONGEST_PROOF, LARGEST_WHOLE, LONGEST_SHOWN = 64 * 1024 * 1024, 64, 2**53 - 1, 2000


class Unreadable(ValueError):  # noqa: N818 - what it is
    """What cannot be read: its name among the words, and the file."""


def fits(value: Any, shape: Any) -> bool:
    """Whether a value is what it must be: all members of an object, and no others."""
    if isinstance(shape, dict):
        return isinstance(value, dict) and value.keys() == shape.keys() and all(fits(value[name], shape[name]) for name in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and len(value) <= LONGEST_PROOF and all(fits(item, shape[0]) for item in value)
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if isinstance(shape, type):
        return type(value) is shape and (not isinstance(value, int) or value >= 0)
    return bool(value == shape)


# JSON, strictly: RFC 8785 has one text for each value, and no number here is anything but whole.


def parse(text: str) -> Any:
    """The value of a JSON text. ValueError: names twice, fractions, large numbers, NaN, or nesting that no receipt has."""
    try:
        return json.loads(text, object_pairs_hook=ordered, parse_int=whole, parse_float=refuse, parse_constant=refuse)
    except RecursionError as error:
        raise ValueError from error


def ordered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass")))
    return found if len(found) == len(pairs) else refuse("the same name twice")


def whole(text: str) -> int:
    return int(text) if len(text) <= len(str(-LARGEST_WHOLE)) and abs(int(text)) <= LARGEST_WHOLE else refuse(text)


def refuse(text: str) -> Any:
    raise ValueError(text)


def canonical(value: Any) -> bytes:
    """The canonical text of a value that was parsed here: its names are in order already."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def canonical_object(text: str) -> dict[str, Any]:
    """The object of a canonical text; an empty one where the text is none."""
    try:
        value = parse(text)
        return value if isinstance(value, dict) and canonical(value) == text.encode() else {}
    except (ValueError, RecursionError):
        return {}


# The log is a tree of hashes (RFC 9162 §2.1).


def leaf_hash(body: str) -> bytes:
    return hashlib.sha256(b"\x00" + body.encode()).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def included(body: str, index: int, proof: list[str], checkpoint: dict[str, Any]) -> bool:
    """Whether an entry is in the log of a checkpoint (§2.1.3.2)."""
    place, last, found = index, checkpoint["size"] - 1, leaf_hash(body)
    if place > last:
        return False
    for beside in map(bytes.fromhex, proof):
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(beside, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and bool(found.hex() == checkpoint["root"])


def grew(first_size: int, second_size: int, first_root: str, second_root: str, proof: list[str]) -> bool:
    """Whether the log of the first root is the beginning of that of the second (§2.1.4.2)."""
    if not 0 < first_size < second_size:
        return first_size == second_size and first_root == second_root and not proof
    path = [bytes.fromhex(step) for step in (proof if first_size & (first_size - 1) else [first_root, *proof])]
    place, last = first_size - 1, second_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0] if path else b""
    for beside in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(beside, first), node_hash(beside, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and (first.hex(), second.hex()) == (first_root, second_root)


def signed(checkpoint: dict[str, Any], public_key: str) -> bool | None:
    """Whether a checkpoint is signed by a key (Ed25519, RFC 8032); None where that cannot be checked here."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - all else is checked without it
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    except ImportError:
        return None
    said = canonical({name: value for name, value in checkpoint.items() if name != "signature"})
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(base64.b64decode(checkpoint["signature"]), said)
    except (InvalidSignature, ValueError):
        return False
    return True


# The checks


def checks(receipt: dict[str, Any], expected: str | None, kept: list[dict[str, Any]], folder: Path | None) -> dict[str, bool | None]:
    """Everything that is checked, and whether it holds; None where it could not be checked."""
    checkpoint, named, key = receipt["checkpoint"], receipt["edition"], receipt["public_key"]
    record, edition = entry(receipt["body"], DECISION), entry(named["body"], EDITION)
    found: dict[str, bool | None] = {
        "entry": record.get("sequence") == receipt["index"],
        "log": included(receipt["body"], receipt["index"], receipt["proof"], checkpoint),
        "edition": bool(edition) and edition["sequence"] == named["index"] < receipt["index"]
        and edition["edition"] == record.get("edition") and edition["edition"]["content"] == named["content"]
        and edition["rulebook"] == record.get("purpose"),
        "edition_log": included(named["body"], named["index"], named["proof"], checkpoint),
    }  # fmt: skip
    if receipt["content"] is not None:
        content = receipt["content"]
        found["content"] = canonical_object(content) != {} and hashlib.sha256(content.encode()).hexdigest() == record.get("content")
    if folder is not None:
        found["files"] = hash_of_files(folder) == named["content"]
    found["key"] = hashlib.sha256(bytes.fromhex(key)).hexdigest() == checkpoint["key"]
    found["signature"] = signed(checkpoint, key)
    if expected is not None or not kept:
        found["expected"] = None if expected is None else expected == key
    if kept:
        found["history"] = one_log(checkpoint, key, kept)
    return found


def entry(body: str, shape: dict[str, Any]) -> dict[str, Any]:
    """What an entry says; empty where it is not canonical or not of its kind. It may say more than is needed here."""
    said = canonical_object(body)
    return said if fits({name: said[name] for name in shape if name in said}, shape) else {}


def one_log(checkpoint: dict[str, Any], key: str, kept: list[dict[str, Any]]) -> bool:
    """Whether all checkpoints are of one log that only grew: one root for each size, and a proof from each size to another."""
    roots, joined = {checkpoint["size"]: checkpoint["root"]}, {checkpoint["size"]}
    for other in (file["checkpoint"] for file in kept):
        ours = (other["store"], other["key"]) == (checkpoint["store"], checkpoint["key"]) and signed(other, key) is not False
        if not ours or roots.setdefault(other["size"], other["root"]) != other["root"]:
            return False
    links = [file["consistency"] for file in kept if "consistency" in file]
    for first, second, proof in [(link["first"], link["second"], link["proof"]) for link in links] * len(links):
        if first not in roots or second not in roots:
            raise Unreadable("stray", f"{first}-{second}")
        if not grew(first, second, roots[first], roots[second], proof):
            return False
        joined |= {first, second} if joined & {first, second} else set()
    if joined != roots.keys():
        raise Unreadable("unlinked", ", ".join(str(size) for size in sorted(roots.keys() - joined)))
    return True


def hash_of_files(folder: Path) -> str:
    """The hash of a rule book: of the names and contents of its files, its cases left out."""
    digest = hashlib.sha256()
    named = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.yaml")}
    for name in sorted(
        name for name in named if name.split("/")[0] not in {"cases", "demo", "schemas"} and not re.search(r"(^|/)\.", name)
    ):
        text, written = read(named[name]), name.encode("utf-8", "backslashreplace")
        text = text[3:] if text.startswith(b"\xef\xbb\xbf") else text
        digest.update(f"{len(written)}:{len(text)}:".encode() + written + text)
    if not named:
        raise Unreadable("folder", str(folder))
    return digest.hexdigest()


# Reading


def read(path: Path) -> bytes:
    try:
        whole = stat.S_ISREG(path.stat().st_mode)  # a pipe would be waited for
    except (OSError, ValueError):
        whole = False
    if not whole:
        raise Unreadable("file", str(path))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable("file", str(path)) from error
    if len(data) > LARGEST_FILE:
        raise Unreadable("large", str(path))
    return data


def read_json(path: Path, *shapes: dict[str, Any]) -> dict[str, Any]:
    """An object of one of some shapes."""
    try:
        value = parse(read(path).decode())
        canonical(value)
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable("json", str(path)) from error
    if isinstance(value, dict) and value.get("format") == "vigueur-proof/1":
        del value["format"]
    if not any(fits(value, shape) for shape in shapes):
        raise Unreadable("shape", str(path))
    return dict(value)


def read_kept(path: Path) -> dict[str, Any]:
    """A checkpoint that was kept, or the proof that the log of one grew from another's."""
    found = read_json(path, CHECKPOINT, {"checkpoint": CHECKPOINT, "consistency": CONSISTENCY})
    return found if "checkpoint" in found else {"checkpoint": found}


def read_key(given: str) -> str:
    """A public key, from its hexadecimal form or a file of it."""
    text = given if HASH.fullmatch(given) else read(Path(given)).decode("ascii", "replace").strip()
    if not HASH.fullmatch(text):
        raise Unreadable("no_key", given)
    return text


# Telling


WORDS = {
    "entry": ("the entry is the record of a decision, in canonical form", "l'entrée consigne une décision, sous sa forme canonique"),
    "log": ("the entry stands in the log, at its place", "l'entrée est dans le journal, à sa place"),
    "edition": ("the edition of the rules was logged before it", "l'édition des règles a été consignée avant elle"),
    "edition_log": ("the entry of the edition stands in the same log", "l'entrée de l'édition est dans le même journal"),
    "content": ("the content shown is what the entry fixed", "le contenu montré est celui que l'entrée a fixé"),
    "files": ("the files of the folder are those of the edition", "les fichiers du dossier sont ceux de l'édition"),
    "key": ("the checkpoint names the key of the receipt", "le point de contrôle nomme la clé du reçu"),
    "signature": ("the checkpoint is signed by that key", "le point de contrôle est signé par cette clé"),
    "expected": ("that key is the one you expect", "cette clé est celle que vous attendez"),
    "history": ("with what you kept, it is one log that only grew", "avec ce que vous avez gardé, c'est un seul journal qui croît"),
    "ok": ("ok", "ok"),
    "failed": ("FAILED", "FAUX"),
    "unchecked": ("not checked", "non vérifié"),
    "file": ("this file cannot be read", "ce fichier ne peut pas être lu"),
    "large": ("this file is too large", "ce fichier est trop gros"),
    "json": ("this is no JSON as a receipt is written", "ce n'est pas du JSON tel qu'un reçu s'écrit"),
    "shape": ("this is no receipt, checkpoint or proof known here", "ce n'est pas un reçu, un point de contrôle ou une preuve connus"),
    "no_key": ("this is no public key", "ce n'est pas une clé publique"),
    "folder": ("there is no rule book in this folder", "il n'y a pas de règles dans ce dossier"),
    "stray": ("a proof is about checkpoints that were not given", "une preuve porte sur des points de contrôle qui ne sont pas donnés"),
    "unlinked": (
        "no proof joins the receipt to the checkpoint of this many entries; ask for `vigueur journal prove --since`",
        "aucune preuve ne relie le reçu au point de contrôle de tant d'entrées ; demandez `vigueur journal prove --depuis`",
    ),
}
SHOWN = {
    "id": ("record", "décision"), "at": ("recorded at", "consignée le"), "actor": ("by", "par"),
    "purpose": ("rule book", "livre de règles"),
    "as_of": ("about the day", "sur le jour"), "known_at": ("law as known on", "droit connu au"),
}  # fmt: skip
VERDICTS = {
    "eligible": ("eligible", "éligible"), "ineligible": ("not eligible", "non éligible"), "undetermined": ("undetermined", "indéterminé"),
    "out_of_scope": ("out of scope", "hors du champ"), "to_be_examined": ("to be examined by a person", "à examiner par une personne"),
}  # fmt: skip
NOT_DUE, OPEN = (" (computed, not due)", " (calculé, non dû)"), (" (computed, not decided)", " (calculé, non décidé)")
ASIDES = {"ineligible": NOT_DUE, "out_of_scope": NOT_DUE, "undetermined": OPEN, "to_be_examined": OPEN}
COLON = (": ", "\u00a0: ")
STATUSES = {"undetermined": ("undetermined", "indéterminé"), "absent": ("none", "aucune valeur")}
TRUTHS = {True: ("true", "vrai"), False: ("false", "faux")}
OVERRIDE = ("decided by a person; the rules answer", "décidé par une personne ; les règles répondent")
REASON, ANSWERS, FACTS = ("reason", "motif"), ("answers of the rules", "réponses des règles"), ("facts", "faits")
SOURCE, OBSERVED = ("source", "source"), ("observed on", "constaté le")
WITHHELD = (
    "The content is not shown here: it was withheld, or the person was erased.",
    "Le contenu n'est pas montré ici : il n'est pas communiqué, ou la personne a été effacée.",
)
FORGED = (
    "The content is not shown: it is not what the entry fixed.",
    "Le contenu n'est pas montré : ce n'est pas celui que l'entrée a fixé.",
)
PROVED = (
    "Proved: this entry was in the log that the holder of the key signed, and nothing of it has changed since.",
    "Prouvé : cette entrée était dans le journal signé par le détenteur de la clé, et rien n'en a changé depuis.",
)
UNSIGNED = (
    "All else holds, but the signature was NOT checked: it takes the package cryptography (pip install cryptography).",
    "Le reste est bon, mais la signature n'a PAS été vérifiée : il faut le paquet cryptography (pip install cryptography).",
)
FALSE = ("NOT proved: what is marked FAILED does not hold.", "NON prouvé : ce qui est marqué FAUX ne tient pas.")
UNPINNED = (
    "NOT proved yet: it agrees with itself, but the key is its own, and whoever makes a key can make such a receipt.",
    "PAS encore prouvé : le reçu concorde avec lui-même, mais la clé est la sienne, et qui fait une clé peut faire un tel reçu.",
)
COMPARE = (
    "Get the key from whoever keeps the journal, by another way, and give it with --key. That of the receipt is:",
    "Demandez la clé à qui tient le journal, par une autre voie, et donnez-la avec --key. Celle du reçu est\u00a0:",
)
LIMITS = (
    "It does not prove that the facts were true, that the law was read rightly, or that no other decision was made.",
    "Cela ne prouve ni que les faits étaient vrais, ni que le droit a été bien lu, ni qu'il n'y a pas d'autre décision.",
)

SENTENCES = {*WITHHELD, *FORGED, *PROVED, *UNSIGNED, *FALSE, *UNPINNED, *COMPARE, *LIMITS}


def told(receipt: dict[str, Any], found: dict[str, bool | None], french: bool) -> list[str]:
    """What was checked and what it comes to, a line each."""
    marks = {True: WORDS["ok"], False: WORDS["failed"], None: WORDS["unchecked"]}
    lines = [f"{marks[holds][french]:>12}  {WORDS[name][french]}" for name, holds in found.items()]
    lines += ["", *shown(receipt, french)]
    lines += content_shown(receipt["content"], french) if found.get("content") else [(FORGED if "content" in found else WITHHELD)[french]]
    lines += ["", (PROVED, FALSE, PROVED, UNSIGNED if found["signature"] is None else UNPINNED)[outcome(found)][french]]
    if "expected" in found and found["expected"] is None:
        lines += [COMPARE[french], f"  {receipt['public_key']}"]
    return [*lines, LIMITS[french]]


def shown(receipt: dict[str, Any], french: bool) -> list[str]:
    """What the record says in clear."""
    said = canonical_object(receipt["body"])
    return [pair(words[french], said[name], french) for name, words in SHOWN.items() if said.get(name) is not None]


def content_shown(text: str, french: bool) -> list[str]:
    """The verdict, who else than the rules decided it, the answers, and the facts."""
    content = canonical_object(text)
    override = content.get("override")
    lines = [pair("verdict", verdict(content["verdict"], french), french)] if content.get("verdict") is not None else []
    if isinstance(override, dict):
        lines.append(pair(f"  {OVERRIDE[french]}", verdict(content.get("computed"), french), french))
        lines.append(pair(f"  {REASON[french]}", override.get("reason"), french))
    aside = ASIDES.get(str(content.get("verdict")), ("", ""))[french]
    lines += members(ANSWERS, content.get("answers"), french, lambda said: value_of(said, french) + aside * is_amount(said))
    return lines + members(FACTS, content.get("facts"), french, lambda held: value_of(held, french) + origin(held, french))


def members(heading: tuple[str, str], named: Any, french: bool, tell: Callable[[dict[str, Any]], str]) -> list[str]:
    """The members of an object under a heading, a line each."""
    told_ = [(name, one) for name, one in named.items() if isinstance(one, dict)] if isinstance(named, dict) else []
    lines = [pair(f"  {name}", tell(one), french) for name, one in told_]
    return [pair(heading[french], "", french).rstrip(), *lines] if lines else []


def pair(name: str, value: Any, french: bool) -> str:
    return f"{printable(name)}{COLON[french]}{printable(value)}"


def verdict(value: Any, french: bool) -> str:
    return VERDICTS[value][french] if isinstance(value, str) and value in VERDICTS else printable(value)


def is_amount(answer: dict[str, Any]) -> bool:
    return answer.get("value") is not None and answer.get("kind") in ("amount", "dues")


def origin(held: dict[str, Any], french: bool) -> str:
    """Who said a fact, and when it was observed."""
    parts = [pair(SOURCE[french], held["source"], french)] if held.get("source") else []
    parts += [f"{OBSERVED[french]} {held['observed']}"] if held.get("observed") else []
    return f" ({', '.join(parts)})" if parts else ""


def value_of(answer: dict[str, Any], french: bool) -> str:
    """A value as it was recorded, or why there is none."""
    value, status = answer.get("value"), answer.get("status")
    if value is None and isinstance(status, str):
        return STATUSES.get(status, (status, status))[french]
    if isinstance(value, bool):
        return TRUTHS[value][french]
    if isinstance(value, str) and answer.get("kind") == "verdict":
        return verdict(value, french)
    return f"{value} {answer.get('currency') or answer.get('unit') or ''}".strip() if isinstance(value, str) else canonical(value).decode()


def printable(value: Any) -> str:
    """A value of the receipt, without what would move a terminal's cursor, and cut where nobody would read on."""
    text = "".join(sign if sign.isprintable() or sign == "\u00a0" else "?" for sign in str(value))
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def as_data(receipt: dict[str, Any], found: dict[str, bool | None]) -> dict[str, Any]:
    """For a program: which record, what was decided (null where the content is not shown), and what was checked."""
    said, content = entry(receipt["body"], DECISION), canonical_object(receipt["content"]) if found.get("content") else {}
    record = {"record": said.get("id"), "as_of": said.get("as_of"), "verdict": content.get("verdict"), "computed": content.get("computed")}
    return {"proved": outcome(found) == 0, **record, "checks": found, "public_key": receipt["public_key"]}


def outcome(found: dict[str, bool | None]) -> int:
    """The exit code: 0 proved, 1 something is false, 3 all holds, but the signature or the key was not checked."""
    if False in found.values():
        return 1
    return 3 if None in found.values() else 0


def language() -> str:
    """The language of the messages that the environment asks for: the first of these that is set and not empty, as POSIX has it."""
    asked = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "fr" if asked.lower().startswith("fr") else "en"


def main(arguments: list[str]) -> int:
    """Check a receipt and say what holds; gives the exit code."""
    parser = argparse.ArgumentParser(description="Check a receipt of a recorded decision. · Vérifie le reçu d'une décision.")
    parser.add_argument("receipt", type=Path)
    parser.add_argument("--key", help="the public key you expect, or a file of it · la clé publique attendue, ou son fichier")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="a checkpoint or proof you kept · un point gardé")
    parser.add_argument("--edition", type=Path, help="the folder of the rule book · le dossier des règles")
    parser.add_argument("--lang", choices=["en", "fr"], default=language())
    parser.add_argument("--json", action="store_true", help="for a program · pour un programme")
    given = parser.parse_args(arguments)
    french = given.lang == "fr"
    try:
        receipt = read_json(given.receipt, RECEIPT)
        kept = [read_kept(path) for path in given.checkpoint]
        found = checks(receipt, None if given.key is None else read_key(given.key), kept, given.edition)
    except Unreadable as error:
        word, where = error.args
        if given.json:
            print(json.dumps({"proved": False, "unreadable": word, "file": printable(where)}, indent=2))
        print(f"{WORDS[word][french]}{COLON[french]}{printable(where)}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(as_data(receipt, found), indent=2))
    else:
        for line in told(receipt, found, french):
            # What the receipt says never begins a line: only our own sentences go on at the left.
            indent = " " * (14 if line.startswith("   ") else 0 if line in SENTENCES else 4)
            print("\n".join(textwrap.wrap(line, 80, subsequent_indent=indent) or [""]))
    return outcome(found)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace") if hasattr(sys.stdout, "reconfigure") else None
    sys.exit(main(sys.argv[1:]))
