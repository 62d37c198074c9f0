"""Whose number it is: the age at what, the age now, one more primary, or a question."""

from typing import Final

from counselling.pedigree.person import PartialDate
from counselling.shorthand.ages import ToldAge
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.reading import Question
from counselling.shorthand.scan import ClauseScan
from counselling.shorthand.tokens import Token

_SOFT: Final = frozenset(
    (
        FactKind.WELL,
        FactKind.ALIVE,
        FactKind.UNAFFECTED,
        FactKind.RELATED,
        FactKind.PARTED,
        FactKind.SEX,
        FactKind.ADOPTED,
        FactKind.BORN,
        FactKind.NAME,
        FactKind.TWIN,
        FactKind.TRAIT,
        FactKind.CARRIES,
    )
)
AGED: Final = (FactKind.CONDITION, FactKind.DEAD, FactKind.PROCEDURE)
# Words for several of which a small number behind may be how many there are.
_MANY: Final = ("brother", "sister", "aunt", "uncle", "sibling", "cousin", "nephew", "niece")
_ONE_OPERATION: Final = {"hysterectomy", "rrso"}
_MOST_COUNTED: Final = 12
_FEW: Final = 4


class PlaceScan(ClauseScan):
    """Gives a number that is an age or a year to the fact that it belongs to."""

    def _place(self, token: Token, age: ToldAge, end: int) -> None:
        """Give a number to the fact that it is the age of, or ask."""
        now = self._take_up("now")
        is_now = now is not None
        is_dx = self._take_up("dx") is not None
        target = self._target(is_now=is_now, is_dx=is_dx)
        if self._is_its_year(age):
            self._tell_both(age, end)
        elif self._is_of_aside() and not (is_now or is_dx):
            self._extend_aside(token, end)
        elif target is None and self._is_second_primary():
            self._second_primary(token, age, end)
        elif target is not None:
            self._give(target, age, token, end)
        elif not is_dx and (is_now or self._is_about_now() or self._is_of_life(token, end)):
            self._age_now(token, age, end, is_now=is_now)
        else:
            self._ask("number", token, self._number_choices(token))

    def _is_its_year(self, age: ToldAge) -> bool:
        """ "2010 (40)", "40 in 2010": age and year of one event."""
        last = self._timed
        if last is None or last.kind not in AGED or last.age is None or self._is_after_comma:
            return False
        is_pair = (last.age.year is None) != (age.year is None) and last.date is None
        is_said = "at" in self._pending or "age" in self._pending or self._is_in_brackets
        is_said = is_said or self._is_years_old()  # "verst. 1998 72-jährig"
        return is_pair and is_said and bool(last.age.year or last.age.age)

    def _is_years_old(self) -> bool:
        following = self._next
        if following is not None and following.text == "-" and self._at + 1 < len(self._tokens):
            following = self._tokens[self._at + 1]
        return following is not None and following.has("yo")

    @property
    def _timed(self) -> Fact | None:
        """The last fact; behind "d 1987 road accident" the death."""
        last = self._last
        before = self.facts[-2] if len(self.facts) > 1 else None
        is_cause = last is not None and last.has("cause") and last.age is None
        return before if is_cause and before and before.kind is FactKind.DEAD else last

    def _tell_both(self, age: ToldAge, end: int) -> None:
        last = self._timed
        assert last is not None
        assert last.age is not None
        year = last.age.year or age.year
        last.date = PartialDate(year) if year else None
        last.age = age if age.year is None else last.age
        last.traits.append("vague")
        last.end = end

    def _is_of_aside(self) -> bool:
        """ "menopause 50": the number belongs to the words that are kept as they are."""
        last = self._last
        if self._previous is not None and self._previous.text == ")":
            return False  # "bowel ca (hemicolectomy) 60": not of the words in brackets
        is_open = last is not None and last.kind is FactKind.ASIDE and not last.variant
        is_open = is_open and last is not None and not last.token.has("remark")
        return is_open and not self._is_after_comma

    def _extend_aside(self, token: Token, end: int) -> None:
        last = self.facts[-1]
        dead = self.facts[-2] if len(self.facts) > 1 else None
        if dead and dead.kind is FactKind.DEAD and dead.age is None and not last.is_after_comma:
            words = (f"{dead.token.text} {token.text}",)
            self._ask("number", token, words)  # "d. mets 44": died at 44?
        last.end = end

    def _is_about_now(self) -> bool:
        """Nothing yet that has an age of its own, or "alive" right before the number."""
        last = self._last
        if last and last.kind in (FactKind.WELL, FactKind.ALIVE) and not self._is_after_comma:
            return True
        return all(
            fact.kind in _SOFT or fact.what == "untested" or fact.token.has("remark")
            for fact in self.facts
        )

    def _is_of_life(self, token: Token, end: int) -> bool:
        """ "Br ca 66, alive, 74 yrs": an age in years right behind who is alive."""
        last = self._last
        is_alive = last is not None and last.kind in (FactKind.WELL, FactKind.ALIVE)
        return is_alive and (end > token.end or "age" in self._pending or self._is_years_old())

    def _number_choices(self, token: Token) -> tuple[str, ...]:
        words = (self._lexicon.word_for(c, c) for c in ("dx", "now", "dead"))
        return tuple(f"{word} {token.text}" for word in words)

    def _target(self, *, is_now: bool, is_dx: bool) -> Fact | None:
        last = self._last
        if last is None or is_now:
            return None
        if self._closed is not None and self._previous is self._closed:
            return None  # "hysterectomy (fibroids) 45": of which?
        if last.kind is FactKind.PROCEDURE and is_dx:
            return None
        if is_dx:
            ill = [f for f in self.facts if f.kind is FactKind.CONDITION]
            is_only = len(ill) == 1  # "verst. 53 Ovarial-Ca, ED 50"
            is_open = bool(ill) and ill[-1].age is None and (is_only or not self._is_after_comma)
            return ill[-1] if is_open else None
        if last.age is not None or (self._is_after_comma and not self._is_said_at(last)):
            return None
        if last.kind is FactKind.CONDITION and last.has("cause"):
            dead = next(f for f in reversed(self.facts) if f.kind is FactKind.DEAD)
            return dead if dead.age is None else last
        return last if last.kind in AGED or last.kind is FactKind.BORN else None

    def _is_said_at(self, last: Fact) -> bool:
        """ "Had breast cancer, at 51": a comma before "at" parts nothing."""
        at = self._pending.get("at")
        return at is not None and at.has("at") and last.kind in AGED and not last.has("cause")

    def _give(self, fact: Fact, age: ToldAge, token: Token, end: int) -> None:
        self._doubt_age_at_death(fact, token)
        if fact.kind is FactKind.BORN and age.year is None:
            self._ask("born", token)
        if fact.kind is FactKind.LOSS:
            self._ask("number", token)
        fact.age, fact.end = age, max(end, fact.end)
        if fact.has("cause") and not fact.has("because"):
            fact.traits.remove("cause")  # "d 50 br ca 48": told with death, not as its cause
        if fact.kind is FactKind.PROCEDURE:
            self._share(fact, age)
        if fact is not self._last and fact.kind is FactKind.DEAD:
            fact.traits.append("assumed")

    def _doubt_age_at_death(self, fact: Fact, token: Token) -> None:
        """ "d br ca 45": at death, or at diagnosis? Plain only with "of" or a sudden cause."""
        last = self._last
        if fact.kind is not FactKind.DEAD or last is None or last is fact:
            return
        groups = self._lexicon.groups
        is_sudden = last.what in groups["cause_only"] or last.what in groups["often_cause"]
        if last.has("because") or is_sudden:
            return
        ill, dead = last.token.text, fact.token.text
        words = (("words", token.text),)
        choices = (f"{dead} {token.text} {ill}", f"{ill} {token.text} {dead}")
        self.questions.append(
            Question("shorthand.ask.number", fact.start, token.end, words, choices)
        )

    def _share(self, fact: Fact, age: ToldAge) -> None:
        """Operations told in one breath were one: "TAH BSO 45"."""
        while self.facts.index(fact) and not fact.is_after_comma:
            later = fact
            fact = self.facts[self.facts.index(fact) - 1]
            is_usual = {fact.what, later.what} == _ONE_OPERATION or later.has("joined")
            if fact.kind is not FactKind.PROCEDURE or fact.age is not None or not is_usual:
                return
            fact.age = age

    def _is_second_primary(self) -> bool:
        last = self._last
        if last is None or last.kind is not FactKind.CONDITION or last.age is None:
            return False
        if "other-side" in self._pending or "primary" in self._pending:
            return True
        other = {"left": "right", "right": "left"}
        following = self._ahead_of_bracket()
        if following and any(last.has(side) and following.has(other[side]) for side in other):
            return True  # "40 (L), 45 (R)"
        if any(last.has(side) and other[side] in self._pending for side in other):
            return True
        if last.count > 1:
            return True  # "br ca x2 44, 51"
        return self._is_joined and not self._is_after_comma

    def _ahead_of_bracket(self) -> Token | None:
        at = self._at
        if at < len(self._tokens) and self._tokens[at].text == "(":
            at += 1
        return self._tokens[at] if at < len(self._tokens) else None

    def _second_primary(self, token: Token, age: ToldAge, end: int) -> None:
        last = self._last
        assert last is not None
        if last.age is None or age.low_years <= last.age.low_years or last.has("cause"):
            self._ask("number", token, self._number_choices(token))
        said = [self._take_up(word) for word in ("other-side", "primary", "second")]
        sides = [(side, self._take_up(side)) for side in ("left", "right")]
        traits = [side for side, word in sides if word is not None]
        if last.has("bilateral"):  # one breast, then the other: which first, nobody says
            last.traits.remove("bilateral")
            last.traits.append("vague")
            last.end = end
        count, last.count = last.count, 0
        if last.has("maybe"):
            traits.append("maybe")
        starts = [word.start for word in said if word is not None]
        if starts:
            traits.append("vague")  # "contralateral", "metachronous": the words are kept
        second = Fact(last.kind, last.what, token, end, age, ["second", *traits])
        starts += [word.start for _, word in sides if word is not None]
        second.start = min([second.start, *starts])
        second.count = count - 1 if count > 2 else 0
        self.facts.append(second)

    def _age_now(self, token: Token, age: ToldAge, end: int, *, is_now: bool) -> None:
        is_bare = not self._setting.is_named and not self.facts and not is_now
        last = self._last
        is_alive = last is not None and last.kind in (FactKind.WELL, FactKind.ALIVE)
        is_at = "at" in self._pending and (not is_alive or self._is_after_comma)
        if age.year is not None or is_at or age.age is None:
            self._ask("number", token, self._number_choices(token))
        elif is_bare and age.low_years <= _MOST_COUNTED and "age" not in self._pending:
            self._ask("number", token, self._number_choices(token))  # "3 gesund": how many?
        elif is_bare and not self._setting.is_opening and "age" not in self._pending:
            self._ask("whose", token)
        elif self._may_be_how_many(token, age) and not is_now and end == token.end:
            self._ask("number", token, (f"{self._lexicon.word_for('age', 'age')} {token.text}",))
        fact = self._add(FactKind.AGE, "", token)
        fact.age, fact.end = age, end
        if is_now:
            fact.traits.append("now")

    def _may_be_how_many(self, token: Token, age: ToldAge) -> bool:
        is_many = self._setting.relation.split("-")[0] in _MANY or "half" in self._setting.relation
        is_small = age.age is not None and age.low_years <= _FEW
        return is_many and is_small and not self.facts and "age" not in self._pending
