"""A rectification as a person reads it, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from vigueur_cli.amounts import signed
from vigueur_cli.comparison_words import ComparisonWords, Data, table
from vigueur_cli.terminal import one_line

if TYPE_CHECKING:
    from vigueur import Rectification

_MOST: Final = 20
"""Decisions told one by one before the rest is only counted."""
_STATUS: Final = {
    "changed": ("answered otherwise by this text", "avec une autre réponse, du fait de ce texte"),
    "reasons": ("the same answer, for other reasons", "même réponse, pour d'autres motifs"),
    "same": ("not touched", "sans changement"),
    "other": ("changed by another text of that day alone", "changée{s} par un autre texte de ce jour seulement"),
    "knew": ("made with this text known", "prise{s} en connaissant ce texte"),
    "blocked": ("that today's rules cannot decide", "que les règles actuelles ne peuvent pas juger"),
    "unreadable": ("damaged in the journal", "abîmée{s} dans le journal"),
}
_REOPENED: Final = {
    "retroactive": ("it reaches back before its publication", "il remonte avant sa publication"),
    "correction": ("it corrects or withdraws an earlier text", "il corrige ou retire un texte antérieur"),
    "ahead": ("decided ahead, for a day still to come then", "jugée{s} d'avance, pour un jour alors à venir"),
    "none": (
        "not reopened: made after it was published, by the law known before",
        "non rouverte{s} : prise{s} après sa publication, avec le droit d'avant",
    ),
}


class Words(ComparisonWords):
    """Says a rectification in one language."""

    def __init__(self, told: Rectification) -> None:
        super().__init__(told["language"])
        self.told = told

    def lines(self) -> Iterator[str]:
        """All that is said: the text, what it changes together, and of whom."""
        told = self.told
        yield told["title"]
        first, last = told["published"]
        if first == last:
            yield self.said(f"  {told['text']} · published {first}", f"  {told['text']} · publié le {first}")
        else:
            yield self.said(
                f"  {told['text']} · published between {first} and {last}", f"  {told['text']} · publié entre le {first} et le {last}"
            )
        if told["decision"] is not None:
            yield f"  {self.said('only those with an answer to', 'seulement celles qui répondent à')} {one_line(told['decision'])}"
        looked = self.count(told["looked_at"])
        yield self.said(f"  decisions looked at: {looked}", f"  décisions examinées : {looked}")
        for count, en, fr in (
            (told["erased"], "left out: the person was erased", "hors examen : la personne a été effacée"),
            (told["superseded"], "left out: superseded by another", "hors examen : remplacée{s} depuis"),
        ):
            if count:
                yield f"  {self.counted(count, en, fr)}"
        yield ""
        for status, words in _STATUS.items():
            if told["counts"].get(status):
                yield self._line(told["counts"][status], words)
        yield from self._reopened()
        yield from self._sums()
        yield from self._each([d for d in told["decisions"] if d["status"] == "changed"])

    def _reopened(self) -> Iterator[str]:
        reopened = {**self.told["reopened"], "none": self.told["counts"].get("changed", 0) - sum(self.told["reopened"].values())}
        if not self.told["counts"].get("changed"):
            return
        yield ""
        yield self.said("Reopened by its own terms?", "Rouvertes par ses propres termes ?")
        for how, words in _REOPENED.items():
            if reopened.get(how):
                yield self._line(reopened[how], words)

    def _line(self, count: int, words: tuple[str, str]) -> str:
        return f"{self.count(count):>10} {self.of_many(count, *words)}"

    def _sums(self) -> Iterator[str]:
        for name, change in (
            (self.said("As known on its publication", "Selon ce qui était connu à sa publication"), self.told["on_publication"]),
            (self.said("As known today", "Selon ce qui est connu aujourd'hui"), self.told["as_known_today"]),
        ):
            if change["answers"]:
                yield ""
                yield name
                yield from self.change(change)

    def _each(self, changed: list[Any]) -> Iterator[str]:
        if changed:
            yield ""
        for found in changed[:_MOST]:
            recorded = self.verdict(found["verdict"])
            day = self.said(f"as of {found['as_of']} · recorded: {recorded}", f"au {found['as_of']} · consigné : {recorded}")
            yield f"{found['id']}  {day}"
            yield from (f"  {line}" for line in self._difference(found["difference"]))
            if found["together_with"]:
                yield f"  {self.said('together with', 'avec')} {', '.join(found['together_with'])}"
            if found["override"] is not None:
                decided = self.verdict(found["override"])
                yield self.said(
                    f"  decided by a person, and that stays: {decided}", f"  décidé par une personne, et cela reste : {decided}"
                )
        if len(changed) > _MOST:
            rest = self.count(len(changed) - _MOST)
            yield self.said(f"… and {rest} more (--format csv)", f"… et {rest} de plus (--format csv)")

    def _difference(self, found: Data) -> Iterator[str]:
        if found["verdict"][0] != found["verdict"][1]:
            yield self.verdicts(found["verdict"])
        sums = {a["decision"]: a for a in found["amounts"]}
        for changed in found["changed"]:
            amount = sums.get(changed["decision"])
            granted = ""
            if amount and amount["difference"]:
                granted = f" ({self.granted}{self.colon} {signed(amount['difference'], amount['currency'], self.language)})"
            yield f"{changed['label']}{self.colon} {changed['before_said']} → {changed['after_said']}{granted}"


def in_words(told: Rectification) -> str:
    """A rectification in words."""
    return "\n".join(Words(told).lines()) + "\n"


_COLUMNS: Final = (
    *("id", "at", "as_of", "known_at", "status", "reopened", "verdict_before", "verdict_after"),
    *("decision", "currency", "before", "after", "difference", "today", "provision", "together_with"),
)


def as_csv(told: Rectification) -> str:
    """A rectification as a table: a line for each decision and amount. `today`: what is due as known today, less what was due before."""
    return table(_COLUMNS, (row for found in told["decisions"] for row in _rows(found)))


def _rows(found: Data) -> Iterable[list[object]]:
    parted, today = found["difference"], found["today"]
    verdicts = [v or "" for v in parted["verdict"]] if parted else ["", ""]
    head = [found["id"], found["at"], found["as_of"], found["known_at"], found["status"], found["reopened"] or "", *verdicts]
    provision = parted["first"]["provision"] if parted and parted["first"] else ""
    now = {a["decision"]: a["difference"] for a in (today["amounts"] if today else [])}
    for amount in (parted["amounts"] if parted else []) or [{}]:
        sums = ["" if amount.get(k) is None else amount[k] for k in ("decision", "currency", "before", "after", "difference")]
        yield [*head, *sums, now.get(amount.get("decision"), "") or "", provision, " ".join(found["together_with"])]
