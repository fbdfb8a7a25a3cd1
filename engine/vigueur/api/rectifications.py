"""A text that was published late or works backwards: which recorded decisions it changes, by how much, and which it reopens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial

from vigueur.api.books import RuleBook
from vigueur.api.rectifying import rectifying
from vigueur.api.sharing import each
from vigueur.comparison.population import Population, choose
from vigueur.comparison.rectified import FORMAT, Change, Rectification
from vigueur.comparison.replayed import Difference
from vigueur.comparison.sums import amounts_of, provisions_of, verdicts_of
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.journal.canonical import Json
from vigueur.journal.log import Journal
from vigueur.suggestion import nearest
from vigueur.version import LANGUAGE, VERSION


def rectify(  # noqa: PLR0913 - what is asked, by whom, and how
    journal: Journal,
    rulebook: RuleBook,
    text: str,
    *,
    today: date,
    at: datetime,
    by: str,
    since: date | None = None,
    decision: str | None = None,
    language: Language = "en",
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Rectification:
    """What a text of today's rule book changes of the decisions of that rule book that still stand.

    Each is decided for its own day as known the day before the text was published, and as known on that day; both by today's rules, so that
    only what was published makes a difference; and as known today. `decision`: only those with an answer to it, or to one below it; a
    damaged entry is told all the same, and of erased persons nobody can tell. The reading is logged. Raises Refused for an unknown text.
    """
    program = rulebook.program
    if text not in program.texts:
        raise Refused((problem("VG719", None, text=text, near=nearest(text, program.texts), known=", ".join(program.texts)),))
    chosen = choose(journal, Population(since=since, rulebook=program.id))
    rows = chosen.readable
    asked: dict[str, Json] = {"text": text, "since": since.isoformat() if since else None, "decision": decision}
    journal.note_access(at, by, "rectify", asked, len(rows))
    begin = partial(rectifying, str(rulebook.folder.resolve()), text, today, language, decision)
    found = [one for one in each(journal, rows, chosen.replaced, begin, jobs=jobs, progress=progress) if one is not None]
    spec = program.texts[text]
    return {
        "format": FORMAT,
        "language": language,
        "engine": {"version": VERSION, "language": LANGUAGE},
        "rulebook": program.id,
        "text": text,
        "title": spec.title.in_(language),
        "published": [day.isoformat() for day in spec.published],
        "today": today.isoformat(),
        "decision": decision,
        "looked_at": len(found),
        "erased": chosen.erased,
        "superseded": chosen.superseded,
        "counts": dict(Counter(r["status"] for r in found)),
        "reopened": dict(Counter(r["reopened"] for r in found if r["reopened"] is not None)),
        "on_publication": _change(program.id, (r["difference"] for r in found if r["status"] in {"changed", "reasons"})),
        "as_known_today": _change(program.id, (r["today"] for r in found if r["status"] in {"changed", "reasons"})),
        "decisions": found,
    }


def _change(rulebook: str, differences: Iterable[Difference | None]) -> Change:
    found = [(rulebook, d) for d in differences if d is not None]
    return {
        "answers": sum(1 for _, d in found if d["answers"]),
        "amounts": amounts_of(found),
        "verdicts": verdicts_of(d for _, d in found),
        "provisions": provisions_of(found),
    }
