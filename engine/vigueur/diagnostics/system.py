"""What a system says of a file that it does not give, and the same in French."""

from __future__ import annotations

from typing import Final

REASONS: Final = (
    ("no such file or directory", "le fichier ou le dossier n'existe pas"),
    ("the system cannot find the file specified", "le fichier n'existe pas"),
    ("the system cannot find the path specified", "le chemin n'existe pas"),
    ("permission denied", "accès refusé"),
    ("access is denied", "accès refusé"),
    ("operation not permitted", "opération non permise"),
    ("not a file", "ce n'est pas un fichier"),
    ("not a path", "ce n'est pas un chemin"),
    ("is a directory", "c'est un dossier"),
    ("not a directory", "ce n'est pas un dossier"),
    ("file exists", "le fichier existe déjà"),
    ("file name too long", "le nom est trop long"),
    ("too many levels of symbolic links", "les liens tournent en rond"),
    ("too many open files", "trop de fichiers sont ouverts"),
    ("input/output error", "erreur d'entrée ou de sortie"),
    ("no space left on device", "il n'y a plus de place sur le disque"),
    ("read-only file system", "le disque est en lecture seule"),
)
"""(English, French) pairs."""
