"""A replay as a person reads it, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

from vigueur_cli.amounts import number, signed
from vigueur_cli.comparison_words import ComparisonWords, Data, table
from vigueur_cli.language import Language
from vigueur_cli.terminal import one_line
from vigueur_cli.verdicts import verdict_in_words

if TYPE_CHECKING:
    from vigueur import Replay

_MOST: Final = 10
"""Lines of a list before the rest is only counted."""

_CAUSES: Final = {
    "engine": ("another engine", "un autre moteur"),
    "engine_or_encoding": ("engine or rule encoding", "moteur ou écriture"),
    "encoding": ("rule encoding", "écriture des règles"),
    "text": ("new text", "nouveau texte"),
    "data": ("corrected facts", "faits corrigés"),
    "time": ("passing of time", "passage du temps"),
}
_STEPS: Final = {
    "engine": ("made again as it was made", "refaite telle quelle"),
    "engine_or_encoding": ("by the rules as they are written today", "selon l'écriture actuelle des règles"),
    "encoding": ("by the rules as they are written today", "selon l'écriture actuelle des règles"),
    "text": ("by the law of that day as it is known today", "selon le droit de ce jour, tel qu'il est connu aujourd'hui"),
    "data": ("with the corrected facts", "avec les faits corrigés"),
    "time": ("by the law of today", "selon le droit d'aujourd'hui"),
}
_FLAWS: Final = {
    "entry": ("the entry is not what was recorded", "l'entrée n'est pas ce qui a été consigné"),
    "archive_missing": ("the archived rule book is missing", "le livre archivé manque"),
    "archive_damaged": ("the archived rule book is damaged", "le livre archivé est abîmé"),
    "archive_refused": ("the archived rule book is refused by this engine", "ce moteur refuse le livre archivé"),
    "meaning": ("the archived rule book means something else", "le livre archivé a un autre sens"),
    "facts": ("the recorded facts are read otherwise, or not at all", "les faits consignés se lisent autrement, ou pas du tout"),
    "readings": ("other readings were used", "d'autres lectures ont été suivies"),
    "answers": ("the answers differ", "les réponses diffèrent"),
    "explanation": ("the way to the answers differs", "le chemin vers les réponses diffère"),
    "document": ("the explanation as told differs", "l'explication donnée diffère"),
}


class Words(ComparisonWords):
    """Says a replay in one language."""

    def __init__(self, told: Replay) -> None:
        super().__init__(told["language"])
        self.told = told

    def lines(self) -> Iterator[str]:
        """All that is said: incidents first, then what differs, then one decision's own story."""
        told = self.told
        engine = told["engine"]["version"]
        head = self.said("Decisions made again", "Décisions refaites")
        yield f"{head}{self.colon} {self.count(told['replayed'])}"
        yield self.said(f"  engine {engine} · law as known on {told['today']}", f"  moteur {engine} · droit connu au {told['today']}")
        yield from self._left_out()
        yield ""
        yield from self._incidents()
        if len(told["decisions"]) == 1 and told["sample"] is None and not told["decisions"][0]["erased"]:
            yield from self._one(told["decisions"][0])
        else:
            yield from self._table()
            yield from self._causes()
            yield from self._sample()

    def _left_out(self) -> Iterator[str]:
        told = self.told
        notes = (
            (told["erased"], "cannot be made again: the person was erased", "hors rejeu : la personne a été effacée"),
            (
                told["superseded"],
                "left out: superseded by another (--superseded)",
                "hors rejeu : remplacée{s} depuis (--remplacees pour les refaire)",
            ),
            (
                told["overridden"],
                "decided by a person: that verdict stays, the rules' is made again",
                "décidée{s} par une personne : ce verdict reste, celui des règles est refait",
            ),
            (
                told["engine_notes"],
                "by another engine, told otherwise and decided the same",
                "par un autre moteur, dite{s} autrement et jugée{s} de même",
            ),
        )
        for count, en, fr in notes:
            if count:
                yield f"  {self.counted(count, en, fr)}"
        for step, count in sorted(told["blocked"].items()):
            cause = {"R2": "encoding", "R3": "text", "R4": "data", "R5": "time"}[step]
            told_ = self.counted(count, "not beyond this step", "arrêtée{s} à cette étape")
            yield f"  {told_}{self.colon} {self.said(*_STEPS[cause])}"

    def _incidents(self) -> Iterator[str]:
        incidents = self.told["incidents"]
        same = sum(1 for r in self.told["decisions"] if r["identical"])
        of = self.count(self.told["replayed"])
        if not incidents:
            yield self.said(
                f"As made: {self.count(same)} of {of} are the same, byte for byte",
                f"Refaites à l'identique, à l'octet près : {self.count(same)} sur {of}",
            )
            yield ""
            return
        yield f"✗ {self.counted(len(incidents), 'incident{s}', 'incident{s}')} ({self.said(f'{of} made again', f'sur {of}')})"
        for incident in incidents[:_MOST]:
            yield from self._incident(incident)
        yield from self._more(len(incidents))
        yield ""

    def _incident(self, incident: Data) -> Iterator[str]:
        yield f"  {incident['id']}"
        for flaw in incident["flaws"]:
            en, fr = _FLAWS[flaw]
            yield f"    {self.said(en, fr)}{self._codes(incident['codes'])}"
        if incident["engine"]:
            yield self.said("    another engine made it: that may be why", "    un autre moteur l'a prise : c'est peut-être pourquoi")

    @staticmethod
    def _codes(codes: list[str]) -> str:
        return f" ({', '.join(codes)})" if codes else ""

    def _more(self, count: int) -> Iterator[str]:
        if count > _MOST:
            yield self.said(f"  … and {self.count(count - _MOST)} more", f"  … et {self.count(count - _MOST)} de plus")

    def _table(self) -> Iterator[str]:
        causes = self.told["causes"]
        if set(causes) <= {"engine"} and not _differs(causes.get("engine")):
            return
        heads = (self.said("compared", "comparées"), self.said("answers", "réponses"), self.said("reasons only", "motifs seuls"))
        yield f"{self.said('What differs', 'Ce qui change'):28}{_columns(heads)}"
        for cause, total in causes.items():
            if cause == "engine" and not _differs(total):
                continue
            counts = (self.count(n) for n in (total["compared"], total["answers"], total["explanations"]))
            yield f"  {self.said(*_CAUSES[cause]):26}{_columns(counts)}"
        yield ""

    def _causes(self) -> Iterator[str]:
        for cause, total in self.told["causes"].items():
            if _differs(total):
                name = self.said(*_CAUSES[cause]).capitalize()
                yield name if cause == "data" else f"{name}, {self.said(*_STEPS[cause])}"  # its step says the same
                if cause == "time":
                    yield self.said(
                        "  (another day is decided: nothing is to be claimed or paid for that alone)",
                        "  (un autre jour est jugé : rien à réclamer ni à verser de ce seul fait)",
                    )
                yield from self.change(total)
                yield ""
        if any(map(_differs, self.told["causes"].values())):
            yield self.said("Which decisions: --format csv, or replay ID", "Quelles décisions : --format csv, ou rejouer ID")
            yield ""

    def _sample(self) -> Iterator[str]:
        sample = self.told["sample"]
        if sample is None:
            return
        size, population, seed = self.count(sample["size"]), self.count(sample["population"]), one_line(sample["seed"])
        drawn = self.said(
            f"A sample: {size} of {population}, drawn with the seed {seed}.",
            f"Un échantillon : {size} sur {population}, tiré avec la graine {seed}.",
        )
        guesses = [(cause, guess) for cause, guess in sample["causes"].items() if cause != "engine"]
        if not (guesses and sample["size"]):
            yield drawn
            return
        yield drawn + self.said(" What it tells of all,", " Ce qu'il dit de")
        yield self.said("right 95 times in 100:", "l'ensemble, juste 95 fois sur 100 :")
        for cause, guess in guesses:
            yield from self._guess(self.said(*_CAUSES[cause]), guess)

    def _guess(self, name: str, guess: Data) -> Iterator[str]:
        share = guess["share"]
        if not share["usable"]:
            seen, of = self.count(share["seen"]), self.count(share["of"])
            yield self.said(
                f"  {name}: not usable, the sample is too small ({seen} of {of} drawn differ)",
                f"  {name} : inutilisable, échantillon trop petit (vues : {seen} sur {of})",
            )
            return
        low, high = self.count(share["low"]), self.count(share["high"])
        if low == high:
            yield self.said(f"  {name}: decisions that differ: {low}", f"  {name} : décisions qui changent : {low}")
        else:
            yield self.said(f"  {name}: {low} to {high} decisions differ", f"  {name} : de {low} à {high} décisions changent")
        if share["rule_of_three"] is not None and self._says_more(share):
            bound = _percent(share["rule_of_three"], self.language)
            yield self.said(
                f"    none was seen: at most {bound} (rule of three, 95 %)",
                f"    aucune n'a été vue : {bound} au plus (règle de trois, 95 %)",
            )
        if share["unknown"]:
            unknown = self.count(share["unknown"])
            yield self.said(
                f"    of the sample, not compared: {unknown}; they may differ or not",
                f"    dans l'échantillon, sans comparaison : {unknown} ; changent ou non",
            )
        for amount in guess["amounts"]:
            yield f"    {amount['label']}{self.colon} {self._total(amount)}"
        if any(amount["reliable"] and amount["low"] != amount["high"] for amount in guess["amounts"]):
            yield self.said(
                "    (sums are estimated; a rare difference of another size is in no sample)",
                "    (sommes estimées ; un écart rare d'une autre taille n'est dans aucun tirage)",
            )

    def _total(self, amount: Data) -> str:
        """What an amount comes to over all, where that may be quoted."""
        if not amount["reliable"]:
            seen, unknown = self.count(amount["nonzero"]), self.count(amount["unknown"])
            more = self.said(f", not known: {unknown}", f", non connues : {unknown}") if amount["unknown"] else ""
            return self.said(f"not usable (differences seen: {seen}{more})", f"inutilisable (différences vues : {seen}{more})")
        total, low, high = (signed(amount[name], amount["currency"], self.language) for name in ("total", "low", "high"))
        return total if low == high else self.said(f"{total} ({low} to {high})", f"{total} (de {low} à {high})")

    def _says_more(self, share: Data) -> bool:
        """Whether the rule of three, which knows no end of the population, leaves less open than the interval does."""
        sample = self.told["sample"]
        return sample is not None and Decimal(share["rule_of_three"]) * sample["population"] < share["high"]

    def _one(self, replayed: Data) -> Iterator[str]:
        yield self.said(f"Decision {replayed['id']}", f"Décision {replayed['id']}")
        yield self.said(
            f"  as of {replayed['as_of']}, law as known on {replayed['known_at']}: {verdict_in_words(replayed['verdict'], 'en')}",
            f"  au {replayed['as_of']}, droit connu au {replayed['known_at']} : {verdict_in_words(replayed['verdict'], 'fr')}",
        )
        if replayed["override"] is not None:
            decided = self.verdict(replayed["override"])
            yield self.said(f"  decided by a person, and that stays: {decided}", f"  décidé par une personne, et cela reste : {decided}")
        if replayed["superseded"]:
            yield self.said("  superseded by a later decision", "  remplacée par une décision plus récente")
        by_step = {d["steps"][1]: d for d in replayed["differences"]}
        for step, cause in (("R1", "engine"), ("R2", "encoding"), ("R3", "text"), ("R4", "data"), ("R5", "time")):
            if step in replayed["verdicts"]:
                yield from self._step(step, cause, replayed, by_step.get(step))
        for blocked in replayed["blocked"]:
            step, codes = blocked["step"], self._codes(blocked["codes"])
            yield self.said(f"  {step}  cannot be taken{codes}:", f"  {step}  impossible{codes} :")
            yield from (f"        {one_line(said)}" for said in blocked["said"])

    def _step(self, step: str, cause: str, replayed: Data, found: Data | None) -> Iterator[str]:
        name = self.said(*_STEPS[cause])
        if found is None:
            same = self.said("the same", "identique") if step != "R1" or replayed["identical"] else self.said("not the same", "différente")
            yield f"  {step}  {name}{self.colon} {same}"
            return
        yield f"  {step}  {name}{self.colon} {self._kind(found)}"
        if found["verdict"][0] != found["verdict"][1]:
            yield "        " + self.verdicts(found["verdict"])
        for changed in found["changed"]:
            yield f"        {changed['label']}{self.colon} {changed['before_said']} → {changed['after_said']}"
        for amount in found["amounts"]:
            if amount["difference"] is not None:
                difference = signed(amount["difference"], amount["currency"], self.language)
                yield f"        {self.granted}{self.colon} {difference}"
        if found["first"] is not None:
            yield from self._where(found["first"])

    def _kind(self, found: Data) -> str:
        """What differs at a step: the reasons alone, or the answers and by what; corrected facts are named by the step itself."""
        if not found["answers"]:
            return self.said("only the reasons differ", "seuls les motifs changent")
        return self.said("the answers differ", "les réponses changent") if found["cause"] == "data" else self.said(*_CAUSES[found["cause"]])

    def _where(self, first: Data) -> Iterator[str]:
        yield f"        {self.first(first)}"
        for reading in (first["before"], first["after"]):
            if reading is None:
                yield self.said("          not read", "          non lue")
            else:
                text = f" · {reading['text_said']}" if reading["text_said"] else ""
                yield f"          {reading['said']}{text}"


def in_words(told: Replay) -> str:
    """A replay in words."""
    return "\n".join(Words(told).lines()).rstrip("\n") + "\n"


_COLUMNS: Final = (
    "id",
    "at",
    "rulebook",
    "as_of",
    "known_at",
    "identical",
    "incident",
    "cause",
    "answers",
    "verdict_before",
    "verdict_after",
    "decision",
    "currency",
    "before",
    "after",
    "difference",
    "provision",
    "text_before",
    "text_after",
)


def as_csv(told: Replay) -> str:
    """A replay as a table: a line for each decision, cause and amount; a line without a cause where nothing differs."""
    return table(_COLUMNS, (row for replayed in told["decisions"] for row in _rows(replayed)))


def _rows(replayed: Data) -> Iterable[list[object]]:
    incident = "erased" if replayed["erased"] else " ".join(replayed["incident"]["flaws"]) if replayed["incident"] else ""
    head = [replayed["id"], replayed["at"], replayed["rulebook"], replayed["as_of"], replayed["known_at"], replayed["identical"], incident]
    if not replayed["differences"]:
        yield [*head, *[""] * 12]
    for found in replayed["differences"]:
        first = found["first"]
        texts = [(r["text"] or "") if r else "" for r in ((first["before"], first["after"]) if first else (None, None))]
        tail = [first["provision"] if first else "", *texts]
        about = [found["cause"], found["answers"], *(v or "" for v in found["verdict"])]
        for told in [_sums(amount) for amount in found["amounts"]] or [[""] * 5]:
            yield [*head, *about, *told, *tail]


def _sums(amount: Data) -> list[str]:
    sums = (amount["before"], amount["after"], amount["difference"])
    return [amount["decision"], amount["currency"], *("" if known is None else known for known in sums)]


def _columns(cells: Iterable[str]) -> str:
    return "".join(f"{cell:>14}" for cell in cells)


def _differs(total: Data | None) -> bool:
    return total is not None and bool(total["answers"] or total["explanations"])


def _percent(share: str, language: Language) -> str:
    """A share that is not exceeded, in percent: rounded up."""
    percent = (Decimal(share) * 100).quantize(Decimal("0.1"), ROUND_CEILING).normalize()
    return number(format(percent, "f"), language) + (" %" if language == "fr" else "%")
