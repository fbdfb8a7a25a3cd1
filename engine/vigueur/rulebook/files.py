"""The files of a rule book on disk: which belong to it, their bytes, their text. No YAML is read here, so that hashing is quick."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.plain import dataclass, field
from vigueur.source import Source, Span
from vigueur.suggestion import nearest

LARGEST_FILE: Final = 4 * 1024 * 1024
"""Bytes that a file of a rule book, or a case file, may have."""
LARGEST_BOOK: Final = 64 * 1024 * 1024
MOST_FILES: Final = 20_000

ROOT_FILES: Final = ("rulebook.yaml", "facts.yaml")
"""What a rule book must have; the facts may stand in several files of a folder instead."""
PARTS: Final = ("readings.yaml", "sources.yaml")
"""Parts of rulebook.yaml that may have a file of their own."""
FACTS: Final = "facts"
"""The folder of the vocabulary, a file a subject."""
OTHER_FILES: Final = ("statements.yaml", "out_of_scope.yaml")
"""Files that a root may have beside those it must have."""
TRANSLATION_FILES: Final = ("en.yaml", "fr.yaml")
CASES: Final = ("cases", "demo")
"""Folders of cases: beside the law, not part of it."""
_IGNORED: Final = re.compile(r"\..*|.*~|.*\.(?:bak|swp|swo|orig|tmp|pyc)|#.*#|__pycache__|README(?:\.\w+)?|.*\.md|schemas")
_NOT_IN_TEXT: Final = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_MARKS: Final = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


@dataclass(frozen=True, slots=True)
class TextFolder:
    """The folder of one text and its files, in order of name."""

    id: str
    text: Source | None
    provisions: tuple[Source, ...]
    translations: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class BookFiles:
    """The files of a rule book. `warnings`: what lies beside them and is not read."""

    rulebook: Source | None
    parts: tuple[Source, ...]
    facts: tuple[Source, ...]
    translations: tuple[Source, ...]
    texts: tuple[TextFolder, ...]
    problems: tuple[Problem, ...]
    others: tuple[tuple[str, Source], ...] = ()
    """(name, file) of the other files that a root may have."""

    def other(self, name: str) -> Source | None:
        """One of the other files of the root, by its name."""
        return dict(self.others).get(name)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every file, in order of its name."""
        found = [self.rulebook, *self.parts, *self.facts, *self.translations, *(source for _, source in self.others)]
        for folder in self.texts:
            found += [folder.text, *folder.provisions, *folder.translations]
        return tuple(sorted((source for source in found if source is not None), key=lambda source: source.name))


@dataclass(slots=True)
class _Reading:
    """One walk over a folder: what it may still read, and what went wrong."""

    root: Path
    real: Path
    problems: list[Problem] = field(default_factory=list)
    bytes_left: int = LARGEST_BOOK
    files_left: int = MOST_FILES
    full: bool = False


def read_files(folder: Path) -> tuple[Source, ...]:
    """The contents of a rule book, in order of name. Raises Refused where a file cannot be read as text."""
    found = book_files(folder)
    if found.problems:
        from vigueur.diagnostics.render import severity  # noqa: PLC0415 - not needed where all is well

        errors = tuple(p for p in found.problems if severity(p) == "error")
        if errors:
            raise Refused(errors)
    return found.sources


def book_files(folder: Path) -> BookFiles:
    """The files of a rule book, by what they are."""
    reading = _Reading(folder, _real(folder))
    named: dict[str, Source] = {}
    texts: list[TextFolder] = []
    known = (*ROOT_FILES, *PARTS, *OTHER_FILES, *TRANSLATION_FILES)
    subjects: list[Source] = []
    for entry in _entries(reading, folder):
        if _is_folder(entry):
            if entry.name == FACTS:
                subjects = _subjects(reading, entry)
            elif entry.name not in CASES:
                texts += _text_folder(reading, entry)
        elif entry.name in known:
            source = _source(reading, entry)
            if source is not None:
                named[entry.name] = source
            else:
                named.setdefault(entry.name, _UNREAD)
        else:
            reading.problems.append(problem("VG307", None, file=_name(reading, entry), name=entry.name, nearest=nearest(entry.name, known)))
    if not reading.problems or os.path.isdir(folder):  # noqa: PTH112 - a folder that cannot be read has been said
        wanted = ROOT_FILES[:1] if subjects else ROOT_FILES
        reading.problems += [problem("VG308", None, file=folder.name, name=name) for name in wanted if name not in named]
    read = {name: source for name, source in named.items() if source is not _UNREAD}
    every = [*read.items(), *((source.name.rsplit("/", 1)[-1], source) for source in subjects)]
    return BookFiles(
        read.get("rulebook.yaml"),
        parts=tuple(source for name, source in read.items() if name in PARTS),
        facts=tuple(source for name, source in every if name == "facts.yaml" or (source in subjects and name not in TRANSLATION_FILES)),
        translations=tuple(source for name, source in every if name in TRANSLATION_FILES),
        texts=tuple(texts),
        problems=tuple(reading.problems),
        others=tuple((name, source) for name, source in read.items() if name in OTHER_FILES),
    )


def _subjects(reading: _Reading, folder: Path) -> list[Source]:
    """The files of the vocabulary, and its translations."""
    found: list[Source] = []
    for entry in _entries(reading, folder):
        if _is_folder(entry) or entry.suffix != ".yaml":
            near = entry.with_suffix(".yaml").name if entry.suffix == ".yml" else None
            reading.problems.append(problem("VG307", None, file=_name(reading, entry), name=entry.name, nearest=near))
        elif (source := _source(reading, entry)) is not None:
            found.append(source)
    return found


def folder_files(folder: Path, problems: list[Problem]) -> tuple[Source, ...]:
    """The YAML files of one folder, such as `cases`, in order of name."""
    reading = _Reading(folder, _real(folder), problems)
    found: list[Source] = []
    for entry in _entries(reading, folder):
        if entry.suffix != ".yaml" or _is_folder(entry):
            continue
        source = _source(reading, entry)
        if source is not None:
            found.append(source)
    return tuple(found)


_UNREAD: Final = Source("", "")


def _text_folder(reading: _Reading, folder: Path) -> list[TextFolder]:
    """A folder of a text; none where nothing in it looks like rules."""
    text: Source | None = None
    provisions: list[Source] = []
    translations: list[Source] = []
    before = len(reading.problems)
    named: set[str] = set()
    for entry in _entries(reading, folder):
        if _is_folder(entry) or entry.suffix != ".yaml":
            yml = entry.with_suffix(".yaml").name if entry.suffix == ".yml" else None
            reading.problems.append(problem("VG307", None, file=_name(reading, entry), name=entry.name, nearest=yml))
            continue
        named.add(entry.name)
        source = _source(reading, entry)
        if source is None:
            continue
        if entry.name == "text.yaml":
            text = source
        elif entry.name in TRANSLATION_FILES:
            translations.append(source)
        else:
            provisions.append(source)
    if not named:
        if len(reading.problems) == before:
            reading.problems.append(problem("VG307", None, file=_name(reading, folder), name=folder.name))
        return []
    if "text.yaml" not in named:
        reading.problems.append(problem("VG308", None, file=_name(reading, folder), name="text.yaml"))
    return [TextFolder(folder.name, text, tuple(provisions), tuple(translations))]


def _entries(reading: _Reading, folder: Path) -> list[Path]:
    """What lies in a folder, in order of name, without hidden files and what editors leave."""
    if reading.full:
        return []
    try:
        names = sorted(name for name in os.listdir(folder) if not _IGNORED.fullmatch(name))  # noqa: PTH208 - names, not paths, are sorted
    except (OSError, ValueError) as error:
        reading.problems.append(problem("VG301", None, file=_name(reading, folder), why=reason(error)))
        return []
    return [folder / name for name in names if _stays(reading, folder / name)]


def _stays(reading: _Reading, path: Path) -> bool:
    """Whether a path leads to a place within the rule book."""
    if not path.is_symlink() or path.name in CASES:
        return True
    if _real(path).is_relative_to(reading.real):
        return True
    reading.problems.append(problem("VG306", None, file=_name(reading, path)))
    return False


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _name(reading: _Reading, path: Path) -> str:
    """A file's name within its rule book, wherever the book lies: answers quote it, and the same book gives the same answer."""
    name = "/".join((reading.real.name, *path.relative_to(reading.root).parts))
    return name.encode("utf-8", "backslashreplace").decode()


def _source(reading: _Reading, path: Path) -> Source | None:
    if reading.full:
        return None
    name = _name(reading, path)
    try:
        source, size = text_file(path, name)
    except Refused as refused:
        reading.problems += refused.problems
        return None
    reading.bytes_left -= size
    reading.files_left -= 1
    if reading.bytes_left < 0 or reading.files_left < 0:
        reading.full = True
        most, what = (LARGEST_BOOK, "bytes") if reading.bytes_left < 0 else (MOST_FILES, "files")
        reading.problems.append(problem("VG309", None, file=_name(reading, reading.root), most=most, what=what))
        return None
    return source


def text_file(path: Path, name: str) -> tuple[Source, int]:
    """A file as text, and its size in bytes. Raises Refused."""
    try:
        with open(path, "rb", opener=_at_once) as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise Refused((problem("VG301", None, file=name, why="not a file"),))
            data = opened.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise Refused((problem("VG301", None, file=name, why=reason(error)),)) from error
    if len(data) > LARGEST_FILE:
        raise Refused((problem("VG302", None, file=name, size=_size(path), most=LARGEST_FILE),))
    return decoded(data, name), len(data)


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe that nobody writes to would hold the reader for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def decoded(data: bytes, name: str) -> Source:
    """Bytes as UTF-8 text. Raises Refused where they are something else."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            raise Refused((problem("VG303", None, file=name, encoding=encoding),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        source = Source(name, data.decode("utf-8", "replace"))
        start = len(data[: error.start].decode("utf-8"))
        encoding = "binary" if b"\0" in data[:4096] else "Latin-1 (ISO-8859-1, Windows-1252)"
        raise Refused((problem("VG303", Span(source, start, start + 1), encoding=encoding),)) from error
    source = Source(name, text)
    strange = None if _is_plain(text) else re.search(_NOT_IN_TEXT, text)
    if strange:
        place = Span(source, strange.start(), strange.end())
        raise Refused((problem("VG304", place, char=f"U+{ord(strange.group()):04X}"),))
    return source


def _is_plain(text: str) -> bool:
    """Whether a text is printable but for line ends and French spaces: all of that is allowed, and quickly seen."""
    return text.replace("\n", "").replace("\xa0", "").replace("\u202f", "").isprintable()


def reason(error: Exception) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror or type(error).__name__).lower() if isinstance(error, OSError) else "not a path"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return LARGEST_FILE + 1
