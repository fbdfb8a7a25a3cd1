"""What a verification may find, in words: one line each, in English and French."""

from __future__ import annotations

from typing import Final

from vigueur.diagnostics.problems import Problem, problem

FINDINGS: Final[dict[str, tuple[str, str]]] = {
    "checkpoint_size": (
        "it signs {signed} entries, and there are {size}",
        "il signe {signed} entrées, et il y en a {size}",
    ),
    "checkpoint_form": (
        "it is not one as it was written",
        "il n'est pas tel qu'il a été écrit",
    ),
    "checkpoint_place": (
        "it is out of order or of another journal",
        "il n'est pas à sa place ou vient d'un autre journal",
    ),
    "checkpoint_other": (
        "it is of another journal",
        "il vient d'un autre journal",
    ),
    "checkpoint_signature": (
        "its signature is wrong",
        "sa signature est fausse",
    ),
    "checkpoint_root": (
        "the first {size} entries are not those that it signs",
        "les {size} premières entrées ne sont pas celles qu'il signe",
    ),
    "entry_gap": (
        "entry {missing} is missing before it",
        "l'entrée {missing} manque avant elle",
    ),
    "entry_hash": (
        "its text is not the one whose hash was kept",
        "son texte n'est pas celui dont l'empreinte a été gardée",
    ),
    "entry_form": (
        "it is not canonical, or its columns say something else",
        "elle n'est pas canonique, ou ses colonnes disent autre chose",
    ),
    "entry_members": (
        "members that must not be so: {members}",
        "membres qui ne doivent pas être ainsi : {members}",
    ),
    "entry_beginning": (
        "the journal does not begin as it should",
        "le journal ne commence pas comme il doit",
    ),
    "entry_order": (
        "its id does not come after the one before",
        "son identifiant ne vient pas après le précédent",
    ),
    "entry_edition": (
        "its edition was not archived before it, or is of another rule book",
        "son édition n'a pas été archivée avant elle, ou est d'un autre livre",
    ),
    "entry_supersedes": (
        "what it supersedes is none of this person's, or was superseded already",
        "ce qu'elle remplace n'est pas de cette personne, ou était déjà remplacé",
    ),
    "entry_key": (
        "the key that it names is not this person's",
        "la clé qu'elle nomme n'est pas celle de cette personne",
    ),
    "entry_content": (
        "members of what it seals that must not be so: {members}",
        "membres de ce qu'elle scelle qui ne doivent pas être ainsi : {members}",
    ),
    "entry_sealed": (
        "what it seals does not open to what was recorded",
        "ce qu'elle scelle ne s'ouvre pas sur ce qui a été consigné",
    ),
    "key_place": (
        "it is out of order",
        "elle n'est pas à sa place",
    ),
    "key_closed": (
        "it does not open",
        "elle ne s'ouvre pas",
    ),
    "key_silent": (
        "it was erased and no entry says so",
        "elle a été effacée et aucune entrée ne le dit",
    ),
    "key_stray": (
        "nothing is sealed under it",
        "rien n'est scellé sous elle",
    ),
    "key_back": (
        "an entry says that it was erased, and it is here again",
        "une entrée dit qu'elle a été effacée, et elle est revenue",
    ),
    "key_gone": (
        "an entry says that {subject} was erased, and there is no such key",
        "une entrée dit que {subject} a été effacé, et cette clé n'existe pas",
    ),
    "archive_files": (
        "its files are not those of this hash",
        "ses fichiers ne sont pas ceux de cette empreinte",
    ),
    "archive_missing": (
        "it is missing",
        "elle manque",
    ),
    "archive_stray": (
        "no entry speaks of it",
        "aucune entrée n'en parle",
    ),
}
_CODES: Final = {
    "entry": ("VG834", "entry"),
    "checkpoint": ("VG835", "number"),
    "archive": ("VG836", "content"),
    "key": ("VG837", "number"),
}


def finding(name: str, which: object, **details: object) -> Problem:
    """A finding about an entry, a checkpoint, an archive or a key. `which`: its number or hash."""
    code, which_is = _CODES[name.partition("_")[0]]
    en, fr = FINDINGS[name]
    told = {which_is: which, "what_en": en.format(**details), "what_fr": fr.format(**details)}
    return problem(code, None, also=(), file="", **told)
