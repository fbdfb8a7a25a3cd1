"""The layouts of an explanation: text in 80 columns, Markdown, a page of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import Explanation
from vigueur.explanation.screen import Section
from vigueur.explanation.sections import Sections

Layout: TypeAlias = Literal["text", "markdown", "html"]


def lay_out(explanation: Explanation, layout: Layout = "text", *, detail: int = 1, signs: bool = True) -> str:
    """An explanation as it is read. `signs`: whether ✔ and ✗ may be used; else [oui] [non] [?] ([yes] [no] [?])."""
    language: Language = "fr" if explanation["language"] == "fr" else "en"
    return laid_out(Sections(explanation, detail=detail).all(), language, layout, signs=signs)


def laid_out(sections: Sequence[Section], language: Language, layout: Layout = "text", *, signs: bool = True) -> str:
    """Sections in a layout."""
    if layout == "html":
        from vigueur.explanation.layout.html import page

        return page(sections, language)
    if layout == "markdown":
        from vigueur.explanation.layout.markdown import markdown

        return markdown(sections, language)
    from vigueur.explanation.layout.text import text

    return text(sections, language, signs=signs)
