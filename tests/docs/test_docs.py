"""The examples of the documentation, executed, and its links, followed.

- A block `console` holds `$ vigueur …` lines, or `$ rm -r FOLDER …`, each followed by what is printed; a line `...` stands for any lines,
  `...` at the end of a line for the rest of it, a last line `[exit 1]` for an exit code other than 0. A page's blocks run in one folder,
  which begins as a copy of docs/examples.
- A block `yaml title="path"` writes that file there (`times="N"`: its text N times over), a block `diff title="path"` changes it.
- A block `feel` holds lines `expression → value`, or `→ VGnnn` where the expression is refused.
- On a page of docs/errors, what stands under Avoid yields the page's code and what stands under Prefer does not.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from vigueur_cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
ERRORS = sorted((DOCS / "errors").glob("VG*.md"))
FENCE = re.compile(r"^```(\w+)?(?: title=\"([^\"]+)\")?(?: times=\"(\d+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDS_THE_JOURNAL = {"decide", "journal", "replay", "rectify"}
FIXED = {"COLUMNS": "80", "NO_COLOR": "1", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Block:
    kind: str
    title: str
    text: str


def blocks(text: str) -> list[Block]:
    return [Block(kind or "", title or "", body * int(times or 1)) for kind, title, times, body in FENCE.findall(text)]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a page's commands run: a copy of docs/examples, with a cache of its own."""
    shutil.copytree(DOCS / "examples", tmp_path / "page")
    monkeypatch.chdir(tmp_path / "page")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "page"


def run(command: str) -> tuple[str, int]:
    """What a command prints, both streams, and its exit code."""
    redirected = re.fullmatch(r"(.*\S) < ([\w./-]+\.\w+)", command)
    line, file = redirected.groups() if redirected else (command, "")
    program, *arguments = shlex.split(line)
    if [program, *arguments[:1]] == ["rm", "-r"]:
        removed(arguments[1:])
        return "", 0
    assert program == "vigueur", f"only `vigueur` is run: {command}"
    if arguments[0] in NEEDS_THE_JOURNAL:
        pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")
    given = io.TextIOWrapper(io.BytesIO(Path(file).read_bytes() if file else b""), encoding="utf-8")
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in FIXED.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", [program, *arguments])
        patch.setattr(sys, "stdin", given)
        patch.setattr(sys, "stdout", printed)
        patch.setattr(sys, "stderr", printed)
        code = main.run(arguments)
    return printed.buffer.getvalue().decode(), code


def removed(folders: list[str]) -> None:
    """Take away folders of the page's own folder."""
    for folder in map(Path, folders):
        assert folder.resolve().is_relative_to(Path.cwd().resolve())
        folder.unlink() if folder.is_file() else shutil.rmtree(folder)


def commands(block: Block) -> list[tuple[str, str, int]]:
    """Each command of a block, what is expected after it, and its exit code."""
    found = []
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        while command.endswith("\\"):
            more, _, expected = expected.partition("\n")
            command = command[:-1] + more.strip()
        code = re.search(r"^\[exit (\d)\]\n?\Z", expected, re.MULTILINE)
        found.append((command, expected[: code.start()] if code else expected, int(code[1]) if code else 0))
    return found


def squeezed(text: str) -> list[str]:
    """Lines without what nobody sees: spaces at their ends, and spaces that do not break."""
    return [line.rstrip() for line in text.replace("\u00a0", " ").replace("\u202f", " ").strip("\n").splitlines()]


def agrees(expected: str, printed: str) -> bool:
    """Whether what was printed is what is expected, `...` standing for any lines, and for the rest of a line at its end."""
    pattern = "\n".join(r"(?:.*\n)*?.*" if line == "..." else rest_of_line(line) for line in squeezed(expected))
    return re.fullmatch(pattern, "\n".join(squeezed(printed))) is not None


def rest_of_line(line: str) -> str:
    """The pattern of an expected line: what differs from day to day stands at its end, as `...`."""
    return re.escape(line.removesuffix("...")) + (".*" if line.endswith("...") else "")


def check_commands(block: Block) -> None:
    for command, expected, code in commands(block):
        printed, exit_code = run(command)
        assert exit_code == code, f"$ {command}\n{printed}"
        if expected.strip():
            assert agrees(expected, printed), f"$ {command}\n--- printed\n{printed}\n--- expected\n{expected}"


def check_expressions(block: Block) -> None:
    for line in filter(None, block.text.splitlines()):
        expression, _, expected = line.rpartition("→")
        printed, exit_code = run(f"vigueur feel -- {shlex.quote(expression.strip())}")
        if re.fullmatch(r"VG\d{3}", expected.strip()):
            assert exit_code != 0
            assert f"[{expected.strip()}]" in printed, f"{line}\n{printed}"
        else:
            assert printed.strip() == expected.strip(), line


def write(block: Block, folder: Path) -> None:
    file = folder / block.title
    assert file.resolve().is_relative_to(folder.resolve())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(changed(file, block.text) if block.kind == "diff" else block.text, encoding="utf-8")


def changed(file: Path, difference: str) -> str:
    """A file with the lines of a difference that begin with `-` replaced by those that begin with `+`."""
    lines = difference.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] in signs) for signs in ("- ", "+ "))
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    return text.replace(old, new, 1)


EXECUTED = [p for p in PAGES if p not in ERRORS and any(b.kind in {"console", "feel"} for b in blocks(p.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", EXECUTED, ids=named)
def test_what_a_page_shows_is_what_happens(page: Path, folder: Path):
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.kind == "console":
            check_commands(block)
        elif block.kind == "feel":
            check_expressions(block)
        elif block.title:
            write(block, folder)


def output_of(section: str, folder: Path) -> str:
    """What the examples of a section print. A file alone is put into the small rule book, which is then checked."""
    found = blocks(section)
    assert found, "a section without an example"
    printed = ""
    for block in found:
        if block.kind == "feel":
            printed += "\n".join(run(f"vigueur feel -- {shlex.quote(line)}")[0] for line in block.text.splitlines() if line)
        elif block.kind == "console":
            printed += "\n".join(run(command)[0] for command, _, _ in commands(block))
        elif block.title:
            write(block, folder)
    if not any(b.kind in {"console", "feel"} for b in found):
        printed += run("vigueur check bicycle")[0]
    return printed


def section(page: Path, name: str) -> str:
    return page.read_text(encoding="utf-8").split(f"## {name}\n")[1].split("\n## ")[0]


# What no block can show: why not. Each has a test of its own in its room.
NOT_SHOWN = {
    **dict.fromkeys(("VG003", "VG004", "VG130", "VG157", "VG207", "VG325"), "would fill pages"),
    **dict.fromkeys(("VG326", "VG431", "VG613", "VG614", "VG712"), "would fill pages"),
    "VG306": "needs a link",
    "VG309": "needs thousands of files",
    "VG846": "needs a process that is stopped",
    "VG711": "needs an argument that is no text",
    **dict.fromkeys(("VG860", "VG861", "VG862", "VG863", "VG864", "VG865"), "needs a server of PostgreSQL"),
    **dict.fromkeys(("VG866", "VG867", "VG868", "VG869", "VG870"), "needs a server of PostgreSQL"),
    "VG799": "a defect, whichever it is",
    **dict.fromkeys(("VG800", "VG805", "VG807", "VG809", "VG810", "VG811", "VG812"), "needs a machine in another state"),
    **dict.fromkeys(
        ("VG814", "VG815", "VG816", "VG821", "VG824", "VG830", "VG839"), "needs the id or the time of a decision that is made in it"
    ),
    **dict.fromkeys(("VG840", "VG841"), "needs a decision, which is recorded with the time of the clock"),
    **dict.fromkeys(
        ("VG822", "VG825", "VG827", "VG829", "VG833", "VG834", "VG835", "VG836", "VG837"), "needs a store that was tampered with"
    ),
}
SHOWN = [p for p in ERRORS if p.stem not in NOT_SHOWN]


@pytest.mark.parametrize("page", SHOWN, ids=lambda p: p.stem)
def test_what_a_page_says_to_avoid_yields_its_code(page: Path, folder: Path):
    printed = output_of(section(page, "Avoid"), folder)
    assert f"[{page.stem}]" in printed or f'"code": "{page.stem}"' in printed, printed


@pytest.mark.parametrize("page", SHOWN, ids=lambda p: p.stem)
def test_what_a_page_says_to_prefer_has_no_error(page: Path, folder: Path):
    printed = output_of(section(page, "Prefer"), folder)
    assert page.stem not in printed
    assert "error[" not in printed, printed
    assert '"error":' not in printed, printed


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_links_to_what_is_there(page: Path):
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_every_page_can_be_reached_from_the_index():
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [(page.parent / t).resolve() for t in re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))]
    assert sorted(named(p) for p in DOCS.rglob("*.md") if p.resolve() not in reached) == []
