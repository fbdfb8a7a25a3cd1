"""A text and a place in it: every problem, node and effect says where it was written."""

from __future__ import annotations

from bisect import bisect_right

from vigueur.plain import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file as it was read. Two sources are never equal: they are told apart by identity."""

    name: str
    text: str = field(repr=False)
    _starts: list[int] = field(default_factory=list, repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both counted from 1."""
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(i + 1 for i, char in enumerate(self.text) if char == "\n")
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """One line, without its end, `number` counted from 1."""
        self.position(0)
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source: `[start, end)`, in characters."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text taken out of a source, such as an expression in a YAML scalar; knows where each character stood.

    `offsets` has one entry a character and one for the end; None where the fragment is a plain stretch
    that begins at `start`.
    """

    text: str
    source: Source
    start: int
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The place in the source of `text[start:end]`."""
        if self.offsets is None:
            return Span(self.source, self.start + start, self.start + end)
        first = self.offsets[start]
        last = self.offsets[end - 1] + 1 if end > start else first
        return Span(self.source, first, max(first, last))

    @classmethod
    def of(cls, text: str, name: str = "<expression>") -> Fragment:
        """A text that is its own source."""
        return cls(text, Source(name, text), 0)
