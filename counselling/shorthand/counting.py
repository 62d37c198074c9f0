"""Numbers in a clause: the age at what, the age now, how many, or a question."""

from typing import Final

from counselling.shorthand.ages import ToldAge, told
from counselling.shorthand.fact import Fact, FactKind
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
    )
)
AGED: Final = (FactKind.CONDITION, FactKind.DEAD, FactKind.PROCEDURE)
# Words for several of which a small number behind may be how many there are.
_MANY: Final = ("brother", "sister", "aunt", "uncle", "sibling", "cousin", "nephew", "niece")
_MOST_COUNTED: Final = 12
_LONGEST_WEEKS: Final = 45
_MOST_LOSSES: Final = 15


class NumberScan(ClauseScan):
    """Gives every number to the fact that it belongs to."""

    def _figure(self, token: Token) -> None:
        self._number(token, token.sense("figure", "decade"))

    def _number(self, token: Token, text: str) -> None:
        following = self._next
        if following and following.has("loss") and text.isdecimal():
            if self._count or not 0 < int(text[:3]) <= _MOST_LOSSES:
                self._ask("number", token)
            self._count = int(text[:3])
            return
        part = next((p for p in ("early", "mid", "late") if p in self._pending), "")
        is_months = self._comes("month-unit")
        is_weeks = self._comes("week-unit")
        age = told(text, part=part, is_months=is_months)
        self._pending.pop(part, None)
        end = token.end
        if following and following.has("year-unit", "week-unit", "month-unit"):
            self._at += 1
            end = following.end
        if self._is_weeks(token, end, is_weeks=is_weeks):
            return
        if age is None:
            self._ask("number", token)
            return
        if self._is_negation_open:
            self._ask("negated", token)
        self._place(token, age, end)
        self._pending.pop("at", None)
        self._pending.pop("age", None)

    def _is_weeks(self, token: Token, end: int, *, is_weeks: bool) -> bool:
        last = self._last
        if last and last.kind is FactKind.LOSS:
            if is_weeks and not last.has("weeks"):
                last.traits.append("weeks")
                last.weeks = int(token.text) if token.text.isdecimal() else None
                last.end = end
                if last.weeks is None or not 0 < last.weeks < _LONGEST_WEEKS:
                    self._ask("number", token)
            else:
                self._ask("number", token)
            return True
        if is_weeks:
            self._ask("number", token)
        return is_weeks

    def _place(self, token: Token, age: ToldAge, end: int) -> None:
        """Give a number to the fact that it is the age of, or ask."""
        is_now = self._pending.pop("now", None) is not None
        is_dx = self._pending.pop("dx", None) is not None
        target = self._target(is_now=is_now, is_dx=is_dx)
        if target is None and self._is_second_primary():
            self._second_primary(token, age, end)
        elif target is not None:
            self._give(target, age, token, end)
        elif not is_dx and (is_now or self._is_about_now()):
            self._age_now(token, age, end, is_now=is_now)
        else:
            self._ask("number", token, self._number_choices(token))

    def _is_about_now(self) -> bool:
        """Nothing yet that has an age of its own, or "alive" right before the number."""
        last = self._last
        if last and last.kind in (FactKind.WELL, FactKind.ALIVE) and not self._is_after_comma:
            return True
        return all(fact.kind in _SOFT for fact in self.facts)

    def _number_choices(self, token: Token) -> tuple[str, ...]:
        words = (self._lexicon.word_for(c, c) for c in ("dx", "now", "dead"))
        return tuple(f"{word} {token.text}" for word in words)

    def _target(self, *, is_now: bool, is_dx: bool) -> Fact | None:
        last = self._last
        if last is None or is_now:
            return None
        if is_dx:
            ill = [f for f in self.facts if f.kind is FactKind.CONDITION and f.age is None]
            return ill[-1] if ill and not self._is_after_comma else None
        if last.age is not None or self._is_after_comma:
            return None
        if last.kind is FactKind.CONDITION and last.has("cause"):
            dead = self.facts[-2]
            return dead if dead.age is None else last
        return last if last.kind in AGED or last.kind is FactKind.BORN else None

    def _give(self, fact: Fact, age: ToldAge, token: Token, end: int) -> None:
        if fact.kind is FactKind.BORN and age.year is None:
            self._ask("born", token)
        fact.age, fact.end = age, max(end, fact.end)
        if fact.has("cause") and not fact.has("because"):
            fact.traits.remove("cause")  # "d 50 br ca 48": told with death, not as its cause
        if fact.kind is FactKind.PROCEDURE:
            self._share(fact, age)
        if fact is not self._last and fact.kind is FactKind.DEAD:
            fact.traits.append("assumed")

    def _share(self, fact: Fact, age: ToldAge) -> None:
        """Operations told in one breath were one: "TAH BSO 45"."""
        while self.facts.index(fact) and not fact.is_after_comma:
            fact = self.facts[self.facts.index(fact) - 1]
            if fact.kind is not FactKind.PROCEDURE or fact.age is not None:
                return
            fact.age = age

    def _is_second_primary(self) -> bool:
        last = self._last
        if last is None or last.kind is not FactKind.CONDITION or last.age is None:
            return False
        other = {"left": "right", "right": "left"}
        if any(last.has(side) and other[side] in self._pending for side in other):
            return True
        return self._is_joined and not self._is_after_comma

    def _second_primary(self, token: Token, age: ToldAge, end: int) -> None:
        last = self._last
        assert last is not None
        if last.age is None or age.low_years <= last.age.low_years or last.has("cause"):
            self._ask("number", token, self._number_choices(token))
        traits = [side for side in ("left", "right") if self._pending.pop(side, None)]
        if last.has("bilateral"):  # one breast, then the other: two diagnoses say it
            last.traits.remove("bilateral")
        count, last.count = last.count, 0
        second = Fact(last.kind, last.what, token, end, age, ["second", *traits])
        second.count = count - 1 if count > 2 else 0
        self.facts.append(second)

    def _age_now(self, token: Token, age: ToldAge, end: int, *, is_now: bool) -> None:
        is_bare = not self._setting.is_named and not self.facts and not is_now
        if age.year is not None or "at" in self._pending:
            self._ask("number", token, self._number_choices(token))
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
        is_small = age.age is not None and age.low_years <= _MOST_COUNTED
        return is_many and is_small and not self.facts and "age" not in self._pending
