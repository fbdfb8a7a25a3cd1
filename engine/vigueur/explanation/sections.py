"""An explanation as it is read: sections in their order, the same for every layout. How much is told depends on the detail."""

from __future__ import annotations

from datetime import date

from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import (
    AbsentEntry,
    AlternativeEntry,
    AnswerEntry,
    CitationEntry,
    Explanation,
    MissingEntry,
    OfferEntry,
    ReasonEntry,
    RegimeEntry,
)
from vigueur.explanation.dues_layout import DEADLINE_MARKS, DuesSections, brief
from vigueur.explanation.screen import MARKS, VERDICT_MARKS, Line, Mark, Section
from vigueur.explanation.words import say, sentence, vocabulary

SHORT, USUAL, FULL = 1, 2, 3
_FEW = 5
_FEWER = 2
_STANDING = {"condition", "deadline"}
"""What is told by how it stands, not by a value."""


class Sections:
    """Tells one explanation in its own language."""

    def __init__(self, explanation: Explanation, *, detail: int) -> None:
        self.told = explanation
        self.detail = detail
        self.language: Language = "fr" if explanation["language"] == "fr" else "en"
        self.words = vocabulary(self.language)
        self.outside = explanation["verdict"] == "out_of_scope" and explanation["text_in_force"] is None
        """Nothing of these rules is for this case. Where only no condition is left, the amounts are for it all the same."""
        only = list(explanation["answers"].values()) if explanation["verdict"] is None else []
        self.alone = only[0] if len(only) == 1 and only[0]["kind"] in {"condition", "deadline", "dues"} else None
        """The one answer that was asked for, where the heading tells it."""

    def say(self, key: str, /, **details: str) -> str:
        """A phrase of the language."""
        return say(self.language, key, **details)

    def all(self) -> list[Section]:
        """Every section that has something to tell."""
        parts = [
            self.heading(),
            self.answers(),
            *self.dues(),
            *((self.missing(), *self.reasons()) if self.told["verdict"] == "undetermined" else (*self.reasons(), self.missing())),
            self.lacks(),
            self.changes(),
            self.absent(),
            self.facts(),
            self.readings(),
            self.waiting(),
            self.hidden(),
            self.steps(),
            self.notice(),
        ]
        return [part for part in parts if part.lines or part.table]

    def _section(self, key: str, lines: list[Line], *, bullets: bool = True) -> Section:
        return Section(key, self.say(f"title_{key}"), tuple(lines), bullets)

    def day(self, iso: str) -> str:
        """A day of the document in words."""
        return self.words.date_(date.fromisoformat(iso))

    # -- what was decided ------------------------------------------------------------------------------------------------------

    def heading(self) -> Section:
        """The verdict, the day and the text in force."""
        told = self.told
        under = [" · ".join(part for part in (self.say("on_day", day=self.day(told["as_of"])), self._known(), self._text()) if part)]
        under += [line for outcome in told["outcomes"] for line in (outcome["sentence"], *(c["words"] for c in outcome["citations"]))]
        if told["verdict"] == "out_of_scope" and not told["outcomes"]:
            under += [sentence(a["why"]) for a in told["answers"].values() if a["kind"] == "verdict" and a["why"]]
        if self.alone and self.alone["kind"] == "deadline" and self.alone["regime"]:
            under += self._cited(self.alone["regime"]["citations"])
        if told["case"]:
            under.append(told["case"])
        mark = VERDICT_MARKS.get(told["verdict"], "") if self.outside or told["verdict"] != "out_of_scope" else ""
        mark = self._mark(self.alone) if self.alone else mark
        title = f"{told['headline']} — {told['rulebook']['title']}"
        return Section("verdict", title, (Line(title, mark, tuple(under)),), bullets=False)

    def _known(self) -> str:
        known = self.told["known_at"]
        return self.say("known_at", day=self.day(known)) if known else ""

    def _text(self) -> str:
        regime = self.told["text_in_force"]
        return self._since(regime) if regime else ""

    def _since(self, regime: RegimeEntry) -> str:
        key = "text_since_latest" if regime["how"] == "undated" else "text_since"
        return self.say(key, text=regime["short"], day=self.day(regime["begin"] or regime["applies_from"]))

    def answers(self) -> Section:
        """Amounts and other values; conditions and deadlines that were asked for among others."""
        shown = {n: a for n, a in self.told["answers"].items() if a["kind"] not in {"verdict", "dues"} and a is not self.alone}
        if self.set_aside or not shown:
            return self._section("amount", [])
        title = "title_amount" if all(a["kind"] == "amount" for a in shown.values()) else "title_answers"
        lines = [line for name, a in shown.items() for line in (self._stood(name, a) if a["kind"] in _STANDING else [self._answer(a)])]
        return Section("amount", self.say(title), tuple(lines))

    @property
    def set_aside(self) -> bool:
        """Whether other rules, or a person, decide: then answers are told at the fullest only."""
        return (self.outside or self.told["verdict"] == "to_be_examined") and self.detail < FULL

    def dues(self) -> list[Section]:
        """Each list of things due."""
        if self.set_aside:
            return []
        lists = [
            (a, DuesSections(name, a, self.language, as_of=self.told["as_of"], full=self.detail >= USUAL))
            for name, a in self.told["answers"].items()
            if a["kind"] == "dues"
        ]
        shown = [told.section(titled=a is not self.alone) for a, told in lists if not told.empty]
        empty = tuple(Line(a["label"]) for a, told in lists if told.empty and a is not self.alone)
        return [*shown, *([Section("nothing-due", sentence(self.say("dues_none")), empty)] if empty else [])]

    def _mark(self, answer: AnswerEntry) -> Mark:
        """How a condition or a deadline stands."""
        if answer["kind"] == "deadline":
            return DEADLINE_MARKS[answer["deadline"]["state"] if answer["deadline"] else None] if answer["status"] != "absent" else ""
        if answer["status"] == "undetermined":
            return "unknown"
        judged = answer["kind"] == "condition" and answer["status"] == "determined" and not self._neutral(answer)
        return ("yes" if answer["value"] else "no") if judged else ""

    def _neutral(self, answer: AnswerEntry) -> bool:
        """Whether a condition only says how things are: it joins no others, and no record of a list fails it."""
        name = next(n for n, a in self.told["answers"].items() if a is answer)
        own = [r for r in self.told["reasons"] if r["decision"] == name]
        return [r["provision"] for r in own] == [name] and not own[0]["members"]

    def _stood(self, name: str, answer: AnswerEntry) -> list[Line]:
        """A condition or a deadline among other answers, with its reason where no other section tells it."""
        own = [r for r in self.told["reasons"] if r["decision"] == name]
        if len(own) == 1 and own[0]["provision"] == name and own[0]["state"] != "absent":
            return self._reason(own[0], neutral=self._neutral(answer))
        regime = answer["regime"] if answer["status"] != "absent" else None
        under = []
        if regime and self.detail >= USUAL:
            under = [self._since(regime), *self._cited(regime["citations"])]
        elif regime:
            under = [" · ".join([self._since(regime), *(brief(c) for c in regime["citations"][:1])])]
        text = answer["written"] if answer["kind"] == "condition" else self._pair(answer["label"], answer["written"])
        return [Line(text, self._mark(answer), tuple(under))]

    def _answer(self, answer: AnswerEntry) -> Line:
        under = []
        if self.told["verdict"] == "ineligible" and answer["kind"] == "amount" and answer["status"] == "determined":
            under.append(self.say("unless_refused"))
            if self.detail <= SHORT:
                return Line(self._pair(answer["label"], answer["written"]), "", (sentence(under[0]),))
        if answer["why"] and (self.detail >= USUAL or not set(answer["waits_for"]) & {m["fact"] for m in self.told["missing"]}):
            under.append(answer["why"])
        regime = answer["regime"] if answer["status"] != "absent" or self.detail >= USUAL else None
        if regime:
            under.append(self._since(regime))
            if self.detail >= USUAL or regime["how"] not in {"at_once", "no_anchor"}:
                under.append(regime["why"])
        if answer["candidates"]:
            under.append(self.say("candidates", texts=self.words.listed([c["short"] for c in answer["candidates"]], "or")))
        if answer["new_case"]:
            under.append(answer["new_case"]["sentence"])
        said = [sentence(u) for u in under]
        if regime and self.detail >= USUAL:
            said += self._cited(regime["citations"])
        return Line(self._pair(answer["label"], answer["written"]), "", tuple(said))

    def _pair(self, label: str, value: str) -> str:
        return self.say("fact_given", label=label, value=value)

    # -- why -----------------------------------------------------------------------------------------------------------------------

    def reasons(self) -> list[Section]:
        """The conditions, failing ones first; those of several questions apart."""
        if self.told["verdict"] == "out_of_scope" and self.told["outcomes"] and self.detail < FULL:
            return []
        kept = [r for r in self.told["reasons"] if r["state"] != "absent"]
        answers = self.told["answers"]
        told = _STANDING if self.told["verdict"] is not None or len(answers) == 1 else {*_STANDING, "value"}
        beside = {n for n, a in answers.items() if a["kind"] in told and a is not self.alone}
        neutral = self.alone is not None and self._neutral(self.alone)
        lines = [line for r in kept if r["decision"] not in beside for line in self._reason(r, neutral=neutral)]
        several = {name: [r for r in kept if r["decision"] == name] for name in answers if name in beside}
        apart = [
            Section(f"reasons-{name.replace('.', '-')}", answers[name]["label"], tuple(line for r in own for line in self._reason(r)))
            for name, own in several.items()
            if [r["provision"] for r in own] != [name]  # else it is told with the answer
        ]
        return [self._section("reasons", lines), *apart]

    def _reason(self, reason: ReasonEntry, *, neutral: bool = False) -> list[Line]:
        """A condition with its values and its source; where each record of a list must meet it, a line for each that does not.

        `neutral`: it says how things are, and nothing that somebody would have to meet.
        """
        told = self.detail >= USUAL or (reason["state"] == "failed" and not neutral)
        under = [c["words"] for c in reason["values"]] if told else []
        source = [self._since(reason["regime"])] if reason["regime"] else []
        cited = [c["words"] for c in reason["citations"]]
        if self.detail <= SHORT:
            cited = [brief(c) for c in reason["citations"][:1]]
        if source or cited:
            under.append(" · ".join(source + cited))
        if reason["regime"] and self.detail >= USUAL:
            under.append(reason["regime"]["why"])
        failed = [m["sentence"] for m in reason["members"] if m["state"] == "failed"]
        open_ = [self.say("member_missing", member=m["sentence"]) for m in reason["members"] if m["state"] != "failed"]
        if failed:
            *first, last = failed
            lines = [Line(words, "no", (), reason["depth"]) for words in first]
            return [*lines, Line(last, "no", (*open_, *under), reason["depth"])]
        if open_:
            head = self.say("condition_undetermined", label=reason["label"])
            return [Line(head, MARKS[reason["state"]], (*open_, *under), reason["depth"])]
        mark = "" if neutral and reason["state"] != "undetermined" else MARKS[reason["state"]]
        return [Line(reason["sentence"], mark, tuple(under), reason["depth"])]

    def _cited(self, citations: list[CitationEntry]) -> list[str]:
        """Each citation; at the fullest its address on a line of its own, where it can be copied whole."""
        return [words for c in citations for words in (c["words"], c["url"] if self.detail >= FULL else "") if words]

    def absent(self) -> Section:
        """What is not required, since when and by which text; at the fullest, every rule that is not in force."""
        if self.outside and self.detail < FULL:
            return self._section("absent", [])
        told = [a for a in self.told["absent"] if self.detail >= FULL or self._worth(a)]
        key = "absent" if all(a["required"] for a in told) else "absent_any"
        if self.detail <= SHORT:
            return Section("absent", self.say(f"title_{key}"), tuple(self._gone_together(told)))
        return Section("absent", self.say(f"title_{key}"), tuple(Line(a["sentence"], "", tuple(self._cited(a["citations"]))) for a in told))

    def _gone_together(self, told: list[AbsentEntry]) -> list[Line]:
        """What one text repealed on one day, in one line."""
        groups: dict[tuple[str, str], list[AbsentEntry]] = {}
        for absent in told:
            together = absent["cause"] == "repealed" and absent["required"] and absent["since"]
            groups.setdefault((absent["since"] or "", absent["short"]) if together else ("", absent["provision"]), []).append(absent)
        return [Line(self._gone(same)) for same in groups.values()]

    def _gone(self, same: list[AbsentEntry]) -> str:
        first, since = same[0], same[0]["since"]
        if len(same) == 1 or not since:
            return first["sentence"]
        labels = self.words.listed([a["label"] for a in same])
        return self.say("repealed_several", labels=labels, day=self.day(since), text=first["short"])

    def _worth(self, absent: AbsentEntry) -> bool:
        """What somebody may still believe to be required, or to be a way around what is refused."""
        refused = {r["part_of"] for r in self.told["reasons"] if r["state"] == "failed"}
        parts = {r["provision"]: r["part_of"] for r in self.told["reasons"]}
        gone = absent["cause"] in {"repealed", "lapsed", "never_for_this_case"}
        return gone and absent["concerned"] and (absent["required"] or parts.get(absent["provision"], "") in refused - {""})

    def facts(self) -> Section:
        """The values used and where they came from."""
        told = self.told["facts"]
        if self.told["verdict"] == "out_of_scope" and self.told["outcomes"] and self.detail <= SHORT:
            told = {name: told[name] for outcome in self.told["outcomes"] for name in outcome["facts"] if name in told}
        shown = [f for f in told.values() if f["used"] or self.detail >= USUAL]
        lines = []
        for fact in shown:
            notes = (
                [self.say("fact_supposed")]
                if fact["assumed"]
                else [self.say("fact_source", source=fact["source"])]
                if fact["source"]
                else []
            )
            if fact["observed"]:
                notes.append(self.say("fact_observed", day=self.day(fact["observed"])))
            if not fact["used"]:
                notes.append(self.say("fact_unused"))
            lines.append(Line(self._pair(fact["label"], fact["written"]) + (f" ({', '.join(notes)})" if notes else "")))
        lines += self._not_declared()
        return self._section("facts", lines)

    def _not_declared(self) -> list[Line]:
        """What would have led to another scheme, or to a person, had it been declared."""
        entries = self.told["not_declared"] if self.told["verdict"] not in {"out_of_scope", "to_be_examined"} else []
        entries = entries if self.told["verdict"] is not None or self.detail >= USUAL else []
        labels = [e["label"][:1].lower() + e["label"][1:] for e in entries]
        return [Line(self.say("not_declared", facts=self.words.listed(labels)))] if labels else []

    # -- what else might be --------------------------------------------------------------------------------------------------------

    def changes(self) -> Section:
        """What would change the result, smallest first."""
        lines = [Line(c["words"], "", (self.say("change_result", result=c["result"]),)) for c in self.told["changes"]]
        return self._section("changes", self._few(lines))

    def _few(self, lines: list[Line]) -> list[Line]:
        """At the shortest detail, the first lines and how many more there are."""
        rest = len(lines) - _FEW
        if self.detail > SHORT or rest <= 0:
            return lines
        more = self.say("and_one_more", detail="2") if rest == 1 else self.say("and_more", count=str(rest), detail="2")
        return [*lines[:_FEW], Line(more)]

    def missing(self) -> Section:
        """What is missing, as questions. A refusal asks only for what could turn it."""
        told = self.told
        asked = [m for m in told["missing"] if self.detail >= FULL or self._matters(m["decisions"])]
        lines = []
        for entry in asked:
            under = [entry["why"]] if entry["regime"] or self.detail >= USUAL else []
            if entry["supplied_by"] and self.detail >= USUAL:
                under.append(self.say("ask_whom", who=entry["supplied_by"]))
            if entry["choices"]:
                codes = [f"{c['code']} ({c['label']})" if c["code"] != c["label"] else c["code"] for c in entry["choices"]]
                shown = codes if len(codes) <= _FEW or self.detail >= USUAL else [*codes[:_FEWER], "…"]
                listed = entry["within"]["fact"] if entry["within"] else entry["fact"]
                under.append(self.say("choices" if shown == codes else "choices_more", choices=", ".join(shown), fact=listed))
            whom = [self.say("ask_whom", who=entry["supplied_by"])] if entry["supplied_by"] and self.detail <= SHORT else []
            under.append(" · ".join([self._next(entry), *whom]))
            lines.append(Line(entry["question"], "unknown", tuple(under)))
        return self._section("missing", self._few(lines))

    def _next(self, entry: MissingEntry) -> str:
        """How to answer a question."""
        within = entry["within"]
        if within is None:
            return self.say("next_set", fact=entry["fact"])
        return self.say("cell_next", fact=within["fact"], row=str(within["row"]), column=within["column"])

    def _matters(self, decisions: list[str]) -> bool:
        """Whether an answer that waits is worth asking for: not an amount that is refused anyway."""
        if self.told["verdict"] != "ineligible" and not self.outside:
            return True
        return any(self.told["answers"][d]["kind"] == "verdict" for d in decisions)

    def lacks(self) -> Section:
        """What the texts do not say, or we have not found."""
        asked = {m["fact"]: set(m["decisions"]) for m in self.told["missing"] if self._matters(m["decisions"])}
        shown = [lack for lack in self.told["lacks"] if self.detail >= FULL or self._matters(lack["decisions"])]
        if self.detail < FULL:  # what a thing due lacks is told with it
            shown = [lack for lack in shown if any(self.told["answers"][d]["kind"] != "dues" for d in lack["decisions"])]
        if self.detail <= SHORT:  # what only some of the answers still open would meet is not told yet
            shown = [k for k in shown if all(f in k["supplied_by"] for f, of in asked.items() if of & set(k["decisions"]))]
        return self._section("lacks", [Line(lack["sentence"], "unknown") for lack in shown])

    def readings(self) -> Section:
        """The readings on which the answer rests. At the shortest detail, those that would change it."""
        lines = []
        for reading in self.told["readings"]:
            others = [a for a in reading["alternatives"] if self.detail >= USUAL or self._differs(a)]
            if not others and self.detail <= SHORT:
                continue
            under = [self.say("reading_because", why=reading["why"])] if reading["why"] else []
            under += [a["sentence"] for a in others]
            if self.detail >= USUAL:
                under += self._cited(reading["citations"])
            lines.append(Line(self.say("reading_used", question=reading["label"], option=reading["words"]), "", tuple(under)))
        return self._section("readings", lines)

    def _differs(self, other: AlternativeEntry) -> bool:
        """Whether another reading would change what matters here: of a refusal, the verdict alone."""
        if other["verdict"] != self.told["verdict"]:
            return True
        if other["verdict"] is None:
            return not other["same"]
        now = {name: answer["written"] for name, answer in self.told["answers"].items() if answer["kind"] == "amount"}
        decided = self.told["verdict"] not in {"ineligible", "to_be_examined"} and not self.outside
        return decided and any(other["answers"].get(name) != written for name, written in now.items())

    def waiting(self) -> Section:
        """The next effects that wait for this case."""
        turns: dict[tuple[str, str], list[str]] = {}
        silent = self.outside or (self.told["verdict"] == "ineligible" and self.detail <= SHORT)
        for entry in self.told["waiting"] if not silent else []:
            if entry["day"]:
                turns.setdefault((entry["day"], entry["short"]), []).append(entry["label"])
        lines = [
            Line(self.say("waits_until", day=self.day(day), text=text, label=self.words.listed(labels)))
            for (day, text), labels in turns.items()
        ]
        return self._section("waiting", self._few(lines))

    def hidden(self) -> Section:
        """What `known_at` hides, or a correction replaced: a line a text."""
        groups: dict[tuple[str, str, str, str], list[str]] = {}
        for entry in self.told["hidden"]:
            key = (entry["cause"], entry["short"], entry["published"], entry["by_short"])
            groups.setdefault(key, []).append(entry["label"])
        lines = [
            Line(self.say(f"hidden_{cause}", text=short, day=self.day(published), other=by, label=self.words.listed(labels)))
            for (cause, short, published, by), labels in groups.items()
        ]
        return self._section("hidden", self._few(lines))

    # -- how -----------------------------------------------------------------------------------------------------------------------

    def steps(self) -> Section:
        """Every rule that was read; at full detail only."""
        if self.detail < FULL:
            return self._section("steps", [])
        lines = []
        for step in self.told["steps"]:
            notes = [step["why"]] if step["why"] and step["status"] != "absent" else []
            if step["short"]:
                notes.append(" · ".join([step["short"], *(c["words"] for c in step["citations"])]))
            lines.append(Line(self._pair(f"{step['label']} [{step['provision']}]", step["written"]), "", tuple(notes)))
        return self._section("steps", lines)

    def notice(self) -> Section:
        """What this output is, the rights, the edition, and the next command."""
        notice, told = self.told["notice"], self.told
        lines = [notice["short"]] if self.detail <= SHORT else [notice["algorithm"], notice["degree"], notice["purpose"]]
        if notice["book"]:
            lines.append(notice["book"])
        if self.detail >= USUAL:
            lines += [notice["data_sentence"], self._parameters(), self.say("notice_operations", count=str(len(notice["operations"])))]
        lines += [notice["rights"], notice["how"]] if self.detail >= USUAL else []
        lines.append(
            self.say(
                "edition",
                rulebook=told["rulebook"]["id"],
                content=told["rulebook"]["content"][:12],
                meaning=told["rulebook"]["meaning"][:12],
                engine=told["engine"]["version"],
            )
        )
        if self.detail < FULL:
            lines.append(self.say("next_detail"))
        lines.append(self._offer())
        return self._section("notice", [Line(line) for line in lines if line], bullets=False)

    def _offer(self) -> str:
        """What else may be asked: by the beginnings of the ids. Nothing where something on request was asked for already."""
        offered = self.told["on_request"]
        if not offered or self.told["verdict"] is None:
            return ""
        groups: dict[str, list[OfferEntry]] = {}
        for offer in offered:
            groups.setdefault(offer["ask"], []).append(offer)
        names = [self._offered(offers, ask) for ask, offers in groups.items()]
        return self.say("on_request", names=self.words.listed(names), example=next(iter(groups)))

    def _offered(self, offers: list[OfferEntry], ask: str) -> str:
        if len(offers) > 1:
            return ask
        label = offers[0]["label"]
        return self.say("on_request_one", label=label[:1].lower() + label[1:], name=ask)

    def _parameters(self) -> str:
        shown = [self._pair(p["label"], p["written"]) for p in self.told["notice"]["parameters"]]
        return self.say("notice_parameters", parameters=self.words.parted(shown)) if shown else ""
