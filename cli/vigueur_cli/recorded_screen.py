"""The screen of one recorded decision: what was decided and by whom, on what, under which law; in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from vigueur import Journal, Problem, Record, RecordWords, Refused, message, words_of
from vigueur_cli.language import Language
from vigueur_cli.recording import moment, not_due
from vigueur_cli.terminal import one_line, wrapped
from vigueur_cli.verdicts import verdict_in_words

_WIDTH: Final = 80


def screen(journal: Journal, record: Record, language: Language, why: str) -> str:
    """A recorded decision as a person reads it. `why`: the command that explains it."""
    told = [wrapped(line) for line in _Screen(journal, record, language).lines()]
    if record.content is not None:
        head = "Pourquoi :" if language == "fr" else "Why:"
        # A command is never broken over lines: it is there to be pasted.
        told.append(f"{head} {why}" if len(head) + len(why) < _WIDTH else f"{head}\n  {why}")
    return "\n".join(told)


class _Screen:
    """One record in one language, with the words of the rule book that decided."""

    def __init__(self, journal: Journal, record: Record, language: Language) -> None:
        self.journal = journal
        self.record = record
        self.french = language == "fr"
        self.language = language
        try:
            self.words = words_of(journal, record, language)
            self.wanting: tuple[Problem, ...] = ()
        except Refused as refused:
            self.words, self.wanting = RecordWords({}, {}, {}), refused.problems

    def say(self, en: str, fr: str) -> str:
        return fr if self.french else en

    def lines(self) -> Iterator[str]:
        record, content = self.record, self.record.content
        yield f"{self.say('Decision', 'Décision')} {record.id}"
        yield self.say(
            f"  by {one_line(record.text('actor'))}, {moment(record)} · entry {record.row.sequence}",
            f"  par {one_line(record.text('actor'))}, le {moment(record)} · entrée {record.row.sequence}",
        )
        yield f"  {self.say('person', 'personne')} {record.text('subject')[:16]}… ({record.text('purpose')})"
        yield from self._standing()
        yield from self._wanting()
        if content is None:
            yield ""
            yield self.say(
                "The person was erased: what was decided can be read by nobody any more.",
                "La personne a été effacée : ce qui a été décidé ne peut plus être lu par quiconque.",
            )
        else:
            yield from self._content(content)
        yield from self._origin()

    def _standing(self) -> Iterator[str]:
        newer = self.journal.superseded_by(self.record.id)
        for id_ in self.record.row.superseded:
            yield f"  {self.say('supersedes', 'remplace')} {id_}"
        if newer is not None:
            yield f"  {self.say('superseded by', 'remplacée par')} {newer}"

    def _wanting(self) -> Iterator[str]:
        """Why there are ids where the words of the rule book should stand."""
        if self.wanting and self.record.content is not None:
            first, more = self.wanting[0], f" (+{len(self.wanting) - 1})" if self.wanting[1:] else ""
            why = f"[{first.code}]{self._colon}{message(first, self.language)}{more}"
            yield self.say(f"  without the words of its rule book {why}", f"  sans les mots de son livre de règles {why}")

    def _content(self, content: Mapping[str, Any]) -> Iterator[str]:
        yield ""
        yield f"{self.say('Decided', 'Décidé')}{self._colon}{verdict_in_words(content['verdict'], self.language)}"
        if content["override"]:
            computed = verdict_in_words(content["computed"], self.language)
            yield self.say(f"  by a person; the rules answer: {computed}", f"  par une personne ; les règles répondent\u00a0: {computed}")
            yield self.say(
                f"  reason: {one_line(content['override']['reason'])}", f"  motif\u00a0: {one_line(content['override']['reason'])}"
            )
        yield ""
        yield self.say("Answers of the rules", "Réponses des règles")
        for name in content["decisions"]:
            answer = content["answers"][name]
            aside = not_due(content["verdict"], answer, self.language)
            yield f"  · {self._label(name)}{self._colon}{self._answer(name, answer)}{f' ({aside})' if aside else ''}"
        yield ""
        yield self.say("Facts", "Faits")
        for name, held in content["facts"].items():
            yield f"  · {self._label(name)}{self._colon}{self.words.facts.get(name) or self._value(held['value'])}{self._from(held)}"
        if content["chosen"]:
            yield ""
            yield self.say("Readings chosen, in place of the default", "Lectures choisies, au lieu de celles par défaut")
            yield from (f"  · {name} = {option}" for name, option in content["chosen"].items())
        if content["case"]:
            yield f"  {self.say('case', 'cas')}{self._colon}{one_line(content['case'])}"

    def _origin(self) -> Iterator[str]:
        record = self.record
        edition, engine = record.body["edition"], record.body["engine"]
        assert isinstance(edition, dict)  # noqa: S101 - the entry's shape was held against what was logged
        assert isinstance(engine, dict)  # noqa: S101
        yield ""
        yield self.say("Under which law", "Selon quel droit")
        yield self.say(f"  law of {record.text('as_of')}, as known on {record.text('known_at')}",
                       f"  droit du {record.text('as_of')}, tel que connu au {record.text('known_at')}")  # fmt: skip
        yield f"  {record.text('purpose')} · {self.say('content', 'contenu')} {str(edition['content'])[:12]} · vigueur {engine['version']}"
        for text, provisions in _rests_on(record):
            if text:
                read = self.say("provisions read", "dispositions lues")
                yield f"  · {self._label(text)} · {read}{self._colon}{len(provisions)}"
        yield ""
        yield from self._whole()

    def _whole(self) -> Iterator[str]:
        """That it is what was recorded. INVARIANT: a record whose hashes do not hold is not read but refused."""
        if self.record.content is None:
            leaf = self.record.row.leaf.hex()[:16]
            yield self.say(
                f"Entry checked: its hash {leaf}… is the one that was logged.",
                f"Entrée vérifiée : son empreinte {leaf}… est celle qui a été consignée.",
            )
        else:
            content = self.record.text("content")[:16]
            yield self.say(
                f"Content checked: its hash {content}… is the one that the entry fixed.",
                f"Contenu vérifié : son empreinte {content}… est celle de l'entrée.",
            )

    @property
    def _colon(self) -> str:
        return "\u00a0: " if self.french else ": "

    def _label(self, name: str) -> str:
        label = self.words.labels.get(name)
        return f"{label} [{name}]" if label else name

    def _answer(self, name: str, answer: Mapping[str, Any]) -> str:
        if name in self.words.answers:
            return self.words.answers[name]
        if answer["status"] == "undetermined":
            waits = ", ".join(self.words.labels.get(name, name) for name in answer["waits_for"])
            return f"{self.say('undetermined, for want of', 'indéterminé, faute de')}{self._colon}{waits}"
        if answer["status"] == "absent":
            return self.say("not in force, or not applicable", "pas en vigueur, ou sans objet")
        value = answer["value"]
        if isinstance(value, list):
            return self.say(f"{len(value)} items", f"{len(value)} éléments")
        return f"{self._value(value)} {answer['currency']}".rstrip()

    def _value(self, value: object) -> str:
        match value:
            case bool():
                return self.say("yes", "oui") if value else self.say("no", "non")
            case "never":
                return self.say("never", "jamais")
            case list():
                return ", ".join(self._value(item) for item in value) or self.say("nothing", "rien")
            case dict():
                return " ".join(f"{name}={self._value(item)}" for name, item in value.items() if item is not None)
            case _:
                return str(value)

    def _from(self, held: Mapping[str, Any]) -> str:
        parts = [f"source{self._colon}{held['source']}"] if held["source"] else []
        if held["observed"]:
            parts.append(self.say(f"observed on {held['observed']}", f"constaté le {held['observed']}"))
        return f" ({', '.join(parts)})" if parts else ""


def _rests_on(record: Record) -> list[tuple[str, list[str]]]:
    content: Mapping[str, Any] = record.content or {}
    return list(content.get("rests_on", {}).items())
