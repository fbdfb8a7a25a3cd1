"""An evidence bundle: decisions with all that somebody else needs to check them, as one zip: the same evidence, the same bytes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.archive import NoArchive, files_of_content
from vigueur.journal.canonical import Json, as_object, canonical
from vigueur.journal.log import Journal
from vigueur.journal.private import new_private
from vigueur.journal.receipts import receipts

VERIFIER: Final = Path(__file__).with_name("check_receipt.py")
"""The program that checks a receipt by itself."""
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_README: Final = """\
Evidence of decisions recorded with Vigueur · Preuve de décisions consignées avec Vigueur

{count} decisions, in the log of {size} entries that checkpoint.json signs.
{count} décisions, dans le journal de {size} entrées que signe checkpoint.json.

  receipts/ID.json     a decision: the entry as logged, what it seals, the proofs
                       une décision : l'entrée consignée, son contenu, les preuves
  records/ID.json      what it says, to be read
                       ce qu'elle dit, pour être lu
  editions/HASH/       the rules that decided, file by file
                       les règles qui ont décidé, fichier par fichier
  checkpoint.json      the signed state of the log
                       l'état signé du journal
  journal.pub          the public key: compare it with one you got elsewhere
                       la clé publique : à comparer avec une obtenue ailleurs
  check_receipt.py     checks a receipt; Python 3.9 or newer, and for the signature
                       the package cryptography; nothing of Vigueur
                       vérifie un reçu ; Python 3.9 ou plus récent et, pour la
                       signature, le paquet cryptography ; rien de Vigueur

  python check_receipt.py receipts/ID.json --key journal.pub
"""


def write_bundle(journal: Journal, ids: Iterable[str], path: Path) -> int:
    """Write the evidence of recorded decisions to a new zip that its owner alone may read. Gives their number.

    Raises Refused where a decision cannot be proved, and FileExistsError where the file is there.
    """
    files: dict[str, bytes] = {"check_receipt.py": VERIFIER.read_bytes(), "journal.pub": f"{journal.public_key}\n".encode()}
    contents, size, named = set(), "0", sorted(set(ids))
    for id_, one in receipts(journal, named):
        checkpoint = as_object(one["checkpoint"])
        size = str(checkpoint["size"])
        contents.add(str(as_object(one["edition"])["content"]))
        files["checkpoint.json"] = canonical(checkpoint) + b"\n"
        files[f"receipts/{id_}.json"] = _lines(one)
        files[f"records/{id_}.json"] = _lines(_record(one))
    for content in contents:
        files |= _edition(journal, content)
    files["README.txt"] = _README.format(count=len(named), size=size).encode()
    with new_private(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for name in sorted(files):
            about = zipfile.ZipInfo(name, _LONG_AGO)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            bundle.writestr(about, files[name])
    return len(named)


def _record(one: dict[str, Json]) -> dict[str, Json]:
    """What a receipt says, to be read: the entry without what is sealed, and its content."""
    body = as_object(json.loads(str(one["body"])))
    content = one["content"]
    said = {name: value for name, value in body.items() if name not in {"sealed", "content"}}
    return {**said, "content_hash": body["content"], "content": None if content is None else json.loads(str(content))}


def _edition(journal: Journal, content: str) -> dict[str, bytes]:
    """The files of an edition. Raises Refused where its archive is missing or damaged: the evidence would not be whole."""
    try:
        files = files_of_content(journal.storage.archive(bytes.fromhex(content)), content)
    except NoArchive as error:
        raise Refused((problem("VG827", None, content=content[:16]),)) from error
    return {f"editions/{content}/{file.name}": file.text.encode() for file in files}


def _lines(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
