"""docs/python-api.md says what the public names say: `pytest tests/docs/test_python_api_page.py --snapshot-update` writes it anew."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot

import vigueur

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"

HEAD = """\
# Python API

`vigueur` is the whole of it: the command line uses nothing else. Each name is loaded when it is first asked for.

```python
from datetime import date
from pathlib import Path

from vigueur import explain, lay_out, load, read_case

rulebook = load(Path("docs/examples/bicycle"))
case = read_case(rulebook, Path("docs/examples/bicycle-case.yaml"))
explanation = explain(rulebook, case, as_of=date(2023, 9, 1))
assert explanation["verdict"] == "eligible"
assert explanation["answers"]["grant.amount"]["value"] == "400"
assert "What would change the result" in lay_out(explanation, "text", detail=1)
```

Mistakes of a rule book, of a case or of a call are raised once, all together, as `Refused`:

```python
from datetime import date

from vigueur import Refused, render_all

try:
    explain(rulebook, case, as_of=date(1990, 1, 1))
except Refused as refused:
    assert [p.code for p in refused.problems] == ["VG752"]
    assert "outside the calendar" in render_all(refused.problems, "en")
```

This page is written from the docstrings.

## Names

"""


def signature(name: str, thing: object) -> str:
    if inspect.isclass(thing):
        plain = issubclass(thing, Exception) or hasattr(thing, "__required_keys__")
        names = [n for n in getattr(thing, "__annotations__", {}) or inspect.signature(thing).parameters if not n.startswith("_")]
        return f"`{name}`" if plain else f"`{name}({', '.join(names)})`"
    if not inspect.isfunction(thing):
        return f"`{name}`"
    written = re.sub(r"(?:vigueur\.[\w.]+|datetime|pathlib\._local|pathlib|collections\.abc)\.(\w+)", r"\1", str(inspect.signature(thing)))
    bare = re.sub(r"(: |-> )(['\"])(.*?)\2(?=[,)=] ?|$| =)", r"\1\3", written)
    return f"`{name}{bare}`"


def entry(name: str) -> str:
    thing = getattr(vigueur, name)
    told = inspect.getdoc(thing) if inspect.isclass(thing) or inspect.isfunction(thing) else "The version of the engine."
    return f"### {name}\n\n{signature(name, thing)}\n\n{told}\n"


def page() -> str:
    return HEAD + "\n".join(entry(name) for name in vigueur.__all__)


def test_the_page_of_the_python_api_is_what_the_names_say(snapshot: Snapshot):
    snapshot.snapshot_dir = DOCS
    snapshot.assert_match(page(), "python-api.md")


def test_its_examples_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(DOCS.parent)
    names: dict[str, object] = {}
    blocks = re.findall(r"^```python\n(.*?)^```$", HEAD, re.MULTILINE | re.DOTALL)
    for block in blocks:
        exec(block, names)  # noqa: S102 - the page's own example
    assert len(blocks) == 2
