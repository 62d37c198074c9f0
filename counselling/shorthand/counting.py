"""Numbers in a clause: an age, a year, weeks, how many, or a question."""

from dataclasses import replace
from typing import Final

from counselling.pedigree.person import Age
from counselling.shorthand.ages import ToldAge, told
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.placing import PlaceScan
from counselling.shorthand.tokens import Kind, Token

_UNITS: Final = ("year-unit", "month-unit", "week-unit", "day-unit")
_DATED: Final = (FactKind.CONDITION, FactKind.DEAD, FactKind.PROCEDURE, FactKind.ASIDE)
_MANY_LOSSES: Final = 6
_LONGEST_WEEKS: Final = 45
_MOST_LOSSES: Final = 15
_OLD_FOR_A_DIAGNOSIS: Final = 92
_WEEKS_OF_TERM: Final = 40
_MONTHS: Final = 12
_DAYS_OF_A_YEAR: Final = 365


class NumberScan(PlaceScan):
    """Reads every number, with the words and units around it."""

    def _figure(self, token: Token) -> None:
        if self._ahead is not None and token.sense("figure") == "1":
            self._pass(token)  # an article: "mit 60 ein Ovarialkarzinom"; elsewhere a lost "kein"
            return
        self._number(token, token.sense("figure", "decade"))

    def _number(self, token: Token, text: str) -> None:
        following = self._next
        if self._is_relative(token):
            return
        if following and following.has("loss") and text.isdecimal():
            if self._may_be_age(token, int(text[:3]), _MANY_LOSSES):
                self._ask("number", token)
            self._count_losses(token, int(text[:3]))
            return
        if following and following.sense("condition") in self._lexicon.groups["counted"]:
            after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
            is_aged = after is not None and (
                after.kind is Kind.NUMBER or after.has("at", "age", "dx")
            )
            if text.isdecimal() and not is_aged and self._may_be_age(token, int(text[:3]), 0):
                now = self._lexicon.word_for("now", "now")
                self._ask("number", token, (f"{now} {text},",))
            self._findings = token  # "10 polyps"
            return
        text, end = self._range(token, text)
        part = next((p for p in ("early", "mid", "late") if p in self._pending), "")
        is_months, is_weeks = self._comes("month-unit"), self._comes("week-unit")
        if self._is_full_stop_before("week-unit"):
            self._at, is_weeks = self._at + 1, True  # "12. SSW"
        age = told(text, part=part, is_months=is_months)
        if self._comes("day-unit") and text.isdecimal():
            age = ToldAge(Age.at(int(text[:4]) / _DAYS_OF_A_YEAR))
        self._take_up(part)
        if self._comes("year-unit", "week-unit", "month-unit", "day-unit"):
            end = self._tokens[self._at].end
            self._pass(self._tokens[self._at])
            self._at += 1
        if self._is_weeks(token, text, end, is_weeks=is_weeks):
            return
        if age is None:
            self._ask("number", token)
            return
        if self._is_negation_open:
            self._ask("negated", token)
        if about := self._take_up("about"):
            age = replace(age, is_about=True)
            self._pass(about)
        if self._stands_ahead(token, age):
            return
        if self._may_be_year(token, text, age):
            return
        self._place(token, age, end)
        for word in ("at", "age"):
            self._take_up(word)

    def _is_behind_of(self, token: Token) -> bool:
        """ "Of breast ca", "an Brustkrebs"; "bei Autounfall verstorben"."""
        before = self._previous
        is_in = before is not None and before.norm in self._lexicon.in_whom
        is_accident = is_in and token.sense("condition") in self._lexicon.groups["cause_only"]
        return is_accident or (before is not None and before.has("of", "because"))

    def _is_relative(self, token: Token) -> bool:
        """ "20 years ago", "vor 20 Jahren": no age; the words are kept with what they are of."""
        at, said = self._at, self._pending.get("before-now")
        while at < len(self._tokens) and self._tokens[at].has(*_UNITS):
            at += 1
        is_ago = at < len(self._tokens) and self._tokens[at].has("ago")
        if not (is_ago or (said is not None and at > self._at)):
            return False
        at += is_ago
        last = self._last
        self._take_up("before-now")
        self._take_up("about")
        if last is None or last.kind not in _DATED or self._is_after_comma:
            self._ask("number", token)
            last = None
        for skipped in (token, *self._tokens[self._at : at]):
            self._pass(skipped)
        if last is not None:
            last.end = self._tokens[at - 1].end
            last.traits += [] if last.has("vague") or last.kind is FactKind.ASIDE else ["vague"]
        self._at = at
        return True

    def _before_now(self, token: Token) -> None:
        self._wait("before-now", token)

    def _is_full_stop_before(self, category: str) -> bool:
        rest = self._tokens[self._at : self._at + 2]
        is_there = len(rest) == 2 and rest[0].text == "." and rest[1].has(category)
        if is_there:
            self._pass(rest[0])
        return is_there

    def _stands_ahead(self, token: Token, age: ToldAge) -> bool:
        """ "At 45 br ca", "mit 52 an Brustkrebs gestorben": the age of what comes behind."""
        at = self._pending.get("at")
        is_dx = "dx" in self._pending and self._comes("condition", "brca")
        is_plain = is_dx or (at is not None and at.has("at"))
        following = self._ahead_of("because", "of", "article", "filler", "figure")
        is_ill = following is not None and following.has("condition", "brca", "dead")
        is_free = self._target(is_now=False, is_dx=False) is None
        last, is_dead = self._last, following is not None and following.has("dead")
        if is_dead and at is not None and last is not None and last.has("of"):
            is_free = True  # "an Darmkrebs mit 58 verstorben"
        is_plain = is_plain or (at is not None and is_dead)  # "in den 70ern verstorben"
        if not is_plain or not is_ill or not is_free or "now" in self._pending:
            return False
        self._take_up("at")
        self._pass(token)
        self._ahead = (token, age)
        return True

    def _may_be_year(self, token: Token, text: str, age: ToldAge) -> bool:
        """ "br ca dx 98", "br ca 03": an age, or a year with two digits?"""
        is_short = text.isdecimal() and len(text) == 2
        is_odd = is_short and (text[0] == "0" or int(text) >= _OLD_FOR_A_DIAGNOSIS)
        target = self._target(is_now="now" in self._pending, is_dx="dx" in self._pending)
        is_said = "age" in self._pending or "at" in self._pending
        if not is_odd or is_said or target is None or target.kind is not FactKind.CONDITION:
            return False
        age_word = self._lexicon.word_for("age", "age")
        century = "20" if text[0] == "0" else "19"
        choices = () if text[0] == "0" else (f"{age_word} {text}",)
        self._ask("number", token, (*choices, f"{century}{text}"))
        return True

    def _may_be_age(self, token: Token, value: int, most: int) -> bool:
        """ "Son 20 polyps": how many, or how old? Right behind a person both can be."""
        is_first = self._setting.is_named and not self.facts and self._tokens[0] is token
        return is_first and value > most

    def _multiple(self, token: Token) -> None:
        """ "3 x" before a loss."""
        if self._comes("loss"):
            self._count_losses(token, int(token.text.rstrip("x× ")))
        else:
            self._ask("number", token)

    def _twice(self, token: Token) -> None:
        """ "Miscarried twice"; a tumour twice is one with its age each time, and asked."""
        last = self._last
        if last and last.kind is FactKind.LOSS and not last.count and not self._is_after_comma:
            last.count, last.end = 2, token.end
        else:
            self._ask("number", token)

    def _count_losses(self, token: Token, count: int) -> None:
        if self._count or not 0 < count <= _MOST_LOSSES:
            self._ask("number", token)
        self._count, self._counted = count, token

    def _range(self, token: Token, text: str) -> tuple[str, int]:
        """ "40 to 45", "between 40 and 45": one number."""
        is_between = "between" in self._pending
        joint = self._next
        is_joint = joint is not None and (joint.has("to") or (is_between and joint.has("and")))
        other = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        if not is_joint or joint is None or other is None or other.kind is not Kind.NUMBER:
            return text, token.end
        self._take_up("between")
        self._pass(joint)
        self._pass(other)
        self._at += 2
        return f"{text}-{other.text}", other.end

    def _is_weeks(self, token: Token, text: str, end: int, *, is_weeks: bool) -> bool:
        last = self._last
        is_behind = not self._is_after_comma or (is_weeks and not self._comes("loss"))
        if last and last.kind is FactKind.LOSS and is_behind:
            if is_weeks and text.isdecimal():
                self._take_up("at")
                self._give_weeks(last, token, int(text[:3]), end)
            else:
                self._ask("number", token)
            return True
        if is_weeks and self._comes("loss") and self._weeks is None and text.isdecimal():
            self._weeks = (token, int(text[:3]))  # "20 wks pregnant"
        elif is_weeks:
            self._ask("number", token)
        return is_weeks

    def _give_weeks(self, loss: Fact, token: Token, weeks: int, end: int) -> None:
        if loss.weeks is not None or not 0 < weeks < _LONGEST_WEEKS:
            self._ask("number", token)
        loss.weeks, loss.end = weeks, max(end, loss.end)
        loss.start = min(loss.start, token.start)

    def _part(self, token: Token) -> None:
        """ "20/40": weeks of a pregnancy; "4/12": months."""
        count, whole = (int(part) for part in token.text.split("/"))
        last = self._last
        if whole == _WEEKS_OF_TERM and last and last.kind is FactKind.LOSS:
            self._take_up("at")
            self._give_weeks(last, token, count, token.end)
        elif whole == _WEEKS_OF_TERM and self._comes("loss") and self._weeks is None:
            self._weeks = (token, count)
        elif whole == _MONTHS and count < _MONTHS * 2:
            self._place(token, ToldAge(Age.at(count / _MONTHS)), token.end)
            for word in ("at", "age"):
                self._take_up(word)
        else:
            self._ask("number", token)
