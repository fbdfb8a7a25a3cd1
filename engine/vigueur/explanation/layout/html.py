"""One self-contained page: no scripts, nothing loaded, readable by a screen reader and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.layout.text import SIGNS, SPELLED, printable
from vigueur.explanation.screen import Line, Section, Table

_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #767676}"
    "ul{padding-left:1.25rem}li{margin:.35rem 0}li ul{list-style:none;padding-left:1rem;color:#3d3d3d}"
    "table{border-collapse:collapse;margin:1rem 0;width:100%}caption{text-align:left;color:#3d3d3d}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #c8c8c8}th[scope=row]{font-weight:normal}"
    ".figure{text-align:right;white-space:nowrap}figure{margin:1rem 0}svg{max-width:100%;height:auto}"
    ".yes{color:#0a5c2b}.no{color:#a3120a}.unknown{color:#6b4e00}"
    "@media(prefers-color-scheme:dark){body{color:#f0f0f0;background:#121212}li ul{color:#cfcfcf}"
    ".yes{color:#7fd99b}.no{color:#ff9a90}.unknown{color:#f0cf7a}}"
    "@media print{body{margin:0;max-width:none}}"
)


def page(sections: Sequence[Section], language: Language) -> str:
    """The whole page."""
    title = sections[0].title if sections else ""
    body = "\n".join(line for section in sections for line in _section(section, language))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{safe(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section, language: Language) -> Iterator[str]:
    if section.key == "verdict":
        line = section.lines[0]
        yield f"<h1>{_sign(line, language)}{safe(line.text)}</h1>"
        yield from (f"<p>{safe(under)}</p>" for under in line.under)
        return
    if not section.title:
        yield from (f"<p>{safe(line.text)}</p>" for line in section.lines)
        return
    name = f"section-{section.key}"
    yield f'<section aria-labelledby="{name}">'
    yield f'<h2 id="{name}">{safe(section.title)}</h2>'
    if section.picture is not None:
        from vigueur.explanation.layout.dues_svg import drawing  # noqa: PLC0415 - only where there is something to draw

        yield f"<figure>{drawing(section.picture, section.key)}</figure>"
    if section.table is not None:
        yield from _table(section.table)
    if section.bullets and section.lines:
        yield from _list(section.lines, language)
    else:
        yield from (f"<p>{safe(line.text)}</p>" for line in section.lines)
    yield "</section>"


def _table(table: Table) -> Iterator[str]:
    head = "".join(f'<th scope="col"{_side(table, n)}>{safe(cell)}</th>' for n, cell in enumerate(table.head))
    yield f"<table><caption>{safe(table.caption)}</caption><thead><tr>{head}</tr></thead>"
    yield "<tbody>"
    for first, *rest in table.rows:
        cells = "".join(f"<td{_side(table, n)}>{safe(cell)}</td>" for n, cell in enumerate(rest, start=1))
        yield f'<tr><th scope="row">{safe(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _side(table: Table, column: int) -> str:
    return ' class="figure"' if column in table.right else ""


def _list(lines: Sequence[Line], language: Language) -> Iterator[str]:
    """Lines as nested lists, by their depth."""
    depth = -1
    for line in lines:
        if line.depth > depth:
            yield from ("<ul>" for _ in range(line.depth - depth))
        else:
            yield "</li>"
            yield from ("</ul></li>" for _ in range(depth - line.depth))
        depth = line.depth
        yield f"<li>{_sign(line, language)}{safe(line.text)}"
        if line.under:
            yield f"<ul>{''.join(f'<li>{safe(under)}</li>' for under in line.under)}</ul>"
    yield from ("</li></ul>" for _ in range(depth + 1))


def _sign(line: Line, language: Language) -> str:
    if not line.mark:
        return ""
    return f'<span class="{line.mark}" role="img" aria-label="{SPELLED[language][line.mark].strip("[]")}">{SIGNS[line.mark]}</span> '


def safe(words: str) -> str:
    """A text without a meaning of its own in HTML."""
    return escape(printable(words), quote=True)
