"""What a clause says of illness: conditions, organs' sides, pathology, operations, pregnancies."""

from typing import Final

from counselling.shorthand.ages import ToldAge
from counselling.shorthand.counting import NumberScan
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.tokens import Kind, Token

_MOST_TIMES: Final = 15
_ILL: Final = (FactKind.CONDITION, FactKind.NEVER)
# What may stand before a condition and waits for it.
_BEFORE: Final = ("bilateral", "left", "right", "maybe", "second", "other-side", "primary")
_SIDES: Final = ("bilateral", "left", "right")
_SECOND: Final = ("second", "other-side", "primary")


class IllnessScan(NumberScan):
    """Reads the words of illness in a clause."""

    def _times(self, token: Token) -> None:
        last, count = self._last, int(token.text[1:])
        if (
            last and last.kind is FactKind.LOSS and not last.count and 0 < count <= _MOST_TIMES
        ) or (last and last.kind is FactKind.CONDITION and not last.age and count > 1):
            last.count, last.end = count, token.end
        else:
            self._ask("number", token)

    def _ordinal(self, token: Token) -> None:
        if self._comes("condition", "primary", "left", "right", "pathology"):
            self._wait("second", token)
        elif self._comes("week-unit"):
            self._ordinal_week(token)
        else:
            self._fail(token)

    def _ordinal_week(self, token: Token) -> None:
        """ "14. SSW": behind a pregnancy, or before one."""
        unit = self._tokens[self._at]
        self._at += 1
        weeks = int("".join(letter for letter in token.text if letter.isdecimal()))
        last = self._last
        if last and last.kind is FactKind.LOSS and not self._is_after_comma:
            self._take_up("at")
            self._give_weeks(last, token, weeks, unit.end)
        elif self._comes("loss") and self._weeks is None:
            self._pass(unit)
            self._weeks = (token, weeks)
        else:
            self._ask("number", token)
            self._pass(unit)

    def _condition(self, token: Token) -> None:
        self._doubt_place(token)
        last = self._last
        is_tied = last is not None and last.kind is FactKind.DEAD
        is_tied = is_tied and (not self._is_after_comma or self._kills(token))
        if self._is_told_closer(token):
            return
        is_never = self._is_negated
        is_listed = self._is_joined or (self._previous and self._previous.has("or", "no"))
        if is_never and last and last.kind is FactKind.NEVER and not is_listed:
            self._ask("negated", token)
        self._is_negation_open = False
        kind = FactKind.NEVER if is_never else FactKind.CONDITION
        fact = self._add(kind, token.sense("condition", "brca"), token)
        if token.has("brca"):
            fact.what = "breast"
        self._take_what_stands_before(fact)
        if self._ahead is None:
            self._take_up("dx")  # "diagnosed with br ca 45"
        if is_never and self._negating:
            fact.start = min(fact.start, self._negating.start)
        if is_tied:
            fact.traits.append("cause")
        is_of = self._is_behind_of(token)
        if is_tied and is_of:
            fact.traits.append("because")
        elif is_of and not (last is not None and last.kind is FactKind.PROCEDURE):
            fact.traits.append("of")  # of what it is the cause, or the diagnosis, must follow
        if kind_of := self._lexicon.subtypes.get(token.norm):
            fact.pathology.append(kind_of)
        self._take_age_ahead(fact)

    def _kills(self, token: Token) -> bool:
        """ "D 60, MI": told right behind a death and without an age of its own, it is the cause."""
        groups, following = self._lexicon.groups, self._next
        is_sudden = token.sense("condition") in groups["cause_only"] | groups["often_cause"]
        is_aged = following is not None and (
            following.kind in (Kind.NUMBER, Kind.DATE)
            or following.has("at", "age", "dx", "within", "about", "early", "mid", "late", "decade")
        )
        return is_sudden and not is_aged and not self._pending and self._ahead is None

    def _is_told_closer(self, token: Token) -> bool:
        """ "Br ca 43, TNBC": of the tumour before, not one more."""
        last = self._last
        is_breast = last is not None and last.kind is FactKind.CONDITION and last.what == "breast"
        is_closer = token.sense("condition") == "breast-tn" and is_breast and not self._is_negated
        following = self._next  # an age or a side behind it is of one more tumour
        is_last = following is None or following.kind is Kind.COMMA or following.text in ".)"
        waits = self._pending or self._ahead
        count = sum(fact.kind is FactKind.CONDITION for fact in self.facts)
        if last is not None and is_closer and last.has("maybe"):
            self._ask("again", token)  # "?br ca 43, TNBC": is it sure?
        if last is None or not (is_closer and is_last) or waits or count > 1:
            return False
        last.traits.append("TN")
        last.end = token.end
        return True

    def _take_age_ahead(self, fact: Fact) -> None:
        """ "At 45 diagnosed with br ca", "mit 45 Brustkrebs": its age stood before it."""
        if self._ahead is None:
            return
        is_of = self._is_behind_of(fact.token)
        is_dx = self._take_up("dx") is not None
        if is_dx or not is_of:
            self._give_ahead(fact)
        if is_dx:
            fact.traits = [trait for trait in fact.traits if trait not in ("ahead", "of")]

    def _give_ahead(self, fact: Fact) -> None:
        if self._ahead is not None:
            number, fact.age = self._ahead
            fact.traits.append("ahead")
            fact.start, self._ahead = min(fact.start, number.start), None

    def _doubt_place(self, token: Token) -> None:
        """A condition where it may belong to a denial, or to the tumour before it."""
        if self._was_negated and self._is_after_comma:
            no = self._lexicon.word_for("no", "no")
            self._ask("reach", token, (f"{no} {token.text}", f"; {token.text}"))
        if self._previous and self._previous.has("unaffected", "unknown", "untested"):
            self._ask("word", self._previous)
        last = self._last
        if last and last.kind is FactKind.LOSS and not self._is_after_comma:
            self._ask("word", token)  # "TOP T21": the unborn child's, not the mother's
        if self._is_in_brackets and last and last.kind is FactKind.CONDITION:
            self._ask("word", token)  # "br ca 48 (DCIS)": one tumour, said more closely

    def _take_what_stands_before(self, fact: Fact) -> None:
        for trait in _BEFORE:
            if said := self._take_up(trait):
                fact.traits += ["second", "vague"] if trait in _SECOND[1:] else [trait]
                fact.start = min(fact.start, said.start)
        for word in ("pathology", "vague"):
            if said := self._take_up(word):
                fact.start = min(fact.start, said.start)
                if word == "vague":
                    fact.traits.append("vague")
                else:
                    fact.pathology.append(said.sense("pathology"))
        if said := self._findings:
            self._pass(said)
            fact.traits.append("vague")  # how many polyps: kept in the nurse's words
            fact.start, self._findings = min(fact.start, said.start), None

    def _bare_cancer(self, token: Token) -> None:
        """A cancer without its site; "ca." before a number may be circa."""
        last = self._last
        if self._is_joined and last and last.kind is FactKind.CONDITION:
            self._ask("site", token)
            return
        if self.side and self._is_negation_open and self._negating:
            self._is_negation_open = self._is_negated = False  # "no FH of cancer"
            self._add(FactKind.UNAFFECTED, "", self._negating).end = token.end
            return
        site = self._lexicon.word_for("condition", "unknown-site")
        is_number = self._next is not None and self._next.kind is Kind.NUMBER
        self._ask("site", token, (site, "~") if is_number else (site,))

    def _side_of_organ(self, token: Token) -> None:
        last, side = self._last, token.sense(*_SIDES)
        if "maybe" in self._pending and last is not None and last.kind in _ILL:
            self._ask("word", token)  # "br ca ?L": only the side is doubted
        if len(token.norm) == 1 and self._next is not None and self._next.text in ("+", "-"):
            self._fail(token)  # what is left of a marker: "R-"
            return
        is_ill = last is not None and last.kind in _ILL
        if last and is_ill and not self._is_after_comma and not self._leads_to_condition():
            if any(last.has(said) for said in _SIDES) or (last.age and not self._closes()):
                self._wait(side, token)
                return
            last.traits.append(side)
            last.end = token.end
        elif last and is_ill and not self._is_after_comma and not self._is_next_sided(last):
            self._ask("word", token)  # "br ca L melanoma": of which of the two?
        elif (
            last
            and last.kind is FactKind.PROCEDURE
            and not self._is_after_comma
            and not self._leads_to_condition()
        ):
            last.traits.append("vague")  # which side was operated: kept as a note
            last.end = token.end
        else:
            self._wait(side, token)

    def _is_next_sided(self, last: Fact) -> bool:
        """ "br ca 44 R br ca 52": an age stands between, the next tumour is of the same kind."""
        following = self._ahead_of("pathology")
        is_same = following is not None and following.sense("condition") == last.what
        return is_same and last.age is not None

    def _leads_to_condition(self) -> bool:
        """Whether a condition follows, in or behind brackets."""
        at = self._at
        if at < len(self._tokens) and self._tokens[at].text == ")":
            at += 1
        while at < len(self._tokens) and self._tokens[at].has("pathology"):
            at += 1
        return at < len(self._tokens) and self._tokens[at].has("condition", "brca")

    def _closes(self) -> bool:
        """Whether no number follows that the side could belong to."""
        following = self._next
        if following is not None and following.text == ")":
            following = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        return following is None or following.kind is not Kind.NUMBER

    def _other_side(self, token: Token) -> None:
        """ "contralateral 51", "2nd primary 51": one more of the same."""
        if "second" in self._pending and token.has("primary"):
            self._pass(token)
            return
        last = self._last
        if last is None or last.kind is not FactKind.CONDITION:
            self._ask("word", token)
        self._wait(token.sense("other-side", "primary"), token)

    def _maybe(self, token: Token) -> None:
        last = self._last
        is_open = last is not None and last.age is None and not self._is_after_comma
        is_doubt_of_more = self._comes("left", "right", "bilateral", "marker", "pathology")
        if last is not None and is_doubt_of_more and not self._is_after_comma:
            self._ask("word", token)
        if last and last.kind is FactKind.CONDITION and is_open and not self._comes("condition"):
            last.traits.append("maybe")
            last.end = token.end
        elif last and last.kind is FactKind.DEAD and is_open and not last.has("vague"):
            if self._comes("condition") or token.start == last.token.end:
                self._ask("word", token)  # "d?" doubts the death itself
            last.age, last.end = ToldAge(), token.end
        elif "maybe" in self._pending and token.norm != "?":
            self._ask("word", token)
        else:
            self._wait("maybe", token)

    def _unconfirmed(self, token: Token) -> None:
        """Behind a condition: suspected."""
        last = self._last
        if last and last.kind is FactKind.CONDITION and not last.has("maybe"):
            last.traits.append("maybe")
            last.end = token.end
        else:
            self._ask("word", token)

    def _excluded(self, token: Token) -> None:
        """ "br ca ruled out": denied."""
        last = self._last
        if last and last.kind is FactKind.CONDITION and not last.age and not last.traits:
            last.kind, last.end = FactKind.NEVER, token.end
        else:
            self._ask("word", token)

    def _loss(self, token: Token) -> None:
        if self._previous is not None and self._previous.has("vague", "several"):
            self._ask("number", token)  # "several miscarriages"
        fact = self._add(FactKind.LOSS, token.sense("loss"), token)
        fact.count, self._count = self._count, 0
        for sex in ("male", "female"):
            if said := self._take_up(sex):
                fact.start = min(fact.start, said.start)
                fact.traits.append(sex)
        if fact.what == "P" and (now := self._take_up("now")):
            fact.start = min(fact.start, now.start)
        if self._counted:
            fact.start, self._counted = self._counted.start, None
        if self._weeks:
            number, weeks = self._weeks
            self._weeks = None
            self._give_weeks(fact, number, weeks, token.end)

    def _procedure(self, token: Token) -> None:
        if self._previous is not None and self._previous.has("purpose") and not self.facts:
            self._ask("word", self._previous)  # "for RRSO": not done yet
        fact = self._add(FactKind.PROCEDURE, token.sense("procedure"), token)
        if self._is_joined or (self._previous is not None and self._previous.text == "/"):
            fact.traits.append("joined")
        if " " in token.norm:
            fact.traits.append("vague")  # "bilateral", "prophylactic": kept in the nurse's words
        for side in ("left", "right", "bilateral"):
            if said := self._take_up(side):
                fact.start = min(fact.start, said.start)
                fact.traits.append("vague")
